"""A few hashes are found among many by marks exactly where a search by halves finds them."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reuse import lookup
from onrecord.reuse.index import Reuse, ReuseIndex, Text
from onrecord.reuse.lookup import AT_ONCE, LARGE, READ, found, marks, pays
from onrecord.reuse.prints import Hashes, Places
from tests.reuse.words import passage

TOP = 2**64 - 1


def hashes(seed: int, count: int, clumps: list[tuple[int, int]]) -> list[int]:
    """Numbers in order, spread as the least of a few are, with some of them many times."""
    draw = random.Random(seed)
    spread = [min(draw.getrandbits(64) for _ in range(draw.randrange(1, 12))) for _ in range(count)]
    return sorted(spread + [value for value, times in clumps for _ in range(times)])


def by_plain_search(ordered: list[int], values: list[int]) -> list[tuple[int, int]]:
    """What is to be found, one by one."""
    return [
        (number, place)
        for number, value in enumerate(values)
        for place in range(bisect_left(ordered, value), bisect_right(ordered, value))
    ]


@given(
    st.integers(0, 1000),
    st.integers(READ, 3000),
    st.lists(st.tuples(st.sampled_from([0, 1, 2**40, 2**63, TOP - 1, TOP]), st.integers(1, 200)), max_size=3),
)
def test_by_marks_is_found_what_a_plain_search_finds(seed: int, count: int, clumps: list[tuple[int, int]]) -> None:
    """Values that are there, once or often, their neighbours and the ends of all numbers are found alike."""
    ordered = hashes(seed, count, clumps)
    draw = random.Random(seed)
    near = [one + step for one in draw.sample(ordered, 20) for step in (-1, 0, 0, 1)]
    values = sorted({0, TOP, *(value for value, _ in clumps), *(one for one in near if 0 <= one <= TOP)})
    known, sought = np.asarray(ordered, np.uint64), np.asarray(values, np.uint64)
    for told in (None, marks(known)):
        which, where = found(known, sought, told)
        assert sorted(zip(which.tolist(), where.tolist(), strict=True)) == by_plain_search(ordered, values)


def test_most_are_found_by_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of evenly spread hashes hardly any is looked for by halves, or marks would gain nothing."""
    known = np.asarray(hashes(1, 100_000, []), np.uint64)
    sought = np.unique(np.concatenate((known[::100], known[50::100] + np.uint64(1))))
    asked: list[int] = []
    by_halves = lookup._by_halves

    def counted(ordered: Hashes, values: Hashes) -> tuple[Places, Places]:
        asked.append(len(values))
        return by_halves(ordered, values)

    monkeypatch.setattr(lookup, "_by_halves", counted)
    found(known, sought, marks(known))
    assert sum(asked) < len(sought) / 100


def test_marks_are_read_where_they_pay() -> None:
    """A few are looked for by marks among very many, but not by who comes for one report and goes."""
    few, many = 155, 10_000_000
    assert pays(few, many, so_far=100 * few)
    assert not pays(few, many, so_far=few)
    assert not pays(few, LARGE, so_far=TOP)
    assert not pays(many // 100, many, so_far=TOP)
    assert not pays(AT_ONCE + 1, 1000 * many, so_far=TOP)


def pairs(texts: list[Text], portion: int, marked: list[bool]) -> list[Reuse]:
    """What is found when the texts come in portions, and whether marks were made."""
    index = ReuseIndex()
    every = [one for at in range(0, len(texts), portion) for one in index.add(texts[at : at + portion])]
    marked.append(any("marks" in vars(segment) for segment in index._shelf.segments))
    return every


@pytest.mark.parametrize("portion", [1, 5])
def test_the_same_pairs_are_found_by_marks(portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies, lifts and standing text are the same, in the same order, whether segments have marks or not."""
    draw = random.Random(11)
    wires = [passage(draw, 120) for _ in range(8)]
    foot = passage(draw, 25)
    texts = [
        Text(str(at), f"{' '.join(draw.choice(wires).split()[: draw.randrange(20, 120)])} {passage(draw, 60)} {foot}",
             f"2031-{1 + at // 12:02}-{1 + at % 12:02}")
        for at in range(90)
    ]  # fmt: skip
    marked: list[bool] = []
    plain = pairs(texts, portion, marked)
    monkeypatch.setattr(lookup, "LARGE", READ)
    monkeypatch.setattr(lookup, "FOR_EACH", 1)
    assert pairs(texts, portion, marked) == plain != []
    assert marked == [False, True]
