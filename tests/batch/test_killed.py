"""The proof: 2,000 reports, two workers of which one is killed, and the result is that of one machine, row by row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.batch import made
from tests.batch.test_same import pairs_alone, stories_alone, stories_of

pytestmark = pytest.mark.slow

COUNT = 2_000
#: How the processes of the workers are called: those of Daft's native runner, and those of its actors on Ray.
CALLED = {"local": b"daft.execution.udf_worker", "ray": b"ray::UDFActor"}


def children(of: int) -> Iterator[int]:
    """The processes that a process began, and those that these began."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                parent = int((path / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            except OSError:  # it has ended
                continue
            parents.setdefault(parent, []).append(int(path.name))
    left = list(parents.get(of, []))
    while left:
        one = left.pop()
        yield one
        left += parents.get(one, [])


def workers(of: int, engine: str) -> list[int]:
    """The workers of a job, by its process."""
    found = []
    for one in children(of):
        try:
            if CALLED[engine] in (Path("/proc") / str(one) / "cmdline").read_bytes():
                found.append(one)
        except OSError:  # it has ended
            continue
    return sorted(found)


def command(*arguments: str) -> list[str]:
    """How a job is begun."""
    return [sys.executable, "-m", "onrecord", "batch", *arguments, "--workers", "2", "--json"]


def listening(of: int) -> set[str]:
    """The addresses at which a process and its children listen, as /proc has them."""
    sockets = set()
    for one in (of, *children(of)):
        with suppress(OSError):  # it has ended
            for path in (Path("/proc") / str(one) / "fd").iterdir():
                with suppress(OSError):  # it is closed
                    sockets.add(str(path.readlink()))
    lines = [line.split() for name in ("tcp", "tcp6") for line in (Path("/proc/net") / name).read_text().splitlines()]
    return {line[1].partition(":")[0] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets}


#: 127.0.0.1, and the same in IPv6.
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}


def with_one_killed(asked: list[str], engine: str, begun: Callable[[], bool], quiet: list[bool]) -> dict[str, Any]:
    """What a job says in the end, of whose two workers one is killed as soon as some work is done."""
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 500
    while not (begun() and len(workers(process.pid, engine)) == 2):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "it never began"
        time.sleep(0.005)
    one = workers(process.pid, engine)[-1]
    environment = (Path("/proc") / str(one) / "environ").read_bytes().split(b"\0")
    quiet.append(b"DO_NOT_TRACK=true" in environment and b"DAFT_ANALYTICS_ENABLED=0" in environment)
    assert listening(process.pid) <= LOOPBACK
    assert bool(listening(process.pid)) is (engine == "ray")
    os.kill(one, signal.SIGKILL)
    said, errors = process.communicate(timeout=1_000)
    assert process.returncode == 0, errors.decode()
    told: dict[str, Any] = json.loads(said)
    return told


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """The reports."""
    return made.reports(COUNT, sentences=1)


@pytest.fixture(scope="module")
def source(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports in three Parquet files."""
    return made.folder(tmp_path_factory.mktemp("batch") / "in", rows)


@pytest.fixture(scope="module")
def alone(rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one machine finds in one process."""
    home = tmp_path_factory.mktemp("alone")
    return {
        "read": readings_alone(rows, home),
        "reuse": pairs_alone(rows, home / "ordered.jsonl"),
        "stories": stories_alone(rows, home / "again.jsonl"),
    }


def readings_alone(rows: list[dict[str, Any]], home: Path) -> dict[str, Any]:
    """What ``onrecord read --jsonl`` prints for each, by its number; in two halves at once, in half the time."""
    halves = [made.lines(home / f"{number}.jsonl", rows[number * COUNT // 2 :][: COUNT // 2]) for number in (0, 1)]
    asked = [[sys.executable, "-m", "onrecord", "read", str(path), "--jsonl"] for path in halves]
    begun = [subprocess.Popen(one, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for one in asked]
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda one: one.communicate()[0], begun))
    shapes = [json.loads(line) for text in said for line in text.splitlines()]
    return {str(number): shape for number, shape in enumerate(shapes, 1)}


def found_by(name: str, output: Path) -> Any:
    """What a job found, as ``alone`` has it."""
    if name == "stories":
        return stories_of(output)
    if name == "reuse":
        return made.result(output)
    size = -(-COUNT // 3)
    readings = {}
    for row in made.result(output):
        file, _, number = row["input"].partition(".parquet:")
        readings[str(int(file) * size + int(number))] = json.loads(row["reading"])
    return readings


def same(name: str, found: Any, want: Any) -> None:
    """Both are equal, but for the name of the file that a reading was taken from."""
    assert len(found) == len(want)
    if name == "read":
        for one in (*found.values(), *want.values()):
            one.pop("input", None)
    assert found == want


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="workers are looked for in /proc")
@pytest.mark.parametrize(
    ("engine", "name", "made_first"),
    [
        ("local", "read", "part-*"),
        ("local", "reuse", "_work/prints-*"),
        ("local", "stories", "_work/features-*"),
        ("ray", "reuse", "_work/prints-*"),  # the other two were tried by hand: what an engine carries is the same
    ],
)
def test_a_killed_worker_changes_nothing(
    engine: str, name: str, made_first: str, source: Path, alone: dict[str, Any], tmp_path: Path
) -> None:  # fmt: skip
    """A worker is killed when the first part is there: the job does its work again and ends with the same result."""
    output, quiet = tmp_path / "out", list[bool]()
    asked = command(name, str(source), str(output), "--engine", engine, "--part", "100" if name == "read" else "40")
    told = with_one_killed(asked, engine, lambda: any(output.glob(made_first)), quiet)
    assert quiet == [True]
    assert told["reports"] == COUNT
    assert told["lost"] >= (1 if engine == "local" else 0)
    same(name, found_by(name, output), alone[name])


@pytest.mark.parametrize("name", ["reuse", "stories"])
def test_a_killed_job_is_gone_on_with(name: str, source: Path, alone: dict[str, Any], tmp_path: Path) -> None:
    """The whole job is killed when some parts are there; begun again it does the rest, with the same result."""
    output = tmp_path / "out"
    asked = command(name, str(source), str(output), "--part", "250")
    process = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    first = "_work/met-*" if name == "reuse" else "_work/near-*"
    while not any(output.glob(first)):
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    done = subprocess.run(asked, capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert "already done" in done.stderr.decode()
    assert told["reports"] == COUNT
    same(name, found_by(name, output), alone[name])
    before = {one.name: one.read_bytes() for one in output.iterdir()}
    assert json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)["skipped"] == told["parts"]
    assert {one.name: one.read_bytes() for one in output.iterdir()} == before
