"""Our own walk over a page."""

from __future__ import annotations

import pytest

from onrecord.intake.walk import Segment, walk


def segments(body: str) -> list[Segment]:
    """The segments of a page with this body."""
    from lxml import html

    return walk(html.document_fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param("<p>One</p><p>Two</p>", ["One", "Two"], id="blocks break"),
        pytest.param("<p>O<b>n</b>e <i>a</i>nd</p>", ["One and"], id="inline elements do not"),
        pytest.param("<p>One\n   and\ttwo </p>", ["One and two"], id="white space is one space"),
        pytest.param("<p>One<br>two</p>", ["One\ntwo"], id="br is a line end"),
        pytest.param("<p>One<br><br>two</p>", ["One", "two"], id="two br make a paragraph"),
        pytest.param("<div>One<p>Two</p>three</div>", ["One", "Two", "three"], id="text between blocks"),
        pytest.param("<pre>One\n  two</pre>", ["One\n  two"], id="pre keeps its lines"),
        pytest.param("<p>One\u00a0two</p>", ["One\u00a0two"], id="no-break space stays"),
        pytest.param("<p>Cafe\u0301</p>", ["Café"], id="NFC"),
        pytest.param("<p>a<script>x()</script>b<style>p{}</style>c</p>", ["abc"], id="scripts and styles"),
        pytest.param("<nav>Menu</nav><p>One</p><noscript>no</noscript>", ["One"], id="menus"),
        pytest.param("<p hidden>no</p><p style='display: none'>no</p><p>One</p>", ["One"], id="hidden"),
        pytest.param("<p>One <span class='sr-only'>opens a window</span>two</p>", ["One two"], id="screen readers"),
        pytest.param("<p>One<!-- no -->two</p>", ["Onetwo"], id="comments"),
    ],
)
def test_text_as_a_browser_shows_it(body: str, wanted: list[str]) -> None:
    """A segment is what a browser shows between two breaks."""
    from lxml import html

    parser = html.HTMLParser(remove_comments=True)
    tree = html.document_fromstring(f"<html><body>{body}</body></html>", parser=parser)
    assert [segment.text for segment in walk(tree)] == wanted


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<h1>x</h1>", "headline"),
        ("<h3>x</h3>", "subhead"),
        ("<figure><figcaption><p>x</p></figcaption></figure>", "caption"),
        ("<ul><li>x</li></ul>", "paragraph"),
        ('<blockquote class="twitter-tweet"><p>x</p></blockquote>', "embedded_post"),
        ("<blockquote><p>x</p></blockquote>", "paragraph"),
        ("<div class='image-box'><span><img></span><p>x</p></div>", "caption"),
        ("<div class='image-box'><p>x</p></div>", "paragraph"),
        ("<div class='photostory'><img><p>x</p></div>", "paragraph"),
        (f"<div class='photo'><img><p>x {'and so on ' * 80}</p></div>", "paragraph"),
    ],
)
def test_markup_tells_the_kind(body: str, kind: str) -> None:
    """The element that holds a segment gives it its kind."""
    assert [segment.kind for segment in segments(body)] == [kind]


def test_cells_of_a_row_are_joined_by_tabs() -> None:
    """Cells of one row stand side by side, rows below one another."""
    found = segments("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
    assert [(segment.text, segment.joint) for segment in found][1:] == [("b", 0), ("c", 1)]


def test_links_are_measured() -> None:
    """A segment knows how much of it is link."""
    assert [segment.linked for segment in segments("<p>See <a href='x'>there</a>.</p>")] == [5]


def test_a_column_named_after_its_sidebar_is_no_aside() -> None:
    """An element that holds the first-level heading is not an aside, whatever its class says."""
    body = "<div class='page related-layout'><h1>Talks end</h1><p>One</p></div><div class='related'><p>Two</p></div>"
    assert [segment.aside for segment in segments(body)] == [False, False, True]


def test_a_post_is_one_run() -> None:
    """The lines of one embedded post share its number."""
    body = (
        '<blockquote class="twitter-tweet"><p>No deal.</p>— A. Minister (@minister) <a>May 3</a></blockquote><p>x</p>'
    )
    assert [segment.post is None for segment in segments(body)] == [False, False, True]
