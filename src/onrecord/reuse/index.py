"""The reuse index: for each new report the earlier ones that share words with it, at a cost that does not grow.

An inverted index over chosen five-word runs, with a rule for standing text: what an outlet or many outlets print again
week after week (footers, calls for subscribers, stock background) says nothing about copying. A run seen in ``WEEKS``
weeks is standing text. No run needs more postings than a few a week, so a wire report with hundreds of copies in one
week stays findable, and the index of a run does not depend on the order in which reports came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.extend import Runs, Seeds, extend
from onrecord.reuse.lookup import found, pays
from onrecord.reuse.order import by_hash, firsts, in_groups, ordered, place_in, ranges
from onrecord.reuse.prints import Hashes, Places, Prints, prints
from onrecord.reuse.shelf import FolderShelf, MemoryShelf, Posts, Shelf

#: Weeks in which a run is seen from which it is standing text; reports of one week whose postings are kept for it.
WEEKS, A_WEEK = 5, 2
#: Equal words that are no standing text, in one run or in all runs of two reports, from which they share text.
ONE_RUN, ALL_RUNS = 12, 24
#: Reports that are worked on at once.
BATCH = 2048
#: Segments of one size that are merged into one of the next.
MERGED = 4
#: Where the number of a report stands in a place; below it stands the word with which a run begins there.
REPORT, WORD = np.uint64(32), np.uint64(0xFFFFFFFF)
_UNDATED = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A report as the index takes it.

    Attributes:
        id: its id.
        text: its canonical text.
        day: ISO day of publication, if known.
    """

    id: str
    text: str
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Reuse:
    """Two reports that share text.

    Attributes:
        new: id of the report that came later into the index.
        old: id of the other.
        words: equal words, without standing text.
        longest: words of the longest run.
        runs: first word in the new report, in the old one, and number of words of each run, in the order of the new.
    """

    new: str
    old: str
    words: int
    longest: int
    runs: tuple[tuple[int, int, int], ...]


