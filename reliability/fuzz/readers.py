"""Each reader of the outside as a function of bytes that requires of what it gives what must hold."""

from __future__ import annotations

import io
import json
import re
import socket
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from onrecord.errors import BrokenExport, DateError, FetchError, IssuesError, NewerRecord, SourceError, TooLarge
from onrecord.intake import dates, feed, feeditem, gunzip, jsonl, net, newsml, opml, robots, warc
from onrecord.intake.decode import charset_in, decode
from onrecord.intake.fetch import Fetcher
from onrecord.intake.guard import Guard, hosts, target
from onrecord.intake.net import Limits
from onrecord.intake.plain import MAX_BYTES
from onrecord.intake.sources import documents, reread
from onrecord.judging import Judging
from onrecord.lexicons.issues_file import as_rows, in_use, read_file
from onrecord.model.judgement import Judgement
from onrecord.model.report import Given
from onrecord.store.portable.lines import parsed, written
from reliability.fuzz.broken import require
from reliability.fuzz.oracle import (
    all_sound,
    is_address,
    is_date,
    sound,
    sound_error,
    sound_given,
    sound_words,
)

NAME = "case"
_CHARSETS = (
    None,
    None,
    "utf-8",
    "windows-1251",
    "iso-8859-1",
    "shift_jis",
    "gb2312",
    "utf-16",
    "euc-kr",
    "rot13",
    "koi8-r",
)


def _one_of(data: bytes, choices: Sequence[Any]) -> Any:
    """A choice that the bytes themselves make, so that a case is its bytes and nothing else."""
    return choices[zlib.crc32(data) % len(choices)]


def _read(raw: bytes, media_type: str) -> Any:
    try:
        return sound(reread(raw, media_type, NAME), NAME)
    except SourceError as error:
        return sound_error(error, NAME)


def text(data: bytes) -> Any:
    """Plain text, and the decoding of it under whatever encoding a server names."""
    try:
        found = decode(data, name=NAME, markup=len(data) % 2 == 0, charset=_one_of(data, _CHARSETS))
        sound_words(found.text, "decoded text", line=False)
    except SourceError as error:
        sound_error(error, NAME)
    return _read(data, "text/plain")


def page(data: bytes) -> Any:
    """A saved page, with whatever encoding a server named."""
    charset = _one_of(data, _CHARSETS)
    charset = charset_in(f"text/html; charset={charset}") if charset else None
    return _read(data, f"text/html; charset={charset}" if charset else "text/html")


def lines(data: bytes) -> Any:
    """JSON Lines."""
    return all_sound(jsonl.documents(jsonl.lines(io.BytesIO(data)), NAME), NAME)


def objects(data: bytes) -> Any:
    """A file of JSON: an object, a list, an item of ninjs."""
    return all_sound(jsonl.items(data, NAME), NAME)


def item(data: bytes) -> Any:
    """An item of a feed as it is kept, which an exported record can bring along."""
    return _read(data, "application/vnd.onrecord.feed-item+json")


def feed_items(data: bytes) -> Any:
    """A feed, its items, and the reports that they hold."""
    base = _one_of(data, (None, "https://ledger.example/feed", "http://ledger.example/a/b?c=d"))
    try:
        found = feed.read(data, NAME, charset=_one_of(data, _CHARSETS), base=base)
    except SourceError as error:
        return sound_error(error, NAME)
    if found.title is not None:
        sound_words(found.title, "the title of a feed")
    sound_words(found.problem, "the problem of a feed")
    require(len({one.key for one in found.items}) == len(found.items), "two items cannot be told apart")
    require(len(found.items) <= feed.MOST_ITEMS, "more items than a feed has")
    told = [_item_of(one) for one in found.items]
    return found, told, all_sound(feeditem.documents(found, NAME, Given()), NAME)


def _item_of(one: feed.Item) -> Any:
    sound_words(one.key, "the key of an item")
    require(bool(one.key), "an item has no key")
    require(one.link is None or is_address(one.link), "the link of an item is none of the web")
    for day in (one.published, one.updated):
        require(day is None or is_date(day), "the day of an item is no date")
    sound_given(one.given("Ledger"))
    try:
        return sound(feeditem.document(one, NAME, "Ledger"), NAME)
    except SourceError as error:
        return sound_error(error, NAME)


