"""An engine that does every task in this process, and breaks off where a test wants it to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.batch.tasks import do


class Inline:
    """Does tasks one after the other.

    Args:
        breaks: after how many tasks of a step it breaks off, for each time that it is asked; then no more.
        at: the step; any if left out.
    """

    name = "inline"
    workers = 1

    def __init__(self, *breaks: int, at: str | None = None) -> None:
        self.breaks = list(breaks)
        self.at = at
        self.done: list[str] = []
        self.closed = False

    def run(self, step: str, tasks: Sequence[str]) -> Iterator[str]:
        """What came of each task."""
        for number, task in enumerate(tasks):
            if self.breaks and self.at in (None, step) and number == self.breaks[0]:
                self.breaks.pop(0)
                raise RuntimeError("a worker is gone")
            self.done.append(step)
            yield do(step, task)

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True
