"""What a user names as a source becomes documents: a file, a folder or ``-``; a bad one never stops the others."""

from __future__ import annotations

import difflib
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake import gunzip, jsonl, plain
from onrecord.intake.decode import charset_in, refuse_binary
from onrecord.intake.formats import EXTENSIONS, HEAD, Format, sniff
from onrecord.intake.plain import NOTHING
from onrecord.model.report import Document, Given

if TYPE_CHECKING:
    from onrecord.intake.fetch import Fetched

_ADDRESS = re.compile(r"(?:https?|ftp|feed)://|www\.", re.IGNORECASE)

Findings = Iterator[Document | SourceError]


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that holds reports: a file, standard input, or what an address gave.

    Attributes:
        name: the path, ``-`` or the address.
        fetched: what the address gave.
        alone: it was named by itself, so that an id which was given is its own.
    """

    name: str
    fetched: Fetched | None = None
    alone: bool = True


def documents(source: str, given: Given = NOTHING, *, stdin: BinaryIO | None = None) -> Findings:
    """The documents of a source, in a fixed order; a part that cannot be read gives its error in its place.

    Args:
        source: a file (see ``formats.EXTENSIONS``, or told by content), a folder, ``-`` for standard input, or a web
            address, which is fetched.
        given: facts that a user gave; they outrank what the source says. An ``id`` holds for a single report only.
        stdin: the bytes of ``-``; standard input of the process if left out.

    Yields:
        A ``Document`` for each report, a ``SourceError`` for each that could not be taken in.
    """
    for one in inputs(source):
        if isinstance(one, SourceError):
            yield one
        else:
            yield from documents_in(one, given, stdin)


def inputs(source: str) -> Iterator[Input | SourceError]:
    """The things that a source names, none of which is parsed: the files of a folder, what an address gives.

    Args:
        source: as for ``documents``.
    """
    try:
        _refuse_name(source)
        if source == "-":
            yield Input(source)
        elif _ADDRESS.match(source) and not os.path.lexists(source):
            from onrecord.intake import web  # only who asks for an address needs what reaches the net

            yield Input(source, web.fetched(source))
        elif Path(source).is_dir():
            yield from (Input(str(path), alone=False) for path in _of_folder(Path(source)))
        else:
            yield Input(source)
    except SourceError as error:
        yield error
    except OSError as error:
        yield _unopened(source, error)


def documents_in(one: Input, given: Given = NOTHING, stdin: BinaryIO | None = None) -> Findings:
    """The documents of one thing that was named; see ``documents``."""
    given = given if one.alone else replace(given, id=None)
    try:
        if one.fetched is not None:
            from onrecord.intake import web

            yield from web.read(one.fetched, one.name, given)
        elif one.name == "-":
            yield from _stdin(given, stdin)
        else:
            yield from _file(Path(one.name), given)
    except SourceError as error:
        yield error
    except OSError as error:
        yield _unopened(one.name, error)


def reread(raw: bytes, media_type: str, name: str, given: Given = NOTHING) -> Document:
    """The document that the same bytes gave before: the same text, decoding and parts.

    Args:
        raw: the bytes that a document carries.
        media_type: the media type that it carries.
        name: its name.
        given: the facts to carry; they have no influence on the text.

    Raises:
        SourceError: the bytes are not a report of this media type.
    """
    if media_type.startswith("text/html"):
        return _page(raw, name, given, charset_in(media_type))
    reader = _READERS.get(media_type.partition("; charset=")[0])
    if reader is None:
        raise UnreadableSource(f"has the unknown format {media_type!r}", where=name, hint="Nothing can read it again")
    return reader(raw, name, given)


def _page(raw: bytes, name: str, given: Given, charset: str | None) -> Document:
    from onrecord.intake import page  # lxml and trafilatura take half a second to load

    return page.read(raw, name, given, charset)


def _item(raw: bytes, name: str, given: Given) -> Document:
    from onrecord.intake import feeditem

    return feeditem.read(raw, name, given)


def _wire(raw: bytes, name: str, given: Given) -> Document:
    from onrecord.intake import newsml

    return newsml.read(raw, name, given)


#: One reader a media type of a report, pages apart; a new format is one line here and one in ``formats``.
_READERS: dict[str, Callable[[bytes, str, Given], Document]] = {
    "text/plain": plain.read,
    jsonl.MEDIA_TYPE: jsonl.read,
    "application/vnd.iptc.g2.newsitem+xml": _wire,
    "application/nitf+xml": _wire,
    Format.ITEM.value: _item,
}


def shown(path: str) -> str:
    """A path as it can be printed and stored: bytes of a file name that are no text become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refuse_name(source: str) -> None:
    """Raises UnreadableSource for a name that no file can have, on which the system's own functions fail."""
    if not source.strip() or "\x00" in source or any("\ud800" <= char <= "\udc7f" for char in source):
        shape = source.encode("unicode_escape").decode("ascii")[:100]
        raise UnreadableSource(
            "is not the name of a file", where=repr(shape), hint="Give a file, a folder, an address or '-'"
        )


