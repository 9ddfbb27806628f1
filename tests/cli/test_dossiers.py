"""``dossier``: what each of its commands prints where, in which form, and how it exits."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from tests.cli import fake
from tests.cli.conftest import Run
from tests.dossiers.receiver import Receiver, receiving

ALL = {
    "add": ["tolls", "tolls", "--party", "Rell"],
    "list": [],
    "show": ["all"],
    "watch": ["all"],
    "alerts": ["all"],
    "remove": ["all"],
}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, run: Run) -> fake.FakeRecord:
    """One record for all runs of a test."""
    record = fake.FakeRecord("talks.onrecord")
    monkeypatch.setattr("onrecord.record.open", lambda *_, **__: record)
    return record


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks on this machine."""
    with receiving() as found:
        yield found


@pytest.mark.parametrize("name", ALL)
def test_each_prints_a_page_into_a_pipe(run: Run, name: str) -> None:
    """Each command exits with 0 and prints Markdown with a title, without colour."""
    done = run("dossier", name, *ALL[name])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("# ")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", ALL)
def test_each_prints_data(run: Run, name: str) -> None:
    """Each command prints one JSON object with --json, and CSV whose rows it counts with --csv."""
    assert isinstance(json.loads(run("dossier", name, *ALL[name], "--json").stdout), dict)
    done = run("dossier", name, *ALL[name], "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert f"{len(rows)} row" in done.stderr


@pytest.mark.parametrize("name", ["show", "watch", "alerts"])
def test_each_screen_is_an_html_file(run: Run, name: str, tmp_path: Path) -> None:
    """A screen writes one HTML file with --html."""
    path = tmp_path / "page.html"
    assert run("dossier", name, "all", "--html", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_new_dossier_says_what_matches_and_what_is_known(run: Run) -> None:
    """add says the query, how many reports match, and what will not be told as news."""
    said = run("dossier", "add", "hurt", "hurt", "--outlet", "daily ledger", "--from", "2025-05-01").stdout
    assert "words: hurt; by daily ledger; published from 2025-05-01 — 1 of 3 reports matches" in said
    assert "Known already, so no news: 1 independent origin." in said
    assert "onrecord dossier alerts hurt" in said


def test_the_same_dossier_again_is_unchanged(run: Run, kept: fake.FakeRecord) -> None:
    """add with a query that is kept says that nothing changed; with another it fails."""
    assert "Dossier unchanged: bridge" in run("dossier", "add", "bridge", "Orm", "bridge").stdout
    done = run("dossier", "add", "bridge", "toll")
    assert done.exit_code == 1
    assert "there is a dossier 'bridge' already" in done.stderr


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_day_that_is_none_is_wrong_usage(run: Run, option: str) -> None:
    """A day that does not exist is wrong usage, told with how to write one."""
    done = run("dossier", "add", "x", option, "2025-02-30")
    assert done.exit_code == 2
    assert "Write it as 2026-02-07" in " ".join(done.stderr.split())


def test_a_dossier_that_is_not_there_is_one_message(run: Run) -> None:
    """A name without a dossier is a plain message with the nearest name."""
    done = run("dossier", "show", "brigde")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no dossier 'brigde' on record. Nearest: bridge" in done.stderr


def test_a_folded_dossier_names_its_own_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the brief of a dossier folds away is shown by the dossier, not by a screen of the whole record."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("onrecord.views.brief.SHOWN", dict.fromkeys(("stories", "claims", "speakers", "statements",
        "issues", "moves", "dates", "days", "differences", "outlets", "alone"), 0))  # fmt: skip
    said = " ".join(run("dossier", "show", "all", "--as-of", "2025-05-03", "--record", "t.onrecord").stdout.split())
    assert "onrecord dossier show all --all --as-of 2025-05-03 --record t.onrecord" in said
    assert "onrecord checks" not in said


# -- watch ------------------------------------------------------------------------------------------------------


def test_a_watch_tells_each_thing_once(run: Run, kept: fake.FakeRecord) -> None:
    """What was printed is not printed again."""
    first = run("dossier", "watch", "all")
    assert "Accounts differ: a figure: people hurt in clashes — “12” against “9”" in first.stdout
    assert "Nothing is new." in run("dossier", "watch", "all").stdout


