"""An item as a wire agency sends it, whatever the format: its headline, byline, dateline and body as one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import UnreadableSource
from onrecord.intake.credits import people
from onrecord.intake.dates import iso_date
from onrecord.intake.match import squeeze
from onrecord.intake.metadata import merged, web_address
from onrecord.intake.page import composed, tree_of
from onrecord.intake.plain import checked
from onrecord.intake.walk import Segment, walk
from onrecord.lexicons.newsroom import agency_named, outlet_of
from onrecord.model.report import BlockKind, Document, Given
from onrecord.text.canonical import canonical

#: ISO 8601 without marks, as NITF writes days and times ("20260207T101500+0100").
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?")
#: A maker whose name says that it is an agency is one, also where no list has it.
_AGENCY = re.compile(r"\b(?:agency|agencia|agence|agentur|agenzia|newswire|news wire|press association|wire service)\b")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: A wire format's names and credits are short; longer words are no name.
_MOST = 4_000
_MOST_ID = 200
#: How many segments at the head of a body may be the headline or the byline that its facts name as well.
_HEAD = 5


@dataclass(frozen=True, slots=True)
class Item:
    """What an agency sent.

    Attributes:
        given: its facts.
        body: the segments of its body in order.
        headline: the words of its headline.
        standfirst: its summary, where the format shows it as part of the item.
        by: its byline as written.
        dateline: its dateline, where the format has it apart from the body.
        partial: why words may lack, a sentence each.
    """

    given: Given
    body: Sequence[Segment]
    headline: str | None = None
    standfirst: str | None = None
    by: str | None = None
    dateline: str | None = None
    partial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item comes from.

    Attributes:
        raw: its bytes.
        media_type: the media type with which they can be read again.
        name: its name.
        decoding: the encoding of its bytes.
    """

    raw: bytes
    media_type: str
    name: str
    decoding: str


def document(item: Item, source: Source, given: Given) -> Document:
    """The document of an item: headline, byline and dateline as they are sent, each once, then the body.

    Args:
        item: what was sent.
        source: where it comes from.
        given: facts that a user gave; they outrank the item's own.

    Raises:
        UnreadableSource: it holds no letter.
        TooLarge: its text has more characters than a report may have.
    """
    segments, kinds = _ordered(item)
    text, parts = composed(segments, dict(enumerate(kinds)))
    own = merged(given, item.given)
    text = checked(text, source.name)
    return Document(source.name, source.raw, source.media_type, text, source.decoding, own, parts, item.partial)


def _ordered(item: Item) -> tuple[list[Segment], list[BlockKind]]:
    """The segments in the order in which a newsroom shows them, and their kinds."""
    body = list(item.body)
    head = [squeeze(segment.text) for segment in body[:_HEAD]]
    title = squeeze(item.headline or "")
    before: list[tuple[str | None, BlockKind]] = [
        (item.headline, "headline"),
        (item.standfirst, "standfirst"),
        (item.by, "byline"),
        (item.dateline, "dateline"),
    ]
    segments: list[Segment] = []
    kinds: list[BlockKind] = []
    for words, kind in before:
        said = squeeze(words or "")
        if words and said and not _stands(said, head, kind):
            segments.append(segment(words))
            kinds.append(kind)
    for one in body:
        shown = squeeze(one.text)
        is_title = bool(title) and shown == title and "headline" not in kinds
        heading = one.kind == "headline"
        kinds.append("headline" if is_title else "subhead" if heading else one.kind)
        segments.append(one if segments else replace(one, joint=2))
    return segments, kinds


def _stands(said: str, head: list[str], kind: BlockKind) -> bool:
    """Whether words stand at the head of the body already; a dateline opens its first paragraphs."""
    if kind == "dateline":
        return any(words.startswith(said) for words in head)
    return said in head


def segment(words: str, kind: BlockKind = "paragraph") -> Segment:
    """A segment of its own with these words, white space as a browser shows it."""
    return Segment(" ".join(canonical(words.replace("\x00", "\ufffd")).split()), kind, 2, 0, frozenset(), 0, 0, None)


