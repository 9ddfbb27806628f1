"""Records that the page is tested on, each prepared once: the demo, the seeds with a report from right to left, and a
hostile one with its twin in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import onrecord
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Given
from onrecord.record import Record
from onrecord.screens.fill import items
from onrecord.store.sqlite import SqliteStore
from onrecord.web.served import guarded
from onrecord.web.site import Site
from tests.store.made import document
from tests.web.hostile import earlier
from tests.web.serving import noted, serving

DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"

#: An invented report that is read from right to left, with a Latin name and a figure in it.
_ARABIC = {
    "id": "rtl",
    "title": "فيرانيا تقول إن المحادثات ستُستأنف يوم الأحد",
    "outlet": "جريدة الميناء",
    "language": "ar",
    "published": "2025-03-04T08:00:00+00:00",
    "url": "https://mina.example/1",
    "text": "قالت وزيرة خارجية فيرانيا لينا أورسا (Lena Orsa) يوم الاثنين إن المحادثات ستُستأنف يوم الأحد.\n\n"
    "وأضافت أن 12 جنديا على الأقل أصيبوا قرب سد أوستر (Oster Dam)، بحسب وكالة NPA.\n",
}


#: A report that its outlet changed twice.
_TEXTS = (
    "Ferry to Korr stops\n\nThe ferry to Korr will stop on May 5, Mayor Ada Koss said on Friday.\n\n"
    "At least 12 people were hurt when it ran aground, the harbour office said.\n",
    "Ferry to Korr goes on\n\nThe ferry to Korr will stop on May 9, Mayor Ada Koss said on Friday.\n\n"
    "At least 14 people were hurt when it ran aground, the harbour office said.\n",
    "Ferry to Korr goes on\n\nThe ferry to Korr will stop on May 9, Mayor Ada Koss said on Friday.\n\n"
    "At least 14 people were hurt when it ran aground, the harbour office said. Two of them died.\n",
)
_REVISED = [
    {"id": f"ferry-{n}", "text": text, "outlet": "Harbour Times", "url": "https://harbour.example/ferry",
     "published": f"2025-05-0{n + 1}T08:00:00+00:00"}
    for n, text in enumerate(_TEXTS)
]  # fmt: skip


def demo(folder: Path) -> Path:
    """A record of the demo dossier."""
    return _added(folder / "demo.onrecord", [DEMO])


#: Where the report is that its outlet changed.
CHANGED = "/report/ferry-2"


def others(folder: Path, seeds: Sequence[Path]) -> Path:
    """A record of what seeds there are, of a report that is read from right to left, and of one that was changed."""
    source = folder / "rtl.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in (_ARABIC, *_REVISED)), "utf-8")
    return _added(folder / "others.onrecord", [*seeds, source])


def _added(path: Path, sources: Sequence[Path]) -> Path:
    with onrecord.open(path) as record:
        record.add(*sources)
        _fill(record)
    return path


def _fill(record: Record) -> None:
    with SqliteStore(record.path) as store:
        shown = record.relations
        store.shown.fill(items(record.entries, shown), store.basis() or "", len(record.entries))


def made(path: Path, entries: Sequence[Entry], relations: Relations) -> Path:
    """A record of entries that were made by hand, with what holds between them."""
    with SqliteStore(path) as store:
        for number, one in enumerate(entries):
            # An outlet changed every eighth report since it was first published.
            for version in (*([earlier(one)] if number % 8 == 0 else []), one):
                told = version.report
                given = Given(told.id, told.title, told.outlet, told.published, told.url, told.byline, told.agency)
                store.add(document(version, given), version)
        store.set_relations(relations, store.current_basis())
        store.shown.fill(items(entries, relations), store.basis() or "", len(entries))
    return path


@contextmanager
def served(path: Path, answers: list[tuple[str, str, int]] | None = None) -> Iterator[tuple[str, Site]]:
    """A record behind its guard; gives its address and its site.

    Args:
        path: the record's file.
        answers: takes method, path and status of each answer.
    """
    with SqliteStore(path) as store:
        site = Site(store)
        with serving(lambda port: noted(guarded(site, port), [] if answers is None else answers)) as own:
            yield own, site
