"""How far a long run is: counts, rate and time left, on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.cli.messages import say, say_failed
from onrecord.results import AddResult
from onrecord.views.words import count

#: Seconds between two lines: on a screen the line is written over, in a log each stays.
_ON_SCREEN, _IN_LOG = 0.5, 60.0
#: Nothing is told of runs that are over sooner.
_SOON = 2.0
#: What is packed, or has pictures in it, has other bytes than its reports, so its size does not tell what is left.
_PACKED = (".gz", ".parquet", ".warc")


class Progress:
    """Tells of results as they come.

    Args:
        sources: what is taken in, to tell how much is left; ``-`` and packed files leave that open.
        clock: gives seconds.
    """

    def __init__(self, sources: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total = _octets(sources)
        self._screen = sys.stderr.isatty()
        self._begun = self._told = clock()
        self._count = self._octets = 0

    def __call__(self, result: AddResult) -> None:
        """Count a result; say why one failed, and from time to time how far it is."""
        self._count += 1
        self._octets += result.octets
        if result.error is not None:
            self._wipe()
            say_failed(result)
        now = self._clock()
        if now - self._told < (_ON_SCREEN if self._screen else _IN_LOG) or now - self._begun < _SOON:
            return
        self._told = now
        line = self.line(now - self._begun)
        if self._screen:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
        else:
            say(f"{line}.")

    def done(self) -> None:
        """Take the line off the screen."""
        self._wipe()

    def interrupted(self) -> None:
        """Say what is kept of a run that was broken off."""
        self._broken_off("Interrupted")

    def stopped(self) -> None:
        """Say what is kept of a run that the record itself ended: its disk is full, say."""
        self._broken_off("Stopped")

    def _broken_off(self, how: str) -> None:
        self._wipe()
        say(f"{how}; {count(self._count, 'report')} dealt with and kept. The same command goes on.")

    def line(self, seconds: float) -> str:
        """How far it is after so many seconds."""
        rate = self._count / seconds if seconds else 0.0
        said = f"{self._count:,} {'report' if self._count == 1 else 'reports'}, {rate:,.1f} a second"
        if not self._total or not self._octets:
            return said
        left = seconds * max(0, self._total - self._octets) / self._octets
        return f"{said}, about {_time(left)} left"

    def _wipe(self) -> None:
        if self._screen and self._told != self._begun:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


#: What is judged of two reports, as the line says it.
_JUDGED = {
    "texts": "what they share",
    "quotes": "what they quote",
    "accounts": "where they differ",
    "counterparts": "what only one has",
}


class Comparing:
    """Tells how far comparing the reports of a record is, if it takes more than a moment.

    Args:
        clock: gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._screen = sys.stderr.isatty()
        self._kind = ""
        self._begun = self._told = 0.0

    def __call__(self, kind: str, done: int, of: int) -> None:
        """Say, from time to time, how many pairs of reports were compared in this way, and how long it takes yet."""
        now = self._clock()
        if kind != self._kind:
            self._kind, self._begun, self._told = kind, now, now
        last = self._screen and done + 1 == of
        if last and self._told != self._begun:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        pause = _ON_SCREEN if self._screen else _IN_LOG
        if last or now - self._told < pause or now - self._begun < _SOON or not done:
            return
        self._told = now
        left = _time((now - self._begun) * (of - done) / done)
        line = f"Comparing reports, {_JUDGED.get(kind, kind)}: {done:,} of {of:,} pairs, about {left} left"
        if self._screen:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
        else:
            say(f"{line}.")


def _time(seconds: float) -> str:
    """A time as people say it.

    >>> _time(40), _time(400), _time(9000)
    ('40 s', '7 min', '2.5 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _octets(sources: Sequence[str]) -> int:
    """Bytes of all sources; 0 if that cannot be told."""
    total = 0
    for source in sources:
        files = [Path(home, file) for home, _, names in os.walk(source) for file in names]
        for file in files or [Path(source)]:
            try:
                total += file.stat().st_size
            except OSError:
                return 0
            if file.suffix.lower() in _PACKED:
                return 0
    return total
