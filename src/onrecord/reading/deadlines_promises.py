"""Promises with a time, and whose a promise or demand is."""

from __future__ import annotations

from onrecord.lexicons.words import words
from onrecord.reading.clauses import Token, is_verb, modals, negated, objects, subjects, under
from onrecord.reading.deadlines_found import Deed
from onrecord.reading.deadlines_limits import SHORT, Limit
from onrecord.reading.deadlines_words import ASKS, HOLDING, MEETINGS

#: Nouns that make what is done with them a meeting.
TALKS = words("talk talks meeting summit visit negotiation round dialogue conversation consultation discussion call")


def promise(verb: Token, above: Token, limit: Limit) -> Deed | None:
    """The deed as a commitment of the subject of the verb above; ``None`` for meetings and for the date of the vow."""
    lemma = verb.lemma_.lower()
    if lemma in MEETINGS or any(t.lemma_.lower() in TALKS for t in objects(verb)):
        return None
    if limit.sort in ("until", "for") and lemma not in HOLDING:
        return None
    if limit.sort == "for" and lemma in ("extend", "continue"):
        return None  # for how long it is prolonged
    if is_verb(above) and above.tag_ == "VB" and not modals(above) - {"to", "did", "do"}:
        return _asked_of(verb, above, limit)
    if limit.sort == "bare" and limit.holder.i == above.i:
        return None
    return Deed(
        verb, "promised", subjects(above), None, above.i, "commitment", coming=limit.sort == "bare", by=above
    )  # fmt: skip


def _asked_of(verb: Token, above: Token, limit: Limit) -> Deed | None:
    """A promise that another asks for: "wants Sorn to commit to leaving by May"."""
    asking = above.head
    if above.lemma_.lower() == "accept" or not is_verb(asking) or asking.lemma_.lower() not in ASKS or negated(asking):
        return None
    return Deed(verb, "asked", subjects(asking), None, above.i, by=asking) if limit.sort in SHORT else None


def owners(noun: Token) -> tuple[Token, ...]:
    """Whose it is: "Lindau's promise", "a Sornese demand", "a pledge by Ardal"."""
    own = [c for c in noun.lefts if c.dep_ == "poss"] or [
        c
        for c in noun.lefts
        if c.dep_ in ("compound", "amod", "nmod") and c.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
    ]
    return tuple(own) or under(noun, "by", "from")


def makers(noun: Token) -> tuple[Token, ...]:
    """The subject of the verb whose object the noun is: "signed a deal to…", "set a goal to…"."""
    verb = noun.head
    made = is_verb(verb) and noun.dep_ == "dobj" and not negated(verb)
    return subjects(verb) if made and verb.lemma_.lower() in _MAKING else ()


_MAKING = words("sign reach make set give issue impose strike announce renew repeat")
