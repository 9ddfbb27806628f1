"""Positions as pages: the board as a table with head cells, and the history of each cell."""

from __future__ import annotations

import csv
import io

import pytest

from onrecord.model.reading import Actor, Entry, Position, Reader, Reading
from onrecord.model.spans import Span
from tests.factories import report
from tests.ledger.test_standings import LIND, SORN, told
from tests.views.sample import dossier
from tests.web.looking import Seen, obeys_policy, served

BEFORE = told("a", "2031-05-01", (SORN, "refuse", "a truce", {}))
AFTER = told("b", "2031-05-05", (SORN, "accept", "a truce", {}))
OTHERS = told("c", "2031-05-06", (LIND, "demand", "the dam", {"issue": "territory"}))
CHANGED = (BEFORE, AFTER, OTHERS)


def party(n: int) -> Entry:
    """A report in which a party of its own demands a truce."""
    text = f"Party{n} demands a truce{'!' * n}"
    words = Span.cut(text, text.index("a truce"), len(text))
    position = Position(Span.cut(text, 0, len(text)), f"group:p{n}", "ceasefire", "demand", words, None, "2031-05-01")
    actors = (Actor(f"group:p{n}", f"Party{n}", "group"),)
    facts = report(text, id=f"r{n}", published="2031-05-01", outlet=f"The {n}")
    return Entry(facts, Reading(facts.id, Reader("1", "m"), (None,), actors=actors, positions=(position,)))


def test_the_board_is_a_table_with_head_cells() -> None:
    """Issues are the heads of rows, parties of columns; a cell has move, day, number of origins and citations."""
    with served(CHANGED) as browser:
        page = browser.get("/positions").text
    obeys_policy(page)
    seen = Seen(page)
    assert [facts["scope"] for facts in seen.tags("th")] == ["col", "col", "col", "row", "row"]
    assert "accepts: “a truce” , 2031-05-05, 1 origin" in seen.text
    assert "no position found" in seen.text
    assert seen.links("/report/b?at=")


def test_a_changed_cell_is_marked_and_leads_to_its_history() -> None:
    """A cell whose position changed says from what, in words, and its history has both, with the change marked."""
    with served(CHANGED) as browser:
        seen = Seen(browser.get("/positions").text)
        assert seen.text.count("changed from “refuses” (2031-05-01)") == 1
        assert "stance has-changed" in {facts.get("class") for facts in seen.tags("div")}
        link = next(one for one in seen.links("/positions/history?") if "Sorn" in one)
        page = browser.get(link).text
        past = browser.get(link.replace("/history?", "/history.json?")).json()["items"]
    obeys_policy(page)
    assert [(one["data"]["move"], one["data"]["change"]) for one in past] == [
        ("refuse", ""),
        ("accept", "refuses (2031-05-01)"),
    ]
    assert "changed to “accepts” (2031-05-05)" in Seen(page).text
    assert "changed from “refuses” (2031-05-01)" in Seen(page).text
    assert [facts["class"] for facts in Seen(page).tags("li") if facts.get("class", "").startswith("item")] == [
        "item was-left",
        "item has-changed",
    ]


@pytest.mark.parametrize(
    ("query", "cells"),
    [
        ("issue=territory", ["Lindau on territory"]),
        ("party=Sorn", ["Sorn on ceasefire"]),
        ("changed=yes", ["Sorn on ceasefire"]),
        ("report=c", ["Lindau on territory"]),
        ("outlet=The a", ["Sorn on ceasefire"]),  # what it was before
        ("outlet=The z", []),
        ("party=Nobody", []),
    ],
)
def test_filters_choose_cells(query: str, cells: list[str]) -> None:
    """The board can be cut to an issue, a party, a report, or to what changed."""
    with served(CHANGED) as browser:
        data = browser.get(f"/positions.json?{query}").json()
        page = browser.get(f"/positions?{query}")
    assert [one["text"] for one in data["items"]] == cells
    assert page.status_code == 200
    assert ("<table" in page.text) == bool(cells)


