"""What doctor finds, and when it says that something will not work."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord.cli import doctor
from onrecord.cli.doctor import wal_is_safe
from onrecord.errors import ModelError
from onrecord.store.postgres import PostgresStore
from onrecord.text.intact import sha256
from tests.cli.conftest import Run
from tests.places import Server, free_port

pytestmark = pytest.mark.guarded


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language model that takes no time to load."""

    class Engine:
        label = "model 1"
        sha256 = "0123456789abcdef" * 4
        reader = "rules"

    monkeypatch.setattr("onrecord.reading.engine.load_engine", Engine)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_wal_is_used_only_where_it_is_mended(version: tuple[int, ...], safe: bool) -> None:
    """SQLite before 3.51.3 may not use WAL, except the two versions that the mend was carried back to."""
    assert wal_is_safe(version) is safe


def test_everything_works_here(run: Run, tmp_path: Path) -> None:
    """doctor names the model with its version and hash, and exits with 0 where all works."""
    done = run("doctor", "--json", "--record", str(tmp_path / "r.onrecord"))
    shape = json.loads(done.stdout)
    assert done.exit_code == 0, done.output
    found = {one["check"]: one["found"] for one in shape["checks"]}
    assert found["Language model"].startswith("model 1, parser SHA-256 0123456789abcdef")
    assert set(found) == {
        "Onrecord",
        "Python",
        "SQLite",
        "Full-text search",
        "Language model",
        "Who said what",
        "Sentence encoder",
        "Language identifier",
        "Own files",
        "Limits",
        "Record",
    }
    assert found["Limits"].startswith("10 seconds of processor time a report")


def test_limits_that_are_switched_off_are_told(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where everything is parsed in one process doctor says what that means, and exits with 1."""
    monkeypatch.setenv("ONRECORD_GUARD", "off")
    done = run("doctor", "--record", str(tmp_path / "r.onrecord"))
    assert done.exit_code == 1
    assert "ONRECORD_GUARD is off" in " ".join(done.stdout.split())


def test_a_missing_model_fails_with_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a language model doctor says what to install and exits with 1."""

    def missing() -> None:
        raise ModelError("no English language model is installed", hint="Install one")

    monkeypatch.setattr("onrecord.reading.engine.load_engine", missing)
    done = run("doctor", "--record", str(tmp_path / "r.onrecord"))
    assert done.exit_code == 1
    assert "Install one" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    """A record in a folder that cannot be written fails."""
    tmp_path.chmod(0o500)
    assert run("doctor", "--record", str(tmp_path / "r.onrecord")).exit_code == 1


def test_a_record_is_counted(run: Run, tmp_path: Path) -> None:
    """A record that is there is opened and its reports are counted."""
    (tmp_path / "r.onrecord").touch()
    assert "3 reports" in run("doctor", "--record", str(tmp_path / "r.onrecord")).stdout


def test_a_database_is_looked_at(run: Run, server: Server) -> None:
    """doctor says whether a database can be reached, on which server it is, and what is in it."""
    address = server.address("looked_at")
    assert "reachable, no record yet; PostgreSQL" in run("doctor", "--record", address).stdout
    PostgresStore(address).close()
    assert "3 reports; PostgreSQL" in run("doctor", "--record", address).stdout


def test_a_server_that_cannot_be_reached_fails(run: Run) -> None:
    """doctor fails where nobody answers, says what to check, and shows no password."""
    done = run("doctor", "--record", f"postgresql://desk:s3cr3t@127.0.0.1:{free_port()}/talks")
    assert done.exit_code == 1
    assert "cannot be reached" in done.stdout
    assert "s3cr3t" not in done.output


def test_a_changed_file_of_the_program_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a file is not as it was installed doctor names it and exits with 1; a source folder is not checked."""
    home = Path(doctor.__file__).parents[1]
    for name, digest, exits in (("errors.py", "0" * 64, 1), ("errors.py", sha256(home / "errors.py"), 0)):
        monkeypatch.setattr("onrecord.text.intact.recorded", lambda _, one=name, had=digest: {home / one: had})
        done = run("doctor", "--json", "--record", str(tmp_path / "r.onrecord"))
        (found,) = [one for one in json.loads(done.stdout)["checks"] if one["check"] == "Own files"]
        assert done.exit_code == exits
        assert ("errors.py" in found["found"]) == bool(exits)
    monkeypatch.setattr("onrecord.text.intact.recorded", lambda _: {})
    assert "not checked" in run("doctor", "--record", str(tmp_path / "r.onrecord")).stdout
