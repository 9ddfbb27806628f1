"""The document of the API: what it says is there is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.web.catalogue import SCREENS
from onrecord.web.openapi import document, json_path
from tests.web import pages

#: Values without which a screen has nothing to answer.
_NEEDED = {"of": "/quotes", "by": "speaker", "a": "ledger", "b": "harbour"}


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
    told: dict[str, Any] = document(SCREENS)["paths"][path]["get"]
    names = [one["name"] for one in told["parameters"]]
    query = "&".join(f"{name}={_NEEDED[name]}" for name in names if name in _NEEDED)
    there = re.sub(r"{\w+}", "s-1" if path.startswith("/story") else "ledger", path)
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
    there = re.sub(r"{\w+}", "s-1" if path.startswith("/story") else "ledger", path)
    answer = asking.get(f"{there}?after=x")
    assert answer.status_code == 400
    assert answer.json()["error"]["where"] == "after"
