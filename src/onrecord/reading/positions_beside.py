"""Moves that stand beside another verb, and appeals to a party for a deed that no list has.

"Sorn, which Lindau accuses of breaking the truce", "used a speech to accuse Lindau", "urged Sorn to change course".
"""

from __future__ import annotations

from onrecord.lexicons import world
from onrecord.lexicons.issues import OTHER, issues
from onrecord.lexicons.moves import move_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Move
from onrecord.reading.clauses import (
    Token,
    extent,
    in_condition,
    is_finite,
    is_passive,
    is_verb,
    modals,
    negated,
    subjects,
)
from onrecord.reading.positions_objects import object_of, opened_by_to
from onrecord.reading.positions_stand import Stand

#: Papers that are of any matter, whatever the list of issues takes the bare word for.
_PAPERS = words("agreement deal accord pact treaty")
_USING = words("use take hold write issue join publish post")
_SPOKEN: frozenset[Move] = frozenset({"accuse", "appeal", "reject", "threaten", "demand"})
_HEDGED = frozenset(
    {"will", "would", "'ll", "’ll", "'d", "’d", "shall", "may", "might", "could", "can", "must", "should"}
)


def is_party(token: Token) -> bool:
    """Whether the token names a country or a body that the lexicon of the world has."""
    term = world.terms().get(token.text) if token.text[:1].isupper() else None
    return term is not None and term.id.startswith(("country:", "organisation:"))


def accused(verb: Token, lemma: str) -> Stand | None:
    """The accusation of a relative clause: "Sorn, which Lindau accuses of breaking the truce"."""
    forms = dict(move_words().verbs.get(lemma, ())).get("accuse", frozenset())
    if (
        verb.dep_ != "relcl"
        or not forms
        or not (is_finite(verb) or verb.tag_ == "NNS")
        or negated(verb)
        or modals(verb) & _HEDGED
    ):
        return None
    whom = any(c.tag_ in ("WDT", "WP") and c.dep_ in ("dobj", "pobj") for c in verb.lefts)
    opening = next((c for c in verb.rights if c.dep_ == "prep" and f"{c.lower_}+obj" in forms), None)
    deed = next((c for c in opening.children if c.dep_ in ("pcomp", "pobj")), None) if opening is not None else None
    doers = next(((c,) for c in verb.lefts if c.dep_ in ("nsubj", "compound") and c.tag_ not in ("WDT", "WP")), ())
    if not whom or opening is None or deed is None or not doers:
        return None
    return Stand("accuse", verb, doers, opening.i + 1, max(extent(opening)[1], deed.i), deed, "position.verb")


def used_to(verb: Token, lemma: str) -> Stand | None:
    """What someone spoke to do: "used a speech to accuse Lindau of breaking the truce"."""
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "advcl", "acl") or not opened_by_to(verb):
        return None
    above = next((one for one in verb.ancestors if is_verb(one)), verb)
    if above.lemma_.lower() not in _USING or not is_finite(above) or negated(above) or is_passive(above):
        return None
    if above.i == verb.i - 2 and above.lemma_.lower() == "use":
        return None  # "used to demand" is a former habit
    if in_condition(above) or modals(above) & _HEDGED or above.i > verb.i:
        return None
    for move, forms in move_words().verbs.get(lemma, ()):
        found = next((one for form in sorted(forms) if (one := object_of(verb, form))), None)
        if move in _SPOKEN and found is not None:
            return Stand(move, verb, subjects(above), *found, rule="position.verb")
    return None


def asked(stand: Stand, issue: str | None) -> str | None:
    """The issue of a stand, with its own words where the list decides nothing.

    An appeal to a party that it names counts whatever is asked ("urged Sorn to change course"); an agreement that is
    left or broken is the end of a war only if more than this word says so.
    """
    if issue is None:
        return _appealed(stand)
    if issue == "end_of_war" and stand.rule in ("position.announced-deed", "position.charged"):
        bond = next((t for t in (stand.head, *stand.head.rights) if t.lemma_.lower() in _PAPERS), None)
        if bond is not None and issues().match_strong([t.lemma_.lower() for t in bond.subtree]) is None:
            named = [t.text for t in bond.lefts if t.dep_ in ("compound", "amod", "nmod")]
            return OTHER + " ".join([*named[-2:], bond.text]).lower()
    return issue


def _appealed(stand: Stand) -> str | None:
    """An appeal's deed as the issue, where a party is asked for it."""
    head, verb, lexicon = stand.head, stand.verb, move_words()
    if (
        stand.move != "appeal"
        or stand.rule != "position.verb"
        or head.tag_ != "VB"
        or head.lemma_.lower() in lexicon.void
    ):
        return None
    if verb.lemma_.lower() in lexicon.weak or negated(head):
        return None
    near = [*head.lefts, *(t for c in verb.rights if c.i < head.i for t in (c, *c.children))]
    whom = [t for t in near if t.dep_ in ("nsubj", "dobj", "pobj") and t.i >= stand.first]
    if not any(is_party(t) or _is_organ(t) for t in whom):
        return None
    inner = next((c for c in head.rights if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    return f"{OTHER}{head.lemma_} {inner.text}".lower() if inner is not None else None


def _is_organ(token: Token) -> bool:
    """Whether the token names those through whom a party acts: "the Veranian government"."""
    return token.lemma_.lower() in move_words().organs and any(is_party(c) for c in token.lefts)
