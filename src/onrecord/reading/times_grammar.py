"""Words of time as pattern parts, and how a rule for times is written.

A rule is a function with a pattern: its docstring is the explanation that users read, it takes the match and what is
known about the place where it stands, and gives the normalised time or ``None`` where the words mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.lexicons import figures
from onrecord.model.reading import TimexMod
from onrecord.reading.times_calendar import Norm

Tense = Literal["past", "future"]

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)(?![A-Za-z])"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![A-Za-z])"
WEEKDAY_SHORT = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?(?![A-Za-z]))"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d\w])"
YEAR = r"(?:1[5-9]|20|21)\d\d(?!\d|,\d)"
PART = r"(?i:morning|afternoon|evening|night)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
UNIT = r"(?i:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
EARLY = r"(?:(?i:early|late|mid|(?:the )?(?:beginning|start|end|middle|close) of|(?:the )?mid)[ -](?:(?i:on|in|the) )?)"
_ONES = "|".join(sorted(figures.numbers()["ones"], key=len, reverse=True))
_TENS = "|".join(figures.numbers()["tens"])
WORD_NUMBER = rf"(?i:(?:{_TENS})(?:[ -](?:{_ONES}))?|(?:{_ONES}))(?![A-Za-z])"
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,20}})?(?: ?[½¼]| 1/2)?(?![\d,.]\d)"
    rf"|{WORD_NUMBER}(?: hundred| thousand)?"
    r"|(?i:a hundred|a thousand|half an|half a|a couple(?: of)?|a few|a dozen|dozens of|several|few|many"
    r"|couple of|an|a))"
)
APPROX = (
    r"(?:(?i:at least|at most|more than|less than|fewer than|no more than|no less than|not more than|up to|just over"
    r"|just under|well over|nearly|almost|about|around|roughly|approximately|over(?! the| several| many)"
    r"|under(?! the)|some|close to|barely) )"
)
#: What a block must hold for a rule on months or on lengths of time to be tried.
HAS_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
HAS_UNIT = "second|minute|hour|day|week|month|year|decade|centur|quarter|fortnight"
PART_CODES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "TMI", "dawn": "TMO"}
#: Which way a time told with these words counts from another one.
TOLD = {
    "the following": 1, "the next": 1, "the very next": 1, "the previous": -1, "the preceding": -1, "the same": 0,
    "that": 0, "that same": 0, "that very": 0, "later that": 0, "earlier that": 0, "later that same": 0,
    "earlier that same": 0, "later that very": 0, "earlier that very": 0, "later the same": 0, "earlier the same": 0,
}  # fmt: skip
UNIT_CODES = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "E", "century": "C", "weekend": "WE",
}  # fmt: skip

_MODS: dict[str, TimexMod] = {
    "early": "START", "beginning": "START", "start": "START", "late": "END", "end": "END", "close": "END",
    "mid": "MID", "middle": "MID", "nearly": "LESS_THAN", "almost": "LESS_THAN", "less": "LESS_THAN",
    "fewer": "LESS_THAN", "under": "LESS_THAN", "up": "LESS_THAN", "at most": "LESS_THAN", "barely": "LESS_THAN",
    "no more": "LESS_THAN", "not more": "LESS_THAN", "just under": "LESS_THAN", "more": "MORE_THAN",
    "over": "MORE_THAN", "at least": "MORE_THAN", "no less": "MORE_THAN", "just over": "MORE_THAN",
    "well over": "MORE_THAN", "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "some": "APPROX",
    "approximately": "APPROX", "close to": "APPROX",
}  # fmt: skip


def mod_of(words: str | None) -> TimexMod | None:
    """The TIMEX3 modifier that words such as "nearly", "the end of" or "more than" tell."""
    if not words:
        return None
    lower = words.lower().replace("-", " ").removeprefix("the ").strip()
    two = " ".join(lower.split()[:2])
    return _MODS.get(two) or _MODS.get(lower.split()[0])


@dataclass(frozen=True, slots=True)
class Place:
    """What a rule knows about where its words stand.

    Attributes:
        day: the day that relative times count from, ``None`` if unknown.
        tense: gives the tense of the clause around a character offset.
        is_date: gives whether the language model takes the words at an offset for a date.
        text: the whole text of the block.
        source: what the day is, in words ("the report's date 2026-02-07").
    """

    day: date | None
    tense: Callable[[int], Tense | None]
    is_date: Callable[[int], bool]
    text: str
    source: str

    @property
    def counted(self) -> str:
        """The reason given for a time that was counted from the day."""
        return f"counted from {self.source}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A normalised time where it stands.

    Attributes:
        piece: number of the parsed piece.
        start: first character in the words of the piece.
        end: character after the last.
        norm: what it means.
    """

    piece: int
    start: int
    end: int
    norm: Norm


