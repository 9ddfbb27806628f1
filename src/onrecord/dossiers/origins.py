"""The rule of new independent origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.dossiers.known import Candidate, named
from onrecord.dossiers.narrow import NOT_INSIDE
from onrecord.dossiers.telling import source
from onrecord.model.dossier import Alert, Evidence
from onrecord.model.relations import Origin
from onrecord.views.index import Index
from onrecord.views.lineage import plain_why
from onrecord.views.words import count, flat, quoted

#: So many reports of a new origin are told one by one; its reason says how many there are.
_SHOWN = 4


def origins(index: Index, dossier: str) -> Iterator[Candidate]:
    """A report of the dossier goes back to no report, agency or newsroom that another report of it goes back to."""
    by_name: dict[str, list[Origin]] = {}
    for one in index.relations.origins:
        by_name.setdefault(_name(index, one), []).append(one)
    for same in by_name.values():  # what one newsroom or agency begins anew is no other independent origin
        yield _candidate(index, dossier, min(same, key=lambda one: _when(index, one)), same)


def _when(index: Index, one: Origin) -> tuple[str, str]:
    first = _by_day(index, one)[0]
    return index.entry(first).report.day or "9999", first


def _candidate(index: Index, dossier: str, one: Origin, same: Sequence[Origin]) -> Candidate:
    first = _first(index, one)
    others = [report for report in _by_day(index, one) if report != first]
    alert = Alert(
        id="",
        dossier=dossier,
        rule="origin",
        title=f"New independent origin: {_name(index, one)}",
        why=_why(index, one),
        evidence=tuple(_part(index, report, one) for report in (first, *others)[:_SHOWN]),
        marks=_marks(index, first),
    )
    return Candidate(
        named(alert),
        frozenset(mark for each in same for report in each.reports for mark in _marks(index, report)),
        index.entry(first).report.day or "",
    )


def _marks(index: Index, report: str) -> tuple[str, ...]:
    """What a report is known again by: its id, and its address, at which another revision of it may stand later."""
    url = index.entry(report).report.url
    return (report, f"at {url}") if url else (report,)


def _by_day(index: Index, one: Origin) -> list[str]:
    return sorted(one.reports, key=lambda report: (index.entry(report).report.day or "9999", report))


def _first(index: Index, one: Origin) -> str:
    """The report that stands for an origin: its root, else the first published."""
    return one.root or _by_day(index, one)[0]


def _name(index: Index, one: Origin) -> str:
    return one.agency or index.outlet(_first(index, one))


def _why(index: Index, one: Origin) -> str:
    others = [other for other in index.relations.origins if _name(index, other) != _name(index, one)]
    if not others:
        apart = "the first origin of the dossier"
    else:
        rest = f"the other {count(len(others), 'origin')}" if len(others) > 1 else "the other origin"
        apart = f"as far as was found it shares no text, and no agency or source on one matter, with {rest}"
    outside = one.why.endswith(NOT_INSIDE)
    many = len(one.reports)
    inside = f"; its {many} reports are one origin: {plain_why(one.why, many)}" if many > 1 else ""
    inside = inside or (f"; not alone on record: {plain_why(one.why)}" if outside else "")
    return apart + inside


def _part(index: Index, report: str, one: Origin) -> Evidence:
    headline = index.headline(report)
    title = index.entry(report).report.title
    words = quoted(flat(title or (headline[0].text if headline else ""))) if title or headline else "no headline"
    evidence = tuple(cited for cited in one.citations if cited.report == report)
    return Evidence(f"{source(index, report)}: {words}", (*headline, *evidence))
