"""Two reports side by side: the passages of each, and what the record has on the two; a picker where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from markupsafe import Markup

from onrecord.errors import NotFound, WrongQuestion
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding, FindingKind, FindingType, Side
from onrecord.render.aligned import KIND_WORDS, Drawing, table
from onrecord.screens.shelf import Item, Shown
from onrecord.store.shown import Wanted
from onrecord.views import aligned_rows
from onrecord.views.aligned import KINDS, Aligned, Stretch
from onrecord.views.aligning import align
from onrecord.views.page import Line
from onrecord.views.words import capital, flat, moment
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.compare_pick import pick
from onrecord.web.links import passage_path, report_path
from onrecord.web.listing import groups, item_data

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: What can be asked of the screen.
PARAMS = (
    Param("a", "the first report", "id"),
    Param("b", "the report beside it", "id"),
    Param("kind", "only passages of one kind", "choice", KINDS),
    Param("q", "reports with these words, to choose from"),
)
#: Items of one report that are looked through for those that the other has a side in.
_LOOKED_THROUGH = 500


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the passages of one report.

    Attributes:
        side: A or B.
        label: what findings call it, such as R1; empty where no finding names it.
        id: its id.
        title: its headline.
        by: its outlet or agency, and when it was published.
        language: its language.
        href: where it is shown.
        sentences: how many sentences of it are compared.
    """

    side: str
    label: str
    id: str
    title: str
    by: str
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
    between = {name: _between(site, name, a, b) for name in ("checks", "shared", "lineage")}
    differences = [item for item in between["checks"].items if item.targets]
    two = align(one, other, findings=list(_findings(differences)))
    shown = [stretch for stretch in two.stretches if _wanted(stretch, asked["kind"])]
    labels = {report: label for some in between.values() for report, label in some.known.labels.items()}
    heads = [_head(side, each, two, labels) for side, each in (("A", one), ("B", other))]
    return Answer(
        "compare.html",
        "Two reports side by side",
        _twin(asked, two, shown, heads, between),
        {"heads": heads, **_context(asked, two, shown, between)} if asked.form == "html" else {},
        aligned_rows.COLUMNS,
        lambda: aligned_rows.rows(two, shown),
    )


def _context(asked: Asked, two: Aligned, shown: list[Stretch], between: Mapping[str, Shown]) -> dict[str, Any]:
    """What the template draws beside the heads."""
    size = len(between["checks"].items)
    lineage = between["shared"] if between["shared"].items else between["lineage"]
    every = _numbered([*between["checks"].items, *lineage.items])
    differences = [item for item in every[:size] if item.targets]
    agreed = [item for item in every[:size] if not item.targets]
    found = {name: (f"#i-{item.number}", kind) for item in differences for name, kind in _named(item)}
    return {
        "turned": asked.url(a=two.b.id, b=two.a.id),
        "kinds": [(kind, KIND_WORDS[kind], two.counts[kind]) for kind in KINDS],
        "differences": sum(one.number is not None for one in two.stretches),
        "told_by_both": sum(bool(row.a and row.b) for row in two.rows),
        "first": next((one.number for one in shown if one.number is not None), None),
        "lineage": groups(_some(lineage, every[size:])),
        "found": groups(_some(between["checks"], differences)),
        "agreed": groups(_some(between["checks"], agreed)),
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
        one, other = site.store.entries((a, b))
    except NotFound as error:
        raise NotFound(error.what, where=site.name, hint="Choose a report from the list of reports") from error
    return one, other


def _wanted(stretch: Stretch, kind: str) -> bool:
    return not kind or any(kind in row.kinds for row in stretch.rows)


def _head(side: str, one: Entry, two: Aligned, labels: Mapping[str, str]) -> Head:
    report = one.report
    by = ", ".join(part for part in (report.outlet or report.agency or "outlet not known", moment(report.published)))
    numbers = [row.a if side == "A" else row.b for row in two.rows]
    size = sum(len(each.numbers) for each in numbers if each is not None)
    title = flat(report.title or "") or "no headline"
    return Head(side, labels.get(one.id, ""), one.id, title, by, report.language, report_path(one.id), size)


# -- what the record has on both ----------------------------------------------------------------------------------


def _between(site: Site, screen: str, a: str, b: str) -> Shown:
    """The items of a screen that rest on passages of both reports; looked for with the one that has fewer."""
    ways = sorted(
        ((site.screens.total(Wanted(screen, {"report": one})), one, other) for one, other in ((a, b), (b, a)))
    )
    _, first, second = ways[0]
    found = site.screens.page(Wanted(screen, {"report": first}), limit=_LOOKED_THROUGH)
    return _some(found, [item for item in found.items if second in _reports(item.line)])


def _some(shown: Shown, items: list[Item]) -> Shown:
    return Shown(tuple(items), len(items), False, None, None, shown.known)


def _numbered(items: Iterable[Item]) -> list[Item]:
    """Items of several screens with numbers of this page, so that no two have one name on it."""
    return [replace(item, number=number) for number, item in enumerate(items, 1)]


def _lines(one: Line) -> Iterator[Line]:
    yield one
    for child in one.children:
        yield from _lines(child)


def _facts(one: Line) -> Iterator[Mapping[str, Any]]:
    return (each.facts for each in _lines(one))


def _reports(one: Line) -> set[str]:
    """The reports whose passages an item cites, and those of an origin."""
    members = str(one.facts.get("members") or "").split()
    return {citation.report for each in _lines(one) for citation in each.citations} | set(members)


def _named(item: Item) -> list[tuple[str, str]]:
    """The ids of the findings of an item, each with what it is."""
    found = {str(facts["finding"]): str(facts.get("kind")) for facts in _facts(item.line) if facts.get("finding")}
    return [(name, capital(kind)) for name, kind in found.items()]


def _findings(items: Iterable[Item]) -> Iterator[Finding]:
    """The findings of items, put together from how they are shown."""
    for item in items:
        lines = [each for each in _lines(item.line) if each.facts.get("kind") in get_args(FindingKind)]
        lines = [each for each in lines if each.facts.get("type") in get_args(FindingType)]
        sides = tuple(Side(cited, str(each.facts.get("value") or "")) for each in lines for cited in each.citations)
        if sides:
            facts: Mapping[str, Any] = lines[0].facts
            yield Finding(str(facts["finding"]), facts["kind"], facts["type"], str(facts.get("about") or ""), sides, "")


def _twin(
    asked: Asked, two: Aligned, shown: list[Stretch], heads: list[Head], between: Mapping[str, Shown]
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
        **{name: [item_data(item, some) for item in some.items] for name, some in between.items()},
    }
