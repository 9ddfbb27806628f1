"""Reports and readings between a canonical text and what a reader sees of it: every range is moved, nothing else.

So a text that hides characters is taken apart and read as what a reader sees, by whatever rule, and all that is kept
of it cites the text as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from onrecord.model.parse import tokens, written
from onrecord.model.reading import Entry, Reading, Sentence
from onrecord.model.relations import Derivation, Relations, Shared
from onrecord.model.report import Block, Document, Part, Report
from onrecord.model.spans import Citation, Span
from onrecord.text.mapped import Mapped
from onrecord.text.seen import as_seen

#: What of the relations holds citations, which name their report.
_CITING = ("origins", "quotes", "findings", "corroborated")

T = TypeVar("T")
Move = Callable[[Span], Span]


def seen_document(document: Document, seen: Mapped) -> Document:
    """A document with the text that a reader sees, and what its markup says of ranges of that."""
    ranges = [(part, *seen.forth(part.start, part.end)) for part in document.parts]
    parts = tuple(Part(start, end, part.kind) for part, start, end in ranges if start < end)
    return replace(document, text=seen.text, parts=parts)


def seen_report(report: Report, seen: Mapped) -> Report:
    """A report with the text that a reader sees and its parts as ranges of that."""

    def move(span: Span) -> Span:
        return Span.cut(seen.text, *seen.forth(span.start, span.end))

    blocks = [replace(_moved(one, move), start=start, end=end) for one in report.blocks
              for start, end in (seen.forth(one.start, one.end),)]  # fmt: skip
    return replace(_moved(replace(report, blocks=()), move), text=seen.text, blocks=tuple(blocks))


def restored_report(report: Report, text: str, seen: Mapped) -> Report:
    """A report that was made of what a reader sees, as one of the text itself.

    What cannot be seen belongs to the block that it stands in or beside, so that blocks hold all but white space.
    """
    move = _back(text, seen)
    blocks: list[Block] = []
    for one in report.blocks:
        blocks.append(_restored_block(one, blocks[-1].end if blocks else 0, move, text, seen))
    return replace(_moved(replace(report, blocks=()), move), text=text, blocks=tuple(blocks))


def restored_reading(reading: Reading, text: str, seen: Mapped) -> Reading:
    """What was read in what a reader sees, with every range as one of the text itself."""
    return _moved(reading, _back(text, seen))


def seen_entry(entry: Entry) -> Entry:
    """A report and its reading with the text that a reader sees; itself if that is its text."""
    seen = as_seen(entry.report.text)
    if seen is None or not seen.text.strip():
        return entry

    def move(span: Span) -> Span:
        return Span.cut(seen.text, *seen.forth(span.start, span.end))

    return Entry(seen_report(entry.report, seen), _moved(entry.reading, move))


class Texts:
    """The texts of a set of reports where a reader sees others, so that what holds between the reports can be moved.

    Args:
        entries: the reports as they are.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        found = ((one.id, one.report.text, as_seen(one.report.text)) for one in entries)
        self._maps = {name: (text, seen) for name, text, seen in found if seen is not None and seen.text.strip()}

    def seen(self, relations: Relations) -> Relations:
        """What holds between the reports, as ranges of what a reader sees."""
        return self._all(relations, self._forth) if self._maps else relations

    def restored(self, relations: Relations) -> Relations:
        """What was found between the reports as a reader sees them, as ranges of their texts."""
        return self._all(relations, self._back) if self._maps else relations

    def _forth(self, report: str, span: Span) -> Span:
        if report not in self._maps:
            return span
        _, seen = self._maps[report]
        return Span.cut(seen.text, *seen.forth(span.start, span.end))

    def _back(self, report: str, span: Span) -> Span:
        if report not in self._maps:
            return span
        text, seen = self._maps[report]
        return Span.cut(text, *seen.back(span.start, span.end))

    def _all(self, relations: Relations, way: Callable[[str, Span], Span]) -> Relations:
        def cite(one: Citation) -> Citation:
            return Citation.of(one.report, way(one.report, one.span))

        def shared(one: Derivation) -> Derivation:
            return replace(one, shared=tuple(Shared(way(one.a, both.a), way(one.b, both.b)) for both in one.shared))

        only_in = {name: tuple(way(name, span) for span in spans) for name, spans in relations.only_in.items()}
        return replace(
            relations,
            derivations=tuple(map(shared, relations.derivations)),
            only_in=only_in,
            **{
                name: _cited(getattr(relations, name), cite)
                for name in ("origins", "quotes", "findings", "corroborated")
            },
        )


def _cited(value: Any, cite: Callable[[Citation], Citation]) -> Any:
    """A value with every citation in it moved."""
    if isinstance(value, Citation):
        return cite(value)
    if isinstance(value, tuple):
        return tuple(_cited(one, cite) for one in value)
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    return kind(**{name: _cited(getattr(value, name), cite) for name in _names(kind)})


def _back(text: str, seen: Mapped) -> Move:
    def move(span: Span) -> Span:
        return Span.cut(text, *seen.back(span.start, span.end))

    return move


def _restored_block(block: Block, at: int, move: Move, text: str, seen: Mapped) -> Block:
    """A block with what cannot be seen before it, from the end of the block before it on, and right behind it."""
    start = at
    while text[start].isspace():
        start += 1
    end = seen.origins[block.end - 1] + 1
    if not seen.text[block.end :].strip():
        end = len(text.rstrip())
    elif seen.text[block.end].isspace():
        end = seen.origins[block.end]
    return replace(_moved(block, move), start=start, end=end)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _moved(value: T, move: Move) -> T:
    """A value of the model with every span in it moved."""
    found: Any = _moved_any(value, move)
    return found  # type: ignore[no-any-return]


def _moved_any(value: Any, move: Move) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved_any(one, move) for one in value)
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    found = {name: _moved_any(getattr(value, name), move) for name in _names(kind)}
    if isinstance(value, Sentence):
        found["parse"] = _parse(value, move)
    return kind(**found)


def _parse(sentence: Sentence, move: Move) -> str:
    """The parse of a sentence, whose places count from the sentence's first character."""
    first, moved = sentence.span.start, move(sentence.span).start
    found = []
    for one in tokens(sentence.parse):
        words = sentence.span.text[one.start : one.end]
        span = move(Span(first + one.start, first + one.end, words))
        found.append(one._replace(start=span.start - moved, end=span.end - moved))
    return written(found)
