"""What each report gives as somebody's words: quoted stretches, posts and indirect speech, ready to be lined up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onrecord.model.reading import Attribution, Entry
from onrecord.model.report import NARRATIVE
from onrecord.model.spans import Citation, Span
from onrecord.text.common import FUNCTION
from onrecord.text.quoted import quoted
from onrecord.text.words import Word, texts, words

Form = Literal["quoted", "posted", "told"]

#: Quoted words that nobody is named for are looked at from this many words on: fewer are names, titles, irony.
UNNAMED = 4
#: Words of the longest title of a work that is told from a quotation by its capitals.
TITLE = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that a report gives as somebody's.

    Attributes:
        order: index of the report among the entries.
        citation: where they stand; quotation marks left out.
        words: its words with their ranges in the report's text.
        keys: the words, folded: marks, dashes, commas and capitals do not matter.
        form: quoted, posted or told in indirect speech.
        attribution: id of the attribution, ``post`` and the block's index for a post, empty where nobody is named.
        actor: id of the speaker, if resolved.
        speaker: name of the speaker, if resolved.
        named: whether the report names the speaker at these words, not by a pronoun or a description.
        gaps: positions in ``keys`` before which the report marks an omission ("…").
    """

    order: int
    citation: Citation
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    form: Form
    attribution: str
    actor: str | None
    speaker: str | None
    named: bool = False
    gaps: frozenset[int] = frozenset()

    @property
    def report(self) -> str:
        """Id of the report."""
        return self.citation.report

    def said(self, first: int, end: int) -> str:
        """The report's own words between two word positions, on one line; empty if there are none."""
        if first >= end:
            return ""
        start = self.citation.start
        cut = self.citation.text[self.words[first].start - start : self.words[end - 1].end - start]
        return " ".join(cut.split())

    def part(self, first: int, end: int) -> Citation:
        """The passage between two word positions."""
        start = self.citation.start
        begin, stop = self.words[first].start, self.words[end - 1].end
        return Citation(self.report, begin, stop, self.citation.text[begin - start : stop - start])


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whose words a stretch gives: attribution id, actor id, name, and whether the report names it there."""

    attribution: str = ""
    actor: str | None = None
    speaker: str | None = None
    named: bool = False


def sayings(entry: Entry, order: int) -> list[Saying]:
    """All that a report gives as somebody's words, in text order."""
    report = entry.report
    read = [one for one in report.blocks if one.kind in NARRATIVE and one.repeats is None]
    marks = quoted(report.text, [(one.start, one.end) for one in read if one.kind != "embedded_post"])
    found = list(_attributed(entry, order, marks))
    covered = [one.citation for one in found if one.form == "quoted"]
    found += _unnamed(entry, order, marks, covered)
    found += _posts(entry, order)
    return sorted(found, key=lambda one: (one.citation.start, one.citation.end, one.attribution))


def _attributed(entry: Entry, order: int, marks: Sequence[tuple[int, int]]) -> Iterator[Saying]:
    """The quoted stretches of direct and mixed attributions, and indirect speech whole."""
    for one in entry.reading.attributions:
        stretches = [cut for span in one.content for cut in _cut(span, marks)]
        if one.kind == "direct" and not stretches:
            stretches = [(span.start, span.end) for span in one.content]
        if _told_in(entry, one):
            continue
        voice = _voice(entry, one)
        for where in stretches:
            yield from _build(entry, order, where, "quoted", voice)
        if one.kind != "direct" and one.content:
            yield from _build(entry, order, (one.content[0].start, one.content[-1].end), "told", voice)


def _told_in(entry: Entry, one: Attribution) -> bool:
    """Whether an attribution lies inside quoted words of another: it is that one's words that are on record."""
    outer = entry.reading.attribution(one.within)
    if outer is None or outer.kind != "direct":
        return False
    return all(any(whole.contains(part) for whole in outer.content) for part in one.content)


