"""A sentence as its reading keeps it parsed: words with their heads, and the phrases and verbs that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.parse import Token, tokens
from onrecord.model.reading import Sentence
from onrecord.model.spans import Span
from onrecord.text.once import once

#: What hangs on a noun and is a clause of its own.
CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "parataxis", "ccomp"})
_NOUNS = ("NN", "PRP", "CD", "DT", "WP")
#: Relations of what belongs to no phrase.
_OUTSIDE = CLAUSES | {"conj", "cc", "punct", "preconj"}
_STILL = frozenset({"conj"})


class Tree:
    """The words of one sentence with their heads.

    Attributes:
        sentence: the sentence.
        tokens: its words and marks.
    """

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = tokens(sentence.parse)
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for at, one in enumerate(self.tokens):
            if one.head != at:
                self._children[one.head].append(at)

    def word(self, at: int) -> str:
        """A word as it stands in the text."""
        one = self.tokens[at]
        return self.sentence.span.text[one.start : one.end]

    def children(self, at: int, *roles: str) -> list[int]:
        """The words that hang on a word, in text order; those of some roles only, if given."""
        return [one for one in self._children[at] if not roles or self.tokens[one].role in roles]

    def head(self, at: int) -> int | None:
        """The word that a word hangs on; nothing for the root."""
        found = self.tokens[at].head
        return None if found == at else found

    def above(self, at: int) -> Iterator[int]:
        """The words over a word, nearest first."""
        seen = {at}
        up = self.head(at)
        while up is not None and up not in seen:
            yield up
            seen.add(up)
            up = self.head(up)

    def is_verb(self, at: int) -> bool:
        """Whether a word is a verb."""
        return self.tokens[at].tag.startswith("VB")

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun, a name, a pronoun or a figure that stands for one."""
        return self.tokens[at].tag.startswith(_NOUNS)

    def inside(self, start: int, end: int) -> list[int]:
        """The words in a range of the report's text."""
        first = self.sentence.span.start
        return [at for at, one in enumerate(self.tokens) if start <= first + one.start and first + one.end <= end]

    def phrase(self, at: int) -> list[int]:
        """A noun with the words that tell which it is, without clauses and what is joined by "and"; in text order."""
        found = [at]
        for up in found:  # grows while it is gone through: a phrase may be deeper than Python goes into itself
            inner = (child for child in self._children[up] if child != at)  # a parse that was made up may be a ring
            found += [child for child in inner if self.tokens[child].role not in _OUTSIDE]
        return sorted(found)

    def span(self, words: Sequence[int], text: str) -> Span:
        """The range from the first to the last of some words.

        Args:
            words: indexes in text order.
            text: the report's text.
        """
        first = self.sentence.span.start
        start, end = first + self.tokens[words[0]].start, first + self.tokens[words[-1]].end
        return Span(start, end, text[start:end])

    def verb_of(self, at: int) -> int | None:
        """The nearest verb over a word; the verbs of "he said" over it are left to the caller."""
        return next((up for up in self.above(at) if self.is_verb(up)), None)

    def first_joined(self, at: int) -> int:
        """The first of the words that "and" joins, which tells the role of all."""
        while self.tokens[at].role in _STILL and self.head(at) is not None:
            at = self.tokens[at].head
        return at


@once
def tree(sentence: Sentence) -> Tree:
    """The tree of a sentence; one without words where it was not parsed."""
    return Tree(sentence)
