"""Dossiers: queries that stay, alerts that are kept once, and who was told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import Damaged, DossierError, NotFound
from onrecord.model.dossier import Evidence, Query
from onrecord.model.spans import Citation
from onrecord.store.sqlite import SqliteStore
from tests.store import made


def filled(store: SqliteStore) -> SqliteStore:
    """The store with two reports."""
    for entry in (made.entry("a"), made.entry("b", made.TEXT + "More.\n")):
        store.add(made.document(entry), entry)
    return store


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """A record in memory with two reports and a dossier in which one alert was known at the start."""
    with SqliteStore() as store:
        filled(store).add_dossier(made.dossier(), [made.alert("a-0", start=True)])
        yield store


def test_a_dossier_comes_out_as_it_went_in(store: SqliteStore) -> None:
    """A dossier keeps its name, its query and when it was made, and all dossiers come by name."""
    other = made.dossier("bridge", query=Query())
    store.add_dossier(other)
    assert store.dossiers() == (other, made.dossier())


def test_an_alert_comes_out_as_it_went_in(store: SqliteStore) -> None:
    """An alert keeps its words, its evidence and every citation, and those of the start come first."""
    store.notice("valley", [made.alert()])
    assert store.alerts("valley") == (made.alert("a-0", start=True), made.alert())


def test_a_taken_name_is_refused(store: SqliteStore) -> None:
    """A second dossier of one name is an error, and the first stays as it is."""
    with pytest.raises(DossierError, match="'valley' already"):
        store.add_dossier(made.dossier(query=Query()))
    assert store.dossiers() == (made.dossier(),)


def test_an_alert_is_kept_once(store: SqliteStore) -> None:
    """An alert that is kept stays as it was first noticed."""
    store.notice("valley", [made.alert()])
    store.notice("valley", [made.alert(noticed="2025-03-09T10:00:00+00:00", title="other")])
    assert store.alerts("valley")[-1] == made.alert()


def test_each_receiver_is_told_apart(store: SqliteStore) -> None:
    """What one receiver was told another was not; what was known at the start is told to nobody."""
    store.notice("valley", [made.alert(), made.alert("a-2")])
    store.tell("valley", ["a-1"], "reader", "2025-03-05T10:00:00+00:00")
    assert [one.id for one in store.alerts("valley", "reader")] == ["a-2"]
    assert [one.id for one in store.alerts("valley", "webhook 1")] == ["a-1", "a-2"]


def test_told_twice_keeps_the_first_time(tmp_path: Path) -> None:
    """A receiver who is told again was told when first told."""
    path = tmp_path / "r.onrecord"
    with SqliteStore(path) as store:
        filled(store).add_dossier(made.dossier())
        store.notice("valley", [made.alert()])
        for at in ("2025-03-05T10:00:00+00:00", "2025-03-06T10:00:00+00:00"):
            store.tell("valley", ["a-1", "a-9"], "reader", at)
        assert store.verify().ok
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT at FROM dossier_told").fetchall() == [("2025-03-05T10:00:00+00:00",)]


def test_one_alert_id_may_be_in_two_dossiers(store: SqliteStore) -> None:
    """Two dossiers may notice the same, and each is told of it."""
    store.add_dossier(made.dossier("bridge"))
    store.notice("valley", [made.alert()])
    store.notice("bridge", [made.alert(dossier="bridge")])
    store.tell("valley", ["a-1"], "reader", "2025-03-05T10:00:00+00:00")
    assert store.alerts("valley", "reader") == ()
    assert [one.id for one in store.alerts("bridge", "reader")] == ["a-1"]


def test_removing_takes_all_of_it_and_no_more(tmp_path: Path) -> None:
    """A dossier that is removed leaves no alert, no telling and no citation behind, and another stays whole."""
    path = tmp_path / "r.onrecord"
    with SqliteStore(path) as store:
        before = filled(store).verify().checked["citations"]
        store.add_dossier(made.dossier(), [made.alert("a-0", start=True)])
        store.add_dossier(made.dossier("bridge"))
        store.notice("valley", [made.alert()])
        store.notice("bridge", [made.alert(dossier="bridge")])
        store.tell("valley", ["a-1"], "reader", "2025-03-05T10:00:00+00:00")
        store.remove_dossier("valley")
        assert store.alerts("bridge") == (made.alert(dossier="bridge"),)
        assert store.verify().ok
        store.remove_dossier("bridge")
        found = store.verify()
    assert found.ok
    assert found.checked["citations"] == before
    with closing(sqlite3.connect(path)) as file:
        for table in ("dossiers", "dossier_alerts", "dossier_evidence", "dossier_told"):
            assert file.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("ask", ["remove_dossier", "alerts"])
def test_a_dossier_that_is_not_there_is_an_error(store: SqliteStore, ask: str) -> None:
    """A name without a dossier is an error that names the nearest."""
    with pytest.raises(NotFound, match="Nearest: valley"):
        getattr(store, ask)("vallei")


def test_words_that_are_not_the_reports_are_refused(store: SqliteStore) -> None:
    """An alert that cites other words than the report's is not kept, nor any that came with it."""
    wrong = replace(made.alert("a-2"), evidence=(Evidence("x", (Citation("a", 0, 5, "Tolks"),)),))
    with pytest.raises(Damaged):
        store.notice("valley", [made.alert(), wrong])
    assert [one.id for one in store.alerts("valley")] == ["a-0"]


