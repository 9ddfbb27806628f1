"""``batch stories``: which reports belong together, for a set as a whole.

Three steps: what each report is about; for each block of reports how alike they are to those before them that are near
in time; and, for reports that a chain of likeness ties, their stories. ``features``, ``near`` and ``grouped`` are all
that is asked of the grouping itself: the first sees one report, the second two, the third the reports of one chain.
The result is that of ``onrecord.stories.group`` for all reports together.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
from onrecord.model.relations import Story, content_id
from onrecord.model.report import Report, sha256_of
from onrecord.stories.group import SAME, _groups, _why
from onrecord.structure.report import structure
from onrecord.text.matter import DAYS, IN_COMMON, Gist, gist, likeness

#: Rows of a part if nobody says otherwise; reports of a block; stories of a file, about.
ROWS, REPORTS, STORIES = 4096, 8192, 20_000
COLUMNS = ("id", "title", "published", "why", "reports")
Pair = tuple[int, int]


# -- what is asked of the grouping ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Features:
    """What the grouping needs of a report.

    Attributes:
        gist: what it is about.
        title: its title, or how its text begins.
        published: when, if known.
    """

    gist: Gist
    title: str
    published: str | None

    @property
    def report(self) -> str:
        """Its id."""
        return self.gist.report


def features(report: Report) -> Features:
    """What the grouping needs of a report, from that report alone."""
    return Features(gist(report), report.title or " ".join(report.text.split())[:80], report.published)


def near(window: Sequence[Features], first: int) -> Iterator[tuple[int, int, float]]:
    """How alike reports are to those before them, where they have enough in common to be compared.

    Args:
        window: reports in order of their days, those without one last.
        first: the first that is compared with those before it.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(window):
        strongest = one.gist.strongest
        if at >= first:
            common = Counter(other for word in strongest for other in index[word])
            for other, count in sorted(common.items()):
                value = likeness(window[other].gist, one.gist) if count >= IN_COMMON else 0.0
                if value > 0:
                    yield other, at, value
        for word in strongest:
            index[word].append(at)


def grouped(reports: Sequence[Features], alike: Mapping[Pair, float]) -> list[Story]:
    """The stories of reports, by how alike they are.

    Args:
        reports: those that a chain of likeness ties, and those that nothing ties to any of them.
        alike: how alike two of them are, by their places, the lesser first.
    """
    by = sorted(range(len(reports)), key=lambda at: reports[at].report)
    place = {old: new for new, old in enumerate(by)}
    pairs = {tuple(sorted((place[a], place[b]))): value for (a, b), value in alike.items()}
    return [_story([reports[by[at]] for at in members]) for members in _groups(len(by), pairs)]  # type: ignore[arg-type]


def _story(members: Sequence[Features]) -> Story:
    ordered = sorted(members, key=lambda one: (one.published or "9999", one.report))
    ids = tuple(one.report for one in ordered)
    return Story(content_id("s", ids[0]), ordered[0].title, ids, _why([one.gist for one in members]))


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
        made = [features(structure(one)) for one in read if not isinstance(one, SourceError)]
        told = [_packed(one) for one in made]
        keep(
            path, **texts("features", told),
            **described([one.report for one in made], [_day(one) for one in made], [sha256_of(one) for one in told]),
            **texts("wrong", [where for where, _ in errors]), **texts("why", [message for _, message in errors]),
        )  # fmt: skip
        count = len(made)
    return {"key": key, "rows": count, "errors": errors, "skipped": skipped}


def _day(one: Features) -> str | None:
    return one.gist.day.isoformat() if one.gist.day else None


def _packed(one: Features) -> str:
    return json.dumps([one.report, one.gist.weights, _day(one), one.title, one.published], ensure_ascii=False)


def _unpacked(text: str) -> Features:
    report, weights, day, title, published = json.loads(text)
    return Features(Gist(report, weights, date.fromisoformat(day) if day else None), title, published)


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
    window = [_features(order, number) for number in range(begin, end)]
    found = list(near(window, first - begin))
    keep(
        path,
        a=np.asarray([begin + a for a, _, _ in found], np.uint32),
        b=np.asarray([begin + b for _, b, _ in found], np.uint32),
        alike=np.asarray([value for _, _, value in found], np.float64),
    )
    return {"skipped": skipped}


def _begin(days: NDArray[np.int32], first: int, end: int) -> int:
    """The first report that can be near one of a block; one without a day can be near any."""
    if UNDATED in days[first:end]:
        return 0
    dated = days[:first]
    return int(np.searchsorted(dated, int(days[first]) - DAYS))


def _features(order: Order, number: int) -> Features:
    """What was kept of a report, under the id that no other has."""
    kept, row = order.home(number)
    found = _unpacked(kept.text("features", row))
    return replace(found, gist=replace(found.gist, report=order.name(number)))


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
    chain = _chains(count, zip(a[alike >= SAME].tolist(), b[alike >= SAME].tolist(), strict=True))
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
        alike = {(place[a], place[b]): float(value) for a, b, value in ties}
        reports = [_features(order, number) for number in numbers]
        when = {one.report: one.published for one in reports}
        for story in sorted(grouped(reports, alike), key=lambda one: (when[one.reports[0]] or "9999", one.id)):
            yield {
                "id": story.id, "title": story.title, "published": when[story.reports[0]], "why": story.why,
                "reports": list(story.reports),
            }  # fmt: skip
