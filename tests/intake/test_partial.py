"""Pages that hold only a part of their article say so, and whole pages do not."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import UnreadableSource
from onrecord.intake import page
from onrecord.intake.partial import ends_early
from onrecord.model.report import Document

HEADLINE = "Lowfell council votes to move the ferry landing"
TEASER = (
    "The council of Lowfell voted late on Monday to move the ferry landing to the northern quay, a plan that divided "
    "the town for most of the winter and brought its mayor, Odo Karsk, close to losing his office."
)
SECOND = (
    "“Nobody will lose a berth by this,” Karsk told residents outside the old customs house, though two captains said "
    "on the same evening that they had heard nothing of the kind from the harbour office."
)
REST = (
    "The harbour office has to say by the first of March which of the eleven licences it wants to keep, and the "
    "shipping line Torn & Sons, which carries most of the island's mail, has threatened to sail to Haldern instead.",
    "A petition against the plan had gathered four thousand names by Sunday, more than a third of the electorate, but "
    "its organisers did not ask for a referendum in time and the council was free to decide without one.",
    "Work on the northern quay is to begin once the ice has gone, according to the engineer Mirel Aune, who put the "
    "cost at nine million crowns and the length of the works at two summers.",
)
LOGIN = "<a href='/login'>Already a reader with us? Log in</a>"
BOX = "<div class='box'><h3>{}</h3><p>From one crown a week. " + LOGIN + "</p></div>"
MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Quarter {n}</a></li>" for n in range(6)) + "</ul></nav>"
FOOT = "<footer><p>The Lowfell Beacon, Quay Road 4.</p></footer>"


def paragraphs(*texts: str) -> str:
    """Texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def markup(article: str, below: str = "", **described: object) -> str:
    """A page with this article, something below it, and these facts in its metadata."""
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **described}
    ld = f"<script type='application/ld+json'>{json.dumps(facts)}</script>"
    top = f"<!doctype html><html><head><title>{HEADLINE}</title>{ld}</head><body>{MENU}"
    return f"{top}<article><h1>{HEADLINE}</h1><div class='text'>{article}</div></article>{below}{FOOT}</body></html>"


def read(article: str, below: str = "", **described: object) -> Document:
    """The document of such a page."""
    return page.read(markup(article, below, **described).encode(), "page.html")


def gate(selector: str) -> dict[str, object]:
    """Facts that say that an article is not free, and which part of the page is not."""
    part = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": selector}
    return {"isAccessibleForFree": False, "hasPart": part}


WHOLE = paragraphs(TEASER, SECOND, *REST)
LONG = paragraphs(
    TEASER, SECOND, *(f"On day {n} of the hearing, {text}" for n in range(1, 5) for text in REST), REST[-1]
)


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to continue reading",
        "This article is for subscribers only",
        "Create a free account to keep reading",
        "Jetzt weiterlesen mit Plus",
        "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.",
        "Contenido exclusivo para suscriptores",
        "Conteúdo exclusivo para assinantes",
        "Articolo riservato agli abbonati",
        "Verder lezen? Alleen voor abonnees",
        "Läs hela artikeln med ett konto",
        "この記事は会員限定です",
        "Только для подписчиков",
    ],
)
def test_an_opening_above_an_invitation_to_read_on(notice: str) -> None:
    """An opening with an invitation to read on below it may not be the whole article, and the invitation is quoted."""
    document = read(paragraphs(TEASER, SECOND), BOX.format(notice))
    assert [notice in reason for reason in document.partial] == [True]
    assert notice not in document.text


@pytest.mark.parametrize("selector", [".paid", "#rest", "main .text .paid", "div[data-locked]"])
def test_a_part_that_is_not_free_and_not_there(selector: str) -> None:
    """An opening whose metadata names a part that is not free, which the page does not hold, is partial."""
    document = read(paragraphs(TEASER), "<div id='rest' class='paid' data-locked></div>", **gate(selector))
    assert any("not free to read" in reason for reason in document.partial)


def test_an_opening_that_breaks_off() -> None:
    """A short text whose last paragraph ends in an ellipsis is partial."""
    document = read(paragraphs(TEASER, SECOND[:90] + "…"), "<div><h3>Our newsletter</h3><form></form></div>")
    assert any("breaks off" in reason for reason in document.partial)


def test_a_stub_that_leads_on() -> None:
    """A text that trails off above a link to the rest of it is partial."""
    link = "<p><a href='/full'>Read more »</a></p>"
    document = read(paragraphs(TEASER, *REST, SECOND[:90] + " [...]") + link)
    assert any("Read more »" in reason for reason in document.partial)


def test_a_sentence_that_is_not_ended_where_the_rest_is_not_free() -> None:
    """A short text in the part that is not free is an opening if its last sentence has no end."""
    cut, whole = (read(paragraphs(TEASER, SECOND, REST[0], last), **gate(".text")) for last in (REST[1][:99], REST[1]))
    assert any("not free to read" in reason for reason in cut.partial)
    assert whole.partial == ()


