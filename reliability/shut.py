"""A record that can only be read, one that is moved while it is open, and what the command says on a failing disk.

- ``read_only``: a folder or a file that can only be read, also with the journal of a killed writer in it.
- ``moved``: the file or its folder is moved, deleted or replaced while it is open.
- ``said``: the exit code and the words of the real ``onrecord add``.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.errors import OnrecordError, Unavailable
from onrecord.store.opening import open_store
from reliability import reports, running
from reliability.tally import Tally

#: Faults as strace takes them, of which the command is to tell.
SAID = (
    "pwrite64:error=ENOSPC:when=600+",
    "fdatasync:error=EIO:when=8+",
    "fdatasync:error=EIO:when=8",
    "unlink:error=EIO:when=3+",
    "openat:error=EROFS:when=4+",
    "openat:error=EACCES:when=1+",
    "pread64:error=EIO:when=9+",
)


def read_only(home: Path, record: Path, ways_of: Sequence[str] = ()) -> Tally:
    """Folders and files that can only be read: the record is there to be read, and nothing else changes it.

    Args:
        home: an empty folder.
        record: a record.
        ways_of: names of the ways in which it is shut; all if empty.
    """
    tally = Tally("read-only")
    with open_store(str(record)) as store:
        seals = dict(store.seals())
    for name, ways in ((name, _SHUT[name]) for name in ways_of or _SHUT):
        why = running.why_no_mount() if "mount" in name else _why_no_marks(home)
        if why:
            tally.notes.append(why)
            continue
        for before in ("whole", "killed"):
            folder = home / f"{name}-{before}".replace(" ", "-")
            folder.mkdir()
            path = folder / "talks.onrecord"
            shutil.copy(record, path)
            if before == "killed":  # the journal of a writer that was killed lies in it
                _leave_a_hot_journal(path)
            tally.killed += 1
            tally.wrong += [f"{name}, {before}: {one}" for one in _wrong_when_shut(path, ways, seals)]
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


def _wrong_when_shut(path: Path, ways: tuple[str, str], seals: dict[str, str]) -> Iterator[str]:
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
    yield from running.faults(path, seals, seals)


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
