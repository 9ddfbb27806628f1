"""Who leads or speaks for a country or body, for reports that name a leader without the office.

The data are ``leaders.tsv``, written by hand for Onrecord; its first lines say what is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

from onrecord.lexicons.names import key
from onrecord.model.reading import Capacity

#: A year after every term that has not ended.
_OPEN = 9999


class Term(NamedTuple):
    """A time in office: for whom, as what, from which year to which."""

    of: str
    first: int
    last: int
    capacity: Capacity


@lru_cache(maxsize=1)
def _terms() -> Mapping[tuple[str, ...], tuple[Term, ...]]:
    """Terms by the keys of the words of a name, and by those of the surname where it is enough."""
    found: dict[tuple[str, ...], tuple[Term, ...]] = {}
    for of, name, first, last, capacity, alone in _rows():
        term = Term(of, int(first), int(last) if last else _OPEN, cast(Capacity, capacity))
        words = _keys(name.replace("-", " "))
        for form in (words, words[-1:]) if alone else (words,):
            found[form] = (*found.get(form, ()), term)
    return found


def _rows() -> Iterator[tuple[str, str, str, str, str, str]]:
    for line in (files("onrecord.lexicons") / "leaders.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            of, name, first, last, capacity, *alone = line.split("\t")
            yield of, name, first, last, capacity, alone[0] if alone else ""


def _keys(name: str) -> tuple[str, ...]:
    return tuple(key(word) for word in name.split())


def led_by(person: str, day: str | None) -> str | None:
    """Id of the country or body that a person led or spoke for on a day.

    >>> led_by("person:angela-merkel", "2019-05-01"), led_by("person:angela-merkel", "2024-05-01")
    ('country:de', None)

    Args:
        person: actor id of a person.
        day: ISO day; without one only those who are still in office are known.
    """
    found = {term.of for term in _held(person, day)}
    return found.pop() if len(found) == 1 else None


def capacity_of(person: str, day: str | None) -> Capacity | None:
    """As what a person led or spoke for a country or body on a day.

    >>> capacity_of("person:angela-merkel", "2019-05-01")
    'leader'
    """
    return next((term.capacity for term in _held(person, day)), None)


def _held(person: str, day: str | None) -> list[Term]:
    year = int(day[:4]) if day else _OPEN
    terms = _terms().get(_keys(person.removeprefix("person:").replace("-", " ")), ())
    return [term for term in terms if term.first <= year <= term.last]
