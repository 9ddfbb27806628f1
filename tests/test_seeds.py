"""What a careful reader notes in the two reports that the project began with (they lie outside the repository)."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.model.reading import Attribution, Entry
from onrecord.model.report import Given
from onrecord.results import Comparison
from tests.shared import shared

pytestmark = [pytest.mark.model, pytest.mark.data]


@pytest.fixture(scope="module")
def both() -> Comparison:
    """The two seeds, compared."""
    folder = shared("seeds")
    return onrecord.compare(*sorted(folder.glob("*.txt")))


@pytest.fixture(scope="module")
def rewrite(both: Comparison) -> Entry:
    """Report 000: a rewrite without a date."""
    return both.entries[0]


@pytest.fixture(scope="module")
def wire(both: Comparison) -> Entry:
    """Report 001: an agency's text as an outlet carries it."""
    return both.entries[1]


def said(entry: Entry, words: str) -> list[Attribution]:
    """The attributions whose content has these words."""
    return [one for one in entry.reading.attributions if any(words in span.text for span in one.content)]


def speaker(entry: Entry, one: Attribution) -> str | None:
    """Name of the resolved speaker."""
    actor = entry.reading.actor(one.actor)
    return actor.name if actor else None


def test_every_span_recuts(both: Comparison) -> None:
    """Every span of both readings equals the words at its range."""
    for entry in both.entries:
        text = entry.report.text
        spans = [span for one in entry.reading.attributions for span in (*one.content, one.source, one.cue) if span]
        spans += [mention for actor in entry.reading.actors for mention in actor.mentions]
        spans += [time.span for time in entry.reading.times] + [item.span for item in entry.reading.quantities]
        assert spans
        assert all(text[span.start : span.end] == span.text for span in spans)


def test_facts_of_the_wire_report(wire: Entry) -> None:
    """Title, agency, outlet from the address, and day of publication are found."""
    report = wire.report
    assert report.title == report.text.strip().splitlines()[0]
    assert (report.agency, report.outlet, report.day) == ("AFP", "The Moscow Times", "2026-02-07")


def test_credit_and_repeated_standfirst(wire: Entry) -> None:
    """The picture credit glued to the standfirst is a credit, and the standfirst is marked as repeated by the lede."""
    report = wire.report
    credits = [report.text[block.start : block.end] for block in report.blocks if block.kind == "credit"]
    assert "president.gov.ua" in credits
    standfirst = next(block for block in report.blocks if block.kind == "standfirst")
    assert standfirst.repeats is not None
    assert report.blocks[standfirst.repeats].kind == "paragraph"


def test_the_broken_quotation_is_one_piece(wire: Entry) -> None:
    """The quotation that blank lines break is one direct quotation by Zelensky with its whole range."""
    found = said(wire, "meet in the United States, probably in Miami")
    assert len(found) == 1
    assert found[0].kind == "direct"
    assert found[0].content[0].text.strip("“”\"'").startswith("The United States has proposed")
    assert "Ukraine\n\nand Russia" in found[0].content[0].text
    assert speaker(wire, found[0]) == "Volodymyr Zelensky"


def test_the_short_quotation(wire: Entry) -> None:
    """The short quotation on June is Zelensky's, direct, through “he”."""
    found = [one for one in said(wire, "do everything by June") if one.within is None]
    assert [one.kind for one in found] == ["direct"]
    assert speaker(wire, found[0]) == "Volodymyr Zelensky"


def test_the_ukrainian_leader_is_zelensky(wire: Entry) -> None:
    """“he would not tolerate…” is Zelensky's indirect speech through “the Ukrainian leader”."""
    found = [one for one in said(wire, "would not tolerate Washington and Moscow") if one.kind == "indirect"]
    assert found
    assert found[0].source is not None
    assert "the Ukrainian leader" in found[0].source.text
    assert speaker(wire, found[0]) == "Volodymyr Zelensky"


def test_common_understanding_is_attributed(wire: Entry) -> None:
    """The sentence on the power plant is Zelensky's, mixed, not the outlet's own."""
    found = said(wire, "common understanding")
    assert found
    assert {speaker(wire, one) for one in found} == {"Volodymyr Zelensky"}
    assert any("have also failed to reach" in span.text for one in found for span in one.content)


