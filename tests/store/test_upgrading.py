"""Upgrades of an old record that are killed, run out of room, or begin twice; and old records under every command."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, event

from onrecord.cli.main import cli
from onrecord.errors import RecordError
from onrecord.store import copying, files, migrations
from onrecord.store.migrations import newest
from onrecord.store.sqlite import SqliteStore
from tests.store import wholes
from tests.store.children import in_child, started
from tests.store.make_fixture import FIXTURES

VERSIONS = range(1, newest() + 1)

#: Where SQLite counts its own writes in the head of a file (https://www.sqlite.org/fileformat.html, section 1.3): how
#: often it was changed, how often its schema was, and the change that its size is of.
COUNTERS = (*range(24, 28), *range(40, 44), *range(92, 96))


def old_record(folder: Path, version: int = 1) -> Path:
    """A record of an earlier schema."""
    path = folder / "talks.onrecord"
    path.write_bytes(gzip.decompress((FIXTURES / f"version-{version}.onrecord.gz").read_bytes()))
    return path


def asked(path: Path, query: str) -> Any:
    """What a query gives on a file, past Onrecord."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def whole(path: Path, version: int) -> bool:
    """Whether a file is a sound record of a schema."""
    sound = asked(path, "PRAGMA integrity_check") == "ok" and asked(path, "SELECT count(*) FROM reports") == 2
    return bool(sound and asked(path, "PRAGMA user_version") == version)


def names(folder: Path) -> list[str]:
    """What is in a folder, but for what SQLite keeps of an unfinished transaction and for unfinished files."""
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith(("-journal", copying.PART)))


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_the_copy_is_the_record_as_it_was(tmp_path: Path, version: int) -> None:
    """The copy has every byte of the old record but SQLite's own counters, and opens under its name as the record."""
    path = old_record(tmp_path, version)
    before = path.read_bytes()
    with SqliteStore(path) as store:
        held = wholes.held(store)
    copy = tmp_path / f"talks.onrecord-v{version}"
    after = copy.read_bytes()
    assert len(before) == len(after)
    assert {n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b} <= set(COUNTERS)
    with SqliteStore(copy) as store:
        assert wholes.held(store) == held
    assert names(tmp_path) == ["talks.onrecord", copy.name, f"{copy.name}-v{version}"]


def killed_at(path: Path, last: int) -> Callable[[], None]:
    """Opening a record, killed just before a statement."""

    def deed() -> None:
        done = 0

        def stop(*_: object) -> None:
            nonlocal done
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", stop)
        event.listen(Engine, "commit", stop)
        SqliteStore(path).close()

    return deed


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_upgrade_killed_anywhere_leaves_a_whole_record(tmp_path: Path) -> None:
    """Killed before any statement, the record is the old one, whole, and each copy of it is too; then it goes on."""
    path = old_record(tmp_path)
    rounds, step = 0, 12
    while in_child(killed_at(path, 1 + rounds * step)) == signal.SIGKILL:
        rounds += 1
        assert whole(path, 1)
        assert all(whole(tmp_path / name, 1) for name in names(tmp_path))
    assert rounds > 4
    assert whole(path, newest())
    with SqliteStore(path) as store:
        assert store.verify().ok


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_an_upgrade_killed_while_it_copies(tmp_path: Path) -> None:
    """Killed while the copy is made, nothing has the copy's name, and the next time all is done."""
    path = old_record(tmp_path)

    def deed() -> None:
        copying.sync_folder = lambda _: None
        copying._sync = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        SqliteStore(path).close()

    assert in_child(deed) == signal.SIGKILL
    assert names(tmp_path) == ["talks.onrecord"]
    assert whole(path, 1)
    SqliteStore(path).close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["talks.onrecord", "talks.onrecord-v1"]


