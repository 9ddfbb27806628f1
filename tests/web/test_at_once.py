"""The page while others write to the record: each answer of one state, and a locked record said in plain words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.screens.fill import items
from onrecord.screens.shelf import Screens
from onrecord.store import files
from onrecord.store.sqlite import SqliteStore
from onrecord.web.site import Site
from tests.views import sample
from tests.web import pages, records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record in a file whose screens are put together."""
    return records.made(tmp_path / "r.onrecord", *sample.dossier())


@pytest.fixture
def asking(path: Path) -> Iterator[TestClient]:
    """What asks its page."""
    with SqliteStore(path) as store, pages.client(Site(store)) as client:
        yield client


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_answer_is_of_one_filling(
    path: Path, asking: TestClient, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """While a page is answered the screens can be put together anew; it is all of those before, and says of which."""
    entries, relations = sample.dossier()
    real, filled = Screens.head, list[Future[Any]]()
    with SqliteStore(path) as other, ThreadPoolExecutor(1) as pool:

        def head(self: Screens, screen: str) -> object:
            found = real(self, screen)
            if not filled:
                made = items(entries[:1], type(relations)((entries[0].id,)))
                filled.append(pool.submit(other.shown.fill, made, "another", 1))
            return found

        monkeypatch.setattr(Screens, "head", head)
        first = asking.get(f"/reports.{form}")
        number = filled[0].result(30).number
        then = asking.get(f"/reports.{form}")
    assert first.headers["Onrecord-Filling"] == str(number - 1)
    assert then.headers["Onrecord-Filling"] == str(number)
    if form == "json":
        assert [(one["total"], len(one["items"])) for one in (first.json(), then.json())] == [
            (len(entries),) * 2,
            (1, 1),
        ]
    else:
        assert [len(one.text.splitlines()) for one in (first, then)] == [len(entries) + 1, 2]


def test_a_locked_record_is_said_to_be(path: Path, asking: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program locks the record, each answer says so in its own form; after it all is as before."""
    monkeypatch.setattr(files, "PATIENCE_S", 0.05)
    target = asking.get("/checks.json").json()["items"][0]["targets"][0]
    decision = {"target": target, "verdict": "accept", "by": "Ana", "back": "/checks"}
    with SqliteStore(path) as store, pages.client(Site(store)) as fresh, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for way in ("/", "/quotes", "/quotes.json", "/quotes.csv", "/report/r1.json", "/search?q=a", "/healthz",
                    "/judgements.jsonl", "/judge?target=f-1", "/choose?of=/quotes&by=speaker"):  # fmt: skip
            answer = fresh.get(way)
            assert answer.status_code == 503, way
            assert re.search("kept the record locked.*Close what else has it open", answer.text, re.DOTALL), way
            assert "database is locked" not in answer.text
        for way in ("/work", "/work.json", "/add", "/keys", "/fresh"):
            assert fresh.get(way).status_code == 200, way
        for way, fields in (("/judge", decision), ("/judge/undo", {"judgement": "x", "by": "Ana"})):
            answer = fresh.post(way, data={"token": "", **fields})
            assert (answer.status_code, "kept the record locked" in answer.text) == (503, True), way
        other.rollback()
        assert fresh.get("/quotes").status_code == 200
        assert fresh.post("/judge", data={"token": "", **decision}).status_code == 303
        assert [one.target for one in store.judgements()] == [target]
