"""What a party is ready, willing or unwilling to do, or stands against: "is ready to talk", "is open to a truce"."""

from __future__ import annotations

from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Move
from onrecord.reading.clauses import Token, extent, modals, subjects
from onrecord.reading.positions_objects import by_preposition, object_of, own_deed
from onrecord.reading.positions_stand import Stand

_HEDGED = frozenset(
    {"may", "might", "could", "can", "would", "will", "shall", "should", "must", "wo", "'ll", "'d", "ca"}
)


def doers(verb: Token) -> tuple[Token, ...]:
    """Heads of the verb's subject, also where the parse hangs it on a helper: "Lindau had “of course” agreed"."""
    return subjects(verb) or next(
        ((c,) for aux in verb.lefts if aux.dep_ == "aux" for c in aux.lefts if c.dep_ == "nsubj"), ()
    )


def ready(verb: Token) -> Stand | None:
    """Where its subject stands: "is ready to talk", "remains open to a truce", "is opposed to", "is against"."""
    if modals(verb) & _HEDGED:
        return None
    for child in verb.children:
        if child.dep_ == "acomp" and (found := stated(child, verb)) is not None:
            return found
        if child.dep_ == "prep" and child.lower_ in ("against", "in") and child.i > verb.i:
            about = _against(child)
            if about is not None:
                move: Move = "reject" if child.lower_ == "against" else "propose"
                return Stand(move, verb, doers(verb), *about, rule="position.ready")
    return None


def _against(opening: Token) -> tuple[int, int, Token] | None:
    """What someone "is against", or "is in favour of"."""
    if opening.lower_ == "in":
        favour = next((c for c in opening.children if c.lower_ in ("favour", "favor")), None)
        opening = next((c for c in favour.children if c.lower_ == "of"), None) if favour is not None else None
    inner = next((c for c in opening.children if c.dep_ in ("pobj", "pcomp")), None) if opening is not None else None
    return (*extent(inner), inner) if inner is not None and inner.pos_ != "PRON" else None


def stated(adjective: Token, verb: Token) -> Stand | None:
    """The move of an adjective: "ready to talk", "opposed to a truce"; in a headline it stands without a verb."""
    lexicon = move_words()
    move = next((one for one in _of(adjective) if one is not None), None)
    if move is None or any(c.dep_ == "neg" or c.lower_ in ("no", "never") for c in adjective.children):
        return None
    found = own_deed(adjective) or by_preposition(adjective, "to") or by_preposition(adjective, "for")
    if move == "demand":
        found = object_of(adjective, "that")
    if found is None or (move == "offer" and found[2].lemma_.lower() in lexicon.unoffered):
        return None
    if move == "offer" and is_harm(found[2]):
        move = "threaten"
    return Stand(move, verb, doers(verb), *found, rule="position.ready")


def _of(adjective: Token) -> tuple[Move | None, ...]:
    known = move_words().ready
    return known.get(adjective.lower_), known.get(adjective.lemma_.lower())


def is_harm(deed: Token) -> bool:
    """Whether a deed harms the other side: "strike back", "impose tariffs", "walk away", "pull out of the deal"."""
    lexicon, lemma = move_words(), deed.lemma_.lower()
    if lemma in lexicon.harming:
        return True
    below = [c for c in deed.rights if c.dep_ in ("dobj", "prt", "advmod", "prep")]
    objects = {t.lemma_.lower() for c in below if c.dep_ == "dobj" for t in (c, *c.conjuncts)}
    if lemma in lexicon.pressing and objects & lexicon.harms:
        return True
    if lemma not in lexicon.leaving:
        return False
    away = any(c.lower_ in ("away", "out", "from", "of") for c in below)
    left = {t.lemma_.lower() for c in below for t in c.subtree}
    return (lemma == "walk" and away) or bool(left & lexicon.left)


def unready(verb: Token) -> Stand | None:
    """What its subject is told not to be ready for: "is not willing to negotiate"."""
    for child in verb.children:
        if child.dep_ == "acomp" and "offer" in _of(child):
            found = own_deed(child) or by_preposition(child, "to") or by_preposition(child, "for")
            if found is not None and not modals(verb) & _HEDGED:
                return Stand("refuse", verb, doers(verb), *found, rule="position.ready")
    return None
