"""What hurts costs only itself: it is stopped, named, and everything around it is kept, in order and once."""

from __future__ import annotations

import bz2
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

import onrecord
from onrecord import limits
from onrecord.errors import NotAFeed, ReadingFailed, TooCostly
from onrecord.guarded import process, taking
from onrecord.model.report import Document, Given
from onrecord.workers import WORTH, each_read, read_one
from tests.intake.site import served

pytestmark = [
    pytest.mark.guarded,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux alone"),
]
TALKS = "Envoys of Velmar and Orrin met in Sorn on talk number {}."


@pytest.fixture(autouse=True)
def hurting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Processes that some words hurt, with a second of processor time a report, and none left behind."""
    process.end_idle()
    monkeypatch.setattr(process, "PROGRAM", "tests.guarded.hurting")
    monkeypatch.setenv("ONRECORD_CPU_SECONDS", "1")
    monkeypatch.setattr(limits, "CPU_SECONDS", 1)
    monkeypatch.chdir(tmp_path)
    yield
    process.end_idle()


def lines(path: Path, *words: str) -> Path:
    """A JSON Lines of a report for each of these words, a good one where they are empty."""
    rows = [json.dumps({"text": f"{TALKS.format(n)} {one}".strip()}) for n, one in enumerate(words, 1)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def taken(source: str | Path, stdin: BinaryIO | None = None) -> list[str]:
    """Each document of a source by its name, each error by its type and where."""
    found = taking.documents(str(source), Given(), stdin)
    return [
        Path(one.name).name if isinstance(one, Document) else f"{type(one).__name__} {Path(one.where).name}"
        for one in found
    ]


def test_a_line_that_hurts_costs_only_itself(tmp_path: Path) -> None:
    """Of lines of which some never end, take all memory or end the process, all others are taken, each once."""
    source = lines(tmp_path / "a.jsonl", "", "PARSE-SPIN", "", "PARSE-CRASH", "PARSE-HOG", "", "PARSE-FAULT", "")
    assert taken(source) == [
        "a.jsonl:1",
        "TooCostly a.jsonl:2",
        "a.jsonl:3",
        "ReadingFailed a.jsonl:4",
        "TooCostly a.jsonl:5",
        "a.jsonl:6",
        "ReadingFailed a.jsonl:7",
        "a.jsonl:8",
    ]


def test_the_first_and_the_last_line_may_hurt(tmp_path: Path) -> None:
    """Where what hurts stands at an end of the source, what is behind or before it is taken."""
    assert taken(lines(tmp_path / "a.jsonl", "PARSE-CRASH", "", "PARSE-CRASH")) == [
        "ReadingFailed a.jsonl:1",
        "a.jsonl:2",
        "ReadingFailed a.jsonl:3",
    ]


def test_a_broken_line_is_told_once_when_reading_is_begun_anew(tmp_path: Path) -> None:
    """What was told before a process was lost is not told again by the one that goes on."""
    source = lines(tmp_path / "a.jsonl", "", "", "PARSE-CRASH", "")
    source.write_text("no json\n" + source.read_text() + "none either\n")
    assert taken(source) == [
        "BrokenRecord a.jsonl:1",
        "a.jsonl:2",
        "a.jsonl:3",
        "ReadingFailed a.jsonl:4",
        "a.jsonl:5",
        "BrokenRecord a.jsonl:6",
    ]


def test_a_file_that_hurts_costs_no_other_file(tmp_path: Path) -> None:
    """Of a folder, every file is taken but those that hurt."""
    for name, words in (("a.json", ""), ("b.json", "PARSE-SPIN"), ("c.json", "PARSE-CRASH"), ("d.json", "")):
        (tmp_path / name).write_text(json.dumps({"text": f"{TALKS.format(1)} {words}".strip()}))
    assert taken(tmp_path) == ["a.json", "TooCostly b.json", "ReadingFailed c.json", "d.json"]


def test_standard_input_is_read_by_the_other_process() -> None:
    """Bytes that are no file, and a pipe, are taken whole."""
    assert taken("-", io.BytesIO(b'{"text": "Talks in Sorn."}\n{"text": "Talks in Brell."}\n')) == ["-:1", "-:2"]
    read, write = os.pipe()
    os.write(write, b"Talks in Sorn.")
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        (found,) = taking.documents("-", Given(), pipe)
    assert isinstance(found, Document)
    assert found.text == "Talks in Sorn."


def test_what_was_read_of_a_stream_already_is_not_read_again(tmp_path: Path) -> None:
    """Of a stream that somebody read from, or that unpacks on the way, the other process gets what is left."""
    path = tmp_path / "a.jsonl"
    path.write_text('no report\n{"text": "Talks in Sorn."}\n{"text": "Talks in Brell."}\n')
    with path.open("rb") as stream:
        stream.readline()
        assert taken("-", stream) == ["-:1", "-:2"]
    packed = tmp_path / "a.bz2"
    packed.write_bytes(bz2.compress(b"Talks in Sorn."))
    with bz2.open(packed) as stream:
        assert taken("-", stream) == ["-"]


@pytest.mark.parametrize("words", ["PARSE-ONCE", "READ-ONCE"])
def test_a_process_that_another_program_ends_costs_nothing(tmp_path: Path, words: str) -> None:
    """A report at which a process was ended from outside is tried once more, and is on record once."""
    source = lines(tmp_path / "a.jsonl", "", words, "")
    with onrecord.open() as record:
        assert [one.status for one in record.add(source).results] == ["added"] * 3
        assert len(record) == 3


def test_a_process_that_is_always_ended_costs_its_report(tmp_path: Path) -> None:
    """What is ended a second time is an error that says how, and the others are taken."""
    assert taken(lines(tmp_path / "a.jsonl", "", "PARSE-KILL", "")) == [
        "a.jsonl:1",
        "ReadingFailed a.jsonl:2",
        "a.jsonl:3",
    ]
    with onrecord.open() as record:
        found = record.add(lines(tmp_path / "b.jsonl", "", "READ-KILL", "")).results
    assert [one.status for one in found] == ["added", "failed", "added"]
    assert "SIGKILL" in str(found[1].error)


def test_a_process_that_ended_while_it_waited_is_not_asked(tmp_path: Path) -> None:
    """One that was ended between two runs costs no report."""
    source = lines(tmp_path / "a.jsonl", "")
    assert taken(source) == ["a.jsonl:1"]
    (waiting,) = process._idle.values()
    waiting._process.kill()
    waiting._process.wait()
    assert taken(source) == ["a.jsonl:1"]


def test_with_very_many_open_files_it_works(tmp_path: Path) -> None:
    """A service with more than a thousand open files reads as any other."""
    source = lines(tmp_path / "a.jsonl", "")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, before[1]), before[1]))
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(1_100)]
    try:
        assert taken(source) == ["a.jsonl:1"]
    finally:
        for one in held:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_passing_over_reports_costs_none_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report that is passed over gets its own time, so that a large archive is gone on with at its end."""
    spent: list[int] = []
    monkeypatch.setattr(limits, "_kept", limits._Kept())
    monkeypatch.setattr(limits._kept, "on", True)
    monkeypatch.setattr(limits, "spend", lambda *_: spent.append(1))
    limits.source(passing=3)
    for number in range(3):
        with pytest.raises(limits.Passed):
            limits.begun(f"a:{number}")
    limits.begun("a:4")
    assert len(spent) == 5


