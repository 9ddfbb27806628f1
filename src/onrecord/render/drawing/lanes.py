"""The lanes of a timeline: points and spans of days in rows in which nothing touches, or their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.render.drawing.axis import Axis
from onrecord.render.drawing.density import bin_days, binned
from onrecord.render.drawing.signs import RADIUS, sign
from onrecord.render.drawing.svg import SIZE, element, link, number, text, title, width, wrapped
from onrecord.views.timeline_items import LANES, Standing

#: Height of a line at the head of a lane, and of the space below a lane.
HEAD, GAP = 18.0, 10.0
#: More marks than this are not all drawn one by one: then lanes with more than a few show numbers.
MOST, FEW = 300, 40
#: Rows of marks, and of spans, that a lane has at most.
ROWS = 6
_ROW = 15.0
_APART = 3.0
#: A column of marks that are counted, and its letters.
_COLUMN, _SMALL = 28.0, 10
#: A span that is wider has its number inside.
_ROOMY = 90.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a timeline as it is drawn.

    Attributes:
        standing: how it stands.
        first: ISO day, the first that it may be.
        last: ISO day, the last.
        count: how many it stands for.
        words: what it is, in a few words.
        href: where it leads.
    """

    standing: Standing
    first: str
    last: str
    count: int = 1
    words: str = ""
    href: str = ""

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one standing."""

    standing: Standing
    marks: tuple[Mark, ...]


_Opened = Callable[[str, str, str], str] | None


def lanes(marks: Iterable[Mark]) -> list[Lane]:
    """The lanes that have marks, in their order."""
    found: dict[Standing, list[Mark]] = {name: [] for name in LANES}
    for one in marks:
        found[one.standing].append(one)
    return [Lane(name, tuple(theirs)) for name, theirs in found.items() if theirs]


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a lane.

    Attributes:
        top: where it begins.
        bottom: where it ends.
        words: where words stand in it, from and to; no line of the grid may cross them.
    """

    top: float
    bottom: float
    words: tuple[tuple[float, float], ...] = ()


def lane(axis: Axis, found: Lane, y: float, opened: _Opened, most: int = MOST) -> tuple[list[str], list[Band]]:
    """What is drawn of a lane, and its rows, the last of which ends where the lane does.

    Args:
        axis: the days.
        found: the lane.
        y: where it begins.
        opened: gives the address under which the marks of some days stand alone.
        most: more marks of days, and more spans, than this are not drawn one by one.
    """
    first, last = axis.first.isoformat(), axis.last.isoformat()
    shown = [one for one in found.marks if one.first <= last and one.last >= first]
    points = [one for one in shown if one.first == one.last]
    many = _number(points) > most
    rows = [] if many else _packed([(_point_box(axis, one), one) for one in _single(points)])
    many = many or len(rows) > ROWS
    merged = _merged(one for one in shown if one.first != one.last)
    spans = _packed([(_span_box(axis, one), one) for one in merged[:most]])
    left = _number(one for row in spans[ROWS:] for _, one in row) + _number(merged[most:])
    parts, at = _head(axis, found, y, left, bin_days(axis, _COLUMN) if many else 0)
    bands = [Band(at, at)]
    if many:
        parts += _counted(axis, found.standing, points, bands, opened)
    else:
        parts += _rows(rows, bands, opened, lambda one, mid: _point(axis, one, mid))
    parts += _rows(spans[:ROWS], bands, opened, lambda one, mid: _span(axis, one, mid))
    return parts, bands


def _single(points: Iterable[Mark]) -> Iterator[Mark]:
    """A mark for each that it stands for."""
    for one in points:
        yield from [one if one.count == 1 else replace(one, count=1)] * one.count


def _merged(spans: Iterable[Mark]) -> list[Mark]:
    """Spans of the same days as one with their number."""
    found: dict[tuple[str, str], Mark] = {}
    for one in spans:
        before = found.get((one.first, one.last))
        found[one.first, one.last] = one if before is None else _both(before, one)
    return list(found.values())


def _both(a: Mark, b: Mark) -> Mark:
    return replace(a, count=a.count + b.count, words="", href="")


# -- the head -------------------------------------------------------------------------------------------------------


def _head(axis: Axis, found: Lane, y: float, left: int, step: int) -> tuple[list[str], float]:
    """The sign of a lane, its words, how many it has and how many of them are not drawn, and where that ends."""
    first, last = axis.first.isoformat(), axis.last.isoformat()
    words = f"{LANES[found.standing].partition(' ')[2]}: {_number(found.marks)}"
    beside = [
        (_number(one for one in found.marks if one.last < first), "earlier"),
        (_number(one for one in found.marks if one.first > last), "later"),
        (left, "longer"),
    ]
    said = [f"{count} {how}" for count, how in beside if count]
    words += f"; not drawn: {', '.join(said)}" if said else ""
    words += f" (counted {'a day' if step == 1 else f'by {step} days'})" if step else ""
    x = axis.left + 2 * RADIUS + 6
    lines = wrapped(words, axis.right - x)
    drawn = [text(line, x, y + SIZE + HEAD * n, name="lane") for n, line in enumerate(lines)]
    return [sign(found.standing, axis.left + RADIUS, y + SIZE - 4), *drawn], y + HEAD * len(lines)


def _number(marks: Iterable[Mark]) -> int:
    return sum(one.count for one in marks)


# -- rows -----------------------------------------------------------------------------------------------------------

