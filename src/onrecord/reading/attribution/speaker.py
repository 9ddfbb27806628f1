"""Who is meant by the words of a source: an actor of the report, or nobody who is plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from onrecord.lexicons import world
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
    speaker: Callable[[Span], str | None] = getattr(cast, "speaker", cast.resolve)  # a cast may know of papers, too
    actor = speaker(draft.source)
    words = draft.source.text.lower()
    if actor is None:
        return _antecedent(draft.source, before, cast)
    if words not in ("he", "she"):
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


#: A relative pronoun stands right behind the name, at most a comma and a space away.
_BESIDE = 2
#: Behind " and " or ", " another name makes two of whom "who" may speak.
_JOINED = 7


def _antecedent(source: Span, before: Sequence[Attribution], cast: Cast) -> str | None:
    """The person right before "who", or the one who is speaking for "his" where nobody else is named in between."""
    people = [one for one in getattr(cast, "actors", ()) if one.kind == "person"]
    words = source.text.lower()
    if words == "who":
        named = [(span, one.id) for one in people for span in one.mentions if span.end <= source.start]
        last = max(named, key=lambda found: found[0].end, default=None)
        if last is None or source.start - last[0].end > _BESIDE:
            return None
        alone = all(one == last[1] or last[0].start - span.end > _JOINED for span, one in named)
        return last[1] if alone else None
    if words not in ("his", "her") or not before:
        return None
    outer = before[-1]
    inside = any(part.start <= source.start and source.end <= part.end for part in outer.content)
    if not inside or outer.kind != "indirect" or outer.source is None or outer.source.end > source.start:
        return None
    between = {one.id for one in people for span in one.mentions if outer.source.end <= span.start < source.start}
    return outer.actor if {outer.actor} == {outer.actor, *between} and _is(outer.actor, people) else None


def _is(actor: str | None, people: Sequence[Actor]) -> bool:
    return any(one.id == actor for one in people)


def _how(draft: Draft, actor: Actor | None) -> str:
    """Who the source is taken to be, and by what."""
    if draft.source is None:
        return "no speaker is named"
    words = draft.source.text
    if actor is None:
        return f"“{words}” is not resolved to anyone"
    if actor.name.lower() in words.lower():
        return f"the speaker is named: “{actor.name}”"
    meant = f"“{words}” is taken to be {actor.name}"
    if words.lower() in _PRONOUNS:
        last = _last_named(actor, draft.source)
        return f"{meant}: a pronoun" + (f", for the one last named as “{last.text}”" if last else "")
    inside = next((one for one in actor.mentions if draft.source.start <= one.start < draft.source.end), None)
    if inside is None:
        return meant
    if actor.kind == "person":
        return f"{meant}: {_by_name_or_office(inside, actor)}"
    term = world.terms().get(inside.text)
    stands = term is not None and {"capital", "seat"} & set(term.kinds)
    return f"{meant}: “{inside.text}” stands for it" if stands else f"{meant}: another name of it"


_PRONOUNS = _HE | _SHE | {"they", "it"}


def _last_named(actor: Actor, source: Span) -> Span | None:
    """The last mention before the source that is no pronoun."""
    named = [one for one in actor.mentions if one.start < source.start and one.text.lower() not in _PRONOUNS]
    return max(named, key=lambda one: one.start, default=None)


def _by_name_or_office(mention: Span, actor: Actor) -> str:
    """Whether a mention of a person is a part of the name or an office."""
    surname = actor.name.split()[-1]
    if mention.text.endswith(surname):
        return f"“{surname}” is the surname"
    if actor.name.startswith(mention.text):
        return f"“{mention.text}” is the given name"
    if mention.text.lower().startswith(("the ", "its ", "his ", "her ", "their ")) or not mention.text.istitle():
        return "it is told that this is the one" + (f", “{actor.role}”" if actor.role else "")
    return "another form of the name"
