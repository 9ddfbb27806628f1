"""Things that nearly the same words tell in several reports, put together, and the sentence that tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.model.reading import Deadline, Entry, Event, Position
from onrecord.model.spans import Citation, Span
from onrecord.views.index import Index, sentence
from onrecord.views.page import Run, within
from onrecord.views.words import alike, flat, wording

T = TypeVar("T", Event, Position, Deadline)


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """One event, position or deadline with every report that tells it in nearly the same words.

    Attributes:
        value: as the first report has it.
        entry: the first report.
        citations: where it stands, in all reports.
    """

    value: T
    entry: Entry
    citations: tuple[Citation, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it."""
        return tuple(dict.fromkeys(citation.report for citation in self.citations))


def told(found: Iterable[tuple[Entry, T]], key: Callable[[Entry, T], object]) -> list[Told[T]]:
    """Values of one key in nearly the same words put together, in order of first appearance.

    Args:
        found: values with the report that each is from.
        key: what two of them must have in common beside their words.
    """
    by_key: dict[object, list[tuple[frozenset[str], list[tuple[Entry, T]]]]] = {}
    groups: list[list[tuple[Entry, T]]] = []
    for entry, value in found:
        words = wording(value.span.text)
        near = by_key.setdefault(key(entry, value), [])
        group = next((one for theirs, one in near[:_LOOKED_AT] if alike(theirs, words)), None)
        if group is None:
            group = []
            near.append((words, group))
            groups.append(group)
        group.append((entry, value))
    return [
        Told(group[0][1], group[0][0], tuple(Citation.of(entry.id, value.span) for entry, value in group))
        for group in groups
    ]


#: A value is compared with so many groups of its key, so that thousands of events without a day stay affordable.
_LOOKED_AT = 200


#: A sentence longer than this, in characters, is cut down to the words that tell of the thing: 12 of 1,913 sentences
#: of 28 web pages of news and comment are longer, but 313 of 1,185 that links of notes run together in five others.
_LONGEST = 320


def telling(entry: Entry, span: Span, words: Span) -> tuple[str | Run, ...]:
    """The sentence that tells of it with its words standing out; of a very long one only the words that tell of it."""
    whole, told_in = sentence(entry, span), flat(span.text)
    if len(whole) <= _LONGEST:
        return within(whole, flat(words.text))
    head, _, tail = whole.partition(told_in)
    return within(f"{'… ' if head else ''}{told_in}{' …' if tail else ''}", flat(words.text))


def again(index: Index, one: Told[Event] | Told[Position] | Told[Deadline]) -> str:
    """By how many reports and origins it is told, where by more than one report."""
    return f" — {index.how_many(one.reports)}" if len(one.reports) > 1 else ""
