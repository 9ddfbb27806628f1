"""Headlines: a speaker parted from what was said by a colon or a dash."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons import cues
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.clauses import VERBS, Range
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule
from onrecord.reading.attribution.speech import HEADLINES

_DASHES = frozenset({"—", "–", "--", "-", "―"})
_KINDS = HEADLINES
#: Words of a headline's speaker: "UN rights chief", "Foreign Minister Anna Doe".
_LONGEST = 5
#: Least words of what was said.
_LEAST = 3
_ROLES = cues.words("speakers")
#: What parts a speaker from what is spoken about: "Doe on the talks: …".
_MATTER = frozenset({"on", "after", "about", "to"})
#: Words with which only a speaker begins.
_OWN = frozenset({"i", "we", "my", "our", "let"})
#: Finite words that the parser misses in headlines with capitals.
_FINITE = frozenset({"is", "are", "was", "were", "will", "must", "should", "would", "could", "can", "may", "has",
                     "have", "not", "n't", "won't", "cannot", "does", "do", "did"})  # fmt: skip


def find(piece: Piece, speakers: frozenset[str]) -> Iterator[tuple[int, Draft]]:
    """What a headline gives to a speaker, with its last token.

    Args:
        piece: the block; only headlines, subheads and standfirsts are looked at.
        speakers: last words of the names of those who speak in the report.
    """
    if piece.block.kind not in _KINDS:
        return
    doc = piece.doc
    closing = speaker_closes_headline(piece)
    if closing is not None:
        yield len(doc) - 1, closing
        return
    for token in doc[piece.body + 1 : -1]:
        parted = token.text == ":" or (token.text in _DASHES and token.whitespace_ and doc[token.i - 1].whitespace_)
        if not parted or piece.inside[token.i] >= 0:
            continue
        draft = speaker_before_colon(piece, token.i, speakers) or speaker_behind_dash(piece, token.i, speakers)
        if draft is not None:
            yield len(doc) - 1, draft
            return


@rule
def speaker_before_colon(piece: Piece, at: int, speakers: frozenset[str]) -> Draft | None:
    """A headline begins with a name and a colon, "Doe: …", and goes on with a sentence: the named one says it.

    The name is that of one who speaks in the report, or a quotation or "I" or "we" follows the colon.
    """
    if piece.doc[at].text != ":":
        return None
    matter = next((token.i for token in piece.doc[piece.body : at] if token.lower_ in _MATTER), at)
    source, content = (piece.body, matter - 1), (at + 1, len(piece.doc) - 1)
    own = piece.inside[at + 1] >= 0 or piece.doc[at + 1].lower_ in _OWN
    if not _speaks(piece, source, speakers) and not (own and _named(piece, source)):
        return None
    office = piece.doc[source[1]].lower_ in _ROLES
    return _draft(piece, source, at, content, "speaker_before_colon") if office or _stated(piece, content) else None


@rule
def speaker_behind_dash(piece: Piece, at: int, speakers: frozenset[str]) -> Draft | None:
    """A headline ends in a dash or colon and a name, "… – Doe": one who speaks in the report is the speaker."""
    last = len(piece.doc) - 1
    if not _speaks(piece, (at + 1, last), speakers):
        return None
    return _draft(piece, (at + 1, last), at, (piece.body, at - 1), "speaker_behind_dash")


@rule
def speaker_closes_headline(piece: Piece) -> Draft | None:
    """A headline ends in a comma, a verb of saying and a name, "…, says Doe": all before the comma was said."""
    last = len(piece.doc) - 1
    for token in piece.doc[max(piece.body + 1, last - _LONGEST) : last]:
        entry = cues.verbs().get(token.lemma_.lower())
        if entry is None or piece.doc[token.i - 1].text != "," or not {"quote", "that"} <= entry.frames:
            continue
        source = (token.i + 1, last)
        if piece.inside[token.i] >= 0 or any(one.dep_ == "punct" for one in piece.doc[token.i : last + 1]):
            return None
        return _draft(piece, source, token.i, (piece.body, token.i - 2), "speaker_closes_headline")
    return None


def _named(piece: Piece, span: Range) -> bool:
    """Whether a few words hold a name and no verb."""
    words = piece.doc[span[0] : span[1] + 1]
    return (
        1 <= len(words) <= _LONGEST
        and words[-1].pos_ == "PROPN"
        and not any(token.pos_ in VERBS or token.is_punct for token in words)
    )


def _stated(piece: Piece, span: Range) -> bool:
    """Whether words hold a statement: a finite verb or a quotation, not only a topic ("Sorn: A country at war")."""
    words = piece.doc[span[0] : span[1] + 1]
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.lower_ in _FINITE or piece.inside[token.i] >= 0
        for token in words
    )


def _speaks(piece: Piece, span: Range, speakers: frozenset[str]) -> bool:
    """Whether a few words name someone who speaks in the report, or an office or body by a common noun."""
    words = piece.doc[span[0] : span[1] + 1]
    if not 1 <= len(words) <= _LONGEST or any(token.is_punct and token.text not in "-." for token in words):
        return False
    return words[-1].text in speakers or words[-1].lower_ in _ROLES


def _draft(piece: Piece, source: Range, at: int, content: Range, name: str) -> Draft | None:
    clean = trim.tidy(piece, content)
    if clean is None or clean[1] - clean[0] + 1 < _LEAST:
        return None
    who = piece.cut(*source)
    return Draft(
        content=(piece.cut(*clean),),
        source=who,
        cue=piece.cut(at, at),
        kind="says",
        rule=name,
        clue=f"a headline with “{who.text}” beside a “{piece.doc[at].text}”",
    )
