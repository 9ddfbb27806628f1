"""Which format a source has: told by its content, and by its extension where the content leaves it open."""

from __future__ import annotations

import enum
import json
import re
from pathlib import Path

from onrecord.errors import UnreadableSource
from onrecord.intake import gunzip


class Format(enum.Enum):
    """The formats that can be read; the value is the media type of one report in it, or of the whole."""

    TEXT = "text/plain"
    PAGE = "text/html"
    LINES = "application/json; lines"
    OBJECTS = "application/json"
    WIRE = "application/vnd.iptc.g2.newsitem+xml"
    WARC = "application/warc"
    PARQUET = "application/vnd.apache.parquet"
    FEED = "application/xml; feed"
    ITEM = "application/vnd.onrecord.feed-item+json"


_BY_EXTENSION = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.PAGE,
    ".htm": Format.PAGE,
    ".xhtml": Format.PAGE,
    ".jsonl": Format.LINES,
    ".ndjson": Format.LINES,
    ".json": Format.OBJECTS,
    ".xml": Format.WIRE,
    ".nitf": Format.WIRE,
    ".warc": Format.WARC,
    ".parquet": Format.PARQUET,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".rdf": Format.FEED,
}
#: Formats of which a crawler or an archive packs whole files by gzip.
_PACKED = (".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".xml", ".warc")
#: Extensions of files that are taken from a folder.
EXTENSIONS = (*_BY_EXTENSION, *(f"{one}.gz" for one in _PACKED))
#: Formats whose sources may hold more reports than one.
_SEVERAL = frozenset({Format.LINES, Format.WARC, Format.PARQUET})
#: The first and the last bytes of every Parquet file.
_PARQUET = b"PAR1"
#: How much of a source is looked at to tell its format.
HEAD = 65_536
_FEED = re.compile(
    rb"\A\s{0,999}(?:<\?xml[^>]{0,300}>\s{0,99})?(?:<\?[^>]{0,999}>\s{0,99}|<!--[^>]{0,2000}-->\s{0,99}|<!doctype[^>]{0,300}>\s{0,99}){0,9}"
    rb"<(?:rss|feed|rdf:rdf|channel|opml|(?:\w{1,20}:)feed)\b",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(
    rb'\A\s{0,99}\{[^{}\[\]]{0,4000}"version"\s{0,9}:\s{0,9}"https?://jsonfeed\.org/version/1', re.ASCII
)
_PAGE = re.compile(
    rb"\A\s{0,999}(?:<\?xml[^>]{0,300}>\s{0,99})?(?:<!--[^>]{0,2000}-->\s{0,99})*<(?:!doctype html|html|head|body)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    rb"\A(?:[A-Za-z-]{2,40}:[^\n]{0,999}+\n[ \t]?){0,40}content-type:\s{0,9}multipart/related", re.IGNORECASE
)
_ROOT = re.compile(
    rb"\A(?:\s++|<\?[^>]{0,2000}+>|(?><!--(?s:.{0,4000}?)-->)"
    rb"|<!DOCTYPE[^>\[]{0,1000}+(?:\[[^\]]{0,60000}+\]\s{0,99}+)?>)*+"
    rb"<(?:[\w.-]{1,60}:)?([A-Za-z][\w.-]{0,60})[\s/>]"
)
#: Root elements of what agencies send (NewsML-G2, NewsML 1, NITF), and of lists of addresses, which are polled.
_WIRE_ROOTS = frozenset(
    b"newsitem newsmessage packageitem conceptitem knowledgeitem planningitem catalogitem newsml nitf".split()
)
_FEED_ROOTS = frozenset(b"rss feed opml rdf".split())
#: A message of NewsML-G2 may hold several items.
_MESSAGE = b"newsmessage"


#: Media types by which servers name agencies' items: the IPTC's on the list of the IANA (NewsML-G2 has one for each
#: kind of item), that of ninjs with or without its version, and those that NITF went by before.
_WIRE_TYPES = re.compile(
    r"application/vnd\.iptc\.(?:g2\.[a-z]+\+xml|ninjs(?:\.[\w.-]+)?\+(?P<json>json))|application/(?:xml\+)?nitf(?:\+xml)?"
    r"|text/vnd\.iptc\.(?:newsml|nitf)",
    re.ASCII,
)


def wire_extension(media_type: str) -> str | None:
    """The extension of a file of the kind that a media type of an agency's items names; ``None`` for other types.

    Args:
        media_type: in lower case, without parameters.

    >>> wire_extension("application/vnd.iptc.g2.newsmessage+xml"), wire_extension("application/vnd.iptc.ninjs+json")
    ('.xml', '.json')
    """
    found = _WIRE_TYPES.fullmatch(media_type)
    return None if found is None else ".json" if found["json"] else ".xml"


def sniff(head: bytes, extension: str, name: str) -> Format:
    """The format of a source.

    Args:
        head: its first bytes (64 kB are enough), unpacked.
        extension: lower case, with the dot, that of the packed file if it is packed; empty if it has none.
        name: the source's name, for errors.

    Raises:
        UnreadableSource: a format that is known and cannot be read, such as a page saved as MHTML.
    """
    if extension in (".mht", ".mhtml") or _ARCHIVE.match(head[:8_000]):
        raise UnreadableSource(
            "is a page saved as one archive (MHTML)", where=name, hint="Save it again as 'Web page, HTML only'"
        )
    if head.startswith(b"WARC/"):
        return Format.WARC
    if head.startswith(_PARQUET):
        return Format.PARQUET
    said = _BY_EXTENSION.get(extension)
    start = head.removeprefix(b"\xef\xbb\xbf")
    if said is not Format.LINES and (_JSON_FEED.match(start) or _FEED.match(start) or _FEED.match(_narrow(start))):
        return Format.FEED
    if said in (Format.LINES, Format.OBJECTS, Format.WARC, Format.PARQUET):
        return said
    if looks_like_a_page(start):
        return Format.PAGE
    root = _root(start)
    if root in _WIRE_ROOTS or root in _FEED_ROOTS:
        return Format.WIRE if root in _WIRE_ROOTS else Format.FEED
    return said or _by_content(start)


def looks_like_a_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return bool(_PAGE.match(head) or _PAGE.match(_narrow(head)))


def holds_several(source: str) -> bool:
    """Whether a source may hold more reports than one: a folder, lines, an archive, a table, a message of items."""
    path = Path(source)
    extension = path.suffix.lower()
    if extension == ".gz":
        extension = Path(path.stem).suffix.lower()
    if _BY_EXTENSION.get(extension) in _SEVERAL:
        return True
    try:
        if path.is_dir():
            return True
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        head = gunzip.peek(head) if head.startswith(gunzip.MAGIC) else head
        return sniff(head, extension, source) in _SEVERAL or _root(head) == _MESSAGE
    except (OSError, ValueError, UnreadableSource):  # it is told when the source is read
        return False


def _root(head: bytes) -> bytes:
    """The local name of the root element, lower case; empty if the bytes do not begin as XML does."""
    if head.lstrip()[:1] != b"<":
        head = _narrow(head)
    match = _ROOT.match(head)
    return match[1].lower() if match else b""


def _narrow(head: bytes) -> bytes:
    """The head of a UTF-16 text as if it were ASCII."""
    return head[2:2_000].replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else b""


def _by_content(head: bytes) -> Format:
    """JSON is told by a first line that is a whole object, or a start that only JSON has; all else is text."""
    text = head.lstrip()
    first = text.split(b"\n", 1)[0].rstrip()
    if not first.startswith((b"{", b"[")):
        return Format.TEXT
    try:
        return Format.LINES if isinstance(json.loads(first), dict) else Format.OBJECTS
    except (ValueError, RecursionError):
        pass
    if re.match(rb'\[\s{0,99}\{\s{0,99}"|\{\s{0,99}"[\w-]{1,40}"\s{0,9}:', text):
        return Format.LINES if first.startswith(b"{") and len(first) > 1 else Format.OBJECTS
    return Format.TEXT
