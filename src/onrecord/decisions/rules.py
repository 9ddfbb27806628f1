"""Which verdict can be given on what, and what a judgement that comes from elsewhere must hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.errors import JudgementError
from onrecord.model.judgement import VERDICTS, JudgedKind, Judgement, Verdict

#: The verdicts that mean something on each kind of thing.
ALLOWED: Mapping[JudgedKind, tuple[Verdict, ...]] = {
    "finding": ("accept", "reject", "edit"),
    "quotation": ("accept", "reject"),
    "attribution": ("accept", "reject", "edit"),
    "identity": ("accept", "reject", "edit", "merge", "split"),
    "story": ("accept", "reject", "edit", "merge", "split"),
    "origin": ("accept", "reject", "merge", "split"),
    "position": ("accept", "reject", "edit"),
    "issue": ("accept", "reject", "merge"),
    "happening": ("accept", "reject"),
    "due": ("accept", "reject"),
    "judgement": ("undo",),
}

#: Each kind with its article, for messages.
NAMES: Mapping[JudgedKind, str] = {
    "finding": "a finding", "quotation": "a quotation", "attribution": "an attribution", "identity": "an identity",
    "story": "a story", "origin": "an origin", "position": "a position", "issue": "an issue",
    "happening": "a happening", "due": "what is due", "judgement": "a judgement",
}  # fmt: skip

#: What a value is, for the message where it lacks.
_VALUES: Mapping[tuple[JudgedKind, Verdict], str] = {
    ("finding", "edit"): "one of the kinds of finding, or what the finding is about, in your words",
    ("attribution", "edit"): "who said it: an actor id or a name",
    ("position", "edit"): "the id of an issue",
    ("story", "edit"): "its title",
    ("identity", "edit"): "the name",
    ("story", "merge"): "the id of the story that goes into it",
    ("origin", "merge"): "the id of the origin that goes into it",
    ("identity", "merge"): "the id of the identity that is the same",
    ("issue", "merge"): "the id of the issue whose positions go under it",
    ("story", "split"): "ids of the reports to take out",
    ("origin", "split"): "ids of the reports to take out",
    ("identity", "split"): "the members to take out, as REPORT/ACTOR or REPORT",
}

#: What an anchor of each kind holds: a list of rows of these types, or a value.
_ROWS: Mapping[str, tuple[type, ...]] = {
    "content": (int, int, str), "sides": (str, int, int, str, str), "variants": (str, int, int, str),
    "members": (str, str),
}  # fmt: skip
_CITES: Mapping[JudgedKind, tuple[type, ...]] = {
    "position": (str, int, int, str, str, str), "happening": (str, int, int, str, str), "due": (str, int, int, str)
}  # fmt: skip
_FIELDS: Mapping[JudgedKind, tuple[str, ...]] = {
    "attribution": ("report", "content"),
    "finding": ("differ", "type", "sides"),
    "quotation": ("variants",),
    "identity": ("name", "members"),
    "story": ("title", "reports"),
    "origin": ("reports",),
    "position": ("cites",),
    "happening": ("cites",),
    "due": ("cites",),
    "issue": ("issue",),
}


def require_verdict(kind: JudgedKind, verdict: Verdict, target: str) -> None:
    """Require that a verdict means something on a kind of thing.

    Raises:
        JudgementError: it does not.
    """
    if verdict not in ALLOWED[kind]:
        hint = f"On {NAMES[kind]}: {', '.join(ALLOWED[kind])}"
        if verdict == "undo":
            hint = "Give 'undo' the id of a judgement; 'onrecord judge' lists them"
        said = verdict if verdict in VERDICTS else repr(verdict)
        raise JudgementError(f"{said} means nothing on {NAMES[kind]}", where=target, hint=hint)


def require_value(kind: JudgedKind, verdict: Verdict, values: tuple[str, ...], target: str) -> None:
    """Require a value where a verdict needs one, and none where it takes none.

    Raises:
        JudgementError: it lacks, is too much, or is no text.
    """
    wanted = _VALUES.get((kind, verdict))
    if not all(isinstance(one, str) for one in values):
        raise JudgementError("its value is no list of ids", where=target, hint=f"Give {wanted or 'none'}")
    if wanted and not any(one.strip() for one in values):
        raise JudgementError(f"{verdict} needs a value", where=target, hint=f"Give {wanted}")
    if values and not wanted:
        raise JudgementError(f"{verdict} takes no value", where=target, hint="Write what you think of it as a note")
    if len(values) > 1 and verdict != "split":
        raise JudgementError(f"{verdict} takes one value", where=target, hint=f"Give {wanted}")


def require_whole(one: Judgement, where: str) -> None:
    """Require of a judgement that comes from elsewhere that it can be applied: no key of its anchor lacks.

    Raises:
        JudgementError: it means nothing, or something of it lacks.
    """
    if one.verdict == "undo":
        if not one.target.startswith("j-"):
            raise JudgementError("undo names no judgement", where=where, hint="Its target is an id that begins with j-")
        return
    if one.kind not in ALLOWED:
        raise JudgementError(f"{one.kind!r} is nothing that is judged", where=where, hint="Export it again")
    require_verdict(one.kind, one.verdict, where)
    require_value(one.kind, one.verdict, one.values, where)
    anchor = one.anchored
    if not anchor and one.verdict in ("accept", "reject") and one.kind in ("finding", "quotation", "attribution"):
        return
    lacking = next(_lacking(one, anchor), "")
    if lacking:
        hint = "Take the line as it was exported; it is applied by the words and reports in its anchor"
        raise JudgementError(f"the anchor has no usable {lacking!r}", where=where, hint=hint)


def _lacking(one: Judgement, anchor: Mapping[str, Any]) -> Any:
    """What an anchor lacks of what its kind and the verdict need."""
    yield from (name for name in _FIELDS[one.kind] if not _usable(one.kind, name, anchor.get(name)))
    if one.verdict == "merge" and one.kind != "issue":
        other = anchor.get("with")
        if not isinstance(other, dict) or any(not _usable(one.kind, n, other.get(n)) for n in _FIELDS[one.kind]):
            yield "with"
    if one.verdict == "split" and not _usable(one.kind, "members" if one.kind == "identity" else "reports",
                                              anchor.get("out")):  # fmt: skip
        yield "out"
    if one.kind == "attribution":
        yield from (name for name in ("source", "cue") if not _span_or_none(anchor, name))
        yield from (["actor"] if not isinstance(anchor.get("actor", 0), str | None) else [])
        speaker = anchor.get("speaker")
        if one.verdict == "edit" and not (
            isinstance(speaker, dict)
            and all(isinstance(speaker.get(name), str) for name in ("id", "name", "kind"))
            and _rows(speaker.get("members"), (str, str), empty=True)
        ):
            yield "speaker"


def _usable(kind: JudgedKind, name: str, value: Any) -> bool:
    if name == "reports":
        return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    if name == "cites":
        return _rows(value, _CITES[kind])
    if name in _ROWS:
        return _rows(value, _ROWS[name], empty=name == "content")
    return isinstance(value, str)


def _rows(value: Any, types: tuple[type, ...], *, empty: bool = False) -> bool:
    if not isinstance(value, list) or not (value or empty):
        return False
    return all(
        isinstance(row, list)
        and len(row) == len(types)
        and all(isinstance(cell, type_) for cell, type_ in zip(row, types, strict=True))
        for row in value
    )


def _span_or_none(anchor: Mapping[str, Any], name: str) -> bool:
    value = anchor.get(name, 0)
    return value is None or _rows([value], (int, int, str))
