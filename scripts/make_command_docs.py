"""Write the help texts of the commands into docs/commands.md, between their marks; a test compares.

uv run python scripts/make_command_docs.py
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from onrecord.cli.main import COMMANDS, cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
_MARKED = re.compile(r"<!-- help: (\w+(?: \w+)?) -->\n.*?<!-- end -->", re.DOTALL)


def help_of(name: str) -> str:
    """The help text of a command at 80 columns, or of the whole program for ``onrecord``."""
    context = click.Context(cli, info_name="onrecord", terminal_width=80, **cli.context_settings)
    command: click.Command | None = cli
    for word in name.split() if name != "onrecord" else ():
        command = command.get_command(context, word) if isinstance(command, click.Group) else None
        if command is None:
            raise SystemExit(f"docs/commands.md marks a command {name!r}; there are {', '.join(COMMANDS)}")
        context = click.Context(command, parent=context, info_name=word)
    return command.get_help(context)


def written(text: str) -> str:
    """The page with every marked help text as the program prints it now."""

    def block(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"<!-- help: {name} -->\n```text\n{help_of(name)}\n```\n<!-- end -->"

    return _MARKED.sub(block, text)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
