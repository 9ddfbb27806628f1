"""What a page holds and does not show is said to be left out; what every page has beside its article is not."""

from __future__ import annotations

import time

import pytest

from onrecord.intake.page import parsed
from onrecord.intake.unseen import missing, unseen

EATEN = "a quotation mark lacks in a tag"
PROSE = "The ferry did not sail. " * 40
ARTICLE = f"<html><body><article><p>{PROSE}</p></article></body></html>"


def said(page: str, text: str = "") -> tuple[str, ...]:
    """What is said of a page whose article is this text."""
    return missing(unseen(page, parsed(page)[0]), text)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (f"<p>Talks.</p><!-- {PROSE}", "a comment is never closed"),
        (f"<p>Talks.</p><script>{PROSE}", "<script> is never closed"),
        (f'<p>Talks.</p><p title="{PROSE}', "a quotation mark in a tag is never closed"),
        (f"<p>Talks.</p><template><p>{PROSE}</p></template>", "an element that is not shown (<template>) holds 959"),
        (f"<p>Talks.</p><noscript><p>{PROSE}</p></noscript>", "an element that is not shown (<noscript>)"),
        (f"<html><body><p>Talks.</p></body></html><p>{PROSE}</p>", "the page goes on behind its end"),
        ('<p class="a>Talks fail.</p><p class="b">More.</p>', EATEN),
        ('<div class="a><p>Talks fail.</p><p class="b">More.</p></div>', EATEN),
        ('<div class="a><p>Talks fail.</p><p>She said "no" to it.</p></div>', EATEN),
        ('<p class="a>Talks fail.</p><p>She said " no" to it.</p>', EATEN),
        ('<img alt="<p>The envoy arrives.</p>><p>Talks fail.</p><p class="b">More.</p>', EATEN),
        ("<p class='a>Talks fail.</p><p class='b'>More.</p>", EATEN),
        ('<div title="x" class="a><h2>Talks fail.</h2><a href="/b">More.</a></div>', EATEN),
    ],
)
def test_what_is_not_shown_is_said(page: str, why: str) -> None:
    """Prose that an unclosed thing swallowed, or that an element hides, is said to be left out."""
    (found,) = said(page)
    assert found.startswith(why)


@pytest.mark.parametrize(
    "page",
    [
        ARTICLE,
        f"{ARTICLE}<script>track('<p>')</script><!-- done -->\n",
        f"<nav>{'<a href=x>The ferry did not sail today.</a> ' * 40}</nav>{ARTICLE}",
        f"<noscript>Please switch on JavaScript. Thank you.</noscript>{ARTICLE}",
        f'<div data-html="<p>{PROSE}</p>" title="a &lt; b"></div>{ARTICLE}',
        f'<img src="a" alt="<p>FILE - The envoy arrives. (Photo by A. Kovel)</p>">{ARTICLE}',
        f"<a href='/x' title=\"The envoy arrives. By <a href='x'>A. Kovel</a>\"><img></a>{ARTICLE}",
        f'<img alt=\'<div class="c"><p>The envoy arrives.</p> By <a href="x">A. Kovel</a></div>\'/>{ARTICLE}',
        f'<img alt="The envoy arrives. By A. Kovel</p>"title="x">{ARTICLE}',
        f'<a title="Home > News. <span>Talks.</span>" href="/x">x</a>{ARTICLE}',
        f'<a href="/x"">x</a> it\'s 3 < 4 and "so on" <!--> {ARTICLE}',
        f"<script>var a = '<!--'; if (1 <!--2) {{}}</script>{ARTICLE}",
    ],
)
def test_what_every_page_has_is_not_said(page: str) -> None:
    """Menus, scripts, short hints, data for scripts and slips of markup need no word."""
    assert said(page) == ()


def test_what_the_article_shows_too_is_not_said() -> None:
    """A copy of the article for readers without scripts lacks nothing."""
    assert said(f"<p>{PROSE}</p><noscript><p>{PROSE}</p></noscript>", PROSE) == ()


@pytest.mark.parametrize(
    "piece",
    ['<a x="', "<a x='", "<p title=", "<!--", "</html>", "<template>", ' title="</p>', "<p class='</p> ", "<a = "],
)
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    """A page of a hundred thousand characters made to slow patterns down takes two seconds at most."""
    page = piece * (100_000 // len(piece))
    tree = parsed("<p>Talks.</p>")[0]
    start = time.process_time()
    unseen(page, tree)
    assert time.process_time() - start < 2
