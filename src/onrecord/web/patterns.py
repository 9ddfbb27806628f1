"""The pattern page: every part that pages are made of, drawn from invented examples by the same macros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from onrecord.errors import WrongQuestion
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Block, Report, sha256_of
from onrecord.model.spans import Citation, Span
from onrecord.render.aligned import Drawing, table
from onrecord.screens.packed import Known
from onrecord.screens.shelf import Item, Shown
from onrecord.views.aligning import align
from onrecord.views.page import Line, Run, line
from onrecord.web.answer import Answer, ScreenSpec
from onrecord.web.asked import Asked, Param
from onrecord.web.judging import Controls, Stands
from onrecord.web.listing import Drawn, groups
from onrecord.web.start import Part

if TYPE_CHECKING:
    from onrecord.web.site import Site

_WORDS = "The Orm bridge stays open, President Ada Koss said."
_REPORT = "example-1"


def patterns(site: Site, asked: Asked) -> Answer:
    """What the pattern page answers: no word of it is from the record."""
    shown = _shown()
    drawn = groups(shown, {"f-0000000001": _controls(), "f-0000000002": _controls("accept"), **_rejected()})
    part = Part("A part of a screen", "/patterns", shown, groups(shown), "part", {})
    context = {
        "shown": shown,
        "groups": drawn,
        "part": part,
        "deep": [_deep(depth) for depth in range(4)],
        "example": Asked("/patterns", values={"speaker": "Ada Koss", "outlet": "Daily Ledger"}),
        "example_spec": _spec(),
        "facets": {"speaker": [("Ada Koss", 12), ("Jon Rell", 7)], "kind": [("direct", 11), ("indirect", 8)]},
        "error": WrongQuestion("'x' is not a day", where="from", hint="Write it as 2026-02-07"),
        "compared": Markup(_compared()),
        "changed": Markup("“We will <del>not</del> <ins>never</ins> give up the <mark>bridge</mark>.”"),
    }
    names = ["item", "item with judgement", "group", "filters", "chips", "pager", "table", "details", "marks"]
    names += [
        "changed words",
        "lit passage",
        "banner",
        "note",
        "empty",
        "error",
        "form controls",
        "part",
        "keys",
        "two reports side by side",
    ]
    return Answer("patterns.html", "Every part of a page", {"screen": "patterns", "parts": names}, context)


def keys(site: Site, asked: Asked) -> Answer:
    """What the page of keys answers."""
    data = {"screen": "keys", "keys": [{"key": key, "does": does, "where": where} for key, does, where in _KEYS]}
    return Answer("keys.html", "Keys", data, {"keys": _KEYS})


#: Every single key, what it does, and where.
_KEYS = (
    ("j", "go to the next item; in a report, to the next passage", "lists, reports"),
    ("k", "go to the item or passage before", "lists, reports"),
    ("n", "go to the next difference", "two reports side by side"),
    ("p", "go to the difference before", "two reports side by side"),
    ("a", "accept the item that has the focus", "items"),
    ("r", "reject it", "items"),
    ("e", "edit it: every way to decide on it", "items"),
    ("u", "undo the last decision on it", "items"),
    ("/", "go to the search", "everywhere"),
    ("?", "open this page", "everywhere"),
)


def _cited(start: int, end: int) -> Citation:
    return Citation.of(_REPORT, Span(start, end, _WORDS[start:end]))


def _shown() -> Shown:
    known = Known({_REPORT: "R1"}, {_REPORT: "Daily Ledger"}, {_cited(0, 25): "https://ledger.example/talks"})
    heading = line(Run("Ada Koss (President)", "strong"), Run(" — 2 statements", "quiet"))
    return Shown(tuple(_items(heading)), 1_234, False, 1, 3, known)


def _items(heading: Line) -> list[Item]:
    said = line(
        Run("said, in the report's words: ", "quiet"),
        "the Orm bridge stays open",
        Run(" — 3 reports, 1 origin (CPA)", "quiet"),
        cite=[_cited(0, 25)],
        why="“said” is the cue; the speaker is named: “President Ada Koss”.",
    )
    differs = line(
        Run("A figure: people hurt at the bridge", "strong"),
        children=[
            line(Run("12", "strong"), ": “Some ", Run("12", "value"), " people were hurt.”", cite=[_cited(0, 25)]),
            line(Run("9", "strong"), ": “", Run("Nine", "value"), " people were hurt.”", cite=[_cited(27, 50)]),
        ],
        why="The same count of the same event in two reports.",
    )
    gone = line("The bridge was closed for good on Monday.", cite=[_cited(27, 50)])
    return [
        Item(1, said, "A section", heading, ("f-0000000001",)),
        Item(2, differs, "A section", heading, ("f-0000000002",)),
        Item(3, gone, "Another section", None, ("f-0000000003",)),
    ]


def _controls(verdict: str = "", target: str = "f-0000000001") -> Controls:
    done = {"accept": "Accepted by Ana, 2026-02-07 10:15 UTC", "reject": "Rejected by Ana, 2026-02-07 10:20 UTC"}
    standing = (Stands(("j-0000000001",), verdict, done[verdict], "as both reports have it"),) if verdict else ()
    return Controls((target,), "this finding", ("accept", "reject", "edit"), standing, "/patterns", "/patterns?")


def _rejected() -> dict[str, Controls]:
    return {"f-0000000003": _controls("reject", "f-0000000003")}


def _compared() -> str:
    """Two invented reports side by side: shared, reworded, and in one of them only."""
    shared = "The Orm bridge stays open, President Ada Koss said."
    one = _unread("example-1", shared, "Some 12 people were hurt in clashes at the bridge on Friday.")
    other = _unread("example-2", shared, "Some 19 people were hurt in clashes at the bridge.", "He asked for calm.")
    two = align(one, other)
    return table(two, two.stretches, Drawing(lambda report, start, end: "/patterns"))


def _unread(id: str, *paragraphs: str) -> Entry:
    text = "\n\n".join(paragraphs)
    starts = [text.index(one) for one in paragraphs]
    blocks = tuple(Block("paragraph", at, at + len(one)) for at, one in zip(starts, paragraphs, strict=True))
    report = Report(id, sha256_of(text), text, title="Talks on the Orm bridge", language="en", blocks=blocks)
    return Entry(report, Reading(id, Reader("0")))


def _deep(depth: int) -> Drawn:
    words = ("the agency's own report", "carries R1 word for word", "carries R2 with edits", "rewrites R3")
    said = line(Run(f"R{depth + 1}", "strong"), f": {words[depth]}")
    return Drawn(
        Item(10 + depth, said, data={"depth": depth}), Markup(f"<strong>R{depth + 1}</strong>: {words[depth]}")
    )


def _spec() -> ScreenSpec:
    params = (
        Param("speaker", "by one speaker"),
        Param("kind", "of one kind", "choice", ("direct", "indirect")),
        Param("from", "on this day or later", "day"),
        Param("story", "in one story", "id"),
    )
    return ScreenSpec("/patterns", "Example", "An example.", patterns, params)
