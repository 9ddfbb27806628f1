"""Two reports side by side: the passages of each, and what the record has on the two; a picker where one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.errors import NotFound, WrongQuestion
from onrecord.model.reading import Entry
from onrecord.render.aligned import KIND_WORDS, Drawing, table
from onrecord.screens.shelf import Shown
from onrecord.views import aligned_rows
from onrecord.views.aligned import KINDS, Aligned, Stretch
from onrecord.views.aligning import align
from onrecord.views.words import flat, moment
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.compare_found import apart, between, chosen, findings, named, numbered
from onrecord.web.compare_pick import pick
from onrecord.web.links import passage_path, report_path
from onrecord.web.listing import groups, item_data, judged_on
from onrecord.web.report_data import entry_of

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: What can be asked of the screen.
PARAMS = (
    Param("a", "the first report", "id"),
    Param("b", "the report beside it", "id"),
    Param("kind", "only passages of one kind", "choice", KINDS),
    Param("q", "reports with these words, to choose from"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the passages of one report.

    Attributes:
        side: A or B.
        label: what findings call it, such as R1; empty where no finding names it.
        id: its id.
        title: its headline.
        by: its outlet or agency.
        when: when it was published.
        language: its language.
        href: where it is shown.
        sentences: how many sentences of it are compared.
    """

    side: str
    label: str
    id: str
    title: str
    by: str
    when: str
    language: str
    href: str
    sentences: int


def compare(site: Site, asked: Asked) -> Answer:
    """What the screen answers.

    Raises:
        NotFound: a report is not on record.
        WrongQuestion: both are the same report.
    """
    a, b = asked["a"], asked["b"]
    if not a or not b:
        return pick(site, asked)
    if a == b:
        raise WrongQuestion("both reports are the same one", where="b", hint="Choose another report to stand beside it")
    one, other = _entries(site, a, b)
    on_both = {name: between(site, name, a, b) for name in ("checks", "shared")}
    if not on_both["shared"].items:  # an origin that both go back to, where no words are shared
        on_both["lineage"] = between(site, "lineage", a, b)
    two = align(one, other, findings=list(findings(on_both["checks"].items)))
    shown = [stretch for stretch in two.stretches if _wanted(stretch, asked["kind"])]
    labels = {report: label for some in on_both.values() for report, label in some.known.labels.items()}
    heads = [_head(side, each, two, labels) for side, each in (("A", one), ("B", other))]
    return Answer(
        "compare.html",
        "Two reports side by side",
        _twin(asked, two, shown, heads, on_both),
        {"heads": heads, **_context(site, asked, two, shown, on_both)} if asked.form == "html" else {},
        aligned_rows.COLUMNS,
        lambda: aligned_rows.rows(two, shown),
    )


def _context(
    site: Site, asked: Asked, two: Aligned, shown: list[Stretch], on_both: Mapping[str, Shown]
) -> dict[str, Any]:
    """What the template draws beside the heads."""
    size = len(on_both["checks"].items)
    lineage = on_both.get("lineage", on_both["shared"])
    every = numbered([*on_both["checks"].items, *lineage.items])
    differences = [item for item in every[:size] if apart(item, two.a.id, two.b.id)]
    agreed = [item for item in every[:size] if item not in differences]
    judged = judged_on(site, asked, chosen(on_both["checks"], every[:size]))
    found = {name: (f"#i-{item.number}", kind) for item in differences for name, kind in named(item)}
    return {
        "turned": asked.url(a=two.b.id, b=two.a.id),
        "kinds": [(kind, KIND_WORDS[kind], two.counts[kind]) for kind in KINDS],
        "differences": sum(one.number is not None for one in two.stretches),
        "told_by_both": sum(bool(row.a and row.b) for row in two.rows),
        "first": next((one.number for one in shown if one.number is not None), None),
        "lineage": groups(chosen(lineage, every[size:])),
        "found": groups(chosen(on_both["checks"], differences), judged),
        "agreed": groups(chosen(on_both["checks"], agreed), judged),
        "agreements": len(agreed),
        "table": Markup(table(two, shown, Drawing(passage_path, found, unfolded=asked.printed))),
        "shown_any": bool(shown),
        "whole": two.whole,
    }


def _entries(site: Site, a: str, b: str) -> tuple[Entry, Entry]:
    """The two reports with their readings.

    Raises:
        NotFound: one is not on record.
    """
    try:
        one, other = entry_of(site, a), entry_of(site, b)
    except NotFound as error:
        raise NotFound(error.what, where=site.name, hint="Choose a report from the list of reports") from error
    return one, other


def _wanted(stretch: Stretch, kind: str) -> bool:
    return not kind or any(kind in row.kinds for row in stretch.rows)


def _head(side: str, one: Entry, two: Aligned, labels: Mapping[str, str]) -> Head:
    report = one.report
    by, when = report.outlet or report.agency or "outlet not known", moment(report.published)
    numbers = [row.a if side == "A" else row.b for row in two.rows]
    size = sum(len(each.numbers) for each in numbers if each is not None)
    title = flat(report.title or "") or "no headline"
    return Head(side, labels.get(one.id, ""), one.id, title, by, when, report.language, report_path(one.id), size)


def _twin(
    asked: Asked, two: Aligned, shown: list[Stretch], heads: list[Head], on_both: Mapping[str, Shown]
) -> dict[str, Any]:
    """The same as JSON."""
    reports = {
        head.side.lower(): {"id": head.id, "title": head.title, "sha256": report.sha256, "sentences": head.sentences}
        for head, report in zip(heads, (two.a, two.b), strict=True)
    }
    rows = aligned_rows.shape(two, shown)
    return {
        "screen": "compare",
        "title": "Two reports side by side",
        "filters": {name: value for name, value in asked.values.items() if name in ("a", "b", "kind")},
        **reports,
        "counts": two.counts,
        "only_equal_sentences_paired": not two.whole,
        "total": len(rows),
        "rows": rows,
        "next": None,
        "previous": None,
        "truncated": False,
        "lineage": [],
        **{name: [item_data(item, some) for item in some.items] for name, some in on_both.items()},
    }
