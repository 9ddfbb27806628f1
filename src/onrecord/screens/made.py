"""An item of a screen, made from a line of a view: how it is drawn, its rows, and what it can be chosen by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.model.spans import Citation
from onrecord.screens.packed import keys_of, pack, text
from onrecord.store.shown import ShownItem
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Scalar, Section, line
from onrecord.views.rows import rows
from onrecord.views.words import passage_url

#: Facts that hold the id of what a person can decide on.
TARGETS = ("finding", "target", "position", "due", "happening", "story", "origin_id", "identity")


@dataclass(frozen=True, slots=True)
class Made:
    """One item.

    Attributes:
        line: the item.
        section: title of the section that it stands in.
        heading: the line that it stands under, such as its speaker's.
        above: values that hold for it from the line above.
        keys: what it can be chosen by beside its reports.
        data: what a drawing needs beside the line, as plain JSON values.
        reports: ids of reports that it can be chosen by beside those that it cites.
        targets: ids of what a person can decide on beside those in its facts.
        under: lines that are only drawn under it: they tell what it tells, so neither rows nor keys are made of them.
    """

    line: Line
    section: str = ""
    heading: Line | None = None
    above: Mapping[str, Scalar] = field(default_factory=dict)
    keys: frozenset[tuple[str, str]] = frozenset()
    data: Mapping[str, Any] | None = None
    reports: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    under: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen with all its items, as it is kept.

    Attributes:
        name: its name.
        title: its heading.
        items: its items in their order.
        intro: what a reader needs first.
        sections: titles of its sections, with the sentence that stands there when there is nothing.
        columns: the columns of its rows.
        names: facts that items can be chosen by.
    """

    name: str
    title: str
    items: Iterable[Made]
    intro: tuple[Line, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Maker:
    """Makes items of screens over one set of reports.

    Args:
        index: the reports under their labels, with what holds between them.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._labelled = {one.entry.id: one for one in index.labelled}
        self._stories: dict[str, str] = {
            report: story.id for story in index.relations.stories for report in story.reports
        }

    def kept(self, screen: Screen) -> Iterator[ShownItem]:
        """The head of a screen and its items, as they are kept."""
        head = {
            "title": screen.title,
            "intro": [pack(one, self._named) for one in screen.intro],
            "sections": [list(one) for one in screen.sections],
            "columns": list(screen.columns),
        }
        yield ShownItem(screen.name, 0, text(head))
        for number, made in enumerate(screen.items, 1):
            yield self._kept(screen, number, made)

    def _kept(self, screen: Screen, number: int, made: Made) -> ShownItem:
        one = made.line
        cited = list(_cited([one]))
        drawn = replace(one, children=(*one.children, *made.under)) if made.under else one
        packed: dict[str, Any] = {"line": pack(drawn, self._named)}
        if made.section:
            packed["section"] = made.section
        if made.heading is not None:
            packed["heading"] = pack(replace(made.heading, children=()), self._named)
        targets = list(dict.fromkeys([*_targets([one], made.above), *made.targets]))
        if targets:
            packed["targets"] = targets
        if made.data is not None:
            packed["data"] = made.data
        keys = set(made.keys) | self._of_reports({citation.report for citation in cited} | set(made.reports))
        keys |= keys_of(made.above, screen.names) | {("target", target) for target in targets}
        for each in _all([one]):
            keys |= keys_of(each.facts, screen.names)
        if made.section:
            keys.add(("section", made.section))
        return ShownItem(
            screen.name, number, text(packed), text(self._rows(screen, number, made, cited)), frozenset(keys)
        )

    def _named(self, citation: Citation) -> tuple[str, str | None, str | None]:
        found = self._labelled.get(citation.report)
        if found is None:
            return citation.report, None, None
        report = found.entry.report
        return found.label, report.outlet or report.agency, passage_url(report.url, citation.span)

    def _of_reports(self, reports: Iterable[str]) -> set[tuple[str, str]]:
        keys = set()
        for report in reports:
            keys.add(("report", report))
            if report in self._stories:
                keys.add(("story", self._stories[report]))
            found = self._labelled.get(report)
            if found is not None and found.entry.report.outlet:
                keys.add(("outlet", found.entry.report.outlet))
        return keys

    def _rows(self, screen: Screen, number: int, made: Made, cited: Sequence[Citation]) -> list[dict[str, Scalar]]:
        one = replace(made.line, facts={**made.above, **made.line.facts})
        named = dict.fromkeys(citation.report for citation in cited)
        labelled = tuple(self._labelled[report] for report in named if report in self._labelled)
        page = Page(screen.title, (), (Section(made.section, (one,)),), labelled)
        found = ({**row, "item": number} for row in rows(page))
        return [{name: value for name, value in row.items() if value is not None} for row in found]


def _all(lines: Iterable[Line]) -> Iterator[Line]:
    for one in lines:
        yield one
        yield from _all(one.children)


def _cited(lines: Iterable[Line]) -> Iterator[Citation]:
    for one in _all(lines):
        yield from one.citations


def _targets(lines: Iterable[Line], above: Mapping[str, Scalar]) -> Iterator[str]:
    for facts in (above, *(one.facts for one in _all(lines))):
        for name in TARGETS:
            if facts.get(name):
                yield str(facts[name])


def of_page(page: Page, names: Sequence[str]) -> Iterator[Made]:
    """An item for each line of each section of a page."""
    for section in page.sections:
        for one in section.lines:
            yield Made(one, section.title, keys=frozenset(keys_of(one.facts, names)))


#: Reports whose day is in doubt that a screen names; of more it says how many.
_DOUBTED = 12


def doubts(index: Index) -> tuple[Line, ...]:
    """A line on the days that rest on a publication day in doubt, if there are such reports; short if they are many."""
    number = sum(bool(index.doubt(one.entry.id)) for one in index.labelled)
    if number <= _DOUBTED:
        return index.doubts()
    return (line(f"A ? behind a day: it rests on a publication day in doubt, that of {number:,} reports."),)
