"""Finite clauses with a time limit: duties, announced deeds, things asked for by name, and threats."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons.words import words
from onrecord.reading.clauses import (
    Token,
    by_agents,
    extent,
    has_mark,
    is_finite,
    is_passive,
    is_verb,
    modals,
    negated,
    objects,
    subjects,
    under,
)
from onrecord.reading.deadlines_found import Deed, Needs
from onrecord.reading.deadlines_limits import SHORT, Limit
from onrecord.reading.deadlines_promises import TALKS, promise
from onrecord.reading.deadlines_words import (
    ASKS,
    DEEDS,
    DEEDS_DONE,
    DONE,
    FORECAST,
    MEETINGS,
    MUST,
    PAPERS,
    PROMISES,
    UNSURE,
    WILL,
)

#: With a bare day, what a party "will" do is more often its diary than a promise.
_DIARY = words("leave return open end finish cut free complete stop cease")


# -- finite clauses -----------------------------------------------------------------------------------------------


def said_to_come(verb: Token, limit: Limit) -> Deed | None:
    """A finite clause that tells a duty or an announced deed: "must leave by Friday", not "had left by Friday"."""
    auxiliaries = modals(verb)
    if "have" in auxiliaries or not is_finite(verb) or limit.sort in ("until", "for"):
        return None
    above = verb.head
    sets = verb.dep_ == "ccomp" and is_verb(above) and not negated(above)
    lemma = above.lemma_.lower() if sets else ""
    if lemma in _HOPES:
        return None
    if lemma in ASKS and (auxiliaries & {"must", "should", "shall"} or lemma in ("demand", "insist", "order")):
        return Deed(verb, "asked", subjects(above)) if limit.sort in SHORT else None
    if lemma in PROMISES and auxiliaries & WILL:
        found = promise(verb, above, limit)
        return found
    if auxiliaries & MUST and limit.sort in SHORT:
        return Deed(verb, "duty", own=True)
    if auxiliaries & WILL and verb.lemma_.lower() not in FORECAST | MEETINGS:
        return _will(verb, limit, auxiliaries)
    return None


_HOPES = words(
    "hope believe expect think doubt assume imagine fear predict forecast estimate wonder guess bet suspect suppose"
)


def _will(verb: Token, limit: Limit, auxiliaries: frozenset[str]) -> Deed | None:
    """What a party will do by a time binds it, in its own words or as a deed of handing over, leaving and the like."""
    lemma = verb.lemma_.lower()
    if is_passive(verb):
        agreed = any(t.lemma_.lower() in PAPERS for t in under(verb, "under"))
        if limit.sort not in SHORT or lemma not in DEEDS_DONE:
            return None
        return Deed(verb, "duty") if agreed else Deed(verb, "will", kind="commitment", own=True, needs="speaker")
    if limit.sort == "bare" and (lemma not in DEEDS_DONE or lemma in _DIARY):
        return None
    if any(t.lemma_.lower() in TALKS for t in objects(verb)):
        return None
    outlet = lemma in DEEDS_DONE and bool(auxiliaries & {"will", "'ll", "’ll"})
    needs: Needs = "subject or outlet" if outlet else "subject"
    return Deed(verb, "will", subjects(verb), kind="commitment", needs=needs, coming=limit.sort == "bare")


def asked(verb: Token, limit: Limit) -> Deed | None:
    """What is asked for or promised by name: "wants a truce by June", "wants the war over by June"."""
    lemma = verb.lemma_.lower()
    if lemma not in ASKS | PROMISES or limit.sort not in SHORT or modals(verb) & UNSURE:
        return None
    done = next((c for c in verb.subtree if c.i > verb.i and c.lower_ in DONE and c.i < limit.first), None)
    if done is not None and lemma in ("want", "need", "demand", "like"):
        first = next(
            (t.left_edge.i for t in verb.doc[verb.i + 1 : done.i] if t.pos_ in ("NOUN", "PROPN", "PRON")), done.i
        )
        return Deed(done, "asked", subjects(verb), first, verb.i)
    deed = next((noun for noun in _named_deeds(verb, limit) if noun.lemma_.lower() in DEEDS), None)
    if deed is None:
        return None
    if lemma in PROMISES:
        return Deed(deed, "promised", subjects(verb), extent(deed)[0], verb.i, "commitment")
    setters = by_agents(verb) if is_passive(verb) else subjects(verb)
    return Deed(deed, "asked", setters, extent(deed)[0], min(verb.i, extent(deed)[0]))


def _named_deeds(verb: Token, limit: Limit) -> Iterator[Token]:
    if verb.dep_ == "relcl":
        yield verb.head
    yield from objects(verb)
    yield from under(verb, "for", "on", "to")
    noun = limit.holder
    while noun.pos_ == "NOUN" and noun.i > verb.i:
        yield noun
        noun = noun.head


# -- threats ------------------------------------------------------------------------------------------------------

_THREATS = words("threaten vow warn pledge")


def ultimatum(verb: Token) -> Deed | None:
    """What shall be done lest something follows: "threatened to leave unless they sign by Friday"."""
    clause = next((t for t in (verb, *verb.ancestors) if is_verb(t) and has_mark(t, "unless", "if")), None)
    if clause is None:
        return None
    if has_mark(clause, "if") and not (negated(clause) or clause.lemma_.lower() == "fail"):
        return None
    if clause.i != verb.i and clause.lemma_.lower() not in ("fail", "agree"):
        return None
    main = clause.head
    if not is_verb(main):
        return None
    threat = next((t for t in (main, *main.ancestors) if t.lemma_.lower() in _THREATS), None)
    if threat is None and not modals(main) & WILL:
        return None
    setters = subjects(threat) if threat is not None and not is_passive(threat) else ()
    return Deed(verb, "unless", setters, extent(clause)[0])