def test_dateline_of_the_rewrite(rewrite: Entry) -> None:
    """The dateline has two places and the report no date."""
    dateline = rewrite.report.dateline
    assert dateline is not None
    assert dateline.place == ("Washington", "Miami")
    assert rewrite.report.published is None


def test_relative_dates_stay_unresolved_without_a_date(rewrite: Entry) -> None:
    """“next week” has no day in a report without a date, and says so."""
    (time,) = [time for time in rewrite.reading.times if time.span.text == "next week"]
    assert (time.earliest, time.latest) == (None, None)
    assert "date" in time.why
    assert any("no date" in note or "published" in note for note in rewrite.report.notes + rewrite.reading.notes)


def test_relative_dates_resolve_when_the_date_is_given() -> None:
    """With `published` given, “next week” is a week in February 2026."""
    path = shared("seeds/000_81c881715f15bfa1.txt")
    (result,) = onrecord.read(path, given=Given(published="2026-02-07"))
    assert result.entry is not None
    (time,) = [time for time in result.entry.reading.times if time.span.text == "next week"]
    assert (time.earliest, time.latest) == ("2026-02-09", "2026-02-15")


def test_the_embedded_post_has_its_own_voice(rewrite: Entry) -> None:
    """The post is one block with its author and day, and no attribution of the outlet reaches into it."""
    report = rewrite.report
    (index,) = [i for i, block in enumerate(report.blocks) if block.kind == "embedded_post"]
    block = report.blocks[index]
    assert report.text[block.start : block.end].startswith("Our negotiating team")
    assert block.dated == "2026-02-07"
    author = rewrite.reading.actor(rewrite.reading.voices[index])
    assert author is not None
    assert author.id == "person:volodymyr-zelensky"


def test_the_power_plant_sentence_is_the_outlets_own(rewrite: Entry) -> None:
    """In the rewrite the sentence on the common understanding has no source."""
    assert not said(rewrite, "common understanding")


def test_the_reports_are_not_independent(both: Comparison) -> None:
    """The two are one origin, with shared passages shown and a reason."""
    (origin,) = both.relations.origins
    assert set(origin.reports) == {entry.id for entry in both.entries}
    (derivation,) = both.relations.derivations
    assert derivation.shared
    assert derivation.why


def test_the_dropped_word_is_shown(both: Comparison) -> None:
    """The short quotation is one utterance, and the change is the word “that”."""
    found = [
        quote
        for quote in both.relations.quotes
        if all("do everything by June" in variant.citation.text for variant in quote.variants)
    ]
    assert len(found) == 1
    assert [(change.a + change.b).strip() for change in found[0].changes] == ["that"]


def test_the_proposal_is_paraphrased_not_contradicted(both: Comparison) -> None:
    """“probably in Miami, in a week's time” and “likely in Miami” are one utterance, paraphrased."""
    assert any(
        quote.relation == "paraphrased" and all("Miami" in variant.citation.text for variant in quote.variants)
        for quote in both.relations.quotes
    )


def test_no_contradiction_is_invented(both: Comparison) -> None:
    """Nothing between the two is a contradiction."""
    assert not [finding for finding in both.relations.findings if finding.kind == "contradiction"]


def test_the_lost_attribution_is_framing(both: Comparison) -> None:
    """The power-plant sentence is framing: attributed in one, stated as fact in the other."""
    found = [
        finding
        for finding in both.relations.findings
        if finding.kind == "framing" and all("common understanding" in side.citation.text for side in finding.sides)
    ]
    assert len(found) == 1
    assert {side.attribution is None for side in found[0].sides} == {True, False}


def test_the_figure_of_twenty_percent_is_repeated_not_confirmed(both: Comparison) -> None:
    """20 percent of Ukraine stands in both reports and counts as one origin."""
    found = [
        one
        for one in both.relations.corroborated
        if all("20" in evidence.text for evidence in one.evidence) and len({e.report for e in one.evidence}) == 2
    ]
    assert found
    assert found[0].origins == 1


def test_what_only_one_report_has(both: Comparison) -> None:
    """The exchange of prisoners stands only in the rewrite."""
    first, second = (both.relations.only_in[entry.id] for entry in both.entries)
    assert any("prisoner exchange" in span.text for span in first)
    assert not any("prisoner exchange" in span.text for span in second)
