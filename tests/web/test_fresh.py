"""How fresh the screens are: when they are put together anew, and how that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.store.sqlite import SqliteStore
from onrecord.web import fresh
from onrecord.web.fresh import Keeping
from onrecord.web.jobs import Job
from onrecord.web.work import Order


class Still:
    """A queue in which nothing is done but what the test says."""

    def __init__(self, ended: Any) -> None:
        self.ended = ended
        self.jobs: list[Job] = []

    def order(self, order: Order, title: str, octets: int = 0) -> int:
        """Take it, and do nothing."""
        self.jobs.append(Job(len(self.jobs) + 1, order, title, octets))
        return len(self.jobs)

    def running(self, *, beside: int = 0) -> Job | None:
        """The first that is not over."""
        return next((job for job in self.jobs if job.active and job.number != beside), None)

    def close(self) -> None:
        """Nothing to end."""

    def end(self, state: Any = "done", **facts: Any) -> None:
        """End the job that runs."""
        job = self.running()
        assert job is not None
        for name, value in facts.items():
            setattr(job, name, value)
        self.ended(job, state)
        job.state = state


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeping]:
    """What keeps the page of a new record fresh, with a clock and a queue that stand still."""
    monkeypatch.setattr(fresh, "Jobs", Still)
    path = tmp_path / "a.onrecord"
    with SqliteStore(path) as store:
        yield Keeping(store, Order(str(path), "prepare"))


def write(keeping: Keeping, value: str) -> None:
    """Have something written to the record, as another program would."""
    with SqliteStore(keeping.prepare.record) as other:
        other.set_setting("issues", value)


def still(keeping: Keeping) -> Still:
    """The queue that stands still."""
    queue: Any = keeping.jobs
    assert isinstance(queue, Still)
    return queue


def test_a_record_that_stands_still_is_compared_once(keeping: Keeping) -> None:
    """When the page starts, the record is looked at; as long as nothing is written, never again."""
    keeping.compare()
    still(keeping).end(stale=False, reports=3)
    for _ in range(3):
        keeping.look()
    assert len(still(keeping).jobs) == 1


def test_what_another_program_wrote_is_compared_when_it_pauses(keeping: Keeping) -> None:
    """After a change it is waited until two looks find the same; then the record is compared."""
    keeping.compare()
    still(keeping).end(stale=False)
    write(keeping, "1")
    keeping.look()
    write(keeping, "2")
    keeping.look()
    assert len(still(keeping).jobs) == 1
    keeping.look()
    assert len(still(keeping).jobs) == 2


def test_a_record_that_never_pauses_is_compared_all_the_same(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a minute without a pause the record is compared although it is still being written to."""
    keeping.compare()
    still(keeping).end(stale=False)
    now = [0.0]
    monkeypatch.setattr(fresh.time, "monotonic", lambda: now[0])
    for second in range(0, 90, 10):
        now[0] = float(second)
        write(keeping, str(second))
        keeping.look()
    assert len(still(keeping).jobs) == 2


def test_what_broke_off_is_not_begun_again_by_itself(keeping: Keeping) -> None:
    """A comparison that was stopped or failed waits for a person, or for a change of the record."""
    keeping.compare()
    write(keeping, "1")
    still(keeping).end("failed", stale=True, since=2, reports=5)
    keeping.look()
    keeping.look()
    assert (len(still(keeping).jobs), keeping.fresh().standing) == (1, "behind")
    assert (
        keeping.fresh().said == "2 reports were added since these screens were put together; comparing was broken off."
    )
    keeping.compare()
    assert len(still(keeping).jobs) == 2


def test_what_was_added_is_compared_without_a_pause(keeping: Keeping) -> None:
    """When a job that adds ends, comparing is next, and no moment says that the screens are fresh."""
    keeping.compare()
    still(keeping).end(stale=False, reports=1)
    still(keeping).order(Order(keeping.prepare.record, "add"), "x")
    still(keeping).end("stopped")
    assert [job.order.kind for job in still(keeping).jobs] == ["prepare", "add", "prepare"]
    assert keeping.fresh().standing == "looking"


def test_two_jobs_that_add_are_compared_together(keeping: Keeping) -> None:
    """While another job that adds waits, nothing is compared yet."""
    for _ in range(2):
        still(keeping).order(Order(keeping.prepare.record, "add"), "x")
    still(keeping).end()
    assert len(still(keeping).jobs) == 2
    still(keeping).end()
    assert still(keeping).jobs[-1].order.kind == "prepare"


def test_what_was_put_together_is_not_put_together_again(keeping: Keeping) -> None:
    """The next order names what the screens were put together from, so that two programs do not undo each other."""
    keeping.compare()
    still(keeping).end(stale=True, filled="abc", reports=2)
    keeping.compare()
    assert still(keeping).jobs[-1].order.known == "abc"
    assert keeping.fresh().standing == "looking"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"stale": True, "since": 3, "reports": 9, "doing": "accounts", "done": 40, "of": 300},
            "where they differ: 40 of",
        ),
        ({"stale": True, "since": 3, "reports": 9}, "3 reports were added since these screens were put together"),
        ({"stale": True, "since": 1, "reports": 1}, "1 report was not compared yet"),
        ({"stale": True, "reports": 9, "doing": "screens", "done": 1500}, "1,500 items so far"),
        ({"stale": True, "reports": 9, "doing": "waiting"}, "another program is comparing them"),
        ({}, "Looking whether the record changed"),
    ],
)
def test_it_is_said_how_far_comparing_is(keeping: Keeping, facts: dict[str, Any], said: str) -> None:
    """The line says how many reports the screens lack, and how far comparing them is."""
    keeping.compare()
    for name, value in facts.items():
        setattr(still(keeping).jobs[0], name, value)
    assert said in keeping.fresh().said


@pytest.mark.parametrize(
    ("expected", "said"),
    [(300, "Being added: 40 of 300 reports; 2 could not be added."), (None, "Being added: 40 reports so far; 2")],
)
def test_it_is_said_how_far_adding_is(keeping: Keeping, expected: int | None, said: str) -> None:
    """The line says how many reports were dealt with, of how many where that is known, and how many failed."""
    still(keeping).order(Order(keeping.prepare.record, "add"), "x")
    job = still(keeping).jobs[0]
    job.counts, job.expected = {"added": 38, "failed": 2}, expected
    assert keeping.fresh().said.startswith(said)


def test_an_empty_record_says_so(keeping: Keeping) -> None:
    """A record without reports is not called fresh, but empty."""
    keeping.compare()
    still(keeping).end(stale=True, filled="abc", reports=0)
    assert keeping.fresh().standing == "empty"


def test_a_record_that_is_gone_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that fails is told in the line, and looked at again."""
    monkeypatch.setattr(fresh, "Jobs", Still)
    path = tmp_path / "a.onrecord"
    with SqliteStore(path) as store:
        keeping = Keeping(store, Order(str(path), "prepare"), every=0.01)
        monkeypatch.setattr(keeping, "look", lambda: (_ for _ in ()).throw(fresh.OnrecordError("gone", where="a")))
        keeping.start()
        still(keeping).end(stale=False)
        for _ in range(500):
            if keeping.fresh().said == "a: gone.":
                break
            fresh.time.sleep(0.01)
        assert keeping.fresh().said == "a: gone."
        keeping.close()
