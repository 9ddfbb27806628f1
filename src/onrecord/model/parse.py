"""The parse of a sentence as it is kept on record: a line a word, in the columns of CoNLL.

What holds between reports is found from readings alone, without any model. To line up who did what, where and when,
it needs more of a sentence than its words: their lemmas, tags and heads. They are kept as text, since a record holds
many of them and asks for few at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """One word or mark of a sentence.

    Attributes:
        start: its first code point, counted from the sentence's first.
        end: the code point after its last.
        lemma: its dictionary form in lower case.
        tag: part of speech (Penn Treebank).
        head: index of its head in the sentence; its own index for the root.
        role: what it is to its head (CLEAR labels: ``nsubj``, ``dobj``, ``prep``…; ``ROOT`` for the root).
        entity: kind of name that it is part of (OntoNotes: ``GPE``, ``PERSON``…); empty for none.
    """

    start: int
    end: int
    lemma: str
    tag: str
    head: int
    role: str
    entity: str = ""


def written(tokens: Iterable[Token]) -> str:
    r"""A parse as text: a line a token, columns parted by tabs.

    >>> written([Token(0, 2, "it", "PRP", 1, "nsubj"), Token(3, 6, "end", "VBD", 1, "ROOT")])
    '0\t2\tit\tPRP\t1\tnsubj\t\n3\t6\tend\tVBD\t1\tROOT\t'
    """
    return "\n".join(
        "\t".join((str(one.start), str(one.end), _flat(one.lemma), one.tag, str(one.head), one.role, one.entity))
        for one in tokens
    )


@lru_cache(maxsize=4096)
def tokens(parse: str) -> tuple[Token, ...]:
    """The tokens of a parse that was written; none for an empty one.

    Raises:
        ValueError: it is not such a text.
    """
    return tuple(_token(line) for line in parse.split("\n")) if parse else ()


def _token(line: str) -> Token:
    start, end, lemma, tag, head, role, entity = line.split("\t")
    return Token(int(start), int(end), lemma, tag, int(head), role, entity)


def _flat(lemma: str) -> str:
    """A lemma without what parts columns and lines."""
    return " ".join(lemma.split())
