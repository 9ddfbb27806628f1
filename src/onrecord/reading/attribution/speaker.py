"""Who is meant by the words of a source: an actor of the report, or nobody who is plain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.model.reading import Actor, Attribution
from onrecord.model.spans import Span
from onrecord.reading.attribution.drafts import Draft


class Cast(Protocol):
    """Who acts in the report: what attribution asks of ``reading.actors``."""

    def resolve(self, span: Span) -> str | None:
        """Id of the actor that the words name, ``None`` if that is not plain."""

    def get(self, actor_id: str) -> Actor | None:
        """The actor that ``resolve`` gave this id."""


#: How far back, in code points, the speaker before a pronoun is looked for: about two paragraphs.
_NEAR = 600
_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her"})


def resolve(draft: Draft, before: Sequence[Attribution], cast: Cast) -> tuple[str | None, str]:
    """The actor who speaks in a draft, and how that was resolved.

    Args:
        draft: the draft.
        before: the attributions before it, in text order.
        cast: who acts in the report.

    Returns:
        The id of the actor, ``None`` where nobody is named or it is not plain who is meant; and a clause in plain
        words that says so, for the ``why`` of the attribution.
    """
    actor = _actor(draft, before, cast)
    return actor, _how(draft, cast.get(actor) if actor else None)


def _actor(draft: Draft, before: Sequence[Attribution], cast: Cast) -> str | None:
    """The actor of a draft's source; a pronoun right after another person's words is left open.

    "He said" behind what one person said means that person, so where the cast takes it for somebody who is not named
    in between, one of the two is wrong and neither is given.
    """
    if draft.source is None:
        return None
    actor = cast.resolve(draft.source)
    words = draft.source.text.lower()
    if actor is None or words not in ("he", "she"):
        return actor
    last = next((one for one in reversed(before) if one.within is None and one.source and one.actor != actor), None)
    if last is None or last.source is None or not 0 < draft.source.start - last.source.end < _NEAR:
        return actor
    meant, other = cast.get(actor), cast.get(last.actor) if last.actor else None
    if meant is None or other is None or other.kind != "person":
        return actor
    opposite = _SHE if words == "he" else _HE
    if any(mention.text.lower() in opposite for mention in other.mentions):
        return actor
    named = any(
        last.source.end <= one.start < draft.source.start
        for one in meant.mentions
        if one.text.lower() not in _HE | _SHE
    )
    return actor if named else None


def _how(draft: Draft, actor: Actor | None) -> str:
    """Who the source is taken to be."""
    if draft.source is None:
        return "no speaker is named"
    if actor is None:
        return f"“{draft.source.text}” is not resolved to anyone"
    if actor.name == draft.source.text:
        return f"the speaker is named: “{actor.name}”"
    return f"“{draft.source.text}” is taken to be {actor.name}"
