"""The timeline as a page: the list first, two orders of days, the drawing beside it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from onrecord.model.reading import Entry
from tests.ledger.happenings_made import told
from tests.views.sample import dossier
from tests.web.looking import Seen, obeys_policy, order, served

PLAN = told("a", "2031-03-01", "Verania and Sorn will meet in Ost on March 5.", "planned", day="2031-03-05")
HELD = told("b", "2031-03-06", "Verania and Sorn met in Ost on March 5.", "happened", day="2031-03-05")
SHELLED = told("c", "2031-03-09", "Sorn shelled Lindau on March 2.", "happened", day="2031-03-02", type="ASSAULT")
UNDATED = told("e", None, "Verania shelled Ost.", "happened", type="ASSAULT")
FEW = (PLAN, HELD, SHELLED, UNDATED)


#: Types of deeds that are not one deed where they are of one day.
TYPES = ("ASSAULT", "AID", "PROTEST", "COERCE", "MOBILIZE", "INVESTIGATE")


def many(number: int) -> list[Entry]:
    """Reports of one deed each, from day to day, by one of two countries in turn."""
    return [deed(n) for n in range(number)]


def deed(n: int) -> Entry:
    """A report of a deed that no other report tells."""
    day = 1 + n % 28
    one = told(
        f"r{n:03}",
        f"2031-{1 + n // 28:02}-{day:02}",
        f"Sorn acted on March {day}.",
        "happened",
        day=f"2031-03-{day:02}",
        type=TYPES[n // 28],
    )
    (event,) = one.reading.events
    actors = ("country:xs",) if n % 2 else ("country:xv",)
    return replace(one, reading=replace(one.reading, events=(replace(event, actors=actors),)))


def test_the_list_comes_first_and_the_drawing_beside_it() -> None:
    """A page has the list before the drawing, which readers of the screen are not told of, as the list says it all."""
    with served(FEW) as browser:
        page = browser.get("/timeline").text
    obeys_policy(page)
    assert order(page, 'id="items"', 'id="i-1"', 'id="drawing"', "<svg")
    assert all(facts["aria-hidden"] == "true" for facts in Seen(page).tags("svg"))


def test_happened_planned_and_due_are_told_apart() -> None:
    """Each line says how it stands with its sign and its words."""
    with served(*dossier()) as browser:
        text = Seen(browser.get("/timeline").text).text
    assert "2025-05-05 ○ planned" in text
    assert "2025-05-20 ▷ due" in text


def test_by_report_the_lines_stand_under_the_day_of_the_first_report() -> None:
    """By the day of the report what was told first comes first, whenever it happened; without a day it comes last."""
    with served(FEW) as browser:
        happened = [one["facts"]["day"] for one in browser.get("/timeline.json").json()["items"]]
        found = browser.get("/timeline.json?by=reported").json()["items"]
        page = browser.get("/timeline?by=reported").text
    assert happened == ["2031-03-02", "2031-03-05", None]
    assert [one["section"] for one in found] == [
        "First reported on 2031-03-01",
        "First reported on 2031-03-09",
        "First reported on a day that is not known",
    ]
    assert 'aria-current="true">When it was reported' in page
    assert "Days of: the first report" in Seen(page).text.replace(" :", ":")
    obeys_policy(page)


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("from=2031-03-03", ["2031-03-05"]),
        ("to=2031-03-03", ["2031-03-02"]),
        ("by=reported&from=2031-03-02", ["2031-03-02"]),
        ("by=reported&to=2031-03-08", ["2031-03-05"]),
        ("status=happened&from=2031-01-01", ["2031-03-02", "2031-03-05"]),
        ("status=due", []),
        ("report=a", ["2031-03-05"]),
        ("party=Nobody", []),
    ],
)
def test_filters_choose_by_either_day(query: str, days: list[str]) -> None:
    """Bounds are days of what happened, or of the report where the list is by these; filters join."""
    with served(FEW) as browser:
        answer = browser.get(f"/timeline.json?{query}").json()
        page = browser.get(f"/timeline?{query}")
    assert [one["facts"]["day"] for one in answer["items"]] == days
    assert page.status_code == 200
    assert ("<svg" in page.text) == bool(days)


def test_a_party_is_found_by_its_name() -> None:
    """The filter of parties takes the name that the list of values offers."""
    with served(many(10)) as browser:
        page = browser.get("/timeline").text
        totals = [browser.get("/timeline.json", params={"party": name}).json()["total"] for name in ("Sorn", "Verania")]
    assert all(name in Seen(page).text for name in ("Sorn", "Verania"))
    assert totals == [5, 5]


@pytest.mark.parametrize("by", ["happened", "reported"])
def test_pages_csv_and_drawing_have_all(by: str) -> None:
    """Page by page in either order each line comes once; the drawing counts all, and the CSV has all."""
    with served(many(130)) as browser:
        url, seen = f"/timeline.json?by={by}", []
        while url:
            answer = browser.get(url).json()
            seen += [one["number"] for one in answer["items"]]
            url = answer["next"]
        table = list(csv.DictReader(io.StringIO(browser.get(f"/timeline.csv?by={by}").text)))
        drawn = sum(mark[3] for mark in browser.get(f"/timeline.json?by={by}").json()["marks"])
    assert sorted(seen) == list(range(1, 131))
    assert len({row["item"] for row in table}) == 130
    assert drawn == answer["total"] == 130


def test_a_large_filter_is_drawn_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what fits a filter the last are drawn, and the page says how many are in the list alone."""
    monkeypatch.setattr("onrecord.web.timeline._ITEMS", 60)
    with served(many(150)) as browser:
        page = browser.get("/timeline?party=Sorn")
        data = browser.get("/timeline.json?party=Sorn").json()
    assert data["total"] == 75
    assert sum(mark[3] for mark in data["marks"]) == 60
    assert "It has the last 60; 15 earlier are in the list alone." in Seen(page.text).text


