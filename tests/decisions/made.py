"""Judgements by hand, each a minute after the one before it."""

from __future__ import annotations

from typing import Any

from onrecord.decisions import anchors
from onrecord.decisions.standing import Decisions
from onrecord.model.judgement import Judgement, Verdict


def judgement(
    target: str,
    verdict: Verdict,
    minute: int = 0,
    *,
    anchor: anchors.Anchor | None = None,
    value: str = "",
    **more: Any,
) -> Judgement:
    """A decision of Ana's at a minute of one day, on what the anchor says, with what else it says."""
    kept = anchors.written({**anchor, **more}) if anchor is not None else ""
    at = f"2031-05-09T{minute // 60:02}:{minute % 60:02}:00+00:00"
    return Judgement(target, verdict, "Ana", at, "", value, kept)


def undo(one: Judgement, minute: int = 59) -> Judgement:
    """The entry that takes a decision back."""
    return judgement(one.id, "undo", minute)


def decisions(*made: Judgement) -> Decisions:
    """These as they are applied."""
    return Decisions(made)
