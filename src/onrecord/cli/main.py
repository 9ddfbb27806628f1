"""``onrecord``: the group of commands, loaded one by one, and what every error becomes.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 findings matched ``--fail-on``, 130 interrupted.
"""

from __future__ import annotations

import errno
from difflib import get_close_matches
from importlib import import_module
from typing import IO, Any

import click

from onrecord import __version__
from onrecord.cli.messages import complain
from onrecord.errors import OnrecordError

INTERRUPTED = 130

#: Where each command lives, in the order in which help lists them.
COMMANDS = {
    "demo": "onrecord.cli.demo",
    "read": "onrecord.cli.sources",
    "compare": "onrecord.cli.sources",
    "add": "onrecord.cli.sources",
    "feeds": "onrecord.cli.feeds",
    "reuse": "onrecord.cli.reuse",
    "batch": "onrecord.cli.batch",
    "serve": "onrecord.cli.serve",
    "brief": "onrecord.cli.screens",
    "stories": "onrecord.cli.screens",
    "report": "onrecord.cli.screens",
    "quotes": "onrecord.cli.screens",
    "positions": "onrecord.cli.screens",
    "issues": "onrecord.cli.screens",
    "deadlines": "onrecord.cli.screens",
    "timeline": "onrecord.cli.screens",
    "lineage": "onrecord.cli.screens",
    "checks": "onrecord.cli.screens",
    "search": "onrecord.cli.screens",
    "dossier": "onrecord.cli.dossiers",
    "judge": "onrecord.cli.judging",
    "verify": "onrecord.cli.upkeep",
    "rebuild": "onrecord.cli.upkeep",
    "export": "onrecord.cli.upkeep",
    "import": "onrecord.cli.backups",
    "backup": "onrecord.cli.backups",
    "restore": "onrecord.cli.backups",
    "doctor": "onrecord.cli.doctor",
}


class Commands(click.Group):
    """A group that imports a command when it is asked for, and ends every run in a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in working order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now; ``None`` if there is none."""
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        command: click.Command = getattr(import_module(home), f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; for an unknown one the message names the nearest."""
        near = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and near:
            raise click.UsageError(f"There is no command {args[0]!r}; the nearest is {near[0]!r}.", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of Onrecord or of the system becomes a plain message, an interruption is quiet."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except OnrecordError as error:
            raise Failed(error.message) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Click ends quietly: the reader of the pipe has seen enough
            raise Failed(f"{error.filename or 'the system'}: {error.strerror or error}.") from error


class Failed(click.ClickException):
    """What went wrong, printed as one plain message; exits with 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message on standard error."""
        complain(self.message)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with 'onrecord demo'. Every command explains itself: 'onrecord COMMAND --help'.",
)
@click.version_option(__version__, prog_name="onrecord")
def cli() -> None:
    """Keep a cited record of a running matter from news reports.

    Who said what, whose report it is, where accounts agree and differ, where the parties stand; every line with the
    exact words it rests on. Nothing leaves this machine but requests for addresses and feeds that you name.
    """


def main() -> None:
    """Run the command line."""
    cli.main(prog_name="onrecord")
