"""Statements of different reports about one fact: aligned sentences with who says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.lexicons import cue_words, cues
from onrecord.model.reading import Attribution, Entry, Reading, Sentence, Time
from onrecord.model.relations import Side
from onrecord.model.spans import Citation, Span
from onrecord.text.align import Content, Match
from onrecord.text.once import once

#: Blocks that tell: headlines and captions are shortened or of another day, posts are somebody's own words.
TELLING = frozenset({"paragraph", "standfirst"})
#: Characters of a day as ISO writes it.
DAY = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a report, with all that is read in it.

    Attributes:
        entry: its report.
        content: the sentence and its content terms.
    """

    entry: Entry
    content: Content

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        return self.content.sentence

    @property
    def span(self) -> Span:
        """Its range and words."""
        return self.content.sentence.span

    def side(self, value: str, at: Span | None = None, whole: Span | None = None) -> Side:
        """This statement as one side of a finding: its words, the value compared, and who says that part.

        Args:
            value: what is compared.
            at: the words of the value; the whole sentence if left out.
            whole: the words of the side, where it is more than the sentence.
        """
        attribution, speaker = said_by(self.entry, at or self.span)
        return Side(Citation.of(self.entry.id, whole or self.span), value, attribution, speaker)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two statements of two reports that are about the same."""

    a: Statement
    b: Statement
    match: Match


def before(one: str | None, other: str | None) -> bool:
    """Whether a time of publication is known to be before another: by the day where either is only a day.

    >>> before("2031-05-01", "2031-05-01T10:00:00"), before("2031-05-01T09:00:00", "2031-05-01T10:00:00")
    (False, True)
    """
    if not one or not other:
        return False
    if min(len(one), len(other)) > DAY:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first < second
    return one[:DAY] < other[:DAY]


def days_apart(one: Entry, other: Entry) -> int | None:
    """Days between the days of two reports; ``None`` where one has none."""
    a, b = one.report.day, other.report.day
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) if a and b else None


def said_by(entry: Entry, span: Span) -> tuple[str | None, str | None]:
    """Id of the innermost attribution whose content holds a span, and the name of its source; nothing for own voice."""
    best: tuple[int, str, str | None] | None = None
    for one in entry.reading.attributions:
        for content in one.content if _gives_an_account(one) else ():
            inside = min(content.end, span.end) - max(content.start, span.start)
            if inside * 2 > span.end - span.start:
                actor = entry.reading.actor(one.actor)
                name = actor.name if actor else (" ".join(one.source.text.split()) if one.source else None)
                size = content.end - content.start
                if best is None or size < best[0]:
                    best = (size, one.id, name)
    return (best[1], best[2]) if best else (None, None)


def _gives_an_account(one: Attribution) -> bool:
    """Whether it says who tells its content: "is expected" does not, nor does a verb that takes no such content.

    What stands in quotation marks is somebody's words whatever introduces it. Of other content, a thought or an aim of
    nobody named is the outlet's own estimate, and a verb that the lexicon of cues does not have ("addresses",
    "follows") has what is done to it behind it, not what is said.
    """
    if one.cue is None or one.kind != "indirect":
        return True
    if one.source is None and one.cue_class in ("believes", "intends"):
        return False
    head = cues.sense(one.cue.text).head
    return bool(head) and (" " in head or ("verb", head) not in cue_words.lemmas() or head in cues.verbs())


def told(entry: Entry, every: Sequence[Content]) -> list[Statement]:
    """The sentences of a report's account, of all its sentences, in text order."""
    blocks = entry.report.blocks
    return [
        Statement(entry, one)
        for one in every
        if blocks[one.sentence.block].kind in TELLING and blocks[one.sentence.block].repeats is None
    ]


def days(statement: Statement) -> tuple[tuple[str, str], ...]:
    """The first and the last day of each resolved date of a statement, without days on which something was said."""
    return tuple((one.earliest or "", one.latest or "") for one in dates(statement))


def dates(statement: Statement, *, known: bool = True) -> list[Time]:
    """The dates of a statement, without those on which something was said.

    Args:
        statement: a sentence.
        known: whether only those that are resolved to days.
    """
    return [one for one in _dates(statement) if not known or (one.earliest and one.latest)]


@once
def _dates(statement: Statement) -> list[Time]:
    reading = statement.entry.reading
    return [
        one
        for at, one in enumerate(reading.times)
        if one.type in ("DATE", "TIME") and statement.span.contains(one.span) and at not in _said_then(reading)
    ]


@once
def _said_then(reading: Reading) -> frozenset[int]:
    """The numbers of the times at which something was said."""
    return frozenset(one.when for one in reading.attributions if one.when is not None)
