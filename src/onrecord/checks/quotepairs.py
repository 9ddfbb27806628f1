"""Two wordings: whether they are one utterance, and how they relate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from onrecord.checks.paraphrase import content, same_content
from onrecord.checks.utterances import Saying
from onrecord.checks.wording import Alignment, align, changes
from onrecord.lexicons import names
from onrecord.lexicons.fullnames import full_name
from onrecord.lexicons.names import is_given, same_given, same_surname
from onrecord.model.relations import Change, QuoteRelation
from onrecord.text.common import telling
from onrecord.text.words import texts, words

# Constants were set on the 130 labelled quotations (evaluation/crossreport.py).

#: Words of a quotation up to which it is "very short": a name, a slogan or a scrap that many may have said.
SHORT = 3
#: Telling words that a very short quotation must have to be lined up.
SHORT_TELLING = 2
#: Equal words from which two wordings with the same speaker, and with an unresolved one, are one utterance.
EQUAL, EQUAL_UNRESOLVED = 4, 5
#: Part of the common stretch that is equal, likewise.
CLOSE, CLOSE_UNRESOLVED = 0.55, 0.65
#: The same words under two speakers: only if long and nearly equal, since formulas are common property.
EQUAL_MOVED, CLOSE_MOVED = 7, 0.85
#: Part of the telling words of either wording that must be common: "We want to talk about" begins many utterances.
TELLING = 0.5
#: Part of the shorter wording that must be common, or else this many equal words in a close stretch.
OVERLAP, OVERLAP_WORDS, OVERLAP_CLOSE = 0.5, 8, 0.8
#: Words of indirect speech equal to a quotation from which it is its paraphrase whoever is named.
TOLD_EQUAL, TOLD_CLOSE = 7, 0.8

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sayings of different reports that are one utterance.

    Attributes:
        a: the fuller one.
        b: the other.
        relation: how b's words relate to a's.
        changes: word-level changes from a to b.
    """

    a: Key
    b: Key
    relation: QuoteRelation
    changes: tuple[Change, ...] = ()


def speakers(one: Saying, other: Saying) -> Literal["same", "open", "other"]:
    """Whether two sayings have the same speaker, two others that both reports name, or one that is not certain.

    Two persons under two identities are never the same speaker, even of one surname; where a surname alone, or a given
    name that may be a short form, leaves it open who is meant, they are not two others either.
    """
    if one.actor is None or other.actor is None:
        return "open"
    if one.actor == other.actor:
        return "same"
    if _is_person(one) and _is_person(other):
        if not one.named or not other.named:
            return "open"
        return "open" if _may_be_one(one.speaker or "", other.speaker or "") else "other"
    if _one_name(one.speaker, other.speaker):
        return "same"
    return "other" if one.named and other.named else "open"


def _is_person(one: Saying) -> bool:
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
    shared = set(texts(words(one or ""))) & set(texts(words(other or "")))
    return any(telling(word) and len(word) > 2 for word in shared)


def fuller(one: Saying, other: Saying) -> bool:
    """Whether the first is the fuller wording: more words, then the earlier in the order of report ids."""
    return _order(one) <= _order(other)


def _order(one: Saying) -> tuple[int, str, int, str]:
    return -len(one.keys), one.report, one.citation.start, one.attribution


def candidates(every: Mapping[Key, Saying]) -> list[tuple[Key, Key]]:
    """Pairs of sayings of different reports that have three words in a row, a short quotation, or content in common."""
    index: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, saying in every.items():
        for mark in _marks(saying):
            index[mark].append(key)
    found = set()
    for holders in index.values():
        for one, other in combinations(holders, 2):
            if one[0] != other[0]:
                found.add((one, other) if fuller(every[one], every[other]) else (other, one))
    return sorted(found)


