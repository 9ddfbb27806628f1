"""Words of names across spellings and scripts: which two words may be one name.

``key`` folds what usual English spellings of one name differ in, and nothing that tells two names apart; ``loose`` also
folds how other languages write it (w for v, kh, h and g, e and a), so it only counts with other signs. The letters and
the reviewed variants of given names are in ``names.json``, which names its sources.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.lexicons import people

#: Letters from which two spellings count as loosely the same: shorter names differ in a letter too often.
LOOSE = 5
_LOOSE_GIVEN = 4

_UKRAINIAN = re.compile("[їєґ]|[сзц]ьк|[бвгджзклмнпрст]і")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"^i(?=[aeou])|^j(?=[aeou]{2})", "y"),
        (r"(?<=[aeiouy])y?ye(?=[aeiouy])", "e"),  # Kireyev, Kireev
        (r"(?<![iy])[iy]{2,}+(?=[aeou])", "i"),
        (r"(?<=[^aeiouy])y(?=[aeou])", "i"),  # Nataliya, Natalya
        (r"iye(?=.)", "ie"),
        (r"eye", "ee"),
        (r"(?:yy|iy|yi|ii|ij|yj)$", "y"),
        (r"(?<=[aeou])[ij]$", "y"),
        (r"(?<=[a-z]{3}[dhklmnrstv])i$", "y"),
        (r"x", "ks"),
        (r"ck", "k"),
        (r"kh", "h"),
        (r"tz", "ts"),
        (r"ph", "f"),
        (r"ou|oo", "u"),
        (r"(?<=[aeo])h$", ""),
    )
)
_LOOSE_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"enka$", "enko"),
        (r"(?<=[a-z]{3})ine$", "in"),
        (r"of$", "ov"),
        (r"tsch|tch|cz|ch", "C"),
        (r"c(?=[ei])|(?<=i)c$", "C"),
        (r"dzh|dj", "J"),
        (r"sch|sh|sz|zh", "s"),
        (r"dh", "d"),
        (r"[cq]", "k"),
        (r"gh|g", "h"),
        (r"w", "v"),
        (r"z", "s"),
        (r"[aeiyj]+", "A"),
        (r"[ou]+", "O"),
        (r"AO(?=A)|(?<=O)A(?=O)", "O"),
    )
)


_SOUNDS = (
    ("kh", "k"), ("ch", "k"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("ph", "f"), ("tz", "s"), ("ts", "s"),
    ("q", "k"), ("c", "k"), ("v", "b"), ("p", "b"), ("f", "b"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("onrecord.lexicons") / "names.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def _letters() -> dict[str, Mapping[str, str]]:
    """Latin letters for each letter, by how a text is written."""
    given = _data()["letters"]
    every = {**_data()["latin"], **given["greek"], **given["arabic"], **given["hebrew"], **given["cyrillic"]}
    return {"": every, "ukrainian": {**every, **given["ukrainian"]}, "belarusian": {**every, **given["belarusian"]}}


def _cyrillic(lower: str) -> str:
    """By whose rules Cyrillic letters are written in Latin ones: Belarusian alone has ў, or both і and ы."""
    if "ў" in lower or ("і" in lower and "ы" in lower):
        return "belarusian"
    return "ukrainian" if _UKRAINIAN.search(lower) else ""


def script(text: str) -> str:
    """``latin``, ``cyrillic``, ``greek``, ``arabic``, ``hebrew``, or ``other``: of the text's first letter."""
    first = next((char for char in text.lower() if char.isalpha()), "a")
    for name, letters in _data()["letters"].items():
        if first in letters:
            return "cyrillic" if name in ("ukrainian", "belarusian") else str(name)
    return "latin" if unicodedata.name(first, "").startswith("LATIN") else "other"


@lru_cache(maxsize=50_000)
def latin(text: str) -> str:
    """A name in lower-case Latin letters without accents.

    >>> latin("Володимир Зеленський"), latin("Νίκος"), latin("Štefan")
    ('volodymyr zelenskyi', 'nikos', 'stefan')
    """
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFC", text).lower()
    kind = _cyrillic(lower)
    table = _letters()[kind]
    plain = unicodedata.normalize("NFD", lower) if script(text) == "greek" else lower
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    if script(text) == "greek":
        for pair, by in _data()["digraphs"]["greek"].items():
            plain = plain.replace(pair, by)
    mapped = "".join(table.get(char, char) for char in plain)
    return "".join(char for char in unicodedata.normalize("NFKD", mapped) if not unicodedata.combining(char))


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """One key for the usual English spellings of a word of a name.

    >>> {key(word) for word in ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Зеленський", "Зеленский")}
    {'zelensky'}
    """
    plain = "".join(char for char in latin(word) if char.isalnum())
    for pattern, by in _RULES if len(plain) > 2 else ():
        plain = pattern.sub(by, plain)
    return plain


@lru_cache(maxsize=50_000)
def loose(word: str) -> str:
    """One key for the spellings of a word of a name in several languages; different names may share it.

    >>> loose("Netanyahu") == loose("Netanjahu"), loose("Hossein") == loose("Hussain")
    (True, True)
    """
    plain = key(word)
    for pattern, by in _LOOSE_RULES:
        plain = pattern.sub(by, plain)
    return re.sub(r"(.)\1", r"\1", plain)


@lru_cache(maxsize=50_000)
def bones(word: str) -> str:
    """The consonants of a word of a name: what a script that writes no vowels leaves to compare."""
    plain = re.sub("^abd[eu]l", "abd", latin(word))
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return re.sub(r"(.)\1", r"\1", re.sub(r"[^a-z]|[aeiouywh]", "", plain))


@lru_cache(maxsize=1)
def _variants() -> Mapping[str, int]:
    """Number of its group for the key of each given name that has variants; the first group that has it counts."""
    found: dict[str, int] = {}
    for number, group in enumerate(_data()["variants"]):
        for name in group.split():
            found.setdefault(key(name), number)
    return found


@lru_cache(maxsize=1)
def _short() -> Mapping[str, frozenset[str]]:
    """Keys of the full given names for the key of each short one."""
    return {key(name): frozenset(map(key, full.split())) for name, full in _data()["short"].items()}


@lru_cache(maxsize=1)
def _unsexed() -> frozenset[str]:
    return frozenset(map(key, _data()["given"].split()))


@lru_cache(maxsize=10_000)
def is_given(word: str) -> bool:
    """Whether a word is a given name that the lexicons know."""
    found = key(word)
    return (
        found in _variants()
        or found in _short()
        or found in _unsexed()
        or people.gender_of_given(latin(word)) is not None
    )


def same_surname(one: str, other: str) -> bool:
    """Whether two words may be one surname, by their ``key`` or loosely."""
    return key(one) == key(other) or (min(len(one), len(other)) >= LOOSE and loose(one) == loose(other))


def same_given(one: str, other: str) -> bool:
    """Whether two words may be the given name of one person: a spelling, a form in another language, a short form."""
    a, b = key(one), key(other)
    if a == b or (a in _variants() and _variants()[a] == _variants().get(b)):
        return True
    if any(_fits(full, b) for full in _short().get(a, ())) or any(_fits(full, a) for full in _short().get(b, ())):
        return True
    if is_given(one) and is_given(other):
        return False
    return min(len(one), len(other)) >= _LOOSE_GIVEN and loose(one) == loose(other)


def _fits(full: str, other: str) -> bool:
    return full == other or (full in _variants() and _variants()[full] == _variants().get(other))


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Words that many bodies are called by, so that they alone name none ("the ministry")."""
    return frozenset(_data()["generic"].split())
