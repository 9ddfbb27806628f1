"""What must hold of whatever a reader makes of any bytes."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from onrecord.errors import OnrecordError, SourceError
from onrecord.intake.dates import FIRST_YEAR, LAST_YEAR
from onrecord.intake.plain import MAX_CHARACTERS
from onrecord.intake.sources import reread
from onrecord.model.report import BLOCK_KINDS, Document, Given
from onrecord.render.safe import visible
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical
from reliability.fuzz.broken import Broken, require

#: Messages are read by people: longer ones are none.
LONGEST_MESSAGE = 3_100
_DECODING = re.compile(r"([a-z0-9_.-]+)(?:, [1-9]\d* replaced)?")
_ADDRESS = re.compile(r"https?://[^\s/?#][^\s<>\"\x00-\x1f\x7f]*", re.IGNORECASE)


def all_sound(found: Iterable[Document | SourceError], name: str) -> tuple[Any, ...]:
    """Every document and error of a source, each judged; as values that can be compared with those of another run."""
    return tuple(sound(one, name) for one in found)


def sound(one: Document | SourceError, name: str) -> Any:
    """One document or error, judged."""
    if isinstance(one, Document):
        sound_document(one)
        require(one.name.startswith(name), "a document does not name its source")
        return one
    require(isinstance(one, SourceError), f"neither a document nor an error of a source: {type(one).__name__}")
    return sound_error(one, name)


def sound_error(error: OnrecordError, name: str = "") -> tuple[str, str]:
    """An error's kind and message, judged: one line that a person can read and that names the source."""
    said = error.message
    sound_words(said, "the message of an error")
    require(said == visible(said), "the message of an error holds what a terminal acts on")
    require(len(said) <= LONGEST_MESSAGE, "the message of an error is longer than a person reads")
    require("\n" not in said and said.strip() == said, "the message of an error is not one line")
    require(bool(error.what and error.hint), "an error does not say what was wrong or what to do")
    require(name in said, "an error does not name the source")
    return type(error).__name__, said


def sound_words(words: str, what: str, *, line: bool = True) -> None:
    """Words that are stored or shown can be: no lone surrogate, no NUL, and for most no line end."""
    require(isinstance(words, str), f"{what} is no text")
    require("\x00" not in words, f"{what} holds NUL")
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise Broken(f"{what} holds half a character") from None
    require(not line or not re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", words), f"{what} is more than one line")


def sound_document(one: Document) -> None:
    """A document is what it promises, its bytes give it again, and a report can be made of it."""
    text = one.text
    sound_words(text, "the text", line=False)
    require(text == canonical(text) and unicodedata.is_normalized("NFC", text), "the text is not canonical")
    require(any(map(str.isalpha, text)), "the text holds no letter")
    require(len(text) <= MAX_CHARACTERS, "the text is longer than a report may be")
    _sound_decoding(one.decoding)
    _sound_parts(one)
    sound_words(one.name, "the name")
    for said in one.partial:
        sound_words(said, "a reason why words lack")
        require(bool(said) and len(said) <= 500, "a reason why words lack is none, or is not short")
    sound_given(one.given)
    for stated in (one.modified, one.seen):
        require(stated is None or is_date(stated), "a date is none")
    again = reread(one.raw, one.media_type, one.name, one.given)
    require(again.text == text, "the bytes give another text")
    require((again.parts, again.decoding) == (one.parts, one.decoding), "the bytes give other parts or decoding")
    sound_report(one)


def _sound_decoding(said: str) -> None:
    match = _DECODING.fullmatch(said)
    require(match is not None, "the decoding is not recorded")
    try:
        codecs.lookup(match[1] if match else "")
    except LookupError:
        raise Broken("the decoding is none") from None


def _sound_parts(one: Document) -> None:
    end = 0
    for part in one.parts:
        require(end <= part.start < part.end <= len(one.text), "parts are out of order or of range")
        require(part.kind in BLOCK_KINDS, "a part is of no kind")
        require(one.text[part.start : part.end].strip() != "", "a part is empty")
        end = part.end


def sound_given(given: Given) -> None:
    """Facts can be stored, dates are dates, an address is one of the web."""
    for field in fields(given):
        value = getattr(given, field.name)
        for words in (value if field.name == "byline" else (value,)) if value is not None else ():
            sound_words(words, f"the {field.name}")
            require(bool(words.strip()), f"the {field.name} is blank")
            require(canonical(words) == words, f"the {field.name} is not canonical")
    require(given.published is None or is_date(given.published), "the day of publication is no date")
    require(given.url is None or is_address(given.url), "the address is none of the web")
    require(given.language is None or bool(re.fullmatch("[a-z]{2}", given.language)), "the language is none")


def is_date(words: str) -> bool:
    """Whether words are an ISO date or date-time of a year that a report can have."""
    try:
        day = datetime.fromisoformat(words) if "T" in words else date.fromisoformat(words)
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR and (day.isoformat() == words or "." in words)


def is_address(words: str) -> bool:
    """Whether words are an address that a page may make a link of."""
    return bool(_ADDRESS.fullmatch(words))


def sound_report(one: Document) -> None:
    """The report of a document has its words: what is not white space lies in exactly one block."""
    report = structure(one)
    end = 0
    for block in report.blocks:
        require(end <= block.start < block.end <= len(report.text), "blocks are out of order or of range")
        require(not report.text[end : block.start].strip(), "words lie in no block")
        end = block.end
    require(not report.text[end:].strip(), "words lie in no block")
    require(report.published is None or is_date(report.published), "the report's day is no date")
    for words in (report.id, report.title, report.outlet, report.agency, report.url, *report.byline, *report.notes):
        if words is not None:
            sound_words(words, "a fact of the report")
