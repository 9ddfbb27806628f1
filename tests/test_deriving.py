"""What holds between the reports of a record: judged pair by pair, once, and the same as if judged anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import deriving, relating
from onrecord.checks import accounts
from onrecord.checks.accounts import Account
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.record import Record

#: Reports of one invented matter that differ in a toll, a day, a speaker and a doubt, with a copy and a stray one.
TEXTS = (
    "Shells hit the grain market in Marn on Monday and killed 12 people, the mayor Ada Koss said. "
    '"We will rebuild the market before winter," Koss said. The ferry to Lindau was closed.',
    "Shells that hit the grain market in Marn on Monday killed 19 people, the interior ministry said. "
    '"We will rebuild the market," Ada Koss told reporters. Rain fell on the valley.',
    "At least 12 people were killed when shells hit the grain market in Marn on Monday. "
    "The ferry to Lindau was closed, officials said. A duck was seen.",
    "Shells hit the grain market in Marn on Monday and killed 12 people, the mayor Ada Koss said. "
    '"We will rebuild the market before winter," Koss said. The ferry to Lindau was closed. More to follow.',
    "The choir of Ost sang of whales on Sunday. Tickets were free. The hall was full.",
)


def lines(path: Path, which: list[int]) -> Path:
    """A file with some of the texts, a report a line."""
    days = ("2031-05-06", "2031-05-06", "2031-05-07", "2031-05-06", "2031-05-08")
    told = ({"id": f"r{n}", "text": TEXTS[n], "published": days[n], "outlet": f"Outlet {n}"} for n in which)
    path.write_text("\n".join(map(json.dumps, told)))
    return path


def anew(record: Record) -> Relations:
    """What holds between the reports, judged without any memory."""
    return relating.relate(record._unsorted())


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record with all the texts, for taking their readings from."""
    folder = tmp_path_factory.mktemp("read")
    with onrecord.open() as record:
        record.add(lines(folder / "all.jsonl", [0, 1, 2, 3, 4]))
        yield record


def put(record: Record, read: Record, which: list[int]) -> None:
    """Put reports that were read already into a record."""
    for n in which:
        record._store.add(read._store.document(f"r{n}"), read._store.entry(f"r{n}"))


@pytest.mark.model
@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(5)), cut=st.integers(0, 5))
def test_portions_and_order_do_not_matter(order: list[int], cut: int, read: Record) -> None:
    """A record that was asked between two portions has what a record derived at once has."""
    with onrecord.open() as record:
        put(record, read, order[:cut])
        assert len(record.relations.reports) == cut
        put(record, read, order[cut:])
        found = record.relations
        assert found == anew(record) == read.relations
        assert found.findings
        assert found.derivations
        assert found.quotes


