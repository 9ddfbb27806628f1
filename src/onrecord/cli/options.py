"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from onrecord.model.report import Given
    from onrecord.record import Record

Form = Literal["screen", "json", "jsonl", "csv", "markdown"]
Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_RECORD = "record.onrecord"

record_option = click.option(
    "--record",
    "path",
    metavar="PATH",
    envvar="ONRECORD_RECORD",
    show_envvar=True,
    default=DEFAULT_RECORD,
    show_default=True,
    help="The record's file, or postgresql://USER@HOST/DATABASE.",
)

model_option = click.option(
    "--model",
    metavar="NAME",
    envvar="ONRECORD_MODEL",
    show_envvar=True,
    help="Package name of the spaCy model to read with; the best installed one if left out.",
)

reader_option = click.option(
    "--reader",
    type=click.Choice(("learned", "rules")),
    envvar="ONRECORD_READER",
    show_envvar=True,
    help="What finds who said what: the trained reader with the rules (the default), or the rules alone.",
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    envvar="ONRECORD_JOBS",
    show_envvar=True,
    help="How many processes read; one a processor core, up to 8, if left out.",
)


def _allowed(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Hosts as they were given, now allowed for this run."""
    import os

    from onrecord.errors import FetchRefused
    from onrecord.intake.guard import ALLOW, hosts

    try:
        if value:
            hosts(" ".join(value))
            os.environ[ALLOW] = " ".join(filter(None, (os.environ.get(ALLOW), *value)))
    except FetchRefused as error:
        raise click.BadParameter(f"{error.where} {error.what}. {error.hint}.", ctx, param) from None
    return value


allow_host_option = click.option(
    "--allow-host",
    metavar="HOST:PORT",
    multiple=True,
    callback=_allowed,
    expose_value=False,
    help="A server of your own that may be fetched from although it is not public. [env var: ONRECORD_ALLOW_HOSTS]",
)


def opened(path: str, *, rebuilt: bool = False) -> Record:
    """The record at a path, which must exist; says so if other rules read it than those of this Onrecord.

    Args:
        path: its file or address.
        rebuilt: it is about to be read again, so nothing is said.

    Raises:
        NotFound: there is none.
    """
    from onrecord import record
    from onrecord.cli.progress import Comparing

    found = record.open(path, create=False)
    found.tell(Comparing())
    if not rebuilt:
        say_read_otherwise(found, path)
    return found


def say_read_otherwise(found: Record, path: str) -> None:
    """Say, on standard error, if other rules read the record, and what to do."""
    from onrecord.cli.messages import complain

    others, reports = found.read_by_others, len(found)
    if not others:
        return
    what = f"{others} of {reports} reports were read by another version of the rules; what is shown is their reading."
    complain(f"{called(path)}: {what} Read them again with 'onrecord rebuild{record_words(path)}'.")


def record_words(path: str) -> str:
    """The option that a command needs to take this record; nothing where it takes it anyway, and never a password."""
    import os
    import shlex

    known = os.environ.get("ONRECORD_RECORD") or DEFAULT_RECORD
    return "" if called(path) == called(known) else f" --record {shlex.quote(called(path))}"


def called(path: str) -> str:
    """What a record is called in what people see: its file, or its address without the password."""
    from onrecord.errors import RecordError
    from onrecord.store.addresses import Address, is_address, without_password

    if not is_address(path):
        return path
    try:
        return str(Address.of(path))
    except RecordError:
        return without_password(path)


@dataclass(frozen=True, slots=True)
class Output:
    """How a command prints what it found.

    Attributes:
        form: as a screen, or as one of the data formats.
        html: the file to write as HTML instead; ``-`` is standard output.
        whole: fold nothing away.
    """

    form: Form = "screen"
    html: str | None = None
    whole: bool = False


_FORMS: dict[Form, str] = {
    "json": "Print one JSON object.",
    "jsonl": "Print a JSON object a line, a line a row.",
    "csv": "Print CSV, a row for each thing and each report that has it.",
    "markdown": "Print Markdown with a link to each passage.",
}


def output_options(command: Command) -> Command:
    """Give a command the options for its output, and hand them on as ``output``."""

    @functools.wraps(command)
    def wrapped(*args: Any, html_file: str | None, whole: bool, **values: Any) -> Any:
        forms: list[Form] = [form for form in _FORMS if values.pop(f"as_{form}")]
        if len(forms) + bool(html_file) > 1:
            raise click.UsageError("Choose one of --json, --jsonl, --csv, --markdown and --html.")
        return command(*args, output=Output(forms[0] if forms else "screen", html_file, whole), **values)

    options = [click.option(f"--{form}", f"as_{form}", is_flag=True, help=text) for form, text in _FORMS.items()]
    options.append(click.option("--html", "html_file", metavar="FILE", help="Write one self-contained HTML file."))
    options.append(click.option("--all", "whole", is_flag=True, help="Show what the screen would only count."))
    result: Any = wrapped
    for option in reversed(options):
        result = option(result)
    return result  # type: ignore[no-any-return]


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day or a date-time in ISO 8601, as it was given."""
    from datetime import date, datetime

    if value is None:
        return None
    try:
        (date if len(value) <= 10 else datetime).fromisoformat(value)
    except ValueError:
        message = f"{value!r} is not a date. Write 2026-02-07 or 2026-02-07T10:15:00+00:00."
        raise click.BadParameter(message, ctx, param) from None
    return value


def _as_of(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day in ISO 8601."""
    from onrecord.errors import DateError
    from onrecord.pipeline import iso_day

    try:
        return None if value is None else iso_day(value)
    except DateError as error:
        raise click.BadParameter(error.message, ctx, param) from None


as_of_option = click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    callback=_as_of,
    help="As it stood on that day, from the reports published by then; the newest report's day if left out.",
)


def day_option(name: str, to: str, told: str) -> Callable[[Command], Command]:
    """An option that takes a day in ISO 8601.

    Args:
        name: the option.
        to: the argument that it is handed on as.
        told: its help.
    """
    return click.option(name, to, metavar="DAY", callback=_as_of, help=told)


def given_options(command: Command) -> Command:
    """Give a command the options for what its sources cannot say, and hand them on as ``given``."""

    @functools.wraps(command)
    def wrapped(
        *args: Any, outlet: str | None, published: str | None, url: str | None, title: str | None, **values: Any
    ) -> Any:
        from onrecord.model.report import Given

        given: Given = Given(outlet=outlet, published=published, url=url, title=title)
        return command(*args, given=given, **values)

    result: Any = wrapped
    for option in (
        click.option("--title", metavar="TEXT", help="Its headline."),
        click.option("--url", metavar="ADDRESS", help="Where the outlet published it."),
        click.option(
            "--published", callback=_day, metavar="DATE", help="When: 2026-02-07 or 2026-02-07T10:15:00+00:00."
        ),
        click.option(
            "--outlet", metavar="NAME", help="Who published it; of several reports only where that is unknown."
        ),
    ):
        result = option(result)
    return result  # type: ignore[no-any-return]


#: What ``--fail-on`` may name: kinds of findings, and ``altered`` for quotations whose words were changed.
FAIL_ON = ("contradiction", "update", "precision", "framing", "misattribution", "altered")


def _kinds(ctx: click.Context, param: click.Parameter, value: str) -> frozenset[str]:
    """The kinds of findings that are named, parted by commas."""
    kinds = frozenset(part.strip() for part in value.split(",") if part.strip())
    unknown = sorted(kinds - set(FAIL_ON))
    if unknown:
        raise click.BadParameter(f"no kind {unknown[0]!r}; there are {', '.join(FAIL_ON)}.", ctx, param)
    return kinds


fail_on_option = click.option(
    "--fail-on",
    callback=_kinds,
    metavar="KINDS",
    default="",
    help=f"Exit with 3 if there is one of these, parted by commas: {', '.join(FAIL_ON)}.",
)
