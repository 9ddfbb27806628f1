"""The words of a report's account as they are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.lineage.material import PLACES, SHINGLE, has_account, material
from onrecord.model.report import Block
from tests.lineage.made import WIRE, entry

WORDS = st.lists(st.sampled_from(["grain", "bridge", "convoy", "river"]), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_runs_that_two_have_are_found_with_their_first_places(a: str, b: str) -> None:
    """Of each five words in a row that both have, the first few places in the one stand with those in the other."""
    one, other = material(entry(a, id="a")), material(entry(b, id="b"))

    def places(keys: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
        runs = [keys[at : at + SHINGLE] for at in range(len(keys) - SHINGLE + 1)]
        return {run: [at for at, same in enumerate(runs) if same == run][:PLACES] for run in runs}

    here, there = places(one.keys), places(other.keys)
    expected = {(i, j) for run in here.keys() & there.keys() for i in here[run] for j in there[run]}
    found = list(one.shingles.common(other.shingles))
    assert (set(found), len(found)) == (expected, len(expected))


def test_letters_that_look_alike_are_read_as_what_they_seem() -> None:
    """A word with letters of another script among its Latin ones is the word that a reader sees; others stay."""
    made = material(entry("The K\u0435ssel brid\u200bge and Москва", id="a"))
    assert made.keys == ("the", "kessel", "bridge", "and", "москва")
    assert made.report.text[made.starts[1] : made.ends[1]] == "K\u0435ssel"


def test_captions_and_marks_are_no_account() -> None:
    """A report of captions, or of marks alone, tells nothing in words of its own."""
    assert has_account(entry(WIRE, id="a").report)
    assert not has_account(entry("— … —", id="a").report)
    assert not has_account(entry(WIRE, id="a", blocks=(Block("caption", 0, len(WIRE) - 1),)).report)
