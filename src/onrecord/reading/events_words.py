"""Which words of a parsed block tell an event, and of which PLOVER type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.lexicons.events import EventWords, Kind, event_words
from onrecord.lexicons.words import words
from onrecord.reading.clauses import (
    Token,
    complement,
    has_mark,
    is_finite,
    is_passive,
    modals,
    objects,
    particle_of,
    under,
)

_PARTICLES = frozenset({"prt", "prep", "advmod", "agent"})
#: "failed to reach agreement": the object of these counts as the object of the verb above.
BROUGHT_ABOUT = frozenset({"reach", "strike", "conclude", "respond", "meet"})
_VOID = words("comment interview reward glimpse insight thanks")
#: Who is spoken with for the record, not for the matter.
_PRESS = words("reporter journalist press media broadcaster channel audience newspaper")
#: By these people speak with one another.
_LINES = frozenset({"phone", "telephone", "video", "videoconference"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss"})
_DAYS = frozenset({"DATE", "TIME"})


#: What the language model's lemmatizer makes of some verbs.
_MISTAKEN = {"stag": "stage", "rap": "rape", "rag": "rage", "slat": "slate", "snip": "snipe", "wag": "wage"} | {
    "relaunche": "relaunch"
}


def lemma_of(verb: Token) -> str:
    """The base form of a verb, lower case."""
    lemma: str = verb.lemma_.lower()
    return _MISTAKEN.get(lemma, lemma)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event.

    Attributes:
        token: the verb, or the head noun.
        kind: type and mode.
        rule: which rule found it: ``event.verb``, ``event.pair``, ``event.light`` or ``event.noun``.
        noun: the noun that names the event where a light verb carries it.
    """

    token: Token
    kind: Kind
    rule: str
    noun: Token | None = None


def verb_trigger(verb: Token) -> Trigger | None:
    """What a verb tells by itself, with its particle, or with its object; ``None`` if it tells no event."""
    lexicon = event_words()
    lemma = lemma_of(verb)
    if _answers(verb, lemma):
        return None
    by_object, by_particle = lexicon.pairs.get(lemma, {}), lexicon.verbs.get(lemma)
    if (particle := particle_of(verb, lexicon.pairs)) is not None:
        by_object = {**by_object, **lexicon.pairs.get(f"{lemma} {particle.lower_}", {})}
    if by_object:
        for token in _arguments(verb):
            kind = by_object.get(token.lemma_.lower()) or _by_sort(token, by_object)
            if kind is not None:
                return Trigger(verb, _told_by(verb, token, kind), "event.pair", token if token.pos_ == "NOUN" else None)
    if by_particle and not _is_void(verb):
        kind = _by_particle(verb, by_particle)
        if kind is not None:
            return Trigger(verb, kind, "event.verb")
    return _light(verb, lemma, lexicon)


#: Who does this "back" with words behind it has answered: "shot back that the bridge was his".
_ANSWERING = frozenset({"shoot", "fire", "hit", "strike"})


def _answers(verb: Token, lemma: str) -> bool:
    """Whether the verb with its "back" tells that somebody answered, in words."""
    particle = particle_of(verb) if lemma in _ANSWERING else None
    answered = particle is not None and particle.lower_ == "back"
    return answered and any(child.dep_ == "ccomp" for child in verb.children)


def _by_sort(token: Token, by_object: Mapping[str, Kind]) -> Kind | None:
    """What the verb tells of a person or country by name, or of people by what they are."""
    if token.ent_type_ in ("PERSON", "GPE") and token.ent_type_ in by_object:
        return by_object[token.ent_type_]
    patient = token.dep_ != "pobj" or token.head.lower_ == "of"
    return by_object.get("PEOPLE") if patient and token.lemma_.lower() in event_words().people else None


def _told_by(verb: Token, token: Token, kind: Kind) -> Kind:
    """The kind with what the words beside the object change: a hunger strike, a missile fired into the sea."""
    if kind.type == "PROTEST" and any(child.lower_ == "hunger" for child in token.children):
        return Kind("PROTEST", "hunger")
    if kind.type == "CONCEDE" and verb.lemma_ == "call" and not any(child.lower_ == "off" for child in verb.children):
        return noun_kind(token) or Kind("PROTEST", "boycott")  # "called a strike", not "called off"
    if kind.type == "SANCTION" and token.dep_ == "pobj" and token.head.lower_ in ("for", "to"):
        return noun_kind(token) or kind  # "left for talks"
    if kind.type == "ASSAULT" and verb.lemma_ in ("fire", "launch") and _is_trial(verb, token):
        return Kind("MOBILIZE", "weapons")
    return kind


def _is_trial(verb: Token, thing: Token) -> bool:
    """Whether a missile is only tried: "test-fired", "fired into the sea"."""
    if any(child.lower_ == "test" for child in verb.lefts):
        return True
    where = [*under(verb, "into", "toward", "towards"), *under(thing, "into", "toward", "towards")]
    return any(one.lemma_.lower() in ("sea", "ocean", "water") for one in where)


def _is_void(verb: Token) -> bool:
    """An object of which nothing is agreed, asked or refused: "offered comment", "spoke with reporters"."""
    heads, beside = objects(verb), under(verb, "with")
    if heads:
        return all(one.lemma_.lower() in _VOID for one in heads)
    return bool(beside) and all(one.lemma_.lower() in _PRESS for one in beside)


