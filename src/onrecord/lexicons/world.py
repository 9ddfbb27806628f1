"""Countries, their people and capitals, and bodies between them: what a name of one of these means.

The data are ``countries.tsv`` (made by ``scripts/make_lexicons.py`` from CLDR, countryinfo and reviewed corrections)
``institutions.json`` and ``places.tsv`` (written by hand); each names its sources.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

TermKind = Literal["country", "adjective", "people", "capital", "body", "seat", "place"]
_HERE = files("onrecord.lexicons")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166.

    Attributes:
        code: alpha-2 code, upper case.
        name: its usual English name.
        names: all its names, short forms included.
        adjectives: words such as "Ukrainian", "U.S.".
        peoples: plural words for its people ("Poles").
        capitals: spellings of its seat of government.
        doubtful: those of its words that are as often something else ("Jordan").
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capitals: tuple[str, ...]
    doubtful: frozenset[str]

    @property
    def id(self) -> str:
        """Actor id of the country, ``country:ua``."""
        return f"country:{self.code.lower()}"


@dataclass(frozen=True, slots=True)
class Term:
    """What a name in a text stands for.

    Attributes:
        words: the name as it is written.
        kinds: the ways it can be read ("US" is a country's name and an adjective).
        id: actor id of the country or body.
        name: usual name of the country or body; of a seat, the seat's own name.
        of: id of the country that the body belongs to.
        doubtful: it is as often something else, so other signs are needed.
    """

    words: str
    kinds: tuple[TermKind, ...]
    id: str
    name: str
    of: str | None = None
    doubtful: bool = False


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """All countries by upper-case alpha-2 code, in code order."""
    rows = (line.split("\t") for line in (_HERE / "countries.tsv").read_text("utf-8").splitlines())
    found = {}
    for row in rows:
        if len(row) == 7 and row[0] != "code":
            lists = [tuple(cell.split("|")) if cell else () for cell in row[2:]]
            found[row[0]] = Country(row[0], row[1], lists[0], lists[1], lists[2], lists[3], frozenset(lists[4]))
    return found


def country_name(actor_id: str) -> str | None:
    """The usual name of a country by its actor id, ``None`` if there is no such country."""
    country = countries().get(actor_id.removeprefix("country:").upper())
    return country.name if country and actor_id.startswith("country:") else None


def _country_terms() -> Iterator[Term]:
    for one in countries().values():
        parts: tuple[tuple[TermKind, tuple[str, ...]], ...] = (
            ("country", one.names),
            ("adjective", one.adjectives),
            ("people", one.peoples),
            ("capital", one.capitals),
        )
        for kind, names in parts:
            for name in names:
                yield Term(name.removeprefix("the "), (kind,), one.id, one.name, None, name in one.doubtful)


def _body_terms() -> Iterator[Term]:
    for one in json.loads((_HERE / "institutions.json").read_text("utf-8"))["institutions"]:
        kind: TermKind = "seat" if one.get("metonym") else "body"
        for name in one["names"]:
            yield Term(name, (kind,), one["id"], one["name"], one.get("of"))


def _place_terms() -> Iterator[Term]:
    for line in (_HERE / "places.tsv").read_text("utf-8").splitlines():
        code, _, places = line.partition("\t")
        if places:
            of = None if code == "-" else f"country:{code.lower()}"
            for spellings in places.split(","):
                first, *others = spellings.split("|")
                for name in (first, *others):
                    yield Term(name, ("place",), place_id(first), first, of)


def place_id(name: str) -> str:
    """Actor id of a place by its usual name.

    >>> place_id("São Paulo")
    'place:sao-paulo'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("ł", "l").replace("'", ""))
    return "place:" + "-".join(re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


@lru_cache(maxsize=1)
def terms() -> Mapping[str, Term]:
    """All names by their words; a name that can be read in several ways of one country carries all its kinds."""
    found: dict[str, Term] = {}
    for term in (*_country_terms(), *_body_terms(), *_place_terms()):
        known = found.get(term.words)
        if known and known.id == term.id:
            kinds = tuple(dict.fromkeys((*known.kinds, *term.kinds)))
            term = Term(term.words, kinds, term.id, term.name, term.of, known.doubtful or term.doubtful)
        elif known and "seat" not in term.kinds:  # the first reading holds, but for a seat such as Brussels
            continue
        found[term.words] = term
    return found


@lru_cache(maxsize=1)
def by_start() -> Mapping[str, tuple[str, ...]]:
    """The names under their first two characters, longest first: what a scanner looks up at a word's start."""
    found: dict[str, list[str]] = {}
    for words in terms():
        found.setdefault(words[:2], []).append(words)
    return {start: tuple(sorted(names, key=lambda name: (-len(name), name))) for start, names in found.items()}
