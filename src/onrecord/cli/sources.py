"""``read``, ``compare`` and ``add``: commands that take reports in."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import (
    Output,
    allow_host_option,
    called,
    fail_on_option,
    given_options,
    jobs_option,
    model_option,
    output_options,
    reader_option,
    record_option,
    say_read_otherwise,
)
from onrecord.cli.output import emit, is_screen, say_rows, write
from onrecord.errors import RecordError

if TYPE_CHECKING:
    from onrecord.model.relations import Relations
    from onrecord.model.report import Given
    from onrecord.results import AddResult, AddStatus, ReadResult


class _Sources(click.Argument):
    """The sources of a command; without any, the message says what may be named."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The value, or a usage error in words."""
        try:
            return super().process_value(ctx, value)
        except click.MissingParameter:
            message = (
                "No SOURCE is named. Give a file (text, page, WARC…), a folder, an address, or - (standard input)."
            )
            raise click.UsageError(message, ctx) from None


sources_argument = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, cls=_Sources)


@click.command("read")
@sources_argument
@given_options
@allow_host_option
@model_option
@reader_option
@output_options
@click.pass_context
def read_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    given: Given,
    model: str | None,
    reader: str | None,
    output: Output,
) -> None:
    """Read reports and print all that was read; store nothing.

    SOURCE is a file, a folder, a web address, or - for standard input. Files: text, saved page, JSON, JSON Lines, WARC,
    Parquet, ninjs, NewsML-G2, NITF, a feed; also packed by gzip. With --json, one report is one object, and several are
    an object with "readings". With --jsonl, each report is a line, in input order, as soon as it is read.
    """
    from onrecord import record

    results = record.read(*sources, given=given, model=model, reader=reader, stdin=sys.stdin.buffer)
    good = _Good(results)
    if output.form == "jsonl":
        _stream(good)
    elif output.form == "screen" and output.html is None:
        _one_by_one(good, output)
    else:
        _together(good, output)
    ctx.exit(1 if good.failed or not good.number else 0)


class _Good:
    """The results that have an entry; the others are complained about when they come up."""

    def __init__(self, results: Iterator[ReadResult]) -> None:
        self._results = results
        self.failed = 0
        self.number = 0

    def __iter__(self) -> Iterator[ReadResult]:
        for result in self._results:
            if result.error is not None:
                complain(result.error.message)
                self.failed += 1
            if result.entry is not None:
                self.number += 1
                yield result


def _stream(good: _Good) -> None:
    from onrecord.exports import jsonl

    write(jsonl.lines(_shape(result) for result in good))


def _shape(result: ReadResult) -> dict[str, Any]:
    from onrecord.exports.shapes import reading

    assert result.entry is not None
    return {"input": result.input, **reading(result.entry)}


def _one_by_one(good: _Good, output: Output) -> None:
    from onrecord.views.read import page

    for number, result in enumerate(good, 1):
        assert result.entry is not None
        if number > 1:
            write(["\n"])
        emit(page(result.entry, number), replace(output, whole=output.whole or not is_screen()))


def _together(good: _Good, output: Output) -> None:
    from onrecord.views.read import page, together

    results = list(good)
    shapes = [_shape(result) for result in results] if output.form == "json" else []
    pages = [page(result.entry, number) for number, result in enumerate(results, 1) if result.entry is not None]
    if pages:
        emit(together(pages), output, data=shapes[0] if len(shapes) == 1 else {"readings": shapes})


@click.command("compare")
@sources_argument
@given_options
@allow_host_option
@model_option
@reader_option
@fail_on_option
@output_options
@click.pass_context
def compare_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    given: Given,
    model: str | None,
    reader: str | None,
    fail_on: frozenset[str],
    output: Output,
) -> None:
    """Print what holds between two or more reports; store nothing.

    Are they independent, where do they differ, whose quotations were changed, what do they share, what has only one.
    SOURCE is a file, a folder, an address, or -; a .jsonl, .warc or .parquet is as many reports as it holds.
    """
    from onrecord import record
    from onrecord.exports.shapes import comparison
    from onrecord.views.compare import page

    found = record.compare(*sources, given=given, model=model, reader=reader, stdin=sys.stdin.buffer)
    for error in found.errors:
        complain(error.message)
    if len(found.entries) < 2:
        number = len(found.entries)
        complain(f"{number or 'no'} report{'' if number == 1 else 's'} to compare. Name two or more.")
        ctx.exit(1 if found.errors else 2)
    data = comparison(found.entries, found.relations) if output.form == "json" else None
    emit(page(found.entries, found.relations, found.inputs), output, data=data)
    ctx.exit(1 if found.errors else exit_code(found.relations, fail_on))


