"""Gists compared all at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.gists import Gists
from onrecord.text.matter import cosine, gist
from tests.factories import report

WORDS = ("pier", "mule", "harbour", "bakers", "flood", "sacks", "tolls", "ferry")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=6)


@given(texts, st.sampled_from((0.0001, 0.2, 0.5, 1.0)))
def test_the_same_are_alike_as_two_by_two(found: list[str], least: float) -> None:
    """The reports that are like one are those whose gists are, compared each with it alone."""
    gists = [gist(report(text or "-", id=f"r{n}")) for n, text in enumerate(found)]
    index = Gists(gists)
    for one in gists:
        near = [other.report for other in gists if other is not one and cosine(one, other) >= least]
        assert sorted(index.like(one.report, least)) == near