def test_addresses_and_feeds_are_parsed_by_the_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an address gives, a feed, its items and their pages go to the other process and come back."""
    with served() as site, onrecord.open(tmp_path / "r.onrecord") as record:
        monkeypatch.setenv("ONRECORD_ALLOW_HOSTS", site.host)
        page = "<html><body><article><h1>On {0}</h1><p>The talks in Sorn were put off, {0} said.</p></article></body>"
        for name in "abc":
            site.page(f"/{name}", page.format(name))
        assert [one.status for one in record.add(site.url("/c")).results] == ["added"]
        content = "<p>Delegates waited in the lobby.</p>" * 25
        feed = site.page(
            "/feed",
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>L</title>'
            + "".join(
                f"<item><title>On {name}</title><link>{site.url(f'/{name}')}</link>"
                f"<content:encoded><![CDATA[{content} {name}]]></content:encoded></item>"
                for name in "abx"
            )
            + "</channel></rss>",
            "application/rss+xml",
        )
        record.feeds.add(feed)
        (polled,) = record.feeds.poll()
        assert polled.error is None
        assert sorted(one.item.state for one in polled.items) == ["from the feed", "taken", "taken"]
        assert len(record) == 4


def test_what_costs_too_much_to_read_is_kept_unread(tmp_path: Path) -> None:
    """A report that costs too much time or memory to read is on record with its words, and says that it is unread."""
    source = lines(tmp_path / "a.jsonl", "", "READ-SPIN", "READ-HOG", "READ-CRASH", "READ-FAULT", "")
    with onrecord.open(tmp_path / "r.onrecord") as record:
        summary = record.add(source)
        assert [one.status for one in summary.results] == ["added", "added", "added", "failed", "failed", "added"]
        assert [bool(one.note) for one in summary.results] == [False, True, True, False, False, False]
        spun, hogged = (record.entry(str(one.report)) for one in summary.results[1:3])
        assert "more than 1 seconds of processor time" in spun.reading.notes[0]
        assert "more than 1 GB of memory" in hogged.reading.notes[0]
        assert record.verify(deep=True).ok
        assert len(str(record.search("talk"))) > 0
    assert isinstance(summary.results[3].error, ReadingFailed)
    assert "SIGSEGV" in str(summary.results[3].error)


def test_rebuilding_keeps_a_reading_that_cannot_be_made_within_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow machine takes no reading away that a faster one has made."""
    source = lines(tmp_path / "a.jsonl", "READ-SPIN")
    with onrecord.open(tmp_path / "r.onrecord") as record:
        monkeypatch.setattr("onrecord.guarded.here", True)
        monkeypatch.setattr("onrecord.pipeline.read", __import__("tests.plain").plain.read)
        record.add(source)
        (before,) = record.entries
        monkeypatch.setattr("onrecord.guarded.here", False)
        assert "could not be read again within limits" in record.rebuild().differences[0]
        assert record.entries == (before,)


