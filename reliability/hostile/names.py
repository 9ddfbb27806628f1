"""Names, paths and files that are hostile: odd bytes, pipes, devices, links in circles, files that change."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reliability.hostile.archives import folder_of_links
from reliability.hostile.lines import GOOD
from reliability.hostile.made import BODY, FIRST, LAST, Hostile, file

_BOTH = (FIRST, LAST)


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, called in _CALLED.items():
        yield file("names", name, called, lambda: BODY, _BOTH)
    for name, source in _SOURCES.items():
        yield Hostile(name, "names", lambda folder, source=source: source)
    for name, make in _MADE.items():
        yield Hostile(name, "names", make, cheap=make not in (_growing, _device))


_CALLED = {
    "a name of control characters": "a\x01\x1b[2J\n.txt",
    "a name of bytes that are no text": os.fsdecode(b"a\xff\xfe.txt"),
    "a name of bidi overrides": "a\u202etxt.html.txt",
    "a name of 250 letters": "a" * 246 + ".txt",
    "a name that is an option": "--help.txt",
    "a name of quotation marks": "'\";rm -rf.txt",
    "a name of combining marks": "e\u0301" * 40 + ".txt",
    "a name with markup": "<img src=x onerror=alert(1)>.txt",
    "a name with a percent sign": "%s%n%d.txt",
    "a name with braces": "{0.__class__}.txt",
    "a name with an address": "http:.txt",
    "a name of a space": " .txt",
    "a name that begins with an equals sign": "=1+1.txt",
    "no extension": "a",
    "an extension in capitals": "A.TXT",
    "an extension of something else": "a.exe",
}
_SOURCES = {
    "nothing": "",
    "a space": " ",
    "a NUL": "a\0b",
    "half a character": "\ud800",
    "a path of 100,000 letters": "a" * 100_000,
    "a path of 50,000 folders": "a/" * 50_000,
    "a path that climbs": "../" * 200 + "nowhere",
    "a path that is not there": "/nowhere/at/all.txt",
    "an empty device": "/dev/null",
    "an address without a host": "http://",
    "an address with a NUL": "http://a\0b/",
    "an address that is a file's": "file:///etc/hostname",
    "an address of letters without end": "http://" + "a" * 100_000,
    "an address with a password": "http://a:b@127.0.0.1:9/",
    "an address of this machine": "http://127.0.0.1:9/a",
    "an address in numbers": "http://2130706433:9/",
    "a scheme that is not known": "ftp://alder.example/a",
    "the folder of processes": "/proc/self/fd",
}


def _called(name: str) -> Callable[[Path], Path]:
    return lambda folder: folder / name


def _pipe(folder: Path) -> Path:
    """A pipe into which nobody writes."""
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def _pipe_in_folder(folder: Path) -> Path:
    (folder / "b.txt").write_text(BODY, "utf-8")
    _pipe(folder)
    return folder


def _socket(folder: Path) -> Path:
    import socket

    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "a.txt"))
    return folder / "a.txt"


def _device(folder: Path) -> Path:
    return Path("/dev/zero")


def _endless(folder: Path) -> Path:
    (folder / "a.txt").symlink_to("/dev/urandom")
    return folder / "a.txt"


def _loop(folder: Path) -> Path:
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    return folder / "a"


def _deep(folder: Path) -> Path:
    here = folder
    for _ in range(500):
        here = here / "d"
        here.mkdir()
    (here / "a.txt").write_text(BODY, "utf-8")
    return folder


def _many(folder: Path) -> Path:
    for number in range(3_000):
        (folder / f"{number}.txt").write_text(f"{number}\n", "utf-8")
    return folder


def _sparse(folder: Path) -> Path:
    with (folder / "a.txt").open("wb") as stream:
        stream.truncate(10**12)
    return folder / "a.txt"


def _sparse_lines(folder: Path) -> Path:
    with (folder / "a.jsonl").open("wb") as stream:
        stream.write(GOOD.encode() + b"\n")
        stream.truncate(2 * 10**9)
    return folder / "a.jsonl"


def _growing(folder: Path) -> Path:
    """A file that is written to while it is read."""
    path = folder / "a.jsonl"
    path.write_text(f"{GOOD}\n" * 3, "utf-8")

    def write() -> None:
        for _ in range(50):
            time.sleep(0.02)
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"{GOOD}\n{GOOD[:50]}")

    threading.Thread(target=write, daemon=True).start()
    return path


def _locked(folder: Path) -> Path:
    (folder / "a.txt").write_text(BODY, "utf-8")
    (folder / "a.txt").chmod(0)
    return folder / "a.txt"


def _own_words(folder: Path) -> Path:
    """A file whose name ends in what a sidecar of ours would be called."""
    (folder / "a.txt").mkdir()
    (folder / "a.txt" / "b.txt").write_text(BODY, "utf-8")
    return folder


_MADE: dict[str, Callable[[Path], Path]] = {
    "a pipe that nobody writes to": _pipe,
    "a pipe in a folder": _pipe_in_folder,
    "a socket": _socket,
    "a device without end": _device,
    "a link to a device without end": _endless,
    "links in a circle": _loop,
    "a folder of links in circles": folder_of_links,
    "500 folders in one another": _deep,
    "3,000 files without a letter": _many,
    "a file of a million megabytes of holes": _sparse,
    "lines with two thousand megabytes of holes": _sparse_lines,
    "a file that grows while it is read": _growing,
    "a file that may not be read": _locked,
    "a folder called like a file": _own_words,
    "an empty folder": lambda folder: folder,
    "a file that is not there": _called("a.txt"),
}
