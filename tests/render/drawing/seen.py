"""What can be seen in a drawing: its words with the room that they take, and whether it obeys the page's policy."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from onrecord.render.drawing.svg import width

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a drawing in their box."""

    said: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: Words) -> bool:
        """Whether two boxes lie over each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree; it must be whole."""
    return ElementTree.fromstring(svg)


def words(svg: str) -> list[Words]:
    """All words of a drawing with their boxes, by the widths that labels are fitted with."""
    return [_words(one) for one in parsed(svg).iter(f"{_SVG}text")]


def _words(one: ElementTree.Element) -> Words:
    said, size = one.text or "", int(one.get("font-size", "12"))
    x, y, wide = float(one.get("x", "0")), float(one.get("y", "0")), width(one.text or "", size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[one.get("text-anchor", "start")]
    return Words(said, left, left + wide, y - 0.75 * size, y + 0.2 * size)


def said(svg: str) -> list[str]:
    """The words of a drawing."""
    return [one.said for one in words(svg)]


def count(svg: str, name: str) -> int:
    """How many elements have a class."""
    return sum(name in (one.get("class") or "").split() for one in parsed(svg).iter())


def check(svg: str) -> None:
    """A drawing is well made: words apart and inside the box, no style, no script, no colour of its own."""
    root = parsed(svg)
    _, _, wide, high = (float(one) for one in root.get("viewBox", "").split())
    boxes = words(svg)
    for one in boxes:
        assert one.left >= -0.1, one
        assert one.right <= wide + 0.1, one
        assert one.top >= -0.1, one
        assert one.bottom <= high + 0.1, one
    for n, one in enumerate(boxes):
        assert not any(one.touches(other) for other in boxes[n + 1 :]), one
    for element in root.iter():
        assert element.tag != f"{_SVG}script"
        for name, value in element.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in ("fill", "stroke"):
                assert value in ("none", "currentColor")
            if name == "href":
                assert value.startswith(("/", "#"))
