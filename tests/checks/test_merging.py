"""Findings of two reports each, put together to findings of all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.merging import Same, merged
from onrecord.model.relations import Finding, FindingKind, Side
from onrecord.model.spans import Citation

ORDER = {name: number for number, name in enumerate("abcdef")}


def side(report: str, value: str, start: int = 0) -> Side:
    """One side: a value in the words of a report."""
    return Side(Citation(report, start, start + 3, "xyz"), value)


def differ(a: Side, b: Side, kind: FindingKind = "contradiction", rule: str = "figures") -> Finding:
    """What two reports differ in."""
    return Finding.of(kind=kind, type="number", about="dead", sides=(a, b), why=f"{a.value}, {b.value}", rule=rule)


def values(found: tuple[Finding, ...]) -> list[list[tuple[str, str]]]:
    """Report and value of each side of each finding."""
    return [[(one.citation.report, one.value) for one in finding.sides] for finding in found]


def test_findings_with_a_side_in_common_are_one() -> None:
    """Three reports of which two differ from the third are one finding with three sides, in the order of reports."""
    found = merged([differ(side("b", "12"), side("c", "19")), differ(side("a", "12"), side("c", "19"))], ORDER)
    assert values(found) == [[("a", "12"), ("b", "12"), ("c", "19")]]


def test_who_agrees_joins() -> None:
    """A report that agrees with a side, directly or over another report, is a side too."""
    same = [
        Same.of("figures", (side("c", "19"), side("d", "19"))),
        Same.of("figures", (side("d", "19"), side("e", "19"))),
    ]
    found = merged([differ(side("a", "12"), side("c", "19")), *same], ORDER)
    assert values(found) == [[("a", "12"), ("c", "19"), ("d", "19"), ("e", "19")]]


def test_agreement_alone_is_no_finding() -> None:
    """Reports that tell the same differ in nothing, and what other rules found is not joined to it."""
    assert merged([Same.of("figures", (side("a", "12"), side("b", "12")))], ORDER) == ()
    other = differ(side("a", "12"), side("c", "19"), rule="dates")
    assert values(merged([Same.of("figures", (side("a", "12"), side("b", "12"))), other], ORDER)) == [
        [("a", "12"), ("c", "19")]
    ]


def test_a_contradiction_stays_apart() -> None:
    """What contradicts and what can be reconciled are two findings of one fact."""
    hard, soft = differ(side("a", "12"), side("b", "19")), differ(side("a", "12"), side("c", "about 12"), "precision")
    assert sorted(one.kind for one in merged([hard, soft], ORDER)) == ["contradiction", "precision"]


def test_a_report_with_two_values_is_left_out() -> None:
    """A report that gives two values as often is no side; one that others are compared with more often stands."""
    torn = [differ(side("a", "12"), side("d", "19")), differ(side("a", "13", 9), side("d", "19"))]
    assert merged(torn, ORDER) == ()
    third = differ(side("b", "14"), side("d", "19"))
    assert values(merged([*torn, third], ORDER)) == [[("b", "14"), ("d", "19")]]
    firm = differ(side("a", "12"), side("c", "15"))
    assert values(merged([*torn, third, firm], ORDER)) == [[("a", "12"), ("b", "14"), ("c", "15"), ("d", "19")]]


def test_the_reason_is_that_of_sides_that_are_left() -> None:
    """What a finding says it rests on are two of its sides, never a report that was left out."""
    torn = [differ(side("a", "12"), side("d", "19")), differ(side("a", "13", 9), side("d", "19"))]
    (found,) = merged([*torn, differ(side("b", "14"), side("d", "19"), "update")], ORDER)
    assert (found.kind, found.why) == ("update", "14, 19")


@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    """The findings are the same in whatever order the pairs come."""
    sides = [side(report, value) for report in "abcd" for value in ("1", "2")]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(sides), st.sampled_from(sides), st.booleans()), max_size=8))
    found: list[Finding | Same] = [
        Same.of("figures", (a, b)) if same else differ(a, b)
        for a, b, same in pairs
        if a.citation.report < b.citation.report
    ]
    assert merged(found, ORDER) == merged(data.draw(st.permutations(found)), ORDER)
