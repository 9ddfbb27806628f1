"""A set of reports judged in steps: the same as one index that takes them in one portion."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from onrecord.reuse.index import Reuse, ReuseIndex, Text, shared
from onrecord.reuse.shelf import Posts
from onrecord.reuse.whole import met, numbered, printed
from tests.reuse.words import passage


def texts(count: int) -> list[Text]:
    """Reports of some months: copies, lifts, a line that many weeks have, and some without a day."""
    draw = random.Random(8)
    foot = passage(draw, 20)
    wires = [passage(draw, 50) for _ in range(count // 4)]
    made = []
    for number in range(count):
        wire = wires[number // 4]
        body = draw.choice((wire, " ".join(wire.split()[8:40]), passage(draw, 30), f"{wire} {wire}"))
        day = (date(2031, 1, 1) + timedelta(number)).isoformat() if number % 9 else None
        made.append(Text(f"{number:03d}", f"{passage(draw, 10)} {body} {foot}", day))
    return made


def in_steps(reports: list[Text], sizes: list[int], cuts: list[int]) -> list[Reuse]:
    """What is found when the reports are printed in portions of these sizes, and their runs judged in these ranges."""
    begins = np.cumsum([0, *sizes])
    portions = [reports[a:b] for a, b in pairwise(begins)]
    read = [printed([one.text for one in portion]) for portion in portions]
    posts = [
        numbered(one.posts, np.arange(a, a + n, dtype=np.uint32))
        for one, a, n in zip(read, begins, sizes, strict=False)
    ]
    days = [date.fromisoformat(one.day).toordinal() // 7 if one.day else -1 for one in reports]
    weeks = np.asarray(days, np.int32)
    found: list[Reuse] = []
    ends = [0, *cuts, 1 << 64]
    judged = [
        met([Posts(*(column[_within(one.value, low, high)] for column in one)) for one in posts], weeks)
        for low, high in pairwise(ends)
    ]
    seeds = type(judged[0][0])(*(np.concatenate(column) for column in zip(*(one for one, _ in judged), strict=True)))
    standing = np.sort(np.concatenate([one for _, one in judged]))
    words = np.concatenate([one.words for one in read])
    first = np.cumsum([0, *(n for one in read for n in np.diff(one.begins))])
    found += shared(seeds, standing, words, first, [one.id for one in reports])
    return found


def _within(values: np.ndarray, low: int, high: int) -> np.ndarray:
    return np.asarray([low <= one < high for one in values.tolist()], bool)


def test_steps_give_what_one_portion_gives() -> None:
    """Portions of any size and ranges of any width give the pairs of one index, in its order."""
    reports = texts(80)
    want = ReuseIndex().add(reports)
    assert len(want) > 30
    for sizes, cuts in (([80], []), ([13, 40, 27], [1 << 58, 1 << 60, 1 << 62])):
        assert in_steps(reports, sizes, cuts) == want


def test_a_line_of_many_weeks_is_standing_in_the_first_of_them() -> None:
    """Knowing the whole set, the line that all share pairs no two reports, whatever order of portions."""
    reports = texts(80)
    foot = set(reports[0].text.split()[-20:])
    for one in in_steps(reports, [40, 40], [1 << 61]):
        new = next(text for text in reports if text.id == one.new).text.split()
        told = {word for at, _, count in one.runs for word in new[at : at + count]}
        assert not told <= foot
