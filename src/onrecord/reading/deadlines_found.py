"""What is found to be due, before anybody is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from onrecord.model.reading import DueKind, DueState
from onrecord.reading.clauses import Token
from onrecord.reading.deadlines_limits import Limit

#: Whose word is needed: any, any if the party is known, that of the party that does it, or that of a party.
Needs: TypeAlias = Literal["none", "party", "subject", "subject or outlet", "speaker"]


@dataclass(frozen=True, slots=True)
class Found:
    """What is due, as token ranges, before anybody is resolved.

    Attributes:
        first: first token of the words that set it.
        last: last token of them.
        what: first and last token of what is due.
        rule: name of the rule.
        at: the word at whose place it is asked who tells it.
        limit: the time limit; ``None`` where no time is told.
        setters: heads of who sets or promises it.
        kind: deadline or commitment.
        state: what the clause tells became of it.
        old: the limit that held before.
        own: whether the one who speaks sets it where nobody else does.
        needs: whose word it must be to count.
        coming: whether it counts only if its day is not past.
        ahead: whether a bare weekday is the next one.
        by: the verb that sets it, where that is not the deed itself.
    """

    first: int
    last: int
    what: tuple[int, int]
    rule: str
    at: Token
    limit: Limit | None = None
    setters: tuple[Token, ...] = ()
    kind: DueKind = "deadline"
    state: DueState = "open"
    old: Limit | None = None
    own: bool = False
    needs: Needs = "none"
    coming: bool = False
    by: Token | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed with what makes it due."""

    verb: Token
    rule: str
    setters: tuple[Token, ...] = ()
    first: int | None = None
    start: int | None = None
    kind: DueKind = "deadline"
    state: DueState = "open"
    own: bool = False
    needs: Needs = "none"
    coming: bool = False
    by: Token | None = None
