"""Commands that show the record: one a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import Output, as_of_option, fail_on_option, opened, output_options, record_option
from onrecord.cli.output import emit

if TYPE_CHECKING:
    from onrecord.record import Record


@click.command("brief")
@click.argument("story", required=False)
@as_of_option
@record_option
@output_options
def brief_command(story: str | None, as_of: str | None, path: str, output: Output) -> None:
    """Print the page to read first: the matter, as it is reported.

    What is reported and by how many origins, who said what, positions, deadlines, timeline, where accounts differ,
    what only one report has. STORY is the id of one story ('onrecord stories').
    """
    with opened(path) as record:
        emit(record.brief(story, as_of=as_of), output)


@click.command("stories")
@record_option
@output_options
def stories_command(path: str, output: Output) -> None:
    """List the stories: reports on one development, put together."""
    with opened(path) as record:
        emit(record.stories(), output)


@click.command("report")
@click.argument("report", metavar="ID")
@record_option
@output_options
def report_command(report: str, path: str, output: Output) -> None:
    """Print one report on record.

    What was read in it, where it comes from, where others differ. ID is its id or the beginning of one. With
    --json, the shape is that of 'onrecord read --json'.
    """
    from onrecord.exports.shapes import reading

    with opened(path) as record:
        entry = record.entry(report)
        data = reading(entry) | _revisions(record, entry.id) if output.form == "json" else None
        emit(record.report(report), output, data=data)


def _revisions(record: Record, report: str) -> dict[str, Any]:
    """The revisions of a report as data; an empty list if its outlet did not change it."""
    from onrecord.views.revisions import by_id, shape

    chain = next((one for one in record.revisions if report in one.reports), None)
    entries = by_id([record.entry(one) for one in chain.reports] if chain else [])
    return {"revisions": shape(chain, entries) if chain else []}


@click.command("quotes")
@click.option("--speaker", metavar="NAME", help="Only what this speaker said.")
@record_option
@output_options
def quotes_command(speaker: str | None, path: str, output: Output) -> None:
    """List who said what, and quotations whose words differ.

    Each utterance stands once, with every report that has it. NAME is a name in any usual spelling or script, a
    surname alone, an acronym, a capital, or words of a speaker who is not named ('officials'). If it may mean several
    persons, they are listed with what to type for each.
    """
    with opened(path) as record:
        emit(record.quotes(speaker), output)


@click.command("positions")
@click.option("--history", is_flag=True, help="Every position in its own sentence, by issue and day.")
@click.option("--issue", metavar="NAME", help="Only positions on this issue: an id, a label, or 'other'.")
@click.option("--party", metavar="NAME", help="Only positions of this party.")
@as_of_option
@record_option
@output_options
def positions_command(
    history: bool, issue: str | None, party: str | None, as_of: str | None, path: str, output: Output
) -> None:
    """Show where the parties stand on each issue.

    A board: issues as rows, parties as columns. A cell has the move, what it is about in the text's own words, the
    day, the number of independent origins and where it stands. 'told only by' marks what only another party says of
    one; 'changed from' a party that took the opposite position on the same thing before.
    """
    with opened(path) as record:
        emit(record.positions(as_of=as_of, history=history, issue=issue, party=party), output)


@click.command("issues")
@click.option("--use", "file", metavar="FILE", help="Sort positions by the list in this TOML or JSON file from now on.")
@click.option("--default", "default", is_flag=True, help="Go back to the default list.")
@record_option
@output_options
def issues_command(file: str | None, default: bool, path: str, output: Output) -> None:
    """Print the list of issues that positions are sorted by.

    Each issue with the words that point to it. A record can have a list of its own, which replaces the default one or
    adds to it; nothing is read again, and what changes is told. With --json, the list as a file that --use takes.
    """
    from onrecord.lexicons.issues_file import as_rows, in_use
    from onrecord.views.issues import changed

    if file is not None and default:
        raise click.UsageError("Choose one of --use and --default.")
    with opened(path) as record:
        if file is None and not default:
            emit(record.issues(), output, data=as_rows(record.own_issues))
            return
        before, filed = in_use(record.own_issues), _filed(record)
        record.use_issues(file)
        moved = sum(old != new for old, new in zip(filed, _filed(record), strict=True))
        emit(changed(record.own_issues, before, moved), output, data=as_rows(record.own_issues))


def _filed(record: Record) -> list[str]:
    """The issue of each position on record, in order."""
    return [one.issue for entry in record.entries for one in entry.reading.positions]


@click.command("deadlines")
@as_of_option
@record_option
@output_options
def deadlines_command(as_of: str | None, path: str, output: Output) -> None:
    """List what is due by when, and which meetings are announced."""
    with opened(path) as record:
        emit(record.deadlines(as_of=as_of), output)


@click.command("timeline")
@as_of_option
@record_option
@output_options
def timeline_command(as_of: str | None, path: str, output: Output) -> None:
    """List what happened, is planned or is due, by day.

    Days are those of the events, not of the reports.
    """
    with opened(path) as record:
        emit(record.timeline(as_of=as_of), output)


@click.command("lineage")
@record_option
@output_options
def lineage_command(path: str, output: Output) -> None:
    """Show whose report it is.

    Independent origins, and which reports share their wording, with the shared passages.
    """
    with opened(path) as record:
        emit(record.lineage(), output)


@click.command("checks")
@record_option
@fail_on_option
@output_options
@click.pass_context
def checks_command(ctx: click.Context, path: str, fail_on: frozenset[str], output: Output) -> None:
    """Show where accounts agree, differ and distort.

    Every finding says what decided.
    """
    from onrecord.cli.sources import exit_code

    with opened(path) as record:
        emit(record.checks(), output)
        code = exit_code(record.relations, fail_on)
    ctx.exit(code)


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@record_option
@output_options
def search_command(words: tuple[str, ...], path: str, output: Output) -> None:
    """Find the sentences in which WORDS stand."""
    with opened(path) as record:
        emit(record.search(" ".join(words)), output)
