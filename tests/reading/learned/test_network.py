"""The shipped weights: checked before use, loaded once, the same every time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.reading.attribution.learned import network
from onrecord.reading.attribution.learned.windows import paragraph

pytestmark = pytest.mark.model

TEXTS = ("Mira Dol said the bridge was safe.", "“It is not,” Arun Vey told reporters.", "The council met on Monday.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that a test may spoil."""
    weights = tmp_path / "weights"
    shutil.copytree(str(files("onrecord.reading.attribution.learned") / "weights"), weights)
    monkeypatch.setattr(network, "files", lambda _: tmp_path)
    network.load.cache_clear()
    yield weights
    network.load.cache_clear()


def test_weights_are_loaded_once() -> None:
    """The second call gives the same network."""
    assert network.load() is network.load()


@pytest.mark.parametrize("name", ["encoder.onnx", "head.onnx", "card.json"])
def test_spoiled_weights_are_refused(home: Path, name: str) -> None:
    """A file that is not the one that was trained is named, with what to do."""
    (home / name).write_bytes((home / name).read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="not the one that was trained") as caught:
        network.load()
    assert name in caught.value.message
    assert "ONRECORD_READER=rules" in caught.value.message


@pytest.mark.parametrize("name", ["encoder.onnx", "card.json"])
def test_missing_weights_are_an_error_in_words(home: Path, name: str) -> None:
    """Without a file of the weights the error says so and names the rules reader."""
    (home / name).unlink()
    with pytest.raises(ModelError, match="missing"):
        network.load()


def test_the_same_paragraphs_give_the_same_numbers() -> None:
    """Reading twice gives exactly the same likelihoods and vectors."""
    loaded = network.load()
    made = [paragraph(text, loaded.vocabulary) for text in TEXTS]
    first, second = list(loaded.read(made)), list(loaded.read(made))
    assert all(
        np.array_equal(a, b) for one, two in zip(first, second, strict=True) for a, b in zip(one, two, strict=True)
    )


def test_every_piece_has_its_numbers() -> None:
    """Each paragraph gives as many likelihoods and vectors as it has pieces."""
    loaded = network.load()
    made = [paragraph(text, loaded.vocabulary) for text in TEXTS]
    for one, (cue, said, vectors) in zip(made, loaded.read(made), strict=True):
        assert len(cue) == len(said) == len(vectors) == len(one)


def test_a_verb_of_saying_is_likelier_a_cue_than_a_noun() -> None:
    """The weights know what they were trained for."""
    loaded = network.load()
    one = paragraph(TEXTS[0], loaded.vocabulary)
    (cue, _, _) = next(iter(loaded.read([one])))
    words = [TEXTS[0][start:end] for start, end in one.places]
    assert cue[words.index("said")] > 0.5 > cue[words.index("bridge")]
