"""Filters as a newcomer sees them: in plain words, taken away one by one, chosen from all there are."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from onrecord.screens.fill import items
from onrecord.web.catalogue import SCREENS
from tests.views import sample
from tests.web import pages


@pytest.fixture(scope="module")
def asking() -> TestClient:
    """What asks the three invented reports."""
    return pages.client(pages.sample_site())


@pytest.fixture(scope="module")
def asking_many() -> TestClient:
    """What asks many reports."""
    return pages.client(pages.long_site())


def test_filters_are_named_in_plain_words(asking: TestClient) -> None:
    """A filter is called what a reader calls it."""
    shown = asking.get("/quotes").text
    for label in ("Speaker", "Kind", "Story", "Outlet"):
        assert f">{label}" in shown
    assert "word for word" in shown


def test_a_story_goes_by_its_title(asking: TestClient) -> None:
    """A filter that is set is told in words and can be taken away by itself."""
    shown = asking.get("/quotes?story=s-1&speaker=Ada+Koss").text
    assert '<span class="quiet">Story:</span> Talks open in Brell' in shown
    assert 'class="chip" href="/quotes?speaker=Ada+Koss"' in shown
    assert 'class="chip" href="/quotes?story=s-1"' in shown


def test_a_story_goes_by_its_title_of_now() -> None:
    """After all screens were dropped and filled anew, under the same number, names are those that they have now."""
    entries, relations = sample.dossier()
    site = pages.site_of(entries, relations)
    assert site.names.said("story", "s-1") == "Talks open in Brell"
    renamed = replace(relations, stories=tuple(replace(one, title="Tolls") for one in relations.stories))
    site.store.shown.drop()
    site.store.shown.fill(items(entries, renamed), "another", len(entries))
    assert site.names.said("story", "s-1") == "Tolls"


def test_a_filter_that_is_set_is_kept_by_the_form(asking: TestClient) -> None:
    """To set another filter does not lose one that is chosen elsewhere."""
    assert '<input type="hidden" name="story" value="s-1">' in asking.get("/quotes?story=s-1").text


def test_values_are_offered_with_their_numbers(asking: TestClient) -> None:
    """What there is to choose from is shown as links, with how many items each has."""
    shown = asking.get("/quotes").text
    total = asking.get("/quotes.json?speaker=Ada+Koss").json()["total"]
    assert f'<a href="/quotes?speaker=Ada+Koss">Ada Koss</a> <span class="quiet">{total}</span>' in shown
    facets = asking.get("/quotes.json").json()["facets"]["speaker"]
    assert {"value": "Ada Koss", "count": total} in facets


def test_of_many_values_the_rest_can_be_searched(asking_many: TestClient) -> None:
    """Where there are more values than are shown, all of them are on a screen of their own."""
    assert "/choose?of=%2Fquotes&amp;by=speaker" in asking_many.get("/quotes").text
    found = [one for page in pages.walk(asking_many, "/choose.json?of=/quotes&by=speaker") for one in page["items"]]
    assert len({one["value"] for one in found}) == len(found) == 20
    assert asking_many.get("/choose.json?of=/quotes&by=speaker&like=speaker+07").json()["total"] == 1


def test_reports_are_chosen_by_words(asking_many: TestClient) -> None:
    """A report is chosen by its outlet or headline, over all pages each once, and the other filters are kept."""
    url = "/choose.json?of=/quotes&by=report&keep=speaker%3DSpeaker%2B03%26report%3Dr001"
    found = [one for page in pages.walk(asking_many, url) for one in page["items"]]
    assert len({one["value"] for one in found}) == len(found) == pages.MANY
    (one,) = asking_many.get(f"{url}&like=Toll+17+to").json()["items"]
    assert pages.query(one["href"]) == {"speaker": "Speaker 03", "report": "r017"}
    rows = list(csv.DictReader(io.StringIO(asking_many.get("/choose.csv?of=/quotes&by=report").text)))
    assert len(rows) == pages.MANY


@pytest.mark.parametrize("asked", ["of=/nowhere&by=speaker", "of=/quotes&by=nothing", "", "of=//evil.example&by=story"])
def test_only_filters_of_screens_are_chosen(asking: TestClient, asked: str) -> None:
    """There is nothing to choose for what is no screen's filter, and nothing leads away from the page."""
    assert asking.get(f"/choose?{asked}").status_code == 400


def test_what_is_kept_cannot_lead_away(asking: TestClient) -> None:
    """Whatever stands in the filters to keep, each value leads to the screen that it is chosen for."""
    answer = asking.get("/choose.json", params={"of": "/quotes", "by": "outlet", "keep": "x=1&javascript:alert(1)//"})
    assert all(one["href"].startswith("/quotes?") for one in answer.json()["items"])


def _plain_paths() -> list[str]:
    return [one.path for one in SCREENS if "{" not in one.path and one.path not in ("/choose", "/search", "/judge")]


@pytest.mark.parametrize("path", _plain_paths())
def test_unknown_filters_and_absurd_cursors_are_no_harm(asking: TestClient, path: str) -> None:
    """A filter that a screen does not have is passed over; a cursor far behind the last item is an empty page."""
    for asked in ("nonsense=1", "after=9007199254740991", "before=1", "outlet=nobody&story=s-none"):
        assert asking.get(f"{path}?{asked}").status_code == 200, asked
    assert asking.get(f"{path}?after=-1").status_code == 400
    assert asking.get(f"{path}?after=words").status_code == 400


@pytest.mark.parametrize("path", ["/quotes", "/reports", "/days", "/origins", "/only"])
def test_walking_gives_every_item_once(asking_many: TestClient, path: str) -> None:
    """All pages of a screen together have as many items as its total says, each once, forwards and backwards."""
    found = list(pages.walk(asking_many, f"{path}.json"))
    numbers = [one["number"] for page in found for one in page["items"]]
    assert numbers == sorted(set(numbers))
    assert {page["total"] for page in found} == {len(numbers)}
    if numbers:
        back = pages.walk(asking_many, f"{path}.json?before={numbers[-1] + 1}", "previous")
        assert sorted(one["number"] for page in back for one in page["items"]) == numbers
        rows = list(csv.DictReader(io.StringIO(asking_many.get(f"{path}.csv").text)))
        assert {int(row["item"]) for row in rows} == set(numbers)
