"""Whether a clause with a time limit tells what is to be done, who wants it, or who promises it."""

from __future__ import annotations

from onrecord.reading.clauses import (
    SUBJECTS,
    Token,
    by_agents,
    complement,
    extent,
    in_condition,
    is_finite,
    is_passive,
    is_verb,
    modals,
    negated,
    subjects,
    under,
)
from onrecord.reading.deadlines_found import Deed, Found
from onrecord.reading.deadlines_limits import SHORT, Limit
from onrecord.reading.deadlines_promises import makers, owners, promise
from onrecord.reading.deadlines_told import asked, held_for, said_to_come, ultimatum
from onrecord.reading.deadlines_words import (
    AIMS,
    ASKS,
    DEEDS_DONE,
    DONE,
    DUTIES,
    FORECAST,
    MEETINGS,
    MUST,
    PLEDGES,
    PROMISES,
    UNSURE,
)

_UNREAL = frozenset({"should", "would", "will", "must"})


def due(limit: Limit) -> Found | None:
    """What is due by a limit, ``None`` if its clause tells something else."""
    verb = _wanting(limit) or limit.verb()
    if verb is not None and (truce := held_for(verb, limit)) is not None:
        return _ranges(truce, limit)
    if verb is None or limit.sort == "amount" or (limit.sort == "bare" and not _is_day_of(limit)):
        return None
    found = _of_clause(verb, limit)
    return _ranges(found, limit) if found is not None else None


def _wanting(limit: Limit) -> Token | None:
    """The verb that the limit follows for a reader: "the truce that Lindau wants, ideally before summer"."""
    at = limit.first - 1
    while at > limit.holder.sent.start and (limit.holder.doc[at].pos_ == "ADV" or limit.holder.doc[at].text == ","):
        at -= 1
    before = limit.holder.doc[at]
    return before if at >= 0 and before.dep_ == "relcl" and before.lemma_.lower() in ASKS else None


def _is_day_of(limit: Limit) -> bool:
    """Whether a time without "by" is a day or period on which something is done, and no part of a name or a length."""
    root = limit.holder.doc[limit.covered.start : limit.covered.stop].root
    if limit.time is None or limit.time.type == "DURATION":
        return False
    return root.dep_ in ("npadvmod", "tmod", "advmod") or (
        root.dep_ == "pobj" and root.head.lower_ in ("on", "in", "during", "at", "through", "from")
    )


def _of_clause(verb: Token, limit: Limit) -> Deed | None:
    if in_condition(verb):
        return ultimatum(verb) if limit.sort in SHORT else None
    if negated(verb):
        return None
    if limit.sort in SHORT and (found := _demanded(verb) or _below(verb, limit)) is not None:
        return found
    if _is_infinitive(verb) or (verb.tag_ == "VB" and not modals(verb) and verb.dep_ in ("ccomp", "conj")):
        return _under(verb, limit)
    return asked(verb, limit) or _gerund(verb, limit) or said_to_come(verb, limit)


def _ranges(due: Deed, limit: Limit) -> Found | None:
    """What is due is the clause of the deed without its time limit."""
    first, last = extent(due.verb)
    first = due.first if due.first is not None else first
    start = due.start if due.start is not None else first
    begin, end = min(start, first), max(last, limit.last, due.verb.i)
    what = (first, max(last, due.verb.i))
    if first < limit.first <= what[1]:
        behind = what[1] - limit.last
        what = (first, limit.first - 1) if behind <= 1 or limit.first > due.verb.i else what
    if what[1] == limit.first - 1 and what[1] > due.verb.i and limit.holder.doc[what[1]].lower_ in _OPENS:
        what = (what[0], what[1] - 1)
    if what[1] < due.verb.i:
        what = (min(first, due.verb.i), max(last, due.verb.i))
    if limit.first < begin and limit.first >= due.verb.sent.start and begin - limit.last <= 2:
        begin = limit.first
    if limit.last < begin or what[0] > what[1]:
        return None
    rule = f"deadline.{due.rule}" if due.kind == "deadline" else f"commitment.{due.rule}"
    return Found(
        begin, end, what, rule, due.verb, limit, due.setters, due.kind, due.state,
        by=due.by, ahead=due.rule == "unless", own=due.own, needs=due.needs, coming=due.coming,
    )  # fmt: skip


