"""Events that a noun names: when they are told, by whom, and with what standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.lexicons.events import VERBAL, event_words
from onrecord.lexicons.words import words
from onrecord.model.reading import EventStatus, Time
from onrecord.reading.clauses import Token, is_question, is_verb, under
from onrecord.reading.events_roles import Roles
from onrecord.reading.events_status import AHEAD, status
from onrecord.reading.events_words import noun_kind

_ARGUMENTS = frozenset({"nsubj", "nsubjpass"})
_OF = frozenset({"poss", "amod", "compound", "nmod"})
_WISHED = words(
    "want hope seek propose offer demand urge call discuss consider suggest request mull float ask push press favour"
)
_PLANNED = words("planned scheduled upcoming expected forthcoming slated due next")
#: A truce that ends is no truce, while talks that end have been held.
_KEPT = words("ceasefire truce cease-fire withdrawal retreat pullback pullout disarmament cessation cooperation")
_BROKEN = words("end collapse break fail stall expire erupt delay")
#: What is called off does not take place; what is put off is still to come.
_OFF: dict[str, EventStatus] = {"cancel": "denied", "postpone": "planned", "delay": "planned", "reschedule": "planned"}
#: Verbs that say that something takes place only with the word beside them.
_WITH = {
    "take": ("place",),
    "go": ("ahead", "forward", "on"),
    "leave": ("dead", "wounded", "injured", "homeless"),
    "claim": ("lives", "life"),
    "be": ("there",),
}
#: Of what is the subject of these in the passive, or of "due", the day is fixed; what "opened" has happened.
_FIXED = AHEAD - words("open go agree decide resolve")
#: What these have as their object is still to come.
_AWAITED = words("expect await schedule plan foresee announce anticipate prepare arrange")
_ROUNDS = words("round series session day phase stage")
_UNSURE = words("possible proposed potential suggested future hypothetical alleged")


def stands_alone(noun: Token, held: Mapping[int, int], times: Sequence[Time]) -> bool:
    """Whether the text says that the event takes place, or when: only then does a noun tell one.

    Args:
        noun: the noun.
        held: for each token the index of the time that hangs on it.
        times: the report's times.
    """
    broken = noun.head.lemma_.lower() in _BROKEN and noun.lemma_.lower() in _KEPT
    dated = noun.i in held and times[held[noun.i]].type != "DURATION" and not _is_due(noun, times[held[noun.i]])
    return (dated and not broken) or takes_place(noun) or _is_complete(noun)


def _is_complete(noun: Token) -> bool:
    """Whether the noun names who does it and to whom: "Sorn's attack on Ost", "the arrest of 12 students by police"."""
    deed = noun_kind(noun)
    if deed is None or deed.type in VERBAL or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "ROOT"):
        return False
    doers = under(noun, "by")
    if any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in noun.children):
        return bool(under(noun, "on", "against", "of", "to"))
    if len(under(noun, "between")) > 1 and noun.dep_ != "dobj":
        return True
    return bool(doers) and (bool(under(noun, "of", "on")) or any(under(one, "on", "against") for one in doers))


def _is_due(noun: Token, time: Time) -> bool:
    """Whether the time is the last by which it shall be ("a truce by June"): that tells a term, not an event."""
    limits = (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("by", "before", "within", "until"))
    return any(term.text in time.span.text for limit in limits for term in limit.children)


def carrier(noun: Token) -> Token:
    """The noun that stands for the event in the sentence: "round" of "the next round of talks", else itself."""
    outer = noun.head.head
    counted = noun.dep_ == "pobj" and noun.head.lower_ == "of" and outer.lemma_.lower() in _ROUNDS
    return outer if counted else noun


def takes_place(noun: Token) -> bool:
    """Whether the noun is the subject of a verb that says that something happens, begins, ends or is planned."""
    outer = carrier(noun)
    verb = outer.head
    if not is_verb(verb) or outer.dep_ not in (_ARGUMENTS | {"attr"} if verb.lemma_ == "be" else _ARGUMENTS):
        return False
    lemma = verb.lemma_.lower()
    if lemma in _BROKEN and noun.lemma_.lower() in _KEPT:
        return False
    if lemma in _WITH:
        return any(child.lower_ in _WITH[lemma] for child in verb.children)
    return lemma in event_words().occur


def noun_actors(roles: Roles, noun: Token) -> tuple[str, ...]:
    """Who does it: "between X and Y", "by X", "X's visit", "Veran strikes"."""
    found = roles.of([*under(noun, "between", "among", "by", "with"), *(c for c in noun.children if c.dep_ in _OF)])
    return found or roles.of(under(noun, "of")) or roles.of(under(carrier(noun).head, "between", "among"))


def noun_recipients(roles: Roles, noun: Token, actors: tuple[str, ...]) -> tuple[str, ...]:
    """To whom it is done: "on X", "against X", "with X", "to X", "the arrest of X"; a place that is attacked counts."""
    deed = noun_kind(noun)
    done = deed is not None and deed.type in ("ASSAULT", "COERCE", "SANCTION")
    for preposition in ("with", "on", "against", "to", "at", "between", "for", "from", "of"):
        found = tuple(one for one in roles.of(under(noun, preposition), places=done) if one not in actors)
        if found:
            return found
    return roles.of(under(noun, "in"), places=True) if done else ()


def noun_status(noun: Token, *, headline: bool, later: bool) -> EventStatus:
    """The standing of the event: from its own adjectives, the verb that governs it, and whether its day is to come.

    Args:
        noun: the noun.
        headline: it stands in a headline.
        later: its time lies after the report's day.
    """
    beside = {child.lower_ for child in noun.children if child.dep_ in ("amod", "acl")}
    if beside & _UNSURE or is_question(noun):
        return "possible"
    verb = next((one for one in noun.ancestors if is_verb(one)), None)
    above = status(verb, headline=headline) if verb is not None else "happened"
    lemma = verb.lemma_.lower() if verb is not None else ""
    if lemma in AHEAD | _WISHED and above == "denied":
        return "denied"  # "no longer expects a summit on Friday"
    if lemma in _WISHED:
        return "possible"
    outer = carrier(noun)
    if takes_place(noun) and outer.head.lemma_.lower() in _OFF:
        return _OFF[outer.head.lemma_.lower()]
    if above == "happened" and any(c.dep_ == "det" and c.lower_ == "no" for one in (noun, outer) for c in one.lefts):
        return "denied"  # "there were no protests"
    argument = verb is not None and outer.head.i == verb.i and outer.dep_ in _ARGUMENTS
    if (
        verb is not None
        and outer.head.i == verb.i
        and outer.dep_ == "dobj"
        and lemma in _AWAITED
        and above == "happened"
    ):
        return "planned"
    if argument and above != "happened":
        return above
    if above in ("conditional", "possible"):
        return above
    if later or beside & _PLANNED or (argument and lemma in _FIXED):
        return "planned"
    return "happened"
