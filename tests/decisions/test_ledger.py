"""Positions and issues as people decide, when the ledger is asked for."""

from __future__ import annotations

from onrecord.decisions import anchors, ledger
from onrecord.model.judgement import Judgement
from tests.decisions.made import decisions, judgement
from tests.store.made import entry

ENTRY = entry()
(POSITION,) = ENTRY.reading.positions
ANCHOR = anchors.of_position([("r1", POSITION)])


def issues(*made: Judgement) -> list[str]:
    """The issues of the positions and open points after these decisions."""
    (after,) = ledger.decided((ENTRY,), decisions(*made))
    return [one.issue for one in (*after.reading.positions, *after.reading.open_points)]


def put(name: str, under: str, minute: int) -> Judgement:
    """The decision that the positions of one issue go under another."""
    return judgement(under, "merge", minute, anchor=anchors.of_issue(under), value=name)


def test_a_position_is_known_by_its_passage_and_party() -> None:
    """It is moved or hidden where move and party are the same, and left alone where its report has another party."""
    assert issues(judgement("p-1", "edit", anchor=ANCHOR, value="sanctions")) == ["sanctions", "territory"]
    assert issues(judgement("p-1", "reject", anchor=ANCHOR)) == ["territory"]
    other = {"kind": "position", "cites": [[*ANCHOR["cites"][0][:5], "country:kl"]]}
    made = judgement("p-1", "reject", anchor=other)
    assert issues(made) == ["territory", "territory"]
    (outcome,) = ledger.outcomes((ENTRY,), decisions(made), frozenset())
    assert outcome.why == "its words are no longer read so"


def test_issues_are_put_together_in_the_order_of_time() -> None:
    """Positions follow from issue to issue as these are put together, also those that were moved by hand."""
    assert issues(put("territory", "ceasefire", 1)) == ["ceasefire", "ceasefire"]
    assert issues(put("territory", "ceasefire", 1), put("ceasefire", "sanctions", 2)) == ["sanctions", "sanctions"]
    assert issues(put("ceasefire", "sanctions", 1), put("territory", "ceasefire", 2)) == ["ceasefire", "ceasefire"]
    both = put("sanctions", "ceasefire", 1), judgement("p-1", "edit", 2, anchor=ANCHOR, value="sanctions")
    assert issues(*both) == ["ceasefire", "territory"]


def test_a_rejected_issue_has_no_positions() -> None:
    """All on an issue is hidden until it is accepted again; an issue that is not in use waits."""
    reject = judgement("territory", "reject", 1, anchor=anchors.of_issue("territory"))
    assert issues(reject) == []
    accept = judgement("territory", "accept", 2, anchor=anchors.of_issue("territory"))
    assert issues(reject, accept) == ["territory", "territory"]
    (outcome,) = ledger.outcomes((), decisions(reject), frozenset())
    assert outcome.why == "no issue in use is called territory"


def test_nothing_decided_is_the_very_same() -> None:
    """Without decisions on positions the reports are handed through."""
    entries = (ENTRY,)
    assert ledger.decided(entries, decisions()) is entries
