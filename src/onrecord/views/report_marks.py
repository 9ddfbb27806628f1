"""What was read in one report as marks in its text and as a list in text order; only that report is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation, Span
from onrecord.views.dues import deadline_line, deadlines
from onrecord.views.excerpts import first_words
from onrecord.views.happenings import event_line, events
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.read import facts, figure_line, time_line
from onrecord.views.standings import open_lines, position_line, positions
from onrecord.views.utterances import Saying, opening, sayings

MarkKind = Literal[
    "quotation", "told", "source", "cue", "position", "open", "event", "deadline", "time", "figure", "side", "lit",
]  # fmt: skip
MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)

#: What each kind of mark is called; ``lit`` is the passage that a link asked for.
LABELS: dict[MarkKind, str] = {
    "quotation": "quotation",
    "told": "statement in the report's words",
    "source": "who says it",
    "cue": "words of saying",
    "position": "position",
    "open": "not settled",
    "event": "event",
    "deadline": "deadline",
    "time": "time",
    "figure": "figure",
    "side": "accounts differ",
    "lit": "passage asked for",
}

#: Kinds that are in the list; who says it and how are shown with what is said.
LISTED: tuple[MarkKind, ...] = ("side", "quotation", "told", "position", "open", "deadline", "event", "time", "figure")

#: Characters of a long statement that the list shows; the text beside it has all of it.
_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A range of a report's text with a kind; marks overlap in any way.

    Attributes:
        start: first code point.
        end: code point after the last.
        kind: what stands there.
    """

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found in a report, for the list beside its text.

    Attributes:
        kind: what it is.
        line: it in words, with its citations and why it was found.
        passages: where it stands in this report, in text order; never empty.
        target: what a person's decision on it names; empty where there is nothing to decide on.
    """

    kind: MarkKind
    line: Line
    passages: tuple[Span, ...]
    target: str = ""

    @property
    def label(self) -> str:
        """What its kind is called."""
        return LABELS[self.kind]

    @property
    def first(self) -> Span:
        """The passage that a link to it opens."""
        return self.passages[0]


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with its marks.

    Attributes:
        entry: the report with what was read in it.
        marks: every mark of what was found, in text order.
        whose: for statements the marks of who says it and of the words of saying, by the kind of statement.
        found: everything that was found, in text order.
        facts: outlet, byline, dateline and so on, each with where the text says so.
    """

    entry: Entry
    marks: tuple[Mark, ...]
    whose: Mapping[MarkKind, frozenset[Mark]]
    found: tuple[Found, ...]
    facts: tuple[Line, ...]

    @property
    def every(self) -> tuple[Mark, ...]:
        """All marks, in text order; those of one kind at one place once."""
        return tuple(sorted({*self.marks, *(one for marks in self.whose.values() for one in marks)}))

    @property
    def counts(self) -> dict[MarkKind, int]:
        """How many things of each listed kind were found; kinds that were not found are left out."""
        numbers = {kind: sum(one.kind == kind for one in self.found) for kind in LISTED}
        return {kind: number for kind, number in numbers.items() if number}

    def of(self, kinds: Iterable[MarkKind]) -> Marked:
        """The same report with the marks and things of some kinds, and the marks that tell whose these are."""
        wanted = set(kinds)
        return Marked(
            self.entry,
            tuple(one for one in self.marks if one.kind in wanted),
            {kind: marks for kind, marks in self.whose.items() if kind in wanted},
            tuple(one for one in self.found if one.kind in wanted),
            self.facts,
        )

    @property
    def passages(self) -> tuple[tuple[int, int], ...]:
        """The ranges that something in the list or among the facts cites, in text order, each once."""
        cited = {(one.start, one.end) for found in self.found for one in found.passages}
        cited |= {(one.start, one.end) for fact in self.facts for one in fact.citations}
        return tuple(sorted(cited))


