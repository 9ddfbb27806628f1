"""Reports and readings between a canonical text and what a reader sees of it: every range is moved, nothing else.

So a text that hides characters is taken apart and read as what a reader sees, by whatever rule, and all that is kept
of it cites the text as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from onrecord.model.parse import tokens, written
from onrecord.model.reading import Reading, Sentence
from onrecord.model.report import Block, Document, Part, Report
from onrecord.model.spans import Span
from onrecord.text.mapped import Mapped

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
    blocks = tuple(_restored_block(one, move, text, seen) for one in report.blocks)
    return replace(_moved(replace(report, blocks=()), move), text=text, blocks=blocks)


def restored_reading(reading: Reading, text: str, seen: Mapped) -> Reading:
    """What was read in what a reader sees, with every range as one of the text itself."""
    return _moved(reading, _back(text, seen))


def _back(text: str, seen: Mapped) -> Move:
    def move(span: Span) -> Span:
        return Span.cut(text, *seen.back(span.start, span.end))

    return move


def _restored_block(block: Block, move: Move, text: str, seen: Mapped) -> Block:
    start = seen.origins[block.start - 1] + 1 if block.start else 0
    while text[start].isspace():  # white space before what cannot be seen at the start of a block
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
