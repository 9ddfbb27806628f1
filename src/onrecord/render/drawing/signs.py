"""The signs of a timeline as shapes: each standing has a form of its own, so that none needs a colour."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.render.drawing.svg import element, number
from onrecord.views.timeline_items import Standing

#: Half the height of a sign.
RADIUS = 5.0
_THIN = 1.5


def sign(standing: Standing, x: float, y: float, radius: float = RADIUS) -> str:
    """The sign of a standing around a point; the same form as the letter that the terminal shows.

    Args:
        standing: how something stands.
        x: the middle of the sign.
        y: the middle of the sign.
        radius: half its height.
    """
    return element("g", _FORMS[standing](x, y, radius), class_=f"sign sign-{standing}")


def _disc(x: float, y: float, r: float) -> str:
    return element("circle", cx=x, cy=y, r=r, fill="currentColor")


def _ring(x: float, y: float, r: float, dashes: str | None = None) -> str:
    return element(
        "circle",
        cx=x,
        cy=y,
        r=r - _THIN / 2,
        fill="none",
        stroke="currentColor",
        stroke_width=_THIN,
        stroke_dasharray=dashes,
    )


def _path(d: str, *, filled: bool = False, thick: float = _THIN) -> str:
    if filled:
        return element("path", d=d, fill="currentColor")
    return element("path", d=d, fill="none", stroke="currentColor", stroke_width=thick, stroke_linejoin="round")


def _moves(*points: tuple[float, float]) -> str:
    """A closed line through points."""
    return f"M{' '.join(f'{number(x)},{number(y)}' for x, y in points)}Z"


def _half(x: float, y: float, r: float) -> str:
    left = f"M{number(x)},{number(y - r)}A{number(r)},{number(r)} 0 0 0 {number(x)},{number(y + r)}Z"
    return _ring(x, y, r) + _path(left, filled=True)


def _quarter(x: float, y: float, r: float) -> str:
    part = f"M{number(x)},{number(y)}V{number(y - r)}A{number(r)},{number(r)} 0 0 1 {number(x + r)},{number(y)}Z"
    return _ring(x, y, r) + _path(part, filled=True)


def _dashed(x: float, y: float, r: float) -> str:
    return _ring(x, y, r, "2 1.9")


def _cross(x: float, y: float, r: float) -> str:
    a, b, c, d = number(x - r + 1), number(x + r - 1), number(y - r + 1), number(y + r - 1)
    return _path(f"M{a},{c}L{b},{d}M{b},{c}L{a},{d}", thick=2)


def _diamond(x: float, y: float, r: float) -> str:
    return _path(_moves((x, y - r), (x + r, y), (x, y + r), (x - r, y)))


def _full_diamond(x: float, y: float, r: float) -> str:
    s = r / 2
    return _diamond(x, y, r) + _path(_moves((x, y - s), (x + s, y), (x, y + s), (x - s, y)), filled=True)


def _triangle(x: float, y: float, r: float) -> str:
    return _path(_moves((x - r + 1, y - r + 1), (x + r - 1, y), (x - r + 1, y + r - 1)))


_FORMS: dict[Standing, Callable[[float, float, float], str]] = {
    "happened": _disc,
    "ongoing": _half,
    "planned": _ring,
    "possible": _dashed,
    "conditional": _quarter,
    "denied": _cross,
    "proposed": _diamond,
    "demanded": _full_diamond,
    "due": _triangle,
}
