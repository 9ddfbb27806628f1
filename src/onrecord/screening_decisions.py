"""What the page keeps of decisions beside its screens: what became of each, and what a new one is anchored by.

Positions, happenings and what is due are put together from all reports. So that a decision on one needs none of them,
what it is found again by is kept when the screens are filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.decisions import anchors
from onrecord.judging_targets import Target
from onrecord.model.judgement import Decided, JudgedKind
from onrecord.model.reading import Entry, Position
from onrecord.model.standing import Standing
from onrecord.screens.made import Made, Screen
from onrecord.store.shown import Wanted
from onrecord.views import dues, happenings, standings
from onrecord.views.index import Index
from onrecord.views.page import line

if TYPE_CHECKING:
    from onrecord.screens.shelf import Screens

#: Names under which both are kept.
ANCHORS, OUTCOMES = "anchors", "outcomes"


def screens(index: Index, entries: Sequence[Entry], decisions: Iterable[Decided]) -> Iterator[Screen]:
    """What became of decisions, and what new ones on positions, happenings and what is due are anchored by.

    Args:
        index: the reports and what holds between them.
        entries: the same reports as they were read, before anyone went by one name.
        decisions: all decisions.
    """
    yield Screen(OUTCOMES, "What became of decisions", map(_outcome, decisions))
    yield Screen(ANCHORS, "What is decided on", _anchors(index, {entry.id: entry for entry in entries}))


def anchored(shelf: Screens, target: str) -> Target | None:
    """What is decided on under an id, as it is kept; ``None`` if it is of another kind, or not there.

    Args:
        shelf: the screens.
        target: the id.
    """
    for one in shelf.page(Wanted(ANCHORS, {"target": target}), limit=1).items:
        return Target(one.data["kind"], target, one.data["anchor"])
    return None


def _outcome(one: Decided) -> Made:
    data = {"state": one.state, "why": one.why, "target": one.target}
    return Made(line(one.state), keys=frozenset({("judgement", one.judgement.id)}), data=data)


def _anchors(index: Index, read: Mapping[str, Entry]) -> Iterator[Made]:
    for position in standings.positions(index):
        yield _anchor("position", position.id, anchors.of_position(_as_read(position, index, read)))
    for happening in happenings.found(index):
        yield _anchor("happening", happening.id, anchors.of_happening(happening))
    for due in dues.found(index):
        yield _anchor("due", due.id, anchors.of_due(due))


def _anchor(kind: JudgedKind, id: str, anchor: anchors.Anchor) -> Made:
    return Made(line(id), keys=frozenset({("target", id)}), data={"kind": kind, "anchor": anchor})


def _as_read(one: Standing, index: Index, read: Mapping[str, Entry]) -> list[tuple[str, Position]]:
    """The passages of a position as their reports have them: whose it is under the name of the report."""
    found = []
    for told in one.tellings:
        as_read, as_named = read[told.report].reading.positions, index.entry(told.report).reading.positions
        for position, named in zip(as_read, as_named, strict=True):
            same = (position.span, position.move) == (told.position.span, told.position.move)
            if same and named.party == one.party:
                found.append((told.report, position))
    return list(dict.fromkeys(found)) or [(told.report, told.position) for told in one.tellings]
