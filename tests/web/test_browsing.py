"""The browser of these tests notices what it is there to notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from onrecord.web.guard import Guard, own_hosts
from tests.web.browsing import Browsing, hindrances, sideways
from tests.web.serving import serving

pytestmark = pytest.mark.browser

GOOD = "<p>Words.</p>"


async def page(request: Request) -> Response:
    """A page with what the address says in it, unescaped."""
    body = request.query_params.get("body", GOOD)
    return HTMLResponse(f"<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1>{body}</main>")


@pytest.fixture(scope="module", params=[False, True], ids=["bare", "guarded"])
def browsing(request: pytest.FixtureRequest, chromium) -> Iterator[Browsing]:
    """A browser on a server that escapes nothing."""
    app = Starlette(routes=[Route("/", page), Route("/favicon.ico", lambda _: Response())])

    def made(port: int) -> object:
        return Guard(app, hosts=own_hosts(port), token="x") if request.param else app

    with serving(made) as own:
        yield Browsing(chromium, own)


@pytest.mark.parametrize(
    "body",
    [
        "<script>hit()</script>",
        "<img src=x: onerror=alert(1)>",
        "<svg onload=confirm(1)>",
        "<img src=//evil.example/x.png>",
        "<link rel=stylesheet href=http://192.0.2.1/x.css>",
        "<style>body{background:url(//evil.example/y)}</style>",
        "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
        "<meta http-equiv=refresh content='0;url=//evil.example/'>",
        "<p style=color:red onclick=hit()>words</p><script>document.querySelector('p').click()</script>",
        "<script>nothing.there()</script>",
    ],
)
def test_what_runs_or_loads_is_noticed(browsing: Browsing, body: str) -> None:
    """Markup that runs, or asks elsewhere, is noticed both where it can and where the policy stops it."""
    with browsing.window() as (page, watch):
        page.goto("/", wait_until="load")
        assert watch.taken() == []
        page.goto(f"/?body={body}".replace("#", "%23"), wait_until="load")
        page.wait_for_timeout(50)
        assert watch.taken()


def test_hindrances_are_found(browsing: Browsing) -> None:
    """A field without a name and grey on grey are found, also where a policy allows no script of others."""
    with browsing.window(axe=True) as (page, _):
        page.goto("/")
        assert hindrances(page) == []
        page.goto("/?body=<input><font color=%23ccc>pale</font>")
        found = " ".join(hindrances(page))
        assert "label" in found
        assert "color-contrast" in found


def test_sideways_scrolling_is_found(browsing: Browsing) -> None:
    """A page wider than its window is found with what makes it so; one that fits, or scrolls inside, is not."""
    with browsing.window(viewport={"width": 320, "height": 640}) as (page, _):
        page.goto("/")
        assert sideways(page) == []
        page.goto(f"/?body=<p>{'w' * 200}</p>")
        assert "<p>www" in " ".join(sideways(page))
