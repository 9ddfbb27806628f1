"""Reading a dependency tree for attribution: who the subject is, how far a noun phrase, a cue and a content reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.reading.attribution.drafts import Piece

Range = tuple[int, int]
VERBS = ("VERB", "AUX")

_SUBJECTS = frozenset({"nsubj"})
_PASSIVE = frozenset({"nsubjpass"})
_SHARED = frozenset({"advcl", "xcomp", "conj", "ccomp", "parataxis", "dep"})
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
#: Words that a bracket may hold; a longer search would cost more than it finds.
_BRACKETED = 60
_BRACKETS = {"(": ")", ")": "(", "[": "]", "]": "["}
_NEVER = frozenset({"never", "nor", "neither"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AUX = frozenset({"aux", "auxpass", "neg"})
#: Modals that make a saying a mere possibility; "will" and "would" report what is planned or was said before.
_POSSIBLE = frozenset({"could", "might", "may", "can", "should", "must"})
_MARKS = frozenset("\"“”„«»‘’'`")
#: Steps up a chain of verbs that may share a subject; longer chains are parser errors.
_STEPS = 4
#: What someone issues to say something: "issued a statement saying …" is theirs, not the statement's.
_PAPERS = cues.words("papers")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb says: the head of the phrase, and how it was found."""

    head: Any
    how: str = "subject"


def subject(verb: Any) -> Subject | None:
    """The subject of an active verb, its own or the one that it shares; ``None`` where there is none to be seen."""
    here = verb
    for _ in range(_STEPS):
        if here.dep_ == "conj" and _left(here):
            here = here.head.head
        own = next((child for child in here.children if child.dep_ in _SUBJECTS and child.pos_ != "SCONJ"), None)
        if own is not None:
            return _antecedent(own, here)
        passive = next((child for child in here.children if child.dep_ in _PASSIVE), None)
        if passive is not None:
            return _antecedent(passive, here) if here is not verb else None
        if (
            here.dep_ == "acl"
            and here.tag_ == "VBG"
            and here.head.lemma_.lower() in _PAPERS
            and here.head.dep_ == "dobj"
        ):
            here = here.head.head
            continue
        if here.dep_ == "acl" and here.tag_ == "VBG" and here.i and here.doc[here.left_edge.i - 1].text == ",":
            above = _verb_above(here)
            if above is None:
                return None
            here = above
            continue
        if here.dep_ in ("relcl", "acl"):
            return Subject(here.head, "noun") if here.tag_ != "VBN" and here.head.pos_ in _NOUNS else None
        if here.dep_ == "pcomp" and here.head.head.pos_ in ("VERB", "AUX"):
            here = here.head.head
        elif here.dep_ in _SHARED and here.head.pos_ in ("VERB", "AUX") and _may_share(here):
            here = here.head
        else:
            return None
    return None


def _left(verb: Any) -> bool:
    """Whether a joined verb belongs to the verb above the clause that the parser joined it to."""
    clause = verb.head
    above = clause.head
    return (
        clause.dep_ in ("ccomp", "xcomp") and above.pos_ in VERBS and above.i < clause.i and leaves(above, clause, verb)
    )


def _verb_above(token: Any) -> Any | None:
    """The verb of the clause that a token stands in."""
    for _ in range(2 * _STEPS):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in VERBS:
            return token
    return None


def _may_share(verb: Any) -> bool:
    """Whether a verb without a subject can have that of the verb above it."""
    if verb.dep_ == "ccomp":
        return bool(verb.i > verb.head.i and verb.tag_ == "VBG")
    return verb.dep_ != "advcl" or verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children)


def _antecedent(head: Any, verb: Any) -> Subject:
    """The noun that a relative pronoun stands for, or the head itself."""
    if head.lower_ in _RELATIVES and verb.dep_ == "relcl":
        noun = verb.head
        return Subject(noun, "antecedent") if noun.pos_ in _NOUNS else Subject(head)
    return Subject(head)


def agent(verb: Any) -> Any | None:
    """The noun after "by" of a passive verb."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def passive_subject(verb: Any) -> Any | None:
    """The subject of a passive verb, its own."""
    return next((child for child in verb.children if child.dep_ in _PASSIVE), None)


def is_passive(verb: Any) -> bool:
    """Whether a verb is in the passive, with or without its auxiliary ("the plan announced today")."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def noun_phrase(piece: Piece, head: Any) -> Range:
    """The words that name someone: the head with its titles and names, without appositions and relative clauses."""
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in ("punct", "cc") and child.text in (",", "and", "or"):
            continue
        if not _belongs(piece, child, last):
            break
        if child.dep_ in ("conj", "appos"):
            last = noun_phrase(piece, child)[1]
        elif child.dep_ == "prep":
            last = _phrase_end(piece, child)
        else:
            last = child.right_edge.i
    first = _after_stray(piece, first, head.i)
    return first, max(last, head.i)


