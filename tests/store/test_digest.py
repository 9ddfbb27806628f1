"""The digest and the basis: the same for the same record, whatever the order it came in."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.reading import Entry
from tests.places import Place
from tests.store import made

ENTRIES = tuple(made.entry(id, published=f"2025-03-0{n}") for n, id in enumerate("abcd", 1))


def digest_of(place: Place, order: list[int], again: bool = False) -> str:
    """The digest of a record to which the entries were added in this order."""
    with place.fresh() as store:
        for n in order * (1 + again):
            store.add(made.document(ENTRIES[n], name=f"{len(order)}.txt"), ENTRIES[n])
        store.set_relations(made.relations(*ENTRIES[:2]), store.current_basis())
        return store.digest()


@given(order=st.permutations(range(4)), again=st.booleans())
@settings(max_examples=10)
def test_the_digest_does_not_depend_on_order(place: Place, order: list[int], again: bool) -> None:
    """The same reports in any order, once or twice, have one digest."""
    assert digest_of(place, order, again) == digest_of(place, [0, 1, 2, 3])


def test_the_digest_depends_on_every_part(place: Place) -> None:
    """A fact, a relation or a judgement more is another digest."""
    seen = set()
    with place.fresh() as store:
        for step in range(4):
            if step in (0, 1):
                store.add(made.document(ENTRIES[step]), ENTRIES[step])
            elif step == 2:
                store.set_relations(made.relations(*ENTRIES[:2]), store.current_basis())
            else:
                store.judge(made.judgement())
            seen.add(store.digest())
    assert len(seen) == 4


def test_the_basis_follows_reports_and_judgements(place: Place) -> None:
    """What relations are derived from changes with reports and judgements on who said what, not with other ones."""
    with place.fresh() as store:
        store.add(made.document(ENTRIES[0]), ENTRIES[0])
        store.add(made.document(ENTRIES[1]), ENTRIES[1])
        before = store.current_basis()
        store.set_relations(made.relations(*ENTRIES[:2]), before)
        assert store.basis() == store.current_basis() == before
        store.judge(made.judgement())
        assert store.current_basis() == before
        store.judge(made.judgement("r1/a1"))
        assert store.current_basis() != before


def test_equal_numbers_have_one_seal(place: Place) -> None:
    """A figure given as 12 or as 12.0 is the same figure, before and after it was kept."""
    entry = ENTRIES[0]
    with place.fresh() as store:
        store.add(made.document(entry), entry)
        kept: Entry = store.entry("a")
        store.replace_reading(kept)
        assert store.verify().ok
