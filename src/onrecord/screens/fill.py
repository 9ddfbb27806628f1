"""All screens of a record, put together from its reports and what holds between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.lexicons.issues import Issues
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.screens import of_stories
from onrecord.screens.board import board
from onrecord.screens.lineage import lineage
from onrecord.screens.made import Made, Maker, Screen, of_page
from onrecord.screens.timeline import timeline
from onrecord.store.shown import ShownItem
from onrecord.views import checks, columns, deadlines
from onrecord.views.agreement import only_in_lines
from onrecord.views.index import Index
from onrecord.views.page import Page, Run, Scalar, line
from onrecord.views.utterances import Saying, by_speaker, utterances
from onrecord.views.wordings import changed_quotes, quote_line
from onrecord.views.words import count, flat, moment


def items(
    entries: Sequence[Entry],
    relations: Relations,
    known: Issues | None = None,
    further: Callable[[Index], Iterable[Screen]] | None = None,
) -> Iterator[ShownItem]:
    """Every item of every screen.

    Args:
        entries: the reports on record, positions under the issues in use.
        relations: what holds between them.
        known: the list of issues in use; the default list if left out.
        further: gives screens that are made of more than reports, such as decisions.
    """
    index = Index(entries, relations)
    maker = Maker(index)
    for screen in _screens(index, entries, relations, known):
        yield from maker.kept(screen)
    for screen in further(index) if further else ():
        yield from maker.kept(screen)


def _screens(index: Index, entries: Sequence[Entry], relations: Relations, known: Issues | None) -> Iterable[Screen]:
    yield of_stories.stories_screen(index)
    yield of_stories.days_screen(index)
    yield of_stories.origins_screen(index)
    yield _reports(index)
    yield _quotes(index)
    yield _only(index)
    # Screens that go with the views as they are; made one after the other, so that one at a time is in memory.
    yield _paged("checks", checks.page(entries, relations), ("kind", "type"))
    yield _paged("deadlines", deadlines.of(index), ("kind", "state", "parties", "earliest"))
    yield timeline(index)
    yield from lineage(index)
    yield from board(index)


def _paged(name: str, page: Page, names: tuple[str, ...]) -> Screen:
    sections = tuple((one.title, one.empty) for one in page.sections)
    return Screen(name, page.title, of_page(page, names), page.intro, sections, page.columns, names)


def _reports(index: Index) -> Screen:
    """The reports, by day of publication."""

    def made() -> Iterator[Made]:
        for one in index.entries:
            report = one.report
            facts: dict[str, Scalar] = {
                "id": one.id,
                "title": report.title,
                "outlet": report.outlet,
                "agency": report.agency,
                "published": report.published,
                "language": report.language,
                "origin": ", ".join(index.origin_name(origin) for origin in index.origins([one.id])) or None,
                "url": report.url,
            }
            keys = {(name, str(facts[name])) for name in ("agency", "language", "origin") if facts[name]}
            keys |= {("report", one.id), of_stories.named(f"{index.named(one.id)}: {report.title or ''}", one.id)}
            keys |= {("day", report.day)} if report.day else set()
            said = line(
                Run(index.named(one.id), "strong"),
                f", {moment(report.published)}: {flat(report.title or 'no headline')}",
                cite=index.headline(one.id),
                facts=facts,
            )
            yield Made(said, keys=frozenset(keys))

    said = line(f"{count(len(index.entries), 'report')}.")
    empty = "No report is on record."
    return Screen("reports", "Reports", made(), (said,), (("", empty),), _REPORTS)


_REPORTS = ("item", "id", "title", "outlet", "agency", "published", "language", "origin", "url", "text")


def _quotes(index: Index) -> Screen:
    """Who said what: an item an utterance, under its speaker."""
    found = utterances(index)
    said_as = {_named(one.sayings[0]): one for one in found}
    changed = {one.id: group for group in changed_quotes(index) for one in group}

    def made() -> Iterator[Made]:
        for speaker in by_speaker(index, found, why=True):
            for one in speaker.children:
                whole = said_as[str(one.facts["target"])]
                group = changed.get(whole.lineage.id, ()) if whole.lineage else ()
                wordings = quote_line(index, *group).children if group else ()
                targets = tuple(_named(saying) for saying in whole.sayings)
                yield Made(one, heading=speaker, targets=targets, under=wordings)

    said = line(f"{count(len(found), 'utterance')} in {count(len(index.entries), 'report')}.")
    empty = "No statement that is attributed to anyone was found."
    names = ("speaker", "kind", "manner", "relation", "identity")
    return Screen("quotes", "Who said what", made(), (said,), (("", empty),), columns.QUOTES, names)


def _named(one: Saying) -> str:
    """What a decision on a statement as one report has it names."""
    return f"{one.entry.id}/{one.id}"


def _only(index: Index) -> Screen:
    """What one report alone has."""

    def made() -> Iterator[Made]:
        for report in only_in_lines(index):
            for one in report.children:
                yield Made(one, heading=report)

    empty = "Nothing stands in one report alone."
    return Screen("only", "What one report alone has", made(), (), (("", empty),), ("item", "only_in", "text"))
