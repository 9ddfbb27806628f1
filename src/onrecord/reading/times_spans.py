"""Lengths of time, what recurs, hours of the day, and now, recently, soon."""

from __future__ import annotations

import re

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_grammar import (
    APPROX,
    HAS_UNIT,
    NUMBER,
    PART_CODES,
    UNIT,
    Place,
    Rule,
    count_of,
    duration,
    mod_of,
    rule,
    unit_of,
)

RULES: list[Rule] = []

_SPAN_UNIT = r"(?i:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centurie|century)"


@rule(
    rf"\b(?P<x>(?P<mod>{APPROX})?(?P<the>(?i:the (?!\S+-[a-z])|another |an additional |these |those ))?"
    rf"(?P<n>{NUMBER})(?: or "
    rf"(?:so|more))?(?P<more> (?:more|additional|full|long|straight|consecutive|whole|short))?"
    rf"[ -](?P<u>{_SPAN_UNIT}s?)(?: and (?P<half>a half)| or (?:so|more))?)\b(?P<old>[ -](?i:old|olds)\b)?"
    rf"(?P<to>['’]s? time)?",
    RULES,
    HAS_UNIT,
)
def length(match: re.Match[str], at: Place) -> Norm | None:
    """A length of time ("nearly four years", "two-week", "an hour"); ages ("45 years old") are none."""
    words, unit = match["n"], unit_of(match["u"])
    if match["old"] or match["to"] or (unit == "second" and words.lower() in ("a", "an", "one", "the")):
        return None
    if match["u"][0].isupper() and match.start() and not match[0].isupper():
        return None
    if words.lower() in ("a", "an") and (rate := _rate(match, at)):
        return Norm("SET", duration(1, unit), why="so often in each") if rate == "often" else None
    count = count_of(words)
    if match["half"] and count is not None:
        count += 0.5
    if unit in ("quarter", "second") and "-" in match[0] and not words[0].isdigit():
        return None
    return Norm("DURATION", duration(count, unit), why="a length of time").with_mod(mod_of(match["mod"]))


_OFTEN = re.compile(r"(?i:\b(?:once|twice|times))$")
_MUCH = re.compile(
    r"(?i:%|percent|thousand|million|billion|trillion|[$€£][\d.,]{1,40}|\d"
    r"|(?:(?<!\d)\d[\d.,]{0,40}|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?|hundreds?|thousands?)"
    r"(?: of)?(?: [a-z-]{1,40}){0,2} [a-z]{1,40}s)$"
)


def _rate(match: re.Match[str], at: Place) -> str:
    """ "Twice a week" is often, "$5 a year", "four flights a day" much: each, not one; else nothing."""
    before = at.text[max(0, match.start() - 40) : match.start()].rstrip()
    if match["mod"] or match["the"]:
        return ""
    return "often" if _OFTEN.search(before) else "much" if _MUCH.search(before) else ""


@rule(
    rf"\b(?P<n>\d{{1,3}}|(?i:two|three|four|five|six|seven|eight|nine|ten))(?: to | or |-)(?P<m>\d{{1,3}}"
    rf"|(?i:two|three|four|five|six|seven|eight|nine|ten|twelve)) (?P<u>{UNIT}s)\b(?! old)",
    RULES,
    HAS_UNIT,
)
def span_range(match: re.Match[str], at: Place) -> Norm | None:
    """Two to three weeks: the longer of the two, approximately."""
    return Norm("DURATION", duration(count_of(match["m"]), unit_of(match["u"])), mod="APPROX", why="a range of lengths")


@rule(
    r"(?<!\w)(?P<pre>(?i:for|over|in|after|during|took|take|within|lasted|last) )(?P<x>(?:(?i:many|the|long) )?"
    r"(?P<u>(?i:second|minute|hour|day|week|month|year|decade|centurie)s)(?: (?:and|or) (?:day|week|month|year"
    r"|decade)s| ahead)?)\b(?!-| (?:of|ago|earlier|to come))",
    RULES,
    HAS_UNIT,
)
def bare_span(match: re.Match[str], at: Place) -> Norm | None:
    """For years, within hours: a length that is not said."""
    return Norm("DURATION", duration(None, unit_of(match["u"])), why="how long is not said")


