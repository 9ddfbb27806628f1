"""``batch``: read, reuse and stories over Parquet, in parts, on every processor of this machine or of a cluster."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import Output, model_option, output_options, reader_option
from onrecord.cli.output import emit

if TYPE_CHECKING:
    from onrecord.batch.job import Progress, Summary
    from onrecord.views.page import Page

#: Seconds between two lines of progress where they are kept, and where each takes the place of the one before.
KEPT, SHOWN = 15.0, 1.0


@click.command("batch")
@click.argument("command", type=click.Choice(("read", "reuse", "stories")))
@click.argument("source", metavar="INPUT")
@click.argument("folder", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="What runs it: the processors of this machine, or a Ray cluster.",
)
@click.option("--address", metavar="ADDRESS", help="The Ray cluster; one is begun on this machine if left out.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes; one for each processor if left out.")
@click.option("--part", "size", type=click.IntRange(1), metavar="N", help="Reports of the input that are one part.")
@model_option
@reader_option
@output_options
@click.pass_context
def batch_command(
    ctx: click.Context,
    command: Literal["read", "reuse", "stories"],
    source: str,
    folder: Path,
    engine: str,
    address: str | None,
    workers: int | None,
    size: int | None,
    model: str | None,
    reader: str | None,
    output: Output,
) -> None:
    """Read very many reports in Parquet, or find reuse or stories.

    INPUT is a .parquet or .jsonl file, a folder of them or a pattern in quotes; its columns are the keys of a JSON
    Lines report, and only text is needed. OUTPUT is a folder of its own for Parquet files. The work is done in parts:
    a run that was stopped goes on where it stood, and running again changes nothing.
    """
    from onrecord.batch import job

    if address and engine != "ray":
        raise click.UsageError("--address names a Ray cluster; it goes with --engine ray.", ctx)
    summary = job.run(
        command, source, folder, engine=engine, workers=workers, address=address, size=size, model=model,
        reader=reader, progress=_Shown(),
    )  # fmt: skip
    for message in summary.failed:
        complain(message)
    emit(_page(summary), output, data=asdict(summary))
    ctx.exit(1 if summary.failed or (summary.errors and summary.command != "read") else 0)


class _Shown:
    """Progress on standard error: on a terminal in one line, elsewhere a line now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._step = ""
        self._begun = self._last = 0.0
        self._before = 0

    def __call__(self, one: Progress) -> None:
        now = time.monotonic()
        if one.step != self._step:
            self._step, self._begun, self._last = one.step, now, now
        waited = now - self._last >= (SHOWN if self._terminal else KEPT)
        if waited or one.done == one.of:
            self._last = now
            self._show(_line(one, now - self._begun), last=one.done == one.of)

    def _show(self, line: str, *, last: bool) -> None:
        if self._terminal:
            click.echo(f"\r{line:<79}", nl=last, err=True)
        else:
            say(line)


def _line(one: Progress, seconds: float) -> str:
    parts = [f"{one.step}: {one.done} of {one.of}"]
    fresh = one.done - one.skipped
    if one.skipped:
        parts.append(f"skipped {one.skipped} already done")
    if one.reports:
        parts.append(f"{one.reports:,} reports")
    if fresh and seconds >= 1:
        parts.append(f"{60 * fresh / seconds:.0f} parts a minute")
        if one.done < one.of:
            parts.append(f"{_told(seconds / fresh * (one.of - one.done))} left")
    if one.lost:
        parts.append(f"workers lost {_times(one.lost)}")
    return ", ".join(parts)


def _told(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.0f} h"


def _times(number: int) -> str:
    return "1 time" if number == 1 else f"{number} times"


#: What the rows of a result are.
_ROWS = {"read": "readings", "reuse": "pairs of reports that share text", "stories": "stories"}


def _page(one: Summary) -> Page:
    from onrecord.views.page import Page, Section, line
    from onrecord.views.words import count

    facts: dict[str, Any] = {name: value for name, value in asdict(one).items() if name != "failed"}
    said = [f"{one.reports:,} reports, {one.found:,} {_ROWS[one.command]}"]
    said += [f"{count(one.parts, 'Parquet file')} in {one.output}, {one.skipped} already done"]
    said += [f"Rows that are no report or could not be read: {one.errors}"] if one.errors else []
    said += [f"workers were lost {_times(one.lost)}, and what they had not done was done again"] if one.lost else []
    lines = [line(f"{text}.", facts=facts) for text in said[:1]] + [line(f"{text}.") for text in said[1:]]
    return Page(f"Batch: {one.command}", (), (Section("Result", tuple(lines)),))
