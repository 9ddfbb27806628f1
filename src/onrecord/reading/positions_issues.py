"""Which issue a position is on: by the words of what it is about, then by wider words, then by the one it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicons.issues import OTHER, SMALL, issues
from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Move
from onrecord.reading.clauses import Token, extent
from onrecord.reading.positions_conditions import conditions_of
from onrecord.reading.positions_own import BY_SPEAKER
from onrecord.reading.positions_stand import Stand


@dataclass(frozen=True, slots=True)
class Taken:
    """A position that was told before: what makes it, whose it is, on which issue, and in which block."""

    stand: Stand
    parties: tuple[str, ...]
    issue: str
    about: tuple[str, ...]
    block: int


def about(stand: Stand) -> tuple[str, ...]:
    """The lower-case lemmas that decide the issue: of the object, then without its adjectives, then of the clause."""
    if stand.elided:
        return ()
    doc = stand.verb.doc
    tokens = _without_conditions(stand)
    full, bare = lemmas(tokens), lemmas(tokens, bare=True)
    first = [full, bare]
    if stand.rule == "position.hinges" and issues().match(full) is None:
        first.insert(0, lemmas(_main(stand)))
    elif issues().match_strong(full) is None and issues().match_strong(bare) is not None:
        first.reverse()
    opening = extent(stand.verb)[0] if stand.rule in BY_SPEAKER else stand.verb.i
    clause = lemmas(doc[min(opening, stand.first) : max(extent(stand.verb)[1], stand.last) + 1])
    groups = (" ".join(group) for group in (*first, clause) if group)
    return tuple(dict.fromkeys(groups))


def _without_conditions(stand: Stand) -> list[Token]:
    """The words of what it is about; what it hangs on tells the issue of a condition alone."""
    tokens = list(stand.verb.doc[stand.first : stand.last + 1])
    ranges = conditions_of(stand.verb, stand.head) if stand.move != "condition" else []
    return [t for t in tokens if not any(first <= t.i <= last for first, last in ranges)] or tokens


def _main(stand: Stand) -> list[Token]:
    """The words of the clause that the condition is of."""
    first, last = extent(stand.verb)
    return [t for t in stand.verb.doc[first : last + 1] if not stand.first <= t.i <= stand.last]


def issue_of(stand: Stand, groups: Sequence[str]) -> str | None:
    """The issue of a position by its words, the object's own words where the list has none, ``None`` if it has none.

    Words that are as often used of other things make a position only where a listed issue stands in the object.
    """
    known = issues()
    if not groups:
        return None
    strong = known.match_strong(groups[0].split())
    if strong is not None:
        return strong
    if stand.rule == "position.described":
        return known.match_strong(" ".join(groups[:2]).split())
    if is_weak(stand):
        return known.match(_core(stand))
    if stand.head.lemma_.lower() in move_words().void and stand.move != "condition":
        return known.match(_core(stand)) if stand.head.pos_ == "VERB" else None
    found = known.match_about(groups)
    if found is not None or stand.rule in BY_SPEAKER or stand.rule in _LISTED:
        return found
    if stand.head.pos_ in ("VERB", "AUX") and stand.move in _OF_ALL_SORTS:
        return None
    return _own_words(stand.head)


#: Moves that are made of deeds of all sorts, so that only a listed issue makes them positions of the matter.
_OF_ALL_SORTS = frozenset({"appeal", "commit", "offer", "demand"})
#: Rules by which only a listed issue makes a position.
_LISTED = frozenset({"position.light", "position.unwilling", "position.warned", "position.proposed", "position.paper"})


def is_weak(stand: Stand) -> bool:
    """Whether the words are as often used of other things, so that a listed issue must stand in the object."""
    lexicon, lemma = move_words(), stand.verb.lemma_.lower()
    if stand.rule not in ("position.verb", "position.announced"):
        return False
    noun = stand.head.pos_ in ("NOUN", "PROPN", "NUM")
    return lemma in lexicon.weak or (noun and (lemma in lexicon.weak_noun or stand.first < stand.verb.i))


def _core(stand: Stand) -> list[str]:
    """The lemmas of the head of what it is about, with the words that belong closest to it."""
    head = stand.head
    near = [t for t in head.subtree if t.i == head.i or (t.head.i == head.i and t.dep_ in _NEAR)]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "over", "on"):
            near += [t for t in child.subtree if t.dep_ in ("pobj", "compound", "amod")]
    return lemmas([t for t in near if stand.first <= t.i <= stand.last])


_NEAR = frozenset({"compound", "amod", "nmod", "dobj", "prep", "prt"})

#: Moves that each noun can take up again: "the demand", "such terms", "the plan".
_TAKEN_UP: dict[str, frozenset[Move]] = {
    **dict.fromkeys(("demand", "ultimatum", "insistence"), frozenset[Move]({"demand"})),
    **dict.fromkeys(
        ("proposal", "plan", "idea", "offer", "initiative", "suggestion", "arrangement", "move", "deal"),
        frozenset[Move]({"propose", "offer", "demand", "appeal"}),
    ),
    **dict.fromkeys(("request", "call", "appeal", "plea"), frozenset[Move]({"appeal", "demand", "propose"})),
    **dict.fromkeys(("term", "condition", "concession"), frozenset[Move]({"demand", "condition", "propose"})),
    **dict.fromkeys(("threat", "pledge", "promise"), frozenset[Move]({"threaten", "commit"})),
}
#: Nouns that name nothing but a move: what they are about stands elsewhere.
NAMING = frozenset(_TAKEN_UP)
_POINTING = frozenset(
    {"the", "this", "that", "such", "these", "those", "any", "its", "his", "their", "her", "a", "both"}
)


def carried(stand: Stand, parties: tuple[str, ...], taken: Sequence[Taken], block: int) -> Taken | None:
    """The earlier position that this one answers, ``None`` if it answers none.

    "The demand" takes up a demand that another party made in the paragraph or the two before it; what is proposed in
    place of what is rejected is on the same issue; "Lindau refused" answers what was asked or offered just before.
    """
    if stand.elided:
        return _answered(stand, parties, taken, block)
    moves = _TAKEN_UP.get(stand.head.lemma_.lower(), frozenset[Move]()) if names_only(stand) else frozenset[Move]()
    for other in reversed(taken):
        mine = set(other.parties) & set(parties) or other.stand.verb.i == stand.verb.i
        if other.stand.move in moves and block - other.block <= _NEAR_BLOCKS and not mine:
            return other
        if moves and _agreed(stand, other.stand) and block - other.block <= _NEAR_BLOCKS:
            return other
        if block == other.block and parties == other.parties and _counters(stand, other.stand):
            return other
    return None


#: "The demand" may take up what stands so many blocks before.
_NEAR_BLOCKS = 2


def _agreed(stand: Stand, other: Stand) -> bool:
    """Whether both tell that something was agreed to: the second time it is only named."""
    return {stand.move, other.move} <= {"agree", "accept"} and stand.verb.i != other.verb.i


def _counters(stand: Stand, other: Stand) -> bool:
    """Whether something is proposed in place of what the same words reject."""
    against = other.move in ("reject", "refuse") and stand.move in ("propose", "offer", "demand")
    return against and bool(stand.verb.dep_ == "conj" and stand.verb.head.i == other.verb.i)


def names_only(stand: Stand) -> bool:
    """Whether what it is about is only named: "the demand", "such terms"."""
    head = stand.head
    words = head.doc[stand.first : stand.last + 1]
    return head.lemma_.lower() in NAMING and all(
        t.i == head.i or t.is_punct or t.lower_ in _POINTING or t.dep_ in ("det", "amod", "poss", "case", "predet")
        for t in words
    )


def _answered(stand: Stand, parties: tuple[str, ...], taken: Sequence[Taken], block: int) -> Taken | None:
    """What was asked or offered by another party in the same sentence or the one before it."""
    for other in reversed(taken):
        if other.block != block or set(other.parties) & set(parties):
            continue
        between = stand.verb.doc[other.stand.verb.i : stand.verb.i]
        near = sum(1 for token in between if token.is_sent_start) <= 1
        asked = other.stand.move in ("demand", "propose", "offer", "appeal", "condition", "accept", "reject")
        return other if near and asked else None
    return None


def around(stand: Stand) -> tuple[str, ...]:
    """The lemmas of the sentence before the position, and of the sentence that precedes it, for "such terms"."""
    doc, sent = stand.verb.doc, stand.verb.sent
    groups = [lemmas(doc[sent.start : min(stand.verb.i, stand.first)])]
    if sent.start:
        groups.append(lemmas(doc[sent.start - 1].sent))
    return tuple(" ".join(group) for group in groups if group)


def lemmas(tokens: Sequence[Token], *, bare: bool = False) -> list[str]:
    """Lower-case lemmas without articles and owners; bare: also without adjectives, adverbs and numbers."""
    kept = (t for t in tokens if not t.is_punct and not t.is_space and t.lower_ not in SMALL and not _is_owner(t))
    return [t.lemma_.lower() for t in kept if not (bare and _describes(t))]


def _is_owner(token: Token) -> bool:
    """Whether the token is a name before "'s", which no phrase of the list holds."""
    return bool(token.pos_ == "PROPN" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS")


def _describes(token: Token) -> bool:
    named = token.pos_ == "PROPN" and token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"
    while token.dep_ in ("compound", "nmod", "npadvmod", "quantmod", "punct"):
        token = token.head
    return bool(named or token.dep_ in ("amod", "advmod", "nummod"))


def _own_words(head: Token) -> str | None:
    """``other:`` and the words that head the object, for an issue that the list does not have."""
    if head.pos_ in ("VERB", "AUX"):
        inner = next((c for c in head.rights if c.dep_ in ("dobj", "attr", "acomp")), None)
        words = [head.lemma_, *([inner.text] if inner is not None else [])]
    else:
        named = [t.text for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")]
        words = [*named[-2:], head.text]
    return OTHER + " ".join(words).lower()
