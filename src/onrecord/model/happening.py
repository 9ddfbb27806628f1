"""What happened, happens or is to happen, over all reports: each happening once, with all who tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.reading import Certainty, Event, EventStatus
from onrecord.model.spans import Citation

Precision = Literal["day", "days", "week", "month", "season", "year", "longer"]


@dataclass(frozen=True, slots=True)
class When:
    """When something happens, as exactly as it is told.

    Attributes:
        earliest: first ISO day that it may be; ``None`` if unresolved.
        latest: last such day.
        precision: how exactly it is told; ``None`` if it is not resolved.
        words: the day as it is shown: ``2026-02-05``, ``early June 2026``, ``2022``.
        told: the report's words for it; empty if it has none.
        unresolved: why it has no day; empty if it has one.
    """

    earliest: str | None = None
    latest: str | None = None
    precision: Precision | None = None
    words: str = ""
    told: str = ""
    unresolved: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of a happening.

    Attributes:
        report: id of the report.
        event: the event as this report tells it.
        day: ISO day of the report; ``None`` if it has none.
        when: when this report has it.
    """

    report: str
    event: Event
    day: str | None
    when: When

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All passages of the report that tell it, the fullest first."""
        spans = dict.fromkeys((self.event.span, *self.event.mentions))
        return tuple(Citation.of(self.report, span) for span in spans)


@dataclass(frozen=True, slots=True)
class Turn:
    """The standing that a happening had from the day of a report on.

    Attributes:
        status: as that report tells it.
        day: ISO day of the report; ``None`` if it has none.
        reports: ids of the reports of that day that tell it so.
    """

    status: EventStatus
    day: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure that is told of a happening: figures that differ stand side by side.

    Attributes:
        of: what is counted ("killed", "hurt", "prisoners").
        words: the figure in the words of the first report that has it.
        low: its lowest value.
        high: its highest; infinite for "at least".
        citations: where it stands, in all reports that have it.
    """

    of: str
    words: str
    low: float
    high: float
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, happens or is to happen, once.

    Attributes:
        id: made from its first account.
        type: PLOVER type.
        mode: PLOVER mode.
        actors: ids of who does it, or meets.
        recipients: ids of whom it is done to.
        when: when, as the most exact account has it.
        place: words of the place.
        place_certainty: how surely it is told to be there.
        status: as the latest report has it that tells how it stands.
        proposed: it is to come, and every account tells it only as proposed or offered.
        demanded: every account tells it only as what somebody must do.
        course: how its standing changed, in order of publication; one entry where it never did.
        accounts: every report's telling, in order of publication, those without a day last.
        tallies: the figures told of it.
        origins: numbers of the independent origins behind the accounts.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: When
    place: str | None
    place_certainty: Certainty | None
    status: EventStatus
    proposed: bool
    demanded: bool
    course: tuple[Turn, ...]
    accounts: tuple[Account, ...]
    tallies: tuple[Tally, ...] = ()
    origins: tuple[int, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it."""
        return tuple(dict.fromkeys(one.report for one in self.accounts))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All passages that tell it."""
        return tuple(dict.fromkeys(found for one in self.accounts for found in one.citations))

    @property
    def fullest(self) -> Account:
        """The account that tells most of those that have it stand as it does; the first of equals."""
        return max(self.accounts, key=lambda one: (one.event.status == self.status, *_fullness(one)))

    @property
    def before(self) -> Turn | None:
        """Its standing before the last change; ``None`` if it never changed."""
        return self.course[-2] if len(self.course) > 1 else None


def _fullness(one: Account) -> tuple[int, int]:
    event = one.event
    told = bool(event.actors) + bool(event.recipients) + bool(event.place) + bool(one.when.precision == "day")
    return told, min(len(event.span.text), 200)
