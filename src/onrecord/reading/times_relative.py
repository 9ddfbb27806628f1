"""Times counted from the report's day: weekdays, yesterday, last week, two days ago, in a week's time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm, Told
from onrecord.reading.times_dates import looks_ahead
from onrecord.reading.times_grammar import (
    APPROX,
    EARLY,
    HAS_UNIT,
    NUMBER,
    PART,
    PART_CODES,
    TOLD,
    WEEKDAY,
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

_SHORT_PERIODS = r"(?i:day|week|weekend|month|quarter|year|decade|century)"


@rule(
    rf"\b(?P<x>(?:(?P<early>(?i:early|late|earlier|later)) (?:on )?)?"
    rf"(?:(?P<which>(?i:last|next|this(?: past| coming)?|the (?:following|previous|next|same)|that(?: same)?)) )?"
    rf"(?P<w>{WEEKDAY})(?:,? (?:the )?(?P<part>{PART}))?)(?!s\b)",
    RULES,
    "day",
)
def weekday(match: re.Match[str], at: Place) -> Norm | None:
    """A weekday: the nearest one up to the report's day, or after it in a future clause and after "next", "by"."""
    number = cal.weekday_of(match["w"])
    suffix = PART_CODES[match["part"].lower()] if match["part"] else ""
    which = (match["which"] or "").lower()
    if which in TOLD:
        return cal.counting(Told("day", TOLD[which], suffix, number)).with_mod(mod_of(match["early"]))
    if at.day is None:
        return cal.unknown(f"XXXX-WXX-{number + 1}{suffix}", cal.NO_DATE, "TIME" if suffix else "DATE")
    ahead = which in ("next", "this coming") or (which not in ("last", "this past") and looks_ahead(match, at))
    back = (at.day.weekday() - number) % 7
    forward = (7 - back) % 7 or (7 if which == "next" else 0)
    days = forward if ahead else -(back or (7 if which == "last" else 0))
    side = "next" if ahead else "last"
    found = cal.of_day(at.day + timedelta(days=days), suffix)
    return found.because(f"the {side} such weekday, {at.counted}").with_mod(mod_of(match["early"]))


@rule(
    rf"\b(?P<x>(?:(?P<early>(?i:early|late)) )?(?P<w>{WEEKDAY})(?: (?P<part>{PART}))?,? (?:of )?(?P<which>(?i:last|next"
    r"|this)) week)\b(?!-)",
    RULES,
    "day",
)
def weekday_of_week(match: re.Match[str], at: Place) -> Norm | None:
    """Tuesday of last week, Friday next week: that day of the week before, of or after the report's day."""
    number, suffix = cal.weekday_of(match["w"]), PART_CODES[match["part"].lower()] if match["part"] else ""
    if at.day is None:
        return cal.unknown(f"XXXX-WXX-{number + 1}{suffix}", cal.NO_DATE, "TIME" if suffix else "DATE")
    days = number - at.day.weekday() + 7 * _STEPS[match["which"].lower()]
    return cal.of_day(at.day + timedelta(days=days), suffix).because(at.counted).with_mod(mod_of(match["early"]))


@rule(rf"\b(?P<x>(?P<n>{NUMBER}) (?P<w>{WEEKDAY.removesuffix('(?![A-Za-z])')})s? ago)\b", RULES, "ago")
def weekdays_ago(match: re.Match[str], at: Place) -> Norm | None:
    """Two Fridays ago: that many such weekdays back from the report's day."""
    count, number = count_of(match["n"]), cal.weekday_of(match["w"])
    if at.day is None or count is None or not 1 <= count == int(count):
        return cal.unknown(f"XXXX-WXX-{number + 1}", cal.NO_DATE if at.day is None else "how many is not said")
    days = ((at.day.weekday() - number) % 7 or 7) + 7 * (int(count) - 1)
    return cal.of_day(at.day - timedelta(days=days)).because(at.counted)


@rule(rf"\b(?P<w>{WEEKDAY.removesuffix('(?![A-Za-z])')})s(?: (?P<part>{PART})s)?\b", RULES)
def weekdays(match: re.Match[str], at: Place) -> Norm | None:
    """A weekday in the plural ("Mondays"): it recurs."""
    suffix = PART_CODES[match["part"].lower()] if match["part"] else ""
    return Norm("SET", f"XXXX-WXX-{cal.weekday_of(match['w']) + 1}{suffix}")


