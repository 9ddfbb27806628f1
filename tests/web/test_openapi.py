"""The document of the API: what it says is there is there."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from onrecord.web.catalogue import SCREENS
from onrecord.web.openapi import document, json_path
from tests.web import pages

#: Values without which a screen has nothing to answer.
_NEEDED = {
    "/choose.json": {"of": "/quotes", "by": "speaker"},
    "/compare.json": {"a": "ledger", "b": "harbour"},
    "/judge.json": {"target": "f-2"},
}
#: The ids in a path: those of the three invented reports.
_IDS = {"/story/{id}.json": "s-1"}


@pytest.fixture(scope="module")
def asking() -> TestClient:
    """What asks the three invented reports."""
    return pages.client(pages.sample_site())


def test_every_screen_is_in_it(asking: TestClient) -> None:
    """The document that is served has each screen's JSON twin, and no other path."""
    served = asking.get("/openapi.json").json()
    assert set(served["paths"]) == {json_path(one.path) for one in SCREENS}
    names = [path["get"]["operationId"] for path in served["paths"].values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", sorted(document(SCREENS)["paths"]))
def test_every_path_answers(asking: TestClient, path: str) -> None:
    """Each path of the document answers with JSON, and so do the page, the print form and the CSV beside it."""
    query = urlencode(_NEEDED.get(path, {}))
    there = _there(asking, path)
    answer = asking.get(f"{there}?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json(), dict)
    page = there.removesuffix(".json") if path != "/start.json" else "/"
    for url in (f"{page}?{query}", f"{page}?print=1&{query}"):
        assert asking.get(url).headers["content-type"].startswith("text/html")
        assert asking.get(url).status_code == 200
    spec = next(one for one in SCREENS if json_path(one.path) == path)
    rows = asking.get(f"{page}.csv?{query}") if spec.csv else None
    assert rows is None or rows.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("path", sorted(document(SCREENS)["paths"]))
def test_what_it_does_not_know_is_refused(asking: TestClient, path: str) -> None:
    """A cursor that is no number is refused with an error that names the filter, as the document says."""
    answer = asking.get(f"{_there(asking, path)}?after=x")
    assert answer.status_code == 400
    assert answer.json()["error"]["where"] == "after"


def _there(asking: TestClient, path: str) -> str:
    """A path with an id of the record in the place of its name."""
    if "{family}" in path:
        return path.format(family=asking.get("/lineage.json").json()["items"][0]["data"]["family"])
    return re.sub(r"{\w+}", _IDS.get(path, "ledger"), path)
