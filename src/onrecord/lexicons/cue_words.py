"""The words of ``cue_senses.toml``: lemmas, phrases and forms by which cues are classed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from onrecord.model.reading import CueClass

CLASSES: tuple[CueClass, ...] = get_args(CueClass)
Part = Literal["verb", "noun", "adjective", "phrase"]

_TOKEN = re.compile(r"n't|'[a-z]+|(?:(?!n't)[a-z])+(?:-[a-z]+)*-?")
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("onrecord.lexicons") / "cue_senses.toml").read_text("utf-8"))


@lru_cache(maxsize=64)
def listed(table: str, name: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(_lists()[table][name].split())


def split(table: str, name: str) -> list[str]:
    """A list of phrases; empty if the table has none of this name."""
    return [" ".join(one.split()) for one in _lists()[table].get(name, "").split(";") if one.strip()]


@lru_cache(maxsize=1)
def lemmas() -> Mapping[tuple[Part, str], CueClass]:
    """Class of each head word by part of speech and lemma.

    Raises:
        ValueError: a word of one part of speech is in two classes.
    """
    found: dict[tuple[Part, str], CueClass] = {}
    parts: tuple[tuple[Part, str], ...] = (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
    for kind in CLASSES:
        for part, name in parts:
            for word in listed(kind, name):
                if found.setdefault((part, word), kind) != kind:
                    raise ValueError(f"cue_senses.toml: the {part} {word!r} is {found[part, word]} and {kind}")
    for word in listed("light", "verbs"):
        found.setdefault(("verb", word), "says")
    return found


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, CueClass | Literal["negator"]]:
    """Class of each phrase; those that deny the saying behind them are negators."""
    found: dict[str, CueClass | Literal["negator"]] = {}
    for kind in CLASSES:
        found |= dict.fromkeys(split(kind, "phrases"), kind)
    return found | dict.fromkeys(split("negators", "phrases"), "negator")


@lru_cache(maxsize=1)
def longest() -> Mapping[str, int]:
    """For the first word of phrases: how many words the longest has."""
    found: dict[str, int] = {}
    for phrase in phrases():
        split_up = tokens(phrase)
        found[split_up[0]] = max(found.get(split_up[0], 0), len(split_up))
    return found


@lru_cache(maxsize=1)
def spelled() -> Mapping[str, CueClass | Literal["negator"]]:
    """Class of each phrase, as its tokens parted by spaces."""
    return {" ".join(tokens(phrase)): kind for phrase, kind in phrases().items()}


@lru_cache(maxsize=1)
def forms() -> Mapping[str, str]:
    """Lemma of each form of a verb of the lexicon."""
    irregular = {pair.split()[0]: pair.split()[1] for pair in split("forms", "pairs")}
    known = {word for part, word in lemmas() if part == "verb"}
    known |= listed("links", "verbs") | listed("negators", "verbs") | listed("negators", "removals")
    found: dict[str, str] = {}
    for lemma in sorted(known):
        for form in _inflected(lemma):
            found.setdefault(form, lemma)
    return found | {one: one for one in known} | irregular


def _inflected(lemma: str) -> Iterator[str]:
    """The regular forms of a verb, both spellings where the last consonant may be doubled."""
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
        return
    yield f"{lemma}s"
    if lemma.endswith("e"):
        yield from (f"{lemma}d", f"{lemma[:-1]}ing", f"{lemma}ing")
        return
    yield from (f"{lemma}ed", f"{lemma}ing")
    if lemma[-1] not in _VOWELS | set("wxy") and lemma[-2:-1] in _VOWELS:
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def tokens(words: str) -> list[str]:
    """The words of a cue in lower case, "n't" parted from its verb."""
    return _TOKEN.findall(words.replace("’", "'").replace("cannot", "can not"))
