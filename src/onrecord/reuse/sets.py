"""The pairs of a set of reports that share text, where the set is known as a whole and fits into memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.reuse.index import Reuse, Text, _week, shared
from onrecord.reuse.whole import met, printed


def at_once(reports: Sequence[Text]) -> Iterator[Reuse]:
    """Every pair of reports that shares text, as ``ReuseIndex`` finds it of reports that come in one portion.

    Args:
        reports: the reports, in the order by which the first few of each week are told.
    """
    read = printed([one.text for one in reports])
    weeks = np.asarray([_week(one.day) for one in reports], np.int32)
    seeds, standing = met([read.posts], weeks)
    yield from shared(seeds, standing, read.words, read.begins, [one.id for one in reports])
