"""Propositions of different reports that tell of one deed, lined up by meaning and by who and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.checks.facts import Statement
from onrecord.checks.propositions import Proposition, propositions
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.meaning import encoder

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
        bounds = []
        for number, report in enumerate(statements):
            start = len(self.found)
            for statement in report:
                self.found += propositions(statement)
            self.order += [number] * (len(self.found) - start)
            bounds.append((start, len(self.found)))
        self.pairs: list[Pair] = []
        if near and self.found:
            told = encoder.vectors(one.told for one in self.found)
            whole = encoder.vectors(" ".join(one.statement.span.text.split()) for one in self.found)
            for a, b in sorted(near):
                self.pairs += self._between(bounds[a], bounds[b], told, whole)

    def _between(self, one: tuple[int, int], other: tuple[int, int], told: Any, whole: Any) -> list[Pair]:
        product = told[one[0] : one[1]] @ told[other[0] : other[1]].T
        found = []
        for i, j in zip(*(product >= NEAR).nonzero(), strict=True):
            a, b = one[0] + int(i), other[0] + int(j)
            if same_deed(self.found[a].deed, self.found[b].deed):
                found.append(Pair(a, b, float(product[i, j]), float(whole[a] @ whole[b])))
        return found


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
    return frozenset(parsed.tokens[word].lemma for word in parsed.phrase(at) if parsed.tokens[word].tag.startswith("NN"))
