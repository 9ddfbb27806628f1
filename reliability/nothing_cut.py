"""Nothing is cut silently: sentences at the start, in the middle and at the end of inputs that parsers cut.

``python -m reliability.nothing_cut`` takes in each input. Every sentence must be found in the text, or the source must
be marked as partial or refused, with a reason.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.intake.feeditem import FROM_THE_FEED
from onrecord.intake.sources import documents
from onrecord.model.report import Document
from reliability.made import report

START = "The first envoy reached the ferry at Marn before the fog had lifted."
MIDDLE = "Halfway through the night the lamps along the quay at Kessel went out."
END = "The last delegate left Osmara with an unsigned paper in his coat."
SENTENCES = (START, MIDDLE, END)


@dataclass(frozen=True, slots=True)
class Case:
    """One input.

    Attributes:
        name: what is hard about it.
        file: the file's name.
        raw: its bytes.
    """

    name: str
    file: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an input.

    Attributes:
        lost: sentences that stand in no document.
        said: why something may lack: reasons of partial documents, and errors.
    """

    lost: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether something was lost without a word."""
        return bool(self.lost) and not self.said


def fate(case: Case, folder: Path) -> Fate:
    """What becomes of an input."""
    path = folder / case.file
    path.write_bytes(case.raw)
    text, said = "", []
    for found in documents(str(path)):
        if isinstance(found, Document):
            text += " ".join(found.text.replace("\ufffd", "").split()) + " "
            said += [one for one in found.partial if one != FROM_THE_FEED]
        else:
            said.append(found.what)
    path.unlink()
    return Fate(tuple(one for one in SENTENCES if one not in text), tuple(said))


# -- pages --------------------------------------------------------------------------------------------------------


def _paragraphs(count: int = 14) -> list[str]:
    """Paragraphs of an invented report with the three sentences in their places."""
    told = [line for number in range(9) for line in report(number).split("\n\n")[1:] if "“" not in line][:count]
    told[0] = f"{START} {told[0].strip()}"
    told[count // 2] = f"{told[count // 2].strip()} {MIDDLE}"
    told[-1] = f"{told[-1].strip()} {END}"
    return [one.strip() for one in told]


def _page(body: str, head: str = "", tail: str = "</article></body></html>") -> bytes:
    return (
        f"<!doctype html><html><head><title>Ferry talks</title>{head}</head><body><article>"
        f"<h1>Ferry talks at Marn end without a paper</h1>{body}{tail}"
    ).encode()


def _body(*, after_start: str = "", before_end: str = "", wrap: str = "<p>{}</p>") -> str:
    """The report's paragraphs as HTML, with markup behind the first and before the last."""
    first, *others, last = (wrap.format(one) for one in _paragraphs())
    return first + after_start + "".join(others) + before_end + last


_SWALLOWING = (
    "script style textarea title xmp plaintext noscript template iframe noframes select button svg math object audio "
    "video canvas nav map option"
)


