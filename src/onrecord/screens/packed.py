"""Lines of a page as JSON and back, with what a reader of few items cannot look up: labels and addresses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from onrecord.model.spans import Citation, Span
from onrecord.views.page import Line, Mark, Run

#: Label and outlet of a report, and the address of a citation at its outlet.
Named = Callable[[Citation], tuple[str, str | None, str | None]]

_MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(slots=True)
class Known:
    """What unpacked citations say of themselves.

    Attributes:
        labels: short label of each report.
        outlets: who published each, where that is known.
        out: for a citation its address at the outlet, if the report has one.
    """

    labels: dict[str, str] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    out: dict[Citation, str] = field(default_factory=dict)


def text(value: Any) -> str:
    """JSON in one line, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(one: Line, named: Named) -> list[Any]:
    """A line as plain lists: runs, citations, why, children, facts, shown, cited, whole."""
    packed: list[Any] = [
        [_packed_run(run) for run in one.runs],
        [_packed_citation(citation, named) for citation in one.citations],
        one.why,
        [pack(child, named) for child in one.children],
        dict(one.facts),
        one.shown,
        one.cited,
        [_packed_run(run) for run in one.whole],
    ]
    while packed and not packed[-1]:
        if packed[-1] == 0:  # nothing is shown at first: not the same as no bound
            break
        packed.pop()
    return packed


def unpack(packed: Sequence[Any], known: Known) -> Line:
    """A line from what ``pack`` made of it.

    Args:
        packed: the lists.
        known: where labels and addresses of its citations are noted.
    """
    values = [*packed, *_EMPTY[len(packed) :]]
    runs, citations, why, children, facts, shown, cited, whole = values
    return Line(
        tuple(_run(run) for run in runs),
        tuple(_citation(one, known) for one in citations),
        why,
        tuple(unpack(child, known) for child in children),
        facts,
        shown,
        cited,
        tuple(_run(run) for run in whole),
    )


_EMPTY: tuple[Any, ...] = ([], [], "", [], {}, None, None, [])


def _packed_run(run: Run) -> str | list[Any]:
    return run.text if run.mark == "plain" else [run.text, _MARKS.index(run.mark)]


def _run(packed: Any) -> Run:
    return Run(packed) if isinstance(packed, str) else Run(packed[0], _MARKS[packed[1]])


def _packed_citation(citation: Citation, named: Named) -> list[Any]:
    label, outlet, out = named(citation)
    return [citation.report, citation.start, citation.end, citation.text, label, outlet or "", *([out] if out else [])]


def _citation(packed: Sequence[Any], known: Known) -> Citation:
    report, start, end, words, label, outlet, *out = packed
    citation = Citation.of(report, Span(start, end, words))
    known.labels[report] = label
    if outlet:
        known.outlets[report] = outlet
    if out:
        known.out[citation] = out[0]
    return citation


def keys_of(facts: Mapping[str, Any], names: Sequence[str]) -> set[tuple[str, str]]:
    """Keys from the facts of a line that are words or numbers."""
    return {(name, str(facts[name])) for name in names if facts.get(name) not in (None, "")}
