"""What holds between the reports of a dossier, taken from what holds between all reports on record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.model.reading import Entry
from onrecord.model.relations import Finding, Origin, Relations, Story
from onrecord.views.excerpts import same_value
from onrecord.views.words import count, flat, same

#: Characters of a text that stand for a headline where a report has none.
_TITLE = 80

#: What the reason of an origin ends in of which only some reports are in the dossier.
NOT_INSIDE = "not in the dossier"


def narrowed(relations: Relations, entries: Sequence[Entry]) -> Relations:
    """What holds between some of the reports, by all that the record knows of them.

    Two reports that go back to one text outside the dossier are still one origin; no origin, story or finding has a
    report that is not in the dossier. Quotations and corroborated claims are left out: what they say is counted over
    all their reports, so they are lined up anew.

    Args:
        relations: what holds between all reports.
        entries: the reports of the dossier.
    """
    inside = {entry.id: entry for entry in entries}
    return replace(
        relations,
        reports=tuple(inside),
        stories=tuple(_stories(relations.stories, inside)),
        derivations=tuple(one for one in relations.derivations if one.a in inside and one.b in inside),
        origins=tuple(_origins(relations.origins, inside)),
        quotes=(),
        findings=tuple(_findings(relations.findings, inside)),
        corroborated=(),
        only_in={report: spans for report, spans in relations.only_in.items() if report in inside},
    )


def _stories(found: Sequence[Story], inside: Mapping[str, Entry]) -> Iterator[Story]:
    """The stories that reports of the dossier are on, each under the headline of its first report in it."""
    for one in found:
        kept = tuple(report for report in one.reports if report in inside)
        if kept == one.reports:
            yield one
        elif kept:
            first = inside[kept[0]].report
            why = f"{len(kept)} of {count(len(one.reports), 'report')} on one development: {one.why}"
            members = tuple(member for member in one.members if member.report in inside)
            title = first.title or flat(first.text)[:_TITLE]
            yield replace(one, title=title, reports=kept, why=why, members=members)


def _origins(found: Sequence[Origin], inside: Collection[str]) -> Iterator[Origin]:
    """The origins behind reports of the dossier, with what of their evidence stands in it."""
    for one in found:
        kept = tuple(report for report in one.reports if report in inside)
        if kept == one.reports:
            yield one
        elif kept:
            yield replace(
                one,
                reports=kept,
                root=one.root if one.root in inside else None,
                why=f"{one.why}; {count(len(one.reports) - len(kept), 'more report')} of it {NOT_INSIDE}",
                citations=tuple(cited for cited in one.citations if cited.report in inside),
            )


def _findings(found: Sequence[Finding], inside: Collection[str]) -> Iterator[Finding]:
    """The findings whose reason holds between reports of the dossier: every value that it names is told in it."""
    for one in found:
        kept = tuple(side for side in one.sides if side.citation.report in inside)
        if kept == one.sides:
            yield one
            continue
        values = {same_value(side.value) for side in kept}
        gone = {side.value for side in one.sides if same_value(side.value) not in values}
        several = len({side.citation.report for side in kept}) > 1 and (len(values) > 1 or not gone)
        if several and not any(_names(one.why, value) for value in gone):
            yield replace(one, sides=kept)


def _names(why: str, value: str) -> bool:
    """Whether a reason names a value."""
    return f" {same(value)} " in f" {same(why)} "
