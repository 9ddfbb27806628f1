"""``batch stories``: which reports belong together, for a set as a whole.

Three steps: what each report is about; for each block of reports how alike they are to those before them that are near
in time; and, for reports that a chain of likeness ties, their stories. ``told_of``, ``near`` and ``grouped`` are all
that is asked of the grouping itself: the first sees one report, the second two, the third the reports of one chain.
The result is that of ``onrecord.stories.group`` for all reports together.
"""

from __future__ import annotations

import json
from base64 import b85decode, b85encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.batch.arrays import Kept, keep, texts
from onrecord.batch.extras import pyarrow
from onrecord.batch.folder import write_rows
from onrecord.batch.inputs import Part, documents, key_of, rows
from onrecord.batch.order import UNDATED, Order, described, order_in
from onrecord.batch.tasks import Outcome, Task
from onrecord.errors import SourceError
from onrecord.model.relations import Story
from onrecord.model.report import Report, sha256_of
from onrecord.stories.features import TOLD, Features, features, vector_of
from onrecord.stories.group import Head, head, told
from onrecord.stories.likeness import DAYS, Shelves
from onrecord.stories.stream import Stories
from onrecord.structure.report import structure

#: Rows of a part if nobody says otherwise; reports of a block; stories of a file, about.
ROWS, REPORTS, STORIES = 4096, 8192, 20_000
COLUMNS = ("id", "title", "published", "why", "reports", "members")
Pair = tuple[int, int]


