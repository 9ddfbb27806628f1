"""Daft's native runner with real processes: it is quiet, it works in parallel, and it hands on what goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from onrecord.batch import job
from tests.batch import made
from tests.batch.conftest import Job
from tests.batch.test_job import foreign


def test_daft_gives_what_one_process_gives(run: Job, tmp_path: Path) -> None:
    """The files that Daft's workers leave are those of an engine in one process, byte by byte."""
    source = made.folder(tmp_path / "in", foreign(30))
    run("reuse", source, tmp_path / "one", size=10)
    code = (
        "from pathlib import Path; from onrecord.batch import job; "
        f"print(job.run('reuse', {str(source)!r}, Path({str(tmp_path / 'two')!r}), size=10, workers=2).found)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    files = [{one.name: one.read_bytes() for one in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]


def test_neither_daft_nor_ray_tells_anybody() -> None:
    """Once Onrecord has loaded them, Daft has opted out of its counters and Ray of its usage statistics."""
    code = (
        "from onrecord.batch import extras; extras.daft(); extras.ray(); "
        "from daft.scarf_telemetry import opted_out; "
        "from ray._common.usage.usage_lib import usage_stats_enabled; "
        "print(opted_out(), usage_stats_enabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]


def test_importing_the_command_loads_neither() -> None:
    """The command's help loads neither Daft nor Ray nor pyarrow."""
    code = (
        "import sys\nsys.argv = ['onrecord', 'batch', '--help']\n"
        "from onrecord.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in 'daft ray pyarrow numpy spacy'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_commands_of_the_job_are_those_of_the_command_line() -> None:
    """The command line offers what a job can do."""
    from onrecord.cli.batch import batch_command

    (choice,) = (one.type for one in batch_command.params if one.name == "command")
    assert tuple(choice.choices) == job.COMMANDS  # type: ignore[attr-defined]
