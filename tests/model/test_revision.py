"""Which texts are revisions of one report, in which order, and which stood on a day."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.address import address_key
from onrecord.model.revision import Chain, Revision, by_outlet, chains, superseded, utc

HOME = "ledger.example/world/dam"


@pytest.mark.parametrize(("one", "other"), [
    ("https://ledger.example/a", "http://ledger.example/a"),
    ("https://www.ledger.example/a", "https://ledger.example/a"),
    ("https://LEDGER.example/a", "https://ledger.example/a"),
    ("https://ledger.example:443/a", "https://ledger.example/a"),
    ("https://ledger.example/a/", "https://ledger.example/a"),
    ("https://ledger.example/a#top", "https://ledger.example/a"),
    ("https://ledger.example/a?utm_source=rss&utm_medium=feed", "https://ledger.example/a"),
    ("https://ledger.example/a?id=3&fbclid=xyz", "https://ledger.example/a?id=3"),
    ("https://ledger.example/a?b=2&a=1", "https://ledger.example/a?a=1&b=2"),
    ("https://ledger.example/caf%C3%A9", "https://ledger.example/café"),
    ("https://ledger.example/a?at_medium=RSS&at_campaign=rss", "https://ledger.example/a"),
])  # fmt: skip
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    """What does not change which page an address names does not count."""
    assert address_key(one) == address_key(other) is not None


@pytest.mark.parametrize(("one", "other"), [
    ("https://ledger.example/a", "https://ledger.example/b"),
    ("https://ledger.example/a?id=3", "https://ledger.example/a?id=4"),
    ("https://ledger.example/A", "https://ledger.example/a"),
    ("https://ledger.example:8080/a", "https://ledger.example/a"),
    ("https://live.ledger.example/a", "https://ledger.example/a"),
    ("https://ledger.example/a?page=2", "https://ledger.example/a"),
])  # fmt: skip
def test_addresses_of_two_pages_are_two(one: str, other: str) -> None:
    """What may name another page counts."""
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "ledger.example/a",
        "ftp://ledger.example/a",
        "https://ledger.example/",
        "https://[/a",
        "https://ledger.example",
        "https:///a",
    ],
)
def test_a_bare_site_and_no_address_are_no_page(url: str | None) -> None:
    """A site's own address is that of no report, since many may be filed under it; neither is what is no address."""
    assert address_key(url) is None


def chain(*revisions: Revision) -> Chain:
    """The only chain of these."""
    (found,) = chains(revisions)
    return found


def test_the_text_that_was_seen_last_is_current() -> None:
    """Of texts that were fetched, the one that was last seen there stands there, whatever the page says of its date."""
    old = Revision("a", HOME, published="2026-02-07", modified_last="2026-02-09", seen_last="2026-02-07T12:00:00+00:00")
    new = Revision("b", HOME, published="2026-02-07", seen_last="2026-02-07T18:00:00+00:00")
    assert chain(new, old).reports == ("a", "b")


def test_an_outlet_that_goes_back_makes_the_first_text_current_again() -> None:
    """If the first words are seen again later, they are the current ones."""
    first = Revision("a", HOME, seen_first="2026-02-07T10:00:00+00:00", seen_last="2026-02-07T14:00:00+00:00")
    other = Revision("b", HOME, seen_first="2026-02-07T12:00:00+00:00", seen_last="2026-02-07T12:00:00+00:00")
    assert chain(first, other).current.report == "a"


def test_words_that_came_back_stood_on_both_days() -> None:
    """A text that stood before and after another stood on its days, and the chain says that it came back."""
    first = Revision("a", HOME, seen_first="2026-02-07T10:00:00+00:00", seen_last="2026-02-09T14:00:00+00:00")
    other = Revision("b", HOME, seen_first="2026-02-08T12:00:00+00:00", seen_last="2026-02-08T12:00:00+00:00")
    found = chain(first, other)
    assert (found.again(0), found.again(1)) == (False, True)
    days = ["2026-02-06", "2026-02-07", "2026-02-08", "2026-02-09"]
    assert [found.on(day)[0].report for day in days] == ["a", "a", "b", "a"]


def test_what_was_not_fetched_goes_by_what_the_page_says() -> None:
    """Without a time of fetching, the stated time of change counts, else that of publication."""
    one = Revision("a", HOME, published="2026-02-07T10:00:00+00:00")
    two = Revision("b", HOME, published="2026-02-07T10:00:00+00:00", modified_last="2026-02-07T14:00:00+00:00")
    three = Revision("c", HOME, published="2026-02-08")
    assert chain(three, two, one).reports == ("a", "b", "c")


def test_without_any_time_the_later_added_is_later() -> None:
    """Only where nothing is known of the times does the order of adding decide."""
    assert chain(Revision("b", HOME, number=2), Revision("a", HOME, number=1)).reports == ("a", "b")


