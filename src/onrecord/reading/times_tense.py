"""Whether a clause speaks of what was or of what is to come."""

from __future__ import annotations

from typing import Any

from onrecord.lexicons.words import words
from onrecord.reading.times_grammar import Tense

#: Steps up the parse to the clause's verb; a date hangs on it by two to four.
CLIMB = 8

_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "would", "may", "might", "should", "must", "wo"})
_OPEN = frozenset({"can", "could", "ca"})
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve", "having"})
_ARE = frozenset({"is", "are", "'re", "’re", "'s", "’s", "am"})

#: What is planned or put off lies ahead, whatever the tense of the verb.
_PLANS = words("plan schedule slate postpone extend delay book set due expect prolong")
#: What is wanted "by June" lies ahead, however long ago it was wanted.
_WISHES = words(
    "want demand propose seek hope expect promise offer ask urge order require request insist call push vow pledge "
    "envisage foresee target give"
)
_LIMITS = frozenset({"by", "until", "till", "before", "from"})
_PLANNED = words("planned scheduled slated upcoming forthcoming expected proposed")
#: What was supposed or meant to be lies behind; so does what was planned at first.
_MEANT = words("suppose mean")
_ONCE = words("initially originally previously first")
_WAS = frozenset({"was", "were"})
#: What is payable or effective from a day on lies ahead.
_COMING = words("due payable effective")
#: A deadline that was kept or missed may lie behind.
_OVER = words("miss pass expire lapse meet fail blow keep ignore")
#: Verbs whose "to meet" lies ahead of a past verb ("wanted to meet on Friday").
_WILLING = words(
    "plan expect schedule set due intend hope aim want propose offer agree promise vow prepare seek slate urge ask "
    "demand push pledge decide invite"
)
#: Timetable verbs, which look ahead in the simple present ("they meet on Monday").
_TIMETABLE = words(
    "meet begin start open end expire convene arrive travel resume vote host hold leave take close visit"
)


def tense_at(doc: Any, token: int) -> Tense | None:
    """The tense of the clause around a token, ``None`` where it is not told.

    ``future`` for "will meet", "to meet", "are meeting", "planned for"; ``past`` for "met", "has met", "announced". A
    date that qualifies a noun ("the June agreement", "Friday's talks") has none.
    """
    at = doc[token]
    if at.dep_ in ("compound", "poss", "nmod", "amod") and at.head.pos_ in ("NOUN", "PROPN") and at.head.i > at.i:
        follows = doc[at.i + 1]
        if follows.pos_ != "NUM" and at.head.ent_type_ not in ("DATE", "TIME"):
            return None
    preposition, held, passed = "", -1, False
    for _ in range(CLIMB):
        if (at.pos_ == "ADP" or at.dep_ == "prep") and not preposition:
            preposition, held = at.lower_, at.head.i
        if preposition == "since":
            return "past"
        if _is_deadline(at, preposition) or _is_planned(at, preposition):
            return "future"
        if at.pos_ in ("VERB", "AUX"):
            found = _of_verb(at, preposition, held == at.i, passed)
            if found is not None:
                return found
            passed = passed or at.pos_ == "VERB"
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _is_deadline(at: Any, preposition: str) -> bool:
    """ "The deadline of June" lies ahead unless it was missed; so do what is due and "a deal by June" as a subject."""
    if at.pos_ == "NOUN" and preposition in ("by", "until", "till") and at.dep_ in ("nsubj", "nsubjpass"):
        return True
    if at.lower_ in _COMING and at.pos_ == "ADJ" and preposition != "to":
        return True
    return at.lower_ == "deadline" and preposition in ("of", "for") and at.head.lemma_ not in _OVER


def _is_planned(at: Any, preposition: str) -> bool:
    """ "The planned talks on Friday", "an upcoming visit in May"."""
    if at.pos_ != "NOUN" or preposition not in ("in", "on", "at", "for"):
        return False
    return any(child.dep_ == "amod" and child.lower_ in _PLANNED for child in at.children)


def _of_verb(verb: Any, preposition: str, own: bool, passed: bool) -> Tense | None:
    forms = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if _is_dropped(verb, forms):
        return "past"
    if verb.lemma_ in _PLANS and _is_plan(verb, preposition, own):
        return "future"
    if verb.lemma_ in _WISHES and preposition in _LIMITS and (verb.lemma_ != "call" or _calls_for(verb)):
        return "future"
    if forms & _HAVE:
        return "past"
    if forms & _AHEAD:
        return "future"
    if forms & _OPEN:
        return None
    if "to" in forms:
        return None if passed else _of_infinitive(verb)
    if verb.tag_ == "VBG" and forms & _ARE:
        return "future"
    if verb.tag_ in ("VBN", "VBZ", "VBP") and (forms & _ARE or verb.tag_ != "VBN") and _is_condition(verb):
        return "future"
    return _of_form(verb)


def _calls_for(verb: Any) -> bool:
    return any(child.lower_ == "for" for child in verb.children)


def _is_dropped(verb: Any, forms: set[str]) -> bool:
    """ "Had been due to start", "was supposed to start", "was first planned for": what was planned and lies behind."""
    if verb.tag_ in ("VBN", "VBD") and verb.lemma_ in _PLANS | _MEANT:
        first = any(child.lower_ in _ONCE for child in verb.children)
        return ("had" in forms and "been" in forms) or (bool(forms & _WAS) and (first or verb.lemma_ in _MEANT))
    above = verb.head
    if "to" not in forms or verb.dep_ not in ("xcomp", "advcl") or above.i == verb.i:
        return False
    if above.lemma_ in _PLANS | _MEANT or above.lower_ == "due":
        over = above if above.lower_ != "due" else above.head
        aux = {child.lower_ for child in (*above.children, *over.children)}
        was = bool((aux | {over.lower_}) & _WAS)
        return ("had" in aux and "been" in aux | {over.lower_}) or (
            was and (above.lemma_ in _MEANT or bool(aux & _ONCE))
        )
    return False


def _is_plan(verb: Any, preposition: str, own: bool) -> bool:
    """Whether a verb of planning looks ahead to the time: "set for May", not "as planned on May 3", "a record set on".

    "The figures for May extended a fall": the time hangs on a noun of its own.
    """
    if any(child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.children):
        return False
    if verb.lemma_ == "plan":
        return True
    return own and preposition in (("for",) if verb.lemma_ == "set" else ("for", "until", "till", "to", "on", "by"))


def _is_condition(verb: Any) -> bool:
    """ "When the case is heard in May", "if they meet on Friday": ahead."""
    return any(child.lower_ in ("when", "if", "once", "unless", "until") for child in verb.children)


def _of_infinitive(verb: Any) -> Tense | None:
    """ "To meet" lies ahead, but not where it only follows what was done ("came to meet")."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "advcl", "ccomp") or above.lemma_ in _WILLING:
        return "future"
    while above.tag_ in ("VBG", "VB") and above.head.i != above.i and above.lemma_ not in _WILLING:
        above = above.head
    return "past" if above.tag_ == "VBD" and above.lemma_ not in _WILLING else "future"


def _of_form(verb: Any) -> Tense | None:
    """The tense of a verb by its own form."""
    if verb.tag_ in ("VBD", "VBN"):
        return "past"
    if verb.tag_ == "VB":
        return "future"
    if verb.tag_ in ("VBZ", "VBP"):
        return "future" if verb.lemma_ in _TIMETABLE else None
    return None
