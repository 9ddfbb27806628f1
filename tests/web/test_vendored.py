"""What the page is served with that others wrote: exactly the file that docs/dependencies.md names."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import ServeError
from onrecord.web import vendored

ROOT = Path(__file__).resolve().parents[2]
STATIC = files("onrecord.web").joinpath("static")
#: A row of the table: file, name and version, SHA-256, licence with its file.
_ROW = re.compile(r"\| `([\w.]+\.js)` \| ([\w.]+ [\d.]+) \| `([0-9a-f]{64})` \| [\w-]+ \(`([\w.]+)`\)")


def rows() -> list[tuple[str, str, str, str]]:
    """What docs/dependencies.md says of vendored files."""
    return _ROW.findall((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))


def test_vendored_files_are_those_that_are_named() -> None:
    """Each vendored file has the hash that is documented, and its licence lies beside it."""
    assert [row[0] for row in rows()] == ["htmx.min.js"]
    for name, _, digest, licence in rows():
        assert hashlib.sha256(STATIC.joinpath(name).read_bytes()).hexdigest() == digest
        assert "Zero-Clause BSD" in STATIC.joinpath(licence).read_text("utf-8")


def test_a_vendored_file_with_another_byte_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is not served with a script that is not the reviewed one, or without it; the error names the file."""
    assert {name: digest for name, _, digest, _ in rows()} == vendored.VENDORED
    octets = bytearray(STATIC.joinpath("htmx.min.js").read_bytes())
    octets[len(octets) // 2] ^= 1
    monkeypatch.setattr(vendored, "files", lambda _: SimpleNamespace(joinpath=lambda *names: tmp_path / names[-1]))
    with pytest.raises(ServeError, match="missing"):
        vendored.check_vendored()
    (tmp_path / "htmx.min.js").write_bytes(octets)
    with pytest.raises(ServeError, match="not the one that came with Onrecord") as caught:
        vendored.check_vendored()
    assert caught.value.where == str(tmp_path / "htmx.min.js")


def test_the_version_is_the_one_in_the_file() -> None:
    """The documented version is the one that the file says it is."""
    for name, version, _, _ in rows():
        assert f'"{version.split()[1]}"' in STATIC.joinpath(name).read_text("utf-8")


def test_nothing_is_loaded_from_elsewhere() -> None:
    """No script or style sheet of ours names an address of the web."""
    own = [one for one in STATIC.iterdir() if one.name.endswith((".js", ".css")) and "htmx" not in one.name]
    assert own
    assert not [one.name for one in own if re.search(r"https?://|//[\w.]+/", one.read_text("utf-8"))]


def test_no_script_of_ours_is_long() -> None:
    """A module of the page has at most 300 lines."""
    own = [one for one in STATIC.iterdir() if one.name.endswith(".js") and "htmx" not in one.name]
    assert {one.name for one in own if one.read_text("utf-8").count("\n") > 300} == set()