def _belongs(piece: Piece, child: Any, last: int) -> bool:
    """Whether what follows a noun is part of naming someone: it follows at once, and no comma parts it off."""
    if piece.inside[child.i] != piece.inside[last]:
        return False
    between = piece.doc[last + 1 : child.left_edge.i]
    if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON"):
        return all(token.text == "," or token.dep_ == "cc" for token in between) and _listed(child)
    if len(between) > 1 or any(token.text == "," for token in between):
        return False
    if child.dep_ == "prep":
        return child.lower_ in ("of", "for", "at", "from", "in", "with", "to", "on") and child.i == last + 1
    if child.dep_ == "appos":
        return bool(child.pos_ == "PROPN")
    return bool(child.dep_ in ("compound", "nummod", "flat", "nmod", "cc", "conj", "case", "poss"))


def _listed(noun: Any) -> bool:
    """Whether a joined noun stands in a list that "and" or "or" closes: not an apposition that the parser mistook."""
    for _ in range(_STEPS):
        if any(child.dep_ == "cc" for child in noun.head.children):
            return True
        noun = next((child for child in noun.children if child.dep_ == "conj"), None)
        if noun is None:
            return False
    return False


def _phrase_end(piece: Piece, prep: Any) -> int:
    """Last token of a preposition's phrase, up to a comma, a bracket or a clause."""
    stop = prep.i
    for token in piece.doc[prep.i + 1 : prep.right_edge.i + 1]:
        if (token.is_punct and token.text != "-") or token.dep_ in ("relcl", "acl") or token.tag_ in ("WP", "WDT"):
            break
        stop = token.i
    return int(stop)


def _after_stray(piece: Piece, first: int, head: int) -> int:
    """First token of a phrase without the marks, conjunctions and closed brackets that the parser puts before it."""
    for index in range(first, head):
        token = piece.doc[index]
        if token.pos_ not in ("PUNCT", "CCONJ", "SCONJ", "ADP", "SPACE", "INTJ") and token.text not in _MARKS:
            return index
    return head


def cue_range(piece: Piece, verb: Any, last: int | None = None) -> Range:
    """The verb with the auxiliaries, negations and adverbs right before it, up to ``last`` if it follows at once."""
    first = verb.i
    while first > 0:
        before = piece.doc[first - 1]
        joined = before.head.i == verb.i and (before.dep_ in _AUX or (before.dep_ == "advmod" and before.pos_ == "ADV"))
        if not joined or piece.inside[before.i] != piece.inside[verb.i]:
            break
        first -= 1
    if last is None or last > verb.i + 3:
        last = verb.i
        for child in verb.children:
            if child.dep_ == "prt" and child.i == verb.i + 1:
                last = child.i
    return first, max(last, verb.i)


def negated(verb: Any) -> bool:
    """Whether the verb is denied: "did not say", "never said"."""
    return any(
        (child.dep_ == "neg" or child.lower_ in _NEVER) and not any(t.is_punct for t in verb.doc[child.i : verb.i])
        for child in verb.children
    )


def only_possible(verb: Any) -> bool:
    """Whether the verb is said to be possible or due, not done: "could say"."""
    return any(child.dep_ == "aux" and child.lower_ in _POSSIBLE for child in verb.children)


def finite(verb: Any) -> bool:
    """Whether a verb or its first auxiliary has a tense."""
    return tense(verb) in _FINITE


def tense(verb: Any) -> str:
    """Tag of the finite part of a verb group, that of its first auxiliary if it has one."""
    helper = _helper(verb)
    return str(helper.tag_ if helper is not None else verb.tag_)


def _helper(verb: Any) -> Any | None:
    return next((child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i), None)


def leaves(verb: Any, clause: Any, conjunct: Any) -> bool:
    """Whether a verb that the parser joined to a reported clause goes on with what the speaker did.

    Told by tense, "wants them to end it and has offered", "said she agrees and praised him", and behind a denial by
    sense: who denies one thing and rejects another is one speaker.
    """
    if any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in conjunct.children):
        return False
    own, joined = tense(clause), tense(conjunct)
    above, entry = lookup(verb), lookup(conjunct)
    if above is not None and above.kind == "denies" and entry is not None and entry.kind not in ("believes", "intends"):
        return True
    if infinitive(clause) or (clause.dep_ == "pcomp" and own not in _FINITE):
        return joined in _FINITE
    if joined not in ("VBD", "VBZ") or joined != tense(verb) or own not in _FINITE or entry is None:
        return False
    return own != joined or (_helper(clause) is not None and _helper(conjunct) is None)


