"""The figures of one thing that two passages give differently."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry, Quantity
from onrecord.model.relations import Finding
from onrecord.model.spans import Span
from onrecord.text.changes import Changed
from onrecord.text.common import telling
from onrecord.text.words import texts, words
from onrecord.views.aligned import Differing, Passage

#: Characters of a change up to which a figure in it took the place of the other one in it: eight words or so.
_SHORT = 60


def differing(
    a: Entry, one: Passage, b: Entry, other: Passage, changes: Sequence[Changed], findings: Sequence[Finding]
) -> tuple[Differing, ...]:
    """The figures of two passages that tell the same which are of one thing and not equal.

    A figure that both passages give is left out. Two others are of one thing if they have one unit and a finding holds
    them against each other, or the one took the place of the other among words that are the same and they do not count
    things of different names; else nothing is said of them. That both count girls is not enough: "21 of the girls"
    and "276 girls" stand in sentences on one event, and do not differ.

    Args:
        a: the first report.
        one: its passage.
        b: the other report.
        other: its passage.
        changes: the words that differ between the two.
        findings: findings with a side in each passage.
    """
    left, right = _alone(_quantities(a, one), _quantities(b, other))
    held = [(_values(each, a.id), _values(each, b.id)) for each in findings if each.type == "number"]
    found: list[Differing] = []
    taken: set[Span] = set()
    for first in left:
        for second in right:
            if second.span not in taken and _of_one(first, second, changes, held):
                found.append(Differing(first.span, second.span))
                taken.add(second.span)
                break
    return tuple(found)


def _quantities(entry: Entry, passage: Passage) -> list[Quantity]:
    return [one for one in entry.reading.quantities if any(span.contains(one.span) for span in passage.spans)]


def _alone(left: list[Quantity], right: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The figures of each passage that the other does not give."""
    in_left, in_right = ({_value(one) for one in each} for each in (left, right))
    return [one for one in left if _value(one) not in in_right], [one for one in right if _value(one) not in in_left]


def _value(one: Quantity) -> tuple[float, float, str | None]:
    return one.low, one.high, one.unit


def _of_one(
    first: Quantity, second: Quantity, changes: Sequence[Changed], held: Sequence[tuple[set[str], set[str]]]
) -> bool:
    if first.unit != second.unit:
        return False
    if any(_given(first, one) and _given(second, other) for one, other in held):
        return True
    counted, other = _counted(first), _counted(second)
    unlike = bool(counted) and bool(other) and not counted & other
    return not unlike and any(_replaced(first, second, one) for one in changes)


def _values(finding: Finding, report: str) -> set[str]:
    """The values that a finding holds against others, of one report."""
    return {_plain(side.value) for side in finding.sides if side.citation.report == report}


def _given(one: Quantity, values: set[str]) -> bool:
    """Whether a figure is one of the values, which have "9" for "nine"."""
    number = " ".join(texts(words(f"{one.low:.10g}")))
    return any(_plain(one.span.text) == value or number in value.split() for value in values)


def _plain(text: str) -> str:
    return " ".join(texts(words(text)))


def _counted(one: Quantity) -> set[str]:
    """The telling words for what is counted."""
    return {word.removesuffix("s") for word in texts(words(one.of or "")) if telling(word)}


def _replaced(first: Quantity, second: Quantity, one: Changed) -> bool:
    """Whether the one figure stands where the other stood, and little else changed there."""
    inside = _meets(one.before, first.span) and _meets(one.after, second.span)
    return inside and max(one.before[1] - one.before[0], one.after[1] - one.after[0]) <= _SHORT


def _meets(one: tuple[int, int], span: Span) -> bool:
    return one[0] < span.end and span.start < one[1]
