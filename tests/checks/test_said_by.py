"""Whose account a passage is: what only looks like saying names no speaker."""

from __future__ import annotations

import pytest

from onrecord.checks.facts import said_by
from onrecord.lexicons.cues import class_of
from onrecord.model.reading import Attribution, Entry, Reader, Reading
from tests.factories import report

CONTENT = "nine people were hurt"


def entry(source: str | None, cue: str, *, quoted: bool = False) -> Entry:
    """A report of one sentence with one attribution."""
    text = " ".join(part for part in (source, cue, CONTENT) if part) + "."
    one = report(text, id="r1")

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    said = Attribution(
        "a1",
        "direct" if quoted else "indirect",
        one.cut(*at(source)) if source else None,
        one.cut(*at(cue)),
        (one.cut(*at(CONTENT)),),
        cue_class=class_of(cue),
    )
    return Entry(one, Reading(one.id, Reader("1"), attributions=(said,)))


@pytest.mark.parametrize(
    ("source", "cue", "quoted", "who"),
    [
        ("The ministry", "said", False, ("a1", "The ministry")),
        ("The police", "believe", False, ("a1", "The police")),
        ("The ministry", "according to", False, ("a1", "The ministry")),
        (None, "was reported", False, ("a1", None)),
        (None, "is expected", False, (None, None)),
        (None, "are considered", False, (None, None)),
        ("The film", "follows", False, (None, None)),
        ("The law", "addresses", False, (None, None)),
        ("The mayor", "addresses", True, ("a1", "The mayor")),
    ],
)
def test_whose_account_it_is(source: str | None, cue: str, quoted: bool, who: tuple[str | None, str | None]) -> None:
    """Who says, reports or believes something gives the account; an expectation of nobody and a mere deed do not."""
    one = entry(source, cue, quoted=quoted)
    start = one.report.text.index(CONTENT)
    assert said_by(one, one.report.cut(start, start + len(CONTENT))) == who
