"""What happened while many used one record: counted by several threads, and what must not happen, in words."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

#: Faults that are kept in words; of more it is counted how many.
_KEPT = 200
#: What no user may be shown, in an answer, in a message or in the log of the page.
RAW = ("database is locked", "database table is locked", "Traceback (most recent call last)", "QueuePool limit")


class Tally:
    """Counts, times and faults; safe with several threads.

    Attributes:
        counts: how often each thing happened.
        faults: what must not happen and did, in words.
        acknowledged: the note of every judgement that was acknowledged, with who took it.
        refused: why judgements were not taken.
        reports: for each report that was acknowledged, what became of it each time.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.acknowledged: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.reports: dict[str, list[str]] = defaultdict(list)
        self._took: dict[str, list[float]] = defaultdict(list)
        self._lock = Lock()
        self._here = local()

    def count(self, what: str, by: int = 1) -> None:
        """Count something."""
        with self._lock:
            self.counts[what] += by

    def took(self, kind: str, seconds: float) -> None:
        """Note how long an answer took."""
        with self._lock:
            self._took[kind].append(seconds)

    def fault(self, what: str) -> None:
        """Note what must not happen."""
        with self._lock:
            self.counts["faults"] += 1
            if len(self.faults) < _KEPT:
                self.faults.append(f"{getattr(self._here, 'at', '')}{what}"[:1_200])

    def keep(self, note: str, by: str) -> None:
        """Note a judgement that was acknowledged."""
        with self._lock:
            self.acknowledged[note] = by

    def refuse(self, why: str) -> None:
        """Note why a judgement was not taken."""
        with self._lock:
            self.refused[why] += 1

    def added(self, report: str, status: str) -> None:
        """Note a report that was acknowledged."""
        with self._lock:
            self.reports[report].append(status)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Name the place of the faults that this thread notes in the block."""
        self._here.at = f"{place}: "
        try:
            yield
        finally:
            self._here.at = ""

    def clean(self, words: str) -> None:
        """Require that words hold nothing that no user may be shown."""
        for raw in RAW:
            if raw in words:
                at = words.index(raw)
                shown = words[-900:] if raw.startswith("Traceback") else words[max(0, at - 200) : at + 300]
                self.fault(f"{raw!r} is shown: …{shown!r}")

    def times(self) -> Iterator[str]:
        """How long each kind of answer took: its number, the median, the 95th part in a hundred, the longest."""
        for kind, seconds in sorted(self._took.items()):
            ordered = sorted(seconds)
            late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            said = f"median {statistics.median(ordered) * 1000:.0f} ms, p95 {late * 1000:.0f} ms"
            yield f"{kind}: {len(ordered)} answers, {said}, longest {ordered[-1]:.1f} s"
