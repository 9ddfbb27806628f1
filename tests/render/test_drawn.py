"""Pages drawn in a terminal, as Markdown and as HTML; report text is hostile."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from onrecord.render.html import _passages, fragment, html
from onrecord.render.markdown import markdown
from onrecord.render.safe import escape_markdown, visible
from onrecord.render.show import shown
from onrecord.render.style import STYLE
from onrecord.render.terminal import terminal
from onrecord.views import brief, positions, read
from onrecord.views.page import Page, Run, Section, line
from tests.views.sample import dossier, wire

BRIEF = brief.page(*dossier())
HOSTILE = read.page(wire())


def long(number: int) -> Page:
    """A page whose section shows two lines of so many."""
    lines = tuple(line(f"line {n}") for n in range(number))
    return Page("Long", sections=(Section("Lines", lines, shown=2, more="onrecord timeline"),))


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("page", [BRIEF, HOSTILE, positions.page(*dossier())], ids=["brief", "read", "table"])
def test_no_line_is_wider_than_the_terminal(page: Page, width: int) -> None:
    """Every line fits the terminal's width, whatever stands in the reports."""
    assert all(cell_len(one) <= width for one in terminal(page, width=width).split("\n"))


def test_wrapped_words_are_all_there() -> None:
    """Wrapping at 40 columns loses no word that the wide form has."""
    narrow, wide = (terminal(BRIEF, width=width) for width in (40, 110))
    assert sorted("".join(narrow.split())) == sorted("".join(wide.split()))


def test_a_terminal_without_colour_gets_no_escape_sequence() -> None:
    """Without colour there is no escape character, and changed words are still marked."""
    plain = terminal(BRIEF)
    assert "\x1b" not in plain
    assert "~~and we will not sell" in " ".join(plain.split())
    assert "\x1b[" in terminal(BRIEF, colour=True)


def test_no_line_ends_in_blanks() -> None:
    """Neither with colour nor without does a line end in blanks, before or behind the sequences that end its style."""
    for drawn in (terminal(BRIEF), terminal(BRIEF, colour=True)):
        bare = [re.sub(r"\x1b\[[0-9;]*m", "", one) for one in drawn.split("\n")]
        assert bare == [one.rstrip() for one in bare]


def test_folded_lines_are_counted_with_the_command() -> None:
    """A screen that leaves lines out says how many and which command shows them; unfolded it has all."""
    for drawn in (terminal(long(5)), markdown(long(5))):
        assert "line 1" in drawn
        assert "line 2" not in drawn
        assert "… and 3 more" in drawn
        assert "onrecord timeline" in drawn
    assert "line 4" in markdown(long(5).whole())


def test_html_has_what_is_folded() -> None:
    """The HTML file holds the lines that a screen leaves out, to unfold."""
    drawn = html(long(5))
    assert "<details><summary>… and 3 more</summary>" in drawn
    assert "line 4" in drawn


def test_words_of_a_first_column_are_not_broken() -> None:
    """The style sheet lets long addresses break, but no word of a heading or of a table's first column."""
    assert "overflow-wrap: anywhere" in STYLE
    assert "th, td:first-child { overflow-wrap: normal; }" in STYLE


def test_markdown_links_each_citation_to_its_passage() -> None:
    """A citation of a report with an address has a link definition with its words; one without has none."""
    drawn = markdown(BRIEF)
    assert "\n[R1:264–282]: <https://ledger.example/talks#:~:text=At%20least%2012%20people>\n" in drawn
    assert not re.search(r"^\[R3:", drawn, re.MULTILINE)
    assert "]: <" not in markdown(BRIEF, links=False)


def test_markdown_shows_markup_as_it_is() -> None:
    """Markup in a report's words is escaped, so that it is shown and never acts."""
    drawn = markdown(HOSTILE)
    assert "<script>" not in drawn
    assert r"\<script\>alert(1)\</script\> \[R1:0–4\] \*no\*" in drawn


@pytest.mark.parametrize("start", ["# a", "> a", "- a", "+ a", "1. a", "12) a", "===", "---"])
def test_a_line_that_begins_like_markup_is_escaped(start: str) -> None:
    """Words that would begin a heading, quotation or list are shown as words."""
    assert "\\" in escape_markdown(start)


def test_terminal_controls_are_made_visible() -> None:
    """Escape sequences and other controls in a report reach no terminal."""
    page = Page("t\x1b]0;x\x07", (line("a\x1b[2Jb\u202ec\u2066"),), reports=())
    for drawn in (terminal(page), markdown(page), html(page)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", drawn)


@given(st.text())
def test_visible_text_has_no_controls(text: str) -> None:
    """Whatever the text, what is shown has no control character but line ends and tabs."""
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", visible(text))


class Outline(HTMLParser):
    """The elements of a document, their ids and their links."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)

    def handle_endtag(self, tag: str) -> None:
        """Note that the innermost element ends."""
        assert self.open.pop() == tag


def outline(document: str) -> Outline:
    """A document parsed, with every element closed in its order."""
    parser = Outline()
    parser.feed(document)
    parser.close()
    assert not parser.open
    return parser


def test_html_is_inert() -> None:
    """The file has no script, style attribute, event handler or loaded thing, and a policy that forbids them."""
    document = html(HOSTILE)
    found = outline(document)
    assert not {"script", "img", "iframe", "object", "link", "form", "b"} & set(found.tags)
    assert not found.handlers
    assert "default-src &#x27;none&#x27;" in document or "default-src 'none'" in document
    assert "unsafe" not in document


def test_html_links_only_to_itself_and_the_web() -> None:
    """Every link jumps inside the file or goes to an http or https address."""
    for page in (BRIEF, HOSTILE):
        links = outline(html(page)).links
        assert links
        assert all(one.startswith(("#", "https://", "http://")) for one in links)


def test_every_html_citation_has_its_passage() -> None:
    """Each jump arrives at an element of its own in the text of the report."""
    found = outline(html(BRIEF))
    jumps = {one[1:] for one in found.links if one.startswith("#")}
    assert jumps
    assert jumps <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


ranges = st.sets(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda r: (r[0], min(r[0] + r[1], 31))), max_size=9
)


@given(ranges)
def test_passages_cover_exactly_their_words(found: set[tuple[int, int]]) -> None:
    """However ranges nest or cross, the text stays whole, elements nest, and each has an element that begins there."""
    text = "<&> abcdefghijklmnopqrstuvwxyz!"
    drawn = _passages("R1", text, found)
    parsed = outline(drawn)
    assert sorted(parsed.ids) == sorted(f"R1-{start}-{end}" for start, end in found)
    plain: list[str] = []
    parser = HTMLParser()
    parser.handle_data = plain.append  # type: ignore[method-assign]
    parser.feed(drawn)
    parser.close()
    assert "".join(plain) == text


def test_a_notebook_gets_a_fragment() -> None:
    """A shown page gives a notebook a piece of HTML without a head, and prints as Markdown."""
    page = shown(BRIEF)
    assert page._repr_html_() == fragment(BRIEF)
    assert "<html" not in page._repr_html_()
    assert str(page).startswith("# Brief\n")
    assert page.rows()[0]["section"] == "What is reported"


def test_changed_words_are_marked_in_every_form() -> None:
    """Deleted and inserted words have marks of their own in Markdown and HTML."""
    page = Page("x", (line(Run("old", "deleted"), " ", Run("new", "inserted")),))
    assert "~~old~~ **new**" in markdown(page)
    assert "<del>old</del> <ins>new</ins>" in html(page)
