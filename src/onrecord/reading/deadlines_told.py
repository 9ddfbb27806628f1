"""Finite clauses with a time limit: duties, announced deeds, things asked for by name, and threats."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons.words import words
from onrecord.reading.clauses import (
    Token,
    by_agents,
    extent,
    has_mark,
    in_condition,
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
    HOLDING,
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
    if verb.dep_ in ("acl", "ccomp") and verb.head.pos_ == "NOUN":
        return None  # "a chance that it will return by May"
    holds = verb.lemma_.lower() in HOLDING
    if "have" in auxiliaries or (limit.sort in ("until", "for") and not (holds and auxiliaries & WILL)):
        return None
    above = verb.head
    sets = verb.dep_ == "ccomp" and is_verb(above) and not negated(above)
    lemma = above.lemma_.lower() if sets else ""
    if lemma in ASKS and (auxiliaries & {"must", "should", "shall"} or (lemma in _MANDATING and _is_bare(verb))):
        return Deed(verb, "asked", subjects(above), by=above) if limit.sort in SHORT else None
    if lemma in _HOPES or not (is_finite(verb) or auxiliaries):
        return None
    if lemma in PROMISES and auxiliaries & WILL:
        return promise(verb, above, limit)
    if auxiliaries & MUST and limit.sort in SHORT:
        return Deed(verb, "duty", own=True)
    if sets and lemma not in _SAYS:
        return None  # "doubts that they will leave by May"
    if auxiliaries & WILL and verb.lemma_.lower() not in FORECAST | MEETINGS:
        return _will(verb, limit, auxiliaries)
    return None


_SAYS = words(
    "say announce tell add confirm state declare write tweet post stress reiterate insist note explain report"
)
#: After these, "that it be released" is what shall be.
_MANDATING = words("demand insist order request require propose recommend ask")


def _is_bare(verb: Token) -> bool:
    """Whether it is "leave" or "be released", without a tense."""
    be = any(c.lower_ == "be" and c.dep_ == "auxpass" for c in verb.children)
    return (verb.tag_ in ("VB", "VBP") and not modals(verb)) or (be and modals(verb) <= {"be"})


_HOPES = words(
    "hope believe expect think doubt assume imagine fear predict forecast estimate wonder guess bet suspect suppose"
)


def _will(verb: Token, limit: Limit, auxiliaries: frozenset[str]) -> Deed | None:
    """What a party will do by a time binds it, in its own words or as a deed of handing over, leaving and the like."""
    lemma = verb.lemma_.lower()
    agreed = any(t.lemma_.lower() in PAPERS for t in under(verb, "under"))
    if agreed and limit.sort in SHORT and not is_passive(verb):
        return Deed(verb, "will", subjects(verb), kind="commitment", needs="party")
    if is_passive(verb):
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
        return Deed(done, "asked", subjects(verb), first, verb.i, by=verb)
    anything = lemma in _ASKING_FOR
    if lemma in PROMISES:
        return _promised(verb, limit)
    deed = next(
        (t for t in _named_deeds(verb, limit) if t.lemma_.lower() in DEEDS or (anything and t.pos_ == "NOUN")), None
    )
    if deed is None:
        return None
    setters = by_agents(verb) if is_passive(verb) else subjects(verb)
    return Deed(deed, "asked", setters, extent(deed)[0], min(verb.i, extent(deed)[0]), by=verb)


def _promised(verb: Token, limit: Limit) -> Deed | None:
    """What is promised by name: "pledged a full withdrawal by May"; what sides agree on is named in many ways."""
    named = (t for t in _named_deeds(verb, limit) if t.pos_ == "NOUN" and t.lemma_.lower() not in TALKS)
    deed = next((t for t in named if verb.lemma_.lower() != "agree" or t.lemma_.lower() in DEEDS), None)
    if deed is None or (is_passive(verb) and verb.lemma_.lower() != "commit"):
        return None
    return Deed(deed, "promised", subjects(verb), extent(deed)[0], verb.i, "commitment", by=verb)


def held_for(verb: Token, limit: Limit) -> Deed | None:
    """A truce and the like that holds for a stretch: "agreed to a 30-day truce", "declared a ceasefire for a week"."""
    noun = limit.holder
    stretch = limit.time is not None and limit.time.type == "DURATION" and limit.sort in ("bare", "for")
    if (
        not stretch
        or noun.pos_ != "NOUN"
        or noun.lemma_.lower() not in HOLDING
        or noun not in _named_deeds(verb, limit)
    ):
        return None
    if verb.lemma_.lower() not in PROMISES | {"declare"} or is_passive(verb) or negated(verb) or in_condition(verb):
        return None
    if modals(verb) & UNSURE or not is_finite(verb):
        return None
    return Deed(noun, "promised", subjects(verb), extent(noun)[0], verb.i, "commitment", by=verb)


#: Verbs that ask for whatever their object names.
_ASKING_FOR = words("demand want request require order call")


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
    acts = any(c.dep_ in ("dobj", "xcomp") for c in main.rights)
    if negated(main) and threat is None:
        return None
    acts = acts and main.lemma_.lower() not in FORECAST
    maker = threat if threat is not None else main if acts else None
    setters = subjects(maker) if maker is not None and not is_passive(maker) else ()
    return Deed(verb, "unless", setters, extent(clause)[0])
