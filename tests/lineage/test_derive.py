"""Derivations: what kind, which direction, and that a pair is judged by its two reports alone."""

from __future__ import annotations

from itertools import permutations

import pytest

from onrecord.lineage.derive import derive
from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation
from tests.lineage.made import OWN, WIRE, entry


def only(*entries: Entry) -> Derivation:
    """The one derivation of these entries."""
    (found,) = derive(entries)
    return found


def test_a_copy_is_verbatim() -> None:
    """The same text in two outlets is a verbatim derivation."""
    found = only(entry(WIRE, id="a"), entry(WIRE, id="b"))
    assert (found.kind, found.containment_a) == ("verbatim", 1.0)


def test_half_of_a_text_is_an_excerpt() -> None:
    """A report that is the first part of another is an excerpt."""
    cut = "\n\n".join(WIRE.split("\n\n")[:2])
    assert only(entry(WIRE, id="a"), entry(cut, id="b")).kind == "excerpt"


def test_a_copied_part_in_an_own_report_says_how_much() -> None:
    """A report with an own and a copied part has low containment and the copied passage."""
    found = only(entry(WIRE, id="a"), entry(OWN * 3 + "\n" + WIRE.split("\n\n")[3], id="b"))
    assert found.containment_b < 0.5
    assert [one.b.text.split()[0] for one in found.shared] == ["Farmers"]


def test_independent_reports_of_one_matter_derive_from_nothing() -> None:
    """Two accounts that share a statement only are independent."""
    assert derive([entry(WIRE, id="a"), entry(OWN, id="b")]) == ()


@pytest.mark.parametrize(
    ("a", "b", "direction"),
    [
        ({"agency": "AFP"}, {"agency": "AFP"}, "common"),
        ({"agency": "AFP"}, {}, "common"),
        ({"outlet": "Reuters", "url": "https://www.reuters.com/x"}, {"agency": "Reuters"}, "common"),
        ({"outlet": "Reuters", "url": "https://www.reuters.com/x"}, {"outlet": "Lindau Post"}, "a->b"),
        ({"published": "2031-05-02"}, {"published": "2031-05-01"}, "b->a"),
        ({"published": "2031-05-02"}, {}, "unknown"),
    ],
)
def test_direction_comes_from_credits_then_days(a: dict[str, str], b: dict[str, str], direction: str) -> None:
    """Credits decide the direction, then days of publication; without either it is unknown."""
    assert only(entry(WIRE, id="a", **a), entry(WIRE, id="b", **b)).direction == direction


def test_a_report_goes_back_to_the_newsroom_it_names() -> None:
    """A report that credits the other's newsroom derives from it."""
    retold = "Grain convoys will cross the Kessel bridge, the Harbour Gazette reported.\n\n" + WIRE.split("\n\n")[2]
    found = only(entry(WIRE, id="a", outlet="Harbour Gazette"), entry(retold, id="b", outlet="Lindau Post"))
    assert found.direction == "a->b"
    assert "Harbour Gazette reported" in found.why


def test_the_reason_names_counts() -> None:
    """The reason says how many words are the same and how long the longest run is."""
    assert "equal words" in only(entry(WIRE, id="a"), entry(WIRE, id="b")).why


def test_order_and_company_do_not_matter() -> None:
    """A pair's result is the same in any order of reports and whatever other reports are there."""
    edited = WIRE.replace("deep", "wide")
    three = [entry(WIRE, id="a"), entry(edited, id="b"), entry(OWN + WIRE[:200], id="c")]
    seen = set()
    for order in permutations(three):
        (pair,) = [one for one in derive(order) if {one.a, one.b} == {"a", "b"}]
        turned = pair.a == "b"
        shares = (pair.containment_b, pair.containment_a) if turned else (pair.containment_a, pair.containment_b)
        seen.add((pair.kind, *shares, len(pair.shared)))
    (alone,) = derive(three[:2])
    assert seen == {(alone.kind, alone.containment_a, alone.containment_b, len(alone.shared))}


def test_a_house_text_is_no_derivation() -> None:
    """What an outlet puts under every report does not make two of its reports on other matters one."""
    house = (
        "\n\nReaders who value our lighthouse keepers' letters can help with a gift of any size at the counter of the "
        "old printing works, where volunteers also mend nets, teach knots and pour tea for whoever comes in wet."
    )
    choir = "Children sang in the quarry about whales. Bakers gave honey bread to a jury of organ builders from Marn."
    pair = [entry(text + house, id=name, outlet="Lindau Post") for name, text in (("a", WIRE * 2), ("b", choir * 4))]
    assert derive(pair) == ()
