"""Single parts in isolation: dates in words and addresses, names of agencies and outlets, the language."""

from __future__ import annotations

import doctest

import pytest

from onrecord.lexicons import credit_lines, newsroom
from onrecord.structure import dates, language
from tests.shared import shared


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("February 07, 2026", "2026-02-07"),
        ("Published: 7 Feb 2026 10:15 GMT", "2026-02-07T10:15:00+00:00"),
        ("Sat 3 Feb 2018", "2018-02-03"),
        ("2026-02-07T10:15:00Z", "2026-02-07T10:15:00+00:00"),
        ("Updated 5:30 pm EST, March 3, 2025", "2025-03-03"),
        ("March 3, 2025, 5:30 p.m. EST", "2025-03-03T17:30:00-05:00"),
        ("Posted on 2025/03/03 at 09:00 +0200", "2025-03-03T09:00:00+02:00"),
        ("3rd March 2025, 10.15am IST", "2025-03-03T10:15:00"),
        ("31/12/2024", "2024-12-31"),
        ("03/02/2018", None),
        ("30 February 2025", None),
    ],
)
def test_date_line_is_read(words: str, iso: str | None) -> None:
    """A date line gives its ISO day or time, with the zone only where it is stated and has one meaning."""
    line = dates.read_line(words)
    assert (line.best.iso if line and line.best else None) == iso


@pytest.mark.parametrize("words", ["Updated at 9:05 p.m. ET", "March 3", "Last updated 10:15 GMT"])
def test_date_line_without_a_day_dates_nothing(words: str) -> None:
    """A line of time or yearless day is a date line that gives no date."""
    line = dates.read_line(words)
    assert line is not None
    assert (line.rest, line.best) == ("", None)


def test_words_beside_a_date_are_kept_as_rest() -> None:
    """What is left of a line without its dates tells whether it is more than a date line."""
    line = dates.read_line("The truce of March 3, 2025")
    assert line is not None
    assert line.rest == "The truce of"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2026/02/07/talks", "2026-02-07"),
        ("https://news.example/2016/oct/13/talks", "2016-10-13"),
        ("https://news.example/world/talks-2026-02-05/", "2026-02-05"),
        ("https://news.example/2026/13/07/talks", None),
        ("https://news.example/story/20260207", None),
    ],
)
def test_address_gives_its_day(url: str, day: str | None) -> None:
    """A day in an address is read where year, month and day are set apart and can be."""
    assert dates.in_address(url) == day


def test_names_of_agencies_lead_to_one() -> None:
    """Every name of an agency leads to its usual name, and no name to two agencies."""
    names = [(alias, agency.name) for agency in newsroom.agencies() for alias in agency.aliases]
    assert len({alias for alias, _ in names}) == len(names)
    assert all(newsroom.agency_named(alias) == name for alias, name in names)


def test_short_names_of_agencies_are_no_part_of_words() -> None:
    """An agency's short name inside another word or name is not the agency."""
    assert newsroom.agencies_in("APPEAL, MAPS, PA-based") == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://edition.cnn.com/2025/a", "CNN"),
        ("www.bbc.co.uk", "BBC"),
        ("https://notcnn.com/a", None),
        ("https://cnn.com.example/a", None),
        ("not an address", None),
    ],
)
def test_outlet_is_told_by_its_host(address: str, name: str | None) -> None:
    """A host leads to its outlet, subdomains included; a host that only resembles one does not."""
    assert newsroom.outlet_of(address) == name


def test_no_host_stands_twice() -> None:
    """No two rows of the tables share a host."""
    hosts = [host for agency in newsroom.agencies() for host in agency.hosts]
    hosts += [host for _, cell in newsroom._rows("outlets.tsv") for host in cell.split()]
    assert len(hosts) == len(set(hosts))


def test_cited_agency_is_told_from_a_credit() -> None:
    """An agency named as the source of a sentence is found with its range, apart from credits of the text."""
    text = "The talks failed, Reuters reported on Monday, while the AP office stayed shut."
    assert [(one.name, text[one.start : one.end]) for one in credit_lines.cited(text)] == [("Reuters", "Reuters")]


def test_english_is_told_without_the_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain English of some length needs no model."""
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the identifier was loaded"))
    assert (
        language.of("The delegations have said that the talks would go on and that the dam has been closed. " * 5)
        == "en"
    )


@pytest.mark.parametrize("module", [newsroom, dates, language])
def test_examples_in_docstrings_hold(module: object) -> None:
    """The examples that the docstrings show are true."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.data
def test_agency_is_found_on_real_reports() -> None:
    """On the labelled reports no agency is credited wrongly and nine in ten credit lines are found."""
    gold = shared("data/crossreport")
    measure = pytest.importorskip("evaluation.agencies").measure
    lines = measure(gold, misses=False)["credit lines only"]
    assert lines["tp"] == lines["predicted"]
    assert lines["tp"] >= 0.9 * lines["labelled"]
