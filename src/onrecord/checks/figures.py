"""Figures of one fact in several reports: equal, rounded, replaced by a later one, or not to be reconciled."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks import tolls
from onrecord.checks.crowds import told_apart
from onrecord.checks.facts import Statement, before, days_apart
from onrecord.checks.figure import Figure, figures
from onrecord.checks.figure_links import LONG_AGO, Linker, rare
from onrecord.checks.merging import Same
from onrecord.model.relations import Finding, FindingKind, Side
from onrecord.text.groups import joined

#: Figures of one report that are compared; of 408 pairs of real reports none has a fifth of it.
MOST_FIGURES = 150
#: What "about", "more than" and "nearly" leave open, as factors of the figure.
ABOUT, OVER, UNDER = (0.93, 1.07), (1.0, 1.5), (0.85, 1.0)
#: And how far "dozens" and "thousands" are open upwards.
OPEN, OPEN_THOUSANDS = 3, 100
_OVER = re.compile(r"\b(?:more than|over|at least|upwards?|above|exceed\w*|in excess)\b|\+", re.I)
_UNDER = re.compile(r"\b(?:less than|under|fewer than|nearly|almost|up to|as many as|at most|below|just under)\b", re.I)
#: Deeds whose figure is one of a moment: another one an hour later is no contradiction.
_MOMENT = frozenset(("trade", "value", "price", "change", "stand", "rise", "fall", "climb", "drop", "sign"))
#: Measures of things that do not change by the hour: who fell 12 metres did not fall 20 an hour later.
_LASTING = frozenset(("m", "kg", "km2", "km/h", "minute", "year"))
#: How the kinds of difference are ranked where figures of one fact differ in several ways.
_RANK: tuple[FindingKind, ...] = ("contradiction", "update", "precision")


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two figures of one fact by their numbers, and how they differ; no kind where they are the same."""

    a: int
    b: int
    kind: FindingKind | None = None
    because: str = ""


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding | Same]:
    """The facts that two or more reports give different figures for, each with all its figures; and where they agree.

    Two figures are of one fact if they have one dimension, count or measure one kind of thing, and what is told of it
    is the same deed or near in meaning; names, days and words such as "another" must not part them. A figure that the
    other report gives too for such a thing is no difference: the other then means another thing by its own.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    of = [[one for told in report for one in figures(told)][:MOST_FIGURES] for report in statements]
    numbered = [(number, one) for number, report in enumerate(of) for one in report]
    order, found = [number for number, _ in numbered], [one for _, one in numbered]
    linker = Linker()

    def linked(a: int) -> Iterator[int]:
        for b in range(a + 1, len(found)):
            if (order[a], order[b]) in near and linker.linked(found[a], found[b]):
                yield b

    alike = told_apart((a, linked(a)) for a in range(len(found)))
    edges = [edge for a, b in alike if (edge := _edge(a, b, found, order, near, linker)) is not None]
    for group in joined((edge.a, edge.b) for edge in edges):
        inside = [edge for edge in edges if edge.a in group and edge.b in group]
        kept = _one_a_report(group, inside, found, order)
        unlike = [edge for edge in inside if edge.kind and edge.a in kept and edge.b in kept]
        for kinds in (("contradiction",), ("update", "precision")):
            told = [edge for edge in unlike if edge.kind in kinds]
            if told:
                yield _finding(told, kept, found, order)
        if not unlike and len(kept) > 1:
            yield Same.of("figures", (_side(found[at]) for at in sorted(kept)))


def _edge(
    a: int, b: int, found: Sequence[Figure], order: Sequence[int], near: set[tuple[int, int]], linker: Linker
) -> _Edge | None:
    one, other = found[a], found[b]
    if one.like(other):
        if one.same_care(other):
            return _Edge(a, b)
        return _Edge(a, b, "precision", "both can hold: one gives it as exact, the other as rounded or open")
    if any(_given(each, order[at], found, order, linker) for each, at in ((one, b), (other, a))):
        return None
    both = {order[a], order[b]}
    matter = both.union(*(pair for pair in near if both & set(pair)))
    verdict = _verdict(one, other, [each for at, each in enumerate(found) if order[at] in matter], linker)
    return None if verdict is None else _Edge(a, b, *verdict)


def _given(figure: Figure, report: int, found: Sequence[Figure], order: Sequence[int], linker: Linker) -> bool:
    """Whether another report gives a figure too, for such a thing, and not as one that it corrects."""
    return any(
        order[at] == report
        and figure.like(one)
        and figure.age == one.age
        and (linker.kin(figure, one) or (rare(figure) and figure.exact and one.exact))
        and not tolls.revised(one)
        for at, one in enumerate(found)
    )


def _verdict(one: Figure, other: Figure, known: Sequence[Figure], linker: Linker) -> tuple[FindingKind, str] | None:
    """How two figures of one fact relate, beside those known on their matter; ``None`` where that cannot be told."""
    fits = compatible(one, other)
    if one.toll:
        first, second = tolls.by_time(one, other, known)
        found_kind = tolls.verdict(first, second, compatible=fits, sure=linker.sure(one, other))
        if found_kind and found_kind[0] == "precision":
            return "precision", f"{found_kind[1]}: {open_end(one, other)}"
        return found_kind
    if tolls.superseded(one) != tolls.superseded(other):
        return "update", "one of them is told as what was said at first"
    if fits:
        return "precision", f"both can hold: {open_end(one, other)}"
    if tolls.revised(one) or tolls.revised(other):
        return "update", "a word beside one of them tells that the figure was corrected or has changed"
    a, b = (each.statement.entry.report.published for each in (one, other))
    later = before(a, b) or before(b, a)
    moment = one.deed in _MOMENT and one.role != "agent" and one.unit not in _LASTING
    if later and moment:
        return "update", "the reports are of different times, and the figure is one that changes"
    if _converted(one, other, known) or _converted(other, one, known):
        return None
    if not linker.sure(one, other) or _months_apart(one, other) or one.vague or other.vague or moment:
        return None
    return "contradiction", "both are given for the same thing, and no later time is given for either"


def _converted(one: Figure, other: Figure, found: Sequence[Figure]) -> bool:
    """Whether the sentence of a figure gives it in another unit too, and so that it fits: "5,500 km (3,400 miles)"."""
    if one.unit is None:
        return False
    beside = (each for each in found if each.statement.span == one.statement.span and each.unit == one.unit)
    return any(
        each.statement.entry.id == one.statement.entry.id and (compatible(each, other) or each.like(other))
        for each in beside
        if each is not one
    )


def compatible(one: Figure, other: Figure) -> bool:
    """Whether both figures can hold: their bounds meet, or the rougher is the other rounded."""
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    if low <= other_high and other_low <= high:
        return True
    if one.quantity.unit != other.quantity.unit or one.age:
        return False
    rough, fine = sorted((one.quantity.low, other.quantity.low), key=_digits)
    unit = 10 ** (len(str(int(abs(rough)))) - _digits(rough))
    return _digits(rough) < _digits(fine) and abs(rough - fine) < unit / 2 and rough >= 10


def open_end(one: Figure, other: Figure) -> str:
    """Which of two figures leaves room for the other, in words."""
    loose = sorted((each for each in (one, other) if each.vague or each.quantity.approximate), key=_where)
    if loose:
        shown = " and ".join(f"“{written(each)}”" for each in loose)
        return f"{shown} {'are no exact figures' if len(loose) > 1 else 'is no exact figure'}"
    ranges = [each for each in (one, other) if each.low != each.high]
    if ranges:
        return f"“{written(ranges[0])}” is a range"
    rough = min((one, other), key=lambda each: (_digits(each.quantity.low), _where(each)))
    return f"“{written(rough)}” can be the other one rounded"


def bounds(figure: Figure) -> tuple[float, float]:
    """The lowest and the highest value that the words of a figure leave open."""
    words = figure.quantity.span.text
    if figure.vague and figure.quantity.approximate:  # "thousands" are no less than two thousand, and may be more
        return figure.low, figure.high * (OPEN_THOUSANDS if figure.low >= 1000 else OPEN)
    if figure.vague or not figure.quantity.approximate:
        return figure.low, figure.high
    factors = OVER if _OVER.search(words) else UNDER if _UNDER.search(words) else ABOUT
    return figure.low * factors[0], figure.high * factors[1]


def _digits(value: float) -> int:
    """Number of digits of a figure before the zeros at its end."""
    return len(f"{value:.10g}".replace(".", "").rstrip("0")) or 1


def _months_apart(one: Figure, other: Figure) -> bool:
    """Whether the reports are so far apart that each can tell of its own time."""
    return (days_apart(one.statement.entry, other.statement.entry) or 0) > LONG_AGO


def _finding(unlike: Sequence[_Edge], kept: frozenset[int], found: Sequence[Figure], order: Sequence[int]) -> Finding:
    """One finding for the figures of a fact that differ in one way, with those that give the same values."""
    worst = sorted(unlike, key=lambda edge: (_rank(edge, found), _place(edge, found)))
    named = {at for edge in unlike for at in (edge.a, edge.b)}
    with_equals = [at for at in kept if at in named or any(found[at].like(found[other]) for other in named)]
    kind, because = worst[0].kind or "precision", worst[0].because
    ordered = sorted(with_equals, key=lambda at: (_time(found[at]) if kind == "update" else "", order[at]))
    sides = tuple(_side(found[at]) for at in ordered)
    one, other = sorted((found[worst[0].a], found[worst[0].b]), key=lambda each: (_time(each), _where(each)))
    what = one.shown if len(one.shown.split()) > 1 else one.quantity.of or "the figure"
    return Finding.of(
        kind=kind,
        type="number",
        about=what,
        sides=sides,
        why=f"{written(one)} against {written(other)} for “{what}”; {because}",
        rule="figures",
    )


def _side(one: Figure) -> Side:
    return one.statement.side(written(one), one.quantity.span)


def _rank(edge: _Edge, found: Sequence[Figure]) -> tuple[int, bool, bool]:
    """Which pair of a finding tells most of it: by kind, then one of one outlet, then one that cannot both hold."""
    one, other = found[edge.a], found[edge.b]
    return _RANK.index(edge.kind or "precision"), not tolls.one_outlet(one, other), compatible(one, other)


def _where(figure: Figure) -> tuple[str, int]:
    """The place of a figure, whatever the order of the reports."""
    return figure.statement.entry.id, figure.quantity.span.start


def _place(edge: _Edge, found: Sequence[Figure]) -> list[tuple[str, int]]:
    return sorted((_where(found[edge.a]), _where(found[edge.b])))


def _time(figure: Figure) -> str:
    """When the report of a figure was published; empty if that is not known."""
    return figure.statement.entry.report.published or ""


def _one_a_report(
    group: Sequence[int], edges: Sequence[_Edge], found: Sequence[Figure], order: Sequence[int]
) -> frozenset[int]:
    """One figure of each report: the one that most others are linked to, of equals the exact one.

    None where two values that cannot both hold are as near.
    """
    links = Counter(at for edge in edges for at in (edge.a, edge.b))
    by_report: dict[int, list[int]] = defaultdict(list)
    for at in group:
        by_report[order[at]].append(at)
    kept = set()
    for places in by_report.values():
        places.sort(key=lambda at: (-links[at], found[at].quantity.approximate, found[at].quantity.span.start))
        first = places[0]
        others = [at for at in places[1:] if links[at] == links[first] and not compatible(found[at], found[first])]
        if not others:
            kept.add(first)
    return frozenset(kept)


_MODS = {"APPROX": "about ", "LESS_THAN": "under ", "MORE_THAN": "more than ", "EQUAL_OR_MORE": "at least ",
         "EQUAL_OR_LESS": "up to "}  # fmt: skip


def written(figure: Figure) -> str:
    """A figure as it was read: ages and numbers in words as figures, so that "four-year-old" is "4 years old"."""
    one, words = figure.quantity, " ".join(figure.quantity.span.text.split())
    if figure.vague and one.mod == "APPROX":
        return words.lower()
    if one.low != one.high or (any(char.isdigit() for char in words) and not figure.age):
        return words[:1].lower() + words[1:]
    number = f"{one.low:,.10g}"
    unit = f" {one.unit}{'s' if one.low != 1 else ''}" if figure.age else f" {one.unit}" if one.unit else ""
    return f"{_MODS.get(one.mod or '', '')}{number}{unit}{' old' if figure.age else ''}"
