"""The screen of where the parties stand: a board of issues and parties, or the history of each issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote

from onrecord.ledger.standings import kind
from onrecord.lexicons.issues import OTHER as OTHER_PREFIX
from onrecord.lexicons.issues import Issues, issues
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.standing import Standing
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Row, Run, Section, Table, line
from onrecord.views.positions_asked import issues_named, on_issues, parties_named
from onrecord.views.standings import OTHER, Known, by_id, by_issue, cell_line, open_lines, position_line, positions
from onrecord.views.words import capital, count, issue, listed

#: Parties beside each other: at 80 columns each has a little over 20.
ACROSS = 3
#: Positions that a cell shows first.
SHOWN = 2


def page(
    entries: Sequence[Entry],
    relations: Relations,
    *,
    as_of: str | None = None,
    history: bool = False,
    issue: str | None = None,
    party: str | None = None,
    known: Issues | None = None,
) -> Page:
    """Where each party stands on each issue, or with ``history`` every position by issue over time.

    Args:
        entries: the reports, only those published by ``as_of``.
        relations: what holds between them.
        as_of: ISO day; the day of the newest report if left out.
        history: every position by issue, those too that another took the place of.
        issue: id or name of an issue; only positions on it.
        party: name of a party, in any usual spelling; only its positions.
        known: the list of issues that the record uses; the default list if left out.

    Raises:
        NotFound: no position is on this issue, or of this party.
    """
    index = Index(entries, relations)
    names = known or issues()
    found = positions(index)
    wanted = issues_named((one.issue for one in found), issue, names) if issue else None
    if party:
        parties = parties_named(index, found, party)
        found = tuple(one for one in found if one.party in parties)
    if wanted is not None:
        found = on_issues(index, found, wanted)
    more = _command(issue, party)
    sections = _history(index, found, names) if history else _board(index, found)
    opened = Section(
        "Not settled", () if party else open_lines(index, wanted), empty="Nothing is told to be left open."
    )
    folded = any(
        len(cell) > SHOWN + 1 for one in sections if one.table for row in one.table.rows for cell in _lines(row)
    )
    intro = _intro(index, found, as_of, "" if history else more, folded)
    return index.cited(Page("Positions", intro, (*sections, opened)), columns.POSITIONS)


def _lines(row: Row) -> Iterator[tuple[Line, ...]]:
    return (cell for cell in row.cells if not isinstance(cell, str))


def _command(issue: str | None, party: str | None) -> str:
    """The command that was asked, without the options that every command has."""
    asked = (("--issue", issue), ("--party", party))
    return " ".join(["onrecord positions", *(f"{name} {quote(value)}" for name, value in asked if value)])


def _intro(index: Index, found: Sequence[Standing], as_of: str | None, more: str, folded: bool) -> tuple[Line, ...]:
    """How many positions there are, how to see them in their sentences, and which days are in doubt."""
    day = as_of or max((entry.report.day for entry in index.entries if entry.report.day), default=None)
    listed_ones = {one.issue for one in found if not one.issue.startswith(OTHER_PREFIX)}
    others = {one.issue for one in found} - listed_ones
    on = [count(len(listed_ones), "issue")] if listed_ones else []
    on += [count(len(others), "other") if listed_ones else count(len(others), "other issue")] if others else []
    by = count(len({one.party for one in found}), "party", "parties")
    stood = f", as of {day}" if day else ""
    told = f"{count(len(found), 'position')} of {by} on {listed(on)}" if found else "No position"
    lines = [line(f"{told}{stood}.", facts={"as_of": day})]
    if found and more:
        lines.append(line("Every position in its own sentence, by day: ", Run(f"{more} --history")))
    if found and more and folded:
        lines.append(line("Cells show what tells most; all of each: ", Run(f"{more} --all")))
    return (*lines, *index.doubts())


# -- the board --------------------------------------------------------------------------------------------------


def _board(index: Index, found: Sequence[Standing]) -> list[Section]:
    """Tables of three parties each, those with most reports first; then those of a single position."""
    cells, known = _cells(found), by_id(found)
    numbers = ranked(found)
    several = [party for party in numbers if len(numbers) <= ACROSS or numbers[party] > 1]
    single = [party for party in numbers if party not in several]
    groups = [several[n : n + ACROSS] for n in range(0, len(several), ACROSS)]
    rows = [_rows(index, cells, group, known) for group in groups]
    title = "Where they stand"
    sections = [
        Section(title if not n else f"{title}: further parties", table=_table(index, group, rows[n]))
        for n, group in enumerate(groups)
    ]
    if single:
        table = Table(("party", "issue", "position"), tuple(_single_rows(index, cells, single, known)))
        sections.append(Section("Parties with one position", table=table))
    return sections or [Section(title, empty="No party was found to take a position on an issue.")]


def _cells(found: Iterable[Standing]) -> Mapping[str, Mapping[str, list[Standing]]]:
    """For each issue, and each party that has a position on it, its positions that no other took the place of."""
    standing = by_issue(one for one in found if one.stands)
    return {
        name: {party: latest_first(theirs, party) for party in _parties(theirs)} for name, theirs in standing.items()
    }


def _parties(found: Iterable[Standing]) -> list[str]:
    return list(dict.fromkeys(one.party for one in found))


def latest_first(found: Iterable[Standing], party: str) -> list[Standing]:
    """A party's positions, the most telling first, and first one of each kind of move; conditions alone later.

    Told by it or by an outlet before told only by others; what is named before what is only pointed to ("such
    terms"); then the latest, then its own word before an outlet's, then by most origins.
    """
    theirs = sorted(
        (one for one in found if one.party == party),
        key=lambda one: (one.told_best.position.told_by != party, -one.origins, one.id),
    )
    theirs.sort(key=lambda one: one.latest or "", reverse=True)
    theirs.sort(key=lambda one: (bool(one.only_told_by), not one.told_best.named))
    turns, seen = dict[str, int](), dict[int, int]()
    for one in theirs:
        turns[one.id] = seen[kind(one.move)] = seen.get(kind(one.move), one.move == "condition") + 1
    return sorted(theirs, key=lambda one: (bool(one.only_told_by), turns[one.id]))


def ranked(found: Sequence[Standing]) -> dict[str, int]:
    """The parties with the number of their positions, those in most reports first."""
    reports: dict[str, set[str]] = {}
    numbers: dict[str, int] = {}
    for one in found:
        reports.setdefault(one.party, set()).update(one.reports)
        numbers[one.party] = numbers.get(one.party, 0) + 1
    order = sorted(numbers, key=lambda party: (-len(reports[party]), -numbers[party], party))
    return {party: numbers[party] for party in order}


_Cells = Mapping[str, Mapping[str, list[Standing]]]


def _rows(index: Index, cells: _Cells, parties: Sequence[str], known: Known) -> tuple[Row, ...]:
    return tuple(
        Row((_name(name), *(_cell(index, by_party.get(party, ()), known) for party in parties)))
        for name, by_party in cells.items()
        if any(party in by_party for party in parties)
    )


def _table(index: Index, parties: Sequence[str], rows: tuple[Row, ...]) -> Table:
    return Table(("issue", *(index.name(party) for party in parties)), rows, shown=SHOWN, more="--all")


def _single_rows(index: Index, cells: _Cells, parties: Sequence[str], known: Known) -> Iterator[Row]:
    for party in parties:
        for name, by_party in cells.items():
            if party in by_party:
                yield Row((index.name(party), _name(name), _cell(index, by_party[party], known)))


def _cell(index: Index, theirs: Iterable[Standing], known: Known) -> tuple[Line, ...]:
    return tuple(cell_line(index, one, known) for one in theirs)


def _name(issue_id: str) -> str:
    return "other issues" if issue_id == OTHER else issue(issue_id)


# -- the history ------------------------------------------------------------------------------------------------


def _history(index: Index, found: Sequence[Standing], names: Issues) -> list[Section]:
    known = by_id(found)
    sections = [
        Section(
            capital(_name(name) if name == OTHER else names.label(name)),
            tuple(position_line(index, one, known) for one in theirs),
        )
        for name, theirs in by_issue(found).items()
    ]
    return sections or [Section("By issue", empty="No party was found to take a position on an issue.")]
