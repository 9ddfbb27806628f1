"""How findings of many sides, long passages and utterances with several wordings are shown."""

from __future__ import annotations

import pytest

from onrecord.model.reading import Entry, Reader, Reading, Sentence
from onrecord.model.relations import Finding, Origin, QuoteLineage, QuoteRelation, Relations, Side, Variant
from onrecord.model.spans import Citation
from onrecord.render.markdown import markdown
from onrecord.render.terminal import terminal
from onrecord.views import compare
from onrecord.views.excerpts import excerpt, located, same_value
from onrecord.views.page import Line, Page, Run
from onrecord.views.wordings import marked
from tests.factories import report

OUTLETS = [
    "Onuma Post",
    "Lindau Herald",
    "Tolvia Today",
    "Quorland Courier",
    "Orm Mail",
    "Brenn Echo",
    "Sarn Times",
    "Lens",
]
TEXTS = [
    "A storm killed 59 people in Pelmar, the fire brigade said.",
    "The storm in Pelmar has killed 59 people.",
    "Fifty-nine people died in the storm that hit Pelmar.",
    "The storm left at least 50 people dead in Pelmar.",
    "At least 50 people were killed by the storm.",
    "The storm in Pelmar killed 61 people, a hospital said.",
    "The storm in Pelmar has killed 59 people.",
    "Some 60 people died in Pelmar, the mayor told reporters.",
]
VALUES = ["59", "59", "fifty-nine", "at least 50", "At least 50", "61", "59", "Some 60"]


def entry(n: int, text: str, outlet: str) -> Entry:
    """A report of one sentence."""
    one = report(text, id=f"r{n}", outlet=outlet)
    return Entry(one, Reading(one.id, Reader("1"), sentences=(Sentence(one.cut(0, len(text)), 0),)))


def whole(one: Entry) -> Citation:
    """The citation of all of a report."""
    return Citation.of(one.id, one.report.cut(0, len(one.report.text)))


ENTRIES = tuple(entry(n, text, outlet) for n, (text, outlet) in enumerate(zip(TEXTS, OUTLETS, strict=True), 1))
FINDING = Finding(
    "f-1",
    "contradiction",
    "number",
    "people killed in the storm",
    tuple(Side(whole(one), value) for one, value in zip(ENTRIES, VALUES, strict=True)),
    "59, 61 and at least 50 are told of the same storm",
)
PAGE = compare.page(
    ENTRIES,
    Relations(
        tuple(one.id for one in ENTRIES),
        origins=tuple(Origin((one.id,), None, one.id, "") for one in ENTRIES),
        findings=(FINDING,),
    ),
)


def lines(page: Page, title: str) -> tuple[Line, ...]:
    """The lines of a section."""
    return next(one.lines for one in page.sections if one.title == title)


def test_sides_of_one_value_stand_together() -> None:
    """Eight sides with four values are four lines, whether a value is in figures or in words."""
    (found,) = lines(PAGE, "Contradictions")
    assert [one.text.split(":")[0] for one in found.children] == ["59", "at least 50", "61", "Some 60"]
    assert found.children[0].text == "59: R1, R2, R3 and R7 (4 origins)"


def test_every_side_is_shown_with_its_outlet() -> None:
    """Of a value in several wordings each wording has its outlets and citations; the same words are one line."""
    (found,) = lines(PAGE, "Contradictions")
    assert [one.text.split(",")[0] for one in found.children[0].children] == [
        "R1 (Onuma Post)",
        "R2 (Lindau Herald) and R7 (Sarn Times)",
        "R3 (Tolvia Today)",
    ]
    cited = {
        citation.report for value in found.children for one in (value, *value.children) for citation in one.citations
    }
    assert cited == {one.id for one in ENTRIES}


def test_values_are_marked_where_there_is_no_colour() -> None:
    """The value stands out in a pipe and in a terminal without colour."""
    assert "killed **61** people" in markdown(PAGE)
    assert "killed **61** people" in " ".join(terminal(PAGE).split())


