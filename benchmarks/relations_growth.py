"""What it costs to ask a record again after one report was added, by how many reports it holds.

    uv run python -m benchmarks.add_speed ../shared/data/stories --record FILE     makes a record of 1,000 articles
    uv run python -m benchmarks.relations_growth FILE [--sizes 100 300 900] [--anew]

The reports of FILE go, in a drawn order and as they were read, into a new record; at each size it is asked what holds
between its reports, then once more after each of three further reports. CPU seconds of this process; ``pairs`` are
those whose accounts are compared. ``--anew`` also derives everything without what is remembered, and says whether it is
the same.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord import relating
from onrecord.model.relations import Relations
from onrecord.record import Record
from onrecord.store.opening import open_store
from onrecord.store.protocol import Store

SEED, MORE = 5, 3


def seconds(work: Callable[[], Relations]) -> tuple[float, Relations]:
    """CPU seconds of some work, and what it gives."""
    gc.collect()
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def put(source: Store, target: Store, ids: list[str]) -> None:
    """Put reports of one record into another as they were read."""
    for report in ids:
        target.add(source.document(report), source.entry(report))


def measured(source: Store, ids: list[str], path: Path, *, sizes: list[int], anew: bool) -> None:
    """Print what each size costs."""
    at = 0
    store = open_store(str(path))
    record = Record(store)
    for size in sizes:
        put(source, store, ids[at:size])
        at = size
        first, found = seconds(lambda: record.relations)
        more = []
        for report in ids[size : size + MORE]:
            put(source, store, [report])
            spent, found = seconds(lambda: record.relations)
            more.append(spent)
        at += MORE
        told = {
            "reports": size, "first": first, "one_more": sorted(more)[len(more) // 2],
            "pairs": len(store.pairs.of("accounts")), "megabytes": path.stat().st_size / 1e6,
        }  # fmt: skip
        if anew:
            told["anew"], again = seconds(lambda: relating.relate(record._unsorted()))
            told["same"] = again == found
        print(json.dumps({name: round(value, 3) for name, value in told.items()}), flush=True)
    record.close()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 900])
    parser.add_argument("--anew", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, onrecord.open(args.record, create=False) as source:
        ids = list(source._store.report_ids())
        random.Random(SEED).shuffle(ids)
        measured(source._store, ids, Path(place, "a.onrecord"), sizes=args.sizes, anew=args.anew)
    return 0


if __name__ == "__main__":
    sys.exit(main())
