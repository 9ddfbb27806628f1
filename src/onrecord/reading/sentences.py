"""Sentences of the narrative blocks, each with the words that carry its content."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Sentence
from onrecord.reading.engine import Parsed

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def find(parsed: Sequence[Parsed]) -> tuple[Sentence, ...]:
    """The sentences of parsed blocks, in text order, with lower-case lemmas of their content words."""
    found = []
    for piece in parsed:
        for sent in piece.doc.sents:
            start, end = sent.start_char, sent.start_char + len(sent.text.rstrip())
            if end <= start:
                continue
            terms = tuple(token.lemma_.lower() for token in sent if token.pos_ in _CONTENT and not token.is_stop)
            found.append(Sentence(piece.span(start, end), piece.block, terms))
    return tuple(found)
