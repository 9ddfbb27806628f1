"""A site over reports that were built by hand, and what it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import httpx2 as httpx

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Given
from onrecord.screens.fill import items
from onrecord.store.sqlite import SqliteStore
from onrecord.web.app import make_app
from onrecord.web.site import Site
from tests.asynced import finished
from tests.factories import report
from tests.store import made
from tests.views.sample import dossier, entry, ledger


def site_of(entries: Sequence[Entry], relations: Relations | None = None, earlier: Sequence[Entry] = ()) -> Site:
    """A site over these reports and what holds between them.

    Args:
        entries: the current reports.
        relations: what holds between them; nothing if left out.
        earlier: earlier revisions of some of them.
    """
    store = SqliteStore()
    for one in (*earlier, *entries):
        given = Given(one.id, url=one.report.url, outlet=one.report.outlet, published=one.report.published)
        store.add(made.document(one, given), one)
    filled = items(tuple(entries), relations or Relations(tuple(one.id for one in entries)))
    store.shown.fill(filled, "by hand", len(entries))
    return Site(store)


def sample_site() -> Site:
    """A site over the three reports that screens are tested on."""
    return site_of(*dossier())


def revised() -> tuple[Entry, Entry]:
    """The Ledger's report, and an earlier revision of it with another figure."""
    now = ledger()
    text = now.report.text.replace("At least 12 people", "At least 9 people")
    blocks = (*now.report.blocks[:-1], replace(now.report.blocks[-1], end=len(text)))
    facts = report(text, id="ledger-1", title=now.report.title, outlet=now.report.outlet, url=now.report.url,
                   published="2025-05-01T10:00:00+00:00", blocks=blocks)  # fmt: skip
    before = entry(facts)
    return before, now


def asked(site: Site, path: str) -> httpx.Response:
    """What the site answers at an address."""

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(site))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    return finished(get())


def data(site: Site, path: str) -> Any:
    """The JSON that the site answers."""
    return json.loads(asked(site, path).text)


def text_of(html: str) -> str:
    """The element that holds a report's text."""
    begin = html.index('<div class="text')
    return html[begin : html.index("</div>", begin) + 6]


def links(html: str, pattern: str) -> list[str]:
    """The addresses of links whose tag fits a pattern, in page order."""
    tags = [tag for tag in re.findall(r"<a [^>]*>", html) if re.search(pattern, tag)]
    return [unescape(href) for tag in tags for href in re.findall(r'href="([^"]*)"', tag)]
