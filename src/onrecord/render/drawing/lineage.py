"""The drawing beside a lineage: its reports from left to right by time, each below what it goes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.render.drawing.svg import SIZE, drawing, element, fit, link, number, text, title
from onrecord.views.lineage_items import Descent, Tie
from onrecord.views.words import count, moment

#: Widths of the two drawings, and the room that each keeps for the words beside a report.
WIDE, NARROW = 720, 340
_ROOM: dict[int, float] = {WIDE: 350.0, NARROW: 170.0}
_MARGIN, _TOP = 10.0, 8.0
_RADIUS = 5.0
#: Height of a row with a line for the outlet and one or two below it.
_ROWS: dict[int, float] = {WIDE: 38.0, NARROW: 54.0}
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
_TOPS: dict[Tie, str] = {"root": "the first", "first": "first on record of its text"}


@dataclass(frozen=True, slots=True)
class _Node:
    """A report where it is drawn."""

    one: Descent
    x: float
    y: float


def lineage(
    members: Sequence[Descent], start: str | None = None, *, wide: int = WIDE, hrefs: Mapping[str, str] | None = None
) -> str:
    """An origin at the left, and every report that goes back to it in a row of its own, further right the later.

    Empty for a report that stands alone.

    Args:
        members: the reports, each after the one above it.
        start: what the origin is called, to be drawn as something of its own; ``None`` where a report is the start.
        wide: width of the drawing, ``WIDE`` or ``NARROW``.
        hrefs: for each report id where it leads.
    """
    if len(members) < 2:
        return ""
    plan = _Plan(wide, start, members[:_MOST])
    nodes = _placed(plan)
    parts = [*_start(plan), *_edges(plan, nodes)]
    parts += [part for node in nodes.values() for part in _report(node, plan, (hrefs or {}).get(node.one.report, ""))]
    y = plan.top + plan.row * len(plan.members)
    if left := len(members) - len(plan.members):
        parts.append(text(f"and {count(left, 'more report')}, in the list", _MARGIN, y + SIZE))
        y += 18
    legend, y = _legend(plan, y)
    return drawing([*parts, *legend], wide, y + 4, "lineage")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn, and how wide."""

    wide: int
    start: str | None
    members: Sequence[Descent]

    @property
    def row(self) -> float:
        """Height of the row of a report."""
        return _ROWS.get(self.wide, _ROWS[NARROW])

    @property
    def top(self) -> float:
        """Where the first row begins: below the start, if that is drawn."""
        return _TOP + (_ROWS[WIDE] if self.start is not None else 0)

    @property
    def step(self) -> int:
        """Steps to the right that the start takes."""
        return int(self.start is not None)


# -- where things stand ---------------------------------------------------------------------------------------------


def _placed(plan: _Plan) -> dict[str, _Node]:
    """Every report in a row of its own, its place to the right by the order of publication, right of what is above."""
    columns = _columns(plan.members)
    room = plan.wide - _ROOM.get(plan.wide, plan.wide / 2) - _MARGIN - 2 * _RADIUS
    last = max(columns.values(), default=0) + plan.step
    wide = min(_STEP, room / last) if last else 0.0
    return {
        one.report: _Node(
            one,
            _MARGIN + _RADIUS + wide * (columns[one.report] + plan.step),
            plan.top + plan.row * n + _ROWS[WIDE] / 2,
        )
        for n, one in enumerate(plan.members)
    }


def _columns(members: Sequence[Descent]) -> dict[str, int]:
    """Steps to the right: reports of one time stand below each other, unless one goes back to another."""
    times = {one.report: one.published or "" for one in members}
    order = sorted(members, key=lambda one: (times[one.report] or "9999", one.depth, one.report))
    columns: dict[str, int] = {}
    start, last, time = 0, -1, ""
    for one in order:
        if times[one.report] != time or not columns:
            start, time = last + 1, times[one.report]
        at = max(start, columns.get(one.above, -1) + 1)
        columns[one.report], last = at, max(last, at)
    return columns