@rule(r"\b(?P<x>(?P<u>(?i:day|week|month|year|decade|centurie)s?|hours?)-(?i:long))\b", RULES, "-long")
def long_span(match: re.Match[str], at: Place) -> Norm | None:
    """Year-long, decades-long: a length of time."""
    words = match["u"].lower()
    count = None if words.endswith("s") else 1
    return Norm("DURATION", duration(count, unit_of(words)), why="a length of time")


@rule(
    rf"\b(?P<x>(?P<e>(?i:every|each)) (?P<n>(?:{NUMBER}|(?i:other)) )?(?P<u>{UNIT}s?|(?:(?:Mon|Tues|Wednes|Thurs"
    rf"|Fri|Satur|Sun)day)|(?i:morning|night|evening|summer|winter)))\b",
    RULES,
    "every|each",
)
def every(match: re.Match[str], at: Place) -> Norm | None:
    """Every week, each Thursday: it recurs."""
    words = match["u"]
    if words[:3].lower() in cal.WEEKDAYS and words.endswith("day") and len(words) > 3:
        return Norm("SET", f"XXXX-WXX-{cal.weekday_of(words) + 1}")
    lower = words.lower()
    if lower in ("morning", "night", "evening"):
        return Norm("SET", "XXXX-XX-XX" + {"morning": "TMO", "night": "TNI", "evening": "TEV"}[lower])
    if lower in ("summer", "winter"):
        return Norm("SET", "XXXX-" + lower[:2].upper())
    count = 2.0 if (match["n"] or "").strip().lower() == "other" else count_of(match["n"]) if match["n"] else 1.0
    return Norm("SET", duration(count, unit_of(lower)), why="it recurs")


_ADVERBS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "annually": "P1Y", "yearly": "P1Y",
            "hourly": "PT1H", "nightly": "XXXX-XX-XXTNI", "annual": "P1Y", "biweekly": "P2W"}  # fmt: skip


@rule(r"\b(?P<x>(?i:daily|weekly|monthly|quarterly(?! [a-z])|annually|yearly|hourly|nightly))\b(?! [A-Z])", RULES, "ly")
def recurring(match: re.Match[str], at: Place) -> Norm | None:
    """Daily, weekly, annually: it recurs. Names of papers ("Daily Mail") are none."""
    if match["x"][0].isupper() and match.start() > 0:
        return None
    return Norm("SET", _ADVERBS[match["x"].lower()], why="it recurs")


@rule(r"\b(?i:per) (?P<x>(?P<u>(?i:hour|day|week|month|year)))\b", RULES, "per ")
def per(match: re.Match[str], at: Place) -> Norm | None:
    """Per day: it recurs."""
    return Norm("SET", duration(1, match["u"].lower()), why="so much in each")


_ZONE = (
    r"(?: (?:[ECMP][SD]?T|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|[Ll]ocal [Tt]ime"
    r"|(?:Eastern|Central|Mountain|Pacific|Moscow|Kyiv) [Tt]ime))?"
)


@rule(
    rf"(?<![\w.:$€£])(?P<x>(?P<mod>{APPROX})?(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))? ?(?P<ap>[ap]\.?m\.?"
    rf"|[AP]\.?M\.?){_ZONE})(?!\w)",
    RULES,
    "am|pm|a.m|p.m",
)
def clock(match: re.Match[str], at: Place) -> Norm | None:
    """An hour of the day ("8 p.m.", "10:35 a.m. EST"): on the report's day unless a day stands beside it."""
    hour = int(match["h"])
    if not 0 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if match["ap"][0] in "pP" else 0)
    return _at(at, f"T{hour:02}:{match['m'] or '00'}").with_mod(mod_of(match["mod"]))


@rule(rf"(?<![\w.:$€£-])(?P<x>(?P<h>[01]\d|2[0-3]):?(?P<m>[0-5]\d)(?P<z>{_ZONE}))(?![\w:%-])", RULES)
def clock_24(match: re.Match[str], at: Place) -> Norm | None:
    """An hour of the day by 24 hours ("18:00", "0600 GMT")."""
    if not match["z"] and ":" not in match["x"]:
        return None
    if not match["z"] and not re.search(
        r"(?i:\b(?:at|by|from|until|around|about|to|before|after)) $", at.text[: match.start()][-9:]
    ):
        return None
    return _at(at, f"T{match['h']}:{match['m']}")


_PART_HOURS = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}


