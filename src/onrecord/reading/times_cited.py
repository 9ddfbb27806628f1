"""Dates that are no day of an event: of a source that is cited, of a picture, of the dateline.

Their reason says so, and ``is_citation`` tells them from the others.
"""

from __future__ import annotations

import re

from onrecord.lexicons import newsroom
from onrecord.model.reading import Time
from onrecord.model.report import Report
from onrecord.reading.engine import Parsed

SOURCE = "it dates a source that is cited, not what happened"
PICTURE = "it dates a picture, not what happened"
PAGE = "it dates the page, not what happened"
DATELINE = "it is the day of the dateline, not of what happened"

#: A paragraph with a picture's credit that is no longer than this is a caption.
CAPTION = 700

_CREDIT = re.compile(
    r"(?i:\bphotos?(?:graph)?(?: by|:| credit|/)|\b(?:file|handout|pool) (?:photo|picture|image)\b|\bAP photo\b"
    r"|\bimage credit\b|\bcredit:|\bphoto taken\b|\bpictured? (?:here|above|left|right)\b)"
    r"|\b(?:REUTERS|Reuters)/[A-Z]|/(?:AFP|AP|EPA|Getty|Reuters|REUTERS|Anadolu|TASS)\b|\b(?:AFP|AP|EPA) via\b"
    r"|Getty Images|^FILE ?[-–—:]"
)
#: The dateline of an agency: "OST, March 3 (Agency) —".
_DATELINE = re.compile(r"\A[A-Z][A-Za-z .’'/-]{1,40}(?:, [A-Z][A-Za-z. ]{1,20})?,? $")
_DATELINE_END = re.compile(
    r",?(?: \d{4})?\.?(?: ?\([^()]{2,40}\))? ?(?:--|—|–|-{1,2} |/)|,?(?: \d{4})? ?\([A-Z][^()]{1,30}\)"
)
_SMALL = frozenset({"of", "the", "de", "for", "and", "on", "in", "via", "from", "by", "le", "la", "der", "published"})
_OPENERS = re.compile(
    r"(?i:\b(?:sources?|via|read more|see also|originally published(?: by| in)?|cited? (?:from|by)):? ?)$"
)
_SOURCE_END = re.compile(r"(?:, \d{4})?\s{0,9}[)\];,]")
_PAGE = re.compile(r"(?:^|[^\w] ?)(?:Last )?(?:Updated|Published|Posted|Modified|UPDATED|PUBLISHED)(?: on| at)?:? ?$")
_WORD = re.compile(r"[\w.’'&-]+")


def is_citation(time: Time) -> bool:
    """Whether a time dates a source, a picture or the report itself, so that no event may take it."""
    return is_cited(time.why)


def is_cited(why: str) -> bool:
    """The same by the reason that a time gives."""
    return why.endswith((SOURCE, PICTURE, PAGE, DATELINE))


def citation(report: Report, piece: Parsed, start: int, end: int) -> str:
    """Why a calendar date dates no event, empty where it may.

    Args:
        report: the report.
        piece: the piece of it that holds the date.
        start: first character of the date in the words of the piece.
        end: character after the last.
    """
    text = piece.mapped.text
    if is_caption(report, piece):
        return PICTURE
    if _PAGE.search(text, max(0, start - 24), start) is not None:
        return PAGE
    if start < 70 and _DATELINE.fullmatch(text[:start]) and _DATELINE_END.match(text, end):
        return DATELINE
    return SOURCE if _is_source(piece, start, end) else ""


def is_caption(report: Report, piece: Parsed) -> bool:
    """Whether a piece is the words under a picture: by its kind, or short and with a picture's credit."""
    if report.blocks[piece.block].kind == "caption":
        return True
    text = piece.mapped.text
    return len(text) <= CAPTION and _CREDIT.search(text) is not None


def _is_source(piece: Parsed, start: int, end: int) -> bool:
    """Whether a date stands behind the name of a source, in brackets or alone ("(Ost Courier, March 3)")."""
    text = piece.mapped.text
    opening = max(text.rfind(mark, max(0, start - 90), start) for mark in "([")
    if opening >= 0 and not any(mark in text[opening:start] for mark in ")]"):
        first = max(opening, text.rfind(";", opening, start)) + 1
        return _SOURCE_END.match(text, end) is not None and _is_named(piece, first, start)
    line = max(text.rfind(mark, 0, start) for mark in ("—", "–", "•", ". ", ": ", "; "))
    first = line + 1 if line >= 0 else 0
    rest = text[end : end + 3].strip(" .)")
    if rest and not rest.startswith((":", "—", "–", ";")):
        return False
    opened = _OPENERS.search(text, 0, first) is not None or text[first - 1 : first] in "—–•" or first == 0
    return opened and _is_outlet(text[first:start])


def _is_named(piece: Parsed, start: int, end: int) -> bool:
    """Whether the words are one or more names, none of them a place's, and nothing else."""
    words = _WORD.findall(piece.mapped.text[start:end])
    if not words or len(words) > 8 or not words[0][0].isupper():
        return False
    if any(not word[0].isupper() and not word[0].isdigit() and word.lower() not in _SMALL for word in words):
        return False
    name = piece.doc.char_span(start, end, alignment_mode="contract") or ()
    kinds = {token.ent_type_ for token in name if token.is_alpha and token.lower_ not in _SMALL}
    return _is_outlet(piece.mapped.text[start:end]) or not kinds <= {"GPE", "LOC", "DATE", "EVENT", "FAC"}


def _is_outlet(words: str) -> bool:
    """Whether words are the name of an agency or outlet that the lexicons know."""
    name = words.strip(" ,.;:()[]—–•")
    return 0 < len(name) <= 60 and (newsroom.is_outlet(name) or newsroom.agency_named(name) is not None)
