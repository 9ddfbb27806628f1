"""The board as items: what a party's cell on an issue has, and its history with each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ledger.standings import kind
from onrecord.model.reading import Move
from onrecord.model.standing import Standing
from onrecord.views.index import Index
from onrecord.views.page import Line
from onrecord.views.positions import latest_first, ranked
from onrecord.views.standings import OTHER, Known, by_id, by_issue, cell_line, object_words, position_line, positions
from onrecord.views.words import MOVES, issue

#: Each kind of move with a sign of its own beside its word: asks, gives, goes along, is against, conditions, threats,
#: accusations.
_SIGNS = ("▲", "◆", "✓", "✕", "◔", "!", "‼")


def move_sign(move: Move) -> str:
    """The sign of a move's kind, which stands beside its word.

    >>> move_sign("demand"), move_sign("reject"), move_sign("refuse")
    ('▲', '✕', '✕')
    """
    return _SIGNS[kind(move)]


@dataclass(frozen=True, slots=True)
class Stance:
    """A position as a cell or its history shows it.

    Attributes:
        id: that of the position.
        move: the move.
        word: the move as a word.
        sign: the sign of its kind.
        object: what it is about, in quotation marks.
        day: first ISO day on which it was taken or told; ``None`` if none is known.
        latest: last such day.
        origins: how many independent origins tell it.
        citations: how many passages tell it.
        stands: whether no other took its place.
        change: how it came to be, where it took the place of another: the word and day of that; empty elsewhere.
        reports: ids of the reports that tell it.
        line: the line that shows it.
    """

    id: str
    move: Move
    word: str
    sign: str
    object: str
    day: str | None
    latest: str | None
    origins: int
    citations: int
    stands: bool
    change: str
    reports: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class BoardCell:
    """Where a party stands on an issue.

    Attributes:
        issue: id of the issue; ``OTHER`` for those that the list in use does not have.
        party: actor id of the party.
        row: the place of the issue: that in most reports first.
        column: the place of the party: that in most reports first.
        changed: whether a stance in it took the place of another.
        stances: what stands, the latest and most telling first.
    """

    issue: str
    party: str
    row: int
    column: int
    changed: bool
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class PastStance:
    """A position in the history of a cell, those too that another took the place of.

    Attributes:
        issue: as in ``BoardCell``.
        party: actor id of the party.
        number: its place in the history of its cell, by day, from 0.
        stance: the position in its own sentence.
    """

    issue: str
    party: str
    number: int
    stance: Stance


def issue_words(issue_id: str) -> str:
    """The name of an issue of the board.

    >>> issue_words("security-guarantees"), issue_words(OTHER)
    ('security guarantees', 'other issues')
    """
    return "other issues" if issue_id == OTHER else issue(issue_id)


def cells(index: Index, found: Sequence[Standing] | None = None) -> Iterator[BoardCell]:
    """Every cell that has a position which stands, issue by issue, party by party.

    Args:
        index: the reports and what holds between them.
        found: all positions; put together here if left out.
    """
    found = positions(index) if found is None else found
    known, columns = by_id(found), {party: n for n, party in enumerate(ranked(found))}
    rows = {name: n for n, name in enumerate(by_issue(found))}
    for name, theirs in by_issue(one for one in found if one.stands).items():
        for party in sorted({one.party for one in theirs}, key=columns.__getitem__):
            stances = tuple(
                _stance(index, one, known, cell_line(index, one, known)) for one in latest_first(theirs, party)
            )
            changed = any(one.change for one in stances)
            yield BoardCell(name, party, rows[name], columns[party], changed, stances)


def history(index: Index, found: Sequence[Standing] | None = None) -> Iterator[PastStance]:
    """Every position of every cell by day, those too that another took the place of.

    Args:
        index: the reports and what holds between them.
        found: all positions; put together here if left out.
    """
    found = positions(index) if found is None else found
    known = by_id(found)
    for name, theirs in by_issue(found).items():
        for party, those in _by_party(theirs).items():
            for number, one in enumerate(those):
                yield PastStance(name, party, number, _stance(index, one, known, position_line(index, one, known)))


def _by_party(found: Sequence[Standing]) -> Mapping[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {}
    for one in found:
        groups.setdefault(one.party, []).append(one)
    return groups


def _stance(index: Index, one: Standing, known: Known, shown: Line) -> Stance:
    before = known.get(one.changed_from or "")
    return Stance(
        one.id,
        one.move,
        MOVES[one.move],
        move_sign(one.move),
        object_words(one),
        one.day,
        one.latest,
        one.origins,
        len(one.citations),
        one.stands,
        f"{MOVES[before.move]} ({before.day or 'no day'})" if before else "",
        one.reports,
        shown,
    )
