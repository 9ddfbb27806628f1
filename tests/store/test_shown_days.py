"""Items of a screen in the order of another day: each once, whatever the filters, page by page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.store import shown_days
from onrecord.store.opening import open_store
from onrecord.store.shown import ShownItem, ShownShelf, Wanted
from onrecord.store.shown_days import NO_DAY, cursor_of, day_of
from tests.places import Place

DAYS = st.sampled_from(["2031-03-01", "2031-03-02", "2031-03-05", NO_DAY])
ITEMS = st.lists(st.tuples(DAYS, st.sampled_from("ab"), st.sampled_from("xy")), max_size=12)


def filled(shelf: ShownShelf, found: list[tuple[str, str, str]]) -> None:
    """A screen whose items have a day, who and what."""
    items = [
        ShownItem("timeline", n, f'"line {n}"', f'["row {n}"]', frozenset({("told", day), ("who", who), ("of", of)}))
        for n, (day, who, of) in enumerate(found, 1)
    ]
    shelf.fill([ShownItem("timeline", 0, '"head"'), *items], "b", 1)


def all_of(shelf: ShownShelf, wanted: Wanted, limit: int) -> list[int]:
    """The numbers of all items, page by page."""
    found: list[tuple[int, int, str]] = []
    while page := shelf.by_day(wanted, "told", after=found[-1][0] if found else 0, limit=limit):
        found += page
    return [number for _, number, _ in found]


@settings(deadline=None, max_examples=50)
@given(ITEMS, st.dictionaries(st.sampled_from(["who", "of"]), st.sampled_from("abxy")), st.booleans(), st.booleans())
def test_every_item_that_fits_comes_once_by_day(
    found: list[tuple[str, str, str]], keys: dict[str, str], bounded: bool, few: bool
) -> None:
    """Paging forwards or backwards by another day gives each item that fits once, by day and then by number."""
    before = shown_days._FEW
    shown_days._FEW = 1_000 if few else 0
    least, most = ({"told": "2031-03-02"}, {"told": "2031-03-05"}) if bounded else ({}, {})
    try:
        with open_store(":memory:") as store:
            shelf = store.shown
            filled(shelf, found)
            wanted = Wanted("timeline", keys, least, most)
            expected = [
                n
                for day, n, who, of in sorted((day, n, who, of) for n, (day, who, of) in enumerate(found, 1))
                if keys.get("who", who) == who and keys.get("of", of) == of
                if not bounded or "2031-03-02" <= day <= "2031-03-05"
            ]
            assert all_of(shelf, wanted, 2) == expected
            assert shelf.count_by_day(wanted, "told") == (len(expected), False)
            back: list[tuple[int, int, str]] = []
            while page := shelf.by_day(
                wanted, "told", after=back[0][0] if back else cursor_of(NO_DAY, 999), limit=2, backwards=True
            ):
                back = page + back
            assert [number for _, number, _ in back] == expected
    finally:
        shown_days._FEW = before


def test_both_kinds_of_store_answer_alike(place: Place) -> None:
    """In a file and on a server the items come by day, as lines and as rows."""
    with place.fresh() as store:
        shelf = store.shown
        assert shelf.by_day(Wanted("timeline"), "told") == []
        assert shelf.count_by_day(Wanted("timeline"), "told") == (0, False)
        filled(shelf, [("2031-03-05", "a", "x"), ("2031-03-01", "b", "x"), (NO_DAY, "a", "y")])
        assert [line for _, _, line in shelf.by_day(Wanted("timeline"), "told")] == [
            '"line 2"',
            '"line 1"',
            '"line 3"',
        ]
        assert list(shelf.rows_by_day(Wanted("timeline", {"who": "a"}), "told")) == ['["row 1"]', '["row 3"]']
        assert list(shelf.rows_by_day(Wanted("timeline", {"who": "nobody"}), "told")) == []
        assert shelf.by_day(Wanted("timeline", {"who": "nobody"}), "told") == []


def test_a_made_up_cursor_is_no_error() -> None:
    """A cursor that no page gave leads to what lies behind it, and breaks nothing."""
    with open_store(":memory:") as store:
        filled(store.shown, [("2031-03-05", "a", "x")])
        for cursor in (1, 2**53, cursor_of("2031-03-05", 0)):
            assert len(store.shown.by_day(Wanted("timeline"), "told", after=cursor)) in (0, 1)
        assert day_of(2**53) == NO_DAY
