"""``onrecord serve`` as people run it: a server on a port of its own, its work in processes of their own."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from onrecord.store.sqlite import SqliteStore
from onrecord.web.work import turn_path
from tests.places import Schemas
from tests.plain import read

pytestmark = pytest.mark.model

REPORT = """Verania turns down the second offer

MIROVO, 3 March (NPA) - Verania will not accept the second offer, foreign minister Ilona Brek said on Tuesday.

"We will not sign under threat," Brek told reporters.
"""


class Running:
    """A page that runs, and what asks it.

    Args:
        folder: where its temporary files lie, and its record.
        address: where its record lies if not there.
    """

    def __init__(self, folder: Path, address: str | None = None) -> None:
        self.folder, self.record = folder, folder / "talks.onrecord"
        temporary = folder / "tmp"
        temporary.mkdir(exist_ok=True)
        record = {"ONRECORD_RECORD": address or str(self.record)}
        environment = {**os.environ, "TMPDIR": str(temporary), "ONRECORD_READER": "rules", **record}
        command = [sys.executable, "-m", "onrecord", "serve", "--port", "0"]
        self.process = subprocess.Popen([*command, "--jobs", "2"], stderr=subprocess.PIPE, text=True, env=environment)
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert found, said
        self._own = httpx.Client(base_url=found.group(), headers={"Origin": found.group()}, timeout=30)
        self._token = re.search(r'name="token" value="([^"]+)"', self.get("/add").text).group(1)  # type: ignore[union-attr]

    def get(self, path: str) -> httpx.Response:
        """Ask for a page."""
        return self._own.get(path)

    def post(self, path: str, fields: dict[str, str], *files: tuple[str, str]) -> int:
        """Send a form; the number of the job that it made, or 0."""
        given = [("files", (name, content.encode())) for name, content in files] or [("files", ("", b""))]
        done = self._own.post(path, data={"token": self._token, **fields}, files=given)
        assert done.status_code == 303, done.text
        return int(done.headers["location"].rpartition("-")[2]) if "#" in done.headers["location"] else 0

    def work(self) -> dict[str, Any]:
        """What was ordered and how it stands."""
        told: dict[str, Any] = self.get("/work.json").json()
        return told

    def job(self, number: int) -> dict[str, Any]:
        """One job as it stands."""
        return next(one for one in self.work()["jobs"] if one["number"] == number)

    def until(self, what: Callable[[], object], seconds: float = 90) -> None:
        """Wait for something."""
        end = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < end, self.work()
            time.sleep(0.05)

    def fresh(self) -> None:
        """Wait until nothing runs and the screens show the record."""
        self.until(lambda: self.work()["standing"] in ("fresh", "empty"))

    def workers(self) -> list[int]:
        """The processes that work for it."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        told += [one for task in Path(f"/proc/{self.process.pid}/task").iterdir() for one in _children(task)]
        return sorted({int(one) for one in told})

    def end(self, sign: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it; its exit code and what it said since."""
        self._own.close()
        self.process.send_signal(sign)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def lines(number: int, first: int = 0) -> str:
    """So many reports, a line each, in a language that is kept and not read, and unlike: added and compared quickly."""
    return "".join(json.dumps(_report(n)) + "\n" for n in range(first, first + number))


def _report(number: int) -> dict[str, str]:
    letters = random.Random(number)
    words = ["".join(letters.choices("aeioubdgklmnprst", k=8)) for _ in range(9)]
    day = f"{2001 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
    return {"id": f"r{number}", "text": f"{' '.join(words).capitalize()}.", "language": "de", "published": day}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A page on a new record."""
    running = Running(tmp_path_factory.mktemp("page"))
    yield running
    if running.process.poll() is None:
        running.end(signal.SIGKILL)


def test_files_are_added_compared_and_shown(page: Running) -> None:
    """A report goes in by the form and comes out on the screens; what is broken or empty is named with why."""
    page.fresh()
    assert page.get("/reports.json").json()["total"] == 0
    files = [
        ("a.txt", REPORT),
        ("a.txt", REPORT.replace("Verania", "Tarvia")),
        ("empty.txt", ""),
        ("b.txt", "\x00\x01" * 99),
    ]
    number = page.post("/add", {"outlet": "Daily Ledger", "published": "2026-03-03"}, *files)
    page.until(lambda: page.job(number)["state"] == "done")
    page.fresh()
    job = page.job(number)
    assert (job["expected"], job["counts"]) == (4, {"added": 2, "failed": 2})
    assert [(one["where"], bool(one["what"]), bool(one["hint"])) for one in job["failures"]] == [
        ("empty.txt", True, True),
        ("b.txt", True, True),
    ]
    said = page.get("/work").text
    assert "<strong>empty.txt</strong>: is empty" in said
    reports = page.get("/reports.json").json()
    assert reports["total"] == 2
    assert {one["facts"]["outlet"] for one in reports["items"]} == {"Daily Ledger"}
    assert "We will not sign under threat" in page.get("/quotes").text
    assert not list((page.folder / "tmp").glob("onrecord-add-*"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the process by /proc")
def test_what_a_killed_process_did_stays_and_the_rest_is_done(page: Running) -> None:
    """Of 300 reports the process is killed in the middle: those told as added are there, and going on adds the rest."""
    page.fresh()
    before = page.get("/reports.json").json()["total"]
    number = page.post("/add", {}, ("many.jsonl", lines(300)))
    page.until(lambda: page.job(number)["counts"].get("added", 0) >= 20)
    assert page.job(number)["expected"] == 300
    for process in page.workers():
        os.kill(process, signal.SIGKILL)
    page.until(lambda: page.job(number)["state"] == "failed")
    done = page.job(number)["counts"]["added"]
    assert 20 <= done < 300
    assert "ended from outside" in page.get("/work").text
    with SqliteStore(page.record) as store:
        assert len(store.report_ids()) >= before + done
    page.post("/work", {"do": "go_on", "job": str(number)})
    page.until(lambda: page.job(number)["state"] == "done")
    counts = page.job(number)["counts"]
    assert counts["unchanged"] >= done
    assert sum(counts.values()) == 300
    page.fresh()
    assert page.get("/reports.json").json()["total"] == before + 300


def test_a_job_that_is_stopped_keeps_what_it_added(page: Running) -> None:
    """The stop button ends the work; what was added by then is compared and shown."""
    page.fresh()
    before = page.get("/reports.json").json()["total"]
    number = page.post("/add", {}, ("more.jsonl", lines(150, first=1_000)))
    page.until(lambda: page.job(number)["counts"].get("added", 0) >= 5)
    page.post("/work", {"do": "stop", "job": str(number)})
    page.until(lambda: page.job(number)["state"] == "stopped")
    page.fresh()
    assert page.get("/reports.json").json()["total"] >= before + page.job(number)["counts"]["added"]


def test_what_another_program_adds_is_shown(page: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that comes on record otherwise is on the screens within seconds, and nobody did anything."""
    import onrecord

    page.fresh()
    before = page.get("/reports.json").json()["total"]
    monkeypatch.setattr("onrecord.pipeline.read", read)
    path = page.folder / "other.jsonl"
    path.write_text(lines(1, first=9_000), "utf-8")
    with onrecord.open(page.record) as record:
        record.add(path)
    page.until(lambda: page.get("/reports.json").json()["total"] == before + 1)
    page.fresh()


def test_it_ends_quietly_and_leaves_nothing_behind(page: Running) -> None:
    """Ctrl-C while work runs ends both, says nothing, exits with 0, and no file of the work is left."""
    page.fresh()
    page.post("/add", {}, ("last.jsonl", lines(300, first=20_000)))
    page.until(lambda: page.work()["standing"] == "working")
    workers = page.workers() if sys.platform.startswith("linux") else []
    code, said = page.end()
    assert (code, said.splitlines()[1:]) == (0, [])
    assert [one for one in workers if Path(f"/proc/{one}").exists()] == []
    assert not list((page.folder / "tmp").glob("onrecord-add-*"))


def test_a_page_that_is_started_again_goes_on(page: Running) -> None:
    """What a page that ended had added and not compared yet is compared by the next, which a termination ends too."""
    again = Running(page.folder)
    try:
        again.fresh()
        with SqliteStore(page.record) as store:
            assert again.get("/reports.json").json()["total"] == len(store.report_ids())
    finally:
        code, _ = again.end(signal.SIGTERM)
    assert code == 0


def test_a_record_on_a_server_is_served(schemas: Schemas, tmp_path: Path) -> None:
    """A team's record is added to and shown as a file is, and its password stands in no process's arguments."""
    address = schemas.address().replace("://desk@", "://desk:geheim@")
    assert "geheim" in address
    running = Running(tmp_path, address)
    try:
        number = running.post("/add", {}, ("a.jsonl", lines(12)))
        running.until(lambda: running.job(number)["counts"].get("added", 0) >= 1)
        if sys.platform.startswith("linux"):
            told = [Path(f"/proc/{one}/cmdline").read_bytes() for one in running.workers()]
            assert told
            assert not any(b"geheim" in one for one in told)
        running.until(lambda: running.job(number)["state"] == "done")
        running.fresh()
        assert running.get("/reports.json").json()["total"] == 12
        assert "geheim" not in running.get("/").text
    finally:
        running.end()


def test_the_page_is_light() -> None:
    """What serves loads no language model, no network of the reader's and no reader of pages."""
    heavy = "spacy onnxruntime trafilatura lxml feedparser urllib3 pyarrow"
    code = f"import sys, onrecord.web.serving; print([m for m in '{heavy}'.split() if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_turns_of_two_records_are_two(tmp_path: Path) -> None:
    """The file that says whose turn it is is another for each record, and shows no password."""
    paths = {turn_path(str(tmp_path / "a")), turn_path(str(tmp_path / "b")), turn_path("postgresql://a:secret@b/c")}
    assert len(paths) == 3
    assert not any("secret" in str(path) for path in paths)