def test_two_outlets_at_one_address_have_a_chain_each() -> None:
    """Texts of two named outlets are not revisions of one another; one spelling of a name is as good as another."""
    found = chains([
        Revision("a", HOME, "Daily Ledger", number=1), Revision("b", HOME, "Sorn Courier", number=2),
        Revision("c", HOME, "daily-ledger", number=3), Revision("d", HOME, None, number=4),
    ])  # fmt: skip
    assert [one.reports for one in found] == [("a", "c")]


def test_what_was_fetched_from_an_address_is_of_one_outlet() -> None:
    """An outlet that calls itself otherwise on a later page is the same; another named in some data is not."""
    first = Revision("a", HOME, "Ledger", seen_last="2026-02-07T10:00:00+00:00", number=1)
    later = Revision("b", HOME, "Ledger Online", seen_last="2026-02-08T10:00:00+00:00", number=2)
    other = Revision("c", HOME, "Sorn Courier", published="2026-02-09", number=3)
    assert [one.reports for one in chains([first, later, other])] == [("a", "b")]
    unnamed = Revision("d", HOME, "ledger.example", seen_last="2026-02-07T10:00:00+00:00", number=4)
    assert [one.reports for one in chains([unnamed, other])] == [("d", "c")]


def test_an_unnamed_outlet_belongs_to_the_one_that_is_named() -> None:
    """Where only one outlet is named at an address, all its texts are of it."""
    assert chain(Revision("a", HOME, "Daily Ledger", number=1), Revision("b", HOME, None, number=2)).reports == (
        "a",
        "b",
    )


def test_one_text_is_no_chain() -> None:
    """An address with one text has no revisions."""
    assert chains([Revision("a", HOME), Revision("b", "ledger.example/other")]) == ()
    assert superseded(()) == frozenset()


@given(st.permutations(range(6)))
def test_the_order_of_adding_does_not_matter_where_times_are_known(order: list[int]) -> None:
    """Chains of the same texts are the same in whatever order they come, if each has a time of its own."""
    rng = random.Random(7)
    made = [
        Revision(
            f"r{n}", HOME if n % 2 else "ledger.example/x", "Ledger", seen_last=f"2026-02-{rng.randrange(10, 28)}T0{n}"
        )
        for n in range(6)
    ]
    shuffled = [made[n] for n in order]
    assert [one.reports for one in chains(shuffled)] == [one.reports for one in chains(made)]


def test_a_day_has_the_text_that_stood_then() -> None:
    """At the end of a day stands the last text that is known to have come by then."""
    found = chain(
        Revision("a", HOME, published="2026-02-07"),
        Revision(
            "b",
            HOME,
            published="2026-02-07",
            modified_first="2026-02-08T14:00:00+00:00",
            modified_last="2026-02-08T14:00:00+00:00",
        ),
        Revision(
            "c",
            HOME,
            published="2026-02-07",
            seen_first="2026-02-10T09:00:00+00:00",
            seen_last="2026-02-10T09:00:00+00:00",
        ),
    )
    days = ["2026-02-07", "2026-02-08", "2026-02-09", "2026-02-10"]
    assert [(found.on(day)[0].report, found.on(day)[1]) for day in days] == [
        ("a", True),
        ("b", True),
        ("b", True),
        ("c", True),
    ]


def test_a_change_without_a_time_is_shown_and_said() -> None:
    """Where it is not known when later words came, they are given, and that it is not known."""
    found = chain(
        Revision("a", HOME, published="2026-02-07", number=1), Revision("b", HOME, published="2026-02-07", number=2)
    )
    assert found.on("2026-02-07") == (found.current, False)
    assert found.since(1) is None


@pytest.mark.parametrize(("moment", "wanted"), [
    ("2026-02-07T01:00:00+02:00", "2026-02-06T23:00:00+00:00"), ("2026-02-07", "2026-02-07"), (None, None),
    ("2026-02-07T10:00:00", "2026-02-07T10:00:00+00:00"), ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
    ("not a time at all", "not a time at all"),
])  # fmt: skip
def test_moments_are_kept_in_one_zone(moment: str | None, wanted: str | None) -> None:
    """Moments of any zone sort as words; what is no moment stays as it is."""
    assert utc(moment) == wanted


def test_a_text_that_was_taken_in_part_is_no_change_of_the_outlet() -> None:
    """A cut copy stands before the whole text of the same moment, and says nothing of what the outlet did."""
    when = "2026-02-07T10:00:00+00:00"
    whole, cut = (
        Revision("a", HOME, seen_last=when, number=1),
        Revision("b", HOME, seen_last=when, number=2, partial=True),
    )
    found = chain(whole, cut)
    assert found.reports == ("b", "a")
    assert not by_outlet(found)
    assert by_outlet(chain(whole, replace(whole, report="c", number=3), cut))
