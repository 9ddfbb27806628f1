"""What was found in one report: its marks, the list in text order, and the passage that a link asks for."""

from __future__ import annotations

import pytest

from onrecord.model.reading import Entry, OpenPoint
from onrecord.model.spans import Citation
from onrecord.views.differences import finding_line
from onrecord.views.index import Index
from onrecord.views.page import line
from onrecord.views.report_marks import LABELS, LISTED, MARK_KINDS, Found, Mark, asked_range, marked
from tests.factories import report
from tests.views.sample import LEDGER, WIRE, at, dossier, entry, ledger, wire


def kinds(found: tuple[Found, ...]) -> list[str]:
    """The kinds in the order of the list."""
    return [one.kind for one in found]


def words(marks: tuple[Mark, ...], kind: str) -> list[str]:
    """What the marks of a kind cover in the Ledger's report."""
    return [LEDGER[one.start : one.end] for one in marks if one.kind == kind]


def test_the_list_is_in_text_order() -> None:
    """Things stand in the order in which a reader meets them; of two that begin together the longer stands first."""
    found = marked(ledger()).found
    places = [(one.first.start, -one.first.end) for one in found]
    assert places == sorted(places)
    assert kinds(found)[:3] == ["told", "event", "time"]
    assert {"quotation", "position", "figure"} <= set(kinds(found))


def test_everything_that_was_read_is_in_the_list_and_marked() -> None:
    """Each attribution, event, position, deadline, time and figure of a reading is listed, and its words are marked."""
    for one in (ledger(), wire()):
        found = marked(one)
        read = one.reading
        assert found.counts.get("event", 0) == len(read.events)
        assert found.counts.get("position", 0) == len(read.positions)
        assert found.counts.get("deadline", 0) == len(read.deadlines)
        assert found.counts.get("time", 0) == len(read.times)
        assert found.counts.get("figure", 0) == len(read.quantities)
        for item in found.found:
            assert all(Mark(span.start, span.end, item.kind) in found.marks for span in item.passages)


def test_who_says_it_and_how_are_marked() -> None:
    """Source and cue of each attribution are marked apart from what was said."""
    marks = marked(ledger()).every
    assert words(marks, "source") == ["President Ada Koss", "Koss told", "She", "Premier Jon Rell"]
    assert words(marks, "cue") == ["said on", "told reporters", "said", "offered"]
    assert words(marks, "quotation") == ["“We will not give up the bridge, and we will not sell it,”"]


def test_an_embedded_post_is_its_authors_quotation() -> None:
    """A post is listed as what its author says; nobody can decide on it, since no attribution stands behind it."""
    post = next(one for one in marked(wire()).found if one.kind == "quotation")
    assert post.line.text.startswith("Jon Rell posted: ")
    assert post.target == ""


def test_an_attribution_names_what_a_decision_is_on() -> None:
    """The target of a statement is the report and the attribution, as 'onrecord judge' takes it."""
    targets = [one.target for one in marked(ledger()).found if one.kind in ("quotation", "told")]
    assert targets == ["ledger/a1", "ledger/a2", "ledger/a3", "ledger/a4"]


def test_what_is_not_settled_is_listed() -> None:
    """An open point of the report stands in the list under a name of its own."""
    text = "The status of the bridge is still open."
    facts = report(text)
    point = OpenPoint(at(text, "still open"), "territory", at(text, "The status of the bridge"), rule="open.remains")
    found = marked(entry(facts, open_points=(point,))).found
    assert [(one.label, one.first.text) for one in found] == [("not settled", "still open")]


def test_everything_says_why_it_was_found() -> None:
    """No line of the list is without a reason that names a rule, a trigger or how it was resolved."""
    assert all(one.line.why for source in (ledger(), wire()) for one in marked(source).found)
    time = next(one for one in marked(ledger()).found if one.kind == "time")
    assert time.line.why == "the report's year"


def test_a_finding_between_reports_stands_where_this_report_has_a_side() -> None:
    """A line of another screen is listed at its passage in this report, names its id, and other reports' sides stay."""
    entries, relations = dossier()
    index = Index(entries, relations)
    differing = finding_line(index, next(one for one in relations.findings if one.id == "f-2"))
    found = marked(ledger(), [differing])
    side = next(one for one in found.found if one.kind == "side")
    assert [span.text for span in side.passages] == ["At least 12 people"]
    assert side.target == "f-2"
    assert words(found.marks, "side") == ["At least 12 people"]
    assert "Nine people" in " ".join(child.text for child in side.line.children)


def test_a_line_that_rests_on_nothing_here_is_left_out() -> None:
    """A line without a passage in this report is not listed and marks nothing."""
    elsewhere = line("Accounts differ", cite=[Citation("harbour", 0, 4, "Nine")])
    assert "side" not in kinds(marked(ledger(), [elsewhere]).found)


def test_only_some_kinds_can_be_shown() -> None:
    """Asked for quotations, the text has these with who says them, and the list has nothing else."""
    found = marked(ledger()).of(["quotation"])
    assert set(kinds(found.found)) == {"quotation"}
    assert {one.kind for one in found.every} == {"quotation", "source", "cue"}
    assert words(found.every, "source") == ["Koss told"]
    assert {one.kind for one in marked(ledger()).of(["figure"]).every} == {"figure"}


def test_every_passage_of_the_list_has_a_range_to_jump_to() -> None:
    """The ranges for anchors are those of the list and of the facts, each once."""
    found = marked(ledger())
    assert len(set(found.passages)) == len(found.passages)
    assert all((span.start, span.end) in found.passages for one in found.found for span in one.passages)
    credit = LEDGER.index("(CPA)")
    assert (credit, credit + 5) in found.passages


@pytest.mark.parametrize(
    "at",
    [
        None,
        "",
        "5",
        "-",
        "5-",
        "-5",
        "5-5",
        "6-5",
        "0-9999",
        "0-5-6",
        "a-b",
        "0x1-5",
        "٣-٥",
        "1 - 2",
        "9" * 5000 + "-1",
    ],
)
def test_a_passage_that_the_text_has_not_is_none(at: str | None) -> None:
    """Whatever is asked for that is no range of the text is no passage, and nothing breaks."""
    assert asked_range(WIRE, at) is None


def test_a_passage_is_asked_for_by_its_range() -> None:
    """Start and end as they stand in a citation are the range."""
    assert asked_range(WIRE, "0-4") == (0, 4)
    assert asked_range(WIRE, f"4-{len(WIRE)}") == (4, len(WIRE))


def test_kinds_have_names_of_their_own() -> None:
    """No two kinds of mark are called the same, and every listed kind is one of them."""
    assert len(set(LABELS.values())) == len(MARK_KINDS) == len(LABELS)
    assert set(LISTED) < set(MARK_KINDS)


def test_a_report_that_nothing_was_read_in_has_no_marks() -> None:
    """Without a reading's finds there is no mark and no list, and the facts still stand."""
    one = entry(report("Nothing here.", outlet="Harbour Times"))
    found = marked(Entry(one.report, one.reading))
    assert (found.every, found.found) == ((), ())
    assert "Outlet: Harbour Times" in [fact.text for fact in found.facts]
