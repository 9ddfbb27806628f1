"""The screen of one report: its whole text with what was found in it, and what other reports have of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.errors import WrongQuestion
from onrecord.model.reading import Entry
from onrecord.model.revision import Chain
from onrecord.render.highlight import anchor, highlighted
from onrecord.render.html import drawn_line, drawn_lines, out
from onrecord.screens.packed import Known
from onrecord.screens.shelf import Item
from onrecord.store.shown import Wanted
from onrecord.views import read
from onrecord.views.differences import SECTIONS
from onrecord.views.report_marks import LABELS, LISTED, Found, Mark, Marked, MarkKind, asked_range, marked
from onrecord.views.report_revisions import places, superseded, which
from onrecord.views.words import passage_url, safe_url
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.links import WebLinks, report_path
from onrecord.web.report_data import COLUMNS, chain_of, entry_of, report_rows, twin

if TYPE_CHECKING:
    from onrecord.web.site import Site

ID = Param("id", "the report", "id")
PARAMS = (
    ID,
    Param("at", "the passage to light up: START-END, code points of the text"),
    Param("show", "kinds of finds to show, with commas between; all if left out, none for the bare text"),
)

#: Items of each kind that other reports have of this one; the rest is a link away.
_BESIDE = 10
#: Findings that are marked in the text, and statements that are looked through for those that others have too.
_MOST = 200

#: Sections of the accounts screen in which accounts do not agree.
_DIFFER = frozenset({*(title for title, _ in SECTIONS.values()), "Quotations whose words differ"})

_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that was found, as the list beside the text has it.

    Attributes:
        number: its place in the list, from 1.
        found: the thing.
        html: it in words.
        href: the screen with its passage lit.
        more: the same for each further passage that it rests on.
        outside: a link to the passage at the outlet; empty if the report has no address.
        here: whether its passage is the one that is lit.
    """

    number: int
    found: Found
    html: Markup
    href: str
    more: tuple[str, ...]
    outside: Markup
    here: bool

    @property
    def passages(self) -> str:
        """Its ranges as ``START-END``, a space between."""
        return " ".join(f"{one.start}-{one.end}" for one in self.found.passages)


@dataclass(frozen=True, slots=True)
class Toggle:
    """A kind of marks, and what shows or hides it.

    Attributes:
        kind: the kind.
        label: what it is called.
        count: how many things of it were found.
        on: whether it is shown.
        value: what to ask for to have it the other way.
    """

    kind: MarkKind
    label: str
    count: int
    on: bool
    value: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What other reports have of this one, of one kind.

    Attributes:
        title: what it is.
        html: the first of it; empty if there is nothing.
        empty: the sentence that stands there then.
        more: how many more there are, at least.
        url: the screen that has all of it.
    """

    title: str
    html: Markup
    empty: str
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the screens have of one report.

    Attributes:
        differing: where accounts differ.
        left: how many findings there are beyond those.
        beside: the sections under the text.
        story: the story that it belongs to, as HTML.
        links: how what it has links.
    """

    differing: tuple[Item, ...]
    left: int
    beside: tuple[Beside, ...]
    story: Markup
    links: WebLinks


def report(site: Site, asked: Asked) -> Answer:
    """What the screen of a report answers."""
    entry = entry_of(site, asked["id"])
    chain = chain_of(site, entry.id)
    title = read.title(entry)
    if asked.form == "json":
        return Answer("report.html", title, twin(site, entry, chain))
    if asked.form == "csv":
        return Answer("report.html", title, {}, columns=COLUMNS, rows=lambda: report_rows(site, entry, chain))
    here = of_report(asked, report_path(entry.id))
    shelf = _shelf(site, entry.id)
    return Answer("report.html", title, {}, _context(entry, chain, here, shelf))


def of_report(asked: Asked, path: str) -> Asked:
    """The question with a report's path as it stands in an address, and without its id among the filters."""
    return replace(asked, path=path, values={name: one for name, one in asked.values.items() if name != "id"})


def _context(entry: Entry, chain: Chain | None, here: Asked, shelf: _Shelf) -> dict[str, Any]:
    every = marked(entry, [one.line for one in shelf.differing])
    kinds = _kinds(here["show"])
    chosen = every.of(kinds)
    lit = asked_range(entry.report.text, here["at"])
    marks = (*chosen.marks, Mark(*lit, "lit")) if lit else chosen.marks
    listed = _listed(chosen, here, shelf.links, lit)
    own = WebLinks(Known(labels={entry.id: "in the text"}))
    return {
        "here": here,
        "entry": entry,
        "text": Markup(highlighted(entry.report, marks, chosen.passages, _voices(entry))),
        "facts": Markup(drawn_lines(every.facts, own)),
        "found": listed,
        "left": shelf.left,
        "toggles": _toggles(every, kinds),
        "labels": LABELS,
        "steps": _steps(listed, lit),
        "lit": lit,
        "lost": bool(here["at"]) and lit is None,
        "outside": _outside(entry, lit),
        "outlet_url": safe_url(entry.report.url),
        "which": which(chain, entry.id) if chain else "",
        "superseded": superseded(chain, entry.id) if chain else "",
        "current": report_path(chain.current.report) if chain else "",
        "places": [(one, report_path(one.report)) for one in places(chain, entry.id)] if chain else [],
        "beside": shelf.beside,
        "story": shelf.story,
    }


# -- the list ---------------------------------------------------------------------------------------------------


