"""``feeds``: what its commands say of a list of feeds that is there already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import cli

URL = "https://orm.example/feed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with one feed, of an outlet that was named."""
    found = tmp_path / "r.onrecord"
    assert feeds(found, "add", URL, "--outlet", "Orm Post").exit_code == 0
    return found


def feeds(path: Path, *arguments: str) -> Result:
    """Run a command on the feeds of a record; none of those here fetches anything."""
    return CliRunner().invoke(cli, ["feeds", *arguments, "--record", str(path)])


def test_another_outlet_for_a_known_feed_is_told(path: Path) -> None:
    """add with another outlet says that it changed, from what to what, and the list has the new one."""
    done = feeds(path, "add", URL, "--outlet", "The Ledger")
    assert f"outlet changed: {URL}, now The Ledger, before Orm Post; reports on record keep theirs" in done.stdout
    (row,) = map(json.loads, feeds(path, "list", "--jsonl").stdout.splitlines())
    assert row["outlet"] == "The Ledger"
    assert "of The Ledger" in feeds(path, "list").stdout


def test_the_same_outlet_again_is_known_already(path: Path) -> None:
    """add with the outlet that the feed has changes nothing and says so."""
    done = feeds(path, "add", URL, "--outlet", "Orm Post", "--jsonl")
    assert [json.loads(row)["status"] for row in done.stdout.splitlines()] == ["known already"]
