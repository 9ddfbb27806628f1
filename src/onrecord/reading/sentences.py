"""Sentences of the narrative blocks, each with the words that carry its content and its parse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.model.parse import Token, written
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
            span = piece.span(start, end)
            found.append(Sentence(span, piece.block, terms, _parse(piece, sent, span.start)))
    return tuple(found)


def _parse(piece: Parsed, sent: Any, first: int) -> str:
    """The parse of one sentence as it is kept, places counted from the sentence's first character."""
    tokens = [token for token in sent if token.text.strip()]
    order = {token.i: at for at, token in enumerate(tokens)}
    return written(
        [
            Token(
                start=where.start - first,
                end=where.end - first,
                lemma=token.lemma_.lower(),
                tag=token.tag_,
                head=order.get(token.head.i, at),
                role=token.dep_,
                entity=token.ent_type_,
            )
            for at, token in enumerate(tokens)
            for where in (piece.of(token),)
        ]
    )
