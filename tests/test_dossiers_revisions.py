"""Dossiers of a record whose reports are changed by their outlets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.cli.main import cli
from onrecord.record import Record
from tests import plain
from tests.dossiers.receiver import receiving

URL = "https://ledger.example/world/locks"
FIRST = "Lock gates of Orm stay shut\n\nThe gates stay shut for 12 days, the harbour board said.\n"
SECOND = FIRST.replace("12", "14")
ELSEWHERE = FIRST.replace("gates of Orm", "gates").replace("12", "14")


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A record of one report that reads nothing in it, with a dossier that it is in."""
    plain.use(monkeypatch)
    with onrecord.open(tmp_path / "r.onrecord") as record:
        put(record, tmp_path, FIRST)
        record.add_dossier("locks", "Orm")
    return tmp_path / "r.onrecord"


def put(record: Record, folder: Path, text: str, **facts: object) -> None:
    """Add a text as it stands at the address."""
    row = {"url": URL, "outlet": "Ledger", "text": text, "published": "2031-05-01", **facts}
    (folder / "row.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    record.add(folder / "row.jsonl")


def test_a_changed_report_is_news_once(path: Path) -> None:
    """A text that its outlet changed is told by the next watch with both passages, and not by the one after that."""
    with onrecord.open(path) as record:
        put(record, path.parent, SECOND)
        (alert,) = [one for one in record.watch("locks").alerts if one.rule == "revision"]
        assert [one.text for one in alert.citations] == ["14", "12"]
        for cited in alert.citations:
            assert record.entry(cited.report).report.text[cited.start : cited.end] == cited.text
        record.told(record.watch("locks"))
        assert record.watch("locks").alerts == ()
        assert record.verify().ok


def test_what_was_changed_before_a_dossier_is_made_is_no_news(path: Path) -> None:
    """A dossier of a report that was changed already knows that, and tells the next change."""
    with onrecord.open(path) as record:
        put(record, path.parent, SECOND)
        begun = record.add_dossier("later", "Orm")
        assert "revision" in {one.rule for one in begun.alerts}
        assert record.watch("later").alerts == ()
        put(record, path.parent, SECOND.replace("14", "15"))
        assert [one.rule for one in record.watch("later").alerts] == ["revision"]


def test_a_report_that_leaves_a_dossier_by_its_change_is_told(path: Path) -> None:
    """The change that takes the words of the query out of a report is news, though the report matches no more."""
    with onrecord.open(path) as record:
        put(record, path.parent, ELSEWHERE)
        watch = record.watch("locks")
        assert watch.watched[0].reports == ()
        assert ["“of Orm” was taken out" in one.title for one in watch.alerts] == [True]


def test_a_changed_report_of_no_dossier_is_no_news(path: Path) -> None:
    """A report that no text of its address puts into a dossier tells it nothing."""
    with onrecord.open(path) as record:
        record.add_dossier("toll", "toll")
        put(record, path.parent, SECOND)
        assert record.watch("toll").alerts == ()


def test_the_order_of_revisions_changes_nothing(path: Path, tmp_path: Path) -> None:
    """Two changes of one report are told the same in whatever order its texts were added."""
    rows = [(SECOND, "2031-05-02"), (SECOND.replace("14", "15"), "2031-05-03")]
    told = []
    for order in (rows, rows[::-1]):
        with onrecord.open() as record:
            record.add_dossier("all")
            for text, day in order:
                put(record, tmp_path, text, published=day)
            put(record, tmp_path, FIRST)
            told.append([(one.id, one.title) for one in record.watch("all").alerts if one.rule == "revision"])
    assert told[0] == told[1]
    assert [title.partition(": ")[2] for _, title in told[0]] == ["“12” became “14”", "“14” became “15”"]


def test_every_way_of_telling_has_a_changed_report(path: Path, tmp_path: Path) -> None:
    """--fail-on, the feed and a webhook take the rule by its name, each with the changed words."""
    with onrecord.open(path) as record:
        put(record, path.parent, SECOND)
    feed = tmp_path / "locks.atom"
    with receiving() as receiver:
        options = ["--fail-on", "revision", "--atom", str(feed), "--webhook", receiver.url, "--record", str(path)]
        done = CliRunner().invoke(cli, ["dossier", "watch", "locks", *options])
        assert (done.exit_code, "--fail-on: 1 revision." in done.stderr) == (3, True), done.output
        ((_, _, body),) = receiver.got
    assert (body["rule"], body["evidence"][0]["citations"][0]["text"]) == ("revision", "14")
    (entry,) = feedparser.parse(feed.read_bytes()).entries
    assert (entry.tags[0].term, "“12” became “14”" in entry.title) == ("revision", True)
