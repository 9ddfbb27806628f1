"""Dates by the calendar: days, months, years, decades, quarters, seasons, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_grammar import (
    DAY,
    EARLY,
    HAS_MONTH,
    MONTH,
    WEEKDAY,
    WEEKDAY_SHORT,
    YEAR,
    Place,
    Rule,
    mod_of,
    rule,
)

RULES: list[Rule] = []

_LEAD = (
    rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?) )?"
    rf"(?:(?P<w>{WEEKDAY}|{WEEKDAY_SHORT}),? (?:(?:the|on) )?)?"
)
_OF_YEAR = r"(?:,? (?:of )?(?P<rel>(?i:last|this|next)) year\b)?"
_RELATIVE = {"last": -1, "this": 0, "next": 1}
_DASH = r" ?(?:-|–|—|to) ?"

#: A day this near on the one side, 320 or more away on the other, is the nearer one whatever the tense.
NEAR = 45


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


@rule(
    rf"\b(?P<early>{EARLY})?{_LEAD}(?P<m>{MONTH}) (?P<d>{DAY})(?:{_DASH}(?P<to>{DAY}))?"
    rf"(?:,? (?P<y>{YEAR})|(?= and {DAY},? (?P<with>{YEAR})))?{_OF_YEAR}",
    RULES,
    HAS_MONTH,
)
def month_day(match: re.Match[str], at: Place) -> Norm | None:
    """A month with a day ("February 7, 2026", "Sept. 16-19"); without a year, the nearest such day to the date."""
    return _day_of_month(match, at)


@rule(
    rf"\b(?P<early>{EARLY})?{_LEAD}(?:[Tt]he )?(?P<d>{DAY})(?:{_DASH}(?P<to>{DAY}))?(?: of)?"
    rf" (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?{_OF_YEAR}",
    RULES,
    HAS_MONTH,
)
def day_month(match: re.Match[str], at: Place) -> Norm | None:
    """A day with a month ("7 February 2026", "the 7th of February"); without a year, the nearest such day."""
    return _day_of_month(match, at)


@rule(rf"\b(?P<m>{MONTH}) {DAY} and (?P<x>(?P<d>{DAY})(?:,? (?P<y>{YEAR}))?)", RULES, HAS_MONTH)
def second_day_after(match: re.Match[str], at: Place) -> Norm | None:
    """The second of two days after a month ("April 24 and 25"): a day of its own, of the same month and year."""
    return _day_of_month(match, at)


@rule(rf"(?<![\d.,$-])(?P<x>(?P<d>{DAY})) and {DAY}(?: of)? (?P<m>{MONTH})(?:,? (?P<y>{YEAR}))?", RULES, HAS_MONTH)
def first_day_before(match: re.Match[str], at: Place) -> Norm | None:
    """The first of two days before a month ("24 and 25 April"): a day of its own, of the same month and year."""
    return _day_of_month(match, at)


def _day_of_month(match: re.Match[str], at: Place) -> Norm | None:
    told = match.groupdict()
    month, day, year = cal.month_of(match["m"]), _number(match["d"]), told["y"] or told.get("with")
    relative = (told.get("rel") or "").lower()
    if year:
        when = cal.safe_day(int(year), month, day)
        found = cal.of_day(when) if when else None
    elif relative and at.day:
        when = cal.safe_day(at.day.year + _RELATIVE[relative], month, day)
        found = cal.of_day(when).because(at.counted) if when else None
    else:
        found = nearest_day(month, day, at, match.start("m"), told.get("w"), (told.get("which") or "").lower())
    if found is None:
        return None
    if told.get("to") and found.earliest:
        last = cal.safe_day(found.earliest.year, month, _number(told["to"]))
        if last and last > found.earliest:
            found = replace(found, latest=last, why=found.why + "; the first day of a range is its value")
    return found.with_mod(mod_of(told.get("early")))


def nearest_day(
    month: int, day: int, at: Place, offset: int, weekday: str | None = None, which: str = ""
) -> Norm | None:
    """The day of a month nearest to the date: on its weekday if one is told, on the side that the tense tells.

    A day within ``NEAR`` days of the date is taken against the tense: "accepted the deadline of March 31".
    """
    if at.day is None:
        return cal.unknown(f"XXXX-{month:02}-{day:02}") if day <= 31 else None
    day_, tense = at.day, at.tense(offset)
    days = [when for step in (-1, 0, 1) if (when := cal.safe_day(day_.year + step, month, day))]
    if not days:
        return None
    told = [when for when in days if weekday and when.weekday() == cal.weekday_of(weekday)]
    side = [when for when in days if tense is None or (when >= day_ if tense == "future" else when <= day_)]
    near = [when for when in days if abs((when - day_).days) <= NEAR]
    if which in ("last", "next", "this past", "this coming"):
        told = near = [when for when in days if (when <= day_ if which in ("last", "this past") else when >= day_)]
    best = min(told or near or side or days, key=lambda when: (abs((when - day_).days), when))
    return cal.of_day(best).because(f"no year is given: the nearest such day to {at.source}")


@rule(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b", RULES)
def iso_day(match: re.Match[str], at: Place) -> Norm | None:
    """A date in figures, year first ("2026-02-07")."""
    when = cal.safe_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return cal.of_day(when) if when else None


@rule(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])", RULES)
def figures_day(match: re.Match[str], at: Place) -> Norm | None:
    """A date in figures ("07/02/2026"); where day and month could be either, only the year is kept."""
    a, b = int(match["a"]), int(match["b"])
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"]) - (100 if int(match["y"]) > 50 else 0)
    if match["sep"] == "." and len(match["y"]) == 2:
        return None
    readings = {cal.safe_day(year, a, b), cal.safe_day(year, b, a)} - {None}
    if match["sep"] == ".":
        readings = {cal.safe_day(year, b, a)} - {None}
    if len(readings) == 1:
        (when,) = readings
        return cal.of_day(when) if when else None
    why = "day and month could be either"
    return replace(cal.of_year(year), value=f"{year}-XX-XX", why=why) if readings else None


@rule(rf"\b(?P<early>{EARLY})?(?P<m>{MONTH})(?:,| of|)? (?:the year )?(?P<y>{YEAR})", RULES, HAS_MONTH)
def month_year(match: re.Match[str], at: Place) -> Norm | None:
    """A month with its year ("January 2025", "late March 2024")."""
    return cal.of_month(int(match["y"]), cal.month_of(match["m"])).with_mod(mod_of(match["early"]))


_BEFORE_MONTH = (
    rf"(?P<early>{EARLY})?(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Tt]his past|[Tt]his coming) )?"
)


@rule(rf"\b{_BEFORE_MONTH}(?P<m>{MONTH})(?! {DAY})(?:,? (?:of )?(?P<of>(?i:last|next|this)) year\b)?", RULES, HAS_MONTH)
def month_alone(match: re.Match[str], at: Place) -> Norm | None:
    """A month without a year: the last such month, the next after "by", "until", "next" or in a future clause."""
    words = match["m"]
    marked = match["early"] or match["which"] or match["of"]
    if not marked and not _is_month(words, match, at):
        return None
    month = cal.month_of(words)
    if at.day is None:
        return cal.unknown(f"XXXX-{month:02}").with_mod(mod_of(match["early"]))
    if match["of"]:
        year = at.day.year + _RELATIVE[match["of"].lower()]
        return cal.of_month(year, month).because(at.counted).with_mod(mod_of(match["early"]))
    year, why = year_of_month(match, at, month, (match["which"] or "").lower())
    return cal.of_month(year, month).because(why).with_mod(mod_of(match["early"]))


def year_of_month(match: re.Match[str], at: Place, month: int, which: str = "") -> tuple[int, str]:
    """The year of a month that is named without one, and the reason to give; the report must have a day."""
    assert at.day is not None
    ahead = looks_ahead(match, at)
    side = "next" if ahead or which == "next" else "last"
    return _year_of_month(at.day, month, ahead, which), f"no year is given: the {side} such month, {at.counted}"


def _year_of_month(day: date, month: int, ahead: bool, which: str) -> int:
    if which == "this":
        return day.year
    if which == "next" or (ahead and which != "last"):
        return day.year + (month < day.month or (month == day.month and which == "next"))
    return day.year - (month > day.month or (month == day.month and which.startswith("last")))


_PREPOSITION = re.compile(
    r"(?i:\b(?:in|by|since|until|till|before|after|from|to|through|of|for|during|between|and|on)) $"
)
_AHEAD = re.compile(
    r"(?i:\b(?P<p>by|until|till|as (?:soon|early|late) as)) "
    r"(?:the |early |late |at |\d{1,2}(?::\d\d)? ?[AaPp]\.?[Mm]\.?(?: [A-Z]{2,4})?,? (?:on )?)?$"
)
_EXTENDED = re.compile(r"(?i:\b(?:extend|deadline|postpone|delay|suspend|gave|given|giving|give|remain)\w*)")


def _is_month(words: str, match: re.Match[str], at: Place) -> bool:
    """Whether "May", "March" or a short form without its dot is the month here."""
    before = at.text[max(0, match.start() - 12) : match.start()]
    if words in ("May", "March") or (len(words) <= 4 and words not in ("June", "July") and not words.endswith(".")):
        after = at.text[match.end() : match.end() + 1]
        full = words in ("May", "March")
        return (
            bool(_PREPOSITION.search(before)) and after != "-" and (full or not at.text[match.end() :].startswith(" "))
        )
    return at.is_date(match.start()) or bool(_PREPOSITION.search(before)) or words.endswith(".")


def looks_ahead(match: re.Match[str], at: Place) -> bool:
    """Whether the words speak of a time to come: "by", "until" before them, or a future clause around them.

    "By" and "until" in a clause of the past ("had filed by Wednesday") look back, unless something was put off.
    """
    start = match.start()
    tense = at.tense(match.end() - 1)
    marked = _AHEAD.search(at.text, max(0, start - 40), start)
    if marked is None:
        return tense == "future"
    if tense != "past":
        return True
    return _EXTENDED.search(at.text, max(0, start - 90), start) is not None


_YEAR_BEFORE = re.compile(
    r"(?i:\b(?:in|since|by|until|till|from|to|through|during|before|after|of|for|between|and|year|fiscal|about|around"
    r"|early|late|mid|the)) $|\($"
)
_NO_YEAR_AFTER = re.compile(r"\s?(?:%|percent|per cent|people|dollars|euros|troops|miles|km|points|votes|times|more\b)")


@rule(
    rf"(?<![\w$€£#.,:/-])(?P<early>{EARLY})?(?P<lead>(?i:(?:the )?(?:(?P<fiscal>fiscal|financial)(?: year)?|year) ))?"
    rf"(?P<y>{YEAR})(?![\w%.:/]\d|[\w%]|-\d)",
    RULES,
)
def year_alone(match: re.Match[str], at: Place) -> Norm | None:
    """A year ("since 2022", "early 2025", "the 2016 election")."""
    before = at.text[max(0, match.start() - 10) : match.start()]
    plain = match["early"] or match["lead"] or at.is_date(match.start("y")) or _YEAR_BEFORE.search(before)
    if not plain or _NO_YEAR_AFTER.match(at.text, match.end()):
        return None
    found = cal.of_year(int(match["y"])).with_mod(mod_of(match["early"]))
    return cal.fiscal(found) if match["fiscal"] else found


@rule(rf"(?<![\w$€£#.,:/-])(?P<y>{YEAR})(?:-|–|/)(?P<to>(?:19|20)?\d\d)(?![\w%.,:/-]\w|\w|%)", RULES)
def years(match: re.Match[str], at: Place) -> Norm | None:
    """Years joined by a dash ("2014-2022"): from the first to the last; the first is the value."""
    first, last = int(match["y"]), int(match["to"])
    last = last if last > 99 else first // 100 * 100 + last
    dated = at.is_date(match.start()) or _YEAR_BEFORE.search(at.text[max(0, match.start() - 10) : match.start()])
    if not 0 < last - first <= 60 or not dated:
        return None
    return replace(cal.of_year(first), latest=date(last, 12, 31), why="a range of years; the first is its value")


@rule(r"\b(?i:in|of|since|by|until|from|to|and|early|late) (?P<x>['’‘](?P<y>\d\d))\b(?![-\w'’])", RULES)
def short_year(match: re.Match[str], at: Place) -> Norm | None:
    """A year by its last figures ("in '98"): the last such year up to the report's, else unresolved."""
    if at.day is None:
        return cal.unknown(f"XX{match['y']}")
    year = at.day.year // 100 * 100 + int(match["y"])
    return cal.of_year(year - 100 * (year > at.day.year)).because(f"the last such year, {at.counted}")


