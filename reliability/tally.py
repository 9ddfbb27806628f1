"""What came of one way of putting a promise to the test."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """What came of one way of killing or hurting.

    Attributes:
        name: the way.
        killed: how many processes were killed, files hurt or faults put in; one that came too late does not count.
        runs: how many runs came to their end and were compared with one that nobody disturbed.
        acknowledged: how many reports (decisions, openings) were acknowledged in all.
        wrong: what was wrong, as ``running.faults`` says it.
        notes: what is not wrong, and worth to know.
    """

    name: str
    killed: int = 0
    runs: int = 0
    acknowledged: int = 0
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.name}: {self.killed} points, {self.runs} runs ended, {self.acknowledged} acknowledged; "
        kinds = [one.partition(":")[0] for one in self.wrong]
        said += ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)) or "nothing wrong"
        return "; ".join((said, *(f"{self.notes.count(note)} {note}" for note in dict.fromkeys(self.notes))))