def infinitive(verb: Any) -> bool:
    """Whether the verb stands with "to"."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def runs(lo: int, hi: int, holes: list[Range]) -> list[Range]:
    """What is left of tokens ``lo`` to ``hi`` without the holes, as ranges in order."""
    left: list[Range] = []
    at = lo
    for first, last in sorted(holes):
        if last < at or first > hi:
            continue
        if first > at:
            left.append((at, first - 1))
        at = max(at, last + 1)
    if at <= hi:
        left.append((at, hi))
    return left


def tidy(piece: Piece, span: Range, home: int = -1) -> Range | None:
    """A content's range widened to whole quotations and freed of the punctuation around it.

    Args:
        piece: the block.
        span: first and last token.
        home: index of the quotation that the cue itself stands in, -1 if in none.

    Returns:
        First and last token; ``None`` if no word is left. A range that is one whole quotation loses its marks.
    """
    lo, hi = span
    if home >= 0:
        quote = piece.quotes[home]
        lo, hi = max(lo, quote.first), min(hi, quote.last)
    elif lo <= hi:
        lo, hi = _trim(piece, lo, hi)
        lo, hi = _whole_quotes(piece, lo, hi)
    lo, hi = _trim(piece, lo, hi)
    if lo > hi:
        return None
    if home >= 0:
        return lo, _inner_end(piece, lo, hi)
    whole = piece.quotes[piece.inside[lo]] if piece.inside[lo] >= 0 else None
    if whole is None or (whole.opening, whole.closing) != (lo, hi):
        return lo, hi
    return _trim(piece, whole.first, whole.last)


def _inner_end(piece: Piece, lo: int, hi: int) -> int:
    """``hi``, or the last token of the quotation inside a quotation that the range begins in."""
    at = piece.doc[lo].idx
    inner = next((one for one in piece.ranges if one.depth and one.start <= at < one.end), None)
    while inner is not None and hi > lo and piece.doc[hi].idx >= inner.end:
        hi -= 1
    return hi


def _whole_quotes(piece: Piece, lo: int, hi: int) -> Range:
    if lo <= hi and piece.inside[lo] >= 0:
        lo = min(lo, piece.quotes[piece.inside[lo]].opening)
    if lo <= hi and piece.inside[hi] >= 0:
        hi = max(hi, piece.quotes[piece.inside[hi]].closing)
    return lo, hi


def _trim(piece: Piece, lo: int, hi: int) -> Range:
    """A range without the punctuation at its ends; marks that belong to a quotation inside it stay."""
    while lo <= hi and _loose(piece, lo, lo, hi):
        lo += 1
    while lo <= hi and _loose(piece, hi, lo, hi):
        hi -= 1
    return lo, hi


def _loose(piece: Piece, at: int, lo: int, hi: int) -> bool:
    token = piece.doc[at]
    if any(char.isalnum() or char in "$€£%#@" for char in token.text):
        return False
    if token.text in _BRACKETS:
        other = _BRACKETS[token.text]
        near = (
            piece.doc[lo : min(hi, lo + _BRACKETED) + 1] if at == lo else piece.doc[max(lo, hi - _BRACKETED) : hi + 1]
        )
        return not any(other in one.text for one in near)
    if piece.inside[at] < 0:
        return True
    quote = piece.quotes[piece.inside[at]]
    if at == quote.opening != quote.first:
        return quote.closing > hi
    if at == quote.closing != quote.last:
        return quote.opening < lo
    # Final punctuation inside the marks: a comma is the reporting sentence's, a full stop the speaker's own.
    return at == lo or (quote.last <= hi and token.text in ",-—–")


def lookup(token: Any) -> Cue | None:
    """The lexicon's entry of a verb, that of the verb with its particle or fixed object first."""
    lemma = token.lemma_.lower()
    if lemma in cues.phrasal():
        for child in token.rights:
            if child.i - token.i > 3:
                break
            found = cues.verbs().get(f"{lemma} {child.lower_}")
            if found is not None:
                return found
    return cues.verbs().get(lemma)


def addressee(piece: Piece, verb: Any, entry: Cue, last: int) -> Range | None:
    """Who is told: the plain object of "told", or the phrase with "to" after "said"."""
    for child in verb.rights:
        if child.i > last or piece.inside[child.i] != piece.inside[verb.i]:
            break
        if entry.whom and child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(piece, child)
        if entry.word in ("say", "explain", "write", "announce") and child.dep_ == "prep" and child.lower_ == "to":
            head = next((one for one in child.children if one.dep_ == "pobj"), None)
            return noun_phrase(piece, head) if head is not None else None
    return None


def according_source(token: Any) -> Any | None:
    """The noun that "according to" names, given the token "according"."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    head = next((child for child in doc[token.i + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    return head if head is not None and head.i > token.i else None