def _file(path: Path, given: Given) -> Findings:
    name = shown(str(path))
    if not path.exists():
        raise _missing(path)
    if not path.is_file():
        raise UnreadableSource("is neither a file nor a folder", where=name, hint="Give a file, a folder or '-'")
    extension = path.suffix.lower()
    with path.open("rb") as stream:
        yield from _stream(stream, name, given, Path(path.stem).suffix.lower() if extension == ".gz" else extension)


def _stdin(given: Given, stdin: BinaryIO | None) -> Findings:
    import sys

    yield from _stream(stdin or sys.stdin.buffer, "-", given, "")


def _stream(stream: BinaryIO, name: str, given: Given, extension: str) -> Findings:
    head = stream.read(HEAD)
    packed = head.startswith(gunzip.MAGIC)
    start = gunzip.peek(head) if packed else head
    kind = sniff(start, extension, name)
    if kind is Format.WARC:
        from onrecord.intake import warc

        yield from warc.documents(stream, name, replace(given, id=None), head)
    elif packed:
        yield from _packed(gunzip.Gunzip(stream, head), name, given, kind)
    elif kind is Format.PARQUET:
        from onrecord.intake import parquet

        if stream.seekable():
            stream.seek(0)
        yield from parquet.documents(stream, name, replace(given, id=None))
    elif kind is Format.LINES:
        yield from _lines(stream, start, name, given)
    else:
        if stream.seekable():
            at = stream.tell()
            plain.check_size(len(head) + stream.seek(0, os.SEEK_END) - at, name)
            stream.seek(at)
        yield from _whole(head + stream.read(plain.MAX_BYTES + 1 - len(head)), name, given, kind)


def _lines(stream: BinaryIO, head: bytes, name: str, given: Given) -> Findings:
    _refuse_wide(head, name)
    refuse_binary(head, name)
    yield from _or_empty(jsonl.documents(jsonl.lines(stream, head), name, replace(given, id=None)), name)


def _or_empty(found: Findings, name: str) -> Findings:
    """What was found, or the error for a source in which nothing stands."""
    told = False
    for one in found:
        told = True
        yield one
    if not told:
        yield UnreadableSource(
            "is empty", where=name, hint="Nothing was taken from it; leave it out or add its reports"
        )


def _whole(raw: bytes, name: str, given: Given, kind: Format) -> Findings:
    """The documents of a source that is read as a whole."""
    if kind is Format.OBJECTS:
        yield from jsonl.items(raw, name, given)
    elif kind is Format.FEED:
        from onrecord.intake import feed, feeditem

        yield from feeditem.documents(feed.read(raw, name), name, replace(given, id=None))
    elif kind is Format.WIRE:
        from onrecord.intake import newsml

        yield from newsml.documents(raw, name, given)
    else:
        yield reread(raw, kind.value, name, given)


