"""The folder that a batch job writes: parts that are whole or not there, one list of them, one run at a time."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from onrecord.batch.extras import pyarrow
from onrecord.errors import BatchError
from onrecord.exports import jsonl
from onrecord.locks import held

#: The list of what is in the folder, the reports that could not be taken in, what is kept between the steps of a job,
#: and what one run at a time holds.
LIST, ERRORS, WORK, LOCK = "_onrecord.json", "_errors.jsonl", "_work", "_lock"
_OURS = frozenset({LIST, ERRORS, WORK, LOCK})
#: How a part is called while it is written. Readers of Parquet folders pass over such names.
_TEMPORARY = ".new-"


class Folder:
    """The output of one command, held by one run at a time.

    Args:
        path: made if it is not there.
        command: ``read``, ``reuse`` or ``stories``.

    Raises:
        BatchError: it holds something else, is the output of another command, or another run has it.
    """

    def __init__(self, path: Path, command: str) -> None:
        if path.exists() and not path.is_dir():
            raise BatchError("is a file, not a folder", where=str(path), hint=_OTHER)
        self.path = path
        self._check(command)
        path.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(path / LOCK)
        self.work = path / WORK
        self.work.mkdir(exist_ok=True)

    @property
    def listed(self) -> dict[str, Any]:
        """What the list says; empty if there is none yet."""
        return listed_in(self.path)

    def write_list(self, what: Mapping[str, Any]) -> None:
        """Write the list, unless it says just this."""
        if dict(what) != self.listed:
            write(self.path / LIST, (json.dumps(what, ensure_ascii=False, indent=2) + "\n").encode())

    def finish(self, what: Mapping[str, Any], errors: list[tuple[str, str]]) -> None:
        """Write the list and these errors, and drop what earlier or killed runs left beside the parts that it names."""
        self._write_errors(errors)
        self.write_list(what)
        kept = set(what["parts"])
        for one in self.path.iterdir():
            if one.name.startswith(_TEMPORARY) or (one.suffix == ".parquet" and one.name not in kept):
                one.unlink(missing_ok=True)
        shutil.rmtree(self.work, ignore_errors=True)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The errors that are listed, each with its place."""
        path = self.path / ERRORS
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [(one["input"], one["error"]) for one in map(json.loads, lines)]

    def _write_errors(self, errors: list[tuple[str, str]]) -> None:
        lines = jsonl.lines({"input": name, "error": message} for name, message in errors)
        if errors and errors != self.errors:
            write(self.path / ERRORS, "".join(lines).encode())
        elif not errors:
            (self.path / ERRORS).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    def _check(self, command: str) -> None:
        if not self.path.exists():
            return
        others = [
            one.name for one in self.path.iterdir() if one.name not in _OURS and not one.name.startswith((".", "part-"))
        ]
        listed = listed_in(self.path)
        if others or (not listed and any(one.name.startswith("part-") for one in self.path.iterdir())):
            named = f" ({sorted(others)[0]})" if others else ""
            raise BatchError(f"the folder holds something else{named}", where=str(self.path), hint=_OTHER)
        if listed and listed.get("command") != command:
            was = f"the folder holds the result of 'onrecord batch {listed.get('command')}'"
            raise BatchError(was, where=str(self.path), hint=_OTHER)


_OTHER = "Give a folder of its own, or one that is not there yet"


def listed_in(path: Path) -> dict[str, Any]:
    """What the list of an output says; empty if there is none.

    Raises:
        BatchError: it cannot be read.
    """
    try:
        found = json.loads((path / LIST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, OSError):
        found = None
    if not isinstance(found, dict):
        raise BatchError("the list of this output cannot be read", where=str(path / LIST), hint="Remove the folder")
    return found


def _locked(path: Path) -> IO[bytes]:
    """The lock of a folder, which one process alone has.

    Raises:
        BatchError: another has it.
    """
    if (file := held(path)) is None:
        raise BatchError("another run is writing this folder", where=str(path.parent), hint="Wait until it has ended")
    return file


def write(path: Path, data: bytes) -> None:
    """A file that is whole or not there, on disk before it has its name."""
    _named(path, lambda new: new.write_bytes(data))


def write_rows(path: Path, columns: Mapping[str, list[Any]], schema: Any) -> None:
    """A Parquet file that is whole or not there.

    Args:
        path: the file.
        columns: a list of values for each column of the schema.
        schema: its ``pyarrow`` schema.
    """
    table = pyarrow("lib").Table.from_pydict(columns, schema=schema)
    _named(path, lambda new: pyarrow("parquet").write_table(table, new, compression="zstd"))


def _named(path: Path, make: Callable[[Path], Any]) -> None:
    new = path.with_name(f"{_TEMPORARY}{uuid.uuid4().hex[:12]}-{path.name}")
    try:
        make(new)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