_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


@rule(
    rf"\b(?P<x>(?:(?P<early>(?i:early|late|earlier|later)) )?(?P<d>(?i:today|yesterday|tomorrow|tonight))"
    rf"(?: (?P<part>{PART}))?)(?![\w-])(?!['’]s (?:world|society|youth))",
    RULES,
)
def day_word(match: re.Match[str], at: Place) -> Norm | None:
    """Today, tonight, yesterday, tomorrow: counted from the report's day."""
    if _is_title(match, at):
        return None
    word = match["d"].lower()
    suffix = PART_CODES[match["part"].lower()] if match["part"] else "TNI" if word == "tonight" else ""
    if at.day is None:
        return cal.unknown("XXXX-XX-XX" + suffix, type_="TIME" if suffix else "DATE")
    return cal.of_day(at.day + timedelta(days=_DAYS[word]), suffix).because(at.counted).with_mod(mod_of(match["early"]))


def _is_title(match: re.Match[str], at: Place) -> bool:
    """Whether the word belongs to a name in capitals ("USA TODAY", "the Today show")."""
    word = match["d"]
    if word.isupper():
        return True
    before = at.text[: match.start("d")].rstrip()[-1:]
    after = at.text[match.end() : match.end() + 6]
    return word[0].isupper() and (after.startswith((" show", " Show", " prog")) or before.isalnum())


@rule(
    rf"\b(?P<x>(?P<side>(?i:the day (?:before|after)) )(?P<d>(?i:yesterday|tomorrow))|(?P<when>(?i:this|that"
    rf"|last)) (?P<part>{PART})"
    r"|(?P<over>(?i:overnight))(?! stay| guest| train| success))(?![\w-])",
    RULES,
)
def part_of_day(match: re.Match[str], at: Place) -> Norm | None:
    """This morning, last night, overnight, the day before yesterday: counted from the report's day."""
    if match["d"]:
        step = {"yesterday": -2, "tomorrow": 2}[match["d"].lower()]
        return cal.of_day(at.day + timedelta(days=step)).because(at.counted) if at.day else cal.unknown("XXXX-XX-XX")
    code = PART_CODES[match["part"].lower()] if match["part"] else "TNI"
    when = (match["when"] or "last").lower()
    if when == "that":
        return cal.counting(Told("day", 0, code))
    if at.day is None:
        return cal.unknown("XXXX-XX-XX" + code, type_="TIME")
    step = -1 if when == "last" and match["part"] else 0
    return cal.of_day(at.day + timedelta(days=step), code).because(at.counted)


_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "this": 0, "current": 0}


@rule(
    rf"\b(?P<x>(?:(?P<early>(?i:earlier|later|early|late|mid|the (?:end|start|beginning|middle) of))[ -])?"
    rf"(?P<the>(?i:the) )?"
    rf"(?P<which>(?i:last|past|next|coming|upcoming|this|current))(?P<past> past| coming)?"
    rf" (?P<fiscal>(?i:fiscal|financial|calendar|school) )?(?P<u>{_SHORT_PERIODS}))"
    r"(?!s\b|-|['’]s time)\b(?P<of> of\b)?",
    RULES,
    HAS_UNIT,
)
def period(match: re.Match[str], at: Place) -> Norm | None:
    """Last week, this month, next year: the calendar period before, around or after the report's day."""
    unit, which = match["u"].lower(), match["which"].lower()
    if unit == "day" or match["u"][0].isupper() or (match["of"] and which in ("last", "next", "past")):
        return None
    if which == "next" and match["the"] and not match["early"] and at.tense(match.start()) != "future":
        return None
    mod = mod_of((match["early"] or "").replace("earlier", "early").replace("later", "late"))
    if at.day is None:
        return cal.unknown(cal.UNKNOWN[unit]).with_mod(mod)
    step = _STEPS[which] if not match["past"] else (-1 if "past" in match["past"] else 1)
    if unit == "weekend":
        past = at.tense(match.end("u") - 1) == "past"
        found = _weekend(at.day, step, looks_ahead(match, at), past)
    else:
        found = cal.period_of(cal.moved(at.day, step, unit), unit)
    found = _narrowed(found, (match["early"] or "").lower(), at.day)
    if which == "past" and match["the"] and unit in ("week", "month", "year"):
        found = replace(found, earliest=cal.moved(at.day, -1, unit), latest=at.day)
    return found.because(at.counted).with_mod(mod)


