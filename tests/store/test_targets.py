"""What is judged, looked up by its id in a record that holds much else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.model.judgement import Judgement
from onrecord.model.relations import Relations
from onrecord.store.tables import TableStore
from tests.places import Place
from tests.store import made

A, B = made.entry("a"), made.entry("b", made.TEXT + "More.\n")


def relations() -> Relations:
    """Two of everything that has an id: one as it is made by hand, and the same under another id."""
    one = made.relations(A, B)
    one = replace(one, origins=tuple(replace(origin, id="o-1") for origin in one.origins))
    names = ("identities", "stories", "origins", "quotes", "findings")
    twice = {name: (*getattr(one, name), *(replace(x, id=f"{x.id}0") for x in getattr(one, name))) for name in names}
    return replace(one, **twice)


@pytest.fixture
def store(place: Place) -> Iterator[TableStore]:
    """A record with these."""
    with place.fresh() as store:
        store.add(made.document(A), A)
        store.add(made.document(B), B)
        store.set_relations(relations(), store.current_basis())
        yield store


def test_each_is_found_by_its_id_as_it_was_kept(store: TableStore) -> None:
    """A finding, quotation, identity, story or origin comes whole, with its words and members."""
    found = relations()
    every = {"finding": found.findings, "quotation": found.quotes, "identity": found.identities,
             "story": found.stories, "origin": found.origins}  # fmt: skip
    for kind, values in every.items():
        assert [store.target(kind, one.id) for one in values] == list(values)  # type: ignore[arg-type, attr-defined]
        assert store.target_ids(kind) == tuple(one.id for one in values)  # type: ignore[arg-type, attr-defined]
        assert store.target(kind, "nothing") is None  # type: ignore[arg-type]


def test_who_is_called_so(store: TableStore) -> None:
    """Identities are found by their name and by each form that a report writes."""
    assert store.identities_named("Ilona Brek") == ("person:ilona-brek", "person:ilona-brek0")
    assert store.identities_named("Brek") == ("person:ilona-brek", "person:ilona-brek0")
    assert store.identities_named("Ada Lorn") == ()


def test_an_issue_is_one_that_a_position_is_on(store: TableStore) -> None:
    """Whether any report has a position on an issue is known without reading one."""
    assert store.has_issue("territory")
    assert not store.has_issue("other:fish")


def test_a_judgement_comes_back_with_all_it_says(store: TableStore) -> None:
    """Value and anchor are kept in any letters, and the record proves whole."""
    one = Judgement(
        "s-1", "edit", "Ana", "2031-05-09T10:00:00.000001+00:00", "why\0", "Über “Senn”", '{"kind":"story"}'
    )
    store.judge(one)
    assert store.judgements() == (one,)
    assert store.verify().ok
