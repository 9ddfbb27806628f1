"""The order of rows by several columns is that of a plain sort, however they are ordered."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reuse import order as module
from onrecord.reuse.order import by_hash, in_groups, ordered

ROW = st.tuples(st.integers(-3, 3), st.sampled_from([0, 5, 2**20, 2**40]), st.sampled_from([-1, 7, 2**30]))


@given(st.lists(ROW, max_size=40), st.sampled_from([1, 1000]))
def test_rows_are_ordered_as_by_a_plain_sort(rows: list[tuple[int, int, int]], few: int) -> None:
    """Rows come by their keys, equal ones as given, whether their keys have room in one number or not."""
    keys = [np.asarray([row[at] for row in rows], np.int64) for at in range(3)]
    kept = module.FEW
    try:
        module.FEW = few
        found = ordered(*keys).tolist()
    finally:
        module.FEW = kept
    assert found == sorted(range(len(rows)), key=lambda number: rows[number])


@pytest.mark.parametrize("kind", [np.uint64, np.int32])
def test_keys_of_any_kind_are_taken(kind: type) -> None:
    """Keys of other kinds of whole numbers order rows too, and so do the least and greatest of them."""
    low, top = int(np.iinfo(kind).min), int(np.iinfo(kind).max)
    draw = random.Random(1)
    values = [draw.choice([low, top - 50]) + draw.randrange(50) for _ in range(3000)]
    other = [draw.randrange(9) for _ in values]
    found = ordered(np.asarray(values, kind), np.asarray(other)).tolist()
    assert found == sorted(range(len(values)), key=lambda number: (values[number], other[number]))


@given(st.lists(st.sampled_from([0, 1, 2, 3, 2**63, 2**63 + 1, 2**64 - 1]), max_size=40))
def test_hashes_are_ordered_though_they_differ_in_the_lowest_bits_alone(values: list[int]) -> None:
    """Hashes come in order and equal ones as given, also where the bits that give way to the row number decide."""
    found = by_hash(np.asarray(values, np.uint64)).tolist()
    assert found == sorted(range(len(values)), key=lambda number: values[number])


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 4))
def test_groups_are_those_of_equal_values(values: list[int], least: int) -> None:
    """What stands in a group of so many equal values is told, and nothing else."""
    values.sort()
    found = in_groups(np.asarray(values, np.int64), least).tolist()
    assert found == [values.count(one) >= least for one in values]
