"""The order of rows by several columns of whole numbers, and what belongs to sorted columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Bits of the numbers that are sorted.
BITS = 64
#: Rows for which it is not worth it to put keys into one number.
FEW = 1000

Places = NDArray[np.int64]


def ordered(*keys: NDArray[Any]) -> Places:
    """The numbers of the rows by their first key, then by the second and so on; equal rows in the order given.

    Keys and row number are put into one number where they have room in it: NumPy sorts numbers many times faster than
    it finds the order of rows (it has the sort of https://github.com/numpy/x86-simd-sort for them).

    >>> ordered(np.asarray([2, 1, 2]), np.asarray([5, 7, 4])).tolist()
    [1, 2, 0]
    """
    count = len(keys[0])
    if count < FEW:
        return np.lexsort(keys[::-1])
    lows = [key.min() for key in keys]
    widths = [(int(key.max()) - int(low)).bit_length() for key, low in zip(keys, lows, strict=True)]
    below = (count - 1).bit_length()
    if sum(widths) + below > BITS:
        return np.lexsort(keys[::-1])
    packed = np.zeros(count, np.uint64)
    for key, low, width in zip(keys, lows, widths, strict=True):
        packed <<= np.uint64(width)
        packed |= key.astype(np.uint64) - np.uint64(int(low) % (1 << BITS))  # both may be below 0
    return _sorted_rows(packed << np.uint64(below), below)


def by_hash(values: NDArray[np.uint64]) -> Places:
    """The numbers of the rows by hash; equal ones in the order given.

    The lowest bits of a hash give way to the row number; hashes that differ only in them are so rare that it is looked
    for afterwards.
    """
    below = max(len(values) - 1, 0).bit_length()
    order = _sorted_rows(values >> np.uint64(below) << np.uint64(below), below)
    by = values[order]
    return np.argsort(values, kind="stable") if (by[1:] < by[:-1]).any() else order


def _sorted_rows(packed: NDArray[np.uint64], below: int) -> Places:
    """The row numbers in order of packed keys whose lowest bits are free for them."""
    packed |= np.arange(len(packed), dtype=np.uint64)
    packed.sort()
    packed &= np.uint64((1 << below) - 1)
    return packed.view(np.int64)


def firsts(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value is another than the one before it."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def in_groups(values: NDArray[Any], least: int) -> NDArray[np.bool_]:
    """Which of some sorted values stand in a group of so many equal ones at least."""
    found = np.zeros(len(values), np.bool_)
    ahead = np.flatnonzero(values[: len(values) - least + 1] == values[least - 1 :])
    for step in range(least):
        found[ahead + step] = True
    return found


def ranges(first: Places, count: Places) -> Places:
    """The numbers from each first on, so many of each."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Places = np.arange(total) + np.repeat(first - (ends - count), count)
    return numbers


def place_in(begins: NDArray[np.bool_]) -> Places:
    """The place of each row in its group, groups beginning where it is said."""
    starts = np.flatnonzero(begins)
    places: Places = np.arange(len(begins)) - np.repeat(starts, np.diff(np.append(starts, len(begins))))
    return places