def test_without_a_name_all_are_watched(run: Run, kept: fake.FakeRecord) -> None:
    """watch without a name tells of every dossier, each under its name."""
    said = run("dossier", "watch").stdout
    assert said.startswith("# Watch: 2 dossiers")
    assert "## all: New contradictions" in said
    assert "## bridge: " in said


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--markdown"])
def test_every_form_counts_as_told(run: Run, kept: fake.FakeRecord, form: str) -> None:
    """Data that was printed counts as told as a page does."""
    assert "a-" in run("dossier", "watch", "all", form).stdout
    assert "Nothing is new." in run("dossier", "watch", "all").stdout


def test_output_that_fails_tells_nothing(run: Run, kept: fake.FakeRecord, tmp_path: Path) -> None:
    """An alert whose page could not be written is told by the next watch."""
    assert run("dossier", "watch", "all", "--html", str(tmp_path / "no" / "x.html")).exit_code == 1
    assert "Accounts differ" in run("dossier", "watch", "all").stdout


def test_quiet_prints_nothing_where_nothing_is_new(run: Run, kept: fake.FakeRecord) -> None:
    """With --quiet a run for cron prints only what is new."""
    assert "Accounts differ" in run("dossier", "watch", "--quiet").stdout
    done = run("dossier", "watch", "--quiet")
    assert (done.exit_code, done.output) == (0, "")


def test_news_by_a_named_rule_exits_with_3(run: Run, kept: fake.FakeRecord) -> None:
    """--fail-on exits with 3 when a rule that it names tells something new, and with 0 when it has no news."""
    done = run("dossier", "watch", "all", "--fail-on", "contradiction,deadline")
    assert done.exit_code == 3
    assert "--fail-on: 1 contradiction." in done.stderr
    assert run("dossier", "watch", "all", "--fail-on", "contradiction,deadline").exit_code == 0


def test_news_by_another_rule_exits_with_0(run: Run) -> None:
    """--fail-on does not care for news by rules that it does not name."""
    assert run("dossier", "watch", "all", "--fail-on", "deadline").exit_code == 0


def test_an_unknown_rule_is_wrong_usage(run: Run) -> None:
    """--fail-on with a rule that does not exist names those that do, and nothing is told."""
    done = run("dossier", "watch", "--fail-on", "lie")
    assert done.exit_code == 2
    assert "contradiction, position, deadline, origin, revision" in " ".join(done.stderr.split())


def test_the_feed_is_written_whole(run: Run, kept: fake.FakeRecord, tmp_path: Path) -> None:
    """--atom writes every alert so far, told or not, and nothing beside the file; without news it stays as it is."""
    path = tmp_path / "all.atom"
    run("dossier", "watch", "all", "--atom", str(path))
    parsed = feedparser.parse(path.read_bytes())
    assert not parsed.bozo
    assert len(parsed.entries) == len(kept.noticed("all")) > 2
    assert any("people hurt in clashes" in one.title for one in parsed.entries)
    before = path.read_bytes()
    run("dossier", "watch", "all", "--atom", str(path))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["all.atom"]


