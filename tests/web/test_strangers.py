"""Other pages that are open in the same browser: none reads the record, frames it, or changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import pytest
from playwright.sync_api import Error
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.web.browsing import REBOUND, Browsing
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.conftest import Served

pytestmark = pytest.mark.browser


async def stranger(request: Request) -> Response:
    """A page of another site, with what the address says in it."""
    return HTMLResponse(f"<!doctype html><title>Elsewhere</title>{request.query_params.get('body', '')}")


@pytest.fixture(scope="module")
def elsewhere(chromium: Any) -> Iterator[str]:
    """Another server on this machine: another port is another origin, though a browser calls it the same site."""
    with serving(lambda _: Starlette(routes=[Route("/", stranger)])) as own:
        yield own


@pytest.fixture
def window(demo: Served, elsewhere: str) -> Iterator[Page]:
    """A window on the other server."""
    with Browsing(demo.browser, elsewhere).window() as (page, _):
        page.goto("/")
        demo.answers.clear()
        yield page


def statuses(demo: Served, window: Page) -> set[int]:
    """How the record's server answered, when it has answered at all."""
    for _ in range(500):
        if demo.answers:
            break
        window.wait_for_timeout(20)
    window.wait_for_timeout(20)
    return {status for _, _, status in demo.answers}


#: Asks for an address and says what can be read of the answer.
_FETCH = """async ([url, options]) => {
    try { const answer = await fetch(url, options); return `${answer.type}:${(await answer.text()).length}`; }
    catch (error) { return "refused"; }
}"""


@pytest.mark.parametrize("path", ["/", "/stories.json", "/quotes.csv", "/healthz", "/openapi.json", "/static/keys.js"])
@pytest.mark.parametrize("mode", ["cors", "no-cors"])
def test_nothing_is_read(demo: Served, window: Page, path: str, mode: str) -> None:
    """Another page that asks for a screen, for data or for a script of the page reads nothing, and is refused."""
    told = window.evaluate(_FETCH, [demo.own + path, {"mode": mode, "credentials": "include"}])
    assert told in ("refused", "opaque:0")
    assert statuses(demo, window) == {403}


@pytest.mark.parametrize("token", ["right", "wrong"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_changed(demo: Served, window: Page, method: str, token: str) -> None:
    """A request of another page that would change something is refused, even if it had the token."""
    given = {"right": demo.token, "wrong": "x"}[token]
    for options in (
        {"method": method, "headers": {"X-Onrecord-Token": given}},
        {"method": method, "mode": "no-cors", "body": f"token={given}",
         "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
    ):  # fmt: skip
        told = window.evaluate(_FETCH, [f"{demo.own}/add", options])
        assert told in ("refused", "opaque:0")
    assert statuses(demo, window) <= {403, 405}


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
def test_a_form_of_another_page_is_refused(demo: Served, window: Page, kind: str) -> None:
    """A form that another page sends in a window of its own, with the token in it, is refused in words."""
    window.set_content(
        f"<form method=post enctype='{kind}' action='{demo.own}/add'>"
        f"<input name=token value='{demo.token}'><input name=text value=words><button>Send</button></form>"
    )
    window.get_by_role("button").click()
    window.wait_for_url(f"{demo.own}/**")
    assert "own page only" in window.inner_text("main")
    assert demo.answers[0] == ("POST", "/add", 403)


@pytest.mark.parametrize(
    "element",
    [
        "<img src='{own}/static/icon.svg'>",
        "<script src='{own}/static/keys.js'></script>",
        "<script src='{own}/stories.json'></script>",
        "<link rel=stylesheet href='{own}/static/onrecord.css'>",
        "<iframe src='{own}/'></iframe>",
        "<object data='{own}/'></object>",
        "<embed src='{own}/'>",
        "<video src='{own}/'></video>",
        "<iframe sandbox='allow-scripts allow-top-navigation' src='{own}/add'></iframe>",
    ],
)
def test_nothing_is_embedded(demo: Served, window: Page, element: str) -> None:
    """No part of the page is an image, a script, a style or a frame of another page."""
    window.set_content(element.format(own=demo.own), wait_until="commit")
    assert statuses(demo, window) == {403}
    for frame in window.frames[1:]:
        with suppress(Error):  # a frame that was refused can be gone by now
            assert "Stories" not in frame.content()


def test_a_window_that_is_opened_cannot_be_reached(demo: Served, window: Page) -> None:
    """A page that opens the record in a window has no hold on that window, and the window none on it."""
    with window.context.expect_page() as opening:
        window.evaluate("(url) => { window.other = open(url); }", f"{demo.own}/")
    opened = opening.value
    opened.wait_for_load_state()
    assert opened.locator("h1").count() == 1
    assert opened.evaluate("() => window.opener") is None
    assert window.evaluate("() => window.other.closed")


def test_a_link_of_another_page_opens_the_record(demo: Served, window: Page) -> None:
    """A link is a link: it opens the screen, and the address it came from is all that is told."""
    window.set_content(f"<a href='{demo.own}/quotes'>the record</a>")
    window.get_by_role("link").click()
    window.wait_for_url(f"{demo.own}/quotes")
    assert demo.answers[0] == ("GET", "/quotes", 200)


def test_a_name_that_was_made_to_lead_here_is_refused(demo: Served) -> None:
    """A name of another site that resolves to this machine shows nothing of the record, nor can it send anything."""
    port = demo.own.rpartition(":")[2]
    with Browsing(demo.browser, f"http://{REBOUND}:{port}").window() as (page, _):
        for path in ("/", "/stories.json", "/report/cpa-talks"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 421
            assert "Verania" not in page.content()
        told = page.evaluate(_FETCH, ["/add", {"method": "POST", "headers": {"X-Onrecord-Token": demo.token}}])
        assert "Verania" not in told
        assert page.evaluate("async () => (await fetch('/quotes')).status") == 421


def test_the_page_itself_may_send(demo: Served) -> None:
    """The page's own requests come through with its token, and without it they do not."""
    with demo.browsing.window() as (page, _):
        page.goto("/")
        send = """async (token) => (await fetch("/add", {method: "POST", redirect: "manual",
            headers: {"X-Onrecord-Token": token}, body: new URLSearchParams({token, text: ""})})).status"""
        assert page.evaluate(send, "wrong") == 403
        assert page.evaluate(send, demo.token) != 403


def test_every_answer_has_the_policy(demo: Served) -> None:
    """Screens in every form, errors, and the page's own files all have the policy and forbid frames."""
    paths = [path for known in demo.addresses.values() for path in known[:1]]
    with httpx.Client(base_url=demo.own) as client:
        for path in [*paths, "/nothing", "/quotes?after=x", "/quotes.csv", "/stories.json", "/static/htmx.min.js"]:
            answer = client.get(path)
            assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"], path
            assert answer.headers["x-frame-options"] == "DENY", path
            assert answer.headers["x-content-type-options"] == "nosniff", path
