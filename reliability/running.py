"""How victims and commands are begun, killed and watched, and how a record is looked at afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

from onrecord.store.opening import open_store
from onrecord.store.protocol import Store
from reliability import victims

ROOT = Path(__file__).resolve().parents[1]

#: The calls to the system by which SQLite changes a file.
CHANGES = ("pwrite64", "fdatasync", "unlink", "openat")


def environment() -> dict[str, str]:
    """The environment in which a child finds this source and these programs."""
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "PYTHONUNBUFFERED": "1"}


def command(*arguments: str) -> list[str]:
    """The real command line."""
    return [sys.executable, "-m", "onrecord", *arguments]


def victim(name: str, path: Path, *numbers: int) -> list[str]:
    """The command of a victim."""
    return [sys.executable, "-m", "reliability.victims", name, str(path), *map(str, numbers)]


def forked(name: str, path: Path, *numbers: int) -> int:
    """Run a victim in a fork of a clean process that has loaded what it needs, and give its exit code."""
    server = get_context("forkserver")
    server.set_forkserver_preload(["reliability.victims", "onrecord.store.sqlite"])
    process = server.Process(target=victims.main, args=(name, str(path), *map(str, numbers)))
    process.start()
    process.join(300)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"{name} {numbers}")
    return process.exitcode


# -- strace, mount ------------------------------------------------------------------------------------------------


@cache
def why_no_strace() -> str:
    """Why no faults can be put into calls to the system here; empty if they can."""
    found = shutil.which("strace")
    if found is None:
        return "strace is not installed: no fault was put into a call to the system"
    tried = subprocess.run([found, "-e", "inject=getppid:error=EIO", "true"], capture_output=True, text=True)
    return f"strace may not trace here: {tried.stderr.strip()[:200]}" if tried.returncode else ""


@cache
def why_no_mount() -> str:
    """Why nothing can be mounted here; empty if it can."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return "there is no unshare: nothing was mounted"
    tried = subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt && mount -o remount,size=1m /mnt"], capture_output=True
    )
    return "nothing may be mounted here: no small disk and no read-only folder was made" if tried.returncode else ""


def traced(asked: Sequence[str], path: Path, *injections: str, also: Collection[Path] = ()) -> list[str]:
    """A command in whose calls on the files of a record faults are put.

    Args:
        asked: the command.
        path: the record.
        injections: as strace takes them: ``fdatasync:error=EIO:when=3+``.
        also: further files.
    """
    files = (path, Path(f"{path}-journal"), Path(f"{path}-wal"), *also)
    calls = {one.partition(":")[0] for one in injections} | {"execve"}
    return [
        "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={','.join(sorted(calls))}",
        *(word for one in files for word in ("-P", str(one))),
        *(word for one in injections for word in ("-e", f"inject={one}")),
        *asked,
    ]  # fmt: skip


# -- the command line ---------------------------------------------------------------------------------------------


class Adding:
    """A running ``onrecord add --jsonl`` in a process group of its own, and what it has acknowledged.

    Args:
        asked: the command.
        errors: the file that takes its standard error.
    """

    def __init__(self, asked: Sequence[str], errors: Path) -> None:
        self.lines: list[str] = []
        with errors.open("ab") as said:
            self.process = subprocess.Popen(
                asked, stdout=subprocess.PIPE, stderr=said, env=environment(), start_new_session=True
            )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                self.lines.append(line.decode())

    def wait_for(self, done: Callable[[], bool], most: float = 300) -> bool:
        """Wait until something holds; whether it came before the process ended."""
        until = time.monotonic() + most
        while not done():
            if self.process.poll() is not None or time.monotonic() > until:
                return False
            time.sleep(0.002)
        return True

    def kill(self, whom: str) -> bool:
        """Kill the whole group, the parent alone, or one worker; whether there was somebody to kill."""
        if whom == "worker":
            mine = [one for one in children(self.process.pid) if any(name in _command_of(one) for name in _READERS)]
            if mine:
                os.kill(mine[-1], signal.SIGKILL)
            return bool(mine)
        if self.process.poll() is not None:
            return False
        if whom == "group":
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            os.kill(self.process.pid, signal.SIGKILL)
        return True

    def end(self, most: float = 300) -> int:
        """Wait until it and all that it began have ended; its exit code.

        Raises:
            TimeoutError: something goes on.
        """
        code = self.process.wait(most)
        until = time.monotonic() + 60
        while _of_session(self.process.pid):
            if time.monotonic() > until:
                os.killpg(self.process.pid, signal.SIGKILL)
                raise TimeoutError("a process that reads goes on after the one that it reads for was killed")
            time.sleep(0.02)
        self._reader.join(20)
        return code


#: What stands in the command of a process that reads for another.
_READERS = (b"spawn_main", b"onrecord.guarded")


def _processes() -> Iterator[tuple[int, list[str]]]:
    """All processes that have not ended, with state, parent, group, session and so on, as /proc has them."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError):  # it has ended
                facts = (path / "stat").read_text("utf-8").rpartition(")")[2].split()
                if facts[0] not in "ZX":
                    yield int(path.name), facts


def _of_session(session: int) -> list[int]:
    return [one for one, facts in _processes() if facts[3] == str(session)]


def children(of: int) -> Iterator[int]:
    """The processes that a process began, and those that these began."""
    parents: dict[int, list[int]] = {}
    for one, facts in _processes():
        parents.setdefault(int(facts[1]), []).append(one)
    left = list(parents.get(of, []))
    while left:
        one = left.pop()
        yield one
        left += parents.get(one, [])


def _command_of(process: int) -> bytes:
    try:
        return (Path("/proc") / str(process) / "cmdline").read_bytes()
    except OSError:  # it has ended
        return b""


# -- looking at what is left --------------------------------------------------------------------------------------


def acknowledged(path: Path) -> list[str]:
    """What the victims of a record said was done, without errors."""
    file = victims.said(str(path))
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if not line.startswith("error ")]


def complaints(path: Path) -> list[str]:
    """The errors that the victims of a record met."""
    file = victims.said(str(path))
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line.startswith("error ")]


def faults(path: Path, acked: Collection[str], whole: Mapping[str, str]) -> list[str]:
    """What is wrong with a record after its writer was killed and the next program has opened it; nothing, it is hoped.

    Args:
        path: the record.
        acked: ids of the reports that were acknowledged.
        whole: what may be on record: the seal of each report, with its reading, by its id.
    """
    with open_store(str(path)) as store:
        return wrong_in(store, acked, whole)


def wrong_in(store: Store, acked: Collection[str], whole: Mapping[str, str]) -> list[str]:
    """What is wrong with an open record; see ``faults``."""
    found = [f"damage: {one}" for one in store.verify().damages]
    there = store.seals()
    found += [f"lost: {id}" for id in sorted(set(acked) - set(there))]
    found += [f"doubled or foreign: {id}" for id in sorted(set(there) - set(whole))]
    found += [f"not whole: {id}" for id, seal in there.items() if id in whole and whole[id] != seal]
    return found


def strays(path: Path) -> list[str]:
    """Files beside a record that nobody needs once a program that wrote to it has come to its end.

    Until then the journal of a transaction that never wrote to the record may lie there; it says nothing, and the next
    transaction writes over it. A copy of an older record is needed.
    """
    rest = (one.name.removeprefix(path.name) for one in path.parent.glob(f"{path.name}*"))
    return [f"stray file: {path.name}{one}" for one in sorted(rest) if one and not one.startswith((".said", "-v"))]
