"""Messages for a person, on standard error; standard output is for data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.render.safe import visible

if TYPE_CHECKING:
    from onrecord.results import AddResult


def say(message: str) -> None:
    """Print a message."""
    click.echo(visible(message), err=True)


def complain(message: str) -> None:
    """Print what went wrong, under the program's name and as a whole sentence."""
    say(f"onrecord: {message}" if message.endswith((".", "!", "?")) else f"onrecord: {message}.")


def say_failed(result: AddResult) -> None:
    """Print why a source could not be added; nothing for one that was."""
    if result.error is not None:
        complain(result.error.message)
