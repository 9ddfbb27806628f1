"""Commands and their documentation are held together."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest

from onrecord.cli.main import COMMANDS, cli
from onrecord.cli.options import FAIL_ON
from onrecord.results import EXPORTS

ROOT = Path(__file__).resolve().parents[2]
FEEDS = ("add", "list", "poll", "remove")
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def command(name: str) -> click.Command:
    """A command by its name."""
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def script() -> ModuleType:
    """The script that writes the help texts."""
    spec = importlib.util.spec_from_file_location("make_command_docs", ROOT / "scripts" / "make_command_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(name: str) -> str:
    """What the page says under the heading of a command."""
    return PAGE.partition(f"\n### {name}\n")[2].partition("\n### ")[0]


def test_help_texts_are_as_the_program_prints_them() -> None:
    """docs/commands.md has each help text as it is now; run scripts/make_command_docs.py if not."""
    assert script().written(PAGE) == PAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented_with_its_options(name: str) -> None:
    """A command has a heading of its own, and every option of it stands under that heading with its help."""
    said = " ".join(section(name).split())
    assert said
    assert command(name).help
    for parameter in command(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert all(option in said for option in parameter.opts)


@pytest.mark.parametrize("name", FEEDS)
def test_each_command_on_feeds_is_documented_with_its_options(name: str) -> None:
    """What 'feeds' can do stands under headings of their own, with every option."""
    feeds = command("feeds")
    assert isinstance(feeds, click.Group)
    said = " ".join(section(f"feeds {name}").split())
    assert feeds.commands[name].help
    for parameter in feeds.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert all(option in said for option in parameter.opts)


def test_each_command_goes_by_its_name() -> None:
    """A command is called what the group calls it."""
    assert all(command(name).name == name for name in COMMANDS)


@pytest.mark.parametrize("kind", EXPORTS)
def test_each_export_is_documented(kind: str) -> None:
    """Every kind of export has a row that says what it holds."""
    assert f"| `{kind}` |" in section("export")


@pytest.mark.parametrize("kind", FAIL_ON)
def test_each_kind_to_fail_on_is_documented(kind: str) -> None:
    """Every kind that --fail-on takes stands in the help of the commands that have it."""
    assert kind in section("checks")
    assert kind in section("compare")


@pytest.mark.parametrize("code", ["0 done", "1 failed", "2 wrong usage", "3 there are findings", "130 interrupted"])
def test_each_exit_code_is_documented(code: str) -> None:
    """Every exit code is explained at the top of the page."""
    assert code in PAGE


def test_first_lines_of_help_are_not_cut() -> None:
    """The list of commands has a whole sentence for each."""
    assert "..." not in cli.get_help(click.Context(cli, info_name="onrecord", terminal_width=80)).replace(
        "COMMAND [ARGS]...", ""
    )
