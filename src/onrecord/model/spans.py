"""Exact ranges of a report's canonical text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of one canonical text, with its words.

    Attributes:
        start: first code point.
        end: code point after the last.
        text: the words; ``report.text[start:end] == text`` always holds.

    >>> Span.cut("He said no.", 3, 7)
    Span(start=3, end=7, text='said')
    """

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text[start:end]``.

        Raises:
            ValueError: the range is empty or outside the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no range {start}:{end} in a text of {len(text)} code points")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other range lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A span of a named report: where exactly something stands, and its words.

    Attributes:
        report: id of the report.
        start: first code point in the report's canonical text.
        end: code point after the last.
        text: the words.
    """

    report: str
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, report: str, span: Span) -> Citation:
        """The citation of a span of the report with this id."""
        return cls(report, span.start, span.end, span.text)

    @property
    def span(self) -> Span:
        """The range without its report."""
        return Span(self.start, self.end, self.text)