@pytest.mark.parametrize(("query", "cells"), [("", 400), ("issue=ceasefire", 400), ("issue=ceasefire", 5)])
def test_many_parties_are_shown_a_few_at_a_time(query: str, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eleven parties four stand beside each other, and following the links each is seen once."""
    monkeypatch.setattr("onrecord.web.positions._CELLS", cells)
    with served([party(n) for n in range(11)]) as browser:
        url, seen = f"/positions?{query}", []
        pages = 0
        while url:
            page = Seen(browser.get(url).text)
            heads = [facts for facts in page.tags("th") if facts["scope"] == "col"]
            assert len(heads) <= 5
            seen += [facts["data-party"] for facts in page.tags("td") if facts.get("class") != "none"]
            further = [facts["href"] for facts in page.tags("a") if facts.get("rel") == "next"]
            url, pages = further[0] if further else "", pages + 1
        table = list(csv.DictReader(io.StringIO(browser.get(f"/positions.csv?{query}").text)))
    assert pages == 3
    assert sorted(seen) == sorted(f"Party{n}" for n in range(11))
    assert {row["party"] for row in table if row["party"]} == set(seen)


def test_a_print_has_all_parties() -> None:
    """To print, the boards follow each other, without controls."""
    with served([party(n) for n in range(11)]) as browser:
        seen = Seen(browser.get("/positions?print=1").text)
    assert len(seen.tags("table")) == 3
    assert not seen.tags("form")


def test_the_form_has_no_field_for_a_cursor_and_one_for_a_story() -> None:
    """Which parties are shown is followed by links; every filter has its field, on the board and in the history."""
    with served(CHANGED) as browser:
        pages = [Seen(browser.get(path).text) for path in ("/positions", "/positions/history")]
    for page in pages:
        fields = {facts.get("id", "") for _, facts in page.elements}
        assert {f"f-{name}" for name in ("issue", "party", "story", "report", "outlet")} <= fields
        assert "f-across" not in fields


def test_more_positions_than_a_cell_shows_are_counted() -> None:
    """A cell shows the first positions and says how many more its history has."""
    things = (
        "the dam",
        "a corridor",
        "free passage of grain",
        "an exchange of prisoners",
        "a tunnel",
        "fair elections",
    )
    many = told("d", "2031-05-07", *((LIND, "demand", thing, {"issue": "territory"}) for thing in things))
    with served([many]) as browser:
        assert "4 more, history of Lindau on territory" in Seen(browser.get("/positions").text).text
        table = list(csv.DictReader(io.StringIO(browser.get("/positions.csv").text)))
        (cell,) = browser.get("/positions.json").json()["items"]
    assert sorted(row["object"] for row in table) == sorted(things)
    assert (cell["data"]["standing"], len(cell["children"])) == (6, 4)


def test_a_cell_is_found_by_every_report_that_tells_of_it() -> None:
    """A cell is found by a report whose position is not among the first that it shows."""
    many = [told(f"d{n}", f"2031-05-{n + 1:02}", (LIND, "demand", f"dam {'x' * (n + 1)}{n}", {})) for n in range(8)]
    with served(many) as browser:
        totals = [browser.get(f"/positions.json?report=d{n}").json()["total"] for n in range(8)]
    assert totals == [1] * 8


def test_hostile_names_stay_words() -> None:
    """Markup in what reports say is shown as words, on the board and in histories."""
    with served(*dossier()) as browser:
        for path in ("/positions", "/positions/history", "/positions/open", "/timeline", "/lineage"):
            page = browser.get(path).text
            obeys_policy(page)
            assert "<b>Rell" not in page


def test_a_board_without_positions_says_so() -> None:
    """A record in which nobody takes a position has a board that says it."""
    with served(()) as browser:
        assert "No party was found to take a position on an issue." in browser.get("/positions").text
        assert browser.get("/positions?across=7").status_code == 200
