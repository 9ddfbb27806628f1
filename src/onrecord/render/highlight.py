"""A report's canonical text as HTML with its marks: cut at every boundary, so that no mark is drawn over another.

Each segment of the text that a mark covers is one element with the kinds of all marks that cover it. Inside stands an
element a kind, which the style sheet gives an underline of its own pattern and height. The text is whole: what stands
in the elements, the names of the parts left out, is the canonical text, character for character.
"""

from __future__ import annotations

import html
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.report import Block, BlockKind, Report
from onrecord.render.safe import escape_html, in_place
from onrecord.views.report_marks import MARK_KINDS, Mark, MarkKind

#: The element of each part that is no plain paragraph. The headline is none, since the page has it as its heading.
_ELEMENTS: Mapping[BlockKind, str] = {"subhead": "h3", "embedded_post": "blockquote"}

#: What a part is called, where its words do not show it.
PARTS: Mapping[BlockKind, str] = {
    "headline": "Headline",
    "byline": "Byline",
    "dateline": "Dateline",
    "date": "Date",
    "standfirst": "Standfirst",
    "caption": "Caption",
    "credit": "Credit",
    "embedded_post": "Embedded post",
    "source_line": "Source line",
    "boilerplate": "Around the article",
}

#: Languages (ISO 639-1 or -3) that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})

_LEFT, _RIGHT = frozenset({"L"}), frozenset({"R", "AL"})

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """What the parts of one text are drawn from.

    Attributes:
        words: the text as it may be shown, each character in its place.
        cuts: where segments begin, in text order.
        kinds: of each cut the kinds of the marks that cover what follows it.
        anchors: the ends of the passages that begin at a place.
        direction: ``ltr`` or ``rtl``, for parts that have no letters.
    """

    words: str
    cuts: Sequence[int]
    kinds: Sequence[tuple[MarkKind, ...]]
    anchors: Mapping[int, Sequence[int]]
    direction: str


def highlighted(
    report: Report, marks: Iterable[Mark] = (), passages: Iterable[Range] = (), voices: Sequence[str | None] = ()
) -> str:
    """The whole text as HTML, its parts as elements, with the marks and an anchor at each passage.

    Args:
        report: the report.
        marks: what is marked; marks may overlap, and those outside the text are left out.
        passages: ranges that something links to: each has an anchor ``p-START-END`` where it begins.
        voices: for each block the name of whose voice it is; ``None`` is the outlet's.

    Returns:
        Safe HTML: one element with the report's language and direction.
    """
    inside = [one for one in marks if 0 <= one.start < one.end <= len(report.text)]
    text = _prepared(report, inside, passages)
    lit = [one for one in inside if one.kind == "lit"]
    parts = []
    at, before = 0, None
    for number, block in enumerate(report.blocks):
        if block.start < at:  # parts do not overlap; should two do so, no word stands twice
            continue
        voice = voices[number] if number < len(voices) else None
        parts += [_segments(text, at, block.start), _part(text, block, before, voice, lit)]
        at, before = block.end, block.kind
    parts.append(_segments(text, at, len(report.text)))
    return f'<div class="text" lang="{language(report)}" dir="{text.direction}">{"".join(parts)}</div>'


def anchor(start: int, end: int) -> str:
    """The name of a passage's anchor in the text."""
    return f"p-{start}-{end}"


def language(report: Report) -> str:
    """The language of a report for an attribute; empty where it could not be told, so that it is not the page's."""
    return "" if report.language == "und" else escape_html(report.language)


def text_direction(report: Report) -> str:
    """``rtl`` for a report in a language that is written from right to left, else ``ltr``."""
    base = report.language.partition("-")[0].casefold()
    return "rtl" if base in RIGHT_TO_LEFT else direction(report.text) if base == "und" else "ltr"


