"""Archives and packed files that are hostile: bombs, lying lengths, damage, addresses that climb out."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from reliability.hostile.made import BODY, FIRST, LAST, Hostile, file, packed
from reliability.hostile.pages import around

_BOTH = (FIRST, LAST)
_PAGE = around("").encode()


def record(
    block: bytes, kind: str = "response", url: str = "http://alder.example/a", fields: str = "", length: str = ""
) -> bytes:
    """One record of an archive, its length as it is unless another is given."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-09T08:00:00Z\r\n{fields}"
    return (
        f"{head}Content-Length: {length or len(block)}\r\n\r\n".encode("utf-8", "surrogatepass") + block + b"\r\n\r\n"
    )


def answer(body: bytes, fields: str = "", status: str = "200 OK") -> bytes:
    """An HTTP answer with a page."""
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{fields}\r\n".encode() + body


GOOD = record(answer(_PAGE))


def _beside(bad: bytes) -> bytes:
    """A good record, a bad one, and a good one again."""
    return GOOD + bad + record(answer(_PAGE.replace(b"14 people", b"15 people")), url="http://alder.example/b")


def _each_packed(bad: bytes) -> bytes:
    """The same, each record packed by itself."""
    return packed(GOOD) + packed(bad) + packed(record(answer(_PAGE.replace(b"14", b"15"))))


def _bomb(megabytes: int, times: int = 1) -> bytes:
    found = b"<p>" + b"a " * (megabytes * 500_000)
    for _ in range(times):
        found = packed(found, 9 if len(found) < 100_000_000 else 1)
    return found


def _coded(body: bytes, coding: str) -> bytes:
    return answer(body, f"Content-Encoding: {coding}\r\n")


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, bad, cheap in _RECORDS:
        yield file("archives", name, "a.warc", lambda bad=bad: _beside(bad()), _BOTH, cheap=cheap)
    for name, called, content, cheap in _WHOLE:
        yield file("archives", name, called, content, cheap=cheap)
    for name, entry in _ENTRIES.items():
        yield file("archives", f"a zip with {name}", "a.zip", lambda entry=entry: zipped(entry))
        yield file(
            "archives", f"a zip called page with {name}", "a.html", lambda entry=entry: zipped(entry), cheap=False
        )


