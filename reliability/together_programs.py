"""The programs that use one record at once: the page, adders, and commands, each a process as people start it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from reliability.together_tally import Tally

#: Seconds that a command may take.
_PATIENCE = 900
#: Reads every report again and derives everything anew, by the rules, as these records are read.
_REBUILD = (
    "import sys, onrecord\n"
    "with onrecord.open(sys.argv[1], create=False, reader='rules') as record:\n"
    "    done = record.rebuild()\n"
    "    print(done.reports, *done.differences, sep='\\n')\n"
)


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ended: its exit code and what it wrote."""

    code: int
    words: str
    errors: str


class Programs:
    """Starts programs on one record.

    Args:
        record: its file or address.
        folder: where their temporary files lie.
        tally: takes what happened.
    """

    def __init__(self, record: str, folder: Path, tally: Tally) -> None:
        self.record, self.tally, self._folder = record, tally, folder
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        known = {"ONRECORD_RECORD": record, "ONRECORD_READER": "rules", "ONRECORD_JOBS": "1", "TMPDIR": str(temporary)}
        self._environment = {**os.environ, **known}

    def run(self, command: str, *arguments: str, may: tuple[int, ...] = (0,)) -> Done:
        """Run a command of Onrecord; any other exit code than those that may come is a fault."""
        return self._run(command, (sys.executable, "-m", "onrecord", command, *arguments), may)

    def rebuild(self) -> None:
        """Rebuild the record; what came out differently is a fault, unless it says that others wrote meanwhile."""
        done = self._run("rebuild", (sys.executable, "-c", _REBUILD, self.record), (0,))
        for difference in done.words.splitlines()[1:]:
            self.tally.count("rebuilds during which others wrote")
            if "meanwhile" not in difference:
                self.tally.fault(f"rebuild: {difference}")

    def started(self, command: tuple[str, ...], out: IO[str], errors: IO[str]) -> subprocess.Popen[bytes]:
        """A program that was started on the record."""
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=self._environment)

    def _run(self, name: str, command: tuple[str, ...], may: tuple[int, ...]) -> Done:
        started = time.monotonic()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            process = self.started(command, out, errors)
            try:
                code = process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
                self.tally.fault(f"{name}: it did not end in {_PATIENCE} s")
            out.seek(0)
            errors.seek(0)
            done = Done(code, out.read(), errors.read())
        self.tally.took(f"command {name}", time.monotonic() - started)
        self.tally.count(f"commands that ended with {code}")
        if code not in may:
            self.tally.fault(f"{name} ended with {code}: {done.errors[-400:]}")
        self.tally.clean(done.errors)
        return done

    def add_all(self, files: Iterable[Path], end: Callable[[], bool], pause: float = 0.0) -> None:
        """Add file after file, and note what became of each report."""
        for file in files:
            if end():
                return
            done = self.run("add", "--jsonl", str(file))
            for line in done.words.splitlines():
                self._added(json.loads(line))
            time.sleep(pause)

    def _added(self, one: dict[str, Any]) -> None:
        if one["section"] != "Reports":
            return
        self.tally.count(f"reports {one['status']}")
        if one["error"] or not one["report"]:
            self.tally.fault(f"add {one['input']}: {one['error']}")
        else:
            self.tally.added(one["report"], one["status"])

    def ask(self, end: Callable[[], bool], pause: float) -> None:
        """Run the commands that people look at a record with, one after the other."""
        while True:
            for look in (self._export, self._checks, self._verify, self._brief, self._decided):
                if end():
                    return
                try:
                    look()
                except ValueError as error:
                    self.tally.fault(f"{look.__name__}: what it printed is no JSON ({error})")
                time.sleep(pause)

    def _export(self) -> None:
        data = json.loads(self.run("export", "json").words or "{}")
        texts = {one["report"]["id"]: one["report"]["text"] for one in data.get("readings", data.get("reports", ()))}
        self.tally.count("citations of exports cut again", cut_again(data, texts, self.tally, "export json"))

    def _checks(self) -> None:
        json.loads(self.run("checks", "--json").words)

    def _brief(self) -> None:
        self.run("brief")

    def _decided(self) -> None:
        json.loads(self.run("judge", "--json").words)

    def _verify(self) -> None:
        found = json.loads(self.run("verify", "--json").words)
        if not found["ok"]:
            self.tally.fault(f"verify: {found['damages'][:5]}")


def cut_again(value: Any, texts: dict[str, str], tally: Tally, where: str) -> int:
    """Hold every citation in a value against the texts; how many there were."""
    if isinstance(value, list):
        return sum(cut_again(one, texts, tally, where) for one in value)
    if not isinstance(value, dict):
        return 0
    found = sum(cut_again(one, texts, tally, where) for one in value.values())
    if not {"report", "start", "end", "text"} <= value.keys() or not isinstance(value["report"], str):
        return found
    text = texts.get(value["report"])
    if text is None:
        tally.fault(f"{where}: it cites report {value['report']}, which is not there")
    elif text[value["start"] : value["end"]] != value["text"]:
        tally.fault(f"{where}: {value['text'][:60]!r} is not at its place in report {value['report']}")
    return found + 1


class Page:
    """``onrecord serve`` on a port of its own, for the length of a ``with`` block.

    Args:
        programs: on which record.
        folder: where it says what it says.
        may: words of the lines that it may say.
    """

    def __init__(self, programs: Programs, folder: Path, may: tuple[str, ...] = ()) -> None:
        self._programs, self._log, self._may = programs, folder / "serve.log", may
        self.port = 0

    def __enter__(self) -> Page:
        command = (sys.executable, "-m", "onrecord", "serve", "--port", "0")
        with self._log.open("w") as log:
            self._process = self._programs.started(command, log, log)
        for _ in range(600):
            found = re.search(r"http://127\.0\.0\.1:(\d+)", self._log.read_text())
            if found:
                self.port = int(found.group(1))
                return self
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"the page did not start: {self._log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
            self._programs.tally.fault("the page did not end when it was interrupted")
        said = self._log.read_text()
        self._programs.tally.clean(said)
        lines = (line for line in said.splitlines()[2:] if line.strip())
        others = [line for line in lines if not any(words in line for words in self._may)]
        if code or others:
            self._programs.tally.fault(f"the page ended with {code} and said: {' | '.join(others)[:1500]}")
