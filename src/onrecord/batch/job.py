"""A batch job from end to end: its parts, its steps, what is done again after a loss, and the list of its output.

A step is a set of tasks. Whoever does a task finds its file there or makes it, so an engine may break off wherever it
likes (a worker killed, the machine switched off): what was not handed back is asked for again, here or in the next run,
and what had been done is found. A file's name tells what it was made of, so nothing is taken for what it is not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from onrecord.batch import inputs, read, reuse, stories
from onrecord.batch.arrays import Kept
from onrecord.batch.engines import Engine, engine_named
from onrecord.batch.extras import version
from onrecord.batch.folder import Folder, listed_in, write_rows
from onrecord.batch.order import Order, put_in_order, set_key
from onrecord.batch.tasks import Outcome, Task
from onrecord.errors import BatchError, ModelError, OnrecordError

Command = Literal["read", "reuse", "stories"]
COMMANDS: tuple[Command, ...] = ("read", "reuse", "stories")
#: Times that an engine may break off without having done anything before the job gives up.
LOSSES = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is.

    Attributes:
        step: its name.
        done: tasks that are done.
        of: how many there are.
        skipped: how many of those had been done by an earlier run.
        reports: rows that they hold.
        lost: how often the engine broke off.
    """

    step: str
    done: int
    of: int
    skipped: int = 0
    reports: int = 0
    lost: int = 0


@dataclass(slots=True)
class Summary:
    """What a job did.

    Attributes:
        command: ``read``, ``reuse`` or ``stories``.
        output: its folder.
        parts: Parquet files of the result.
        skipped: how many of them had been made before.
        reports: how many reports were taken in.
        found: rows of the result.
        errors: rows of the input that are no report or could not be read.
        lost: how often a worker was lost and its tasks done again.
        failed: messages of files and parts that could not be taken in.
    """

    command: Command
    output: str
    parts: int = 0
    skipped: int = 0
    reports: int = 0
    found: int = 0
    errors: int = 0
    lost: int = 0
    failed: list[str] = field(default_factory=list)


Told = Callable[[Progress], None]


def run(
    command: Command,
    source: str,
    output: Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    address: str | None = None,
    size: int | None = None,
    model: str | None = None,
    reader: str | None = None,
    progress: Told = lambda _: None,
) -> Summary:
    """Do a batch job, or what is left of it.

    Args:
        command: what to do.
        source: Parquet or JSON Lines: a file, a folder or a pattern.
        output: a folder of its own.
        engine: ``local`` or ``ray``.
        workers: how many processes; one for each processor if left out.
        address: of a Ray cluster.
        size: rows of the input that are one part; if left out, as in an earlier run.
        model: package name of a spaCy model, for ``read``.
        reader: ``learned`` or ``rules``, for ``read``.
        progress: is told how far the job is.

    Raises:
        BatchError: it cannot be run; what was done stays done.
        ModelError: there is no such model or reader.
    """
    settings = read.settings(model, reader) if command == "read" else {"onrecord": version()}
    _apart(source, output)
    usual = {"read": read.ROWS, "reuse": reuse.ROWS, "stories": stories.ROWS}[command]
    size = size or listed_in(output).get("rows_of_a_part") or usual
    summary = Summary(command, str(output))
    cut = _cut(source, size, summary)
    folder = Folder(output.absolute(), command)
    try:
        job = _Job(command, folder, settings, summary, progress)
        shown = {"command": command, "onrecord": version(), "settings": settings, "rows_of_a_part": size}
        if not folder.listed:
            folder.write_list({**shown, "complete": False})
        with _Closing(engine_named(engine, workers, address)) as job.engine:
            found = _readings(job, cut) if command == "read" else _between(job, cut)
        _end(job, shown, *found)
        return summary
    finally:
        folder.close()


def _apart(source: str, output: Path) -> None:
    """The output of one run must not be input of the next.

    Raises:
        BatchError: it would be.
    """
    home = Path(source).resolve()
    if "://" not in source and home.is_dir() and output.resolve().is_relative_to(home):
        raise BatchError("lies inside the input", where=str(output), hint="Give a folder beside it")


