"""Fetching from a server that does anything: what comes of each case, and what it costs (promises 13 and 14).

    python -m reliability.fetching            every case with the limits of the product, some five minutes
    python -m reliability.fetching --quick    the same with short limits, half a minute

For each case the outcome, seconds by the clock and of the processor, growth of memory at its highest and the bytes that
the server sent. Then every spelling of a private address, by each way in, against a server that must not be reached.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.intake.answer import Limits
from onrecord.intake.fetch import Fetcher
from onrecord.intake.fetched import Fetched
from onrecord.intake.guard import Guard
from reliability.hostile_cases import Case, all_cases
from reliability.hostile_server import Apart, apart

#: What one address may cost (promise 14).
MOST_GROWTH, MOST_WALL = 64e6, 30.0
#: What is said of a page that was taken, beside the errors.
TAKEN = ("whole", "partial", "unchanged")


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Attributes:
        case: the case.
        became: ``whole``, ``partial``, ``unchanged``, ``other bytes`` or the kind of error.
        says: the message of the error, or why it is partial.
        wall: seconds by the clock, without the pauses that were not waited out.
        cpu: seconds of the processor; 0 where cases ran side by side.
        growth: bytes by which memory grew at its highest; 0 where cases ran side by side.
        sent: bytes that the server sent.
        asked: how many times the page was asked for.
    """

    case: Case
    became: str
    says: str
    wall: float
    cpu: float
    growth: float
    sent: int
    asked: int

    @property
    def wrong(self) -> str:
        """What is not as it has to be; empty if nothing is."""
        found = []
        if self.became not in self.case.outcome.split("|"):
            found.append(f"became {self.became} instead of {self.case.outcome}")
        if self.case.asked is not None and self.asked != self.case.asked:
            found.append(f"asked for {self.asked} times instead of {self.case.asked}")
        if self.growth > MOST_GROWTH:
            found.append(f"grew by {self.growth / 1e6:.0f} MB")
        if self.became not in TAKEN and ("\n" in self.says or not self.says.isprintable()):
            found.append("the message is not one printable line")
        return "; ".join(found)


def fetcher(port: int, limits: Limits, names: Sequence[str], sleep: Callable[[float], None]) -> Fetcher:
    """A fetcher to which hosts of these names are the server on this port, each of them allowed by name."""
    allowed = frozenset(f"{name}.example:{port}" for name in names)
    return Fetcher(Guard(allowed, resolver=lambda host, port: ["127.0.0.1"]), limits=limits, sleep=sleep)


def fetch(case: Case, one: Fetcher, port: int) -> Fetched:
    """What a case gives.

    Raises:
        OnrecordError: it gives nothing.
    """
    url = f"{case.scheme}://{case.name}.example:{port}/"
    if case.kind == "page":
        return one.page(url)
    return one.feed(url, etag='"1"' if case.kind == "feed again" else None)


def became(case: Case, one: Fetcher, port: int) -> tuple[str, str]:
    """What comes of a case, in a word, and what is said of it."""
    try:
        found = fetch(case, one, port)
    except OnrecordError as error:
        return type(error).__name__, error.message
    if found.unchanged:
        return "unchanged", ""
    if case.body is not None and found.raw != case.body:
        return "other bytes", f"{len(found.raw)} bytes: {found.raw[:40]!r}"
    return ("partial", found.doubt) if found.doubt else ("whole", "")


def run(
    cases: Sequence[Case],
    limits: Limits,
    sleep: Callable[[float], None] = time.sleep,
    together: int = 16,
    waste: Limits | None = None,
) -> Iterator[Outcome]:
    """What comes of each case; those that take all their time run side by side, and their cost is the clock's alone.

    Args:
        cases: what is tried.
        limits: what one answer may take.
        sleep: how pauses are waited out.
        together: how many slow cases run at once.
        waste: what those may take that take all they get; as the others if left out.
    """
    waste = waste or limits
    with apart(limits.size) as server:
        slow = [case for case in cases if case.slow]
        with ThreadPoolExecutor(together) as pool:
            yield from pool.map(lambda case: _one(case, server.port, waste, sleep), slow)
        for case in cases:
            if not case.slow:
                yield _weighed(case, server, waste if case.busy else limits, sleep)


def _one(case: Case, port: int, limits: Limits, sleep: Callable[[float], None]) -> Outcome:
    begun = time.monotonic()
    word, says = became(case, fetcher(port, limits, [case.name], sleep), port)
    return Outcome(case, word, says, time.monotonic() - begun, 0.0, 0.0, 0, case.asked or 0)


def _weighed(case: Case, server: Apart, limits: Limits, sleep: Callable[[float], None]) -> Outcome:
    before = _memory(anew=True)
    used = time.process_time()
    found = _one(case, server.port, limits, sleep)
    used = time.process_time() - used
    growth = _memory() - before
    counts = server.counts()
    return Outcome(
        case, found.became, found.says, found.wall, used, growth, counts.sent[case.name], counts.asked[case.name]
    )


def _memory(*, anew: bool = False) -> float:
    """The most memory that this process had; with ``anew``, what it has now, from which the most is counted on."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(float(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))
    except OSError:  # no Linux
        return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """The outcomes as lines."""
    yield f"{'case':24}{'outcome':14}{'wall s':>8}{'CPU s':>8}{'+ MB':>7}{'sent kB':>10}{'asked':>6}"
    for one in found:
        figures = f"{one.wall:8.2f}{one.cpu:8.2f}{one.growth / 1e6:7.1f}{one.sent / 1e3:10.0f}{one.asked:6}"
        yield f"{one.case.name:24}{one.became:14}{figures}  {one.wrong and f'WRONG: {one.wrong}'}".rstrip()


def main(arguments: Sequence[str]) -> int:
    """Try all and print what came of it; 1 if anything is not as it has to be."""
    from reliability.private_addresses import report

    quick = "--quick" in arguments
    if quick:
        waste = Limits(total=2.0, read=1.0, size=1_000_000)
        found = list(run(all_cases(), Limits(size=1_000_000), lambda seconds: None, waste=waste))
    else:
        found = list(run(all_cases(), Limits()))
    print("\n".join(table(found)))
    wrong = [one for one in found if one.wrong]
    late = [one for one in found if one.wall > MOST_WALL + 1]
    short = [one for one in found if one.became in ("whole", "other bytes") and one.case.outcome != "whole"]
    print(
        f"\n{len(found)} cases, {len(wrong)} not as they have to be, {len(short)} short or other bodies taken as whole."
    )
    most = {name: max(getattr(one, name) for one in found) for name in ("wall", "cpu", "growth")}
    print(
        f"Most: {most['wall']:.1f} s by the clock ({len(late)} over {MOST_WALL:.0f}), {most['cpu']:.1f} s CPU, ", end=""
    )
    print(f"{most['growth'] / 1e6:.0f} MB.")
    lines, reached = report()
    print("\n".join(lines))
    return 1 if wrong or late or reached else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
