"""The keys, buttons and links of the comparison, in a browser."""

from __future__ import annotations

import pytest

from tests.web.conftest import Served

pytestmark = pytest.mark.browser

BOTH = "/compare?a=cpa-talks&b=harbour-talks"
FOCUS = "document.activeElement.id"


def test_n_and_p_go_from_difference_to_difference(demo: Served) -> None:
    """The keys move the focus to the next and the previous difference, stop at both ends, and the address follows."""
    with demo.browsing.window() as (page, watch):
        page.goto(BOTH)
        for key, where in (("n", "d-1"), ("n", "d-2"), ("p", "d-1"), ("p", "d-1"), ("n", "d-2")):
            page.keyboard.press(key)
            assert page.evaluate(FOCUS) == where
        assert page.url.endswith("#d-2")
        count = page.locator(".difference").count()
        for _ in range(count + 1):
            page.keyboard.press("n")
        assert page.evaluate(FOCUS) == f"d-{count}"
        assert watch.taken() == []


def test_buttons_go_on_from_where_one_stands(demo: Served) -> None:
    """The buttons of the bar go on from the difference that the address names, one after the other."""
    with demo.browsing.window() as (page, _):
        page.goto(f"{BOTH}#d-3")
        for where in ("d-4", "d-5"):
            page.get_by_role("button", name="Next").click()
            assert page.evaluate(FOCUS) == where
        page.get_by_role("button", name="Previous").click()
        assert page.evaluate(FOCUS) == "d-4"


def test_links_do_without_scripts(demo: Served) -> None:
    """Without scripts there are no buttons, and links lead to the first difference and on."""
    with demo.browsing.window(java_script_enabled=False) as (page, _):
        page.goto(BOTH)
        assert page.locator("[data-step]:visible").count() == 0
        page.get_by_role("link", name="First difference").click()
        page.locator("#d-1").get_by_role("link", name="Next difference").click()
        assert page.url.endswith("#d-2")


def test_a_narrow_screen_keeps_the_table_a_table(demo: Served) -> None:
    """On a narrow screen the passages stand under one another, and are still cells of a row to those who listen."""
    with demo.browsing.window(viewport={"width": 320, "height": 700}) as (page, _):
        page.goto(BOTH)
        row = page.get_by_role("row").filter(has_text="3 of ")
        assert row.get_by_role("cell").count() == 2
        assert row.get_by_role("rowheader").count() == 1
        first, second = (row.get_by_role("cell").nth(n).bounding_box() for n in (0, 1))
        assert first is not None
        assert second is not None
        assert second["y"] >= first["y"] + first["height"]
