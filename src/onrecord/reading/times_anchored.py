"""Words for times that count from another time in the report: the next day, two days later, a year earlier."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm, Told
from onrecord.reading.times_grammar import (
    APPROX,
    HAS_UNIT,
    NUMBER,
    PART_CODES,
    TOLD,
    Place,
    Rule,
    count_of,
    duration,
    is_compared,
    mod_of,
    rule,
    unit_of,
)

RULES: list[Rule] = []

_PARTS = "|morning|evening|night|afternoon"
_UNITS = r"(?i:day|week|month|year|decade|quarter)s?"


@rule(
    r"\b(?P<x>(?P<which>(?i:the (?:next|following|previous|preceding|same|very next)|(?:(?:later|earlier) )?that"
    r"(?: same| very)?|(?:later|earlier) the same)) (?P<u>(?i:day|week|month|quarter|year|morning|evening|night"
    r"|afternoon|weekend)))(?!s\b|-| of\b)\b",
    RULES,
    HAS_UNIT + _PARTS,
)
def told_day(match: re.Match[str], at: Place) -> Norm | None:
    """The next day, that year: counted from the time last named before it; "the next week" of what is to come, from
    the report's day."""
    unit, which = match["u"].lower(), match["which"].lower()
    mod = mod_of({"earlier": "early", "later": "late"}.get(which.split()[0]))
    coming = which == "the next" and unit in ("week", "month", "year", "quarter", "weekend")
    if coming and at.day and at.tense(match.start()) == "future":
        return cal.period_of(cal.moved(at.day, 1, "week" if unit == "weekend" else unit), unit).because(at.counted)
    if unit in PART_CODES:
        return cal.counting(Told("day", TOLD[which], PART_CODES[unit]))
    return replace(cal.counting(Told(unit, TOLD[which])), mod=mod)


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER})[ -](?P<u>{_UNITS})(?P<or> or (?:so|two))? (?P<way>(?i:later|earlier"
    rf"|before|after|afterwards?|beforehand|previously)))(?! (?:than|this|that|in)\b)\b(?P<more> \w)?",
    RULES,
    "later|earlier|before|after|previously",
)
def told_step(match: re.Match[str], at: Place) -> Norm | None:
    """Two days later, a week earlier: counted from the time last named before it, as exact as its unit."""
    way, more = match["way"].lower(), match["more"]
    if way in ("before", "after") and more:
        return None
    count, unit = count_of(match["n"]), unit_of(match["u"])
    back = way in ("earlier", "before", "beforehand", "previously")
    mod = mod_of(match["mod"]) or ("APPROX" if match["or"] else None)
    if count is None or count != int(count):
        why = "how long before is not said" if back else "how long after is not said"
        return Norm("DATE", "PAST_REF" if back else cal.UNKNOWN[unit], why=why).with_mod(mod)
    told = Told(
        unit if unit != "decade" else "year", (-1 if back else 1) * int(count) * (10 if unit == "decade" else 1)
    )
    if unit == "year" and back:
        told = replace(told, alike=True, books=count == 1 and (is_compared(match, at) or _opens(match, at)))
        if told.books and at.day:
            return replace(cal.of_year(at.day.year - 1).because(at.counted), told=told)
    return replace(cal.counting(told), mod=mod)


def _opens(match: re.Match[str], at: Place) -> bool:
    """ "A year earlier the firm had lost $4 million"."""
    opens = at.text[: match.start()].rstrip()[-1:] in ("", ".", "”", '"')
    return opens and re.search(r"[$€£#]\d", at.text[match.end() : match.end() + 60]) is not None


@rule(
    r"\b(?P<x>(?:(?i:the )(?P<u>(?i:day|week|month|year|morning|evening|night)))"
    r" (?P<way>(?i:before|after|following)))\b(?! yesterday| tomorrow)(?P<more> \w| [“\"‘'])?",
    RULES,
    "before|after|following",
)
def told_beside(match: re.Match[str], at: Place) -> Norm | None:
    """The day before, the day after the talks: counted from the date that stands behind it, else from the time last
    named before it where nothing stands behind."""
    unit, step = match["u"].lower(), -1 if match["way"].lower() == "before" else 1
    suffix = PART_CODES.get(unit, "")
    return cal.counting(Told("day" if suffix else unit, step, suffix, after=match["more"] is not None))


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER}) (?P<u>{_UNITS}))"
    r" (?P<way>(?i:before|after|following|from|since)) (?=\S)",
    RULES,
    "before|after|following|from|since",
)
def length_beside(match: re.Match[str], at: Place) -> Norm | None:
    """Two days after the talks: a length of time; where a date stands behind it, the day that it comes to."""
    count, unit = count_of(match["n"]), unit_of(match["u"])
    if match["way"].lower() == "since" or unit not in cal.UNKNOWN:
        return None
    found = Norm("DURATION", duration(count, unit), why="a length of time").with_mod(mod_of(match["mod"]))
    if count is None or count != int(count) or unit == "decade":
        return found
    return replace(found, told=Told(unit, int(count) * (-1 if match["way"].lower() == "before" else 1), after=True))


@rule(
    r"\b(?P<x>(?i:(?:the )?(?:comparable |corresponding )?(?P<ago>year-ago|year-earlier) (?:(?P<n>first|second|third"
    r"|fourth) )?(?:quarter|period)|the (?:comparable|corresponding|same|like) (?P<q>quarter|period)"
    r"(?:,? (?:of )?(?P<last>last year|a year (?:ago|earlier)))"
    r"|(?P<own>last year['’]s) (?:quarter|period)|the (?:quarter|period) (?P<after>a year (?:ago|earlier))"
    r"|(?:the )?(?:latest|most recent) (?P<now>quarter|period)|(?P<plain>the quarter)))\b(?!-)",
    RULES,
    "quarter|period",
)
def business_period(match: re.Match[str], at: Place) -> Norm | None:
    """The quarter, the year-earlier period: of a company's books; counted from the quarter last named, else the last
    full one."""
    year = -1 if match["ago"] or match["last"] or match["own"] or match["after"] else 0
    told = Told("year" if year else "quarter", year, alike=bool(year), books=True)
    if at.day is None:
        return replace(cal.unknown("XXXX-QX"), told=told)
    if match["n"]:
        number = ("first", "second", "third", "fourth").index(match["n"].lower()) + 1
        return cal.of_quarter(at.day.year - 1, number).because(at.counted)
    back = cal.moved(cal.moved(at.day, -1, "quarter"), year, "year")
    found = cal.period_of(back, "quarter").because(f"the last full one, {at.counted}")
    return replace(found, told=told)


@rule(
    r"\b(?P<x>(?i:year-(?:earlier|ago)))\b(?= [\w$€£C#])(?! (?:quarter|period|first|second|third|fourth))",
    RULES,
    "year-",
)
def year_beside(match: re.Match[str], at: Place) -> Norm | None:
    """Year-earlier results: of the same period a year before."""
    if at.day is None:
        return cal.unknown("XXXX")
    found = cal.of_year(at.day.year - 1).because(at.counted)
    return replace(found, told=Told("year", -1, alike=True, books=True))
