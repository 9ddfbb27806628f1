"""``verify``, ``rebuild`` and ``export``: prove the record, take it out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from onrecord.cli.messages import say
from onrecord.cli.options import Output, called, opened, output_options, record_option
from onrecord.cli.output import emit, save, save_whole
from onrecord.errors import RecordError
from onrecord.results import EXPORTS


@click.command("verify")
@click.option("--deep", is_flag=True, help="Also read the stored bytes again, which must give the same text.")
@record_option
@output_options
@click.pass_context
def verify_command(ctx: click.Context, deep: bool, path: str, output: Output) -> None:
    """Prove every citation again, without any model.

    Recomputes every hash and cuts every passage anew. Exits with 1 if anything is damaged.
    """
    from onrecord.views.page import Page, Section, line

    with opened(path) as record:
        found = record.verify(deep=deep)
    counts = [
        line(f"{number:,} {kind}", facts={"checked": kind, "number": number}) for kind, number in found.checked.items()
    ]
    damages = [line(damage, facts={"damage": damage}) for damage in found.damages]
    verdict = "Everything matches." if found.ok else f"{len(damages)} damaged."
    page = Page(
        f"Verification of {called(path)}",
        (line(verdict),),
        (Section("Checked", tuple(counts)), Section("Damaged", tuple(damages), empty="Nothing.")),
    )
    data = {"ok": found.ok, "checked": dict(found.checked), "damages": list(found.damages)}
    emit(page, output, data=data)
    ctx.exit(0 if found.ok else 1)


@click.command("rebuild")
@record_option
@output_options
@click.pass_context
def rebuild_command(ctx: click.Context, path: str, output: Output) -> None:
    """Derive everything anew and say whether it came out the same.

    Reads every stored text again. Judgements are kept. Exits with 1 if anything came out differently; the record
    then has what came out now.
    """
    from onrecord.views.page import Page, Section, line

    with opened(path, rebuilt=True) as record:
        found = record.rebuild()
    differences = tuple(line(one, facts={"difference": one}) for one in found.differences)
    said = "The same as before." if found.same else "Not the same as before."
    result = line(said, facts={"same": found.same, "reports": found.reports})
    page = Page(
        f"Rebuild of {called(path)}",
        sections=(Section("Result", (result,)), Section("Differences", differences, empty="None.")),
    )
    data = {"same": found.same, "reports": found.reports, "differences": list(found.differences)}
    emit(page, output, data=data)
    ctx.exit(0 if found.same else 1)


@click.command("export")
@click.argument("kind", type=click.Choice(EXPORTS))
@click.argument("file", default="-")
@record_option
def export_command(kind: str, file: str, path: str) -> None:
    """Write the record to FILE, or to standard output.

    \b
    json      all that was found: readings, what holds between the reports,
              judgements
    jsonl     a report a line, as 'onrecord read --jsonl' prints it
    csv       statements, findings, positions, deadlines, events: a row each
    markdown  the brief, nothing folded away
    html      the brief as one self-contained file, with the reports' texts
    record    the record itself, a row a line: 'onrecord import' makes the same
              record of it on another machine, in a file or on a server
    """
    if file != "-" and _same(file, path):
        raise RecordError("this is the record itself", where=file, hint="Name another file for the export")
    with opened(path, rebuilt=kind == "record") as record:
        if kind == "record":
            return save_whole(record.export(kind), file)
        text = "".join(record.export(kind))
    if kind == "csv":
        rows = sum(part.count("\r\n") for part in text.split('"')[::2])  # lines that end outside quotation marks
        say(f"{max(0, rows - 1)} rows, all there are.")
    save([text], file)
    return None


def _same(file: str, path: str) -> bool:
    """Whether two paths lead to one file."""
    with suppress(OSError):
        return Path(file).samefile(path)
    return False
