"""``demo``: an invented negotiation, read and briefed, to see what Onrecord does."""

from __future__ import annotations

import shlex

import click

from onrecord.cli.messages import say, say_failed
from onrecord.cli.options import Output, called, output_options, say_read_otherwise
from onrecord.cli.output import emit

#: Named here and not in the environment, so that a demo never lands in the record that someone works with.
_KEEP = "demo.onrecord"


@click.command("demo")
@click.option("--record", "path", metavar="PATH", help="Keep the demo record here; nowhere if left out.")
@output_options
def demo_command(path: str | None, output: Output) -> None:
    """Print the brief of an invented dossier, to have a look.

    Fourteen short reports by six invented outlets and agencies on talks between two invented countries.
    """
    from importlib.resources import as_file, files

    from onrecord import record

    with as_file(files("onrecord.demo")) as folder, record.open(path or ":memory:") as opened:
        say("Reading the demo dossier…")
        if path:
            say_read_otherwise(opened, path)
        opened.add(*sorted(str(file) for file in folder.glob("*.jsonl")), progress=say_failed)
        emit(opened.brief(), output)
    _next(path)


def _next(path: str | None) -> None:
    if path is None:
        say(f"\nTo look around, keep it:  onrecord demo --record {_KEEP}")
    kept = shlex.quote(called(path)) if path else _KEEP
    at = f"--record {kept}"
    tries = (
        (f"onrecord checks {at}", "where accounts differ, and why"),
        (f"onrecord lineage {at}", "whose report it is"),
        (f"onrecord quotes --speaker Varga {at}", "who said what"),
        (f"onrecord brief --html brief.html {at}", "one file with every passage to jump to"),
        (f"onrecord verify --deep {at}", "prove every citation"),
        ("onrecord read REPORT.txt", "a report of your own"),
    )
    width = max(len(command) for command, _ in tries)
    say("\nThen try:\n" + "\n".join(f"  {command:<{width}}  {what}" for command, what in tries))
