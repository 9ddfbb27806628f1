"""Two reports side by side as data: a row a passage, for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.text.changes import Changed
from onrecord.views.aligned import Aligned, Passage, Row, Stretch
from onrecord.views.page import Scalar
from onrecord.views.words import flat

COLUMNS = (
    "row", "difference", "kind", "moved", "in_other_words", "figures", "findings", "deleted", "inserted",
    "a_report", "a_sentence", "a_start", "a_end", "a_text", "a_part",
    "b_report", "b_sentence", "b_start", "b_end", "b_text", "b_part", "near",
)  # fmt: skip


def rows(two: Aligned, shown: Sequence[Stretch]) -> Iterator[dict[str, Scalar]]:
    """A row of plain values for each passage, in the order of the page.

    Args:
        two: the reports.
        shown: the stretches that are wanted.
    """
    for number, (stretch, row) in enumerate(((one, row) for one in shown for row in one.rows), 1):
        yield {
            "row": number,
            "difference": stretch.number,
            "kind": row.kind,
            "moved": row.moved,
            "in_other_words": row.in_other_words,
            "figures": "; ".join(f"{flat(one.a.text)} / {flat(one.b.text)}" for one in row.figures),
            "findings": " ".join(row.findings),
            "deleted": " | ".join(_words(two.a.text, one.before) for one in row.changes if _any(one.before)),
            "inserted": " | ".join(_words(two.b.text, one.after) for one in row.changes if _any(one.after)),
            **_side("a", row.a),
            **_side("b", row.b),
            "near": _near(row),
        }


def shape(two: Aligned, shown: Sequence[Stretch]) -> list[dict[str, Any]]:
    """The rows as nested values, every range with its exact words."""
    return [_row(two, stretch, row) for stretch in shown for row in stretch.rows]


def _row(two: Aligned, stretch: Stretch, row: Row) -> dict[str, Any]:
    return {
        "difference": stretch.number,
        "kind": row.kind,
        "moved": row.moved,
        "in_other_words": row.in_other_words,
        "a": _passage(row.a),
        "b": _passage(row.b),
        "changes": [_change(two, one) for one in row.changes],
        "figures": [{"a": _span(one.a.start, one.a.text), "b": _span(one.b.start, one.b.text)} for one in row.figures],
        "findings": list(row.findings),
        "near": _passage(row.near),
    }


def _passage(one: Passage | None) -> dict[str, Any] | None:
    if one is None:
        return None
    sentences = [_span(span.start, span.text) for span in one.spans]
    return {"report": one.report, "sentence": one.numbers[0] + 1, "part": one.part, "sentences": sentences}


def _change(two: Aligned, one: Changed) -> dict[str, Any]:
    return {
        "a": _span(one.before[0], two.a.text[slice(*one.before)]) if _any(one.before) else None,
        "b": _span(one.after[0], two.b.text[slice(*one.after)]) if _any(one.after) else None,
    }


def _span(start: int, text: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


def _side(name: str, one: Passage | None) -> dict[str, Scalar]:
    if one is None:
        return {}
    return {
        f"{name}_report": one.report,
        f"{name}_sentence": one.numbers[0] + 1,
        f"{name}_start": one.start,
        f"{name}_end": one.end,
        f"{name}_text": flat(one.text),
        f"{name}_part": one.part,
    }


def _near(row: Row) -> str | None:
    """The sentence of the other report that tells a part of it."""
    return None if row.near is None else f"{'b' if row.kind == 'only_a' else 'a'} {row.near.numbers[0] + 1}"


def _any(one: tuple[int, int]) -> bool:
    return one[0] < one[1]


def _words(text: str, at: tuple[int, int]) -> str:
    return flat(text[slice(*at)])
