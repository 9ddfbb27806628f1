"""Whether a clause with a time limit tells what is to be done, and who wants it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.lexicons.words import words
from onrecord.reading.clauses import (
    SUBJECTS,
    Token,
    extent,
    in_condition,
    is_finite,
    is_passive,
    is_verb,
    modals,
    negated,
    objects,
    subjects,
)

_DUTY = frozenset({"must", "shall", "should", "will", "'ll", "’ll", "would", "'d"})
#: Verbs whose subject sets what the clause under them is to bring.
_SETTING = words(
    "want demand urge press order ask call propose insist require expect push give request pressure tell instruct "
    "target aim hope seek set vow pledge promise agree commit plan offer decide intend undertake threaten warn appeal"
)
#: What is foretold of these is no duty of anyone.
_FORECAST = words(
    "be become rise fall grow drop reach exceed increase decrease total cost double shrink have know remain"
)
#: Nouns of deeds that can be due by a time.
_DEEDS = words(
    "withdrawal pullout ceasefire truce release handover response answer reply deal agreement settlement end return "
    "election vote decision halt completion resolution disarmament delivery payment referendum submission ratification"
)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due: its verb or noun, the first token of it, the first token of the words that set it, who sets it."""

    verb: Token
    setters: tuple[Token, ...] = ()
    first: int | None = None
    start: int | None = None


def due_of(limit: Token) -> Due | None:
    """What is due by the limit, ``None`` if the clause tells something else.

    Args:
        limit: the word that opens the limit ("by", "within", "before", "than").
    """
    holder = limit.head
    while holder.dep_ in ("prep", "advmod", "pobj", "npadvmod") and not is_verb(holder) and holder.pos_ != "NOUN":
        holder = holder.head
    if holder.pos_ == "NOUN":
        return _noun(holder)
    if not is_verb(holder) or in_condition(holder) or negated(holder):
        return None
    if holder.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in holder.children):
        return _wanted(holder, limit)
    if holder.tag_ == "VB" and not modals(holder) and holder.dep_ in ("ccomp", "conj"):
        return _wanted(holder, limit)
    return _duty(holder, limit) or _asked(holder)


def _asked(verb: Token) -> Due | None:
    """The deed that is the verb's object, where the limit hangs on the verb: "wants a truce by June"."""
    deed = next((noun for noun in objects(verb) if noun.lemma_.lower() in _DEEDS), None)
    if deed is None or verb.lemma_.lower() not in _SETTING:
        return None
    return Due(deed, subjects(verb), extent(deed)[0], verb.i)


def _wanted(verb: Token, limit: Token) -> Due | None:
    """An infinitive under a verb that sets it: "wants the sides to end their war by June"."""
    above = verb.head
    while verb.dep_ in ("conj", "xcomp") and is_verb(above) and above.tag_ == "VB" and not modals(above) & _DUTY:
        verb, above = above, above.head
    setting = above.lemma_.lower() in _SETTING
    if limit.lower_ == "before" and not setting:
        return None
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "conj") and (setting or _is_due(above)):
        doers = [c for c in verb.lefts if c.dep_ in SUBJECTS] or [
            c for c in above.rights if c.dep_ in ("dobj", "dative") and c.i < verb.i
        ]
        first = doers[0].left_edge.i if doers else None
        setters = subjects(above) if setting and is_verb(above) and not is_passive(above) else ()
        start = above.i if setting and is_verb(above) else None
        return Due(verb, setters, first, min(start, first) if start and first else start)
    return None


#: "is due to", "is obliged to", "has to", "a goal for them to".
_OBLIGING = words(
    "due oblige obligate have need suppose expect require schedule bind deadline duty goal target demand plan order "
    "request promise pledge timetable timeline"
)


def _is_due(above: Token) -> bool:
    return above.lemma_.lower() in _OBLIGING


def _duty(verb: Token, limit: Token) -> Due | None:
    """A finite clause that tells a duty or an announced deed: "must leave by Friday", not "had left by Friday"."""
    auxiliaries = modals(verb)
    if not auxiliaries & _DUTY or "have" in auxiliaries or not is_finite(verb):
        return None
    strict = bool(auxiliaries & {"must", "shall", "should"})
    if limit.lower_ == "before" and not strict:
        return None
    if not strict and (verb.lemma_.lower() in _FORECAST and not is_passive(verb)):
        return None
    setting = _setter(verb)
    return Due(verb, setting)


def _setter(verb: Token) -> tuple[Token, ...]:
    """Who demands or orders the clause that the verb stands in."""
    above = verb.head
    if verb.dep_ in ("ccomp", "xcomp") and is_verb(above) and above.lemma_.lower() in _SETTING:
        return subjects(above)
    return ()


def _noun(noun: Token) -> Due | None:
    """A noun of a deed that a verb asks for or promises: "demanded a withdrawal by March"."""
    head = noun
    while head.dep_ in ("pobj", "prep", "conj") and not is_verb(head.head):
        head = head.head
    verb = head.head if is_verb(head.head) else None
    if not {noun.lemma_.lower(), head.lemma_.lower()} & _DEEDS or verb is None or in_condition(verb):
        return None
    if verb.lemma_.lower() not in _SETTING or negated(verb):
        return None
    return Due(noun, subjects(verb), extent(head)[0], verb.i)
