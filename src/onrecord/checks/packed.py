"""What two reports say of each other's accounts as JSON values, without the words: those are cut from the reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.checks.accounts import Between
from onrecord.checks.confirmed import Confirmed
from onrecord.checks.merging import Same
from onrecord.model.relations import Finding, Side
from onrecord.model.report import Report
from onrecord.model.spans import Citation

Reports = tuple[Report, Report]


def pack(between: Between, a: Report, b: Report) -> list[Any]:
    """The value as lists, numbers and strings; ranges are code points of the one report or the other."""
    reports = {a.id: 0, b.id: 1}
    return [
        [_found(one, reports) for one in between.found],
        [[one.a, one.b, one.part, one.copied, one.a_by_b, one.b_by_a] for one in between.confirmed],
    ]


def unpack(value: Sequence[Any], a: Report, b: Report) -> Between:
    """The value that was packed.

    Raises:
        ValueError, TypeError, LookupError: it is no such value.
    """
    found, confirmed = value
    return Between(
        tuple(_unpacked(one, (a, b)) for one in found),
        tuple(Confirmed(*one) for one in confirmed),
    )


def _found(one: Finding | Same, reports: dict[str, int]) -> list[Any]:
    sides = [_side(side, reports) for side in one.sides]
    if isinstance(one, Same):
        return [one.rule, sides, [_side(side, reports) for side in one.joins]]
    return [one.rule, sides, one.kind, one.type, one.about, one.why]


def _side(side: Side, reports: dict[str, int]) -> list[Any]:
    cited = side.citation
    return [reports[cited.report], cited.start, cited.end, side.value, side.attribution, side.speaker]


def _unpacked(one: Sequence[Any], reports: Reports) -> Finding | Same:
    rule, sides = one[0], tuple(_cited(side, reports) for side in one[1])
    if len(one) == 3:
        return Same(rule, sides, tuple(_cited(side, reports) for side in one[2]))
    return Finding.of(rule=rule, sides=sides, kind=one[2], type=one[3], about=one[4], why=one[5])


def _cited(side: Sequence[Any], reports: Reports) -> Side:
    at, start, end, value, attribution, speaker = side
    report = reports[at]
    return Side(Citation.of(report.id, report.cut(start, end)), value, attribution, speaker)
