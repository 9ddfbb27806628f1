"""Attributions: who said what, by which words, told by whom to whom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons import cues
from onrecord.model.reading import Attribution
from onrecord.model.report import Block, Report
from onrecord.model.spans import Span
from onrecord.reading import attribution
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.rule import explanations
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import Names, cases
from tests.shared import shared

model = pytest.mark.model
NAME = "attribution.json"


def made(text: str, kinds: dict[str, str] | None = None) -> Report:
    """A report of paragraphs, some of them of another kind by their number."""
    bare = report(text)
    blocks = tuple(Block((kinds or {}).get(str(i), b.kind), b.start, b.end) for i, b in enumerate(bare.blocks))  # type: ignore[arg-type]
    return report(text, blocks=blocks)


def read(text: str, kinds: dict[str, str] | None = None) -> tuple[Attribution, ...]:
    """The attributions of a text, its speakers resolved by the tests' small cast."""
    one = made(text, kinds)
    return attribution.find(one, load_engine().parse(one), Names())


def shown(one: Attribution) -> dict[str, Any]:
    """An attribution as the cases write it."""
    return {
        "kind": one.kind,
        "source": one.source and one.source.text,
        "actor": one.actor,
        "cue": one.cue and one.cue.text,
        "class": one.cue_class,
        "certainty": one.certainty,
        "negated": one.negated,
        "content": [span.text for span in one.content],
        "rule": one.rule,
        "within": one.within,
        "addressee": one.addressee and one.addressee.text,
    }


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's attributions are found, in order and no others."""
    found = read(case["text"], case.get("kinds"))
    assert len(found) == len(case["attributions"]), found
    for one, wanted in zip(found, case["attributions"], strict=True):
        assert {name: value for name, value in shown(one).items() if name in wanted} == wanted


@model
@pytest.mark.parametrize("case", cases(NAME, "in_the_wild"), ids=lambda case: case["label"])
def test_reads_quotations_as_outlets_set_them(case):
    """A quotation has its speaker however its marks, paragraphs and breaks are set."""
    check(case)


@model
@pytest.mark.parametrize("case", cases(NAME, "synthetic"), ids=lambda case: case["label"])
def test_reads_each_shape_of_reported_speech(case):
    """Each shape of reported speech gives source, cue, class, content and chain."""
    check(case)


@model
@pytest.mark.parametrize("case", cases(NAME, "negative"), ids=lambda case: case["label"])
def test_reads_no_attribution_where_nothing_is_said(case):
    """Scare quotes, titles, refusals to speak and questions are no attributions."""
    check(case)


@model
@pytest.mark.xfail(strict=True, reason="known failure of the rules")
@pytest.mark.parametrize("case", cases(NAME, "known_failures"), ids=lambda case: case["label"])
def test_known_failure(case):
    """What the rules get wrong today stays on the list until they get it right."""
    check(case)


@model
def test_content_of_a_quotation_is_without_marks_and_comma():
    """The content of a direct quotation is the words themselves, its marks and the reporting comma left out."""
    found = read("“The river is ours,” Bel said.")
    assert [span.text for span in found[0].content] == ["The river is ours"]


@model
def test_ids_follow_the_text():
    """Ids count in the order in which the attributions begin."""
    found = read("Bel said the dam would hold.\n\n“It will not,” Stam said.\n\nAccording to Sorn, it is old.")
    assert [one.id for one in found] == ["a1", "a2", "a3"]
    assert [one.cue.text for one in found if one.cue] == ["said", "said", "According to"]


@model
def test_why_names_cue_and_speaker():
    """The reason of an attribution gives the words that triggered it and whom the source was taken to be."""
    why = read("President Bel said the dam would hold.")[0].why
    assert "“said”" in why
    assert "“President Bel” is taken to be Ana Bel" in why


@model
def test_unresolved_speaker_stays_unresolved():
    """A source whom the cast does not know has no actor, and the reason says so."""
    found = read("The carpenter said the dam would hold.")[0]
    assert found.actor is None
    assert "not resolved to anyone" in found.why


