"""Where a reuse index keeps its arrays: in memory, or in a folder of files that are mapped and not read whole.

A folder holds columns that only grow, segments that are never changed once written, and a list of both
(``reuse-index.json``) that is replaced in one step. What a killed process had written but not listed is not looked at.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ReuseIndexError
from onrecord.locks import held
from onrecord.reuse.lookup import Marks, marks
from onrecord.reuse.prints import Hashes

#: What the files are written by; another number is another form.
FORM = 1
_LIST, _IDS, _LOCK = "reuse-index.json", "reuse-ids.txt", "reuse-lock"


class _Columns(NamedTuple):
    value: Hashes
    place: Hashes


class Posts(_Columns):
    """Postings: hashes of runs, and where they stand, as number of the report and of the word."""

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.value)

    @cached_property
    def marks(self) -> Marks:
        """What is known of the hashes, which are in order, to look for a few among them."""
        return marks(self.value)


class Column(Protocol):
    """An array that grows."""

    @property
    def view(self) -> NDArray[Any]:
        """What is in it."""
        ...

    def append(self, more: NDArray[Any]) -> None:
        """Put more at its end."""
        ...


class Shelf(Protocol):
    """Where the arrays of an index are."""

    ids: list[str]
    weeks: Column
    words: Column
    begins: Column
    segments: list[Posts]

    def add_segment(self, new: Posts) -> None:
        """Put a segment after the others."""
        ...

    def merge_last(self, count: int, merged: Posts) -> None:
        """Put one in place of the last few."""
        ...

    def keep(self) -> None:
        """Make all that was put in lasting."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class MemoryShelf:
    """Arrays in memory."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.weeks: Column = _Grown(np.int32)
        self.words: Column = _Grown(np.uint16)
        self.begins: Column = _Grown(np.int64)
        self.begins.append(np.zeros(1, np.int64))
        self.segments: list[Posts] = []

    def add_segment(self, new: Posts) -> None:
        """Put a segment after the others."""
        self.segments.append(new)

    def merge_last(self, count: int, merged: Posts) -> None:
        """Put one in place of the last few."""
        self.segments[-count:] = [merged]

    def keep(self) -> None:
        """Nothing lasts here."""

    def close(self) -> None:
        """Nothing is held here."""


class FolderShelf:
    """Arrays in the files of a folder.

    Args:
        folder: made if it is not there.

    Raises:
        ReuseIndexError: the folder holds something else, or what it lists is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        listed = self._listed()
        self._lock = _locked(folder / _LOCK)
        self.ids = self._read_ids(listed["reports"])
        self.weeks: Column = self._column("weeks", np.int32, listed["reports"])
        self.words: Column = self._column("words", np.uint16, listed["words"])
        self.begins: Column = self._column("begins", np.int64, listed["reports"] + 1 if listed["reports"] else 0)
        if not listed["reports"]:
            self.begins.append(np.zeros(1, np.int64))
        self._names: list[str] = listed["segments"]
        self.segments = [self._segment(name) for name in self._names]
        self._written = len(self.ids)
        self._gone: list[str] = [path.name for path in folder.glob("segment-*.npy") if path.name not in self._names]
        if not listed["reports"]:
            self.keep()

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    def add_segment(self, new: Posts) -> None:
        """Put a segment after the others."""
        self._names.append(self._write(new))
        self.segments.append(self._segment(self._names[-1]))

    def merge_last(self, count: int, merged: Posts) -> None:
        """Put one in place of the last few; their files go once the list no longer has them."""
        self._gone += self._names[-count:]
        self.segments[-count:] = []
        self._names[-count:] = []
        self.add_segment(merged)

    def keep(self) -> None:
        """Write the list of what there is, after all of it."""
        with (self._folder / _IDS).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(one)}\n" for one in self.ids[self._written :])
            _to_disk(file)
        self._written = len(self.ids)
        listed = {
            "form": FORM, "reports": len(self.ids), "words": len(self.words.view), "segments": self._names
        }  # fmt: skip
        new = self._folder / f"{_LIST}.new"
        with new.open("w", encoding="utf-8") as file:
            json.dump(listed, file)
            _to_disk(file)
        new.replace(self._folder / _LIST)
        for name in set(self._gone) - set(self._names):
            (self._folder / name).unlink(missing_ok=True)
        self._gone = []

    def _listed(self) -> dict[str, Any]:
        path = self._folder / _LIST
        if not path.exists():
            if any(one.name != _LOCK for one in self._folder.iterdir()):
                raise ReuseIndexError(
                    "this folder holds something else than a reuse index", where=str(self._folder),
                    hint="Give a folder of its own, or one that is not there yet",
                )  # fmt: skip
            return {"reports": 0, "words": 0, "segments": []}
        try:
            listed: dict[str, Any] = json.loads(path.read_text("utf-8"))
            known = listed["form"] == FORM
            {name: listed[name] for name in ("reports", "words", "segments")}
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged(_LIST) from error
        if not known:
            raise ReuseIndexError(
                "another version of Onrecord wrote this reuse index", where=str(path),
                hint="Remove the folder; it is made anew from the reports",
            )  # fmt: skip
        return listed

    def _read_ids(self, count: int) -> list[str]:
        """The ids that are listed; what a killed process wrote after them is cut off."""
        path = self._folder / _IDS
        path.touch()
        lines = path.read_bytes().splitlines(keepends=True)
        try:
            found = [json.loads(line) for line in lines[:count]]
        except ValueError as error:
            raise self._damaged(_IDS) from error
        if len(found) < count:
            raise self._damaged(_IDS)
        os.truncate(path, sum(map(len, lines[:count])))
        return found

    def _column(self, name: str, kind: Any, count: int) -> _Filed:
        path = self._folder / f"reuse-{name}"
        path.touch()
        size = count * np.dtype(kind).itemsize
        if path.stat().st_size < size:
            raise self._damaged(path.name)
        os.truncate(path, size)
        return _Filed(path, kind, count)

    def _segment(self, name: str) -> Posts:
        try:
            rows = np.asarray(np.load(self._folder / name, mmap_mode="r", allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise self._damaged(name) from error
        return Posts(rows[0], rows[1])

    def _write(self, posts: Posts) -> str:
        """A segment's file, named by what is in it."""
        rows = np.stack((posts.value, posts.place))
        name = f"segment-{blake2b(rows.tobytes(), digest_size=16).hexdigest()}.npy"
        with (self._folder / name).open("wb") as file:
            np.save(file, rows, allow_pickle=False)
            _to_disk(file)
        return name

    def _damaged(self, name: str) -> ReuseIndexError:
        return ReuseIndexError(
            "a file of this reuse index is missing or damaged", where=str(self._folder / name),
            hint="Remove the folder; it is made anew from the reports",
        )  # fmt: skip


def _locked(path: Path) -> IO[bytes]:
    """The lock of a folder, which one process alone has.

    Raises:
        ReuseIndexError: another has it.
    """
    if (file := held(path)) is None:
        raise ReuseIndexError(
            "another process is using this reuse index", where=str(path.parent), hint="Try again when it has ended"
        )
    return file


class _Grown:
    """A column in memory, which grows by doubling."""

    def __init__(self, kind: Any) -> None:
        self._held = np.empty(1024, kind)
        self._used = 0

    @property
    def view(self) -> NDArray[Any]:
        return self._held[: self._used]

    def append(self, more: NDArray[Any]) -> None:
        need = self._used + len(more)
        if need > len(self._held):
            held = np.empty(max(need, 2 * len(self._held)), self._held.dtype)
            held[: self._used] = self.view
            self._held = held
        self._held[self._used : need] = more
        self._used = need


class _Filed:
    """A column in a file, which is mapped anew when it has grown."""

    def __init__(self, path: Path, kind: Any, count: int) -> None:
        self._path, self._kind, self._count = path, np.dtype(kind), count
        self._mapped: NDArray[Any] | None = None

    @property
    def view(self) -> NDArray[Any]:
        if self._mapped is None:
            if not self._count:
                return np.empty(0, self._kind)
            self._mapped = np.asarray(np.memmap(self._path, self._kind, "r", shape=(self._count,)))
        return self._mapped

    def append(self, more: NDArray[Any]) -> None:
        with self._path.open("ab") as file:
            file.write(np.ascontiguousarray(more, self._kind).tobytes())
            _to_disk(file)
        self._count += len(more)
        self._mapped = None


def _to_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())
