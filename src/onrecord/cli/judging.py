"""``judge``: decide on what the record shows, take decisions back, list them, hand them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import Output, opened, output_options, record_option
from onrecord.cli.output import emit, save

if TYPE_CHECKING:
    from onrecord.model.judgement import Judgement
    from onrecord.record import Record
    from onrecord.views.page import Page

VERDICTS = ("accept", "reject", "edit", "merge", "split", "undo")


@click.command("judge")
@click.argument("target", required=False)
@click.argument("verdict", required=False, type=click.Choice(VERDICTS))
@click.option("--by", metavar="NAME", envvar="ONRECORD_BY", show_envvar=True, help="Who decides.")
@click.option("--note", metavar="TEXT", default="", help="Why.")
@click.option(
    "--value", metavar="TEXT", multiple=True, help="What it is edited to, merged with, or split off; can be repeated."
)
@click.option("--undo", metavar="ID", help="Take back the decision with this id.")
@click.option("--export", "export", metavar="FILE", help="Write all decisions to FILE as JSONL; - is standard output.")
@click.option("--import", "source", metavar="FILE", help="Take over the decisions of such a FILE.")
@record_option
@output_options
@click.pass_context
def judge_command(
    ctx: click.Context,
    target: str | None,
    verdict: Any,
    by: str | None,
    note: str,
    value: tuple[str, ...],
    undo: str | None,
    export: str | None,
    source: str | None,
    path: str,
    output: Output,
) -> None:
    """Decide on what is shown; without a TARGET, list decisions.

    TARGET is the id of a finding, quotation, speaker, story, origin, position, issue, happening or of what is due, or
    REPORT/ATTRIBUTION, as the screens print them in round brackets and --json has them. A decision is kept apart,
    outranks the machine, and survives a rebuild and other readings. It is applied by the words and reports that were
    judged, and is listed as not applied where these are not on record.

    \b
    accept   keep it and show who accepted it
    reject   hide it; who is who, stories and origins are taken apart
    edit     --value: a finding's kind or words, who said it, a position's
             issue, a story's title, a speaker's name
    merge    --value: the other story, origin, speaker or issue
    split    --value: the reports or REPORT/ACTOR that do not belong to it
    undo     TARGET is the id of a decision; the same as --undo
    """
    if sum(one is not None for one in (target, undo, export, source)) > 1:
        raise click.UsageError("Give a TARGET, --undo, --export or --import; one at a time.")
    _require(target or undo, None if undo else verdict, by, undo)
    failed = False
    with opened(path) as record:
        if export is not None:
            save(record.export_judgements(), export)
            return
        if source is not None:
            failed = _take(record, source)
        if undo is not None:
            page = _made(record.undo(undo, by=str(by), note=note))
        elif target is not None:
            given = value[0] if len(value) == 1 else value or None
            page = _made(record.judge(target, verdict, by=str(by), note=note, value=given))
        else:
            page = record.judgement_list()
        emit(page, output)
    ctx.exit(1 if failed else 0)


def _require(named: str | None, verdict: str | None, by: str | None, undo: str | None) -> None:
    """Require what a decision needs."""
    if named is None:
        return
    if verdict is None and undo is None:
        raise click.UsageError(f"Name a verdict: {', '.join(VERDICTS)}.")
    if by is None:
        raise click.UsageError("Name who decides: --by NAME.")


def _made(judgement: Judgement) -> Page:
    """The decision just made; what it comes to is worked out when it is asked for."""
    from onrecord.model.judgement import Decided
    from onrecord.views.judgements import page

    return page([Decided(judgement, "standing", target=judgement.target)])


def _take(record: Record, source: str) -> bool:
    """Take over the decisions of a file, and say what became of its lines; whether one failed."""
    found = record.import_judgements(source)
    for error in found.errors:
        complain(str(error))
    say(f"{len(found.added)} decisions added, {found.known} known before, {len(found.errors)} lines failed.")
    return bool(found.errors)