#: What opens a time and is no part of what is due.
_OPENS = frozenset({"on", "in", "at", "during", "from", "sometime"})


def _below(verb: Token, limit: Limit) -> Deed | None:
    """A limit that hangs on the verb that asks or fails, behind the deed: "failed to pass it, as it must, by May"."""
    lemma, deed = verb.lemma_.lower(), complement(verb)
    if deed is None or not verb.i < deed.i < limit.first or limit.holder.i != verb.i or modals(verb) & UNSURE:
        return None
    if lemma == "fail" and verb.tag_ in ("VBD", "VBN"):
        return Deed(deed, "failed", first=verb.i, start=verb.i, state="missed")
    if lemma in ASKS and deed.tag_ == "VB" and (doer := _doers(deed, verb)) is not None:
        return Deed(deed, "asked", subjects(verb), doer.left_edge.i, verb.i, by=verb)
    return None


def _demanded(verb: Token) -> Deed | None:
    """A demand that the parse takes for a subject: "another demand - for Lindau to hold a vote by the summer"."""
    noun = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.lemma_.lower() in DUTIES), None)
    if noun is None or not _is_infinitive(verb) or not any(c.lower_ == "for" and c.i > noun.i for c in verb.lefts):
        return None
    doer = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i > noun.i), verb)
    return Deed(verb, "asked", owners(noun), doer.left_edge.i, noun.left_edge.i)


# -- what hangs on a verb or noun that makes it due ---------------------------------------------------------------


def _is_infinitive(verb: Token) -> bool:
    """Whether it is opened by "to", or joined to one that is: "to be removed or destroyed"."""
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return True
    joined = verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN") and verb.tag_ == verb.head.tag_ and not modals(verb)
    return joined and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.head.children)


def _goes_up(deed: Token, above: Token) -> bool:
    """Whether the verb above only carries on the deed: "to come and stay", "to try to leave"."""
    joined = deed.dep_ == "conj" and above.tag_ == "VBN" and _is_infinitive(above)
    return (above.tag_ == "VB" or joined) and not modals(above) & MUST


def _under(verb: Token, limit: Limit) -> Deed | None:
    """An infinitive or bare verb under what sets it: "wants the sides to end their war by June"."""
    to = next((c for c in verb.lefts if c.lower_ == "to"), None)
    if to is not None and to.i > verb.sent.start and to.nbor(-1).lower_ in _PLANNED:
        return None
    deed, above = verb, verb.head
    while deed.dep_ in ("conj", "xcomp") and is_verb(above) and _goes_up(deed, above):
        if above.lemma_.lower() in ASKS | PROMISES | AIMS or above.lemma_.lower() in ("have", "need", "fail"):
            break
        deed, above = above, above.head
    if deed.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "conj", "relcl", "pcomp"):
        return None
    if is_verb(above):
        if in_condition(above) or (negated(above) and above.lemma_.lower() != "fail") or modals(above) & UNSURE:
            return None
        if above.lemma_.lower() in AIMS and modals(above) & _UNREAL:
            return None
        return _under_verb(verb, deed, above, limit)
    return _under_word(verb, deed, above, limit)


def _doers(deed: Token, above: Token) -> Token | None:
    """Who is to do the deed, told between the two verbs."""
    own = [c for c in deed.lefts if c.dep_ in SUBJECTS]
    return next(iter(own or [c for c in above.rights if c.dep_ in ("dobj", "dative") and c.i < deed.i]), None)


