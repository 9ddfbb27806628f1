"""Credit lines: the words that say whose report it is, and which agency gave it or part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicons.newsroom import agencies_in, agency_named
from onrecord.structure.draft import Draft, ends_sentence, is_prose, last_stop

_RIGHTS = re.compile(r"[\s(*_–—-]{0,4}(?:copyright|©|\(c\)|all contents? ©|\d{4} ©)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\brights\b")
_CONTRIBUTED = re.compile(
    r"\b(?:contributed (?:to this|to the|reporting|from)|(?:also )?contributed\.?$|was used in (?:compiling|this))",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"[(\s*_–—-]{0,4}(?:"
    r"(?:additional |further )?(?:reporting|writing) (?:and writing |and editing )?by\b"
    r"|(?:edited|editing|compiled|written|translated) by\b"
    r"|with (?:agency |additional |further |some )?"
    r"(?:inputs?|reporting|information|files?|material|contributions?|reports?) (?:from|by)\b"
    r"|with [A-Z][\w/, &-]{1,40} (?:inputs?|reporting|reports?)\b"
    r"|information from:|sources?:\s|agency:\s|agencies:?\s|our standards:|additional reporting:?"
    r"|design and development"
    r"|from (?:our )?(?:news )?agencies\b|[\w/, ]{1,40} reported from\b)",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:[(\s*_–—-]{0,4})(?:this|the) (?:story|article|report|material|content|text|dispatch|piece)\b[^.]{0,60}"
    r"\b(?:published|provided|produced|distributed|written|created|supplied|appeared|reported|generated|taken|edited)\b[^.]{0,60}"
    r"\b(?:by|on|in|from)\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(r"\b(?:partnership|collaboration|agreement) (?:with|between)\b", re.IGNORECASE)
_TRUST = "Thomson Reuters Trust Principles"
_FORM = re.compile(
    r"[A-Z][\w'’&-]{0,24}(?: [A-Z][\w'’&-]{0,24}){0,4} (?:Press|News) (?:Agency|Association|Service)|\w+ Newswire"
)
_NOT_SIGN = re.compile(
    r"\b(?:and|agencies|agency|news|newswires?|wires?|staff|sources?|from|via|by|with|inputs?|[a-z]{1,4}/[a-z]{1,4}|[a-z]{1,3})\b|[^\w]"
    r"|\b[A-Z]{1,3}/[A-Z]{1,3}\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\bagencies\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\((?P<round>[^()\n]{2,60})\)|\[(?P<square>[^\[\]\n]{2,60})\]|[—–-]{1,2}\s?(?P<dash>[^—–()\n]{2,40})"
    r"|(?P<bare>[A-Z][\w/, -]{1,30}))$"
)
#: Kinds that may turn out to be a credit line: a page's notice of rights can name an agency.
_OPEN = frozenset({None, "boilerplate", "credit"})
_LEANS_BEFORE = re.compile(
    r"(?:according to|told|cited by|citing|quoted by|quoting|seen by|reviewed by|carried by)"
    r"(?: [a-z’'-]+){0,4}(?: [Tt]he)? ?$"
)
_LEANS_AFTER = re.compile(
    r"(?:,? (?:news )?agency|[’']s \w+)?,? (?:has |had |also |first |earlier |previously )?"
    r"(?:report(?:s|ed)|said|says|cited|quoted)\b"
)
#: Longer paragraphs are running text; the longest of 486 credit lines in 1,800 articles has 263 characters.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that a report credits for its text.

    Attributes:
        agency: its usual name.
        start: first code point of the words that credit it.
        end: code point after the last.
        whole: the agency gave the text; otherwise it gave a part of it ("contributed to this report").
    """

    agency: str
    start: int
    end: int
    whole: bool = True


def mark(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Credit]]:
    """The drafts with credit lines known, and the agencies that they credit, in text order.

    An agency's name alone counts only after the last running text: between paragraphs it is a picture's.
    """
    out: list[Draft] = []
    credits: list[Credit] = []
    last = _last_text(drafts)
    for index, draft in enumerate(drafts):
        for part in _split_tail(draft, final=index >= last) if draft.kind is None else (draft,):
            found = _line(part, foot=index >= last or part.hint == "credit") if part.kind in _OPEN else None
            out.append(part if found is None else part.be("credit"))
            credits += found or []
    return out, credits


def _last_text(drafts: Sequence[Draft]) -> int:
    """Index of the last running text that is not itself a credit line, -1 if there is none."""
    backwards = range(len(drafts) - 1, -1, -1)
    return next((i for i in backwards if _is_text(drafts[i]) and _line(drafts[i], foot=True) is None), -1)