def exit_code(relations: Relations, fail_on: frozenset[str]) -> int:
    """3 if there is a finding of a kind that was named, else 0; says on standard error which and how many."""
    kinds = [finding.kind for finding in relations.findings] + [quote.relation for quote in relations.quotes]
    matched = {kind: kinds.count(kind) for kind in sorted(fail_on) if kind in kinds}
    if matched:
        say("--fail-on: " + ", ".join(f"{number} {kind}" for kind, number in matched.items()) + ".")
    return 3 if matched else 0


@click.command("add")
@sources_argument
@record_option
@given_options
@allow_host_option
@model_option
@reader_option
@jobs_option
@output_options
@click.pass_context
def add_command(
    ctx: click.Context,
    sources: tuple[str, ...],
    path: str,
    given: Given,
    model: str | None,
    reader: str | None,
    jobs: int | None,
    output: Output,
) -> None:
    """Add reports to the record, which is begun if there is none.

    SOURCE is a file, a folder, a web address, or - for standard input. Files: text, saved page, JSON, JSON Lines, WARC,
    Parquet, ninjs, NewsML-G2, NITF, a feed; also packed by gzip. Adding a report again changes nothing, except that
    facts given now fill gaps. Other words at an address that is on record are a new revision of its report. What cannot
    be read is named, and the rest is added. With --jsonl, each report is a line, as soon as it is safely on record.
    """
    from onrecord import record
    from onrecord.cli.progress import Progress
    from onrecord.workers import usual

    with record.open(path, model=model, reader=reader) as opened:
        say_read_otherwise(opened, path)
        path = called(path)
        progress = Progress(sources)
        told = _Told(path, progress) if output.form == "jsonl" else progress
        jobs = jobs or usual()
        try:
            summary = opened.add(*sources, given=given, stdin=sys.stdin.buffer, progress=told, jobs=jobs)
        except KeyboardInterrupt:
            progress.interrupted()
            raise
        except RecordError:
            progress.stopped()
            raise
        progress.done()
    if output.form == "jsonl":
        say_rows(len(summary.results))
    else:
        data = {"record": path, "results": list(map(_result, summary.results))}
        emit(_added(summary.results, path), output, data=data)
    if any(summary.count(status) for status in _NEW):
        say(f"Next: onrecord brief --record {shlex.quote(path)}")
    ctx.exit(1 if summary.count("failed") or not summary.results else 0)


class _Told:
    """Prints a line for each result as it comes: whoever has read a line knows that its report is on record.

    Args:
        path: what the record is called.
        progress: is told too.
    """

    def __init__(self, path: str, progress: Callable[[AddResult], None]) -> None:
        self._path = path
        self._progress = progress
        self._number = 0

    def __call__(self, result: AddResult) -> None:
        """Print a result."""
        from onrecord.exports import jsonl
        from onrecord.views.rows import rows

        self._progress(result)
        self._number += 1
        write(jsonl.lines({**row, "item": self._number} for row in rows(_added((result,), self._path))))


_NEW: tuple[AddStatus, ...] = ("added", "revised", "updated")


def _result(result: AddResult) -> dict[str, Any]:
    error = result.error.message if result.error else None
    return {
        "input": result.input,
        "report": result.report,
        "status": result.status,
        "error": error,
        "replaces": result.replaces,
        "replaced_by": result.replaced_by,
        "note": result.note or None,
    }


def _added(results: tuple[AddResult, ...], path: str) -> Any:
    from onrecord.results import AddSummary
    from onrecord.views.page import Page, Section, line

    def one(result: AddResult) -> Any:
        what = f"{result.status}: {result.input}" + (f", report {result.report}" if result.report else "")
        what += f" (before: {result.replaces})" if result.replaces else ""
        what += f" (an earlier revision of {result.replaced_by})" if result.replaced_by else ""
        what += f"; {result.note}" if result.note else ""
        return line(what, facts=_result(result))

    lines = tuple(one(result) for result in results)
    return Page(f"Record {path}", (line(f"{AddSummary(results)}."),), (Section("Reports", lines),))
