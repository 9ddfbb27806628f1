"""The words of what a move hangs on: "unless…", "only if…", "in exchange for…", "a deal that fails to…"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.model.reading import Move
from onrecord.reading.clauses import Token, extent, has_mark, is_verb, modals, negated

#: First and last token.
Range: TypeAlias = tuple[int, int]

_MARKS = frozenset({"unless", "until", "till", "provided", "if", "before"})
_WILL = frozenset({"will", "would", "wo", "shall", "'ll", "'d", "can", "could", "ca"})
#: Nouns that open a condition between two small words: "in exchange for", "on condition that", "in return for".
_NOUNS = frozenset({"exchange", "return", "condition"})
#: Moves that a bare "if" can make conditional.
_HANGING: frozenset[Move] = frozenset(
    {"threaten", "commit", "offer", "accept", "agree", "concede", "propose", "refuse"}
)
_LACKING = frozenset({"fail", "lack", "exclude", "ignore", "omit"})


def conditions_of(verb: Token, about: Token, move: Move | None = None) -> list[Range]:
    """The conditions of a move, in text order: those that hang on its verb, on what it is about, or on its deed.

    Args:
        verb: the word that makes the move.
        about: the word that heads what it is about.
        move: the move; what is threatened, promised or offered can hang on a bare "if". Left out, it may be any.
    """
    found: list[Range] = []
    bare = move is None or move in _HANGING
    ready = [c for c in verb.children if c.dep_ == "acomp"]
    for head in (verb, *ready, about, *(c for c in about.children if c.dep_ in ("xcomp", "dobj", "prep", "pobj"))):
        for child in head.children:
            one = _condition(child, head, verb, bare)
            if one is not None and not any(first <= one[0] <= last for first, last in found):
                found.append(one)
    return sorted(found)


def _condition(child: Token, head: Token, verb: Token, bare: bool) -> Range | None:
    """The range of a condition that hangs on a word."""
    if is_verb(child) and child.dep_ in ("advcl", "ccomp", "relcl", "acl"):
        return _clause(child, head, verb, bare)
    if (
        is_verb(child)
        and child.dep_ == "conj"
        and (mark := _mark(child)) is not None
        and mark.nbor(-1).lower_ == "only"
    ):
        return mark.i - 1, max(extent(child)[1], child.i)  # "offered to leave, but only if Lindau does"
    if child.dep_ not in ("prep", "mark", "advmod"):
        return None
    word = child.lower_
    if word in ("without", "until", "unless", "except") and (word == "without") <= _is_held(verb):
        return _whole(child)
    inner = next((c for c in child.children if c.dep_ == "pobj"), None)
    if word in ("in", "on", "under") and inner is not None and inner.lemma_.lower() in _NOUNS:
        if word != "on" and not any(c.lower_ == "for" for c in inner.children):
            return None
        return _whole(child)
    return None


def _whole(opening: Token) -> Range:
    return opening.left_edge.i, max(extent(opening)[1], opening.i)


def _is_held(verb: Token) -> bool:
    """Whether "without" can be a condition of the verb: it is negated, or tells what will or can be."""
    return negated(verb) or bool(modals(verb) & _WILL)


def _clause(clause: Token, head: Token, verb: Token, bare: bool) -> Range | None:
    if clause.dep_ in ("relcl", "acl"):
        lacking = clause.lemma_.lower() in _LACKING or negated(clause)
        return (clause.left_edge.i, extent(clause)[1]) if lacking and head.i != verb.i else None
    mark = _mark(clause)
    if mark is None:
        return None
    first = mark.i - 1 if mark.i and mark.nbor(-1).lower_ in ("only", "but") else mark.i
    hanging = bare and mark.lower_ == "if" and clause.dep_ == "advcl"
    if mark.lower_ in ("if", "before") and first == mark.i and not (hanging or _is_held(verb)):
        return None
    if mark.lower_ == "before" and not negated(verb):
        return None
    if mark.i and mark.nbor(-1).lower_ in ("even", "as", "especially", "particularly"):
        return None
    return first, max(extent(clause)[1], clause.i)


def _mark(clause: Token) -> Token | None:
    """The word that opens a clause as a condition; "as long as" counts by its last word."""
    for child in clause.lefts:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _MARKS:
            return child
        if child.lower_ == "as" and child.i > 1 and child.nbor(-1).lower_ == "long":
            return child.nbor(-1)
    return None


def opens_condition(clause: Token) -> bool:
    """Whether the clause opens with "if", "unless", "until" or the like."""
    return has_mark(clause, *_MARKS)


def open_conditions(verb: Token) -> Iterator[Token]:
    """Clauses and phrases that hang on a verb by "unless", "until", "without", "only if" or "as long as"."""
    for child in verb.children:
        if child.dep_ in ("advcl", "ccomp") and (mark := _mark(child)) is not None:
            if mark.lower_ in ("if", "before"):
                only = mark.i and (mark.nbor(-1).lower_ == "only" or child.nbor(-1).lower_ == "only")
                if not only and not (mark.lower_ == "before" and negated(verb)):
                    continue
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("without", "until", "unless"):
            yield child
