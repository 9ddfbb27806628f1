"""Adverbs and adjectives that change what is claimed by the word they stand on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, cast


@dataclass(frozen=True, slots=True)
class Group:
    """Words that change a claim in one way.

    Attributes:
        name: what the group is called.
        tells: what the words tell of a deed or thing.
        kind: what a difference in them is.
        words: the words.
        against: words that say the opposite.
        also: words that tell the same elsewhere in a sentence.
        anywhere: lemmas that tell the same wherever they stand in a report.
        after: words that tell the same in the sentences after; none where those are not looked at.
        both: whether the opposite is a claim of its own.
    """

    name: str
    tells: str
    kind: Literal["framing", "precision"]
    words: frozenset[str]
    against: frozenset[str]
    also: frozenset[str]
    anywhere: frozenset[str]
    after: frozenset[str]
    both: bool

    @property
    def every(self) -> frozenset[str]:
        """All words that settle what the group is about, whichever way."""
        return self.words | self.against | self.also


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """For each word of a group, or against it, the group; no word is in two.

    >>> groups()["wrongfully"].name, "wrongfully" in groups()["rightly"].words
    ('blame', True)
    """
    data = tomllib.loads((files("onrecord.lexicons") / "qualifiers.toml").read_text("utf-8"))
    found: dict[str, Group] = {}
    for one in data["group"]:
        words, against, also, anywhere, after = (
            frozenset(str(one.get(part, "")).split()) for part in ("words", "against", "also", "anywhere", "after")
        )
        kind = cast(Literal["framing", "precision"], one["kind"])
        group = Group(one["name"], one["tells"], kind, words, against, also, anywhere, after, bool(one.get("both")))
        found |= dict.fromkeys(sorted(group.words | group.against), group)
    return found
