"""The rule of new contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.dossiers.known import Candidate, named
from onrecord.dossiers.telling import mark, said, source
from onrecord.model.dossier import Alert, Evidence
from onrecord.model.relations import Finding, Side
from onrecord.views.differences import findings_of, side_voice, topic
from onrecord.views.excerpts import same_value
from onrecord.views.index import Index
from onrecord.views.words import flat


def contradictions(index: Index, dossier: str) -> Iterator[Candidate]:
    """Two reports give accounts of one fact that cannot both hold; told again only with a value not told before."""
    for one in findings_of(index, "contradiction"):
        yield _candidate(index, dossier, one)


def _candidate(index: Index, dossier: str, one: Finding) -> Candidate:
    by_value: dict[str, list[Side]] = {}
    for side in one.sides:
        by_value.setdefault(same_value(side.value), []).append(side)
    marks = tuple(sorted({mark(same_value(side.value), side.citation.text) for side in one.sides}))
    against = " against ".join(f"“{flat(sides[0].value)}”" for sides in by_value.values())
    alert = Alert(
        id="",
        dossier=dossier,
        rule="contradiction",
        title=f"Accounts differ: {topic(one)}" + (f" — {against}" if len(by_value) > 1 else ""),
        why=one.why + _one_origin(index, one),
        evidence=tuple(_part(index, sides) for sides in by_value.values()),
        about=(one.type,),
        values=tuple(sorted(by_value)),
        marks=marks,
    )
    days = [index.entry(side.citation.report).report.day or "" for side in one.sides]
    return Candidate(named(alert), frozenset(marks), max(days))


def _one_origin(index: Index, one: Finding) -> str:
    """What a reader should know of reports that are not independent: often the later one tells of a later day."""
    reports = {side.citation.report for side in one.sides}
    return "; the reports go back to one origin" if len(index.origins(reports)) == 1 < len(reports) else ""


def _part(index: Index, sides: Sequence[Side]) -> Evidence:
    first = min(sides, key=lambda side: (index.entry(side.citation.report).report.day or "9999", side.citation))
    cited = tuple(dict.fromkeys((first.citation, *(side.citation for side in sides))))
    where = source(index, first.citation.report)
    words = said(index, first.citation, first.value)
    more = _more(first.citation.report, (one.report for one in cited))
    return Evidence(f"{flat(first.value)}: {where}, {side_voice(index, first)}: {words}{more}", cited)


def _more(first: str, reports: Iterable[str]) -> str:
    others = len(set(reports) - {first})
    return f" (and {others} more)" if others else ""
