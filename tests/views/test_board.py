"""The board as items: cells of what stands, and histories with each change."""

from __future__ import annotations

from typing import get_args

from onrecord.model.reading import Move
from onrecord.model.relations import Relations
from onrecord.views.board import cells, history, move_sign
from onrecord.views.index import Index
from onrecord.views.words import MOVES
from tests.ledger.test_standings import LIND, SORN, told
from tests.views.sample import dossier

BEFORE = told("a", "2031-05-01", (SORN, "refuse", "a truce", {}))
AFTER = told("b", "2031-05-05", (SORN, "accept", "a truce", {}))
OTHERS = told("c", "2031-05-06", (LIND, "demand", "the dam", {}))
INDEX = Index((BEFORE, AFTER, OTHERS), Relations(("a", "b", "c")))


def test_a_cell_has_what_stands_and_says_what_it_changed_from() -> None:
    """A position that another took the place of is not in the cell; the one that stands says what it was before."""
    cell = next(one for one in cells(INDEX) if one.party == SORN)
    assert [one.move for one in cell.stances] == ["accept"]
    assert (cell.changed, cell.stances[0].change) == (True, "refuses (2031-05-01)")


def test_a_history_has_every_position_by_day() -> None:
    """The history of a cell has what was left too, by day, and marks the change."""
    past = [one for one in history(INDEX) if one.party == SORN]
    assert [(one.number, one.stance.move, one.stance.stands) for one in past] == [
        (0, "refuse", False),
        (1, "accept", True),
    ]
    assert [bool(one.stance.change) for one in past] == [False, True]


def test_rows_and_columns_are_numbered_for_all_alike() -> None:
    """Every cell of an issue has the same row, every cell of a party the same column."""
    entries, relations = dossier()
    for index in (INDEX, Index(entries, relations)):
        found = list(cells(index))
        assert len({(one.issue, one.row) for one in found}) == len({one.issue for one in found})
        assert len({(one.party, one.column) for one in found}) == len({one.party for one in found})
        assert [(one.row, one.column) for one in found] == sorted((one.row, one.column) for one in found)


def test_what_a_stance_counts_is_what_its_line_cites() -> None:
    """A stance says how many passages its line cites, and its move as a word."""
    for cell in cells(INDEX):
        for one in cell.stances:
            assert one.citations == len(one.line.citations) > 0
            assert one.word == MOVES[one.move]
            assert one.word in one.line.text


def test_moves_against_have_another_sign_than_moves_for() -> None:
    """Each move has a sign; to refuse, to accept, to demand and to offer have different ones."""
    moves: tuple[Move, ...] = get_args(Move)
    assert all(move_sign(one) for one in moves)
    assert len({move_sign(one) for one in ("refuse", "accept", "demand", "offer")}) == 4
