"""Which of many reports may be about the same: those that comparing each with each finds."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.lineage.likely import likely
from onrecord.text.matter import cosine, gist
from tests.factories import report

WORDS = "grain bridge convoy river harbour choir whales quarry honey"
texts = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)
days = st.none() | st.sampled_from(["2031-01-01", "2031-03-01", "2031-09-01"])


@given(st.lists(st.tuples(texts, days), max_size=7))
def test_it_finds_what_comparing_each_with_each_finds(made: list[tuple[str, str | None]]) -> None:
    """No pair that is alike and near in time is left out, and none that is far from it is in."""
    gists = [gist(report(f"The {text} today.", id=str(at), published=day)) for at, (text, day) in enumerate(made)]

    def apart(a: int, b: int) -> int:
        one, other = gists[a].day, gists[b].day
        return abs((one - other).days) if one and other else 0

    exact = [
        (a, b) for a, b in combinations(range(len(gists)), 2) if cosine(gists[a], gists[b]) >= 0.4 and apart(a, b) <= 90
    ]
    assert list(likely(gists, 0.4, 90)) == exact
