"""Runs readers for some time or some cases, starts their process again when it dies, and says what was found."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reliability.fuzz.child import ROOT, SECONDS, Slate

#: A reader whose process dies this often is known to be broken.
MOST_DEATHS = 20
#: Seconds of the clock without a case after which a process is ended: it waits for something.
PATIENCE = 300


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
        cpu: processor seconds that they took.
        slowest: processor seconds of the slowest case.
        seconds: of the clock, of the whole run.
        finds: what was found, a kind each.
    """

    target: str
    cases: int
    cpu: float
    slowest: float
    seconds: float
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
    targets: Mapping[str, int | None],
    home: Path,
    *,
    seconds: float | None = None,
    seed: int = 0,
    guided: bool = False,
    table: str = "reliability.fuzz.targets",
    case_seconds: int = SECONDS,
) -> tuple[Result, ...]:
    """What readers do with made-up bytes, in one process that is started again when it dies.

    Args:
        targets: their names, with how many cases; as many as there is time for where that is ``None``.
        home: a folder for what is found and, where cases are guided, for those that reached something new; a later
            run in the same folder goes on from there.
        seconds: how long, for all together.
        seed: the number of the run.
        guided: whether Atheris leads; then there can be one reader only.
        table: the module that lists the readers.
        case_seconds: processor seconds that a case may take.
    """
    slates = {name: _begun(home / name) for name in targets}
    begun, deaths = time.monotonic(), 0
    while deaths < MOST_DEATHS:
        left = seconds - (time.monotonic() - begun) if seconds else None
        open_ones = [name for name, cases in targets.items() if cases is None or slates[name].read()[0] < cases]
        if not open_ones or (left is not None and left < 1):
            break
        names = [name if (cases := targets[name]) is None else f"{name}:{cases}" for name in open_ones]
        options = ["--seed", str(seed + 1_000 * deaths if guided else seed), "--table", table]
        options += ["--seconds", f"{left:.1f}"] if left is not None else []
        options += ["--case-seconds", str(case_seconds), *(["--guided"] if guided else [])]
        command = [sys.executable, "-m", "reliability.fuzz.child", str(home), *names, *options]
        how = _died(command, [slates[name] for name in open_ones], home / "log")
        if how is None:
            break
        deaths += 1
        culprit = next(name for name in open_ones if slates[name].read()[-1] or name == open_ones[-1])
        _keep(home / culprit, how, slates[culprit].read()[-1])
    took = time.monotonic() - begun
    return tuple(Result(name, *slates[name].read()[:3], took, tuple(_finds(home / name))) for name in targets)


def _begun(home: Path) -> Slate:
    """The slate of a reader at its beginning; what it found before is gone, what its cases reached is kept."""
    for name in ("finds", "slate", "slowest"):
        path = home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    (home / "finds").mkdir(parents=True)
    return Slate(home / "slate")


def _died(command: list[str], slates: Sequence[Slate], log: Path) -> str | None:
    """How a process ended that tries cases; ``None`` if it came to its end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path[1:]])}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        last, since = -1, time.monotonic()
        while process.poll() is None:
            time.sleep(0.05)
            count = sum(one.read()[0] for one in slates)
            if count != last:
                last, since = count, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                process.kill()
                process.wait()
                return f"no answer within {PATIENCE} seconds"
    if process.returncode == -signal.SIGPROF:
        return "too much processor time"
    if process.returncode < 0:
        return f"died of {signal.Signals(-process.returncode).name}"
    if process.returncode:
        raise RuntimeError(log.read_text("utf-8", "replace")[-3_000:])
    return None


def _keep(home: Path, how: str, data: bytes) -> None:
    name = hashlib.sha256(how.encode() + data).hexdigest()[:12]
    (home / "finds" / name).write_bytes(data)
    (home / "finds" / f"{name}.txt").write_text(f"{how}\n", encoding="utf-8")


def _finds(home: Path) -> Iterator[Find]:
    for path in sorted((home / "finds").glob("*.txt")):
        yield Find(path.read_text("utf-8").split("\n", 1)[0], path.with_suffix(""))
