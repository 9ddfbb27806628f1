"""Time that is given for a deed, and terms that run out."""

from __future__ import annotations

from onrecord.lexicons.words import words
from onrecord.reading.clauses import (
    Token,
    by_agents,
    dative,
    extent,
    in_condition,
    is_passive,
    is_verb,
    modals,
    negated,
    objects,
    subjects,
)
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import Limit
from onrecord.reading.deadlines_words import ENDS, GIVES, RUNS_OUT, TERMS

#: Papers of single people, of which reports tell in general.
_PERSONAL = words("permit visa licence license protection lease patent coupon card passport enrollment status")
_EXPIRY = frozenset({"expiration", "expiry"})


# -- time that is given -------------------------------------------------------------------------------------------


def given(limit: Limit) -> Found | None:
    """Time that is given for a deed: "gave Lindau until Friday to reply", "has two weeks to answer"."""
    verb = _giving(limit)
    if verb is None or negated(verb) or in_condition(verb) or modals(verb) & {"may", "might", "could", "can"}:
        return None
    lemma = verb.lemma_.lower()
    stretch = limit.time is not None and limit.time.type == "DURATION" and limit.sort != "until"
    if stretch and (lemma in ("allow", "offer", "extend") or (lemma == "have" and verb.tag_ in ("VBD", "VBN", "VB"))):
        return None
    deed = _deed_behind(verb, limit)
    taker = [*dative(verb), *(t for t in objects(verb) if t.pos_ in ("PROPN", "PRON"))]
    if stretch and (modals(verb) & {"would"} or "S" in (limit.time.value if limit.time else "")):
        return None
    if deed is None and lemma in ("have", "get") and limit.first - verb.i > 2:
        return None
    if deed is None and (stretch or not (lemma == "have" or taker or is_passive(verb))):
        return None
    kept = lemma in ("have", "get")
    setters = () if kept else by_agents(verb) if is_passive(verb) else subjects(verb)
    first = min([verb.i, limit.first, *(t.left_edge.i for t in (*dative(verb), *objects(verb)))])
    last = max(limit.last, extent(deed)[1]) if deed is not None else limit.last
    if deed is None and limit.first - 1 == verb.i:
        first = extent(verb)[0]
    what = (deed.i - 1, last) if deed is not None else (first, limit.first - 1 if limit.first > first else last)
    return Found(first, last, what, "deadline.given", verb, limit, setters, own=kept, by=verb)


def _deed_behind(verb: Token, limit: Limit) -> Token | None:
    """The infinitive behind the time, next to it or hanging on the verb or the time."""
    for token in verb.doc[limit.last + 1 : min(verb.sent.end, limit.last + _FAR)]:
        if token.tag_ == "VB" and token.nbor(-1).lower_ in ("to", "either", "and"):
            near = token.i <= limit.last + _NEAR
            if near or token.head.i == verb.i or limit.first <= token.head.i <= limit.last:
                return token
    return None


#: So many tokens behind the time its deed is looked for, and taken whatever it hangs on.
_FAR, _NEAR = 16, 4


def _giving(limit: Limit) -> Token | None:
    """The verb by which time is given or had."""
    verb = limit.verb()
    for one in (verb, verb.head if verb is not None else None):
        if one is None or not is_verb(one) or one.lemma_.lower() not in GIVES | {"have", "get"} or one.i > limit.first:
            continue
        if limit.sort == "until":
            return one
        root = next(
            (t for t in one.children if t.i in limit.covered and t.dep_ in ("dobj", "dative", "npadvmod")), None
        )
        if root is not None and limit.time is not None and limit.time.type == "DURATION":
            return one
    return None


# -- terms --------------------------------------------------------------------------------------------------------


def runs_out(limit: Limit) -> Found | None:
    """A term that runs out: "the truce expires on Sunday", "the order holds until March"."""
    if limit.sort in ("before", "amount", "for", "by"):
        return None
    verb = limit.verb()
    if verb is None or limit.holder.i != verb.i or negated(verb) or in_condition(verb):
        return None
    lemma = verb.lemma_.lower()
    kind = RUNS_OUT | ENDS | ({"be"} if limit.sort == "until" else frozenset())
    if lemma not in kind or _is_over(verb) or modals(verb) & {"may", "might", "could", "can", "would", "should"}:
        return None
    term = next((t for t in subjects(verb) if t.pos_ in ("NOUN", "PROPN")), None)
    if term is None or term.i > verb.i or not _is_term(term, verb, limit):
        return None
    behind = verb.dep_ == "relcl" and term.i < verb.left_edge.i
    what = (extent(term)[0], _before_comma(verb)) if behind else extent(term)
    if what[1] > verb.i:
        what = (what[0], max(term.i, what[0]))
    return Found(what[0], max(limit.last, verb.i), what, "deadline.expires", term, limit)


def _is_term(term: Token, verb: Token, limit: Limit) -> bool:
    lemma, noun = verb.lemma_.lower(), term.lemma_.lower()
    if lemma in RUNS_OUT:
        return noun not in _PERSONAL
    if lemma == "run" and limit.sort != "until":
        return noun in TERMS and any(c.lower_ == "out" for c in verb.children)
    if lemma == "be":
        return noun in TERMS and any(c.lower_ in ("valid", "place", "force") for c in verb.subtree)
    return noun in TERMS and (lemma in ("end", "finish") or limit.sort == "until")


def _is_over(verb: Token) -> bool:
    """Whether the term has run out already: "expired on Friday"."""
    if verb.tag_ not in ("VBD", "VBN"):
        return False
    return not modals(verb) & {"set", "due", "will"}


def _before_comma(verb: Token) -> int:
    """The last token before a relative clause and its comma."""
    last: int = verb.left_edge.i - 1
    return last - 1 if verb.doc[last].text == "," else last


def expiry(limit: Limit) -> Found | None:
    """ "The expiry of the treaty on February 5"."""
    noun = limit.holder
    while noun.pos_ == "NOUN" and noun.lemma_.lower() not in _EXPIRY and noun.head.i != noun.i:
        noun = noun.head
    if noun.lemma_.lower() not in _EXPIRY or limit.sort not in ("bare", "next"):
        return None
    first, last = extent(noun)
    if limit.last < first:
        return None
    return Found(first, max(last, limit.last), (first, last), "deadline.expires", noun, limit, coming=True)
