"""The page over a record in memory, asked as a browser asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser

from starlette.testclient import TestClient

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.screens.fill import items
from onrecord.store.opening import open_store
from onrecord.web.site import Site
from tests.web.pages import client


@contextmanager
def served(entries: Sequence[Entry], relations: Relations | None = None) -> Iterator[TestClient]:
    """A browser without scripts that looks at the page of some reports."""
    relations = relations or Relations(tuple(one.id for one in entries))
    with open_store(":memory:") as store:
        store.shown.fill(items(entries, relations), "basis", len(entries))
        yield client(Site(store))


class Seen(HTMLParser):
    """The elements of a page, their attributes, and their texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(" ".join(self.texts).split())

    def links(self, begins: str) -> list[str]:
        """Where links lead that begin so."""
        return [
            facts["href"] for tag, facts in self.elements if tag == "a" and facts.get("href", "").startswith(begins)
        ]

    def tags(self, name: str) -> list[dict[str, str]]:
        """The attributes of all elements of a name."""
        return [facts for tag, facts in self.elements if tag == name]


def obeys_policy(html: str) -> None:
    """Nothing on the page needs what the content policy forbids: no inline style, script or handler."""
    seen = Seen(html)
    for tag, facts in seen.elements:
        assert "style" not in facts, (tag, facts)
        assert not any(name.startswith("on") for name in facts), (tag, facts)
        assert tag != "style"
        assert tag != "script" or facts.get("src", "").startswith("/static/")
    ids = [facts["id"] for _, facts in seen.elements if "id" in facts]
    assert len(ids) == len(set(ids))


def order(html: str, *parts: str) -> bool:
    """Whether these parts stand in the page in this order."""
    places = [re.search(part, html) for part in parts]
    found = [place.start() for place in places if place]
    return len(found) == len(parts) and found == sorted(found)
