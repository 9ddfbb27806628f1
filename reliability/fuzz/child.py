"""The process that tries the cases of one reader; it may die of any of them, and its parent then knows of which.

The case that is being tried stands in a shared file before it is tried. What Python can catch is written down as a find
and the next case is tried; what ends the process (a crash in C, too much processor time) is told by the parent.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import mmap
import resource
import signal
import struct
import sys
import time
import traceback
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reliability.fuzz.target import Target

#: Processor seconds that one case may take, and bytes that the process may grow by.
SECONDS, BYTES = 10, 1 << 30
#: Count of cases, processor seconds of all and of the slowest, length of the case at hand.
HEAD = struct.Struct("<QddI")
LONGEST = 1 << 21
ROOT = Path(__file__).resolve().parents[2]


class Slate:
    """The shared file: how many cases were tried, how long they and the slowest took, and the one that is being tried.

    Args:
        path: where it lies; made where it lacks.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(b"\0" * (HEAD.size + LONGEST))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)

    def read(self) -> tuple[int, float, float, bytes]:
        """Cases, processor seconds of all, of the slowest, and the case at hand."""
        count, spent, slowest, size = HEAD.unpack_from(self._map)
        return count, spent, slowest, self._map[HEAD.size : HEAD.size + size]

    def write(self, count: int, spent: float, slowest: float, data: bytes) -> None:
        """Notes a case before it is tried."""
        self._map[HEAD.size : HEAD.size + len(data)] = data
        HEAD.pack_into(self._map, 0, count, spent, slowest, len(data))


class Trial:
    """Tries cases one after another and writes down what is found.

    Args:
        target: the reader.
        home: the folder of this run.
        seconds: processor seconds that a case may take.
    """

    def __init__(self, target: Target, home: Path, seconds: int = SECONDS) -> None:
        self.target, self.home, self.seconds = target, home, seconds
        self.slate = Slate(home / "slate")
        self.count, self.spent, self.slowest, _ = self.slate.read()

    def one(self, data: bytes) -> None:
        """Tries one case."""
        data = data[:LONGEST]
        self.count += 1
        self.slate.write(self.count, self.spent, self.slowest, data)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, self.seconds)  # see ``onrecord.limits.spend``
        try:
            self.target.try_case(data)
        except Exception as error:
            self.found(data, error)
        took = time.process_time() - begun
        self.spent += took
        if took > self.slowest:
            self.slowest = took
            (self.home / "slowest").write_bytes(data)
        self.slate.write(self.count, self.spent, self.slowest, b"")

    def found(self, data: bytes, error: BaseException) -> None:
        """Writes a find down, the smallest case for each kind."""
        what = signature(error)
        path = self.home / "finds" / hashlib.sha256(what.encode()).hexdigest()[:12]
        if not path.exists() or path.stat().st_size > len(data):
            path.write_bytes(data)
            said = "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace").decode()
            path.with_suffix(".txt").write_text(f"{what}\n\n{said[-6_000:]}", encoding="utf-8")


def signature(error: BaseException) -> str:
    """What tells one kind of find from others: its words if something must hold, else its kind and where it arose."""
    if type(error).__name__ == "Broken":
        return str(error)
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "/onrecord/" in one.filename]
    place = f" in {Path(frames[-1].filename).name}, {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}{place}"


def bounded() -> None:
    """Bounds the memory of this process to so much over what it has now, and what it may leave behind to nothing."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        most = pages * resource.getpagesize() + BYTES
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _by_number(trial: Trial, most: int, end: float, seed: int) -> None:
    """Cases of the mutation alone, each known by its number."""
    from reliability.fuzz.mutation import Mutator

    made = Mutator(trial.target.seeds(), trial.target.pieces, seed)
    while trial.count < most and time.monotonic() < end:
        trial.one(made.case(trial.count))


def _by_reach(trial: Trial, seconds: float, seed: int, atheris: Any) -> None:
    """Cases led by which lines they reach; half of the changes are the mutation's own."""
    from random import Random

    from reliability.fuzz.mutation import LONGEST as MOST
    from reliability.fuzz.mutation import Mutator

    made = Mutator(trial.target.seeds(), trial.target.pieces, seed)

    def change(data: bytes, most: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return made.changed(bytes(data), random)[:most]

    seeds, grown = trial.home / "seeds", trial.home / "grown"
    for folder in (seeds, grown):
        folder.mkdir(exist_ok=True)
    for number, data in enumerate(made.seeds):
        (seeds / str(number)).write_bytes(data)
    words = trial.home / "words"
    words.write_text("".join(_quoted(piece) for piece in made.pieces if len(piece) < 60))
    options = (
        f"-max_total_time={max(1, int(seconds))}",
        f"-seed={seed + 1}",
        f"-dict={words}",
        f"-max_len={min(MOST, 60_000)}",
    )
    limits = (
        "-timeout=600",
        "-rss_limit_mb=0",
        "-verbosity=0",
        "-print_final_stats=0",
        f"-artifact_prefix={trial.home}/",
    )
    atheris.Setup([sys.argv[0], *options, *limits, str(grown), str(seeds)], trial.one, custom_mutator=change)
    atheris.Fuzz()


def _quoted(piece: bytes) -> str:
    """A line of a dictionary as libFuzzer reads it."""
    return '"' + "".join(f"\\x{one:02x}" for one in piece) + '"\n'


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("targets", nargs="+", help="NAME, or NAME:CASES")
    parser.add_argument("--table", default="reliability.fuzz.targets")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--case-seconds", type=int, default=SECONDS)
    parser.add_argument("--guided", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Tries cases of one reader after another until the time is over or their number is reached."""
    given = _given()
    end = time.monotonic() + given.seconds
    atheris = importlib.import_module("atheris") if given.guided else None
    wanted = [
        (name, int(cases) if cases else sys.maxsize) for name, _, cases in (one.partition(":") for one in given.targets)
    ]
    with atheris.instrument_imports(include=["onrecord", "warcio"]) if atheris else nullcontext():
        table = importlib.import_module(given.table).TARGETS
        for name, _ in wanted:
            with suppress(Exception):  # what is loaded when first needed is loaded before memory is bounded
                table[name].check(table[name].seeds()[0])
    bounded()
    for name, most in wanted:
        (given.home / name / "finds").mkdir(parents=True, exist_ok=True)
        trial = Trial(table[name], given.home / name, given.case_seconds)
        if atheris:
            _by_reach(trial, end - time.monotonic(), given.seed, atheris)
        _by_number(trial, most, end, given.seed)


if __name__ == "__main__":
    main()
