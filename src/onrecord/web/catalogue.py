"""Every screen of the page, in the order of the menu: the one list that routes, menu, API document and tests go by."""

from __future__ import annotations

from onrecord.web.add import add, take
from onrecord.web.answer import FormSpec, ScreenSpec
from onrecord.web.asked import Param
from onrecord.web.listing import OUTLET, REPORT, STORY, WHERE, Listing
from onrecord.web.progress import WAS, decide, progress
from onrecord.web.start import start

SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("/", "Start", "What is on record: how much of each kind, and what comes first.", start, csv=False),
    ScreenSpec(
        "/stories",
        "Stories",
        "Which reports belong together, the story that was reported on last first.",
        Listing("stories"),
        (REPORT, OUTLET),
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
    ScreenSpec("/add", "Add", "Add reports: files, a text, or addresses.", add, csv=False),
    ScreenSpec(
        "/work",
        "Work",
        "What was ordered on the page: how far it is, what was done, what failed and why.",
        progress,
        (WAS,),
        menu=False,
        csv=False,
    ),
)

#: Every form that changes something, checked for the page's token before anything is done.
FORMS: tuple[FormSpec, ...] = (
    FormSpec("/add", "Add", "Add files, a text or addresses to the record.", take),
    FormSpec("/work", "Decide on work", "Stop a job, go on with it, drop it, or compare now.", decide),
)
