"""Archives write nothing by name: whatever a source calls itself, no file is made by that name.

``python -m reliability.names`` gives 40 hostile names through each door that takes names from outside, and watches
every file that is opened for writing, made, moved or linked meanwhile.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import onrecord
from onrecord.intake.sources import documents
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Document
from onrecord.reusing import reused
from onrecord.structure.report import structure
from reliability.made import report
from reliability.nothing_cut import _record

NAMES: tuple[str, ...] = (
    *("../../evil.txt", "../" * 30 + "tmp/evil.txt", "/etc/cron.d/evil", "/tmp/evil.txt", "..\\..\\evil.txt"),
    *("C:\\evil.txt", "\\\\host\\share\\evil", "file:///../../etc/passwd", "file://localhost/tmp/evil", "//host/evil"),
    *("~/evil", "~root/evil", "$HOME/evil", "${TMPDIR}/evil", "`touch evil`", "$(touch evil)", "evil;touch evil"),
    *("evil|tee evil", "-rf", "--out=evil"),
    *("nul\0.html", "evil\n.txt", "evil\r.txt", "CON", "nul.txt", "aux", "com1.jsonl", "lpt9", ".", "..", "..."),
    *(".onrecord", "a" * 5_000, "e\u0301vil", "\u202etxt.live", "evil\u2028x", "\U0001f600"),
    *("EVIL.TXT", "evil.txt", "evil.txt ", "evil.", "%2e%2e%2fevil", "..%2fevil", "a/../../evil", "symlink"),
    *("/dev/sda", "/dev/null/evil"),
)  # fmt: skip

#: What Python tells of files that are made or changed (PEP 578), and which arguments are paths.
_MAKING = {"os.mkdir": (0,), "os.rename": (0, 1), "os.link": (0, 1), "os.symlink": (0, 1), "os.truncate": (0,),
           "os.chmod": (0,), "shutil.copyfile": (1,), "shutil.move": (1,), "sqlite3.connect": (0,)}  # fmt: skip
_seen: list[str] | None = None
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event == "open":
        path, mode, flags = arguments
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if writes and not isinstance(path, int):
            _seen.append(os.fsdecode(path))
    elif event in _MAKING:
        _seen.extend(os.fsdecode(arguments[at]) for at in _MAKING[event] if not isinstance(arguments[at], int))


@contextmanager
def watching() -> Iterator[list[str]]:
    """The paths that are written to inside the block."""
    global _seen
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    found: list[str] = []
    _seen = found
    try:
        yield found
    finally:
        _seen = None


Door = Callable[[str, Path], None]


def _kept(path: Path, folder: Path) -> None:
    """Take in a source, keep its reports in a record and a reuse index."""
    found = [one for one in documents(str(path)) if isinstance(one, Document)]
    store = onrecord.open(folder / "talks.onrecord")._store
    with store:
        for one in found:
            made = structure(one)
            store.add(one, Entry(made, Reading(made.id, Reader("none"), (None,) * len(made.blocks))))
    list(reused(iter(found), folder / "reuse"))


def _warc(name: str, folder: Path) -> None:
    body = "".join(f"<p>{one}</p>" for one in report(3).split("\n"))
    page = f"<html><body><article>{body}</article></body></html>"
    raw = _record(page.encode()).replace(b"https://osmara.example/ferry", name.encode("utf-8", "replace"))
    (folder / "in.warc").write_bytes(raw)
    _kept(folder / "in.warc", folder)


def _lines(name: str, folder: Path) -> None:
    fields = dict.fromkeys(("id", "title", "outlet", "url", "byline", "agency"), name)
    (folder / "in.jsonl").write_text(json.dumps({**fields, "text": report(4)}))
    _kept(folder / "in.jsonl", folder)


def _parquet(name: str, folder: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    columns = {key: [name] for key in ("id", "title", "outlet", "url")}
    parquet.write_table(pyarrow.table({**columns, "text": [report(5)]}), folder / "in.parquet")
    _kept(folder / "in.parquet", folder)


def _feed(name: str, folder: Path) -> None:
    import html

    said, text = html.escape(name), html.escape("".join(f"<p>{one}</p>" for one in report(6).split("\n")))
    item = f"<item><guid>{said}</guid><link>{said}</link><title>{said}</title><description>{text}</description></item>"
    raw = f'<rss version="2.0"><channel><title>{said}</title>{item}</channel></rss>'
    (folder / "in.xml").write_text(raw, encoding="utf-8", errors="replace")
    _kept(folder / "in.xml", folder)


def _upload(name: str, folder: Path) -> None:
    import shutil

    from onrecord.web import uploads

    files: Any = [SimpleNamespace(filename=one, file=io.BytesIO(report(7).encode())) for one in (name, name.upper())]
    made, names = uploads.kept(files)
    try:
        if len(names) != 2 or len({one.lower() for one in names}) != 2:
            raise AssertionError(f"two files of one name: {names}")
        for one in names:
            if (made / one).resolve().parent != made.resolve() or len(one.encode()) > 255:
                raise AssertionError(f"{one!r} lies outside")
    finally:
        shutil.rmtree(made)


#: Doors that names come through.
DOORS: Mapping[str, Door] = {
    "a WARC": _warc, "JSON Lines": _lines, "Parquet": _parquet, "a feed": _feed, "an upload": _upload,
}  # fmt: skip


def outside(door: str, name: str, root: Path) -> list[str]:
    """The paths that were written outside the folder in use while a name came through a door."""
    folder = root / "work"
    folder.mkdir()
    before = sorted(root.rglob("*"))
    with watching() as written:
        DOORS[door](name, folder)
    allowed = (str(folder), str(Path(os.environ.get("TMPDIR", "/tmp"), "onrecord-add-")), "/dev/null", ":memory:")
    nameless = (*allowed, os.environ.get("TMPDIR", "/tmp"))  # a file without a name is made by opening the folder
    found = [one for one in written if not os.path.realpath(one).startswith(allowed) and one not in nameless]
    found += [str(one) for one in folder.rglob("*") if not one.name.startswith(("talks.onrecord", "in.", "reuse"))
              and one.parent.name != "reuse"]  # fmt: skip
    import shutil

    shutil.rmtree(folder)
    return found + [str(one) for one in root.rglob("*") if one not in before and one != folder]


def main() -> int:
    """Give each name through each door and tell what was written where it should not be."""
    wrong = tried = 0
    with TemporaryDirectory(prefix="onrecord-names-") as scratch:
        for door in DOORS:
            for name in NAMES:
                found = outside(door, name, Path(scratch))
                tried += 1
                wrong += bool(found)
                if found:
                    print(door, repr(name[:40]), found[:3])
    print(f"{len(NAMES)} names through {len(DOORS)} doors: {tried} tried, {wrong} wrote a file outside")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