def paragraphs(text: str) -> list[Segment]:
    """The paragraphs of plain text: set apart by blank lines, or a line each where there are none."""
    text = canonical(text.replace("\x00", "\ufffd"))
    pieces = _BLANK_LINES.split(text.strip())
    pieces = pieces if len(pieces) > 1 else text.split("\n")
    return [segment(piece) for piece in pieces if piece.strip()]


def segments_of(markup: str, name: str) -> list[Segment]:
    """The segments of a body in HTML; plain paragraphs if no element is in it.

    Raises:
        TooLarge: one of its elements is larger than any article's.
    """
    if "<" not in markup:
        return paragraphs(markup)
    tree = tree_of(markup, name)
    return walk(tree) if tree is not None else []


def maker(names: Sequence[str | None]) -> tuple[str | None, str | None]:
    """The outlet and the agency of an item from the names of who sends it, the first the most telling.

    An agency's own item has both; one of a paper that credits an agency has the paper and the agency.
    """
    said = [name for name in map(words, names) if name]
    outlet = said[0] if said else None
    agency = next((found for name in said if (found := _agency_called(name))), None)
    if agency is None and outlet and _AGENCY.search(outlet.lower()):
        agency = outlet
    return (_agency_called(outlet) or outlet) if outlet else None, agency


def _agency_called(name: str) -> str | None:
    """The usual name of the agency that is named by its name or by its host ("reuters.com")."""
    return agency_named(name) or agency_named(outlet_of(name) or "")


def by_names(by: str | None, outlet: str | None) -> tuple[str, ...]:
    """The names of people in a byline."""
    return tuple(name for name in people([by], outlet) if not agency_named(name))


def words(value: Any) -> str | None:
    """A string without needless white space; anything else says nothing."""
    if not isinstance(value, str) or len(value) > _MOST:
        return None
    return " ".join(canonical(value.replace("\x00", "\ufffd")).split()) or None


def sent(values: Sequence[Any]) -> str | None:
    """The first of several dates that is one, as ISO."""
    return next(filter(None, map(_date, values)), None)


def _date(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    match = _BASIC.fullmatch(value.strip())
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return iso_date(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}")
    return iso_date(value)


def address_or_id(value: Any) -> tuple[str | None, str | None]:
    """What names an item: a web address, or else an id."""
    name = words(value)
    address = web_address(name) if name else None
    is_id = name and not address and len(name) <= _MOST_ID and " " not in name
    return address, name if is_id else None


def language(value: Any) -> str | None:
    """The two letters of a language tag."""
    return value[:2].lower() if isinstance(value, str) and re.fullmatch("[A-Za-z]{2}(?:[-_].{1,12})?", value) else None


def refuse_withdrawn(status: Any, name: str) -> None:
    """Raises UnreadableSource for an item that its sender took back or holds back."""
    said = str(status or "").lower().rsplit(":", 1)[-1].rsplit("/", 1)[-1]
    kind = _WITHDRAWN.get(said)
    if kind:
        raise UnreadableSource(f"{kind} (its status is {said!r}), so it is no report", where=name, hint=_STANDS)


_WITHDRAWN = {
    "canceled": "was taken back by its sender",
    "cancelled": "was taken back by its sender",
    "killed": "was taken back by its sender",
    "withheld": "is held back by its sender",
    "embargoed": "is held back by its sender",
    "draft": "is held back by its sender",
}
_STANDS = "Nothing was taken from it; an earlier version that is on record stays there, so see whether it still holds"


def no_text(kinds: Iterator[str], name: str) -> UnreadableSource:
    """The error for a source of which no item holds text."""
    said = ", ".join(sorted(set(kinds)))
    return UnreadableSource(
        f"holds no text ({said})" if said else "holds no item",
        where=name,
        hint="Pictures, sound, film and lists of other items are passed over; give the text items",
    )
