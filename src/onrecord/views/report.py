"""The screen of one report on record: what was read in it, where it comes from, and what others say."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.revision import Chain, by_outlet
from onrecord.model.spans import Citation, Span
from onrecord.views import columns, read
from onrecord.views.differences import finding_lines, findings_of
from onrecord.views.index import Index
from onrecord.views.lineage import derivation_line, origin_line
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.revisions import by_id, section
from onrecord.views.wordings import quote_line, utterances
from onrecord.views.words import flat, quoted


def page(
    entries: Sequence[Entry],
    relations: Relations,
    report: str,
    chain: Chain | None = None,
    revisions: Sequence[Entry] = (),
) -> Page:
    """One report among all that are on record.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        report: id of the report.
        chain: the revisions that it is one of, if its outlet changed it.
        revisions: them with what was read in them.
    """
    known = {one.id for one in entries}
    index = Index((*entries, *(one for one in revisions if one.id not in known)), relations, ids=True)
    entry = index.entry(report)
    told = [
        line(f"Story: {flat(story.title)} ({story.id})", cite=index.headline(report))
        for story in relations.stories
        if report in story.reports
    ]
    own = read.sections(entry, f"onrecord report {report} --all")
    changed = [section(index, chain, by_id(revisions), report)] if chain else []
    superseded = chain is not None and chain.current.report != report
    now = [_superseded(index, chain)] if chain and superseded else []
    intro = (line(f"{index.named(report)}"), *now, *read.facts(entry), *told)
    parts = (*changed, *([] if superseded else _between(index, report)), *own)
    return index.cited(Page(read.title(entry), intro, parts), columns.REPORT)


def _superseded(index: Index, chain: Chain) -> Line:
    """That later words stand at the address, and where what holds between reports is to be found."""
    now = chain.current.report
    why = "its outlet changed it" if by_outlet(chain) else "its text was taken in whole later"
    return line(
        Run("An earlier revision: ", "strong"),
        f"{why}. What holds between reports rests on the current one, {index.label(now)}: ",
        Run(f"onrecord report {now}"),
        facts={"current_revision": now},
    )


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
