"""The screen of a story: all that is on record of it, whose reports they are, and why each is in it."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from tests.web import pages


@pytest.fixture(scope="module")
def asking() -> TestClient:
    """What asks the three invented reports."""
    return pages.client(pages.sample_site())


@pytest.fixture(scope="module")
def asking_many() -> TestClient:
    """What asks many reports."""
    return pages.client(pages.long_site())


def test_counts_stand_on_top(asking: TestClient) -> None:
    """A story tells first how many reports, origins, quotes and contradictions it has, each leading to all of them."""
    shown = asking.get("/story/s-1").text
    for words in ("<strong>2</strong> reports", "<strong>1</strong> origin<", "<strong>1</strong> contradiction<"):
        assert words in shown
    assert 'href="/reports?story=s-1"' in shown


def test_the_twin_has_the_same_counts(asking: TestClient) -> None:
    """The counts of the JSON twin are those of the screens that they lead to."""
    twin = asking.get("/story/s-1.json").json()
    quotes = asking.get("/quotes.json?story=s-1").json()
    assert twin["counts"]["quotes"] == quotes["total"] > 0
    assert twin["counts"]["contradictions"] == 1
    assert twin["parts"]["Accounts differ"]["items"][0]["citations"] == []
    assert {cited["report"] for child in twin["parts"]["Accounts differ"]["items"][0]["children"]
            for cited in child["citations"]} == {"ledger", "harbour"}  # fmt: skip


def test_only_what_a_story_has_is_shown(asking: TestClient) -> None:
    """A story of which nothing but a deadline is on record shows no heading of anything else."""
    shown = asking.get("/story/s-2").text
    assert "Due, promised and announced" in shown
    assert "Accounts differ" not in shown


def test_a_copy_stands_under_what_it_copies(asking_many: TestClient) -> None:
    """Reports by origin say of each copy of which report it is one, a copy of a copy one step deeper."""
    twin = asking_many.get("/story/s-1.json").json()["parts"]["Reports by origin"]
    assert [one["data"]["depth"] for one in twin["items"][:4]] == [0, 1, 2, 3]
    assert "carries R1 with edits" in twin["items"][1]["text"]
    assert twin["items"][1]["facts"]["of"] == "r000"
    assert twin["total"] == pages.MANY // 2


def test_days_say_what_is_new_and_why_a_report_is_in(asking_many: TestClient) -> None:
    """Day by day has each report of a story once, why it is in it, and what its day brought."""
    items = [one for page in pages.walk(asking_many, "/days.json?story=s-2") for one in page["items"]]
    assert len({one["facts"]["id"] for one in items}) == len(items) == pages.MANY - pages.MANY // 2
    assert all("most like" in one["why"] for one in items[1:])
    assert any("new: rise" in one["heading"] for one in items)


def test_a_story_that_is_gone_leads_to_all(asking: TestClient) -> None:
    """An id that no story has any more is not found, and the page leads to the stories that there are."""
    answer = asking.get("/story/s-gone")
    assert answer.status_code == 404
    assert 'href="/stories"' in answer.text
    assert asking.get("/story/s-gone.json").json()["error"]["where"] == "s-gone"
    assert asking.get("/story/s-gone.json").status_code == 404


def test_rows_are_all_of_it(asking_many: TestClient) -> None:
    """The CSV of a story has every row, each with the part that it is of."""
    rows = list(csv.DictReader(io.StringIO(asking_many.get("/story/s-1.csv").text)))
    told = [row for row in rows if row["part"] == "quotes"]
    assert len(told) == pages.MANY // 2
    assert {row["part"] for row in rows} >= {"quotes", "origins", "days"}


def test_stories_lead_to_their_story(asking: TestClient) -> None:
    """Each story on the screen of stories can be opened."""
    assert 'href="/story/s-1"' in asking.get("/stories").text


def test_hostile_titles_stay_words(asking: TestClient) -> None:
    """A title with markup in it is shown as it is written."""
    shown = asking.get("/story/s-2").text
    assert "<b>Rell</b>" not in shown
    assert "&lt;b&gt;Rell&lt;/b&gt;" in shown
