"""Reporting nouns: "his claim that …", "her call for …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.lexicons import cues
from onrecord.reading.attribution import clauses, naming, trim
from onrecord.reading.attribution.bounds import LONGEST
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule

#: Verbs that only carry a reporting noun: their subject is who said it.
_CARRIERS = cues.words("carriers")


def find(piece: Piece) -> Iterator[tuple[int, Draft]]:
    """Contents of the reporting nouns of a block that have a source, each with the token of its noun."""
    for token in piece.doc[piece.body :]:
        if token.pos_ != "NOUN" or piece.inside[token.i] >= 0:
            continue
        entry = cues.nouns().get(token.lemma_.lower())
        draft = reporting_noun(piece, token, entry) if entry is not None else None
        if draft is not None:
            yield token.i, draft


@rule
def reporting_noun(piece: Piece, noun: Any, entry: cues.Cue) -> Draft | None:
    """A noun of saying with an owner, "his claim that …", "made a call for …": what follows the noun was said."""
    owner = _owner(noun)
    found = _complement(noun, entry.frames)
    if owner is None or found is None or owner.i < piece.body:
        return None
    (lo, hi), cue_end = found
    clean = trim.tidy(piece, (lo, min(hi, lo + LONGEST)))
    if clean is None:
        return None
    source = naming.noun_phrase(piece, owner)
    cue = piece.cut(noun.i, cue_end)
    return Draft(
        content=(piece.cut(*clean),),
        source=piece.cut(*source),
        cue=cue,
        kind=entry.kind,
        rule="reporting_noun",
        clue=f"the noun “{cue.text}” with what follows it",
    )


def _owner(noun: Any) -> Any | None:
    """Whose saying it is: the possessor, the one after "by", or the subject of the verb that carries the noun."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ == "by":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _CARRIERS and not clauses.negated(noun.head):
        found = naming.subject(noun.head)
        return found.head if found is not None else None
    return None


def _complement(noun: Any, frames: frozenset[str]) -> tuple[Range, int] | None:
    """The clause or phrase that tells what was said, and the last token of the cue."""
    for child in noun.rights:
        near = child.left_edge.i == noun.i + 1
        if child.dep_ in ("acl", "ccomp", "relcl") and near:
            that = child.left_edge.lower_ == "that" and child.left_edge.dep_ == "mark"
            if (that and "that" in frames) or (clauses.infinitive(child) and "to" in frames):
                return (child.left_edge.i, child.right_edge.i), noun.i
        # "to" among the frames means an infinitive: "an appeal to voters" says nothing.
        if (
            child.dep_ == "prep"
            and near
            and child.lower_ != "to"
            and child.lower_ in frames
            and child.right_edge.i > child.i
        ):
            return (child.i + 1, child.right_edge.i), child.i
    return None
