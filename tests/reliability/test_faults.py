"""A disk that is full, fails or can only be read: a clear error, nothing lost, and the run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reliability import faults, running, shut

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the faults are those of Linux")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> faults.Calm:
    """The record without faults."""
    return faults.Calm(tmp_path_factory.mktemp("calm"), 8)


@pytest.fixture
def traceable() -> None:
    """Skip where no fault can be put into a call to the system."""
    if why := running.why_no_strace():
        pytest.skip(why)


def test_a_disk_is_full_at_twenty_sizes(tmp_path: Path, calm: faults.Calm) -> None:
    """At each of twenty sizes the error says that the disk is full, what was acknowledged is there, and it goes on."""
    tally = faults.pages(tmp_path, calm, 20)
    assert (tally.killed, tally.runs, tally.wrong) == (20, 20, [])
    assert 20 < tally.acknowledged < 160


def test_a_quota_is_used_up(tmp_path: Path, calm: faults.Calm) -> None:
    """Where a file may not grow any more, it is the same."""
    tally = faults.quota(tmp_path, calm, 3)
    assert (tally.killed, tally.wrong) == (3, [])


def test_a_small_disk_is_full(tmp_path: Path, calm: faults.Calm) -> None:
    """On a disk that is too small for the record, it is the same."""
    if why := running.why_no_mount():
        pytest.skip(why)
    tally = faults.disk(tmp_path, calm, 3)
    assert (tally.killed, tally.wrong) == (3, [])


@pytest.mark.usefixtures("traceable")
def test_calls_to_the_system_fail(tmp_path: Path, calm: faults.Calm) -> None:
    """A report whose write or sync failed is never acknowledged, and the record is whole and goes on."""
    failures = [one for one in faults.FAILURES if one[:2] in (("pwrite64", "ENOSPC"), ("fdatasync", "EIO"))]
    tally = faults.failing(tmp_path, calm, 4, failures=failures)
    assert (tally.killed, tally.wrong) == (4, [])
    assert tally.acknowledged < 32


@pytest.mark.model
@pytest.mark.usefixtures("traceable")
def test_the_command_says_that_the_disk_failed(tmp_path: Path) -> None:
    """The command ends with 1 and names the record; there is no traceback."""
    assert shut.said(tmp_path, ["fdatasync:error=EIO:when=8+"], go_on=False).wrong == []


def test_a_read_only_disk(tmp_path: Path, calm: faults.Calm) -> None:
    """On a disk that can only be read a record is proved, also says what a killed writer left, and is not written."""
    if why := running.why_no_mount():
        pytest.skip(why)
    tally = shut.read_only(tmp_path, calm.path, ["a mount"])
    assert (tally.killed, tally.wrong) == (2, [])


def test_a_record_is_moved_while_it_is_open(tmp_path: Path) -> None:
    """Of a record that was moved, deleted or replaced while it was open no report is acknowledged any more."""
    tally = shut.moved(tmp_path)
    assert (tally.killed, tally.wrong) == (5, [])
