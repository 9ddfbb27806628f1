"""The drawing beside a lineage: its reports from left to right by time, each below what it goes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.render.drawing.svg import SIZE, drawing, element, fit, link, number, text, title
from onrecord.views.lineage_items import Descent, Family, Tie
from onrecord.views.words import count, moment

#: Widths of the two drawings, and the room that each keeps for the words beside a report.
WIDE, NARROW = 720, 340
_ROOM: dict[int, float] = {WIDE: 300.0, NARROW: 200.0}
_MARGIN, _ROW, _TOP = 10.0, 38.0, 8.0
_RADIUS = 5.0
#: Steps to the right are no wider than this, and no more reports than this are drawn.
_STEP, _MOST = 60.0, 60

#: What each tie is drawn as: its line pattern, and its word.
TIES: dict[Tie, tuple[str | None, str]] = {
    "verbatim": (None, "word for word"),
    "edited": ("9 3", "edited"),
    "excerpt": ("2 3", "a part of it"),
    "rewrite": ("9 3 2 3", "rewritten"),
    "common": ("5 5", "common text"),
    "credit": ("1 6", "same credit or source"),
}
_TOPS: dict[Tie, str] = {"root": "the first", "first": "first known of its text"}


@dataclass(frozen=True, slots=True)
class _Node:
    """A report where it is drawn."""

    one: Descent
    x: float
    y: float


def lineage(family: Family, *, wide: int = WIDE, hrefs: Mapping[str, str] | None = None) -> str:
    """An origin at the left, and every report that goes back to it in a row of its own, further right the later.

    Args:
        family: the origin with its reports.
        wide: width of the drawing, ``WIDE`` or ``NARROW``.
        hrefs: for each report id where it leads.
    """
    members = family.members[:_MOST]
    top = _TOP + (_ROW if _has_start(family) else 0)
    nodes = _placed(members, wide, top, indent=_has_start(family))
    parts = [*_start(family, wide), *_edges(family, nodes)]
    parts += [part for node in nodes.values() for part in _report(node, wide, (hrefs or {}).get(node.one.report, ""))]
    y = top + _ROW * len(members)
    if left := len(family.members) - len(members):
        parts.append(text(f"and {count(left, 'more report')}, in the list", _MARGIN, y + SIZE))
        y += _ROW / 2
    legend, y = _legend([one.tie for one in members if one.tie in TIES], any(not one.known for one in members), y)
    return drawing([*parts, *legend], wide, y + 4, "lineage")


def _has_start(family: Family) -> bool:
    """Whether the start is drawn as something of its own: a text that is not on record."""
    return family.root is None and len(family.members) > 1


# -- where things stand ---------------------------------------------------------------------------------------------


def _placed(members: Sequence[Descent], wide: int, top: float, *, indent: bool) -> dict[str, _Node]:
    """Every report in a row of its own, its place to the right by the order of publication, right of what is above."""
    columns = _columns(members)
    room = wide - _ROOM.get(wide, wide / 2) - _MARGIN - 2 * _RADIUS
    last = max(columns.values(), default=0) + indent
    step = min(_STEP, room / last) if last else 0.0
    return {
        one.report: _Node(one, _MARGIN + _RADIUS + step * (columns[one.report] + indent), top + _ROW * n + _ROW / 2)
        for n, one in enumerate(members)
    }


def _columns(members: Sequence[Descent]) -> dict[str, int]:
    """Steps to the right: reports of one time stand below each other, unless one goes back to another."""
    above = {one.report: one.above for one in members}
    times = {one.report: one.published or "" for one in members}
    order = sorted(members, key=lambda one: (times[one.report] or "9999", one.depth, one.report))
    columns: dict[str, int] = {}
    start, last, time = 0, -1, ""
    for one in order:
        if times[one.report] != time or not columns:
            start, time = last + 1, times[one.report]
        at = max(start, columns.get(above[one.report], -1) + 1)
        columns[one.report], last = at, max(last, at)
    return columns


# -- the parts ------------------------------------------------------------------------------------------------------


def _start(family: Family, wide: int) -> list[str]:
    """The start of a lineage that is not on record, as an open square with what is known of it."""
    if not _has_start(family):
        return []
    x, y = _MARGIN, _TOP + _ROW / 2
    said = "no one text is known that all go back to"
    left = x + 2 * _RADIUS + 6
    return [
        element(
            "rect",
            x=x,
            y=y - _RADIUS,
            width=2 * _RADIUS,
            height=2 * _RADIUS,
            fill="none",
            stroke="currentColor",
            stroke_dasharray="2 2",
        ),
        text(fit(family.name, wide - left - _MARGIN), left, y - 2, name="outlet"),
        text(fit(said, wide - left - _MARGIN), left, y + 13),
    ]


def _edges(family: Family, nodes: Mapping[str, _Node]) -> list[str]:
    """Lines from each report to what is above it; below nothing that is drawn, from the start."""
    parts = []
    begin = (_MARGIN + _RADIUS, _TOP + _ROW / 2) if _has_start(family) else None
    for node in nodes.values():
        above = nodes.get(node.one.above)
        source = (above.x, above.y) if above else begin if not node.one.above else None
        if source and node.one.tie != "root":
            parts.append(_edge(source, node))
    return parts


def _edge(source: tuple[float, float], node: _Node) -> str:
    x, y = source
    pattern = TIES[node.one.tie][0] if node.one.tie in TIES else None
    ends = node.x - _RADIUS - 2
    arrow = ""
    if node.one.known and ends - x > 6:
        arrow = element(
            "path",
            d=f"M{number(ends - 5)},{number(node.y - 4)}L{number(ends)},{number(node.y)}L{number(ends - 5)},"
            f"{number(node.y + 4)}",
            fill="none",
            stroke="currentColor",
        )
    d = f"M{number(x)},{number(y + _RADIUS + 1)}V{number(node.y)}H{number(ends)}"
    line = element("path", d=d, fill="none", stroke="currentColor", stroke_width=1.5, stroke_dasharray=pattern)
    return element("g", line, arrow, class_=f"tie tie-{node.one.tie}")


def _report(node: _Node, wide: int, href: str) -> list[str]:
    """A report: a disc, its outlet, and below it how its words came to it and when."""
    one = node.one
    x = node.x + _RADIUS + 6
    room = wide - x - 2
    disc = element("circle", cx=node.x, cy=node.y, r=_RADIUS, fill="currentColor")
    outlet = text(fit(one.outlet, room), x, node.y - 2, name="outlet")
    said = text(fit(_said(one), room), x, node.y + 13)
    return [link(href, title(one.title) if one.title and href else "", disc, outlet, said)]


def _said(one: Descent) -> str:
    how = (
        TIES[one.tie][1] if one.tie in TIES else {"root": "the first", "first": "first known of its text"}.get(one.tie)
    )
    how = f"{how}?" if how and not one.known else how
    part = f" {one.part:.0%}" if one.part is not None and one.above else ""
    return " · ".join(word for word in (moment(one.published), f"{how}{part}" if how else "") if word)


def _legend(ties: Sequence[Tie], unknown: bool, y: float) -> tuple[list[str], float]:
    """The line patterns with their words, each in a row of its own."""
    parts = []
    y += 10
    for tie, (pattern, words) in TIES.items():
        if tie in ties:
            parts.append(
                element(
                    "line",
                    x1=_MARGIN,
                    x2=_MARGIN + 44,
                    y1=y + 8,
                    y2=y + 8,
                    stroke="currentColor",
                    stroke_width=1.5,
                    stroke_dasharray=pattern,
                )
            )
            parts.append(text(words, _MARGIN + 52, y + SIZE))
            y += 18
    if unknown:
        parts.append(text("? which came first is not known", _MARGIN, y + SIZE))
        y += 18
    return parts, y
