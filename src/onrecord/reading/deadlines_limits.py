"""Time limits: the words that say by when, what they hang on, and the days that they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

from onrecord.lexicons.words import words
from onrecord.model.reading import Time
from onrecord.reading.clauses import Token, is_verb
from onrecord.reading.clauses_text import Block, root_of
from onrecord.reading.deadlines_words import NOUNS

#: How a limit is told: "by June", "until June", "within 30 days", "in the next month", "for a week", "this year".
Sort: TypeAlias = Literal["by", "before", "until", "within", "next", "soon", "for", "amount", "bare"]
#: The sorts that tell by when a deed is to be done.
SHORT: tuple[Sort, ...] = ("by", "before", "within", "next")
#: First and last ISO day.
Days: TypeAlias = tuple[str | None, str | None]

_OPENING: dict[str, Sort] = {
    "by": "by",
    "before": "before",
    "within": "within",
    "until": "until",
    "till": "until",
    "through": "until",
}
_JUST = words(
    "just shortly immediately right long ever even only soon hours days weeks months moments well never years"
)
#: Words that may stand between the preposition and its time.
_BETWEEN = words("the a an about around roughly at least early mid late end of this approximately only")
_NEXT = words("next coming following")
_LONGEST_GAP = 3
_YEAR = re.compile(r"\d{4}")
_HALF_YEAR, _MONTH, _WEEK = 183, 31, 7
_PERIOD = re.compile(r"P(T?)(\d{1,4})([DWMYH])")
_IN_TIME = re.compile(r"(?<![a-z0-9-])[a-z0-9-]++ (?:day|hour|week|month|year)s?")
_HOURS = {"H": 1 / 24}
_DAYS_OF = {"D": 1.0, "W": 7.0, "M": 30.4375, "Y": 365.25}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit in a sentence.

    Attributes:
        sort: how it is told.
        first: index of its first token ("by", "no later than").
        last: index of its last token.
        covered: tokens of the time expression.
        time: the time expression; ``None`` for "by the time of the summit".
        holder: the word that it hangs on in the parse.
    """

    sort: Sort
    first: int
    last: int
    covered: range
    time: Time | None
    holder: Token

    def verb(self) -> Token | None:
        """The verb that it hangs on, or the one above the nouns that it hangs on; ``None`` without a verb."""
        word = self.holder
        while not is_verb(word):
            if word.head.i == word.i:
                return None
            word = word.head
        return word


def limits(block: Block, times: Sequence[Time]) -> Iterator[Limit]:
    """The time limits of a block, in the order of its times; repeated times and those of now are none."""
    dated: list[range] = []
    for time in times:
        if time.type == "SET" or time.value.endswith("_REF"):
            continue
        covered = block.tokens(time.span)
        if covered:
            dated.append(covered)
            yield _limit(block, time, covered)
    yield from _by_the_time(block, dated)


def _limit(block: Block, time: Time, covered: range) -> Limit:
    opening, first = _opening(block, covered)
    moment = _moment(block, covered) if opening not in _OPENING else None
    if moment is not None:
        return Limit("by", moment.i, covered.stop - 1, covered, time, moment.head)
    return Limit(_sort(opening, time), first, covered.stop - 1, covered, time, _holder(block, covered, first))


def _opening(block: Block, covered: range) -> tuple[str, int]:
    """The word before (or at the start of) the time that makes it a limit, and the first token of the limit."""
    doc, at = block.doc, covered.start
    start = doc[at].sent.start
    if doc[at].lower_ in _OPENING or doc[at].lower_ == "for":
        return doc[at].lower_, at
    at -= 1
    while at > start and covered.start - at <= _LONGEST_GAP and doc[at].lower_ in _BETWEEN:
        at -= 1
    if at < start:
        return "", covered.start
    word = doc[at].lower_
    if word == "than" and at - 2 >= start and doc[at - 1].lower_ == "later" and doc[at - 2].lower_ in ("no", "not"):
        return "by", at - 2
    if word in ("before", "by") and at > start and doc[at - 1].lower_ == "or":
        return "by", at - 2 if at - 2 >= start and doc[at - 2].lower_ in ("on", "by") else at
    if word == "as" and at - 2 >= start and doc[at - 1].lower_ in ("soon", "early") and doc[at - 2].lower_ == "as":
        return "soon", at - 2
    if word == "before" and _names(doc, covered):
        return "", covered.start  # "before the 2012 election"
    if word == "before" and at > start and (doc[at - 1].ent_type_ in ("DATE", "TIME") or doc[at - 1].lower_ in _JUST):
        return "", covered.start  # "three days before Friday", "just before the weekend"
    return (word, at) if word in _OPENING or word in ("for", "in", "over") else ("", covered.start)


def _names(doc: Any, covered: range) -> bool:
    """Whether the time is part of the name of something that is to come first: "before the 2012 election"."""
    root = doc[covered.start : covered.stop].root
    qualifies = root.dep_ in ("compound", "nummod", "amod", "nmod") and root.head.i >= covered.stop
    return qualifies and root.head.lemma_.lower() not in NOUNS


def _is_relative(time: Time) -> bool:
    """Whether it counts from something else that its words name: "60 days before signing"."""
    return bool(set(time.span.text.lower().split()) & {"before", "after", "afterward", "afterwards", "later"})


