"""What keeps a record safe and moves it: backups of its file, and exports that any other place can take in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord import judging, pipeline
from onrecord.errors import BrokenExport, NotFound, OnrecordError, RecordError
from onrecord.store.addresses import is_address, without_password
from onrecord.store.backups import Backup, Restored, back_up
from onrecord.store.backups import restore as _restored
from onrecord.store.copying import made_beside
from onrecord.store.documents import given_of
from onrecord.store.files import MEMORY
from onrecord.store.opening import open_store
from onrecord.store.portable.lines import Row, parsed
from onrecord.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from onrecord.store.protocol import Store

__all__ = ["Backup", "Imported", "Keeping", "Restored", "import_record", "restore"]

#: Tables whose rows an import tells of.
_COUNTED = ("reports", "judgements", "dossiers", "feeds")

#: What using a value that somebody made up can raise.
_MEANINGLESS = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OnrecordError)


@dataclass(frozen=True, slots=True)
class Imported:
    """A record that was made of an export.

    Attributes:
        path: the record.
        reports: how many reports it has.
        judgements: how many judgements.
        dossiers: how many dossiers.
        feeds: how many feeds.
        rows: how many rows of each table were taken over.
    """

    path: str
    reports: int
    judgements: int
    dossiers: int
    feeds: int
    rows: Mapping[str, int]


class Keeping:
    """The part of a record that makes copies of it."""

    if TYPE_CHECKING:
        _store: Store

    def backup(self, path: str | os.PathLike[str], *, force: bool = False) -> Backup:
        """Copy the record, as it is at one moment, into a file that is a record itself; others can add meanwhile.

        The copy is proved as ``verify`` does before it gets its name, so there is a whole backup or none.

        Args:
            path: the backup's file.
            force: let it take the place of a file that is there.

        Raises:
            AlreadyThere: there is such a file and ``force`` is false.
            Damaged: the record does not prove, so its backup would not either.
            RecordError: the file cannot be written, or the record lies on a server.
        """
        if not isinstance(self._store, SqliteStore):
            raise RecordError(
                "a record on a server is backed up by the server's tools",
                where=self._store.path,
                hint="Dump it with pg_dump (docs/postgres.md), or write it out with 'onrecord export record FILE'",
            )
        return back_up(self._store, Path(path), force=force)

    def lines(self) -> Iterator[str]:
        """The whole record as lines that ``import_record`` makes the same record of; what ``export("record")`` gives.

        Raises:
            Damaged: something on record cannot be read.
        """
        return self._store.lines()


def restore(backup: str | os.PathLike[str], record: str | os.PathLike[str], *, force: bool = False) -> Restored:
    """Make a record of a backup, once all of it is proved.

    Args:
        backup: what ``Record.backup`` made, or any record's file; it is not changed.
        record: the record's file.
        force: let it take the place of a record that is there; that one is kept beside it, as the result says. No
            program should have it open.

    Raises:
        NotFound: there is no such backup.
        NotARecord: the backup is something else.
        NewerRecord: it was made by a newer Onrecord.
        Damaged: it does not prove; nothing is restored.
        AlreadyThere: there is a record already and ``force`` is false.
        RecordError: the record cannot be written.
    """
    return _restored(Path(backup), os.fspath(record), force=force)


def import_record(export: str | os.PathLike[str] | BinaryIO, record: str | os.PathLike[str]) -> Imported:
    """Make a record of an export: the same reports, readings, relations, judgements, dossiers and feeds, proved.

    No language model is needed. All is taken over, or nothing.

    Args:
        export: what ``Record.export("record")`` wrote: a file, or an open one.
        record: a file that is not there yet, a record that holds nothing, or ``postgresql://user@host/database``.

    Raises:
        BrokenExport: the export is damaged, cut, or something else; the line is named.
        NewerRecord: it was written by a newer Onrecord.
        AlreadyThere: the record holds something.
        RecordError: the record cannot be written.
    """
    target = os.fspath(record)
    if not isinstance(export, str | os.PathLike):
        return _imported(export, str(getattr(export, "name", "export")), target)
    path = Path(export)
    try:
        with path.open("rb") as stream:
            return _imported(stream, str(path), target)
    except FileNotFoundError as error:
        if error.filename != os.fspath(path):
            raise
        raise NotFound("there is no such export", where=str(path), hint="Check the path") from error
    except IsADirectoryError as error:
        raise BrokenExport("this is a folder", where=str(path), hint="Name the file in it") from error


def _imported(stream: BinaryIO, name: str, target: str) -> Imported:
    rows = _meaningful(parsed(stream, name), name)
    if is_address(target) or Path(target).exists():
        with open_store(target) as store:
            counts = store.take(rows, name)
    elif target == MEMORY:
        raise RecordError("a record in memory is gone at once", where=target, hint="Name a file")
    else:
        with made_beside(Path(target)) as part, open_store(str(part)) as store:
            counts = store.take(rows, name)
    reports, judgements, dossiers, feeds = (
        counts.get(one, 0) for one in ("reports", "judgements", "dossiers", "feeds")
    )
    return Imported(without_password(target), reports, judgements, dossiers, feeds, counts)


def _meaningful(rows: Iterable[Row], name: str) -> Iterator[Row]:
    """The rows, where those that are JSON within were looked at too: they are used as they come."""
    for row in rows:
        try:
            _use(row, f"{name}:{row.line}")
        except _MEANINGLESS as error:
            said = error.what if isinstance(error, OnrecordError) else f"it means nothing ({error})"
            raise BrokenExport(
                f"a row of {row.table.name}: {said}",
                where=f"{name}:{row.line}",
                hint="Take the file as 'onrecord export record' wrote it",
            ) from error
        yield row


def _use(row: Row, where: str) -> None:
    """Use what a row holds as a record will."""
    kind, values = row.table.name, row.values
    if kind == "judgements":
        judging.checked(values, where)
    elif kind == "feed_items":
        given_of(values["facts"])
    elif kind == "meta" and values["key"] == "issues":
        pipeline.issues_in_use(values["value"])
