"""Makes the record of an old schema version that migrations are tested on: ``python -m tests.store.make_fixture``.

Run it once for each schema version, before the version changes, and keep the file it makes for good.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.store.migrations import newest
from onrecord.store.sqlite import SqliteStore
from tests.store import made

FIXTURES = Path(__file__).parent / "fixtures"


def fill(store: SqliteStore, version: int | None = None) -> None:
    """Put into a record one of everything that a record of a schema version, the newest if left out, can hold."""
    a, b = made.entry("a", title="Talks to resume"), made.entry("b", made.TEXT + "More.\n", published="2025-03-03")
    for entry in (a, b):
        store.add(made.document(entry), entry)
    relations = made.relations(a, b)
    if version is not None and version < 2:  # identities came with version 2
        relations = replace(relations, identities=())
    store.set_relations(relations, store.current_basis())
    store.judge(made.judgement())


def main() -> None:
    """Write the record of the newest version, with small pages and compressed so that it takes little room."""
    path = FIXTURES / f"version-{newest()}.onrecord.gz"
    if path.exists():
        raise SystemExit(f"{path} is there; records of a released version are never made anew")
    path.parent.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        record = Path(folder) / "made.onrecord"
        with SqliteStore(record) as store:
            fill(store)
        with closing(sqlite3.connect(record, isolation_level=None)) as connection:
            connection.execute("PRAGMA page_size = 512")
            connection.execute("VACUUM")
        path.write_bytes(gzip.compress(record.read_bytes(), mtime=0))
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