def _cut(span: Span, marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quoted ranges inside a span; one that it shares only a mark with is left out."""
    cuts = [(max(span.start, start), min(span.end, end)) for start, end in marks]
    return [(start, end) for start, end in cuts if end - start > 1]


def _unnamed(
    entry: Entry, order: int, marks: Sequence[tuple[int, int]], covered: Sequence[Citation]
) -> Iterator[Saying]:
    """Quoted stretches that no attribution covers; whose words they are is not known."""
    for start, end in marks:
        if any(one.start < end and start < one.end for one in covered):
            continue
        for saying in _build(entry, order, (start, end), "quoted", _Voice()):
            if len(saying.keys) >= UNNAMED:
                yield saying


def _posts(entry: Entry, order: int) -> Iterator[Saying]:
    """Embedded posts, in the voice of their authors."""
    voices = entry.reading.voices
    for number, block in enumerate(entry.report.blocks):
        if block.kind == "embedded_post" and block.repeats is None:
            end = block.author.start if block.author and block.author.start > block.start else block.end
            actor = voices[number] if number < len(voices) else None
            name = _name(entry, actor) or (block.author.text if block.author else None)
            voice = _Voice(f"post{number}", actor, name, block.author is not None)
            yield from _build(entry, order, (block.start, end), "posted", voice)


def _voice(entry: Entry, said: Attribution) -> _Voice:
    """The voice of an attribution; it is named if its source has a word of the actor's name."""
    name = _name(entry, said.actor)
    source = {word.text for word in words(said.source.text)} if said.source else set()
    return _Voice(said.id, said.actor, name, bool(source & {word.text for word in words(name or "")}))


def _build(entry: Entry, order: int, where: tuple[int, int], form: Form, voice: _Voice) -> Iterator[Saying]:
    """The sayings in a range of the text, one a sentence; indirect speech stays whole, titles are left out."""
    text = entry.report.text
    found = words(text, *where)
    for sentence in _sentences(text, found) if form != "told" else [found]:
        if sentence and not (form == "quoted" and _is_title(text, sentence)):
            yield _sentence(entry, order, sentence, where[1], form, voice)


def _sentence(entry: Entry, order: int, found: Sequence[Word], stop: int, form: Form, voice: _Voice) -> Saying:
    """One saying, from its first word to its last with the mark that ends it."""
    text = entry.report.text
    end = found[-1].end
    while end < stop and text[end] in ".!?…":
        end += 1
    pieces = [text[one.end : after.start] for one, after in pairwise(found)]
    gaps = {n + 1 for n, between in enumerate(pieces) if "..." in between or "…" in between or "[" in between}
    citation = Citation(entry.id, found[0].start, end, text[found[0].start : end])
    whose = (voice.attribution, voice.actor, voice.speaker, voice.named)
    return Saying(order, citation, tuple(found), tuple(texts(found)), form, *whose, frozenset(gaps))


def _is_title(text: str, found: Sequence[Word]) -> bool:
    """Whether quoted words are the title of a work or a proper name: two to five, the content words in capitals."""
    said = [word for word in found if word.text not in FUNCTION]
    return 1 < len(found) <= TITLE and all(text[word.start].isupper() or text[word.start].isdigit() for word in said)


def _name(entry: Entry, actor: str | None) -> str | None:
    known = entry.reading.actor(actor)
    return known.name if known else None


def _sentences(text: str, found: Sequence[Word]) -> list[Sequence[Word]]:
    """Words parted where a mark ends a sentence and the next begins with a capital or a figure."""
    parted: list[Sequence[Word]] = []
    start = 0
    for at in range(1, len(found)):
        between = text[found[at - 1].end : found[at].start]
        ends = any(mark in between for mark in ".!?") and not between.lstrip().startswith("..") and "…" not in between
        after = text[found[at].start]
        if ends and (after.isupper() or after.isdigit()) and found[at - 1].text not in _SHORTENED:
            parted.append(found[start:at])
            start = at
    return [*parted, found[start:]]


_SHORTENED = frozenset(("mr", "mrs", "ms", "dr", "st", "gen", "sen", "gov", "rep", "col", "lt", "prof", "jr", "no"))
