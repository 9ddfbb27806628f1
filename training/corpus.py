"""PolNeAR as what the network learns from: paragraphs as pieces, each attribution as roles of the pieces around a cue.

In PolNeAR every attribution has exactly one cue, no contents overlap, and 99 of 100 attributions stand in one
paragraph (counted in its train part). What of an attribution lies outside the paragraph of its cue is left out.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.meaning.wordpiece import Vocabulary
from onrecord.reading.attribution.learned.windows import Paragraph, paragraph, parts

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Each article of this number in the order of names is kept from training, to choose thresholds on.
KEPT = 20
NOTHING, SOURCE, CUE, CONTENT = range(4)


@dataclass(frozen=True)
class Example:
    """A paragraph with its attributions.

    Attributes:
        pieces: its pieces.
        start: where it begins in the text.
        said: for each attribution the role of each piece.
    """

    pieces: Paragraph
    start: int
    said: tuple[tuple[int, ...], ...]


def scorer() -> ModuleType:
    """The scorer beside the shared data, which reads the gold."""
    spec = importlib.util.spec_from_file_location("score_polnear", SHARED / "bench" / "score_polnear.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("the shared data is absent")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(folder: Path, vocabulary: Vocabulary) -> dict[str, list[Example]]:
    """The paragraphs of each article of a split, by name of the article."""
    score = scorer()
    documents = score.load_documents(str(folder))
    gold = score.load_gold(str(folder), documents)
    return {name: list(_examples(one.text, gold.get(name, []), vocabulary)) for name, one in documents.items()}


def _examples(text: str, gold: list[Any], vocabulary: Vocabulary) -> Iterator[Example]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            for _, pieces in parts(paragraph(line, vocabulary)):
                if len(pieces):
                    yield Example(pieces, start, tuple(_said(pieces, start, gold)))
        start += len(line) + 1


def _said(pieces: Paragraph, start: int, gold: list[Any]) -> Iterator[tuple[int, ...]]:
    low, high = start + pieces.places[0][0], start + pieces.places[-1][1]
    for one in gold:
        if not any(low <= begin < high for begin, _ in one.spans["cue"] or ()):
            continue
        roles = [NOTHING] * len(pieces)
        for role, name in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue")):
            for begin, end in one.spans[name] or ():
                for at, (first, last) in enumerate(pieces.places):
                    if begin <= start + (first + last) / 2 < end:
                        roles[at] = role
        if CUE in roles and CONTENT in roles:
            yield tuple(roles)
