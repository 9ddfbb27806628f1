"""The screen of one report: its whole text with what was found in it, and what other reports have of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.model.reading import Entry
from onrecord.model.revision import Chain
from onrecord.render.highlight import highlighted
from onrecord.render.html import drawn_lines
from onrecord.screens.packed import Known
from onrecord.views import read
from onrecord.views.report_marks import LABELS, LISTED, MARK_KINDS, Mark, asked_range, marked
from onrecord.views.report_revisions import places, superseded, which
from onrecord.views.words import passage_url, safe_url
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.judging import controls
from onrecord.web.links import WebLinks, report_path
from onrecord.web.report_beside import of_others
from onrecord.web.report_data import COLUMNS, chain_of, entry_of, report_rows, twin
from onrecord.web.report_list import kinds, listed, steps, toggles

if TYPE_CHECKING:
    from onrecord.web.site import Site

ID = Param("id", "the report", "id")
PARAMS = (
    ID,
    Param("at", "the passage to light up: START-END, code points of the text"),
    Param("show", "kinds of finds to show, with commas between; all if left out, none for the bare text"),
)


def report(site: Site, asked: Asked) -> Answer:
    """What the screen of a report answers.

    Raises:
        NotFound: there is no such report.
        WrongQuestion: a kind of finds is asked for that there is not.
    """
    entry = entry_of(site, asked["id"])
    chain = chain_of(site, entry.id)
    title = read.title(entry)
    if asked.form == "json":
        return Answer("report.html", title, twin(site, entry, chain))
    if asked.form == "csv":
        return Answer("report.html", title, {}, columns=COLUMNS, rows=lambda: report_rows(site, entry, chain))
    here = of_report(asked, report_path(entry.id))
    return Answer("report.html", title, {}, _context(site, entry, chain, here))


def of_report(asked: Asked, path: str) -> Asked:
    """The question with a report's path as it stands in an address, and without its id among the filters."""
    return replace(asked, path=path, values={name: one for name, one in asked.values.items() if name != "id"})


def _context(site: Site, entry: Entry, chain: Chain | None, here: Asked) -> dict[str, Any]:
    others = of_others(site, entry.id)
    every = marked(entry, others.differing)
    wanted = kinds(here["show"])
    chosen = every.of(wanted)
    lit = asked_range(entry.report.text, here["at"])
    marks = (*chosen.every, Mark(*lit, "lit")) if lit else chosen.every
    targets = [one.target for one in chosen.found if one.target]
    made = {} if here.printed else controls(site, targets, here.path)
    items = listed(chosen, here, others.links, lit, made)
    own = WebLinks(Known(labels={entry.id: "in the text"}))
    return {
        "here": here,
        "entry": entry,
        "text": Markup(highlighted(entry.report, marks, chosen.passages, _voices(entry))),
        "facts": Markup(drawn_lines(every.facts, own)),
        "found": items,
        "toggles": toggles(every, wanted),
        "labels": LABELS,
        "drawn": [kind for kind in MARK_KINDS if kind not in LISTED and any(one.kind == kind for one in marks)],
        "steps": steps(items, lit),
        "lit": lit,
        "lost": bool(here["at"]) and lit is None,
        "outside": passage_url(entry.report.url, entry.report.cut(*lit)) if lit else None,
        "outlet_url": safe_url(entry.report.url),
        "others": others,
        **_revised(entry, chain),
    }


def _revised(entry: Entry, chain: Chain | None) -> dict[str, Any]:
    """Which revision it is of how many; nothing if there is one only."""
    if chain is None:
        return {"which": "", "superseded": "", "current": "", "places": []}
    return {
        "which": which(chain, entry.id),
        "superseded": superseded(chain, entry.id),
        "current": report_path(chain.current.report),
        "places": [(one, report_path(one.report)) for one in places(chain, entry.id)],
    }


def _voices(entry: Entry) -> list[str | None]:
    """For each part the name of whose voice it is."""
    names = {one.id: one.name for one in entry.reading.actors}
    return [names.get(one, one.partition(":")[2].replace("-", " ")) if one else None for one in entry.reading.voices]
