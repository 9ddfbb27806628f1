"""To whom something is done: the words around an event's verb that may name them, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.lexicons.events import VERBAL, Kind
from onrecord.lexicons.words import words
from onrecord.reading.clauses import Token, complement, dative, group, has_mark, is_passive, objects, subjects, under
from onrecord.reading.events_words import Trigger, verb_trigger

#: Prepositions that name the other side of an event, in the order in which they are asked.
_OTHER_SIDE = (
    *("with", "against", "between", "among", "to", "on", "at", "from"),
    *("of", "for", "over", "upon", "into", "in", "by"),
)
_TOWARDS = ("to", "for", "into", "toward", "towards")
_AT = ("against", "at", "on", *_TOWARDS)
#: What is done with these of another is not done to the other: "with Ardal's help".
_HELP = words(
    "help support aid assistance backing mediation approval consent blessing knowledge cooperation permission"
)
#: Of these the giver is the other side: "received observers from Sorn".
_GOT = frozenset({"receive", "accept", "get", "obtain", "buy", "import"})
_HURLED = words("launch fire drop mount stage conduct unleash plant detonate explode carry throw hurl lob")
_WHERE = ("in", "at", "near", "around", "outside", "inside", "across", "throughout")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: Prepositions by which a deed is done to a place.
_ONTO = frozenset({"to", "with", "against", "on", "upon", "into", "from", "of", "at"})
#: These are held in a place, not done to it.
_HELD = frozenset({"CONSULT", "PROTEST", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Tier:
    """Nouns that may name to whom it is done, all as likely.

    Attributes:
        tokens: the nouns.
        places: whether a place among them counts.
    """

    tokens: Sequence[Token]
    places: bool = False


def tiers(trigger: Trigger, *, mutual: bool) -> Iterator[Tier]:
    """Nouns that may name the recipient of what the verb tells, from the likeliest to the least.

    Args:
        trigger: the verb and what it tells.
        mutual: two or more do it with each other, so that only "with", "to" and "for" name anybody else.
    """
    if mutual:
        yield from _mutual(trigger.token)
    else:
        yield from _tiers(trigger.token, trigger, 3)


def _mutual(verb: Token) -> Iterator[Tier]:
    inner = complement(verb)
    for one in (verb, inner) if inner is not None else (verb,):
        yield Tier([*dative(one), *_with(one)])
        yield Tier([t for head in (one, *objects(one)) for t in under(head, "with", "to", "for")])


def _with(verb: Token) -> list[Token]:
    return [t for t in under(verb, "with", "against") if t.lemma_.lower() not in _HELP]


def _tiers(verb: Token, trigger: Trigger | None, depth: int) -> Iterator[Tier]:
    kind = trigger.kind if trigger else None
    passive = is_passive(verb)
    patients = list(subjects(verb)) if passive else list(objects(verb))
    done = kind is not None and kind.type not in VERBAL and kind.type not in ("CONSULT", "PROTEST")
    inner = complement(verb) or _to_do(patients)
    yield Tier([*dative(verb), *_with(verb)], done)
    moved = trigger is not None and _moves(trigger)
    if moved:
        sides = ("from",) if verb.lemma_.lower() in _GOT else _AT if _own(trigger) else _TOWARDS
        yield Tier([t for head in (verb, *patients) for t in under(head, *sides)], done)
    if not moved:
        yield Tier(patients, kind is None or kind.type not in ("CONSULT", "PROTEST"))
    yield Tier([t for clause in _asked(verb, inner) for c in clause.children if c.dep_ == "nsubj" for t in group(c)])
    if not passive:
        yield from _by_preposition(verb, kind, done)
    for patient in patients:
        yield from _by_preposition(patient, kind, done)
        yield Tier([t for p in under(patient, "of", "for", "on", "in") for t in under(p, *_OTHER_SIDE)])
    if moved and not _own(trigger):
        yield Tier(patients)
    if inner is not None and depth:
        yield from _tiers(inner, verb_trigger(inner), depth - 1)
    yield from _further(verb, kind, patients)


def _to_do(patients: Sequence[Token]) -> Token | None:
    """The clause of what the object is about: "readiness to restore ties with Sorn"."""
    return next((c for one in patients for c in one.children if c.dep_ == "acl" and c.tag_ == "VB"), None)


def _further(verb: Token, kind: Kind | None, patients: Sequence[Token]) -> Iterator[Tier]:
    """What stands further off: inside prepositional phrases, in the clause of a purpose, and where the thing is."""
    for one in _nested(verb):
        yield Tier(under(one, "of", "from", "by", "with", "against"))
    for clause in (c for c in verb.children if c.dep_ in ("advcl", "pcomp") and c.tag_ == "VBG" and c.i > verb.i):
        yield Tier(under(clause, *_TOWARDS), True)
    if kind is None:
        return
    if kind.type == "PROTEST":
        for clause in _clauses(verb, patients):
            yield from _against([*under(clause, "for", "against", "from"), *objects(clause)])
        rallies = [p for head in (verb, *patients) for p in under(head, "in", "at")]
        yield from _against([t for p in rallies for t in under(p, "against", "over")])
        yield from _against([t for head in (verb, *patients) for t in under(head, "against", "over")])
        yield from _against(under(verb, "at"))
    if kind.type == "ASSAULT":
        yield Tier([t for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VB" for t in objects(c)])
    if kind.type not in VERBAL and kind.type not in _HELD:
        inside = [*patients, *(t for p in patients for t in under(p, "of")), *under(verb, "at", "on"), verb]
        yield Tier([t for head in inside for t in under(head, *_WHERE) if t.ent_type_ in _PLACES], True)


def _nested(verb: Token) -> Iterator[Token]:
    """Nouns in the verb's prepositional phrases, also behind two prepositions: "walked out of talks with Sorn"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "in", "for", "on", "out", "away", "from"):
            inner = [child, *(c for c in child.children if c.dep_ == "prep")]
            yield from (t for one in inner for t in one.children if t.dep_ == "pobj" and not _is_where(t))


