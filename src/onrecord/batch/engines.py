"""What runs the tasks of a job: Daft on the processors of this machine, or Daft on a Ray cluster.

An engine is handed tasks and hands back what came of each, in any order; it may break off at any time. All that makes a
job restartable lies outside it: a task leaves a file that is whole or not there, and says so when it finds its file
there (``onrecord.batch.job``). Daft's own process pool does not survive the death of a worker (0.7.26: the whole query
ends with "UDF process closed the connection unexpectedly"); on Ray it starts the worker anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import Any, Protocol

from onrecord.batch import extras
from onrecord.errors import BatchError

ENGINES = ("local", "ray")
#: What makes a Ray that is begun here listen on loopback alone; its servers listen on every address otherwise. It is
#: how Ray 2.59 is told that a machine is of no cluster (``ray.init`` does not heed an address of loopback).
LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
#: Pieces that Ray schedules one by one, at the most; a piece that fails is done again as a whole.
PIECES = 4096


class Engine(Protocol):
    """Runs tasks on some workers."""

    name: str
    workers: int

    def run(self, step: str, tasks: Sequence[str]) -> Iterator[str]:
        """What came of each task, as it is done.

        Args:
            step: what is to be done, as ``onrecord.batch.tasks`` knows it.
            tasks: the tasks, as JSON.

        Raises:
            Exception: of any kind, when a worker was lost; what was not handed back may be asked for again.
        """
        ...

    def close(self) -> None:
        """Let the workers go."""
        ...


def engine_named(name: str, workers: int | None = None, address: str | None = None) -> Engine:
    """An engine.

    Args:
        name: ``local`` or ``ray``.
        workers: how many processes; left out, one for each processor.
        address: of a Ray cluster; left out, one is begun on this machine.

    Raises:
        BatchError: it is not installed, or cannot be begun.
    """
    return Ray(workers, address) if name == "ray" else Local(workers)


class Local:
    """Daft's native runner, with a process for each processor of this machine.

    Args:
        workers: how many processes.
    """

    name = "local"

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or _processors()
        extras.daft().set_runner_native()

    def run(self, step: str, tasks: Sequence[str]) -> Iterator[str]:
        """What came of each task, as it is done."""
        daft = extras.daft()
        worker = _worker(step, workers=min(self.workers, len(tasks)), use_process=True)
        frame = daft.from_pydict({"task": list(tasks)})
        yield from _outcomes(frame.select(worker.do(daft.col("task")).alias("outcome")))

    def close(self) -> None:
        """Nothing to let go: the processes end with each step."""


class Ray:
    """Daft's Ray runner.

    Args:
        workers: how many processes; left out, one for each processor of the cluster.
        address: of the cluster; left out, one is begun on this machine, which listens on loopback alone.
    """

    name = "ray"

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        if not address:
            os.environ.update(LOOPBACK)
        extras.daft()
        ray = extras.ray()
        # What a worker needs to know of this process: where Onrecord is, and to keep quiet.
        told = {**extras.QUIET, **({"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {})}
        begun: dict[str, Any] = {"address": address} if address else _here(workers or _processors())
        self._aside = redirect_stdout(sys.stderr)  # Ray prints what it has to say of lost workers among the data
        self._aside.__enter__()
        try:
            ray.init(
                runtime_env={"env_vars": told}, log_to_driver=False, logging_level="ERROR",
                ignore_reinit_error=True, **begun,
            )  # fmt: skip
        except Exception as error:
            self._aside.__exit__(None, None, None)
            raise BatchError(
                f"the Ray cluster cannot be reached ({error})", where=address or "ray",
                hint="See that it runs and that this process has its token (Ray asks for one), or leave --address out",
            ) from error  # fmt: skip
        self.workers = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        extras.daft().set_runner_ray(noop_if_initialized=True)

    def run(self, step: str, tasks: Sequence[str]) -> Iterator[str]:
        """What came of each task, as it is done."""
        daft = extras.daft()
        worker = _worker(step, workers=min(self.workers, len(tasks)))
        frame = daft.from_pydict({"task": list(tasks)}).into_partitions(min(len(tasks), PIECES))
        yield from _outcomes(frame.select(worker.do(daft.col("task")).alias("outcome")))

    def close(self) -> None:
        """Leave the cluster; one that was begun here ends."""
        extras.ray().shutdown()
        self._aside.__exit__(None, None, None)


def _here(workers: int) -> dict[str, Any]:
    """How a cluster is begun on this machine."""
    return {"num_cpus": workers, "include_dashboard": False}


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _worker(step: str, *, workers: int, use_process: bool | None = None) -> Any:
    """A class for Daft: each of its processes is handed one task at a time."""
    daft = extras.daft()

    class Worker:
        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def do(self, tasks: Any) -> list[str]:
            from onrecord.batch.tasks import do

            return [do(step, one) for one in tasks.to_pylist()]

    return daft.cls(Worker, use_process=use_process, max_concurrency=workers)()


def _outcomes(frame: Any) -> Iterator[str]:
    for row in frame.iter_rows():
        yield row["outcome"]
