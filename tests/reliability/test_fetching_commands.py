"""The commands that fetch, on addresses of which most are hostile: a line for each failure, the rest on record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reliability.hostile_cases import PAGE, all_cases
from reliability.hostile_server import Acts, Server, Wire

import onrecord
from onrecord.cli.main import cli

BAD = (
    "gzip-cut", "gzip-twice", "length-long", "reset-body", "chunks-no-end", "lead-private", "lead-file", "circle",
    "304-unasked", "type-signs", "type-two-lines", "noise", "status-404", "wait-an-hour", "headers-200000",
)  # fmt: skip
#: Taken, and said to be incomplete.
DOUBTFUL = ("length-short", "until-close-cut", "until-close-text")
GOOD = ("honest", "charset-zlib", "charset-undefined", "charset-idna", "charset-unicodeescape", "passes-reset")


def _page(wire: Wire) -> None:
    """Each good page in words of its own, by its path."""
    wire.whole(PAGE.replace(b"harbour", b"harbour of Port " + wire.path.strip("/").encode()))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The hostile server, allowed by name; further tries follow at once."""
    cases = {case.name: case.acts for case in all_cases()}
    one = Server(cases | {"own": Acts(_page), "feed": Acts(lambda wire: _feed(wire))}, 1_000_000)
    monkeypatch.setenv("ONRECORD_ALLOW_HOSTS", f"127.0.0.1:{one.port}")
    monkeypatch.setattr("onrecord.intake.fetch.BACK_OFF", (0.02, 0.02))
    yield one
    one.close()


def _feed(wire: Wire) -> None:
    links = [f"http://127.0.0.1:{wire.port}/{name}/" for name in ("own/a", *BAD[:6], "own/b")]
    items = "".join(f"<item><title>T {at}</title><link>{link}</link></item>" for at, link in enumerate(links))
    wire.whole(f"<rss version='2.0'><channel><title>Sorn</title>{items}</channel></rss>".encode(), kind="text/xml")


def run(*words: str) -> Result:
    """Run a command line."""
    return CliRunner().invoke(
        cli, [*words, "--reader", "rules"] if words[0] == "add" else [*words], prog_name="onrecord"
    )


def complaints(result: Result) -> list[str]:
    """The lines on standard error that say what failed."""
    return [line for line in result.stderr.splitlines() if line.startswith("onrecord: ")]


def test_add_names_each_address_that_failed_and_keeps_the_rest(server: Server, tmp_path: Path) -> None:
    """Of many addresses each that fails is one line that names it and says what to do; the others are on record."""
    path = tmp_path / "talks.onrecord"
    where = f"http://127.0.0.1:{server.port}"
    sources = [f"{where}/{name}/" for name in (*BAD, *DOUBTFUL, *GOOD)]
    result = run("add", "--record", str(path), "http://10.0.0.1/", "http://ada:secret@courier.example/", *sources)
    assert result.exit_code == 1
    lines = complaints(result)
    assert len(lines) == len(BAD) + 2
    assert all(line.isprintable() and line.count(". ") >= 1 for line in lines)
    for name in BAD:
        assert sum(line.startswith(f"onrecord: {where}/{name}/: ") for line in lines) == 1, (name, lines)
    assert not any("secret" in line for line in lines)
    with onrecord.open(path) as record:
        found = {entry.report.url: record._store.document(entry.id).partial for entry in record.entries}
    assert {url for url, why in found.items() if why} == {f"{where}/{name}/" for name in DOUBTFUL}
    assert {url for url, why in found.items() if not why} == {f"{where}/{name}/" for name in GOOD}


def test_a_poll_goes_on_past_feeds_and_pages_that_fail(server: Server, tmp_path: Path) -> None:
    """Of feeds and their pages each that fails is one line that names it; the others are on record."""
    path, where = tmp_path / "talks.onrecord", f"http://127.0.0.1:{server.port}"
    feeds = [f"{where}/{name}/" for name in ("gzip-cut", "feed", "lead-loopback", "304-feed-unasked", "robots-no")]
    assert run("feeds", "add", "--record", str(path), *feeds).exit_code == 0
    result = run("feeds", "poll", "--record", str(path))
    assert result.exit_code == 1
    lines = complaints(result)
    assert all(line.isprintable() for line in lines)
    for name in ("gzip-cut", "lead-loopback", "304-feed-unasked", *BAD[:6]):
        assert any(f"{where}/{name}/" in line for line in lines), (name, result.stderr)
    with onrecord.open(path) as record:
        assert {entry.report.url for entry in record.entries} == {f"{where}/own/a/", f"{where}/own/b/"}
