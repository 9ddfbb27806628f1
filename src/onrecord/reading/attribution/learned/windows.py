"""From paragraphs to the word pieces that the learned reader sees, the same in training and in reading.

Quotation marks are told apart here, by the same walk as the rules use, and every kind of mark becomes ``"``: a model
that learned from American news so reads British, French and German marks. Nothing changes length, so that a piece's
place in the paragraph stays its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.meaning.wordpiece import Vocabulary
from onrecord.reading.attribution.marks import Quoted, scan

#: Pieces of a window, marks of its ends included: the length that the encoder saw before (256), of its 512 places.
WINDOW = 256
#: Pieces of a paragraph that is read in one; a longer one is cut at the last full stop before.
LONGEST = 480
#: Values of ``Paragraph.quoted`` and of ``Paragraph.case``.
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)
LOWER, CAPITAL, UPPER, FIGURE, POINT = range(5)
QUOTED, CASES = 4, 5
#: Ids of the encoder's own marks for the ends of a window and of a paragraph.
CLS, SEP, PAD = 101, 102, 0

_ALIKE = str.maketrans({"‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as pieces.

    Attributes:
        ids: vocabulary id of each piece.
        places: start and end of each piece in the paragraph, in code points.
        quoted: whether each piece stands outside or inside quotation marks, or is a mark that opens or closes.
        case: how each piece is written (the vocabulary knows lower case only).
        heads: for each piece, whether it begins a word.
    """

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    quoted: tuple[int, ...]
    case: tuple[int, ...]
    heads: tuple[bool, ...]

    def __len__(self) -> int:
        """Its number of pieces."""
        return len(self.ids)

    def part(self, start: int, end: int) -> Paragraph:
        """The pieces from ``start`` to before ``end``."""
        cut = slice(start, end)
        return Paragraph(self.ids[cut], self.places[cut], self.quoted[cut], self.case[cut], self.heads[cut])


def paragraph(text: str, vocabulary: Vocabulary) -> Paragraph:
    """The pieces of a paragraph."""
    ranges = [one for one in scan(text) if not one.depth]
    made = vocabulary.pieces(_alike(text, ranges))
    places = tuple((one.start, one.end) for one in made)
    case = tuple(_case(text[start:end]) for start, end in places)
    return Paragraph(
        tuple(one.id for one in made), places, _quoted(places, ranges), case, tuple(one.head for one in made)
    )


def _alike(text: str, ranges: Sequence[Quoted]) -> str:
    """The text with every quotation mark as ``"`` and every apostrophe as ``'``, code point for code point."""
    chars = list(text.translate(_ALIKE))
    for one in ranges:
        for start, end in ((one.outer[0], one.start), (one.end, one.outer[1])):
            if end > start:
                chars[start:end] = '"' + " " * (end - start - 1)
    return "".join(chars)


def _quoted(places: Sequence[tuple[int, int]], ranges: Sequence[Quoted]) -> tuple[int, ...]:
    found = []
    at = 0
    for start, end in places:
        while at < len(ranges) and ranges[at].outer[1] <= start:
            at += 1
        if at == len(ranges) or end <= ranges[at].outer[0]:
            found.append(OUTSIDE)
        elif end <= ranges[at].start:
            found.append(OPENS)
        else:
            found.append(INSIDE if start < ranges[at].end else CLOSES)
    return tuple(found)


def _case(word: str) -> int:
    if not any(char.isalnum() for char in word):
        return POINT
    if any(char.isdigit() for char in word):
        return FIGURE
    if word.islower() or not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def parts(one: Paragraph, longest: int = LONGEST) -> Iterator[tuple[int, Paragraph]]:
    """A paragraph in parts that fit, each with the index of its first piece; one part as a rule."""
    start = 0
    while len(one) - start > longest:
        end = start + longest
        stops = [at + 1 for at in range(start + longest // 2, end - 1) if _ends(one, at)]
        end = stops[-1] if stops else end
        yield start, one.part(start, end)
        start = end
    yield start, one.part(start, len(one))


#: Ids of ".", "!" and "?" in the vocabulary.
_STOPS = frozenset({1012, 999, 1029})


def _ends(one: Paragraph, at: int) -> bool:
    """Whether a sentence outside quotation marks, or a quotation with it, ends with this piece."""
    return one.ids[at] in _STOPS and one.heads[at + 1] and one.quoted[at + 1] in (OUTSIDE, OPENS)


def pack(paragraphs: Sequence[Paragraph], size: int = WINDOW) -> list[list[int]]:
    """Indexes of consecutive paragraphs that share a window, window by window.

    A window holds as many as fit into ``size`` pieces with ``[CLS]`` before and ``[SEP]`` behind each; a longer
    paragraph has a window of its own.
    """
    windows: list[list[int]] = []
    room = 0
    for index, one in enumerate(paragraphs):
        need = len(one) + 1
        if not windows or need > room:
            windows.append([])
            room = size - 1
        windows[-1].append(index)
        room -= need
    return windows