def _sort(opening: str, time: Time) -> Sort:
    named = set(time.span.text.lower().split())
    if opening == "by" and time.type == "DURATION":
        return "amount"
    if opening == "soon":
        return "soon"
    if named & _NEXT and _PERIOD.match(time.value) and opening in ("in", "over", "within"):
        return "next"
    if opening == "for" and time.type == "DURATION":
        return "for"
    if opening == "in" and _IN_TIME.fullmatch(time.span.text.lower().removeprefix("in ")):
        return "within"
    return _OPENING.get(opening, "bare")


def _holder(block: Block, covered: range, first: int) -> Token:
    """The word outside the limit that its words hang on."""
    word = root_of(block.doc, covered)
    while word.head.i != word.i and first <= word.i < covered.stop:
        word = word.head
    while word.head.i != word.i and word.pos_ in ("ADP", "SCONJ", "ADV") and not is_verb(word):
        word = word.head
    return word


def _moment(block: Block, covered: range) -> Token | None:
    """The "by" of "by the close of the inquiry on May 9"."""
    word = root_of(block.doc, covered)
    for _ in range(6):
        word = word.head
        if is_verb(word):
            return None
        if word.lower_ == "by" and any(c.lower_ in ("end", "start", "beginning", "close") for c in word.children):
            return word
    return None


_MOMENTS = words("time start end beginning close summit meeting round election vote talks anniversary")


def _by_the_time(block: Block, dated: Sequence[range]) -> Iterator[Limit]:
    """ "By the time of the summit": a limit whose day the words do not tell."""
    doc = block.doc
    for token in doc if " by " in block.parsed.mapped.text else ():
        if token.lower_ != "by" or token.dep_ not in ("prep", "agent", "pcomp"):
            continue
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or noun.lower_ not in _MOMENTS or noun.ent_type_ in ("DATE", "TIME") or noun.i - token.i > 4:
            continue
        bare = noun.lower_ in ("time", "start", "end", "beginning", "close")
        if bare and not any(c.lower_ == "of" for c in noun.children):
            continue
        last = noun.right_edge.i
        if not any(token.i < one.start <= last for one in dated):
            yield Limit("by", token.i, last, range(token.i + 1, last + 1), None, token.head)


def days(limit: Limit, report: str | None, told: str | None) -> Days:
    """First and last day that is left by a limit.

    A stretch ("within 30 days") runs from the day on which it was told. A month without a year is taken from the year
    that puts it nearest to the report's day; of what is due before a month or season, the last day is the one before.

    Args:
        limit: the limit.
        report: the report's day.
        told: the day on which the limit was set or told; ``None`` leaves a stretch unresolved.
    """
    time = limit.time
    if time is None:
        return None, None
    if time.type == "DURATION" or limit.sort == "next":
        return (None, None) if limit.sort == "amount" or _is_counted(limit) else stretch(time, told)
    if limit.sort in ("by", "within") and _IN_TIME.match(time.span.text.lower()) and _is_relative(time):
        return None, None
    first, last = ahead(time, report)
    if limit.sort == "within" and _IN_TIME.fullmatch(time.span.text.lower().removeprefix("in ")) and told != report:
        return None, None  # "promised to end it in a day", on some day in the past
    if limit.sort == "before" and first and last and first != last and time.mod is None:
        return None, (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    return first, last


_COUNTED = words("of after from following once since before prior afterward afterwards later")


def _is_counted(limit: Limit) -> bool:
    """Whether it counts from something else: "within 10 days of the vote"."""
    doc, after = limit.holder.doc, limit.covered.stop
    return after < len(doc) and doc[after].lower_ in _COUNTED


def stretch(time: Time, told: str | None) -> Days:
    """From a day to the end of a stretch that counts from it."""
    period = _PERIOD.fullmatch(time.value)
    if period is None or told is None:
        return None, None
    clock, count, unit = period.groups()
    length = int(count) * (_HOURS if clock else _DAYS_OF).get(unit, 0.0)
    if not length:
        return None, None
    try:
        return told, (date.fromisoformat(told) + timedelta(days=round(length))).isoformat()
    except (ValueError, OverflowError):
        return None, None


def ahead(time: Time, day: str | None) -> Days:
    """The days of the time; a month without a year is taken from the year that puts it nearest to the report's day.

    "ordered them to leave by June", told in March, is this June: the past tense is that of the order.
    """
    ends = (time.earliest, time.latest)
    if day is None or None in ends or _YEAR.search(time.span.text):
        return ends
    try:
        first, last = (date.fromisoformat(end) for end in ends if end)
        behind = (date.fromisoformat(day) - last).days > _HALF_YEAR
        if behind:
            return first.replace(year=first.year + 1).isoformat(), last.replace(year=last.year + 1).isoformat()
    except ValueError:  # 29 February
        pass
    return ends


_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")


def coming(found: Days, limit: Limit, told: str) -> Days:
    """The next of these weekdays or months where the last one was taken: "faces a Friday deadline"."""
    first, last = found
    if limit.time is None or first is None or last is None or last >= told or _YEAR.search(limit.time.span.text):
        return found
    start, end, now = (date.fromisoformat(day) for day in (first, last, told))
    behind = (now - end).days
    try:
        if first == last and set(limit.time.span.text.lower().split()) & _WEEKDAYS and behind <= _WEEK:
            later = (end + timedelta(days=_WEEK)).isoformat()
            return later, later
        if behind > _MONTH:
            return start.replace(year=start.year + 1).isoformat(), end.replace(year=end.year + 1).isoformat()
    except ValueError:  # 29 February
        pass
    return found
