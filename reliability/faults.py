"""Puts faults into the disk under a record: ``python -m reliability.faults``.

- ``pages``, ``quota``, ``disk``: the disk is full at many sizes: by SQLite's own limit of pages, by a limit on the size
  of files, on a small tmpfs; and by ENOSPC from the system at drawn writes.
- ``failing``: syncs, writes, reads, deletions and openings fail, once or from then on (strace puts the error there).
- ``shut``: a folder or a file that can only be read, also with the journal of a killed writer in it.
- ``moved``: the file or its folder is moved, deleted or replaced while it is open.
- ``said``: what the real command says to each of these.

Each ends in an error that names the file and says what to do; every report that was acknowledged is there, whole; and
the same run goes on once the fault is gone, to the same record as without it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from onrecord.errors import OnrecordError, Unavailable
from onrecord.store.opening import open_store
from reliability import reports, running, victims
from reliability.tally import Tally

#: Calls to the system with the errors that they may give, and how often each comes in a run of 40 reports.
FAILURES: Sequence[tuple[str, str, int]] = (
    ("pwrite64", "ENOSPC", 4000),
    ("pwrite64", "EIO", 4000),
    ("pwrite64", "EDQUOT", 4000),
    ("fdatasync", "EIO", 120),
    ("fdatasync", "ENOSPC", 120),
    ("pread64", "EIO", 80),
    ("unlink", "EIO", 40),
    ("unlink", "EACCES", 40),
    ("openat", "EROFS", 40),
    ("openat", "EACCES", 40),
    ("openat", "ENOSPC", 40),
    ("openat", "EMFILE", 40),
)
FULL = FAILURES[:1]


class Calm:
    """What the record is without faults.

    Args:
        home: a folder for it.
        count: of how many reports.
    """

    def __init__(self, home: Path, count: int = victims.COUNT) -> None:
        self.count = count
        path, empty = home / "calm.onrecord", home / "empty.onrecord"
        victims.add(str(path), count=count)
        open_store(str(empty)).close()
        with open_store(str(path)) as store:
            self.seals, self.digest = dict(store.seals()), store.digest()
        assert len(self.seals) == count
        self.path, self.size, self.empty = path, path.stat().st_size, empty.stat().st_size

    def sizes(self, count: int) -> list[int]:
        """So many sizes: a quarter in which no record can be begun, and others in which not all reports have room."""
        begun = count // 4
        some = [8192 + (self.empty - 8192) * number // begun for number in range(begun)]
        room = self.size - 8192 - self.empty
        return some + [self.empty + room * number // (count - begun) for number in range(count - begun)]

    def numbers(self) -> tuple[int, int, int]:
        """What ``victims.add`` takes after the path, to add the same reports."""
        return 0, 8, self.count

    def counted(self, tally: Tally, path: Path, code: int = 0, *, fails: bool = True) -> None:
        """Count a run under a fault, and see what it left."""
        tally.killed += 1
        tally.acknowledged += len(running.acknowledged(path))
        tally.wrong += [f"ended with {code}: {path.name}"] if code else []
        tally.wrong += self._wrong(path, fails)
        tally.runs += 1

    def _wrong(self, path: Path, fails: bool) -> Iterator[str]:
        """What is wrong with a record after a fault, and after the same run went on without it."""
        told = running.complaints(path)
        if fails and not told:
            yield f"not told: {path.name}"
        for one in told:
            named = one.startswith(("error Unavailable:", *(("error Damaged:",) if "pread64" in path.name else ())))
            if not named or path.name not in one or ". " not in one:
                yield f"told otherwise: {one}"
        yield from running.faults(path, running.acknowledged(path), self.seals)
        victims.add(str(path), *self.numbers())
        yield from running.faults(path, self.seals, self.seals)
        with open_store(str(path)) as store:
            if store.digest() != self.digest:
                yield f"another digest: {path.name}"
        yield from running.strays(path)


# -- full ---------------------------------------------------------------------------------------------------------


def pages(home: Path, calm: Calm, sizes: int) -> Tally:
    """Let a record have so many pages and no more."""
    tally = Tally("disk full, by pages")
    for size in calm.sizes(sizes):
        path = home / f"pages-{size}.onrecord"
        with victims.pages_at_most(size // 4096):
            victims.add(str(path), *calm.numbers())
        calm.counted(tally, path)
    return tally


def quota(home: Path, calm: Calm, sizes: int) -> Tally:
    """Let no file of a process grow over a size."""
    tally = Tally("disk full, by quota")
    for size in calm.sizes(sizes):
        path = home / f"quota-{size}.onrecord"
        calm.counted(tally, path, running.forked("limited", path, size, *calm.numbers()))
    return tally


def disk(home: Path, calm: Calm, sizes: int) -> Tally:
    """Add on a small disk in memory."""
    tally = Tally("disk full, tmpfs")
    for size in calm.sizes(sizes):
        path = home / f"tmpfs-{size}.onrecord"
        calm.counted(tally, path, _on_tmpfs(path, size * 6 // 5 // 1024, calm))  # the journal takes room too
    return tally


@cache
def why_no_mount() -> str:
    """Why nothing can be mounted here; empty if it can."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "there is no unshare: nothing was mounted"
    tried = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt && mount -o remount,size=1m /mnt"], capture_output=True
    )
    return "nothing may be mounted here: no small disk and no read-only folder was made" if tried.returncode else ""


