"""What a figure stands next to: the words that tell which fact it is a value of."""

from __future__ import annotations

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
     "maximum", "up", "least", "half", "quarter", "same", "new", "only", "more")
)  # fmt: skip


def around(report: Report, span: Span, sentence: Span) -> frozenset[str]:
    """The stems of the telling words near a value, in its own clause."""
    before = list(words(report.text, sentence.start, span.start))[-AROUND:]
    after = words(report.text, span.end, sentence.end)[:AROUND]
    kept = _clause(report.text, before, span.start, back=True) + _clause(report.text, after, span.end, back=False)
    return frozenset(key(one.text) for one in kept if one.text not in COMMON and not one.text[0].isdigit())


def scope(report: Report, span: Span, sentence: Span) -> frozenset[str]:
    """The words near a value that make it one of another scope."""
    before = words(report.text, sentence.start, span.start)[-4:]
    after = words(report.text, span.end, sentence.end)[:4]
    inside = words(report.text, span.start, span.end)
    return frozenset(one.text for one in (*before, *inside, *after) if one.text in SCOPES)


def key(word: str) -> str:
    """A word as slots are compared: its stem, or the stem of another word for the same thing."""
    short = stem(word.removesuffix("'s"))
    return _MEANS.get(short, short)


def head(of: str | None) -> str | None:
    """What is counted, by the last of its words ("freed girls" are girls)."""
    found = words(of or "")
    return key(found[-1].text) if found else None


def _clause(text: str, found: list[Word], edge: int, *, back: bool) -> list[Word]:
    """The words up to the next mark that parts clauses."""
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