_Box = tuple[float, float]
_Row = list[tuple[_Box, Mark]]


def _packed(boxes: Sequence[tuple[_Box, Mark]]) -> list[_Row]:
    """Marks in as many rows as they need so that none touches another in its row."""
    rows: list[_Row] = []
    ends: list[float] = []
    for (low, high), one in sorted(boxes, key=lambda item: item[0]):
        at = next((n for n, end in enumerate(ends) if end + _APART <= low), len(rows))
        if at == len(rows):
            rows.append([])
            ends.append(high)
        rows[at].append(((low, high), one))
        ends[at] = high
    return rows


def _rows(rows: Iterable[_Row], bands: list[Band], opened: _Opened, draw: Callable[[Mark, float], str]) -> list[str]:
    """Rows of marks below the bands that there are; their own are added to these."""
    parts = []
    for row in rows:
        y = bands[-1].bottom
        for _, one in row:
            href = one.href or (opened(one.standing, one.first, one.last) if opened else "")
            parts.append(link(href, _titled(one) if href else "", draw(one, y + _ROW / 2)))
        bands.append(Band(y, y + _ROW, tuple(box for box, one in row if one.count > 1)))
    return parts


def _titled(one: Mark) -> str:
    days = one.first if one.first == one.last else f"{one.first} to {one.last}"
    return title(f"{days}: {one.words or one.count}")


def _inside(axis: Axis, x: float) -> float:
    return min(max(x, axis.left + RADIUS), axis.right - RADIUS)


def _point_x(axis: Axis, one: Mark) -> float:
    return _inside(axis, axis.middle(one.days[0]))


def _point_box(axis: Axis, one: Mark) -> _Box:
    x = _point_x(axis, one)
    return x - RADIUS, x + RADIUS


def _point(axis: Axis, one: Mark, y: float) -> str:
    return sign(one.standing, _point_x(axis, one), y)


# -- spans ----------------------------------------------------------------------------------------------------------


def _span_x(axis: Axis, one: Mark) -> tuple[float, float, float]:
    """Where the line of a span begins and ends, and where its sign stands: of what is due at its end."""
    low, high = axis.start(one.days[0]), axis.end(one.days[1])
    x = _inside(axis, high - RADIUS - 3 if one.standing == "due" and high - low > 4 * RADIUS else (low + high) / 2)
    return min(low, x - RADIUS), max(high, x + RADIUS), x


def _times(one: Mark) -> str:
    return f"× {one.count}" if one.count > 1 else ""


def _span_box(axis: Axis, one: Mark) -> _Box:
    low, high, _ = _span_x(axis, one)
    wide = width(_times(one), _SMALL)
    if not wide or high - low > _ROOMY:
        return low, high
    return (low, high + 3 + wide) if high + 3 + wide <= axis.right else (low - 3 - wide, high)


def _span(axis: Axis, one: Mark, y: float) -> str:
    """A line over the days that it may be, open where it goes on beyond the axis, with its sign and its number."""
    low, high, x = _span_x(axis, one)
    wide = width(_times(one), _SMALL)
    inside = high - low > _ROOMY
    after = RADIUS + 2 + (wide + 4 if inside and wide else 0)
    if x + after > high:
        x = min(x, high - after) if inside else x
    pieces = [(low, x - RADIUS), (x + after, high)]
    line = "".join(f"M{number(a)},{number(y)}H{number(b)}" for a, b in pieces if b > a)
    caps = "".join(f"M{number(edge)},{number(y - 4)}v8" for edge in _ends(axis, one, low, high))
    box = _span_box(axis, one)
    label = x + RADIUS + 3 if inside else high + 3 if box[0] >= low else box[0]
    return "".join(
        (
            element("path", d=line + caps, fill="none", stroke="currentColor") if line + caps else "",
            sign(one.standing, x, y),
            text(_times(one), label, y + 4, size=_SMALL) if wide else "",
        )
    )


def _ends(axis: Axis, one: Mark, low: float, high: float) -> list[float]:
    """The ends of a span that lie on the axis: beyond it, it goes on."""
    first, last = one.days
    return [edge for edge, on_axis in ((low, first >= axis.first), (high, last <= axis.last)) if on_axis]


# -- numbers in the place of marks ----------------------------------------------------------------------------------


def _counted(axis: Axis, standing: Standing, points: Iterable[Mark], bands: list[Band], opened: _Opened) -> list[str]:
    """One sign for the marks of some days, with their number below it."""
    step, y = bin_days(axis, _COLUMN), bands[-1].bottom
    parts, words = [], []
    for low, high, found in binned(axis, ((one.days[0], one.count) for one in points), step):
        first, last = low.isoformat(), high.isoformat()
        x, said = (axis.start(low) + axis.end(high)) / 2, _short(found)
        mark = Mark(standing, first, last, found, href=opened(standing, first, last) if opened else "")
        below = text(said, x, y + _ROW + 9, anchor="middle", size=_SMALL)
        parts.append(link(mark.href, _titled(mark) if mark.href else "", sign(standing, x, y + _ROW / 2), below))
        words.append((x - width(said, _SMALL) / 2, x + width(said, _SMALL) / 2))
    bands += [Band(y, y + _ROW), Band(y + _ROW, y + _ROW + _SMALL + 4, tuple(words))]
    return parts


def _short(count: int) -> str:
    """A count in at most four signs.

    >>> _short(812), _short(12_345)
    ('812', '12k')
    """
    return str(count) if count < 10_000 else f"{count // 1000}k"
