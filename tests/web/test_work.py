"""The process that works for the page: what it is told, what it tells, and when it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import locks, screening
from onrecord.errors import NotFound
from onrecord.store.sqlite import SqliteStore
from onrecord.web import work
from onrecord.web.work import Order, do, expected, turn_path
from tests import plain

LINES = "".join(
    json.dumps({"id": f"r{n}", "text": f"Es regnet am Tag {n}.", "language": "de"}) + "\n" for n in range(3)
)


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Order]:
    """The order to compare a record that was begun; nothing is read in what is added to it."""
    plain.use(monkeypatch)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.onrecord"
    SqliteStore(path).close()
    yield Order(str(path), "prepare", reader="rules")
    turn_path(str(path)).unlink(missing_ok=True)


def told(order: Order) -> list[dict[str, Any]]:
    """All that is told while an order is done."""
    events: list[dict[str, Any]] = []
    do(order, lambda event: events.append(dict(event)))
    return events


def adding(order: Order, folder: Path, *names: str) -> Order:
    """The order to add files of a folder."""
    return Order(order.record, "add", names, folder=str(folder), reader="rules")


def test_files_are_called_by_their_names_alone(order: Order, tmp_path: Path) -> None:
    """What was added or failed is named as the person named it, without the folder that it lay in meanwhile."""
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "a.jsonl").write_text(LINES, "utf-8")
    (folder / "b.txt").write_text("", "utf-8")
    first, *rest = told(adding(order, folder, "a.jsonl", "b.txt"))
    assert first == {"event": "expected", "reports": 4}
    assert [(one["input"], one["status"]) for one in rest] == [
        ("a.jsonl:1", "added"),
        ("a.jsonl:2", "added"),
        ("a.jsonl:3", "added"),
        ("b.txt", "failed"),
    ]
    assert rest[-1]["error"]["where"] == "b.txt"
    assert json.dumps(rest)


def test_reports_are_counted_where_that_can_be_told(tmp_path: Path) -> None:
    """A line of a JSONL is a report, a text or an address is one, and of an archive only reading tells."""
    path = tmp_path / "a.jsonl"
    path.write_text(f"{LINES}\n \n", "utf-8")
    assert expected([str(path), "b.txt", "https://a.example/1"]) == 5
    assert expected([str(path), "c.warc.gz"]) is None


@pytest.mark.model
def test_screens_are_put_together_once(order: Order, tmp_path: Path) -> None:
    """A record that changed is compared and its screens are filled; then there is nothing to do until it changes."""
    (tmp_path / "a.jsonl").write_text(LINES, "utf-8")
    told(adding(order, tmp_path, "a.jsonl"))
    first = told(order)
    assert first[0] == {"event": "looked", "stale": True, "since": 3, "reports": 3}
    assert first[-1]["event"] == "filled"
    assert told(order) == [{"event": "looked", "stale": False, "since": 0, "reports": 3}]
    with SqliteStore(order.record) as store:
        filling = store.shown.filling()
        assert filling is not None
        assert (filling.reports, filling.basis) == (3, screening.basis(store))
        store.set_setting("issues", None)
        assert screening.basis(store) == filling.basis


@pytest.mark.model
def test_two_programs_do_not_undo_each_other(order: Order) -> None:
    """What this page put together from the same state before is not put together again, whoever did it otherwise."""
    (*_, filled) = told(order)
    with SqliteStore(order.record) as store:
        store.shown.fill([], "of another version", 0)
    again = Order(order.record, "prepare", known=filled["basis"])
    assert [one["stale"] for one in told(again)] == [False]
    assert told(order)[-1]["event"] == "filled"


@pytest.mark.model
def test_one_process_at_a_time_puts_screens_together(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process has its turn it is waited for, and told; what that did is not done again."""
    turn = locks.held(turn_path(order.record))
    assert turn is not None

    def done_by_other(_: float) -> None:
        with SqliteStore(order.record) as store:
            store.shown.fill([], screening.basis(store), 0)
        turn.close()

    monkeypatch.setattr(work.time, "sleep", done_by_other)
    assert [one["event"] for one in told(order)] == ["looked", "waiting", "looked"]


def test_a_record_that_was_moved_away_is_not_begun_anew(order: Order) -> None:
    """If the file is gone, that is an error, and no empty record takes its place."""
    Path(order.record).unlink()
    with pytest.raises(NotFound):
        told(order)
    assert not Path(order.record).exists()


def test_it_ends_when_the_page_does(order: Order, tmp_path: Path) -> None:
    """When standard input ends, however the page ended, the process ends too and its files go."""
    folder = tmp_path / "f"
    folder.mkdir()
    turn = locks.held(turn_path(order.record))
    waiting = Order(order.record, "prepare", folder=str(folder))
    command = [sys.executable, "-P", "-m", "onrecord.web.work"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(waiting.packed())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["event"] == "looked"
        assert json.loads(process.stdout.readline())["event"] == "waiting"
        process.stdin.close()
        assert process.wait(timeout=20) == 1
    assert not folder.exists()
    assert turn is not None
    turn.close()
