"""Findings and quotations as people decide: by their passages, while no new value comes to them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.decisions import anchors, findings
from onrecord.model.relations import Finding, Relations, Side, Variant
from onrecord.model.spans import Citation
from tests.decisions.made import decisions, judgement
from tests.views.sample import dossier

ENTRIES, RELATIONS = dossier()
FINDING, QUOTE = RELATIONS.findings[0], RELATIONS.quotes[0]


def with_side(value: str, report: str = "new") -> Relations:
    """The same with one more report in the first finding, which has another id then."""
    side = Side(Citation(report, 0, 4, "Nine"), value)
    grown = Finding.of(kind=FINDING.kind, type=FINDING.type, about=FINDING.about, sides=(*FINDING.sides, side),
                       why=FINDING.why, rule=FINDING.rule)  # fmt: skip
    return replace(RELATIONS, findings=(grown, *RELATIONS.findings[1:]))


REJECT = judgement(FINDING.id, "reject", anchor=anchors.of_finding(FINDING))


def test_a_report_that_repeats_a_value_changes_nothing() -> None:
    """A rejected finding stays hidden under its new id while its values are those that were judged."""
    assert FINDING not in findings.decided(RELATIONS, decisions(REJECT)).findings
    grown = with_side(FINDING.sides[0].value)
    assert findings.decided(grown, decisions(REJECT)).findings == RELATIONS.findings[1:]


def test_a_new_value_is_not_judged_yet() -> None:
    """A finding to which a new value comes is shown again, and the list says so."""
    grown = with_side("99")
    assert findings.decided(grown, decisions(REJECT)) == grown
    (outcome,) = findings.outcomes(grown, decisions(REJECT))
    assert outcome.why == "another value has come to it since: 99"


def test_a_kind_that_is_none_is_what_it_is_about() -> None:
    """A finding is edited to a kind, or described in other words; both stand, the latest of them holds."""
    made = [judgement(FINDING.id, "edit", n, anchor=anchors.of_finding(FINDING), value=value)
            for n, value in enumerate(("precision", "how many were hurt"))]  # fmt: skip
    (first, *_) = findings.decided(RELATIONS, decisions(made[0])).findings
    assert (first.kind, first.about) == ("precision", FINDING.about)
    (both, *_) = findings.decided(RELATIONS, decisions(*made)).findings
    assert (both.kind, both.about) == (FINDING.kind, "how many were hurt")


def test_a_quotation_in_new_words_is_not_judged_yet() -> None:
    """A rejected quotation stays away with a copy of its words, and comes back with other words."""
    made = decisions(judgement(QUOTE.id, "reject", anchor=anchors.of_quotation(QUOTE)))
    words = QUOTE.variants[0].citation.text
    for text, hidden in ((words.upper(), True), ("quite other words", False)):
        more = Variant(Citation("new", 0, len(text), text), "a1")
        grown = replace(QUOTE, id="q-new", variants=(*QUOTE.variants, more))
        after = findings.decided(replace(RELATIONS, quotes=(grown, *RELATIONS.quotes[1:])), made)
        assert (grown not in after.quotes) is hidden


def test_what_holds_stands_under_its_id() -> None:
    """What is accepted is kept as it is, and told by its id; nothing is told where nothing is decided."""
    accept = judgement(FINDING.id, "accept", anchor=anchors.of_finding(FINDING))
    after = findings.decided(RELATIONS, decisions(accept))
    assert after == RELATIONS
    assert after.judged == {FINDING.id: (accept,)}
    assert findings.decided(RELATIONS, decisions()) is RELATIONS


def test_a_decision_of_before_goes_by_its_id() -> None:
    """A rejection that kept no words hides what has its id; one of an id that nothing has is not applied."""
    old, none = judgement(QUOTE.id, "reject"), judgement("f-none", "reject")
    assert QUOTE not in findings.decided(RELATIONS, decisions(old, none)).quotes
    assert [one.why for one in findings.outcomes(RELATIONS, decisions(old, none))] == [
        "",
        "nothing on record has this id",
    ]
