"""The file opens in Datasette, and a person who opens it can read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.store import schema
from onrecord.store.readable import VIEWS
from onrecord.store.sqlite import SqliteStore
from tests.asynced import finished
from tests.store import made

datasette = pytest.importorskip("datasette.app", reason="needs Datasette")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with two reports, what holds between them, and a judgement."""
    path = tmp_path_factory.mktemp("record") / "talks.onrecord"
    url = "https://post.example/talks"
    a = made.entry("a", title="Talks to resume", outlet="Osmara Post", url=url)
    b = made.entry("b", made.TEXT + "More.\n", url=url)
    with SqliteStore(path) as store:
        for entry in (a, b):
            store.add(made.document(entry), entry)
        store.set_relations(made.relations(a, b), store.current_basis())
        store.judge(made.judgement("f-1", verdict="accept"))
        store.judge(made.judgement("f-1", at="2025-03-05T10:00:00+00:00"))
        store.add_dossier(made.dossier())
        store.notice("valley", [made.alert()])
    return path


def get(path: Path, address: str) -> Any:
    """What Datasette answers on an address."""

    async def ask() -> Any:
        client = datasette.Datasette([str(path)]).client
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text) if ".json" in address else answer.text

    return finished(ask())


def rows(path: Path, view: str, **where: str) -> list[dict[str, Any]]:
    """Rows of a table or view as Datasette gives them."""
    conditions = "".join(f"&{name}={value}" for name, value in where.items())
    found: list[dict[str, Any]] = get(path, f"/talks/{view}.json?_shape=array{conditions}")
    return found


def test_every_table_and_view_is_listed(path: Path) -> None:
    """Datasette shows all tables and views of the record."""
    listed = get(path, "/talks.json")
    assert set(schema.metadata.tables) <= {table["name"] for table in listed["tables"]}
    assert {view["name"] for view in listed["views"]} == set(VIEWS)


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_has_rows_and_a_page(path: Path, view: str) -> None:
    """Each view answers with rows, and its page is drawn."""
    assert rows(path, view)
    get(path, f"/talks/{view}")


def test_texts_can_be_searched(path: Path) -> None:
    """The page of texts has a search box, and its full-text query finds words without their accents or case."""
    assert 'name="_search"' in get(path, "/talks/report_texts")
    assert [row["report"] for row in rows(path, "report_texts", _search="MORE")] == ["b"]


def test_quotes_read_like_notes(path: Path) -> None:
    """A row of the quotes says who said what, how, to whom and where."""
    (row,) = rows(path, "quotes", report="a")
    assert {name: row[name] for name in ("speaker", "named_as", "cue", "said_to", "words", "kind", "outlet")} == {
        "speaker": "Ilona Brek",
        "named_as": "Brek",
        "cue": "told",
        "said_to": "reporters",
        "words": "“We will not give up the Senn valley,”",
        "kind": "direct",
        "outlet": "Osmara Post",
    }


def test_positions_say_through_whom_they_were_told(path: Path) -> None:
    """A position told in an attribution names who told it."""
    assert [row["told_by"] for row in rows(path, "positions_taken", report="a")] == ["Ilona Brek"]


def test_differences_show_both_sides_and_the_latest_judgement(path: Path) -> None:
    """A finding is a row a side, with the decision that holds."""
    found = rows(path, "differences")
    assert [(row["report"], row["value"], row["words"]) for row in found] == [
        ("a", "12", "12 soldiers"),
        ("b", "12+", "At least 12"),
    ]
    assert {row["judgement"] for row in found} == {"reject"}


def test_stories_count_independent_origins(path: Path) -> None:
    """Two reports of one origin are one independent account."""
    (story,) = rows(path, "origins_of_stories")
    assert (story["reports"], story["independent_origins"], story["agencies"]) == (2, 1, "NPA")


def test_a_decision_that_was_taken_back_is_not_shown(tmp_path: Path) -> None:
    """The views have the latest decision that stands; one that was undone is none, until that is undone too."""
    path = tmp_path / "talks.onrecord"
    with SqliteStore(path) as store:
        a, b = made.entry("a"), made.entry("b", made.TEXT + "More.\n")
        store.add(made.document(a), a)
        store.add(made.document(b), b)
        store.set_relations(made.relations(a, b), store.current_basis())
        reject = made.judgement("f-1")
        back = made.judgement(reject.id, at="2025-03-05T10:00:00+00:00", verdict="undo")
        shown = []
        for one in (reject, back, made.judgement(back.id, at="2025-03-06T10:00:00+00:00", verdict="undo")):
            store.judge(one)
            shown.append({row["judgement"] for row in rows(path, "differences")})
    assert shown == [{"reject"}, {None}, {"reject"}]
