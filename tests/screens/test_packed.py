"""Lines of a page as JSON and back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import Citation
from onrecord.screens.packed import Known, pack, text, unpack
from onrecord.views.page import Line, Run

WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
RUNS = st.lists(
    st.builds(Run, WORDS, st.sampled_from(["plain", "strong", "quiet", "value", "deleted", "inserted"])), max_size=3
).map(tuple)
CITATIONS = st.lists(st.builds(Citation, st.sampled_from("ab"), st.integers(0, 9), st.integers(10, 20), WORDS)).map(
    tuple
)
FACTS = st.dictionaries(WORDS, st.one_of(WORDS, st.integers(-9, 9), st.booleans(), st.none()), max_size=3)
SHOWN = st.one_of(st.none(), st.integers(0, 3))
LINES = st.recursive(
    st.builds(Line, RUNS, CITATIONS, WORDS, st.just(()), FACTS, SHOWN, SHOWN, RUNS),
    lambda inner: st.builds(Line, RUNS, CITATIONS, WORDS, st.lists(inner, max_size=2).map(tuple), FACTS, SHOWN, SHOWN),
    max_leaves=4,
)


@given(LINES)
def test_a_line_comes_back_as_it_was(one: Line) -> None:
    """Packing and unpacking gives the same line, with label, outlet and address of each citation."""
    known = Known()

    def named(citation: Citation) -> tuple[str, str | None, str | None]:
        return f"R{citation.report}", "Daily" if citation.report == "a" else None, f"https://x/{citation.start}"

    back = unpack(json.loads(text(pack(one, named))), known)
    assert back == one
    for citation in one.citations:
        assert known.labels[citation.report] == f"R{citation.report}"
        assert (citation.report in known.outlets) == (citation.report == "a")
        assert known.out[citation] == f"https://x/{citation.start}"
