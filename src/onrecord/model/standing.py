"""Where a party stands: one position as all reports tell it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.reading import Capacity, Move, Position
from onrecord.model.spans import Citation, Span


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage of one report that tells a position.

    Attributes:
        report: id of the report.
        published: ISO day of the report; ``None`` if it has none.
        position: the position as that report tells it.
        thing: what the position is about, in the report's words: its object, or the words that make the move; the
            whole sentence where these name nothing themselves ("rejected the proposal").
        named: whether the object itself says what it is about.
    """

    report: str
    published: str | None
    position: Position
    thing: str
    named: bool = True

    @property
    def citation(self) -> Citation:
        """Where it stands."""
        return Citation.of(self.report, self.position.span)


@dataclass(frozen=True, slots=True)
class Standing:
    """A party's move on an issue, with every passage that tells it.

    Attributes:
        id: made from the passage that tells it first.
        party: actor id of who takes the position.
        issue: id of the issue.
        move: the move that most independent origins tell; of as many, the one that claims less.
        tellings: the passages, by day of the statement, then of the report; those without a day last.
        told_best: the passage whose words stand for all: the party's own word before the outlet's voice before
            another's, then the earliest.
        origins: how many independent origins tell it.
        day: first ISO day on which it was taken or told; ``None`` if no passage has one.
        latest: last such day.
        only_told_by: the other parties whose words alone tell it; empty where the party's own words or an outlet in
            its own voice tell it too.
        changed_from: id of the opposed position of the party on the same thing that this one came after.
        changed_to: id of the opposed position that came after this one.
        takes_up: id of the same position at an earlier time, after which the party stood elsewhere.
        taken_up_by: id of the same position at a later time.
    """

    id: str
    party: str
    issue: str
    move: Move
    tellings: tuple[Telling, ...]
    told_best: Telling
    origins: int
    day: str | None = None
    latest: str | None = None
    only_told_by: tuple[str, ...] = ()
    changed_from: str | None = None
    changed_to: str | None = None
    takes_up: str | None = None
    taken_up_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether neither an opposed position nor the same one, taken up again, took its place."""
        return self.changed_to is None and self.taken_up_by is None

    @property
    def object(self) -> Span | None:
        """What is demanded, offered, refused…, in the words of ``told_best``."""
        return self.told_best.position.object

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that tell it, each once."""
        return tuple(dict.fromkeys(one.report for one in self.tellings))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every passage that tells it, ``told_best`` first."""
        return tuple(dict.fromkeys((self.told_best.citation, *(one.citation for one in self.tellings))))

    @property
    def conditions(self) -> tuple[Citation, ...]:
        """What it hangs on, in the words of each report."""
        best_first = (self.told_best, *self.tellings)
        found = (Citation.of(one.report, span) for one in best_first for span in one.position.conditions)
        return tuple(dict.fromkeys(found))

    @property
    def speakers(self) -> tuple[tuple[str | None, Capacity | None], ...]:
        """Who takes it for the party in its own words, and as what; each once."""
        known = ((one.position.speaker, one.position.capacity) for one in self.tellings)
        return tuple(dict.fromkeys(pair for pair in known if any(pair)))

    @property
    def told_by(self) -> tuple[str | None, ...]:
        """The parties whose words tell it; ``None`` for an outlet in its own voice or a teller who is not known."""
        return tuple(dict.fromkeys(one.position.told_by for one in self.tellings))

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that the reports make of it, ``move`` first."""
        return tuple(dict.fromkeys((self.move, *(one.position.move for one in self.tellings))))