# -- what is asked of the grouping ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """What the grouping needs of a report.

    Attributes:
        features: what tells its story.
        head: what the story is told by.
    """

    features: Features
    head: Head


def told_of(report: Report) -> Told:
    """What the grouping needs of a report, from that report alone.

    Raises:
        ModelError: the sentence encoder is missing or not the pinned one.
    """
    return Told(features(report, vector_of(report) if report.language in TOLD else b""), head(report))


def near(window: Sequence[Features], first: int) -> Iterator[tuple[int, int, int]]:
    """How alike reports are to those before them, in millionths.

    Args:
        window: reports in order of their days, those without one last.
        first: the first that is compared with those before it.
    """
    shelves = Shelves()
    for at, one in enumerate(window):
        if at >= first:
            yield from ((other, at, value) for other, value in sorted(shelves.alike(one)))
        shelves.put(at, one)


def grouped(reports: Sequence[Told], alike: Mapping[Pair, int]) -> tuple[Story, ...]:
    """The stories of reports, by how alike they are.

    Args:
        reports: those that a chain of likeness ties, and those that nothing ties to any of them.
        alike: how alike two of them are, by their places, the lesser first.
    """
    stories = Stories.linked((one.features for one in reports), alike)
    return told(stories, {one.head.id: one.head for one in reports}, {})


# -- the steps --------------------------------------------------------------------------------------------------


def features_of_part(task: Task) -> Outcome:
    """Step ``features``: what the grouping needs of the reports of a part."""
    found = rows(Part(**task["part"]))
    key = key_of(found, *task["settings"])
    path = Path(task["work"]) / f"features-{key}"
    if skipped := path.exists():
        kept = Kept(path)
        count, errors = len(kept["id_begins"]) - 1, list(zip(kept.texts("wrong"), kept.texts("why"), strict=True))
    else:
        read = list(documents(found))
        errors = [(one.where, one.message) for one in read if isinstance(one, SourceError)]
        made = [told_of(structure(one)) for one in read if not isinstance(one, SourceError)]
        packed, heads = [_packed(one) for one in made], [one.head for one in made]
        keep(
            path, **texts("features", packed),
            **described([one.id for one in heads], [one.day for one in heads], [sha256_of(one) for one in packed]),
            **texts("wrong", [where for where, _ in errors]), **texts("why", [message for _, message in errors]),
        )  # fmt: skip
        count = len(made)
    return {"key": key, "rows": count, "errors": errors, "skipped": skipped}


def _packed(one: Told) -> str:
    """What the grouping needs of a report as JSON, arrays as Base85 of their bytes."""
    found = one.features
    arrays = (found.words.astype("<u4"), found.weights.astype("<u2"), found.vector)
    return json.dumps(
        [asdict(one.head), found.day, found.strongest, *(b85encode(array.tobytes()).decode() for array in arrays)],
        ensure_ascii=False,
    )


def _unpacked(text: str) -> Told:
    facts, day, strongest, *arrays = json.loads(text)
    words, weights, vector = map(b85decode, arrays)
    found = Features(
        facts["id"],
        day,
        np.frombuffer(words, "<u4").astype(np.uint32),
        np.frombuffer(weights, "<u2").astype(np.int64),
        np.frombuffer(vector, np.int8),
        tuple(strongest),
    )
    return Told(found, Head(**facts))


def block_size(reports: int) -> int:
    """Reports of a block."""
    return min(REPORTS, max(64, -(-reports // 8)))


def near_in_block(task: Task) -> Outcome:
    """Step ``near``: how alike the reports of a block are to those before them within some days."""
    path = Path(task["folder"])
    if skipped := path.exists():
        return {"skipped": skipped}
    order, first, end = order_in(task["order"]), task["first"], task["end"]
    begin = _begin(order.kept["days"], first, end)
    window = [_told(order, number).features for number in range(begin, end)]
    found = list(near(window, first - begin))
    keep(
        path,
        a=np.asarray([begin + a for a, _, _ in found], np.uint32),
        b=np.asarray([begin + b for _, b, _ in found], np.uint32),
        alike=np.asarray([value for _, _, value in found], np.int64),
    )
    return {"skipped": skipped}


def _begin(days: NDArray[np.int32], first: int, end: int) -> int:
    """The first report that can be near one of a block; one without a day can be near any."""
    if UNDATED in days[first:end]:
        return 0
    dated = days[:first]
    return int(np.searchsorted(dated, int(days[first]) - DAYS))


def _told(order: Order, number: int) -> Told:
    """What was kept of a report, under the id that no other has."""
    kept, row = order.home(number)
    found, name = _unpacked(kept.text("features", row)), order.name(number)
    return Told(replace(found.features, report=name), replace(found.head, id=name))


def tie(folder: Path, count: int, kept: Sequence[Kept]) -> list[Pair]:
    """Put reports that a chain of likeness ties beside each other, and keep who they are and how alike they are.

    Args:
        folder: where that is kept.
        count: how many reports there are.
        kept: what the blocks have.

    Returns:
        The first and the end of each block of chains, as places in the order of the chains.
    """
    a, b, alike = (np.concatenate([np.empty(0), *(one[name] for one in kept)]) for name in ("a", "b", "alike"))
    a, b = a.astype(np.int64), b.astype(np.int64)
    chain = _chains(count, zip(a.tolist(), b.tolist(), strict=True))
    members = np.argsort(chain, kind="stable")
    within = chain[a] == chain[b]
    a, b, alike = a[within], b[within], alike[within]
    by = np.lexsort((b, a, chain[a]))
    if not folder.exists():
        keep(folder, members=members, chain=chain, a=a[by], b=b[by], alike=alike[by])
    cuts = [0, *_cuts(np.flatnonzero(np.diff(chain[members])) + 1), count]
    return [(first, end) for first, end in pairwise(cuts) if first < end]


def _cuts(begins: Iterable[int]) -> Iterator[int]:
    """Of the places where chains begin those where a block begins."""
    last = 0
    for one in map(int, begins):
        if one - last >= STORIES:
            yield one
            last = one


def _chains(count: int, ties: Iterable[Pair]) -> NDArray[np.int64]:
    """For each report the first of those that are tied to it (union-find, by halving paths)."""
    home = list(range(count))

    def root(one: int) -> int:
        while home[one] != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for one, other in ties:
        a, b = root(one), root(other)
        home[max(a, b)] = min(a, b)
    return np.asarray([root(one) for one in range(count)], np.int64)


def schema() -> Any:
    """The columns of the parts."""
    arrow = pyarrow("lib")
    kinds = [(name, arrow.list_(arrow.string()) if name == "reports" else arrow.string()) for name in COLUMNS]
    return arrow.schema(kinds)


def stories_of_block(task: Task) -> Outcome:
    """Step ``stories``: the stories of a block of chains as a Parquet file."""
    key = blake2b(f"{task['set']} {task['first']} {task['end']}".encode(), digest_size=12).hexdigest()
    path = Path(task["folder"]) / f"part-{task['number']:05d}-{key}.parquet"
    if skipped := path.exists():
        found = int(pyarrow("parquet").read_metadata(path).num_rows)
    else:
        rows = list(_stories(order_in(task["order"]), Kept(Path(task["tied"])), task["first"], task["end"]))
        write_rows(path, {name: [row[name] for row in rows] for name in COLUMNS}, schema())
        found = len(rows)
    return {"made": path.name, "found": found, "skipped": skipped}


def _stories(order: Order, tied: Kept, first: int, end: int) -> Iterator[dict[str, Any]]:
    members = tied["members"][first:end]
    chain = tied["chain"][members]
    of = tied["chain"][tied["a"]]
    begins = np.flatnonzero(np.concatenate(([True], chain[1:] != chain[:-1])))
    for begin, last in zip(begins.tolist(), [*begins[1:].tolist(), len(members)], strict=True):
        numbers = members[begin:last].tolist()
        low, high = np.searchsorted(of, [chain[begin], chain[begin] + 1]).tolist()
        place = {number: at for at, number in enumerate(numbers)}
        ties = zip(tied["a"][low:high].tolist(), tied["b"][low:high].tolist(), tied["alike"][low:high], strict=True)
        alike = {(place[a], place[b]): int(value) for a, b, value in ties}
        reports = [_told(order, number) for number in numbers]
        when = {one.head.id: one.head.published for one in reports}
        for story in sorted(grouped(reports, alike), key=lambda one: (when[one.reports[0]] or "9999", one.id)):
            yield {
                "id": story.id, "title": story.title, "published": when[story.reports[0]], "why": story.why,
                "reports": list(story.reports),
                "members": json.dumps([asdict(member) for member in story.members], ensure_ascii=False),
            }  # fmt: skip
