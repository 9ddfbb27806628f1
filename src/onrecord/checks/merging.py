"""Findings of two reports each put together to findings of all the reports that give a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.relations import Finding, FindingKind, Side
from onrecord.text.groups import joined

#: Of differences between the same values, the one that a finding goes by: the first of these.
_RANK: tuple[FindingKind, ...] = ("contradiction", "update", "misattribution", "framing", "precision")

_Place = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Same:
    """What reports tell of one fact without a difference between them.

    Attributes:
        rule: name of the rule that compared them.
        sides: what each says.
        joins: those of them that join a finding of which another is a side.
    """

    rule: str
    sides: tuple[Side, ...]
    joins: tuple[Side, ...]

    @classmethod
    def of(cls, rule: str, sides: Iterable[Side]) -> Same:
        """Sides of which each joins the others."""
        every = tuple(sides)
        return cls(rule, every, every)


def merged(found: Sequence[Finding | Same], order: Mapping[str, int]) -> tuple[Finding, ...]:
    """One finding for each fact, with all reports that give a value of it.

    Findings of one rule that share a side are of one fact; a report that agrees with a side joins it. A contradiction
    stays apart from what can be reconciled. Of several sides of one report the one stands that most others are
    compared with; a report that gives two values as often is left out.

    Args:
        found: what was found of two reports each.
        order: place of each report.

    Returns:
        Findings in the order of the reports and of where their first side stands.
    """
    by_rule: dict[tuple[str, ...], list[Finding | Same]] = defaultdict(list)
    for one in found:
        by_rule[one.rule,].append(one)
    made = (one for same in by_rule.values() for one in _of_rule(same, order))
    return tuple(sorted({one.id: one for one in made}.values(), key=lambda one: where(one, order)))


def _of_rule(found: Sequence[Finding | Same], order: Mapping[str, int]) -> Iterator[Finding]:
    numbers: dict[_Place, int] = {}
    for one in found:
        for side in one.sides:
            numbers.setdefault(_place(side), len(numbers))
    links = ((numbers[_place(one.sides[0])], numbers[_place(side)]) for one in found for side in one.sides)
    home = {number: at for at, group in enumerate(joined(links)) for number in group}
    facts: dict[int, list[Finding | Same]] = defaultdict(list)
    for one in found:
        facts[home[numbers[_place(one.sides[0])]]].append(one)
    for fact in facts.values():
        differing = [one for one in fact if isinstance(one, Finding)]
        for hard in (True, False):
            unlike = [one for one in differing if (one.kind == "contradiction") is hard]
            if unlike:
                yield from _one(unlike, [one for one in fact if isinstance(one, Same)], order)


def _one(unlike: Sequence[Finding], alike: Sequence[Same], order: Mapping[str, int]) -> Iterator[Finding]:
    """The finding of one fact, told by the worst of the pairs whose two reports are left; nothing if none is."""
    sides = _with_equals({_place(side): side for one in unlike for side in one.sides}, alike)
    kept = _one_a_report(sides, [*unlike, *alike], order)
    places = {_place(side) for side in kept}
    whole = [one for one in unlike if places.issuperset(map(_place, one.sides))]
    if not whole:
        return
    worst = min(whole, key=lambda one: (_RANK.index(one.kind), where(one, order)))
    if places == {_place(side) for side in worst.sides}:
        yield worst
        return
    yield Finding.of(
        kind=worst.kind, type=worst.type, about=worst.about, sides=tuple(kept), why=worst.why, rule=worst.rule
    )


def _with_equals(sides: dict[_Place, Side], alike: Sequence[Same]) -> dict[_Place, Side]:
    """The sides with those that agree with one of them, directly or over others."""
    waiting = list(alike)
    while near := [one for one in waiting if any(_place(side) in sides for side in one.sides)]:
        for one in near:
            sides |= {_place(side): side for side in one.joins if _place(side) not in sides}
        waiting = [one for one in waiting if one not in near]
    return sides


def _one_a_report(
    sides: Mapping[_Place, Side], found: Iterable[Finding | Same], order: Mapping[str, int]
) -> list[Side]:
    links = Counter(_place(side) for one in found for side in one.sides)
    by_report: dict[str, list[_Place]] = defaultdict(list)
    for place in sides:
        by_report[place[0]].append(place)
    kept = []
    for report in sorted(by_report, key=lambda name: order[name]):
        places = sorted(by_report[report], key=lambda place: (-links[place], place))
        if all(links[at] < links[places[0]] or at[3] == places[0][3] for at in places[1:]):
            kept.append(sides[places[0]])
    return kept


def _place(side: Side) -> _Place:
    return side.citation.report, side.citation.start, side.citation.end, side.value


def where(one: Finding, order: Mapping[str, int]) -> tuple[tuple[tuple[int, int], ...], str]:
    """What findings are sorted by: the order of their reports and where their sides stand."""
    return tuple((order[side.citation.report], side.citation.start) for side in one.sides), one.id