class _Closing:
    """An engine that lets its workers go in the end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Engine:
        return self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.close()


@dataclass(slots=True)
class _Job:
    """What the steps of a job share."""

    command: Command
    folder: Folder
    settings: dict[str, str]
    summary: Summary
    told: Told
    engine: Engine = field(init=False)

    def do(self, step: str, tasks: Sequence[Task], *, needed: bool = False) -> list[Outcome]:
        """What came of all tasks of a step, in their order, those that failed left out.

        Args:
            step: its name.
            tasks: the tasks.
            needed: whether the job ends if one of them fails.
        """
        left = {number: json.dumps({**task, "number": number}) for number, task in enumerate(tasks)}
        state = Progress(step, 0, len(left))
        done: dict[int, Outcome] = {}
        losses = 0
        self.told(state)
        while left:
            before = len(left)
            try:
                for answer in self.engine.run(step, list(left.values())):
                    outcome: Outcome = json.loads(answer)
                    if left.pop(outcome["number"], None) is not None:
                        done[outcome["number"]] = self._checked(outcome, needed)
                        state = _further(state, outcome)
                        self.told(state)
                reason = "it ended before all was done"
            except OnrecordError:
                raise
            except Exception as error:  # Daft and Ray have many names for a worker that is gone
                reason = f"{type(error).__name__}: {error}"
            if left:
                losses = losses + 1 if len(left) == before else 0
                state = replace(state, lost=state.lost + 1)
                self.summary.lost += 1
                self.told(state)
                if losses >= LOSSES:
                    raise _lost(step, list(left.values()), reason)
        return [done[number] for number in sorted(done) if "failed" not in done[number]]

    def _checked(self, outcome: Outcome, needed: bool) -> Outcome:
        if "stop" in outcome:
            raise ModelError(outcome["stop"].rstrip("."))
        if "failed" in outcome:
            if needed:
                raise BatchError(outcome["failed"].rstrip("."), hint="Run the command again: it goes on from here")
            if outcome["failed"] not in self.summary.failed:
                self.summary.failed.append(outcome["failed"])
        return outcome


def _further(state: Progress, outcome: Outcome) -> Progress:
    return replace(
        state, done=state.done + 1, skipped=state.skipped + bool(outcome.get("skipped")),
        reports=state.reports + int(outcome.get("rows", 0)),
    )  # fmt: skip


def _lost(step: str, left: Sequence[str], reason: str) -> BatchError:
    tasks: list[Task] = [json.loads(one) for one in left]
    names = [inputs.Part(**one["part"]).where if "part" in one else f"task {one['number']}" for one in tasks]
    some = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return BatchError(
        f"workers of the step {step!r} were lost {LOSSES} times in a row ({reason.splitlines()[0][:200]})",
        where=some, hint="Look whether memory suffices, with fewer --workers or a smaller --part, and run it again",
    )  # fmt: skip


def _cut(source: str, size: int, summary: Summary) -> list[Task]:
    """The parts of the input; files that cannot be read are told in the end."""
    cut: list[Task] = []
    for one in inputs.parts(source, size):
        if isinstance(one, OnrecordError):
            summary.failed.append(one.message)
        else:
            part = {name: getattr(one, name) for name in ("path", "name", "first", "rows", "offset")}
            cut.append({"name": one.where, "part": part})
    if not cut and summary.failed:
        raise BatchError("no file of the input can be read", where=source, hint=summary.failed[0].rstrip("."))
    return cut


Found = tuple[list[Outcome], list[Outcome], Any, list[tuple[str, str]]]


def _readings(job: _Job, cut: list[Task]) -> Found:
    given = {"folder": str(job.folder.path), "settings": job.settings}
    made = job.do("read", [task | given for task in cut])
    job.summary.reports = job.summary.found = sum(one["rows"] for one in made)
    job.summary.errors = sum(one["errors"] for one in made)
    return made, made, (read.COLUMNS, read.schema()), []


def _between(job: _Job, cut: list[Task]) -> Found:
    """What holds between the reports of all parts."""
    settings = [job.command, version()]
    given: Task = {"work": str(job.folder.work), "settings": settings}
    listed = job.folder.listed
    if "input" in listed:
        seen = job.do("look", [task | given for task in cut])
        whole = all((job.folder.path / name).exists() for name in listed["parts"])
        same = [one["key"] for one in seen] == listed["input"]["keys"] and job.summary.failed == listed["failed"]
        if whole and same:
            return _nothing_new(job, seen, listed)
    first = "prints" if job.command == "reuse" else "features"
    parts = job.do(first, [task | given for task in cut])
    errors = [(name, message) for one in parts for name, message in one["errors"]]
    keys = [one["key"] for one in parts]
    key = set_key(job.command, keys)
    where = job.folder.work / f"order-{key}"
    count = put_in_order(where, [job.folder.work / f"{first}-{one}" for one in dict.fromkeys(keys)])
    job.summary.reports, job.summary.errors = count, len(errors)
    base: Task = {"order": str(where), "set": key, "folder": str(job.folder.path)}
    follow = _pairs if job.command == "reuse" else _stories
    made = follow(job, base, count, parts)
    job.summary.found = sum(one["found"] for one in made)
    columns = (reuse.COLUMNS, reuse.schema()) if job.command == "reuse" else (stories.COLUMNS, stories.schema())
    return parts, made, columns, errors


def _nothing_new(job: _Job, seen: list[Outcome], listed: dict[str, Any]) -> Found:
    summary = job.summary
    summary.reports, summary.found, summary.errors = (listed[name] for name in ("reports", "found", "errors"))
    made = [{"made": name, "skipped": True} for name in listed["parts"]]
    return seen, made, None, job.folder.errors


def _blocks(count: int, size: int) -> Iterable[tuple[int, int]]:
    return ((first, min(first + size, count)) for first in range(0, count, size))


def _pairs(job: _Job, base: Task, count: int, parts: list[Outcome]) -> list[Outcome]:
    cuts: list[int | None] = [*reuse.ranges(Order(Path(base["order"])), sum(one["runs"] for one in parts)), None]
    ends = list(pairwise(cuts))
    folders = [str(job.folder.work / f"met-{base['set']}-{number}") for number in range(len(ends))]
    met = [
        base | {"folder": path, "low": low, "high": high} for path, (low, high) in zip(folders, ends, strict=True)
    ]  # fmt: skip
    job.do("met", met, needed=True)
    blocks = _blocks(count, reuse.block_size(count))
    return job.do("pairs", [base | {"met": folders, "first": a, "end": b} for a, b in blocks], needed=True)


def _stories(job: _Job, base: Task, count: int, parts: list[Outcome]) -> list[Outcome]:
    blocks = list(_blocks(count, stories.block_size(count)))
    folders = [job.folder.work / f"near-{base['set']}-{number}" for number in range(len(blocks))]
    near = [
        base | {"folder": str(path), "first": a, "end": b} for path, (a, b) in zip(folders, blocks, strict=True)
    ]  # fmt: skip
    job.do("near", near, needed=True)
    tied = job.folder.work / f"tied-{base['set']}"
    chains = stories.tie(tied, count, [Kept(path) for path in folders])
    return job.do("stories", [base | {"tied": str(tied), "first": a, "end": b} for a, b in chains], needed=True)


def _end(
    job: _Job, shown: dict[str, Any], parts: list[Outcome], made: list[Outcome], columns: Any,
    errors: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Say what the output is, and leave nothing else beside it."""
    summary = job.summary
    names = [str(one["made"]) for one in made]
    if not names and columns:  # a result without a row is one that can be opened
        names = ["part-empty.parquet"]
        write_rows(job.folder.path / names[0], {name: [] for name in columns[0]}, columns[1])
    summary.parts, summary.skipped = len(names), sum(1 for one in made if one.get("skipped"))
    keys = [one["key"] for one in parts]
    fingerprint = blake2b("\n".join(keys).encode(), digest_size=16).hexdigest()
    what = {
        **shown, "complete": not summary.failed, "reports": summary.reports, "found": summary.found,
        "errors": summary.errors, "failed": summary.failed, "parts": names,
        "input": {"fingerprint": fingerprint, "keys": keys},
    }  # fmt: skip
    job.folder.finish(what, errors)
