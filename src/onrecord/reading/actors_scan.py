"""Names of countries, their people, capitals and bodies between them, found by the lexicon in parsed blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.lexicons import world
from onrecord.lexicons.world import Term
from onrecord.reading.engine import Parsed


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the lexicon in a block: tokens ``start`` to ``end`` (after the last)."""

    start: int
    end: int
    term: Term


@dataclass(slots=True)
class Piece:
    """A parsed block with what the lexicon finds in it.

    Attributes:
        number: index among the parsed blocks.
        parsed: the parsed block.
        hits: names of the lexicon, in text order, not overlapping.
        at: hit by each token that it covers.
        lower: lower-case words of the tokens.
        quoted: for each token, whether it stands inside quotation marks.
    """

    number: int
    parsed: Parsed
    hits: list[Hit] = field(default_factory=list)
    at: dict[int, Hit] = field(default_factory=dict)
    lower: list[str] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    @property
    def doc(self) -> Any:
        """The spaCy ``Doc``."""
        return self.parsed.doc

    @property
    def text(self) -> str:
        """The text of the ``Doc``, which would be put together anew each time it is asked for."""
        return self.parsed.mapped.text


def scan(parsed: Sequence[Parsed]) -> list[Piece]:
    """The parsed blocks with their lexicon names and what stands in quotation marks."""
    pieces = []
    still_open = False
    for number, one in enumerate(parsed):
        piece = Piece(number, one, lower=[token.lower_ for token in one.doc])
        _find_hits(piece)
        piece.quoted, still_open = _quoted(one.doc, still_open)
        pieces.append(piece)
    return pieces


def _find_hits(piece: Piece) -> None:
    doc = piece.doc
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    free = 0
    for token in doc:
        if token.idx < free:
            continue
        hit = _hit_at(piece, token, ends)
        if hit is not None and _stands_alone(doc, hit):
            piece.hits.append(hit)
            piece.at.update(dict.fromkeys(range(hit.start, hit.end), hit))
            free = _end(doc, hit)


def _hit_at(piece: Piece, token: Any, ends: dict[int, int]) -> Hit | None:
    """The longest name that begins at a token; names in capitals ("KYIV, Ukraine") count too."""
    text, begin, first = piece.text, token.idx, token.text
    capitals = len(first) > 3 and first.isupper() and first.isalpha()
    starts = world.by_start()
    key = text[begin : begin + 2]
    other = starts.get(first[:2].title(), ()) if capitals else ()
    for name in (*starts.get(key, ()), *other):  # "IAEA" is written so, "KYIV" is not
        end = begin + len(name)
        same = text.startswith(name, begin) or (capitals and text[begin:end] == name.upper())
        if same and end in ends and not text[end : end + 1].isalnum():
            return Hit(token.i, ends[end], world.terms()[name])
    return None


def _stands_alone(doc: Any, hit: Hit) -> bool:
    """Whether the name is not a part of a longer name ("Moscow Times", "Jordan Peterson", "George Washington")."""
    label = doc[hit.start].ent_type_
    if label == "PERSON" and doc[hit.start].ent_iob_ == "I" and {"adjective", "people"} & set(hit.term.kinds):
        return False
    if hit.term.doubtful and label not in ("GPE", "NORP", "LOC"):
        return False
    if label in _SWALLOWS and not _SELF_NAMED.isdisjoint(hit.term.kinds):
        first, last = _entity_around(doc, hit)
        rest = (*doc[first : hit.start], *doc[hit.end : last])
        if any(token.pos_ in ("PROPN", "NOUN") for token in rest):
            return False
    return not _is_prefix(doc, hit)


#: Kinds of entity that name something else when they hold more than a town's name.
_SWALLOWS = frozenset({"ORG", "PERSON", "WORK_OF_ART", "FAC", "LOC", "PRODUCT", "LAW", "EVENT"})
#: Kinds of name that other things are named after.
_SELF_NAMED = frozenset({"capital", "seat", "place"})


def _entity_around(doc: Any, hit: Hit) -> tuple[int, int]:
    first, last = hit.start, hit.end
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return first, last


def _is_prefix(doc: Any, hit: Hit) -> bool:
    """ "US-backed", "Russia-linked": the name only qualifies what follows."""
    if hit.end + 1 >= len(doc) or doc[hit.end].text not in ("-", "–") or doc[hit.end].idx != _end(doc, hit):
        return False
    return bool(doc[hit.end + 1].text[:1].islower())


def _end(doc: Any, hit: Hit) -> int:
    last = doc[hit.end - 1]
    return int(last.idx + len(last))


def _quoted(doc: Any, still_open: bool) -> tuple[list[bool], bool]:
    """For each token whether it is quoted, and whether a quotation runs on into the next block.

    An opening mark may be closed by another kind; a quotation that is open at the end of a block runs on only where
    the block ends in mid-sentence.
    """
    inside = still_open
    marks = []
    for token in doc:
        text = token.text
        if text in ("“", "„", "«", "``"):
            inside = True
            marks.append(True)
        elif text in ("”", "»", "''"):
            inside = False
            marks.append(True)
        elif text == '"':
            inside = not inside
            marks.append(True)
        else:
            marks.append(inside)
    text = doc.text.rstrip()
    return marks, inside and bool(text) and text[-1] not in '.!?…"”'