def _weekend(day: date, step: int, ahead: bool, past: bool) -> Norm:
    """A week-end: on a Monday, and in a clause of the past, "this weekend" is the one that was."""
    if step == 0 and not ahead and day.weekday() < (5 if past else 2):
        step = -1
    return cal.of_weekend(day + timedelta(days=7 * step))


def _narrowed(norm: Norm, early: str, day: date) -> Norm:
    """ "Earlier this year" lies before the report's day, "later this year" after it."""
    if norm.earliest is None or norm.latest is None or not norm.earliest <= day <= norm.latest:
        return norm
    if early == "earlier":
        return replace(norm, latest=day)
    if early == "later":
        return replace(norm, earliest=day)
    return norm


_AGO = r"(?i:ago|before now)"


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER})[ -](?P<u>(?i:day|week|fortnight|month|year|decade|quarter)s?)"
    rf"(?P<or> or (?:so|two))? {_AGO})\b",
    RULES,
    "ago|before now",
)
def ago(match: re.Match[str], at: Place) -> Norm | None:
    """Two days ago: counted back from the report's day, as exact as its unit."""
    count, unit = count_of(match["n"]), unit_of(match["u"])
    mod = mod_of(match["mod"]) or ("APPROX" if match["or"] else None)
    if count is None:
        return Norm("DATE", "PAST_REF", why="how long ago is not said")
    count, unit = (count * 2, "week") if unit == "fortnight" else (count, unit)
    if at.day is None or count != int(count):
        return cal.unknown(cal.UNKNOWN[unit]).with_mod(mod)
    found = cal.period_of(cal.moved(at.day, -int(count), unit), unit if unit != "decade" else "year")
    if unit == "year" and count == 1 and is_compared(match, at):
        found = replace(found, told=Told("year", -1, alike=True, books=True))
    return found.because(at.counted).with_mod(mod)


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER})[ -](?P<u>(?i:second|minute|hour)s?) {_AGO})\b",
    RULES,
    "ago|before now",
)
def hours_ago(match: re.Match[str], at: Place) -> Norm | None:
    """Hours or minutes ago: on the report's day or close to it; the hour of the report is not known."""
    found = Norm("TIME", "PAST_REF", why="the hour of the report is not known")
    return found.with_mod(mod_of(match["mod"]))


@rule(
    rf"\b(?:(?i:in|within) )(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER})[ -](?P<u>(?i:day|week|month|year"
    rf"|decade)s?['’]?s?) (?i:time))\b",
    RULES,
    "time",
)
def in_time(match: re.Match[str], at: Place) -> Norm | None:
    """In a week's time: counted on from the report's day, as exact as its unit."""
    return _ahead(match, at)


@rule(
    rf"\b(?:(?i:in) )(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER}) (?P<u>(?i:day|week|month|year)s?))\b(?!['’]|-| "
    rf"(?:of|or|ago|earlier|old))",
    RULES,
    HAS_UNIT,
)
def in_units(match: re.Match[str], at: Place) -> Norm | None:
    """In two weeks, of what is to come: counted on from the report's day; otherwise it is a length of time."""
    if at.tense(match.start()) != "future":
        return None
    return _ahead(match, at)


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<n>{NUMBER}) (?P<u>(?i:day|week|month|year)s?) (?i:from (?:now|today)|hence))\b",
    RULES,
    "from now|from today|hence",
)
def from_now(match: re.Match[str], at: Place) -> Norm | None:
    """Two weeks from now: counted on from the report's day."""
    return _ahead(match, at)


def _ahead(match: re.Match[str], at: Place) -> Norm | None:
    count, unit = count_of(match["n"]), unit_of(match["u"].replace("'", "").replace("’", ""))
    if count is None or count != int(count):
        return Norm("DATE", "FUTURE_REF", why="how far ahead is not said")
    if at.day is None:
        return cal.unknown(cal.UNKNOWN[unit]).with_mod(mod_of(match["mod"]))
    found = cal.period_of(cal.moved(at.day, int(count), unit), unit)
    return found.because(at.counted).with_mod(mod_of(match["mod"]))