# -- the parts ------------------------------------------------------------------------------------------------------


def _start(plan: _Plan) -> list[str]:
    """The start of a lineage that is not known, as an open square with what the origin is called."""
    if plan.start is None:
        return []
    x, y = _MARGIN, _TOP + _ROWS[WIDE] / 2
    left = x + 2 * _RADIUS + 6
    room = plan.wide - left - _MARGIN
    square = element(
        "rect",
        x=x,
        y=y - _RADIUS,
        width=2 * _RADIUS,
        height=2 * _RADIUS,
        fill="none",
        stroke="currentColor",
        stroke_dasharray="2 2",
    )
    said = text(fit("no one text is known that all go back to", room), left, y + 13)
    return [square, text(fit(plan.start, room), left, y - 2, name="outlet"), said]


def _edges(plan: _Plan, nodes: Mapping[str, _Node]) -> list[str]:
    """A line down from each report that others go back to; from it to each of them one in the pattern of its tie."""
    parts = []
    ends: dict[tuple[float, float], float] = {}
    begin = (_MARGIN + _RADIUS, _TOP + _ROWS[WIDE] / 2) if plan.start is not None else None
    for node in nodes.values():
        above = nodes.get(node.one.above)
        source = (above.x, above.y) if above else begin if not node.one.above else None
        if source:
            ends[source] = node.y
            parts.append(_edge(source[0], node))
    downs = [f"M{number(x)},{number(y + _RADIUS)}V{number(end)}" for (x, y), end in ends.items()]
    return [element("path", d="".join(downs), fill="none", stroke="currentColor", opacity=0.6), *parts]


def _edge(x: float, node: _Node) -> str:
    pattern = TIES[_tie(node.one)][0]
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
    d = f"M{number(x)},{number(node.y)}H{number(ends)}"
    line = element("path", d=d, fill="none", stroke="currentColor", stroke_width=1.5, stroke_dasharray=pattern)
    return element("g", line, arrow, class_=f"tie tie-{node.one.tie}")


def _tie(one: Descent) -> Tie:
    """What a report is drawn as tied by: the first of its text is tied to the start by credit or source alone."""
    return one.tie if one.tie in TIES else "credit"


def _report(node: _Node, plan: _Plan, href: str) -> list[str]:
    """A report: a disc, its outlet, and below it when it came and how its words came to it."""
    one, x = node.one, node.x + _RADIUS + 6
    room = plan.wide - x - 2
    when, how = moment(one.published), _how(one)
    said = [" · ".join(filter(None, (when, how)))] if plan.row == _ROWS[WIDE] else [when, how]
    below = [text(fit(words, room), x, node.y + 13 + 15 * n) for n, words in enumerate(said) if words]
    disc = element("circle", cx=node.x, cy=node.y, r=_RADIUS, fill="currentColor")
    outlet = text(fit(one.outlet, room), x, node.y - 2, name="outlet")
    return [link(href, title(one.title) if one.title and href else "", disc, outlet, *below)]


def _how(one: Descent) -> str:
    words = TIES[one.tie][1] if one.tie in TIES else _TOPS.get(one.tie, "")
    part = f" {one.part:.0%}" if one.part is not None and one.above else ""
    return f"{words}{'' if one.known else '?'}{part}"


def _legend(plan: _Plan, y: float) -> tuple[list[str], float]:
    """The line patterns with their words, each in a row of its own."""
    parts = []
    drawn = {_tie(one) for one in plan.members if one.above or plan.start is not None}
    for tie, (pattern, words) in TIES.items():
        if tie in drawn:
            y += 18
            sample = element(
                "line",
                x1=_MARGIN,
                x2=_MARGIN + 44,
                y1=y - 4,
                y2=y - 4,
                stroke="currentColor",
                stroke_width=1.5,
                stroke_dasharray=pattern,
            )
            parts += [sample, text(words, _MARGIN + 52, y)]
    if any(not one.known for one in plan.members):
        y += 18
        parts.append(text("? it is not known which came first", _MARGIN, y))
    return parts, y
