"""Many on one record: two adders, the page with its readers, those who decide, and commands, all at once.

    python -m reliability.together [--minutes 10] [--readers 4] [--server] [--folder DIR]

Everything is a process as people start it, on loopback and in a folder of its own; it ends by itself. The readers hold
every answer against the texts and against itself. When it is over, every report and decision that was acknowledged
must be there once, ``verify`` must find nothing, and the record must be the one that a single process makes of the
same reports in another order and the same decisions. Prints what happened; exits with 1 if anything must not.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import onrecord
from onrecord.record import Record
from reliability.places import place
from reliability.together_deciding import Commander, Decider, all_there
from reliability.together_page import Asker
from reliability.together_parted import parted
from reliability.together_programs import Page, Programs
from reliability.together_reading import Reader
from reliability.together_reports import batches, lists
from reliability.together_tally import Tally

#: Seconds that the page has to show the last state when all is over.
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """How much happens.

    Attributes:
        seconds: how long, at most; what runs then is ended in order.
        matters: how many developments there are at most, of six reports each.
        batch: reports that one run of ``add`` is given.
        readers: how many read the page.
        pause: seconds between two questions of a reader.
        between: seconds between two runs of an adder, and between two decisions or commands.
        commands: whether commands are run beside.
        rebuilds: how often everything is derived anew meanwhile.
    """

    seconds: float
    matters: int
    batch: int = 20
    readers: int = 4
    pause: float = 0.05
    between: float = 2.0
    commands: bool = True
    rebuilds: int = 1


def together(folder: Path, plan: Plan, record: str) -> Tally:
    """Have many use one record at once, and look whether anything was lost, half read or shown raw.

    Args:
        folder: an empty folder.
        plan: how much.
        record: its file or address.
    """
    tally = Tally()
    programs = Programs(record, folder, tally)
    # Something is there before the others come, to read and to decide on.
    begun = list(batches(lists([plan.matters])[0], plan.batch, folder, "begun"))
    files = [list(batches(told, plan.batch, folder, name)) for told, name in zip(_lists(plan), "ab", strict=True)]
    programs.add_all(begun, lambda: False)
    with Page(programs, folder) as page:
        _await_shown(page.port, tally)
        ends = time.monotonic() + plan.seconds
        adding = [Thread(target=programs.add_all, args=(some, _over(ends), plan.between)) for some in files]
        beside = [Thread(target=deed) for deed in _beside(programs, page.port, plan, adding, ends)]
        for one in (*adding, *beside):
            one.start()
        for one in (*adding, *beside):
            one.join()
        _await_shown(page.port, tally)
    _settle(record, folder, tally, [file for some in (begun, *files) for file in some])
    return tally


def _lists(plan: Plan) -> tuple[Sequence[dict[str, object]], ...]:
    return lists(range(plan.matters))


def _over(ends: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > ends


def _beside(
    programs: Programs, port: int, plan: Plan, adding: Sequence[Thread], ends: float
) -> list[Callable[[], None]]:
    """What the others do until the adders are done or the time is over."""
    tally = programs.tally

    def over() -> bool:
        return time.monotonic() > ends or not any(one.is_alive() for one in adding)

    def reader(number: int) -> Callable[[], None]:
        return lambda: Reader(Asker(port, tally), number, plan.pause).until(over)

    decider = Decider(Asker(port, tally), "Ada", 1, plan.between)
    commander = Commander(programs, Decider(Asker(port, tally), "Bo", 2, plan.between), plan.between)
    deeds: list[Callable[[], None]] = [reader(number) for number in range(plan.readers)]
    deeds += [lambda: decider.until(over), lambda: commander.until(over)]
    if plan.commands:
        deeds.append(lambda: programs.ask(over, plan.between))
    if plan.rebuilds:
        deeds.append(lambda: _rebuild(programs, plan, over))
    return deeds


def _rebuild(programs: Programs, plan: Plan, over: Callable[[], bool]) -> None:
    """Derive everything anew now and then."""
    for _ in range(plan.rebuilds):
        ends = time.monotonic() + plan.seconds / (plan.rebuilds + 1)
        while time.monotonic() < ends:
            if over():
                return
            time.sleep(0.2)
        programs.rebuild()


def _await_shown(port: int, tally: Tally) -> None:
    """Wait until the page shows the record as it is; that it never does is a fault."""
    asker = Asker(port, tally)
    ends = time.monotonic() + _SHOWN
    while True:
        got = asker.get("/work.json")
        standing = got.json["standing"] if got.status == 200 else ""
        if standing in ("fresh", "empty"):
            return asker.close()
        if time.monotonic() > ends:
            return tally.fault(f"the screens do not come to show the record as it is: {got.words[:600]}")
        time.sleep(1)


def _settle(record: str, folder: Path, tally: Tally, files: Sequence[Path]) -> None:
    """Look whether the record is what it must be, whoever wrote to it in whatever order."""
    with onrecord.open(record, create=False, reader="rules") as made:
        ids = set(made._store.report_ids())
        for report in sorted(tally.reports.keys() ^ ids):
            tally.fault(f"report {report} was acknowledged or is there, not both")
        for report, became in tally.reports.items():
            if became.count("added") + became.count("revised") != 1:
                tally.fault(f"report {report} was added {became}")
        all_there(tally, made.judgements)
        proved = made.verify(deep=True)
        tally.count("citations proved at the end", proved.checked["citations"])
        for damage in proved.damages:
            tally.fault(f"verify: {damage}")
        decided = folder / "decided.jsonl"
        decided.write_text("".join(made.export_judgements()), "utf-8")
        _hold_against_one(made, folder, files, decided, tally)


def _hold_against_one(made: Record, folder: Path, files: Sequence[Path], decided: Path, tally: Tally) -> None:
    """Hold a record against that of the same reports and decisions, given by one process in another order."""
    with onrecord.open(folder / "alone.onrecord", reader="rules") as alone:
        lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
        wanted = [line for line in lines if any(f'"id": "{report}"' in line for report in tally.reports)]
        random.Random(7).shuffle(wanted)
        source = folder / "shuffled.jsonl"
        source.write_text("\n".join(wanted), "utf-8")
        _require(alone, source, decided, tally)
        if made.digest() != alone.digest():
            tally.fault(f"it is not the record that one process makes: {parted(made, alone)}")


def _require(alone: Record, source: Path, decided: Path, tally: Tally) -> None:
    for one in alone.add(source).results:
        if one.error is not None:
            tally.fault(f"alone: {one.error}")
    for error in alone.import_judgements(decided).errors:
        tally.fault(f"alone: {error}")


def told(tally: Tally) -> str:
    """What happened, in lines."""
    lines = [f"{name}: {number:,}" for name, number in sorted(tally.counts.items())]
    lines += [f"reports on record: {len(tally.reports):,}", f"decisions acknowledged: {len(tally.acknowledged):,}"]
    lines += [f"decision refused {number} times: {why}" for why, number in tally.refused.most_common()]
    lines += tally.times()
    return "\n".join((*lines, *(f"FAULT: {one}" for one in tally.faults)))


def main() -> int:
    """Run the long form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--matters", type=int, default=200)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--server", action="store_true", help="on a PostgreSQL server of its own, not in a file")
    parser.add_argument("--folder", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onrecord-together-") as temporary:
        folder = Path(given.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(given.minutes * 60, given.matters, readers=given.readers, rebuilds=2)
        with place(folder, "together", server=given.server) as record:
            tally = together(folder, plan, record)
    print(f"load average: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
    print(told(tally))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