def test_what_is_counted_leads_to_its_lines() -> None:
    """A number in the drawing opens the list of what it counts."""
    with served(many(130)) as browser:
        page = Seen(browser.get("/timeline?by=reported").text)
        links = page.links("/timeline?by=reported&status=happened")
        found = [browser.get(link.replace("/timeline?", "/timeline.json?")).json()["total"] for link in links]
    assert found
    assert all(found)


def test_a_print_has_the_drawing_and_no_controls() -> None:
    """To print, the page has list and drawing without filters and links of pages."""
    with served(many(60)) as browser:
        page = browser.get("/timeline?print=1").text
    seen = Seen(page)
    assert not seen.tags("form")
    assert not seen.tags("nav")
    assert seen.tags("svg")
    assert sum(facts.get("class") == "item" for facts in seen.tags("li")) == 60


def test_a_wrong_day_is_said() -> None:
    """A value that a filter cannot have is told as such."""
    with served(FEW) as browser:
        assert browser.get("/timeline?from=March").status_code == 400
        assert browser.get("/timeline?by=rumour").status_code == 400
        assert browser.get("/timeline?by=reported&after=1").status_code == 200


def test_a_day_is_that_day_however_it_is_written() -> None:
    """Days are compared as text, so other forms of ISO 8601, without strokes or by the week, are put into the one."""
    with served(FEW) as browser:
        for day in ("2031-03-05", "20310305", "2031-W10-3"):
            answer = browser.get(f"/timeline.json?from={day}").json()
            assert answer["filters"] == {"from": "2031-03-05"}
            assert {one["facts"]["day"] for one in answer["items"]} == {"2031-03-05"}


def test_days_in_the_wrong_order_find_nothing() -> None:
    """From a day to an earlier one there is nothing, and no drawing."""
    with served(FEW) as browser:
        page = browser.get("/timeline?from=2031-03-09&to=2031-03-01")
    assert page.status_code == 200
    assert "Nothing on record fits these filters." in page.text
    assert "<svg" not in page.text


def test_an_empty_record_has_a_timeline() -> None:
    """A record without reports says that nothing was found."""
    with served(()) as browser:
        assert "No event and nothing that is due was found." in browser.get("/timeline").text
