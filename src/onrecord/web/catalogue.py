"""Every screen of the page, in the order of the menu: the one list that routes, menu, API document and tests go by."""

from __future__ import annotations

from onrecord.web import deciding, judgements, lineage, patterns, positions, timeline
from onrecord.web.add import add, take
from onrecord.web.answer import FormSpec, ScreenSpec
from onrecord.web.asked import Param
from onrecord.web.choosing import BY, KEEP, LIKE, OF, choose
from onrecord.web.compare import PARAMS as COMPARED
from onrecord.web.compare import compare
from onrecord.web.listing import OUTLET, REPORT, STORY, WHERE, Listing
from onrecord.web.progress import WAS, decide, progress
from onrecord.web.report import PARAMS as OF_REPORT
from onrecord.web.report import report
from onrecord.web.report_diff import PARAMS as OF_DIFF
from onrecord.web.report_diff import diff
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
        "Where each party stands on each issue: a board of what stands, with the history of each cell.",
        positions.page,
        positions.PARAMS,
    ),
    ScreenSpec(
        "/positions/history",
        "Positions over time",
        "Every position of the parties by issue over time, of one party on one issue if asked, with each change.",
        positions.HISTORY,
        positions.HISTORY_PARAMS,
        menu=False,
    ),
    ScreenSpec(
        "/positions/open",
        "Not settled",
        "What the parties are told not to have settled, by issue.",
        Listing("open", facets=("issue",)),
        (positions.ISSUE, *WHERE),
        menu=False,
    ),
    ScreenSpec(
        "/timeline",
        "Timeline",
        "What happened, is planned or is due, by day.",
        timeline.page,
        timeline.PARAMS,
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
        "Whose report it is: independent origins, and how many reports go back to each.",
        lineage.ORIGINS,
        lineage.PARAMS,
    ),
    ScreenSpec(
        "/lineage/{family}",
        "One origin",
        "The reports of one origin as a tree, what became of its text in each, and the passages that they share.",
        lineage.family,
        (lineage.FAMILY, lineage.MORE),
        menu=False,
    ),
    ScreenSpec(
        "/report/{id:path}/diff",
        "What changed",
        "What an outlet changed in a report, from one revision to another.",
        diff,
        OF_DIFF,
        menu=False,
    ),
    ScreenSpec(
        "/report/{id:path}",
        "Report",
        "One report: its whole text with what was found in it, and what other reports have of it.",
        report,
        OF_REPORT,
        menu=False,
    ),
    ScreenSpec(
        "/compare",
        "Compare",
        "Two reports side by side, passage by passage: the same, reworded, another figure, moved, in one of them only.",
        compare,
        COMPARED,
    ),
    ScreenSpec(
        "/only",
        "Only here",
        "What one report alone has.",
        Listing("only"),
        WHERE,
        menu=False,
    ),
    ScreenSpec("/add", "Add", "Add reports: files, a text, or addresses.", add, csv=False, kept=False),
    ScreenSpec(
        "/work",
        "Work",
        "What was ordered on the page: how far it is, what was done, what failed and why.",
        progress,
        (WAS,),
        menu=False,
        csv=False,
        kept=False,
    ),
    ScreenSpec(
        "/judgements",
        "Judgements",
        "What people decided, the latest first, with what became of each decision.",
        judgements.judgements,
        (judgements.WHO, judgements.VERDICT, judgements.ON, *judgements.TOLD),
    ),
    ScreenSpec(
        "/judge",
        "Decide",
        "One thing with every way to decide on it.",
        deciding.decide,
        (deciding.TARGET, deciding.BACK, deciding.LIKE, deciding.NAME, deciding.VERDICT, deciding.VALUE),
        menu=False,
        csv=False,
    ),
    ScreenSpec("/keys", "Keys", "The single keys of the page.", patterns.keys, menu=False, csv=False, kept=False),
    ScreenSpec(
        "/patterns",
        "Patterns",
        "Every part that pages are made of, drawn from invented examples.",
        patterns.patterns,
        menu=False,
        csv=False,
        kept=False,
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

#: Every form that changes something, checked for the page's token before anything is done.
FORMS: tuple[FormSpec, ...] = (
    FormSpec("/add", "Add", "Add files, a text or addresses to the record.", take),
    FormSpec("/judge", "Judge", "Decide on something.", deciding.judge, named=True, changes=True),
    FormSpec("/judge/undo", "Undo", "Take a decision back.", deciding.undo, named=True, changes=True),
    FormSpec("/judge/name", "Name", "Keep the name of who decides.", deciding.name, named=True),
    FormSpec("/judgements/import", "Import", "Take over the decisions of a file.", deciding.take_over, changes=True),
    FormSpec("/work", "Decide on work", "Stop a job, go on with it, drop it, or compare now.", decide),
)
