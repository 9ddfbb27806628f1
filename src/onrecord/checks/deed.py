"""A deed as one report tells it, and whether that of another report can be the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Indel

from onrecord.checks import marks
from onrecord.checks.aligned import Lines, same_part
from onrecord.checks.crowds import told_apart
from onrecord.checks.figure import plain_words
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import Tree
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.meaning import encoder
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: The deed of a sentence that tells only that something took place ("it happened at noon").
TOOK_PLACE = "take place"
#: Verbs that tell a deed only with what they are done to, unless a particle goes with them.
_LIGHT = wordset(
    "take make give get go come set put hold have do be run turn bring keep leave play work call use see face"
)
_HAPPEN = wordset("happen occur unfold")
#: Words for a thing that has a name elsewhere: "the ship", "the company".
_GENERIC = wordset(
    "group company firm agency body organisation organization ship vessel boat plane aircraft jet flight man woman "
    "person suspect official authority government police army military minister president leader victim couple one "
    "country state city town club team band party bank store site satellite spacecraft network outlet paper it they"
)
#: How alike two given names are that are one in two spellings.
ONE_SPELLING = 0.85
#: Things of which one and many are the same.
_MEASURED = wordset("price share stock sale profit earning cost rate value")
_SURE = frozenset(("the", "this", "that", "both", "these", "those", "its", "his", "her", "their"))


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """A deed as a sentence tells it.

    Attributes:
        at: number of its proposition in the lines.
        told: the proposition.
        name: its lemma; of "the vote took place" the noun.
        target: what it is done to; also of "seized and searched the ship", where the second verb has it.
    """

    at: int
    told: Proposition
    name: str
    target: int | None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands, whatever the order of the reports."""
        return self.told.statement.entry.id, self.told.statement.span.start, self.told.verb

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

    @property
    def took_place(self) -> bool:
        """Whether it tells only that something took place."""
        return (
            self.name == TOOK_PLACE or self.told.deed in _HAPPEN or (self.told.deed == "take" and self.name != "take")
        )


Some = TypeVar("Some", bound=Deed)


def deed(at: int, one: Proposition) -> Deed:
    """The deed of a proposition.

    Args:
        at: its number in the lines.
        one: the proposition.
    """
    return Deed(at, one, _name(one), _target(one))


@once
def _name(one: Proposition) -> str:
    """The lemma of what was done; of what is told to have taken place, what that was."""
    place = any(one.tree.tokens[at].lemma == "place" for at in one.tree.children(one.verb, "dobj"))
    if one.deed not in _HAPPEN and not (one.deed == "take" and place):
        return one.deed
    return TOOK_PLACE if one.named(one.actor) is None else one.tree.tokens[one.actor or 0].lemma


@once
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


def pairs(found: Sequence[Some], lines: Lines, near: set[tuple[int, int]]) -> Iterator[tuple[Some, Some]]:
    """The deeds of two reports on one matter that are the same by their words, and nothing in them parts them."""

    def beside(number: int) -> Iterator[int]:
        one = found[number]
        for at in range(number + 1, len(found)):
            other = found[at]
            if (lines.order[one.at], lines.order[other.at]) in near and _alike(one, other) and not parted(one, other):
                yield at

    for a, b in told_apart((number, beside(number)) for number in range(len(found))):
        yield found[a], found[b]


def _alike(one: Deed, other: Deed) -> bool:
    """Whether two deeds are the same by their words; "it took place" can be any that took place."""
    if TOOK_PLACE in (one.name, other.name):
        return one.took_place and other.took_place
    return same_deed(one.name, other.name)


def parted(one: Deed, other: Deed) -> bool:
    """Whether something parts two deeds that are told in like words: another doer or object, or ordinals."""
    x, y = one.told, other.told
    if _one_wanted(x, y) or marks.clash(_ordinals(x.tree), _ordinals(y.tree)):
        return True
    return any(same is False for same in (same_one(x, x.actor, y, y.actor), same_one(x, one.target, y, other.target)))


def shared(one: Deed, other: Deed) -> int:
    """How many of doer and object are the same in two deeds; the doer of "sank" is the object of "was sunk"."""
    x, y = one.told, other.told
    target = same_one(x, one.target, y, other.target)
    if target is None and one.target is None and y.actor is None:
        target = same_one(x, x.actor, y, other.target)
    if target is None and other.target is None and x.actor is None:
        target = same_one(x, one.target, y, y.actor)
    light = any(each.name in _LIGHT and not each.told.tree.children(each.told.verb, "prt") for each in (one, other))
    if light and not target:
        return 0
    return bool(same_one(x, x.actor, y, y.actor)) + bool(target)


def same_one(one: Proposition, at: int | None, other: Proposition, to: int | None) -> bool | None:
    """Whether two parts are one thing; not known where one is only "the ship" and the other has a name."""
    same = same_part(one, at, other, to)
    if same is None or at is None or to is None:
        return None
    if _two_names(one, at, other, to):
        return False
    a, b = one.tree.tokens[at], other.tree.tokens[to]
    called = bool(named(one, at) & named(other, to))
    if same is False and not called:  # "the airline Novair" can be parsed as "the airline, Novair"
        return None if a.lemma in _GENERIC or b.lemma in _GENERIC else False
    if a.tag in ("NN", "NNS") and b.tag in ("NN", "NNS") and a.tag != b.tag and a.lemma not in _MEASURED:
        return None
    return True if called or same_thing(a.lemma, b.lemma) else None