def test_a_longer_article_in_the_metadata() -> None:
    """A page that shows much less than its metadata holds of the article says so."""
    document = read(paragraphs(TEASER), articleBody="\n".join((TEASER, SECOND, *REST)))
    assert any("metadata is much longer" in reason for reason in document.partial)


@pytest.mark.parametrize("link", ["/beacon/ferry-landing/2", "/beacon/ferry-landing?page=2"])
def test_an_article_on_two_pages(link: str) -> None:
    """The first page of an article that goes on on a second one is partial."""
    below = f"<a rel='next' href='{link}'>2</a>"
    document = read(WHOLE, below, url="https://beacon.example/beacon/ferry-landing")
    assert any("second page" in reason for reason in document.partial)


@pytest.mark.parametrize("end", [REST[1][40:90], REST[2][:20], "</p>", "Quay Road"])
def test_a_page_cut_in_the_middle(end: str) -> None:
    """A page that stops within the article or the footer is partial, and what is left of it is read."""
    text = markup(WHOLE)
    document = page.read(text[: text.rindex(end) + len(end)].encode(), "page.html")
    assert any("cut off" in reason for reason in document.partial)
    assert TEASER in document.text


@pytest.mark.parametrize(
    "text",
    [
        "<body><p>One.</p><script>var a = '",
        "<body><p>One.</p><!-- the next",
        "<body><p>One.</p><!-- the next</body></html>",
        "<body><p>One.</p><script>var a = 1;</body></html>",
        "<p>One.</p><p>Two.</p><a href='/thr",
        "<html><body><h1>One</h1><p>Two. Thr",
        "<div></html></div><div><p>pasted</p>",
    ],
)
def test_where_a_page_was_cut(text: str) -> None:
    """A script, a comment, a tag or an element that holds others is left open where a page was cut."""
    assert ends_early(text)


@pytest.mark.parametrize(
    "text",
    ["<p>One.<p>Two.", "<html><body><div><p>One.</div>", "<div>1</div></body>", "<div><div>1</div></body></html>\n"],
)
def test_end_tags_that_may_be_left_out(text: str) -> None:
    """A page is no less whole for leaving out the end tags of paragraphs, body and html."""
    assert not ends_early(text)


def test_a_page_cut_before_its_article() -> None:
    """A page that was cut before its article began is refused, and the message says that it was cut."""
    text = markup(WHOLE)
    with pytest.raises(UnreadableSource, match="cut off"):
        page.read(text[: text.index("Quarter 4")].encode(), "page.html")


@pytest.mark.parametrize(
    ("below", "described"),
    [
        ("", {}),
        ("", gate(".text")),
        ("", {"isAccessibleForFree": True, "articleBody": TEASER}),
        ("<div><h3>Subscribe to our newsletter</h3><p>Every morning, free of charge.</p></div>", {}),
        ("<div><p>Log in to read the comments</p></div>", {}),
        ("<div style='display:none'><p>Subscribe to continue reading</p></div>", {}),
        ("<div><h3><a href='/b'>The bridge that nobody wanted</a></h3><a href='/b'>Continue reading</a></div>", {}),
        ("<a rel='next' href='/beacon/the-bridge'>The bridge</a>", {"url": "https://beacon.example/ferry-landing"}),
        (f"<article><h1>The bridge that nobody wanted</h1>{paragraphs(*REST[::-1])}</article>", {}),
    ],
)
def test_a_whole_article_is_not_partial(below: str, described: dict[str, object]) -> None:
    """What is not free, a newsletter, comments, related articles, and the next story make no article partial."""
    document = read(WHOLE, below, **described)
    assert document.partial == ()
    assert document.text.endswith(REST[-1])


@pytest.mark.parametrize("described", [{"isAccessibleForFree": False}, gate(".not-there"), gate(".text")])
def test_a_long_article_that_is_not_free(described: dict[str, object]) -> None:
    """An article of some length stands in the page whatever its metadata says of paying readers."""
    assert read(LONG, **described).partial == ()


def test_what_follows_an_invitation_is_no_article() -> None:
    """An opening above an invitation stays one if a few lines about author and paper stand below it."""
    about = paragraphs(
        "Mirel Aune writes about harbours and lives in Lowfell.", "Nine issues a year, free of charge to the home."
    )
    document = read(paragraphs(TEASER, SECOND) + BOX.format("Subscribe to continue reading") + about)
    assert any("continue reading" in reason for reason in document.partial)


def test_an_invitation_within_an_article_that_goes_on() -> None:
    """An invitation to read on between paragraphs of a whole article makes it no less whole."""
    document = read(paragraphs(TEASER) + BOX.format("Subscribe to continue reading") + paragraphs(SECOND, *REST))
    assert document.partial == ()
    assert REST[-1] in document.text


def test_a_long_article_that_ends_in_an_ellipsis() -> None:
    """Three dots at the end of a whole article are its author's."""
    assert read(LONG + "<p>And nobody asked the ferrymen what they thought of it…</p>").partial == ()
