"""Judgements on positions and issues, applied to the reports when the ledger is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.decisions.standing import NO_ANCHOR, Decisions, by_core, holding
from onrecord.model.judgement import JudgedKind, Judgement, Outcome
from onrecord.model.reading import Entry, Position, Reading

#: What is put together when it is asked for, so that judgements on it are applied then.
LEDGER: tuple[JudgedKind, ...] = ("position", "happening", "due", "issue")

_Place = tuple[str, int, int, str, str]
_Issues = Mapping[str, str]


def decided(entries: tuple[Entry, ...], decisions: Decisions) -> tuple[Entry, ...]:
    """The reports with their positions as people decided: without those rejected, under the issues that were set.

    A position is known by the passages that tell it, with move and party as the report has them; one that another
    report tells later is a new one to judge. Of issues that were put together the positions of the one go under the
    other.

    Args:
        entries: the reports, positions under the issues of the record's list.
        decisions: what was decided.
    """
    positions, issues = decisions.on("position"), decisions.on("issue")
    if not positions and not issues:
        return entries
    gone, under = _of_positions(positions)
    moved, closed = _of_issues(issues)
    return tuple(
        Entry(entry.report, _reading(entry.id, entry.reading, gone, under, moved, closed))
        if entry.reading.positions or entry.reading.open_points
        else entry
        for entry in entries
    )


def _of_positions(made: Sequence[Judgement]) -> tuple[frozenset[_Place], Mapping[_Place, str]]:
    """The passages whose position is rejected, and the issues of those that were put under another."""
    on: dict[_Place, list[Judgement]] = {}
    for one in made:
        for cited in one.anchored.get("cites", ()):
            on.setdefault(_place(cited), []).append(one)
    holds = {place: holding(judgements) for place, judgements in on.items()}
    gone = frozenset(place for place, held in holds.items() if any(one.verdict == "reject" for one in held))
    return gone, {place: one.value for place, held in holds.items() for one in held if one.verdict == "edit"}


def _of_issues(made: Sequence[Judgement]) -> tuple[_Issues, frozenset[str]]:
    """Under which issue those go that were put under another, and which issues are rejected."""
    names = {one.target for one in made} | {one.value for one in made if one.verdict == "merge"}
    under = {name: name for name in names}
    for one in by_core(made):
        if one.verdict == "merge":
            under = {name: one.target if now == one.value else now for name, now in under.items()}
    gone = frozenset(one.target for one in by_core(made) if one.verdict == "reject")
    return under, gone


def _reading(
    report: str, reading: Reading, gone: frozenset[_Place], set_to: Mapping[_Place, str], moved: _Issues,
    closed: frozenset[str],
) -> Reading:  # fmt: skip
    positions = []
    for one in reading.positions:
        place = _at(report, one)
        issue = set_to.get(place, one.issue)
        issue = moved.get(issue, issue)
        if place not in gone and issue not in closed:
            positions.append(one if issue == one.issue else replace(one, issue=issue))
    points = (replace(one, issue=moved[one.issue]) if one.issue in moved else one for one in reading.open_points)
    kept = tuple(one for one in points if one.issue not in closed)
    return replace(reading, positions=tuple(positions), open_points=kept)


def _at(report: str, one: Position) -> _Place:
    return report, one.span.start, one.span.end, one.move, one.party


def _place(cited: Sequence[Any]) -> _Place:
    report, start, end, _, move, party = cited
    return report, start, end, move, party


def outcomes(entries: Sequence[Entry], decisions: Decisions, issues: frozenset[str]) -> list[Outcome]:
    """What each judgement on a position, happening, issue or what is due came to.

    Args:
        entries: the reports that they name, attributions as they were decided.
        decisions: what was decided.
        issues: ids of the issues in use.
    """
    known = {entry.id: entry for entry in entries}
    return [_outcome(one, known, issues) for one in decisions.on(*LEDGER)]


def _outcome(one: Judgement, known: Mapping[str, Entry], issues: frozenset[str]) -> Outcome:
    anchor = one.anchored
    if not anchor:
        return Outcome(one.id, "", NO_ANCHOR)
    if one.kind == "issue":
        named = (one.target, *([one.value] if one.verdict == "merge" else []))
        lacking = [name for name in named if name not in issues and not name.startswith("other:")]
        return Outcome(one.id, one.target, f"no issue in use is called {lacking[0]}" if lacking else "")
    present = [cited for cited in anchor["cites"] if cited[0] in known]
    if not present:
        return Outcome(one.id, "", "no report that tells it is on record")
    read = any(_told(known[cited[0]].reading, one, cited) for cited in present)
    return Outcome(one.id, one.target if read else "", "" if read else "its words are no longer read so")


def _told(reading: Reading, one: Judgement, cited: Sequence[Any]) -> bool:
    """Whether a report still tells a passage as it was judged."""
    start, end = cited[1], cited[2]
    if one.kind == "position":
        return any(_at(reading.report, found) == _place(cited) for found in reading.positions)
    events = [(found.span, found.type) for found in reading.events]
    if one.kind == "happening":
        return any((span.start, span.end, kind) == (start, end, cited[4]) for span, kind in events)
    spans = [*(found.span for found in reading.deadlines), *(span for span, _ in events)]
    return any((span.start, span.end) == (start, end) for span in spans)
