"""A page as rows of plain values: the same for JSON lines, CSV and data frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.model.spans import Citation
from onrecord.views.index import sentence
from onrecord.views.page import Labelled, Line, Page, Scalar
from onrecord.views.words import passage_url

Row = dict[str, Scalar]


def rows(page: Page) -> list[Row]:
    """A row for each thing on the page and each report that has it.

    Returns:
        Rows with ``section``, ``item`` (number of the thing; equal numbers are one thing as several reports have
        it), the thing's own values, ``text`` (the line as printed), then for the passage ``report``, ``outlet``,
        ``published``, ``start``, ``end``, ``words``, ``sentence``, ``url``. Where a report has the thing in several
        pieces, the range is that of the first and ``words`` and ``sentence`` have all, parted by `` … ``.
    """
    reports = {one.entry.id: one for one in page.reports}
    out: list[Row] = []
    number = 0
    for section in page.sections:
        things = [(section.title, facts, text, cited) for facts, text, cited in _things(section.lines, {})]
        for row in section.table.rows if section.table else ():
            if row.lines:
                things.extend((section.title, *thing) for thing in _things(row.lines, row.facts))
            else:
                things.append((section.title, row.facts, " | ".join(row.words), row.citations))
        for title, facts, text, cited in things:
            number += 1
            head: Row = {"section": title, "item": number, **facts, "text": text}
            for passage in _passages(reports, cited):  # what no passage says does not hide what the thing itself has
                out.append({**head, **{name: head.get(name) if it is None else it for name, it in passage.items()}})
    return out


_Thing = tuple[Mapping[str, Scalar], str, tuple[Citation, ...]]


def _things(lines: Sequence[Line], above: Mapping[str, Scalar]) -> Iterator[_Thing]:
    """Lines that stand for something: those with values or citations of their own, and those with nothing under them.

    A line under another takes over the values of the one above.
    """
    for one in lines:
        facts = {**above, **one.facts}
        if one.why and "why" not in facts:
            facts["why"] = one.why
        if one.citations or one.facts or not one.children:
            yield facts, one.text, one.citations
        yield from _things(one.children, facts)


def _passages(reports: Mapping[str, Labelled], cited: Sequence[Citation]) -> Iterator[Row]:
    by_report: dict[str, list[Citation]] = {}
    for citation in cited:
        by_report.setdefault(citation.report, []).append(citation)
    if not by_report:
        yield dict.fromkeys(("report", "outlet", "published", "start", "end", "words", "sentence", "url"))
    for report, group in by_report.items():
        entry = reports[report].entry
        first = group[0]
        yield {
            "report": report,
            "outlet": entry.report.outlet,
            "published": entry.report.published,
            "start": first.start,
            "end": first.end,
            "words": " … ".join(one.text for one in group),
            "sentence": " … ".join(dict.fromkeys(sentence(entry, one.span) for one in group)),
            "url": passage_url(entry.report.url, first.span),
        }
