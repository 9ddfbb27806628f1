"""When a measure starts, how long it is valid, and what is due on a day."""

from __future__ import annotations

from dataclasses import replace

from onrecord.lexicons.words import words
from onrecord.reading.clauses import Token, extent, in_condition, is_passive, is_verb, modals, negated, subjects
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import SHORT, Limit
from onrecord.reading.deadlines_words import DEEDS_DONE, FORECAST, RUNS_OUT, TERMS, UNSURE

#: What parties impose, and raise or lower from a day on.
_MEASURES = TERMS | words(
    "tariff duty levy ban embargo quota blockade boycott law rule regulation restriction restrictions rate tax limit "
    "ceiling cap cut closure lockdown decree act bill requirement freeze amnesty constitution penalty fee toll"
)
#: What of these changes on a day is changed by who set them.
_RAISED = words("tariff duty levy quota tax fee toll penalty")
_CHANGES = words("rise increase climb jump double go fall drop decrease")
#: "take effect", "come into force".
_EFFECT = {
    "take": ("effect", "force"),
    "go": ("effect", "force", "operation"),
    "come": ("effect", "force", "operation"),
    "enter": ("effect", "force"),
    "be": ("effect", "force"),
}
#: Of these "due" tells when they come, not what somebody owes.
_COMES = words(
    "baby child sequel film movie book album game train plane flight bus ship rain storm snow season summit meeting "
    "talk talks visit round negotiation trip president minister envoy delegation leader team king queen pope election "
    "vote referendum match trial hearing session speech verdict result launch"
)
#: "is scheduled to be dismantled by Friday": who has fixed it is bound.
_FIXED = frozenset({"scheduled", "slated"})


def effect(limit: Limit) -> Found | None:
    """What a time tells of a measure or of something due; ``None`` if neither."""
    for rule in (starts, valid, owed, fixed, not_before, due_to_run_out, ordered):
        if (found := rule(limit)) is not None:
            return found
    return None


def _is_plain(verb: Token) -> bool:
    """Whether the clause states it of what is to come."""
    return not (negated(verb) or in_condition(verb) or modals(verb) & (UNSURE | {"would", "should"}))


def _is_day(limit: Limit) -> bool:
    """Whether a day or month is told, and not only by when or how long."""
    time = limit.time
    return time is not None and time.type in ("DATE", "TIME") and limit.sort in ("bare", "within", "next", "by")


def starts(limit: Limit) -> Found | None:
    """A measure that starts on a day: "the ban takes effect on Monday", "tariffs will rise to 25 percent on June 1"."""
    verb = limit.verb()
    if verb is None or limit.holder.i not in (verb.i, *(c.i for c in verb.rights)) or not _is_day(limit):
        return None
    if not _is_plain(verb) or not (_takes_effect(verb) or _is_raised(verb)):
        return None
    return _of_measure(verb, limit, _MEASURES if _takes_effect(verb) else _RAISED)


def _takes_effect(verb: Token) -> bool:
    wanted = _EFFECT.get(verb.lemma_.lower())
    if wanted is None or (verb.tag_ in ("VBD", "VBN") and "be" not in modals(verb)):
        return False
    return any(
        c.lower_ in wanted or (c.lower_ in ("into", "in") and any(o.lower_ in wanted for o in c.children))
        for c in verb.rights
        if c.dep_ in ("dobj", "prep")
    )


def _is_raised(verb: Token) -> bool:
    return verb.lemma_.lower() in _CHANGES and "will" in modals(verb) and not is_passive(verb)


def _subject(verb: Token) -> Token | None:
    """What the clause is of: its subject, or that of the verb that it hangs on ("is due to expire")."""
    found = next((t for t in subjects(verb) if t.pos_ in ("NOUN", "PROPN") and t.i < verb.i), None)
    return found


def _of_measure(verb: Token, limit: Limit, known: frozenset[str]) -> Found | None:
    term = _subject(verb)
    if term is None or term.lemma_.lower() not in known:
        return None
    what = _before(extent(term), verb.i)
    last = max(limit.last, verb.i)
    return Found(what[0], last, what, "deadline.starts", verb, limit, coming=True)


def _before(what: tuple[int, int], stop: int) -> tuple[int, int]:
    """The range without what the parse hangs behind the verb."""
    return what[0], max(what[0], min(what[1], stop - 1))


def valid(limit: Limit) -> Found | None:
    """How long a measure holds: "the waivers will be valid for six months"; from when it counts is not told."""
    verb = limit.verb()
    time = limit.time
    if verb is None or time is None or limit.sort not in ("for", "until") or not _is_plain(verb):
        return None
    if verb.lemma_.lower() == "be" and not any(c.lower_ == "valid" for c in verb.rights):
        return None
    if verb.lemma_.lower() not in ("be", "remain", "stay") or verb.tag_ in ("VBD", "VBN"):
        return None
    if not any(c.lower_ == "valid" and c.i < limit.first for c in verb.rights):
        return None
    term = _subject(verb)
    if term is None or term.lemma_.lower() not in _MEASURES:
        return None
    what = _before(extent(term), verb.i)
    open_ended = replace(limit, sort="amount") if limit.sort == "for" else limit
    return Found(what[0], limit.last, what, "deadline.expires", verb, open_ended)


