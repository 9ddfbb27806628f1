"""Through whom something was told, where words say so: "the paper reported, citing officials", "quoted her as saying".

Works on the drafts of the rules and of a trained reader alike; both find who reports and what, not always who said it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord.lexicons import cues
from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses, naming
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.rule import rule

_CITING = frozenset({"citing", "quoting"})
_QUOTING = frozenset({"quoted", "quotes", "quote", "quoting", "cited", "cites", "cite", "citing"})
_SAYING = frozenset({"saying", "telling", "warning", "adding", "denying", "claiming", "asking"})
_SPEECH = frozenset({"says", "reported", "denies"})
_SPEAKERS = cues.words("speakers") | cues.words("documents") | cues.words("papers")
_EXCHANGES = cues.words("exchanges")
_SPEAKING = frozenset({"speaking", "talking", "writing"})


def carried(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those who are cited or quoted as speakers, each told in the draft of who cites or quotes them.

    Args:
        page: the parsed blocks.
        drafts: what the rules or a model found.

    Returns:
        The drafts, some replaced: where one paper quotes or cites another source, that source is the speaker and the
        paper the carrier; an addressee that stands with an interview or a letter is added.
    """
    found: list[Draft] = []
    for piece, held in _by_piece(page, drafts):
        for token in piece.doc:
            if token.lower_ in _QUOTING and piece.inside[token.i] < 0:
                held = _quoted(piece, token, held)
        found += [_addressed(piece, _with_whole_words(piece, draft)) for draft in held]
    return found


def _by_piece(page: Page, drafts: Sequence[Draft]) -> Iterator[tuple[Piece, list[Draft]]]:
    """The drafts by the block that their cues stand in, in their order."""
    held: dict[int, list[Draft]] = {}
    pieces = {id(piece): piece for piece in page.pieces}
    for draft in drafts:
        piece = page.at((draft.cue or draft.content[0]).start) if draft.content else None
        if piece is not None:
            held.setdefault(id(piece), []).append(draft)
    return ((pieces[key], found) for key, found in held.items())


def _quoted(piece: Piece, verb: Any, held: list[Draft]) -> list[Draft]:
    """The drafts of a block after a verb of quoting or citing in it was read."""
    as_ = next((child for child in verb.rights if child.dep_ == "prep" and child.lower_ == "as"), None)
    saying = next((one for one in as_.children if one.lower_ in _SAYING), None) if as_ is not None else None
    if saying is not None:
        return quoted_as_saying(piece, verb, saying, held)
    return cited_source(piece, verb, held) if verb.lower_ in _CITING else held


@rule
def quoted_as_saying(piece: Piece, verb: Any, saying: Any, held: list[Draft]) -> list[Draft]:
    """Someone "was quoted as saying" or is quoted by another "as saying": the one quoted is the speaker.

    Who quotes them carries what they said.
    """
    at = next((n for n, draft in enumerate(held) if _covers(piece, draft, {verb.i, saying.i})), None)
    if at is None:
        return held
    passive = naming.is_passive(verb)
    by = _agent(verb, saying) if passive else None
    whom = naming.passive_subject(verb) if passive else _object(verb)
    teller = by if passive else getattr(naming.subject(verb), "head", None)
    if whom is None or whom.i < piece.body:
        return held
    first = clauses.cue_range(piece, verb)[0]
    joined = passive and (by is None or by.i > saying.i)
    cue = piece.cut(first if joined else saying.head.i, saying.i)
    draft = replace(
        held[at],
        source=piece.cut(*naming.noun_phrase(piece, whom)),
        cue=cue,
        rule="quoted_as_saying",
        clue=f"“{cue.text}” with the one who is quoted",
    )
    if teller is None or teller.i < piece.body:
        return [*held[:at], draft, *held[at + 1 :]]
    own = piece.cut(by.head.i, by.head.i) if by is not None and joined else piece.cut(first, verb.i)
    carrier = _carrier(piece, teller, own, draft)
    return [*held[:at], carrier, replace(draft, told_in=own), *held[at + 1 :]]


@rule
def cited_source(piece: Piece, verb: Any, held: list[Draft]) -> list[Draft]:
    """What is reported "citing" or "quoting" someone was said by the one who is cited; who cites them carries it."""
    whom = _object(verb)
    if whom is None or not _speaks(whom):
        return held
    main = _main(piece, verb, held)
    if main is None:
        return held
    cue = piece.cut(verb.i, verb.i)
    cited = Draft(
        content=main.content,
        source=piece.cut(*naming.noun_phrase(piece, whom)),
        cue=cue,
        kind="says",
        rule="cited_source",
        clue=f"“{cue.text}” with the one who is cited",
        told_in=main.cue,
    )
    return [draft for draft in held if not _covers(piece, draft, {verb.i})] + [cited]


