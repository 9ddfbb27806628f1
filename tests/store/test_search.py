"""Search: words as people type them, answered with the sentences that hold them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.model.report import Given
from onrecord.store.protocol import Store
from tests.places import Place
from tests.store import made

NOTES = {
    "fr": "Les pourparlers ont échoué.\nLe ministère n'a rien dit.\n",
    "ja": "会談は来週再開される。\n外相は何も言わなかった。\n",
    "nul": "A line.\nThe \0 talks ended.\n",
    "own": "A \ue000 private \ue001 sign about talks.\n",
}


@pytest.fixture(scope="module")
def store(place: Place) -> Iterator[Store]:
    """A record with a report that was read and some that were not."""
    with place.fresh() as store:
        read = made.entry(title="Talks to resume, Tarvia says")
        for entry in (read, *(made.entry(id, text) for id, text in NOTES.items())):
            store.add(made.document(entry), entry)
        yield store


def words(store: Store, query: str) -> list[list[str]]:
    """The words of the citations of each hit."""
    return [[citation.text for citation in hit.citations] for hit in store.search(query)]


def found(store: Store, query: str) -> list[str]:
    """Ids of the hits, sorted."""
    return sorted(hit.report for hit in store.search(query))


def test_a_hit_cites_the_sentences_that_hold_the_words(store: Store) -> None:
    """A word in two sentences is two citations in text order, each exact."""
    (hit,) = store.search("valley OR foreign")
    text = store.entry("r1").report.text
    assert [citation.text.split()[0] for citation in hit.citations] == ["Tarvia's", "“We"]
    assert all(text[one.start : one.end] == one.text for one in hit.citations)


def test_a_report_that_was_not_read_is_cited_by_line(store: Store) -> None:
    """Where no sentences were found, the line that holds the word is cited; accents do not matter."""
    assert words(store, "ministere") == [["Le ministère n'a rien dit."]]


def test_all_words_must_occur(store: Store) -> None:
    """Several words find the reports that hold all of them."""
    assert found(store, "talks Korland") == ["r1"]


@pytest.mark.parametrize("query", ['"talks with Korland"', "“talks with Korland”", "«talks with Korland»"])
def test_quotation_marks_of_any_kind_make_a_phrase(store: Store, query: str) -> None:
    """A phrase is found as it stands, whatever marks it was typed with."""
    assert words(store, query) == [
        ["Tarvia's foreign minister Ilona Brek said on Monday that talks with Korland would resume next week."]
    ]


def test_a_phrase_in_another_order_is_not_found(store: Store) -> None:
    """A phrase's words stand next to each other in that order."""
    assert found(store, '"Korland with talks"') == []


@pytest.mark.parametrize(
    "query", ["Tarvia's (minister", "week AND", 'foreign "minister', "foreign-minister", "week:*^"]
)
def test_what_is_no_query_syntax_is_taken_as_plain_words(store: Store, query: str) -> None:
    """Punctuation that the index does not understand is no error."""
    assert found(store, query.replace(" AND", "")) == ["r1"]


def test_syntax_works_where_it_is_right(store: Store) -> None:
    """NOT and prefixes do what FTS5 says."""
    assert found(store, "talks NOT Korland") == ["nul", "own"]
    assert found(store, "pourparl*") == ["fr"]


@pytest.mark.parametrize("query", ["", "  ", "—", '""', "?!"])
def test_a_query_without_words_finds_nothing(store: Store, query: str) -> None:
    """Nothing asked is nothing found."""
    assert store.search(query) == ()


def test_scripts_without_spaces_are_found(store: Store) -> None:
    """A word inside a run of Japanese is found, though the index sees no words there."""
    assert words(store, "外相") == [["外相は何も言わなかった。"]]


@pytest.mark.parametrize("report", ["nul", "own"])
def test_signs_that_disturb_the_index_do_not_move_a_citation(store: Store, report: str) -> None:
    """A text that holds a NUL or the very marks that the search uses is still cited exactly."""
    (hit,) = [hit for hit in store.search("talks") if hit.report == report]
    assert [citation.text for citation in hit.citations] == [NOTES[report].splitlines()[-1]]


def test_a_limit_keeps_the_best(store: Store) -> None:
    """A limit gives the first of the hits without a limit."""
    assert store.search("talks", 1) == store.search("talks")[:1]
    assert store.search("talks", 0) == ()


def test_a_thousand_words_are_no_error(store: Store) -> None:
    """A whole paragraph pasted as a query is searched, not refused."""
    assert found(store, "talks " * 1000) == ["nul", "own", "r1"]


def test_a_title_given_later_is_found(place: Place) -> None:
    """The index follows an update, and a title that is not in the text has no citation."""
    with place.fresh() as store:
        entry = made.entry(text="No news today.\n", title="Quiet")
        store.add(made.document(entry), entry)
        later = made.entry(text="No news today.\n", title="Calm", outlet="Osmara Post")
        store.add(made.document(later, Given(outlet="Osmara Post")), later)
        assert store.search("Quiet") == ()
        (hit,) = store.search("calm")
        assert (hit.title, hit.citations) == ("Calm", ())
        assert store.verify().ok


def test_a_search_goes_on_behind_the_best(store: Store) -> None:
    """Hits that are asked for a few at a time are all hits, each once and in the same order."""
    whole = store.search("talks")
    assert len(whole) > 2
    assert [hit for place in range(len(whole) + 1) for hit in store.search("talks", 1, place)] == list(whole)


@pytest.mark.parametrize("query", ["talks", "会", "pourparlers OR talks", "nowhere", "talks NOT talks"])
def test_how_many_match_is_how_many_are_found(store: Store, query: str) -> None:
    """As many reports match as a search answers with."""
    assert store.matching(query).reports == len(store.search(query))
    assert not store.matching(query).plain


def test_a_query_that_is_not_in_the_language_is_plain_words(store: Store) -> None:
    """What is not in the query language is looked for word by word, and that is said."""
    found = store.matching("talks AND (")
    assert found.plain
    assert found.reports == len(store.search("talks AND ("))
    assert store.matching("?!").reports == 0


HIDING = "Ilo\u200bna Br\u00adek met en\u2060voys.\nNobody else came to the sta\u200d\ufe0fble.\n"


def test_words_are_found_whatever_they_hide(place: Place) -> None:
    """A word with characters inside that nobody sees is found by its letters, and cited as it stands."""
    with place.fresh() as store:
        entry = made.entry("h", HIDING)
        store.add(made.document(entry), entry)
        assert words(store, "Ilona Brek") == [[HIDING.splitlines()[0]]]
        assert words(store, '"sta\u00adble"') == [[HIDING.splitlines()[1]]]
        assert words(store, "envoy*") == [[HIDING.splitlines()[0]]]
        assert store.matching("stable").reports == 1
        assert store.verify().ok
