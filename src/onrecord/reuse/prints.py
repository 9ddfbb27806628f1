"""Fingerprints of texts: hashes of their words and of chosen five-word runs, computed for many texts at once.

A run of ``SURE`` equal words in two texts gives both at least one equal fingerprint: of every ``WINDOW`` five-word runs
in a row the least is chosen (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003), so what is chosen in a passage
depends on the passage alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.plain import Plain, is_awkward, plain

#: Words of a run, and runs of which the least is chosen.
RUN, WINDOW = 5, 12
#: Equal words in a row that always share a fingerprint.
SURE = RUN + WINDOW - 1
#: Bytes of text that are worked on at once: more would not fit the processor's cache and cost more memory.
PIECE = 1 << 17

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_FIRST, _LAST = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_STEPS = tuple(pow(0xD6E8FEB86659FD93, k + 1, 1 << 64) for k in range(RUN))
_NONE = np.uint64((1 << 64) - 1)


@dataclass(frozen=True, slots=True)
class Prints:
    """The words and fingerprints of texts, one text after the other.

    Attributes:
        words: a hash for each word.
        begins: number of the first word of each text, and after the last text the number of all words.
        starts: first code point of each word in its text; empty unless asked for.
        ends: code point after it.
        chosen: numbers of the words with which chosen runs begin.
        values: the hash of each chosen run.
    """

    words: Hashes
    begins: Places
    starts: Places
    ends: Places
    chosen: Places
    values: Hashes


def prints(texts: Sequence[str], *, offsets: bool = False) -> Prints:
    """The fingerprints of texts.

    Words are runs of letters and digits, without case; marks and spaces part them. Characters that cannot be seen and
    letters of another script that look the same are read as what a reader sees, for this alone.

    Args:
        texts: canonical texts.
        offsets: whether to tell where each word stands.
    """
    parts = [_piece(piece, offsets=offsets) for piece in _pieces(texts)]
    if not parts:
        none, zero = np.empty(0, np.uint64), np.zeros(1, np.int64)
        return Prints(none, zero, zero[:0], zero[:0], zero[:0], none)
    sizes = np.cumsum([0, *(len(part.words) for part in parts)])
    begins = [part.begins[:-1] + size for part, size in zip(parts, sizes, strict=False)]
    return Prints(
        words=np.concatenate([part.words for part in parts]),
        begins=np.concatenate([*begins, sizes[-1:]]),
        starts=np.concatenate([part.starts for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        chosen=np.concatenate([part.chosen + size for part, size in zip(parts, sizes, strict=False)]),
        values=np.concatenate([part.values for part in parts]),
    )


def _pieces(texts: Sequence[str]) -> list[list[str]]:
    """The texts in groups of about one piece."""
    found: list[list[str]] = []
    size = PIECE
    for text in texts:
        if size >= PIECE:
            found.append([])
            size = 0
        found[-1].append(text)
        size += len(text)
    return found


def _piece(texts: Sequence[str], *, offsets: bool) -> Prints:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    joined = b"\n".join(encoded) + b"\n"
    read: list[Plain] = []
    if is_awkward(joined):
        read = [plain(text) for text in texts]
        encoded = [one.text.encode("utf-8", "surrogatepass") for one in read]
        joined = b"\n".join(encoded) + b"\n"
    data = np.frombuffer(joined, np.uint8)
    firsts = np.cumsum([0, *(len(one) + 1 for one in encoded)])
    folded = _fold(joined, data)
    starts, ends = _words(folded)
    words = _mixed(_spelt(folded, starts, ends))
    begins = np.searchsorted(starts, firsts)
    chosen, values = _choose(words, begins)
    if not offsets:
        none = np.empty(0, np.int64)
        return Prints(words, begins, none, none, chosen, values)
    points = np.cumsum((data & 0xC0) != 0x80)  # bytes that begin a code point
    first = np.repeat(points[firsts[:-1]] - 1, np.diff(begins))
    left, right = points[starts] - 1 - first, points[ends - 1] - first
    for number, one in enumerate(read):
        if one.places is not None:
            at = slice(begins[number], begins[number + 1])
            left[at], right[at] = one.places[left[at]], one.places[right[at] - 1] + 1
    return Prints(words, begins, left, right, chosen, values)


@lru_cache(maxsize=1)
def _table() -> bytes:
    """What each byte is matched as: lower case, 0 for what parts words; bytes of other letters stay."""
    lower = (ord(chr(byte).lower()) if chr(byte).isalnum() else 0 for byte in range(0x80))
    return bytes([*lower, *range(0x80, 0x100)])


def _fold(joined: bytes, data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The bytes as they are matched; marks outside ASCII (U+0080 to U+00BF, U+2000 to U+207F) part words too."""
    folded = np.frombuffer(bytearray(joined.translate(_table())), np.uint8)
    two = np.flatnonzero(data == 0xC2)
    folded[two] = folded[two + 1] = 0
    three = np.flatnonzero(data == 0xE2)
    three = three[(data[three + 1] == 0x80) | (data[three + 1] == 0x81)]
    folded[three] = folded[three + 1] = folded[three + 2] = 0
    return folded


