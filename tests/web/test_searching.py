"""The screen of a search: reports that hold the words, their sentences, and errors of the query in plain words."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from onrecord.views.page import Run
from onrecord.web.searching import marked
from tests.web import pages


@pytest.fixture(scope="module")
def asking() -> TestClient:
    """What asks the three invented reports."""
    return pages.client(pages.sample_site())


@pytest.fixture(scope="module")
def asking_many() -> TestClient:
    """What asks many reports."""
    return pages.client(pages.long_site())


def test_words_that_were_looked_for_stand_out(asking: TestClient) -> None:
    """Each hit is a sentence with the words marked, whatever their capitals, and leads into its report."""
    shown = asking.get("/search?q=bridge").text
    assert "<mark>bridge</mark>" in shown
    assert 'href="/report/ledger?at=' in shown


def test_each_sentence_leads_out_to_its_outlet(asking: TestClient) -> None:
    """A hit leads to the sentence at its report's address; an address that could run leads nowhere."""
    shown = asking.get("/search?q=tolls").text
    assert 'href="https://ledger.example/talks#:~:text=' in shown
    assert "javascript:" not in asking.get("/search?q=listen").text


def test_the_beginning_of_a_word_is_marked(asking: TestClient) -> None:
    """Where words that begin so were asked for, the whole word is marked."""
    assert "<mark>Talks</mark>" in asking.get("/search?q=tal*").text


def test_no_word_of_the_language_is_marked() -> None:
    """Operators between words are no words that were looked for; accents and capitals do not count."""
    parts = marked("The Démarche or that", "demarche OR that")
    assert [part.text for part in parts if isinstance(part, Run)] == ["Démarche", "that"]


def test_all_hits_come_once(asking_many: TestClient) -> None:
    """Every report that holds the words comes once over all pages, and the total is their number."""
    found = list(pages.walk(asking_many, "/search.json?q=toll"))
    ids = [one["report"] for page in found for one in page["items"]]
    assert len(found) == -(-pages.MANY // 20)
    assert sorted(ids) == sorted(set(ids))
    assert {page["total"] for page in found} == {len(ids)} == {pages.MANY}
    assert found[0]["truncated"]
    back = [one["report"] for page in pages.walk(asking_many, "/search.json?q=toll&before=61", "previous")
            for one in page["items"]]  # fmt: skip
    assert sorted(back) == sorted(ids[:60])


def test_rows_are_all_sentences(asking_many: TestClient) -> None:
    """The CSV of a search is not cut to a page."""
    rows = list(csv.DictReader(io.StringIO(asking_many.get("/search.csv?q=toll").text)))
    assert len({row["report"] for row in rows}) == pages.MANY


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ('"bridge', "a quotation mark is not closed"),
        ("(bridge OR talks", "a bracket is not closed"),
        ("bridge)", "a bracket was never opened"),
        ("OR bridge", "AND, OR and NOT stand between two words"),
    ],
)
def test_what_is_not_in_the_language_is_said_in_words(asking: TestClient, query: str, why: str) -> None:
    """A query that is not in the query language is searched for as plain words, and the page says why."""
    answer = asking.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert f"Searched for as plain words, because {why}." in answer.text
    assert asking.get("/search.json", params={"q": query}).json()["note"] == why


def test_plain_words_need_no_excuse(asking: TestClient) -> None:
    """Full stops and apostrophes are no attempt at the query language."""
    assert asking.get("/search.json", params={"q": "U.S. bridge's"}).json()["note"] is None


@pytest.mark.parametrize("query", ["", "nowhere", "?!", "<script>alert(2)</script>", "\ue000", "a" * 900])
def test_nothing_found_is_an_answer(asking: TestClient, query: str) -> None:
    """Whatever is looked for and not found, the page says so and stands."""
    answer = asking.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert asking.get("/search.json", params={"q": query}).json()["items"] == []


@pytest.mark.parametrize("cursor", ["after=9999999", "before=1", "after=9007199254740992", "before=9007199254740992"])
def test_absurd_places_are_empty_pages(asking: TestClient, cursor: str) -> None:
    """A place behind all hits, or before the first, has none or the first, and is no error."""
    assert asking.get(f"/search?q=bridge&{cursor}").status_code == 200


def test_every_page_has_the_search(asking: TestClient) -> None:
    """The search can be begun from any page."""
    assert 'type="search"' in asking.get("/quotes").text
