"""Quarters, halves, seasons, feasts, centuries, and years in words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.lexicons.figures import number_of
from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_dates import looks_ahead
from onrecord.reading.times_grammar import EARLY, MONTH, SEASON, YEAR, Place, Rule, mod_of, rule

RULES: list[Rule] = []

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 2}
_QUARTER_YEAR = rf"(?:(?: of| in|,)? (?:(?P<y>{YEAR})|(?P<rel>(?i:last|this|next)) year))?"


@rule(
    rf"\b(?P<x>(?:(?:(?P<own>(?i:last|this|next)) year['’]s )|(?:(?i:the) )?)(?:(?i:fiscal) )?"
    rf"(?P<n>(?i:first|second|third|fourth))[ -](?:(?i:fiscal) )?(?i:quarter){_QUARTER_YEAR})\b",
    RULES,
    "quarter",
)
def quarter(match: re.Match[str], at: Place) -> Norm | None:
    """A quarter of a year ("the third quarter of 2025", "first-quarter"); without a year, the last such quarter."""
    number = _ORDINALS[match["n"].lower()]
    year, why = _given_year(match, at)
    if year is None and at.day is None:
        return cal.unknown(f"XXXX-Q{number}")
    if year is None and at.day is not None:
        year = at.day.year - (number > (at.day.month + 2) // 3 and not looks_ahead(match, at))
    return cal.of_quarter(year or 0, number).because(why) if year else None


def _given_year(match: re.Match[str], at: Place) -> tuple[int | None, str]:
    """The year said with a quarter or half, and the reason to give."""
    if match["y"]:
        return int(match["y"]), cal.OUTRIGHT
    said = match["rel"] or match["own"]
    if said and at.day:
        return at.day.year + {"last": -1, "this": 0, "next": 1}[said.lower()], at.counted
    return None, f"no year is given: {at.counted}"


@rule(rf"\bQ(?P<n>[1-4])(?:,? (?P<y>{YEAR}))\b", RULES)
def short_quarter(match: re.Match[str], at: Place) -> Norm | None:
    """A quarter in figures ("Q3 2025")."""
    return cal.of_quarter(int(match["y"]), int(match["n"]))


@rule(
    rf"\b(?P<x>(?i:the (?:first|second|last)) half(?: of| in)? (?:(?P<y>{YEAR})|(?P<rel>(?i:last|this"
    rf"|next)) year))(?P<own>)\b",
    RULES,
    " half",
)
def half(match: re.Match[str], at: Place) -> Norm | None:
    """A half of a year ("the first half of 2025")."""
    number = 1 if "first" in match["x"].lower() else 2
    year, why = _given_year(match, at)
    return cal.of_half(year, number).because(why) if year else cal.unknown(f"XXXX-H{number}")


@rule(
    rf"\b(?P<x>(?:(?P<early>{EARLY})(?:the )?|(?P<the>[Tt]he ))?(?:(?P<which>(?i:last|next|this(?: past"
    rf"| coming)?|that|coming|past)) )?"
    rf"(?P<s>{SEASON})(?:(?: of)? (?P<y>{YEAR}))?)(?![\w-])",
    RULES,
    "spring|summer|fall|autumn|winter",
)
def season(match: re.Match[str], at: Place) -> Norm | None:
    """A season ("last summer", "the winter of 2022", "this fall"), in the northern hemisphere."""
    code = cal.SEASONS[match["s"].lower()]
    before = at.text[max(0, match.start() - 8) : match.start()]
    if match["y"]:
        return cal.of_season(int(match["y"]), code).with_mod(mod_of(match["early"]))
    inside = match["the"] and re.search(r"(?i:\b(?:in|by|until|since|during|over)) $", before) is not None
    if not (match["which"] or match["early"] or inside):
        return None
    if at.day is None:
        return cal.unknown(f"XXXX-{code}").with_mod(mod_of(match["early"]))
    year = _year_of_season(at.day, code, (match["which"] or "").lower(), looks_ahead(match, at))
    return cal.of_season(year, code).because(at.counted).with_mod(mod_of(match["early"]))


def _year_of_season(day: date, code: str, which: str, ahead: bool) -> int:
    """The year a season is counted under; January and February belong to the winter of the year before."""
    here = day.year - (code == "WI" and day.month <= 2)
    this = cal.of_season(here, code)
    begun = this.earliest is not None and this.earliest <= day
    over = this.latest is not None and this.latest < day
    if which in ("last", "past", "this past"):
        return here - (not over)
    if which in ("next", "coming", "this coming") or ahead:
        return here + (over or (which == "next" and begun))
    return here if which == "this" or begun else here - 1


_FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
    "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip


@rule(
    r"\b(?P<x>(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?(?P<f>Christmas (?:Day|Eve)|Christmas|New Year['’]s (?:Day|Eve)"
    r"|Valentine['’]s Day|Halloween|Easter(?: Sunday)?|Thanksgiving(?: Day)?))(?![\w-])",
    RULES,
    "christmas|new year|valentine|halloween|easter|thanksgiving",
)
def feast(match: re.Match[str], at: Place) -> Norm | None:
    """A feast ("by Christmas"): the last one, or the next after "next", "by" or in a future clause."""
    name = match["f"].lower().replace("’", "'")
    if at.day is None:
        fixed = _FEASTS.get(name)
        return cal.unknown("XXXX-{:02}-{:02}".format(*fixed) if fixed else "XXXX-XX-XX")
    years = range(max(1, at.day.year - 1), at.day.year + 2)
    days = [day for year in years if (day := _feast_day(name, year))]
    which = (match["which"] or "").lower()
    ahead = which == "next" or (which != "last" and looks_ahead(match, at))
    found = min((day for day in days if day >= at.day), default=None) if ahead else None
    found = found or max(day for day in days if day <= at.day)
    return cal.of_day(found).because(at.counted)


def _feast_day(name: str, year: int) -> date | None:
    if name.startswith("thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    if name.startswith("easter"):
        return _easter(year)
    return cal.safe_day(year, *_FEASTS[name])


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Butcher's algorithm."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + el - 7 * ((a + 11 * h + 22 * el) // 451) + 114, 31)
    return date(year, month, day + 1)


@rule(r"\b(?P<x>(?i:the )?(?P<n>\d{1,2})(?:st|nd|rd|th) [Cc]entury)\b", RULES)
def century(match: re.Match[str], at: Place) -> Norm | None:
    """A century ("the 19th century")."""
    number = int(match["n"]) - 1
    if not 0 < number < 99:
        return None
    return Norm("DATE", f"{number:02}", date(number * 100, 1, 1), date(number * 100 + 99, 12, 31))


_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"


@rule(
    rf"\b(?P<x>(?:(?P<m>{MONTH}) )?(?i:the year )?(?:(?P<c>(?i:eighteen|nineteen|twenty)) (?P<n>(?i:(?:{_TEENS}"
    rf"|ten|eleven"
    rf"|twelve|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven"
    rf"|eight|nine))?)))|(?P<two>(?i:two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine"
    rf"|ten))?))))"
    rf"(?![ -]?\w)",
    RULES,
    "eighteen|nineteen|twenty|two thousand",
)
def spoken_year(match: re.Match[str], at: Place) -> Norm | None:
    """A year in words ("nineteen ninety-six"), after a month, "the year" or a preposition."""
    before = at.text[max(0, match.start() - 10) : match.start()]
    if not (
        match["m"] or "the year" in match["x"].lower() or re.search(r"(?i:\b(?:in|of|since|by|from|until)) $", before)
    ):
        return None
    if match["two"]:
        year = int(number_of(match["two"].lower().split()) or 0)
    else:
        century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[match["c"].lower()]
        year = century + int(number_of(match["n"].lower().replace("-", " ").split()) or 0)
    return cal.of_month(year, cal.month_of(match["m"])) if match["m"] else cal.of_year(year)