def _words(folded: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The first byte of each word and the one after its last."""
    inside = folded != 0
    edges = np.flatnonzero(inside[1:] ^ inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate(([0], edges))
    return edges[0::2], edges[1::2]


def _spelt(folded: NDArray[np.uint8], starts: Places, ends: Places) -> Hashes:
    """A number for each word from its first and last eight bytes and its length; words that differ only between those
    are taken for one.
    """
    padded = np.concatenate((folded, np.zeros(8, np.uint8)))
    eights = np.lib.stride_tricks.as_strided(padded, (len(folded) + 1, 8), (1, 1)).view("<u8")[:, 0]
    length = ends - starts
    values: Hashes = (eights[starts] & _masks()[np.minimum(length, 8)]) * np.uint64(_FIRST)
    long = np.flatnonzero(length > 8)
    values[long] += eights[ends[long] - 8] * np.uint64(_LAST) + length[long].astype(np.uint64)
    return values


@lru_cache(maxsize=1)
def _masks() -> Hashes:
    """What is kept of eight bytes, the first lowest, for each number of bytes."""
    return np.asarray([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


def _mixed(values: Hashes) -> Hashes:
    """Values whose bits all depend on all bits (the finalizer of MurmurHash3)."""
    mixed = values ^ (values >> np.uint64(33))
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    return mixed


def _choose(words: Hashes, begins: Places) -> tuple[Places, Hashes]:
    """The places and values of the runs that are the least of some window."""
    count = len(words) - RUN + 1
    if count <= 0:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    runs = words[:count] * np.uint64(_STEPS[0])
    for step in range(1, RUN):
        runs += words[step : step + count] * np.uint64(_STEPS[step])
    runs = _mixed(runs)
    # A text's runs stand so far from the next one's that no window has runs of both: what is chosen in a text does not
    # depend on what it is worked on with.
    gap = WINDOW - RUN  # beside the runs that would go on into the next text
    padded = np.full(len(words) + (len(begins) - 1) * gap + 2 * WINDOW, _NONE)
    shift = WINDOW
    for first, last in zip(begins[:-1].tolist(), (begins[1:] - RUN + 1).tolist(), strict=True):
        if last > first:
            padded[first + shift : last + shift] = runs[first:last]
        shift += gap
    most = _sliding(_sliding(padded, np.minimum), np.maximum)
    inner = padded[WINDOW - 1 : WINDOW - 1 + len(most)]
    kept = np.flatnonzero((most == inner) & (inner != _NONE))
    spread = begins[:-1] + gap * np.arange(len(begins) - 1) + WINDOW
    of = np.searchsorted(spread, kept + WINDOW - 1, side="right") - 1
    places: Places = kept - 1 - gap * of
    return places, runs[places]


def _sliding(values: Hashes, of: Any) -> Hashes:
    """The least or greatest of each window, by doubling."""
    width = 1
    while width < WINDOW:
        step = min(width, WINDOW - width)
        values = of(values[:-step], values[step:])
        width += step
    return values
