"""Quarters, halves, seasons, feasts, centuries, and years in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.lexicons.figures import number_of
from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_dates import looks_ahead, year_of_month
from onrecord.reading.times_grammar import EARLY, MONTH, SEASON, YEAR, Place, Rule, mod_of, rule

RULES: list[Rule] = []

_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": 4,
    "final": 4,
}
_QUARTER_YEAR = rf"(?:(?: of| in|,)? (?:(?P<y>{YEAR})|(?P<rel>(?i:last|this|next)) year))?"


@rule(
    rf"\b(?P<x>(?:(?:(?P<own>(?i:last|this|next)) year['’]s )|(?:(?i:the) )?)(?:(?P<y0>{YEAR})(?:['’]s)? )?"
    rf"(?P<fiscal>(?i:fiscal[ -]))?"
    rf"(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th|(?:last|final)(?= quarter of)))[ -]"
    r"(?P<fiscal2>(?i:fiscal) )?"
    rf"(?i:quarter){_QUARTER_YEAR})\b",
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
        year = _year_of_quarter(at.day, number, match, at)
    found = cal.of_quarter(year or 0, number).because(why) if year else None
    return cal.fiscal(found) if found and (match["fiscal"] or match["fiscal2"]) else found


def _year_of_quarter(day: date, number: int, match: re.Match[str], at: Place) -> int:
    """The last such quarter, or the next one of what is to be done in it or by it."""
    now = (day.month + 2) // 3
    if looks_ahead(match, at):
        before = at.text[max(0, match.start() - 8) : match.start()]
        return day.year + (number < now and re.search(r"(?i:\b(?:in|by|until|before)) $", before) is not None)
    return day.year - (number > now)


def _given_year(match: re.Match[str], at: Place) -> tuple[int | None, str]:
    """The year said with a quarter or half, and the reason to give."""
    outright = match["y"] or match.groupdict().get("y0")
    if outright:
        return int(outright), cal.OUTRIGHT
    said = match["rel"] or match["own"]
    if said and at.day:
        return at.day.year + {"last": -1, "this": 0, "the": 0, "next": 1}[said.lower()], at.counted
    return None, f"no year is given: {at.counted}"


@rule(
    rf"\b(?P<x>Q(?P<n>[1-4])(?:,? (?:of )?(?:(?P<y>{YEAR})|(?P<rel>(?i:last|this|next)) year))?)(?P<own>)(?![\w&-])",
    RULES,
)
def short_quarter(match: re.Match[str], at: Place) -> Norm | None:
    """A quarter in figures ("Q3 2025"); without a year, the last such quarter, or the next in a future clause."""
    number = int(match["n"])
    year, why = _given_year(match, at)
    if year is None and at.day is None:
        return cal.unknown(f"XXXX-Q{number}")
    if year is None and at.day is not None:
        year = _year_of_quarter(at.day, number, match, at)
    return cal.of_quarter(year, number).because(why) if year else None


@rule(
    rf"\b(?P<x>(?i:the (?:first|second|last)) half(?: of| in)? (?:(?P<y>{YEAR})|(?P<rel>(?i:last|this"
    rf"|next|the)) year))(?P<own>)\b",
    RULES,
    " half",
)
def half(match: re.Match[str], at: Place) -> Norm | None:
    """A half of a year ("the first half of 2025")."""
    number = 1 if "first" in match["x"].lower() else 2
    year, why = _given_year(match, at)
    return cal.of_half(year, number).because(why) if year else cal.unknown(f"XXXX-H{number}")


_PART_DAYS = {"week": 7, "weeks": 14, "days": 10, "half": 15}


@rule(
    rf"\b(?P<x>(?i:the (?P<n>first|last|second|final|opening)(?: (?:two|few|several))? (?P<u>weeks?|days|half) of)"
    rf" (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?)",
    RULES,
    "week|days|half",
)
def part_of_month(match: re.Match[str], at: Place) -> Norm | None:
    """The first week of February: of the month, at its start or end; the days are narrowed as the words tell."""
    month, begins = cal.month_of(match["m"]), match["n"].lower() in ("first", "opening")
    if match["n"].lower() == "second" and match["u"].lower() != "half":
        return None
    if not match["y"] and at.day is None:
        return cal.unknown(f"XXXX-{month:02}").with_mod("START" if begins else "END")
    year, why = (int(match["y"]), cal.OUTRIGHT) if match["y"] else year_of_month(match, at, month)
    found = cal.of_month(year, month).because(why).with_mod("START" if begins else "END")
    if found.earliest is None or found.latest is None:
        return found
    days = timedelta(days=_PART_DAYS[match["u"].lower()])
    if begins:
        return replace(found, latest=found.earliest + days - timedelta(days=1))
    return replace(found, earliest=found.latest - days + timedelta(days=1))


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
    rf"|eight|nine)\b)?)))|(?P<two>(?i:two thousand(?: and)?(?: (?:one|two|three|four|five|six|seven|eight|nine"
    rf"|ten))?))))"
    rf"(?!-?\w)(?! (?:percent|per cent|people|thousand|million|hundred|years|days|dollars|point|one|two|three|four|five"
    rf"|six|seven|eight|nine)\b)",
    RULES,
    "eighteen|nineteen|twenty|two thousand",
)
def spoken_year(match: re.Match[str], at: Place) -> Norm | None:
    """A year in words ("nineteen ninety-six"), after a month, "the year" or a preposition."""
    before = at.text[max(0, match.start() - 10) : match.start()]
    if not (
        match["m"]
        or "the year" in match["x"].lower()
        or re.search(r"(?i:\b(?:in|of|since|by|from|until|to|and)) $", before)
    ):
        return None
    if match["two"]:
        year = int(number_of(match["two"].lower().split()) or 0)
    else:
        century = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[match["c"].lower()]
        year = century + int(number_of(match["n"].lower().replace("-", " ").split()) or 0)
    return cal.of_month(year, cal.month_of(match["m"])) if match["m"] else cal.of_year(year)