@rule(rf"\b(?P<side>(?i:pre|post))-(?P<y>{YEAR})\b", RULES)
def beside_year(match: re.Match[str], at: Place) -> Norm | None:
    """Before or after a year ("post-2014")."""
    return replace(
        cal.of_year(int(match["y"])),
        mod="BEFORE" if match["side"].lower() == "pre" else "AFTER",
        earliest=None,
        latest=None,
    )


@rule(r"(?<![\w$€£.,])(?P<x>(?i:the )?(?P<early>(?i:early|late|mid)[ -])?(?P<y>(?:1[5-9]|20)\d0)['’]?s)\b", RULES)
def decade(match: re.Match[str], at: Place) -> Norm | None:
    """A decade ("the 1990s", "the late 1980s")."""
    return cal.of_decade(int(match["y"])).with_mod(mod_of(match["early"]))


@rule(r"(?<!\w)(?P<x>(?i:the )?(?P<early>(?i:early|late|mid)[ -])?['’‘](?P<y>[2-9]0)s)\b", RULES)
def short_decade(match: re.Match[str], at: Place) -> Norm | None:
    """A decade by its last figures ("the '90s"): of the twentieth century."""
    return cal.of_decade(1900 + int(match["y"])).with_mod(mod_of(match["early"]))


@rule(r"\b[Tt]he (?P<d>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th))(?! (?:of|[a-z]+|[A-Z][a-z]+|[-]))", RULES)
def day_of_month(match: re.Match[str], at: Place) -> Norm | None:
    """A day by its number alone ("on the 28th"): the nearest one to the date, on the side that the tense tells."""
    before = at.text[max(0, match.start() - 10) : match.start()]
    if not re.search(r"(?i:\b(?:on|by|until|till|before|after|from|to|and)) $", before):
        return None
    today = at.day
    if today is None:
        return cal.unknown(f"XXXX-XX-{_number(match['d']):02}")
    months = [cal.shift_months(today.replace(day=1), step) for step in (-1, 0, 1)]
    days = [when for one in months if (when := cal.safe_day(one.year, one.month, _number(match["d"])))]
    ahead = looks_ahead(match, at)
    side = [when for when in days if (when >= today if ahead else when <= today)]
    best = min(side or days, key=lambda when: (abs((when - today).days), when))
    return cal.of_day(best).because(at.counted)
