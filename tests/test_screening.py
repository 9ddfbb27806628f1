"""What makes the screens stale: all that they are made of, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import screening
from onrecord.model.judgement import Judgement
from onrecord.store.protocol import Store
from onrecord.store.sqlite import SqliteStore
from tests.store import made
from tests.views.sample import dossier

AT = "2026-02-07T10:15:00+00:00"


def add(store: Store) -> None:
    """Add the second of the reports."""
    entry = dossier()[0][1]
    store.add(made.document(entry), entry)


CHANGES: dict[str, Callable[[Store], None]] = {
    "a report": add,
    "a decision": lambda store: store.judge(Judgement("f-1", "reject", "reader", AT)),
    "a list of issues": lambda store: store.set_setting("issues", "[]"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_screens_are_made_of_makes_them_stale(change: str) -> None:
    """A report, a decision or a list of issues more gives another digest."""
    with SqliteStore() as store:
        entry = dossier()[0][0]
        store.add(made.document(entry), entry)
        before = screening.basis(store)
        CHANGES[change](store)
        assert screening.basis(store) != before


def test_what_is_kept_of_the_screens_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Filling the screens leaves the digest as it is; another version of how they are made does not."""
    with SqliteStore() as store:
        before = screening.basis(store)
        store.shown.fill([], before, 0)
        assert screening.basis(store) == before
        monkeypatch.setattr(screening, "FORM", "another")
        assert screening.basis(store) != before