def _by_particle(verb: Token, known: Mapping[str, Kind]) -> Kind | None:
    particle = particle_of(verb)
    for child in verb.children:
        free = particle is None or particle.lower_ in known or child.i == particle.i + 1
        if free and child.dep_ in _PARTICLES and child.i > verb.i and child.lower_ in known and not _is_day(child):
            return known[child.lower_]  # "called off the talks on the bridge" calls on nobody
        if child.dep_ in ("advcl", "ccomp", "xcomp") and child.i > verb.i and "for" in known and has_mark(child, "for"):
            return known["for"]  # "pushes for Sorn to leave"
    if "X must" in known and _shall_be(verb):
        return known["X must"]
    if "X to" in known and _other_does(verb):
        return known["X to"]
    return known.get("")


def _is_day(preposition: Token) -> bool:
    """ "On Monday": when it is done, not to whom."""
    things = [child for child in preposition.children if child.dep_ == "pobj"]
    return bool(things) and all(one.ent_type_ in _DAYS for one in things)


def _shall_be(verb: Token) -> bool:
    """Whether the verb says what shall be: "insists that they must leave", not "insists that they left"."""
    inner = complement(verb)
    if inner is None:
        return False
    return bool(modals(inner) & {"must", "should"}) or (inner.tag_ == "VB" and not modals(inner))


def _other_does(verb: Token) -> bool:
    """Whether the verb asks another to do something: "wants X to leave", not "wants to leave"."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB":
            return any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children) or any(
                c.dep_ == "dobj" for c in verb.children
            )
    return False


def _arguments(verb: Token) -> Iterator[Token]:
    """Words in the object of the verb, nearest first: its head, what names it, what hangs on it by a preposition."""
    heads = list(_first_arguments(verb))
    yield from heads
    for head in heads:
        if head.dep_ == "xcomp" and head.lemma_.lower() in BROUGHT_ABOUT:
            yield from objects(head)
        for child in head.children:
            if child.dep_ in _INSIDE:
                yield child
            elif child.dep_ == "prep" and child.lower_ in ("of", "on", "for", "to", "in"):
                yield from (pobj for pobj in child.children if pobj.dep_ == "pobj")


def _first_arguments(verb: Token) -> Iterator[Token]:
    passive, inner = is_passive(verb), complement(verb)
    inner = None if inner is not None and inner.dep_ == "ccomp" and is_finite(inner) else inner
    for child in verb.children:
        dep = child.dep_
        patient = dep == "dobj" or (dep == "nsubjpass" and passive) or (dep in ("acomp", "oprd") and child.i > verb.i)
        if patient or (inner is not None and child.i == inner.i):
            yield child
            yield from (one for one in child.conjuncts if one.i > child.i)
            if child.dep_ == "ccomp":
                yield from (one for one in child.children if one.dep_ == "nsubj")
        elif dep in ("prep", "agent") and child.lower_ not in ("by", "since"):
            yield from (pobj for pobj in child.children if pobj.dep_ in ("pobj", "pcomp"))
        elif dep in ("prep", "agent") and child.lower_ == "by" and verb.lemma_ in ("speak", "talk"):
            yield from (one for one in child.children if one.lemma_.lower() in _LINES)
        elif dep == "agent":
            yield from child.children
        elif dep in ("prt", "advmod") and child.i > verb.i:
            yield child
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield verb.head


#: With these a verb does not do what its object names: "held off an attack", "gave up the talks".
_TURNED = {"hold": ("off", "back", "up"), "give": ("up", "away", "back"), "make": ("up",), "see": ("off",)}


def _light(verb: Token, lemma: str, lexicon: EventWords) -> Trigger | None:
    particle = particle_of(verb)
    if lemma not in lexicon.light or (particle is not None and particle.lower_ in _TURNED.get(lemma, ())):
        return None
    for token in _first_arguments(verb):
        if token.pos_ == "NOUN":
            kind = noun_kind(token)
            if kind is not None:
                return Trigger(verb, kind, "event.light", token)
    return None


def noun_kind(noun: Token) -> Kind | None:
    """What a noun names as an event, by itself or with the words beside it ("air raid", "exchange of prisoners")."""
    known = event_words().nouns.get(noun.lemma_.lower())
    if known is None:
        return None
    if noun.lemma_.lower() == "strike" and _is_armed(noun):
        return Kind("ASSAULT", "heavy-weapons")
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod"):
            kind = known.get(child.lemma_.lower()) or known.get(child.lower_)
            if kind is not None:
                return kind
        elif child.lower_ == "of":
            for pobj in child.children:
                kind = known.get(f"of {pobj.lemma_.lower()}")
                if kind is not None:
                    return kind
    return known.get("")


#: What a strike does that is no strike of workers.
_HARMS = frozenset({"kill", "wound", "injure", "hit", "destroy", "damage"})


def _is_armed(strike: Token) -> bool:
    """Whether a strike is an attack: it kills or destroys, or is on somebody."""
    if strike.dep_ == "nsubj" and strike.head.lemma_.lower() in _HARMS:
        return True
    return any(one.ent_type_ not in _DAYS for one in under(strike, "on"))
