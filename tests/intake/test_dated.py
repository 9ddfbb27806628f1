"""A day that a library found counts only where the page states it."""

from __future__ import annotations

import time

import pytest
from htmldate.extractors import MONTHS
from lxml import html

from onrecord.intake.dated import states

#: Months of Turkish with an i that keeps its dot in capitals.
TURKISH = ("nisan", "nis", "haziran", "ekim", "eki")


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="when" content="2023-05-05">',
        '<time datetime="2023-05-05T10:00:00Z">Friday</time>',
        "<p>Published: 5 May 2023 at noon</p>",
        "<p>am 5. Mai 2023 um 12 Uhr</p>",
        "<p>2023年5月5日 10時</p>",
        "<p>31/12/2023</p><p>05.05.2023</p>",
        "<p>Published:5 May 2023</p>",
        "<p>5th of May 2023</p>",
        "<p>Marn, 5 Mayıs 2023 Cuma</p>",
        "<p>5 MAYIS 2023, 10:15</p>",
        "<p>Mayıs 5, 2023</p>",
        "<p>Jumat, 5 Mei 2023 10:15 WIB</p>",
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


@pytest.mark.parametrize(
    "words",
    [
        "5 May 2023 | Updated 6 May 2023",
        "May 5th, 2023 | 3 min read | Last modified: May 6th, 2023",
        "Published: 05.05.2023 10:15 | Updated: 6 May 2023 11:20",
        "Published: 2023/05/05 10:15 | Last edited: 6 May 2023",
        "Updated 6 May 2023, first published 5 May 2023",
        "Publié le 5 mai 2023 à 10h15, mis à jour le 6 mai 2023",
        "05.05.2023, aktualisiert 06.05.2023",
        "Yayınlanma: 05.05.2023 10:15 Güncelleme: 06.05.2023 11:20",
        "입력 2023.05.05 10:15 | 수정 2023.05.06 11:20",
        "Published and last updated 5 May 2023",
    ],
)
def test_the_day_of_a_change_is_not_another_day(words: str) -> None:
    """Where a line states a day and that of a later change, it states the first and not the second."""
    tree = html.fromstring(f"<div><p>{words}</p></div>")
    assert states(tree, "2023-05-05")
    assert not states(tree, "2023-05-06")


@pytest.mark.parametrize(
    "words",
    ["5 May 2023 or 6 May 2023", "2023-05-05 2023-05-06 updated", "5 May 2023 (updated), 6 May 2023 (published)"],
)
def test_two_days_are_none(words: str) -> None:
    """Two days of which neither is said before it to be that of a change state none."""
    tree = html.fromstring(f"<div><p>{words}</p></div>")
    assert not states(tree, "2023-05-05")
    assert not states(tree, "2023-05-06")


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("", "12.03.2026", "2026-03-12"),
        ("de", "12.3.2026, 10:15", "2026-03-12"),
        ("en", "Osmara, 12.03.2026", "2026-03-12"),
        ("", "By Ana Kovel | 13.03.26", "2026-03-13"),
        ("tr-TR", "13.03.26 10:15", "2026-03-13"),
    ],
)
def test_figures_between_full_stops_are_day_first(lang: str, words: str, day: str) -> None:
    """A day in figures between full stops names the day first; the month first is not read from it."""
    tree = html.fromstring(f'<div lang="{lang}"><p>{words}</p></div>')
    assert states(tree, day)
    assert not states(tree, "2026-12-03")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en-US", "12.03.2026"),
        ("ko", "13.03.26"),
        ("", "기자 13.03.26"),
        ("", "12.03.26"),
        ("", "3.12.26"),
        ("", "1.13.03.26"),
        ("", "v13.03.26"),
        ("", "Version 13.03.26"),
        ("", "31.02.2026"),
        ("", "13.03.26.1"),
    ],
)
def test_figures_with_two_readings_state_no_day(lang: str, words: str) -> None:
    """Where full stops part the month first too, or the year first, or parts of a version, no day is stated."""
    tree = html.fromstring(f'<div lang="{lang}"><p>{words}</p></div>')
    found = ("2026-03-12", "2026-12-03", "2012-03-26", "2013-03-26", "2026-03-13", "2026-03-01", "2026-03-03")
    assert not any(states(tree, day) for day in found)


@pytest.mark.parametrize(
    ("month", "name"), [(number, name) for number, names in enumerate(MONTHS, start=1) for name in names]
)
def test_every_month_that_the_library_reads_is_known(month: int, name: str) -> None:
    """The day that the library for page dates reads by a month's name, in any of its languages, is stated."""
    for written in (name, name.replace("i", "İ").upper() if name in TURKISH else name.upper()):
        assert states(html.fromstring(f"<div><p>14 {written} 2023</p></div>"), f"2023-{month:02}-14")


def test_time_grows_no_faster_than_the_page() -> None:
    """Ten thousand lines that could be days take two seconds at most."""
    lines = "<p>13.03.26, updated 14.03.26, 12 Mart 2026 of 12 March 2026, 1. 1. 1.1.1.1</p>" * 10_000
    tree = html.fromstring(f"<div>{lines}</div>")
    start = time.process_time()
    assert not states(tree, "2023-05-05")
    assert time.process_time() - start < 2
