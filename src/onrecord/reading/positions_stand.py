"""What words that make a move come to, before it is known which party they mean."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.reading import Move
from onrecord.reading.clauses import Token


@dataclass(frozen=True, slots=True)
class Stand:
    """Words that make a move.

    Attributes:
        move: the move.
        verb: the word that makes it.
        by: heads of the words that name who makes it; empty if it is the one who speaks or nobody is named.
        first: first token of what it is about.
        last: last token of it; before ``first`` where it is left out ("Lindau refused").
        head: the word that heads what it is about.
        rule: name of the rule.
        own: it counts only as the party's own word: others can but foretell it.
    """

    move: Move
    verb: Token
    by: tuple[Token, ...]
    first: int
    last: int
    head: Token
    rule: str
    own: bool = False

    @property
    def elided(self) -> bool:
        """Whether the words leave out what it is about."""
        return self.last < self.first