def _marks(saying: Saying) -> set[tuple[str, ...]]:
    """What a saying is found by: word triples, short quotations by themselves, content with its speaker."""
    keys = saying.keys
    marks = {tuple(keys[at : at + 3]) for at in range(len(keys) - 2)}
    if saying.form != "told":
        marks |= {tuple(keys[at : at + 2]) for at in range(len(keys) - 1)}
    if saying.actor is not None:
        marks |= {("content", saying.actor, *pair) for pair in combinations(sorted(content(saying)), 2)}
    return marks


def relate(a: Key, b: Key, every: Mapping[Key, Saying]) -> Pair | None:
    """How the wording b relates to the fuller wording a, ``None`` if they are two utterances or cannot be told."""
    one, other = every[a], every[b]
    told = (one.form == "told") + (other.form == "told")
    if told:
        return _paraphrased(a, b, one, other) if told == 1 else None
    alignment = align(one.keys, other.keys)
    if alignment is None or not _one_utterance(one, other, alignment):
        return None
    return _related(a, b, one, other, alignment)


def _one_utterance(one: Saying, other: Saying, found: Alignment) -> bool:
    """Whether two quoted wordings are one utterance, by their equal words and their speakers."""
    whose = speakers(one, other)
    shorter = min(len(one.keys), len(other.keys))
    if shorter <= SHORT:
        return _short(other, found, whose)
    least, close = {
        "same": (EQUAL, CLOSE),
        "open": (EQUAL_UNRESOLVED, CLOSE_UNRESOLVED),
        "other": (EQUAL_MOVED, CLOSE_MOVED),
    }[whose]
    whole = found.equal == shorter == len(other.keys) and not found.edits and whose != "other"
    if not whole and (found.equal < least or found.closeness < close):
        return False
    alike = one.keys == other.keys
    if found.telling < TELLING * min(sum(map(telling, one.keys)), sum(map(telling, other.keys))):
        return False
    if found.telling < (1 if whose == "same" or alike else SHORT_TELLING):
        return False
    return found.equal >= OVERLAP * shorter or (found.equal >= OVERLAP_WORDS and found.closeness >= OVERLAP_CLOSE)


def _short(short: Saying, found: Alignment, whose: str) -> bool:
    """Very short quotations: all words in a row, telling ones among them, and no other speaker."""
    whole = found.equal == len(short.keys) and not found.edits
    rare = sum(telling(word) for word in short.keys)
    if whose == "same":
        return whole and len(short.keys) > 1 and rare >= 1
    return whole and whose == "open" and bool(short.attribution) and rare >= SHORT_TELLING


def _related(a: Key, b: Key, one: Saying, other: Saying, found: Alignment) -> Pair:
    """The relation of two wordings that are one utterance."""
    relation: QuoteRelation = "altered"
    if _only_cuts(one, other, found):
        relation = "identical" if one.keys == other.keys else "truncated"
    if speakers(one, other) == "other":
        relation = "moved"
    return Pair(a, b, relation, changes(one, other, found, whole=True))


def _only_cuts(one: Saying, other: Saying, found: Alignment) -> bool:
    """Whether words were only left out: at either end, or where the shorter wording marks an omission."""
    before = found.a[0] and found.b[0]
    after = found.a[1] < len(one.keys) and found.b[1] < len(other.keys)
    return not before and not after and all(to == end and to in other.gaps for _, _, to, end in found.edits)


def _paraphrased(a: Key, b: Key, one: Saying, other: Saying) -> Pair | None:
    """A quotation and indirect speech: the same speaker and content, or nearly the same words."""
    quoted, told = (b, a) if one.form == "told" else (a, b)
    whose = speakers(one, other)
    if whose == "other":
        return None
    sayings = {a: one, b: other}
    found = align(sayings[quoted].keys, sayings[told].keys)
    near = found is not None and found.equal >= TOLD_EQUAL and found.closeness >= TOLD_CLOSE and found.telling > 2
    if not near and not (whose == "same" and same_content(sayings[told], sayings[quoted])):
        return None
    return Pair(quoted, told, "paraphrased")
