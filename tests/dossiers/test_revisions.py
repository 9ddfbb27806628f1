"""The rule of changed reports: what is news of a text that its outlet changed, and that it is told once."""

from __future__ import annotations

import pytest

from onrecord.dossiers.match import matching, with_earlier
from onrecord.dossiers.revisions import steps
from onrecord.dossiers.watch import new_alerts
from onrecord.model.dossier import Alert, Query
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.revision import Chain, Revision
from onrecord.views.index import Index
from tests.dossiers.made import SORN, identity, moved, plain

URL = "https://orm.example/1"
OLD = plain("old", "Talks open in Orm.\n\nSome 12 people were hurt.", url=URL, title="Talks open in Orm.")
NEW = plain("new", "Talks open in Orm.\n\nSome 14 people were hurt.", url=URL, title="Talks open in Orm.")


def told(*texts: Entry, known: tuple[Alert, ...] = (), partial: tuple[str, ...] = ()) -> tuple[Alert, ...]:
    """What is new in a dossier of an address that had these texts, one after the other."""
    chain = Chain(tuple(Revision(one.id, URL, seen_first=f"2031-05-0{n}", seen_last=f"2031-05-0{n}",
                                 partial=one.id in partial) for n, one in enumerate(texts, 2)))  # fmt: skip
    index = Index(texts[-1:], Relations((texts[-1].id,)))
    return new_alerts(index, "truce", known, steps(chain, {one.id: one for one in texts}))


def after(text: str, title: str = "Talks open in Orm.") -> Entry:
    """Another text that stands at the address."""
    return plain("new", text, url=URL, title=title)


def test_changed_words_are_told_with_old_and_new() -> None:
    """The alert names the report with what became what, and cites the new words and the old where they stand."""
    (alert,) = told(OLD, NEW)
    assert (alert.rule, alert.title) == (
        "revision", "Report changed by The Old, 2031-05-01, “Talks open in Orm.”: “12” became “14”"
    )  # fmt: skip
    assert alert.why == "other words at the same address, found changed 2031-05-03"
    assert [(one.report, one.start, one.text) for one in alert.citations] == [("new", 25, "14"), ("old", 25, "12")]
    assert alert.evidence[0].words == "now — The New, 2031-05-01: “Some 14 people were hurt.”"


def test_of_many_changes_the_first_is_told_and_the_rest_counted() -> None:
    """Two changes in one revision are one alert that shows the first and says that there is one more."""
    (alert,) = told(OLD, after("Talks fail in Orm.\n\nSome 14 people were hurt."))
    assert alert.title.endswith("“open” became “fail”, and 1 more change")
    assert [one.text for one in alert.citations] == ["fail", "open"]


def test_words_that_came_in_are_cited_beside_the_sentence_they_follow() -> None:
    """Of words that the earlier text has not, it is cited with the sentence behind which they would stand."""
    (alert,) = told(OLD, after("Talks open in Orm.\n\nSome 12 people were hurt.\n\nThe army was called."))
    assert alert.title.endswith("“The army was called.” came in")
    assert [one.text for one in alert.citations] == ["The army was called.", "Some 12 people were hurt."]


def test_words_that_were_taken_out_are_cited_beside_what_is_left() -> None:
    """Of words that the new text has no more, it is cited with the sentence where they stood."""
    (alert,) = told(OLD, after("Talks open in Orm.\n\nPeople were hurt."))
    assert "“Some 12 people” became “People”" in alert.title
    (alert,) = told(OLD, after("Talks open.\n\nSome 12 people were hurt."))
    assert alert.title.endswith("“in Orm” was taken out")
    assert [one.text for one in alert.citations] == ["Talks open.", "in Orm"]


def test_another_headline_beside_the_text_is_told() -> None:
    """A headline that a row of data gives is told with both wordings where the text is the same."""
    (alert,) = told(OLD, after(OLD.report.text, "Talks in doubt"))
    assert alert.title.endswith("“Talks open in Orm.” became “Talks in doubt”")
    assert alert.evidence[0].words.startswith("now, headline, given beside the text — ")
    assert {one.report for one in alert.citations} == {"old", "new"}


def test_a_text_written_anew_says_so() -> None:
    """Where nearly all words are others the reason says so, since another report may stand there now."""
    (alert,) = told(OLD, after("The harvest was rich this year, farmers of the valley told visitors at length."))
    assert alert.why.endswith("; nearly all of it is other words")


@pytest.mark.parametrize("text", ["Talks open in Orm.\n\n\nSome 12  people were hurt.\n"])
def test_white_space_is_no_news(text: str) -> None:
    """The same words with other white space tell nothing."""
    assert told(OLD, after(text)) == ()


@pytest.mark.parametrize("partial", [("old",), ("new",)])
def test_a_text_taken_in_part_is_no_change_by_the_outlet(partial: tuple[str, ...]) -> None:
    """A text that an archive cut short beside a whole one shows no change."""
    assert told(OLD, NEW, partial=partial) == ()


def test_a_text_taken_in_part_hides_no_change_between_whole_ones() -> None:
    """Two whole texts with one between them that was cut short are compared with one another."""
    cut = plain("cut", "Talks open in Orm.", url=URL, title="Talks open in Orm.")
    (alert,) = told(OLD, cut, NEW, partial=("cut",))
    assert [one.text for one in alert.citations] == ["14", "12"]


def test_a_change_is_told_once_and_the_next_is_news() -> None:
    """What was noticed is no news, under whatever ids the texts come; a further change is."""
    known = told(OLD, NEW)
    assert told(OLD, NEW, known=known) == ()
    assert told(plain("o", OLD.report.text), plain("n", NEW.report.text), known=known) == ()
    third = plain("third", "Talks open in Orm.\n\nSome 15 people were hurt.", url=URL, title="Talks open in Orm.")
    (alert,) = told(OLD, NEW, third, known=known)
    assert alert.title.endswith("“14” became “15”")


def test_a_text_without_words_is_told_by_what_stood_there() -> None:
    """Where nothing but a mark stands at the address now, the alert cites that and the words that went."""
    (alert,) = told(OLD, after("-"))
    assert [(one.report, one.text[:10]) for one in alert.citations] == [("new", "-"), ("old", "Talks open")]


def test_an_earlier_revision_names_whom_a_current_report_names() -> None:
    """A party that an earlier revision names goes by the identity that it has in current reports."""
    earlier = (moved("r-1", "2031-05-01", SORN, "refuse", "a truce"),)
    of = identity(SORN, "The Republic of Sorn", "x")
    query = Query(parties=("Republic of Sorn",))
    assert [one.id for one in matching(earlier, with_earlier((of,), earlier), query, None).entries] == ["r-1"]
    assert matching(earlier, (of,), query, None).entries == ()


def test_an_earlier_revision_names_whom_no_current_report_names() -> None:
    """A party whose only mention an outlet took out is found by the name that the earlier revision has for it."""
    earlier = (moved("r-1", "2031-05-01", SORN, "refuse", "a truce"),)
    known = with_earlier((identity("country:xk", "Kell", "x"),), earlier)
    assert [one.id for one in matching(earlier, known, Query(parties=("Lindau",)), None).entries] == ["r-1"]
