"""Named arrays in a folder that is whole or not there, mapped and not read whole; texts are kept as bytes in a row."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def keep(folder: Path, /, **arrays: Array) -> None:
    """Keep arrays under their names. What is made again is the same, so of two who keep it the first has done it."""
    new = folder.with_name(f".new-{uuid.uuid4().hex[:12]}")
    new.mkdir(parents=True)
    try:
        for name, values in arrays.items():
            np.save(new / f"{name}.npy", values, allow_pickle=False)
        try:
            new.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


class Kept:
    """Arrays that were kept; each is mapped when it is asked for.

    Args:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mapped: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._mapped:
            path = self._folder / f"{name}.npy"
            self._mapped[name] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        return self._mapped[name]

    def text(self, name: str, at: int) -> str:
        """One of the texts that were kept by ``texts``."""
        begins = self[f"{name}_begins"]
        return bytes(self[name][int(begins[at]) : int(begins[at + 1])]).decode()

    def texts(self, name: str) -> Iterator[str]:
        """All of them."""
        data, begins = bytes(self[name]), self[f"{name}_begins"].tolist()
        return (data[a:b].decode() for a, b in pairwise(begins))


def texts(name: str, values: Sequence[str]) -> dict[str, Array]:
    """Texts as two arrays: their bytes, and where each begins in them."""
    raw = [one.encode() for one in values]
    begins = np.cumsum([0, *map(len, raw)], dtype=np.int64)
    return {name: np.frombuffer(b"".join(raw), np.uint8), f"{name}_begins": begins}
