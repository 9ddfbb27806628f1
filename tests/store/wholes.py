"""Records that hold one of everything, and exports of them that are changed on purpose."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from onrecord.model.feed import FeedState, ItemState
from onrecord.model.report import Given
from onrecord.store.portable.lines import Row, parsed
from onrecord.store.protocol import Store
from tests.store import made

#: A record's own list of issues, as ``issues --use`` keeps it.
ISSUES = json.dumps({"issues": [{"id": "valley", "name": "The valley", "words": ["Senn valley"]}]})


def fill(store: Store) -> None:
    """Put in one of everything that a record can hold, with words that no database keeps as they are."""
    a, b = made.entry("a", title="Talks to resume"), made.entry("b", made.TEXT + "More.\n", published="2025-03-03")
    store.add(made.document(a, Given(outlet="Osmara Post"), name="a\ud800\0.txt", raw=bytes(range(256))), a)
    store.add(made.document(b, name="\x1bb.txt", partial=("cut",)), b)
    same = replace(a, report=replace(a.report, id="c"), reading=replace(a.reading, report="c"))
    store.add(made.document(same), same)
    relations = made.relations(a, b)
    store.set_relations(relations, store.current_basis())
    store.judge(made.judgement("a/a1", verdict="accept", note="né"))
    store.judge(made.judgement("a/a2", at="2025-03-04T09:00:00+00:00"))
    store.set_setting("issues", ISSUES)
    store.add_dossier(made.dossier(), [made.alert("a-0", start=True)])
    store.notice("valley", [made.alert()])
    store.tell("valley", ["a-1"], "reader", "2025-03-04T11:00:00+00:00")
    store.tell("valley", ["a-1"], "https://desk.example/hook", "2025-03-04T12:00:00+00:00")
    for number in (1, 2):
        store.feeds.add(f"https://ledger.example/feed{number}", "Ledger", None, "2025-03-01T00:00:00+00:00")
    store.feeds.keep(FeedState(1, "https://ledger.example/feed1", "Ledger", added="2025-03-01", etag='W/"x"'))
    for item in ("0b", "0a"):
        store.feeds.keep_item(ItemState(1, item, f"https://ledger.example/{item}", Given(title="T"), state="taken",
                                        report="a", at="2025-03-02T00:00:00+00:00"))  # fmt: skip
    store.feeds.remove(2)


def held(store: Store) -> dict[str, Any]:
    """All that a record answers with."""
    feeds = store.feeds.feeds()
    return {
        "digest": store.digest(),
        "basis": (store.basis(), store.current_basis()),
        "entries": store.entries(),
        "documents": [store.document(report) for report in store.report_ids()],
        "relations": store.relations(),
        "judgements": store.judgements(),
        "issues": store.setting("issues"),
        "dossiers": store.dossiers(),
        "alerts": [store.alerts(one.name) for one in store.dossiers()],
        "untold": [store.alerts(one.name, "somebody") for one in store.dossiers()],
        "told": [store.alerts(one.name, "reader") for one in store.dossiers()],
        "revisions": store.revisions(),
        "feeds": feeds,
        "items": [store.feeds.items(one.number) for one in feeds],
        "found": [(hit.report, hit.rank, hit.citations) for hit in store.search("talks")],
    }


def export(store: Store) -> bytes:
    """The bytes of an export."""
    return "".join(store.lines()).encode()


def rows(octets: bytes) -> Iterator[Row]:
    """The rows of an export."""
    return parsed(io.BytesIO(octets), "whole.jsonl")


def take(store: Store, octets: bytes) -> Mapping[str, int]:
    """Take an export into a record."""
    return store.take(rows(octets), "whole.jsonl")


def resummed(bodies: Iterable[Mapping[str, Any]]) -> bytes:
    """Lines as whoever changes a file on purpose would sum them, their number at the end right."""
    lines, before = [], ""
    kept = [{name: value for name, value in one.items() if name != "sum"} for one in bodies]
    for one in kept:
        if "end" in one:
            one = {"end": {"lines": len(kept) - 2}}
        body = json.dumps(one, separators=(",", ":"))[:-1]
        before = sha256(before.encode() + body.encode()).hexdigest()[:16]
        lines.append(f'{body},"sum":"{before}"}}\n')
    return "".join(lines).encode()


def bodies(octets: bytes) -> list[dict[str, Any]]:
    """The lines of an export as objects."""
    return [json.loads(line) for line in octets.splitlines()]
