"""Which verdict means something on what, and what a judgement from elsewhere must hold."""

from __future__ import annotations

import itertools

import pytest

from onrecord.decisions import anchors
from onrecord.decisions.rules import ALLOWED, require_value, require_verdict, require_whole
from onrecord.errors import JudgementError
from onrecord.model.judgement import VERDICTS, JudgedKind, Judgement, Verdict
from onrecord.model.relations import Identity, Member, Origin
from tests.decisions.made import judgement
from tests.store.made import entry
from tests.views.sample import dossier

ENTRIES, RELATIONS = dossier()
WHO = Identity("person:ilona-brek", "Ilona Brek", "person", (Member("r1", "person:ilona-brek"),))
ORIGIN = Origin(("r1", "r2"), None, None, "", id="o-1")
SPEAKER = {"id": "person:x", "name": "X", "kind": "person", "members": []}
ANCHORS: dict[JudgedKind, anchors.Anchor] = {
    "attribution": anchors.of_attribution("r1", entry().reading.attributions[0]),
    "finding": anchors.of_finding(RELATIONS.findings[0]),
    "quotation": anchors.of_quotation(RELATIONS.quotes[0]),
    "identity": anchors.of_identity(WHO),
    "story": anchors.of_story(RELATIONS.stories[0]),
    "origin": anchors.of_origin(ORIGIN),
    "position": anchors.of_position([("r1", entry().reading.positions[0])]),
    "issue": anchors.of_issue("territory"),
    "happening": {"kind": "happening", "cites": [["r1", 0, 4, "Talk", "CONSULT"]]},
    "due": {"kind": "due", "cites": [["r1", 0, 4, "Talk"]]},
}
PAIRS = [(kind, verdict) for kind, verdict in itertools.product(ANCHORS, VERDICTS) if verdict in ALLOWED[kind]]


def whole(kind: JudgedKind, verdict: Verdict) -> Judgement:
    """A judgement that has all it needs."""
    anchor = ANCHORS[kind]
    out = anchor.get("members") or anchor.get("reports")
    more = {"merge": {"with": anchor}, "split": {"out": out}, "edit": {"speaker": SPEAKER}}.get(verdict, {})
    value = {"merge": "other", "edit": "words", "split": '["r1"]'}.get(verdict, "")
    return judgement("x", verdict, anchor=anchor, value=value, **more)


@pytest.mark.parametrize(("kind", "verdict"), PAIRS)
def test_what_is_made_here_can_be_taken_elsewhere(kind: JudgedKind, verdict: Verdict) -> None:
    """The anchor of every kind of judgement is whole, and is not without any of its keys."""
    one = whole(kind, verdict)
    require_whole(one, "x")
    # Of a finding the rule is only told, and an issue is known by its id; a speaker belongs to an attribution.
    spare = {"kind", "rule"} | ({"with"} if kind == "issue" else set())
    for name in one.anchored.keys() - spare - ({"speaker"} if kind != "attribution" else set()):
        anchor = {key: value for key, value in one.anchored.items() if key != name}
        with pytest.raises(JudgementError):
            require_whole(Judgement(one.target, verdict, "Ana", one.at, "", one.value, anchors.written(anchor)), "x")


@pytest.mark.parametrize(("kind", "verdict"), list(itertools.product(ALLOWED, VERDICTS)))
def test_a_verdict_that_means_nothing_is_refused(kind: JudgedKind, verdict: Verdict) -> None:
    """Each verdict is taken on the kinds that it means something on, and refused with what is possible on others."""
    if verdict in ALLOWED[kind]:
        require_verdict(kind, verdict, "x")
        return
    with pytest.raises(JudgementError, match="means nothing") as caught:
        require_verdict(kind, verdict, "x")
    assert caught.value.hint


def test_a_value_is_where_it_is_needed() -> None:
    """An edit, a merge and a split need a value, a split may have several, and the others take none."""
    require_value("story", "split", ("r1", "r2"), "x")
    for kind, verdict, values in (("story", "edit", ()), ("story", "edit", (" ",)), ("story", "merge", ("a", "b")),
                                  ("story", "accept", ("a",))):  # fmt: skip
        with pytest.raises(JudgementError):
            require_value(kind, verdict, values, "x")  # type: ignore[arg-type]
