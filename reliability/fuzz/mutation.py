"""Cases made from seeds: cut, joined, repeated, nested, flipped, and sprinkled with what readers stumble over.

A case is known by its number alone, so a run can be repeated, and shared out among processes.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

#: What is put in anywhere, whatever the format: odd characters, odd numbers, ends of lines, halves of characters.
ANYWHERE: tuple[bytes, ...] = (
    b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\r\n", b"\n\n", b"\t",
    b"\x0b", b"\x0c", b"\x1b[31m", b"\x7f", b"\x85", "\u0085".encode(), "\u2028".encode(), "\u00ad".encode(),
    "\u200b".encode(), "\u202e".encode(), "\u2066".encode(), "e\u0301".encode(), "\u0958".encode(),
    "\u1e9b\u0323".encode(), "\U0001f1fa".encode(), "\u00a0".encode(), "\ufffe".encode(), "\U000e0041".encode(),
    "\u0130".encode(), "\ufdfa".encode(), "\uff21".encode(), b"0", b"-1", b"1e999", b"NaN", b"9", b"2147483648",
    b"\"", b"'", b"<", b">", b"&", b"\\", b"%00", b"../../", b"%", b"2026-02-31", b"99999-01-01", b"0000-00-00",
    b"2026-02-07T25:61:61+99:99", b"javascript:alert(1)", b"file:///etc/passwd", b"http://[::1", b"https://xn--/",
    b"https://a\xcc\x81.example/", b"\\ud800", b"\\u0000", b"&#0;", b"&#xD800;", b"&#x1b;", b"=cmd()",
)  # fmt: skip
LONGEST = 1 << 20
_TAG = re.compile(rb"<[^<>]{0,300}>")
_NUMBER = re.compile(rb"\d+")
_NUMBERS = (
    b"0",
    b"1",
    b"-1",
    b"00",
    b"255",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"9" * 19,
    b"9" * 40,
    b"1.5",
    b"0x10",
)

Change = Callable[["Mutator", Random, bytes], bytes]


class Mutator:
    """Makes cases for one reader.

    Args:
        seeds: what cases begin as, in a fixed order.
        pieces: what means something to the reader.
        seed: the number of the run.
        most: bytes that a case has at most.
    """

    def __init__(self, seeds: Sequence[bytes], pieces: Sequence[bytes], seed: int = 0, most: int = LONGEST) -> None:
        self.seeds = tuple(seeds) or (b"",)
        self.pieces = (*pieces, *ANYWHERE)
        self.seed = seed
        self.most = most

    def case(self, number: int) -> bytes:
        """The case of this number; the first are the seeds themselves."""
        if number < len(self.seeds):
            return self.seeds[number]
        random = Random(f"{self.seed}:{number}")
        return self.changed(random.choice(self.seeds), random)

    def changed(self, data: bytes, random: Random) -> bytes:
        """A case made from another by one change or several."""
        for _ in range(random.choice((1, 1, 2, 2, 3, 5, 8))):
            data = random.choice(CHANGES)(self, random, data)[: self.most]
        return data

    def piece(self, random: Random) -> bytes:
        """Something to put in: most often what means something to the reader."""
        if random.random() < 0.1:
            return random.randbytes(random.randint(1, 6))
        own = len(self.pieces) - len(ANYWHERE)
        return self.pieces[random.randrange(own)] if own and random.random() < 0.6 else random.choice(self.pieces)


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    """A stretch of the bytes, more often a short one."""
    start = random.randint(0, len(data))
    return start, min(len(data), start + int(len(data) ** random.random()))


def _put(self: Mutator, random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + self.piece(random) + data[at:]


def _replace(self: Mutator, random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + self.piece(random) + data[end:]


def _cut(_: Mutator, random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    return data[:start] + data[end:]


def _end(_: Mutator, random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _flip(_: Mutator, random: Random, data: bytes) -> bytes:
    if not data:
        return data
    out = bytearray(data)
    for _count in range(random.choice((1, 1, 1, 4, 16))):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def _double(_: Mutator, random: Random, data: bytes) -> bytes:
    start, end = _stretch(random, data)
    at = random.randint(0, len(data))
    return data[:at] + data[start:end] + data[at:]


def _splice(self: Mutator, random: Random, data: bytes) -> bytes:
    other = random.choice(self.seeds)
    start, end = _stretch(random, other)
    at = random.randint(0, len(data))
    return data[:at] + other[start:end] + data[at + (end - start if random.random() < 0.5 else 0) :]


def _join(self: Mutator, random: Random, data: bytes) -> bytes:
    return data + random.choice((b"", b"\n", b"\r\n\r\n")) + random.choice(self.seeds)


def _repeat(self: Mutator, random: Random, data: bytes) -> bytes:
    """One piece many times over: what a reader does once for each it does in the square of them if it is careless."""
    at = random.randint(0, len(data))
    piece = self.piece(random)
    return data[:at] + piece * min(random.choice((3, 20, 300, 3_000)), 60_000 // len(piece)) + data[at:]


def _nest(self: Mutator, random: Random, data: bytes) -> bytes:
    """A stretch within one pair of marks, many times over."""
    start, end = _stretch(random, data)
    name = random.choice((b"div", b"span", b"table", b"p", b"ul", b"a", b"block"))
    pairs = ((b"<%s>" % name, b"</%s>" % name), (b"[", b"]"), (b'{"a":', b"}"), (b"(", b")"), (b"<!--", b"-->"))
    left, right = random.choice(pairs)
    times = random.choice((1, 2, 30, 400, 3_000))
    return data[:start] + left * times + data[start:end] + right * (times if random.random() < 0.7 else 0) + data[end:]


def _number(_: Mutator, random: Random, data: bytes) -> bytes:
    found = list(_NUMBER.finditer(data[:100_000]))
    if not found:
        return data
    one = random.choice(found)
    return data[: one.start()] + random.choice(_NUMBERS) + data[one.end() :]


def _tag(_: Mutator, random: Random, data: bytes) -> bytes:
    """A tag left out, doubled, or put elsewhere."""
    found = list(_TAG.finditer(data[:100_000]))
    if not found:
        return data
    one, other = random.choice(found), random.choice(found)
    left = data[: one.start()] + data[one.end() :]
    at = min(other.start(), len(left))
    return random.choice((left, data[: one.end()] + one[0] + data[one.end() :], left[:at] + one[0] + left[at:]))


def _value(self: Mutator, random: Random, data: bytes) -> bytes:
    """JSON with one of its values replaced by one of another kind."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines)) if random.random() < 0.7 else None
    try:
        tree: Any = json.loads(data if at is None else lines[at])
    except (ValueError, RecursionError):
        return data
    other: list[Any] = [None, True, 0, -1.5, "", [], {}, "x" * 300, [[]], {"a": 1}, "\ud800", "\x00", 10**25, tree]
    other.append(self.piece(random).decode("utf-8", "replace"))
    written = json.dumps(_altered(tree, random, random.choice(other)), ensure_ascii=random.random() < 0.5)
    raw = written.encode("utf-8", "surrogatepass")
    return raw if at is None else b"\n".join([*lines[:at], raw, *lines[at + 1 :]])


