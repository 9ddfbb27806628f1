"""A day that a library found counts only where the page states it."""

from __future__ import annotations

import pytest
from lxml import html

from onrecord.intake.dated import states


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="when" content="2023-05-05">',
        '<time datetime="2023-05-05T10:00:00Z">Friday</time>',
        "<p>Published: 5 May 2023 at noon</p>",
        "<p>am 5. Mai 2023 um 12 Uhr</p>",
        "<p>2023年5月5日 10時</p>",
        "<p>31/12/2023</p><p>05.05.2023</p>",
    ],
)
def test_a_page_states_its_day(markup: str) -> None:
    """A day in an attribute or a short line of its own is stated, in the languages of pages."""
    assert states(html.fromstring(f"<div>{markup}</div>"), "2023-05-05")


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="when" content="2023-05">',
        '<a href="/v2023.05.05/x">app</a>',
        "<p>from 2023-05-05 to 2023-05-09</p>",
        "<p>2023-05-05abc</p>",
        '<script>{"d": "2023-05-05"}</script>',
        "<p>03/04/2023</p>",
    ],
)
def test_a_page_does_not_state_what_can_be_made_of_its_words(markup: str) -> None:
    """Months, addresses, spans of time, scripts and days that can be read in two ways state no day."""
    assert not states(html.fromstring(f"<div>{markup}</div>"), "2023-05-05")