def outlines(data: bytes) -> Any:
    """A list of feeds, which written and read again is the same list."""
    try:
        found, problem = opml.read(data, NAME)
    except SourceError as error:
        return sound_error(error, NAME)
    sound_words(problem, "the problem of a list")
    for one in found:
        sound_words(one.url, "the address of a feed")
        sound_words(one.title or "", "the title of a feed")
    require(len({one.url for one in found}) == len(found) <= opml.MOST_FEEDS, "a feed stands twice in a list")
    again, _ = opml.read(opml.written(found).encode(), NAME)
    require([one.url for one in again] == [one.url for one in found], "a list that was written is another when read")
    return found, problem


def wire(data: bytes) -> Any:
    """NewsML-G2 and NITF."""
    try:
        return all_sound(newsml.documents(data, NAME), NAME)
    except SourceError as error:
        return sound_error(error, NAME)


def archive(data: bytes) -> Any:
    """A WARC archive, packed or not."""
    return all_sound(warc.documents(io.BytesIO(data), NAME), NAME)


def gunzipped(data: bytes) -> Any:
    """The bytes in a gzip stream: all of them where it is whole, and never any after its fault but those told of."""
    gunzip.peek(data[:65_536])
    whole = _unpacked(data)
    stream = gunzip.Gunzip(io.BytesIO(data), b"", b"", b"")
    found = io.BufferedReader(stream).read(MAX_BYTES)
    if whole is not None and len(whole) < MAX_BYTES and data:
        require((found, stream.fault) == (whole, None), "a whole gzip stream is read otherwise")
    require(stream.sound <= len(found) or len(found) == MAX_BYTES, "more bytes are trusted than there are")
    require(stream.reached <= len(data), "more bytes were used than there are")
    return found, stream.fault, stream.sound, _pieces(data)


def _unpacked(data: bytes) -> bytes | None:
    """What zlib gives of a whole stream of members; ``None`` if it is none (Python's module heeds fewer flags)."""
    found, rest = b"", data
    while rest:
        member = zlib.decompressobj(wbits=31)
        try:
            found += member.decompress(rest)
        except zlib.error:
            return None
        if not member.eof:
            return None
        rest = member.unused_data.lstrip(b"\0")
    return found


