"""Two reports of which one has words of the other, as they are found among very many."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.spans import Citation


@dataclass(frozen=True, slots=True)
class Reused:
    """Two reports of which the one has words of the other.

    Attributes:
        new: id of the report that came later.
        old: id of the other.
        words: equal words, standing text left out.
        longest: words of the longest run.
        passages: each run in the new report and in the old one; nothing for the latter where its text came too long
            before to be at hand.
    """

    new: str
    old: str
    words: int
    longest: int
    passages: tuple[tuple[Citation, Citation | None], ...]
