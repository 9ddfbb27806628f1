"""Lineage as items: the tree of each origin, with what is known and what is not."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, Origin, Relations
from onrecord.views.index import Index
from onrecord.views.lineage_items import Family, families, family_id, pairs
from onrecord.views.page import Line
from tests.factories import report
from tests.views.sample import dossier
from tests.views.sample import entry as read

NAMES = ("ledger", "harbour", "gazette", "post")


def made(name: str, published: str | None) -> Entry:
    """A report of an outlet of the same name."""
    return read(report(f"The {name} tells of talks.", id=name, outlet=name.capitalize(), published=published))


def tied(a: str, b: str, kind: Any = "edited", direction: Any = "a->b", part: float = 0.5) -> Derivation:
    """Two reports of which the second has a part of the first."""
    return Derivation(a, b, kind, direction, 0.3, part, (), "words in a row")


def family(*ties: Derivation, root: str | None = None, agency: str | None = None, names: Any = NAMES) -> Family:
    """The origin of four reports, published a day after each other."""
    entries = [made(name, f"2031-03-0{n}") for n, name in enumerate(names, 1)]
    origin = Origin(tuple(names), agency, root, "seen to share")
    (found,) = families(Index(entries, Relations(tuple(names), derivations=ties, origins=(origin,))))
    return found


def tree(one: Family) -> list[tuple[str, str, str, int]]:
    """Each report with its tie, what is above it and how deep it stands."""
    return [(member.report, member.tie, member.above, member.depth) for member in one.members]


def test_a_report_stands_below_what_it_goes_back_to() -> None:
    """Copies of a copy stand below the copy, each after what is above it."""
    found = family(tied("ledger", "harbour"), tied("harbour", "gazette", "rewrite"), root="ledger")
    assert tree(found) == [
        ("ledger", "root", "", 0),
        ("harbour", "edited", "ledger", 1),
        ("gazette", "rewrite", "harbour", 2),
        ("post", "credit", "ledger", 1),
    ]


def test_of_several_the_one_with_most_of_its_words_stands_above() -> None:
    """A report that shares words with two earlier ones stands below the one that has more of them."""
    found = family(tied("ledger", "gazette", part=0.2), tied("harbour", "gazette", part=0.9), root="ledger")
    above = {one.report: (one.above, one.part) for one in found.members}
    assert above["gazette"] == ("harbour", 0.9)


def test_the_direction_counts_and_not_the_order_of_ids() -> None:
    """Of a tie from the second to the first the first stands below."""
    found = family(tied("harbour", "ledger", direction="b->a"), names=("ledger", "harbour"))
    assert tree(found)[0][1] == "first"
    assert tree(found)[1] == ("harbour", "edited", "ledger", 1)


def test_what_came_first_may_not_be_known() -> None:
    """Reports of which it is not known which came first stand together, and say so."""
    found = family(tied("ledger", "harbour", "verbatim", "unknown"), names=("ledger", "harbour"))
    last = found.members[-1]
    assert (last.tie, last.above, last.known) == ("verbatim", "ledger", False)
    assert "which came first is not known" in found.line.children[0].children[0].text


def test_a_common_source_is_no_report() -> None:
    """Reports that go back to a third text stand beside each other, below the origin."""
    found = family(tied("ledger", "harbour", "common", "common"), agency="CPA", names=("ledger", "harbour"))
    assert tree(found) == [("ledger", "common", "", 0), ("harbour", "common", "", 0)]
    assert "no one text that all go back to is known" in found.line.text


def test_the_start_that_is_on_record_is_said() -> None:
    """Where one report is the start, no line says that none is known."""
    assert "no one text" not in family(tied("ledger", "harbour"), root="ledger").line.text


def test_a_ring_ends() -> None:
    """Reports that go back to each other in a ring are all in the tree, once."""
    ring = [tied("ledger", "harbour"), tied("harbour", "gazette"), tied("gazette", "ledger")]
    found = family(*ring, names=NAMES[:3])
    assert sorted(one.report for one in found.members) == sorted(NAMES[:3])
    assert any(not one.known and not one.above for one in found.members)


def deepest(line: Line) -> int:
    """How deep a list goes below a line."""
    return 1 + max(map(deepest, line.children), default=0)


def test_a_long_chain_is_nested_only_so_deep() -> None:
    """Each of twelve reports that copy each other has its line, in a list that a narrow screen can show."""
    names = tuple(f"n{n:02}" for n in range(12))
    entries = [made(name, f"2031-03-{n:02}") for n, name in enumerate(names, 1)]
    ties = tuple(tied(a, b) for a, b in pairwise(names))
    origin = Origin(names, None, names[0], "a chain")
    (found,) = families(Index(entries, Relations(names, derivations=ties, origins=(origin,))))
    assert [one.depth for one in found.members] == list(range(12))
    assert deepest(found.line) == 8

    def count(line: Line) -> int:
        return 1 + sum(map(count, line.children))

    assert count(found.line) == 13


def test_large_origins_come_first_and_one_alone_is_plain() -> None:
    """Origins of most reports come first; a report that stands alone says nothing of what others have of it."""
    entries, relations = dossier()
    first, second = families(Index(entries, relations))
    assert [len(one.members) for one in (first, second)] == [2, 1]
    assert (second.members[0].tie, second.line.children[0].text.count("—")) == ("alone", 1)


def test_an_origin_has_one_id_whatever_the_order() -> None:
    """The id of an origin follows from its reports alone."""
    assert family_id(("a", "b")) == family_id(("b", "a")) != family_id(("a", "c"))


def test_pairs_know_the_origin_that_they_are_of() -> None:
    """Two reports that share words are found under the origin that both go back to, with their passages."""
    entries, relations = dossier()
    (one,) = pairs(Index(entries, relations))
    assert (one.family, one.a, one.b, one.kind) == (family_id(("ledger", "harbour")), "ledger", "harbour", "rewrite")
    assert {citation.report for child in one.line.children for citation in child.citations} == {"ledger", "harbour"}
