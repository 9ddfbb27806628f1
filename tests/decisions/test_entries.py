"""Who said what as people decide, by the words that were judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.decisions import anchors, entries
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Attribution, Entry
from tests.decisions.made import decisions, judgement
from tests.store.made import entry, span

ENTRY = entry()
FIRST, SECOND = ENTRY.reading.attributions
SPEAKER = {"id": "person:ada-lorn", "name": "Ada Lorn", "kind": "person", "members": []}


def on(one: Attribution, verdict: str, minute: int = 0, **more: object) -> Judgement:
    """A decision on an attribution."""
    return judgement(f"r1/{one.id}", verdict, minute, anchor=anchors.of_attribution("r1", one), **more)  # type: ignore[arg-type]


def reread(*attributions: Attribution) -> Entry:
    """The report with other attributions read in it."""
    return replace(ENTRY, reading=replace(ENTRY.reading, attributions=attributions))


def test_what_was_read_inside_goes_along() -> None:
    """A rejected attribution takes the event and the deadline that it tells, and leaves what others tell."""
    left = entries.decided(ENTRY, decisions(on(FIRST, "reject"))).reading
    assert left.attributions == (SECOND,)
    assert not left.events
    assert not left.deadlines
    assert left.positions == ENTRY.reading.positions


def test_the_latest_holds() -> None:
    """Accepted after it was rejected it is there again, and an edit brings it back under its speaker."""
    reject, accept = on(FIRST, "reject", 1), on(FIRST, "accept", 2)
    assert entries.decided(ENTRY, decisions(reject, accept)) == ENTRY
    edited = entries.decided(ENTRY, decisions(reject, on(FIRST, "edit", 2, speaker=SPEAKER))).reading
    assert edited.attributions[0].actor == "person:ada-lorn"
    assert edited.actors[-1].name == "Ada Lorn"
    assert edited.attributions[0].why.startswith("Given to Ada Lorn by Ana.")


def test_the_former_speakers_own_word_is_the_new_ones() -> None:
    """A position in a statement that is given to another is that speaker's own, and so is what they set."""
    edited = entries.decided(ENTRY, decisions(on(SECOND, "edit", speaker=SPEAKER))).reading
    (position,) = edited.positions
    assert (position.party, position.speaker, position.told_by) == ("person:ada-lorn",) * 3
    assert edited.attributions[0] == FIRST


def test_words_and_not_ids_say_what_is_meant() -> None:
    """Read under another id it is found; the statement that has its id now is left alone."""
    other = reread(replace(SECOND, id="a1"), replace(FIRST, id="a2"))
    made = decisions(on(FIRST, "reject"))
    assert [one.id for one in entries.decided(other, made).reading.attributions] == ["a1"]
    (outcome,) = entries.outcomes(other, made)
    assert outcome.target == "r1/a2"


@pytest.mark.parametrize(
    ("attributions", "why"),
    [
        ((SECOND,), "its words are no longer read so"),
        ((replace(FIRST, source=None), SECOND), "its words are no longer read so"),
        ((replace(FIRST, actor=None), SECOND), "its words are given to another speaker by now"),
        ((FIRST, replace(FIRST, id="a3")), "its words are read twice by now"),
    ],
)
def test_nothing_is_applied_by_guess(attributions: tuple[Attribution, ...], why: str) -> None:
    """Where the words, the source or the speaker are others by now, nothing is changed and the reason is told."""
    other, made = reread(*attributions), decisions(on(FIRST, "reject"))
    assert entries.decided(other, made) == other
    assert [one.why for one in entries.outcomes(other, made)] == [why]


def test_two_links_of_a_chain_are_told_apart() -> None:
    """Of two attributions with the same words and source the cue says which was judged."""
    outer = replace(FIRST, id="a3", cue=span(ENTRY.report.text, "says"))
    made = decisions(on(outer, "reject"))
    assert [one.id for one in entries.decided(reread(FIRST, outer), made).reading.attributions] == ["a1"]


def test_a_decision_of_before_goes_by_its_id() -> None:
    """A rejection that kept no words is applied by its id as it was; an edit without a value never did anything."""
    old = decisions(judgement("r1/a1", "reject"), judgement("r1/a2", "edit", 1))
    assert entries.decided(ENTRY, old).reading.attributions == (SECOND,)
    assert "judge it again" in list(entries.outcomes(ENTRY, old))[1].why


def test_what_holds_is_known_by_the_id_that_is_shown() -> None:
    """What is accepted and edited is found under the id of the statement as it is shown, rejections are not."""
    accept, edit = on(FIRST, "accept", 1), on(FIRST, "edit", 2, speaker=SPEAKER)
    made = decisions(accept, edit)
    shown = entries.decided(ENTRY, made)
    assert entries.marks([shown], made) == {"r1/a1": (accept, edit)}
