"""Where the words of what a move is about end: before its condition and the day of saying, with what it includes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.clauses import Token
from onrecord.reading.positions_stand import Stand

#: Words that open a condition which stands by itself, outside of what is demanded or threatened.
_OPENING = frozenset({"if", "unless", "until", "till", "provided", "only", "but"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
#: What "including" adds is kept up to so many words.
_LONGEST = 25
#: Tags of words that nothing ends with.
_DANGLING = frozenset({"PRP$", "DT", "IN", "TO", "CD", "CC", "JJ", "WDT", "PDT"})
_QUOTES = {"”": "“", "»": "«", "’": "‘"}


def bounded(stand: Stand, conditions: Iterable[tuple[int, int]], said: Sequence[int]) -> Stand:
    """The move with its object cut before a condition at its end and before the day of saying.

    Args:
        stand: the move.
        conditions: first and last token of each of its conditions.
        said: tokens that name a day up to that of the report.
    """
    if stand.elided:
        return stand
    doc, last = stand.verb.doc, stand.last
    if stand.move != "condition":
        for start, end in conditions:
            if stand.first < start <= last <= end and doc[start].lower_ in _OPENING:
                last = start - 1
    if last - 2 > stand.first and last in said and doc[last].lower_ in _DAYS and _is_told(stand):
        last -= 2 if doc[last - 1].lower_ == "on" else 1
    while last > stand.first and doc[last].text in (",", ";", "–", "—"):
        last -= 1
    return replace(stand, last=max(last, stand.head.i)) if last != stand.last else stand


def _is_told(stand: Stand) -> bool:
    """Whether the move is told as past and its object is a deed: "offered to share the dam on Wednesday"."""
    return stand.verb.tag_ == "VBD" and stand.head.tag_ == "VB" and stand.move != "agree"


def with_included(stand: Stand) -> int:
    """The last token of the object with what it includes behind a comma: "unfair policies, including the theft of…"."""
    doc, last = stand.verb.doc, stand.last
    if last + 2 >= len(doc) or doc[last + 1].text != "," or doc[last + 2].lower_ != "including":
        return last
    opening = doc[last + 2]
    end = min(opening.right_edge.i, opening.sent.end - 1)
    while end > opening.i and doc[end].is_punct:
        end -= 1
    below = opening.head.i if opening.head.i < opening.i else last
    return end if end > opening.i and end - last <= _LONGEST and stand.verb.i <= below <= last else last


def is_dangling(token: Token) -> bool:
    """Whether nothing can end with this word, so that a cut behind it is wrong: "any pullback of its"."""
    return (token.tag_ in _DANGLING and token.head.i > token.i) or token.tag_ in ("PRP$", "DT")


def closed(span: Span, report: Report) -> Span:
    """The span with the closing quotation mark of what opens in it, where that stands next to it."""
    text: str = report.text
    for end in (span.end, span.end + 1):
        mark = text[end : end + 1]
        opening = _QUOTES.get(mark) if mark else None
        open_ones = span.text.count(opening) - span.text.count(mark) if opening else 0
        if mark == '"':
            open_ones = span.text.count('"') % 2
        if open_ones > 0 and (end == span.end or text[span.end] in ".,!"):
            return report.cut(span.start, end + 1)
    return span


def after_bar(doc: Any, first: int, verb: int) -> int:
    """The first token behind a bar that parts the lead of a list from the sentence: "4. Ukraine | Sorn agreed"."""
    bars = [i for i in range(first, verb) if doc[i].text in ("|", "•")]
    return bars[-1] + 1 if bars else first
