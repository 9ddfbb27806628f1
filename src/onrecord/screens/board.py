"""Positions as screens: the cells of the board, and every position in the history of its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.standing import Standing
from onrecord.screens.made import Made, Screen, doubts
from onrecord.views import columns
from onrecord.views.board import BoardCell, Stance, cells, history, issue_words
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.standings import open_lines, positions
from onrecord.views.words import count

#: Parties beside each other on the board.
ACROSS = 4
#: Positions that a cell keeps; its history has all, of which a large record has thousands.
KEPT = 4


def board(index: Index) -> Iterator[Screen]:
    """The screens of where the parties stand.

    Args:
        index: the reports and what holds between them.
    """
    found = positions(index)
    yield _board(index, found)
    yield _history(index, found)
    yield _open(index)


def _intro(index: Index, found: Sequence[Standing]) -> tuple[Line, ...]:
    by = count(len({one.party for one in found}), "party", "parties")
    return (line(f"{count(len(found), 'position')} of {by}."), *doubts(index))


def _board(index: Index, found: Sequence[Standing]) -> Screen:
    """The cells, issue by issue; a block is as many parties as stand beside each other."""

    def made() -> Iterator[Made]:
        for one in cells(index, found):
            issue, party = issue_words(one.issue), index.name(one.party)
            shown = line(Run(f"{party} on {issue}", "strong"), children=[stance.line for stance in one.stances[:KEPT]])
            keys = {("issue", issue), ("party", party), ("block", str(one.column // ACROSS))}
            keys |= {("changed", "yes")} if one.changed else set()
            told = tuple(dict.fromkeys(report for stance in one.stances for report in stance.reports))
            yield Made(shown, issue, keys=frozenset(keys), data=_of_cell(one, issue, party), reports=told)

    empty = "No party was found to take a position on an issue."
    return Screen("board", "Positions", made(), _intro(index, found), (("", empty),), columns.POSITIONS)


def _of_cell(one: BoardCell, issue: str, party: str) -> dict[str, object]:
    return {
        "issue": issue,
        "party": party,
        "party_id": one.party,
        "row": one.row,
        "column": one.column,
        "changed": one.changed,
        "standing": len(one.stances),
        "stances": [_of_stance(stance) for stance in one.stances[:KEPT]],
    }


def _of_stance(one: Stance) -> dict[str, object]:
    names = ("id", "move", "word", "sign", "object", "day", "latest", "origins", "citations", "stands", "change")
    return {name: getattr(one, name) for name in names}


def cell(issue: str, party: str) -> str:
    """The key of the positions of one party on one issue: asked for as one, so that a long history is counted at once.

    >>> cell("prisoners", "Verania")
    'prisoners\\tVerania'
    """
    return f"{issue}\t{party}"


def _history(index: Index, found: Sequence[Standing]) -> Screen:
    """Every position of every cell by day, those too that another took the place of."""

    def made() -> Iterator[Made]:
        for one in history(index, found):
            issue, party = issue_words(one.issue), index.name(one.party)
            keys = {("issue", issue), ("party", party), ("move", one.stance.move), ("cell", cell(issue, party))}
            keys |= {("changed", "yes")} if one.stance.change else set()
            keys |= {("stands", "yes")} if one.stance.stands else set()
            heading = line(Run(f"{party} on {issue}", "strong"))
            yield Made(one.stance.line, issue, heading, keys=frozenset(keys), data=_of_stance(one.stance))

    empty = "No party was found to take a position on an issue."
    return Screen("history", "Positions over time", made(), (), (("", empty),), columns.POSITIONS)


def _open(index: Index) -> Screen:
    """What the parties are told not to have settled."""

    def made() -> Iterator[Made]:
        for one in open_lines(index):
            yield Made(one, keys=frozenset({("issue", str(one.facts["issue"]))}))

    return Screen("open", "Not settled", made(), (), (("", "Nothing is told to be left open."),), columns.POSITIONS)
