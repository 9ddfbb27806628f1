"""Captions and picture credits: words that belong to an image, and never credit an agency for the text."""

from __future__ import annotations

import re

from onrecord.lexicons.newsroom import agency_named, host_of
from onrecord.model.report import BlockKind
from onrecord.structure.draft import Draft, count_words, ends_sentence, is_prose, last_stop

_CREDIT_HEAD = re.compile(
    r"[(\[*_]{0,3}(?:file )?(?:photo(?:graph|s)?|image|picture|illustration|graphic|video|screenshot|screengrab|pic)s?"
    r"(?: (?:credit|copyright|source|courtesy|by|via)\b|\s?[:/|©])"
    r"|[(\[]?(?:getty images|image caption|media caption|image source|photo by|pictured:)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:(?:FILE|File)(?: PHOTO| ?[-–—:])|File (?:photo|picture|image)\b|\(?TOPSHOT"
    r"|Image (?:copyright|caption|source)\b"
    r"|Enlarge this image|Media (?:playback|caption)\b|© ?[A-Z][\w ]{1,25} ?/)"
)
_CREDIT_INSIDE = re.compile(
    r"\((?:[A-Z]\w{1,20} )?[Pp]hotos?(?: by|:|/)[^()\n]{1,80}\)|"
    r"\((?:AP|AFP|EPA|REUTERS|Reuters|Getty)? ?(?:Photo|Image|Picture|Pool|Screengrab|File)s?\b[^()\n]{0,120}\)"
    r"|\b(?:Photo(?:graph)?s?|Pictures?|Images?|Credit): ?[A-Z][^\n]{1,100}$"
    r"|\b(?:REUTERS|EPA|AFP|AP)/[A-Z][\w .'’-]{2,40}$"
    r"|\[[^\[\]\n]{2,80}/[^\[\]\n]{2,40}\]\.?$"
    r"|\b(?:via|/) ?(?:Getty Images|REUTERS|AP Images|Shutterstock|AFP|EPA|AP)\b[^\n]{0,40}$"
    r"|(?<![Cc]opyright )\(?©(?! ?\d{4})[^\n]{2,80}$"
)
_WHO = re.compile(r"(?P<who>[A-Z][\w.'’-]{0,24}(?: [A-Z][\w.'’-]{0,24}){0,4})\s?/\s?(?P<by>[A-Z][\w .-]{1,30})\)?\.?$")
_STOCK = frozenset(
    (
        *("epa", "getty images", "getty", "shutterstock", "pool", "pool photo", "handout", "unsplash", "zuma", "imago"),
        *("alamy", "ap images"),
    )
)
#: Longer paragraphs are taken for running text; of 489 captions in 1,800 articles one in a hundred is over this.
LONGEST = 600


def mark(drafts: list[Draft]) -> list[Draft]:
    """The drafts with captions and picture credits known; a credit alone is kind ``credit``, with words a caption."""
    return [
        draft.be(_kind(draft.words)) if draft.kind is None and _is_picture(draft.words) else draft for draft in drafts
    ]


def _kind(words: str) -> BlockKind:
    bare = _CREDIT_INSIDE.sub(" ", _CREDIT_HEAD.sub(" ", words))
    return "caption" if count_words(bare) >= 5 else "credit"


def _is_picture(words: str) -> bool:
    """Whether a paragraph belongs to a picture: it begins with a picture's label, or ends with a picture's credit.

    A paragraph that ends a sentence after the credit, or that has a credit in the middle, is running text.
    """
    if len(words) > (2 * LONGEST if _FILE.match(words) else LONGEST):
        return False
    if words.rstrip().endswith(":"):
        return False
    if _FILE.match(words) or _CREDIT_HEAD.match(words):
        return not (is_prose(words) and _CREDIT_HEAD.match(words) and words.count(". ") > 3)
    inside = next((m for m in _CREDIT_INSIDE.finditer(words) if m.end() >= len(words) - 1), None)
    if inside:
        return True
    who = _WHO.search(words)
    if not who or not _agent(who["by"]):
        return False
    return who.start() == 0 or last_stop(words) == 0 or count_words(words[: who.start()]) < 40


def _agent(words: str) -> bool:
    words = words.strip(" .)")
    return agency_named(words) is not None or agency_named(words.title()) is not None or words.casefold() in _STOCK


def tail(words: str) -> int:
    """Offset in a paragraph where a picture or source credit begins that was glued on after the last sentence, else 0.

    Such a credit is a host name ("… he said. president.example") or a name and agency ("… he said. Jo Doe / TASS").
    """
    at = last_stop(words)
    if not at or ends_sentence(words):
        return 0
    rest = words[at:].strip()
    if len(rest) > 80:
        return 0
    who = _WHO.fullmatch(rest)
    if (who and _agent(who["by"])) or (" " not in rest and _bare_host(rest)):
        return len(words) - len(words[at:].lstrip())
    return 0


def _bare_host(words: str) -> bool:
    return host_of(words.strip("()")) is not None and words.strip("()").islower()