def _packed(packed: gunzip.Gunzip, name: str, given: Given, kind: Format) -> Findings:
    """The documents of a file that is packed by gzip; of one that breaks off, what comes before."""
    stream: io.BufferedReader[Any] = io.BufferedReader(packed, HEAD)
    if kind is Format.PARQUET:
        raise UnreadableSource("is a Parquet file in gzip", where=name, hint="Unpack it first (gunzip)")
    if kind is Format.LINES:
        yield from _packed_lines(packed, stream, name, given)
    else:
        raw = stream.read(plain.MAX_BYTES + 1)
        if packed.fault != "is damaged" and raw:
            partial = (f"{_CUT}; its end is missing",) if packed.fault else ()
            for found in _whole(raw, name, given, kind):
                yield replace(found, partial=(*found.partial, *partial)) if isinstance(found, Document) else found
    if packed.fault:
        yield _cut(packed, name)


def _packed_lines(packed: gunzip.Gunzip, stream: io.BufferedReader[Any], name: str, given: Given) -> Findings:
    """The documents of packed lines, without the line that a broken file ends in."""
    head = stream.peek(HEAD)
    _refuse_wide(head, name)
    refuse_binary(head, name)

    def whole() -> Iterator[bytes]:
        for line in jsonl.lines(stream):
            if packed.fault is None or line.endswith(b"\n"):
                yield line

    found = jsonl.documents(whole(), name, replace(given, id=None))
    yield from found if packed.fault else _or_empty(found, name)


_CUT = "the gzip file ends early"


def _cut(packed: gunzip.Gunzip, name: str) -> UnreadableSource:
    kept = "what comes before is kept" if packed.sound or packed.fault == "ends early" else "nothing was taken from it"
    what = _CUT if packed.fault == "ends early" else "the gzip file is damaged"
    return UnreadableSource(
        f"{what} at byte {packed.reached:,}; {kept}",
        where=name,
        hint="Copy or fetch it again, whole, and give it again",
    )


def _refuse_wide(head: bytes, name: str) -> None:
    """Raises UnreadableSource for lines in UTF-16, which cannot be told apart byte by byte."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableSource("is in UTF-16", where=name, hint="JSON is written in UTF-8; save it so")


def _of_folder(folder: Path) -> Iterator[Path]:
    """All files below a folder that can hold reports, in the order of their paths.

    Hidden files and a saved page's own folder are left out.
    """
    found = 0
    for path in _below(folder):
        found += 1
        yield path
    if not found:
        raise UnreadableSource(
            "holds no report", where=shown(str(folder)), hint=f"Reports are files that end in {' '.join(EXTENSIONS)}"
        )


def _below(folder: Path) -> Iterator[Path]:
    for home, folders, files in os.walk(folder, onerror=_raise):
        pages = {Path(file).stem for file in files if file.lower().endswith((".html", ".htm"))}
        # A browser keeps the pictures, scripts and frames of page.html in page_files: none of them is a report.
        folders[:] = sorted(d for d in folders if not d.startswith(".") and d.removesuffix("_files") not in pages)
        for file in sorted(files):
            if not file.startswith(".") and file.lower().endswith(EXTENSIONS):
                yield Path(home, file)


def _raise(error: OSError) -> None:
    raise error


def _missing(path: Path) -> UnreadableSource:
    near: list[str] = []
    if path.parent.is_dir():
        near = difflib.get_close_matches(
            path.name, sorted(p.name for p in path.parent.iterdir())[:5_000], n=3, cutoff=0.5
        )
    hint = (
        f"Nearest: {', '.join(shown(str(path.parent / n)) for n in near)}" if near else "See whether the path is right"
    )
    return UnreadableSource("there is no such file", where=_short(shown(str(path))), hint=hint)


def _short(name: str) -> str:
    """A name as it is told: no longer than a path of a file can be said in a line or two."""
    return name if len(name) <= _LONGEST_TOLD else f"{name[: _LONGEST_TOLD - 50]}…{name[-50:]}"


#: Characters of a name that is told of in an error.
_LONGEST_TOLD = 300


def _unopened(source: str, error: OSError) -> UnreadableSource:
    reason = (error.strerror or str(error)).lower()
    name = _short(shown(str(error.filename or source)))
    return UnreadableSource(f"cannot be opened ({reason})", where=name, hint="See whether you may read it")
