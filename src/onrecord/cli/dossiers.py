"""``dossier``: the user's own cases inside a record, and what is new in them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import Output, as_of_option, day_option, opened, output_options, record_option
from onrecord.cli.output import emit
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.dossiers.webhook import Webhook
    from onrecord.model.dossier import Alert
    from onrecord.model.report import Report
    from onrecord.record import Record
    from onrecord.record_dossiers import Watch

#: What ``--fail-on`` may name: the rules of a watch.
RULES = ("contradiction", "position", "deadline", "origin", "revision")


@click.group("dossier")
def dossier_command() -> None:
    """Keep your own cases in the record, and watch them.

    A dossier is a query under a name: the reports that hold some words, name some parties, are of some outlets and
    days. 'show' prints its brief from its reports alone; 'watch' tells what is new in it, each thing once.
    """


@dossier_command.command("add")
@click.argument("name")
@click.argument("words", nargs=-1)
@click.option(
    "--party", "parties", multiple=True, metavar="NAME", help="Only reports that name this party; of several, all."
)
@click.option(
    "--outlet", "outlets", multiple=True, metavar="NAME", help="Only reports of this outlet; of several, any."
)
@day_option("--from", "first", "Only reports published on this day or later.")
@day_option("--to", "last", "Only reports published on this day or before.")
@click.option("--tell-known", is_flag=True, help="Tell on the first watch what the rules find already, too.")
@record_option
@output_options
def add_command(
    name: str,
    words: tuple[str, ...],
    parties: tuple[str, ...],
    outlets: tuple[str, ...],
    first: str | None,
    last: str | None,
    tell_known: bool,
    path: str,
    output: Output,
) -> None:
    """Keep a query under NAME and watch it from now on.

    All that is given must hold; nothing but a NAME is every report on record. WORDS are as in 'onrecord search', and a
    party goes by any usual spelling, as in 'onrecord quotes --speaker': a report that names somebody who speaks for it
    is in. What the rules find already is no news, unless --tell-known says so.
    """
    from onrecord.exports.alerts import dossier as shape
    from onrecord.views.dossiers import added

    with opened(path) as record:
        before = {one.name for one in record.dossiers}
        made = record.add_dossier(
            name, " ".join(words), parties=parties, outlets=outlets, first=first, last=last, tell_known=tell_known
        )
        again = made.dossier.name in before
        data = {**shape(made.dossier), "reports": list(made.reports), "notes": list(made.notes), "made_now": not again}
        emit(added(made, len(record), again=again), output, data=data)


@dossier_command.command("list")
@record_option
@output_options
def list_command(path: str, output: Output) -> None:
    """List the dossiers with their queries and how many reports match."""
    with opened(path) as record:
        emit(record.dossier_list(), output)


@dossier_command.command("show")
@click.argument("name")
@as_of_option
@record_option
@output_options
def show_command(name: str, as_of: str | None, path: str, output: Output) -> None:
    """Print the brief of a dossier, from its reports alone.

    It is what 'onrecord brief' would print of a record that holds no other report: origins are counted among its
    reports alone.
    """
    with opened(path) as record:
        emit(record.dossier(name, as_of=as_of), output)


@dossier_command.command("remove")
@click.argument("name")
@record_option
@output_options
def remove_command(name: str, path: str, output: Output) -> None:
    """Take a dossier away, with what was told of it; its reports stay."""
    from onrecord.exports.alerts import dossier as shape
    from onrecord.views.page import Page, Section, line

    with opened(path) as record:
        gone = record.remove_dossier(name)
        said = line(f"{gone.name} is gone, with what was told of it.", facts={"dossier": gone.name})
        emit(Page("Dossier removed", (), (Section("Removed", (said,)),)), output, data=shape(gone))


@dossier_command.command("alerts")
@click.argument("name")
@record_option
@output_options
def alerts_command(name: str, path: str, output: Output) -> None:
    """List all that was noticed in a dossier so far, told or not.

    It looks for nothing anew and changes nothing.
    """
    with opened(path) as record:
        emit(record.alerts(name), output)


def _rules(ctx: click.Context, param: click.Parameter, value: str) -> frozenset[str]:
    """The rules that are named, parted by commas."""
    rules = frozenset(part.strip() for part in value.split(",") if part.strip())
    unknown = sorted(rules - set(RULES))
    if unknown:
        raise click.BadParameter(f"no rule {unknown[0]!r}; there are {', '.join(RULES)}.", ctx, param)
    return rules


@dossier_command.command("watch")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--fail-on",
    callback=_rules,
    metavar="RULES",
    default="",
    help=f"Exit with 3 if one of these tells something new, parted by commas: {', '.join(RULES)}.",
)
@click.option(
    "--atom",
    metavar="FILE",
    help="Write the latest alerts as an Atom feed, in place of what the file had; never over the feed of others.",
)
@click.option("--webhook", "url", metavar="URL", help="Post each alert as JSON to this address of this machine.")
@click.option(
    "--webhook-allow", "allow", multiple=True, metavar="HOST", help="Let --webhook post to this host elsewhere, too."
)
@click.option("--quiet", is_flag=True, help="Print nothing where nothing is new.")
@record_option
@output_options
@click.pass_context
def watch_command(
    ctx: click.Context,
    names: tuple[str, ...],
    fail_on: frozenset[str],
    atom: str | None,
    url: str | None,
    allow: tuple[str, ...],
    quiet: bool,
    path: str,
    output: Output,
) -> None:
    """Tell what is new in dossiers, each thing once.

    Without a NAME all are watched; what an earlier watch told is not told again. Five rules: a contradiction between
    reports ('contradiction'), a party's move of another kind than before ('position'), a deadline, promise or meeting
    that was moved, met, missed or called off ('deadline'), a report that goes back to no other ('origin'), and a
    report that its outlet changed ('revision'). What is printed counts as told; a webhook is told apart from that, and
    what it did not take is posted again.
    """
    hook = _webhook(url, allow)
    with opened(path) as record:
        watch = record.watch(*names)
        if atom is not None:
            _require_own(atom, _feed_key(record, watch, names))
        if watch.alerts or not quiet:
            emit(watch.page(), output, data=_data(watch) if output.form == "json" else None)
        record.told(watch)
        failed = _posted(record, watch, hook)
        if atom is not None:
            _replace(atom, _feed(record, watch, names))
    ctx.exit(_exit_code(watch.alerts, fail_on) or (1 if failed else 0))


def _webhook(url: str | None, allow: tuple[str, ...]) -> Webhook | None:
    from onrecord.dossiers.webhook import Webhook

    if url is None and allow:
        raise click.UsageError("--webhook-allow says where --webhook may post; name the address with --webhook URL.")
    return Webhook(url, allow) if url is not None else None


def _data(watch: Watch) -> dict[str, object]:
    from onrecord.exports.alerts import watched

    return watched(watch.watched, _reports(watch))


def _reports(watch: Watch) -> dict[str, Report]:
    return {entry.id: entry.report for entry in watch.entries}


def _posted(record: Record, watch: Watch, hook: Webhook | None) -> bool:
    """Post what the webhook was not told yet; whether it failed. What it took before that counts as told."""
    from onrecord.exports.alerts import alert

    if hook is None:
        return False
    due, reports = record.untold(watch, hook.receiver), _reports(watch)
    done: list[Alert] = []
    try:
        for one in due.alerts:
            hook.post(alert(one, reports))
            done.append(one)
    except OnrecordError as error:
        complain(error.message)
        return True
    finally:
        record.told(due, done)
    if done:
        say(f"Posted {len(done)} {'alert' if len(done) == 1 else 'alerts'} to {hook.url}.")
    return False


def _feed_key(record: Record, watch: Watch, names: Sequence[str]) -> str:
    """What tells a feed from others: of named dossiers their names, of all the record's path, whichever there are."""
    if not names:
        return str(Path(record.path).absolute())
    return "\n".join(f"{one.dossier.name} {one.dossier.made}" for one in watch.watched)


