"""Positions under the issues of a dossier's own list, without reading anything again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.lexicons.issues import Issues, assigned, issues
from onrecord.model.reading import Entry


def under(entries: Sequence[Entry], own: Issues) -> tuple[Entry, ...]:
    """The reports with each position and open point under the issue that the list decides.

    Args:
        entries: reports as read, under the issues of the default list.
        own: the list that the record uses; with the default list everything stays as it was read.
    """
    if own is issues():
        return tuple(entries)
    return tuple(_entry(entry, own) for entry in entries)


def _entry(entry: Entry, own: Issues) -> Entry:
    reading = entry.reading
    positions = tuple(replace(one, issue=assigned(one.about, one.issue, own)) for one in reading.positions)
    points = tuple(replace(one, issue=assigned(one.about, one.issue, own)) for one in reading.open_points)
    return Entry(entry.report, replace(reading, positions=positions, open_points=points))
