"""Feasts: those with a fixed day, those that move by a reckoning, and those that hang on the moon."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_dates import looks_ahead
from onrecord.reading.times_grammar import EARLY, YEAR, Place, Rule, mod_of, rule

RULES: list[Rule] = []

_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
    "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31), "orthodox christmas": (1, 7),
    "may day": (5, 1), "boxing day": (12, 26), "epiphany": (1, 6),
}  # fmt: skip
_WHICH = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)(?: year['’]s)? )?"


@rule(
    rf"\b(?P<x>{_WHICH}(?P<f>(?:Orthodox )?Christmas(?: (?:Day|Eve))?|New Year['’]s (?:Day|Eve)"
    r"|Valentine['’]s Day|Halloween|(?:Orthodox |Western )?Easter(?: (?:Sunday|Monday))?|Good Friday|Palm Sunday"
    r"|Thanksgiving(?: Day)?|May Day|Boxing Day|Epiphany)"
    rf"(?:,? (?P<y>{YEAR}))?)(?![\w-]| Island)",
    RULES,
    "christmas|new year|valentine|halloween|easter|good friday|palm sunday|thanksgiving|may day|boxing|epiphany",
)
def feast(match: re.Match[str], at: Place) -> Norm | None:
    """A feast ("by Christmas"): the last one, or the next after "next", "by" or in a future clause."""
    name = match["f"].lower().replace("’", "'").removeprefix("western ")
    if match["y"]:
        day = _feast_day(name, int(match["y"]))
        return cal.of_day(day) if day else None
    if at.day is None:
        fixed = _FIXED.get(name)
        return cal.unknown("XXXX-{:02}-{:02}".format(*fixed) if fixed else "XXXX-XX-XX")
    days = [day for year in _years(at.day) if (day := _feast_day(name, year))]
    found = _nearest(days, match, at)
    return cal.of_day(found).because(at.counted) if found else None


def _years(day: date) -> range:
    return range(max(1, day.year - 1), min(9999, day.year + 1) + 1)


def _nearest(days: list[date], match: re.Match[str], at: Place) -> date | None:
    """The last of some days, or the next where the words look ahead."""
    assert at.day is not None
    which = (match["which"] or "").lower()
    if which == "this" and (here := [day for day in days if day.year == at.day.year]):
        return here[0]
    ahead = which == "next" or (which != "last" and looks_ahead(match, at))
    next_ = min((day for day in days if day >= at.day), default=None)
    last = max((day for day in days if day <= at.day), default=None)
    return (next_ or last) if ahead else (last or next_)


def _feast_day(name: str, year: int) -> date | None:
    if name.startswith("thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    if name in _MOVING:
        return _easter(year) + timedelta(days=_MOVING[name])
    if name.startswith("orthodox easter"):
        return _eastern_easter(year)
    return cal.safe_day(year, *_FIXED[name]) if name in _FIXED else None


#: Days after Easter Sunday.
_MOVING = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7}


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by Butcher's algorithm."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + el - 7 * ((a + 11 * h + 22 * el) // 451) + 114, 31)
    return date(year, month, day + 1)


def _eastern_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, by Meeus' algorithm, in the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


#: Month and day of the Islamic year, and how many days they last.
_LUNAR = {"ramadan": (9, 1, 30), "eid al-fitr": (10, 1, 3), "eid al-adha": (12, 10, 4), "ashura": (1, 10, 1)}
_SIGHTED = "by the reckoned lunar calendar, a day or two either way as the moon is sighted"
#: 1 Muharram of the year 1 as a day number of ``date.toordinal`` (16 July 622 of the Julian calendar).
_HIJRA = 227015


@rule(
    rf"\b(?P<x>(?P<early>{EARLY})?{_WHICH}(?i:the (?:holy )?month of )?(?P<f>Ramadan|Ramazan|Eid(?: |-)[aAeE]l(?: |-)"
    rf"(?:Fitr|fitr|Adha|adha)|Eid(?![ -][aAeE]l)|Ashura)(?:,? (?P<y>{YEAR}))?)(?![\w-])",
    RULES,
    "ramadan|ramazan|eid|ashura",
)
def lunar_feast(match: re.Match[str], at: Place) -> Norm | None:
    """A feast or month of the Islamic calendar: by reckoning, so that it may be a day or two off."""
    name = match["f"].lower().replace("ramazan", "ramadan").replace("-", " ").replace(" el ", " al ")
    if name == "eid":
        return cal.unknown("XXXX-XX-XX", "which of the two feasts of this name is meant is not said")
    name = name.replace(" al ", " al-")
    if not match["y"] and at.day is None:
        return cal.unknown("XXXX-XX-XX")
    years = [int(match["y"])] if match["y"] else list(_years(at.day or date.min))
    days = [day for year in years for day in _lunar_days(name, year)]
    lasts = timedelta(days=_LUNAR[name][2])
    found = next((day for day in days if match["y"] or (at.day and day <= at.day < day + lasts)), None)
    found = found or (None if match["y"] else _nearest(days, match, at))
    if found is None or not 2 < found.toordinal() < date.max.toordinal() - 40:
        return None
    why = _SIGHTED if match["y"] else f"{at.counted}, {_SIGHTED}"
    value = found.isoformat() if name != "ramadan" else f"{found.year:04}-XX-XX"
    low, high = found - timedelta(days=2), found + lasts + timedelta(days=1)
    return Norm("DATE", value, low, high, "APPROX", why).with_mod(mod_of(match["early"]))


def _lunar_days(name: str, year: int) -> list[date]:
    """When a feast begins in a year of the Gregorian calendar, by the tabular Islamic calendar; mostly once."""
    month, day, _ = _LUNAR[name]
    found = []
    about = int((year - 622) * 33 / 32)
    for lunar in range(max(1, about - 1), about + 4):
        number = _HIJRA + (lunar - 1) * 354 + (3 + 11 * lunar) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
        if 1 <= number <= date.max.toordinal() and date.fromordinal(number).year == year:
            found.append(date.fromordinal(number))
    return found
