"""Lineage as lines: a shared passage has the words of each report that is cited for it, and why origins are one."""

from __future__ import annotations

from onrecord.model.relations import Derivation, Relations, Shared
from onrecord.model.spans import Span
from onrecord.views.index import Index
from onrecord.views.lineage import derivation_line, plain_why
from onrecord.views.page import Line
from tests.factories import report
from tests.views.sample import entry as read


def shared_line(a: str, b: str) -> Line:
    """The line of the one passage that two reports of these texts share."""
    tie = Derivation(
        "a", "b", "rewrite", "a->b", 0.5, 0.5, (Shared(Span(0, len(a), a), Span(0, len(b), b)),), "words in a row"
    )
    entries = [read(report(text, id=name)) for name, text in (("a", a), ("b", b))]
    (found,) = derivation_line(Index(entries, Relations(("a", "b"), derivations=(tie,))), tie).children
    return found


def test_a_passage_in_the_same_words_is_shown_once() -> None:
    """Words that stand in both reports stand once, whatever the white space between them."""
    assert shared_line("The dam was shared.", "The dam\nwas shared.").text == "“The dam was shared.”"


def test_each_report_has_its_own_words() -> None:
    """Where the words differ, each report is shown with those that stand in it, and none with the other's."""
    said = shared_line("Verania holds the dam and is demanding more.", "Verania holds the dam and wants more.").text
    assert said == (
        "in R1: “Verania holds the dam and is demanding more.”; in R2: “Verania holds the dam and wants more.”"
    )


def test_a_reason_of_two_is_not_told_as_that_of_all() -> None:
    """Of more than two reports a reason that joins two of them does not say ``both``."""
    why = "both are text of CPA; both rest on The Meridian; shared text (rewrite)"
    assert plain_why(why, 5) == "several are text of CPA; several rest on The Meridian; shared text, rewritten"
    assert plain_why(why) == "both are text of CPA; both rest on The Meridian; shared text, rewritten"
