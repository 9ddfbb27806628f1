"""One report as it is compared with others, and what two reports say of each other's accounts, judged from the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.checks import (
    attributed,
    certainty,
    dates,
    doers,
    figures,
    injuries,
    lying,
    names,
    offices,
    places,
    polarity,
    qualifiers,
    sources,
    superlatives,
)  # fmt: skip
from onrecord.checks.aligned import Lines
from onrecord.checks.confirmed import Confirmed, confirmed, unquoted
from onrecord.checks.crowds import told_apart
from onrecord.checks.facts import Aligned, Statement, told
from onrecord.checks.merging import Same
from onrecord.checks.one_event import of_one_event
from onrecord.checks.only import Told
from onrecord.model.relations import Finding
from onrecord.text.align import Match, matches

#: Sentences of one report whose accounts are compared; of 408 pairs of real reports the longest has 162.
MOST_TOLD = 400
#: Pairs of sentences of two reports that are looked at; a report that has all of a long one's has as many as sentences.
MOST_SENTENCES = 2_000
#: Weight of content terms, and part of the shorter sentence, that two statements about one fact share at least.
WEIGHT, SHARE = 2.0, 0.4


class Account(Told):
    """One report with its statements, worked out once however many others it is compared with.

    Args:
        entry: the report with its reading, actors under their identities.
        number: a number by which it comes after the reports whose ids come before.
    """

    @cached_property
    def statements(self) -> list[Statement]:
        """The sentences of its account."""
        return told(self.entry, self.contents[:MOST_TOLD])

    @cached_property
    def unquoted(self) -> frozenset[int]:
        """The numbers of those that are not mostly in quotation marks."""
        return frozenset(unquoted(self.entry, self.statements))

    @cached_property
    def by_number(self) -> dict[int, Statement]:
        """Its statements by the number of the sentence."""
        return {one.content.number: one for one in self.statements}


@dataclass(frozen=True, slots=True)
class Between:
    """What two reports say of each other's accounts.

    Attributes:
        found: where they differ, and what they tell alike.
        confirmed: the sentences of the one that make a claim of the other.
    """

    found: tuple[Finding | Same, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()


def between(a: Account, b: Account, *, copies: bool) -> Between:
    """What two reports on one matter say of each other's accounts.

    Args:
        a: the one whose id comes first.
        b: the other.
        copies: whether the one has the words of the other, so that what they put down to whom is not compared.
    """
    alike = _told_apart(matches([*a.contents[:MOST_TOLD], *b.contents[:MOST_TOLD]], least=WEIGHT, share=SHARE))
    aligned = [one for match in alike if (one := _aligned(match, a, b)) is not None]
    found = tuple(
        one
        for one in _differences(a, b, [] if copies else aligned)
        if isinstance(one, Same) or one.kind != "contradiction" or of_one_event(one, a.entry, b.entry)
    )
    return Between(found, tuple(confirmed(aligned, a.unquoted, b.unquoted)))


def _told_apart(alike: Sequence[Match]) -> list[Match]:
    """The matches that are looked at: in order, without what matches very many sentences of the other report."""
    beside: dict[int, dict[int, Match]] = {}
    for match in alike:
        beside.setdefault(match.a.number, {})[match.b.number] = match
    return [beside[one][other] for one, other in told_apart(beside.items(), MOST_SENTENCES)]


def _aligned(match: Match, a: Account, b: Account) -> Aligned | None:
    """Two sentences as statements of one fact; ``None`` if they are no statements."""
    if match.a.report != a.number:
        a, b = b, a
    one, other = a.by_number.get(match.a.number), b.by_number.get(match.b.number)
    return Aligned(one, other, match) if one and other else None


def _differences(a: Account, b: Account, aligned: Sequence[Aligned]) -> list[Finding | Same]:
    """What the rules find, slot by slot."""
    statements, entries, near = [a.statements, b.statements], [a.entry, b.entry], {(0, 1)}
    lines = Lines(statements, near)
    return [
        *figures.differ(statements, near),
        *names.differ(statements, near),
        *offices.differ(statements, near),
        *doers.differ(lines),
        *dates.differ(lines, near),
        *places.differ(lines, near),
        *lying.differ(entries, near),
        *polarity.differ(lines, near),
        *certainty.differ(lines),
        *qualifiers.differ(statements, near),
        *superlatives.differ(statements, near),
        *injuries.differ(statements, near),
        *sources.differ(statements, near),
        *attributed.differ(lines, aligned),
    ]