@rule(
    rf"\b(?P<x>(?:(?P<mod>{APPROX}))?(?i:the )?(?P<which>(?i:last|past|next|coming|first|previous|following"
    rf"|final|latest|recent)) (?P<mod2>{APPROX})?"
    rf"(?P<n>{NUMBER}) (?P<more>(?:more|consecutive|straight|fiscal) )?(?P<u>(?i:second|minute|hour|day|week"
    rf"|month|year|decade|quarter)s))\b(?!-)",
    RULES,
    HAS_UNIT,
)
def span_beside(match: re.Match[str], at: Place) -> Norm | None:
    """The past two months, the next few days: a length of time beside the report's day."""
    found = Norm("DURATION", duration(count_of(match["n"]), unit_of(match["u"])), why="a length of time")
    return found.with_mod(mod_of(match["mod"]) or mod_of(match["mod2"]))


@rule(
    r"\b(?P<x>(?P<which>(?i:recent|past|coming|upcoming|future|previous|next)) (?P<u>(?i:day|week|month|year"
    r"|decade|quarter)s(?: and (?i:day|week|month|year|decade|quarter)s)?))\b(?!-)",
    RULES,
    HAS_UNIT,
)
def vague_span(match: re.Match[str], at: Place) -> Norm | None:
    """Recent years, coming weeks: not placed more exactly."""
    ahead = match["which"].lower() in ("coming", "upcoming", "future", "next")
    return Norm("DATE", "FUTURE_REF" if ahead else "PAST_REF", why="not placed more exactly")


@rule(rf"\b(?P<x>(?P<early>{EARLY})?(?i:the )(?P<u>(?i:weekend)))\b(?!['’]?s\b|-)", RULES, "weekend")
def the_weekend(match: re.Match[str], at: Place) -> Norm | None:
    """The weekend: the last one, or the next in a future clause."""
    if at.day is None:
        return cal.unknown("XXXX-WXX-WE")
    ahead = looks_ahead(match, at)
    day = at.day if ahead or at.day.weekday() >= 5 else at.day - timedelta(days=7)
    return cal.of_weekend(day).because(at.counted).with_mod(mod_of(match["early"]))


@rule(rf"\b(?P<x>(?P<early>{EARLY})(?P<u>(?i:year|month|week|decade|quarter)))\b(?![-'’]|s\b)", RULES, HAS_UNIT)
def part_of_period(match: re.Match[str], at: Place) -> Norm | None:
    """The end of the year, the middle of the week: of the period around the report's day."""
    unit, early = match["u"].lower(), match["early"].lower()
    if " of" not in early:
        return None
    if at.day is None:
        return cal.unknown(cal.UNKNOWN[unit]).with_mod(mod_of(early))
    return cal.period_of(at.day, unit).because(at.counted).with_mod(mod_of(early))


@rule(
    r"\b(?i:for|of|in|during|through|throughout|over|so far in) (?P<x>(?i:the (?P<full>full |fiscal |financial "
    r"|current |calendar )?(?P<u>year|week)))\b(?!-|s\b|['’]s (?:time|end)|,? (?:to|before|after|following|that|when"
    r"|in which|until|since|prior|\d{4}|(?:of|two) (?:\d|thousand))\b)(?P<ended> (?i:ended|ending|that ended)\b)?",
    RULES,
    "year|week",
)
def the_year(match: re.Match[str], at: Place) -> Norm | None:
    """For the year, of the week: the one around the report's day; "the year ended March 31" is a length."""
    unit, kind = match["u"].lower(), (match["full"] or "").strip().lower()
    if match["ended"]:
        return Norm("DURATION", duration(1, unit), why="a length of time")
    if at.day is None:
        return cal.unknown(cal.UNKNOWN[unit])
    found = cal.period_of(at.day, unit).because(at.counted)
    return cal.fiscal(found) if kind in ("fiscal", "financial") else found


@rule(r"\b(?P<x>(?i:(?:the )?year(?:[- ]|['’]s )end))\b(?! (?:closing|sale))", RULES, "year")
def year_end(match: re.Match[str], at: Place) -> Norm | None:
    """By year-end: the end of the year around the report's day, or of the year before in a clause of the past."""
    if at.day is None:
        return cal.unknown("XXXX").with_mod("END")
    back = at.tense(match.end() - 1) == "past" and at.day.month <= 9 and not looks_ahead(match, at)
    return cal.of_year(at.day.year - back).because(at.counted).with_mod("END")
