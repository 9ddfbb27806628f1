"""A browser, and the records that it is shown, each served for as long as the tests run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.shared import HOME
from tests.web import chromium as installed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.web.browsing import Browsing
    from tests.web.surveying import Looked


@dataclass
class Served:
    """A record that is served.

    Attributes:
        own: the server's address.
        token: what its forms hold.
        browser: what looks at it.
        answers: method, path and status of what it answered, in order.
        most: addresses of one screen that are looked at.
        begin: addresses that are looked at first.
    """

    own: str
    token: str
    browser: Browser
    answers: list[tuple[str, str, int]]
    most: int = 4
    begin: Sequence[str] = ()
    _looked: dict[str, Mapping[str, Looked]] = field(default_factory=dict)

    @property
    def browsing(self) -> Browsing:
        """Opens windows on it."""
        from tests.web.browsing import Browsing

        return Browsing(self.browser, self.own)

    @cached_property
    def addresses(self) -> Mapping[str, Sequence[str]]:
        """Some addresses of each of its screens."""
        from tests.web.addresses import found

        return found(self.own, self.most, self.begin)

    def looked(self, path: str) -> Mapping[str, Looked]:
        """What was found at the addresses of one screen, each of which is looked at once."""
        from tests.web.surveying import survey

        if path not in self._looked:
            self._looked[path] = survey(self.browsing, self.addresses.get(path, ()))
        return self._looked[path]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    if installed.executable() is None:
        pytest.skip("Chromium is not installed (apt-get install chromium): nothing was tested in a browser")
    from playwright.sync_api import sync_playwright

    from tests.web import browsing

    with sync_playwright() as playwright:
        browser = browsing.launched(playwright)
        yield browser
        browser.close()


def _served(path: Path, chromium: Any, most: int = 4, *begin: str) -> Iterator[Served]:
    from tests.web import records

    answers: list[tuple[str, str, int]] = []
    with records.served(path, answers) as (own, site):
        yield Served(own, site.token, chromium, answers, most, begin)


@pytest.fixture(scope="session")
def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo record."""
    from tests.web import records

    yield from _served(records.demo(tmp_path_factory.mktemp("demo")), chromium)


@pytest.fixture(scope="session")
def others(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The seeds, where they are, and a report that is read from right to left."""
    from tests.web import records

    seeds = sorted((HOME / "seeds").glob("*.txt"))
    yield from _served(records.others(tmp_path_factory.mktemp("others"), seeds), chromium, 2, records.CHANGED)


@pytest.fixture(scope="session")
def hostile(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A record in which every word of a stranger is hostile."""
    from tests.web import hostile, records

    path = tmp_path_factory.mktemp("hostile") / "hostile.onrecord"
    yield from _served(records.made(path, *hostile.dossier(hostile.HOSTILE)), chromium)


@pytest.fixture(scope="session")
def twin(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A record of the same make in plain words, with as many items as make several pages."""
    from tests.web import hostile, records

    path = tmp_path_factory.mktemp("twin") / "twin.onrecord"
    yield from _served(records.made(path, *hostile.dossier(hostile.PLAIN[:120])), chromium)
