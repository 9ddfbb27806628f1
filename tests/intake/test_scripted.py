"""Pages whose article a script draws."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import UnreadableSource
from onrecord.intake import page
from onrecord.model.report import Document

TEXTS = (
    "The harbour of Haldern stays closed to ships from Verania until the dispute over the pilots is settled, the "
    "port's director Mirel Aune said on Friday after a meeting of the board that had lasted until the early morning.",
    "Eleven freighters were lying in the roads on Friday evening, four of them with grain, and the owners of two had "
    "asked the ministry in Lowfell whether they might unload at the naval quay instead of waiting for a berth.",
    "The pilots' guild wants a second man on each boat in winter, which the port says it cannot pay; the guild's "
    "chairman, Odo Karsk, called that “an answer from the years when men went overboard and nobody counted”.",
)
MARKUP = "".join(f'<p class="c">{text}</p>\n' for text in TEXTS)


def read(script: str) -> Document:
    """A page that shows a menu and has this script."""
    head = "<title>Haldern stays closed</title><meta name='headline' content='Haldern stays closed to ships'>"
    shown = "<div id='app'><nav>News Sport</nav></div>"
    raw = f"<html><head>{head}</head><body>{shown}<script>{script}</script></body></html>"
    return page.read(raw.encode(), "page.html")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"window.state = {json.dumps({'id': 7, 'body': MARKUP})};", id="an object"),
        pytest.param(f"push([1, {json.dumps(json.dumps({'body': MARKUP}))}])", id="an object in a string"),
        pytest.param(f"a('x\"'); b = {{body: {json.dumps(MARKUP)}}}; c = 'y'", id="strings of other kinds around it"),
    ],
)
def test_the_article_in_the_data_of_a_script(script: str) -> None:
    """Where a page shows no article the one in its scripts' data is read, and the document says so."""
    document = read(script)
    assert document.text == "\n\n".join(TEXTS)
    assert [("a script" in reason) for reason in document.partial] == [True]
    assert document.given.title == "Haldern stays closed to ships"


@pytest.mark.parametrize("value", [TEXTS[0], MARKUP[:300], "<p>Cookies</p>" * 90, MARKUP.replace(" ", "\\q")])
def test_other_data_is_no_article(value: str) -> None:
    """A summary, a short piece of markup and a list of labels are no article."""
    with pytest.raises(UnreadableSource, match="no article"):
        read(f'x = {{"value": "{value if "q" in value else json.dumps(value)[1:-1]}"}}')


def test_the_shown_article_comes_first() -> None:
    """What scripts carry is not looked at where the page shows an article."""
    shown = f"<html><body><h1>Closed</h1>{MARKUP}<script>x = {json.dumps('<p>Other.</p>' * 400)}</script></body></html>"
    document = page.read(shown.encode(), "page.html")
    assert document.partial == ()
    assert "Other." not in document.text