def test_changed_words_keep_their_marks_in_colour() -> None:
    """A copied line of a terminal with colours still shows which words were changed."""
    one, other = (
        entry(n, text, "Lens") for n, text in enumerate(["“We will go now,” he said.", "“We go now,” he said."])
    )
    page = compare.page((one, other), quoted("altered", one, other))
    assert "~~will~~" in terminal(page, colour=True)


def quoted(relation: QuoteRelation, *variants: Entry, more: tuple[QuoteLineage, ...] = ()) -> Relations:
    """Reports that have one quotation, the fullest first."""
    cited = tuple(Variant(whole(one), "a1") for one in variants)
    lineage = QuoteLineage(f"q-{relation}", "Ada Koss", None, relation, cited)
    return Relations(tuple(one.id for one in variants), quotes=(lineage, *more))


def test_an_utterance_with_several_lineages_is_one_line() -> None:
    """What was altered in one report and cut in another is one utterance with three wordings, the fullest once."""
    texts = ["We will go home in May and stay", "We will go home in May and rest", "We will go home in May"]
    full, other, cut = (entry(n, text, outlet) for n, (text, outlet) in enumerate(zip(texts, OUTLETS, strict=False)))
    more = quoted("truncated", full, cut).quotes
    page = compare.page((full, other, cut), quoted("altered", full, other, more=more))
    (found,) = lines(page, "Quotations whose words differ")
    assert found.text == "Words changed — Ada Koss, in 3 reports"
    assert [one.text for one in found.children] == [
        "R1 (Onuma Post), fullest: “We will go home in May and stay”",
        "R2 (Lindau Herald): “We will go home in May and stay rest”",
        "R3 (Tolvia Today): “We will go home in May and stay”",
    ]


def test_a_short_piece_of_a_long_quotation_shows_what_is_left_out() -> None:
    """A wording that is one stretch of the fullest one shows the words around it as left out, however long they are."""
    full = "We came here to talk and we will talk until the last of the prisoners is home and the guns are silent"
    runs = marked(full, "the guns are silent")
    assert [run.mark for run in runs if isinstance(run, Run)] == ["deleted"]


def test_a_dash_is_no_changed_word() -> None:
    """Marks alone are not shown as a change, the dots of an omission are."""
    assert not [
        run for run in marked("We will go now to the sea", "We will go now – to the sea") if isinstance(run, Run)
    ]
    (dots,) = [
        run
        for run in marked("We will go now to the sea", "We will go ... to the sea")
        if isinstance(run, Run) and run.mark == "inserted"
    ]
    assert dots.text == "..."


@pytest.mark.parametrize(
    ("passage", "value", "found"),
    [
        ("It killed 1,200 people.", "1,200", "1,200"),
        ("It killed nine people.", "9", "nine"),
        ("A nine-year-old boy fell.", "9 years old", "nine"),
        ("A twenty-five-year-old fell.", "20", None),
        ("They met last week in Lindau.", "last week (2031-W16)", "last week"),
        ("The police believe it.", "attributed to police", "police"),
        ("He was born in 1950.", "19", None),
        ("It is a fact.", "stated as fact", None),
        ("The Hotel Astoria burned.", "a suite of the Hotel Astoria", "Astoria"),
    ],
)
def test_a_value_is_found_in_its_passage(passage: str, value: str, found: str | None) -> None:
    """The words that a value was read from are found, never a part of a longer word or figure."""
    at = located(passage, value)
    assert (passage[slice(*at)] if at else None) == found


def test_a_long_passage_is_cut_between_words() -> None:
    """A long sentence is cut around its value, says where something is left out, and breaks no word."""
    passage = f"{'before that day ' * 20}the storm killed 59 people {'in many small towns ' * 20}"
    words = "".join(part.text if isinstance(part, Run) else part for part in excerpt(passage, "59"))
    assert "killed 59 people" in words
    assert words.startswith("“… ")
    assert words.endswith(" …”")
    assert set(words.strip("“”… ").split()) <= set(passage.split())
    assert len(words) < 200


