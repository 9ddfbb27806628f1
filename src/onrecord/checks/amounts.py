"""What a figure is a figure of: the thing counted or measured, and what is told of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from onrecord.checks.tree import Tree
from onrecord.lexicons.meanings import tells_deed
from onrecord.model.reading import Quantity
from onrecord.text.wordset import wordset

#: Words that only carry a figure to its noun.
_CARRIES = frozenset({"nummod", "quantmod", "compound", "nmod", "amod", "npadvmod", "advmod", "dep", "poss"})
#: "One of the 276 girls": after these words a figure tells of a whole, not of what is done here.
_PARTITIVE = frozenset({"of", "among", "amongst", "from", "out"})
_PARTS = re.compile(r"^(?:CD|DT|JJ|JJS|RB|PRP|WDT)$")
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
#: Verbs by which somebody tells what was done to them.
_TELL = frozenset(("report", "claim", "say", "allege", "complain", "come", "tell"))
#: Words that scale a figure: two sums in millions are not one sum.
SCALES = wordset("hundred thousand million billion trillion dozen")
_STATES = frozenset({"acomp", "oprd", "attr"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in the parse of its sentence.

    Attributes:
        thing: index of the noun that is counted or measured; ``None`` where none is told.
        deed: index of the verb or noun that tells what is or was done with it; ``None`` where nothing is.
        role: what the thing is to the deed: ``subject``, ``object``, or the preposition before it.
        attributive: whether it stands before its noun as a property ("a 450-pound gorilla", "a $5 billion charge").
    """

    thing: int | None
    deed: int | None
    role: str
    attributive: bool = False


def amount(tree: Tree, quantity: Quantity) -> Amount | None:
    """Where a figure stands in its sentence; ``None`` where the sentence was not parsed."""
    inside = tree.inside(quantity.span.start, quantity.span.end)
    numbers = [at for at in inside if tree.tokens[at].tag in ("CD", "NN", "NNS", "JJ", "DT", "SYM", "$")]
    if not numbers:
        return None
    top = _top(tree, numbers)
    before = inside[0] - 1
    if before >= 0 and tree.tokens[before].lemma == "magnitude":  # "of magnitude 6.1"
        deed, role = _deed(tree, before)
        return Amount(before, deed, role, attributive=True)
    if quantity.unit is None:
        return _counted(tree, top, set(inside))
    return _measured(tree, top, set(inside))


def _top(tree: Tree, numbers: list[int]) -> int:
    """The word of a figure that hangs highest."""
    inside = set(numbers)
    for at in numbers:
        if not inside & set(tree.above(at)):
            return at
    return numbers[-1]


def _counted(tree: Tree, top: int, inside: set[int]) -> Amount:
    """A plain count: climb to the noun that it counts, then to what is done."""
    thing = top
    while tree.tokens[thing].role in _CARRIES and (up := tree.head(thing)) is not None and not tree.is_verb(up):
        thing = up
    whole = _of(tree, thing)
    counted: int | None = thing
    if thing in inside:  # the figure stands for its noun: "21 of the girls", "59 were killed"
        counted = whole
    if tree.tokens[thing].tag.startswith(("JJ", "VBN")) and thing not in inside:  # "50 dead", "400 wounded"
        return Amount(None, thing, "object")
    deed, role = _deed(tree, thing)
    state = _state(tree, deed)
    told = _told_by_them(tree, deed) if role == "subject" and state is None else None
    if told is not None:
        return Amount(counted, told, "object")
    return Amount(counted, deed if state is None else state, role)


def _told_by_them(tree: Tree, deed: int | None) -> int | None:
    """What those counted say was done to them: "women reported being attacked"."""
    if deed is None or tree.tokens[deed].lemma not in _TELL:
        return None
    for below in tree.children(deed, "xcomp", "ccomp", "advcl", "pcomp"):
        if tree.children(below, "auxpass"):
            return below
        deeper = _told_by_them(tree, below)
        if deeper is not None:
            return deeper
    return None


def _state(tree: Tree, deed: int | None) -> int | None:
    """The state after a verb that only links: "59 are dead", "left 50 people dead"."""
    if deed is None or tree.tokens[deed].lemma not in ("be", "leave", "remain", "become", "make"):
        return None
    states = tree.children(deed, *_STATES)
    found = [at for at in states if tree.tokens[at].tag.startswith(("JJ", "VBN")) or tells_deed(tree.tokens[at].lemma)]
    return found[0] if found else None


def _of(tree: Tree, at: int) -> int | None:
    """The noun after "of" on a figure."""
    for prep in tree.children(at, "prep"):
        if tree.tokens[prep].lemma in _PARTITIVE:
            found = tree.children(prep, "pobj")
            if found:
                return found[0]
    return None


