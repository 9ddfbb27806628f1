"""Speech, thought, intention and what was not said, as the screens tell them apart."""

from __future__ import annotations

from typing import Any

from onrecord.model.reading import Attribution, Entry, Reader, Reading
from onrecord.model.spans import Span
from onrecord.views.index import Index
from onrecord.views.page import Page, Section
from onrecord.views.rows import rows
from onrecord.views.utterances import by_speaker, utterances
from tests.factories import report

TEXT = "Koss said the bridge is safe. Koss told reporters in Brell."


def cut(words: str, start: int = 0) -> Span:
    """Where the words stand in the text of these tests."""
    at = TEXT.index(words, start)
    return Span.cut(TEXT, at, at + len(words))


def entry(*found: dict[str, Any], id: str = "r1") -> Entry:
    """A report with attributions to one speaker of one content, each with facts of its own."""
    made = tuple(
        Attribution(
            id=f"a{n}",
            kind="indirect",
            source=cut("Koss"),
            **{"cue": cut("said"), "content": (cut("the bridge is safe"),), "certainty": "certain", **facts},
        )
        for n, facts in enumerate(found, 1)
    )
    return Entry(report(TEXT, id=id), Reading(id, Reader("1"), attributions=made))


def texts(*entries: Entry, why: bool = False) -> list[str]:
    """The lines of the first speaker, heading first."""
    index = Index(entries)
    (line,) = by_speaker(index, utterances(index), why=why)
    return [line.text, *(child.text for child in line.children)]


def test_aims_and_views_are_not_counted_as_statements() -> None:
    """Who wants or believes something need not have said it."""
    found = texts(entry({}, {"cue_class": "intends"}, {"cue_class": "believes"}))
    assert found[0] == "Koss — 1 statement, 1 aim, 1 view"
    assert found[2] == "said, as the report has it: the bridge is safe"


def test_what_was_not_said_stands_last_and_says_so() -> None:
    """A saying that the report denies is marked, counted apart and never merged with one that took place."""
    found = texts(entry({"negated": True}), entry({}, id="r2"))
    assert found == [
        "Koss — 1 statement, 1 not said",
        "said, in the report's words: the bridge is safe",
        "said (not said): the bridge is safe",
    ]


def test_a_denial_is_not_one_utterance_with_what_it_denies() -> None:
    """What one report has a speaker say and another has her deny stays two utterances."""
    found = texts(entry({}), entry({"cue_class": "denies"}, id="r2"))
    assert len(found) == 3


def test_the_same_words_in_two_reports_are_one_utterance() -> None:
    """Equal sayings of one speaker are one line with both reports."""
    assert len(texts(entry({}), entry({}, id="r2"))) == 2


def test_an_addressee_that_stands_elsewhere_is_told() -> None:
    """To whom it was said is given whether or not it stands behind the cue, once."""
    assert "said, in the report's words: the bridge is safe — to Brell" in texts(entry({"addressee": cut("Brell")}))
    told = {"cue": cut("told"), "addressee": cut("reporters")}
    assert "told reporters, in the report's words: the bridge is safe" in texts(entry(told))


def test_a_carrier_is_no_statement_of_its_own() -> None:
    """Who only quotes another is in the chain and not among the speakers."""
    carried = Attribution("a1", "indirect", cut("Koss"), cut("said"), (cut("the bridge is safe"),), within="a2")
    carrier = Attribution("a2", "indirect", cut("reporters"), cut("told"), (cut("the bridge is safe"),))
    found = Entry(report(TEXT), Reading("r1", Reader("1"), attributions=(carried, carrier)))
    assert texts(found) == [
        "Koss — 1 statement",
        "said, in the report's words: the bridge is safe — as told by reporters",
    ]


def test_rows_have_manner_certainty_and_chain() -> None:
    """Exports of statements say how they were said and through whom."""
    index = Index([entry({"negated": True, "certainty": "possible"})])
    page = Page("Said", sections=(Section("All", by_speaker(index, utterances(index))),), reports=index.labelled)
    row = rows(page)[-1]
    assert (row["manner"], row["certainty"], row["chain"]) == ("not said", "possible", "Koss, as told by this report")


def test_why_names_rule_version_and_chain() -> None:
    """The reason of a statement names what found it and of which version."""
    index = Index([entry({"rule": "made_here", "why": "Made here."})])
    (line,) = by_speaker(index, utterances(index), why=True)
    assert line.children[0].why == "Made here. Found by made_here (rules 1, none)."
