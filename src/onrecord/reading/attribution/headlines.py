"""Headlines: a speaker parted from what was said by a colon or a dash."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons import cues
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Draft, Piece
from onrecord.reading.attribution.rule import rule

_DASHES = frozenset({"—", "–", "--", "-", "―"})
_KINDS = ("headline", "subhead", "standfirst")
#: Words of a headline's speaker: "UN rights chief", "Foreign Minister Anna Doe".
_LONGEST = 5
#: Least words of what was said.
_LEAST = 3
_ROLES = cues.words("speakers")


def find(piece: Piece, speakers: frozenset[str]) -> Iterator[tuple[int, Draft]]:
    """What a headline gives to a speaker, with its last token.

    Args:
        piece: the block; only headlines, subheads and standfirsts are looked at.
        speakers: last words of the names of those who speak in the report.
    """
    if piece.block.kind not in _KINDS:
        return
    doc = piece.doc
    for token in doc[1:-1]:
        parted = token.text == ":" or (token.text in _DASHES and token.whitespace_ and doc[token.i - 1].whitespace_)
        if not parted or piece.inside[token.i] >= 0:
            continue
        draft = speaker_before_colon(piece, token.i, speakers) or speaker_behind_dash(piece, token.i, speakers)
        if draft is not None:
            yield len(doc) - 1, draft
            return


@rule
def speaker_before_colon(piece: Piece, at: int, speakers: frozenset[str]) -> Draft | None:
    """A headline begins with a name and a colon, "Doe: …": one who speaks in the report is the speaker."""
    if piece.doc[at].text != ":" or not _speaks(piece, (0, at - 1), speakers):
        return None
    return _draft(piece, (0, at - 1), at, (at + 1, len(piece.doc) - 1), "speaker_before_colon")


@rule
def speaker_behind_dash(piece: Piece, at: int, speakers: frozenset[str]) -> Draft | None:
    """A headline ends in a dash or colon and a name, "… – Doe": one who speaks in the report is the speaker."""
    last = len(piece.doc) - 1
    if not _speaks(piece, (at + 1, last), speakers):
        return None
    return _draft(piece, (at + 1, last), at, (0, at - 1), "speaker_behind_dash")


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