def test_a_reading_made_anew_leaves_alerts(store: SqliteStore) -> None:
    """What was told stays with its citations whatever is read or derived anew."""
    store.notice("valley", [made.alert()])
    a, b = store.entries()
    store.replace_reading(a)
    store.set_relations(made.relations(a, b), store.current_basis())
    assert store.alerts("valley")[-1] == made.alert()
    assert store.entries() == (a, b)
    assert store.verify().ok


def test_the_digest_has_the_queries_alone() -> None:
    """A query is a decision and part of the digest; when it was made and what was told are not."""
    with SqliteStore() as one, SqliteStore() as other:
        none = filled(one).digest()
        one.add_dossier(made.dossier(), [made.alert("a-0", start=True)])
        filled(other).add_dossier(made.dossier(made="2026-01-01T00:00:00+00:00"))
        assert one.digest() == other.digest() != none
        other.remove_dossier("valley")
        assert other.digest() == none


def test_a_change_behind_its_back_names_the_dossier(tmp_path: Path) -> None:
    """A query, a telling or an alert that was changed or taken out is damage of the dossier that it belongs to."""
    path = tmp_path / "r.onrecord"
    with SqliteStore(path) as store:
        filled(store).add_dossier(made.dossier())
        store.notice("valley", [made.alert()])
        store.tell("valley", ["a-1"], "reader", "2025-03-05T10:00:00+00:00")
    whole = path.read_bytes()
    for change in (
        "UPDATE dossiers SET words = 'Senn valleys'",
        "UPDATE dossier_alerts SET title = 'Tarvia on territory: accepts'",
        "DELETE FROM dossier_told",
        "UPDATE dossier_told SET receiver = 'reader 2'",
        "DELETE FROM dossier_evidence WHERE number = 2",
    ):
        path.write_bytes(whole)
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute(change)
        with SqliteStore(path) as store:
            damages = [str(one) for one in store.verify().damages]
        assert any("dossier valley: what is kept does not match its seal" in one for one in damages), change


def test_a_dossier_taken_out_behind_its_back_is_damage(tmp_path: Path) -> None:
    """A dossier whose row is gone is reported although no other row names it."""
    path = tmp_path / "r.onrecord"
    with SqliteStore(path) as store:
        store.add_dossier(made.dossier())
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("DELETE FROM dossiers")
    with SqliteStore(path) as store:
        assert "the dossiers together" in str(store.verify().damages[0])


_text = made.letters.filter(bool)


@given(
    name=_text, words=made.letters, parties=st.lists(_text, max_size=2).map(tuple), title=made.letters,
    marks=st.lists(made.letters, max_size=3).map(tuple), receiver=st.sampled_from(["reader", "webhook 0a"]),
)  # fmt: skip
@settings(max_examples=40)
def test_any_dossier_and_alert_come_out_equal(
    name: str, words: str, parties: tuple[str, ...], title: str, marks: tuple[str, ...], receiver: str
) -> None:
    """Whatever characters a query, an alert or its marks hold, they are the same after they were kept, and verify."""
    dossier = made.dossier(name, query=Query(words, parties, (words,), None, "2025-03-01"))
    alert = made.alert(dossier=name, title=title, why=words, marks=marks, values=marks)
    with SqliteStore() as store:
        filled(store).add_dossier(dossier)
        store.notice(name, [alert])
        assert (store.dossiers(), store.alerts(name)) == ((dossier,), (alert,))
        store.tell(name, [alert.id], receiver, "2025-03-05T10:00:00+00:00")
        assert store.alerts(name, receiver) == ()
        assert store.verify().ok
