"""Runs one reader for some time or some cases, starts its process again when it dies, and says what was found."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reliability.fuzz.child import ROOT, SECONDS, Slate

#: A reader whose process dies this often is known to be broken.
MOST_DEATHS = 20
#: Seconds of the clock without a case after which a process is ended: it waits for something.
PATIENCE = 120


@dataclass(frozen=True)
class Find:
    """A fault that a case showed.

    Attributes:
        what: what does not hold, or how the process died.
        case: the file with the bytes that showed it.
    """

    what: str
    case: Path


@dataclass(frozen=True)
class Result:
    """What a run of one reader came to.

    Attributes:
        target: the reader's name.
        cases: how many were tried.
        seconds: of the clock.
        cpu: processor seconds of its processes.
        slowest: processor seconds of the slowest case.
        finds: what was found, a kind each.
    """

    target: str
    cases: int
    seconds: float
    cpu: float
    slowest: float
    finds: tuple[Find, ...]

    def __str__(self) -> str:
        """One line for a person, and a line for each find."""
        head = f"{self.target:<11}{self.cases:>10,} cases {self.seconds:>7.0f} s {self.cpu:>7.0f} CPU s"
        head += f"   slowest {self.slowest:5.2f} s   {len(self.finds)} found"
        return "\n".join([head, *(f"    {one.what}: {one.case}" for one in self.finds)])


def is_guided() -> bool:
    """Whether Atheris is installed, so that cases can be led by what they reach."""
    return importlib.util.find_spec("atheris") is not None


def run(
    target: str,
    home: Path,
    *,
    seconds: float | None = None,
    cases: int | None = None,
    seed: int = 0,
    guided: bool = False,
    table: str = "reliability.fuzz.targets",
    case_seconds: int = SECONDS,
) -> Result:
    """What a reader does with made-up bytes.

    Args:
        target: its name.
        home: a folder for what is found and, where cases are guided, for those that reached something new; a later
            run in the same folder goes on from there.
        seconds: how long.
        cases: how many, if not for some time.
        seed: the number of the run.
        guided: whether Atheris leads.
        table: the module that lists the readers.
        case_seconds: processor seconds that a case may take.
    """
    for name in ("finds", "slate", "slowest"):
        path = home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    (home / "finds").mkdir(parents=True)
    slate = Slate(home / "slate")
    begun, before, deaths = time.monotonic(), _cpu(), 0
    while True:
        left = seconds - (time.monotonic() - begun) if seconds else None
        if deaths >= MOST_DEATHS or (left is not None and left < 1) or (cases and slate.read()[0] >= cases):
            break
        options = ["--seed", str(seed + 1_000 * deaths if guided else seed), "--table", table]
        options += ["--seconds", f"{left:.1f}"] if left is not None else ["--cases", str(cases or 1_000)]
        options += ["--case-seconds", str(case_seconds), *(["--guided"] if guided else [])]
        how = _died([sys.executable, "-m", "reliability.fuzz.child", target, str(home), *options], slate, home)
        if how is None:
            break
        deaths += 1
        _keep(home, how, slate.read()[2])
    count, slowest, _ = slate.read()
    return Result(target, count, time.monotonic() - begun, _cpu() - before, slowest, tuple(_finds(home)))


def _died(command: list[str], slate: Slate, home: Path) -> str | None:
    """How a process ended that tries cases; ``None`` if it came to its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path[1:]])}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        last, since = -1, time.monotonic()
        while process.poll() is None:
            time.sleep(0.05)
            count = slate.read()[0]
            if count != last:
                last, since = count, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                process.kill()
                process.wait()
                return f"no answer within {PATIENCE} seconds"
    if process.returncode == -signal.SIGXCPU:
        return "too much processor time"
    if process.returncode < 0:
        return f"died of {signal.Signals(-process.returncode).name}"
    if process.returncode:
        raise RuntimeError((home / "log").read_text("utf-8", "replace")[-3_000:])
    return None


def _keep(home: Path, how: str, data: bytes) -> None:
    name = hashlib.sha256(how.encode() + data).hexdigest()[:12]
    (home / "finds" / name).write_bytes(data)
    (home / "finds" / f"{name}.txt").write_text(f"{how}\n", encoding="utf-8")


def _finds(home: Path) -> Iterator[Find]:
    for path in sorted((home / "finds").glob("*.txt")):
        yield Find(path.read_text("utf-8").split("\n", 1)[0], path.with_suffix(""))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
