"""Deeds with the time that is told of them, and whether two of them are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.checks import marks
from onrecord.checks.aligned import Lines, same_part
from onrecord.checks.figure import plain_words
from onrecord.checks.moments import Moment, moment, since
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import Tree
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.text.wordset import wordset

#: Verbs that tell a deed only with what they are done to, unless a particle goes with them.
_LIGHT = wordset(
    "take make give get go come set put hold have do be run turn bring keep leave play work call use see face"
)
#: Verbs that tell that something took place; what took place is their subject.
TOOK_PLACE = "take place"
_HAPPEN = wordset("happen occur unfold")
#: Words for a thing that has a name elsewhere: "the ship", "the company".
_GENERIC = wordset(
    "group company firm agency body organisation organization ship vessel boat plane aircraft jet flight man woman "
    "person suspect official authority government police army military minister president leader victim couple one "
    "country state city town club team band party bank store site satellite spacecraft network outlet paper it they"
)
#: Prepositions and kinds of names of where a deed is done.
_PLACING = frozenset(("in", "at", "near", "on", "into", "inside", "outside", "off", "aboard"))
_PLACES = frozenset(("GPE", "LOC", "FAC", "ORG"))
_SURE = frozenset(("the", "this", "that", "both", "these", "those", "its", "his", "her", "their"))


@dataclass(frozen=True, slots=True, eq=False)
class Timed:
    """A deed with its time.

    Attributes:
        at: number of its proposition in the lines.
        told: the proposition.
        deed: its lemma; of "the vote took place" the noun, of "the lowest level since May" the superlative.
        target: what it is done to; also of "seized and searched the ship", where the second verb has it.
        when: its time.
    """

    at: int
    told: Proposition
    deed: str
    target: int | None
    when: Moment

    @property
    def words(self) -> str:
        """Its words, with those of its object where they stand elsewhere."""
        if self.target is None or self.target == self.told.object:
            return self.told.told
        return f"{self.told.told} {self.told.words(self.target)}"

    @property
    def sentence(self) -> str:
        """Its sentence on one line."""
        return " ".join(self.told.statement.span.text.split())


def timed(lines: Lines) -> list[Timed]:
    """The deeds of all reports that have a time, in order."""
    found = []
    for at, one in enumerate(lines.found):
        record = _record(one)
        if record:
            found.append(Timed(at, one, *record))
            continue
        when = moment(one)
        if when:
            found.append(Timed(at, one, _deed(one), _target(one), when))
    return found


def _deed(one: Proposition) -> str:
    """The lemma of what was done; of what is told to have taken place, what that was."""
    place = [at for at in one.tree.children(one.verb, "dobj") if one.tree.tokens[at].lemma == "place"]
    if one.deed not in _HAPPEN and not (one.deed == "take" and place):
        return one.deed
    return TOOK_PLACE if one.named(one.actor) is None else one.tree.tokens[one.actor or 0].lemma


def _target(one: Proposition) -> int | None:
    if one.object is not None:
        return one.object
    parsed = one.tree
    for joint in parsed.children(one.verb, "conj"):
        if parsed.is_verb(joint) and not parsed.children(joint, "nsubj", "nsubjpass") and joint - one.verb <= 3:
            found = parsed.children(joint, "dobj")
            if found:
                return found[0]
    return None


def _record(one: Proposition) -> tuple[str, int | None, Moment] | None:
    """The superlative, and since when it holds: "at its lowest level since May"."""
    when = since(one)
    if when is None:
        return None
    parsed = one.tree
    end = when.times[0].span.start - one.statement.span.start
    most = [
        at
        for at, token in enumerate(parsed.tokens)
        if token.tag in ("JJS", "RBS") and token.end <= end and parsed.verb_of(at) == one.verb
    ]
    return (f"{parsed.tokens[most[-1]].lemma} since", None, when) if most else None


def parted(one: Timed, other: Timed) -> bool:
    """Whether something parts two deeds that are told in like words: another doer or object, place or number in a row."""
    x, y = one.told, other.told
    if x.negated != y.negated or _one_wanted(x, y) or _elsewhere(x, y):
        return True
    return any(same is False for same in (_same(x, x.actor, y, y.actor), _same(x, one.target, y, other.target)))


def shared(one: Timed, other: Timed) -> int:
    """How many of doer and object are the same in two deeds; the doer of "sank" is the object of "was sunk"."""
    x, y = one.told, other.told
    actor, target = _same(x, x.actor, y, y.actor), _same(x, one.target, y, other.target)
    if target is None and (one.target is None) != (other.target is None):
        first, second = (x.actor, other.target) if one.target is None else (one.target, y.actor)
        whose = (x, y) if one.target is None else (x, y)
        passive = y.actor is None if one.target is None else x.actor is None
        if passive and _same(whose[0], first, whose[1], second):
            target = True
    light = any(each.deed in _LIGHT and not each.told.tree.children(each.told.verb, "prt") for each in (one, other))
    if light and not target:
        return 0
    return bool(actor) + bool(target)


def _same(one: Proposition, at: int | None, other: Proposition, to: int | None) -> bool | None:
    """Whether two parts are one thing; not known where one is only "the ship" and the other has a name."""
    same = same_part(one, at, other, to)
    if same is None or at is None or to is None:
        return None
    a, b = one.tree.tokens[at], other.tree.tokens[to]
    if same is False:
        return None if a.lemma in _GENERIC or b.lemma in _GENERIC else False
    if a.tag in ("NN", "NNS") and b.tag in ("NN", "NNS") and a.tag != b.tag:
        return None
    if not same_thing(a.lemma, b.lemma) and not _named(one, at) & _named(other, to):
        return None
    return True


def _one_wanted(one: Proposition, other: Proposition) -> bool:
    """Whether only one of two is told as wanted or planned, and the other not as to come."""
    return (one.mode == "wanted") != (other.mode == "wanted") and "future" not in (one.mode, other.mode)


def _named(one: Proposition, at: int) -> frozenset[str]:
    """The names in a part, without words that the report also writes small."""
    parsed = one.tree
    small = plain_words(one.statement.entry.report.text)
    names = (parsed.tokens[word] for word in parsed.phrase(at))
    return frozenset(token.lemma for token in names if token.tag.startswith("NNP") and token.lemma not in small)


def _elsewhere(one: Proposition, other: Proposition) -> bool:
    """Whether both tell where, by names, and not the same, or ordinals part them."""
    a, b = _where(one), _where(other)
    return bool(a and b and not a & b) or marks.clash(_ordinals(one.tree), _ordinals(other.tree))


def _where(one: Proposition) -> frozenset[str]:
    """The names of where a deed was done."""
    parsed = one.tree
    found: set[str] = set()
    for prep, at in one.places.items():
        if prep in _PLACING and any(parsed.tokens[word].entity in _PLACES for word in parsed.phrase(at)):
            found |= _named(one, at)
    return frozenset(found)


def _ordinals(parsed: Tree) -> frozenset[tuple[str, str]]:
    return frozenset(mark for mark in marks.marks(parsed, 0, ()) if mark[0] == "ordinal")


def any_one(one: Timed) -> bool:
    """Whether it tells of any one of a kind ("a rocket", "ships"), of which there may be several."""
    at = one.target if one.target is not None else one.told.actor
    if at is None:
        return True
    parsed = one.told.tree
    beside = [parsed.tokens[word] for word in parsed.children(at)]
    if any(token.lemma in ("a", "an", "another") for token in beside):
        return True
    if parsed.tokens[at].tag.startswith(("NNP", "PRP")) or any(token.tag.startswith("NNP") for token in beside):
        return False
    return not any(token.lemma in _SURE or token.role == "poss" for token in beside)


def pairs(found: list[Timed], lines: Lines, near: set[tuple[int, int]]) -> Iterator[tuple[Timed, Timed]]:
    """The deeds of two reports on one matter that are the same by their words and that nothing parts."""
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            if (lines.order[one.at], lines.order[other.at]) in near and _alike(one, other):
                if not parted(one, other) and (shared(one, other) or took_place(one) or took_place(other)):
                    yield one, other


def _alike(one: Timed, other: Timed) -> bool:
    """Whether two deeds are the same by their words; "it took place" can be any that took place."""
    if TOOK_PLACE in (one.deed, other.deed):
        return took_place(one) and took_place(other)
    return same_deed(one.deed, other.deed)


def took_place(one: Timed) -> bool:
    """Whether it tells only that something took place."""
    return one.deed == TOOK_PLACE or (one.deed != one.told.deed and not one.deed.endswith(" since"))