def _on_tmpfs(path: Path, kilobytes: int, calm: Calm) -> int:
    """Add on a disk of a size, and bring the record out."""
    disk = path.with_suffix(".disk")
    disk.mkdir()
    script = """
        mount -t tmpfs -o size=$1k none "$2" || exit 90
        shift 2
        "$@"; code=$?
        cp "$DISK"/*.onrecord* "$OUT"
        exit $code"""
    inside = disk / path.name
    environment = running.environment() | {
        "VICTIM_SAID": str(victims.said(str(path))), "DISK": str(disk), "OUT": str(path.parent)
    }  # fmt: skip
    victim = running.victim("add", inside, *calm.numbers())
    asked = ["unshare", "-m", "sh", "-c", script, "sh", str(kilobytes), str(disk), *victim]
    return subprocess.run(asked, env=environment, capture_output=True, check=False).returncode


# -- failing ------------------------------------------------------------------------------------------------------


def failing(
    home: Path,
    calm: Calm,
    points: int,
    seed: int = 8,
    failures: Sequence[tuple[str, str, int]] = FAILURES,
    name: str = "calls that fail",
) -> Tally:
    """Let calls to the system fail at drawn places, in turn once and from then on.

    Args:
        home: a folder for the records.
        calm: the record without faults.
        points: how many.
        seed: of the draw.
        failures: which calls with which errors.
        name: what it is called.
    """
    draw = random.Random(seed)
    tally = Tally(name)
    for number in range(points):
        call, error, most = failures[number // 2 % len(failures)]
        on = "+" if number % 2 else ""
        when = draw.randrange(1, max(2, most * 9 * calm.count // 400))
        path = home / f"{call}-{error}-{when}{'-on' if on else ''}-{number}.onrecord"
        asked = running.traced(
            running.victim("add", path, *calm.numbers()), path, f"{call}:error={error}:when={when}{on}"
        )
        done = subprocess.run(asked, env=running.environment(), capture_output=True, text=True, check=False)
        if done.stderr:
            tally.wrong.append(f"more said: {path.name}: {done.stderr[-300:]}")
        tally.notes += [] if running.complaints(path) else ["that did no harm"]
        calm.counted(tally, path, done.returncode, fails=False)
    return tally


# -- shut ---------------------------------------------------------------------------------------------------------


def shut(home: Path, calm: Calm, ways_of: Sequence[str] = ()) -> Tally:
    """Folders and files that can only be read: the record is there to be read, and nothing else changes it.

    Args:
        home: an empty folder.
        calm: the record without faults.
        ways_of: names of the ways in which it is shut; all if empty.
    """
    tally = Tally("read-only")
    for name, ways in ((name, _SHUT[name]) for name in ways_of or _SHUT):
        why = why_no_mount() if "mount" in name else _why_no_marks(home)
        if why:
            tally.notes.append(why)
            continue
        for before in ("whole", "killed"):
            folder = home / f"{name}-{before}".replace(" ", "-")
            folder.mkdir()
            path = folder / "talks.onrecord"
            shutil.copy(calm.path, path)
            if before == "killed":  # the journal of a writer that was killed lies in it
                _leave_a_hot_journal(path)
            tally.killed += 1
            tally.wrong += [f"{name}, {before}: {one}" for one in _wrong_when_shut(path, ways, calm)]
            tally.runs += 1
    return tally


#: How a record is made one that can only be read: before, and after.
_SHUT = {
    "a mount": ("mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}", ""),
    "a folder that takes no new file": ("chattr +i {folder}", "chattr -i {folder}"),
    "a file that cannot be changed": ("chattr +i {file}", "chattr -i {file}"),
}


def _why_no_marks(home: Path) -> str:
    tried = subprocess.run(["chattr", "+i", str(home)], capture_output=True, check=False)
    if tried.returncode:
        return "files cannot be marked here (chattr): only mounts were tried"
    subprocess.run(["chattr", "-i", str(home)], check=True)
    return ""


def _leave_a_hot_journal(path: Path) -> None:
    """Kill a writer that has written to the record and not committed."""
    import sqlite3

    code = (
        "import os, signal, sqlite3, sys\n"
        "one = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "one.execute('PRAGMA cache_size = 5'); one.execute('BEGIN IMMEDIATE')\n"
        "one.execute(\"UPDATE revisions SET text = text || 'x'\"); one.execute('UPDATE citations SET text = 1')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    with Path(f"{path}-journal").open("rb") as file:
        assert file.read(1) != b"\0", sqlite3.sqlite_version  # else nothing would have to be rolled back


def _wrong_when_shut(path: Path, ways: tuple[str, str], calm: Calm) -> Iterator[str]:
    """What is wrong with the answers of commands to a record that can only be read."""
    close, again = (way.format(folder=path.parent, file=path) for way in ways)
    hot = Path(f"{path}-journal").exists()
    before = path.read_bytes()
    script = f"{close} || exit 90\n" + "\n".join(
        f'{command} >"$OUT/{name}.out" 2>"$OUT/{name}.err"; echo $? >"$OUT/{name}.code"'
        for name, command in _ASKED.items()
    )
    with tempfile.TemporaryDirectory() as out:
        environment = running.environment() | {"OUT": out, "PYTHON": sys.executable, "R": str(path)}
        subprocess.run(["unshare", "-m", "sh", "-c", f"{script}\n{again}"], env=environment, check=False)
        said = {name: _said(Path(out), name) for name in _ASKED}
    for name, (code, text) in said.items():
        if "Traceback" in text:
            yield f"traceback: {name}: {text[-300:]}"
        reads = name == "verify" and not hot
        right = code == 0 if reads else code == 1 and str(path) in text and (not hot or "-journal" in text)
        if not right:
            yield f"told otherwise: {name} gave {code}: {text[-300:]}"
    if path.read_bytes() != before and not hot:
        yield "changed: the file"
    yield from running.faults(path, calm.seals, calm.seals)


_ASKED = {
    "verify": '"$PYTHON" -m onrecord verify --record "$R"',
    "dossier": '"$PYTHON" -m onrecord dossier add salt "salt quota" --record "$R"',
}


def _said(out: Path, name: str) -> tuple[int, str]:
    code, *text = ((out / f"{name}.{part}").read_text("utf-8") for part in ("code", "err", "out"))
    return int(code), "".join(text)


# -- moved --------------------------------------------------------------------------------------------------------


def moved(home: Path) -> Tally:
    """Files and folders that are moved, deleted or replaced under an open record: no report is acknowledged after."""
    tally = Tally("moved, deleted or replaced while open")
    made = reports.entries(6)
    for name, (deed, where) in _MOVED.items():
        folder = home / name
        folder.mkdir()
        path = folder / "talks.onrecord"
        with open_store(str(path)) as store:
            for document, entry in made[:3]:
                store.add(document, entry)
            deed(path)
            for document, entry in made[3:]:
                try:
                    store.add(document, entry)
                    tally.wrong.append(f"acknowledged: {name}: {entry.id}, where nobody finds it")
                except Unavailable as error:
                    tally.wrong += [] if str(path) in error.message else [f"told otherwise: {name}: {error}"]
                except (OnrecordError, OSError) as error:
                    tally.wrong.append(f"told otherwise: {name}: {type(error).__name__}: {error}")
        tally.killed += 1
        if where:
            with open_store(str(where(path)), create=False) as store:
                there = store.report_ids()
                tally.wrong += [] if len(there) == 3 and store.verify().ok else [f"lost: {name}: {there}"]
    return tally


def _replace(path: Path) -> None:
    Path(shutil.copy(path, f"{path}.copy")).replace(path)


_MOVED: dict[str, tuple[Callable[[Path], object], Callable[[Path], Path] | None]] = {
    "deleted": (lambda path: path.unlink(), None),
    "renamed": (lambda path: path.rename(f"{path}.old"), lambda path: Path(f"{path}.old")),
    "folder deleted": (lambda path: shutil.rmtree(path.parent), None),
    "folder renamed": (
        lambda path: path.parent.rename(f"{path.parent} old"),
        lambda path: Path(f"{path.parent} old") / path.name,
    ),
    "replaced": (_replace, lambda path: path),
}


# -- what the command says ----------------------------------------------------------------------------------------


def said(home: Path, faults: Sequence[str], *, go_on: bool = True) -> Tally:
    """What ``onrecord add`` says of a failing disk: exit code 1, the file, what to do, no traceback; then it goes on.

    Args:
        home: an empty folder.
        faults: as strace takes them.
        go_on: run it again without the fault.
    """
    tally = Tally("onrecord add on a failing disk")
    source = home / "reports.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in reports.rows(4)), encoding="utf-8")
    for number, fault in enumerate(faults):
        path = home / f"{number}.onrecord"
        asked = running.command("add", str(source), "--record", str(path), "--reader", "rules", "--jobs", "1", "--json")
        hurt = running.traced(asked, path, fault)
        done = subprocess.run(hurt, env=running.environment(), capture_output=True, text=True, check=False)
        tally.killed += 1
        if done.returncode != 1 or "Traceback" in done.stderr or str(path) not in done.stderr:
            tally.wrong.append(f"told otherwise: {fault}: {done.returncode}: {done.stderr[-500:]}")
        if not go_on:
            continue
        again = subprocess.run(asked, env=running.environment(), capture_output=True, text=True, check=False)
        if again.returncode:
            tally.wrong.append(f"does not go on: {fault}: {again.stderr[-300:]}")
        with open_store(str(path)) as store:
            tally.wrong += [] if len(store.report_ids()) == 4 and store.verify().ok else [f"lost: {fault}"]
        tally.runs += 1
    return tally


SAID = (
    "pwrite64:error=ENOSPC:when=600+",
    "fdatasync:error=EIO:when=8+",
    "fdatasync:error=EIO:when=8",
    "unlink:error=EIO:when=3+",
    "openat:error=EROFS:when=4+",
    "openat:error=EACCES:when=1+",
    "pread64:error=EIO:when=9+",
)


def main() -> None:
    """Put in as many faults as asked, and print what came of it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sizes", type=int, default=24, help="of a full disk, in each way")
    asked.add_argument("--failing", type=int, default=96)
    asked.add_argument("--only", default="", help="full, failing, shut, moved or said")
    wanted = asked.parse_args()
    for why in filter(None, (why_no_mount(), running.why_no_strace())):
        print("NOT TRIED:", why)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-faults-") as folder:
        for tally in run(Path(folder), wanted):
            print(tally, *tally.wrong[:20], sep="\n    ", flush=True)
            wrong += len(tally.wrong)
    sys.exit(wrong > 0)


def run(home: Path, wanted: argparse.Namespace) -> Iterator[Tally]:
    """All of them one after the other."""
    calm = Calm(home)

    def place(name: str) -> Path | None:
        if wanted.only and name != wanted.only:
            return None
        made = home / name
        made.mkdir()
        return made

    if one := place("moved"):
        yield moved(one)
    if one := place("shut"):
        yield shut(one, calm)
    if one := place("full"):
        yield pages(one, calm, wanted.sizes)
        yield quota(one, calm, wanted.sizes)
        if not why_no_mount():
            yield disk(one, calm, wanted.sizes)
        if not running.why_no_strace():
            yield failing(one, calm, wanted.sizes, 7, FULL, "disk full, by ENOSPC")
    if not running.why_no_strace():
        if one := place("failing"):
            yield failing(one, calm, wanted.failing)
        if one := place("said"):
            yield said(one, SAID)


if __name__ == "__main__":
    main()
