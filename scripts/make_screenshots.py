"""Pictures of the page for the documents: the demo, walked through as docs/tour.md tells it.

    python scripts/make_screenshots.py [NAME…]

Needs Chromium (Debian's is found by itself) and writes docs/pictures/NAME.png. Look at what it wrote.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = {"width": 1000, "height": 680}


def second_offer(page: Page) -> None:
    """Who denied the second offer: a search."""
    page.get_by_role("searchbox").fill("second offer")
    page.get_by_role("button", name="Search").click()


def second_offer_lit(page: Page) -> None:
    """And where that stands, lit."""
    second_offer(page)
    page.locator(".cite").nth(1).click()
    page.locator(".lit").first.wait_for()


def repeated(page: Page) -> None:
    """Which outlets only repeat the agency: the lineage."""
    page.get_by_role("link", name="Lineage", exact=True).click()


def repeated_family(page: Page) -> None:
    """And what they share."""
    repeated(page)
    page.get_by_role("link", name="what they share").first.click()


def contested(page: Page) -> None:
    """Which figure is contested and by whom: where accounts differ."""
    page.get_by_role("link", name="Accounts", exact=True).click()


def moved(page: Page) -> None:
    """What moved the deadline: the deadlines."""
    page.get_by_role("link", name="Deadlines", exact=True).click()


def board(page: Page) -> None:
    """Where the parties stand."""
    page.get_by_role("link", name="Positions", exact=True).click()


def days(page: Page) -> None:
    """What happened when."""
    page.get_by_role("link", name="Timeline", exact=True).click()


def beside(page: Page) -> None:
    """Two reports side by side."""
    page.goto(page.url + "compare?a=cpa-talks&b=harbour-talks")


WALKS: dict[str, Callable[[Page], None]] = {
    "start": lambda page: None,
    "search": second_offer,
    "report": second_offer_lit,
    "lineage": repeated,
    "origin": repeated_family,
    "accounts": contested,
    "deadlines": moved,
    "positions": board,
    "timeline": days,
    "compare": beside,
}


@contextmanager
def served() -> Iterator[str]:
    """The address of the demo, served while in the block."""
    command = [sys.executable, "-m", "onrecord", "serve", "--demo", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout or ():
            if found := re.search(r"http://\S+", line):
                yield found[0]
                return
        raise SystemExit("the page did not start")
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Take the pictures that are named, or all."""
    OUT.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in sys.argv[1:] or WALKS:
            page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
            page.goto(address)
            WALKS[name](page)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=OUT / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
