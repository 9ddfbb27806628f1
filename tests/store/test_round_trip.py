"""What goes into a record comes out equal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.relations import Relations
from tests.places import Place
from tests.store import made


def test_a_report_comes_out_as_it_went_in(place: Place) -> None:
    """An entry with a value of every kind is the same after it was kept."""
    entry = made.entry(title="Talks to resume, Tarvia says", outlet="Osmara Post", published="2025-03-03")
    with place.fresh() as store:
        assert store.add(made.document(entry), entry) == "added"
        assert store.entry("r1") == entry


@given(data=st.data())
@settings(max_examples=40)
def test_any_entry_and_its_document_come_out_equal(place: Place, data: st.DataObject) -> None:
    """Whatever a reader may find, and whatever bytes it came from, is the same after it was kept, and verifies."""
    entry = data.draw(made.entries())
    document = data.draw(made.documents(entry))
    with place.fresh() as store:
        store.add(document, entry)
        assert store.entry("r1") == entry
        assert store.document("r1") == document
        assert store.verify().ok


@given(data=st.data())
@settings(max_examples=25)
def test_any_relations_come_out_equal(place: Place, data: st.DataObject) -> None:
    """Whatever may hold between reports is the same after it was kept, and verifies."""
    entries = tuple(data.draw(made.entries(id)) for id in ("r1", "r2"))
    relations = data.draw(made.related(entries))
    with place.fresh() as store:
        for entry in entries:
            store.add(made.document(entry), entry)
        store.set_relations(relations, store.current_basis())
        assert store.relations() == relations
        assert store.verify().ok


def test_relations_are_empty_before_they_are_set(place: Place) -> None:
    """A record in which nothing was derived has no relations and no basis."""
    with place.fresh() as store:
        assert store.relations() == Relations(())
        assert store.basis() is None


def test_entries_come_in_the_order_asked_for(place: Place) -> None:
    """Asking for reports by id gives them in that order; asking for all gives the order of publication."""
    late, early = made.entry("a", published="2025-03-04"), made.entry("b", published="2025-03-03T23:00:00+00:00")
    undated = made.entry("0")
    with place.fresh() as store:
        for entry in (undated, late, early):
            store.add(made.document(entry), entry)
        assert store.report_ids() == ("b", "a", "0")
        assert store.entries() == (early, late, undated)
        assert store.entries(["a", "b"]) == (late, early)
