"""Whether two sayings have one speaker: decided by identity, not by a shared word of the names."""

from __future__ import annotations

import pytest

from onrecord.checks.quotes import line_up
from onrecord.identity.link import link
from onrecord.model.identified import identified
from onrecord.model.reading import Entry
from onrecord.model.relations import QuoteLineage
from tests.checks.test_quotes import speaking

QUOTED = "The ferry will run again before the harvest is in, and nobody will pay a toll for it"


def lined_up(*entries: Entry) -> tuple[QuoteLineage, ...]:
    """The lineages of the entries under their identities."""
    return line_up(identified(entries, link(entries)))


def spoken(id: str, speaker: str) -> Entry:
    """A report that gives the same words to a speaker."""
    return speaking(f"“{QUOTED},” {speaker} said.", speaker, id=id)


@pytest.mark.parametrize("other", ["Taras Velenskyy", "Velenskiy", "Тарас Веленський"])
def test_another_spelling_is_the_same_speaker(other: str) -> None:
    """The same words under two spellings of one name are one utterance of one person."""
    (found,) = lined_up(spoken("a", "Taras Velensky"), spoken("b", other))
    assert found.relation == "identical"
    assert found.actor == "person:taras-velensky"


@pytest.mark.parametrize("other", ["Jill Arden", "Nora Quist"])
def test_two_persons_of_one_surname_are_two_speakers(other: str) -> None:
    """The same words given to another person, of the same surname too, have moved."""
    (found,) = lined_up(spoken("a", "Joseph Arden"), spoken("b", other))
    assert found.relation == "moved"


def test_a_surname_that_is_not_settled_moves_nothing() -> None:
    """Words given to a surname that may be either of two are not said to be given to another."""
    entries = (spoken("a", "Joseph Arden"), spoken("b", "Jill Arden"), spoken("c", "Arden"))
    moved = [one for one in lined_up(*entries) if one.relation == "moved"]
    assert all("c" not in {variant.citation.report for variant in one.variants} for one in moved)


def test_a_given_name_that_may_be_a_short_form_moves_nothing() -> None:
    """Two given names of one surname of which one is in no list may be one person: nothing is said to have moved."""
    found = lined_up(spoken("a", "Edward Quist"), spoken("b", "Buzz Quist"))
    assert [one.relation for one in found] == ["identical"]
