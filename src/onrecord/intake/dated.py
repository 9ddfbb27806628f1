"""Whether a page states a day, by the strict reading of dates: what a library made of it is believed only then.

The library that finds dates in pages (htmldate, through trafilatura) repairs what is none: it takes ``2023-02-30`` for
1 February, ``03/04/2023`` for 3 April, ``2023-05`` for 30 May and a version number for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.intake.dates import MAX_LENGTH, iso_date

#: A line of text that dates a page is short.
_LINE = 140
_FIGURES = re.compile(r"\d{4}")
_YEAR_FIRST = r"\d{4}([-/.])\d\d?\1\d\d?"
_NAMED = r"(?:[A-Za-z]{3,9}\.? \d\d?(?:st|nd|rd|th)?,?|\d\d?(?:st|nd|rd|th|\.)? \w{3,9}\.?,?) \d{4}"
_FIGURED = r"\d\d?([/.-])\d\d?\2\d{4}"
_DAY = re.compile(rf"(?<![\w./:-])(?:{_YEAR_FIRST}|{_NAMED}|{_FIGURED})(?![\w/-]|\.\d)")
#: Months of other languages that dates of pages are written in, by the figures that stand for them: the first letters.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar janvier enero gennaio janeiro january", "februar février febrero febbraio fevereiro february",
            "märz mars marzo março march", "april avril abril aprile", "mai mayo maggio maio may",
            "juni juin junio giugno junho june", "juli juillet julio luglio julho july",
            "august août agosto", "september septembre septiembre settembre setembro",
            "oktober octobre octubre ottobre outubro october", "november novembre noviembre novembro",
            "dezember décembre diciembre dicembre dezembro december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
#: Chinese, Japanese and Korean dates name year, month and day.
_EASTERN = re.compile(r"(?<!\d)(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]")
_CODE = frozenset({"script", "style"})
_OTHER = re.compile(r"(?<!\d)(\d\d?)\.? (?:de )?([^\W\d_]{3,10})\.? (?:de )?(\d{4})(?!\d)")


def states(tree: Any, day: str) -> bool:
    """Whether an attribute or a line of a page is this day, or holds it and no other.

    Args:
        tree: the page as an lxml element.
        day: ISO day.
    """
    return any(_is(words, day) for words in _short(tree))


def _short(tree: Any) -> Iterator[str]:
    """The short texts of a page with a year in them: attributes first, then lines."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from (
                value for value in element.attrib.values() if len(value) <= MAX_LENGTH and _FIGURES.search(value)
            )
            if element.tag not in _CODE:
                yield from (line for line in _lines(element) if len(line) <= _LINE and _FIGURES.search(line))


def _lines(element: Any) -> Iterator[str]:
    for words in (element.text, *(inner.tail for inner in element)):
        if words and words.strip():
            yield words.strip()


def _is(words: str, day: str) -> bool:
    found = iso_date(words)
    if found is not None:
        return found[:10] == day
    days = {iso for match in _DAY.finditer(" ".join(words.split())) if (iso := iso_date(match[0]))}
    days |= {iso for match in _OTHER.finditer(words) if (iso := _other(match))}
    days |= {iso for year, *rest in _EASTERN.findall(words) if (iso := iso_date("-".join((year, *rest))))}
    return {one[:10] for one in days} == {day}


def _other(match: re.Match[str]) -> str | None:
    month = _MONTHS.get(match[2].lower())
    return iso_date(f"{match[3]}-{month:02}-{int(match[1]):02}") if month else None
