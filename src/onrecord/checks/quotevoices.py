"""Whether two sayings have one speaker."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.checks.utterances import Saying
from onrecord.lexicons import names
from onrecord.lexicons.fullnames import full_name
from onrecord.lexicons.names import is_given, same_given, same_surname
from onrecord.text.common import telling
from onrecord.text.words import words

Voices = Literal["same", "likely", "open", "other"]


def speakers(one: Saying, other: Saying) -> Voices:
    """Whether two sayings have the same speaker, likely so, two others that both reports name, or it is left open.

    Two persons under two identities are never the same speaker, even of one surname; where a surname alone, or a given
    name that may be a short form, leaves it open who is meant, they are likely one. A person and an organisation are
    not two others: people speak for organisations. Nor is the author of a post and who is named for its words: posts
    are signed by accounts.
    """
    return _speakers(_voice(one), _voice(other))


class _Voice(NamedTuple):
    """What of a saying tells whose it is."""

    actor: str | None
    speaker: str | None
    source: str
    named: bool
    posted: bool


def _voice(one: Saying) -> _Voice:
    return _Voice(one.actor, one.speaker, one.source, one.named, one.form == "posted")


#: Pairs of voices whose speakers are kept: the same few speak in many reports.
_KEPT = 1 << 16


@lru_cache(maxsize=_KEPT)
def _speakers(one: _Voice, other: _Voice) -> Voices:
    if one.actor is None or other.actor is None:
        return "likely" if _one_name(one.speaker or one.source, other.speaker or other.source) else "open"
    if one.actor == other.actor:
        return "same"
    named = one.named and other.named
    if _is_person(one) and _is_person(other):
        if not named:
            return "open"
        return "likely" if _may_be_one(one.speaker or "", other.speaker or "") else "other"
    if _one_name(one.speaker, other.speaker):
        return "same"
    apart = named and _is_person(one) == _is_person(other) and not (one.posted or other.posted)
    return "other" if apart and not _initials(one.speaker or "", other.speaker or "") else "open"


def _initials(one: str, other: str) -> bool:
    """Whether one of two names has the initials of the other as a word ("ICRC")."""
    return _stands_for(one, other) or _stands_for(other, one)


def _stands_for(short: str, name: str) -> bool:
    initials = "".join(word[0] for word in name.split() if word[:1].isupper())
    return len(initials) > 1 and initials in short.split()


def _is_person(one: _Voice) -> bool:
    return bool(one.actor and one.actor.startswith("person:"))


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names of persons share the surname, and no two known given names tell them apart."""
    a, b = full_name(one), full_name(other)
    if a is None or b is None:
        return False
    if a.alone or b.alone:
        return not {names.key(word) for word in a.words}.isdisjoint(map(names.key, b.words))
    known = is_given(a.given) and is_given(b.given)
    return same_surname(a.surname, b.surname) and (not known or same_given(a.given, b.given))


def _one_name(one: str | None, other: str | None) -> bool:
    """Whether two names may be of one speaker: they share a word that is not a title or a common one ("Ms. Arden")."""
    shared = _names(one or "") & _names(other or "")
    return any(telling(word) and len(word) > 2 for word in shared)


def _names(text: str) -> set[str]:
    """The words of a text that are written with a capital, folded."""
    return {word.text for word in words(text) if text[word.start].isupper()}