def test_many_that_hurt_among_many(tmp_path: Path) -> None:
    """Read by two processes, each good report between those that hurt comes back in its place."""
    words = ["READ-CRASH" if n % 5 == 3 else "" for n in range(2 * WORTH)]
    documents = list(taking.documents(str(lines(tmp_path / "a.jsonl", *words)), Given()))
    found = list(each_read(documents, jobs=2))
    assert [item for item, _ in found] == documents
    assert [isinstance(outcome, ReadingFailed) for _, outcome in found] == [bool(one) for one in words]


def test_a_parser_that_is_called_fails_as_itself() -> None:
    """An error of a parser in the other process is the same error here; one that hurts is an error that names it."""
    with pytest.raises(NotAFeed, match="is a page"):
        taking.call("feed", "f", b"<html><body>x</body></html>", "f")
    document = Document("d", b'{"text": "Talks. PARSE-SPIN"}', "application/json", "", "utf-8")
    with pytest.raises(TooCostly, match=r"d: needs more than 1 seconds"):
        taking.reread(document)
    assert taking.reread(Document("d", b"Talks.", "text/plain", "Talks.", "utf-8")) == "Talks."


def test_one_process_reads_one_after_the_other(tmp_path: Path) -> None:
    """Reports that come one at a time are read by one process, which waits for the next."""
    document = Document("a", b"Talks.", "text/plain", "Talks.", "utf-8")
    read_one(document)
    (first,) = [one for settings, one in process._idle.items() if settings is not None]
    read_one(document)
    assert [one for settings, one in process._idle.items() if settings is not None] == [first]


def test_what_is_left_in_the_middle_is_ended(tmp_path: Path) -> None:
    """A source that nobody reads to its end leaves no process that works on."""
    source = lines(tmp_path / "a.jsonl", *[""] * 5_000)
    documents = taking.documents(str(source), Given())
    next(documents)
    documents.close()
    assert not process._idle


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """When the process that adds is killed, those it started do not outlive it, also while they work."""
    source = lines(tmp_path / "a.jsonl", "READ-SPIN")
    script = (
        "from onrecord.guarded import process; process.PROGRAM = 'tests.guarded.hurting'\n"
        "import onrecord, threading\n"
        "def told():\n"
        "    import time\n"
        "    time.sleep(2)\n"
        "    print(*(one.strip() for one in open(f'/proc/self/task/{MAIN}/children')), flush=True)\n"
        "import threading; MAIN = threading.main_thread().native_id\n"
        "threading.Thread(target=told, daemon=True).start()\n"
        f"list(onrecord.read({str(source)!r}))\n"
    )
    environment = {**os.environ, "ONRECORD_CPU_SECONDS": "60", "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        children = parent.stdout.readline().split()
        os.kill(parent.pid, signal.SIGKILL)
    assert children
    until = time.monotonic() + 30
    while any(Path(f"/proc/{one}/cmdline").exists() and Path(f"/proc/{one}/cmdline").read_bytes() for one in children):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_nothing_in_the_folder_is_imported(tmp_path: Path) -> None:
    """A module that lies among the reports, under the name of a library, is never run."""
    (tmp_path / "lxml.py").write_text("import os; os.abort()")
    (tmp_path / "json.py").write_text("import os; os.abort()")
    assert taken(lines(tmp_path / "a.jsonl", "")) == ["a.jsonl:1"]


def test_secrets_stay_with_the_process_that_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """What parses hostile bytes is told no password."""
    monkeypatch.setenv("PGPASSWORD", "x")
    monkeypatch.setenv("MY_API_KEY", "x")
    monkeypatch.setenv("ONRECORD_MODEL", "some")
    monkeypatch.setenv("ONRECORD_RECORD", "postgresql://desk:geheim@127.0.0.1/record")
    environment = process._environment()
    assert "ONRECORD_RECORD" not in environment
    assert "PGPASSWORD" not in environment
    assert "MY_API_KEY" not in environment
    assert environment["ONRECORD_MODEL"] == "some"


def test_each_report_has_its_time_whatever_those_before_it_took() -> None:
    """A process that worked long in all is not ended for it: what it may take is counted from when it is told so."""
    program = (
        "import time\n"
        "from onrecord import limits\n"
        "def work(seconds):\n"
        "    end = time.process_time() + seconds\n"
        "    while time.process_time() < end: pass\n"
        "limits.keep()\n"
        "for _ in range(4):\n"
        "    limits.spend(1)\n"
        "    work(0.5)\n"
        "print('lives', flush=True)\n"
        "work(20)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "lives\n"
    assert done.returncode == -signal.SIGPROF
