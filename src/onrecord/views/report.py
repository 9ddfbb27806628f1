"""The screen of one report on record: what was read in it, where it comes from, and what others say."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation, Span
from onrecord.views import columns, read
from onrecord.views.differences import finding_lines, findings_of
from onrecord.views.index import Index
from onrecord.views.lineage import derivation_line, origin_line
from onrecord.views.page import Page, Section, line
from onrecord.views.wordings import quote_line, utterances
from onrecord.views.words import flat, quoted


def page(entries: Sequence[Entry], relations: Relations, report: str) -> Page:
    """One report among all that are on record.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        report: id of the report.
    """
    index = Index(entries, relations, ids=True)
    entry = index.entry(report)
    told = [
        line(f"Story: {flat(story.title)} ({story.id})", cite=index.headline(report))
        for story in relations.stories
        if report in story.reports
    ]
    intro = (line(f"{index.named(report)}"), *read.facts(entry), *told)
    parts = (*_between(index, report), *read.sections(entry, f"onrecord report {report} --all"))
    return index.cited(Page(read.title(entry), intro, parts), columns.REPORT)


def _between(index: Index, report: str) -> list[Section]:
    derivations = [derivation_line(index, one) for one in index.derivations(report)]
    origins = [origin_line(index, one) for one in index.origins([report])]
    findings = finding_lines(
        index,
        [one for one in findings_of(index) if any(side.citation.report == report for side in one.sides)],
    )
    quotes = [
        quote_line(index, *group)
        for group in utterances(index.relations.quotes)
        if any(variant.citation.report == report for one in group for variant in one.variants)
    ]
    only = [line(quoted(one.text), cite=_at(report, one)) for one in index.relations.only_in.get(report, ())]
    return [
        Section("Where it comes from", (*origins, *derivations), empty="No other report shares its wording."),
        Section("Where other accounts differ", findings, empty="No other report was found to differ from it."),
        Section("Its quotations elsewhere", tuple(quotes), empty="No other report has its quotations."),
        Section("What only this report has", tuple(only), empty="Nothing stands in this report alone."),
    ]


def _at(report: str, span: Span) -> list[Citation]:
    return [Citation.of(report, span)]
