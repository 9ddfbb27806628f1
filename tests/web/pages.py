"""Sites made by hand, for tests of the page without a browser: three reports, and many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.testclient import TestClient

from onrecord import screening_decisions
from onrecord.model.reading import Actor, Attribution, Entry
from onrecord.model.relations import Derivation, Membership, Origin, Relations, Shared, Story
from onrecord.model.report import Given
from onrecord.screens.fill import items
from onrecord.store.sqlite import SqliteStore
from onrecord.web.app import make_app
from onrecord.web.site import Site
from tests.factories import report
from tests.store.made import document
from tests.views import sample

#: Reports of the long record: more than two pages of every screen.
MANY = 130


def sample_site() -> Site:
    """A site of the three invented reports."""
    return site_of(*sample.dossier())


def site_of(entries: Sequence[Entry], relations: Relations) -> Site:
    """A site of a record in memory whose screens are filled."""
    store = SqliteStore()
    for one in entries:
        told = one.report
        given = Given(told.id, told.title, told.outlet, told.published, told.url, told.byline, told.agency)
        store.add(document(one, given), one)
    store.set_relations(relations, store.current_basis())
    further = partial(screening_decisions.screens, entries=entries, decisions=())
    store.shown.fill(items(entries, relations, further=further), store.basis() or "", len(entries))
    return Site(store)


def client(site: Site) -> TestClient:
    """What asks a site as a browser does, and takes no other site's errors for answers."""
    return TestClient(make_app(site), base_url="http://127.0.0.1:8000", follow_redirects=False)


def long_site() -> Site:
    """A site of many reports: a statement in each, two stories, one origin with copies of copies."""
    return site_of(*_long())


def _long() -> tuple[tuple[Entry, ...], Relations]:
    found = tuple(_entry(number) for number in range(MANY))
    ids = tuple(one.id for one in found)
    half = MANY // 2
    stories = tuple(
        Story(f"s-{n}", f"Tolls of the Orm bridge, part {n}", part, "they share words", _members(part))
        for n, part in enumerate((ids[:half], ids[half:]), 1)
    )
    copies = tuple(_copy(found[n], found[n + 1]) for n in range(3))
    alone = tuple(Origin((one,), None, one, "no other report shares its words") for one in ids[4:])
    origins = (Origin(ids[:4], "CPA", ids[0], "each has the words of the one before"), *alone)
    return found, Relations(ids, stories, copies, origins)


def _entry(number: int) -> Entry:
    text = f"Premier Jon Rell said toll number {number} would rise.\n\nThe bridge was calm on day {number}."
    speaker, said = f"Speaker {number % 20:02}", f"toll number {number} would rise"
    one = report(
        text,
        id=f"r{number:03}",
        title=f"Toll {number} to rise",
        outlet=f"Outlet {number % 7}",
        published=f"2025-05-{1 + number % 28:02}",
    )
    actor = Actor(f"person:speaker-{number % 20:02}", speaker, "person", mentions=(sample.at(text, "Jon Rell"),))
    told = Attribution(
        "a1",
        "indirect",
        sample.at(text, "Premier Jon Rell"),
        sample.at(text, "said"),
        (sample.at(text, said),),
        actor.id,
    )
    return sample.entry(one, actors=(actor,), attributions=(told,))


def _members(reports: Sequence[str]) -> tuple[Membership, ...]:
    return tuple(
        Membership(one, "alike" if n else "first", reports[n - 1] if n else None, ("toll",), ("rise",))
        for n, one in enumerate(reports)
    )


def _copy(a: Entry, b: Entry) -> Derivation:
    words = "The bridge was calm"
    shared = Shared(sample.at(a.report.text, words), sample.at(b.report.text, words))
    return Derivation(a.id, b.id, "edited", "a->b", 0.5, 0.9, (shared,), "four words in a row")


def walk(asking: TestClient, url: str, way: str = "next") -> Iterator[dict[str, Any]]:
    """Every page of a screen's JSON twin, from one to the next."""
    following: str | None = url
    for _ in range(100):
        if following is None:
            return
        page = asking.get(following).json()
        yield page
        following = page[way]
    raise AssertionError(f"{url} has no end")


def query(url: str) -> dict[str, str]:
    """What an address asks."""
    return dict(parse_qsl(urlsplit(url).query))
