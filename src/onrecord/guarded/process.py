"""A process that parses or reads for this one: started, asked, waited for, ended; and why it ended."""

from __future__ import annotations

import atexit
import os
import re
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError, ReadersError, ReadingFailed
from onrecord.guarded import wire
from onrecord.guarded.child import REFUSED, too_costly

#: Seconds without a sign after which a process is ended that waits for something that never comes. What it may work is
#: bounded by processor time; on a busy machine ten seconds of that can take minutes.
PATIENCE = 600.0
#: Seconds that a process has to end by itself when nobody asks any more.
_ENDING = 2.0
#: Names of variables that a process which meets hostile bytes has no need to know.
_SECRETS = (
    *("PASSWORD", "PASSWD", "PASSPHRASE", "PGPASSFILE", "_PWD", "SECRET", "TOKEN", "CREDENTIAL", "AUTH"),
    *("APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "_PAT", "WEBHOOK"),
)

#: What such a process runs.
PROGRAM = "onrecord.guarded.child"

#: An address with a password in it, such as that of a record on a server.
_WITH_PASSWORD = re.compile(r"://[^/\s@]{0,200}:[^/\s@]{0,200}@|[?&;]password=", re.IGNORECASE)

#: Signals that come from another program or, where memory runs out, from the system.
_FROM_OUTSIDE = tuple(getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGHUP") if hasattr(signal, name))

Settings = tuple[str | None, str | None]

#: Signals of a process that took too much processor time: by ``limits.spend``, and by a limit that a user has set.
_OVER_TIME = (getattr(signal, "SIGPROF", 27), getattr(signal, "SIGXCPU", 24))


class Ended(Exception):
    """The process ended, or was ended, while it worked."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code

    @property
    def outside(self) -> bool:
        """Whether the report that it was at need not be at fault: another program ended it, or memory ran out."""
        return self.code is not None and -self.code in (0, *_FROM_OUTSIDE)

    def error(self, where: str) -> OnrecordError:
        """What is said of the report that it was at."""
        if self.code is None:
            return too_costly("time", where)
        if self.code is not None and -self.code in _OVER_TIME:
            return too_costly("processor", where)
        if self.code == REFUSED:
            return ReadingFailed(
                "Onrecord asked another process for what that may not do", where=where, hint="Please report this"
            )
        how = f" ({signal.Signals(-self.code).name})" if -self.code in signal.valid_signals() else ""
        return ReadingFailed(
            f"the process that read it was ended from outside or by a fault{how}",
            where=where,
            hint="Nothing of it was kept. See whether the machine's memory ran out; else please report this with it",
        )


class Process:
    """One process.

    Args:
        settings: model and reader that it reads texts with; ``None`` for one that parses sources.
        descriptor: an open file that it is to inherit.
    """

    def __init__(self, settings: Settings | None, descriptor: int | None = None) -> None:
        self.settings = settings
        self.asked = 0
        self.ready = False
        self.spent = descriptor is not None
        # -P: what lies in the folder that one works in must never be imported.
        command = [sys.executable, "-P", "-m", PROGRAM]
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(
                command,
                stdin=pipe,
                stdout=pipe,
                stderr=None if os.environ.get("ONRECORD_DEBUG") else subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
                pass_fds=() if descriptor is None else (descriptor,),
            )
        except OSError as error:
            raise _not_started(str(error)) from error
        self._ask(("begin", settings))

    def ask(self, *request: Any) -> None:
        """Have it do something; its replies are to be received before it is asked again."""
        self.asked += 1
        self._ask(request)

    def _ask(self, request: tuple[Any, ...]) -> None:
        assert self._process.stdin is not None
        octets = memoryview(wire.packed(request))
        with suppress(BrokenPipeError):  # that it ended is seen when its reply is waited for
            while octets:
                octets = octets[self._process.stdin.write(octets) or 0 :]

    def fileno(self) -> int:
        """What to wait on for a reply."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def receive(self, patience: float | None = PATIENCE) -> tuple[Any, ...]:
        """Its next reply.

        Args:
            patience: seconds to wait for it; without end if ``None``.

        Raises:
            Ended: it ended before.
            ReadersError: it never was ready.
            OnrecordError: it cannot be ready, since the language model is missing.
        """
        reply = self._receive(patience)
        if not self.ready:
            if reply[0] == "error":
                self.kill()
                raise reply[1]
            self.ready = True
            reply = self._receive(patience)
        return reply

    def _receive(self, patience: float | None) -> tuple[Any, ...]:
        assert self._process.stdout is not None
        if patience is not None and not self._says(patience):
            self.kill()
            raise Ended(None)
        try:
            reply: tuple[Any, ...] = wire.receive(self._process.stdout)
        except wire.Broken:
            self.kill(_ENDING)
            if not self.ready:
                raise _not_started(f"code {self._process.returncode}") from None
            raise Ended(self._process.returncode) from None
        return reply

    def _says(self, patience: float) -> bool:
        """Whether it says something before so many seconds are over, those aside in which this process was stopped."""
        return any(readable([self], 1.0) for _ in range(max(1, int(patience))))

    def end(self) -> None:
        """Let it end; nothing of what it does is wanted any more."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        self.kill(_ENDING)

    def kill(self, patience: float = 0.0) -> None:
        """End it, at the latest after so many seconds."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None


def _not_started(why: str) -> ReadersError:
    return ReadersError(
        f"the process that is to read ends as soon as it is started ({why})",
        hint="See whether the machine has memory left; with ONRECORD_DEBUG=1 the process itself says more",
    )


def _environment() -> dict[str, str]:
    """This process's environment without secrets, and with the places where this one finds its modules."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not any(word in name.upper() for word in _SECRETS) and not _WITH_PASSWORD.search(value)
    }
    home, here = Path(__file__).parents[2], Path.cwd()
    places = (Path(path).absolute() for path in sys.path if path)
    kept["PYTHONPATH"] = os.pathsep.join(str(place) for place in places if place == home or place != here)
    return kept


# -- those that wait for more -----------------------------------------------------------------------------------

_idle: dict[Settings | None, Process] = {}


def take(settings: Settings | None) -> Process:
    """A process that waits for more, or a new one."""
    found = _idle.pop(settings, None)
    if found is not None and found.alive and not (found.ready and sys.platform != "win32" and readable([found], 0)):
        return found
    if found is not None:
        found.kill()
    return Process(settings)


def readable(processes: Iterable[Process], seconds: float) -> list[Process]:
    """Those of the processes that say something, or have ended, within so many seconds.

    On Windows, which cannot wait for a pipe, all of them.
    """
    if sys.platform == "win32":
        return list(processes)
    with selectors.DefaultSelector() as selector:
        for process in processes:
            selector.register(process, selectors.EVENT_READ, process)
        return [key.data for key, _ in selector.select(seconds)]


def give_back(processes: Iterable[Process], most: int) -> None:
    """Keep one process of each kind for what comes next, and let the others end.

    Args:
        processes: those that are not needed now.
        most: requests after which a process is not kept.
    """
    for process in processes:
        if process.spent or process.asked >= most or not process.alive or process.settings in _idle:
            process.end()
        else:
            if process.settings is not None:
                end_idle(readers=True)  # models take much memory: one process of them at a time
            _idle[process.settings] = process


def end_idle(*, readers: bool = False) -> None:
    """Let those end that wait for more: all, or those that hold models."""
    for settings in [one for one in _idle if one is not None or not readers]:
        if (process := _idle.pop(settings, None)) is not None:
            process.end()


atexit.register(end_idle)
if hasattr(os, "register_at_fork"):  # those that wait are the parent's
    os.register_at_fork(after_in_child=_idle.clear)