def _carrier(piece: Piece, teller: Any, cue: Span, draft: Draft) -> Draft:
    """The draft of the one who quotes another."""
    return Draft(
        content=draft.content,
        source=piece.cut(*naming.noun_phrase(piece, teller)),
        cue=cue,
        kind="reported",
        rule="quoted_as_saying",
        clue=f"“{cue.text}” with the one who quotes another",
    )


def _main(piece: Piece, verb: Any, held: Sequence[Draft]) -> Draft | None:
    """The draft of the sentence that a "citing" hangs on: that of the verb above it, else the nearest one."""
    lo, hi = piece.bounds[verb.i]
    near: list[tuple[bool, int, Draft]] = []
    for draft in held:
        at = _cue_tokens(piece, draft)
        if at and lo <= at[0] <= hi and verb.i not in at and draft.kind in _SPEECH and draft.source is not None:
            near.append((verb.head.i not in at, abs(at[0] - verb.i), draft))
    return min(near, key=lambda one: one[:2], default=(True, 0, None))[2]


def _covers(piece: Piece, draft: Draft, tokens: set[int]) -> bool:
    return any(at in tokens for at in _cue_tokens(piece, draft))


def _cue_tokens(piece: Piece, draft: Draft) -> range:
    return piece.tokens(draft.cue) if draft.cue is not None else range(0)


def _object(verb: Any) -> Any | None:
    return next((child for child in verb.rights if child.dep_ == "dobj"), None)


def _agent(verb: Any, saying: Any) -> Any | None:
    """The one after "by", of the verb or of the "saying" behind it."""
    for holder in (verb, saying):
        for child in holder.children:
            if child.lower_ == "by" and child.dep_ in ("agent", "prep"):
                return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None


def _speaks(noun: Any) -> bool:
    """Whether a noun names one who can be cited: a name, or a common noun for a speaker or document."""
    if noun.pos_ == "PROPN" or noun.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    return noun.lower_ in _SPEAKERS or noun.lemma_.lower() in _SPEAKERS


# -- to whom ------------------------------------------------------------------------------------------------------


def _addressed(piece: Piece, draft: Draft) -> Draft:
    """The draft with the one to whom it was said, where that stands with an interview, a letter or "speaking to"."""
    if draft.addressee is not None or draft.kind not in (*_SPEECH, "asks", "promises", "threatens"):
        return draft
    verb = next((piece.doc[at] for at in _cue_tokens(piece, draft) if piece.doc[at].pos_ in clauses.VERBS), None)
    if verb is None:
        return draft
    for child in verb.children:
        whom = _exchanged_with(child)
        if whom is not None and piece.inside[whom.i] == piece.inside[verb.i] and whom.i >= piece.body:
            return replace(draft, addressee=piece.cut(*naming.noun_phrase(piece, whom)))
    return draft


def _with_whole_words(piece: Piece, draft: Draft) -> Draft:
    """The draft with an addressee that does not end before a hyphen inside a word ("told co-host …")."""
    last = piece.tokens(draft.addressee)[-1] if draft.addressee is not None else len(piece.doc)
    if draft.addressee is None or piece.doc[last + 1 : last + 2].text != "-" or piece.doc[last].whitespace_:
        return draft
    end = min(last + 2, len(piece.doc) - 1)
    return replace(draft, addressee=piece.cut(piece.tokens(draft.addressee)[0], end))


def _exchanged_with(child: Any) -> Any | None:
    """The one with whom or to whom: "in an interview with her", "in a letter to the court", "speaking to reporters"."""
    if child.dep_ == "prep" and child.lower_ in ("in", "during"):
        holder = next((one for one in child.children if one.dep_ == "pobj" and one.lemma_.lower() in _EXCHANGES), None)
    else:
        holder = child if child.dep_ == "advcl" and child.lower_ in _SPEAKING else None
    for prep in holder.rights if holder is not None else ():
        if prep.dep_ == "prep" and prep.lower_ in ("with", "to"):
            return next((one for one in prep.children if one.dep_ == "pobj" and one.pos_ != "PRON"), None)
    return None