def _under_verb(verb: Token, deed: Token, above: Token, limit: Limit) -> Deed | None:
    if modals(above) & MUST and limit.sort in SHORT and deed.dep_ == "advcl":
        return Deed(above, "duty", own=True)  # "must act to avert it by Friday"
    lemma, doer = above.lemma_.lower(), _doers(deed, above)
    first = doer.left_edge.i if doer is not None else None
    start = min(above.i, first) if first is not None else above.i
    if lemma in ASKS and limit.sort in (*SHORT, "soon"):
        if doer is None and lemma != "want" and not is_passive(above) and not under(above, "on", "for", "to", "with"):
            return None
        setters = by_agents(above) if is_passive(above) else subjects(above)
        return Deed(verb, "asked", setters, first, start, by=above)
    if lemma in PROMISES and not is_passive(above):
        return promise(verb, above, limit)
    if lemma in AIMS and limit.sort in SHORT and not is_passive(above):
        return Deed(verb, "aimed", subjects(above), first, start)
    if lemma == "fail" and limit.sort in ("by", "before", "within") and above.tag_ in ("VBD", "VBN"):
        return Deed(verb, "failed", first=start, start=start, state="missed")
    if limit.sort not in SHORT or (limit.sort == "before" and lemma in ("be",)):
        return None
    if lemma == "be" and deed.dep_ == "xcomp" and is_finite(above):
        return _be_to(verb, above)
    if lemma in DUTIES and lemma not in ("call", "due") and not _is_call(above):
        past = above.tag_ in ("VBD", "VBN") and lemma in ("have", "need")
        return Deed(verb, "duty", (), extent(above)[0], own=True, coming=past)
    return None


def _is_call(above: Token) -> bool:
    """Whether "have" has an object of its own: "had the army to thank"."""
    return above.lemma_.lower() == "have" and any(c.dep_ == "dobj" for c in above.rights)


def _be_to(verb: Token, above: Token) -> Deed | None:
    """ "Is to leave by Friday"; with a goal or demand as its subject, what that is."""
    subject = next(iter(subjects(above)), None)
    if subject is None or (subject.pos_ == "PRON" and subject.lower_ not in ("he", "she", "they", "it")):
        return None
    if any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in above.children):
        lemma = subject.lemma_.lower()
        if lemma in DUTIES | AIMS:
            return Deed(verb, "duty", owners(subject), above.left_edge.i, own=True)
        if lemma in ("plan", "idea", "hope", "strategy", "point", "way", "job", "thing", "intention", "task"):
            return None
    ready = verb.lemma_ == "be" and any(c.lower_ in DONE for c in verb.rights)
    if verb.lemma_.lower() in FORECAST | MEETINGS and not is_passive(verb) and not ready:
        return None
    return Deed(verb, "duty", (), extent(above)[0])


#: "Set to be completed by May" tells of a plan.
_PLANNED = frozenset({"set", "expected", "scheduled", "slated", "likely", "poised", "planned"})


def _under_word(verb: Token, deed: Token, above: Token, limit: Limit) -> Deed | None:
    """A deed under a noun or adjective: "a promise to leave by Friday", "a goal for them to agree by March"."""
    lemma = above.lemma_.lower()
    if any(c.lower_ == "no" for c in above.lefts):
        return None
    doer = next((c for c in deed.lefts if c.dep_ in SUBJECTS), None)
    first = doer.left_edge.i if doer is not None else None
    if lemma in PLEDGES:
        found = promise(verb, above, limit)
        if found is None or (limit.sort == "bare" and limit.holder.i != verb.i):
            return None
        setters = owners(above) or makers(above)
        return Deed(verb, "promised", setters, first, above.left_edge.i, "commitment", coming=limit.sort == "bare")
    agreed = above.head.head if above.head.lower_ in ("to", "on", "with") else above.head
    if agreed.lemma_.lower() in PROMISES | {"accept"} and is_verb(agreed) and not negated(agreed):
        return promise(verb, agreed, limit)
    if lemma == "due" and verb.lemma_.lower() not in DEEDS_DONE:
        return None
    if lemma in DUTIES and limit.sort in SHORT:
        return Deed(verb, "asked", owners(above) or makers(above), first, above.left_edge.i)
    return None


def _gerund(verb: Token, limit: Limit) -> Deed | None:
    """ "Committed to withdrawing by May", "with the goal of reaching a deal by May"."""
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or verb.head.lower_ not in ("to", "of") or limit.sort not in SHORT:
        return None
    above = verb.head.head
    if verb.head.lower_ == "to":
        bound = above.lemma_.lower() in PROMISES or above.lower_ == "committed"
        return promise(verb, above, limit) if bound and not negated(above) else None
    return _under_word(verb, verb, above, limit) if above.lemma_.lower() in PLEDGES | _GOALS else None


_GOALS = frozenset({"goal", "target", "deadline", "aim"})
