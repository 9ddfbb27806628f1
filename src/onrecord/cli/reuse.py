"""``reuse``: which of very many reports share text, without reading them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import Output, given_options, output_options
from onrecord.cli.output import emit, write
from onrecord.cli.sources import sources_argument

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.model.report import Given
    from onrecord.model.reused import Reused


@click.command("reuse")
@sources_argument
@click.option(
    "--index",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Keep the index here, so that later runs find what new reports share with those of this one.",
)
@given_options
@output_options
@click.pass_context
def reuse_command(
    ctx: click.Context, sources: tuple[str, ...], folder: Path | None, given: Given, output: Output
) -> None:
    """Print which of very many reports share text.

    Copies, rewrites and lifted sentences, without a language model. What is printed again week after week (footers,
    calls for subscribers) counts for nothing once it has been seen in five weeks. SOURCE is a file, a folder, or -; a
    .jsonl, .warc or .parquet is as many reports as it holds. With --jsonl, each pair is a line, as soon as it is found.
    """
    from onrecord import record
    from onrecord.views.reuse import page

    counts: list[tuple[int, int]] = [(0, 0)]

    def progress(taken: int, passed: int) -> None:
        counts.append((taken, passed))

    found = record.reuse(*sources, folder=folder, given=given, stdin=sys.stdin.buffer, progress=progress)
    good = _Good(found)
    if output.form == "jsonl":
        from onrecord.exports import jsonl

        write(jsonl.lines(map(_shape, good)))
    else:
        pairs = list(good)
        taken, passed = counts[-1]
        data = {"reports": taken, "passed_over": passed, "pairs": [_shape(one) for one in pairs]}
        emit(page(pairs, taken, passed, str(folder or "")), output, data=data)
    say(f"{counts[-1][0]} reports looked through, {counts[-1][1]} in the index before.")
    ctx.exit(1 if good.failed or counts[-1] == (0, 0) else 0)


class _Good:
    """The pairs; what could not be read is complained about when it comes up."""

    def __init__(self, results: Iterator[Reused | OnrecordError]) -> None:
        self._results = results
        self.failed = 0

    def __iter__(self) -> Iterator[Reused]:
        from onrecord.model.reused import Reused

        for one in self._results:
            if isinstance(one, Reused):
                yield one
            else:
                complain(one.message)
                self.failed += 1


def _shape(one: Reused) -> dict[str, Any]:
    from onrecord.exports.shapes import span

    return {
        "new": one.new,
        "old": one.old,
        "words": one.words,
        "longest": one.longest,
        "shared": [{"new": span(a.span), "old": span(b.span) if b else None} for a, b in one.passages],
    }
