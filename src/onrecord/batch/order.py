"""One order for all reports of a job: by day, id and words, whatever part each is in.

What holds between reports is found under their numbers in this order, so it does not depend on how the input is cut.
Two reports of one id are told apart as ``ID`` and ``ID-2``, as ``onrecord reuse`` does when they come in this order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord import reusing
from onrecord.batch.arrays import Kept, keep, texts
from onrecord.batch.extras import pyarrow, version

#: The day of a report that has none, as a number, and as text where it is sorted behind all others.
UNDATED, _LAST = -1, "9999"


def described(ids: Sequence[str], days: Sequence[str | None], shas: Sequence[str]) -> dict[str, NDArray[Any]]:
    """What a part keeps of its reports so that they can be put in order."""
    known = [day[:10] if day and _ordinal(day) != UNDATED else _LAST for day in days]
    return texts("id", ids) | texts("day", known) | texts("sha", shas)


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return UNDATED


def set_key(command: str, keys: Sequence[str]) -> str:
    """A name for what holds between the reports of some parts."""
    return blake2b("\n".join([version(), command, *keys]).encode(), digest_size=12).hexdigest()


def put_in_order(folder: Path, kept: Sequence[Path]) -> int:
    """Number the reports of all parts, and keep the numbers.

    Args:
        folder: where the order is kept; nothing is done if it is.
        kept: where the arrays of each part are.

    Returns:
        How many reports there are.
    """
    if folder.exists():
        return len(Kept(folder)["part"])
    parts = [Kept(one) for one in kept]
    columns = {name: _column(parts, name) for name in ("day", "id", "sha")}
    compute = pyarrow("compute")
    keys = [(name, "ascending") for name in columns]
    # Where one and the same report is there twice, what is found is the same whichever comes first.
    by = compute.sort_indices(pyarrow("lib").Table.from_pydict(columns), sort_keys=keys).to_numpy().astype(np.int64)
    numbers = np.empty(len(by), np.uint32)
    numbers[by] = np.arange(len(by), dtype=np.uint32)
    begins = np.cumsum([0, *(len(one["id_begins"]) - 1 for one in parts)], dtype=np.int64)
    part = np.searchsorted(begins, by, side="right") - 1
    keep(
        folder,
        numbers=numbers, begins=begins, part=part.astype(np.uint32), row=(by - begins[part]).astype(np.uint32),
        days=_days(columns["day"].take(by)), **_names(columns["id"].take(by)),
        **texts("folder", [one.name for one in kept]),
    )  # fmt: skip
    return len(by)


def _column(parts: Sequence[Kept], name: str) -> Any:
    """The texts of all parts as one column, without a Python object for each: there may be a hundred million."""
    arrow = pyarrow("lib")
    buffers = [(one[f"{name}_begins"], one[name]) for one in parts]
    arrays = [
        arrow.LargeStringArray.from_buffers(len(begins) - 1, arrow.py_buffer(begins), arrow.py_buffer(data))
        for begins, data in buffers
    ]
    return arrow.chunked_array(arrays, arrow.large_string()).combine_chunks()


def _days(column: Any) -> NDArray[np.int32]:
    coded = column.dictionary_encode()
    known = [UNDATED if day == _LAST else _ordinal(day) for day in coded.dictionary.to_pylist()]
    found: NDArray[np.int32] = np.asarray([*known, UNDATED], np.int32)[coded.indices.to_numpy()]
    return found


def _names(ids: Any) -> dict[str, NDArray[Any]]:
    """The ids as no two reports have them."""
    if pyarrow("compute").count_distinct(ids).as_py() == len(ids):
        return texts("name", ids.to_pylist())
    seen: Counter[str] = Counter()
    used: set[str] = set()
    names: list[str] = []
    for one in ids.to_pylist():
        names.append(reusing.unused(one, seen, used))
        used.add(names[-1])
    return texts("name", names)


class Order:
    """The order of a job as a worker sees it, and the arrays of its parts.

    Args:
        folder: where ``put_in_order`` kept it.
    """

    def __init__(self, folder: Path) -> None:
        self.kept = Kept(folder)
        self._work = folder.parent
        self._folders = list(self.kept.texts("folder"))

    def __len__(self) -> int:
        return len(self.kept["part"])

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return len(self._folders)

    def arrays(self, part: int) -> Kept:
        """The arrays of a part."""
        return _arrays(self._work / self._folders[part])

    def home(self, number: int) -> tuple[Kept, int]:
        """The arrays of the part in which a report is, and its row there."""
        return self.arrays(int(self.kept["part"][number])), int(self.kept["row"][number])

    def name(self, number: int) -> str:
        """The id of a report, of which no other has the same."""
        return self.kept.text("name", number)


@lru_cache(maxsize=128)
def _arrays(folder: Path) -> Kept:
    return Kept(folder)


@lru_cache(maxsize=1)
def order_in(folder: str) -> Order:
    """The order that is kept in a folder, opened once per process."""
    return Order(Path(folder))
