"""Reported speech and thought: a reporting verb with its content as a clause, an infinitive, an object or a phrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Class, Cue
from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses, extents, naming, objects, trim
from onrecord.reading.attribution.clauses import VERBS, Range, lookup
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.found import Found, spans
from onrecord.reading.attribution.naming import Subject
from onrecord.reading.attribution.passives import passive
from onrecord.reading.attribution.rule import rule

#: What one declines to do when one says nothing: no content.
_SILENCE = cues.words("silence")
_HYPOTHETICAL = frozenset({"if", "unless", "whether"})
_FIRST_SECOND = frozenset({"i", "we", "you", "me", "us"})
_NO_ONE = frozenset({"nobody", "none", "neither", "nothing", "no"})
_NOBODY = frozenset({"it", "there", "what", "which", "that", "this"})
_CONTRAST = frozenset({"while", "although", "though", "when", "as", "because", "since", "after", "before"})
_SAYING = cues.words("saying")


def find(piece: Piece, direct: Mapping[int, Draft], edges: Sequence[int]) -> Iterator[tuple[int, Draft]]:
    """Reported speech and thought in a block, each with the token of its verb.

    Args:
        piece: the block.
        direct: attributions of direct speech in it by the token of their verb.
        edges: first tokens of reporting phrases that share the subject of what stands before; no content runs over one.
    """
    for token in piece.doc[piece.body :]:
        if token.pos_ not in VERBS or token.i in direct:
            continue
        entry = lookup(token)
        draft = _verb(piece, token, entry, direct, edges) if entry is not None else None
        if draft is not None:
            yield token.i, draft


def _verb(piece: Piece, verb: Any, entry: Cue, direct: Mapping[int, Draft], edges: Sequence[int]) -> Draft | None:
    kind = _kind(verb, entry)
    if kind is None:
        return None
    home = piece.inside[verb.i]
    if naming.is_passive(verb):
        return passive(piece, verb, entry, kind) if home < 0 else None
    who = naming.subject(verb)
    if who is None or who.head.i < piece.body or not _can_speak(who, entry) or _asked(piece, verb, who):
        return None
    if home >= 0 and not _told_in_quotation(piece, verb, entry, who):
        return None
    found = _content(piece, verb, entry)
    if found is None:
        return None
    source = naming.noun_phrase(piece, who.head)
    cue = clauses.cue_range(piece, verb, found.cue_end)
    content = spans(piece, found.spans, [source, cue], home, edges)
    named = _speaker(piece, verb, who, source, direct)
    if not content or named is None:
        return None
    whom = naming.addressee(piece, verb, entry, verb.right_edge.i)
    cue_words = piece.cut(*cue)
    return Draft(
        content=content,
        source=named,
        cue=cue_words,
        kind=kind,
        rule=found.rule,
        clue=f"“{cue_words.text}” reports what stands in its sentence",
        addressee=piece.cut(*whom) if whom else None,
    )


def _speaker(piece: Piece, verb: Any, who: Subject, source: Range, direct: Mapping[int, Draft]) -> Span | None:
    """The words that name the speaker: no noun of a quotation speaks outside it, whatever the parser makes of it.

    Where it does ("“…and the locks,” said Bel, adding that …"), the speaker is that of the quotation before the verb.
    """
    if piece.inside[verb.i] >= 0 or piece.inside[who.head.i] < 0:
        return piece.cut(*source)
    first = piece.bounds[verb.i][0]
    before = max((at for at in direct if first <= at < verb.i), default=None)
    return direct[before].source if before is not None else None


def _asked(piece: Piece, verb: Any, who: Subject) -> bool:
    """Whether the sentence asks if something was said: "Did she say …?"."""
    helper = next((child for child in verb.children if child.dep_ == "aux"), None)
    return piece.doc[piece.bounds[verb.i][1]].text == "?" and helper is not None and helper.i < who.head.i < verb.i


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
    if who.head.lower_ in _NO_ONE or any(child.lower_ in _NO_ONE for child in who.head.lefts):
        return False
    return who.how != "subject" or who.head.lower_ not in _NOBODY or entry.kind == "reported"


def _told_in_quotation(piece: Piece, verb: Any, entry: Cue, who: Subject) -> bool:
    """Whether a quoted speaker tells what a third party said; one's own sayings and thoughts are no chain."""
    if entry.kind in ("believes", "intends", "reported") or who.head.lower_ in _FIRST_SECOND:
        return False
    if not any(child.dep_ == "ccomp" for child in verb.children):
        return False
    return bool(piece.inside[who.head.i] == piece.inside[verb.i])


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
    named = objects.called(verb, children) if "call" in frames else None
    if named is not None:
        return named
    opened = next((c for c in children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if opened is not None:
        found = _open_clause(piece, verb, opened, entry)
        if found is not None:
            return found
    found = objects.phrases(piece, verb, entry, children)
    if found is None and "that" in frames and entry.kind in ("says", "reported"):
        return speaker_at_the_end(piece, verb) or rest_of_sentence(piece, verb, entry)
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
        # What one did not want is the outlet's account of a state: 1 of 8 in 284 articles of PolNeAR is marked.
        if entry.kind == "intends" and clauses.negated(verb) and clauses.tense(verb) == "VBD":
            return None
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
    return Found(trim.runs(lo, hi, [(min(own), max(own))]), "clause_around_speaker")


@rule
def reporting_aside(piece: Piece, verb: Any) -> Found | None:
    """A reporting phrase is set into a sentence, "The deal, she said, is dead", "As she said, …": the rest was said."""
    as_mark = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if verb.dep_ == "advcl" and not as_mark:
        return None
    if any(child.dep_ in ("dobj", "xcomp") for child in verb.children):
        return None
    first, last = verb.left_edge.i, verb.right_edge.i
    lo, hi = piece.bounds[verb.i]
    if last - first > 25 or not extents.set_off(piece, first, last):
        return None
    hi = extents.before_next_report(piece, verb.head, hi)
    return Found(trim.runs(lo, hi, [(first, last)]), "reporting_aside")


@rule
def infinitive(piece: Piece, verb: Any, opened: Any) -> Found:
    """A verb of wanting, asking, promising or threatening is followed by "to …": that is what is wanted or promised."""
    return Found([(opened.left_edge.i, extents.end_of(piece, verb, opened))], "infinitive")


@rule
def gerund(opened: Any) -> Found:
    """A verb such as "denied" or "proposed" is followed by an -ing clause: that is what is denied or proposed."""
    return Found([(opened.left_edge.i, opened.right_edge.i)], "gerund")


@rule
def speaker_at_the_end(piece: Piece, verb: Any) -> Found | None:
    """A sentence ends in a comma, a subject and a verb of saying, "…, the agency reported": the rest of it was said."""
    who = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    lo, hi = piece.bounds[verb.i]
    if who is None or not _ends_with(piece, verb, hi):
        return None
    first = who.left_edge.i
    if first - 1 <= lo or piece.doc[first - 1].text != "," or who.tag_ in ("WP", "WDT"):
        return None
    return Found([(lo, first - 2)], "speaker_at_the_end")


#: Words that may stand behind a verb of saying at the end: whom it was said to, when and how.
_TAIL = 8


def _ends_with(piece: Piece, verb: Any, hi: int) -> bool:
    """Whether a sentence ends in a verb, or in it with a few words of its own and no other clause."""
    if hi - verb.i > _TAIL + 1:
        return False
    tail = [token for token in piece.doc[verb.i + 1 : hi + 1] if not (token.i == hi and token.is_punct)]
    if len(tail) > _TAIL or any(child.dep_ == "cc" for child in verb.lefts):
        return False
    return all(verb.is_ancestor(one) and one.pos_ not in ("VERB", "AUX") and one.text != "," for one in tail)


@rule
def rest_of_sentence(piece: Piece, verb: Any, entry: Cue) -> Found | None:
    """A verb of saying is followed by words that hold a sentence of their own: all of them were said."""
    lo, hi = extents.told_rest(piece, verb, plain=entry.word in _SAYING)
    return Found([(lo, hi)], "rest_of_sentence") if lo <= hi and verb.dep_ != "relcl" else None