def _is_text(draft: Draft) -> bool:
    return draft.kind is None and is_prose(draft.words)


def _split_tail(draft: Draft, *, final: bool) -> tuple[Draft, ...]:
    """The last paragraph, and the credit glued on after its last sentence ("… he said. (AFP)") if there is one."""
    at = last_stop(draft.words) if final else 0
    rest = draft.words[at:].strip()
    match = _TAIL.fullmatch(rest) if at and len(rest) <= 64 else None
    if match and _signed(next(filter(None, match.groups()))) is not None:
        return draft.cut(at)
    at = draft.words.rfind("(") if final and draft.words.endswith(")") else 0
    if (
        at > 0
        and ends_sentence(draft.words[:at])
        and len(draft.words) - at <= LONGEST
        and _REPORTING.match(draft.words, at)
    ):
        return draft.cut(at)
    return (draft,)


def _line(draft: Draft, *, foot: bool) -> list[Credit] | None:
    """The agencies that a whole paragraph credits; ``None`` if it is no credit line, an empty list if it names none."""
    words = draft.words
    if len(words) > LONGEST:
        return None
    if _RIGHTS.match(words) and (foot or _YEAR.search(words)):
        return _rights(draft)
    if _TRUST in words:
        return [_credit(draft, "Reuters", words.index(_TRUST), words.index(_TRUST) + len(_TRUST))]
    if foot and _signed(words) is not None:
        return _named(draft, whole=True)
    if _CONTRIBUTED.search(words) and len(words) <= 300 and '"' not in words and "“" not in words:
        return _named(draft, whole=False)
    if is_prose(words) and not foot:
        return None
    if _MADE_BY.match(words) and (_PARTNER.search(words) or agencies_in(words)):
        return _named(draft, whole=True)
    if _REPORTING.match(words) and not (words.count(". ") > 2):
        return _named(draft, whole=not re.match(r"\W*(?:with|additional|further|information)", words, re.IGNORECASE))
    return None


def _rights(draft: Draft) -> list[Credit] | None:
    """The agency that holds the rights; a line on an outlet's own rights is boilerplate, not a credit of the text."""
    head = draft.words[:160]
    found = agencies_in(head)
    if found:
        name, _, end = found[0]
        return [_credit(draft, name, 0, min(len(draft.words), _sentence_end(draft.words, end)))]
    form = _FORM.search(head)
    return [_credit(draft, form.group(), form.start(), form.end())] if form else None


def _sentence_end(words: str, at: int) -> int:
    stop = words.find(".", at)
    return stop + 1 if 0 <= stop <= at + 20 else at


def _signed(words: str) -> list[str] | None:
    """The agencies of a signature ("AP - AFP", "jm/dm (AFP, dpa)"); ``None`` if the words are more than one."""
    if len(words) > 64 or "http" in words:
        return None
    found = agencies_in(words)
    left = words
    for _, start, end in reversed(found):
        left = left[:start] + " " + left[end:]
    if _NOT_SIGN.sub("", left).strip() or not (found or _SEVERAL.search(words)):
        return None
    return [name for name, _, _ in found]


def _named(draft: Draft, *, whole: bool) -> list[Credit]:
    found = agencies_in(draft.words)
    return [_credit(draft, name, start, end, whole=whole) for name, start, end in found]


def _credit(draft: Draft, agency: str, start: int, end: int, *, whole: bool = True) -> Credit:
    return Credit(agency, draft.start + start, draft.start + end, whole)


def agencies_only(words: str) -> bool:
    """Whether words are nothing but agencies' names and marks, or say "agencies"."""
    return _signed(words) is not None


def main(credits: Sequence[Credit]) -> Credit | None:
    """The credit that says whose text it is: the first of an agency that gave the whole, else the first of a part."""
    return next((one for one in credits if one.whole), next(iter(credits), None))


def cited(text: str, start: int, end: int) -> list[Credit]:
    """Agencies that a paragraph leans on for what it tells ("Reuters reported", "according to AFP"), in order.

    This is no credit of the text: the outlet wrote the sentence and names the agency as its source.
    """
    words = text[start:end]
    found = []
    for name, begin, stop in agencies_in(words):
        before, after = words[max(0, begin - 60) : begin], words[stop : stop + 40]
        if len(words[begin:stop]) < 3 and agency_named(words[begin:stop]) != "AP":
            continue
        if _LEANS_BEFORE.search(before) or _LEANS_AFTER.match(after):
            found.append(Credit(name, start + begin, start + stop, whole=False))
    return found
