"""The names in the credits of a page: people's, and the outlet's own where it names itself as the author."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.lexicons.newsroom import agency_named, is_same_outlet
from onrecord.text.canonical import canonical
from onrecord.text.wordset import wordset

_BY = re.compile(r"^(?:by|von|par|por|di|door|af|av)\s+", re.IGNORECASE)
#: "Reporter" and "correspondent" behind a name in Korean, Japanese and Chinese.
_REPORTER = re.compile(r"(?<=\w)\s?(?:기자|특파원|記者|记者)$")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3}|[<>{}\[\]=_]|\.(?:com|org|net|de|co)\b", re.IGNORECASE)
#: A name has at most this many words; longer parts of a credit are offices.
_NAME_WORDS = 5
_LONGEST_NAME = 80
_NAME_SIGNS = re.compile(r"(?:(?<!\s)\s++)?+[;|/•,]\s*|(?<!\s)\s++(?:and|und|et|y|e|og|och|en|&)\s+")
#: What stands where a name is missing.
_NOBODY = wordset("admin administrator editor staff redaktion redaction author null none undefined unknown")


def people(credits: Iterable[str | None], outlet: str | None) -> list[str]:
    """The names in several credits, each once; none if all of them are the outlet's.

    >>> people(["By Ilse Marn and Tom Ferrin"], "The Lindau Courier"), people(["Lindau Courier"], "The Lindau Courier")
    (['Ilse Marn', 'Tom Ferrin'], [])
    """
    found = _credited(credits, outlet)
    return [] if all(is_same_outlet(name, outlet) for name in found) else found


def house(credits: Iterable[str | None], outlet: str | None) -> str | None:
    """The outlet as a credit names it ("Editors of The Lindau Courier"); an agency is none.

    >>> house(["Lindau Courier editors"], "The Lindau Courier"), house(["Ilse Marn"], "The Lindau Courier")
    ('Lindau Courier editors', None)
    """
    named = (" ".join(credit.split()) for credit in credits if credit and len(credit) <= _LONGEST_NAME)
    return next((name for name in named if is_same_outlet(name, outlet) and not agency_named(name)), None)


def may_be_name(text: str) -> bool:
    """Whether words are no address, number or markup."""
    return _NOT_A_NAME.search(text) is None


def _credited(credits: Iterable[str | None], outlet: str | None) -> list[str]:
    """The names in several credits, each once."""
    return list(dict.fromkeys(name for credit in credits for name in _names(credit, outlet)))


def _names(text: str | None, outlet: str | None) -> list[str]:
    """The names in a credit, which may join several by commas and "and"."""
    if not text or len(text) > 300 or "://" in text:
        return []
    first, *others = map(_clean_name, _NAME_SIGNS.split(text))
    if first is None:  # "example.org, Frankfurt, Germany": what follows an outlet's name is its address
        return []
    return [name for name in (first, *others) if name and not same_words(name, outlet)]


def _clean_name(text: str) -> str | None:
    name = _REPORTER.sub("", _BY.sub("", canonical(" ".join(text.split())))).strip(" ,.;:|-–—")
    if (
        not 2 <= len(name) <= _LONGEST_NAME
        or len(name.split()) > _NAME_WORDS
        or not may_be_name(name)
        or name.lower() in _NOBODY
    ):
        return None
    return name


def same_words(first: str | None, second: str | None) -> bool:
    """Whether two names have the same letters and digits."""
    return _letters(first) == _letters(second)


def _letters(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", text or "").lower()