def _measured(tree: Tree, top: int, inside: set[int]) -> Amount:
    """A measure: of the noun that it stands before, else of what is said to be, or to do, so much."""
    at = top
    while tree.tokens[at].role in _CARRIES and (up := tree.head(at)) is not None and not tree.is_verb(up):
        at = up
    at = _as_high_as(tree, at)
    if at not in inside and tree.is_noun(at):
        deed, role = _deed(tree, at)
        return Amount(at, deed, role, attributive=True)
    whole = _of(tree, at)
    deed, role = _deed(tree, at)
    if whole is not None:
        return Amount(whole, deed, role, attributive=True)
    kind = _kind(tree, at)
    if kind is not None:
        return Amount(kind, deed, role, attributive=True)
    if deed is not None and role in ("of", "for") and tree.tokens[deed].tag.startswith("NN"):
        over, over_role = _deed(tree, deed)  # "a bill of $284", "net income of $2 billion"
        return Amount(deed, over, over_role, attributive=True)
    if deed is not None and tree.tokens[deed].lemma == "be" and role in ("attr", "acomp"):
        subject = next(iter(tree.children(deed, *_SUBJECT)), None)
        return Amount(subject, deed, "be", attributive=subject is not None)
    return Amount(None, deed, role)


def _as_high_as(tree: Tree, at: int) -> int:
    """The noun that is said to be "as high as" a measure; the measure itself where nothing is."""
    up = tree.head(at)
    over = tree.head(up) if up is not None else None
    if up is None or over is None or tree.tokens[up].lemma != "as" or not tree.tokens[over].tag.startswith("JJ"):
        return at
    noun = tree.head(over)
    return noun if noun is not None and tree.is_noun(noun) else at


def _kind(tree: Tree, at: int) -> int | None:
    """What an amount of money is an amount in: "$1.9 billion in earnings"."""
    for prep in tree.children(at, "prep"):
        if tree.tokens[prep].lemma in ("in", "worth"):
            found = [one for one in tree.children(prep, "pobj") if tree.tokens[one].tag in ("NN", "NNS")]
            if found:
                return found[0]
    return None


def _deed(tree: Tree, at: int) -> tuple[int | None, str]:
    """What is told of a noun: the verb that it is subject or object of, or the noun that it hangs on by "of"."""
    first = tree.first_joined(at)
    up = tree.head(first)
    role = tree.tokens[first].role
    if up is None:
        return _modifier(tree, at), "subject"
    if role == "pobj":
        over = tree.head(up)
        word = tree.tokens[up].lemma
        if word in _PARTITIVE and over is not None and _is_part(tree, over):
            return _modifier(tree, at), "object"
        if word == "of" and over is not None and tree.is_verb(over) and up < over:  # "of the 276 girls seized, 57 fled"
            return _modifier(tree, at), "object"
        if role and tree.tokens[up].role == "agent":
            return over, "agent"
        return over, word
    if tree.is_verb(up):
        return up, _plain(role)
    modifier = _modifier(tree, at)
    return (modifier, "object") if modifier is not None else (up, _plain(role))


def _is_part(tree: Tree, over: int) -> bool:
    """Whether a word before "of" or "among" only takes a part of what follows: "the first of", "to be among"."""
    return tree.tokens[over].lemma == "be" or _PARTS.match(tree.tokens[over].tag) is not None


def _plain(role: str) -> str:
    if role in ("nsubjpass", "dobj", "obj"):
        return "object"
    return "subject" if role == "nsubj" else role


def _modifier(tree: Tree, at: int) -> int | None:
    """The verb of a clause that hangs on a noun, or on what is joined to it: "girls kidnapped by", "who escaped"."""
    nouns = [at, *tree.children(at, "conj", "appos")]
    return next((verb for noun in nouns for verb in tree.children(noun, "acl", "relcl")), None)


def other_amounts(one: Tree, other: Tree) -> bool:
    """Whether two sentences count one kind of thing, and have no figure of it in common: two estimates of a cost."""
    a, b = _amounts(one), _amounts(other)
    return any(not a[unit] & b[unit] for unit in a.keys() & b.keys())


def _amounts(tree: Tree) -> dict[str, set[str]]:
    """The figures of a sentence by what they count, days and ages of years left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for at, token in enumerate(tree.tokens):
        if token.tag != "CD" or token.lemma.lower() in SCALES or token.entity in ("DATE", "TIME", "ORDINAL"):
            continue
        over = next((up for up in (at, *tree.above(at)) if tree.tokens[up].tag != "CD"), at)
        beside = next((word for word in range(at - 1, max(at - 3, -1), -1) if tree.tokens[word].tag == "$"), None)
        unit = tree.tokens[over if beside is None else beside]
        if unit.tag.startswith(("NN", "$")):
            found[unit.lemma].add(token.lemma)
    return found
