"""The timeline: what happened by day, what lies ahead, and what has no day, each once."""

from __future__ import annotations

from dataclasses import replace

from onrecord.ledger.happenings import happenings
from onrecord.model.due import Due, Telling
from onrecord.model.reading import Entry, Event
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation
from onrecord.render.markdown import markdown
from onrecord.views import timeline
from onrecord.views.happenings import SIGNS, event_line, events, found, sign
from onrecord.views.index import Index
from onrecord.views.page import Page, Section
from onrecord.views.rows import rows
from onrecord.views.timeline import split
from tests.ledger.happenings_made import told
from tests.ledger.happenings_made import told as announced
from tests.views.sample import at, dossier

ENTRIES, RELATIONS = dossier()


def section(page: Page, title: str) -> Section:
    """The section with this title."""
    return next(one for one in page.sections if one.title == title)


def openings(page: Page, title: str) -> list[str]:
    """Day and sign of each line of a section."""
    return [one.runs[0].text for one in section(page, title).lines]


def screen(*entries: Entry, as_of: str | None = None) -> Page:
    """The timeline of some reports."""
    return timeline.page(entries, Relations(tuple(one.id for one in entries)), as_of=as_of)


def test_what_lies_ahead_stands_apart_by_day() -> None:
    """A planned meeting and a deadline after the newest report's day lie ahead, in the order of their days."""
    page = timeline.page(ENTRIES, RELATIONS)
    title = next(one.title for one in page.sections if one.title.startswith("Ahead on"))
    assert openings(page, title) == ["2025-05-05 ○ planned", "2025-05-20 ▷ due"]
    assert openings(page, "By day") == []


def test_copies_of_one_sentence_are_one_happening() -> None:
    """What two reports tell in nearly the same words is one line with both citations and their origins."""
    harbour = ENTRIES[1]
    words = at(harbour.report.text, "Talks on the Orm bridge will open in Brell on May 5")
    time = replace(ENTRIES[0].reading.times[0], span=at(harbour.report.text, "May 5"))
    event = Event("e1", words, "CONSULT", when=0, status="planned")
    again = Entry(harbour.report, replace(harbour.reading, times=(time,), events=(event,)))
    page = timeline.page((ENTRIES[0], again, ENTRIES[2]), RELATIONS)
    first = section(page, page.sections[1].title).lines[0]
    assert {one.report for one in first.citations} == {"ledger", "harbour"}
    assert "2 reports, 1 origin (CPA)" in first.text


def test_the_standings_have_different_signs() -> None:
    """Each standing has words of its own, so that they are told apart without colour."""
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_a_plan_that_nothing_more_is_told_of_says_so() -> None:
    """What was to come on a day that has passed says that no report tells what became of it."""
    plan = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
    later = told("b", "2031-03-09", "Sorn shelled Lindau on March 8.", "happened", day="2031-03-08", type="ASSAULT")
    assert openings(screen(plan, later), "By day") == [
        "2031-03-05 ○ planned, no later report found by 2031-03-09",
        "2031-03-08 ● happened",
    ]


def test_what_was_planned_and_happened_is_one_line_that_says_both() -> None:
    """A meeting announced by one report and held by another is one line, as held, with what it was before."""
    plan = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
    held = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
    (one,) = section(screen(plan, held), "By day").lines
    assert one.runs[0].text == "2031-03-05 ● happened"
    assert "told as planned on 2031-03-01, happened as told on 2031-03-06" in one.text
    assert "met in Ost" in one.text


def test_as_of_a_day_nothing_later_is_known() -> None:
    """As of a day before the second report, the meeting is still only planned, and lies ahead."""
    plan = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
    held = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
    page = screen(plan, held, as_of="2031-03-02")
    assert openings(page, "Ahead on 2031-03-02") == ["2031-03-05 ○ planned"]
    assert openings(page, "By day") == []
    assert {one.report for one in page.citations()} == {"a"}


def test_what_has_no_day_stands_apart_and_says_why() -> None:
    """A time that could not be resolved is shown with the reason; what tells no time stands with its like."""
    open_time = told("a", "2031-03-01", "Verania and Sorn met in Ost that night.", "happened", words="that night")
    none = told("b", "2031-03-01", "Ardal and the Union met in Lindau.", "happened", who=("country:xa",))
    page = screen(open_time, none)
    (first,) = section(page, "Day told, but not resolved").lines
    assert "that night" in first.why
    assert len(section(page, "No day told").lines) == 1


def test_figures_that_differ_stand_side_by_side() -> None:
    """Two tolls of one strike are both shown, with who has which."""
    text = "{} people were killed when shells hit a market in Ost on March 8."
    a = told("a", "2031-03-08", text.format("12"), "happened", day="2031-03-08", type="ASSAULT", figures=("12",))
    b = told("b", "2031-03-09", text.format("9"), "happened", day="2031-03-08", type="ASSAULT", figures=("9",))
    (one,) = section(screen(a, b), "By day").lines
    assert "killed: 12 (R1), 9 (R2)" in one.text


def test_a_month_is_shown_as_a_month() -> None:
    """The precision of a day is kept in its words: a month is no first of the month."""
    entry = told("a", "2031-03-01", "Verania and Sorn will meet in June.", "planned", words="June", value="2031-06")
    page = screen(entry)
    assert openings(page, "Ahead on 2031-03-01") == ["June 2031 ○ planned"]


