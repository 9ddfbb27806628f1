"""``backup``, ``restore`` and ``import``: keep the record safe, bring it back, take one over from elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import Output, called, opened, output_options, record_option
from onrecord.cli.output import emit

if TYPE_CHECKING:
    from onrecord.store.backups import Backup
    from onrecord.views.page import Line, Page


@click.command("backup")
@click.argument("file")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@record_option
@output_options
def backup_command(file: str, force: bool, path: str, output: Output) -> None:
    """Copy the record into FILE, proved, while others may work on.

    FILE is a record itself, as the record was at one moment, with all that is in it. It gets its name only when all of
    it was proved as 'onrecord verify' does, so there is a whole backup or none. 'onrecord restore' brings it back.
    """
    with opened(path, rebuilt=True) as record:
        found = record.backup(file, force=force)
    emit(_page(f"Backup of {called(path)}", found, (_line("Kept in", found.path),)), output, data=_data(found))


@click.command("restore")
@click.argument("file")
@click.option("--force", is_flag=True, help="Put it in the place of a record that is there, which is kept beside it.")
@record_option
@output_options
def restore_command(file: str, force: bool, path: str, output: Output) -> None:
    """Make the record of a backup FILE, once all of it was proved.

    FILE is not changed. One of an older schema is brought to the newest. A record that is there is never written over:
    with --force it is kept under another name, which is told; close what has it open first.
    """
    from onrecord import keeping

    found = keeping.restore(file, path, force=force)
    said = [_line("Restored from", file)]
    if found.schema is not None:
        said.append(_line(f"Brought to the newest schema from {found.schema}; the backup is as it was:", file))
    if found.aside is not None:
        said.append(_line("The record that was there is now", found.aside))
    data = {**_data(found.record), "aside": found.aside, "schema": found.schema}
    emit(_page(f"Restored {called(path)}", found.record, tuple(said)), output, data=data)


@click.command("import")
@click.argument("file")
@record_option
@output_options
def import_command(file: str, path: str, output: Output) -> None:
    """Make the record of a FILE that 'onrecord export record' wrote.

    The record is the same one: reports, what was read in them and what holds between them, judgements, dossiers, feeds.
    It must not be there yet, or hold nothing. No language model is needed. All is taken over, proved, or nothing; a
    line that is damaged is named. FILE may be - for standard input.
    """
    from onrecord import keeping
    from onrecord.views.page import Page, Section, line

    found = keeping.import_record(sys.stdin.buffer if file == "-" else file, path)
    kinds = ("reports", "judgements", "dossiers", "feeds")
    counts: dict[str, int] = {kind: getattr(found, kind) for kind in kinds}
    lines = tuple(line(f"{number:,} {kind}", facts={"kind": kind, "number": number}) for kind, number in counts.items())
    page = Page(f"Imported {called(path)}", (line("Everything matches."),), (Section("Taken over", lines),))
    emit(page, output, data={"record": found.path, **counts, "rows": dict(found.rows)})


def _page(title: str, found: Backup, said: tuple[Line, ...]) -> Page:
    """What a backup holds, as a page."""
    from onrecord.views.page import Page, Section, line

    facts = (
        line(f"{found.reports:,} reports", facts={"reports": found.reports}),
        line(f"{found.octets:,} bytes", facts={"bytes": found.octets}),
        line(f"digest {found.digest}", facts={"digest": found.digest}),
    )
    proved = tuple(line(f"{n:,} {kind}", facts={"checked": kind, "number": n}) for kind, n in found.checked.items())
    head = (line("Everything matches."), *said)
    return Page(title, head, (Section("Record", facts), Section("Checked", proved)))


def _line(said: str, path: str) -> Line:
    from onrecord.views.page import line

    return line(f"{said} {path}")


def _data(found: Backup) -> dict[str, object]:
    return {
        "file": found.path,
        "reports": found.reports,
        "bytes": found.octets,
        "digest": found.digest,
        "checked": dict(found.checked),
    }