def marked(entry: Entry, differing: Sequence[Line] = ()) -> Marked:
    """A report with everything that was found in it.

    Args:
        entry: the report with what was read in it.
        differing: lines of findings that hold between this report and others; their sides in this report are marked.
    """
    found = sorted((*_read(entry), *_differing(entry, differing)), key=_in_text)
    marks = {Mark(span.start, span.end, one.kind) for one in found for span in one.passages}
    whose: dict[MarkKind, set[Mark]] = {"quotation": set(), "told": set()}
    for said in entry.reading.attributions:
        kind: MarkKind = "told" if said.kind == "indirect" else "quotation"
        marks |= {Mark(span.start, span.end, kind) for span in said.content}
        whose[kind] |= {Mark(said.source.start, said.source.end, "source")} if said.source else set()
        whose[kind] |= {Mark(said.cue.start, said.cue.end, "cue")} if said.cue else set()
    frozen = {kind: frozenset(one) for kind, one in whose.items()}
    return Marked(entry, tuple(sorted(marks)), frozen, tuple(found), tuple(facts(entry)))


def asked_range(text: str, at: str | None) -> tuple[int, int] | None:
    """The range that ``START-END`` asks for, if the text has it; else ``None``.

    >>> asked_range("Talks open.", "0-5"), asked_range("Talks open.", "6-400"), asked_range("Talks open.", "5-0")
    ((0, 5), None, None)
    """
    first, dash, last = (at or "").partition("-")
    if not dash or not (_number(first) and _number(last)):
        return None
    start, end = int(first), int(last)
    return (start, end) if start < end <= len(text) else None


def _number(digits: str) -> bool:
    """Whether it is a plain number, short enough to be a place in a text."""
    return digits.isascii() and digits.isdigit() and len(digits) < 12


def _in_text(one: Found) -> tuple[int, int, int]:
    """In text order; of things that begin at one place the longer first, then in the order of the list's kinds."""
    return one.first.start, -one.first.end, LISTED.index(one.kind)


def _read(entry: Entry) -> Iterator[Found]:
    index = Index((entry,), Relations((entry.id,)))
    for said in sayings(index, entry):
        target = f"{entry.id}/{said.id}" if said.kind != "post" else ""
        yield from _found(entry, _kind(said), _said_line(index, said), target)
    for position in positions(index):
        yield from _found(entry, "position", position_line(index, position))
    for one in open_lines(index):
        yield from _found(entry, "open", one)
    for due in deadlines(index):
        yield from _found(entry, "deadline", deadline_line(index, due))
    for event in events(index):
        yield from _found(entry, "event", event_line(index, event))
    for time in entry.reading.times:
        yield from _found(entry, "time", time_line(entry, time))
    for figure in entry.reading.quantities:
        yield from _found(entry, "figure", figure_line(entry, figure))


def _found(entry: Entry, kind: MarkKind, one: Line, target: str = "") -> Iterator[Found]:
    """A thing with the passages that it rests on; none if it rests on nothing in this report."""
    passages = sorted({cited.span for cited in _cited(one) if cited.report == entry.id})
    if passages:
        why = one.why or _found_by(entry, str(one.facts.get("rule") or ""))
        yield Found(kind, replace(one, why=why), tuple(passages), target)


def _cited(one: Line) -> Iterator[Citation]:
    yield from one.citations
    for child in one.children:
        yield from _cited(child)


def _found_by(entry: Entry, rule: str) -> str:
    reader = entry.reading.reader
    by = f"the rule {rule}" if rule else "the rules for it"
    return f"Found by {by} (rules {reader.version}, {reader.model})."


def _kind(said: Saying) -> MarkKind:
    return "told" if said.kind == "indirect" else "quotation"


def _said_line(index: Index, said: Saying) -> Line:
    """Who said it and how, what was said, to whom and through whom the report has it."""
    tail = [f" — to {said.whom}"] if said.whom else []
    tail += [f" — as told by {said.told}"] if said.told else []

    def runs(words: str) -> tuple[str | Run, ...]:
        return Run(said.speaker, "strong"), Run(f" {opening(said)}", "quiet"), words, Run("".join(tail), "quiet")

    words = said.words
    shown = first_words(words, _SHOWN)
    whole = () if shown == words else runs(words)
    return line(*runs(shown), whole=whole, cite=said.citations, why=said.why)


def _differing(entry: Entry, differing: Iterable[Line]) -> Iterator[Found]:
    """Findings that hold between reports, each where this report has a side of it."""
    for one in differing:
        target = one.facts.get("finding") or next((child.facts.get("finding") for child in one.children), None)
        yield from _found(entry, "side", one, str(target or "").partition(" ")[0])
