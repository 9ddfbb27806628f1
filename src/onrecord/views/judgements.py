"""The screen of what people decided: every judgement with what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.model.judgement import Decided, DecidedState, Judgement
from onrecord.model.spans import Citation
from onrecord.views import columns
from onrecord.views.page import Page, Row, Scalar, Section, Table, line
from onrecord.views.words import count, flat, quoted

#: Characters of a judged passage that its row shows.
_SHOWN = 80

_STATES: Mapping[DecidedState, str] = {
    "standing": "stands", "undone": "undone by", "replaced": "replaced by", "not applied": "not applied:",
}  # fmt: skip


def page(found: Sequence[Decided]) -> Page:
    """Every judgement, the latest first, with whether it stands and, if it does not, why.

    Args:
        found: all of them with what became of each, oldest first.
    """
    standing = sum(one.state == "standing" and one.judgement.verdict != "undo" for one in found)
    idle = sum(one.state == "not applied" for one in found)
    said = f"{count(len(found), 'decision')}, {standing} standing"
    intro = (line(f"{said}, {idle} not applied." if idle else f"{said}."),) if found else ()
    names = ("when", "who", "verdict", "target", "what", "value", "note", "state", "id")
    table = Table(names, tuple(_row(one) for one in reversed(found)))
    section = Section("Latest first", table=table, empty="No decision is on record.")
    return Page("Judgements", intro, (section,), columns=columns.JUDGEMENTS)


def _row(one: Decided) -> Row:
    made = one.judgement
    cells = (
        made.at[:19].replace("T", " "),
        made.by,
        made.verdict,
        made.target,
        described(made),
        ", ".join(made.values),
        flat(made.note),
        f"{_STATES[one.state]} {one.why}".strip(),
        made.id,
    )
    return Row(cells, facts=_facts(one))


def _facts(one: Decided) -> dict[str, Scalar]:
    made = one.judgement
    return {
        "at": made.at,
        "by": made.by,
        "verdict": made.verdict,
        "kind": made.kind,
        "target": made.target,
        "what": described(made) or None,
        "value": ", ".join(made.values) or None,
        "note": made.note,
        "state": one.state,
        "state_why": one.why or None,
        "now": one.target if one.target != made.target else None,
        "judgement": made.id,
    }


def described(one: Judgement) -> str:
    """What was judged, in its own words as they were then: the passage, the title, the name; empty if not known."""
    anchor = one.anchored
    for name in ("title", "name", "issue"):
        if name in anchor:
            return flat(str(anchor[name]))
    if one.kind == "attribution" and anchor:
        return _short(" … ".join(words for _, _, words in anchor["content"]))
    if one.kind == "origin" and anchor:
        return count(len(anchor["reports"]), "report")
    return _short(" / ".join(dict.fromkeys(cited.text for cited in passages(one)[:2])))


def passages(one: Judgement) -> tuple[Citation, ...]:
    """The passages that were judged, as they stood then; none for who is who and what belongs together."""
    anchor = one.anchored
    if one.kind == "attribution" and anchor:
        return tuple(Citation(anchor["report"], *span) for span in anchor["content"])
    rows: Sequence[Any] = anchor.get("sides") or anchor.get("variants") or anchor.get("cites") or ()
    return tuple(Citation(report, start, end, words) for report, start, end, words, *_ in rows)


def _short(words: str) -> str:
    words = flat(words)
    if not words:
        return ""
    return quoted(words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …")
