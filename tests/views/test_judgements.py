"""The screen of judgements, and what lines say of what was decided."""

from __future__ import annotations

from dataclasses import replace

from onrecord.decisions import anchors
from onrecord.model.judgement import Decided, Judgement
from onrecord.model.reading import Position
from onrecord.views import checks, judgements, lineage
from onrecord.views.index import Index
from onrecord.views.judgements import described, passages
from tests.store import made
from tests.views.sample import dossier

ENTRIES, RELATIONS = dossier()
ENTRY = made.entry()


def judgement(anchor: anchors.Anchor, verdict: str = "accept", value: str = "") -> Judgement:
    """A decision of Ana's on something."""
    at = "2031-05-09T10:15:02.000001+00:00"
    return Judgement("x-1", verdict, "Ana", at, "seen", value, anchors.written(anchor))  # type: ignore[arg-type]


def test_each_decision_says_what_became_of_it() -> None:
    """The latest is first; why a decision does not hold stands beside it, and how many hold in front."""
    one = judgement(anchors.of_story(RELATIONS.stories[0]), "split", '["r1", "r2"]')
    found = [Decided(one, "standing", "", "x-1"), Decided(one, "not applied", "it is two by now", "x-1")]
    page = judgements.page([*found, Decided(one, "undone", "j-2", "x-1")])
    assert page.intro[0].text == "3 decisions, 1 standing, 1 not applied."
    table = page.sections[0].table
    assert table is not None
    assert [row.words[7] for row in table.rows] == ["undone by j-2", "not applied: it is two by now", "stands"]
    assert table.rows[0].words[:7] == (
        "2031-05-09 10:15:02", "Ana", "split", "x-1", RELATIONS.stories[0].title, "r1, r2", "seen",
    )  # fmt: skip
    assert table.rows[0].facts["judgement"] == one.id


def test_what_was_judged_is_told_in_its_words() -> None:
    """A statement is told by its content, a finding by its sides, an origin by its reports; old ones by nothing."""
    (position,) = ENTRY.reading.positions
    told: list[tuple[anchors.Anchor, str]] = [
        (anchors.of_attribution("r1", ENTRY.reading.attributions[0]), "“talks with Korland would resume next week”"),
        (anchors.of_origin(RELATIONS.origins[0]), f"{len(RELATIONS.origins[0].reports)} reports"),
        (anchors.of_issue("territory"), "territory"),
        (anchors.of_position([("r1", position)]), "‘We will not give up the Senn valley,’"),
    ]
    for anchor, words in told:
        assert words.strip("“”‘’,") in described(judgement(anchor))
    assert passages(judgement(anchors.of_position([("r1", position)])))[0].span == position.span
    assert described(Judgement("f-1", "reject", "Ana", "2031-05-09T10:15:02+00:00")) == ""


def test_a_line_says_who_accepted_it() -> None:
    """The line of a finding and of an origin ends in who accepted it, and has it as data."""
    finding, origin = RELATIONS.findings[0], replace(RELATIONS.origins[0], id="o-1")
    accept = judgement(anchors.of_finding(finding))
    shown = replace(RELATIONS, origins=(origin, *RELATIONS.origins[1:]),
                    judged={finding.id: (accept,), "o-1": (accept,)})  # fmt: skip
    lines = [one for section in checks.page(ENTRIES, shown).sections for one in section.lines]
    (line,) = [one for one in lines if finding.id in one.text]
    assert line.text.endswith(f"({finding.id}) — accepted by Ana")
    assert {child.facts["judged"] for child in line.children if child.facts} == {"accepted by Ana"}
    first = lineage.page(ENTRIES, shown).sections[0].lines[0]
    assert first.text.endswith("(o-1) — accepted by Ana")
    assert (first.facts["target"], first.facts["judged"]) == ("o-1", "accepted by Ana")


def test_a_ledger_line_is_judged_while_it_has_the_passages() -> None:
    """A judgement on a position is told of while the position has every passage that was judged."""
    (entry,) = [entry for entry in ENTRIES if entry.reading.positions][:1]
    position: Position = entry.reading.positions[0]
    accept = judgement(anchors.of_position([(entry.id, position)]))
    index = Index(ENTRIES, replace(RELATIONS, judged={"position": (accept,)}))
    cited = passages(accept)
    assert index.judged_on("position", "p-other", cited) == (accept,)
    assert index.judged_on("position", "p-other", ()) == ()
    assert not index.rejects("position", "p-other", cited)
