"""A command line whose record is the fake one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import cli
from tests.cli import fake

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line and give its result; nothing of the caller's environment reaches it."""
    for name in ("ONRECORD_RECORD", "ONRECORD_MODEL", "ONRECORD_READER", "ONRECORD_BY", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("onrecord.record.open", fake.open_fake)
    monkeypatch.setattr("onrecord.record.read", fake.read_fake)
    monkeypatch.setattr("onrecord.record.compare", fake.compare_fake)
    monkeypatch.setattr("onrecord.record.reuse", fake.reuse_fake)
    monkeypatch.setattr("onrecord.batch.job.run", fake.batch_fake)
    monkeypatch.setattr("onrecord.keeping.restore", fake.restore_fake)
    monkeypatch.setattr("onrecord.keeping.import_record", fake.import_fake)

    def invoke(*arguments: str, **extra: object) -> Result:
        return CliRunner().invoke(cli, list(arguments), prog_name="onrecord", **extra)  # type: ignore[arg-type]

    return invoke
