"""What became of a deadline, as a clause tells it: met, missed, dropped, or nothing yet."""

from __future__ import annotations

from onrecord.lexicons.words import words
from onrecord.model.reading import DueState
from onrecord.reading.clauses import (
    Token,
    by_agents,
    extent,
    in_condition,
    is_finite,
    is_passive,
    modals,
    negated,
    subjects,
)
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_words import DEEDS_DONE, DROPS, MEETS, MISSES, PASSES, PROMISES, RUNS_OUT, SETS

_UNSURE = frozenset({"may", "might", "could", "can", "would", "should", "will", "'ll", "’ll", "must"})
_OBJECT = ("dobj", "nsubjpass")


def is_real(verb: Token) -> bool:
    """Whether the verb tells what was done, or was decided on, and not what may be or was asked for."""
    if negated(verb) or in_condition(verb):
        return False
    if is_finite(verb):
        return not modals(verb) & _UNSURE
    if verb.tag_ == "VB":
        above = verb.head
        return above.lemma_.lower() in PROMISES | {"decide"} and is_finite(above) and is_real(above)
    if verb.dep_ in ("acl", "advcl", "conj", "ROOT", "amod"):
        return verb.tag_ in ("VBN", "VBG", "VBD")
    return False


def state_of(noun: Token, verb: Token | None) -> DueState | None:
    """What the clause tells became of a deadline; ``None`` if it tells that there is none."""
    if verb is None:
        return _done_by(noun)
    lemma, role = verb.lemma_.lower(), noun.dep_
    if verb.head.i == noun.i:
        return "missed" if lemma in MISSES else "met"
    if role in _OBJECT and lemma in MEETS | MISSES and (kept := _kept(verb, lemma)) is not None:
        return kept
    if negated(verb):
        named = role == "nsubj" and lemma == "be"  # "the June deadline is not sacred"
        return None if lemma in SETS | {"be", "have", "face"} and not named else "open"
    if role in _OBJECT and lemma in DROPS and is_real(verb):
        return "withdrawn"
    if role == "dobj" and lemma == "pass" and is_real(verb):
        return "missed" if any(t.lower_ == "without" for t in verb.subtree if t.i > verb.i) else "open"
    if role == "nsubj" and verb.lower_ == "came" and any(c.dep_ == "conj" and c.lower_ == "went" for c in verb.rights):
        return "missed"
    let = verb.tag_ == "VB" and verb.head.lemma_ == "let" and verb.head.tag_ in ("VBD", "VBN")
    if role == "nsubj" and lemma in PASSES and (verb.tag_ in ("VBD", "VBN") or let):
        without = any(t.lower_ == "without" for t in verb.subtree if t.i > verb.i)
        return "missed" if without or lemma in RUNS_OUT else "open"
    return "open"


def _done_by(noun: Token) -> DueState:
    """ "Failed to agree by the deadline", "handed it over before the deadline"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("by", "before") or verb.pos_ not in ("VERB", "AUX"):
        return "open"
    if verb.tag_ == "VB" and verb.head.lemma_ == "fail" and verb.head.tag_ in ("VBD", "VBN"):
        return "missed"
    if negated(verb) and modals(verb) & {"did", "has", "have", "had", "could"} and not in_condition(verb):
        return "missed"
    done = verb.lemma_.lower() in DEEDS_DONE and verb.tag_ in ("VBD", "VBN") and is_real(verb)
    return "met" if done and is_finite(verb) else "open"


def _kept(verb: Token, lemma: str) -> DueState | None:
    if verb.tag_ == "VB" and verb.head.lemma_.lower() == "fail" and verb.head.tag_ in ("VBD", "VBN"):
        return "missed"
    if negated(verb) and verb.tag_ in ("VB", "VBN") and modals(verb) & {"did", "has", "have", "had"}:
        return "missed" if lemma in MEETS else None
    if is_real(verb) and (verb.tag_ in ("VBD", "VBN") or modals(verb) & {"did"}):
        return "met" if lemma in MEETS else "missed"
    return None


_KEPT = words("complete finish end fulfil fulfill meet") | DEEDS_DONE


def on_time(word: Token) -> Found | None:
    """What was done "on time" or "ahead of schedule", or was not, by the last word of that.

    Args:
        word: "time" or "schedule".
    """
    verb = word.head.head
    if word.head.lower_ == "of" and verb.lower_ == "ahead":
        verb = verb.head
    elif word.head.lower_ != "on" or any(True for _ in word.children):
        return None
    if verb.lemma_.lower() not in _KEPT or verb.tag_ not in ("VBD", "VBN", "VB") or in_condition(verb):
        return None
    missed = negated(verb) or (verb.head.lemma_ == "fail" and verb.head.tag_ in ("VBD", "VBN"))
    late = missed and bool(modals(verb) & {"did", "has", "have", "had", "was", "were"} or verb.head.lemma_ == "fail")
    if not (late or (not missed and is_real(verb) and verb.tag_ != "VB")):
        return None
    first, last = extent(verb)
    setters = by_agents(verb) if is_passive(verb) else subjects(verb)
    what = (first, max(verb.i, min(last, word.head.i - 1)))
    state: DueState = "missed" if late else "met"
    return Found(first, max(last, word.i), what, "commitment.kept", verb, None, setters, "commitment", state)
