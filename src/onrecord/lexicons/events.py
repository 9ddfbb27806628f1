"""Words that tell political events: PLOVER 1.0 types and modes by verb, by noun and by verb with object.

The data are ``plover.toml``, written and reviewed by hand for Onrecord.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

#: The event types of PLOVER 1.0, from verbal cooperation to material conflict.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

#: Types that are acts of speech: what is agreed, demanded or threatened is not itself told as an event.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What happened: PLOVER type and mode."""

    type: str
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lexicon of events, by lemma.

    Attributes:
        verbs: verb lemma to what it tells by particle or preposition; the empty particle is the verb alone.
        pairs: verb lemma to noun lemma (in its object) to what the two tell.
        nouns: head noun lemma to what it tells by the word before it; the empty word is the noun alone.
        light: verbs that only carry their object's event.
        occur: verbs that an event takes place with.
        agents: nouns that can act.
        outsiders: people of a country who do not act for it.
        counting: nouns that only say how many of those that follow.
        people: nouns for people and bodies, by which a report names them without a name.
        factions: those of them that stand before another noun for who acts ("rebel positions").
    """

    verbs: Mapping[str, Mapping[str, Kind]]
    pairs: Mapping[str, Mapping[str, Kind]]
    nouns: Mapping[str, Mapping[str, Kind]]
    light: frozenset[str]
    occur: frozenset[str]
    agents: frozenset[str]
    outsiders: frozenset[str]
    counting: frozenset[str]
    people: frozenset[str]
    factions: frozenset[str]


@lru_cache(maxsize=1)
def event_words() -> EventWords:
    """The lexicon, read once."""
    data = tomllib.loads((files("onrecord.lexicons") / "plover.toml").read_text("utf-8"))
    verbs: dict[str, dict[str, Kind]] = {}
    pairs: dict[str, dict[str, Kind]] = {}
    nouns: dict[str, dict[str, Kind]] = {}
    for entry in data["event"]:
        kind = Kind(entry["type"], entry.get("mode"))
        for phrase in entry.get("verbs", ()):
            lemma, _, particle = phrase.partition(" ")
            verbs.setdefault(lemma, {}).setdefault(particle, kind)
        for lemma, objects in entry.get("pairs", {}).items():
            for noun in objects:
                pairs.setdefault(lemma, {}).setdefault(noun, kind)
        for phrase in entry.get("nouns", ()):
            _add_noun(nouns, phrase, kind)
    words: dict[str, Any] = {name: frozenset(data[name][key]) for name, key in _LISTS}
    people = (words["agents"] | words["outsiders"] | words.pop("people")) - words.pop("means")
    return EventWords(verbs, pairs, nouns, people=people, **words)


_LISTS = (
    ("light", "verbs"), ("occur", "verbs"), ("agents", "nouns"), ("outsiders", "nouns"), ("counting", "nouns"),
    ("people", "nouns"), ("means", "nouns"), ("factions", "nouns"),
)  # fmt: skip


def _add_noun(nouns: dict[str, dict[str, Kind]], phrase: str, kind: Kind) -> None:
    """Enter a noun phrase by its head: *raid* with *air* before it, *exchange* with *of prisoner* after it."""
    if " of " in phrase:
        head, _, after = phrase.partition(" of ")
        nouns.setdefault(head, {}).setdefault(f"of {after.removesuffix('s')}", kind)
        return
    before, _, head = phrase.rpartition(" ")
    nouns.setdefault(head, {}).setdefault(before, kind)
