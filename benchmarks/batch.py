"""What a batch job costs beside the same work in one process, on the same texts in the same run.

    uv run python -m benchmarks.batch ../shared/data/stories [--size 15000] [--read 200] [--engine local]

CPU seconds are those of each program with all its processes, start included (those of a Ray cluster are not among
them); wall seconds depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.reuse_set import derived


def cost(*arguments: str) -> tuple[float, float]:
    """CPU and wall seconds of a run of Onrecord with its processes."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run([sys.executable, "-m", "onrecord", *arguments], stdout=nowhere, stderr=nowhere, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - begin


def told(what: str, alone: tuple[float, float], batch: tuple[float, float], count: int) -> None:
    """Print both and their ratio."""
    for name, (cpu, wall) in (("alone", alone), ("batch", batch)):
        print(f"{what:8} {name}: {cpu:7.1f} CPU s, {wall:7.1f} s; {count / cpu:8,.0f} reports a CPU second")
    print(f"{what:8} batch / alone: CPU {batch[0] / alone[0]:.2f}, wall {batch[1] / alone[1]:.2f}")


def written(rows: Sequence[dict[str, Any]], home: Path) -> tuple[str, str]:
    """The reports as JSON Lines and as Parquet."""
    import pyarrow
    from pyarrow import parquet

    home.mkdir()
    (home / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    parquet.write_table(pyarrow.Table.from_pylist(list(rows)), home / "in.parquet", row_group_size=2048)
    return str(home / "in.jsonl"), str(home / "in.parquet")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=15_000)
    parser.add_argument("--read", type=int, default=200)
    parser.add_argument("--engine", default="local")
    asked = parser.parse_args()
    made = derived(asked.folder, asked.size, asked.size // 25)
    rows = [{"id": one.id, "text": one.text, "published": one.day} for one in made]
    engine = ("--engine", asked.engine)
    with tempfile.TemporaryDirectory() as home:
        lines, table = written(rows, Path(home) / "all")
        alone = cost("reuse", lines, "--jsonl")
        told("reuse", alone, cost("batch", "reuse", table, f"{home}/pairs", *engine, "--json"), len(rows))
        if asked.read:
            few = [row for row in rows if len(row["text"]) < 4_000][: asked.read]
            lines, table = written(few, Path(home) / "few")
            alone = cost("read", lines, "--jsonl")
            batch = cost("batch", "read", table, f"{home}/read", *engine, "--json", "--part", "25")
            told("read", alone, batch, len(few))


if __name__ == "__main__":
    main()