def test_a_pipe_has_the_whole_passage() -> None:
    """What the screen leaves out of a long sentence stands there where nothing is folded away."""
    long = f"{'The storm came over the sea and over the hills. ' * 6}It killed 59 people."
    one, other = entry(1, long, "Lens"), entry(2, "It killed 61 people in all, they said on Monday.", "Orm Mail")
    sides = (Side(whole(one), "59"), Side(whole(other), "61"))
    finding = Finding("f-1", "contradiction", "number", "people killed", sides, "59 and 61")
    page = compare.page((one, other), Relations(("r1", "r2"), findings=(finding,)))
    assert long.strip() not in markdown(page).replace("**", "")
    assert long.strip() in markdown(page.whole()).replace("**", "")


def test_a_short_passage_is_whole() -> None:
    """A passage that fits is shown as it is."""
    assert excerpt("He said no.", "") == ("“He said no.”",)


@pytest.mark.parametrize(("a", "b"), [("Fifty-nine", "59"), ("At least 50", "at least 50"), ("1,200", "1200")])
def test_values_that_a_reader_takes_for_one(a: str, b: str) -> None:
    """Case and numbers in words make no second value."""
    assert same_value(a) == same_value(b)


def test_every_compared_report_is_listed_with_its_file() -> None:
    """A report that nothing cites is listed too; its file stands where its outlet or headline lacks."""
    first, second = entry(1, "Rain fell.", ""), entry(2, "Snow fell.", "")
    silent = Entry(second.report, Reading("r2", Reader("1")))
    page = compare.page((first, silent), Relations(("r1", "r2")), ("a/one.txt", "-:2"))
    text = markdown(page)
    assert "**R1** a/one.txt · outlet not named" in text
    assert "**R2** standard input:2 · " in text
    assert text.count("no sentence was read") == 1


def pieces(text: str, *found: str, id: str, outlet: str) -> tuple[Entry, list[Citation]]:
    """A report of one sentence, and the citations of the pieces of it."""
    one = report(text, id=id, outlet=outlet)
    whole_text = Sentence(one.cut(0, len(text)), 0)
    cited = [Citation.of(id, one.cut(text.index(piece), text.index(piece) + len(piece))) for piece in found]
    return Entry(one, Reading(id, Reader("1"), sentences=(whole_text,))), cited


def lineage(relation: QuoteRelation, *cited: Citation) -> QuoteLineage:
    """One utterance, the fullest wording first."""
    variants = tuple(Variant(one, "a1") for one in cited)
    return QuoteLineage(f"q-{relation}-{cited[-1].start}", "Ada Koss", None, relation, variants)


def test_no_report_shortens_itself() -> None:
    """A piece inside the fullest wording of the same report is not listed as another wording."""
    text = "“We go home in May. We will rest there,” she said."
    full, (both, first) = pieces(text, "We go home in May. We will rest there", "We go home in May", id="a", outlet="A")
    cut, (short,) = pieces("“We will go home in May,” Koss told us.", "We will go home in May", id="b", outlet="B")
    found = (lineage("truncated", both, short), lineage("altered", first, short))
    page = compare.page((full, cut), Relations(("a", "b"), quotes=found))
    (one,) = lines(page, "Quotations whose words differ")
    assert [child.text.split(":")[0] for child in one.children] == ["R1 (A), fullest", "R2 (B)"]


