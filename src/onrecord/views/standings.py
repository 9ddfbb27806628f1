"""Positions as lines: nearly the same words in several reports are one line."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Position
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.told import Told, again, telling, told
from onrecord.views.words import MOVES, flat, issue, quoted


def positions(index: Index) -> list[Told[Position]]:
    """All positions of the reports, in the order in which they were taken or told, those without a day last."""
    found = [(entry, one) for entry in index.entries for one in entry.reading.positions]
    kept = told(found, lambda _, one: (one.party, one.issue, one.move))
    return sorted(kept, key=lambda one: one.value.when or "9999")


def position_line(index: Index, one: Told[Position]) -> Line:
    """A party's move: day, party, move, what it is about, and in whose words."""
    position, entry = one.value, one.entry
    return line(
        Run(position.when or "no day", "strong"),
        f" — {index.name(position.party)} {MOVES[position.move]}: ",
        *telling(entry, position.span, position.object or position.span),
        Run(f" — {index.told(entry, position.attribution, position.party)}{again(index, one)}", "quiet"),
        cite=one.citations,
        facts={
            "day": position.when,
            "issue": issue(position.issue),
            "party": index.name(position.party),
            "move": position.move,
            "object": flat(position.object.text) if position.object else None,
            "according_to": index.told(entry, position.attribution),
            "rule": position.rule,
        },
    )


def object_words(position: Position) -> str:
    """What a position is about, in quotation marks: its object, else all the words that make the move."""
    return quoted(position.object.text if position.object else position.span.text)


#: Under which positions on issues that the lexicon does not know stand together.
OTHER = "other:other issues"


def by_issue(found: Sequence[Told[Position]]) -> dict[str, list[Told[Position]]]:
    """Positions by issue, the issue in most reports first; those outside the lexicon together and last."""
    groups: dict[str, list[Told[Position]]] = {}
    for one in found:
        known = not one.value.issue.startswith("other:")
        groups.setdefault(one.value.issue if known else OTHER, []).append(one)

    def rank(item: tuple[str, list[Told[Position]]]) -> tuple[bool, int, int]:
        reports = {report for one in item[1] for report in one.reports}
        return item[0].startswith("other:"), -len(reports), -len(item[1])

    return dict(sorted(groups.items(), key=rank))
