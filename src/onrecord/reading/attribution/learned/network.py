"""The trained network: loaded once, checked, run on one core.

Two graphs in ONNX with weights of eight bits: the encoder reads a window of paragraphs, the head one paragraph for one
cue. What they are and how they were trained is told in ``training/network.py`` and ``docs/model-card.md``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from onrecord.errors import ModelError
from onrecord.meaning.wordpiece import Vocabulary, vocabulary
from onrecord.reading.attribution.learned.decode import CONTENT
from onrecord.reading.attribution.learned.windows import CLS, LOWER, OUTSIDE, SEP, Paragraph, pack

#: SHA-256 of ``card.json``, which holds those of the graphs; ``training/fit.py`` and ``export.py`` print it anew.
CARD_SHA256 = "9133e1cc45fba4199752906776c8ee502d03bb423da6d27aa2b7d2de3407cc4d"
#: The farthest distance from the anchor that the head tells apart, as in training.
FAR = 64
#: Paragraphs read by the head at once are padded to the longest: at most so many pieces together.
_AT_ONCE = 4096
_OTHER = "the learned reader is not the one that was trained"
_HINT = "Install Onrecord again, or read with the rules alone (ONRECORD_READER=rules)"


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded graphs.

    Attributes:
        label: name and version of the weights.
        sha256: hash of both graphs.
        vocabulary: the encoder's vocabulary.
        weights: of the signs of an attribution (``decode.sure``).
        encoder: onnxruntime session: ids, quoted, case (1, n) → cue (1, n), roles (1, n, 4), vectors (1, n, 192).
        head: session: pieces (a, n, 192), anchor (a, 192), away (a, n), mask (a, 1, 1, n) → roles (a, n, 4).
    """

    label: str
    sha256: str
    vocabulary: Vocabulary
    weights: tuple[float, ...]
    encoder: Any
    head: Any

    def read(self, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Any, Any, Any]]:
        """For each paragraph, how likely each piece is part of a cue (n,) and anybody's content (n,), and its vectors.

        The vectors, (n, 192), are what ``roles`` takes.
        """
        for window in pack(paragraphs):
            rows: tuple[list[int], list[int], list[int]] = ([CLS], [OUTSIDE], [LOWER])
            for index in window:
                one = paragraphs[index]
                for row, values, end in zip(rows, (one.ids, one.quoted, one.case), (SEP, OUTSIDE, LOWER), strict=True):
                    row += [*values, end]
            given = [np.asarray([row], dtype=np.int64) for row in rows]
            cue, roles, vectors = self.encoder.run(None, dict(zip(("ids", "quoted", "case"), given, strict=True)))
            likely = 1 / (1 + np.exp(-cue[0]))
            shares = np.exp(roles[0] - roles[0].max(axis=1, keepdims=True))
            said = shares[:, CONTENT] / shares.sum(axis=1)
            start = 1
            for index in window:
                end = start + len(paragraphs[index])
                yield likely[start:end], said[start:end], vectors[0, start:end]
                start = end + 1

    def roles(self, tasks: Sequence[tuple[Any, int]]) -> list[Any]:
        """For each pair of a paragraph's vectors and an anchor, logits of the pieces' roles (n, 4)."""
        found: list[Any] = [None] * len(tasks)
        order = sorted(range(len(tasks)), key=lambda index: len(tasks[index][0]))
        while order:
            longest = len(tasks[order[-1]][0])
            count = max(1, _AT_ONCE // longest)
            group, order = order[-count:], order[:-count]
            for index, logits in zip(group, self._roles([tasks[index] for index in group], longest), strict=True):
                found[index] = logits[: len(tasks[index][0])]
        return found

    def _roles(self, tasks: Sequence[tuple[Any, int]], longest: int) -> Any:
        width = tasks[0][0].shape[1]
        pieces = np.zeros((len(tasks), longest, width), dtype=np.float32)
        mask = np.full((len(tasks), 1, 1, longest), -1e4, dtype=np.float32)
        for row, (vectors, _) in enumerate(tasks):
            pieces[row, : len(vectors)] = vectors
            mask[row, :, :, : len(vectors)] = 0
        anchors = np.asarray([anchor for _, anchor in tasks])
        away = np.clip(np.arange(longest)[None] - anchors[:, None], -FAR, FAR) + FAR
        given = {"pieces": pieces, "anchor": pieces[np.arange(len(tasks)), anchors], "away": away, "mask": mask}
        return self.head.run(None, given)[0]


@lru_cache(maxsize=1)
def load() -> Network:
    """The network that comes with Onrecord, loaded once per process.

    Raises:
        ModelError: a file of the weights is missing or not the one that was trained.
    """
    home = files("onrecord.reading.attribution.learned") / "weights"
    try:
        written = (home / "card.json").read_bytes()
        if hashlib.sha256(written).hexdigest() != CARD_SHA256:
            raise ModelError(_OTHER, where=str(home / "card.json"), hint=_HINT)
        card = json.loads(written)
        parts = {name: (home / name).read_bytes() for name in card["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("the weights of the learned reader are missing", where=str(home), hint=_HINT) from error
    for name, wanted in card["sha256"].items():
        if hashlib.sha256(parts[name]).hexdigest() != wanted:
            raise ModelError(_OTHER, where=str(home / name), hint=_HINT)
    encoder, head = parts["encoder.onnx"], parts["head.onnx"]
    digest = hashlib.sha256(encoder + head).hexdigest()
    label, weights = f"reader {card['version']}", tuple(card["weights"])
    return Network(label, digest, vocabulary(), weights, _session(encoder), _session(head))


def _session(graph: bytes) -> Any:
    """An onnxruntime session on one core: more are slower for windows this small, and results stay the same."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A plan of memory is kept for each shape that was ever given, and no two paragraphs are alike in that.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