class ReuseIndex:
    """Finds for reports those that share text with them, among all that it was given before.

    Args:
        folder: where it is kept; it goes on with what is there. In memory if left out.
        shelf: what keeps it, in place of a folder.

    Raises:
        ReuseIndexError: what is in the folder is no index, or one that another version wrote.
    """

    def __init__(self, folder: Path | None = None, *, shelf: Shelf | None = None) -> None:
        self._shelf: Shelf = shelf or (FolderShelf(folder) if folder else MemoryShelf())
        self._looked_for = 0

    def __len__(self) -> int:
        return len(self._shelf.ids)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its reports, in order."""
        return tuple(self._shelf.ids)

    @property
    def size(self) -> int:
        """Bytes of the index: its postings and the words of its reports."""
        shelf = self._shelf
        postings = sum(one.value.nbytes + one.place.nbytes for one in shelf.segments)
        return int(postings + shelf.words.view.nbytes + shelf.weeks.view.nbytes + shelf.begins.view.nbytes)

    def add(self, texts: Sequence[Text], *, keep: bool = True) -> list[Reuse]:
        """Take reports in.

        Args:
            texts: the reports, whose ids are not in the index yet.
            keep: whether they are to last at once.

        Returns:
            Every pair of one of them with one before it, in the index or among them, that shares text.
        """
        found: list[Reuse] = []
        for at in range(0, len(texts), BATCH):
            found += self._add(texts[at : at + BATCH])
        if keep:
            self.keep()
        return found

    def keep(self) -> None:
        """Make all that was added lasting; what was added after the last time is not there when it is opened again."""
        self._shelf.keep()

    def close(self) -> None:
        """Let go of the folder, so that another process may have it."""
        self._shelf.close()

    def _add(self, texts: Sequence[Text]) -> Iterator[Reuse]:
        shelf = self._shelf
        first = len(shelf.ids)
        shelf.ids += [one.id for one in texts]
        shelf.weeks.append(np.asarray([_week(one.day) for one in texts], np.int32))
        read = prints([one.text for one in texts])
        base = len(shelf.words.view)
        shelf.words.append(read.words)
        shelf.begins.append(base + read.begins[1:])
        new = posts_of(read, first)
        seeds, standing = self._meet(new, first)
        self._keep(new)
        return self._shared(seeds, standing)

    def _meet(self, new: Posts, first: int) -> tuple[Seeds, Hashes]:
        """The places that new reports share with earlier ones, and those of their runs that are standing text."""
        begins = firsts(new.value)
        values, mine = new.value[begins], np.cumsum(begins) - 1
        rows, places = [], []
        self._looked_for += len(values)
        for segment in self._shelf.segments:
            by_marks = pays(len(values), segment.size, self._looked_for)
            met, at = found(segment.value, values, segment.marks if by_marks else None)
            rows.append(met)
            places.append(segment.place[at])
        row, place = np.concatenate([*rows, mine]), np.concatenate([*places, new.place])
        seeds, is_standing = judged(row, place, len(values), self._weeks_of, first)
        return seeds, new.place[is_standing[mine]]

    def _weeks_of(self, place: Hashes) -> NDArray[np.int32]:
        weeks: NDArray[np.int32] = self._shelf.weeks.view[(place >> REPORT).astype(np.int64)]
        return weeks

    def _keep(self, new: Posts) -> None:
        """Take postings in; segments of like size are merged, so that there are few however many reports there are."""
        shelf = self._shelf
        if not new.size:
            return
        shelf.add_segment(self._capped(new))
        while len(shelf.segments) >= MERGED and shelf.segments[-MERGED].size < 2 * MERGED * shelf.segments[-1].size:
            merged = (np.concatenate(column) for column in zip(*shelf.segments[-MERGED:], strict=True))
            shelf.merge_last(MERGED, self._capped(_merged(Posts(*merged))))

    def _capped(self, posts: Posts) -> Posts:
        """Postings, given by value: a few of each week, and of standing text only as many as show that it is."""
        kept = ~in_groups(posts.value, A_WEEK + 1)  # what so few reports have is within every bound
        several = np.flatnonzero(~kept)
        value, place = posts.value[several], posts.place[several]
        weeks = self._weeks_of(place)
        order = ordered(np.cumsum(firsts(value)), weeks, place >> REPORT)  # a report has a run once
        value, weeks, place = value[order], weeks[order], place[order]
        new_value = firsts(value)
        new_week = new_value | firsts(weeks)
        which = np.cumsum(new_week)
        many = np.diff(np.append(np.flatnonzero(new_value), len(value)))
        undated = np.repeat(weeks[new_value] == _UNDATED, many)  # a place beside the weeks, not one of them
        nth_week: Places = which - np.repeat(which[new_value], many)
        kept[several] = (place_in(new_week) < A_WEEK) & (nth_week < WEEKS + undated)
        posts.place[several] = place
        return Posts(posts.value[kept], posts.place[kept])

    def _shared(self, seeds: Seeds, standing: Hashes) -> Iterator[Reuse]:
        shelf = self._shelf
        return shared(seeds, standing, shelf.words.view, shelf.begins.view, shelf.ids)


def posts_of(read: Prints, first: int) -> Posts:
    """The postings of reports by value, each run of a report once.

    Args:
        read: the fingerprints of the reports.
        first: number of the first of them.
    """
    several = np.diff(np.searchsorted(read.chosen, read.begins))
    # What a report's words are moved by, and its number, are added in one step.
    base = (np.arange(first, first + len(several)) << int(REPORT)) - read.begins[:-1]
    return _once(_sorted(Posts(read.values, (read.chosen + np.repeat(base, several)).view(np.uint64))))


def judged(
    row: Places, place: Hashes, count: int, weeks_of: Callable[[Hashes], NDArray[np.int32]], first: int
) -> tuple[Seeds, NDArray[np.bool_]]:
    """What the places of runs say: which two reports have a run in common, and which runs are standing text.

    Args:
        row: number of the run of each place.
        place: where it stands.
        count: how many runs there are.
        weeks_of: gives the weeks of the reports of places.
        first: number of the first report that is to be paired with those before it.
    """
    often = np.bincount(row, minlength=count)
    met = np.flatnonzero((often > 1)[row])  # most runs are met once: the rest is about a few
    row, place = row[met], place[met]
    weeks = weeks_of(place)
    many = np.flatnonzero((often >= WEEKS)[row])
    is_standing = _distinct(row[many], weeks[many], count) >= WEEKS
    kept = np.flatnonzero(~is_standing[row])
    return _seeds(row[kept], place[kept], weeks[kept], first), is_standing


def shared(
    seeds: Seeds, standing: Hashes, words: NDArray[np.uint16], begins: Places, ids: Sequence[str]
) -> Iterator[Reuse]:
    """What seeds grow to, pair by pair, if that is enough.

    Args:
        seeds: places that two reports have in common.
        standing: places of standing text in the newer ones.
        words: the words of all reports as numbers.
        begins: where each report begins in them, and the number of all.
        ids: the ids of the reports.
    """
    runs = extend(seeds, words, begins)
    if not len(runs.new):
        return
    pair: Places = np.cumsum(firsts(runs.new) | firsts(runs.old))
    runs = runs.taken(ordered(pair, runs.at, runs.to))
    own = runs.length - _inside(runs, standing)
    first = np.flatnonzero(firsts(pair))
    fresh = _uncovered(pair, runs.at, runs.length)
    total = np.add.reduceat(own * fresh // runs.length, first)
    longest = np.maximum.reduceat(own, first)
    chosen = np.flatnonzero((longest >= ONE_RUN) | (total >= ALL_RUNS))
    count = np.diff(np.append(first, len(pair)))[chosen]
    first = first[chosen]
    rows = runs.taken(ranges(first, count))
    lines = list(zip(rows.at.tolist(), rows.to.tolist(), rows.length.tolist(), strict=True))
    ends = np.cumsum(count)
    columns = (runs.new[first], runs.old[first], total[chosen], longest[chosen], ends - count, ends)
    for new, old, own_words, most, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        yield Reuse(ids[new], ids[old], own_words, most, tuple(lines[begin:end]))


Range = tuple[int, int]


def passages(new: str, old: str, found: Reuse) -> list[tuple[Range, Range | None]]:
    """The shared passages of two texts, as ranges of code points in the new one and in the old one, in text order.

    Args:
        new: text of the newer report.
        old: text of the older; empty where it is not at hand, and then its ranges are not told.
        found: what the index found for them.
    """
    a, b = prints([new], offsets=True), prints([old], offsets=True) if old else None
    return [(_range(a, at, count), _range(b, to, count) if b else None) for at, to, count in found.runs]


def _range(text: Prints, first: int, count: int) -> Range:
    return int(text.starts[first]), int(text.ends[first + count - 1])


@lru_cache(maxsize=4096)  # most reports are of a day that others are of
def _week(day: str | None) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal() // 7 if day else _UNDATED
    except ValueError:
        return _UNDATED


def _sorted(posts: Posts) -> Posts:
    """Postings by value, those of one value in the order given."""
    order = by_hash(posts.value)
    return Posts(posts.value[order], posts.place[order])


def _merged(posts: Posts) -> Posts:
    """Postings of several segments by value: a sort that makes use of what is in order already."""
    order = np.argsort(posts.value, kind="stable")
    return Posts(posts.value[order], posts.place[order])


def _once(posts: Posts) -> Posts:
    """Postings by value without those of a run that its report has already had."""
    kept = firsts(posts.value) | firsts(posts.place >> REPORT)
    return Posts(posts.value[kept], posts.place[kept])


def _seeds(row: Places, place: Hashes, weeks: NDArray[np.int32], first: int) -> Seeds:
    """Each place in a new report with those of earlier ones for the same run: the first few of each week."""
    order = ordered(row, place >> REPORT)  # a report has a run once
    row, place, weeks = row[order], place[order], weeks[order]
    kept = np.ones(len(row), np.bool_)
    several = np.flatnonzero(in_groups(row, A_WEEK + 1))  # fewer are within the bound
    which, when = row[several], weeks[several]
    order = ordered(which, when)
    early = place_in(firsts(which[order]) | firsts(when[order])) < A_WEEK
    kept[several[order]] = early
    before: Places = np.cumsum(kept) - kept  # kept places before each, in all rows
    begins = firsts(row)
    fresh = np.flatnonzero((place >= np.uint64(first) << REPORT) & ~begins)
    start: Places = before[begins][np.cumsum(begins)[fresh] - 1]
    count: Places = before[fresh] - start
    return Seeds(place[np.repeat(fresh, count)], place[np.flatnonzero(kept)[ranges(start, count)]])


def _distinct(row: Places, weeks: NDArray[Any], count: int) -> Places:
    """In how many weeks the postings of each row are, without those of no day."""
    dated = weeks != _UNDATED
    pairs = np.sort(row[dated] << 32 | weeks[dated])
    found: Places = np.bincount(pairs[firsts(pairs)] >> 32, minlength=count)
    return found


def _uncovered(pair: Places, at: Places, length: Places) -> Places:
    """Words of each run that no run before it of the same pair has, runs in order of pair and place."""
    if not len(pair):
        return length
    far = np.int64(1) << np.int64(32)
    ends = pair * far + at + length
    before = np.concatenate(([0], np.maximum.accumulate(ends)[:-1]))
    fresh: Places = np.clip(ends - np.maximum(before, pair * far + at), 0, length)
    return fresh


def _inside(runs: Runs, standing: Hashes) -> Places:
    """Words of each run that are standing text, by the part of its chosen places that is."""
    if not len(standing) or not len(runs.new):
        return np.zeros(len(runs.new), np.int64)
    key = np.sort(standing).astype(np.int64)
    begin = runs.new << 32 | runs.at
    covered = np.zeros(len(runs.new), np.int64)
    low, high = np.searchsorted(key, begin), np.searchsorted(key, begin + runs.length)
    count = high - low
    rows = np.repeat(np.arange(len(runs.new)), count)
    words = (key[ranges(low, count)] & 0xFFFFFFFF) - runs.at[rows]
    reach = np.minimum(words + SPAN, runs.length[rows])
    before = np.concatenate(([0], np.where(rows[1:] == rows[:-1], reach[:-1], 0))) if len(rows) else reach
    np.add.at(covered, rows, np.maximum(0, reach - np.maximum(words, before)))
    return covered


#: Words that a standing run stands for: itself and, on average, what lies up to the next chosen one.
SPAN = 9
