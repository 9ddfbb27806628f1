"""Days and hours that several reports give for one deed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.checks.aligned import Lines, same_part
from onrecord.checks.amounts import other_amounts
from onrecord.checks.deed import any_one, nearness, other_count, other_names, pairs, several, shared
from onrecord.checks.elsewhere import other_persons
from onrecord.checks.facts import before
from onrecord.checks.moments import LONG_AGO, Moment, days_before, long_ago
from onrecord.checks.timed import Timed, elsewhere, timed
from onrecord.model.relations import Finding, FindingKind
from onrecord.text.groups import joined
from onrecord.text.wordset import wordset

#: How near two deeds or their sentences must be in meaning where doer or object are the same, and where neither is
#: told; and both together.
NEAR, ALONE, TOGETHER = 0.55, 0.6, 1.1
#: How near sentences must be where one deed is of the days before its report and the other of long before, or where it
#: is of any one of a kind: mostly two deeds of one kind.
SENTENCE = 0.7
#: Days before a report within which a deed is its news.
NEWS = 31
#: Days between two deeds from which "a rocket" is hardly one rocket.
YEAR = 300
#: How near a deed or its sentence must be where the one is told of a whole year, and the other of a day in it.
WIDE = 0.65
#: How near a deed and its sentence must both be to be one, where it is of those that are done again and again.
AGAIN = 0.85
#: Deeds of one doer to one object of which there are mostly several.
_AGAIN = wordset(
    "threaten criticise criticize meet visit warn say tell call launch release fire test adopt attack strike hit bomb "
    "raid vote announce propose ask urge demand speak talk tweet post write publish report promise "
    "vow pledge deny reject condemn travel fly play protest march "
    "rally impose sanction raise lower cut increase shell accuse claim"
)
_OFTEN = frozenset(("twice", "once", "again", "repeatedly", "often", "thrice"))
#: A relative day is read against the day of publication, and that is often the day of the crawl: days that rest on
#: publication dates further apart than this are not held against each other.
DAYS = 2
#: Minutes between two hours from which they cannot be one hour told roughly.
MINUTES = 10
_NEVER = (date.min, date.min)
_RANK: tuple[FindingKind, ...] = ("contradiction", "update", "precision")


@dataclass(frozen=True, slots=True)
class _Edge:
    a: Timed
    b: Timed
    kind: FindingKind
    because: str


def differ(lines: Lines, near: set[tuple[int, int]]) -> Iterator[Finding]:
    """When one deed was done, or is to be done, where reports tell that differently.

    The time must hang on the verb of the deed, and the deed must be done by the same or to the same. Days that exclude
    each other are a contradiction where they do not hang on doubtful days of publication; a day that was planned and
    moved is an update; a day inside a longer time, an hour inside a part of the day or beside a rounded hour is more
    exact. A day that is named in two ways is no difference. Deeds done again and again (threats, visits, tests)
    contradict each other only where they are told in nearly the same words.

    Args:
        lines: the propositions of the reports.
        near: pairs of reports, by index, that are on one matter.
    """
    found = timed(lines)
    edges = []
    able = [
        (one, other)
        for one, other in pairs(found, lines, near)
        if one.told.negated == other.told.negated
        and not elsewhere(one, other)
        and not other_names(one, other)
        and not other_persons(one.told.statement, other.told.statement)
        and not other_count(one, other)
        and _often(one) == _often(other)
        and (shared(one, other) or one.took_place or other.took_place)
    ]
    for one, other, told, whole in nearness(able):
        verdict = _verdict(one, other, told, whole) if _one_deed(one, other, told, whole) else None
        if verdict:
            edges.append(_Edge(one, other, *verdict))
    for group in joined((edge.a.at, edge.b.at) for edge in edges):
        inside = [edge for edge in edges if edge.a.at in group and edge.b.at in group]
        yield _finding(lines, inside)


def _often(one: Timed) -> frozenset[str]:
    """The words that tell how often it was done: a day of "met twice" is that of one of two meetings."""
    parsed = one.told.tree
    return frozenset(parsed.tokens[at].lemma for at in parsed.children(one.told.verb, "advmod")) & _OFTEN


def _one_deed(one: Timed, other: Timed, told: float, whole: float) -> bool:
    """Whether two deeds of which nothing is known to differ are near enough to be one."""
    if one.took_place and other.took_place and one.clock and other.clock:  # "it happened at 5:52"
        return True
    least = NEAR if shared(one, other) else ALONE
    return max(told, whole) >= least and told + whole >= TOGETHER


def _verdict(x: Timed, y: Timed, told: float, whole: float) -> tuple[FindingKind, str] | None:
    """How two times of one deed relate; ``None`` if they are the same or it cannot be told."""
    one, other = x.when, y.when
    planned = "fact" not in (x.told.mode, y.told.mode)
    if one.words.casefold() == other.words.casefold() or (one.open and other.open):
        return None
    if one.bound != other.bound and not (planned and {one.bound, other.bound} <= {"at", "by"}):
        return None
    same_day = one.days == other.days or (one.weekday and one.weekday == other.weekday)
    if one.days is None or other.days is None or same_day:
        return _by_hour(one, other)
    return _by_day(x, y, told, whole, planned=planned)


def _by_day(x: Timed, y: Timed, told: float, whole: float, *, planned: bool) -> tuple[FindingKind, str] | None:
    one, other = x.when, y.when
    (a, b), (c, d) = one.days or _NEVER, other.days or _NEVER
    if ((_news(x) and _old(y)) or (_news(y) and _old(x))) and min(told, whole) < SENTENCE:
        return None
    if (any_one(x) or any_one(y)) and max((c - b).days, (a - d).days) > YEAR:
        return None
    if not (_firm(x, y) and _firm(y, x)):
        return None
    if (a <= c and d <= b) or (c <= a and b <= d):
        if "MORE_THAN" in (time.mod for time in (*one.times, *other.times)):
            return None
        if (one.wide or other.wide) and (several(x) or several(y) or not _surely(x, y, told, whole)):
            return None
        return "precision", "the one lies inside the other"
    if (a <= d and c <= b) or ((any_one(x) or any_one(y)) and whole < SENTENCE):
        return None
    apart = (c - b if b < c else a - d).days
    if apart <= 1 and (one.near_today or other.near_today or one.hours or other.hours):
        return None
    if planned:
        later = _later(x, y)
        return ("update", "the reports are of different times, and what is planned can have moved") if later else None
    if x.told.mode != y.told.mode or not _one_doer(x, y) or ({x.name, y.name} & _AGAIN and min(told, whole) < AGAIN):
        return None
    if other_amounts(x.told.tree, y.told.tree):  # this year's figure and last year's
        return None
    return "contradiction", "both are told of the same deed, and the one excludes the other"


def _one_doer(x: Timed, y: Timed) -> bool:
    """Whether both are told with the same doer, or neither with one: a contradiction needs it."""
    one, other = x.told, y.told
    first, second = one.named(one.actor), other.named(other.actor)
    if first is None and second is None:
        return True
    if first is None or second is None:  # "came", "was brought"
        return (
            same_part(one, x.target if first is None else first, other, y.target if second is None else second) is True
        )
    return one.own and other.own and same_part(one, first, other, second) is True


def _surely(x: Timed, y: Timed, told: float, whole: float) -> bool:
    """Whether two deeds are one, so that a year and a day in it are of the same: by nearness, or by doer and object."""
    return max(told, whole) >= WIDE or shared(x, y) == 2


def _by_hour(one: Moment, other: Moment) -> tuple[FindingKind, str] | None:
    if one.hours is None or other.hours is None or one.hours == other.hours:
        return None
    if one.zone != other.zone and one.exact and other.exact:
        return None
    (a, b), (c, d) = one.hours, other.hours
    if a <= d and c <= b and (one.exact or other.exact):
        return "precision", "the one hour lies inside the time that the other leaves open"
    both = one.exact and other.exact and one.days is not None and other.days is not None
    if one.zone == other.zone and both and abs(a - c) >= MINUTES:
        return "contradiction", "both are given for the same deed, and no other time zone is named"
    return None


def _firm(x: Timed, y: Timed) -> bool:
    """Whether a date does not hang on a doubtful day of publication."""
    if x.when.firm:
        return True
    a, b = _day(x), _day(y)
    if not a or not b:
        return False
    long = x.when.days is not None and x.when.days[1] - x.when.days[0] > timedelta(LONG_AGO)
    return abs((a - b).days) <= DAYS or (long and a.year == b.year)


def _day(x: Timed) -> date | None:
    day = x.told.statement.entry.report.day
    return date.fromisoformat(day) if day else None


def _news(x: Timed) -> bool:
    before = days_before(x.told, x.when)
    return before is not None and abs(before) <= NEWS


def _old(x: Timed) -> bool:
    return long_ago(x.told, x.when)


def _later(x: Timed, y: Timed) -> bool:
    a, b = x.told.statement.entry.report.published, y.told.statement.entry.report.published
    return before(a, b) or before(b, a)


def _exact(edges: Sequence[_Edge]) -> list[_Edge]:
    """The differences between times of which neither is only about so."""
    return [edge for edge in edges if not edge.a.when.open and not edge.b.when.open]


def _finding(lines: Lines, edges: Sequence[_Edge]) -> Finding:
    """One finding for the times of one deed, one of each report."""
    edges = sorted(edges, key=lambda edge: (_RANK.index(edge.kind), sorted((edge.a.place, edge.b.place))))
    members: dict[int, Timed] = {}
    worst = [edge for edge in edges if edge.kind == edges[0].kind]
    for edge in _exact(worst) or worst:
        for one in (edge.a, edge.b):
            members.setdefault(lines.order[one.at], one)
    kind, because = edges[0].kind, edges[0].because
    found = [members[report] for report in sorted(members)]
    sides = tuple(one.told.statement.side(one.when.words, one.when.times[0].span) for one in found)
    values = list(dict.fromkeys(side.value for side in sides))
    return Finding.of(
        kind=kind,
        type="date",
        about=found[0].words,
        sides=sides,
        why=f"{' against '.join(f'“{value}”' for value in values)} for “{found[0].name}”; {because}",
        rule="dates",
    )
