"""Lineage as pages: origins, and each with its nested list, drawing and shared passages."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest

from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, Origin, Relations
from tests.factories import report
from tests.views.sample import dossier
from tests.views.sample import entry as read
from tests.web.looking import Seen, obeys_policy, order, served


def chain(number: int) -> tuple[list[Entry], Relations]:
    """Reports of which each is a copy of the one before."""
    names = tuple(f"n{n:03}" for n in range(number))
    entries = [
        read(report(f"Talks open in Brell, says {name}.", id=name, outlet=f"The {name}", published="2031-03-01"))
        for name in names
    ]
    ties = tuple(Derivation(a, b, "verbatim", "a->b", 1.0, 1.0, (), "all words") for a, b in pairwise(names))
    return entries, Relations(names, derivations=ties, origins=(Origin(names, None, names[0], "a chain"),))


def test_origins_of_several_reports_come_first() -> None:
    """The list of origins says of each how many reports and which outlets go back to it, and leads to its page."""
    with served(*dossier()) as browser:
        page = browser.get("/lineage")
        seen = Seen(page.text)
        (link,) = seen.links("/lineage/")
        assert browser.get(link).status_code == 200
    obeys_policy(page.text)
    assert order(
        page.text, "Origins of several reports", "<strong>CPA", "Reports that stand alone", "<strong>NorthWire"
    )
    assert "2 reports of 2 outlets (Daily Ledger and Harbour Times)" in seen.text


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("size=several", 1),
        ("size=one", 1),
        ("agency=CPA", 1),
        ("outlet=Harbour Times", 1),
        ("report=harbour", 1),
        ("story=s-1", 1),
        ("outlet=NorthWire", 1),
        ("agency=None", 0),
    ],
)
def test_origins_are_found_by_outlet_agency_and_story(query: str, total: int) -> None:
    """An origin is found by any outlet that has a report of it, its agency, a report or a story."""
    with served(*dossier()) as browser:
        assert browser.get(f"/lineage.json?{query}").json()["total"] == total


def family(entries: tuple[Entry, ...] | list[Entry], relations: Relations, form: str = "") -> str:
    """The page of the first origin of some reports."""
    with served(entries, relations) as browser:
        id = browser.get("/lineage.json").json()["items"][0]["data"]["family"]
        return browser.get(f"/lineage/{id}{form}").text


def test_an_origin_has_its_list_drawing_and_passages() -> None:
    """The page of an origin has the nested list first, the drawing beside it, then the passages that are shared."""
    page = family(*dossier())
    obeys_policy(page)
    assert order(page, 'id="reports"', 'class="tree"', 'id="drawing"', "<svg", 'id="shared"', "Talks on the Orm bridge")
    text = Seen(page).text
    assert "Harbour Times , 2025-05-03 — rewrites Daily Ledger, 80% of its words" in text
    assert Seen(page).links("/report/harbour?at=")
    assert "/report/ledger" in {facts.get("href") for facts in Seen(page).tags("a")}


def test_one_report_alone_has_no_drawing() -> None:
    """An origin of one report has its page, and nothing to be drawn."""
    with served(*dossier()) as browser:
        id = browser.get("/lineage.json?size=one").json()["items"][0]["data"]["family"]
        page = browser.get(f"/lineage/{id}").text
    assert "<svg" not in page
    assert "No two of them were found to share their wording." in page


def test_the_twin_and_the_csv_have_reports_and_passages() -> None:
    """As JSON and CSV an origin has its reports in the order of the tree and the pairs that share words."""
    with served(*dossier()) as browser:
        id = browser.get("/lineage.json").json()["items"][0]["data"]["family"]
        data = browser.get(f"/lineage/{id}.json").json()
        table = list(csv.DictReader(io.StringIO(browser.get(f"/lineage/{id}.csv").text)))
    assert [one["data"]["report"] for one in data["reports"]["items"]] == ["ledger", "harbour"]
    assert data["shared"]["total"] == 1
    assert {row["report"] for row in table} == {"ledger", "harbour"}
    assert any(row["a"] == "ledger" and row["b"] == "harbour" and row["kind"] == "rewrite" for row in table)


def test_a_large_origin_is_shown_in_parts() -> None:
    """Of a chain of 230 copies a page lists 200, nested only so deep, and leads to the others."""
    entries, relations = chain(230)
    with served(entries, relations) as browser:
        id = browser.get("/lineage.json").json()["items"][0]["data"]["family"]
        first = browser.get(f"/lineage/{id}").text
        (further,) = Seen(first).links(f"/lineage/{id}?reports_after=")
        rest = browser.get(further).text
        assert browser.get("/lineage").text.count("[R") < 30
    obeys_policy(first)
    assert [page.count('id="r-') for page in (first, rest)] == [200, 30]
    assert first.count('<ul class="tree">') < 10


def test_an_origin_that_is_not_there_is_said() -> None:
    """An id that no origin has is answered as not found, on the page and as JSON."""
    with served(*dossier()) as browser:
        assert browser.get("/lineage/o-nothing").status_code == 404
        assert browser.get("/lineage/o-nothing.json").status_code == 404
