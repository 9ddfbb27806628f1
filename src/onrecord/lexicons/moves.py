"""Words by which a party takes a position: demands, offers, refuses and so on.

The data are ``moves.toml``, written and reviewed by hand for Onrecord.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, get_args

from onrecord.model.reading import Move

MOVES: tuple[Move, ...] = get_args(Move)


@dataclass(frozen=True, slots=True)
class MoveWords:
    """The lexicon of moves, by lemma.

    Attributes:
        verbs: verb lemma to the moves that it makes, each with the forms of object that make it.
        negated: verb lemma to the move that it makes when negated.
        conditional: verbs whose announced deed is a position where a condition hangs on it.
        ready: adjective to the move that "is ready to…" makes.
        judged: adjectives that, negated, reject what they are said of.
        refused: adjectives that reject what they are said of.
        needed: adjectives by which the one who speaks demands what they are said of.
        wished: adjectives by which the one who speaks appeals for what they are said of.
        nouns: noun to the move that "its demand for…" makes.
        light: verbs by which their subject makes the move that such a noun names.
        bare: such nouns that make a move only under a light verb or with an issue of the list.
        raising: verbs under which an infinitive is told as a fact.
        papers: nouns for papers that speak for those who wrote them.
        provided: what such a paper does when it proposes something.
        presented: what is done with such a paper when it is proposed.
        announced: verbs whose move a party can announce for the coming time.
        unmoved: verbs of which "will not" is no refusal.
        dropped: verbs under which such a noun no longer stands.
        signed: what a party signs when it agrees.
        weak: verbs that need an issue of the list in their object.
        wanted: what "wants to…" makes a demand of.
        received: what the speaker's own side "must" get as a demand.
        void: objects, nouns and deeds, of which no move is told.
        weak_noun: verbs whose noun object must be an issue of the list.
        organs: those through whom a country or body acts.
        former: words that put a sentence into former times.
        unoffered: deeds of which readiness offers nothing.
        harming: deeds that harm the other side, so that readiness for them threatens.
        pressing: verbs that harm by what they bring.
        harms: what they bring.
        leaving: verbs of going.
        left: what a party threatens to go from.
    """

    verbs: Mapping[str, tuple[tuple[Move, frozenset[str]], ...]]
    negated: Mapping[str, Move]
    conditional: frozenset[str]
    ready: Mapping[str, Move]
    judged: frozenset[str]
    refused: frozenset[str]
    needed: frozenset[str]
    wished: frozenset[str]
    nouns: Mapping[str, Move]
    light: frozenset[str]
    bare: frozenset[str]
    raising: frozenset[str]
    papers: frozenset[str]
    provided: frozenset[str]
    presented: frozenset[str]
    announced: frozenset[str]
    unmoved: frozenset[str]
    dropped: frozenset[str]
    signed: frozenset[str]
    weak: frozenset[str]
    wanted: frozenset[str]
    received: frozenset[str]
    void: frozenset[str]
    weak_noun: frozenset[str]
    organs: frozenset[str]
    former: frozenset[str]
    unoffered: frozenset[str]
    harming: frozenset[str]
    pressing: frozenset[str]
    harms: frozenset[str]
    leaving: frozenset[str]
    left: frozenset[str]


@lru_cache(maxsize=1)
def move_words() -> MoveWords:
    """The lexicon, read once."""
    data: dict[str, Any] = tomllib.loads((files("onrecord.lexicons") / "moves.toml").read_text("utf-8"))
    verbs: dict[str, tuple[tuple[Move, frozenset[str]], ...]] = {}
    for move in MOVES:
        for lemma, forms in data.get(move, {}).items():
            verbs[lemma] = (*verbs.get(lemma, ()), (move, frozenset(forms.split())))
    adjectives = data["adjectives"]
    return MoveWords(
        verbs=verbs,
        negated=_by_word(data["negated"]),
        conditional=frozenset(data["conditional"]["verbs"]),
        ready=_by_word({move: adjectives[move] for move in MOVES if move in adjectives}),
        judged=frozenset(adjectives["judged"]),
        refused=frozenset(adjectives["refused"]),
        needed=frozenset(adjectives["needed"]),
        wished=frozenset(adjectives["wished"]),
        nouns=_by_word(data["nouns"]),
        light=frozenset(data["light"]["verbs"]),
        bare=frozenset(data["light"]["bare"]),
        raising=frozenset(data["raising"]["verbs"]),
        papers=frozenset(data["papers"]["nouns"]),
        provided=frozenset(data["papers"]["verbs"]),
        presented=frozenset(data["papers"]["presented"]),
        announced=frozenset(data["announced"]["verbs"]),
        unmoved=frozenset(data["unmoved"]["verbs"]),
        dropped=frozenset(data["dropped"]["verbs"]),
        signed=frozenset(data["signed"]["nouns"]),
        weak=frozenset(data["weak"]["verbs"]),
        wanted=frozenset(data["wanted"]["verbs"]),
        received=frozenset(data["received"]["verbs"]),
        void=frozenset((*data["void"]["nouns"], *data["void"]["verbs"])),
        weak_noun=frozenset(data["weak_noun"]["verbs"]),
        organs=frozenset(data["organs"]["nouns"]),
        former=frozenset(data["former"]["words"]),
        **{name: frozenset(words) for name, words in data["harm"].items()},
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, Move]:
    return {word: move for move in MOVES for word in table.get(move, ())}