def test_a_place_that_is_only_probable_says_so() -> None:
    """The line says that the place is only probable."""
    entry = told(
        "a", "2031-03-01", "They will meet on March 5, probably in Ost.", "planned", day="2031-03-05", sure="probable"
    )
    (one,) = section(screen(entry), "Ahead on 2031-03-01").lines
    assert "probably in Ost" in one.text


def test_a_proposal_is_no_plan() -> None:
    """A meeting that is only offered has the sign of a proposal."""
    entry = told("a", "2031-03-01", "Ardal offered to host talks on March 5.", "planned", day="2031-03-05")
    event = replace(entry.reading.events[0], rule="event.proposed")
    (one,) = found(Index((Entry(entry.report, replace(entry.reading, events=(event,))),)))
    assert sign(one, "2031-03-01") == "◇ proposed"


def test_what_must_be_done_is_not_told_as_done() -> None:
    """What somebody must do is told as demanded, over all reports and on the page of one."""
    entry = told("a", "2031-03-01", "Verania must free its prisoners.", "possible", type="REQUEST", who=("country:xv",))
    event = replace(entry.reading.events[0], rule="event.must")
    entry = Entry(entry.report, replace(entry.reading, events=(event,)))
    index = Index((entry,))
    (one,) = found(index)
    assert sign(one, "2031-03-01") == "◈ demanded"
    (line,) = (event_line(index, each) for each in events(index))
    assert "— is demanded, " in line.text


def test_rows_carry_the_standing_as_data() -> None:
    """Exports have day, precision, standing and what it was before as columns."""
    plan = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
    held = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
    table = [row for row in rows(screen(plan, held)) if row.get("happening")]
    assert {(row["day"], row["precision"], row["status"], row["was"]) for row in table} == {
        ("2031-03-05", "day", "happened", "planned")
    }
    assert {row["report"] for row in table} == {"a", "b"}


def test_the_page_is_drawn() -> None:
    """The timeline is drawn with its signs."""
    assert "○ planned" in markdown(timeline.page(ENTRIES, RELATIONS))


def test_acts_of_speech_without_a_day_are_counted() -> None:
    """What only repeats a position and has no day is counted in one line that points to the positions."""
    said = told("a", "2031-03-01", "Sorn rejects the draft of Verania.", "happened", type="REJECT")
    shelled = told("b", "2031-03-02", "Sorn shelled Lindau again.", "happened", type="ASSAULT")
    page = screen(said, shelled)
    assert ["shelled" in one.text for one in section(page, "No day told").lines] == [True]
    (counted,) = section(page, "Said, without a day").lines
    assert counted.text.startswith("1 demand, agreement, refusal")
    assert "onrecord positions" in counted.text
    assert ["rejects" in one.text for one in counted.children] == [True]
    assert "REJECT" in {row.get("type") for row in rows(page)}


def test_what_has_no_day_says_when_it_was_told() -> None:
    """What has no day stands in the order in which it was told, with that day."""
    late = told("a", "2031-03-09", "Sorn shelled Lindau again.", "happened", type="ASSAULT")
    early = told("b", "2031-03-02", "Verania freed its prisoners.", "happened", type="RETREAT")
    lines = section(screen(late, early), "No day told").lines
    assert ["told on 2031-03-02" in lines[0].text, "told on 2031-03-09" in lines[1].text] == [True, True]
    assert lines[0].facts["told_on"] == "2031-03-02"


DOUBT = "the date given is 2031-03-01, but its address says 2031-06-01"


def doubted(entry: Entry) -> Entry:
    """The same report with a note that another day of publication is told."""
    return Entry(replace(entry.report, notes=(DOUBT,)), entry.reading)


def test_a_day_that_rests_on_a_doubted_date_is_marked() -> None:
    """A day that a doubted publication day gave has a mark that the page explains; other days have none."""
    shaky = doubted(told("a", "2031-03-01", "Sorn shelled Lindau on March 5.", day="2031-03-05", type="ASSAULT"))
    sure = told("b", "2031-03-09", "Sorn shelled Ost on March 8.", day="2031-03-08", type="ASSAULT")
    page = screen(shaky, sure)
    assert openings(page, "By day") == ["2031-03-05? ● happened", "2031-03-08 ● happened"]
    assert [one.facts["day_doubted"] for one in section(page, "By day").lines] == [True, False]
    assert any(DOUBT in one.text and one.text.startswith("A ? behind a day") for one in page.intro)
    assert not any("?" in one.text for one in screen(sure).intro)


def test_a_plan_takes_what_became_of_it_from_what_is_due() -> None:
    """A planned meeting that is known to have been moved or held is not left as planned with no later report."""
    plan = announced("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
    (one,) = happenings((plan,))
    cited = Citation.of("a", one.accounts[0].event.span)
    due = Due("d", "meeting", cited, earliest="2031-03-08", latest="2031-03-08", precision="day", state="met",
              tellings=(Telling(cited, None, "2031-03-01"),))  # fmt: skip
    (line,), ahead, undated = split(Index((plan,), Relations(("a",))), (one,), "2031-03-20", (due,))
    assert "held" in "".join(run.text for run in line.runs)
    assert not ahead
    assert not undated