def _against(tokens: Sequence[Token]) -> Iterator[Tier]:
    """What a protest is against, and whose that is: "violations by the police"."""
    yield Tier(tokens)
    yield Tier([t for one in tokens for t in under(one, "by", "of", "from", "against")])


def _asked(verb: Token, inner: Token | None) -> Iterator[Token]:
    """The clauses of what is asked or said: "demands that Sorn leave", "is pushing for Sorn to leave"."""
    if inner is not None:
        yield inner
    yield from (c for c in verb.children if c.dep_ in ("advcl", "ccomp") and c is not inner and has_mark(c, "for"))


def _clauses(verb: Token, patients: Sequence[Token]) -> Iterator[Token]:
    """What a protest is about: "calling for…", "to demand…", on the verb or on the nouns around it."""
    for head in (verb, *patients, *(t for c in verb.children if c.dep_ == "prep" for t in c.children)):
        for child in head.children:
            if child.dep_ in ("advcl", "acl", "xcomp", "relcl") and child.tag_ in ("VBG", "VB"):
                yield child


def _moves(trigger: Trigger) -> bool:
    """Whether the object is what is given, sent or moved, not the one to whom it is done."""
    kind = trigger.kind
    if kind.type == "MOBILIZE" or (
        kind.type == "RETREAT" and kind.mode in ("withdraw", "disarm", "ceasefire", "access")
    ):
        return True
    if trigger.rule == "event.verb":
        return False
    if kind.type == "ASSAULT":
        return trigger.token.lemma_ in _HURLED
    if trigger.token.lemma_ in ("return", "hand", "transfer", "surrender"):
        return True
    return kind.type in ("AID", "COOPERATE") or trigger.token.lemma_.lower() in ("send", "dispatch", "undertake")


def _own(trigger: Trigger | None) -> bool:
    """Whether what is moved belongs to those who move it: troops, missiles."""
    kind = trigger.kind if trigger is not None else None
    return kind is not None and (kind.type in ("MOBILIZE", "ASSAULT") or kind.mode in ("withdraw", "disarm"))


def _by_preposition(token: Token, kind: Kind | None, done: bool) -> Iterator[Tier]:
    """What hangs on a word by each preposition that can name the other side, the likeliest first."""
    here = [child.lower_ for child in token.children if child.dep_ in ("prep", "dative")]
    for preposition in _OTHER_SIDE if here else ():
        if preposition in here:
            found = list(under(token, preposition))
            if kind is None or kind.type != "ASSAULT":
                found = [t for t in found if not _is_where(t)]
            yield Tier(found, done and preposition in _ONTO)


def _is_where(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    held = token.ent_type_ in _PLACES or (token.pos_ == "PROPN" and not token.ent_type_)
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "on", "at", "into", "over") and held
