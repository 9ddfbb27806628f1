"""Reported speech and thought: a reporting verb with its content as a clause, an infinitive, an object or a phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons.cues import Class, Cue
from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses, extents
from onrecord.reading.attribution.clauses import VERBS, Range, Subject, lookup
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule

#: What one declines to do when one says nothing: no content.
_SILENCE = frozenset(
    ["say", "comment", "answer", "discuss", "elaborate", "respond", "reply", "speak", "talk", "identify", "specify", "name", "confirm", "disclose", "give", "provide", "explain", "reveal", "address"]
)
_HYPOTHETICAL = frozenset({"if", "unless", "whether"})
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
_NOBODY = frozenset({"it", "there", "what", "which", "that", "this"})
_CONTRAST = frozenset({"while", "although", "though", "when", "as", "because", "since", "after", "before"})
_SAYING = frozenset({"say", "tell", "insist", "argue", "contend", "assert", "complain", "warn"})
#: What shows and finds without a clause: "the poll shows strong support".
_DOCUMENTS = frozenset(
    "poll survey study report analysis research data figure result investigation review audit inquiry census finding "
    "document record statistic".split()
)
_VOICING = frozenset({"voice", "express", "convey", "repeat", "reiterate"})
_ABOUT = frozenset({"about", "over", "for", "at", "in", "with"})
_SELF = frozenset({"itself", "himself", "herself", "themselves", "myself", "ourselves", "yourself"})


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


def find(piece: Piece, used: set[int], edges: Sequence[int]) -> Iterator[tuple[int, Draft]]:
    """Reported speech and thought in a block, each with the token of its verb.

    Args:
        piece: the block.
        used: tokens of verbs that report direct speech already.
        edges: first tokens of reporting phrases that share the subject of what stands before; no content runs over one.
    """
    for token in piece.doc[piece.body :]:
        if token.pos_ not in VERBS or token.i in used:
            continue
        entry = lookup(token)
        draft = _verb(piece, token, entry, edges) if entry is not None else None
        if draft is not None:
            yield token.i, draft


def _verb(piece: Piece, verb: Any, entry: Cue, edges: Sequence[int]) -> Draft | None:
    kind = _kind(verb, entry)
    if kind is None:
        return None
    home = piece.inside[verb.i]
    if clauses.is_passive(verb):
        return _passive(piece, verb, entry, kind) if home < 0 else None
    who = clauses.subject(verb)
    if who is None or who.head.i < piece.body or not _can_speak(who, entry):
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
    whom = clauses.addressee(piece, verb, entry, verb.right_edge.i)
    cue_words = piece.cut(*cue)
    return Draft(
        content=spans,
        source=piece.cut(*source),
        cue=cue_words,
        kind=kind,
        rule=found.rule,
        clue=f"“{cue_words.text}” with what was said as part of its sentence",
        addressee=piece.cut(*whom) if whom else None,
    )


def _kind(verb: Any, entry: Cue) -> Class | None:
    """The class of this use of a verb; ``None`` if it reports nothing ("did not say", "if he says")."""
    if any(child.dep_ == "mark" and child.lower_ in _HYPOTHETICAL for child in verb.children):
        return None
    if entry.kind in ("believes", "intends") and verb.dep_ in ("relcl", "acl", "advcl", "pcomp"):
        return None
    if clauses.only_possible(verb) and entry.kind not in ("believes", "intends"):
        return None
    if clauses.negated(verb):
        return "denies" if entry.kind in ("believes", "intends", "promises") else None
    if verb.tag_ == "VB" and not any(child.dep_ == "aux" for child in verb.children):
        return None
    if clauses.infinitive(verb) and verb.head.lemma_.lower() not in ("go", "continue", "come"):
        return None
    return entry.kind


def _can_speak(who: Subject, entry: Cue) -> bool:
    """Whether a subject can be a source: "it" and "that" only for what reports and shows do."""
    return who.how != "subject" or who.head.lower_ not in _NOBODY or entry.kind == "reported"


def _told_in_quotation(piece: Piece, verb: Any, entry: Cue, who: Subject) -> bool:
    """Whether a quoted speaker tells what a third party said; one's own sayings and thoughts are no chain."""
    if entry.kind in ("believes", "intends") or who.head.lower_ in _FIRST_SECOND:
        return False
    return bool(piece.inside[who.head.i] == piece.inside[verb.i])


def _spans(
    piece: Piece, ranges: list[Range], holes: list[Range], home: int, edges: Sequence[int]
) -> tuple[Span, ...]:
    """Canonical spans of content ranges without the reporting phrase, cut where direct speech of its own begins."""
    found = []
    for lo, hi in ranges:
        stop = next((edge for edge in edges if lo < edge <= hi), None)
        for part in clauses.runs(max(lo, piece.body), hi if stop is None else stop - 1, holes):
            clean = clauses.tidy(piece, part, home)
            if clean is not None:
                found.append(clean)
    return tuple(piece.cut(*one) for one in dict.fromkeys(found))


