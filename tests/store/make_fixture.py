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

from onrecord.model.judgement import Outcome
from onrecord.model.reading import Deadline, Entry
from onrecord.store.migrations import newest
from onrecord.store.sqlite import SqliteStore
from tests.store import made

FIXTURES = Path(__file__).parent / "fixtures"


def fill(store: SqliteStore, version: int | None = None) -> None:
    """Put into a record one of everything that a record of a schema version, the newest if left out, can hold."""
    a, b = made.entry("a", title="Talks to resume"), made.entry("b", made.TEXT + "More.\n", published="2025-03-03")
    if version is not None and version < 3:  # what the ledger needs came with version 3
        a, b = _before_the_ledger(a), _before_the_ledger(b)
    if version is not None and version < 4:  # parses came with version 4
        a, b = _without_parses(a), _without_parses(b)
    for entry in (a, b):
        store.add(made.document(entry), entry)
    relations = made.relations(a, b)
    if version is not None and version < 2:  # identities came with version 2
        relations = replace(relations, identities=())
    if version is not None and version < 5:  # why a report is in its story came with version 5
        relations = replace(relations, stories=tuple(replace(one, members=()) for one in relations.stories))
    judgement = made.judgement()
    if version is None or version >= 7:  # what a judgement is applied by, and what it came to, came with version 7
        anchor = '{"differ":"update","sides":[["a",0,5,"Talks","5"]],"type":"number"}'
        judgement = replace(judgement, verdict="edit", value="precision", anchor=anchor)
        origins = tuple(replace(one, id="o-1") for one in relations.origins)
        relations = replace(relations, origins=origins, outcomes=(Outcome(judgement.id, "f-1"),))
    store.set_relations(relations, store.current_basis())
    store.judge(judgement)
    if version is None or version >= 5:  # dossiers came with version 5
        store.add_dossier(made.dossier(), [made.alert("a-0", start=True)])
        store.notice("valley", [made.alert()])
        store.tell("valley", ["a-1"], "reader", "2025-03-04T11:00:00+00:00")


def _without_parses(entry: Entry) -> Entry:
    """The entry as schema version 3 could hold it."""
    plain = tuple(replace(one, parse="") for one in entry.reading.sentences)
    return replace(entry, reading=replace(entry.reading, sentences=plain))


def _before_the_ledger(entry: Entry) -> Entry:
    """The entry as schema version 2 could hold it: the rest as a migrated record fills it in."""
    old = entry.reading
    return replace(
        entry,
        reading=replace(
            old,
            open_points=(),
            quantities=tuple(replace(one, mod=None) for one in old.quantities),
            attributions=tuple(replace(one, when=None) for one in old.attributions),
            events=tuple(replace(one, mentions=(), place_certainty=None) for one in old.events),
            positions=tuple(
                replace(one, rule="", conditions=(), speaker=None, capacity=None, told_by=None, about=())
                for one in old.positions
            ),
            deadlines=tuple(
                Deadline(one.span, one.what, None, None, one.set_by, one.attribution) for one in old.deadlines
            ),
        ),
    )


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
