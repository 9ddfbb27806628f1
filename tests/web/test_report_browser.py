"""The screen of a report in a browser: keys, the lit passage in view, narrow windows, without JavaScript."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.views.report_marks import MARK_KINDS
from tests.views.sample import LEDGER
from tests.web.report_site import sample_site

pytestmark = pytest.mark.browser

#: What a reader sees: the lit words, where they are in the window, the bar, and what was told.
_STATE = """() => {
  const lit = [...document.querySelectorAll(".text .seg.lit")];
  const box = lit.length ? lit[0].getBoundingClientRect() : null;
  return {
    lit: lit.map((one) => one.textContent).join(""),
    inView: box !== null && box.top >= 0 && box.bottom <= innerHeight,
    bar: document.querySelector("#now").textContent,
    said: document.querySelector("#said").textContent,
    here: document.querySelectorAll(".thing.here").length,
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The three reports that screens are tested on, served on this machine."""
    import uvicorn

    from onrecord.web.app import make_app

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(sample_site()), log_level="critical", lifespan="off"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        while not server.started:
            assert running.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = server.force_exit = True
        running.join(timeout=10)


@pytest.fixture
def window(chromium: Any, address: str) -> Iterator[Any]:
    """A window of usual size; whatever its console says fails the test."""
    context = chromium.new_context(base_url=address, viewport={"width": 1100, "height": 600}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert not problems


def test_keys_go_from_passage_to_passage(window: Any) -> None:
    """J lights the next passage and k the one before, each in view, told once, and in the address."""
    window.goto("/report/ledger")
    window.keyboard.press("j")
    window.keyboard.press("j")
    second = window.evaluate(_STATE)
    at = window.evaluate("new URL(location.href).searchParams.get('at')")
    start, end = map(int, at.split("-"))
    assert second["lit"] == LEDGER[start:end]
    assert (second["inView"], second["here"] > 0) == (True, True)
    assert second["bar"].startswith("2 of ")
    assert second["said"].startswith(second["bar"])
    window.keyboard.press("k")
    assert window.evaluate(_STATE)["bar"].startswith("1 of ")


def test_the_browser_goes_back_to_the_passage_before(window: Any) -> None:
    """Back lights the passage that was lit before, and on the first screen none."""
    window.goto("/report/ledger")
    window.keyboard.press("j")
    first = window.evaluate(_STATE)["lit"]
    window.keyboard.press("j")
    window.go_back()
    assert window.evaluate(_STATE)["lit"] == first
    window.go_back()
    assert window.evaluate(_STATE)["lit"] == ""


def test_every_passage_can_be_reached_by_key_and_each_is_what_the_server_lights(window: Any) -> None:
    """What a key lights is what the server lights at the same address."""
    window.goto("/report/ledger")
    number = int(window.evaluate(_STATE)["bar"].split(" ")[0])
    seen = []
    for _ in range(number):
        window.keyboard.press("j")
        seen.append((window.url, window.evaluate(_STATE)))
    assert len({url for url, _ in seen}) == number
    for url, state in seen[:: max(1, number // 5)]:
        window.goto(url)
        again = window.evaluate(_STATE)
        assert (again["lit"], again["bar"], again["here"]) == (state["lit"], state["bar"], state["here"])


def test_a_click_in_the_list_lights_the_passage(window: Any) -> None:
    """A click on a figure in the list lights its words in the text without loading the page again."""
    window.goto("/report/ledger")
    window.evaluate("window.kept = true")
    window.click(".thing a.passage:has-text('figure')")
    state = window.evaluate(_STATE)
    assert (state["lit"], state["inView"]) == ("At least 12 people", True)
    assert window.evaluate("window.kept")


def test_a_link_from_elsewhere_opens_at_the_passage(window: Any) -> None:
    """A citation opens the screen with its passage lit and in view, controls with it."""
    start = LEDGER.index("share the tolls")
    window.goto(f"/report/ledger?at={start}-{start + 15}#p-{start}-{start + 15}")
    state = window.evaluate(_STATE)
    assert (state["lit"], state["inView"]) == ("share the tolls", True)
    assert window.locator(".bar").evaluate("e => e.getBoundingClientRect().top") >= 0


def test_without_javascript_every_passage_is_a_link_away(chromium: Any, address: str) -> None:
    """With JavaScript off, "Next" leads through all passages, each lit and in view."""
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport={"width": 800, "height": 600})
    page = context.new_page()
    page.goto("/report/ledger")
    seen = []
    while page.locator("#next[href]").count():
        page.click("#next")
        page.wait_for_load_state()
        seen.append(page.url)
        assert page.locator(".text .seg.lit").first.is_visible()
    bar = page.locator("#now").inner_text()
    context.close()
    assert len(seen) == len(set(seen)) > 5
    assert bar.startswith(f"{len(seen)} of {len(seen)}")


@pytest.mark.parametrize("path", ["/report/ledger?at=0-19", "/report/wire", "/report/ledger/diff"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_needs_no_sideways_scrolling(chromium: Any, address: str, path: str, scheme: Any) -> None:
    """At 320 pixels nothing is wider than the window, and axe-core finds no violation."""
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(base_url=address, viewport={"width": 320, "height": 600}, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    violations = [one["id"] for one in Axe().run(page).response["violations"]]
    context.close()
    assert wide <= 0
    assert violations == []


def test_things_of_the_list_have_its_whole_width(window: Any) -> None:
    """What a thing says runs over the width of the list, whatever other components call their parts."""
    window.goto("/report/ledger")
    shares = window.evaluate("""() => [...document.querySelectorAll(".thing > .said")]
        .map((one) => one.clientWidth / one.parentElement.clientWidth)""")
    assert min(shares) > 0.85


def test_marks_are_told_without_colour(window: Any) -> None:
    """No two kinds of mark have the same line: style, place and thickness together are each kind's own."""
    window.goto("/report/ledger")
    kinds = [kind for kind in MARK_KINDS if kind != "lit"]
    script = """(kinds) => {
      const text = document.querySelector(".text");
      return kinds.map((kind) => {
        const one = document.createElement("u");
        one.className = kind;
        text.append(one);
        const s = getComputedStyle(one);
        return [s.textDecorationLine, s.textDecorationStyle, s.textUnderlineOffset, s.outlineStyle].join();
      });
    }"""
    lines = window.evaluate(script, kinds)
    assert len(set(lines)) == len(lines)
