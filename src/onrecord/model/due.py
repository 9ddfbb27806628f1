"""What is due: deadlines, commitments and announced meetings over all reports, with what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.reading import Certainty, EventStatus
from onrecord.model.spans import Citation

OwedKind = Literal["deadline", "commitment", "meeting"]
OwedState = Literal["open", "met", "missed", "moved", "withdrawn", "unreported"]
StepKind = Literal["set", "met", "missed", "moved", "withdrawn"]
Precision = Literal["day", "week", "month", "year", "range"]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of what is due.

    Attributes:
        citation: the words that tell it.
        attribution: id of the attribution in that report that it is told in; ``None`` is the report's own voice.
        day: ISO day of that report; ``None`` if it has none.
    """

    citation: Citation
    attribution: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A turn in the course of what is due, as a report tells it.

    Attributes:
        kind: it was set, met (of a meeting: held), missed, moved or withdrawn.
        telling: the report that tells it first, and its words.
        evidence: where all reports tell it, the first one first.
        earliest: first ISO day that it is due from then on (``set``, ``moved``); for ``met`` and ``missed`` the
            first day that this is told to have come about.
        latest: last such day.
        from_earliest: first ISO day that it had been due before it was moved.
        from_latest: last such day.
        why: what ties these words to what is due.
    """

    kind: StepKind
    telling: Telling
    evidence: tuple[Citation, ...]
    earliest: str | None = None
    latest: str | None = None
    from_earliest: str | None = None
    from_latest: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due by when, or an announced meeting, once, with all who tell it and what became of it.

    Attributes:
        id: made from its content.
        kind: set for others (``deadline``), promised by a party itself (``commitment``), or a ``meeting``.
        what: the words of what is due, or that announce the meeting.
        parties: actor ids of whom it binds, or of who meets.
        set_by: actor ids of who set, promised or announced it.
        earliest: first ISO day of the due time as it stands, as its precision allows; ``None`` if not resolved.
        latest: last ISO day of it.
        precision: how exactly the time is told; ``None`` if it is not resolved.
        by: the report's words of the time; empty if it has none.
        unresolved: why the time has no day; empty if it has one.
        place: words of the place of a meeting.
        place_certainty: how surely it is told to be there.
        status: how surely a meeting is announced (planned, possible, conditional); ``None`` for what is no meeting.
        tellings: every report's words that tell it, in order of publication, those without a day last.
        course: how it was set and what became of it, in order of telling.
        state: where it stands at ``as_of``: ``open`` is still ahead, ``unreported`` is past its day and no report
            tells what became of it.
        why: why it is in that state.
        as_of: the ISO day as of which that holds; ``None`` where no report has a day.
        origins: numbers of the independent origins that tell it.
    """

    id: str
    kind: OwedKind
    what: Citation
    parties: tuple[str, ...] = ()
    set_by: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    precision: Precision | None = None
    by: str = ""
    unresolved: str = ""
    place: str | None = None
    place_certainty: Certainty | None = None
    status: EventStatus | None = None
    tellings: tuple[Telling, ...] = ()
    course: tuple[Step, ...] = ()
    state: OwedState = "open"
    why: str = ""
    as_of: str | None = None
    origins: tuple[int, ...] = ()

    @property
    def first(self) -> str | None:
        """ISO day of the first report that tells it."""
        return min((one.day for one in self.tellings if one.day), default=None)

    @property
    def last(self) -> str | None:
        """ISO day of the last report that tells it."""
        return max((one.day for one in self.tellings if one.day), default=None)

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it."""
        return tuple(dict.fromkeys(one.citation.report for one in self.tellings))

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """All words that it and its course rest on."""
        told = (one.citation for one in self.tellings)
        return tuple(dict.fromkeys([*told, *(found for step in self.course for found in step.evidence)]))

    @property
    def moved_from(self) -> tuple[str | None, str | None] | None:
        """The days that it was due before it was last moved; ``None`` if it never was."""
        moves = [one for one in self.course if one.kind == "moved"]
        return (moves[-1].from_earliest, moves[-1].from_latest) if moves else None
