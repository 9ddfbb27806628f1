"""Reported speech and thought: a reporting verb with its content as a clause, an infinitive, an object or a phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons.cues import Class, Cue
from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.clauses import Range, Subject
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.speech import addressee, lookup

_VERBS = ("VERB", "AUX")
_NOT_TOLD = frozenset(
    {
        "say",
        "comment",
        "answer",
        "discuss",
        "elaborate",
        "respond",
        "reply",
        "speak",
        "talk",
        "identify",
        "specify",
        "name",
        "confirm",
        "disclose",
        "give",
        "provide",
        "explain",
        "reveal",
        "address",
    }
)
_HYPOTHETICAL = frozenset({"if", "unless", "whether"})
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
_COMPLEMENTS = ("acl", "ccomp", "relcl")


@dataclass(frozen=True, slots=True)
class Found:
    """A content of a verb.

    Attributes:
        spans: its token ranges.
        rule: name of the rule.
        cue_end: last token of the cue if that reaches beyond the verb.
    """

    spans: list[Range]
    rule: str
    cue_end: int | None = None


def find(piece: Piece, used: set[int], edges: list[int]) -> Iterator[Draft]:
    """Reported speech and thought in a block.

    Args:
        piece: the block.
        used: tokens of verbs that report direct speech already.
        edges: first tokens of the reporting phrases of direct speech; no content runs across one.
    """
    for token in piece.doc:
        if token.pos_ not in _VERBS or token.i in used:
            continue
        entry = lookup(token)
        if entry is None:
            continue
        draft = _verb(piece, token, entry, edges)
        if draft is not None:
            yield draft


def _verb(piece: Piece, verb: Any, entry: Cue, edges: list[int]) -> Draft | None:
    kind = _kind(verb, entry)
    if kind is None:
        return None
    home = piece.inside[verb.i]
    if clauses.is_passive(verb):
        return _passive(piece, verb, entry, kind) if home < 0 else None
    who = clauses.subject(verb)
    if who is None or (who.head.lower_ in ("it", "there", "what") and entry.kind != "reported"):
        return None
    if home >= 0 and not _told_in_quotation(piece, verb, entry, who):
        return None
    found = _content(piece, verb, entry)
    if found is None:
        return None
    source = clauses.noun_phrase(piece, who.head)
    cue = clauses.cue_range(piece, verb, found.cue_end)
    spans = _spans(piece, found.spans, [source, cue], home, edges)
    if not spans:
        return None
    whom = addressee(piece, verb, entry, verb.right_edge.i)
    return Draft(
        content=spans,
        source=piece.cut(*source),
        cue=piece.cut(*cue),
        kind=kind,
        rule=found.rule,
        clue=f"the words “{piece.cut(*cue).text}” with what follows or precedes them as their content",
        addressee=piece.cut(*whom) if whom else None,
    )


def _kind(verb: Any, entry: Cue) -> Class | None:
    """The class of this use of a verb; ``None`` if it reports nothing ("did not say", "if he says")."""
    if any(child.dep_ == "mark" and child.lower_ in _HYPOTHETICAL for child in verb.children):
        return None
    if clauses.only_possible(verb) and entry.kind not in ("believes", "intends"):
        return None
    if clauses.negated(verb):
        return "denies" if entry.kind in ("believes", "intends", "promises") else None
    if clauses.infinitive(verb) and verb.head.lemma_.lower() not in ("go", "continue", "come"):
        return None
    return entry.kind


def _told_in_quotation(piece: Piece, verb: Any, entry: Cue, who: Subject) -> bool:
    """Whether a quoted speaker tells what a third party said; one's own sayings and thoughts are no chain."""
    if entry.kind in ("believes", "intends") or who.head.lower_ in _FIRST_SECOND:
        return False
    return bool(piece.inside[who.head.i] == piece.inside[verb.i])


