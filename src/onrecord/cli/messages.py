"""Messages for a person, on standard error; standard output is for data."""

from __future__ import annotations

import click

from onrecord.render.safe import visible


def say(message: str) -> None:
    """Print a message."""
    click.echo(visible(message), err=True)


def complain(message: str) -> None:
    """Print what went wrong, under the program's name and as a whole sentence."""
    say(f"onrecord: {message}" if message.endswith((".", "!", "?")) else f"onrecord: {message}.")