_RECORDS = (
    ("a bomb as the body of a page", lambda: record(_coded(_bomb(300), "gzip")), False),
    ("a bomb in a bomb as the body", lambda: record(_coded(_bomb(300, 2), "gzip")), False),
    ("2,000 codings", lambda: record(_coded(_PAGE, ", ".join(["gzip"] * 2_000))), True),
    ("a coding that is none", lambda: record(_coded(random.Random(4).randbytes(5_000), "rot13")), True),
    ("gzip that is cut", lambda: record(_coded(packed(_PAGE)[:-60], "gzip")), True),
    ("gzip that is none", lambda: record(_coded(b"\x1f\x8b\x08" + random.Random(5).randbytes(900), "gzip")), True),
    ("deflate without a head", lambda: record(_coded(zlib.compress(_PAGE)[2:-4], "deflate")), True),
    ("chunks that lie", lambda: record(answer(b"ffffffff\r\n" + _PAGE, "Transfer-Encoding: chunked\r\n")), True),
    ("a chunk of minus one", lambda: record(answer(b"-1\r\n" + _PAGE, "Transfer-Encoding: chunked\r\n")), True),
    (
        "100,000 chunks of a byte",
        lambda: record(answer(b"1\r\na\r\n" * 100_000 + b"0\r\n\r\n", "Transfer-Encoding: chunked\r\n")),
        True,
    ),
    ("an answer that says another length", lambda: record(answer(_PAGE, "Content-Length: 5\r\n")), True),
    ("a length that is too long", lambda: record(answer(_PAGE), length="999999"), True),
    ("a length that is too short", lambda: record(answer(_PAGE), length="100"), True),
    ("a length of nothing", lambda: record(answer(_PAGE), length="0"), True),
    ("a length below nothing", lambda: record(answer(_PAGE), length="-1"), True),
    ("a length that is no number", lambda: record(answer(_PAGE), length="many"), True),
    ("a length of 100 digits", lambda: record(answer(_PAGE), length="9" * 100), True),
    ("a length of 10^17", lambda: record(answer(_PAGE), length="1" + "0" * 17), True),
    ("a length in Arabic digits", lambda: record(answer(_PAGE), length="١٢٣"), True),
    ("two lengths", lambda: record(answer(_PAGE), fields="Content-Length: 3\r\n"), True),
    ("a head line of a megabyte", lambda: record(answer(_PAGE), fields="X: " + "a" * 1_000_000 + "\r\n"), True),
    ("50,000 fields", lambda: record(answer(_PAGE), fields="X: a\r\n" * 50_000), True),
    ("an answer with 50,000 fields", lambda: record(answer(_PAGE, "X: a\r\n" * 50_000)), True),
    ("an answer without an end of its head", lambda: record(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 1_000), True),
    ("fields without names", lambda: record(answer(_PAGE), fields=": a\r\n:\r\n a\r\n"), True),
    ("an address that climbs out", lambda: record(answer(_PAGE), url="file:///../../etc/passwd"), True),
    ("an address with a NUL", lambda: record(answer(_PAGE), url="http://alder.example/\0a"), True),
    ("an address of a megabyte", lambda: record(answer(_PAGE), url="http://alder.example/" + "a" * 50_000), True),
    ("an address that runs a script", lambda: record(answer(_PAGE), url="javascript:alert(1)"), True),
    ("an address of the machine itself", lambda: record(answer(_PAGE), url="http://127.0.0.1:9/"), True),
    ("half a character in the address", lambda: record(answer(_PAGE), url="http://alder.example/\ud800"), True),
    ("the year 99999", lambda: record(answer(_PAGE)).replace(b"2026-03-09T08", b"99999-03-09T08"), True),
    ("a day that is none", lambda: record(answer(_PAGE)).replace(b"2026-03-09T08:00:00Z", b"\xff\xfe" * 30), True),
    ("cut by the crawler", lambda: record(answer(_PAGE), fields="WARC-Truncated: length\r\n"), True),
    ("in several pieces", lambda: record(answer(_PAGE), fields="WARC-Segment-Number: 1\r\n"), True),
    (
        "a checksum that does not fit",
        lambda: record(answer(_PAGE), fields="WARC-Block-Digest: sha1:" + "A" * 32 + "\r\n"),
        True,
    ),
    ("a kind that does not exist", lambda: record(answer(_PAGE), kind="a" * 10_000), True),
    ("a status of 100 digits", lambda: record(answer(_PAGE, status="2" * 100)), True),
    ("garbage between the records", lambda: random.Random(6).randbytes(200_000), True),
    ("a million line ends between the records", lambda: b"\r\n" * 1_000_000, True),
    ("10,000 broken records", lambda: b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 10_000, False),
    ("a record in a record", lambda: record(answer(GOOD)), True),
    ("100,000 nested divs in a record", lambda: record(answer(around("<div>" * 100_000).encode())), False),
    ("15 MB of a page", lambda: record(answer(around("<p>Maron said no.</p>" * 700_000).encode())), False),
    (
        "19 MB of text",
        lambda: record(b"Maron said no. " * 1_250_000, kind="conversion", fields="Content-Type: text/plain\r\n"),
        False,
    ),
)
_WHOLE = (
    ("an archive packed as a whole", "a.warc.gz", lambda: packed(_beside(b"")), True),
    ("an archive packed twice", "a.warc.gz", lambda: packed(packed(_beside(b""))), True),
    (
        "an archive cut at 70 percent",
        "a.warc.gz",
        lambda: _each_packed(GOOD)[: int(len(_each_packed(GOOD)) * 0.7)],
        True,
    ),
    ("an archive with a bit flipped", "a.warc.gz", lambda: _flipped(_each_packed(GOOD)), True),
    (
        "garbage as a member",
        "a.warc.gz",
        lambda: packed(GOOD) + b"\x1f\x8b\x08\0" + random.Random(7).randbytes(90_000) + packed(GOOD),
        True,
    ),
    (
        "5,000 empty members",
        "a.warc.gz",
        lambda: packed(GOOD) + packed(b"") * 5_000 + packed(GOOD),
        True,
    ),
    (
        "a member of a thousand million zeros",
        "a.warc.gz",
        lambda: packed(GOOD) + _zeros(1_000) + packed(GOOD),
        False,
    ),
    ("a record of a thousand million bytes", "a.warc.gz", lambda: _long_record(1_000), False),
    ("a name that says archive", "a.warc", lambda: BODY.encode(), True),
    ("only a version line", "a.warc", lambda: b"WARC/1.0\r\n", True),
    ("only a version", "a.warc", lambda: b"WARC/", True),
    ("nothing at all", "a.warc.gz", lambda: b"", True),
    ("an archive of requests", "a.warc", lambda: record(b"GET / HTTP/1.1\r\n\r\n", kind="request") * 1_000, True),
    ("a text of 1,000 MB packed", "a.txt.gz", lambda: _zeros(1_000, b"a"), False),
    ("a page of 1,000 MB packed", "a.html.gz", lambda: _zeros(1_000, b"<b>"), False),
    ("a text packed ten times", "a.txt.gz", lambda: _again(BODY.encode(), 10), True),
    ("a text packed, and cut", "a.txt.gz", lambda: packed(BODY.encode())[:-20], True),
    ("a text packed, and garbage behind", "a.txt.gz", lambda: packed(BODY.encode()) + b"garbage" * 1_000, True),
    ("a head of gzip alone", "a.txt.gz", lambda: b"\x1f\x8b\x08\0", True),
    (
        "a head of gzip with a name without end",
        "a.txt.gz",
        lambda: b"\x1f\x8b\x08\x08\0\0\0\0\0\0" + b"a" * 1_000_000,
        True,
    ),
    ("a thing called packed", "a.jsonl.gz", lambda: BODY.encode(), True),
    ("a tar", "a.txt", lambda: b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 1_000, True),
    (
        "a PDF bomb",
        "a.txt",
        lambda: b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"\0" * 5_000_000),
        True,
    ),
    ("brotli bytes", "a.txt", lambda: b"\xce\xb2\xcf\x81" + random.Random(8).randbytes(3_000), True),
    ("zstandard bytes", "a.warc.zst", lambda: b"\x28\xb5\x2f\xfd" + random.Random(9).randbytes(3_000), True),
    ("xz bytes", "a.txt.xz", lambda: b"\xfd7zXZ\0" + random.Random(10).randbytes(3_000), True),
)
_ENTRIES = {
    "a name that climbs": "../../../../etc/evil.txt",
    "a name from the root": "/etc/evil.txt",
    "a NUL in its name": "a\0.txt",
    "a name of 60,000 letters": "a" * 60_000,
}


