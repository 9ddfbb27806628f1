"""Reports whose sentences are read from their text alone, to be laid side by side."""

from __future__ import annotations

import re
from typing import Any

from onrecord.model.reading import Entry, Reader, Reading, Sentence
from onrecord.text.common import COMMON
from onrecord.text.words import texts, words
from tests.factories import report

_SENTENCE = re.compile(r"[^\s.][^.]*\.”?")


def told(text: str, id: str = "a", **facts: Any) -> Entry:
    """A report whose sentences end at full stops, with their words that are not common ones as their content."""
    found: dict[str, Any] = {key: facts.pop(key) for key in ("quantities",) if key in facts}
    one = report(text, id=id, **facts)
    sentences = tuple(
        Sentence(one.cut(block.start + m.start(), block.start + m.end()), number, _terms(m.group()))
        for number, block in enumerate(one.blocks)
        for m in _SENTENCE.finditer(text[block.start : block.end])
    )
    return Entry(one, Reading(id, Reader("1"), sentences=sentences, **found))


def _terms(sentence: str) -> tuple[str, ...]:
    return tuple(word for word in texts(words(sentence)) if word not in COMMON)