def _pages() -> Iterator[tuple[str, bytes]]:
    for tag in ("span", "div", "font", "b", "section", "blockquote"):
        for count in (300, 3_000) if tag != "section" else (300,):
            yield f"{count:,} open <{tag}>", _page(_body(after_start=f"<{tag}>" * count))
    yield "2,000 nested <div>, closed", _page("<div>" * 2_000 + _body() + "</div>" * 2_000)
    yield "400 nested lists", _page(_body(after_start="<ul><li>" * 400))
    yield "200 nested tables", _page(_body(after_start="<table><tr><td>" * 200))
    yield "a text node of 11 MB", _page(_body(before_end=f"<p>{'The fog did not lift. ' * 500_000}</p>"))
    yield "paragraphs without end tags", _page(_body(wrap="<p>{}"))
    yield "words glued by <br>", _page("<p>" + "<br><br>".join(_paragraphs()) + "</p>")
    long = "".join(f"<p>{line}</p>" for line in _paragraphs()[1:6] * 240)
    yield "130,000 characters", _page(_body(before_end=long))
    for tag in _SWALLOWING.split():
        yield f"<{tag}> never closed", _page(_body(after_start=f"<{tag}>"))
    yield "a comment never closed", _page(_body(after_start="<!-- "))
    yield "a comment closed by -- >", _page(_body(after_start="<!-- aside -- >"))
    yield "a CDATA section in a page", _page(_body(after_start="<![CDATA[ "))
    yield "an attribute never closed", _page(_body(after_start='<p title="'))
    yield "a tag never closed", _page(_body(after_start="<p "))
    yield "a processing instruction", _page(_body(after_start="<?php "))
    yield "NUL between words", _page(_body().replace(" ", " \0", 40))
    yield "control characters", _page(_body().replace(" ", " \x01", 40))
    yield "entities without end", _page(_body(after_start="<p>" + "&amp" * 2_000 + "</p>"))
    yield "entities that do not exist", _page(_body().replace(" and ", " &andd; "))
    yield "references beyond Unicode", _page(_body(after_start="<p>&#x110000; &#xD800; &#0; &#99999999999;</p>"))
    yield "</body></html> in the middle", _page(_body(after_start="</article></body></html>"))
    yield "a second <html> with the rest", _page(_body(before_end="</article></body></html><html><body><article>"))
    yield "<frameset> in the middle", _page(_body(after_start="<frameset><frame src=a></frameset>"))
    yield "a head that never ends", b"<html><head><title>Ferry</title>" + _body().encode()
    yield "a <base> and <meta refresh>", _page(_body(), head='<base href="//x"><meta http-equiv=refresh content=0>')
    yield "one bad byte in every paragraph", _page(_body()).replace(b"</p>", b"\xff</p>")
    yield "a byte-order mark in the middle", _page(_body(after_start="\ufeff"))
    yield "declared as UTF-16", _page(_body(), head='<meta charset="utf-16">')
    yield "declared as UTF-7", _page(_body(), head='<meta charset="utf-7">')
    for part in (30, 55, 80, 97):
        whole = _page(_body())
        yield f"cut after {part} percent", whole[: len(whole) * part // 100]
    whole = _page("".join(f"<p>{one}" for one in _paragraphs()), tail="")
    yield "cut between paragraphs without end tags", whole[: whole.rindex(b"<p>")]


# -- text, lines, feeds, archives -----------------------------------------------------------------------------------


def _plain() -> Iterator[tuple[str, str, bytes]]:
    text = "\n\n".join(["Ferry talks at Marn end without a paper", *_paragraphs()]) + "\n"
    yield "text of 300,000 characters", "a.txt", text.replace(END, "The fog stayed. " * 19_000 + END).encode()
    yield "text with NULs", "a.txt", text.replace(" ", " \0", 20).encode()
    yield "text in one line", "a.txt", text.replace("\n", " ").encode()
    yield "text with a lone CR", "a.txt", text.replace("\n\n", "\r").encode()
    yield "text with form feeds", "a.txt", text.replace("\n\n", "\f").encode()
    yield "text with Ctrl-Z", "a.txt", text.replace("\n\n", "\n\x1a\n", 2).encode()
    yield "text in UTF-16 with an odd byte", "a.txt", text.encode("utf-16") + b"\x00"
    packed = gzip.compress(text.encode())
    yield "gzip cut at half", "a.txt.gz", packed[: len(packed) // 2]
    yield "gzip without its last 4 bytes", "a.txt.gz", packed[:-4]
    yield "gzip in two members", "a.txt.gz", gzip.compress(text[:400].encode()) + gzip.compress(text[400:].encode())
    yield "gzip with one bit flipped", "a.txt.gz", _flip(packed, len(packed) // 2)
    yield "gzip with rubbish behind it", "a.txt.gz", packed + b"rubbish"
    line = json.dumps({"id": "a", "text": text, "title": "Ferry"})
    yield "a line of JSON cut in the middle", "a.jsonl", line[: len(line) // 2].encode()
    yield "a bad line between good ones", "a.jsonl", f"{line}\n{line[:90]}\n".encode()
    yield "a line of JSON with text twice", "a.jsonl", line.replace('{"id"', '{"text": "Other words.", "id"').encode()
    yield "lines in a gzip that is cut", "a.jsonl.gz", gzip.compress(f"{line}\n".encode())[:-20]
    yield "a line with a list as its text", "a.jsonl", json.dumps({"text": _paragraphs()}).encode()
    yield "a line with its text nested", "a.jsonl", json.dumps({"text": {"body": text}}).encode()


def _flip(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def _feeds() -> Iterator[tuple[str, str, bytes]]:
    told = _paragraphs()
    parts = [f"<p>{' '.join(told[at : at + 5])}</p>" * 2 for at in (0, 5, 10)]
    full = [part + "".join(f"<p>{one}</p>" for one in report(40 + n).split("\n\n")) for n, part in enumerate(parts)]

    def feed(content: list[str], head: str = "") -> bytes:
        items = "".join(f"<item><guid>i{n}</guid><title>Item {n}</title>{one}</item>" for n, one in enumerate(content))
        return (
            f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()
        )

    escaped = [f"<description>{one.replace('<', '&lt;')}</description>" for one in full]
    wrapped = [f"<description><![CDATA[{one}]]></description>" for one in full]
    yield "a feed, whole", "a.xml", feed(escaped)
    yield "a feed with CDATA", "a.xml", feed(wrapped)
    yield "a feed with CDATA never closed", "a.xml", feed([wrapped[0], wrapped[1].replace("]]>", ""), wrapped[2]])
    yield "a feed with CDATA never closed at its end", "a.xml", feed([*wrapped[:2], wrapped[2].replace("]]>", "")])
    yield "a feed with a bare &", "a.xml", feed([one.replace(" and ", " & ") + "<x>&</x>" for one in escaped])
    yield "a feed with a control character", "a.xml", feed([one.replace(". ", ".\x02 ") for one in escaped])
    yield "a feed cut in its second item", "a.xml", feed(escaped)[: len(feed(escaped[:1])) + 400]
    yield (
        "a feed cut between items",
        "a.xml",
        feed(escaped).split(b"<item>")[0] + b"<item>" + feed(escaped).split(b"<item>")[1],
    )
    yield "a feed with a comment never closed", "a.xml", feed([escaped[0], "<!-- " + escaped[1], escaped[2]])
    yield "a feed with one bad byte", "a.xml", feed(escaped).replace(b"Item 1", b"Item \xe9")
    yield "a feed with an element never closed", "a.xml", feed([escaped[0].replace("</description>", ""), *escaped[1:]])
    yield "a feed with items of one id", "a.xml", feed(escaped).replace(b"i1</guid>", b"i0</guid>")
    nested = [f"<description>{('<span>' * 300 + one).replace('<', '&lt;')}</description>" for one in full]
    yield "items with 300 open <span>", "a.xml", feed(nested)
    torn = [f"<description>{('<template>' + one).replace('<', '&lt;')}</description>" for one in full]
    yield "items with <template> never closed", "a.xml", feed(torn)
    deep = [f"<description>{('<blockquote>' * 3_000 + one).replace('<', '&lt;')}</description>" for one in full]
    yield "items with 3,000 open <blockquote>", "a.xml", feed(deep)


def _record(body: bytes, *, length: int | None = None, extra: str = "", http_length: int | None = None) -> bytes:
    """One record of a WARC with a page in it."""
    size = len(body) if http_length is None else http_length
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {size}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://osmara.example/ferry\r\n"
        "WARC-Date: 2025-03-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\n{extra}"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _archives() -> Iterator[tuple[str, str, bytes]]:
    page = _page(_body())
    whole = _record(page)
    yield "a WARC, whole", "a.warc", whole
    yield "a WARC cut in its page", "a.warc", whole[: len(whole) * 6 // 10]
    yield "a packed WARC cut", "a.warc.gz", gzip.compress(whole)[:-200]
    yield "a packed WARC without its last byte", "a.warc.gz", gzip.compress(whole)[:-1]
    yield "a packed WARC with one bit flipped", "a.warc.gz", _flip(gzip.compress(whole), 900)
    yield "a record marked as truncated", "a.warc", _record(page[: len(page) // 2], extra="WARC-Truncated: length\r\n")
    yield "a record said to be shorter", "a.warc", _record(page, length=len(page) // 2)
    yield "a record said to be longer", "a.warc", _record(page, length=len(page) * 2)
    yield "a body shorter than its Content-Length", "a.warc", _record(page[:-900], http_length=len(page))
    yield "a body longer than its Content-Length", "a.warc", _record(page, http_length=len(page) // 2)
    yield "a record whose length is no number", "a.warc", whole.replace(b"Content-Length: ", b"Content-Length: x", 2)
    packed = gzip.compress(page)[: len(page) // 5]
    yield "a page packed and cut in a WARC", "a.warc", _record(packed).replace(
        b"Content-Type: text/html", b"Content-Encoding: gzip\r\nContent-Type: text/html")  # fmt: skip
    chunked = _record(b"1000\r\n" + page[:3_000]).replace(
        b"Content-Type: text/html", b"Transfer-Encoding: chunked\r\nContent-Type: text/html")  # fmt: skip
    yield "a chunk that is cut in a WARC", "a.warc", chunked


def _tables() -> Iterator[tuple[str, str, bytes]]:
    import pyarrow
    from pyarrow import parquet

    text = "\n\n".join(["Ferry talks", *_paragraphs()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a"], "text": [text]}), out)
    yield "a Parquet file, whole", "a.parquet", out.getvalue()
    yield "a Parquet file, cut", "a.parquet", out.getvalue()[:-30]
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["a"], "body": [text]}), out)
    yield "a Parquet file with other columns", "a.parquet", out.getvalue()


def cases() -> Iterator[Case]:
    """Every input."""
    for name, raw in _pages():
        yield Case(f"page: {name}", "a.html", raw)
    groups: tuple[Callable[[], Iterator[tuple[str, str, bytes]]], ...] = (_plain, _feeds, _archives, _tables)
    for group in groups:
        for name, file, raw in group():
            yield Case(name, file, raw)


def main() -> int:
    """Take in every input and tell what became of it."""
    whole = told = silent = 0
    with TemporaryDirectory() as folder:
        for case in cases():
            found = fate(case, Path(folder))
            whole, told, silent = (
                whole + (not found.lost),
                told + bool(found.lost and found.said),
                silent + found.silent,
            )
            what = "SILENTLY LOST" if found.silent else "lost, and said so" if found.lost else "all found"
            print(f"{what:18} {case.name} {'; '.join(found.said)[:90]}")
    print(f"{whole + told + silent} inputs: all found in {whole}, lost with a reason in {told}, silently in {silent}")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