@pytest.mark.model
def test_a_pair_is_judged_once(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a report comes, its own pairs are judged and no others; a new reading has its pairs judged anew."""
    judged: list[frozenset[str]] = []
    between = accounts.between

    def counted(a: Account, b: Account, *, copies: bool) -> accounts.Between:
        judged.append(frozenset((a.entry.id, b.entry.id)))
        return between(a, b, copies=copies)

    monkeypatch.setattr(accounts, "between", counted)
    with onrecord.open() as record:
        put(record, read, [0, 1])
        assert record.relations.findings
        assert judged == [frozenset(("r0", "r1"))]
        put(record, read, [2, 4])
        assert record.relations.findings
        assert judged[1:] == [frozenset(("r0", "r2")), frozenset(("r1", "r2"))]
        same = record._store.entry("r2")
        record._store.replace_reading(same)
        assert record.relations.findings
        assert len(judged) == 3
        record._store.replace_reading(replace(same, reading=replace(same.reading, quantities=())))
        assert record.relations == anew(record)
        assert {*judged[3:5]} == {frozenset(("r0", "r2")), frozenset(("r1", "r2"))}


@pytest.mark.model
def test_what_is_rejected_is_judged_anew(read: Record) -> None:
    """A rejected attribution is in no pair, whatever was kept of its report, and comes back when accepted."""
    with onrecord.open() as record:
        put(record, read, [0, 1, 2])
        before = record.relations
        variants = [variant for quote in before.quotes for variant in quote.variants]
        target = f"{variants[0].citation.report}/{variants[0].attribution}"
        record.judge(target, "reject", by="Ana")
        assert record.relations == anew(record)
        assert target not in {
            f"{variant.citation.report}/{variant.attribution}" for quote in record.relations.quotes
            for variant in quote.variants
        }  # fmt: skip
        record.judge(target, "accept", by="Ana")
        assert record.relations == before


@pytest.mark.model
def test_what_is_kept_is_not_trusted(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged or foreign value of a pair is judged anew, and so is all by a rebuild."""
    with onrecord.open() as record:
        put(record, read, [0, 1, 2, 3])
        right = record.relations
        for kind in ("texts", "quotes", "accounts"):
            kept = record._store.pairs.of(kind)
            assert kept
            record._store.pairs.keep(kind, {ids: (key, '[["no"]]') for ids, (key, _) in kept.items()})
        put(record, read, [4])
        assert record.relations == anew(record)
        record._store.pairs.keep(
            "accounts", {("r0", "r1"): (record._store.pairs.of("accounts")["r0", "r1"][0], "null")}
        )
        assert record.rebuild().same
        assert [one for one in record.relations.findings if "r4" not in {s.citation.report for s in one.sides}] == [
            *right.findings
        ]


@pytest.mark.model
def test_texts_are_encoded_once(read: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vectors of sentences are kept in the record: a process that comes later encodes only what is new."""
    from onrecord.meaning import encoder

    monkeypatch.setattr(encoder.load(), "_known", {})
    path = tmp_path / "talks.onrecord"
    with onrecord.open(path) as record:
        put(record, read, [0, 1, 2])
        assert record.relations
    encoded: list[str] = []
    vector = encoder.Encoder.vector
    monkeypatch.setattr(
        encoder.Encoder, "vector", lambda self, text, *more: encoded.append(text) or vector(self, text, *more)
    )
    monkeypatch.setattr(encoder.load(), "_known", {})
    with onrecord.open(path) as record:
        put(record, read, [4])
        assert record.relations
    assert encoded
    assert all("choir" in text or "Tickets" in text or "hall" in text for text in encoded)


@pytest.mark.model
def test_a_large_record_asks_its_reuse_index(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many reports what shares text comes from the index in the record, which takes in what is new."""
    monkeypatch.setattr(deriving, "ALL_TEXTS", 1)
    monkeypatch.setattr("onrecord.lineage.candidates.FEW", 1)
    with onrecord.open() as record:
        put(record, read, [0, 1])
        assert record.relations
        assert len(record._store.reuse_shelf().ids) == 2
        put(record, read, [3, 4])
        assert {frozenset((one.a, one.b)) for one in record.relations.derivations} >= {frozenset(("r0", "r3"))}
        assert len(record._store.reuse_shelf().ids) == 4


@pytest.mark.model
def test_other_rules_judge_anew(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an Onrecord with other rules judged of two reports is not used, of whatever kind it is."""
    with onrecord.open() as record:
        put(record, read, [0, 1, 2])
        assert record.relations
        judged: set[str] = set()
        record.tell(lambda kind, done, of: judged.add(kind))
        put(record, read, [3])
        assert record.relations
        assert judged == {"texts", "quotes", "accounts", "counterparts"}
        before = {kind: dict(record._store.pairs.of(kind)) for kind in sorted(judged)}
        monkeypatch.setattr(relating, "DERIVED", "another")
        with record._derived.memory(record._store.current_basis()) as memory:
            relating.relate(record._unsorted(), memory)
        for kind, kept in before.items():
            now = record._store.pairs.of(kind)
            assert kept.keys() == now.keys()
            assert all(now[pair][0] != key for pair, (key, _) in kept.items())


@pytest.mark.model
def test_a_decision_meanwhile_is_not_overlooked(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process decides while entries are taken is in what is kept: no pair of before it is served later."""
    with onrecord.open() as record:
        put(record, read, [0, 1])
        target = "r0/" + record._store.entry("r0").reading.attributions[0].id
        unsorted, decided = record._derived._entries, []

        def late() -> tuple[Entry, ...]:
            entries = unsorted()
            if not decided:
                decided.append(record._store.judge(Judgement(target, "reject", "Ana", "2031-05-09T10:00:00+00:00")))
            return entries

        monkeypatch.setattr(record._derived, "_entries", late)
        assert record.relations == anew(record)
        monkeypatch.setattr(record._derived, "_known", None)
        put(record, read, [4])
        assert record.relations == anew(record)


@pytest.mark.model
def test_ids_may_have_a_stroke(tmp_path: Path) -> None:
    """A rejected attribution of a report whose id has a stroke is in no pair either."""
    source = tmp_path / "a.jsonl"
    source.write_text(
        "\n".join(json.dumps({"id": f"a/{n}", "text": TEXTS[n], "published": "2031-05-06"}) for n in (0, 1))
    )
    with onrecord.open() as record:
        record.add(source)
        before = record.relations.quotes
        for one in record._store.entry("a/0").reading.attributions:
            record.judge(f"a/0/{one.id}", "reject", by="Ana")
        assert record.relations == anew(record)
        assert record.relations.quotes != before


@pytest.mark.model
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE judged_pairs SET value = substr(value, 1, 3)",
        "UPDATE judged_pairs SET value = replace(value, '12', '99')",
        "UPDATE judged_pairs SET value = CAST(X'FF' AS TEXT)",
        "UPDATE judged_pairs SET key = X'FF'",
        "UPDATE vectors SET vector = 'text'",
        "UPDATE vectors SET vector = zeroblob(768)",
    ],
)
def test_damage_at_hand_is_made_good(
    damage: str, read: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens to what is kept at hand, the record answers as if it were not there."""
    from onrecord.meaning import encoder

    monkeypatch.setattr(encoder.load(), "_known", {})
    path = tmp_path / "talks.onrecord"
    with onrecord.open(path) as record:
        put(record, read, [0, 1, 2])
        assert record.relations
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(damage)
    monkeypatch.setattr(encoder.load(), "_known", {})
    with onrecord.open(path) as record:
        put(record, read, [3, 4])
        assert record.relations == read.relations
        assert record.verify().ok
        assert record.rebuild().same


@pytest.mark.model
def test_nothing_is_held_of_reports_that_were_compared(read: Record) -> None:
    """What is worked out once of each report is forgotten when the relations are there."""
    from onrecord.text import once

    with onrecord.open() as record:
        put(record, read, [0, 1])
        assert record.relations
    assert once._EVERY
    assert not any(once._EVERY)
