"""Saved pages, ordinary and nasty."""

from __future__ import annotations

import json
import time

import pytest

from onrecord.errors import TooLarge, UnreadableSource
from onrecord.intake import page
from onrecord.model.report import Document, Given
from onrecord.structure.report import structure

HEADLINE = "Verania and Ostmark end talks without a deal"
OPENING = (
    "Negotiators of Verania and Ostmark left the lakeside hotel on Tuesday after nine hours, and neither delegation "
    "would say when, where or indeed whether the two sides would meet again this year."
)
MIDDLE = (
    "“We came with a proposal on the border crossings and we leave with it,” Foreign Minister Ada Lorn told reporters, "
    "adding that her government still wanted an answer before the end of the month."
)
ENDING = (
    "The mediators, who had spoken of progress as late as Monday evening, cancelled the news conference that was "
    "planned for Wednesday and sent both sides a summary of the points that remain open."
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in (OPENING, MIDDLE, ENDING))
MENU = "<div class='menu'><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(8)) + "</ul></div>"
FOOT = "<footer><p>Copyright The Lindau Courier. All rights reserved.</p></footer>"


def saved(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    """The bytes of a page with menu, this body, and footer."""
    title = f"<title>{HEADLINE} | The Lindau Courier</title>"
    return f"<!doctype html><html><head>{title}{head}</head><body>{MENU}{body}{FOOT}</body></html>".encode(encoding)


def read(body: str, head: str = "") -> Document:
    """The document of a page with this body."""
    return page.read(saved(body, head), "page.html")


def parts(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each part."""
    return [(part.kind, document.text[part.start : part.end]) for part in document.parts]


def test_the_article_and_nothing_else() -> None:
    """Canonical text is headline and paragraphs; menu and footer are left out."""
    assert read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}").text == "\n\n".join((HEADLINE, OPENING, MIDDLE, ENDING))


def test_parts_follow_the_markup() -> None:
    """Headings, captions and paragraphs become parts of their kind, in text order."""
    body = f"<h1>{HEADLINE}</h1><p>{OPENING}</p><h2>No date</h2><p>{MIDDLE}</p>"
    body += f"<figure><img><figcaption>The hotel on Tuesday.</figcaption></figure><p>{ENDING}</p>"
    kinds = [kind for kind, _ in parts(read(f"<article>{body}</article>"))]
    assert kinds == ["headline", "paragraph", "subhead", "paragraph", "caption", "paragraph"]


def test_parts_are_exact_and_in_order() -> None:
    """Parts do not overlap, follow one another, and only white space lies between them."""
    document = read(
        f"<h1>{HEADLINE}</h1>{PARAGRAPHS}<table><tr><td>Crossing</td><td>Open</td></tr></table><p>{OPENING}</p>"
    )
    end = 0
    for part in document.parts:
        assert document.text[end : part.start].isspace() or end == part.start == 0
        assert document.text[part.start : part.end].strip()
        end = part.end
    assert end == len(document.text)


def test_lines_below_the_headline_are_kept() -> None:
    """Standfirst, byline and date line stand in the text, marked as what they are."""
    head = '<meta name="author" content="Ilse Marn">'
    head += '<meta name="description" content="Nine hours, no agreement on Lake Torn.">'
    body = f"<h1>{HEADLINE}</h1><p class='dek'>Nine hours, no agreement on Lake Torn.</p><div>By Ilse Marn</div>"
    body += f"<div><time datetime='2026-02-03'>3 February 2026</time></div><article>{PARAGRAPHS}</article>"
    assert parts(read(body, head))[1:4] == [
        ("standfirst", "Nine hours, no agreement on Lake Torn."),
        ("byline", "By Ilse Marn"),
        ("date", "3 February 2026"),
    ]


def test_an_embedded_post_is_one_part() -> None:
    """A post of a social network stands in the text as one part with the line that names its author."""
    post = '<blockquote class="twitter-tweet"><p>No deal today.</p>'
    post += '— Ada Lorn (@lorn) <a href="x">February 3, 2026</a></blockquote>'
    document = read(f"<h1>{HEADLINE}</h1><p>{OPENING}</p>{post}<p>{MIDDLE}</p><p>{ENDING}</p>")
    assert ("embedded_post", "No deal today.\n— Ada Lorn (@lorn) February 3, 2026") in parts(document)


def test_a_paragraph_that_the_extractor_dropped_is_kept() -> None:
    """A short paragraph between paragraphs of the article's column is part of the article."""
    document = read(
        f"<h1>{HEADLINE}</h1><article><p>{OPENING}</p><p>Nobody wanted to say why.</p><p>{MIDDLE}</p></article>"
    )
    assert "Nobody wanted to say why." in document.text


def test_teasers_between_paragraphs_are_left_out() -> None:
    """A line in the article that is one link to another article is not part of it."""
    document = read(
        f"<h1>{HEADLINE}</h1><p>{OPENING}</p><p><a href='/x'>Read more: The border in ten maps</a></p>{PARAGRAPHS}"
    )
    assert "ten maps" not in document.text


def test_a_label_and_a_link_lead_away() -> None:
    """A line that is a label and a link to another article is not part of this one; a sentence with a link is."""
    lines = "<ul><li><b>Border:</b> <a href='/x'>Ten crossings that nobody guards</a></li></ul>"
    sentence = "<p>The mediators had <a href='/y'>warned on Monday evening</a> of it: nobody listened.</p>"
    document = read(f"<h1>{HEADLINE}</h1><article><p>{OPENING}</p>{sentence}{lines}<p>{MIDDLE}</p></article>")
    assert "nobody guards" not in document.text
    assert "nobody listened" in document.text


def test_the_next_story_on_the_page_is_left_out() -> None:
    """A page that goes on with another story ends where that story's headline stands."""
    other = "".join(
        f"<p>Another story altogether, paragraph {n}, on the harvest in the southern hills.</p>" for n in range(9)
    )
    document = read(
        f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article><article><h1>Harvest is late</h1>{other}</article>"
    )
    assert "harvest" not in document.text.lower()


def test_old_layout_tables() -> None:
    """An article in tables within tables is found and its paragraphs are kept apart."""
    cell = f"<table><tr><td><h1>{HEADLINE}</h1>{PARAGRAPHS}</td></tr></table>"
    body = f"<table><tr><td>{MENU}</td><td><table><tr><td>{cell}</td></tr></table></td></tr></table>"
    assert read(body).text == "\n\n".join((HEADLINE, OPENING, MIDDLE, ENDING))


@pytest.mark.parametrize("tag", ["span", "div", "font", "b"])
def test_300_unclosed_elements_hide_nothing(tag: str) -> None:
    """What follows 300 unclosed elements, which the parser's default drops in silence, is in the text."""
    document = read(f"<{tag}>" * 300 + f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")
    assert ENDING in document.text


def test_deeper_than_the_parser_goes_is_partial() -> None:
    """What follows 3,000 unclosed elements cannot be read, and the document says so."""
    document = read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}" + "<blockquote>" * 3_000 + "<p>What came last.</p>")
    assert any("2,048" in reason for reason in document.partial)


def test_a_page_cut_off_is_partial() -> None:
    """A page that stops in its footer says that it may have been cut off."""
    raw = saved(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")
    assert any("cut off" in reason for reason in page.read(raw[: raw.index(b"</footer>")], "page.html").partial)


def test_a_whole_page_is_not_partial() -> None:
    """An ordinary page lacks nothing and says nothing of the kind."""
    assert read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}").partial == ()


def test_a_wrong_charset_costs_nothing() -> None:
    """A page in UTF-8 that declares another charset is read as UTF-8."""
    assert MIDDLE in read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", '<meta charset="iso-8859-2">').text


@pytest.mark.parametrize("body", ["", "<div id='app'></div>", "<ul><li><a href='x'>One</a></li></ul>"])
def test_a_page_without_an_article(body: str) -> None:
    """A page that holds no article is refused with what to do about it."""
    with pytest.raises(UnreadableSource, match=r"page\.html: no article was found.*save the page"):
        page.read(f"<html><body>{body}</body></html>".encode(), "page.html")


def test_an_article_in_the_metadata_alone() -> None:
    """Where only JSON-LD holds the article's words they are taken, and the document says so."""
    ld = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": f"{OPENING}\n\n{ENDING}"})
    raw = f'<html><head><script type="application/ld+json">{ld}</script></head><body></body></html>'.encode()
    document = page.read(raw, "page.html")
    assert (document.text, len(document.partial)) == (f"{OPENING}\n\n{ENDING}", 1)


def test_the_densest_run_where_the_extractor_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extractor the densest run of paragraphs is the article, and the document says so."""
    monkeypatch.setattr(page, "_words", lambda tree, fast: "")
    document = read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")
    assert OPENING in document.text
    assert "Section 1" not in document.text
    assert any("densest" in reason for reason in document.partial)


def test_an_element_of_100_000_attributes_is_refused() -> None:
    """Attributes beyond measure, on which parsers spend minutes, are refused before parsing."""
    tag = "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">"
    with pytest.raises(TooLarge, match="attributes"):
        page.read(saved(tag + PARAGRAPHS), "page.html")


def test_many_signs_of_equality_in_a_script_are_no_attributes() -> None:
    """A long script is not taken for an element with many attributes."""
    script = "<script>" + "if (a<b) { c = d; e = f }\n" * 2_000 + "</script>"
    assert OPENING in read(script + PARAGRAPHS).text


def test_huge_spans_of_cells_cost_nothing() -> None:
    """A table whose cells span a thousand million columns is read like any other."""
    rows = "<tr><td colspan=1000000000 rowspan=1000000000>x</td></tr>" * 200
    assert (
        ENDING in read(f"<h1>{HEADLINE}</h1><p>{OPENING}</p><table>{rows}</table><p>{MIDDLE}</p><p>{ENDING}</p>").text
    )


def test_a_page_over_20_mb_is_refused() -> None:
    """A page over the cap is refused with what to do."""
    with pytest.raises(TooLarge, match="20 MB"):
        page.read(b" " * 20_000_001, "page.html")


def test_an_article_over_a_million_characters_is_refused() -> None:
    """An article over the cap is refused, not cut."""
    with pytest.raises(TooLarge, match="Split"):
        read(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}<p>{'word ' * 250_000}</p>")


def test_the_title_is_the_headline_that_the_page_shows() -> None:
    """The headline that readers see outranks the wording for search engines."""
    document = read(
        f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", '<meta property="og:title" content="Talks end: what we know now">'
    )
    assert document.given.title == HEADLINE


def test_breadcrumbs_hold_no_headline() -> None:
    """A first-level heading at the end of the breadcrumbs, worded for search engines, is not the headline shown."""
    crumbs = "<ol class='breadcrumb'><li><a href='/'>World</a></li><li><h1>Verania Ostmark talks result</h1></li></ol>"
    head = '<meta name="twitter:title" content="Verania Ostmark talks result">'
    head += f'<meta property="og:title" content="{HEADLINE}">'
    document = read(f"{crumbs}<article><h2>{HEADLINE}</h2>{PARAGRAPHS}</article>", head)
    assert document.given.title == HEADLINE
    assert document.text.startswith(HEADLINE)


def test_a_heading_in_the_breadcrumbs_where_there_is_no_other() -> None:
    """Where nothing else heads the article, the heading at the end of the breadcrumbs does."""
    crumbs = f"<ol class='breadcrumb'><li><a href='/'>World</a></li><li><h1>{HEADLINE}</h1></li></ol>"
    assert read(f"{crumbs}<article>{PARAGRAPHS}</article>").given.title == HEADLINE


@pytest.mark.parametrize("sign", [": ", " | ", " – "])
def test_a_kicker_that_metadata_writes_before_the_headline(sign: str) -> None:
    """A kicker that the page sets apart from its headline belongs to the title where metadata writes both in one."""
    title = f"Lake Torn{sign}{HEADLINE}"
    body = f"<p class='kicker'>Lake Torn</p><h1>{HEADLINE}</h1>{PARAGRAPHS}"
    assert read(body, f'<meta property="og:title" content="{title}">').given.title == title


def described(author: object, byline: str = "") -> Document:
    """A page of the Lindau Courier whose metadata names this author."""
    outlet = {"@type": "Organization", "name": "The Lindau Courier"}
    ld = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "author": author, "publisher": outlet})
    return read(f"<h1>{HEADLINE}</h1>{byline}{PARAGRAPHS}", f'<script type="application/ld+json">{ld}</script>')


@pytest.mark.parametrize("name", ["The Lindau Courier", "Lindau Courier", "The Lindau Courier editors"])
def test_a_page_that_names_its_outlet_as_the_author(name: str) -> None:
    """Where nobody else is named the outlet is the author, as the page writes it."""
    assert described({"@type": "Organization", "name": name}).given.byline == (name,)


def test_people_outrank_the_outlet() -> None:
    """An author who is named beside the outlet is the only author."""
    both = [{"@type": "Organization", "name": "The Lindau Courier"}, {"@type": "Person", "name": "Ilse Marn"}]
    assert described(both).given.byline == ("Ilse Marn",)


def test_a_byline_on_the_page_outranks_the_outlet() -> None:
    """Authors in a byline of the text are the report's where metadata names only the outlet."""
    document = described({"name": "The Lindau Courier"}, "<p>By Ilse Marn</p>")
    assert structure(document).byline == ("Ilse Marn",)


def test_given_facts_outrank_the_page_and_leave_the_text_alone() -> None:
    """What the user gave replaces what the page says; the text does not depend on it."""
    raw = saved(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}", '<meta property="og:site_name" content="The Lindau Courier">')
    plain, told = page.read(raw, "a"), page.read(raw, "a", Given(outlet="The Torn Herald", title="Talks"))
    assert (plain.given.outlet, told.given.outlet, told.given.title) == (
        "The Lindau Courier",
        "The Torn Herald",
        "Talks",
    )
    assert plain.text == told.text


def test_elements_within_elements_without_end_cost_no_time() -> None:
    """Two thousand open articles within one another, which an extractor spent seconds on, are read in a moment."""
    begun = time.process_time()
    deep = "<article>" * 2_100
    found = read(f"<h1>{HEADLINE}</h1><p>{OPENING}</p><p>{MIDDLE}</p><p>{ENDING} {deep} and more</p>")
    assert OPENING in found.text
    assert time.process_time() - begun < 3


def test_a_page_of_elements_without_end_is_refused() -> None:
    """A page with more elements than any article has is refused before a tree of it takes all memory."""
    with pytest.raises(TooLarge, match="more than 300,000 elements"):
        read(PARAGRAPHS + "<p>a" * 300_001)


def test_a_title_beyond_measure_is_no_headline() -> None:
    """A title of very many characters is not taken for the headline, and costs nothing."""
    found = page.read(f"<html><head><title>{'News - ' * 100_000}</title></head><body>{PARAGRAPHS}".encode(), "a.html")
    assert found.given.title is None
    assert ENDING in structure(found).text
