"""JSON lines: one object a line, nothing between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports import json
from onrecord.exports.shapes import reading
from onrecord.model.reading import Entry


def lines(values: Iterable[Any]) -> Iterator[str]:
    """Each value as a line of JSON with its line end."""
    for value in values:
        yield json.text(value, indent=None)


def record(entries: Iterable[Entry]) -> Iterator[str]:
    """A report a line, in the shape of ``read --json``."""
    return lines(reading(entry) for entry in entries)
