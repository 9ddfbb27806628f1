"""How far a reported clause reaches, where the parser's tree and the sentence disagree."""

from __future__ import annotations

from typing import Any

from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.clauses import VERBS, Range, lookup
from onrecord.reading.attribution.drafts import Piece

_OWN = frozenset({"nsubj", "aux", "advmod", "neg", "prt", "dobj", "dative", "npadvmod", "prep"})
_ADVERBIALS = frozenset({"prep", "npadvmod", "advmod"})
_DASHES = frozenset({"-", "–", "—", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: A verb that shares its subject with the one before it; farther down the chain the parser is rarely right.
_CONJUNCTS = 4
#: Words between a verb of saying and its "that": an addressee, a day, an occasion.
_THAT = 12


def end_of(piece: Piece, verb: Any, clause: Any) -> int:
    """The last token of a clause behind its reporting verb.

    Moved over adverbials that the parser hung on the reporting verb, and cut before a verb that goes on with what the
    speaker did ("wants to end the war and has offered talks", "said she agrees and praised him").
    """
    hi = int(clause.right_edge.i)
    for child in verb.rights:
        if child.left_edge.i == hi + 1 and child.dep_ in ("advcl", "prep", "npadvmod"):
            hi = child.right_edge.i
    return min(hi, _before_leaving(piece, verb, clause))


def end_of_phrase(piece: Piece, verb: Any, prep: Any) -> int:
    """The last token of a preposition's phrase, cut before a verb that goes on with what the speaker did."""
    inner = next((child for child in prep.children if child.dep_ == "pcomp"), None)
    return min(int(prep.right_edge.i), _before_leaving(piece, verb, inner) if inner is not None else prep.right_edge.i)


def before_next_report(piece: Piece, host: Any, hi: int) -> int:
    """``hi``, or the token before a clause joined to the host's that reports something of its own."""
    for child in host.rights:
        if child.dep_ == "conj" and any(one.dep_ == "nsubj" for one in child.children) and lookup(child) is not None:
            start = int(child.left_edge.i)
            return min(hi, start - 2 if piece.doc[start - 1].dep_ == "cc" else start - 1)
    return hi


def _before_leaving(piece: Piece, verb: Any, clause: Any) -> int:
    """The token before the verb joined to a clause that leaves it; the length of the block if none does."""
    here = clause
    for _ in range(_CONJUNCTS):
        here = next((child for child in here.rights if child.dep_ == "conj" and child.pos_ in VERBS), None)
        if here is None:
            break
        if clauses.leaves(verb, clause, here):
            start = int(here.left_edge.i)
            return start - 2 if piece.doc[start - 1].dep_ == "cc" else start - 1
    return len(piece.doc)


def own_tokens(verb: Any, clause: Any) -> list[int]:
    """Tokens of the reporting phrase itself: the verb, its subject, auxiliaries and adverbials behind the clause."""
    own = {verb.i}
    for child in verb.children:
        before = child.i < clause.i
        if child.i != clause.i and child.dep_ in _OWN and not (child.dep_ in _ADVERBIALS and before):
            own.update(range(child.left_edge.i, child.right_edge.i + 1))
    return sorted(own)


def reporting_phrase(piece: Piece, verb: Any, clause: Any) -> Range:
    """First and last token of a reporting phrase behind its clause, up to the next comma."""
    own = own_tokens(verb, clause)
    first = min(at for at in own if at > clause.right_edge.i)
    last = verb.i
    while last + 1 < len(piece.doc) and piece.doc[last + 1].text != "," and last + 1 in own:
        last += 1
    return first, last


def rest_behind(piece: Piece, verb: Any, own: Range) -> Range | None:
    """What goes on behind a reporting phrase between commas, if it belongs to what was said."""
    hi = piece.bounds[verb.i][1]
    start = own[1] + 2
    if own[1] + 1 > hi or piece.doc[own[1] + 1].text != "," or start > hi or piece.inside[start] >= 0:
        return None
    head = next((token for token in piece.doc[start : hi + 1] if token.head.i < start), None)
    if head is None or head.tag_ in ("VBG", "CC") or head.dep_ in ("conj", "cc", "relcl", "acl", "appos"):
        return None
    return start, hi


def set_off(piece: Piece, first: int, last: int) -> bool:
    """Whether a phrase is parted from its sentence by commas, dashes or the sentence's ends."""
    lo, hi = piece.bounds[first]
    doc = piece.doc
    before = (
        first <= lo or doc[first].text == "," or doc[first - 1].text in (",", "(") or doc[first - 1].text in _DASHES
    )
    return before and (last >= hi or doc[last + 1].is_punct or doc[last].is_punct)


def ends_there(piece: Piece, verb: Any, clause: Any) -> bool:
    """Whether a reporting phrase behind a clause is followed by a pause, not by more of what the verb takes."""
    last = reporting_phrase(piece, verb, clause)[1]
    return last >= piece.bounds[verb.i][1] or piece.doc[last + 1].is_punct or piece.inside[last + 1] >= 0


def told_rest(piece: Piece, verb: Any, *, plain: bool) -> Range:
    """What stands behind a verb of saying up to the end of its sentence, where the parser found no clause of it.

    Begins at the next "that", else (where ``plain``) behind the verb, its adverbials and addressee. Empty (end before
    begin) where no finite verb with a subject of its own follows, or a comma or the sentence's end follows the verb.
    """
    hi = piece.bounds[verb.i][1]
    start = verb.i + 1
    for token in piece.doc[verb.i + 1 : min(hi, verb.i + _THAT) + 1]:
        if token.is_punct or token.pos_ in VERBS:
            break
        if token.lower_ == "that" and token.i < hi and token.tag_ in ("IN", "WDT"):
            start = token.i
            break
    if start == verb.i + 1:
        if not plain and piece.doc[min(start, hi)].lower_ != "that":
            return 1, 0
        start = _behind_adverbials(piece, verb, start)
    held = any(
        token.tag_ in _FINITE
        and any(child.dep_ in ("nsubj", "nsubjpass") and start <= child.i for child in token.children)
        for token in piece.doc[start : hi + 1]
    )
    first = piece.doc[start] if start <= hi else None
    if (
        first is None
        or not held
        or first.is_punct
        or first.pos_ in ("CCONJ", "VERB", "ADP", "PART")
        or first.tag_ in ("WP", "WDT")
    ):
        return 1, 0
    return start, hi


def _behind_adverbials(piece: Piece, verb: Any, start: int) -> int:
    """The first token behind the phrases of time and place that follow a verb."""
    for child in verb.rights:
        told = child.dep_ in ("dobj", "dative") and verb.lemma_.lower() in ("tell", "warn")
        if (
            child.left_edge.i == start
            and (told or child.dep_ in _ADVERBIALS)
            and not piece.doc[child.right_edge.i].is_punct
        ):
            if any(token.pos_ in VERBS for token in piece.doc[child.left_edge.i : child.right_edge.i + 1]):
                break
            start = child.right_edge.i + 1
    return start
