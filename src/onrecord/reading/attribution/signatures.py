"""Paragraphs that are one quotation with a signature behind it, as in collections of voices and reactions."""

from __future__ import annotations

from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.rule import rule
from onrecord.reading.attribution.spoken import Speech

_MARKS = frozenset("\"“”„«»‘’'")
_DASHES = frozenset("–—―-")
_POINTS = frozenset(" .,;:!?)…\u00a0")
#: Words and code points of a signature ("Jo Mar, mayor of Dell"); words in it that may be small.
_WORDS, _LONG = 8, 80
_SMALL = frozenset({"of", "the", "de", "del", "da", "di", "la", "le", "van", "von", "der", "den", "bin", "al", "and"})


def find(page: Page, speech: Speech) -> None:
    """Give whole paragraphs to those who signed them; quotations inside them are used up."""
    for number, piece in enumerate(page.pieces):
        draft = signed_paragraph(piece)
        if draft is None:
            continue
        old = [at for at in speech.blocks.get(number, ()) if speech.drafts[at].cue == draft.cue]
        at = old[0] if old else speech.add(draft, number, len(piece.doc) - 1)
        speech.drafts[at] = draft
        for index in range(len(piece.quotes)):
            speech.quotes.setdefault((number, index), at)


@rule
def signed_paragraph(piece: Piece) -> Draft | None:
    """A paragraph begins with a quotation mark and ends with one, a dash and a name: all between the two marks, other
    marks in it included, is what the named one says."""
    text = piece.doc.text
    dash = _dash(text)
    if dash is None or text[0] not in _MARKS:
        return None
    end = len(text[:dash].rstrip())
    while end > 1 and text[end - 1] in _MARKS:
        end -= 1
    name = text[dash + 1 :].strip("".join(_POINTS))
    if end < 2 or not _is_name(name):
        return None
    start = text.index(name, dash)
    return Draft(
        content=(piece.parsed.span(1, end),),
        source=piece.parsed.span(start, start + len(name)),
        cue=piece.parsed.span(dash, dash + 1),
        kind="says",
        rule="signed_paragraph",
        clue=f"a paragraph in quotation marks with “{text[dash]} {name}” behind it",
    )


def _dash(text: str) -> int | None:
    """Where the last dash stands that comes right behind a quotation mark, not far from the end."""
    for at in range(len(text) - 2, max(1, len(text) - _LONG), -1):
        if text[at] in _DASHES:
            before = text[:at].rstrip("".join(_DASHES) + " \u00a0")
            return at if before and before[-1] in _MARKS else None
    return None


def _is_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    return 1 <= len(words) <= _WORDS and words[0][0].isupper() and all(w[0].isupper() or w in _SMALL for w in words[:2])
