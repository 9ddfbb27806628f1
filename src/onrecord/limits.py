"""What one report may cost, and how a process keeps to it: processor time and memory, by the system's own limits.

No parser can be trusted with time: of eleven readers of HTML each has a small page that keeps it busy for minutes, and
nothing inside a process stops code in C. So sources are parsed and texts are read in processes that the system ends
when they go over (``onrecord.guarded``). This module is the side of such a process: ``keep`` sets the limits once, and
whatever goes through a source calls ``begun`` for each report in it, which then has the whole time for itself. In a
process without limits ``begun`` does nothing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from onrecord.errors import SourceError


def _set(name: str, usual: float) -> float:
    """What a variable of the environment sets, if it is a number above zero that can be."""
    try:
        found = float(os.environ.get(name) or usual)
    except ValueError:
        return usual
    return found if 0 < found < 1e6 else usual


#: Seconds of processor time that taking in one report, and reading it, may each cost. The slowest of 181 saved news
#: pages took half a second, a report of 100,000 characters is read in five to seven.
CPU_SECONDS = int(_set("ONRECORD_CPU_SECONDS", 10))
#: Bytes of memory that a process may take which parses sources or reads texts, its models included.
MEMORY = int(_set("ONRECORD_MEMORY_GB", 1) * 1e9)

Begun = Callable[[int, str], None]


class Passed(SourceError):
    """A report that is not looked at again, since it was dealt with before the process was started anew."""

    def __init__(self, number: int, where: str) -> None:
        super().__init__("was dealt with", where=where)
        self.number = number


class _Kept:
    """The limits of this process."""

    def __init__(self) -> None:
        self.on = False
        self.number = 0
        self.passing = 0
        self.tell: Begun = lambda number, where: None


_kept = _Kept()


def keep(tell: Begun | None = None) -> None:
    """Have the system end this process when a report costs more than it may; there is no way back.

    Args:
        tell: called with the number and the name of each report that is begun.
    """
    _kept.on = True
    _can_be_ended()
    if tell is not None:
        _kept.tell = tell
    _no_files()
    spend()
    _bound_memory()


def source(passing: int = 0) -> None:
    """A source is begun, of which so many reports are passed over."""
    _kept.number, _kept.passing = 0, passing
    spend()


def begun(where: str) -> None:
    """A report of a source is begun: it may cost what one report may, whatever the ones before it took.

    Args:
        where: its name.

    Raises:
        Passed: it was dealt with before.
    """
    if not _kept.on:
        return
    _kept.number += 1
    spend()
    if _kept.number <= _kept.passing:
        raise Passed(_kept.number, where)
    _kept.tell(_kept.number, where)


def spend(seconds: int = CPU_SECONDS) -> None:
    """Let this process take so many more seconds of processor time before the system ends it (POSIX ``ITIMER_PROF``).

    Not ``RLIMIT_CPU``: that is held against the ticks of the clock which met this process since it began, of which an
    idle or crowded machine counted 2.8 seconds where 7.4 were taken. A timer counts ticks too, but from now on only.
    """
    if _kept.on and sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _can_be_ended() -> None:
    """Heed the signal by which the system ends this process, whatever the process that started it did with it."""
    if sys.platform != "win32":
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGPROF])


def _bound_memory() -> None:
    """Bound the address space so that what is in memory stays below ``MEMORY``.

    ``RLIMIT_AS`` counts what is mapped and not in memory too (libraries, stacks of threads), which is let off. Where
    the system does not say how much that is (macOS), memory is not bounded.
    """
    sizes = mapped_and_resident()
    if sizes is None:
        return
    import resource

    mapped, resident = sizes
    bound = mapped + max(MEMORY - resident, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))


def mapped_and_resident() -> tuple[int, int] | None:
    """Bytes of address space and of memory that this process has; ``None`` where the system does not say."""
    try:
        mapped, resident = Path("/proc/self/statm").read_text("ascii").split()[:2]
    except (OSError, ValueError):
        return None
    page = os.sysconf("SC_PAGE_SIZE")
    return int(mapped) * page, int(resident) * page


def _no_files() -> None:
    """Write no file and leave no image of memory behind: what parses sources has nothing to write."""
    if sys.platform == "win32":
        return
    import resource

    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limit, (0, resource.getrlimit(limit)[1]))