#: How the reason of an hour begins that no day stands beside.
NO_DAY = "no day stands beside it"

Resolve = Callable[[re.Match[str], Place], Norm | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what its matches mean.

    Attributes:
        name: name of the rule.
        pattern: what it matches; group ``x`` is the extent, if the pattern has one.
        resolve: what a match means.
        needs: lower-case words of which a block must hold one for the pattern to be tried; empty for always.
    """

    name: str
    pattern: re.Pattern[str]
    resolve: Resolve
    needs: tuple[str, ...] = ()


def rule(pattern: str, into: list[Rule], needs: str = "") -> Callable[[Resolve], Resolve]:
    """Make a function the meaning of a pattern and add it to a list of rules.

    Args:
        pattern: the pattern.
        into: the list.
        needs: words parted by | of which one must stand in a block; it saves two thirds of the time.
    """

    def add(resolve: Resolve) -> Resolve:
        wanted = tuple(needs.split("|")) if needs else ()
        into.append(Rule(getattr(resolve, "__name__", "rule"), re.compile(pattern), resolve, wanted))
        return resolve

    return add


def count_of(words: str) -> float | None:
    """How many a number in words or figures tells; ``None`` for "several", "a few"."""
    lower = words.lower().replace(" of", "").strip()
    if lower in ("a", "an", "a hundred", "a thousand", "a dozen"):
        return {"a": 1.0, "an": 1.0, "a hundred": 100.0, "a thousand": 1000.0, "a dozen": 12.0}[lower]
    if lower in ("half an", "half a"):
        return 0.5
    if lower in ("a couple", "couple"):
        return 2.0
    half = lower.endswith(("½", "1/2"))
    lower = lower.removesuffix("½").removesuffix("1/2").strip()
    number = figures.number_of(lower.split()) if lower else 0.0
    return None if number is None else number + (0.5 if half else 0)


_COMPARED = re.compile(
    r"(?i:\b(?:from|compared with|compared to|against|versus|than|below|above)\b)[^;]{0,45}\d[^;]{0,70}$"
    r"|(?i:\b(?:from|than|with)) $|[$€£#]\d[^;]{0,60}$"
)


def is_compared(match: re.Match[str], at: Place) -> bool:
    """Whether a figure is compared to that of a year before ("up from $3 million a year ago")."""
    return _COMPARED.search(at.text, max(0, match.start() - 110), match.start()) is not None


def unit_of(word: str) -> str:
    """A unit of time in the singular ("centuries" → "century")."""
    lower = word.lower().rstrip("'’")
    return "century" if lower.startswith("centur") else lower.removesuffix("s")


def duration(count: float | None, unit: str) -> str:
    """TIMEX3 value of a length of time: ``P4Y``, ``PT2H``, ``PXD`` for an unknown number of days."""
    if unit == "fortnight" and count is not None:
        count *= 2
    if unit == "decade":
        count, unit = (None if count is None else count * 10), "year"
    elif unit == "century":
        count, unit = (None if count is None else count * 100), "year"
    number = "X" if count is None else f"{count:g}"
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{number}{UNIT_CODES[unit]}"
