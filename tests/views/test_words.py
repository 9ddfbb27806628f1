"""How screens put things into words, and where they link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import Span
from onrecord.views.words import bare, days, moment, passage_url, quoted, safe_url


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "https://a b",
        "ftp://a.example",
        "",
        None,
        "https://[",
        "http://a\x00.example",
    ],
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    """An address that is not http or https, or holds spaces or control characters, is no link."""
    assert safe_url(address) is None
    assert passage_url(address, Span(0, 1, "x")) is None


def test_a_passage_link_carries_its_words_encoded() -> None:
    """The text fragment has the exact words, with the marks that have a meaning in it encoded."""
    url = passage_url("https://a.example/x?a=1#old", Span(0, 12, "co-op, A & B"))
    assert url == "https://a.example/x?a=1#:~:text=co%2Dop%2C%20A%20%26%20B"


def test_a_long_passage_links_by_its_first_and_last_words() -> None:
    """A long passage, or one over several lines, is linked by its ends."""
    text = "one two three four five six\n\nseven eight nine ten"
    assert passage_url("https://a.example", Span(0, len(text), text)) == (
        "https://a.example#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"
    )


def test_quotation_marks_become_one_kind() -> None:
    """Words quoted with mixed marks over several lines are shown on one line in one kind of marks."""
    assert quoted('“We\n\nstay,"') == "“We stay”"
    assert bare("«no»") == "no"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2025-03-03T16:05:00+00:00", "2025-03-03 16:05 UTC"),
        ("2025-03-03T16:05:00+02:00", "2025-03-03 16:05 +02:00"),
        ("2025-03-03T16:05Z", "2025-03-03 16:05 UTC"),
        ("2025-03-03T16:05:00", "2025-03-03 16:05"),
        ("2025-03-03", "2025-03-03"),
        (None, "no date"),
    ],
)
def test_a_time_keeps_its_zone(published: str | None, shown: str) -> None:
    """A time of publication is shown with the zone that it has, and with none if it has none."""
    assert moment(published) == shown


def test_an_open_range_of_days_says_which_end_is_open() -> None:
    """A range of days with one known end names that end alone."""
    assert days("2025-03-01", None) == "from 2025-03-01"
    assert days(None, None) == "no day"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"They say so," he said', "“‘They say so,’ he said”"),
        ("“We stay", "“We stay”"),
        ("we stay,”", "“we stay”"),
        ('"He said "no" again"', "“He said ‘no’ again”"),
        ("‘We will’", "“We will”"),
        ("a “plan”", "“a ‘plan’”"),
        ("it's ours", "“it's ours”"),
    ],
)
def test_the_outer_marks_are_always_the_same(text: str, shown: str) -> None:
    """Words stand in one kind of double marks, whatever they begin and end with; marks of a part become single."""
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Sorn –** No one was hurt", "“Sorn – No one was hurt”"),
        ("** Prime Minister Rell", "“Prime Minister Rell”"),
        ("Koss told _Orm News_ on Friday", "“Koss told Orm News on Friday”"),
        ("on the board._—Ada", "“on the board.—Ada”"),
        ("| Ormland | agreed", "“Ormland agreed”"),
        ("file_name and 2 * 3 stay", "“file_name and 2 * 3 stay”"),
    ],
)
def test_marks_of_a_crawled_page_are_not_shown(text: str, shown: str) -> None:
    """Emphasis and cell marks that a crawler left go; marks inside words and sums stay."""
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to send a delegation “without preconditions", "“to send a delegation ‘without preconditions’”"),
        ('full control," of the dam', "“‘full control,’ of the dam”"),
        ("“no”", "“no”"),
        ('the "full and lasting" peace', "“the ‘full and lasting’ peace”"),
    ],
)
def test_quotations_inside_are_opened_and_closed(text: str, shown: str) -> None:
    """What is quoted inside quoted words stands in single marks, each with its partner."""
    assert quoted(text) == shown


@given(st.text(alphabet="ab ,.\"'“”‘’«»—("))
def test_unquoting_loses_no_word(text: str) -> None:
    """Taking marks away leaves every letter."""
    assert [char for char in bare(text) if char.isalpha()] == [char for char in text if char.isalpha()]
