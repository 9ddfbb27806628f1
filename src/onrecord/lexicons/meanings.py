"""Words that news uses for one and the same deed or thing."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

Groups = Mapping[str, frozenset[int]]


@lru_cache(maxsize=1)
def _groups() -> tuple[Groups, Groups]:
    """Deeds and things: for each word the numbers of its groups."""
    data = tomllib.loads((files("onrecord.lexicons") / "meanings.toml").read_text("utf-8"))
    return _numbered(data["deeds"]), _numbered(data["things"])


@lru_cache(maxsize=1)
def _venues() -> frozenset[str]:
    data = tomllib.loads((files("onrecord.lexicons") / "meanings.toml").read_text("utf-8"))
    return frozenset(word for line in data["venues"] for word in line.split())


def is_venue(lemma: str) -> bool:
    """Whether a lemma names a kind of place, where something can be and happen.

    >>> is_venue("hospital"), is_venue("attack")
    (True, False)
    """
    return lemma in _venues()


@lru_cache(maxsize=2)
def _sides(name: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """For each word the numbers of its pairs, and on which side it stands there."""
    data = tomllib.loads((files("onrecord.lexicons") / "meanings.toml").read_text("utf-8"))
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, pair in enumerate(data[name]):
        for side, words in enumerate(pair):
            for word in words.split():
                found[word].append((number, side))
    return {word: tuple(places) for word, places in found.items()}


def changes(lemma: str) -> bool:
    """Whether a lemma tells what another can undo or exclude.

    >>> changes("close"), changes("walk")
    (True, False)
    """
    return lemma in _sides("turns") or lemma in _sides("opposites")


def undone(one: str, other: str) -> bool:
    """Whether the deed of the second lemma undoes, later, that of the first.

    >>> undone("close", "reopen"), undone("reopen", "close")
    (True, False)
    """
    sides = _sides("turns")
    return any((number, 1) in sides.get(other, ()) for number, side in sides.get(one, ()) if side == 0)


def opposed(one: str, other: str) -> bool:
    """Whether two lemmas tell what cannot both be true of one person or thing.

    >>> opposed("convict", "acquit"), opposed("convict", "convict")
    (True, False)
    """
    sides = _sides("opposites")
    return any((number, 1 - side) in sides.get(other, ()) for number, side in sides.get(one, ()))


def _numbered(lines: list[str]) -> Groups:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(lines):
        for word in line.split():
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def same_deed(one: str, other: str) -> bool:
    """Whether two lemmas tell one deed.

    >>> same_deed("abduct", "kidnap"), same_deed("abduct", "free")
    (True, False)
    """
    groups = _groups()[0]
    return one == other or bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def same_thing(one: str, other: str) -> bool:
    """Whether two lemmas can name one thing.

    >>> same_thing("soldier", "troop"), same_thing("soldier", "boy")
    (True, False)
    """
    groups = _groups()[1]
    return one == other or bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def tells_deed(lemma: str) -> bool:
    """Whether a lemma is one of those that tell a deed.

    >>> tells_deed("victim"), tells_deed("harbour")
    (True, False)
    """
    return lemma in _groups()[0]
