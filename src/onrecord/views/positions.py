"""The screen of where the parties stand: a board of latest positions, then the history of each issue."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry, Position
from onrecord.model.relations import Relations
from onrecord.views.index import Index
from onrecord.views.page import Page, Row, Section, Table, line
from onrecord.views.standings import by_issue, object_words, position_line, positions
from onrecord.views.told import Told
from onrecord.views.words import MOVES, capital, count, issue


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """The latest position of each party on each issue, then every position by issue."""
    index = Index(entries, relations)
    issues = by_issue(positions(index))
    rows = [row for found in issues.values() for row in _latest(index, found)]
    total = sum(len(found) for found in issues.values())
    board = Section(
        "Latest position of each party",
        table=Table(("issue", "party", "position", "day", "moves"), tuple(rows)),
        empty="No party was found to take a position on an issue.",
    )
    history = [
        Section(capital(issue(name)), tuple(position_line(index, one) for one in found))
        for name, found in issues.items()
    ]
    known = len({one.value.issue for found in issues.values() for one in found})
    said = f"{count(total, 'position')} on {count(known, 'issue')}."
    return index.cited(Page("Positions", (line(said),), (board, *history)))


def _latest(index: Index, found: Sequence[Told[Position]]) -> list[Row]:
    parties: dict[tuple[str, str], list[Told[Position]]] = {}
    for one in found:
        parties.setdefault((one.value.issue, one.value.party), []).append(one)
    rows = []
    for (name, party), moves in parties.items():
        dated = [one for one in moves if one.value.when]
        last = dated[-1] if dated else moves[-1]
        move = f"{MOVES[last.value.move]}: {object_words(last.value)}"
        cells = (issue(name), index.name(party), move, last.value.when or "no day", str(len(moves)))
        facts = {"issue": issue(name), "party": index.name(party), "latest": last.value.move, "day": last.value.when}
        rows.append(Row(cells, last.citations, facts | {"moves": len(moves)}))
    return rows