@rule(
    r"(?<![\w.:$€£-])(?P<x>(?P<h>[1-9]|1[0-2]|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
    r"(?::(?P<m>[0-5]\d))?(?: o['’]clock)?(?: (?i:in the (?P<part>morning|afternoon|evening)"
    r"|at (?P<night>night)))?)(?!\w)",
    RULES,
    "o'clock|o’clock|in the |at night",
)
def spoken_clock(match: re.Match[str], at: Place) -> Norm | None:
    """An hour in words ("4 in the morning", "ten o'clock at night"); without its part of the day it may be either."""
    part = (match["part"] or match["night"] or "").lower()
    if "clock" not in match["x"] and not part:
        return None
    hour = int(match["h"]) if match["h"].isdigit() else int(count_of(match["h"]) or 0)
    if not part:
        return Norm("TIME", "XXXX-XX-XX", why="which half of the day is meant is not said")
    return _at(at, f"T{hour % 12 + _PART_HOURS[part]:02}:{match['m'] or '00'}")


@rule(
    r"\b(?i:in|during|by|throughout|later in|until) (?P<x>(?i:the (?:early |late )?(?P<part>morning|afternoon"
    r"|evening)))\b"
    r"(?! of| after| before|-)",
    RULES,
    "morning|afternoon|evening",
)
def in_the_part(match: re.Match[str], at: Place) -> Norm | None:
    """In the morning: of the day that its sentence names, else of the day last named."""
    return _at(at, PART_CODES[match["part"].lower()])


@rule(r"\b(?P<x>(?i:noon|midday|midnight|dawn|dusk))\b(?!-)", RULES)
def named_hour(match: re.Match[str], at: Place) -> Norm | None:
    """Noon, midnight, dawn: on the report's day unless a day stands beside it."""
    codes = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00", "dawn": "TMO", "dusk": "TEV"}
    before = at.text[max(0, match.start() - 10) : match.start()].lower()
    if not re.search(r"(?:at|by|until|before|after|from|since|around|about|past|to|till|towards?) $", before):
        return None
    return _at(at, codes[match["x"].lower()])


def _at(at: Place, suffix: str) -> Norm:
    """A time on the report's day."""
    if at.day is None:
        return cal.unknown("XXXX-XX-XX" + suffix, type_="TIME")
    return cal.of_day(at.day, suffix).because(f"no day stands beside it: {at.counted}")


@rule(
    r"\b(?P<x>(?i:now|currently|nowadays|at present|at the moment|right now|these days|at this time))\b"
    r"(?!-)(?! (?:that|round|around|for|with|it))",
    RULES,
)
def present(match: re.Match[str], at: Place) -> Norm | None:
    """Now, currently: the time of writing."""
    before = at.text[max(0, match.start() - 6) : match.start()].lower()
    if before.endswith("from ") and not match["x"].lower().endswith("on"):
        return None
    return Norm("DATE", "PRESENT_REF", why="the time of writing")


@rule(
    r"\b(?P<x>(?i:recently|lately|the (?:recent )?past|in recent times"
    r"|not long ago|long ago|years ago|months ago|weeks ago|days ago|decades ago))\b(?! (?:two"
    r"|three|four|five|few|several|\d|decade|year|month|week|day|century|season|summer|winter|spring|fall))",
    RULES,
)
def past(match: re.Match[str], at: Place) -> Norm | None:
    """Recently, in the past: before the time of writing."""
    return Norm("DATE", "PAST_REF", why="before the time of writing, not said when")


@rule(
    r"\b(?P<x>(?i:soon|shortly|the (?:near |foreseeable )?future|as soon as possible))\b(?! (?:as"
    r"|after|before|thereafter))",
    RULES,
)
def future(match: re.Match[str], at: Place) -> Norm | None:
    """Soon, in the future: after the time of writing."""
    return Norm("DATE", "FUTURE_REF", why="after the time of writing, not said when")


@rule(r"\b(?P<x>(?i:current|recent))\b(?= [a-z])(?! (?:day|week|month|year|decade|quarter|fiscal)s?\b)", RULES)
def adjective(match: re.Match[str], at: Place) -> Norm | None:
    """Current, recent, before a noun: a reference to the present or the past."""
    return Norm("DATE", "PRESENT_REF" if match["x"].lower() == "current" else "PAST_REF", why="a vague reference")
