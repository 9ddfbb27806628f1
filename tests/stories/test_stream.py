"""Stories as they form: the set of reports decides, never the order in which they come."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.stories.features import WORD_SCALE, Features
from onrecord.stories.likeness import DAYS, FLOOR, ONE, likeness
from onrecord.stories.stream import Stories, partition

DAY = 740_000


def told(id: str, words: str, day: int | None = DAY) -> Features:
    """Features of a report of equally telling words, one letter each, that mean what their letters are."""
    numbers = sorted({ord(one) for one in words})
    weight = round(WORD_SCALE / len(numbers) ** 0.5)
    vector = np.zeros(384, np.int8)
    vector[numbers] = round(127 / len(numbers) ** 0.5)
    return Features(
        id, day, np.asarray(numbers, np.uint32), np.full(len(numbers), weight, np.int64), vector, tuple(words)
    )


def stories(*reports: Features) -> list[tuple[str, ...]]:
    """The stories of reports that come at once."""
    return partition(reports, {})


def test_likeness_is_the_same_both_ways_and_whole_numbers() -> None:
    """How alike two reports are depends on the two alone and is exact."""
    one, other = told("a", "abcdefgh"), told("b", "abcdwxyz")
    assert likeness(one, other) == likeness(other, one)
    assert isinstance(likeness(one, other), int)
    assert FLOOR < likeness(one, other) < likeness(one, told("c", "abcdefgh")) < ONE


def test_days_between_take_off_and_a_month_parts() -> None:
    """The further apart two reports are published the less alike they are; beyond the window not at all."""
    values = [likeness(told("a", "abcdefgh"), told("b", "abcdefgh", DAY + days)) for days in (0, 1, 5, DAYS, DAYS + 1)]
    assert values == sorted(values, reverse=True)
    assert values[-2] > 0 == values[-1]


def test_a_report_without_a_day_is_compared_with_all() -> None:
    """A missing day costs little and keeps no report out."""
    assert likeness(told("a", "abcdefgh", None), told("b", "abcdefgh", DAY)) > FLOOR
    assert likeness(told("a", "abcdefgh", None), told("b", "abcdefgh", None)) > FLOOR


def test_what_all_the_news_around_shares_does_not_join() -> None:
    """Half the words in common is one story in quiet news, and none where ten other reports share them as well."""
    pair = [told("a", "abcdefgh"), told("b", "abcdefxy")]
    assert stories(*pair) == [("a", "b")]
    crowd = [told(f"n{number}", "abcde" + chr(0x100 + number) + "fgh"[number % 3]) for number in range(10)]
    assert ("a", "b") not in [tuple(set(one) & {"a", "b"}) for one in stories(*pair, *crowd) if len(one) == 2]


def test_a_development_that_many_report_on_stays_whole() -> None:
    """Thirty reports that are very alike are one story, however near they all are to each other."""
    reports = [told(f"r{number:02}", "abcdefghijkl" + chr(0x100 + number)) for number in range(30)]
    assert [len(one) for one in stories(*reports)] == [30]


def test_a_late_report_joins_what_it_bridges() -> None:
    """Two stories become one when a report comes that is like both, and are two again without it."""
    left, right, bridge = told("a", "abcdef"), told("c", "ghijkl"), told("b", "abcdefghijkl")
    assert stories(left, right) == [("a",), ("c",)]
    growing = Stories()
    growing.add([left])
    growing.add([right])
    growing.add([bridge])
    assert list(growing.stories()) == stories(bridge, right, left)


def test_a_report_that_comes_again_changes_nothing() -> None:
    """Taking in a report twice is taking it in once."""
    growing = Stories()
    growing.add([told("a", "abc"), told("a", "xyz")])
    growing.add([told("a", "xyz")])
    assert len(growing) == 1
    assert "a" in growing


def test_the_nearest_is_of_the_same_story() -> None:
    """A report names the one of its story that it is most alike to; alone it names none."""
    growing = Stories()
    growing.add([told("a", "abcdefgh"), told("b", "abcdefgx"), told("c", "abcdefgh"), told("d", "mnopq")])
    nearest = growing.nearest("a")
    assert nearest is not None
    assert nearest[0] == "c"
    assert growing.nearest("d") is None
    assert growing.story_of("b") == ("a", "b", "c")


LETTERS = st.text("abcdefghijklmn", min_size=1, max_size=10)
REPORTS = st.lists(st.tuples(LETTERS, st.none() | st.integers(DAY, DAY + 40)), min_size=1, max_size=14)


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.lists(st.integers(0, 14), max_size=3))
def test_any_order_and_any_portions_give_the_same_stories(found: list, random: object, cuts: list[int]) -> None:
    """One by one, in portions or at once, in any order: the stories are the same, and hold each report once."""
    reports = [told(f"r{number:02}", words, day) for number, (words, day) in enumerate(found)]
    expected = stories(*reports)
    assert sorted(id for one in expected for id in one) == [one.report for one in reports]
    random.shuffle(reports)
    growing = Stories()
    bounds = [0, *sorted(cuts), len(reports)]
    for start, end in pairwise(bounds):
        growing.add(reports[start:end])
    assert list(growing.stories()) == expected
    single = Stories()
    for one in reports:
        single.add([one])
    assert list(single.stories()) == expected