def _spans(piece: Piece, ranges: list[Range], holes: list[Range], home: int, edges: list[int]) -> tuple[Span, ...]:
    """Canonical spans of content ranges without the reporting phrase, cut where direct speech of its own begins."""
    found = []
    for lo, hi in ranges:
        stop = next((edge for edge in edges if lo < edge <= hi), None)
        for part in clauses.runs(lo, hi if stop is None else stop - 1, holes):
            clean = clauses.tidy(piece, part, home)
            if clean is not None:
                found.append(clean)
    return tuple(piece.cut(*one) for one in dict.fromkeys(found))


def _content(piece: Piece, verb: Any, entry: Cue) -> Found | None:
    """The content of an active verb, by the first frame of its that the sentence has."""
    frames = entry.frames
    children = list(verb.children)
    clause = next((c for c in children if c.dep_ == "ccomp" and c.i != verb.i), None)
    if clause is not None and _fits_clause(verb, clause, frames):
        if clauses.infinitive(clause) and "that" not in frames:
            return Found([(clause.left_edge.i, clause.right_edge.i)], "infinitive")
        return _clause(piece, verb, clause)
    aside = _parenthetical(piece, verb, frames)
    if aside is not None:
        return aside
    called = _called(verb, children) if "call" in frames else None
    if called is not None:
        return called
    opened = next((c for c in children if c.dep_ == "xcomp"), None)
    if opened is not None and opened.i > verb.i:
        if "to" in frames and clauses.infinitive(opened):
            if entry.word in ("decline", "refuse") and opened.lemma_.lower() in _NOT_TOLD:
                return None
            return Found([(opened.left_edge.i, opened.right_edge.i)], "infinitive")
        if "ing" in frames and opened.tag_ == "VBG":
            return Found([(opened.left_edge.i, opened.right_edge.i)], "gerund")
    return _phrases(piece, verb, entry, children)


def _fits_clause(verb: Any, clause: Any, frames: frozenset[str]) -> bool:
    if "that" in frames:
        return True
    return "to" in frames and clauses.infinitive(clause) and clause.i > verb.i


def _clause(piece: Piece, verb: Any, clause: Any) -> Found:
    """The clause of a reporting verb, before it, after it or around it."""
    lo, hi = clause.left_edge.i, clause.right_edge.i
    if hi < verb.i:
        first, _ = clauses.sentence_range(piece, verb)
        reporting = min(_own(piece, verb, clause))
        if piece.doc[hi + 1].text == "," or piece.inside[hi] >= 0:
            return Found([(min(first, lo), reporting - 1)], "clause_before_speaker")
        return Found([(lo, hi)], "clause_before_speaker")
    if lo > verb.i:
        return Found([(lo, _extended(piece, verb, hi))], "clause_after_speaker")
    own = [index for index in _own(piece, verb, clause) if lo <= index <= hi]
    return Found(clauses.runs(lo, hi, [(min(own), max(own))]), "clause_around_speaker")


def _own(piece: Piece, verb: Any, clause: Any) -> list[int]:
    """Tokens of the reporting phrase itself: the verb, its subject and auxiliaries, its adverbials after it."""
    own = {verb.i}
    for child in verb.children:
        if child.i == clause.i or (child.dep_ in ("punct", "cc", "advcl", "conj") and child.i < verb.i):
            continue
        if child.dep_ in ("nsubj", "aux", "advmod", "neg", "prt", "dobj", "dative", "npadvmod", "prep"):
            if child.dep_ in ("prep", "npadvmod", "advmod") and child.i < clause.i:
                continue
            own.update(range(child.left_edge.i, child.right_edge.i + 1))
    return sorted(own)


def _extended(piece: Piece, verb: Any, hi: int) -> int:
    """The end of a clause, moved over adverbials that the parser hung on the reporting verb after it."""
    for child in verb.rights:
        if child.left_edge.i == hi + 1 and child.dep_ in ("advcl", "prep", "npadvmod"):
            hi = child.right_edge.i
    return hi


def _parenthetical(piece: Piece, verb: Any, frames: frozenset[str]) -> Found | None:
    """A reporting phrase set into the sentence that it reports: "The deal, she said, is dead", "As she said, …"."""
    if "that" not in frames:
        return None
    as_mark = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if not (verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and as_mark)):
        return None
    if any(child.dep_ in ("dobj", "xcomp") for child in verb.children):
        return None
    lo, hi = clauses.sentence_range(piece, verb)
    first, last = verb.left_edge.i, verb.right_edge.i
    if last - first > 25 or not _set_off(piece, first, last, lo, hi):
        return None
    return Found(clauses.runs(lo, hi, [(first, last)]), "reporting_aside")


