"""Reports in the passive: their speaker is left out or stands after "by"."""

from __future__ import annotations

from typing import Any

from onrecord.lexicons.cues import Class, Cue
from onrecord.reading.attribution import clauses, naming
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.found import Found, spans
from onrecord.reading.attribution.rule import rule


def passive(piece: Piece, verb: Any, entry: Cue, kind: Class) -> Draft | None:
    """The report of a passive verb of the lexicon, ``None`` if it reports nothing."""
    head, by = naming.passive_subject(verb), naming.agent(verb)
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > verb.i), None)
    if head is None and verb.dep_ == "advcl" and clause is not None and entry.word == "ask":
        head = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
    if head is None or head.i < piece.body:
        return None
    if clause is not None and clause.dep_ == "advcl" and clause.left_edge.lower_ not in ("if", "whether"):
        clause = None
    whom: Range | None = None
    if clause is not None and head.lower_ == "it":
        found: Found | None = impersonal_report(clause)
    elif clause is not None and entry.whom:
        whom, found = naming.noun_phrase(piece, head), told_to_someone(clause)
    elif clause is not None and clauses.infinitive(clause):
        found = hearsay(head, clause)
    else:
        found = passive_with_by(head) if by is not None and "obj" in entry.frames else None
    if found is None:
        return None
    cue = clauses.cue_range(piece, verb)
    source = naming.noun_phrase(piece, by) if by is not None else None
    content = spans(piece, found.spans, [cue], -1, ())
    cue_words = piece.cut(*cue)
    return Draft(
        content=content,
        source=piece.cut(*source) if source else None,
        cue=cue_words,
        kind=kind,
        rule=found.rule,
        clue=f"the passive “{cue_words.text}”",
        addressee=piece.cut(*whom) if whom else None,
    )


@rule
def impersonal_report(clause: Any) -> Found:
    """Words such as "it was reported that": the clause is the content and nobody is named as its source."""
    return Found([(clause.left_edge.i, clause.right_edge.i)], "impersonal_report")


@rule
def told_to_someone(clause: Any) -> Found:
    """Someone "was told" or "was asked": the clause is the content, the subject the one who is told."""
    return Found([(clause.left_edge.i, clause.right_edge.i)], "told_to_someone")


@rule
def hearsay(head: Any, clause: Any) -> Found:
    """Someone "is said to" or "is expected to" do something: that is the content and nobody is named as its source."""
    return Found([(head.left_edge.i, head.right_edge.i), (clause.left_edge.i, clause.right_edge.i)], "hearsay")


@rule
def passive_with_by(head: Any) -> Found:
    """Something "was rejected by" someone: the subject is the content, the one after "by" the source."""
    return Found([(head.left_edge.i, head.right_edge.i)], "passive_with_by")
