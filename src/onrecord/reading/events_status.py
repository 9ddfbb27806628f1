"""Whether what a verb tells has happened, goes on, is planned, possible, conditional or denied."""

from __future__ import annotations

from onrecord.lexicons.words import words
from onrecord.model.reading import EventStatus
from onrecord.reading.clauses import (
    AUX,
    Token,
    condition_of,
    finite_above,
    has_mark,
    in_condition,
    is_behind_comma,
    is_question,
    is_verb,
    modals,
    negated,
)

#: What stands in the "to" clause of these is intended.
AHEAD = words(
    "plan intend prepare agree decide schedule set expect promise pledge vow commit ready willing due poised about go "
    "resolve arrange undertake swear slate open prepared likely determined ready suppose"
)
#: What stands in the clause of these is as real as the verb itself.
REAL = words(
    "continue keep begin start resume manage proceed go help cease finish hurry use come return be seem appear"
)
#: What stands in the clause of these has been going on until then.
STOPPED = words("stop halt quit suspend end pause")
#: What stands in the clause of these did not happen.
UNDONE = words("refuse decline fail avoid forgo omit neglect deny cancel unable unwilling powerless")
#: "denied that it had attacked": what is denied here is told as not done.
_DENIED = words("deny refute dispute disprove")
_BEFORE = frozenset({"recently", "earlier", "previously", "formerly"})
#: Who tells it does not stand by it.
HEDGED = words("allegedly reportedly purportedly supposedly possibly perhaps maybe probably presumably")

_MAYBE = frozenset({"may", "might", "could", "can"})
_OUGHT = frozenset({"must", "should", "ought", "need"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "won"})
_WOULD = frozenset({"would", "'d", "’d"})
_PRESENT = frozenset({"VBZ", "VBP"})
_AIMED = frozenset({"ensure", "make", "guarantee", "prevent", "see", "secure"})
_AIMS = words(
    "demand insistence proposal call appeal request plea hope fear condition requirement threat warning idea "
    "possibility suggestion risk chance prospect wish"
)
_DEPTH = 5


def status(verb: Token, *, headline: bool = False, lasting: bool = False, depth: int = _DEPTH) -> EventStatus:
    """The standing of what the verb tells, from negation, conditions, modal verbs, tense and the governing verb.

    "did not attack" is denied, "if it attacks" conditional, "may attack" possible, "will attack" and "plans to
    attack" planned, "is attacking" ongoing. What "must", "should", "has to" or "is required to" be done, or "must not",
    is wanted and no more: possible. A question asserts nothing: possible.

    Args:
        verb: the verb.
        headline: the verb stands in a headline, where the present tells the past and "to" the future.
        lasting: the simple present of the verb tells something that goes on ("occupies").
        depth: how many governing verbs may be asked.
    """
    if is_question(verb) or _is_aim(verb):
        return "possible"
    if _is_forbidden(verb):
        return "possible"
    if negated(verb) or _is_denied(verb) or _is_called_off(verb):
        return "denied"
    if _in_condition(verb) or _is_inverted(verb):
        return "conditional"
    if _is_past_errand(verb) and not negated(verb.head):
        return "happened"
    told = _modal(verb)
    if told is None:
        told = _governed(verb, headline, depth) if _infinite(verb) else _tense(verb, headline, lasting)
    if told == "ongoing" and verb.tag_ == "VBG" and any(c.lower_ in _BEFORE for c in verb.children):
        told = "happened"  # "has been pressing both sides, recently hosting talks"
    return told


def _is_forbidden(verb: Token) -> bool:
    """ "Should not attack", "must not leave": what is not to be done is told neither as done nor as not done."""
    auxiliaries = modals(verb)
    return bool(auxiliaries & _OUGHT) and not auxiliaries & {"have", "'ve"} and negated(verb)


def _is_denied(verb: Token) -> bool:
    """ "denied that it had attacked"; who does not deny it leaves it open."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _DENIED and not negated(verb.head)


#: Who does this to a meeting that was arranged does not hold it.
_LEAVES = {"pull": ("out",), "withdraw": ("from",), "back": ("out",), "walk": ("out", "away"), "call": ("off",)}
_CANCELS = words("cancel scrap skip boycott abandon shelve")
_ARRANGED = words("schedule plan set arrange")


def _is_called_off(verb: Token) -> bool:
    """ "Pulled out of a meeting scheduled for Friday": what was scheduled does not take place."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.lemma_.lower() not in _ARRANGED:
        return False
    noun, above = verb.head, verb.head.head
    while above.dep_ in ("prep", "prt", "advmod") and above.head.i != above.i:
        above = above.head
    if not is_verb(above) or noun.dep_ not in ("dobj", "pobj", "nsubjpass") or negated(above):
        return False
    lemma = above.lemma_.lower()
    ways = _LEAVES.get(lemma, ())
    left = lemma in _CANCELS or any(c.lower_ in ways for c in above.children)
    return left and status(above) == "happened"


#: Who was sent or went to meet somebody, on a day told as past, has met.
_SENT = words("dispatch send travel fly go come")
_LONG_PAST = frozenset({"last", "ago", "yesterday", "earlier", "previously"})


