"""What adding many reports costs against reading them alone, and what memory it takes as it goes on.

    uv run python -m benchmarks.add_speed ../shared/data/stories [--count 1000] [--alone 200] [--jobs N] [--record FILE]

Some of the articles are read in this process first, nothing kept; then all are added to a new record by as many
processes as there are cores. ``ratio`` is the time of adding against the time of reading divided by the processes,
``cpu_ratio`` the same by CPU seconds of all processes, which other programs on the machine disturb less.
``megabytes`` is told of all processes together, of this one (``parent``, which also holds the model, since it read
some of the articles itself; with ``--alone 0`` it does not, and there are no ratios) and of those that it started.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import onrecord
from onrecord import pipeline
from onrecord.guarded.process import end_idle
from onrecord.model.report import Document, Given
from onrecord.results import AddResult
from onrecord.workers import usual


def cpu() -> float:
    """CPU seconds of this process and of those that it started and that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def resident(process: int | str) -> float:
    """Megabytes of memory that a process has now."""
    with Path(f"/proc/{process}/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory() -> tuple[float, float]:
    """Megabytes that this process has now, and those it started together."""
    children = [child for own in Path("/proc/self/task").iterdir() for child in (own / "children").read_text().split()]
    return resident("self"), sum(map(resident, children))


def course(at: Sequence[float]) -> dict[str, float]:
    """Megabytes near the start, in the middle, at the end, and the most."""
    return {"start": at[len(at) // 20], "middle": at[len(at) // 2], "end": at[-1], "most": max(at)}


def read_alone(source: Path, count: int) -> tuple[float, float]:
    """Seconds and CPU seconds of reading an article here, by so many all along the list, so that they are like all."""
    documents = [one for one in pipeline.documents(str(source), Given()) if isinstance(one, Document)]
    engine = pipeline.engine_named(None)
    pipeline.read(documents[0], engine)
    sample = documents[:: max(1, len(documents) // count)]
    began, used = time.perf_counter(), time.process_time()
    for one in sample:
        pipeline.read(one, engine)
    return (time.perf_counter() - began) / len(sample), (time.process_time() - used) / len(sample)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=usual())
    parser.add_argument("--record", type=Path, help="where the new record is kept; thrown away if left out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "articles.jsonl")
        with gzip.open(args.folder / "background.jsonl.gz", "rb") as lines, source.open("wb") as file:
            file.writelines(islice(lines, args.count))
        alone = read_alone(source, args.alone) if args.alone else None
        at: list[tuple[float, float]] = []

        def progress(_: AddResult) -> None:
            at.append(memory())

        began, used = time.perf_counter(), cpu()
        with onrecord.open(args.record or Path(place, "a.onrecord")) as record:
            record.add(source, jobs=args.jobs, progress=progress)
        wall = time.perf_counter() - began
        end_idle()  # what a process used is known when it has ended
        spent = cpu() - used
    count, own, started = len(at), [one for one, _ in at], [others for _, others in at]
    found: dict[str, Any] = {
        "reports": count, "processes": args.jobs, "add_ms": 1000 * wall / count, "add_cpu_ms": 1000 * spent / count,
    }  # fmt: skip
    if alone:
        found |= {
            "read_alone_ms": 1000 * alone[0], "read_alone_cpu_ms": 1000 * alone[1],
            "ratio": wall / count / (alone[0] / args.jobs), "cpu_ratio": spent / count / alone[1],
        }  # fmt: skip
    found["megabytes"] = {
        "all": course(list(map(sum, at))), "parent": course(own), "started": course(started),
    }  # fmt: skip
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
