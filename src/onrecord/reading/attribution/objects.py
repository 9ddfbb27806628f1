"""Contents that are no clause: what someone is called, an object, a phrase after a preposition."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.reading.attribution import clauses, extents, naming
from onrecord.reading.attribution.clauses import VERBS
from onrecord.reading.attribution.drafts import Piece
from onrecord.reading.attribution.found import Found
from onrecord.reading.attribution.rule import rule

#: What shows and finds without a clause: "the poll shows strong support".
_DOCUMENTS = cues.words("documents")
_VOICING = cues.words("voicing")
_ABOUT = frozenset({"about", "over", "for", "at", "in", "with"})
_SELF = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves", "yourself"})


@rule
def called(verb: Any, children: list[Any]) -> Found | None:
    """Someone calls someone or something a name: both, the named and the name, are the content."""
    name = next((c for c in children if c.dep_ in ("oprd", "ccomp", "xcomp") and c.i > verb.i), None)
    if name is None or verb.dep_ in ("acl", "relcl") or clauses.infinitive(name):
        return None
    thing = next(
        (c for c in (*children, *name.children) if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < name.i), None
    )
    if thing is None or thing.lower_ in _SELF:
        return None
    return Found([(thing.left_edge.i, name.right_edge.i)], "called")


def phrases(piece: Piece, verb: Any, entry: Cue, children: list[Any]) -> Found | None:
    """The object of a reporting verb, the phrase after its preposition, or both."""
    thing = next((child for child in children if child.dep_ == "dobj" and child.i > verb.i), None)
    for child in children:
        if child.dep_ not in ("prep", "dative") or child.i < verb.i or child.right_edge.i == child.i:
            continue
        if thing is not None and f"obj+{child.lower_}" in entry.frames and child.i > thing.i:
            return object_and_phrase(piece, verb, thing, child)
        if child.lower_ in entry.frames and (thing is None or entry.whom):
            return phrase(child)
    if "for" in entry.frames:
        wish = next((c for c in children if c.i > verb.i and c.left_edge.lower_ == "for" and c.pos_ in VERBS), None)
        if wish is not None:
            return called_for(wish)
    if thing is not None and "call" in entry.frames:
        return called_in_quotes(piece, verb, thing)
    if thing is None or "obj" not in entry.frames or thing.pos_ == "PRON" or thing.ent_type_ in ("DATE", "TIME"):
        return None
    if entry.kind == "reported" or entry.word == "reveal":
        who = naming.subject(verb)
        if entry.word != "report" and (who is None or who.head.lemma_.lower() not in _DOCUMENTS):
            return None
    return (voiced(thing) if entry.word in _VOICING else None) or reported_object(thing)


@rule
def object_and_phrase(piece: Piece, verb: Any, thing: Any, prep: Any) -> Found:
    """A verb takes an object and a phrase that belong together, "accused X of …", "described X as …": both are said."""
    return Found([(thing.left_edge.i, extents.end_of_phrase(piece, verb, prep))], "object_and_phrase")


@rule
def phrase(prep: Any) -> Found:
    """A reporting verb takes its content after a preposition, "called for …", "warned of …"."""
    return Found([(prep.i + 1, prep.right_edge.i)], "phrase", prep.i)


@rule
def called_for(wish: Any) -> Found:
    """Someone calls for somebody to do something: all behind "for" is the content."""
    return Found([(wish.left_edge.i + 1, wish.right_edge.i)], "called_for", wish.left_edge.i)


@rule
def called_in_quotes(piece: Piece, verb: Any, thing: Any) -> Found | None:
    """Someone calls someone a name that stands in quotation marks: the named and the name are the content."""
    at = bisect_right(piece.quotes, verb.i, key=lambda one: one.opening)
    quote = piece.quotes[at] if at < len(piece.quotes) else None
    if quote is None or quote.opening > thing.right_edge.i + 1 or thing.lower_ in _SELF or quote.opening == verb.i + 1:
        return None
    return Found([(verb.i + 1, quote.closing)], "called_in_quotes")


@rule
def reported_object(thing: Any) -> Found:
    """A reporting verb takes its content as a plain object, "announced a plan", "rejected the offer"."""
    return Found([(thing.left_edge.i, thing.right_edge.i)], "reported_object")


@rule
def voiced(thing: Any) -> Found | None:
    """Someone voices or repeats a feeling or saying: the clause or phrase that says what about is the content."""
    for child in thing.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.left_edge.lower_ not in ("who", "which"):
            return Found([(child.left_edge.i, child.right_edge.i)], "voiced", thing.i)
        if child.dep_ == "prep" and child.lower_ in _ABOUT and child.right_edge.i > child.i:
            return Found([(child.i + 1, child.right_edge.i)], "voiced", child.i)
    return None
