"""What the screens show, as a record keeps it: filled whole, chosen by keys, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from onrecord.errors import RecordError
from onrecord.screens.shelf import Screens
from onrecord.store import schema, shown_fill, shown_tables
from onrecord.store.opening import open_store
from onrecord.store.shown import ShownItem, ShownShelf, Wanted
from tests.places import Place

KEYS = st.frozensets(st.tuples(st.sampled_from(["who", "kind"]), st.sampled_from(["a", "b", "c"])))


def made(keys: Sequence[frozenset[tuple[str, str]]], screen: str = "quotes") -> list[ShownItem]:
    """A screen with its head and an item for each set of keys."""
    items = [ShownItem(screen, n, f'"line {n}"', f'["row {n}"]', one) for n, one in enumerate(keys, 1)]
    return [ShownItem(screen, 0, '"head"'), *items]


def numbers(shelf: ShownShelf, wanted: Wanted, limit: int = 50) -> list[int]:
    """The numbers of all items that are wanted, page by page."""
    found: list[int] = []
    while page := shelf.lines(wanted, found[-1] if found else 0, limit):
        found += [number for number, _ in page]
    return found


def test_a_filling_takes_the_place_of_the_one_before(place: Place) -> None:
    """What is filled is shown whole from one moment to the next, and nothing of the filling before stays."""
    with place.fresh() as store:
        shelf = store.shown
        assert shelf.filling() is None
        assert shelf.lines(Wanted("quotes")) == []
        shelf.fill(made([frozenset({("who", "a")})] * 3), "basis 1", 2)
        second = shelf.fill(made([frozenset({("who", "b")})] * 2), "basis 2", 5)
        assert shelf.filling() == second
        assert (second.basis, second.reports) == ("basis 2", 5)
        assert shelf.lines(Wanted("quotes")) == [(1, '"line 1"'), (2, '"line 2"')]
        assert shelf.head("quotes") == '"head"'
        assert shelf.head("checks") is None
        assert shelf.values("quotes", "who") == [("b", 2)]
        assert shelf.total(Wanted("quotes", {"who": "a"})) == (0, False)
        assert list(shelf.rows(Wanted("quotes"))) == ['["row 1"]', '["row 2"]']


def test_a_filling_that_breaks_off_changes_nothing(place: Place) -> None:
    """While a filling is being written, or where it broke off, the one before is shown; the next one clears it away."""

    def broken() -> object:
        yield from made([frozenset({("who", "new")})] * 1_500)
        raise RuntimeError

    with place.fresh() as store:
        shelf = store.shown
        first = shelf.fill(made([frozenset()] * 2), "basis 1", 2)
        with pytest.raises(RuntimeError):
            shelf.fill(broken(), "basis 2", 3)  # type: ignore[arg-type]
        assert shelf.filling() == first
        assert numbers(shelf, Wanted("quotes")) == [1, 2]
        third = shelf.fill(made([frozenset()] * 3), "basis 3", 3)
        assert third.number == first.number + 2
        assert numbers(shelf, Wanted("quotes")) == [1, 2, 3]


def test_of_two_fillings_at_once_the_later_is_shown(place: Place) -> None:
    """A filling that another one overtook is not shown, as the other has dropped items of it, and is cleared away."""
    with place.fresh() as store:
        shelf = store.shown

        def overtaken() -> Iterator[ShownItem]:
            yield from made([frozenset({("who", "old")})] * 1_500)
            shelf.fill(made([frozenset({("who", "new")})] * 2), "basis 2", 3)
            yield from made([frozenset({("who", "old")})] * 3, "checks")

        shown_then = shelf.fill(overtaken(), "basis 1", 2)
        assert shelf.filling() == shown_then
        assert shown_then.basis == "basis 2"
        assert numbers(shelf, Wanted("quotes")) == [1, 2]
        assert shelf.head("checks") is None
        with store._reading() as connection:  # type: ignore[attr-defined]
            for table in shown_tables.TABLES:
                assert set(connection.execute(select(table.c.filling)).scalars()) <= {shown_then.number}


def test_screens_that_are_to_be_made_anew_are_shown_until_then(place: Place) -> None:
    """What is to be put together anew is shown as it is, and is of no state that the record can be in."""
    with place.fresh() as store:
        shelf = store.shown
        shelf.age()
        assert shelf.filling() is None
        shelf.fill(made([frozenset()] * 3), "basis 1", 2)
        before = numbers(shelf, Wanted("quotes"))
        shelf.age()
        aged = shelf.filling()
        assert aged is not None
        assert (aged.basis, aged.reports, numbers(shelf, Wanted("quotes"))) == ("", 2, before)
        assert shelf.fill(made([frozenset()] * 3), "basis 1", 2).basis == "basis 1"


def test_what_was_dropped_while_it_was_filled_is_not_shown(place: Place) -> None:
    """Screens that are dropped while a filling is written are not shown without what was dropped of it."""
    with place.fresh() as store:
        shelf = store.shown

        def dropped() -> Iterator[ShownItem]:
            yield from made([frozenset()] * 1_500)
            shelf.drop()

        with pytest.raises(RecordError, match="dropped"):
            shelf.fill(dropped(), "basis 1", 2)
        assert shelf.filling() is None


def test_rows_are_of_one_filling(place: Place) -> None:
    """Rows are those of one moment, whatever their order; that the screens are filled anew does not break them off."""
    with place.fresh() as store:
        screens = Screens(store)
        many = [frozenset({("told", "2031-05-09")})] * 1_500
        store.shown.fill(made(many), "basis 1", 2)
        plain, by_day = screens.rows(Wanted("quotes")), screens.rows_by_day(Wanted("quotes"), "told")
        assert str(next(plain)) == str(next(by_day)) == "row 1"
        store.shown.fill(made(many[:7]), "basis 2", 2)
        assert len(list(plain)) == len(list(by_day)) == 1_499


def test_items_are_chosen_by_days(place: Place) -> None:
    """Of a screen in the order of days, those between two days are found; what has no day is not among them."""
    days = ["2026-01-01", "2026-01-03", "2026-01-03", "2026-02-01"]
    with place.fresh() as store:
        shelf = store.shown
        shelf.fill(made([*(frozenset({("day", day)}) for day in days), frozenset()]), "b", 1)
        for least, most, expected in (
            ("2026-01-02", "", [2, 3, 4]),
            ("", "2026-01-03", [1, 2, 3]),
            ("2026-01-03", "2026-01-31", [2, 3]),
            ("2026-03-01", "", []),
            ("", "2025-01-01", []),
        ):
            bounds = ({"day": least} if least else {}, {"day": most} if most else {})
            wanted = Wanted("quotes", {}, *bounds)
            assert numbers(shelf, wanted) == expected, (least, most)
            assert shelf.total(wanted) == (len(expected), False)


def test_values_are_offered_with_their_numbers(place: Place) -> None:
    """The values of a key come with how many items have each, most first, and can be searched by their words."""
    with place.fresh() as store:
        shelf = store.shown
        names = ["Ada Koss"] * 3 + ["Ben Orr"] * 2 + ["100% Sure"]
        shelf.fill(made([frozenset({("who", name)}) for name in names]), "b", 1)
        assert shelf.values("quotes", "who") == [("Ada Koss", 3), ("Ben Orr", 2), ("100% Sure", 1)]
        assert shelf.values("quotes", "who", "KOSS") == [("Ada Koss", 3)]
        assert shelf.values("quotes", "who", "%") == [("100% Sure", 1)]
        assert shelf.values("quotes", "who", limit=1) == [("Ada Koss", 3)]


def test_a_damaged_state_is_filled_anew(place: Place) -> None:
    """Where it cannot be read what is shown, nothing is, and the next filling is shown."""
    with place.fresh() as store:
        shelf = store.shown
        shelf.fill(made([frozenset()]), "b", 1)
        with store._writing() as connection:  # type: ignore[attr-defined]
            connection.execute(update(schema.meta).where(schema.meta.c.key == shown_tables.KEY).values(value="{"))
        assert shelf.filling() is None
        shelf.fill(made([frozenset()] * 2), "b", 1)
        assert numbers(shelf, Wanted("quotes")) == [1, 2]
        shelf.drop()
        assert shelf.filling() is None


def test_what_another_version_made_is_not_shown(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items that an older or newer Onrecord made are not shown, whatever they hold; filling anew shows its own."""
    with place.fresh() as store:
        shelf = store.shown
        monkeypatch.setattr(shown_fill, "FORM", "older")
        shelf.fill(made([frozenset()] * 3), "b", 1)
        monkeypatch.undo()
        assert shelf.filling() is None
        assert shelf.lines(Wanted("quotes")) == []
        shelf.fill(made([frozenset()]), "b", 1)
        assert numbers(shelf, Wanted("quotes")) == [1]


