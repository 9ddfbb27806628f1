"""Killed anywhere: nothing that was acknowledged is missing, nothing is doubled, and the run goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from onrecord.store.opening import open_store
from onrecord.workers import WORTH
from reliability import interrupted, kills, reports, running

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")


@pytest.mark.model
def test_the_command_is_killed_and_goes_on(tmp_path: Path) -> None:
    """Killed after what it printed, adding goes on to the record of a run that took the files in another order."""
    folder = reports.folder(tmp_path / "reports", WORTH + 4)
    backwards = sorted(folder.iterdir(), reverse=True)
    calm = kills.Undisturbed.of(backwards, tmp_path / "calm.onrecord", jobs=1)
    tally = kills.commands(tmp_path, folder, calm, 1, "after")
    assert (len(calm.seals), tally.killed, tally.runs, tally.wrong) == (WORTH + 4, 1, 1, [])


def test_adding_is_killed_at_statements(tmp_path: Path) -> None:
    """Killed before ten drawn statements and commits, adding loses nothing and ends in the same record."""
    tally = kills.statements(tmp_path, 10)
    assert (tally.killed, tally.wrong) == (10, [])
    assert tally.runs


def test_an_older_record_is_killed_while_it_is_opened(tmp_path: Path) -> None:
    """Killed at six points of its migration, an older record is still the old one or the new one, and opens."""
    tally = interrupted.migrations(tmp_path, 6, calls=False, oldest=5)
    assert (tally.killed, tally.wrong) == (6, [])


def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    """What looks for lost, doubled and half reports finds them where there are some."""
    path = tmp_path / "talks.onrecord"
    running.forked("add", path, 0, 8, 3)
    there = running.acknowledged(path)
    with open_store(str(path)) as store:
        whole = dict(store.seals())
    assert running.faults(path, there, whole) == []
    hurt = {**whole, "k0001": "another"}
    del hurt["k0002"]
    assert running.faults(path, [*there, "k0009"], hurt) == [
        "lost: k0009",
        "doubled or foreign: k0002",
        "not whole: k0001",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_victim_is_killed_where_it_was_to_be(tmp_path: Path) -> None:
    """A victim that is to be killed at its third statement has acknowledged nothing; one that is not ends well."""
    path = tmp_path / "talks.onrecord"
    assert running.forked("add", path, 3, 8, 2) == -9
    assert running.acknowledged(path) == []
    assert running.forked("add", path, 0, 8, 2) == 0
    assert len(running.acknowledged(path)) == 2
