"""Transcripts and interviews: paragraphs that begin with a speaker's name, or with "A", and a colon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from onrecord.lexicons import cues
from onrecord.reading.attribution import trim
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.rule import rule

#: Words of a name at the head of a turn, and the fewest turns that make a transcript: in capitals, in small letters.
_LONGEST, _TURNS, _NAMED = 4, 2, 4
#: Paragraphs without a label between two turns that still belong to the first.
_GAP = 3
_ASKS, _ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
_LABELS = cues.words("labels")

Form = Literal["capitals", "name", "question", "answer"]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A labelled paragraph: its block, the colon behind its label, the label's words and their form."""

    number: int
    colon: int
    name: str
    form: Form


def find(page: Page) -> Iterator[tuple[int, Draft]]:
    """The turns of a transcript, each with the number of its block; nothing where the report has too few of them."""
    found = [one for number, piece in enumerate(page.pieces) if (one := _label(piece, number)) is not None]
    turns = _counted(found)
    starts = [one.number for one in turns]
    for one, after in zip_longest(turns, starts[1:]):
        if one.form == "question":
            continue
        rest = page.pieces[one.number + 1 : after] if after is not None and after - one.number <= _GAP + 1 else []
        more = [piece for piece in rest if not _direction(piece)] if all(_bare(piece) for piece in rest) else []
        make = answer if one.form == "answer" else turn
        draft = make(page.pieces[one.number], one.colon, more)
        if draft is not None:
            yield one.number, draft


def _counted(found: list[_Turn]) -> list[_Turn]:
    """The turns of forms that occur often enough to be a transcript's."""
    forms = Counter(one.form for one in found)
    names = Counter(one.name for one in found if one.form == "name")
    kept = set[str]()
    if forms["capitals"] >= _TURNS:
        kept.add("capitals")
    if forms["question"] and forms["answer"]:
        kept |= {"question", "answer"}
    # "Place: …", "Date: …" are no names of speakers; those come again.
    if forms["name"] >= _NAMED and len(names) > 1 and sum(count > 1 for count in names.values()) > 1:
        kept.add("name")
    return [one for one in found if one.form in kept and (one.form != "name" or names[one.name] > 1)]


def _label(piece: Piece, number: int) -> _Turn | None:
    """The label at the head of a block: "Q", "A", or a name, and a colon behind it."""
    first = _first(piece)
    colon = next((token.i for token in piece.doc[first : first + _LONGEST + 1] if token.text == ":"), None)
    if colon is None or colon == first or piece.block.kind != "paragraph":
        return None
    name = piece.doc[first:colon]
    words = [token.text.replace(".", "").replace("-", "").replace("'", "") for token in name]
    form: Form | None = None
    if len(words) == 1 and words[0].lower() in _ASKS | _ANSWERS:
        form = "question" if words[0].lower() in _ASKS else "answer"
    elif all(word.isupper() and len(word) > 1 for word in words):
        form = "capitals"
    elif all(word[:1].isupper() for word in words) and name[-1].lower_ not in _LABELS:
        form = "name"
    return _Turn(number, int(colon), str(name.text), form) if form else None


def _first(piece: Piece) -> int:
    """The first token of a block behind an opening quotation mark."""
    return piece.quotes[0].first if piece.quotes and piece.quotes[0].opening == 0 else 0


def _bare(piece: Piece) -> bool:
    """Whether a block between two turns can belong to the first: a paragraph without quotations."""
    return piece.block.kind == "paragraph" and piece.block.author is None and not piece.quotes


def _direction(piece: Piece) -> bool:
    """Whether a block tells what happens, "(Laughter.)", or holds no word."""
    text = piece.doc.text
    return (text[0], text[-1]) in (("(", ")"), ("[", "]")) or not any(char.isalnum() for char in text)


@rule
def turn(piece: Piece, at: int, more: list[Piece]) -> Draft | None:
    """A paragraph of a transcript begins with a speaker's name and a colon: the rest is what the named one said.

    Paragraphs without a name go on with the turn above them, up to the next turn.
    """
    source, cue = piece.cut(_first(piece), at - 1), piece.cut(at, at)
    return _draft(piece, at, more, Draft((), source, cue, "says", "turn", f"a turn of a transcript, “{source.text}:”"))


@rule
def answer(piece: Piece, at: int, more: list[Piece]) -> Draft | None:
    """A paragraph of an interview begins with "A" and a colon, others with "Q": it is an answer, no name is given."""
    cue = piece.cut(_first(piece), at)
    return _draft(piece, at, more, Draft((), None, cue, "says", "answer", f"an answer in an interview, “{cue.text}”"))


def _draft(piece: Piece, at: int, more: list[Piece], draft: Draft) -> Draft | None:
    """The draft with all that stands behind the colon and in the paragraphs that go on with it as its content."""
    last = len(piece.doc) - 1
    clean = trim.tidy(piece, (at + 1, last), piece.inside[at]) if at < last else None
    if clean is None:
        return None
    if piece.doc[last].text in (".", "?", "!") and clean[1] == last - 1:
        clean = (clean[0], last)
    content = [piece.cut(*clean), *(one.cut(0, len(one.doc) - 1) for one in more)]
    return Draft(tuple(content), draft.source, draft.cue, draft.kind, draft.rule, draft.clue)
