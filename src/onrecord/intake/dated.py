"""Whether a page states a day, by the strict reading of dates: what a library made of it is believed only then.

The library that finds dates in pages (htmldate, through trafilatura) repairs what is none: it takes ``2023-02-30`` for
1 February, ``03/04/2023`` for 3 April, ``2023-05`` for 30 May and a version number for a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.intake.dates import MAX_LENGTH, iso_date
from onrecord.text.wordset import wordset

#: A line of text that dates a page is short.
_LINE = 140
_FIGURES = re.compile(r"\d{4}|\d\d\.\d\d\.\d\d")
_YEAR_FIRST = r"\d{4}([-/.])\d\d?\1\d\d?"
_NAMED = r"(?:[A-Za-z]{3,9}\.? \d\d?(?:st|nd|rd|th)?,?|\d\d?(?:st|nd|rd|th|\.)? (?:of )?\w{3,9}\.?,?) \d{4}"
_FIGURED = r"\d\d?([/.-])\d\d?\2\d{4}"
_ALONE = r"(?<![\w./-])(?<!\d:)"
_DAY = re.compile(rf"{_ALONE}(?:{_YEAR_FIRST}|{_NAMED}|{_FIGURED})(?![\w/-]|\.\d)")
#: Months by the names that pages are dated with: all that the library reads (English, German, French, Indonesian and
#: Turkish, short forms too), and those of other languages.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar jänner januari janvier enero gennaio janeiro january ocak oca",
            "feb februar feber februari février fevrier febrero febbraio fevereiro february şubat şub",
            "mar mär märz maret mart mars marzo março march",
            "apr april avril abril aprile nisan nis",
            "may mai mei mayo maggio maio mayis",
            "jun juni juin junio giugno junho june haziran haz",
            "jul juli juillet julio luglio julho july temmuz tem",
            "aug august agustus août aout agosto ağustos ağu",
            "sep sept september septembre septiembre settembre setembro eylül eyl",
            "oct okt oktober octobre octubre ottobre outubro october ekim eki",
            "nov november novembre noviembre novembro kasim kas",
            "dec dez dezember desember décembre diciembre dicembre dezembro december aralik ara",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
#: Turkish has an i with and one without a dot, in capitals too; without dots the names stay apart.
_DOTLESS = str.maketrans("ıİ", "ii")
#: Chinese, Japanese and Korean dates name year, month and day.
_EASTERN = re.compile(r"(?<!\d)(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]")
_CODE = wordset("script style")
_MONTH = r"([^\W\d_]{3,10})"
_OTHER = re.compile(
    rf"(?<![\d./-])(?<!\d:)(\d\d?)(?:st|nd|rd|th|er|º|\.)? (?:de |of )?{_MONTH}[.,]? (?:de )?(\d{{4}})(?!\d)"
)
_OTHER_MONTH_FIRST = re.compile(rf"(?<!\w){_MONTH}\.? (\d\d?)(?:st|nd|rd|th|\.)?,? (\d{{4}})(?!\d)")
#: Figures between full stops are written day first, but for the United States, where they are a matter of taste.
_DOTTED = re.compile(rf"{_ALONE}(\d\d?)\.(\d\d?)\.(\d{{4}})(?![\w/-]|\.\d)")
_EITHER_FIRST = "en-us"
#: With two figures for the year such a date could be the year first, which only these languages write with full stops.
_SHORT = re.compile(
    rf"(?<!version )(?<!release )(?<!build ){_ALONE}(\d\d)\.(\d\d)\.(\d\d)(?![\w/-]|\.\d)", re.IGNORECASE
)
_YEAR_FIRST_WRITTEN = wordset("zh ja ko hu mn lt")
_EASTERN_LETTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: What names the day of a change that follows it, and what the day that a page first came out on.
_FIRST_OUT = (
    r"publi|posted|first|original|created|issued|veröffentlicht|erstellt|yayın|yayin|terbit|diterbitkan|dipublikasikan|"
    r"tayang|опублик|опублік|发布|發布|公開|입력|등록|게시"
)
_CHANGE = re.compile(
    r"(?:(?<![^\W\d_])(?:updat|modif|edited|revis|amended|correct|last (?:chang|edit|sav|review|publi|check|verif)|"
    r"a[ck]?tuali[sz]|geändert|mise? à jour|aggiorna|bijgewerkt|gewijzigd|uppdatera|opdatere|oppdater|güncelle|diperba|"
    r"diubah|обновлен|оновлен|изменен)|更新|修改|수정)"
    rf"\w{{0,20}}+(?=[^\d;|•·)]{{0,60}}\d)(?:(?!(?<![^\W\d_])(?:{_FIRST_OUT})).)*",
    re.IGNORECASE,
)


def states(tree: Any, day: str) -> bool:
    """Whether an attribute or a line of a page is this day, or holds it and no other but that of a change.

    Args:
        tree: the page as an lxml element.
        day: ISO day.
    """
    figures = _figures(tree)
    return any(_is(words, day, figures) for words in _short(tree))


class _Figures(NamedTuple):
    """Which days in figures between full stops have one reading on a page: with four figures for the year, with two."""

    long: bool
    short: bool


def _figures(tree: Any) -> _Figures:
    language = (tree.get("lang") or "").strip().lower().replace("_", "-")
    if language:
        return _Figures(
            language != _EITHER_FIRST, language != _EITHER_FIRST and language[:2] not in _YEAR_FIRST_WRITTEN
        )
    return _Figures(True, not any(_EASTERN_LETTERS.search(words) for words in tree.itertext()))


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


def _is(words: str, day: str, figures: _Figures) -> bool:
    found = iso_date(words)
    if found is not None:
        return found[:10] == day
    line = unicodedata.normalize("NFC", " ".join(words.split()))
    return (_days(_CHANGE.sub(" ", line), figures) or _days(line, figures)) == {day}


def _days(line: str, figures: _Figures) -> set[str]:
    """The days that a line holds, each by its one reading."""
    found = [iso_date(match[0]) for match in _DAY.finditer(line)]
    found += [_named(match[1], match[2], match[3]) for match in _OTHER.finditer(line)]
    found += [_named(match[2], match[1], match[3]) for match in _OTHER_MONTH_FIRST.finditer(line)]
    found += [iso_date("-".join(one)) for one in _EASTERN.findall(line)]
    found += _dotted(line, figures)
    return {one[:10] for one in found if one}


def _named(day: str, month: str, year: str) -> str | None:
    number = _MONTHS.get(month.translate(_DOTLESS).lower())
    return iso_date(f"{year}-{number:02}-{int(day):02}") if number else None


def _dotted(line: str, figures: _Figures) -> list[str | None]:
    """The days that a line writes in figures between full stops."""
    long = _DOTTED.findall(line) if figures.long else []
    short = _SHORT.findall(line) if figures.short else []
    return [
        *(iso_date(f"{year}-{month:>02}-{day:>02}") for day, month, year in long),
        *(iso_date(f"20{year}-{month}-{day}") for day, month, year in short if day > "12"),
    ]
