"""Judgements: appended, never changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError

from onrecord.errors import DateError
from onrecord.store import connections
from onrecord.store.sqlite import SqliteStore
from tests.store import made


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """A record with two judgements of the same second."""
    with SqliteStore() as store:
        store.judge(made.judgement(verdict="reject"))
        store.judge(made.judgement(verdict="accept"))
        yield store


def test_judgements_of_one_second_keep_their_order(store: SqliteStore) -> None:
    """The latest decision is the one that was made last, also within a second."""
    assert [judgement.verdict for judgement in store.judgements()] == ["reject", "accept"]


def test_judgements_are_in_order_of_time_across_zones(store: SqliteStore) -> None:
    """A decision made earlier by the clock of another zone comes first."""
    store.judge(made.judgement(at="2025-03-04T10:30:00+01:00", note="earlier"))
    assert store.judgements()[0].note == "earlier"


@pytest.mark.parametrize("at", ["yesterday", "2025-03-04T10:00:00"])
def test_a_judgement_needs_a_time_with_a_zone(store: SqliteStore, at: str) -> None:
    """A time that cannot be placed is refused."""
    with pytest.raises(DateError):
        store.judge(made.judgement(at=at))


@pytest.mark.parametrize("change", ["UPDATE judgements SET verdict = 'accept'", "DELETE FROM judgements"])
def test_the_database_itself_refuses_to_change_a_judgement(store: SqliteStore, change: str) -> None:
    """Neither Onrecord nor any program that opens the file can change or remove a judgement by accident."""
    with pytest.raises(IntegrityError, match="only ever added"), connections.writing(store._engine) as connection:
        connection.exec_driver_sql(change)
    assert len(store.judgements()) == 2


def test_a_judgement_taken_out_is_noticed(store: SqliteStore) -> None:
    """Even where the guard was removed, a missing judgement shows, because each is sealed with the one before."""
    with connections.writing(store._engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER judgements_keep_delete")
        connection.exec_driver_sql("DELETE FROM judgements WHERE number = 1")
    (damage,) = store.verify().damages
    assert damage.where == "judgements 2"
