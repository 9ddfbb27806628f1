"""Offices, titles of persons and what they tell of gender: how a report introduces people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

Gender = Literal["male", "female"]
_HERE = files("onrecord.lexicons")


@lru_cache(maxsize=1)
def _titles() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_HERE / "titles.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def offices() -> Mapping[tuple[str, ...], str]:
    """Class of office ("head of state") by the words of the office, as lower-case tokens."""
    found: dict[tuple[str, ...], str] = {}
    for kind, names in _titles()["offices"].items():
        for name in names:
            found.setdefault(_tokens(name), kind)
    return found


def _tokens(words: str) -> tuple[str, ...]:
    """Words as the language model's tokenizer parts them: hyphens stand alone."""
    return tuple(words.replace("-", " - ").replace("'", " '").split())


@lru_cache(maxsize=1)
def office_words() -> frozenset[str]:
    """Every word that can be part of the words of an office, with words that come before one ("former", "acting")."""
    return frozenset(word for office in offices() for word in office) | frozenset(_titles()["modifiers"])


@lru_cache(maxsize=1)
def office_heads() -> frozenset[str]:
    """The last words of offices: where to look for one."""
    return frozenset(office[-1] for office in offices())


#: Offices that stand before names in a short form.
_SHORT = {
    "sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general", "pres.": "president",
    "amb.": "ambassador", "congressman": "representative", "congresswoman": "representative",
}  # fmt: skip


def office_at_end(words: Sequence[str]) -> tuple[str, ...] | None:
    """The longest office that the lower-case words end in, ``None`` if they end in none."""
    known = offices()
    words = [*words[:-1], _SHORT.get(words[-1], words[-1])] if words else words
    for size in range(min(5, len(words)), 0, -1):
        tail = tuple(words[-size:])
        if tail in known:
            return tail
    return None


def covers(office: tuple[str, ...]) -> tuple[str, ...]:
    """Classes of office that a general word stands for: "leader" for a president or prime minister."""
    return tuple(_titles()["covers"].get(" ".join(office).replace(" - ", "-"), ()))


@lru_cache(maxsize=1)
def past_words() -> frozenset[str]:
    """Words that say an office is no longer held."""
    return frozenset(_titles()["past"])


@lru_cache(maxsize=1)
def person_titles() -> frozenset[str]:
    """Lower-case titles that stand before a name and are no part of it."""
    return frozenset(title for group in _titles()["persons"].values() for title in group)


@lru_cache(maxsize=1)
def _gendered() -> Mapping[str, Gender]:
    found: dict[str, Gender] = {}
    genders: tuple[Gender, Gender] = ("male", "female")
    for gender in genders:
        for word in (*_titles()["persons"][gender], *_titles()["gendered"][gender]):
            found[word] = gender
    return found


def gender_of_title(word: str) -> Gender | None:
    """What a lower-case title or office word ("mrs", "spokesman") tells of gender."""
    return _gendered().get(word)


@lru_cache(maxsize=2)
def _given(*, only_names: bool) -> Mapping[str, Gender]:
    data = json.loads((_HERE / "given_names.json").read_text("utf-8"))
    found: dict[str, Gender] = {}
    if not only_names:
        more = data["gender_only"]
        found.update(dict.fromkeys(" ".join(more["male"]).split(), "male"))
        found.update(dict.fromkeys(" ".join(more["female"]).split(), "female"))
    found.update(dict.fromkeys(data["male"], "male"))
    found.update(dict.fromkeys(data["female"], "female"))
    return found


def gender_of_given(*spellings: str) -> Gender | None:
    """What a given name, in one of these spellings in lower case, tells of gender; ``None`` if unknown or both."""
    return next((found for name in spellings if (found := _given(only_names=False).get(name))), None)


def is_given(*spellings: str) -> bool:
    """Whether a word, in one of these spellings in lower case, is a given name and hardly anything else."""
    return any(name in _given(only_names=True) for name in spellings)
