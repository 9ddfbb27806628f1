"""Which figures of two reports are values of one fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onrecord.checks import elsewhere, marks
from onrecord.checks.facts import Statement, dates, days_apart
from onrecord.checks.figure import Figure
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.meaning import encoder

#: How near what is told of two figures must be in meaning, by what else speaks for one fact. Set on the 20 labelled
#: events, where unlike figures of one event are at 0.2 to 0.5 and those of one fact mostly above.
SAME_DEED, SAME_THING, SURELY, ALONE = 0.45, 0.62, 0.7, 0.78
#: How near their whole sentences must be.
SENTENCE, SENTENCE_SURE = 0.3, 0.6
#: How near either must be where the figures are the same and no small ones.
SAME_VALUE = 0.4
#: The same for a round figure ("100", "$1 trillion"), which two things can have by chance.
ROUND_VALUE = 0.45
#: How near the sentences must be where it stands for things with other names ("30 times", "30 transfers").
VALUE_ALONE = 0.7
#: A count that two reports do not give by chance and the ratio of two that are nearly the same.
RARE, CLOSE = 10, 1.15
#: How near from which sentences may name other places: an outlet says "Nevada" for another's "Las Vegas".
ALIKE = 0.8
#: How often the greater of two tolls of one event can hold the less, as news comes in.
GROWS = 30
#: How near what is told must be where two figures are nearly the same and one deed is told.
NEARLY = 0.45
#: And both together for a contradiction.
SURE = 1.0
#: Days before a report from which an event is another one than the report's.
LONG_AGO = 31
#: Days between two reports from which relative days are not held against each other.
DAYS = 2
#: How near in meaning the sentences of two tolls must be, or what is told of them.
TOLL = 0.4
#: What is counted in a toll of all.
_ALL = frozenset(
    ("", "people", "person", "other", "victim", "life", "individual", "dead", "death", "casualty", "fatality")
)
#: Spans of time, of which there are few: two reports can give one of two things by chance.
_SPANS = frozenset(("minute", "day", "week", "month", "year"))
#: Days that come every year: without a year it is not told which is meant.
_FEAST = re.compile(r"\b(?:eve|christmas|new year|easter|thanksgiving|ramadan|eid|passover|diwali|anniversary)\b", re.I)
_DOZEN = re.compile(r"\bdozen\b", re.I)
_ABSOLUTE = re.compile(r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)


class Linker:
    """Decides for two figures of two reports whether they are values of one fact."""

    def linked(self, one: Figure, other: Figure) -> bool:
        """Whether two figures are values of one fact, as far as their words tell."""
        if one.unit != other.unit or one.age != other.age or one.negated != other.negated:
            return False
        if one.unit is None and min(one.low, other.low) < 2:
            return False
        thing = alike(one, other)
        same = rare(one) and rare(other) and one.like(other)  # one figure in two reports on one matter
        other_thing = thing is False or one.scope != other.scope or one.mode != other.mode or one.toll != other.toll
        if other_thing and not same:
            return False
        near, whole = self._near(one, other)  # asked for last: encoding is most of what comparing costs
        deed = bool(one.deed and other.deed) and same_deed(one.deed, other.deed)
        surely = deed and thing is True and near >= SURELY
        if self._elsewhere(one, other, same=same, near=near, whole=whole):
            return False
        if other_time(one, other) if same and whole >= SENTENCE_SURE else apart(one, other, surely=surely):
            return False
        if same and one.mode == other.mode and (thing is True or one.toll == other.toll):  # 17 fires are not 17 dead
            return _same_value(one, thing, near, whole)
        if other_thing:
            return False
        if one.toll or other.toll:
            whose = one.kinds & one.names == other.kinds & other.names  # the dead of one army are not all dead
            reach = one.thing in _ALL and other.thing in _ALL  # the children among the dead are not all dead
            reach = reach or one.thing == other.thing
            grown = max(one.low, other.low) <= GROWS * max(min(one.low, other.low), 1)
            return whose and reach and grown and max(near, whole) >= TOLL
        return _one_fact(one, other, thing, deed, near, whole)

    def _one_thing(self, one: Figure, other: Figure) -> bool:
        """Whether both name the same thing; a measure without its own thing is one of a deed told alike."""
        thing = alike(one, other)
        if thing is None and (one.unit is not None or {one.deed, other.deed} <= one.names & other.names):
            # "Edda Holm, 34,"
            return max(self._near(one, other)) >= SURELY
        return thing is True

    def _elsewhere(self, one: Figure, other: Figure, *, same: bool, near: float, whole: float) -> bool:
        """Whether the sentences name other places or persons; those that are nearly the same may."""
        if same or max(near, whole) >= ALIKE:
            return False
        a, b = one.statement, other.statement
        return elsewhere.other_places(a, b) or elsewhere.other_people(a, b)

    def _near(self, one: Figure, other: Figure) -> tuple[float, float]:
        """How near in meaning what is told of two figures is, and their sentences."""
        told = encoder.load().near(one.told or "figure", other.told or "figure")
        return told, encoder.load().near(_line(one), _line(other))

    def kin(self, one: Figure, other: Figure) -> bool:
        """Whether two figures may be of one kind of thing: nothing parts them, and their words are not far."""
        thing = alike(one, other)
        if thing is False or apart(one, other):
            return False
        return thing is True or max(self._near(one, other)) >= SAME_VALUE

    def sure(self, one: Figure, other: Figure) -> bool:
        """Whether two linked figures are so surely of one fact that a contradiction may be called one."""
        if one.kinds != other.kinds or one.pointed or other.pointed or not marks.alike(one.marks, other.marks):
            return False
        if not (one.names <= other.names or other.names <= one.names) or not _same_days(one, other):
            return False
        if other_time(one, other):
            return False
        if not one.toll and not self._one_thing(one, other):
            return False
        if elsewhere.beyond(one.statement, other.statement) or elsewhere.other_persons(one.statement, other.statement):
            return False
        if one.subject and other.subject and not same_thing(one.subject, other.subject):
            return False
        deed = (one.attributive and other.attributive) or (bool(one.deed) and same_deed(one.deed, other.deed))
        near, whole = self._near(one, other)
        return deed and max(near, whole) >= SENTENCE_SURE and near + whole >= SURE


def _line(one: Figure) -> str:
    """Its sentence on one line."""
    return " ".join(one.statement.span.text.split())


def _same_value(figure: Figure, thing: bool | None, near: float, whole: float) -> bool:
    """Whether one and the same figure in two reports is one of the same thing: it need not be told in like words."""
    if thing is not False:
        return max(near, whole) >= (ROUND_VALUE if _is_round(figure) else SAME_VALUE)
    if figure.unit is None:
        return figure.toll is None and whole >= VALUE_ALONE
    return whole >= SENTENCE_SURE


def _one_fact(one: Figure, other: Figure, thing: bool | None, deed: bool, near: float, whole: float) -> bool:
    if close(one, other) and deed and thing is not False:
        return max(near, whole) >= NEARLY
    if whole < SENTENCE:
        return False
    if one.unit is not None or (one.attributive and other.attributive):
        return _measured(one, other, thing, deed, near, whole)
    if deed and (near >= SAME_DEED or whole >= SENTENCE_SURE):
        return True
    if thing is True and near >= SAME_THING and whole >= SENTENCE_SURE:
        return True
    return near >= ALONE and thing is not None


def _measured(one: Figure, other: Figure, thing: bool | None, deed: bool, near: float, whole: float) -> bool:
    """Measures: of one thing, or of one deed of one doer."""
    if one.attributive != other.attributive:
        return thing is True and whole >= SENTENCE_SURE
    if one.attributive:
        return thing is True and (near >= SAME_DEED or whole >= SENTENCE_SURE)
    if one.subject and other.subject and not same_thing(one.subject, other.subject):
        return False
    return deed and one.role == other.role and max(near, whole) >= SAME_DEED


def _is_round(figure: Figure) -> bool:
    """Whether a figure has one digit and zeros."""
    return len(f"{figure.quantity.low:.0f}".rstrip("0")) <= 1


def rare(figure: Figure) -> bool:
    """Whether a figure is one that two reports hardly give by chance: no small count, no share."""
    if figure.vague or figure.unit in _SPANS or _DOZEN.search(figure.quantity.span.text):
        return False
    if figure.unit == "%":
        return figure.low >= RARE and figure.low % 5 > 0
    return figure.unit is not None or figure.low >= RARE


def close(one: Figure, other: Figure) -> bool:
    """Whether two figures, neither of them small, are nearly the same."""
    less, more = sorted((one.low, other.low))
    return not one.vague and not other.vague and less >= RARE and more <= CLOSE * less


def alike(one: Figure, other: Figure) -> bool | None:
    """Whether both count or measure one kind of thing; ``None`` where one does not say."""
    if not one.thing or not other.thing:
        return None
    return same_thing(one.thing, other.thing)


def apart(one: Figure, other: Figure, *, surely: bool = False) -> bool:
    """Whether names, days or spans of time part two figures: each has some that the other excludes."""
    if one.names and other.names and not one.names & other.names:
        return True
    if marks.clash(one.marks, other.marks) or marks.THRESHOLD in one.marks ^ other.marks:
        return True
    if one.lasting and other.lasting and one.lasting != other.lasting:
        return True
    return other_time(one, other, surely=surely)


def other_time(one: Figure, other: Figure, *, surely: bool = False) -> bool:
    """Whether what is told is dated to days that exclude each other, or only one to long ago.

    Args:
        one: a figure.
        other: another.
        surely: whether both are so surely of one deed that only one of them need be dated.
    """
    a, b = _firm(one, other), _firm(other, one)
    if a and b and (max(last for _, last in a) < min(day for day, _ in b) or
                    max(last for _, last in b) < min(day for day, _ in a)):  # fmt: skip
        return True
    if surely:
        return False
    days = one.statement.entry.report.day, other.statement.entry.report.day
    return _only_long_ago(a, b, one.statement, days[1]) or _only_long_ago(b, a, other.statement, days[0])


def _same_days(one: Figure, other: Figure) -> bool:
    """Whether both sentences name the same days, also those of saying something, or one of them names none.

    A week's toll is no day's, and those charged on Friday are not those charged in February.
    """
    a, b = _every_day(one.statement), _every_day(other.statement)
    return not a or not b or a == b


def _every_day(told: Statement) -> frozenset[tuple[str | None, str | None]]:
    found = (one for one in told.entry.reading.times if one.type in ("DATE", "TIME") and told.span.contains(one.span))
    return frozenset((one.earliest, one.latest) for one in found if one.earliest)


def _firm(one: Figure, other: Figure) -> list[tuple[str, str]]:
    """The days of a figure's sentence that do not hang on a doubtful day of publication.

    A relative day is read against the day of publication, and that is often the day of the crawl: where the two
    reports are dated further apart than ``DAYS``, only absolute dates are held against each other.
    """
    apart = days_apart(one.statement.entry, other.statement.entry)
    near = apart is not None and apart <= DAYS
    return [
        (time.earliest or "", time.latest or "")
        for time in dates(one.statement)
        if _ABSOLUTE.search(time.span.text) or (near and not _FEAST.search(time.span.text))
    ]


def _only_long_ago(
    mine: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], told: Statement, day_of_other: str | None
) -> bool:
    """Whether a statement dates something to more than a month before its report, and the other names no such day."""
    published = told.entry.report.day or day_of_other
    old = [
        day
        for day in mine
        if published and (date.fromisoformat(published) - date.fromisoformat(day[1])).days > LONG_AGO
    ]
    return any(not any(day[0] <= last and first <= day[1] for first, last in others) for day in old)
