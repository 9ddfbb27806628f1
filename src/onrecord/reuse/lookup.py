"""Where some hashes stand among very many in order: looked for where they must be, as hashes are spread evenly.

A search by halves waits for memory at most of its steps, and has the more of them the more hashes there are. Between
two hashes whose places are known the others are spread so evenly that one read of a few beside each other has what is
looked for (interpolation search: Perl, Itai and Avni, Communications of the ACM 21(7), 1978).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.order import Places, ranges
from onrecord.reuse.prints import Hashes

#: Hashes between two whose places are known, and those that are read for each that is looked for: the place that the
#: known ones tell is wrong by eight in the middle between them (half the root of their number), at the most usual, and
#: half of what is read is four times that.
EVERY, READ = 256, 64
#: Hashes from which a search by halves is slower, in all and for each that is looked for, since the processor's cache
#: no longer holds them (measured: 155 sought among 300,000 to 10 million, 1,800 to 17,000 among 1 to 10 million).
LARGE, FOR_EACH = 300_000, 150
#: Hashes that are looked for at once at the most, as what is read for them takes memory.
AT_ONCE = 1 << 15
#: Hashes for each that was looked for so far, from which it does not pay yet to read what has to be known of them.
PAYS = 1 << 13


class Marks(NamedTuple):
    """What is known of hashes in order: some of them as numbers, and from where to read for what is like each."""

    hashes: NDArray[np.float64]
    begins: NDArray[np.float64]


def marks(ordered: Hashes) -> Marks:
    """What has to be known of hashes to look for a few among them: 16 bytes for each 256, from the first to the last.

    Args:
        ordered: the hashes in order, as many as are read for one at least.
    """
    places = np.linspace(0, len(ordered) - 1, len(ordered) // EVERY + 2).astype(np.int64)
    begins = np.clip(places - READ // 2, 0, len(ordered) - READ)
    return Marks(ordered[places].astype(np.float64), begins.astype(np.float64))


def pays(few: int, many: int, so_far: int) -> bool:
    """Whether hashes are found faster by marks.

    Args:
        few: how many are looked for.
        many: among how many.
        so_far: how many were looked for since the others were opened, these too.
    """
    return few <= AT_ONCE and max(LARGE, few * FOR_EACH) < many <= so_far * PAYS


def found(ordered: Hashes, values: Hashes, known: Marks | None = None) -> tuple[Places, Places]:
    """Where some hashes stand among others.

    Args:
        ordered: the others in order, any of them several times.
        values: those that are looked for, each once and best in order.
        known: marks of the others, if they are to be found by them.

    Returns:
        For each of the others that is one of them, the number of it among those looked for, and its place; in no set
        order.
    """
    if known is None:
        return _by_halves(ordered, values)
    begin = np.interp(values.astype(np.float64), known.hashes, known.begins).astype(np.int64)
    # Rows of a view in which each begins one hash after the one before are copied whole, without a number for each.
    view: Hashes = np.ndarray((len(ordered) - READ + 1, READ), ordered.dtype, ordered, strides=ordered.strides * 2)
    rows = view[begin]
    hit = np.flatnonzero(rows == values[:, None])
    row = hit // READ
    place: Places = begin[row] + hit % READ
    # What begins with a lower one and ends with a higher has all of its like; seldom that is not seen.
    whole = (rows[:, 0] < values) & (rows[:, -1] > values)
    if whole.all():
        return row, place
    kept, rest = whole[row], np.flatnonzero(~whole)
    which, where = _by_halves(ordered, values[rest])
    return np.concatenate((row[kept], rest[which])), np.concatenate((place[kept], where))


def _by_halves(ordered: Hashes, values: Hashes) -> tuple[Places, Places]:
    low = np.searchsorted(ordered, values)
    met = np.flatnonzero(ordered[np.minimum(low, len(ordered) - 1)] == values)
    low = low[met]
    count = np.searchsorted(ordered, values[met], side="right") - low
    return np.repeat(met, count), ranges(low, count)
