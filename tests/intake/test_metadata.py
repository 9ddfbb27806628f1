"""What a page says of its article."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.intake.metadata import facts, merged
from onrecord.model.report import Given

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks end &amp; no deal",
    "datePublished": "2026-02-03T18:30:00+01:00",
    "author": [{"@type": "Person", "name": "Ilse Marn"}, {"@type": "Person", "name": "Tom Ferrin"}],
    "publisher": {"@type": "Organization", "name": "The Lindau Courier"},
}


def given(head: str, html: str = "<html lang='en-GB'>") -> Given:
    """The facts of a page with this head."""
    from lxml import html as parser

    return facts(parser.document_fromstring(f"{html}<head>{head}</head><body><p>x</p></body></html>")).given


def ld(*values: Any) -> str:
    """JSON-LD scripts that hold these values."""
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def test_a_news_article() -> None:
    """Title, date with its zone, authors and outlet are read from JSON-LD; the language from the page."""
    found = given(ld(ARTICLE))
    assert found == Given(
        title="Talks end & no deal",
        outlet="The Lindau Courier",
        published="2026-02-03T18:30:00+01:00",
        byline=("Ilse Marn", "Tom Ferrin"),
        language="en",
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        [ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},
        {**ARTICLE, "@type": ["ReportageNewsArticle", "Thing"]},
        {"@type": "WebPage", "name": "y", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": "schema:NewsArticle"},
    ],
)
def test_however_it_is_wrapped(wrapped: Any) -> None:
    """The article's node is found in lists, graphs, web pages and under several types."""
    assert given(ld(wrapped)).byline == ("Ilse Marn", "Tom Ferrin")


def test_references_within_a_graph() -> None:
    """An author named by reference is looked up in the same page."""
    person = {"@type": "Person", "@id": "#ilse", "name": "Ilse Marn"}
    assert given(ld({"@graph": [{**ARTICLE, "author": {"@id": "#ilse"}}, person]})).byline == ("Ilse Marn",)


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "",
        "[[[[" * 50_000,
        '{"@type": "NewsArticle", "author": 7, "publisher": [[]], "datePublished": {}}',
        "null",
        "NaN",
    ],
)
def test_broken_json_ld_leaves_the_meta_tags(script: str) -> None:
    """JSON-LD that cannot be read, or says nonsense, does not stop the other metadata."""
    head = f'<script type="application/ld+json">{script}</script><meta property="og:title" content="Talks end">'
    assert given(head).title == "Talks end"


def test_json_ld_in_a_comment() -> None:
    """JSON-LD in an HTML comment or CDATA, as older systems write it, is read."""
    script = f'<script type="application/ld+json">//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]></script>'
    assert given(script).outlet == "The Lindau Courier"


def test_open_graph_and_meta_tags() -> None:
    """Without JSON-LD the facts come from OpenGraph, meta tags and the canonical link."""
    found = given(
        '<meta property="og:title" content="Talks end - The Lindau Courier">'
        '<meta property="og:site_name" content="The Lindau Courier">'
        '<meta name="author" content="By Ilse Marn and Tom Ferrin">'
        '<meta property="article:published_time" content="2026-02-03T18:30:00Z">'
        '<link rel="canonical" href="https://courier.example/talks#top">'
    )
    assert (found.title, found.byline) == ("Talks end", ("Ilse Marn", "Tom Ferrin"))
    assert (found.published, found.url) == ("2026-02-03T18:30:00+00:00", "https://courier.example/talks")


@pytest.mark.parametrize("date", ["2023-13-45", "0000-00-00", "soon", "2023-02-30T10:00:00Z", "9" * 5_000])
def test_no_date_is_invented(date: str) -> None:
    """A date of publication that cannot be is dropped."""
    assert given(f'<meta name="date" content="{date}">').published is None


def test_an_agency_is_no_author() -> None:
    """An agency among the authors is the report's agency, by its usual name, and not in the byline."""
    found = given(
        ld({**ARTICLE, "author": [{"name": "Ilse Marn"}, {"@type": "Organization", "name": "Associated Press"}]})
    )
    assert (found.agency, found.byline) == ("AP", ("Ilse Marn",))


def test_the_outlet_is_no_author() -> None:
    """An outlet that names itself as author has no byline."""
    assert given(ld({**ARTICLE, "author": {"@type": "Organization", "name": "The Lindau Courier"}})).byline == ()


@pytest.mark.parametrize("name", ["https://courier.example/staff/7", "@courier", "editor", "x", "courier.com, Lindau"])
def test_what_is_no_name_is_no_author(name: str) -> None:
    """Addresses, handles and functions are not taken for names."""
    assert given(f'<meta name="author" content="{name}">').byline == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/talks", "https://", "http://[::1", "ftp://x.example/a"])
def test_only_web_addresses_are_addresses(address: str) -> None:
    """A canonical link that is no absolute web address is dropped."""
    assert given(f'<link rel="canonical" href="{address}">').url is None


def test_reporter_behind_a_name() -> None:
    """The word for reporter that Korean and Japanese credits put behind a name is not part of it."""
    both = [{"@type": "Person", "name": "박하나 기자"}, {"@type": "Person", "name": "山田花記者"}]
    assert given(ld({**ARTICLE, "author": both})).byline == ("박하나", "山田花")


def test_a_credit_of_the_outlet_leaves_room_for_a_name() -> None:
    """Where one credit has only the outlet, with more or fewer words, the next one that names a person is taken."""
    head = ld({**ARTICLE, "author": {"name": "Lindau Courier"}}) + '<meta name="author" content="Ilse Marn">'
    assert given(head).byline == ("Ilse Marn",)


def test_the_first_facts_outrank_the_second() -> None:
    """Merging keeps what the first facts state and fills in the rest."""
    first, second = Given(title="A"), Given(title="B", outlet="C", byline=("D",))
    assert merged(first, second) == Given(title="A", outlet="C", byline=("D",))