def _content(piece: Piece, verb: Any, entry: Cue) -> Found | None:
    """The content of an active verb, by the first frame of its that the sentence has."""
    frames = entry.frames
    children = list(verb.children)
    clause = _reported_clause(piece, verb, children)
    if clause is not None and "that" in frames:
        return _clause(piece, verb, clause)
    if "that" in frames and verb.dep_ in ("parataxis", "advcl"):
        aside = reporting_aside(piece, verb)
        if aside is not None:
            return aside
    named = called(verb, children) if "call" in frames else None
    if named is not None:
        return named
    opened = next((c for c in children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if opened is not None:
        found = _open_clause(piece, verb, opened, entry)
        if found is not None:
            return found
    found = _phrases(piece, verb, entry, children)
    if found is None and "that" in frames and entry.kind in ("says", "reported"):
        return rest_of_sentence(piece, verb, entry)
    return found


def _reported_clause(piece: Piece, verb: Any, children: list[Any]) -> Any | None:
    """The clause that a verb reports: one behind it rather than one before it, none that opens with "while"."""
    clauses_ = [child for child in children if child.dep_ == "ccomp"]
    behind = next((child for child in clauses_ if child.right_edge.i > verb.i), None)
    if behind is not None:
        return behind
    for child in clauses_:
        marked = any(one.dep_ == "mark" and one.lower_ in _CONTRAST and one.i < child.i for one in child.children)
        if not marked and extents.ends_there(piece, verb, child):
            return child
    return None


def _open_clause(piece: Piece, verb: Any, opened: Any, entry: Cue) -> Found | None:
    """An infinitive or -ing clause that the verb takes."""
    if "to" in entry.frames and clauses.infinitive(opened):
        if entry.word in ("decline", "refuse") and opened.lemma_.lower() in _SILENCE:
            return None
        return infinitive(piece, verb, opened)
    return gerund(opened) if "ing" in entry.frames and opened.tag_ == "VBG" else None


def _clause(piece: Piece, verb: Any, clause: Any) -> Found:
    lo, hi = clause.left_edge.i, clause.right_edge.i
    if hi < verb.i:
        return clause_before_speaker(piece, verb, clause)
    return clause_after_speaker(piece, verb, clause) if lo > verb.i else clause_around_speaker(verb, clause)


@rule
def clause_after_speaker(piece: Piece, verb: Any, clause: Any) -> Found:
    """A reporting verb is followed by a clause, with or without "that": the clause is what its subject said."""
    return Found([(clause.left_edge.i, extents.end_of(piece, verb, clause))], "clause_after_speaker")


@rule
def clause_before_speaker(piece: Piece, verb: Any, clause: Any) -> Found:
    """A sentence is followed by ", she said": all of it before that phrase was said, and what goes on behind it."""
    lo, hi = clause.left_edge.i, clause.right_edge.i
    if piece.doc[hi + 1].text != "," and piece.inside[hi] < 0:
        return Found([(lo, hi)], "clause_before_speaker")
    own = extents.reporting_phrase(piece, verb, clause)
    spans = [(min(piece.bounds[verb.i][0], lo), own[0] - 1)]
    rest = extents.rest_behind(piece, verb, own)
    return Found(spans + ([rest] if rest else []), "clause_before_speaker")


@rule
def clause_around_speaker(verb: Any, clause: Any) -> Found:
    """A clause is broken by its reporting phrase: what stands before and behind the phrase was said."""
    lo, hi = clause.left_edge.i, clause.right_edge.i
    own = [index for index in extents.own_tokens(verb, clause) if lo <= index <= hi]
    return Found(clauses.runs(lo, hi, [(min(own), max(own))]), "clause_around_speaker")


@rule
def reporting_aside(piece: Piece, verb: Any) -> Found | None:
    """A reporting phrase is set into a sentence, "The deal, she said, is dead" or "As she said, …": the rest was said."""
    as_mark = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if verb.dep_ == "advcl" and not as_mark:
        return None
    if any(child.dep_ in ("dobj", "xcomp") for child in verb.children):
        return None
    first, last = verb.left_edge.i, verb.right_edge.i
    lo, hi = piece.bounds[verb.i]
    if last - first > 25 or not extents.set_off(piece, first, last):
        return None
    return Found(clauses.runs(lo, hi, [(first, last)]), "reporting_aside")


@rule
def infinitive(piece: Piece, verb: Any, opened: Any) -> Found:
    """A verb of wanting, asking, promising or threatening is followed by "to …": that is what is wanted or promised."""
    return Found([(opened.left_edge.i, extents.end_of(piece, verb, opened))], "infinitive")


@rule
def gerund(opened: Any) -> Found:
    """A verb such as "denied" or "proposed" is followed by an -ing clause: that is what is denied or proposed."""
    return Found([(opened.left_edge.i, opened.right_edge.i)], "gerund")


@rule
def called(verb: Any, children: list[Any]) -> Found | None:
    """Someone calls someone or something a name: both, the named and the name, are the content."""
    name = next((c for c in children if c.dep_ in ("oprd", "ccomp", "xcomp") and c.i > verb.i), None)
    if name is None or verb.dep_ in ("acl", "relcl") or clauses.infinitive(name):
        return None
    thing = next((c for c in (*children, *name.children) if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < name.i), None)
    if thing is None or thing.lower_ in _SELF:
        return None
    return Found([(thing.left_edge.i, name.right_edge.i)], "called")


def _phrases(piece: Piece, verb: Any, entry: Cue, children: list[Any]) -> Found | None:
    """The object of a reporting verb, the phrase after its preposition, or both."""
    thing = next((child for child in children if child.dep_ == "dobj" and child.i > verb.i), None)
    for child in children:
        if child.dep_ not in ("prep", "dative") or child.i < verb.i or child.right_edge.i == child.i:
            continue
        if thing is not None and f"obj+{child.lower_}" in entry.frames and child.i > thing.i:
            return object_and_phrase(thing, child)
        if child.lower_ in entry.frames and (thing is None or entry.whom):
            return phrase(child)
    if "for" in entry.frames:
        wish = next((c for c in children if c.i > verb.i and c.left_edge.lower_ == "for" and c.pos_ in VERBS), None)
        if wish is not None:
            return called_for(wish)
    if thing is not None and "call" in entry.frames:
        return called_in_quotes(piece, verb, thing)
    if thing is None or "obj" not in entry.frames or thing.pos_ == "PRON" or thing.ent_type_ in ("DATE", "TIME"):
        return None
    if entry.kind == "reported" or entry.word == "reveal":
        who = clauses.subject(verb)
        if entry.word != "report" and (who is None or who.head.lemma_.lower() not in _DOCUMENTS):
            return None
    return (voiced(thing) if entry.word in _VOICING else None) or reported_object(thing)


@rule
def object_and_phrase(thing: Any, prep: Any) -> Found:
    """A verb takes an object and a phrase that belong together, "accused X of …", "described X as …": both are said."""
    return Found([(thing.left_edge.i, prep.right_edge.i)], "object_and_phrase")


@rule
def phrase(prep: Any) -> Found:
    """A reporting verb takes its content after a preposition, "called for …", "warned of …"."""
    return Found([(prep.i + 1, prep.right_edge.i)], "phrase", prep.i)


@rule
def called_for(wish: Any) -> Found:
    """Someone calls for somebody to do something: all behind "for" is the content."""
    return Found([(wish.left_edge.i + 1, wish.right_edge.i)], "called_for", wish.left_edge.i)


@rule
def called_in_quotes(piece: Piece, verb: Any, thing: Any) -> Found | None:
    """Someone calls someone a name that stands in quotation marks: the named and the name are the content."""
    quote = next((one for one in piece.quotes if verb.i < one.opening <= thing.right_edge.i + 1), None)
    if quote is None or thing.lower_ in _SELF or quote.opening == verb.i + 1:
        return None
    return Found([(verb.i + 1, quote.closing)], "called_in_quotes")


@rule
def rest_of_sentence(piece: Piece, verb: Any, entry: Cue) -> Found | None:
    """A verb of saying is followed by words that hold a sentence of their own: all to the end of the sentence was said."""
    lo, hi = extents.told_rest(piece, verb, plain=entry.word in _SAYING)
    return Found([(lo, hi)], "rest_of_sentence") if lo <= hi and verb.dep_ != "relcl" else None


@rule
def reported_object(thing: Any) -> Found:
    """A reporting verb takes its content as a plain object, "announced a plan", "rejected the offer"."""
    return Found([(thing.left_edge.i, thing.right_edge.i)], "reported_object")


@rule
def voiced(thing: Any) -> Found | None:
    """Someone voices or repeats a feeling or saying: the clause or phrase that says what about is the content."""
    for child in thing.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.left_edge.lower_ not in ("who", "which"):
            return Found([(child.left_edge.i, child.right_edge.i)], "voiced", thing.i)
        if child.dep_ == "prep" and child.lower_ in _ABOUT and child.right_edge.i > child.i:
            return Found([(child.i + 1, child.right_edge.i)], "voiced", child.i)
    return None


def _passive(piece: Piece, verb: Any, entry: Cue, kind: Class) -> Draft | None:
    """A report whose speaker is left out or stands after "by"."""
    head, by = clauses.passive_subject(verb), clauses.agent(verb)
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
        whom, found = clauses.noun_phrase(piece, head), told_to_someone(clause)
    elif clause is not None and clauses.infinitive(clause):
        found = hearsay(head, clause)
    else:
        found = passive_with_by(head) if by is not None and "obj" in entry.frames else None
    if found is None:
        return None
    cue = clauses.cue_range(piece, verb)
    source = clauses.noun_phrase(piece, by) if by is not None else None
    content = _spans(piece, found.spans, [cue], -1, ())
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
    spans = [(head.left_edge.i, head.right_edge.i), (clause.left_edge.i, clause.right_edge.i)]
    return Found(spans, "hearsay")


@rule
def passive_with_by(head: Any) -> Found:
    """Something "was rejected by" someone: the subject is the content, the one after "by" the source."""
    return Found([(head.left_edge.i, head.right_edge.i)], "passive_with_by")
