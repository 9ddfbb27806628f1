"""A report: one article as one outlet published it, and the bytes it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, get_args

from onrecord.model.spans import Span

BlockKind = Literal[
    "headline",
    "byline",
    "dateline",
    "date",
    "standfirst",
    "paragraph",
    "subhead",
    "caption",
    "credit",
    "embedded_post",
    "source_line",
    "boilerplate",
]
BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)

#: Kinds whose words are the outlet's account (what is read for attributions, events and so on).
NARRATIVE: frozenset[str] = frozenset({"headline", "standfirst", "paragraph", "subhead", "caption", "embedded_post"})


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about a report beside its words: by the user, a sidecar, or the page's metadata.

    Dates are ISO (``2026-02-07`` or ``2026-02-07T10:15:00+00:00``). ``None`` means that nothing was said.
    """

    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of canonical text whose kind the markup of its source gives away.

    Attributes:
        start: first code point.
        end: code point after the last.
        kind: the kind of block that the markup names.
    """

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes taken in as text, before their structure is known.

    Attributes:
        name: the path, address or ``-`` as the user gave it; a line of a JSONL or a row of a Parquet is ``path:line``,
            a record of a WARC ``path#record``, an object of a list or an item of a message ``path[2]``.
        raw: the bytes of this one report, as they were found; unpacked if they were packed.
        media_type: what reads the bytes again: ``text/plain``; ``text/html``, with ``; charset=…`` if a server named
            it; ``application/json`` (a line of a JSONL, the line that a row of a Parquet stands for, an item of
            ninjs); ``application/vnd.iptc.g2.newsitem+xml`` or ``application/nitf+xml``; for an item of a feed one
            of Onrecord's own.
        text: canonical text: NFC, line ends ``\\n``, all offsets are code points into it.
        decoding: the character encoding that was used, with ``, N replaced`` where bytes could not be read.
        given: what was said about the report beside its words.
        parts: what the markup says of ranges of the text; empty for plain text.
        partial: why the text may lack something that the bytes or the published report hold, a sentence each; empty if
            nothing lacks.
        modified: ISO date or date-time at which the outlet says that it last changed the words.
        seen: ISO date-time at which the bytes were found at the address of the report: when they were fetched.
        asked: the facts that the user gave beside the source, which must not contradict what is on record.
    """

    name: str
    raw: bytes
    media_type: str
    text: str
    decoding: str
    given: Given = Given()
    parts: tuple[Part, ...] = ()
    partial: tuple[str, ...] = ()
    modified: str | None = None
    seen: str | None = None
    asked: Given = Given()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of canonical text with a kind and a voice.

    Attributes:
        kind: what part of a report it is.
        start: first code point.
        end: code point after the last.
        author: words that name the author of an embedded post; ``None`` means the outlet's own voice.
        dated: ISO day that the block itself carries (a post's date).
        repeats: index of the block whose words this one gives again.
    """

    kind: BlockKind
    start: int
    end: int
    author: Span | None = None
    dated: str | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report says it was filed: the places, and the range that says so."""

    place: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """A wire agency or another newsroom that a report credits, for its whole text or for a part of it.

    Attributes:
        name: an agency's usual name ("AFP"), another newsroom's name as written.
        span: the words that credit it.
        whole: it gave the text; otherwise a part of it or a statement.
        agency: it is a wire agency.
    """

    name: str
    span: Span
    whole: bool
    agency: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One article as one outlet published it.

    Attributes:
        id: the id that was given, else one computed from the text and its outlet.
        sha256: hex SHA-256 of the canonical text as UTF-8; names the revision.
        text: canonical text.
        title: the headline's words.
        outlet: name of the outlet, if known.
        agency: the wire agency that the report credits for its text, by its usual name ("AFP").
        byline: names of the authors; the outlet's where a page names only itself.
        dateline: where it was filed.
        published: ISO date or date-time of publication.
        url: where the outlet published it.
        language: ISO 639-1 code, ``und`` if it could not be told.
        blocks: the parts of the text, in text order, not overlapping; white space may lie between them.
        agency_credit: the words that credit the agency.
        published_words: the words that date the report, where the text itself does.
        notes: what a reader should know about the report (what is partial, missing or assumed), a sentence each.
    """

    id: str
    sha256: str
    text: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: tuple[str, ...] = ()
    dateline: Dateline | None = None
    published: str | None = None
    url: str | None = None
    language: str = "und"
    blocks: tuple[Block, ...] = ()
    agency_credit: Span | None = None
    published_words: Span | None = None
    notes: tuple[str, ...] = field(default=())

    def cut(self, start: int, end: int) -> Span:
        """The span of this report's text between two code points."""
        return Span.cut(self.text, start, end)

    def block_at(self, offset: int) -> int | None:
        """Index of the block that holds the code point, or ``None`` between blocks."""
        return next((i for i, block in enumerate(self.blocks) if block.start <= offset < block.end), None)

    @property
    def day(self) -> str | None:
        """The day of publication, ``YYYY-MM-DD``, or ``None``."""
        return self.published[:10] if self.published else None


def sha256_of(text: str) -> str:
    """Hex SHA-256 of a canonical text encoded as UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def report_id(text: str, given: Given) -> str:
    """The id of a report: the one given, else 12 hex digits of its text and where it was published.

    The same words in two outlets are two reports (that is what lineage is about); the same words of one outlet are one.
    """
    if given.id:
        return given.id
    home = given.url or given.outlet or ""
    return hashlib.sha256(f"{home}\n{text}".encode()).hexdigest()[:12]
