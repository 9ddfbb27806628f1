"""How long a page lets its reader wait, with ten thousand reports on record: each screen beside ``/healthz``.

    python -m benchmarks.page_speed RECORD [--reports 10000] [--keep LARGE] [--times 30]

RECORD is a small record that was compared, such as that of ``onrecord demo --record X``. A large one is made
of it (``benchmarks/page_record.py``), its screens are put together, and it is served by a process of its own, as
``onrecord serve`` does. Screens and ``/healthz`` are asked in turn over one connection; the median counts. The bound is
fifteen times the first byte of ``/healthz`` and the time of one indexed query beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.page_record import fill
from onrecord import record as records
from onrecord.screening import prepare
from onrecord.store.opening import open_store
from onrecord.store.shown import Wanted

#: A screen may take so many times the first byte of ``/healthz``.
TIMES = 15
#: A word that nearly all reports have, so that a search for it is as dear as any.
WORD = "talks"


def made(base: str, path: Path, reports: int) -> None:
    """Make the large record, and put its screens together, where that is not done."""
    started = time.perf_counter()
    if not path.exists():
        with records.open(base, create=False) as small, open_store(str(path)) as store:
            fill(store, small, reports)
        print(f"made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    started = time.perf_counter()
    with records.open(str(path)) as large:
        prepare(large)
    print(f"screens ready after {time.perf_counter() - started:.0f} s", file=sys.stderr)


def queries(path: Path, times: int) -> tuple[float, float]:
    """Median milliseconds of one indexed query: the fifty items of the speaker with the most; the hits of a word."""
    with open_store(str(path)) as store:
        shelf = store.shown
        wanted = Wanted("quotes", {"speaker": shelf.values("quotes", "speaker", limit=1)[0][0]})
        return _median(lambda: shelf.lines(wanted), times), _median(lambda: store.matching(WORD), times)


def _median(deed: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        started = time.perf_counter()
        deed()
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)


@contextmanager
def served(path: Path) -> Iterator[int]:
    """The port of a process that serves the record."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(path), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout or ():
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                yield int(found[1])
                return
        raise SystemExit("the server did not start")
    finally:
        process.terminate()
        process.wait(20)


def asked(connection: HTTPConnection, url: str) -> tuple[float, float, int]:
    """Milliseconds to the first byte and to the last of an answer, and its bytes."""
    started = time.perf_counter()
    connection.request("GET", url)
    answer = connection.getresponse()
    first = time.perf_counter()
    body = answer.read()
    last = time.perf_counter()
    if answer.status != 200:
        raise SystemExit(f"{url}: {answer.status}")
    return 1000 * (first - started), 1000 * (last - started), len(body)


def screens(port: int) -> list[str]:
    """An address of each screen, with ids and filters that the record has."""
    connection = HTTPConnection("127.0.0.1", port)

    def data(url: str) -> dict[str, list[dict[str, dict[str, str]]]]:
        connection.request("GET", url)
        found: dict[str, list[dict[str, dict[str, str]]]] = json.loads(connection.getresponse().read())
        return found

    reports = [one["facts"]["id"] for one in data("/reports.json")["items"]]
    story = data("/stories.json")["items"][0]["facts"]["story"]
    speaker = data("/quotes.json")["items"][0]["facts"]["speaker"]
    family = data("/lineage.json")["items"][0]["data"]["family"]
    position = data("/positions/history.json")["items"][0]["facts"]
    of_report = [f"/report/{reports[0]}", f"/compare?a={reports[0]}&b={reports[1]}", f"/quotes?report={reports[0]}"]
    return [
        *("/", "/stories", "/reports", "/checks", "/quotes", "/positions", "/positions/history", "/timeline"),
        *("/timeline?by=reported", "/deadlines", "/lineage", f"/search?q={WORD}", "/judgements", "/add", "/work"),
        *(f"/story/{story}", f"/lineage/{family}", *of_report),
        f"/quotes?speaker={speaker.replace(' ', '+')}",
        f"/positions/history?issue={position['issue']}&party={position['party'].replace(' ', '+')}",
    ]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("record")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--times", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "large.onrecord"
        made(given.record, path, given.reports)
        asking = queries(path, given.times)
        with served(path) as port:
            table(port, screens(port), asking, given.times)


def table(port: int, urls: list[str], asking: tuple[float, float], times: int) -> None:
    """Ask all screens in turn, as often as wanted, and print what they took."""
    connection = HTTPConnection("127.0.0.1", port)
    took: dict[str, list[tuple[float, float, int]]] = {url: [] for url in ("/healthz", *urls)}
    for url in took:
        asked(connection, url)  # templates are compiled once
    for _ in range(times):
        for url, times_of in took.items():
            times_of.append(asked(connection, url))
    health = statistics.median(first for first, _, _ in took["/healthz"])
    by_key, by_word = asking
    print(f"healthz {health:.2f} ms, one indexed query {by_key:.2f} ms, of words {by_word:.2f} ms")
    print(f"bound {TIMES * health + by_key:.1f} ms, of the search {TIMES * health + by_word:.1f} ms")
    print(f"{'screen':<60} {'first':>7} {'last':>7} {'of bound':>8} {'kB':>6}")
    for url in urls:
        first, last = (statistics.median(one[n] for one in took[url]) for n in (0, 1))
        bound = TIMES * health + (by_word if url.startswith("/search") else by_key)
        over = "" if first <= bound else "  OVER"
        print(f"{url[:60]:<60} {first:7.1f} {last:7.1f} {first / bound:8.2f} {took[url][0][2] / 1000:6.0f}{over}")


if __name__ == "__main__":
    main()
