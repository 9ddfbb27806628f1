"""Which format a source has: told by its content, and by its extension where the content leaves it open."""

from __future__ import annotations

import enum
import json
import re

from onrecord.errors import UnreadableSource


class Format(enum.Enum):
    """The formats that can be read; the value is the media type of one report in it."""

    TEXT = "text/plain"
    PAGE = "text/html"
    LINES = "application/json; lines"
    OBJECTS = "application/json"
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
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".rdf": Format.FEED,
}
#: Extensions of files that are taken from a folder.
EXTENSIONS = tuple(_BY_EXTENSION)
_FEED = re.compile(
    rb"\s{0,999}(?:<\?xml[^>]{0,300}>\s{0,99})?(?:<\?[^>]{0,999}>\s{0,99}|<!--[^>]{0,2000}-->\s{0,99}|<!doctype[^>]{0,300}>\s{0,99}){0,9}"
    rb"<(?:rss|feed|rdf:rdf|channel|opml|(?:\w{1,20}:)feed)\b",
    re.IGNORECASE,
)
_JSON_FEED = re.compile(
    rb'\s{0,99}\{[^{}\[\]]{0,4000}"version"\s{0,9}:\s{0,9}"https?://jsonfeed\.org/version/1', re.ASCII
)
_PAGE = re.compile(
    rb"\s{0,999}(?:<\?xml[^>]{0,300}>\s{0,99})?(?:<!--[^>]{0,2000}-->\s{0,99})*<(?:!doctype html|html|head|body)",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\n]{0,998}\r?\n[ \t]?){0,40}content-type:\s{0,9}multipart/related", re.IGNORECASE
)


def sniff(head: bytes, extension: str, name: str) -> Format:
    """The format of a source.

    Args:
        head: its first bytes (64 kB are enough).
        extension: lower case, with the dot; empty if it has none.
        name: the source's name, for errors.

    Raises:
        UnreadableSource: a format that is known and cannot be read, such as a page saved as MHTML.
    """
    if extension in (".mht", ".mhtml") or _ARCHIVE.match(head[:8_000]):
        raise UnreadableSource(
            "is a page saved as one archive (MHTML)", where=name, hint="Save it again as 'Web page, HTML only'"
        )
    said = _BY_EXTENSION.get(extension)
    start = head.removeprefix(b"\xef\xbb\xbf")
    if said is not Format.LINES and (_JSON_FEED.match(start) or _FEED.match(start) or _FEED.match(_narrow(start))):
        return Format.FEED
    if said in (Format.LINES, Format.OBJECTS):
        return said
    if _PAGE.match(start) or _PAGE.match(_narrow(start)):
        return Format.PAGE
    return said or _by_content(start)


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
