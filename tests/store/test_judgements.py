"""Judgements: appended, never changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DatabaseError

from onrecord.errors import DateError
from onrecord.store import connections, judgements
from onrecord.store.tables import TableStore
from tests.places import Place
from tests.store import made


@pytest.fixture
def store(place: Place) -> Iterator[TableStore]:
    """A record with two judgements of the same second."""
    with place.fresh() as store:
        store.judge(made.judgement(verdict="reject"))
        store.judge(made.judgement(verdict="accept"))
        yield store


def test_judgements_of_one_second_keep_their_order(store: TableStore) -> None:
    """The latest decision is the one that was made last, also within a second."""
    assert [judgement.verdict for judgement in store.judgements()] == ["reject", "accept"]


def test_the_same_judgement_is_kept_once(store: TableStore) -> None:
    """One that is taken over twice, at once or later, is there once, and the record proves whole."""
    before = store.judgements()
    store.judge(before[0])
    assert store.judgements() == before
    assert store.verify().ok


def test_judgements_are_in_order_of_time_across_zones(store: TableStore) -> None:
    """A decision made earlier by the clock of another zone comes first."""
    store.judge(made.judgement(at="2025-03-04T10:30:00+01:00", note="earlier"))
    assert store.judgements()[0].note == "earlier"


@pytest.mark.parametrize("at", ["yesterday", "2025-03-04T10:00:00"])
def test_a_judgement_needs_a_time_with_a_zone(store: TableStore, at: str) -> None:
    """A time that cannot be placed is refused."""
    with pytest.raises(DateError):
        store.judge(made.judgement(at=at))


@pytest.mark.parametrize("change", ["UPDATE judgements SET verdict = 'accept'", "DELETE FROM judgements"])
def test_the_database_itself_refuses_to_change_a_judgement(store: TableStore, change: str) -> None:
    """Neither Onrecord nor any program that opens the database can change or remove a judgement by accident."""
    with pytest.raises(DatabaseError, match="only ever added"), connections.writing(store._engine) as connection:
        connection.exec_driver_sql(change)
    assert len(store.judgements()) == 2


def test_a_judgement_taken_out_is_noticed(store: TableStore, place: Place) -> None:
    """Even where the guard is passed by, a missing judgement shows, because each is sealed with the one before."""
    past = (
        "DROP TRIGGER judgements_keep_delete"
        if place.name == "file"
        else "SET LOCAL session_replication_role = replica"
    )
    with connections.writing(store._engine) as connection:
        connection.exec_driver_sql(past)
        connection.exec_driver_sql("DELETE FROM judgements WHERE number = 1")
    (damage,) = store.verify().damages
    assert damage.where == "judgements 2"


def test_a_judgement_that_failed_leaves_no_gap(store: TableStore) -> None:
    """A decision that was not kept in the end takes no number, so none looks taken out."""
    with store._engine.connect() as connection, connection.begin() as transaction:
        judgements.append(connection, made.judgement())
        transaction.rollback()
    store.judge(made.judgement())
    assert store.verify().ok