def _two_names(one: Proposition, at: int, other: Proposition, to: int) -> bool:
    """Whether two parts have two names: "the tanker Mira" and "the tanker Sea", "Emil Varga" and "Anton Varga"."""
    a, b = one.tree.tokens[at], other.tree.tokens[to]
    first, second = _beside(one, at), _beside(other, to)
    if first and second and not first & second and a.lemma == b.lemma:  # "the tanker", with its name set beside it
        return True
    if not (a.tag.startswith("NNP") and b.tag.startswith("NNP")):
        return False
    if a.entity == b.entity == "PERSON" and _other_given(_full(one, at), _full(other, to)):
        return True
    first, second = named(one, at), named(other, to)
    if a.lemma == b.lemma:
        first, second = _before(one, at), _before(other, to)
    return bool(first and second) and not first & second


def _full(one: Proposition, at: int) -> tuple[str, ...]:
    """The words of a name from the first that stands before its last."""
    parsed = one.tree
    names = [word for word in parsed.children(at, "compound") if parsed.tokens[word].entity == "PERSON"]
    return tuple(parsed.word(word).lower() for word in (*names, at) if parsed.word(word)[:1].isalpha())


def _other_given(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names begin alike and go on unlike, as where the family's name is first: "Ren Ota", "Ren Aki".

    "Ren Ota-ki" and "Ren Otaki" are one name.
    """
    if min(len(one), len(other)) < 2 or one[0] != other[0] or one[-1] == other[-1]:
        return False
    a, b = ("".join(name[1:]).replace("-", "") for name in (one, other))
    return Indel.normalized_similarity(a, b) < ONE_SPELLING


def _beside(one: Proposition, at: int) -> frozenset[str]:
    """The names that are set beside a thing."""
    parsed = one.tree
    names = (word for name in parsed.children(at, "appos") for word in parsed.phrase(name))
    return frozenset(parsed.tokens[word].lemma for word in names if parsed.tokens[word].tag.startswith("NNP"))


def _before(one: Proposition, at: int) -> frozenset[str]:
    """The names before the last of a part, without those that are hardly a first name ("Mr.")."""
    parsed = one.tree
    small = plain_words(one.statement.entry.report.text)
    names = [parsed.tokens[word] for word in parsed.children(at, "compound") if parsed.tokens[word].tag == "NNP"]
    return frozenset(token.lemma for token in names[-1:] if token.lemma not in small and "." not in token.lemma)


def _one_wanted(one: Proposition, other: Proposition) -> bool:
    """Whether only one of two is told as wanted or planned, and the other not as to come."""
    return (one.mode == "wanted") != (other.mode == "wanted") and "future" not in (one.mode, other.mode)


def named(one: Proposition, at: int) -> frozenset[str]:
    """The names in a part, without words that the report also writes small."""
    parsed = one.tree
    small = plain_words(one.statement.entry.report.text)
    beside = [word for name in parsed.children(at, "appos") for word in parsed.phrase(name)]
    names = (parsed.tokens[word] for word in (*parsed.phrase(at), *beside))
    return frozenset(
        token.lemma
        for token in names
        if token.tag.startswith("NNP") and token.lemma not in small and token.entity not in ("DATE", "TIME")
    )


@once
def _ordinals(parsed: Tree) -> frozenset[tuple[str, str]]:
    return frozenset(mark for mark in marks.marks(parsed, 0, ()) if mark[0] == "ordinal")


def other_count(one: Deed, other: Deed) -> bool:
    """Whether both tell how many it was done to or by, and not as many: two days and two tolls are two attacks."""
    a, b = _count(one), _count(other)
    return bool(a and b) and a != b


def _count(one: Deed) -> str:
    """The figure on what a deed is done to, or on who does it."""
    parsed = one.told.tree
    for at in (one.target, one.told.actor):
        figures = [parsed.tokens[word].lemma for word in parsed.children(at, "nummod")] if at is not None else []
        if figures:
            return figures[0]
    return ""


def any_one(one: Deed) -> bool:
    """Whether it tells of any one of a kind ("a rocket", "ships"), of which there may be several."""
    at = one.target if one.target is not None else one.told.actor
    if at is None:
        return True
    parsed = one.told.tree
    over = parsed.head(one.told.verb)
    if parsed.tokens[at].tag in ("WDT", "WP") and over is not None:  # "the law, which parliament passed"
        at = over
    beside = [parsed.tokens[word] for word in parsed.children(at)]
    if any(token.lemma in ("a", "an", "another") for token in beside):
        return True
    if parsed.tokens[at].tag.startswith(("NNP", "PRP")) or any(token.tag.startswith("NNP") for token in beside):
        return False
    return not any(token.lemma in _SURE or token.role == "poss" for token in beside)


def several(one: Deed) -> bool:
    """Whether it is done to things of which it is not told how many or which ("released emails")."""
    at = one.target
    if at is None or not one.told.tree.tokens[at].tag.startswith(("NNS", "NNPS")):
        return False
    beside = one.told.tree.children(at)
    return not any(one.told.tree.tokens[word].role == "nummod" for word in beside)


def other_names(one: Deed, other: Deed) -> bool:
    """Whether what it is done to has a name in both, and none in common."""
    if one.target is None or other.target is None:
        return False
    a, b = named(one.told, one.target), named(other.told, other.target)
    return bool(a and b) and not a & b


def nearness(able: Sequence[tuple[Some, Some]]) -> list[tuple[Some, Some, float, float]]:
    """Two deeds each with how near their words are in meaning, and how near their sentences."""
    told = encoder.vectors(one.words for pair in able for one in pair)
    whole = encoder.vectors(one.sentence for pair in able for one in pair)
    return [
        (one, other, float(told[2 * at] @ told[2 * at + 1]), float(whole[2 * at] @ whole[2 * at + 1]))
        for at, (one, other) in enumerate(able)
    ]
