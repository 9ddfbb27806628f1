"""Which day an event has: not the last by which it shall be, nor that of something else beside it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Event, Time
from onrecord.reading.clauses import Token
from onrecord.reading.clauses_text import Block
from onrecord.reading.times_cited import is_citation

Days = tuple[str, str]

_LIMITS = frozenset({"by", "before", "until", "till", "within"})
#: A time behind these is that of something else: "the first meeting since the invasion in 2022".
_OTHERS = frozenset({"since", "than", "until", "before", "after", "despite", "following", "ahead"})
_DEEP = 12


def days_of(event: Event, times: Sequence[Time]) -> Days | None:
    """First and last day of an event whose time is a resolved point in time."""
    if event.when is None or event.when >= len(times):
        return None
    time = times[event.when]
    if time.earliest is None or time.latest is None or time.type not in ("DATE", "TIME"):
        return None
    return time.earliest, time.latest


def time_of(event: Event, block: Block, head: Token, times: Sequence[Time]) -> int | None:
    """The index of the event's time, unless it dates something else: a term, a source that is cited, another event.

    Args:
        event: the event.
        block: the block that it stands in.
        head: the word that tells it.
        times: the report's times.
    """
    if event.when is None:
        return _as_planned_day(event, block, head, times)
    time = times[event.when]
    covered = block.tokens(time.span)
    if is_citation(time) or (covered and _is_limit(event, block, covered)):
        return None
    return None if covered and _is_of_other(block.doc, covered, head) else event.when


#: "will go ahead as planned on Friday": what the parse hangs behind these is said of the deed itself.
_FIXED = frozenset({"planned", "scheduled", "agreed", "expected", "announced", "foreseen", "arranged"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass"})


def as_planned(verb: Token) -> Token | None:
    """The "planned" of "go ahead as planned on Friday in Arle", whose day and place are those of the deed."""
    return next(
        (c for c in verb.rights if c.lower_ in _FIXED and c.i > verb.i + 1 and c.nbor(-1).lower_ == "as"),
        None,
    )


def _as_planned_day(event: Event, block: Block, head: Token, times: Sequence[Time]) -> int | None:
    """The day that stands behind "as planned", of what is still to come."""
    if event.status not in ("planned", "possible", "conditional"):
        return None
    verb = head.head if head.dep_ in _ARGUMENTS else head
    planned = as_planned(verb)
    inside = {t.i for t in planned.subtree} if planned is not None else set()
    for index, time in enumerate(times) if inside else ():
        covered = block.tokens(time.span)
        dated = covered and covered.start in inside and time.type in ("DATE", "TIME") and time.earliest
        if dated and not is_citation(time) and block.doc[covered.start - 1].lower_ not in _LIMITS:
            return index
    return None


def _is_limit(event: Event, block: Block, covered: range) -> bool:
    """Whether the time only says by when: "to end the war by June" tells a term, not a day."""
    if event.status not in ("planned", "possible", "conditional"):
        return False
    before = [block.doc[i].lower_ for i in range(max(0, covered.start - 2), covered.start + 1)]
    return bool(_LIMITS.intersection(before))


def _is_of_other(doc: Token, covered: range, head: Token) -> bool:
    """Whether a word such as "since" stands between the time and what it would date."""
    node = doc[covered.start : covered.stop].root
    for _ in range(_DEEP):
        if node.i == head.i or node.dep_ == "ROOT":
            return False
        if node.lower_ in _OTHERS and node.i not in covered:
            return True
        node = node.head
    return False
