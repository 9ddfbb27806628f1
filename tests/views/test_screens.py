"""What each screen says of three reports built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import NotFound
from onrecord.model.reading import Actor, Deadline, Entry, Event, Quantity, Reader, Reading, Sentence
from onrecord.model.relations import Relations
from onrecord.model.spans import Span
from onrecord.render.markdown import markdown
from onrecord.views import (
    brief,
    checks,
    compare,
    deadlines,
    lineage,
    positions,
    quotes,
    read,
    report,
    search,
    stories,
    timeline,
)
from onrecord.views.index import Index, notes
from onrecord.views.page import Line, Page, Section
from onrecord.views.utterances import utterances
from tests.factories import report as made
from tests.views.sample import at, cited, dossier, ledger, wire

ENTRIES, RELATIONS = dossier()
SCREENS = {
    "brief": brief.page(ENTRIES, RELATIONS),
    "checks": checks.page(ENTRIES, RELATIONS),
    "compare": compare.page(ENTRIES, RELATIONS),
    "deadlines": deadlines.page(ENTRIES, RELATIONS),
    "lineage": lineage.page(ENTRIES, RELATIONS),
    "positions": positions.page(ENTRIES, RELATIONS),
    "quotes": quotes.page(ENTRIES, RELATIONS),
    "read": read.page(ledger()),
    "report": report.page(ENTRIES, RELATIONS, "harbour"),
    "search": search.page(ENTRIES, RELATIONS, "bridge", [cited(ENTRIES[0], "bridge")]),
    "stories": stories.page(ENTRIES, RELATIONS),
    "timeline": timeline.page(ENTRIES, RELATIONS),
}


def section(page: Page, title: str) -> Section:
    """The section with this title."""
    return next(one for one in page.sections if one.title == title)


def every(lines: tuple[Line, ...]) -> list[Line]:
    """Lines with all that is under them."""
    return [found for one in lines for found in (one, *every(one.children))]


def texts(page: Page, title: str) -> list[str]:
    """The texts of a section's lines, with those under them."""
    return [one.text for one in every(section(page, title).lines)]


