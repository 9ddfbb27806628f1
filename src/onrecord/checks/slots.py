"""What a figure stands next to: the words that tell which fact it is a value of."""

from __future__ import annotations

import re

from onrecord.checks.paraphrase import stem
from onrecord.model.reading import Entry
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.text.common import COMMON
from onrecord.text.words import Word, words

#: Words on either side of a value that are looked at, inside its sentence and clause.
AROUND = 7
#: Different words for one thing, as stems, so that "27 hurt" and "25 injured" are about the same.
_SAME_THING = (
    ("kill", "dead", "di", "death", "fatality", "slain", "toll"),
    ("injur", "hurt", "wound", "injury"),
    ("abduct", "kidnap", "seiz", "captur", "snatch"),
    ("arrest", "detain"),
    ("free", "releas"),
)
_MEANS = {one: group[0] for group in _SAME_THING for one in group}
#: Words that make a figure one of another scope: of more, of others, of a part, of an earlier time.
SCOPES = frozenset(
    ("other", "others", "another", "additional", "further", "extra", "remaining", "rest", "total", "altogether",
     "combined", "overall", "previous", "previously", "earlier", "initially", "originally", "last", "next", "former",
     "first", "second", "third", "each", "per", "daily", "annual", "yearly", "monthly", "weekly", "average", "minimum",
     "maximum", "largest", "highest", "biggest", "most",
     "up", "half", "quarter", "same", "new", "only", "more", "both", "sides", "either")
)  # fmt: skip

#: Words of a figure that bound it and tell of no other scope ("more than 12", "up to 12").
BOUNDS = frozenset(("more", "up", "most"))
#: "The death toll from … has risen to 17": the figure stands after these words of its own clause.
_TOLL = re.compile(r"\b(?:death|casualty)? ?toll\b")
_STANDS = re.compile(r"\b(?:to|at|of|is|was|reached|hit|passed|exceeded|above|over)\s*$")


def around(report: Report, span: Span, sentence: Span) -> frozenset[str]:
    """The stems of the telling words near a value, in its own clause."""
    before = list(words(report.text, sentence.start, span.start))[
        -(10 * AROUND if is_toll(report, span, sentence) else AROUND) :
    ]
    after = words(report.text, span.end, sentence.end)[:AROUND]
    kept = clause(report.text, before, span.start, back=True) + clause(report.text, after, span.end, back=False)
    return frozenset(key(one.text) for one in kept if one.text not in COMMON and not one.text[0].isdigit())


def is_toll(report: Report, span: Span, sentence: Span) -> bool:
    """Whether a figure is what a toll named before it in its sentence has come to."""
    before = report.text[sentence.start : span.start].lower()
    return _TOLL.search(before) is not None and _STANDS.search(before) is not None


def scope(report: Report, span: Span, sentence: Span) -> frozenset[str]:
    """The words near a value that make it one of another scope."""
    before = words(report.text, sentence.start, span.start)[-4:]
    after = words(report.text, span.end, sentence.end)[:4]
    inside = [one for one in words(report.text, span.start, span.end) if one.text not in BOUNDS]
    return frozenset(one.text for one in (*before, *inside, *after) if one.text in SCOPES)


def key(word: str) -> str:
    """A word as slots are compared: its stem, or the stem of another word for the same thing."""
    short = stem(word.removesuffix("'s"))
    return _MEANS.get(short, short)


def head(of: str | None) -> str | None:
    """What is counted, by the last of its words ("freed girls" are girls)."""
    found = words(of or "")
    return key(found[-1].text) if found else None


def clause(text: str, found: list[Word], edge: int, *, back: bool) -> list[Word]:
    """The words from a place in one direction up to the next mark that parts clauses."""
    kept: list[Word] = []
    for one in reversed(found) if back else found:
        between = text[one.end : edge] if back else text[edge : one.start]
        if any(mark in between for mark in ";:—–()"):
            break
        kept.append(one)
        edge = one.start if back else one.end
    return kept


def sentence_of(entry: Entry, span: Span) -> Span | None:
    """The sentence that holds a span."""
    return next((one.span for one in entry.reading.sentences if one.span.contains(span)), None)
