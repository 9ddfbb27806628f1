"""Words that report speech, thought and intention, and the shapes that what they report can take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.lexicons.cue_senses import Sense, class_of, sense
from onrecord.lexicons.cue_words import CLASSES
from onrecord.model.reading import CueClass as Class

__all__ = ["CLASSES", "Class", "Cue", "Sense", "class_of", "nouns", "phrasal", "sense", "verbs", "words"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports.

    Attributes:
        word: its lemma, with the particle or object that belongs to it ("point out", "put it").
        kind: what kind of saying it is.
        frames: the shapes that the content can take, as ``cues.tsv`` explains them.
        whom: whether its plain object is the one who is told.
    """

    word: str
    kind: Class
    frames: frozenset[str]
    whom: bool


@lru_cache(maxsize=1)
def _read() -> Mapping[tuple[str, str], Cue]:
    lines = (files("onrecord.lexicons") / "cues.tsv").read_text("utf-8").splitlines()
    found: dict[tuple[str, str], Cue] = {}
    for line in lines:
        if not line or line.startswith("#") or line.startswith("word\t"):
            continue
        word, part, kind, frames, whom = line.split("\t")
        cue = Cue(word, kind, frozenset(frames.split()), whom == "yes")  # type: ignore[arg-type]
        if (part, word) in found or kind not in CLASSES:
            raise ValueError(f"cues.tsv: {line!r} is there twice or of no known class")
        found[part, word] = cue
    return found


@lru_cache(maxsize=1)
def verbs() -> Mapping[str, Cue]:
    """Reporting verbs by lemma, with particle where one belongs to it ("rule out")."""
    return {word: cue for (part, word), cue in _read().items() if part == "verb"}


@lru_cache(maxsize=1)
def nouns() -> Mapping[str, Cue]:
    """Reporting nouns ("claim", "promise") by lemma."""
    return {word: cue for (part, word), cue in _read().items() if part == "noun"}


@lru_cache(maxsize=1)
def phrasal() -> frozenset[str]:
    """Lemmas that also stand in a cue of two words, where the second has to be looked for."""
    return frozenset(word.split()[0] for word in verbs() if " " in word)


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """A word list of ``cues.json`` by its name ("documents": what shows and finds).

    Raises:
        KeyError: there is no list of this name.
    """
    lists = json.loads((files("onrecord.lexicons") / "cues.json").read_text("utf-8"))
    return frozenset(str(lists[name]).split())