def direction(text: str, otherwise: str = "ltr") -> str:
    """``rtl`` if more letters of a text are written from right to left than from left to right, else ``ltr``.

    Args:
        text: the text.
        otherwise: what a text without letters has.
    """
    if text.isascii():
        return "ltr" if any(char.isalpha() for char in text) else otherwise
    found = Counter(map(unicodedata.bidirectional, text))
    left, right = (sum(found[one] for one in side) for side in (_LEFT, _RIGHT))
    return "rtl" if right > left else "ltr" if left else otherwise


def _prepared(report: Report, marks: Sequence[Mark], passages: Iterable[Range]) -> _Text:
    anchors: dict[int, list[int]] = {}
    for start, end in sorted({(one.start, one.end) for one in marks if one.kind == "lit"} | set(passages)):
        if 0 <= start < end <= len(report.text):
            anchors.setdefault(start, []).append(end)
    inner = {edge for block in report.blocks for edge in (block.start, block.end)}
    cuts, kinds = _cut(marks, inner | {0, len(report.text)} | anchors.keys())
    return _Text(in_place(report.text), cuts, kinds, anchors, text_direction(report))


def _cut(marks: Sequence[Mark], also: Iterable[int]) -> tuple[list[int], list[tuple[MarkKind, ...]]]:
    """All places where a mark begins or ends, and others, with the kinds that cover what follows each."""
    changes: dict[int, list[tuple[MarkKind, int]]] = {place: [] for place in also}
    for one in marks:
        changes.setdefault(one.start, []).append((one.kind, 1))
        changes.setdefault(one.end, []).append((one.kind, -1))
    open_kinds: Counter[MarkKind] = Counter()
    cuts, kinds = sorted(changes), []
    for place in cuts:
        for kind, step in changes[place]:
            open_kinds[kind] += step
        kinds.append(tuple(kind for kind in MARK_KINDS if open_kinds[kind]))
    return cuts, kinds


def _part(text: _Text, block: Block, before: BlockKind | None, voice: str | None, lit: Sequence[Mark]) -> str:
    """A block as an element, its name before its words; of those around the article in a row, the first's."""
    element = _ELEMENTS.get(block.kind, "p")
    name = "" if block.kind == before == "boilerplate" else _name(block, voice)
    label = f'<span class="part">{escape_html(name)}</span>' if name else ""
    focus = " has-lit" if any(one.start < block.end and block.start < one.end for one in lit) else ""
    way = direction(text.words[block.start : block.end], text.direction)
    turned = f' dir="{way}"' if way != text.direction else ""
    words = _segments(text, block.start, block.end)
    return f'<{element} class="block {block.kind}{focus}"{turned}>{label}{words}</{element}>'


def _name(block: Block, voice: str | None) -> str:
    """What a part is called: whose voice it is, when it was posted, what it repeats."""
    if block.kind not in PARTS:
        return ""
    name = PARTS[block.kind]
    if block.kind == "embedded_post":
        name += f" by {voice}" if voice else ", author not named"
    name += f", {block.dated}" if block.dated else ""
    return name + (f", repeats part {block.repeats + 1}" if block.repeats is not None else "")


def _segments(text: _Text, start: int, end: int) -> str:
    return "".join(_each_segment(text, start, end))


def _each_segment(text: _Text, start: int, end: int) -> Iterator[str]:
    """The segments between two cuts, each anchor before the segment that begins there."""
    number = bisect_left(text.cuts, start)
    while number < len(text.cuts) and text.cuts[number] < end:
        at, to = text.cuts[number], min(end, text.cuts[number + 1])
        for last in text.anchors.get(at, ()):
            yield f'<span class="at" id="{anchor(at, last)}"></span>'
        yield _segment(text.words[at:to], at, text.kinds[number])
        number += 1


def _segment(words: str, at: int, kinds: Sequence[MarkKind]) -> str:
    """Words under the same marks: plain if there is none."""
    shown = html.escape(words)
    if not kinds:
        return shown
    for kind in reversed(kinds):
        if kind != "lit":
            shown = f'<u class="{kind}">{shown}</u>'
    return f'<span class="seg {" ".join(kinds)}" data-at="{at}">{shown}</span>'