def test_an_upgrade_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room for the new tables the record is as it was, the copy is there, and the error says what to do."""
    path = old_record(tmp_path)
    pages = asked(path, "PRAGMA page_count")
    with monkeypatch.context() as full:
        full.setattr(files, "_PRAGMAS", (*files._PRAGMAS, f"max_page_count = {pages + 3}"))
        with pytest.raises(RecordError, match=r"talks\.onrecord: the disk is full.*Make room"):
            SqliteStore(path)
    assert whole(path, 1)
    assert whole(tmp_path / "talks.onrecord-v1", 1)
    with SqliteStore(path) as store:
        assert store.verify().ok


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_an_upgrade_without_room_for_the_copy(tmp_path: Path) -> None:
    """Without room for the copy nothing is upgraded: the record is as it was, and no half copy is left."""
    path = old_record(tmp_path)
    before = path.read_bytes()

    def deed() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        with pytest.raises(RecordError, match=r"talks\.onrecord-v1: the disk"):
            SqliteStore(path)

    assert in_child(deed) == 0
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["talks.onrecord"]


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
@pytest.mark.parametrize("version", [1, newest() - 1])
def test_several_programs_open_an_old_record_at_once(tmp_path: Path, version: int) -> None:
    """One of them upgrades it and keeps one copy, the others wait for it; each has the whole record."""
    path = old_record(tmp_path, version)
    start = time.monotonic() + 0.3

    def deed() -> None:
        time.sleep(max(0.0, start - time.monotonic()))
        with SqliteStore(path) as store:
            assert store.verify().ok

    children = [started(deed) for _ in range(4)]
    assert [child() for child in children] == [0] * 4
    assert names(tmp_path) == ["talks.onrecord", f"talks.onrecord-v{version}"]
    assert whole(path, newest())
    assert whole(tmp_path / f"talks.onrecord-v{version}", version)


def test_a_newer_record_is_refused_by_every_command(tmp_path: Path) -> None:
    """A record of a later schema is named as one by each command, and no byte of it changes."""
    path = old_record(tmp_path, newest())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {newest() + 1}")
    before = path.read_bytes()
    for command in (["verify"], ["brief"], ["export", "record", "-"], ["backup", str(tmp_path / "b")], ["add", "-"],
                    ["rebuild"], ["judge"], ["dossier", "list"], ["feeds", "list"]):  # fmt: skip
        done = CliRunner().invoke(cli, [*command, "--record", str(path)], input="Talks resumed on Monday.")
        assert done.exit_code == 1, command
        assert f"schema {newest() + 1}" in done.stderr
    done = CliRunner().invoke(cli, ["restore", str(path), "--record", str(tmp_path / "new")])
    assert f"schema {newest() + 1}" in done.stderr
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["talks.onrecord"]


@pytest.mark.parametrize("version", VERSIONS)
def test_commands_work_on_every_earlier_record(tmp_path: Path, version: int) -> None:
    """On a record of each schema so far verify, backup, restore, export, import and the list of judgements work."""
    path = old_record(tmp_path, version)
    octets = path.read_bytes()

    def run(*command: str) -> Any:
        done = CliRunner().invoke(cli, [*command])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if "--json" in command else done.stdout

    at = ("--record", str(path))
    backed = run("backup", str(tmp_path / "safe"), *at, "--json")
    assert backed["reports"] == 2
    if version < newest():
        copy = (tmp_path / f"talks.onrecord-v{version}").read_bytes()
        assert {n for n, (a, b) in enumerate(zip(octets, copy, strict=True)) if a != b} <= set(COUNTERS)
    assert run("verify", *at, "--json")["ok"]
    assert (
        run("restore", str(tmp_path / "safe"), "--record", str(tmp_path / "again"), "--json")["digest"]
        == (backed["digest"])
    )
    run("export", "record", str(tmp_path / "whole.jsonl"), *at)
    found = run("import", str(tmp_path / "whole.jsonl"), "--record", str(tmp_path / "other"), "--json")
    assert (found["reports"], found["judgements"], found["dossiers"]) == (2, 1, int(version >= 5))
    with SqliteStore(path) as store, SqliteStore(tmp_path / "other") as other, SqliteStore(tmp_path / "again") as again:
        assert wholes.held(store) == wholes.held(other) == wholes.held(again)
        assert store.digest() == backed["digest"]
    assert len(run("export", "jsonl", *at).splitlines()) == 2


@pytest.mark.model
@pytest.mark.parametrize("version", [1, newest()])
def test_an_earlier_record_has_a_brief(tmp_path: Path, version: int) -> None:
    """What holds between the reports of the oldest and the newest record is derived, and shown with its citations."""
    done = CliRunner().invoke(cli, ["brief", "--record", str(old_record(tmp_path, version))])
    assert done.exit_code == 0, done.output
    assert "Ilona Brek" in done.stdout


def test_every_step_has_a_record_of_before(tmp_path: Path) -> None:
    """Each version is reached from the one before by a step, and no other way."""
    assert sorted(migrations.STEPS) == list(VERSIONS)
    for version in VERSIONS:
        assert asked(old_record(tmp_path, version), "PRAGMA user_version") == version
