"""What taking in costs by format: the same texts as lines, packed lines and Parquet, the same pages as files and WARC.

    uv run python -m benchmarks.intake ../shared/data [--texts 4000] [--megabytes 200] [--json]

CPU seconds of one core without reading (no language model). Memory is that of a process that reads an archive of real
pages, repeated until it is as large as was asked, from its first hundred pages on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import SourceError
from onrecord.intake.sources import documents
from onrecord.intake.warc_records import records


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--texts", type=int, default=4_000)
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--json", action="store_true")
    options.add_argument("--resident", action="store_true", help="print resident MB over an archive; used by itself")
    given = options.parse_args()
    if given.resident:
        print(json.dumps(list(resident(given.data))))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = {
            **of_texts(given.data / "stories" / "background.jsonl.gz", Path(folder), given.texts),
            **of_pages(given.data / "pages", Path(folder)),
            **of_archive(given.data / "pages", Path(folder), given.megabytes),
        }
    print(json.dumps(found) if given.json else "\n".join(f"{name:34} {value:>10,}" for name, value in found.items()))


def rate(source: Path) -> float:
    """Reports a CPU second of a source."""
    start, count = time.process_time(), 0
    for one in documents(str(source)):
        count += not isinstance(one, SourceError)
    return round(count / (time.process_time() - start), 1)


def of_texts(source: Path, folder: Path, most: int) -> dict[str, float]:
    """Texts a CPU second as lines, packed lines and rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(most), lines, strict=False)]
    kept = [{key: row.get(key) for key in ("id", "text", "title", "outlet", "published", "url")} for row in rows]
    plain = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept).encode()
    (folder / "a.jsonl").write_bytes(plain)
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(plain, 6))
    pq.write_table(pa.Table.from_pylist(kept), folder / "a.parquet", row_group_size=1_000)
    rate(folder / "a.parquet")  # loads what is loaded once
    return {f"texts a CPU second, {end}": rate(folder / f"a.{end}") for end in ("jsonl", "jsonl.gz", "parquet")}


def pages(folder: Path) -> list[bytes]:
    """The real pages."""
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]


def record(body: bytes, number: int) -> bytes:
    """The record of a page, as crawlers write it."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://mail.example/{number}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def of_pages(source: Path, folder: Path) -> dict[str, float]:
    """Pages a CPU second as files, WARC and packed WARC."""
    home = folder / "pages"
    home.mkdir()
    bodies = pages(source)
    for number, body in enumerate(bodies):
        (home / f"{number:04}.html").write_bytes(body)
    rows = [record(body, number) for number, body in enumerate(bodies)]
    (folder / "p.warc").write_bytes(b"".join(rows))
    (folder / "p.warc.gz").write_bytes(b"".join(gzip.compress(row, 6) for row in rows))
    rate(home)
    places = {"html files": home, "warc": folder / "p.warc", "warc.gz": folder / "p.warc.gz"}
    return {f"pages a CPU second, {name}": rate(place) for name, place in places.items()}


def of_archive(source: Path, folder: Path, megabytes: int) -> dict[str, float]:
    """Memory over a large archive, and how fast its records alone are told apart."""
    bodies = pages(source)
    path = folder / "large.warc.gz"
    size = number = 0
    with path.open("wb") as out:
        while size < megabytes * 1_000_000:
            row = record(bodies[number % len(bodies)], number)
            size += len(row)
            out.write(gzip.compress(row, 1))
            number += 1
    del bodies
    start = time.process_time()
    with path.open("rb") as stream:
        told = sum(1 for _ in records(stream))
    speed = size / 1e6 / (time.process_time() - start)
    command = [sys.executable, "-m", "benchmarks.intake", "--resident", str(path)]
    taken = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    thirds = (taken[0], taken[len(taken) // 2], taken[-1])
    return {
        "archive, unpacked MB": round(size / 1e6),
        "its records": told,
        "records alone, MB a CPU second": round(speed),
        "MB resident at the start": thirds[0],
        "MB resident in the middle": thirds[1],
        "MB resident at the end": thirds[2],
        "MB resident at most": max(taken),
    }


def resident(path: Path) -> Iterator[int]:
    """Resident megabytes of this process after each page of an archive from the hundredth on."""
    for count, _ in enumerate(documents(str(path))):
        if count >= 100:
            yield round(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6)


if __name__ == "__main__":
    sys.exit(main())