def _feed(record: Record, watch: Watch, names: Sequence[str]) -> str:
    """The feed of one dossier, of several, or of all."""
    from onrecord.render.atom import feed

    found = [one.dossier for one in watch.watched]
    title = ", ".join(one.name for one in found) if names else "all dossiers"
    begun = min((one.made for one in found), default="1970-01-01T00:00:00+00:00")
    alerts = record.noticed(*(one.name for one in found)) if found else ()
    return feed(f"Onrecord: {title}", _feed_key(record, watch, names), begun, alerts, _reports(watch))


#: Characters at the beginning of a feed that its id and title stand in, however many dossiers it names.
_HEAD = 1 << 16


def _require_own(path: str, key: str) -> None:
    """Require that a file does not hold the feed of other dossiers, which would be lost.

    Raises:
        OnrecordError: it does; nothing was told and the file is as it was.
    """
    from onrecord.render.atom import feed_id, written_as

    try:
        with Path(path).open(encoding="utf-8") as file:
            held = written_as(file.read(_HEAD))
    except (OSError, UnicodeError):  # not there, or no feed of ours; whether it can be written shows when it is
        return
    if held is not None and held[0] != feed_id(key):
        raise OnrecordError(
            f"holds another feed, {held[1]!r}",
            where=path,
            hint="Name another file, or watch them together for one feed; delete the file if it is not needed any more",
        )


def _replace(path: str, text: str) -> None:
    """Put a text in a file's place at once, so that no reader ever finds half of it.

    Raises:
        OnrecordError: it cannot be written.
    """
    target = Path(path)
    if not target.name or target.is_dir():
        raise OnrecordError("is a folder", where=path, hint="Name a file in it")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        hint = "Name another file; what was printed counts as told, and the next watch writes the whole feed"
        raise OnrecordError(f"cannot be written ({error.strerror})", where=path, hint=hint) from error


def _exit_code(alerts: Sequence[Alert], fail_on: frozenset[str]) -> int:
    """3 if an alert is by a rule that was named, else 0; says on standard error which and how many."""
    rules = [one.rule for one in alerts]
    matched = {rule: rules.count(rule) for rule in sorted(fail_on) if rule in rules}
    if matched:
        say("--fail-on: " + ", ".join(f"{number} {rule}" for rule, number in matched.items()) + ".")
    return 3 if matched else 0