@model
def test_posts_keep_to_themselves():
    """A quotation in a pasted post never goes on with the speaker of the outlet's paragraph above it."""
    text = "“We came to talk,” Bel said.\n\n“Nobody was there.”"
    bare = report(text)
    post = Block("embedded_post", bare.blocks[1].start, bare.blocks[1].end, author=Span.cut(text, 17, 20))
    one = report(text, blocks=(bare.blocks[0], post))
    found = attribution.find(one, load_engine().parse(one), Names())
    assert [span.text for one in found for span in one.content] == ["We came to talk"]


@model
def test_another_reader_can_draft():
    """Drafts of a trained reader are finished like those of the rules: order, kind, speaker and chain."""
    one = report("Bel said “yes” to Stam.")

    def drafted(page: Page) -> list[Draft]:
        said = page.pieces[0].cut(1, 1)
        return [
            Draft((Span.cut(one.text, 10, 13),), Span.cut(one.text, 0, 3), said, "says", "model-1", "a model saw it")
        ]

    found = attribution.find(one, load_engine().parse(one), Names(), drafted)
    assert [(a.id, a.kind, a.actor, a.rule) for a in found] == [("a1", "direct", "person:ana-bel", "model-1")]


@model
def test_each_rule_that_speaks_has_an_explanation():
    """Every rule named in an attribution of the cases has an explanation of its own."""
    named = {
        one["rule"]
        for kind in ("in_the_wild", "synthetic")
        for case in cases(NAME, kind)
        for one in case["attributions"]
    }
    assert named <= set(explanations())


def test_explanations_differ():
    """No two rules explain themselves in the same words."""
    texts = list(explanations().values())
    assert len(set(texts)) == len(texts)


def test_lexicon_loads_whole():
    """Each cue has a known class and at least one frame, and a quotation can stand beside "say"."""
    verbs, nouns = cues.verbs(), cues.nouns()
    assert all(cue.kind in cues.CLASSES and cue.frames for cue in (*verbs.values(), *nouns.values()))
    assert {"quote", "that"} <= verbs["say"].frames


def assert_exact(one: Report) -> None:
    """Fail unless each span of the reading is cut from the text and the reading is the same twice."""
    parsed = load_engine().parse(one)
    found = attribution.find(one, parsed, Names())
    assert found == attribution.find(one, parsed, Names())
    for each in found:
        assert each.content
        for span in (*each.content, each.source, each.cue, each.addressee):
            assert span is None or one.text[span.start : span.end] == span.text


TOKENS = """
“ ” " ' ’ '' « » Bel said he that , . ? : — told called is the dam according
to not [ ( 😀 e\u0301 שלום \u200f adding who and his claim
"""
WORDS = st.sampled_from(TOKENS.split())


@model
@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["headline", "paragraph", "embedded_post"]))
def test_any_text_is_read_exactly(words, kind):
    """Any text is read without an error, twice the same, every span equal to the words at its range."""
    assert_exact(made(" ".join(words).strip() or "x", {"0": kind}))


@model
@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read_exactly(text):
    """Any characters at all, emoji and right-to-left among them, are read without an error and exactly."""
    blocks = (Block("paragraph", 0, len(text)),) if text.strip() else ()
    assert_exact(report(text, blocks=blocks))


@model
@pytest.mark.data
def test_seeds_are_attributed():
    """The two seed reports give their quotations and reported speech to those who said them."""
    texts = [path.read_text("utf-8") for path in sorted(shared("seeds").glob("*.txt"))]
    said = {
        (one.source and one.source.text, one.kind, one.content[0].text[:24]) for text in texts for one in read(text)
    }
    assert ("the Ukrainian leader", "indirect", "he would not tolerate Wa") in said
    assert ("he", "direct", "They say that they want ") in said
    assert ("Zelensky", "mixed", "The two sides have also ") in said
    assert ("Washington", "indirect", "that the two sides meet ") in said