def owed(limit: Limit) -> Found | None:
    """What is due on or by a day: "the report is due by Friday", "the filings due Sunday night"."""
    due = _due(limit)
    if due is None or limit.sort in ("for", "until", "amount", "before") or limit.time is None:
        return None
    noun = due.head if due.head.pos_ in ("NOUN", "PROPN") else _subject(due.head) if is_verb(due.head) else None
    if noun is None or noun.pos_ != "NOUN" or noun.lemma_.lower() in _COMES or noun.ent_type_ == "PERSON":
        return None
    if is_verb(due.head) and not _is_plain(due.head):
        return None
    if limit.time.type == "DURATION" and limit.sort == "bare":
        return None
    first, last = extent(noun)
    what = _before((first, last), (due.head.i if is_verb(due.head) else due.i))
    return Found(what[0], max(limit.last, due.i), what, "deadline.due", due, limit)


def _due(limit: Limit) -> Token | None:
    """The "due" just before a time, with no deed of its own."""
    doc, at = limit.holder.doc, limit.covered.start - 1
    while at > limit.holder.sent.start and limit.covered.start - at <= _GAP and doc[at].lower_ in _BETWEEN:
        at -= 1
    word = doc[at]
    if at < 0 or word.lower_ != "due" or word.i >= limit.covered.start:
        return None
    verbal = word.dep_ == "acomp" or (word.dep_ in ("amod", "acl", "advmod", "oprd") and word.head.i < word.i)
    return word if verbal and not any(c.dep_ == "xcomp" for c in word.children) else None


_GAP = 4
_BETWEEN = words("by on in for at the no later than before end of")


def fixed(limit: Limit) -> Found | None:
    """A deed that was fixed for before a day: "the site is scheduled to be dismantled before Friday"."""
    verb = limit.verb()
    if verb is None or limit.sort not in SHORT or verb.tag_ not in ("VB", "VBN") or verb.dep_ != "xcomp":
        return None
    above = verb.head
    if above.lower_ not in _FIXED or verb.lemma_.lower() not in DEEDS_DONE or not is_passive(verb):
        return None
    if not _is_plain(above) or not subjects(above):
        return None
    first = extent(subjects(above)[0])[0]
    return Found(first, max(limit.last, verb.i), (first, min(limit.first - 1, verb.i)), "deadline.duty", verb, limit)


def not_before(limit: Limit) -> Found | None:
    """Until when something need not be done: "does not have to pay until May"."""
    verb = limit.verb()
    if limit.sort != "until" or verb is None or verb.tag_ != "VB" or verb.dep_ != "xcomp":
        return None
    above = verb.head
    if above.lemma_.lower() not in ("have", "need") or not negated(above) or in_condition(above):
        return None
    first, last = extent(verb)
    doers = subjects(above)
    start = doers[0].left_edge.i if doers else above.i
    return Found(min(start, above.i), max(limit.last, verb.i), (first, min(last, limit.first - 1)), "deadline.given",
                 verb, limit)  # fmt: skip


def due_to_run_out(limit: Limit) -> Found | None:
    """A term with the day on which it runs out: "the treaty due to expire in 2034"."""
    verb = limit.verb()
    if verb is None or verb.lemma_.lower() not in RUNS_OUT or verb.dep_ != "xcomp" or limit.sort not in _ON:
        return None
    above = verb.head
    if above.lower_ not in _SET or above.dep_ not in ("amod", "acl", "relcl") or above.head.pos_ != "NOUN":
        return None
    first, last = extent(above.head)
    what = _before((first, last), above.i)
    return Found(what[0], max(limit.last, verb.i), what, "deadline.expires", verb, limit)


_ON = ("bare", "within", "next", "by")
_SET = frozenset({"due", "set", "scheduled", "slated"})


def ordered(limit: Limit) -> Found | None:
    """A deed that is ordered for a day: "ordered the guards to hand over the keys next Monday"."""
    verb = limit.verb()
    if limit.sort != "bare" or verb is None or limit.holder.i != verb.i or not _is_day(limit):
        return None
    if "must" in modals(verb) and not negated(verb) and not in_condition(verb) and _is_this(limit):
        return None if verb.lemma_.lower() in _NO_DEEDS else _of_deed(verb, limit, (), "deadline.duty")
    above = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "ccomp") or above.lemma_.lower() not in _ORDERS:
        return None
    if not _is_plain(above) or verb.lemma_.lower() in _NO_DEEDS or not any(c.lower_ == "to" for c in verb.lefts):
        return None
    return _of_deed(verb, limit, subjects(above), "deadline.asked")


_ORDERS = frozenset({"order", "summon", "command", "oblige", "instruct"})
_NO_DEEDS = FORECAST | words("win play beat feel be")


def _is_this(limit: Limit) -> bool:
    """ "This week", "next month": a time that the one who speaks sets."""
    return limit.time is not None and limit.time.span.text.lower().split()[0] in ("this", "next")


def _of_deed(verb: Token, limit: Limit, setters: tuple[Token, ...], rule: str) -> Found:
    first, last = extent(verb)
    what = (first, limit.first - 1) if verb.i < limit.first <= last else (first, max(last, verb.i))
    start = min(first, verb.head.i) if setters else first
    by = verb.head if setters else None
    return Found(start, max(last, limit.last), what, rule, verb, limit, tuple(setters), own=not setters, coming=True,
                 by=by)  # fmt: skip
