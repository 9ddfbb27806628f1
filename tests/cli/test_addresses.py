"""Records on a server at the command line: no password ever reaches a screen, a file or a message."""

from __future__ import annotations

import pytest

from onrecord.cli.options import called, record_words
from tests.cli.conftest import Run

SECRET = "s3cr3t"
ADDRESS = f"postgresql://desk:{SECRET}@db.example/talks?schema=spring"
SHOWN = "postgresql://desk@db.example/talks?schema=spring"


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "a.txt"),
        ("add", "a.txt", "--json"),
        ("brief",),
        ("verify",),
        ("rebuild",),
        ("report", "gone"),
        ("demo",),
    ],
    ids=" ".join,
)
def test_no_password_is_printed(run: Run, arguments: tuple[str, ...]) -> None:
    """Whatever a command prints of the record it was given, the password is not part of it."""
    done = run(*arguments, "--record", ADDRESS)
    assert SECRET not in done.output


def test_what_to_do_next_can_be_typed(run: Run) -> None:
    """The address in a message is quoted for a shell and leaves the password to the environment."""
    assert f"onrecord brief --record '{SHOWN}'" in run("add", "a.txt", "--record", ADDRESS).stderr


def test_a_record_named_in_the_environment_needs_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command for the record that the environment names has no option; for another it has one without a password."""
    monkeypatch.setenv("ONRECORD_RECORD", ADDRESS)
    assert record_words(SHOWN) == ""
    monkeypatch.delenv("ONRECORD_RECORD")
    assert record_words(ADDRESS) == f" --record '{SHOWN}'"


def test_an_address_that_is_none_is_shown_without_its_password() -> None:
    """Also what cannot be used is called without the password."""
    assert called(f"postgresql://desk:{SECRET}@db.example") == "postgresql://desk@db.example"
