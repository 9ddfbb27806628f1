"""Hostile words in what is handed on: the one-file brief, and the fragment that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.render.html import fragment, html
from onrecord.render.safe import visible
from onrecord.views import brief, quotes, stories
from onrecord.views.page import Page
from onrecord.views.words import flat
from tests.web.browsing import Browsing, foreign, made_of
from tests.web.hostile import HOSTILE, PLAIN, dossier

pytestmark = pytest.mark.browser


def pages(entries: tuple[Entry, ...], relations: Relations) -> Iterator[Page]:
    """The screens whose lines hold all that was found, unfolded."""
    for screen in (brief, quotes, stories):
        yield screen.page(entries, relations).whole()


@dataclass(frozen=True)
class Files:
    """Files with the same screens of the hostile record and of its twin, and the words that must be seen."""

    folder: Path
    entries: tuple[Entry, ...]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Both kinds of file of both records."""
    folder = tmp_path_factory.mktemp("files")
    for name, texts in (("plain", PLAIN), ("hostile", HOSTILE)):
        entries, relations = dossier(texts)
        for number, page in enumerate(pages(entries, relations)):
            (folder / f"{name}-{number}-file.html").write_text(html(page), "utf-8")
            around = f"<!doctype html><meta charset=utf-8><title>A notebook</title>{fragment(page)}"
            (folder / f"{name}-{number}-fragment.html").write_text(around, "utf-8")
    return Files(folder, entries)


@pytest.fixture(scope="module")
def windows(chromium) -> Browsing:
    """A browser on files."""
    return Browsing(chromium, "file://")


def opened(page: Window, path: Path) -> str:
    """The words of a file, as one line, after it is loaded and all its parts are unfolded."""
    page.goto(path.as_uri(), wait_until="load")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return flat(page.evaluate("() => document.body.textContent"))


@pytest.mark.parametrize("kind", ["file", "fragment"])
@pytest.mark.parametrize("screen", range(3), ids=["brief", "quotes", "stories"])
def test_hostile_words_are_words(windows: Browsing, files: Files, screen: int, kind: str) -> None:
    """Nothing runs, nothing is loaded, and no element or attribute is there that plain words do not have too."""
    with windows.window() as (page, watch):
        opened(page, files.folder / f"plain-{screen}-{kind}.html")
        plain = made_of(page)
        words = opened(page, files.folder / f"hostile-{screen}-{kind}.html")
        assert watch.taken() == []
        assert [one for one in foreign(page) if kind == "file" and not one.startswith("style: ")] == []
        assert made_of(page) - plain == set()
    if screen == 0 and kind == "file":
        missing = [one.id for one in files.entries if flat(visible(one.report.text)) not in words]
        assert missing == []
