"""The revisions of one report for its screen: which of how many it is, and what changed from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.model.reading import Entry
from onrecord.model.revision import Chain, by_outlet
from onrecord.views.page import Line
from onrecord.views.revisions import by_when, change_line, change_shape, compared, fetched, headline_line, rewritten


@dataclass(frozen=True, slots=True)
class Place:
    """A revision among those of its report.

    Attributes:
        number: which one, from 1.
        report: id of the report that holds it.
        said: since when its words stood at the address, as far as is known, and who says so.
        current: whether later words are known.
        here: whether the screen is of this one.
    """

    number: int
    report: str
    said: str
    current: bool
    here: bool


_NOT_KNOWN = "when it stood there is not known"


def places(chain: Chain, report: str) -> tuple[Place, ...]:
    """All revisions of a report, the first one first; no text of theirs is needed.

    Args:
        chain: the revisions.
        report: id of the one that the screen is of.
    """
    found = []
    for place, one in enumerate(chain.revisions):
        said = "; ".join(words for words in (by_when(chain, place), fetched(one)) if words)
        last = place == len(chain.revisions) - 1
        found.append(
            Place(place + 1, one.report, said or "when it stood there is not known", last, one.report == report)
        )
    return tuple(found)


def which(chain: Chain, report: str) -> str:
    """Which of how many a report is: ``revision 3 of 4``."""
    return f"revision {chain.reports.index(report) + 1} of {len(chain.revisions)}"


def superseded(chain: Chain, report: str) -> str:
    """Why later words stand at the address; empty for the current revision."""
    if chain.current.report == report:
        return ""
    return "its outlet changed it" if by_outlet(chain) else "its text was taken in whole later"


def beside(chain: Chain, report: str) -> str:
    """The revision that one is compared with where none is named: the one before, of the first the one after."""
    place = chain.reports.index(report)
    return chain.reports[place - 1 if place else 1]


def change_lines(before: Entry, after: Entry) -> tuple[Line, ...]:
    """A line for each change from one revision to a later one, a headline beside the text first."""
    found = compared(before.report, after.report)
    return (
        *headline_line(before.report, after.report, found),
        *(change_line(before, after, change) for change in found),
    )


def anew(before: Entry, after: Entry) -> bool:
    """Whether nearly all of the later text is other words."""
    return rewritten(after.report, compared(before.report, after.report))


def changes_shape(before: Entry, after: Entry) -> dict[str, Any]:
    """Two revisions and the changes between them as data."""
    return {
        "before": before.id,
        "after": after.id,
        "changes": [
            change_shape(before.report, after.report, change) for change in compared(before.report, after.report)
        ],
    }
