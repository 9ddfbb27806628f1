"""From lines to paragraphs: which lines belong together, across line breaks and blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.model.report import Part
from onrecord.structure.draft import Draft, ends_sentence

_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile('["“”„«»]')
_BULLET = re.compile(r"(?:[-*•·–—]|\d{1,3}[.)])\s")
#: A shorter line that stops in mid sentence is a label or menu entry ("next", "prev"), not a broken paragraph.
SHORTEST_HALF = 40
#: Widths at which mail programs and terminals wrap.
NARROWEST, WIDEST = 50, 100


def paragraphs(text: str, parts: Sequence[Part] = ()) -> list[Draft]:
    """The paragraphs of a text in order; together they hold every code point that is not white space.

    A line is a paragraph, unless the text is wrapped at a fixed width, or a line stops in mid sentence and the next
    goes on with a small letter, or stops inside a quotation that the next one closes. Parts that markup names are
    kept as they are.
    """
    lines = list(_lines(text, parts))
    width = _wrap_width(text, lines)
    out: list[Draft] = []
    last, is_open = "", False
    for line in lines:
        if out and _one_kind(out[-1], line) and _goes_on(text, out[-1], last, line, is_open, width):
            out[-1] = replace(out[-1], end=line.end)
        else:
            out.append(line)
            is_open = False
        last, is_open = line.words, _open_after(line.words, is_open)
    return [
        one if one.end - one.start == len(one.words) else replace(one, words=text[one.start : one.end]) for one in out
    ]


def _lines(text: str, parts: Sequence[Part]) -> Iterator[Draft]:
    """Every line outside the parts and every part, in text order; a part that overlaps one before it is left out."""
    at = 0
    for part in sorted(parts, key=lambda one: (one.start, one.end)):
        if part.start < at or part.end > len(text):
            continue
        yield from _plain(text, at, part.start)
        start, end = _trim(text, part.start, part.end)
        if start < end:
            kind = None if part.kind == "paragraph" else part.kind
            yield Draft(start, end, text[start:end], kind, part.kind)
        at = part.end
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[Draft]:
    for match in _LINE.finditer(text, start, end):
        begin, stop = _trim(text, match.start(), match.end())
        if begin < stop:
            yield Draft(begin, stop, text[begin:stop])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _one_kind(before: Draft, after: Draft) -> bool:
    return before.kind is None and after.kind is None and before.hint == after.hint


def _goes_on(text: str, before: Draft, last: str, line: Draft, is_open: bool, width: int | None) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if width and text.count("\n", before.end, line.start) == 1 and not _BULLET.match(line.words):
        return len(last) + 1 + len(line.words.split(maxsplit=1)[0]) > width
    if ends_sentence(last) or "//" in last.rsplit(maxsplit=1)[-1]:
        return False
    if is_open and _first_mark_closes(line.words):
        return True
    first = line.words.split(maxsplit=1)[0].strip("—–-,")
    return (
        len(last) >= SHORTEST_HALF
        and first.islower()
        and first.isalpha()
        and (last[-1].isalnum() or last[-1] in ",—–-")
    )


def _closes(words: str, at: int) -> bool:
    """Whether a straight double mark closes a quotation where it stands."""
    before = words[at - 1] if at else " "
    after = words[at + 1] if at + 1 < len(words) else " "
    return not (before.isspace() or before in "([—–-") or after.isspace()


def _open_after(words: str, is_open: bool) -> bool:
    """Whether a quotation in double marks, of any mixture of kinds, is open after the words."""
    for match in _DOUBLE.finditer(words):
        mark = match.group()
        is_open = mark in "“„«" or (mark == '"' and not _closes(words, match.start()))
    return is_open


def _first_mark_closes(words: str) -> bool:
    match = _DOUBLE.search(words)
    return match is not None and (match.group() in "”»" or (match.group() == '"' and _closes(words, match.start())))


def _wrap_width(text: str, lines: Sequence[Draft]) -> int | None:
    """The width at which a text was wrapped: no line is longer, most breaks are in mid sentence; else ``None``."""
    pairs = [(a, b) for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1]
    width = max((len(line.words) for line in lines), default=0)
    if len(pairs) < 3 or not NARROWEST <= width <= WIDEST:
        return None
    broken = sum(not ends_sentence(a.words) and len(a.words) >= width * 0.6 for a, _ in pairs)
    return width if broken * 2 >= len(pairs) else None