def _altered(tree: Any, random: Random, other: Any) -> Any:
    if isinstance(tree, dict) and tree and random.random() < 0.9:
        key = random.choice(list(tree))
        return {**tree, key: _altered(tree[key], random, other)}
    if isinstance(tree, list) and tree and random.random() < 0.8:
        at = random.randrange(len(tree))
        return [*tree[:at], _altered(tree[at], random, other), *tree[at + 1 :]]
    return other


def _packed(self: Mutator, random: Random, data: bytes) -> bytes:
    """What is packed by gzip, unpacked, changed and packed again; what is not is packed."""
    if not data.startswith(b"\x1f\x8b"):
        return gzip.compress(data, mtime=0) if random.random() < 0.1 else data
    members: list[bytes] = []
    while data.startswith(b"\x1f\x8b") and len(members) < 50:
        unpack = zlib.decompressobj(31)
        try:
            members.append(unpack.decompress(data, LONGEST))
        except zlib.error:
            return data
        data = unpack.unused_data
    at = random.randrange(len(members))
    members[at] = random.choice(CHANGES[:-1])(self, random, members[at])
    return b"".join(gzip.compress(one, mtime=0) for one in members) + data


CHANGES: tuple[Change, ...] = (
    _put, _put, _replace, _cut, _end, _flip, _double, _splice, _splice, _join, _repeat, _nest, _number, _tag, _value,
    _packed,
)  # fmt: skip
