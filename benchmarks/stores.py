"""What keeping a report costs in a file and on a PostgreSQL server: the same entries, read beforehand, into both.

    python benchmarks/stores.py postgresql://desk@localhost/bench?schema=bench

The schema must be empty; drop it afterwards. The reports are those of the demo with another figure and name in each.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.report import Document
from onrecord.record import Record
from onrecord.store.opening import open_store

REPORTS = 200
DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"


def made(folder: Path) -> list[tuple[Document, Entry]]:
    """So many reports, each of other words, with what is read in them."""
    rows = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
    path = folder / "made.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(REPORTS):
            row = dict(rows[number % len(rows)])
            row["id"] = f"{row['id']}-{number}"
            row["text"] += f"\n\nThe office in district {number} counted {number * 7} crossings on the day."
            file.write(json.dumps(row) + "\n")
    engine = pipeline.engine_named(None, None)
    documents = pipeline.every_document([str(path)], onrecord.record.NOTHING, None)
    return [(one, pipeline.read(one, engine)) for one in documents if isinstance(one, Document)]


def timed(what: str, deed: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    start = time.perf_counter()
    deed()
    print(f"  {what:<42} {time.perf_counter() - start:7.2f} s")


def measure(path: str, entries: list[tuple[Document, Entry]]) -> None:
    """Every figure for a record at this place."""
    with open_store(path) as store:
        timed(f"add {REPORTS} reports", lambda: [store.add(*one) for one in entries])
        timed("add them again (nothing changes)", lambda: [store.add(*one) for one in entries])
        record = Record(store)
        relations = pipeline.relate(record.entries)
        basis = store.current_basis()
        timed("keep what holds between them", lambda: store.set_relations(relations, basis))

    def brief() -> None:
        with onrecord.open(path, create=False) as again:
            str(again.brief())

    timed("open and load all", lambda: onrecord.open(path).entries)
    timed("open and brief", brief)
    with open_store(path) as store:
        timed("search one word, every report has it", lambda: store.search("talks"))
        timed("search two words, one report has them", lambda: store.search('"district 77"'))
        timed("verify", store.verify)


def main(address: str) -> None:
    """Both, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        entries = made(Path(folder))
        for path in (str(Path(folder) / "bench.onrecord"), address):
            print("a file" if path != address else "a server")
            measure(path, entries)


if __name__ == "__main__":
    main(sys.argv[1])
