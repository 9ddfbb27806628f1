"""Adding reports: once is enough, facts fill gaps, contradictions are refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.errors import Conflict, Damaged, NotFound
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Given, Report
from onrecord.model.spans import Span
from onrecord.store.protocol import Store
from tests.places import Place
from tests.store import made


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An empty record in memory."""
    with place.fresh() as empty:
        yield empty


def test_adding_again_changes_nothing(store: Store) -> None:
    """The same report a second time is unchanged, also from a file of another name."""
    entry = made.entry()
    store.add(made.document(entry), entry)
    before = store.digest()
    assert store.add(made.document(entry, name="copy.txt"), entry) == "unchanged"
    assert store.digest() == before


def test_a_new_fact_fills_a_gap(store: Store) -> None:
    """A date that was not known is taken over with the reading that came of it."""
    entry, dated = made.entry(), made.entry(published="2025-03-03")
    store.add(made.document(entry), entry)
    assert store.add(made.document(dated, Given(published="2025-03-03")), dated) == "updated"
    assert store.entry("r1") == dated
    assert store.document("r1").given.published == "2025-03-03"
    assert store.verify().ok


def test_fewer_facts_than_known_change_nothing(store: Store) -> None:
    """The same words without the facts given before leave those facts."""
    dated = made.entry(published="2025-03-03")
    store.add(made.document(dated, Given(published="2025-03-03")), dated)
    bare = made.entry()
    assert store.add(made.document(bare), bare) == "unchanged"
    assert store.entry("r1").report.published == "2025-03-03"


def test_a_contradicting_fact_is_refused_with_both_values(store: Store) -> None:
    """Another outlet for the same report is a conflict that names report, both values and a way out."""
    entry = made.entry()
    store.add(made.document(entry, Given(outlet="Osmara Post")), entry)
    with pytest.raises(Conflict, match=r"r1.*'Osmara Post'.*'Tarvia Times'.*id of its own"):
        store.add(made.document(entry, Given(outlet="Tarvia Times")), entry)


def test_other_words_under_a_known_id_are_refused(store: Store) -> None:
    """An id that is taken by another text is a conflict, and the first text stays."""
    entry, other = made.entry(), made.entry(text="Something else.\n")
    store.add(made.document(entry), entry)
    with pytest.raises(Conflict, match="other words"):
        store.add(made.document(other), other)
    assert store.entry("r1") == entry


def test_facts_filled_in_meanwhile_are_not_lost(store: Store) -> None:
    """A report read before another process gave it a date cannot replace the dated one; it is to be added again."""
    dated, named = made.entry(published="2025-03-03"), made.entry(outlet="Osmara Post")
    store.add(made.document(dated, Given(published="2025-03-03")), dated)
    with pytest.raises(Conflict, match=r"published.*Add it again"):
        store.add(made.document(named, Given(outlet="Osmara Post")), named)


def test_the_same_words_in_two_outlets_are_two_reports(store: Store) -> None:
    """Two ids with one text are two reports that share a revision."""
    one, other = made.entry("a"), made.entry("b")
    assert [store.add(made.document(entry), entry) for entry in (one, other)] == ["added", "added"]
    assert store.entries() == (one, other)


def test_a_span_that_is_not_the_text_is_refused(store: Store) -> None:
    """Nothing is stored of a reading whose citation does not match the text."""
    entry = made.entry(text="He said no.\n")
    wrong = Entry(Report("r1", entry.report.sha256, entry.report.text, agency_credit=Span(0, 2, "It")), entry.reading)
    with pytest.raises(Damaged, match="agency_credit"):
        store.add(made.document(wrong), wrong)
    assert store.report_ids() == ()


def test_a_document_of_another_text_is_refused(store: Store) -> None:
    """Bytes that gave another text than the report's cannot be its source."""
    entry = made.entry()
    with pytest.raises(Damaged, match="different texts"):
        store.add(made.document(made.entry(text="Else.\n")), entry)


def test_a_reading_can_be_replaced(store: Store) -> None:
    """A newer reader's reading takes the place of the old one, and the basis of what is derived changes."""
    entry = made.entry()
    store.add(made.document(entry), entry)
    before = store.current_basis()
    newer = Entry(entry.report, Reading("r1", Reader("2"), (None, None)))
    store.replace_reading(newer)
    assert store.entry("r1") == newer
    assert store.current_basis() != before
    assert store.verify().ok


def test_a_reading_of_nothing_on_record_is_refused(store: Store) -> None:
    """Replacing the reading of an unknown report names the nearest known."""
    entry = made.entry("talks-1")
    store.add(made.document(entry), entry)
    with pytest.raises(NotFound, match="talks-1"):
        store.replace_reading(made.entry("talks-2"))


@pytest.mark.parametrize("ask", ["entry", "document"])
def test_an_unknown_report_is_an_error(store: Store, ask: str) -> None:
    """Asking for a report that is not there says so."""
    with pytest.raises(NotFound, match="no report 'x'"):
        getattr(store, ask)("x")


def test_membership(store: Store) -> None:
    """Whether a report is on record can be asked by id."""
    entry = made.entry()
    store.add(made.document(entry), entry)
    assert ("r1" in store, "r2" in store, 1 in store) == (True, False, False)


def test_relations_of_unknown_reports_are_refused(store: Store) -> None:
    """What names a report that is not on record is not kept, and what was kept before stays."""
    a, b = made.entry("a"), made.entry("b")
    for entry in (a, b):
        store.add(made.document(entry), entry)
    kept = made.relations(a, b)
    store.set_relations(kept, "one")
    with pytest.raises(NotFound, match="no report 'c'"):
        store.set_relations(made.relations(a, made.entry("c")), "two")
    assert (store.relations(), store.basis()) == (kept, "one")


def test_an_update_leaves_what_holds_between_reports_until_it_is_derived_anew(store: Store) -> None:
    """Relations stay as they were when a report's facts change, and are seen to be out of date by their basis."""
    a, b = made.entry("a"), made.entry("b")
    for entry in (a, b):
        store.add(made.document(entry), entry)
    store.set_relations(made.relations(a, b), store.current_basis())
    dated = made.entry("a", published="2025-03-03")
    store.add(made.document(dated, Given(published="2025-03-03")), dated)
    assert store.relations() == made.relations(a, b)
    assert store.basis() != store.current_basis()
