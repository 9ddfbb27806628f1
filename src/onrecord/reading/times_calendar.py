"""Calendar arithmetic: TIMEX3 values with the days that they may mean."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model.reading import TimexMod, TimexType

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}

#: First and last month of a season in the northern hemisphere; winter runs on into the next year.
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}

NO_DATE = "the report has no date to count from"
OUTRIGHT = "the words give it outright"
ANOTHER = "counted from another time in the report"


@dataclass(frozen=True, slots=True)
class Told:
    """How a time counts from another one that the report names ("the next day", "a year earlier").

    Attributes:
        unit: the period that it is: a day, week, month, quarter or year.
        step: how many units on, negative for back.
        suffix: the part of the day, such as ``TMO``.
        weekday: number of the weekday that it is, ``None`` for none.
        alike: a year before a month or quarter is a month or quarter too.
        books: of a company's books: counts from the last quarter that the report names, wherever.
        after: the time that it counts from stands behind it ("the day after Monday's talks").
    """

    unit: str
    step: int = 0
    suffix: str = ""
    weekday: int | None = None
    alike: bool = False
    books: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """A normalised time.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value.
        earliest: first day that it may mean.
        latest: last day that it may mean.
        mod: TIMEX3 modifier.
        why: how it was resolved.
        told: the way in which it counts from another time in the report, where it does.
    """

    type: TimexType
    value: str
    earliest: date | None = None
    latest: date | None = None
    mod: TimexMod | None = None
    why: str = OUTRIGHT
    told: Told | None = None

    def because(self, why: str) -> Norm:
        """The same with another reason."""
        return replace(self, why=why)

    def with_mod(self, mod: TimexMod | None) -> Norm:
        """The same with a modifier; the days stay those of the whole period, as "early" has no exact end."""
        if mod is None:
            return self
        return replace(self, mod=mod)


def of_day(day: date, suffix: str = "") -> Norm:
    """A day, or with a suffix such as ``TMO`` or ``T20:00`` a time on it."""
    return Norm("TIME" if suffix else "DATE", day.isoformat() + suffix, day, day)


def of_week(day: date) -> Norm:
    """The ISO week that holds a day."""
    year, week, weekday = day.isocalendar()
    first = day - timedelta(days=weekday - 1)
    return Norm("DATE", f"{year}-W{week:02}", first, first + timedelta(days=6))


def of_weekend(day: date) -> Norm:
    """The week-end of the ISO week that holds a day."""
    year, week, weekday = day.isocalendar()
    first = day + timedelta(days=6 - weekday)
    return Norm("DATE", f"{year}-W{week:02}-WE", first, first + timedelta(days=1))


def of_month(year: int, month: int) -> Norm:
    """A calendar month; months below 1 and above 12 run on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return Norm("DATE", f"XXXX-{month:02}")
    return Norm("DATE", f"{year:04}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def of_year(year: int) -> Norm:
    """A calendar year."""
    if not 1 <= year <= 9999:
        return Norm("DATE", "XXXX")
    return Norm("DATE", f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def of_decade(year: int) -> Norm:
    """The decade that holds a year, ``199X`` written as TIMEX3 ``199``."""
    first = year // 10 * 10
    return Norm("DATE", f"{first // 10}", date(first, 1, 1), date(first + 9, 12, 31))


def of_quarter(year: int, quarter: int) -> Norm:
    """A quarter of a calendar year; quarters below 1 and above 4 run on."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    first, last = of_month(year, quarter * 3 - 2), of_month(year, quarter * 3)
    return Norm("DATE", f"{year:04}-Q{quarter}", first.earliest, last.latest)


def of_half(year: int, half: int) -> Norm:
    """A half of a calendar year."""
    first, last = of_month(year, half * 6 - 5), of_month(year, half * 6)
    return Norm("DATE", f"{year:04}-H{half}", first.earliest, last.latest)


def fiscal(norm: Norm) -> Norm:
    """The same year or quarter of an accounting year: when that begins is not said, so its days are open."""
    why = "of an accounting year, of which it is not said when it begins"
    if norm.earliest is None or norm.latest is None or "-Q" in norm.value:
        return replace(norm, earliest=None, latest=None, why=why)
    day, until = norm.earliest, norm.latest
    low = safe_day(day.year - 1, 7, 1) or day
    return replace(norm, earliest=low, latest=safe_day(until.year + 1, 6, 30) or until, mod="APPROX", why=why)


def of_season(year: int, season: str) -> Norm:
    """A season of a year by its TIMEX3 code."""
    start, end = _SEASON_MONTHS[season]
    return Norm("DATE", f"{year:04}-{season}", of_month(year, start).earliest, of_month(year, end).latest)


def shift_months(day: date, months: int) -> date:
    """The day so many months on, or the last of that month if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def safe_day(year: int, month: int, day: int) -> date | None:
    """The date, ``None`` if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, count: int, unit: str) -> date:
    """The day so many units on; out of the calendar's range the day itself."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        return shift_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    except (OverflowError, KeyError):
        return day


def period_of(day: date, unit: str) -> Norm:
    """The day, week, month, quarter, year, decade or century that holds a day."""
    if unit == "day":
        return of_day(day)
    if unit == "week":
        return of_week(day)
    if unit == "weekend":
        return of_weekend(day)
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "quarter":
        return of_quarter(day.year, (day.month + 2) // 3)
    if unit == "decade":
        return of_decade(day.year)
    if unit == "century":
        first = day.year // 100 * 100
        return Norm("DATE", f"{first // 100}", date(max(first, 1), 1, 1), date(first + 99, 12, 31))
    return of_year(day.year)


#: Value of a period of this unit whose place in time is not known.
UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip


def unknown(value: str, why: str = NO_DATE, type_: TimexType = "DATE") -> Norm:
    """A time whose place is not known, with X for what is not."""
    return Norm(type_, value, why=why)


def counting(told: Told) -> Norm:
    """A time that counts from another one in the report, not resolved yet."""
    value = f"XXXX-WXX-{told.weekday + 1}" if told.weekday is not None else UNKNOWN[told.unit]
    return Norm("TIME" if told.suffix else "DATE", value + told.suffix, why=ANOTHER, told=told)


def month_of(name: str) -> int:
    """Number of a month by its name or short form."""
    return MONTHS[name.lower().rstrip(".")]


def weekday_of(name: str) -> int:
    """Number of a weekday (Monday is 0) by its name or short form."""
    return WEEKDAYS[name[:3].lower()]
