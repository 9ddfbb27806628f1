"""Deeds with the time that is told of them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.checks.aligned import Lines
from onrecord.checks.deed import Deed, deed, named
from onrecord.checks.moments import Moment, moment, since
from onrecord.checks.propositions import Proposition
from onrecord.text.once import once

#: Prepositions of where a deed is done.
_PLACING = frozenset(("in", "at", "near", "on", "into", "inside", "outside", "off", "aboard"))


@dataclass(frozen=True, slots=True, eq=False)
class Timed(Deed):
    """A deed with its time; of "the lowest level since May" the superlative is its name.

    Attributes:
        when: its time.
    """

    when: Moment

    @property
    def clock(self) -> bool:
        """Whether its time is one of a clock."""
        return any(":" in time.value for time in self.when.times)


def timed(lines: Lines) -> list[Timed]:
    """The deeds of all reports that have a time, in order."""
    found = []
    for at, one in enumerate(lines.found):
        record = _record(one)
        if record:
            found.append(Timed(at, one, record[0], None, record[1]))
            continue
        when = moment(one)
        if when:
            done = deed(at, one)
            found.append(Timed(at, one, done.name, done.target, when))
    return found


@once
def _record(one: Proposition) -> tuple[str, Moment] | None:
    """The superlative, and since when it holds: "at its lowest level since May"."""
    when = since(one)
    if when is None:
        return None
    parsed = one.tree
    end = when.times[0].span.start - one.statement.span.start
    most = [
        at
        for at, token in enumerate(parsed.tokens)
        if token.tag in ("JJS", "RBS") and token.end <= end and parsed.verb_of(at) == one.verb
    ]
    return (f"{parsed.tokens[most[-1]].lemma} since", when) if most else None


def elsewhere(one: Timed, other: Timed) -> bool:
    """Whether both tell where, by names, and not the same."""
    a, b = _where(one.told), _where(other.told)
    return bool(a and b and not a & b)


def _where(one: Proposition) -> frozenset[str]:
    """The names of where a deed was done."""
    found: set[str] = set()
    for prep, at in one.places.items():
        if prep in _PLACING:
            found |= named(one, at)
    return frozenset(found)
