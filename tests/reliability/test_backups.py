"""Short forms of ``reliability.backups``: copies under load, killed and damaged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reliability import backups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks and kills")


def test_copies_made_while_two_programs_add_are_of_one_moment(tmp_path: Path) -> None:
    """Each backup and export is a state between two commits, has all acknowledged before, and has one digest."""
    found = backups.under_load(tmp_path, 2, 8)
    assert found.faults == []
    assert set(found.copies.values()) == {2}
    assert found.added == 2 * 2 * 8


def test_what_is_killed_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """A backup, a restore and an import that are killed leave what was there or what was asked for, nothing between."""
    for kind, found in backups.killed(tmp_path, 3).items():
        assert found.faults == [], kind
        assert found.killed + found.done == 3


def test_a_changed_byte_is_refused_or_does_not_matter(tmp_path: Path) -> None:
    """A backup and an export with a byte changed are refused by name, or give the same record; never another one."""
    found = backups.damaged(tmp_path, 8)
    assert all(one.faults == [] for one in found.values())
    assert found["export"].refused == found["export"].named == 8
    assert found["backup"].refused + found["backup"].same == 8


def test_memory_does_not_grow_with_the_record(tmp_path: Path) -> None:
    """What takes a record out and puts it in again needs little more memory for ten times the reports."""
    for reports in (2, 20):
        (tmp_path / str(reports)).mkdir()
    small, larger = (backups.large(tmp_path / str(reports), reports) for reports in (2, 20))
    assert small.same
    assert larger.same
    assert all(larger.memory[kind] < small.memory[kind] + 20 for kind in larger.memory)
