"""What it costs to recheck every citation of a record.

``python -m reliability.citations`` fills a record with some 100,000 citations, verifies it, and compares that with
hashing the same words.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.model.reading import Actor, Entry, Reader, Reading
from onrecord.model.report import Document, Given, Report
from onrecord.model.spans import Span
from onrecord.store.sqlite import SqliteStore
from onrecord.structure.report import structure
from onrecord.text.words import words
from reliability.made import report


def cited(number: int) -> tuple[Document, Entry]:
    """A report of which every run of four words is cited."""
    text = report(number, 24)
    document = Document(f"r{number}", text.encode(), "text/plain", text, "utf-8", Given(id=f"r{number}", language="en"))
    made = structure(document)
    actor = Actor("group:words", "Words", "group", mentions=tuple(_spans(made)))
    return document, Entry(made, Reading(made.id, Reader("none"), (None,) * len(made.blocks), actors=(actor,)))


def _spans(made: Report) -> list[Span]:
    found = words(made.text)
    return [made.cut(one.start, last.end) for one, last in zip(found, found[3:], strict=False)]


def rechecked(path: Path, count: int) -> tuple[int, float, float]:
    """How many citations so many reports have, the CPU seconds of rechecking them, and of only hashing their words."""
    with SqliteStore(path) as store:
        every = []
        for number in range(count):
            document, entry = cited(number)
            store.add(document, entry)
            every += [span.text for span in entry.reading.actors[0].mentions]
        start = time.process_time()
        proved = store.verify()
        spent = time.process_time() - start
    if not proved.ok:
        raise AssertionError(proved.damages[0])
    start = time.process_time()
    for one in every:
        hashlib.sha256(one.encode()).hexdigest()
    return proved.checked["citations"], spent, time.process_time() - start


def main(count: int = 300) -> int:
    """Fill, verify, tell."""
    with TemporaryDirectory() as folder:
        citations, spent, hashed = rechecked(Path(folder) / "talks.onrecord", count)
    each, times = spent / citations * 1e6, spent / hashed
    print(f"{citations:,} citations of {count} reports rechecked in {spent:.2f} CPU s, with all else that is proved:")
    print(f"{each:.1f} CPU s a million, {times:.0f} times what hashing their words takes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