@pytest.mark.parametrize("name", SCREENS)
def test_every_citation_recuts(name: str) -> None:
    """Each citation on each screen equals the words at its range in its report."""
    text = {entry.id: entry.report.text for entry in ENTRIES}
    found = list(SCREENS[name].citations())
    assert found
    assert all(text[one.report][one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("name", SCREENS)
def test_every_line_is_cited(name: str) -> None:
    """Each line of each section has a citation, or lines under it that have."""
    for part in SCREENS[name].sections:
        for one in every(part.lines):
            assert one.citations or one.children, f"{name}, {part.title}: {one.text}"


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_gives_a_verdict(name: str) -> None:
    """No screen says that something is true or fake, or gives a confidence."""
    words = " ".join(one.text + one.why for part in SCREENS[name].sections for one in every(part.lines)).casefold()
    assert not [word for word in (" true ", " fake ", "bias", "confidence", "score") if word in words]


@pytest.mark.parametrize("name", ["brief", "compare", "checks"])
def test_a_claim_repeated_within_one_origin_stands_apart(name: str) -> None:
    """What two origins make and what two reports of one origin repeat are never in one list."""
    (several,) = texts(SCREENS[name], "Told by several origins")
    (repeated,) = texts(SCREENS[name], "Repeated within one origin")
    assert several == "Talks will open — 2 reports, 2 origins (CPA, NorthWire)"
    assert repeated == "Talks will open in Brell — 2 reports, repeated within one origin (CPA)"


def test_one_cause_is_noted_once() -> None:
    """Of two notes on one cause the more exact one is shown, with what can be done."""
    general = "the report has no date, so relative dates in it stay unresolved; --published gives one"
    one = wire()
    entry = replace(one, report=replace(one.report, notes=(general,)))
    assert notes(entry) == ("the report has no date, so these stay unresolved: “next week”; --published gives one",)


def test_an_utterance_in_two_reports_is_one_line() -> None:
    """A quotation that two reports have is one line with both citations, and says that the words differ."""
    (found,) = [one for one in every(section(SCREENS["brief"], "Who said what").lines) if "told reporters" in one.text]
    assert [one.report for one in found.citations] == ["ledger", "harbour"]
    assert "2 reports, 1 origin (CPA); the words differ (truncated)" in found.text


def test_a_chain_is_told() -> None:
    """What a speaker said through another names both, the first speaker as the source."""
    said = texts(SCREENS["brief"], "Who said what")
    assert "offered, in the report's words: share the tolls — as told by Ada Koss" in said


def test_a_pronoun_without_a_person_is_not_resolved() -> None:
    """A statement whose source is a bare pronoun is shown as not resolved, after the named speakers."""
    assert "“He” (not resolved) — 1 statement" in texts(SCREENS["quotes"], "Statements by speaker")


def test_a_post_is_in_its_authors_voice() -> None:
    """An embedded post stands among its author's statements as posted."""
    assert any(one.startswith("posted: “We came to listen.") for one in texts(SCREENS["brief"], "Who said what"))


def test_statements_of_one_speaker() -> None:
    """Asking for a speaker gives the statements of that speaker alone, whatever the case."""
    page = quotes.page(ENTRIES, RELATIONS, "rell")
    assert [one.runs[0].text for one in section(page, "Statements by speaker").lines] == ["Jon Rell (Premier)"]


def test_an_unknown_speaker_is_said() -> None:
    """Asking for a speaker nobody knows gives a plain sentence with the command that lists all."""
    page = quotes.page(ENTRIES, RELATIONS, "Nobody")
    assert "onrecord quotes" in section(page, "Statements by speaker").empty


def test_contradictions_stand_first() -> None:
    """Where accounts differ, the contradiction comes first, then framing, then the changed quotation."""
    firsts = [one.runs[0].text for one in section(SCREENS["brief"], "Where accounts differ").lines]
    assert firsts == ["Accounts differ", "Told differently", "Words left out"]


def test_changed_words_are_marked() -> None:
    """The words that one report leaves out of a quotation are marked as deleted in its wording."""
    (line,) = section(SCREENS["checks"], "Quotations whose words differ").lines
    marks = [(run.text, run.mark) for run in line.children[1].runs if run.mark != "plain"]
    assert marks == [("and we will not sell it", "deleted")]


def test_each_side_says_in_whose_voice() -> None:
    """A finding's sides name the report, and the speaker or the outlet's own voice."""
    told = texts(SCREENS["checks"], "Told differently")
    assert told[1].startswith("R1 (Daily Ledger), according to Ada Koss: “Talks on the Orm bridge")
    assert told[2].startswith("R2 (Harbour Times), in its own voice: “Talks on the Orm bridge")


def test_independence_comes_first_in_a_comparison() -> None:
    """A comparison begins with one line: how many independent origins, what joins reports, who is alone."""
    (only,) = SCREENS["compare"].intro
    assert only.text == (
        "3 reports, 2 independent origins as far as was found: "
        "R1 and R2 go back to CPA (R2 rewrites R1); R3 stands alone."
    )


def test_a_comparison_has_its_parts_in_order() -> None:
    """What differs most gravely stands first, then slighter differences, then changed quotations, then agreement."""
    titles = [one.title for one in SCREENS["compare"].sections]
    assert titles == [
        "Contradictions",
        "Told differently",
        "Quotations whose words differ",
        "Told by several origins",
        "Repeated within one origin",
        "What only one report has",
        "Independent origins",
        "Reports that share their wording",
        "About the reports",
    ]


def test_a_time_that_is_not_resolved_says_why() -> None:
    """A relative date in a report without a date is shown as not resolved, with the reason."""
    (found,) = section(read.page(wire()), "Times").lines
    assert "not resolved to a day" in found.text
    assert found.why == "the report has no date"


def test_missing_facts_are_named() -> None:
    """A report without a date says so among its facts."""
    intro = [one.text for one in read.page(wire()).intro]
    assert "Not known: date." in intro


def test_a_party_that_speaks_for_itself() -> None:
    """A position told by the party itself is by its own account; one told by another names the teller."""
    moves = texts(positions.page(ENTRIES, RELATIONS, history=True), "Other issues")
    told = "“She said Premier Jon Rell had offered to share the tolls.”"
    assert moves == [f"no day — Jon Rell offers: {told} — by its own account, told by Ada Koss"]


def test_the_board_has_issues_as_rows_and_parties_as_columns() -> None:
    """A cell of the board has move, object, day and number of origins."""
    table = section(SCREENS["positions"], "Where they stand").table
    assert table is not None
    assert table.columns == ("issue", "Ada Koss", "Jon Rell")
    assert table.rows[0].words == ("territory", "refuses: “give up the bridge”, 2025-05-02, 1 origin", "")


def test_announced_meetings_are_with_the_deadlines() -> None:
    """A planned meeting stands among the announced meetings."""
    assert any("will open in Brell" in one for one in texts(SCREENS["deadlines"], "Announced meetings"))


def moved(new: str | None) -> list[str]:
    """The deadline lines of a report that tells that a deadline was moved to a day."""
    text = "The deadline was moved from May 1 to May 9."
    due = Deadline(
        at(text, text), at(text, "The deadline"), new, new, state="moved", from_earliest="2025-05-01",
        from_latest="2025-05-01",
    )  # fmt: skip
    page = deadlines.page([Entry(made(text), Reading("r1", Reader("1"), deadlines=(due,)))], Relations(("r1",)))
    return texts(page, "Deadlines")


def test_a_moved_deadline_is_one_line() -> None:
    """A deadline that was moved is due on the later day, with the day that it was moved from beside it."""
    only, step = moved("2025-05-09")
    assert only.startswith("by 2025-05-09 (day) — ")
    assert "moved from 2025-05-01 to 2025-05-09" in step
    assert "moved from 2025-05-01" in only


def test_a_deadline_moved_to_no_known_day_says_that_it_moved() -> None:
    """Where the report does not tell the new day, the old one is said to have been moved."""
    only, step = moved(None)
    assert only.startswith("by a day that is not known — ")
    assert "moved from 2025-05-01 to a day that is not told" in step
    assert "moved from 2025-05-01" in only


def test_a_brief_of_one_story() -> None:
    """The brief of a story has its reports alone; an unknown story is an error that says where to look."""
    page = brief.page(ENTRIES, RELATIONS, "s-1")
    assert {one.report for one in page.citations()} == {"ledger", "harbour"}
    with pytest.raises(NotFound, match="onrecord stories"):
        brief.page(ENTRIES, RELATIONS, "s-9")


def test_an_empty_record_says_so_in_every_section() -> None:
    """The brief of an empty record has a plain sentence in each section."""
    page = brief.page((), Relations(()))
    assert all(not one.lines and one.empty.endswith((".", ").")) for one in page.sections)


def test_a_search_shows_the_sentence() -> None:
    """A hit is shown in its whole sentence with the words that were looked for standing out."""
    (found,) = section(SCREENS["search"], "Passages").lines
    assert [run.text for run in found.runs if run.mark == "strong"] == ["bridge"]
    assert "President Ada Koss said on Friday" in found.text


def test_a_wording_with_little_in_common_is_not_marked() -> None:
    """Two wordings that share less than half are shown as they are."""
    from onrecord.views.wordings import marked

    assert marked("we will go", "they stay at home") == ("they stay at home",)


def test_a_report_screen_has_what_others_say() -> None:
    """The screen of a report has the findings that it is a side of and the report it goes back to."""
    page = SCREENS["report"]
    assert any("rewrites R1" in one for one in texts(page, "Where it comes from"))
    assert len(section(page, "Where other accounts differ").lines) == 2


def test_spans_of_the_sample_are_exact() -> None:
    """The hand-built sample itself cuts exactly."""
    assert at(ledger().report.text, "(CPA)").text == "(CPA)"


def test_copies_of_one_quotation_are_one_line() -> None:
    """Reports that are not in a quotation's lineage but have its very words stand on its line."""
    copy = Entry(replace(ENTRIES[0].report, id="copy"), ENTRIES[0].reading)
    found = utterances(Index((*ENTRIES, copy), RELATIONS))
    (quote,) = [one for one in found if one.lineage]
    assert quote.reports == ("ledger", "harbour", "copy")


def test_words_given_to_two_speakers_stay_apart() -> None:
    """One quotation that two reports give to different speakers is a line under each of them."""
    harbour = ENTRIES[1]
    other = tuple(replace(one, actor="person:jon-rell") for one in harbour.reading.attributions)
    given = Entry(harbour.report, replace(harbour.reading, attributions=other))
    found = utterances(Index((ENTRIES[0], given), RELATIONS))
    assert {one.reports for one in found if "give up the bridge" in one.sayings[0].words} == {("ledger",), ("harbour",)}


def test_findings_on_copies_are_one_line() -> None:
    """A finding against a report and the same against its copy are one line that names both and both ids."""
    first = RELATIONS.findings[1]
    copy = Entry(replace(ENTRIES[0].report, id="copy"), ENTRIES[0].reading)
    side = replace(first.sides[0], citation=cited(copy, "At least 12 people"))
    again = replace(first, id="f-3", sides=(side, first.sides[1]))
    page = checks.page((*ENTRIES, copy), replace(RELATIONS, findings=(first, again)))
    (found,) = section(page, "Contradictions").lines
    assert found.text.endswith("(f-2 f-3)")
    assert [one.text.split(",")[0] for one in found.children] == [
        "12: R1 (Daily Ledger) and R4 (Daily Ledger)",
        "9: R2 (Harbour Times)",
    ]


@pytest.mark.parametrize(
    ("about", "said"),
    [("people: Nine peop", "A figure: people: Nine peop"), ("who counted", "Who counted"), ("", "A figure")],
)
def test_a_heading_says_in_what_accounts_differ_and_of_what(about: str, said: str) -> None:
    """A finding's heading has what differs and the fact, though its sides give it too; a question stands alone."""
    finding = replace(RELATIONS.findings[1], about=about)
    page = checks.page(ENTRIES, replace(RELATIONS, findings=(finding,)))
    (found,) = section(page, "Contradictions").lines
    assert found.text == f"{said} (f-2)"


def test_who_is_not_named_is_not_called_by_a_name() -> None:
    """A side that is told without a speaker says so in words."""
    entry = ENTRIES[1]
    nobody = replace(entry.reading.attributions[1], source=None)
    told = replace(entry, reading=replace(entry.reading, attributions=(entry.reading.attributions[0], nobody)))
    first = RELATIONS.findings[1]
    sides = (first.sides[0], replace(first.sides[1], attribution="a2"))
    page = checks.page((ENTRIES[0], told, ENTRIES[2]), replace(RELATIONS, findings=(replace(first, sides=sides),)))
    (found,) = section(page, "Contradictions").lines
    assert "without saying who" in found.children[1].text


def test_a_quotation_given_to_two_speakers_is_told_once() -> None:
    """A quotation that a finding has under two speakers is not listed among the changed quotations too."""
    quote = RELATIONS.quotes[0]
    sides = tuple(replace(RELATIONS.findings[0].sides[0], citation=one.citation) for one in quote.variants)
    given = replace(RELATIONS.findings[0], kind="misattribution", sides=sides)
    page = checks.page(ENTRIES, replace(RELATIONS, findings=(given,), quotes=(replace(quote, relation="moved"),)))
    assert section(page, "Given to different speakers").lines
    assert not section(page, "Quotations whose words differ").lines


def test_two_reports_of_one_origin_are_not_independent() -> None:
    """A comparison of two reports that go back to one origin begins by saying so."""
    both = replace(RELATIONS, reports=("ledger", "harbour"), origins=RELATIONS.origins[:1])
    page = compare.page(ENTRIES[:2], both)
    assert page.intro[0].text == "R1 and R2 are not independent: they go back to CPA (R2 rewrites R1)."


def test_independent_reports_that_share_wording_say_so() -> None:
    """Where every report is an origin of its own, a comparison still says if some share wording."""
    origins = tuple(replace(RELATIONS.origins[1], reports=(one.id,)) for one in ENTRIES)
    page = compare.page(ENTRIES, replace(RELATIONS, origins=origins))
    assert page.intro[0].text == "3 reports, 3 independent origins as far as was found, though some share wording."
    page = compare.page(ENTRIES, replace(RELATIONS, origins=origins, derivations=()))
    assert "no report was found to share text, a credit or a source" in page.intro[0].text


@pytest.mark.parametrize(
    ("words", "low", "unit", "shown"),
    [("four-year war", 4, "year", "4 years"), ("one day", 1, "day", "1 day"), ("20 percent", 20, "%", "20%"),
     ("$5", 5, "USD", "5 USD"), ("two centuries", 2, "century", "2 centuries")],
)  # fmt: skip
def test_figures_read_with_their_units(words: str, low: float, unit: str, shown: str) -> None:
    """A span of time stands in its plural, a per cent sign at its figure, a code behind it."""
    figure = Quantity(at(words, words), low, low, unit)
    page = read.page(Entry(made(words), Reading("r1", Reader("1"), quantities=(figure,))))
    assert texts(page, "Figures") == [f"“{words}” — {shown}"]


def test_what_people_said_comes_first_and_long_parts_fold() -> None:
    """The screen of a report begins with who said what; its parts, times and figures fold and name the command."""
    page = SCREENS["read"]
    assert page.sections[0].title == "Who said what"
    assert {one.title: one.more for one in page.sections if one.shown}["Times"] == "onrecord read --all"


def test_an_actor_named_often_is_cited_first_places_only() -> None:
    """Of an actor's many mentions the first are drawn, with how many there are beside; a whole page has all."""
    text = "Ada " * 9
    mentions = tuple(Span(4 * n, 4 * n + 3, "Ada") for n in range(9))
    entry = Entry(
        made(text), Reading("r1", Reader("1"), actors=(Actor("person:ada", "Ada", "person", None, None, mentions),))
    )
    page = read.page(entry)
    assert "[R1:12–15] … 5 more" in markdown(page)
    assert "[R1:32–35]" in markdown(page.whole())


def test_of_a_very_long_sentence_the_event_alone_is_shown() -> None:
    """An event in a sentence of hundreds of characters is shown by its own words, with marks where it is cut."""
    text = "They met on Monday" + " and spoke" * 40
    event = Event("e1", at(text, "met on Monday"), "CONSULT")
    reading = Reading("r1", Reader("1"), sentences=(Sentence(at(text, text), 0),), events=(event,))
    assert "“… met on Monday …”" in texts(read.page(Entry(made(text), reading)), "Events")[0]