def zipped(name: str, times: int = 1) -> bytes:
    """A zip archive with an entry of this name."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for _ in range(times):
            archive.writestr(zipfile.ZipInfo(name.replace("\0", "%00")), BODY * 100)
    return found.getvalue()


def _zeros(megabytes: int, sign: bytes = b"\0") -> bytes:
    pack, piece, out = zlib.compressobj(1, zlib.DEFLATED, 31), sign * (1_000_000 // len(sign)), bytearray()
    for _ in range(megabytes):
        out += pack.compress(piece)
    return bytes(out + pack.flush())


def _long_record(megabytes: int) -> bytes:
    pack = zlib.compressobj(1, zlib.DEFLATED, 31)
    out = bytearray(pack.compress(record(b"", length=str(megabytes * 1_000_000))[:-4]))
    for _ in range(megabytes):
        out += pack.compress(b"<p>a</p>" * 125_000)
    out += pack.compress(b"\r\n\r\n" + GOOD) + pack.flush()
    return bytes(out)


def _again(octets: bytes, times: int) -> bytes:
    for _ in range(times):
        octets = packed(octets)
    return octets


def _flipped(octets: bytes) -> bytes:
    at = len(octets) // 2
    return octets[:at] + bytes([octets[at] ^ 4]) + octets[at + 1 :]


def folder_of_links(folder: Path) -> Path:
    """A folder whose links lead to itself, to nowhere and out of it."""
    (folder / "a.txt").write_text(BODY, "utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "out.txt").symlink_to("/etc/shadow-of-nothing")
    return folder


def _part(octets: bytes) -> bytes:
    return octets[: len(octets) * 7 // 10]