def _set_off(piece: Piece, first: int, last: int, lo: int, hi: int) -> bool:
    before = first == lo or piece.doc[first - 1].text in (",", "-", "–", "—", "--", "(") or piece.doc[first].text == ","
    after = last >= hi or piece.doc[min(last + 1, hi)].is_punct or piece.doc[last].is_punct
    return before and after


def _called(verb: Any, children: list[Any]) -> Found | None:
    """An object and what it is called."""
    name = next((c for c in children if c.dep_ in ("oprd", "ccomp", "xcomp") and c.i > verb.i), None)
    if name is None:
        return None
    thing = next((c for c in children if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < name.i), None)
    if thing is None and name.dep_ == "xcomp" and clauses.infinitive(name):
        return None
    lo = thing.left_edge.i if thing is not None else name.left_edge.i
    return Found([(lo, name.right_edge.i)], "called")


def _phrases(piece: Piece, verb: Any, entry: Cue, children: list[Any]) -> Found | None:
    """The object of a reporting verb, the phrase after its preposition, or both."""
    thing = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    for child in children:
        if child.dep_ not in ("prep", "dative") or child.i < verb.i or child.right_edge.i == child.i:
            continue
        word = child.lower_
        if thing is not None and f"obj+{word}" in entry.frames and child.i > thing.i:
            return Found([(thing.left_edge.i, child.right_edge.i)], "object_and_phrase")
        if word in entry.frames and (thing is None or entry.whom):
            return Found([(child.i + 1, child.right_edge.i)], "phrase", child.i)
    if thing is None or "obj" not in entry.frames or thing.pos_ == "PRON":
        return None
    told = _complement(thing)
    if told is not None and entry.word in ("voice", "express", "convey", "repeat", "reiterate"):
        return Found([told], "voiced", thing.i)
    return Found([(thing.left_edge.i, thing.right_edge.i)], "object")


def _complement(noun: Any) -> Range | None:
    """The clause or phrase that says what a feeling or saying is about: "concern that …", "hope for …"."""
    for child in noun.rights:
        if child.dep_ in _COMPLEMENTS:
            return child.left_edge.i, child.right_edge.i
        if (
            child.dep_ == "prep"
            and child.lower_ in ("about", "over", "for", "at", "that")
            and child.right_edge.i > child.i
        ):
            return child.i + 1, child.right_edge.i
    return None


def _passive(piece: Piece, verb: Any, entry: Cue, kind: Class) -> Draft | None:
    """A report whose speaker is left out or stands after "by"."""
    head = clauses.passive_subject(verb)
    by = clauses.agent(verb)
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
    cue = clauses.cue_range(piece, verb)
    whom: Range | None = None
    if clause is not None and head is not None and head.lower_ == "it":
        spans, rule = [(clause.left_edge.i, clause.right_edge.i)], "impersonal_report"
    elif clause is not None and head is not None and entry.whom:
        whom = clauses.noun_phrase(piece, head)
        spans, rule = [(clause.left_edge.i, clause.right_edge.i)], "told_to_someone"
    elif clause is not None and head is not None and clauses.infinitive(clause):
        spans = [(head.left_edge.i, head.right_edge.i), (clause.left_edge.i, clause.right_edge.i)]
        rule = "hearsay"
    elif by is not None and head is not None and "obj" in entry.frames:
        spans, rule = [(head.left_edge.i, head.right_edge.i)], "passive_with_by"
    else:
        return None
    source = clauses.noun_phrase(piece, by) if by is not None else None
    content = _spans(piece, spans, [cue], -1, [])
    if not content:
        return None
    return Draft(
        content=content,
        source=piece.cut(*source) if source else None,
        cue=piece.cut(*cue),
        kind=kind,
        rule=rule,
        clue=f"the passive “{piece.cut(*cue).text}”",
        addressee=piece.cut(*whom) if whom else None,
    )
