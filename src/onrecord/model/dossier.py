"""A dossier: the user's own running case inside a record, and what is new in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.spans import Citation

Rule = Literal["contradiction", "position", "deadline", "origin", "revision"]


@dataclass(frozen=True, slots=True)
class Query:
    """Which reports belong to a dossier; all that is given must hold, and nothing given is every report.

    Attributes:
        words: words as ``onrecord search`` takes them; empty for any.
        parties: names of parties, all of whom a report must name.
        outlets: names of outlets, one of which must have published it.
        first: first ISO day of publication; ``None`` for any.
        last: last such day.
    """

    words: str = ""
    parties: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A query that is kept under a name.

    Attributes:
        name: what the user calls it.
        query: which reports belong to it.
        made: ISO date-time with zone at which it was made; the watch begins then.
    """

    name: str
    query: Query
    made: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of an alert: what a report tells, and where it stands.

    Attributes:
        words: what is told, by whom and when, with the sentence.
        citations: the passages, the one that the sentence is from first.
    """

    words: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that is new in a dossier.

    Whether a later finding is the same news is decided by ``about``, ``values`` and ``marks``: it is if it is about
    the same, brings no other value, and shares a mark. So a copy, or a further report that tells the same, is not
    told as news again, and a finding that vanished and came back is not either.

    Attributes:
        id: made from its content and the name of the dossier.
        dossier: name of the dossier.
        rule: the rule that found it.
        title: what is new, in one line.
        why: what decided.
        evidence: what it rests on.
        about: what must be equal in two tellings of one piece of news.
        values: the values that are set against each other, if it is about values.
        marks: what two tellings of one piece of news share.
        noticed: ISO date-time with zone at which it was kept; empty before that.
        start: it held already when the dossier was made, so it is no news.
    """

    id: str
    dossier: str
    rule: Rule
    title: str
    why: str
    evidence: tuple[Evidence, ...]
    about: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    noticed: str = ""
    start: bool = False

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every passage that it rests on, each once."""
        return tuple(dict.fromkeys(found for part in self.evidence for found in part.citations))

    def at(self, moment: str, *, start: bool = False) -> Alert:
        """The alert as it is kept.

        Args:
            moment: ISO date-time with zone.
            start: it held already when the dossier was made.
        """
        return replace(self, noticed=moment, start=start)


@dataclass(frozen=True, slots=True)
class Watched:
    """A dossier as it stands, with some of its alerts.

    Attributes:
        dossier: its name and query.
        reports: ids of the reports that match, in order of publication.
        origins: how many independent origins they have.
        alerts: what is to be told of it.
        notes: what a reader should know of how the reports were chosen, a sentence each.
    """

    dossier: Dossier
    reports: tuple[str, ...] = ()
    origins: int = 0
    alerts: tuple[Alert, ...] = ()
    notes: tuple[str, ...] = ()
