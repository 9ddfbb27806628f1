"""A record that reads nothing in its reports: for tests of whole reports, without a language model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Document


def read(document: Document, engine: Callable[[], Any]) -> Entry:
    """The report of a document with an empty reading."""
    from onrecord.structure.report import structure

    report = structure(document)
    return Entry(report, Reading(report.id, Reader("1"), (None,) * len(report.blocks)))


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nothing from now on."""
    monkeypatch.setattr("onrecord.pipeline.read", read)
