"""A batch job in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.batch import job
from tests.batch.inline import Inline

Job = Callable[..., job.Summary]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Job:
    """Run a job with an engine in this process."""
    for name in ("ONRECORD_MODEL", "ONRECORD_READER"):
        monkeypatch.delenv(name, raising=False)

    def once(command: Any, source: Path, output: Path, engine: Inline | None = None, **options: Any) -> job.Summary:
        used = engine or Inline()
        monkeypatch.setattr(job, "engine_named", lambda *_: used)
        done = job.run(command, str(source), output, **options)
        assert used.closed
        return done

    return once
