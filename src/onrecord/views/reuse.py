"""The screen of reports that share text: a line a pair, with the longest run in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model.reused import Reused
from onrecord.model.spans import Citation
from onrecord.views.page import Line, Page, Scalar, Section, line
from onrecord.views.words import count, quoted

#: Words of a passage that a person is shown.
SHOWN = 24
COLUMNS = (
    "new", "old", "shared_words", "longest", "runs", "new_start", "new_end", "old_start", "old_end", "passage"
)  # fmt: skip


def page(found: Sequence[Reused], taken: int, passed: int, folder: str) -> Page:
    """A line for each pair that shares text, those with most words first.

    Args:
        found: the pairs.
        taken: reports that were looked through.
        passed: reports that the index had before.
        folder: where the index is kept; empty if nowhere.
    """
    ordered = sorted(found, key=lambda one: (-one.words, one.new, one.old))
    kept = f"; {passed} more were in the index in {folder} before" if folder else "; nothing is kept"
    said = f"{count(taken, 'report')} looked through{kept}. {count(len(found), 'pair')} of reports that share text."
    section = Section("Reports that share text", tuple(map(_pair, ordered)), empty="No two reports share text.")
    return Page("Reuse", (line(said),), (section,), columns=COLUMNS)


def facts(one: Reused) -> dict[str, Scalar]:
    """A pair as plain values, with where its longest run stands."""
    new, old = longest(one)
    return {
        "new": one.new,
        "old": one.old,
        "shared_words": one.words,
        "longest": one.longest,
        "runs": len(one.passages),
        "new_start": new.start,
        "new_end": new.end,
        "old_start": old.start if old else None,
        "old_end": old.end if old else None,
        "passage": " ".join(new.text.split()),
    }


def longest(one: Reused) -> tuple[Citation, Citation | None]:
    """The longest passage of a pair in both reports, the first of equal ones."""
    return max(one.passages, key=lambda pair: (pair[0].end - pair[0].start, -pair[0].start))


def _pair(one: Reused) -> Line:
    new, old = longest(one)
    words = new.text.split()
    shown = quoted(" ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else ""))
    there = f", and {old.start}–{old.end} of {one.old}" if old else ""
    values: Mapping[str, Scalar] = facts(one)
    return line(
        f"{one.new} has {count(one.words, 'word')} of {one.old} in {count(len(one.passages), 'run')}; the longest: "
        f"{shown} [{new.start}–{new.end} of {one.new}{there}]",
        facts=values,
    )