def _pieces(data: bytes) -> Any:
    """What is read of an archive whose broken places are passed over."""
    stream = gunzip.Gunzip(io.BytesIO(data), b"", b"WARC/", b"WARC-Type: warcinfo")
    found = []
    for _ in range(len(data) // 8 + 8):
        while piece := stream.read(1 << 16):
            found.append(piece)
        if not stream.go_on():
            return found, stream.fault, stream.sound
    raise AssertionError("a gzip stream never ends")


def table(data: bytes) -> Any:
    """A Parquet file."""
    from onrecord.intake import parquet

    try:
        return all_sound(parquet.documents(io.BytesIO(data), NAME), NAME)
    except SourceError as error:
        return sound_error(error, NAME)
    except MemoryError:  # a size that is a lie: the process that parses has a gigabyte, and says so when it lacks more
        return "more memory than there is"


def source(data: bytes) -> Any:
    """Bytes on standard input, whose format is told by what they are; they may be packed."""
    return all_sound(documents("-", stdin=io.BytesIO(data)), "-")


def robots_txt(data: bytes) -> Any:
    """A ``robots.txt``, and what it says of some pages."""
    found = robots.read(data.decode("utf-8", "replace"))
    require(0.0 <= found.pause <= robots.LONGEST_PAUSE, "a pause is longer than any")
    require(found.allows("/robots.txt"), "its own file is refused")
    paths = ("/", "/world/talks?id=1", "/a%2Fb", "/%FF", "/" + "a" * 300, *(rule for _, rule in found.rules[:3]))
    return found, [found.allows(path) for path in paths]


class _Served:
    """Stands for the net: every connection gives the same bytes, and nothing leaves this process."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self, *_: object) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            theirs.setblocking(False)
            theirs.send(self._data)
            theirs.shutdown(socket.SHUT_WR)
            ours.setblocking(True)
            self._kept = theirs.dup()  # what is asked is never read, but must not be refused
        return ours


_LIMITS = Limits(connect=2, read=2, total=8, size=200_000)
_PLACE = "http://ledger.example/feed"


def answer(data: bytes) -> Any:
    """What a server answers, redirects and all: an answer within its limits, or an error that names the address."""
    fetcher = Fetcher(Guard(resolver=lambda *_: ["93.184.216.34"]), limits=_LIMITS, pause=0, sleep=lambda _: None)
    data = data[:100_000]  # what a pair of sockets holds
    with mock.patch.object(net, "_dialled", _Served(data)):
        try:
            found = fetcher.feed(_PLACE)
        except (FetchError, TooLarge) as error:
            require(bool(re.search(r"https?://", error.where)) or isinstance(error, FetchError), "no address is named")
            return sound_error(error)
    require(len(found.raw) <= _LIMITS.size, "an answer is larger than it may be")
    require(is_address(found.url), "the answer is of no address")
    for said in (found.url, found.media_type, found.charset, found.etag, found.last_modified, found.moved):
        sound_words(said or "", "what an answer says")
    return replace(found, at="")


def address(data: bytes) -> Any:
    """A web address: its parts can be asked for, and give the same parts again."""
    words = data.decode("utf-8", "surrogateescape" if len(data) % 2 else "replace")
    try:
        found = target(words)
    except FetchError as error:
        return sound_error(error)
    require(found.path.isascii() and found.path.startswith("/"), "a path cannot be sent")
    require(not re.search(r"[\x00-\x20\x7f]", found.path + found.host), "a request could be split")
    require(found.host.isascii() and 0 <= found.port < 65_536, "a host cannot be asked")
    whole = f"{found.scheme}://{found.site}{found.path}"
    if len(whole) <= 2_000:  # percent-encoded it may be longer than an address may be
        again = target(whole)
        require((again.site, again.path) == (found.site, found.path), "an address is another when read again")
    try:
        hosts(words)
    except FetchError as error:
        sound_error(error)
    return found, urlsplit(found.url).scheme


def day(data: bytes) -> Any:
    """The words of a date: an ISO date that is read as itself, or none."""
    words = data.decode("utf-8", "replace")
    found = dates.iso_date(words)
    require(found is None or is_date(found), "a date is none")
    require(found is None or dates.iso_date(found) == found, "a date is another when read again")
    try:
        require(dates.parse_given(words, NAME) == found, "a date that is given is another")
    except DateError as error:
        require(found is None, "a date is refused")
        sound_error(error, NAME)
    return found


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for what is read by its path, which goes with the process."""
    return tempfile.TemporaryDirectory(prefix="onrecord-fuzz-")


def _file(name: str, data: bytes) -> Path:
    path = Path(_folder().name, name)
    path.write_bytes(data)
    return path


class _Kept(Judging):
    """Takes judgements without a record."""

    def __init__(self) -> None:
        self.kept: list[Judgement] = []
        self._store = self  # type: ignore[assignment]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Those that it took."""
        return tuple(self.kept)

    def judge(self, one: Judgement) -> None:  # type: ignore[override]
        """Takes one, as a store does."""
        self.kept.append(one)


def judgements(data: bytes) -> Any:
    """A file of judgements: those that are taken can be kept, and handed on to another record as they are."""
    taker = _Kept()
    found = taker.import_judgements(_file(NAME, data))
    told = [sound_error(error, NAME) for error in found.errors]
    for one in found.added:
        for words in (one.target, one.verdict, one.by, one.at):
            sound_words(words, "a field of a judgement")
        for words in (one.note, one.value, one.anchor):
            sound_words(words, "a text of a judgement", line=False)
        require(bool(one.kind) and isinstance(one.values, tuple), "a judgement is on nothing")
    other = _Kept()
    again = other.import_judgements(_file("again", "".join(taker.export_judgements()).encode()))
    require((again.added, again.errors) == (found.added, ()), "judgements that were handed on are others")
    return found.added, found.known, [(kind, said.replace(_folder().name, "")) for kind, said in told]


def record(data: bytes) -> Any:
    """An export of a whole record: its rows are values that a record can hold, and are the same when written again."""
    try:
        rows = list(parsed(io.BytesIO(data), NAME, summed=False))
    except (BrokenExport, NewerRecord) as error:
        return sound_error(error, NAME)
    again = "".join(written((row.table, SimpleNamespace(**row.values)) for row in rows)).encode()
    found = [(row.table.name, row.values) for row in parsed(io.BytesIO(again), NAME)]
    require(found == [(row.table.name, row.values) for row in rows], "rows that are written again are others")
    return found


def issues(data: bytes) -> Any:
    """A list of issues in TOML or JSON: it can be kept, used, and read again as it is kept."""
    name = "case.json" if data.lstrip()[:1] in (b"{", b"[") else "case.toml"
    try:
        kept = read_file(_file(name, data))
    except IssuesError as error:
        return sound_error(error, name)
    sound_words(kept, "a list of issues", line=False)
    require(read_file(_file("again.json", kept.encode())) == kept, "a list that is kept is another when read again")
    used = in_use(kept)
    require(as_rows(kept) == json.loads(kept), "a list cannot be shown")
    return kept, used.match(["bridge", "toll"]), sorted(used.issues)