def test_it_is_no_part_of_the_record(place: Place) -> None:
    """What the screens show changes neither the digest of a record nor what its proof says."""
    with place.fresh() as store:
        before = store.digest()
        store.shown.fill(made([frozenset()]), "b", 1)
        assert store.digest() == before
        assert store.verify().ok


@given(st.lists(KEYS, max_size=12), st.dictionaries(st.sampled_from(["who", "kind"]), st.sampled_from("abc")))
def test_pages_give_every_item_that_fits_once(keys: list[frozenset[tuple[str, str]]], chosen: dict[str, str]) -> None:
    """Whatever the items and filters, paging forwards or backwards gives each item that fits once."""
    with open_store(":memory:") as store:
        shelf = store.shown
        shelf.fill([*made(keys), *made([frozenset({("who", "a")})], "checks")], "b", 1)
        expected = [n for n, one in enumerate(keys, 1) if all(pair in one for pair in chosen.items())]
        wanted = Wanted("quotes", chosen)
        assert numbers(shelf, wanted, limit=2) == expected
        back: list[int] = []
        while page := shelf.lines(wanted, back[0] if back else 99, 2, backwards=True):
            back = [number for number, _ in page] + back
        assert back == expected
        assert shelf.total(wanted) == (len(expected), False)


def test_values_are_asked_for_a_few_at_a_time(place: Place) -> None:
    """All values of a key come once over all portions, and their number is told, of all or of those with some words."""
    with place.fresh() as store:
        shelf = store.shown
        shelf.fill(made([frozenset({("who", f"Speaker {n}")}) for n in range(1, 26)]), "basis 1", 1)
        found = [value for start in range(0, 30, 10) for value in shelf.values("quotes", "who", "", 10, start)]
        assert len(set(found)) == len(found) == shelf.how_many_values("quotes", "who") == 25
        assert shelf.how_many_values("quotes", "who", "SPEAKER 1") == 11
        assert shelf.how_many_values("quotes", "nobody") == 0
