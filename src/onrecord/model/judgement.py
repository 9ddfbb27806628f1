"""A person's decision: kept apart, append-only, outranks whatever the machine found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from onrecord.errors import Damaged

Verdict = Literal["accept", "reject", "edit", "merge", "split", "undo"]
#: What can be decided on.
JudgedKind = Literal[
    "finding", "quotation", "attribution", "identity", "story", "origin", "position", "issue", "happening", "due",
    "judgement",
]  # fmt: skip
#: What became of a judgement: it holds, was taken back, a later one took its place, or nothing on record fits it.
DecidedState = Literal["standing", "undone", "replaced", "not applied"]

#: All verdicts, in the order in which they are explained.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

#: Judgements on these change what is derived between reports; all others only what is shown of it.
DERIVING: frozenset[JudgedKind] = frozenset(("attribution", "identity", "story", "origin"))

#: How the ids of what is judged begin.
_PREFIXES: Mapping[str, JudgedKind] = {
    "f-": "finding", "q-": "quotation", "s-": "story", "o-": "origin", "p-": "position", "h-": "happening",
    "due-": "due", "j-": "judgement", "other:": "issue",
}  # fmt: skip
_ACTORS = ("person:", "organisation:", "country:", "group:", "place:")
#: How an attribution's id ends; ids of reports can begin with anything.
_ATTRIBUTION = re.compile(r"/a\d+$")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    Attributes:
        target: id of what is judged, as it was called then; attributions are ``REPORT/ID``, of an ``undo`` it is the
            id of the judgement that is taken back.
        verdict: the decision.
        by: who decided.
        at: ISO date-time with zone.
        note: why.
        value: what it is edited to, the id of what is merged into the target, or a JSON list of what is split off.
        anchor: JSON of what the target was when it was judged: reports, exact ranges and words. A judgement is applied
            by this and not by the target's id, which can come to mean something else; empty in records of before.
    """

    target: str
    verdict: Verdict
    by: str
    at: str
    note: str = ""
    value: str = ""
    anchor: str = ""

    @property
    def id(self) -> str:
        """What ``undo`` names it by: made from all of it, so it is the same in every record that it is imported into.

        >>> Judgement("f-1", "reject", "Ana", "2031-05-09T10:00:00+00:00").id
        'j-9f68bbd09c'
        """
        return _named(self)

    @property
    def anchored(self) -> Mapping[str, Any]:
        """What the target was when it was judged; empty where that was not kept."""
        return _parsed(self.anchor)

    @property
    def kind(self) -> JudgedKind:
        """What kind of thing is judged."""
        kind: JudgedKind = self.anchored.get("kind") or kind_of(self.target)
        return "judgement" if self.verdict == "undo" else kind

    @property
    def values(self) -> tuple[str, ...]:
        """What is split off, each by itself; the whole value of any other verdict."""
        if self.verdict == "split" and self.value.startswith("["):
            return tuple(json.loads(self.value))
        return (self.value,) if self.value else ()


@lru_cache(maxsize=16384)
def _named(one: Judgement) -> str:
    parts = [one.target, one.verdict, one.by, one.at, one.note, one.value, one.anchor]
    return f"j-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:10]}"


@lru_cache(maxsize=16384)
def _parsed(anchor: str) -> Mapping[str, Any]:
    try:
        found = json.loads(anchor) if anchor else {}
    except ValueError as error:
        hint = "Run 'onrecord verify' to see what is damaged"
        raise Damaged("what a judgement was made on cannot be read", where="judgements", hint=hint) from error
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a judgement came to when it was applied.

    Attributes:
        judgement: its id.
        target: id that its target has now; empty where nothing on record is it.
        why: why it is not applied; empty if it is.
    """

    judgement: str
    target: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement with what became of it.

    Attributes:
        judgement: the judgement.
        state: what became of it.
        why: why it is not applied, or the id of the judgement that took it back or took its place; empty if it stands.
        target: id that its target has now; that of then where that is not known.
    """

    judgement: Judgement
    state: DecidedState
    why: str = ""
    target: str = ""


def kind_of(target: str) -> JudgedKind:
    """What kind of thing an id is of, as far as the id says; an issue if it says nothing.

    >>> kind_of("f-0123"), kind_of("f-1/a3"), kind_of("person:ada-koss"), kind_of("territory"), kind_of("other:x/y")
    ('finding', 'attribution', 'identity', 'issue', 'issue')
    """
    if target.startswith(_ACTORS):
        return "identity"
    if _ATTRIBUTION.search(target):
        return "attribution"
    for prefix, kind in _PREFIXES.items():
        if target.startswith(prefix):
            return kind
    return "attribution" if "/" in target else "issue"


def undone(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """For the id of each judgement that is taken back the entry that does it; one that is taken back itself does not.

    >>> reject = Judgement("f-1", "reject", "Ana", "2031-05-09T10:00:00+00:00")
    >>> back = Judgement(reject.id, "undo", "Ana", "2031-05-09T11:00:00+00:00")
    >>> again = Judgement(back.id, "undo", "Ana", "2031-05-09T12:00:00+00:00")
    >>> [len(undone(found)) for found in ((reject,), (reject, back), (reject, back, again))]
    [0, 1, 1]
    """
    taking: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.verdict == "undo":
            taking.setdefault(one.target, []).append(one)

    def holds(one: Judgement) -> bool:
        return not any(holds(other) for other in taking.get(one.id, ()))

    found = {target: next(filter(holds, entries), None) for target, entries in taking.items()}
    return {target: one for target, one in found.items() if one is not None}


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nobody took back, without the entries that take others back, in their order."""
    every = tuple(judgements)
    gone = undone(every)
    return tuple(one for one in every if one.verdict != "undo" and one.id not in gone)


def bearing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those of the standing judgements that what is derived between reports rests on.

    An ``accept`` changes nothing unless it takes the place of a ``reject``.
    """
    found = [one for one in standing(judgements) if one.kind in DERIVING]
    rejected = {one.kind for one in found if one.verdict == "reject"}
    return tuple(one for one in found if one.verdict != "accept" or one.kind in rejected)
