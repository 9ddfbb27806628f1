"""How a page leaves the program: as a screen, Markdown, HTML, JSON, JSON lines or CSV, always as UTF-8."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.messages import say
from onrecord.cli.options import Output, record_words
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.views.page import Page


#: Lines that are written at a time where there are very many.
_AT_ONCE = 100


def write(pieces: Iterable[str]) -> None:
    """Write to standard output as UTF-8, whatever the locale; each piece is out before the next is made."""
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def save(pieces: Iterable[str], path: str) -> None:
    """Write to a file as UTF-8; ``-`` is standard output.

    Raises:
        OnrecordError: the file cannot be written.
    """
    if path == "-":
        write(pieces)
        return
    try:
        with Path(path).open("wb") as file:
            file.writelines(piece.encode("utf-8", "replace") for piece in pieces)
    except OSError as error:
        raise OnrecordError(f"cannot be written ({error.strerror})", where=path, hint="Name another file") from error
    say(f"Wrote {path}.")


def save_whole(lines: Iterable[str], path: str) -> None:
    """Write many lines to a file, which gets its name when all are in it; ``-`` is standard output.

    Raises:
        OnrecordError: the file cannot be written.
    """
    if path == "-":
        write(_joined(lines))
        return
    from onrecord.store.copying import made_beside

    with made_beside(Path(path), force=True) as part, part.open("wb") as file:
        file.writelines(line.encode() for line in lines)
    say(f"Wrote {path}.")


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Some lines at a time."""
    rest = iter(lines)
    while some := "".join(islice(rest, _AT_ONCE)):
        yield some


def emit(page: Page, output: Output, *, data: Any = None) -> None:
    """Print a page in the form that was asked for.

    Args:
        page: what the command found.
        output: the form.
        data: the object that ``--json`` prints, if not the page as data.
    """
    page = page.asked(_options)
    if output.html is not None:
        from onrecord.render.html import html

        save([html(page)], output.html)
    elif output.form == "json":
        from onrecord.exports import json

        write([json.text(json.page(page) if data is None else data)])
    elif output.form in ("jsonl", "csv"):
        _rows(page, output)
    else:
        whole = output.whole or output.form == "markdown" or not is_screen()
        write([drawn(page.whole() if whole else page, output)])


#: Commands that take ``--as-of``, and those that read no record.
_AS_OF = frozenset({"brief", "positions", "deadlines", "timeline", "dossier"})
_NO_RECORD = frozenset({"read", "compare", "reuse", "batch"})


def _options(command: str) -> str:
    """The options of this run that a command needs to show the same record as of the same day."""
    context = click.get_current_context(silent=True)
    asked = context.params if context else {}
    name = command.split()[1]
    day, path = asked.get("as_of"), asked.get("path")
    at = f" --as-of {day}" if day and name in _AS_OF else ""
    return at + (record_words(path) if path and name not in _NO_RECORD else "")


def _rows(page: Page, output: Output) -> None:
    from onrecord.exports import csv, jsonl
    from onrecord.views.rows import rows

    found = rows(page)
    write([csv.text(found, page.columns)] if output.form == "csv" else jsonl.lines(found))
    say_rows(len(found))


def say_rows(number: int) -> None:
    """Say how many rows were printed."""
    say(f"{number} {'row' if number == 1 else 'rows'}, all there are.")


def drawn(page: Page, output: Output) -> str:
    """The page as text: styled for a terminal, Markdown for a pipe."""
    if output.form == "markdown":
        from onrecord.render.markdown import markdown

        return markdown(page)
    if is_screen():
        from onrecord.render.terminal import terminal

        return terminal(page, width=shutil.get_terminal_size((80, 24)).columns, colour=_colour())
    from onrecord.render.markdown import markdown

    return markdown(page, links=False)


def is_screen() -> bool:
    """Whether standard output is a terminal, or is to be treated as one."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _colour() -> bool:
    """Whether to style: NO_COLOR and a dumb terminal say no (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
