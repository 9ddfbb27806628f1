"""The headline: which line is it, and which later lines give it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.structure import byline, dateline
from onrecord.structure.dates import read_line
from onrecord.structure.draft import Draft, count_words, ends_sentence, is_prose, key

#: Of 1,656 article titles the longest has 187 characters and one in a hundred is over 111.
LONGEST = 200
_SITE = re.compile(r"(?<!\s)\s++(?:\||-|–|—|·|»|::)\s+")
_MARKUP = re.compile(r"^#{1,6}\s+|^[*_]{1,3}|[*_]{1,3}$")
_SPEAKER = re.compile(r"[A-Z .,'’-]{3,60}:$")


def mark(drafts: Sequence[Draft], title: str | None) -> list[Draft]:
    """The drafts with the headline known.

    It is the line that says the given title, wherever it stands (a page's " | Outlet" left aside). Where no title was
    given it is the first line if that is short, has no full stop and something follows that is not its continuation;
    with a full stop only if a dateline follows, or most of its words are capitalised. A text that opens with a
    paragraph has no headline. Lines with the same words are headlines that repeat the first.
    """
    out = list(drafts)
    first = next((i for i, one in enumerate(out) if one.kind == "headline"), None)
    if first is None:
        first = _titled(out, title) if title else _untitled(out)
    if first is None:
        return out
    out[first] = out[first].be("headline")
    said = key(out[first].words)
    for index, draft in enumerate(out):
        if index > first and draft.kind in (None, "headline") and said and key(draft.words) == said:
            out[index] = replace(draft, kind="headline", repeats=out[first].start)
    return out


def words_of(draft: Draft) -> str:
    """The headline's words without marks of markup, on one line."""
    words = " ".join(draft.words.split())
    return _MARKUP.sub("", _MARKUP.sub("", words)).strip() or words


def _titled(drafts: Sequence[Draft], title: str) -> int | None:
    wanted = {key(one) for one in _forms(title)} - {""}
    return next((i for i, one in enumerate(drafts) if one.kind is None and key(one.words) in wanted), None)


def _forms(title: str) -> list[str]:
    """A title as it was given, and without what may be the name of the site behind it."""
    cuts = [match.start() for match in _SITE.finditer(title)]
    return [title, *(title[:at] for at in cuts if count_words(title[:at]) >= 3)]


def _untitled(drafts: Sequence[Draft]) -> int | None:
    """Index of the first line if it is a headline; a section name above it ("WORLD") is passed over."""
    open_ones = [i for i, one in enumerate(drafts) if one.kind is None and one.hint != "paragraph"]
    if not open_ones or any(drafts[i].kind == "embedded_post" for i in range(open_ones[0])):
        return None
    first = open_ones[0]
    second = open_ones[1] if len(open_ones) > 1 else None
    if second is None:
        return None
    if _section(drafts[first].words) and count_words(drafts[second].words) >= 4 and _could_be(drafts, second):
        return second
    return first if _could_be(drafts, first) else None


def _section(words: str) -> bool:
    return count_words(words) == 1 or (count_words(words) <= 3 and words.isupper())


def _could_be(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a line has the shape of a headline and something follows it."""
    words = drafts[index].words
    after = drafts[index + 1].words if index + 1 < len(drafts) else ""
    if not after or len(words) > LONGEST or not 1 < count_words(words) <= 35 or _SPEAKER.fullmatch(words):
        return False
    if byline.find(words) or byline.affiliated(words, after) or dateline.find(words) or _only_dates(words):
        return False
    if not ends_sentence(words):
        return count_words(words) > 2 or byline.find(after) is not None or _only_dates(after)
    if words.rstrip("\"'”’»*_ ")[-1:] in "?!…":
        return not is_prose(words) or count_words(words) <= 20
    return words.rstrip()[-1] not in ":;" and _is_title_with_stop(words, after)


def _is_title_with_stop(words: str, after: str) -> bool:
    """Whether a first line that ends with a stop is a headline all the same."""
    if count_words(words) > 25 or re.search(r"[a-z][.!?][\"”’]? [A-Z]", words):
        return False
    long = [word for word in re.findall(r"[^\W\d_][\w'’]*", words) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return dateline.find(after) is not None or (len(long) >= 3 and capitals >= 0.8 * len(long))


def _only_dates(words: str) -> bool:
    line = read_line(words)
    return line is not None and not line.rest
