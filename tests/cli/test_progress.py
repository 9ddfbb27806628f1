"""How far a long run is, told on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli.progress import Comparing, Progress
from onrecord.errors import UnreadableSource
from onrecord.results import AddResult


class Clock:
    """A clock that the test sets."""

    now = 0.0

    def __call__(self) -> float:
        """The time that was set."""
        return self.now


def test_a_short_run_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """What is over at once leaves standard error empty."""
    progress = Progress(["-"], Clock())
    progress(AddResult("a", "a", "added"))
    progress.done()
    assert capsys.readouterr().err == ""


def test_a_log_gets_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no screen, a whole line tells count and rate once a minute."""
    clock = Clock()
    progress = Progress(["-"], clock)
    for second in range(1, 130):
        clock.now = second
        progress(AddResult("a", "a", "added"))
    assert capsys.readouterr().err == "60 reports, 1.0 a second.\n120 reports, 1.0 a second.\n"


def test_time_left_is_told_from_bytes(tmp_path: Path) -> None:
    """A quarter of the bytes after ten seconds leaves about thirty; of a packed file nothing is said."""
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    for file in (plain, packed):
        file.write_bytes(b"x" * 400)
    told, silent = Progress([str(plain)], Clock()), Progress([str(tmp_path)], Clock())
    for progress in (told, silent):
        progress(AddResult("a", "a", "added", octets=100))
    assert told.line(10) == "1 report, 0.1 a second, about 30 s left"
    assert silent.line(10) == "1 report, 0.1 a second"


def test_a_failure_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Why a source failed does not wait for the next line."""
    progress = Progress(["-"], Clock())
    progress(AddResult("a", None, "failed", UnreadableSource("is empty", where="a", hint="Give its text")))
    assert "a: is empty" in capsys.readouterr().err


def test_an_interrupted_run_says_what_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """Who breaks off a run is told how many reports are dealt with, and how it goes on."""
    progress = Progress(["-"], Clock())
    progress(AddResult("a", "a", "added"))
    progress.interrupted()
    assert capsys.readouterr().err == "Interrupted; 1 report dealt with and kept. The same command goes on.\n"


def test_comparing_tells_of_long_work_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Comparing many pairs tells once a minute what is compared and how long it takes yet; a moment's work, nothing."""
    clock = Clock()
    comparing = Comparing(clock)
    for kind, seconds in (("quotes", 0.01), ("accounts", 1.0)):
        for done in range(100):
            clock.now += seconds
            comparing(kind, done, 100)
    assert capsys.readouterr().err == ("Comparing reports, where they differ: 60 of 100 pairs, about 40 s left.\n")


def test_comparing_leaves_the_screen_clean(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a screen the line is written over, and taken away with the last pair."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    comparing = Comparing(clock)
    for done in range(10):
        clock.now += 1.0
        comparing("texts", done, 10)
    said = capsys.readouterr().err
    assert said.startswith("\r\x1b[KComparing reports, what they share: ")
    assert said.endswith("\r\x1b[K")
