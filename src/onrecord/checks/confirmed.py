"""Sentences of two reports that make the same claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from onrecord.checks.claims import alike, claim, confirms
from onrecord.checks.facts import Aligned, Statement
from onrecord.model.reading import Entry
from onrecord.text.align import Match
from onrecord.text.quoted import quoted
from onrecord.text.ranges import Ranges

#: Part of the longer and of the shorter sentence, and weight, that make two statements the same claim.
SAME_OF_LONGER, SAME_OF_SHORTER, SAME_WEIGHT = 0.42, 0.6, 3.0
#: Part of the longer sentence from which a statement of the same origin is the claim with some words changed; below it
#: the main verb must be the same.
COPIED = 0.6
#: Part of a sentence inside quotation marks from which it is a quotation.
MOSTLY = 0.5
#: Part of a figure by which "about" may be off.
ABOUT = 0.15


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Two statements of which one may make the claim of the other.

    Attributes:
        a: number of the sentence in the report whose id comes first.
        b: number of the sentence in the other.
        part: part of the longer sentence that both have, 0 to 1.
        copied: whether they are one claim if the reports are of one origin.
        a_by_b: whether the second confirms the first, the reports being of two origins.
        b_by_a: the other way round.
    """

    a: int
    b: int
    part: float
    copied: bool
    a_by_b: bool
    b_by_a: bool


def confirmed(aligned: Sequence[Aligned], in_a: frozenset[int], in_b: frozenset[int]) -> Iterator[Confirmed]:
    """The statements of two reports that make the same claim.

    Texts of one origin may be worded apart; of two origins, the statement must confirm the claim beyond doubt.

    Args:
        aligned: statements of the two that are about the same.
        in_a: numbers of those of the one that are no quotations.
        in_b: the same for the other.
    """
    for one in aligned:
        a, b = one.a.content.number, one.b.content.number
        if a not in in_a or b not in in_b:
            continue
        first, second = claim(one.a), claim(one.b)
        same = _same(one.match) and _counts_agree(one.a, one.b)
        copied = same and (one.match.of_longer >= COPIED or alike(first, second))
        by_b, by_a = confirms(second, first), confirms(first, second)
        if copied or by_b or by_a:
            yield Confirmed(a, b, one.match.of_longer, copied, by_b, by_a)


def unquoted(entry: Entry, statements: Sequence[Statement]) -> Iterator[int]:
    """Numbers of statements not mostly in quotation marks: those are lined up as quotations, and confirm no fact."""
    marks = Ranges(quoted(entry.report.text, [(one.start, one.end) for one in entry.report.blocks]))
    for one in statements:
        if marks.covered(one.span.start, one.span.end) < MOSTLY * (one.span.end - one.span.start):
            yield one.content.number


def _same(match: Match) -> bool:
    """Whether two statements are one claim."""
    enough = match.weight >= SAME_WEIGHT and match.of_shorter >= SAME_OF_SHORTER
    return enough and match.of_longer >= SAME_OF_LONGER and _figures_agree(match)


def _figures_agree(match: Match) -> bool:
    """Whether the figures of two statements are the same, or one of them has none."""
    a = {key for key in match.a.terms if key[:1].isdigit()}
    b = {key for key in match.b.terms if key[:1].isdigit()}
    return not a or not b or bool(a & b)


def _counts_agree(a: Statement, b: Statement) -> bool:
    """Whether the counts of two statements can be the same: one has none, or some of them have a figure in common."""
    counts, others = _counts(a), _counts(b)
    return (
        not counts or not others or any(low <= end and start <= high for low, high in counts for start, end in others)
    )


def _counts(one: Statement) -> list[tuple[float, float]]:
    """The least and the greatest figure that each count of a statement allows."""
    found = []
    for count in one.entry.reading.quantities:
        if one.span.start <= count.span.start < one.span.end:
            wide = ABOUT if count.approximate and count.mod in (None, "APPROX") else 0.0
            low, high = count.low * (1 - wide), count.high * (1 + wide)
            more, less = count.mod in ("MORE_THAN", "EQUAL_OR_MORE"), count.mod in ("LESS_THAN", "EQUAL_OR_LESS")
            found.append((-inf if less else low, inf if more else high))
    return found
