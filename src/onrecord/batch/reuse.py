"""``batch reuse``: the reports that share text, with the passages, for a set as a whole.

Three steps, each a set of tasks that leave a file: the words and chosen runs of each part; for each range of the runs'
hashes what two reports have in common, with the rule for standing text over all weeks of the set; for each block of
newer reports the exact passages, from the texts of both. What is found is what one ``ReuseIndex`` finds when all
reports are put into it in one portion, in the order of ``onrecord.batch.order``.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord import pipeline
from onrecord.batch.arrays import Kept, keep, texts
from onrecord.batch.extras import pyarrow
from onrecord.batch.folder import write_rows
from onrecord.batch.inputs import Part, documents, key_of, rows
from onrecord.batch.order import Order, described, order_in
from onrecord.batch.tasks import Outcome, Task
from onrecord.errors import SourceError
from onrecord.model.report import sha256_of
from onrecord.reuse.extend import Seeds
from onrecord.reuse.index import REPORT, WORD, Reuse, shared
from onrecord.reuse.prints import prints
from onrecord.reuse.shelf import Posts
from onrecord.reuse.whole import met, numbered, printed

#: Rows of a part if nobody says otherwise.
ROWS = 4096
#: Chosen runs that one task judges together (about 1.2 GB at work), reports whose passages one task tells, and tasks
#: that there are at least, so that a small set has work for several workers too.
RUNS, REPORTS, TASKS = 1 << 23, 8192, 8
Numbers = NDArray[np.uint64]


def prints_of_part(task: Task) -> Outcome:
    """Step ``prints``: texts, words and chosen runs of the reports of a part."""
    found = rows(Part(**task["part"]))
    key = key_of(found, *task["settings"])
    path = Path(task["work"]) / f"prints-{key}"
    if skipped := path.exists():
        kept = Kept(path)
        count, runs = len(kept["id_begins"]) - 1, len(kept["values"])
        errors = list(zip(kept.texts("wrong"), kept.texts("why"), strict=True))
    else:
        read = list(documents(found))
        errors = [(one.where, one.message) for one in read if isinstance(one, SourceError)]
        good = [one for one in read if not isinstance(one, SourceError)]
        words = printed([one.text for one in good])
        ids, days = [pipeline.report_id(one) for one in good], [one.given.published for one in good]
        keep(
            path, words=words.words, begins=words.begins, values=words.posts.value, places=words.posts.place,
            **texts("text", [one.text for one in good]),
            **described(ids, days, [sha256_of(one.text) for one in good]),
            **texts("wrong", [where for where, _ in errors]), **texts("why", [message for _, message in errors]),
        )  # fmt: skip
        count, runs = len(good), len(words.posts.value)
    return {"key": key, "rows": count, "runs": runs, "errors": errors, "skipped": skipped}


def ranges(order: Order, runs: int) -> list[int]:
    """The hashes at which the ranges begin, so that each has about as many chosen runs; the last has no end.

    The chosen hash is the least of several, so small ones are more frequent than great ones.
    """
    count = max(TASKS, -(-runs // RUNS))
    step = max(1, order.parts // 64)
    some = [order.arrays(part)["values"] for part in range(0, order.parts, step)]
    sample = np.sort(np.concatenate([one[:: max(1, len(one) // 4096)] for one in some] or [np.empty(0, np.uint64)]))
    if not len(sample):
        return [0]
    inner = sample[np.arange(1, count) * len(sample) // count]
    return [0, *sorted({int(one) for one in inner} - {0})]


def block_size(reports: int) -> int:
    """Reports of a block."""
    return min(REPORTS, max(64, -(-reports // TASKS)))


def met_in_range(task: Task) -> Outcome:
    """Step ``met``: what two reports have in common among the runs of a range of hashes, and what is standing text."""
    path = Path(task["folder"])
    if skipped := path.exists():
        return {"skipped": skipped}
    order = order_in(task["order"])
    numbers, begins = order.kept["numbers"], order.kept["begins"]
    found = []
    for part in range(order.parts):
        kept = order.arrays(part)
        ends = np.asarray([task["low"], task["high"] or 0], np.uint64)
        low, high = np.searchsorted(kept["values"], ends).tolist()
        here = slice(low, high if task["high"] else None)
        posts = Posts(kept["values"][here], kept["places"][here])
        found.append(numbered(posts, numbers[begins[part] : begins[part + 1]]))
    days = order.kept["days"]
    seeds, standing = met(found, np.where(days < 0, -1, days // 7).astype(np.int32))
    keep(path, new=seeds.new, old=seeds.old, standing=standing)
    return {"skipped": skipped}


def pairs_of_block(task: Task) -> Outcome:
    """Step ``pairs``: the reports that share text with one of a block, with the passages, as a Parquet file."""
    key = blake2b(f"{task['set']} {task['first']} {task['end']}".encode(), digest_size=12).hexdigest()
    path = Path(task["folder"]) / f"part-{task['number']:05d}-{key}.parquet"
    if skipped := path.exists():
        found = int(pyarrow("parquet").read_metadata(path).num_rows)
    else:
        rows = list(_pairs(task))
        write_rows(path, {name: [row[name] for row in rows] for name in COLUMNS}, schema())
        found = len(rows)
    return {"made": path.name, "found": found, "skipped": skipped}


COLUMNS = ("new", "old", "words", "longest", "shared")


def schema() -> Any:
    """The columns of the parts, shaped as ``onrecord reuse --jsonl`` prints them."""
    arrow = pyarrow("lib")
    span = arrow.struct([("start", arrow.int32()), ("end", arrow.int32()), ("text", arrow.string())])
    passages = arrow.list_(arrow.struct([("new", span), ("old", span)]))
    kinds = (arrow.string(), arrow.string(), arrow.int32(), arrow.int32(), passages)
    return arrow.schema(list(zip(COLUMNS, kinds, strict=True)))


def _pairs(task: Task) -> Iterator[dict[str, Any]]:
    order = order_in(task["order"])
    new, old, standing = _of_block([Kept(Path(one)) for one in task["met"]], task["first"], task["end"])
    if not len(new):
        return
    numbers = np.unique(np.concatenate((new, old)) >> REPORT)
    homes = [order.home(number) for number in numbers.tolist()]
    words = [kept["words"][kept["begins"][row] : kept["begins"][row + 1]] for kept, row in homes]
    begins = np.cumsum([0, *map(len, words)], dtype=np.int64)
    seeds = Seeds(_local(new, numbers), _local(old, numbers))
    inside = standing[np.isin(standing >> REPORT, numbers)]
    names = [str(at) for at in range(len(numbers))]
    told = _Told(order, numbers)
    for one in shared(seeds, _local(inside, numbers), np.concatenate(words), begins, names):
        yield told.row(one)


def _of_block(kept: list[Kept], first: int, end: int) -> tuple[Numbers, Numbers, Numbers]:
    """What the ranges have of the newer reports of a block: places in them and in the older ones, standing text."""
    ends = np.asarray([first << 32, end << 32], np.uint64)
    found: tuple[list[Numbers], ...] = ([], [], [])
    for one in kept:
        low, high = np.searchsorted(one["new"], ends).tolist()
        found[0].append(one["new"][low:high])
        found[1].append(one["old"][low:high])
        low, high = np.searchsorted(one["standing"], ends).tolist()
        found[2].append(one["standing"][low:high])
    new, old, standing = (np.concatenate(column) for column in found)
    return new, old, np.sort(standing)


def _local(places: Numbers, numbers: Numbers) -> Numbers:
    """Places under the numbers that their reports have among these."""
    local = np.searchsorted(numbers, places >> REPORT).astype(np.uint64)
    return local << REPORT | places & WORD


class _Told:
    """Pairs as rows, with the passages as ranges of code points; the words of each text are looked up once."""

    def __init__(self, order: Order, numbers: Numbers) -> None:
        self._order = order
        self._numbers = numbers
        self._read: dict[int, _Words] = {}

    def row(self, one: Reuse) -> dict[str, Any]:
        new, old = self._words(int(one.new)), self._words(int(one.old))
        passages = [{"new": new.span(at, count), "old": old.span(to, count)} for at, to, count in one.runs]
        return {"new": new.name, "old": old.name, "words": one.words, "longest": one.longest, "shared": passages}

    def _words(self, local: int) -> _Words:
        if local not in self._read:
            number = int(self._numbers[local])
            kept, row = self._order.home(number)
            text = kept.text("text", row)
            found = prints([text], offsets=True)
            starts, ends = found.starts.astype(np.int32), found.ends.astype(np.int32)
            self._read[local] = _Words(self._order.name(number), text, starts, ends)
        return self._read[local]


class _Words(NamedTuple):
    name: str
    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, first: int, count: int) -> dict[str, Any]:
        start, end = int(self.starts[first]), int(self.ends[first + count - 1])
        return {"start": start, "end": end, "text": self.text[start:end]}