def test_pieces_of_one_report_are_one_wording() -> None:
    """Two sentences that a report interrupts with its own words are compared together, and are the same here."""
    full, (both,) = pieces(
        "“We go home in May. We will rest there.”", "We go home in May. We will rest there.", id="a", outlet="A"
    )
    parted, (first, second) = pieces(
        "“We go home in May,” she said. “We will rest there.”", "We go home in May", "We will rest there.", id="b",
        outlet="B",
    )  # fmt: skip
    found = (lineage("truncated", both, first), lineage("truncated", both, second))
    page = compare.page((full, parted), Relations(("a", "b"), quotes=found))
    assert not lines(page, "Quotations whose words differ")
    (same,) = lines(page, "Quoted in the same words")
    assert [one.report for one in same.citations] == ["a", "b", "b"]


def test_few_words_in_prose_are_quoted_in_part() -> None:
    """Words quoted inside a sentence of the report's own are no cut, and stand behind quotations that were changed."""
    full, (one, other) = pieces(
        "“We are very tired of the war,” and “We go home in May,” she said.",
        "We are very tired of the war", "We go home in May", id="a", outlet="A",
    )  # fmt: skip
    second, (few, changed) = pieces(
        "She was “very tired of the war”. “We went home in May,” she said.",
        "very tired of the war", "We went home in May", id="b", outlet="B",
    )  # fmt: skip
    found = (lineage("truncated", one, few), lineage("altered", other, changed))
    page = compare.page((full, second), Relations(("a", "b"), quotes=found))
    heads = [line.text.split(" — ")[0] for line in lines(page, "Quotations whose words differ")]
    assert heads == ["Words changed", "Quoted in part"]


def test_what_shares_too_little_to_be_marked_says_so() -> None:
    """A wording that is not marked against the fullest one says that it is in other words."""
    full, other = (
        entry(n, text, "Lens")
        for n, text in enumerate(["“We will go home in May and rest,” he said.", "“Everyone leaves soon to rest.”"])
    )
    page = compare.page((full, other), quoted("altered", full, other))
    (one,) = lines(page, "Quotations whose words differ")
    assert one.children[1].text.startswith("R2 (Lens), in other words: ")


def alone(*texts: str, sides: tuple[Finding, ...] = ()) -> list[str]:
    """The sentences that a report of these sentences alone is shown with."""
    one = report(" ".join(texts), id="r1", outlet="Lens")
    spans = tuple(one.cut(one.text.index(text), one.text.index(text) + len(text)) for text in texts)
    told = Entry(one, Reading("r1", Reader("1"), sentences=tuple(Sentence(span, 0) for span in spans)))
    relations = Relations(("r1", "r2"), findings=sides, only_in={"r1": spans})
    page = compare.page((told, entry(2, "It snowed.", "Orm Mail")), relations)
    return [child.text for line in lines(page, "What only one report has") for child in line.children]


def test_what_stands_above_is_not_told_as_standing_alone() -> None:
    """A sentence that is a side of a finding is not listed among those that only one report has."""
    texts = ("The storm killed nine people.", "The harbour was shut.")
    side = Side(Citation("r1", 0, len(texts[0]), texts[0]), "9")
    finding = Finding("f-1", "contradiction", "number", "", (side, side), "")
    assert alone(*texts, sides=(finding,)) == ["“The harbour was shut.”"]


def test_page_furniture_is_no_account() -> None:
    """Counters of pictures and words to the reader of a page are not listed as what one report alone tells."""
    assert alone("3 of 12 The harbour at dawn.", "You must choose a newsletter.", "“You lied,” she said.") == [
        "“‘You lied,’ she said.”"
    ]


def test_a_reason_about_two_of_many_values_names_their_reports() -> None:
    """Where more values stand side by side than the reason compares, it says which reports it is about."""
    (found,) = lines(PAGE, "Contradictions")
    assert not found.why.startswith("R")
    few = Finding(FINDING.id, FINDING.kind, FINDING.type, FINDING.about, FINDING.sides, "at least 50 against 61")
    page = compare.page(ENTRIES, Relations(tuple(one.id for one in ENTRIES), findings=(few,)))
    assert lines(page, "Contradictions")[0].why == "R4 and R5 against R6: at least 50 against 61"
