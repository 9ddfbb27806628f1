"""Elements of an SVG as text, and how wide words are: every attribute and text is escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from onrecord.render.safe import escape_html

#: Size of the letters of labels, in units of the drawing.
SIZE = 12
_ELLIPSIS = "…"

#: Widths of letters in parts of their size. They are those of DejaVu Sans, the widest of the usual system fonts,
#: rounded up, so that a label that fits by them fits in any of those.
_NARROW = frozenset("iljI|!.,:;' ·-()[]")
_WIDE = frozenset("mwMWQO@%&—…▲△▷◇◆◈●○◐◌◔✕✓◂▸")
_WIDTHS = ((_NARROW, 0.42), (_WIDE, 1.0))
_CAPITAL, _LETTER, _OTHER, _FULL = 0.78, 0.65, 0.8, 1.05

Value = str | int | float


def element(name: str, *inner: str, **attributes: Value | None) -> str:
    """An element with its attributes; ``_`` in their names stands for ``-``, and those that are ``None`` are left out.

    Args:
        name: of the element.
        inner: what stands in it, as SVG.
        attributes: their values, as they are meant: they are escaped here.

    >>> element("line", x1=1.0, y1=2.345, stroke_width=2)
    '<line x1="1" y1="2.3" stroke-width="2"/>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inner)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def _value(value: Value) -> str:
    return number(value) if isinstance(value, int | float) else escape_html(value)


def number(value: float) -> str:
    """A number with at most one digit behind the point.

    >>> number(3.0), number(2.345)
    ('3', '2.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def text(words: str, x: float, y: float, *, anchor: str = "start", size: int = SIZE, name: str = "label") -> str:
    """Words at a place, escaped.

    Args:
        words: what is written.
        x: where it begins, ends or has its middle.
        y: its base line.
        anchor: ``start``, ``middle`` or ``end``.
        size: of the letters.
        name: its class.
    """
    at = None if anchor == "start" else anchor
    return element(
        "text",
        escape_html(words),
        x=x,
        y=y,
        text_anchor=at,
        font_size=size,
        fill="currentColor",
        class_=name,
    )


def title(words: str) -> str:
    """The words that a pointer shows; the list beside the drawing has them too."""
    return element("title", escape_html(words))


def link(href: str, *inner: str) -> str:
    """A link for the pointer alone: the list beside the drawing has the same for the keyboard.

    Args:
        href: where it leads: a place on the page, or a page of the record.
        inner: what is clicked, as SVG.
    """
    return element("a", *inner, href=href, tabindex="-1") if href else "".join(inner)


def drawing(parts: Iterable[str], width: float, height: float, name: str) -> str:
    """The whole of a drawing that a list beside it says in words: readers of the screen are not told of it.

    Args:
        parts: what is drawn, as SVG.
        width: of the drawing, in its units; it shrinks and grows with its place.
        height: of the drawing.
        name: its class.
    """
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        class_=f"drawing {name}",
        aria_hidden="true",
        focusable="false",
    )


def width(words: str, size: int = SIZE) -> float:
    """How wide words are at most, in units of the drawing.

    >>> width("ill") < width("May") < width("WWW")
    True
    """
    return sum(map(_letter, words)) * size


def _letter(char: str) -> float:
    for known, wide in _WIDTHS:
        if char in known:
            return wide
    if char.isascii():
        return _CAPITAL if char.isupper() else _LETTER
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return _FULL if unicodedata.east_asian_width(char) in "WF" else _CAPITAL if char.isupper() else _OTHER


def fit(words: str, room: float, size: int = SIZE) -> str:
    """The words, cut at their end if they are wider than there is room; empty where not even one letter fits.

    >>> fit("Harbour Times", 200), fit("Harbour Times", 60)
    ('Harbour Times', 'Harbo…')
    """
    if width(words, size) <= room:
        return words
    taken = width(_ELLIPSIS, size)
    kept = []
    for char in words:
        taken += width(char, size)
        if taken > room:
            break
        kept.append(char)
    cut = "".join(kept).rstrip()
    return f"{cut}{_ELLIPSIS}" if cut else ""


def wrapped(words: str, room: float, size: int = SIZE) -> list[str]:
    """The words in lines that fit; a single word that is wider is cut.

    >>> wrapped("three were killed", 80)
    ['three were', 'killed']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(fit(word, room, size))
    return lines
