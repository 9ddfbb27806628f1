"""Propositions of different reports that tell of one deed, lined up by meaning and by who and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.checks.crowds import told_apart
from onrecord.checks.facts import Statement
from onrecord.checks.propositions import Proposition, propositions
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.meaning import encoder
from onrecord.text.once import once

#: How near two propositions must be in meaning to be looked at.
NEAR = 0.55


@dataclass(frozen=True, slots=True)
class Pair:
    """Two propositions of one deed.

    Attributes:
        a: number of the one among all propositions.
        b: number of the other.
        near: how near they are in meaning.
        whole: how near their sentences are.
    """

    a: int
    b: int
    near: float
    whole: float


class Lines:
    """All propositions of all reports, and the pairs of them that tell of one deed.

    Attributes:
        found: the propositions, report by report.
        order: the index of the report of each.
        pairs: those that tell of one deed, in order.
    """

    def __init__(self, statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> None:
        self.found: list[Proposition] = []
        self.order: list[int] = []
        self._nouns: list[frozenset[str]] = []
        bounds = []
        for number, report in enumerate(statements):
            start = len(self.found)
            for statement in report:
                self.found += propositions(statement)
            self._nouns += [_all_nouns(one) for one in self.found[start:]]
            self.order += [number] * (len(self.found) - start)
            bounds.append((start, len(self.found)))
        able = [pair for one, other in sorted(near) for pair in self._able(bounds[one], bounds[other])]
        self.pairs: list[Pair] = self._near(able)

    def _able(self, one: tuple[int, int], other: tuple[int, int]) -> list[tuple[int, int]]:
        """The pairs that can tell of one deed: its words are the same or mean the same, and they share a noun."""
        return told_apart((a, self._beside(a, other)) for a in range(*one))

    def _beside(self, a: int, bounds: tuple[int, int]) -> Iterator[int]:
        """What of another report can tell of the deed of a proposition."""
        for b in range(*bounds):
            if self._nouns[a] & self._nouns[b] and _one_word(self.found[a], self.found[b]):
                yield b

    def _near(self, able: Sequence[tuple[int, int]]) -> list[Pair]:
        """Those of them that are near in meaning; only what can be paired is given to the encoder."""
        told = self._vectors(able, [one.told for one in self.found])
        near = [(a, b, n) for a, b in able if (n := float(told[a] @ told[b])) >= NEAR]
        # Of the rest the sentences are not asked for: encoding is most of what comparing costs.
        whole = self._vectors([pair[:2] for pair in near], [one.line for one in self.found])
        return [Pair(a, b, n, float(whole[a] @ whole[b])) for a, b, n in near]

    def _vectors(self, pairs: Sequence[tuple[int, int]], texts: Sequence[str]) -> dict[int, Any]:
        """The vectors of those texts, by number, that are in any pair."""
        used = sorted({at for pair in pairs for at in pair})
        return dict(zip(used, encoder.vectors(texts[at] for at in used), strict=True))


def _one_word(one: Proposition, other: Proposition) -> bool:
    """Whether two deeds are told by one verb or by two that mean the same; "back down" is not "back"."""
    if one.deed == other.deed:
        return True
    phrasal = any(each.tree.children(each.verb, "prt") for each in (one, other))
    return not phrasal and same_deed(one.deed, other.deed)


def same_part(one: Proposition, at: int | None, other: Proposition, to: int | None) -> bool | None:
    """Whether two parts name one thing: the same noun, words for one thing, a name in common.

    ``None`` where one of them is missing or a pronoun.
    """
    at, to = one.named(at), other.named(to)
    if at is None or to is None:
        return None
    a, b = one.tree.tokens[at], other.tree.tokens[to]
    if a.lemma == b.lemma or same_thing(a.lemma, b.lemma):
        return True
    return bool(nouns(one, at) & nouns(other, to))


def nouns(one: Proposition, at: int) -> frozenset[str]:
    """The lemmas of the nouns and names in a part."""
    parsed = one.tree
    return frozenset(
        parsed.tokens[word].lemma for word in parsed.phrase(at) if parsed.tokens[word].tag.startswith("NN")
    )


@once
def _all_nouns(one: Proposition) -> frozenset[str]:
    """The nouns and names in all parts of a proposition."""
    parts = [at for at in (one.actor, one.object, *one.places.values()) if at is not None]
    return frozenset(noun for at in parts for noun in nouns(one, at))