def _kinds(show: str) -> tuple[MarkKind, ...]:
    """The kinds that are asked for.

    Raises:
        WrongQuestion: one of them is no kind.
    """
    named = [one.strip() for one in show.split(",") if one.strip()]
    for one in named:
        if one not in LISTED and one != _NOTHING:
            hint = f"Choose from {', '.join(LISTED)}, or {_NOTHING}"
            raise WrongQuestion(f"{one[:80]!r} is no kind of find", where="show", hint=hint)
    return tuple(kind for kind in LISTED if kind in named) if named else LISTED


def _toggles(every: Marked, kinds: Sequence[MarkKind]) -> list[Toggle]:
    """What shows or hides each kind that was found."""
    counts = every.counts
    shown = [kind for kind in counts if kind in kinds]
    toggles = []
    for kind, count in counts.items():
        after = [one for one in counts if (one in shown) != (one == kind)]
        value = "" if len(after) == len(counts) else ",".join(after) or _NOTHING
        toggles.append(Toggle(kind, LABELS[kind], count, kind in shown, value))
    return toggles


def _listed(chosen: Marked, here: Asked, links: WebLinks, lit: tuple[int, int] | None) -> list[Listed]:
    url = chosen.entry.report.url
    items = []
    for number, one in enumerate(chosen.found, 1):
        hrefs = [_at(here, span.start, span.end) for span in one.passages]
        said = one.line if one.kind == "side" else replace(one.line, citations=())
        html = Markup(drawn_line(replace(said, whole=()), links))
        outside = passage_url(url, one.first)
        beyond = Markup(out(outside, _ARROW, "open")) if outside else Markup()
        mine = lit is not None and lit == (one.first.start, one.first.end)
        items.append(Listed(number, one, html, hrefs[0], tuple(hrefs[1:]), beyond, mine))
    return items


_ARROW = '<span aria-hidden="true">↗</span><span class="unseen">this passage at the outlet</span>'


def _at(here: Asked, start: int, end: int) -> str:
    return f"{here.url(at=f'{start}-{end}')}#{anchor(start, end)}"


def _steps(listed: Sequence[Listed], lit: tuple[int, int] | None) -> dict[str, Any]:
    """Where one is in the list, with the things before and after; nothing is current until a passage is lit."""
    at = next((n for n, one in enumerate(listed) if one.here), None)
    if at is not None:
        before, after = at - 1, at + 1
    else:
        start = lit[0] if lit else -1
        after = next((n for n, one in enumerate(listed) if one.found.first.start > start), len(listed))
        before = after - 1 if lit else -1
    return {
        "now": listed[at] if at is not None else None,
        "before": listed[before] if before >= 0 else None,
        "after": listed[after] if after < len(listed) else None,
    }


def _outside(entry: Entry, lit: tuple[int, int] | None) -> str | None:
    """The lit passage at the outlet."""
    return passage_url(entry.report.url, entry.report.cut(*lit)) if lit else None


def _voices(entry: Entry) -> list[str | None]:
    """For each part the name of whose voice it is."""
    names = {one.id: one.name for one in entry.reading.actors}
    return [names.get(one, one.partition(":")[2].replace("-", " ")) if one else None for one in entry.reading.voices]


# -- what others have -------------------------------------------------------------------------------------------


def _shelf(site: Site, report: str) -> _Shelf:
    """What the screens have of one report, from the shelf alone."""
    mine = {"report": report}
    asked = Asked("", values=mine)
    checks = site.screens.page(Wanted("checks", mine), limit=_MOST)
    lineage = site.screens.page(Wanted("lineage", mine), limit=_BESIDE)
    quotes = site.screens.page(Wanted("quotes", mine), limit=_MOST)
    only = site.screens.page(Wanted("only", mine), limit=_BESIDE)
    stories = site.screens.page(Wanted("stories", mine), limit=1)
    shown = (checks, lineage, quotes, only, stories)
    links = WebLinks(_joined(one.known for one in shown))
    differing = tuple(one for one in checks.items if one.section in _DIFFER)
    elsewhere = tuple(one for one in quotes.items if _elsewhere(one))
    beside = (
        _beside("Where it comes from", lineage.items, lineage.total, "No other report shares its wording.",
                replace(asked, path="/lineage"), links),
        _beside("Where other accounts differ", differing, len(differing), "No other report was found to differ from it.",
                replace(asked, path="/checks"), links),
        _beside("Its quotations elsewhere", elsewhere, len(elsewhere), "No other report has its quotations.",
                replace(asked, path="/quotes"), links),
        _beside("What only this report has", only.items, only.total, "Nothing stands in this report alone.",
                replace(asked, path="/only"), links),
    )  # fmt: skip
    story = Markup(drawn_line(stories.items[0].line, links)) if stories.items else Markup()
    left = checks.total - len(checks.items)
    return _Shelf(differing, left, beside, story, links)


def _elsewhere(one: Item) -> bool:
    """Whether an utterance is in more than one report."""
    reports = one.line.facts.get("reports")
    return isinstance(reports, int) and reports > 1


def _joined(every: Iterable[Known]) -> Known:
    known = Known()
    for one in every:
        known.labels |= one.labels
        known.outlets |= one.outlets
        known.out |= one.out
    return known


def _beside(title: str, items: Sequence[Item], total: int, empty: str, all_of_it: Asked, links: WebLinks) -> Beside:
    html = Markup(drawn_lines([_headed(one) for one in items[:_BESIDE]], links))
    return Beside(title, html, empty, max(0, total - _BESIDE), all_of_it.url())


def _headed(one: Item) -> Any:
    """An item by itself, with the name of the heading that it stands under on its own screen."""
    if one.heading is None:
        return one.line
    name = next((run for run in one.heading.runs if run.mark == "strong"), None)
    return replace(one.line, runs=(name, *one.line.runs), whole=()) if name else one.line
