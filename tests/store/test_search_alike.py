"""A record on a server answers a search as one in a file does: the same reports, ranks, order and citations."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.store.asked import parse
from onrecord.store.protocol import Store
from onrecord.store.scratch import Scratch
from onrecord.store.sqlite import SqliteStore
from tests.places import Schemas
from tests.store import made

#: Words that meet often, with accents, figures, a script without case and words that begin alike.
_WORDS = """
    talks talk Talks échec echec Senn valley valleys 12 120 été ete ministère the the the accord Ørsk Ωmega İl
    straße STRASSE naïve a\u0301b don't 会談 e-mail \ue000 und_er x\0y"""
VOCABULARY = _WORDS.split()

#: Longer than PostgreSQL's index takes, as an encoded picture is.
LONG = "q" * 5000


class Pair(NamedTuple):
    """The same reports in a file and on a server."""

    file: Store
    server: Store


@pytest.fixture(scope="module")
def pair(schemas: Schemas) -> Iterator[Pair]:
    """Thirty reports of drawn words, some with titles, in two records."""
    rng = random.Random(11)
    entries = [made.entry("r-long", f"A picture {LONG} ends here.\n")]
    for number in range(30):
        lines = [" ".join(rng.choices(VOCABULARY, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 5))]
        title = " ".join(rng.choices(VOCABULARY, k=4)) if number % 3 else None
        entries.append(made.entry(f"r{number}", ".\n".join(lines) + "\n", title=title))
    with ExitStack() as stack:
        both = Pair(stack.enter_context(SqliteStore()), stack.enter_context(schemas.fresh()))
        for store in both:
            for entry in entries:
                store.add(made.document(entry), entry)
        yield both


words = st.sampled_from([*VOCABULARY, "nowhere", "tal", "-", "会"])
strings = words.filter(str.isalnum) | st.lists(words, min_size=1, max_size=3).map(lambda few: f'"{" ".join(few)}"')
phrases = st.builds(
    lambda first, string, more, star: first + string + more + star,
    st.sampled_from(["", "", "", "^"]),
    strings,
    st.just("") | strings.map(" + {}".format),
    st.sampled_from(["", "", " *"]),
)
filters = st.sampled_from(["", "", "", "title : ", "- title : ", "{title text} : ", "Text : "])


def nears(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Words or phrases near each other."""
    few = st.lists(of, min_size=1, max_size=3)
    distances = st.sampled_from(["", ", 0", ", 1", ", 3"])
    return st.builds(lambda few, distance: f"NEAR({' '.join(few)}{distance})", few, distances)


sets = st.builds(lambda parts, phrase: parts + phrase, filters, phrases)
rows = st.lists(sets, min_size=1, max_size=3).map(" ".join)


def joined(of: st.SearchStrategy[str], *by: str) -> st.SearchStrategy[str]:
    """Queries of these joined by operators, some in brackets."""
    return st.recursive(
        of,
        lambda inner: st.builds(
            lambda left, by, right, parts, bracket: (
                f"{parts}({left}) {by} {right}" if bracket else f"{left} {by} {right}"
            ),
            inner,
            st.sampled_from(by),
            inner,
            filters,
            st.booleans(),
        ),
        max_leaves=4,
    )


#: FTS5 counts for the rank what it happened on inside a NEAR or NOT that is only part of an OR or NOT, though it is no
#: part of what matched. So ranks are compared for queries without such parts.
queries = joined(rows, "AND", "OR") | st.builds("{} NOT {}".format, rows, phrases) | nears(strings)
mixed = joined(rows | nears(strings), "AND", "OR", "NOT")


@given(query=queries)
@settings(max_examples=150)
def test_any_query_is_answered_alike(pair: Pair, query: str) -> None:
    """Phrases, prefixes, NEAR, filters and operators in any order find the same, ranked and cited the same."""
    assert pair.server.search(query) == pair.file.search(query)


@given(query=mixed)
@settings(max_examples=80)
def test_any_mixed_query_finds_the_same(pair: Pair, query: str) -> None:
    """Whatever operators are mixed, the same reports are found."""
    file, server = (sorted(hit.report for hit in store.search(query)) for store in pair)
    assert server == file


@given(
    query=st.lists(words | st.sampled_from(['"', "(", ")", "*", ":", "AND", "NOT", "^", "'"]), max_size=6).map(" ".join)
)
@settings(max_examples=60)
def test_what_people_type_is_answered_alike(pair: Pair, query: str) -> None:
    """What is no syntax at all is taken as plain words in both, and a limit leaves the same best."""
    assert pair.server.search(query, 3) == pair.file.search(query, 3)


@pytest.mark.parametrize("query", [LONG, f'"picture {LONG} ends"', "qqqq*", "qqqqqqqq* OR talks"])
def test_a_word_without_end_is_answered_alike(pair: Pair, query: str) -> None:
    """A word that is longer than the server's index takes is found whole, in phrases and by its beginning."""
    assert pair.server.search(query) == pair.file.search(query)
    assert pair.server.search(query)


@given(query=mixed)
@settings(max_examples=60)
def test_every_query_that_sqlite_understands_is_parsed(query: str) -> None:
    """No query that FTS5 takes is an error to the parser."""
    with Scratch() as scratch:
        if scratch.understands(query):
            assert parse(query, scratch.words)
