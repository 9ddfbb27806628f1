"""A web address becomes documents: it is fetched once, and read as a file of its kind would be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake import feeditem, jsonl, ninjs
from onrecord.intake.feed import read as read_feed
from onrecord.intake.fetch import Fetched, Fetcher
from onrecord.intake.formats import Format, sniff, wire_extension
from onrecord.intake.guard import ALLOW, Guard, hosts
from onrecord.intake.metadata import merged
from onrecord.intake.plain import NOTHING
from onrecord.model.address import address_key, parts_of
from onrecord.model.report import Document, Given

_EXTENSIONS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
}
#: What is read from files only: it holds whole collections.
_FILES = {Format.WARC: "a web archive (WARC)", Format.PARQUET: "a table (Parquet)"}


@lru_cache(maxsize=4)
def _fetcher(allowed: str) -> Fetcher:
    return Fetcher(Guard(hosts(allowed)))


def fetcher() -> Fetcher:
    """The fetcher of this run: one for all sources, so that pauses and what sites ask hold throughout."""
    return _fetcher(os.environ.get(ALLOW, ""))


def fetched(address: str) -> Fetched:
    """What an address gives, as it came.

    Args:
        address: ``https://…``; one without its scheme is taken for that.

    Raises:
        SourceError: the address could not be fetched.
    """
    return fetcher().page(address if "://" in address else f"https://{address}")


def read(found: Fetched, name: str, given: Given = NOTHING) -> Iterator[Document | SourceError]:
    """The reports in what was fetched.

    Raises:
        SourceError: there is none in it, or it is an archive or a table, which are read as files.
    """
    kind = kind_of(found, name)
    if kind in _FILES:
        raise UnreadableSource(f"is {_FILES[kind]}", where=name, hint="Download it, then add the file")
    if kind is Format.FEED:
        feed = read_feed(found.raw, name, charset=found.charset, base=found.url)
        yield from (_seen(one, found) for one in feeditem.documents(feed, name, replace(given, id=None, url=None)))
    elif kind is Format.LINES:
        yield from jsonl.documents(found.raw.split(b"\n"), name, replace(given, id=None))
    elif kind is Format.OBJECTS:
        yield from jsonl.items(found.raw, name, given)
    elif kind is Format.WIRE:
        from onrecord.intake import newsml

        yield from (_placed(one, found, name) for one in newsml.documents(found.raw, name, given))
    else:
        yield one_report(found, name, given, page=kind is Format.PAGE)


def kind_of(found: Fetched, name: str) -> Format:
    """The format of what was fetched; an agency's item in JSON is one, also where its server calls it text.

    Raises:
        UnreadableSource: a format that is known and cannot be read, such as a page saved as MHTML.
    """
    said = _EXTENSIONS.get(found.media_type) or wire_extension(found.media_type)
    extension = said or PurePosixPath(parts_of(found.url).path).suffix.lower()
    kind = sniff(found.raw[:65_536], extension, name)
    return Format.OBJECTS if kind is Format.TEXT and _is_ninjs(found.raw) else kind


def _is_ninjs(raw: bytes) -> bool:
    if not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        fields = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return ninjs.is_item(fields)


def one_report(found: Fetched, name: str, given: Given = NOTHING, *, page: bool = True) -> Document:
    """The document of a page that was fetched, with its address and the time at which it was seen there.

    Raises:
        SourceError: it is no report.
    """
    from onrecord.intake.sources import reread

    media_type = Format.TEXT.value if not page else Format.PAGE.value
    if page and found.charset:
        media_type += f"; charset={found.charset}"
    document = reread(found.raw, media_type, name, given)
    if not given.url:
        own = document.given.url
        there = own if own and address_key(own) == address_key(found.url) else found.url
        document = replace(document, given=merged(Given(url=there), document.given))
    return replace(document, seen=found.at)


def item_report(found: Fetched, name: str) -> Document:
    """The document of a page that a feed's item names.

    Raises:
        SourceError: it is no page, or no report.
    """
    kind = kind_of(found, name)
    if kind not in (Format.PAGE, Format.TEXT):
        raise UnreadableSource("is no page", where=name, hint="Open it in a browser and see what it is")
    return one_report(found, name, page=kind is Format.PAGE)


def _placed(one: Document | SourceError, found: Fetched, name: str) -> Document | SourceError:
    """An agency's item with the time at which it was seen, and with the address if it is alone there and names none."""
    if isinstance(one, Document) and one.name == name and not one.given.url:
        one = replace(one, given=merged(Given(url=found.url), one.given))
    return _seen(one, found)


def _seen(one: Document | SourceError, found: Fetched) -> Document | SourceError:
    return replace(one, seen=found.at) if isinstance(one, Document) else one
