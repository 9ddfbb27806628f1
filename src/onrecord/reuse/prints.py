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

from onrecord.reuse.plain import Plain, plain
from onrecord.text.seen import is_odd_bytes

#: Words of a run, and runs of which the least is chosen.
RUN, WINDOW = 5, 12
#: Equal words in a row that always share a fingerprint.
SURE = RUN + WINDOW - 1
#: Bytes of text that are worked on at once: more would not fit the processor's cache and cost more memory.
PIECE = 1 << 17
#: Bytes that are kept from one piece for the next, which are more than a piece needs.
ROOM = 1 << 22

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_FIRST, _LAST = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_STEPS = tuple(np.uint64(pow(0xD6E8FEB86659FD93, k, 1 << 64)) for k in range(RUN))
_NONE = np.uint64((1 << 64) - 1)


@dataclass(frozen=True, slots=True)
class Prints:
    """The words and fingerprints of texts, one text after the other.

    Attributes:
        words: 16 bits of the hash of each word.
        begins: number of the first word of each text, and after the last text the number of all words.
        starts: first code point of each word in its text; empty unless asked for.
        ends: code point after it.
        chosen: numbers of the words with which chosen runs begin.
        values: the hash of each chosen run.
    """

    words: NDArray[np.uint16]
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
    pieces = _pieces(texts)
    if len(pieces) > 1:
        # A great block that is let go of makes glibc keep the small ones of each piece for the next one.
        np.empty(ROOM, np.uint8)
    parts = [_piece(piece, offsets=offsets) for piece in pieces]
    if not parts:
        zero = np.zeros(1, np.int64)
        return Prints(np.empty(0, np.uint16), zero, zero[:0], zero[:0], zero[:0], np.empty(0, np.uint64))
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
    encoded, joined = _joined(texts)
    data = np.frombuffer(joined, np.uint8)
    beyond = np.flatnonzero(data >= 0x80)  # few: what is looked for outside ASCII is looked for in these alone
    read: list[Plain] = []
    if len(beyond) and is_odd_bytes(data[beyond].tobytes()):
        read = [plain(text) for text in texts]
        encoded, joined = _joined([one.text for one in read])
        data = np.frombuffer(joined, np.uint8)
        beyond = np.flatnonzero(data >= 0x80)
    firsts = np.cumsum([1, *(len(one) + 1 for one in encoded)])
    folded = np.frombuffer(joined.translate(_table()), np.uint8)
    edges = _edges(folded, data, beyond)
    before, last = edges[0::2], edges[1::2]
    hashes = _mixed(_spelt(folded, before, last))
    begins = np.searchsorted(edges, firsts - 1) >> 1
    chosen, values = _choose(hashes, begins)
    words = (hashes >> np.uint64(48)).astype(np.uint16)
    if not offsets:
        none = np.empty(0, np.int64)
        return Prints(words, begins, none, none, chosen, values)
    points = np.cumsum((data & 0xC0) != 0x80)  # bytes that begin a code point
    first = np.repeat(points[firsts[:-1]] - 1, np.diff(begins))
    left, right = points[before + 1] - 1 - first, points[last] - first
    for number, one in enumerate(read):
        if one.places is not None:
            at = slice(begins[number], begins[number + 1])
            left[at], right[at] = one.places[left[at]], one.places[right[at] - 1] + 1
    return Prints(words, begins, left, right, chosen, values)


def _joined(texts: Sequence[str]) -> tuple[list[bytes], bytes]:
    """Texts in UTF-8, each and all: a byte before the first, one between two, and eight after the last, so that eight
    bytes can be read from each.
    """
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return encoded, b"\n".join([b"", *encoded, bytes(8)])


@lru_cache(maxsize=1)
def _table() -> bytes:
    """What each byte is matched as: lower case, 0 for what parts words; bytes of other letters stay."""
    lower = (ord(chr(byte).lower()) if chr(byte).isalnum() else 0 for byte in range(0x80))
    return bytes([*lower, *range(0x80, 0x100)])


def _edges(folded: NDArray[np.uint8], data: NDArray[np.uint8], beyond: Places) -> Places:
    """The byte before each word and its last; marks outside ASCII (U+0080 to U+00BF, U+2000 to U+207F) part words."""
    inside = folded != 0
    lead = data[beyond]
    two = beyond[lead == 0xC2]
    inside[two] = inside[two + 1] = False
    three = beyond[lead == 0xE2]
    three = three[(data[three + 1] == 0x80) | (data[three + 1] == 0x81)]
    inside[three] = inside[three + 1] = inside[three + 2] = False
    return np.flatnonzero(inside[1:] != inside[:-1])


def _spelt(folded: NDArray[np.uint8], before: Places, last: Places) -> Hashes:
    """A number for each word from its first and last eight bytes and its length; words that differ only between those
    are taken for one.
    """
    eights: Hashes = np.ndarray(len(folded) - 7, "<u8", folded, strides=(1,))
    length = last - before
    values: Hashes = eights[1:][before]
    values &= _masks().take(length, mode="clip")
    values *= np.uint64(_FIRST)
    long = np.flatnonzero(length > 8)
    ends: Hashes = eights[last[long] - 7]
    ends *= np.uint64(_LAST)
    ends += length[long].view(np.uint64)
    values[long] += ends
    return values


@lru_cache(maxsize=1)
def _masks() -> Hashes:
    """What is kept of eight bytes, the first lowest, for each number of bytes."""
    return np.asarray([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


def _mixed(values: Hashes) -> Hashes:
    """Values whose bits all depend on all bits (the finalizer of MurmurHash3), in place of those given."""
    values ^= values >> np.uint64(33)
    values *= np.uint64(0xFF51AFD7ED558CCD)
    values ^= values >> np.uint64(33)
    return values


def _runs(words: Hashes) -> Hashes:
    """The hash of the run that begins with each word: its words times powers of one number, by pairs and fours."""
    twos = words[1:] * _STEPS[1]
    twos += words[:-1]
    fours = twos[2:] * _STEPS[2]
    fours += twos[:-2]
    runs: Hashes = words[4:] * _STEPS[4]
    runs += fours[:-1]
    runs *= _STEPS[1]
    return _mixed(runs)


def _choose(words: Hashes, begins: Places) -> tuple[Places, Hashes]:
    """The places and values of the runs that are the least of some window."""
    if len(words) < RUN:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    runs = _runs(words)
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
    texts = np.arange(len(begins) - 1)
    several = np.diff(np.searchsorted(kept, begins + gap * np.arange(len(begins)) + 1))
    places: Places = kept - np.repeat(1 + gap * texts, several)
    return places, runs[places]


def _sliding(values: Hashes, of: Any) -> Hashes:
    """The least or greatest of each window, by doubling."""
    width = 1
    while width < WINDOW:
        step = min(width, WINDOW - width)
        values = of(values[:-step], values[step:])
        width += step
    return values