def test_a_feed_that_cannot_be_written_is_a_plain_message(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is named, with what became of the alerts."""
    done = run("dossier", "watch", "all", "--atom", str(tmp_path / "no" / "x.atom"))
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert "the next watch writes the whole feed" in done.stderr


def test_the_feed_of_all_keeps_its_id(run: Run, kept: fake.FakeRecord, tmp_path: Path) -> None:
    """The feed of all dossiers is the same feed when a dossier more is made."""
    path = tmp_path / "all.atom"
    ids = []
    for name in ("x", "y"):
        kept.add_dossier(name)
        run("dossier", "watch", "--atom", str(path))
        ids.append(feedparser.parse(path.read_bytes()).feed.id)
    assert ids[0] == ids[1]


@pytest.mark.parametrize("names", [("bridge",), (), ("bridge", "all")], ids=["another", "all", "two"])
def test_the_feed_of_another_dossier_is_not_overwritten(
    run: Run, kept: fake.FakeRecord, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """A file that holds the feed of other dossiers stays as it is; the message names them, and nothing is told."""
    path = tmp_path / "x.atom"
    run("dossier", "watch", "all", "--atom", str(path))
    before = path.read_bytes()
    done = run("dossier", "watch", *names, "--atom", str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "holds another feed, 'Onrecord: all'" in done.stderr
    assert path.read_bytes() == before
    untold = {one.dossier for one in kept.watch().alerts}
    assert untold == {"bridge"}


def test_a_feed_takes_the_place_of_what_is_none(run: Run, tmp_path: Path) -> None:
    """An empty file, or one that is no feed of Onrecord's, is replaced as before."""
    path = tmp_path / "x.atom"
    for text in ("", "<feed/>", "\x00"):
        path.write_text(text, encoding="utf-8")
        assert run("dossier", "watch", "all", "--atom", str(path)).exit_code == 0
        assert feedparser.parse(path.read_bytes()).feed.title == "Onrecord: all"


# -- webhooks ---------------------------------------------------------------------------------------------------


def test_each_alert_is_posted_once(run: Run, kept: fake.FakeRecord, receiver: Receiver) -> None:
    """A webhook gets each alert in the documented shape, and none of them again."""
    done = run("dossier", "watch", "all", "--webhook", receiver.url)
    assert done.exit_code == 0
    assert receiver.ids == [one.id for one in kept.noticed("all")]
    assert f"Posted {len(receiver.ids)} alerts" in done.stderr
    body = receiver.got[0][2]
    assert list(body) == ["schema", "id", "dossier", "rule", "title", "why", "noticed", "evidence"]
    assert list(body["evidence"][0]["citations"][0]) == [
        "report", "start", "end", "text", "headline", "outlet", "published", "url"
    ]  # fmt: skip
    run("dossier", "watch", "all", "--webhook", receiver.url)
    assert len(receiver.ids) == len(set(receiver.ids))


def test_what_a_webhook_did_not_take_is_posted_again(run: Run, kept: fake.FakeRecord, receiver: Receiver) -> None:
    """After a failure only the rest is posted again; what --fail-on asked for outranks the failure in the exit code."""
    receiver.status = lambda before: 200 if before < 1 else 500
    done = run("dossier", "watch", "all", "--webhook", receiver.url, "--fail-on", "contradiction")
    assert done.exit_code == 3
    assert "the webhook answered 500" in done.stderr
    assert "Accounts differ" in done.stdout
    receiver.status = 200
    done = run("dossier", "watch", "all", "--webhook", receiver.url)
    assert done.exit_code == 0
    assert "Nothing is new." in done.stdout
    every = [one.id for one in kept.noticed("all")]
    assert receiver.ids == [every[0], every[1], *every[1:]]


def test_a_webhook_elsewhere_is_refused_before_anything_is_told(run: Run, kept: fake.FakeRecord) -> None:
    """An address that is not this machine is an error, and no alert counts as told."""
    done = run("dossier", "watch", "all", "--webhook", "http://hooks.example/x")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "--webhook-allow hooks.example" in done.stderr
    assert "Accounts differ" in run("dossier", "watch", "all").stdout


def test_allowing_a_host_without_a_webhook_is_wrong_usage(run: Run) -> None:
    """--webhook-allow alone posts nothing, and says what is missing."""
    assert run("dossier", "watch", "--webhook-allow", "hooks.example").exit_code == 2


def test_a_failing_webhook_leaves_the_feed(run: Run, receiver: Receiver, tmp_path: Path) -> None:
    """The feed is written also when the webhook fails."""
    receiver.status = 500
    path = tmp_path / "all.atom"
    assert run("dossier", "watch", "all", "--webhook", receiver.url, "--atom", str(path)).exit_code == 1
    assert feedparser.parse(path.read_bytes()).entries


def test_the_list_as_rows_has_each_query(run: Run) -> None:
    """The CSV of the list has a row a dossier with what its query asks for, and how many reports match."""
    rows = list(csv.DictReader(io.StringIO(run("dossier", "list", "--csv").stdout)))
    assert [(row["dossier"], row["query_words"], row["reports"]) for row in rows] == [
        ("all", "", "3"),
        ("bridge", "Orm bridge", "2"),
    ]
