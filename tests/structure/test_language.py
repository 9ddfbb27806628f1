"""The model of the language identifier: only the one that was reviewed is loaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from py3langid import langid

from onrecord.errors import ModelError
from onrecord.structure import language


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the model in its place."""
    path = tmp_path / langid.MODEL_FILE
    path.parent.mkdir(parents=True)
    shutil.copyfile(Path(langid.MODEL_DIR, langid.MODEL_FILE), path)
    monkeypatch.setattr(langid, "MODEL_DIR", tmp_path)
    language._identifier.cache_clear()
    yield path
    language._identifier.cache_clear()


def test_one_changed_byte_is_refused(model: Path) -> None:
    """A model with another byte is not loaded; the error names it and says what to do."""
    octets = bytearray(model.read_bytes())
    octets[len(octets) // 2] ^= 1
    model.write_bytes(octets)
    with pytest.raises(ModelError, match="not the pinned one") as caught:
        language.of("Das ist ein kleiner Satz über gar nichts.")
    assert (caught.value.where, "py3langid" in caught.value.hint) == (str(model), True)


def test_a_missing_model_is_named(model: Path) -> None:
    """Without its file the error says which."""
    model.unlink()
    with pytest.raises(ModelError, match="missing") as caught:
        language.of("Das ist ein kleiner Satz über gar nichts.")
    assert caught.value.where == str(model)


def test_a_model_of_the_older_kind_is_refused(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form that runs what it holds is not read, whatever its hash."""
    monkeypatch.setattr(langid, "MODEL_FILE", "data/model.plzma")
    with pytest.raises(ModelError, match="too old"):
        language.of("Das ist ein kleiner Satz über gar nichts.")