def _is_past_errand(verb: Token) -> bool:
    """ "Dispatched his envoy last month to meet the rebels": the errand is told as past with the day it had."""
    above = verb.head
    if verb.tag_ != "VB" or above.tag_ not in ("VBD", "VBN") or above.lemma_.lower() not in _SENT:
        return False
    before = verb.doc[above.i + 1 : verb.i]
    return any(t.lower_ in _LONG_PAST for t in before) and not modals(above) & (_WILL | _MAYBE | _WOULD | _OUGHT)


def _in_condition(verb: Token) -> bool:
    """Whether the verb stands in a condition, with no relative clause between: what such a clause adds is told plainly.

    "Whether to recognise the province, which Sorn had occupied" leaves the recognition open, not the occupation.
    """
    if not in_condition(verb):
        return False
    for node in (verb, *verb.ancestors):
        if has_mark(node, "if", "unless", "provided", "should", "whether", "lest"):
            return True
        if node.dep_ == "relcl" and node.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
            return False
    return True


def _is_inverted(verb: Token) -> bool:
    """ "Had Sorn attacked Ost, …": an auxiliary before the subject, in a clause of its own."""
    if verb.dep_ not in ("advcl", "ccomp"):
        return False
    opening = verb.left_edge
    return opening.dep_ in AUX and opening.head.i == verb.i and opening.lower_ in ("had", "were", "should")


def _is_aim(verb: Token) -> bool:
    """What shall or may be: "to ensure that they do not attack", "the demand that they leave"."""
    if verb.dep_ == "acl":
        return verb.head.lemma_ in _AIMS and has_mark(verb, "that", "for")
    return verb.dep_ == "ccomp" and verb.head.lemma_ in _AIMED and verb.head.tag_ == "VB"


def is_future(verb: Token) -> bool:
    """Whether the clause speaks of what its subject will do, or is willing or planning to do."""
    auxiliaries = modals(verb)
    if auxiliaries & _WILL or (auxiliaries & _WOULD and "have" not in auxiliaries):
        return True
    return _infinite(verb) and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in AHEAD


def _modal(verb: Token) -> EventStatus | None:
    auxiliaries = modals(verb)
    if auxiliaries & (_MAYBE | _OUGHT):
        return "possible"
    if auxiliaries & (_WILL | _WOULD):
        condition = condition_of(verb)
        bound = condition is not None and condition.lower_ != "without"  # "will come without preconditions" is free
        if bound or (auxiliaries & _WOULD and auxiliaries & {"have", "'ve"}):
            return "conditional"
        return "planned"
    return None


def _infinite(verb: Token) -> bool:
    """Whether the verb has no tense of its own: an infinitive or a participle that hangs on another word."""
    if verb.tag_ in ("VB", "VBG") and not any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "xcomp" and any(c.lower_ == "to" for c in verb.children)


def _governed(verb: Token, headline: bool, depth: int) -> EventStatus:
    head, dep = verb.head, verb.dep_
    if verb.tag_ == "VB" and dep == "ROOT":
        return "planned" if any(c.lower_ == "to" for c in verb.children) else "possible"
    if not depth or dep == "ROOT":
        return "ongoing"
    if dep == "conj":
        return status(head, headline=headline, depth=depth - 1) if is_verb(head) else "possible"
    if dep == "pcomp":
        return _AFTER_PREPOSITION.get(head.lower_, "happened")
    if dep == "xcomp":
        return _after(head, verb, headline, depth)
    if verb.tag_ == "VB":
        return "possible"
    above = head if is_verb(head) else next((one for one in head.ancestors if is_verb(one)), None)
    if above is None:
        return "happened"
    if verb.tag_ == "VBG" and is_behind_comma(verb):
        above = finite_above(above)
    told = status(above, headline=headline, depth=depth - 1)
    return told if is_verb(head) or told in ("possible", "planned", "conditional") else "happened"


#: "without attacking", "kept from attacking", "for attacking": what the preposition says of the deed.
_AFTER_PREPOSITION: dict[str, EventStatus] = {
    "without": "denied",
    "from": "possible",
    "of": "possible",
    "to": "possible",
}


def _after(head: Token, verb: Token, headline: bool, depth: int) -> EventStatus:
    """The standing of a clause that hangs on this verb or adjective without tense of its own."""
    lemma = head.lemma_.lower()
    if lemma in UNDONE:
        return "denied"
    if lemma == "be" and verb.tag_ in ("VB", "VBN") and any(c.lower_ == "to" for c in verb.children):
        return "denied" if "have" in modals(verb) else "planned"  # "was to have met" is told of what did not come about
    if lemma in STOPPED and is_verb(head):
        return "happened" if status(head, headline=headline, depth=depth - 1) == "happened" else "ongoing"
    if lemma in AHEAD:
        return "denied" if is_verb(head) and negated(head) else "planned"
    if lemma == "have" and any(child.lower_ == "yet" for child in head.children):
        return "denied"
    if lemma in REAL and is_verb(head):
        return status(head, headline=headline, depth=depth - 1)
    return "possible"


def _tense(verb: Token, headline: bool, lasting: bool) -> EventStatus:
    auxiliaries = modals(verb)
    if verb.tag_ == "VBG":
        return "happened" if auxiliaries & {"was", "were"} else "ongoing"
    if verb.tag_ in _PRESENT and lasting and not headline:
        return "ongoing"
    if "being" in auxiliaries and auxiliaries & {"is", "are"}:
        return "ongoing"
    return "happened"
