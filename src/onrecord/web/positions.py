"""Positions: a board of issues and parties as a table, and the history of each of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from onrecord.render.html import drawn_line
from onrecord.screens.board import ACROSS, cell
from onrecord.screens.shelf import Item, Shown
from onrecord.store.shown import Wanted
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.links import WebLinks
from onrecord.web.listing import ITEM, OUTLET, REPORT, STORY, Listing, filters, item_data

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Positions that a cell shows; its history has all.
SHOWN = 2
#: Cells that are read for what fits a filter, and for a print; and boards that a print has at most.
_CELLS, _TO_PRINT, _PRINTED = 400, 1_500, 12
#: Issues and parties that are counted.
_COUNTED = 10_000

ISSUE = Param("issue", "on one issue")
PARTY = Param("party", "of one party")
ACROSS_PARAM = Param("across", "cursor: which parties stand beside each other, from 0", "number", field=False)
CHANGED = Param("changed", "in which a position changed", "choice", ("yes",))
PARAMS = (ISSUE, PARTY, CHANGED, STORY, REPORT, OUTLET, ACROSS_PARAM)

BOARD = Listing("board", facets=("issue", "party"), apart=frozenset({"across"}))


class _History(Listing):
    """Every position over time; those of one cell of the board by the key of the cell."""

    def wanted(self, asked: Asked) -> Wanted:
        """Which positions a question wants."""
        found = Listing.wanted(self, asked)
        if not asked["issue"] or not asked["party"]:
            return found
        keys = {name: value for name, value in found.keys.items() if name not in ("issue", "party")}
        return replace(found, keys={**keys, "cell": cell(asked["issue"], asked["party"])})


HISTORY = _History("history", facets=("issue", "party", "move"), template="history.html")
HISTORY_PARAMS = (
    ISSUE,
    PARTY,
    Param("move", "of one move", "id"),
    Param("changed", "that took the place of another", "choice", ("yes",)),
    STORY,
    REPORT,
    OUTLET,
    ITEM,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A position in a cell.

    Attributes:
        sign: the sign of its move, beside the word in the line.
        html: its line.
        changed: whether it took the place of another, which its line names.
    """

    sign: str
    html: Markup
    changed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a board shows.

    Attributes:
        told: its first positions.
        left: how many more stand.
        history: where its history is.
        name: whose cell it is, in words.
    """

    told: tuple[Told, ...]
    left: int
    history: str
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """A table: a row an issue, a column a party.

    Attributes:
        parties: the heads of its columns.
        rows: an issue, and a cell for each party, ``None`` where it has no position.
    """

    parties: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def page(site: Site, asked: Asked) -> Answer:
    """What the board answers: as many parties as stand beside each other, on all issues."""
    head, wanted = site.screens.head("board"), BOARD.wanted(asked)
    found, further, total = _cells(site, asked, wanted)
    at = asked.number("across")
    boards = tuple(_boards(found))
    facets = {name: site.screens.values("board", name) for name in BOARD.facets}
    links = {
        "next": asked.url("json", across=at + 1) if further else None,
        "previous": asked.url("json", across=at - 1 or None) if at else None,
    }
    data = {
        "screen": "board",
        "title": head.title,
        "filters": filters(asked),
        "total": total,
        "items": [item_data(one, found) for one in found.items],
        **links,
        "truncated": bool(further or at),
    }
    context = {
        "head": head,
        "boards": boards,
        "facets": facets,
        "total": total,
        "issues": len(site.screens.values("board", "issue", limit=_COUNTED)),
        "parties": len(site.screens.values("board", "party", limit=_COUNTED)),
        "before": asked.url(across=at - 1 or None) if at else None,
        "after": asked.url(across=at + 1) if further else None,
        "empty": "Nothing on record fits these filters."
        if filters(asked)
        else head.sections[0][1]
        if head.sections
        else "",
        "open": site.screens.total(Wanted("open")),
    }
    every = Wanted("history", {**wanted.keys, "stands": "yes"})  # a cell keeps its first positions only
    return Answer("positions.html", head.title, data, context, head.columns, lambda: site.screens.rows(every))


def _cells(site: Site, asked: Asked, wanted: Wanted) -> tuple[Shown, bool, int]:
    """The cells of one board, or of all that are printed; whether there are further parties; how many cells in all."""
    at, blocks = asked.number("across"), _PRINTED if asked.printed else 1
    total = site.screens.total(wanted)
    if not asked.printed and (not wanted.keys or total > _CELLS):
        found = site.screens.page(replace(wanted, keys={**wanted.keys, "block": str(at)}), limit=_CELLS)
        blocks = -(-len(site.screens.values("board", "party", limit=_COUNTED)) // ACROSS)
        return found, at + 1 < blocks, total
    every = site.screens.page(wanted, limit=_TO_PRINT if asked.printed else _CELLS)
    columns = sorted({int(one.data["column"]) for one in every.items})
    here = set(columns[at * ACROSS : (at + blocks) * ACROSS])
    kept = tuple(one for one in every.items if one.data["column"] in here)
    return replace(every, items=kept), len(columns) > (at + blocks) * ACROSS, total


def _boards(found: Shown) -> Iterator[Board]:
    """Tables of as many parties as stand beside each other."""
    parties = {int(one.data["column"]): str(one.data["party"]) for one in found.items}
    columns = sorted(parties)
    for start in range(0, len(columns), ACROSS):
        here = columns[start : start + ACROSS]
        yield Board(tuple(parties[one] for one in here), tuple(_rows(found, here)))


def _rows(found: Shown, columns: Sequence[int]) -> Iterator[tuple[str, tuple[Cell | None, ...]]]:
    links = WebLinks(found.known)
    cells: dict[int, dict[int, Item]] = {}
    for one in found.items:
        if one.data["column"] in columns:
            cells.setdefault(one.data["row"], {})[one.data["column"]] = one
    for _, row in sorted(cells.items()):
        issue = str(next(iter(row.values())).data["issue"])
        yield issue, tuple(_cell(row[one], links) if one in row else None for one in columns)


def _cell(one: Item, links: WebLinks) -> Cell:
    stances: Sequence[dict[str, Any]] = one.data["stances"]
    told = tuple(
        Told(stance["sign"], Markup(drawn_line(shown, links)), bool(stance["change"]))
        for stance, shown in zip(stances[:SHOWN], one.line.children[:SHOWN], strict=True)
    )
    where = urlencode({"issue": one.data["issue"], "party": one.data["party"]})
    name = f"{one.data['party']} on {one.data['issue']}"
    return Cell(told, int(one.data["standing"]) - len(told), f"/positions/history?{where}", name)
