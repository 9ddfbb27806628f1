"""Numbers in words, and units of measure and money."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

_HERE = files("onrecord.lexicons")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@lru_cache(maxsize=1)
def numbers() -> Mapping[str, Any]:
    """Words for numbers: ``ones``, ``tens``, ``scales``, ``vague`` and what makes a figure approximate."""
    data: dict[str, Any] = json.loads((_HERE / "numbers.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def units() -> Mapping[str, Any]:
    """Units: currency ``signs`` and ``currencies`` (ISO 4217), ``percent``, ``measures`` and ``spans`` of time."""
    data: dict[str, Any] = json.loads((_HERE / "units.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def small() -> Mapping[str, int]:
    """Numbers below a hundred by their one word ("twelve", "forty")."""
    return {**numbers()["ones"], **numbers()["tens"]}


def number_of(words: Sequence[str]) -> float | None:
    """The number that lower-case words or figures tell, ``None`` if they tell none.

    >>> number_of(["two", "hundred", "and", "five"]), number_of(["1.5", "million"]), number_of(["peace"])
    (205.0, 1500000.0, None)
    """
    total, current, seen = 0.0, 0.0, False
    scales: Mapping[str, int] = numbers()["scales"]
    for word in words:
        if word in ("and", "-"):
            continue
        value = _single(word)
        if value is not None:
            current += value
        elif word in scales:
            current = (current or 1) * scales[word]
            if scales[word] >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return total + current if seen else None


def _single(word: str) -> float | None:
    if word in small():
        return float(small()[word])
    if _FIGURE.fullmatch(word):
        return float(word.replace(",", ""))
    tens, dash, ones = word.partition("-")
    if dash and tens in numbers()["tens"] and ones in numbers()["ones"]:
        return float(small()[tens] + small()[ones])
    return None
