"""How tense, negation and what is promised change the PLOVER type of an event."""

from __future__ import annotations

from onrecord.lexicons.events import Kind
from onrecord.model.reading import EventStatus
from onrecord.reading.clauses import Token, complement, condition_of, is_passive, modals, negated
from onrecord.reading.events_status import is_future
from onrecord.reading.events_words import Trigger, verb_trigger

_COOPERATIVE = {
    "CONSULT": "meet",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "AID": "assist",
    "CONCEDE": "yield",
    "RETREAT": "yield",
}
_HOSTILE = {
    "PROTEST": "relations",
    "SANCTION": "relations",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "ASSAULT": "violence",
}
_VOWS = frozenset({"vow", "promise", "pledge", "swear"})
#: "scheduled talks": the verb fixes or puts off what its object names.
_FIXING = frozenset({"schedule", "plan", "postpone", "arrange", "delay", "reschedule"})
#: What one "will not" do is yet to be refused; what one "could not" do was.
_AHEAD = frozenset({"will", "wo", "shall", "would", "'ll"})
_MAYBE = frozenset({"may", "might", "could"})


def retyped(trigger: Trigger, standing: EventStatus, own: bool) -> tuple[Kind, EventStatus]:
    """Type, mode and status of a verb's event after PLOVER's rules for what is only said.

    Cooperation that an actor will give is AGREE, cooperation that it will not give is REJECT, and harm that it
    announces for itself is THREATEN. What others foretell keeps its type.

    Args:
        trigger: the verb and what it tells.
        standing: the status that its form gives.
        own: the actor itself or the outlet tells it, nobody else.
    """
    verb, kind = trigger.token, trigger.kind
    if kind.type == "AGREE" and verb.lemma_.lower() in _VOWS and _harm_promised(verb):
        return Kind("THREATEN", "violence"), standing
    if kind.type in ("AGREE", *_COOPERATIVE) and negated(verb) and _unwilling(verb):
        ahead = modals(verb) & _AHEAD
        return Kind("REJECT", _COOPERATIVE.get(kind.type)), "planned" if ahead else "happened"
    if trigger.rule == "event.light" and standing == "happened" and verb.lemma_.lower() in _FIXING:
        return kind, "planned"
    if is_passive(verb):
        return kind, standing
    if kind.type in _COOPERATIVE and is_future(verb) and standing in ("planned", "conditional"):
        return Kind("AGREE", _COOPERATIVE[kind.type]), standing
    if kind.type in _HOSTILE and own and _announced(verb, kind):
        return Kind("THREATEN", _HOSTILE[kind.type]), "happened"
    return kind, standing


def _harm_promised(verb: Token) -> bool:
    inner = complement(verb)
    found = verb_trigger(inner) if inner is not None else None
    return found is not None and found.kind.type in _HOSTILE


def _unwilling(verb: Token) -> bool:
    """Whether the negation is a stand ("will not meet"), not only something that was not done ("did not meet")."""
    return bool(modals(verb) & {"will", "would", "wo", "shall", "can", "could", "'ll", "ca"}) and not modals(verb) & {
        "have"
    }


def _announced(verb: Token, kind: Kind) -> bool:
    if condition_of(verb) is not None and (is_future(verb) or modals(verb) & _MAYBE):
        return True
    return is_future(verb) and kind.type != "SANCTION"
