"""Every screen of the page, in the order of the menu: the one list that routes, menu, API document and tests go by."""

from __future__ import annotations

from onrecord.web.answer import ScreenSpec
from onrecord.web.asked import Param
from onrecord.web.choosing import BY, KEEP, LIKE, OF, choose
from onrecord.web.listing import OUTLET, REPORT, STORY, WHERE, Listing
from onrecord.web.searching import Q, search
from onrecord.web.start import start
from onrecord.web.story import ID, story

SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("/", "Start", "What is on record: how much of each kind, and what comes first.", start, csv=False),
    ScreenSpec(
        "/stories",
        "Stories",
        "Which reports belong together, the story that was reported on last first.",
        Listing("stories"),
        (REPORT, OUTLET),
    ),
    ScreenSpec("/story/{id}", "Story", "What is on record of one story.", story, (ID,), menu=False),
    ScreenSpec(
        "/days",
        "Day by day",
        "The reports of stories day by day, with what is new each day and why each report is in its story.",
        Listing("days"),
        (STORY, REPORT),
        menu=False,
    ),
    ScreenSpec(
        "/origins",
        "By origin",
        "The reports of stories by the origin that they go back to, copies under what they copy.",
        Listing("origins", facets=("origin",)),
        (STORY, REPORT, Param("origin", "that go back to one origin")),
        menu=False,
    ),
    ScreenSpec(
        "/reports",
        "Reports",
        "The reports on record, by day of publication.",
        Listing("reports", least={"from": "day"}, most={"to": "day"}, facets=("outlet", "agency", "language")),
        (
            STORY,
            OUTLET,
            Param("agency", "from one agency"),
            Param("language", "in one language", "id"),
            Param("from", "published on this day or later", "day"),
            Param("to", "published on this day or earlier", "day"),
        ),
    ),
    ScreenSpec(
        "/checks",
        "Accounts",
        "Where accounts agree, differ and distort.",
        Listing("checks", facets=("section",)),
        (Param("section", "of one kind"), *WHERE),
    ),
    ScreenSpec(
        "/quotes",
        "Quotes",
        "Who said what, each utterance once, with every report that has it.",
        Listing("quotes", facets=("speaker", "kind")),
        (Param("speaker", "by one speaker"), Param("kind", "of one kind", "id"), *WHERE),
    ),
    ScreenSpec(
        "/positions",
        "Positions",
        "Where each party stands on each issue, every position by issue over time.",
        Listing("history", facets=("issue", "party")),
        (Param("issue", "on one issue"), Param("party", "of one party"), *WHERE),
    ),
    ScreenSpec(
        "/timeline",
        "Timeline",
        "What happened, is planned or is due, by day.",
        Listing("timeline", least={"from": "day"}, most={"to": "day"}, facets=("status",)),
        (
            Param("status", "of one status"),
            Param("from", "on this day or later", "day"),
            Param("to", "on this day or earlier", "day"),
            *WHERE,
        ),
    ),
    ScreenSpec(
        "/deadlines",
        "Deadlines",
        "What is due by when, what was promised, which meetings are announced, and what became of each.",
        Listing("deadlines", facets=("section", "state")),
        (Param("section", "of one kind"), Param("state", "that stand so"), *WHERE),
    ),
    ScreenSpec(
        "/lineage",
        "Lineage",
        "Whose report it is: independent origins, and which reports share their wording.",
        Listing("lineage", facets=("section",)),
        (Param("section", "of one kind"), *WHERE),
    ),
    ScreenSpec(
        "/only",
        "Only here",
        "What one report alone has.",
        Listing("only"),
        WHERE,
        menu=False,
    ),
    ScreenSpec("/search", "Search", "The sentences that hold the words.", search, (Q,), menu=False),
    ScreenSpec(
        "/choose",
        "Choose",
        "All values of a filter, to choose one: speakers, outlets, stories, reports.",
        choose,
        (OF, BY, LIKE, KEEP),
        menu=False,
    ),
)
