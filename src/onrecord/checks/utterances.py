"""What each report gives as somebody's words: whole quotations, posts and indirect speech, ready to be lined up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from sys import intern
from typing import Literal

from onrecord.model.reading import Attribution, Entry
from onrecord.model.report import NARRATIVE
from onrecord.model.spans import Citation, Span
from onrecord.text.common import FUNCTION, telling
from onrecord.text.quoted import quoted
from onrecord.text.ranges import Ranges
from onrecord.text.words import Word, texts, words

Form = Literal["quoted", "posted", "told", "bare"]

#: Quoted words that nobody is named for are looked at from this many words on: fewer are names, titles, irony.
UNNAMED = 4
#: Words of a quotation up to which it needs the words around it to tell what it is about, and their reach (characters).
SCRAP, NEAR = 12, 150
#: Part of a quotation that attributions must cover for it to be theirs.
COVERED = 0.5
#: Part of an indirect saying in quotation marks from which it is its quotations that are lined up, not the whole.
IN_MARKS = 0.34
#: Words of a paragraph that may be a post without its marks: shorter ones are headings, longer ones reports.
BARE, BARE_MOST = 8, 120
#: Words of the longest title of a work that is told from a quotation by its capitals.
TITLE = 5

#: Marks over which a word can go on.
_JOINING = tuple(".,:'’‘ʼ`´′")
#: Marks that end a sentence and go with it.
_ENDS = frozenset(".!?…")
#: What stands before and after the words of a post: a note for screen readers, its number in a thread, links.
_POST_LEAD = re.compile(r"\s*(?:Skip \w+ post by @\w+\s+|\(?\d{1,2}/\d{0,2}\)?[ :]\s*|RT @\w+:\s*)*")
#: At most forty of them are taken off the end.
_POST_TAIL = re.compile(
    r"(?:(?:(?<!\s)\s++)?+(?:https?://\S++|pic\.twitter\.com/\S++)|(?<!\s)\s++\(?\d{1,2}/\d{0,2}\)?+){1,40}+[\s—–-]*+\Z"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that a report gives as somebody's.

    Attributes:
        citation: where they stand; quotation marks left out.
        starts: where each of its words starts in the report's text.
        ends: where each ends.
        keys: the words, folded: marks, dashes, commas and capitals do not matter.
        form: quoted, posted or told in indirect speech.
        attribution: id of the attribution, ``post`` and the block's index for a post, empty where nobody is named.
        actor: id of the speaker, if resolved.
        speaker: name of the speaker, if resolved.
        named: whether the report names the speaker at these words, not by a pronoun or a description.
        gaps: positions in ``keys`` before which the report marks an omission ("…").
        sentences: its sentences, as ranges of word positions.
        asked: those of them, by index, that are questions.
        source: the words that name who said it, where the speaker is not resolved; else empty.
        days: first and last day on which it may have been said, where the report tells when.
        published: when the report was published; empty if not known.
        around: telling words near a short saying, by which it is known what it is about.
    """

    citation: Citation
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    keys: tuple[str, ...]
    form: Form
    attribution: str
    actor: str | None
    speaker: str | None
    named: bool = False
    gaps: frozenset[int] = frozenset()
    sentences: tuple[tuple[int, int], ...] = ()
    asked: frozenset[int] = frozenset()
    source: str = ""
    days: tuple[str, str] | None = None
    published: str = ""
    around: frozenset[str] = frozenset()

    @property
    def report(self) -> str:
        """Id of the report."""
        return self.citation.report

    def said(self, first: int, end: int) -> str:
        """The report's own words between two word positions, on one line; empty if there are none."""
        if first >= end:
            return ""
        start = self.citation.start
        cut = self.citation.text[self.starts[first] - start : self.ends[end - 1] - start]
        return " ".join(cut.split())

    def part(self, first: int, end: int) -> Saying:
        """The saying cut to the words between two positions, with the mark that ends them."""
        if (first, end) == (0, len(self.keys)):
            return self
        begin, stop = self.starts[first], self.ends[end - 1]
        while stop < self.citation.end and self.citation.text[stop - self.citation.start] in _ENDS:
            stop += 1
        text = self.citation.text[begin - self.citation.start : stop - self.citation.start]
        return replace(
            self,
            citation=Citation(self.report, begin, stop, text),
            starts=self.starts[first:end],
            ends=self.ends[first:end],
            keys=self.keys[first:end],
            gaps=frozenset(gap - first for gap in self.gaps if first < gap < end),
            sentences=(),
            asked=frozenset(),
        )


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whose words a stretch gives: attribution id, actor id, name, and whether the report names it there."""

    attribution: str = ""
    actor: str | None = None
    speaker: str | None = None
    named: bool = False
    source: str = ""
    days: tuple[str, str] | None = None


class _Whole:
    """A report with its words, found once."""

    def __init__(self, entry: Entry) -> None:
        self.entry, self.reading, self.text = entry, entry.reading, entry.report.text
        self._words = words(self.text, keep=False)
        self._starts, self._ends = [one.start for one in self._words], [one.end for one in self._words]

    def words(self, start: int, end: int) -> Sequence[Word]:
        """The words of a range as if it stood alone: the one that it begins or ends in is read anew."""
        first, stop = bisect_left(self._starts, start), bisect_right(self._ends, end)
        if first > stop or (start and (self.text[start - 1 : start] == "_" or self._joins(first, start))):
            return words(self.text, start, end, keep=False)
        found = self._words[first:stop]
        if first and self._ends[first - 1] > start:
            found = [*words(self.text, start, self._ends[first - 1], keep=False), *found]
        if stop < len(self._starts) and self._starts[stop] < end:
            if stop and self._ends[stop - 1] == self._starts[stop]:
                return words(self.text, start, end, keep=False)
            found = [*found, *words(self.text, self._starts[stop], end, keep=False)]
        return found

    def _joins(self, first: int, start: int) -> bool:
        """Whether a word may read on where the range begins, in it or before a word: "U.S.", cut after the U."""
        end = self._ends[first - 1] if first else 0
        return self.text[end : end + 1] in _JOINING if end > start else self.text[start - 1].isalnum()


def sayings(entry: Entry) -> list[Saying]:
    """All that a report gives as somebody's words, in text order."""
    report, whole = entry.report, _Whole(entry)
    read = [one for one in report.blocks if one.kind in NARRATIVE and one.repeats is None]
    marks = quoted(report.text, [(one.start, one.end) for one in read if one.kind != "embedded_post"])
    found = list(_attributed(whole, Ranges(marks)))
    covered = Ranges((one.citation.start, one.citation.end) for one in found if one.form == "quoted")
    found += _unnamed(whole, marks, covered)
    found += _posts(whole)
    found += _bare(whole, found)
    return sorted(found, key=lambda one: (one.citation.start, one.citation.end, one.attribution))


def _attributed(whole: _Whole, marks: Ranges) -> Iterator[Saying]:
    """The quotations of direct and mixed attributions, and indirect speech whole."""
    for one in whole.reading.attributions:
        stretches = [cut for span in one.content for cut in _cut(span, marks)]
        if one.kind == "direct" and not stretches:
            stretches = [(span.start, span.end) for span in one.content]
        if _told_in(whole.entry, one):
            continue
        voice = _voice(whole.entry, one)
        for where in _gone_on(whole.text, stretches):
            yield from _build(whole, where, "quoted", voice)
        where = (one.content[0].start, one.content[-1].end) if one.content else (0, 0)
        if one.kind != "direct" and _is_retold(whole.text, where, stretches):
            yield from _build(whole, where, "told", voice)


def _is_retold(text: str, where: tuple[int, int], stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a range gives an utterance in the report's own words: in one paragraph, little of it in marks."""
    in_marks = sum(end - start for start, end in stretches)
    return "\n" not in text[slice(*where)].strip() and in_marks < IN_MARKS * (where[1] - where[0])


def _gone_on(text: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between which no word stands, made one: a quotation of several paragraphs."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if joined and not any(char.isalnum() for char in text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _told_in(entry: Entry, one: Attribution) -> bool:
    """Whether an attribution lies inside quoted words of another: it is that one's words that are on record."""
    outer = entry.reading.attribution(one.within)
    if outer is None or outer.kind != "direct":
        return False
    return all(any(whole.contains(part) for whole in outer.content) for part in one.content)


def _cut(span: Span, marks: Ranges) -> list[tuple[int, int]]:
    """The quoted ranges inside a span; one that it shares only a mark with is left out."""
    return [(start, end) for start, end in marks.shared(span.start, span.end) if end - start > 1]


def _unnamed(whole: _Whole, marks: Sequence[tuple[int, int]], covered: Ranges) -> Iterator[Saying]:
    """Quotations that no attribution covers; whose words they are is not known."""
    free = [(start, end) for start, end in marks if covered.covered(start, end) < COVERED * (end - start)]
    for where in _gone_on(whole.text, free):
        for saying in _build(whole, where, "quoted", _Voice()):
            if len(saying.keys) >= UNNAMED:
                yield saying


def _posts(whole: _Whole) -> Iterator[Saying]:
    """Embedded posts, in the voice of their authors, without their numbers, links and notes for screen readers."""
    voices = whole.reading.voices
    for number, block in enumerate(whole.entry.report.blocks):
        if block.kind == "embedded_post" and block.repeats is None:
            end = block.author.start if block.author and block.author.start > block.start else block.end
            actor = voices[number] if number < len(voices) else None
            name = _name(whole.entry, actor) or (block.author.text if block.author else None)
            voice = _Voice(f"post{number}", actor, name, block.author is not None)
            yield from _build(whole, _own_words(whole.text, block.start, end), "posted", voice)


def _own_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of a post's own words."""
    lead = _POST_LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    tail = _POST_TAIL.search(text, begin, end)
    return begin, tail.start() if tail else end


def _bare(whole: _Whole, found: Sequence[Saying]) -> Iterator[Saying]:
    """Paragraphs without any quotation: they may be posts or statements that lost their marks."""
    quotes = [one.citation for one in found if one.form != "told"]
    for block in whole.entry.report.blocks:
        if block.kind != "paragraph" or block.repeats is not None:
            continue
        if any(one.start < block.end and block.start < one.end for one in quotes):
            continue
        for saying in _build(whole, (block.start, block.end), "bare", _Voice()):
            if BARE <= len(saying.keys) <= BARE_MOST:
                yield saying


def _voice(entry: Entry, said: Attribution) -> _Voice:
    """The voice of an attribution; it is named if its source has a word of the actor's name."""
    name = _name(entry, said.actor)
    source = {word.text for word in words(said.source.text)} if said.source else set()
    named = bool(source & {word.text for word in words(name or "")})
    unresolved = said.source.text if said.source and said.actor is None else ""
    return _Voice(said.id, said.actor, name, named, unresolved, _days(entry, said))


def _days(entry: Entry, said: Attribution) -> tuple[str, str] | None:
    """The days on which it may have been said, where the report tells when and that was resolved."""
    if said.when is None or said.when >= len(entry.reading.times):
        return None
    when = entry.reading.times[said.when]
    return (when.earliest[:10], when.latest[:10]) if when.earliest and when.latest else None


def _build(whole: _Whole, where: tuple[int, int], form: Form, voice: _Voice) -> Iterator[Saying]:
    """The saying in a range of the text, from its first word to its last with the mark that ends it."""
    text, entry = whole.text, whole.entry
    found = whole.words(*where)
    if not found or (form == "quoted" and _is_title(text, found)):
        return
    end = found[-1].end
    while end < where[1] and text[end] in _ENDS:
        end += 1
    pieces = [text[one.end : after.start] for one, after in pairwise(found)]
    sentences = _sentences(text, found) if form != "told" else [(0, len(found))]
    ends = [*(text[found[stop - 1].end : found[stop].start] for _, stop in sentences[:-1]), text[found[-1].end : end]]
    yield Saying(
        citation=Citation(entry.id, found[0].start, end, text[found[0].start : end]),
        starts=tuple([word.start for word in found]),
        ends=tuple([word.end for word in found]),
        keys=tuple(map(intern, texts(found))),
        form=form,
        attribution=voice.attribution,
        actor=voice.actor,
        speaker=voice.speaker,
        named=voice.named,
        gaps=frozenset(n + 1 for n, between in enumerate(pieces) if _omits(between)),
        sentences=tuple(sentences),
        asked=frozenset(n for n, mark in enumerate(ends) if "?" in mark),
        source=voice.source,
        days=voice.days,
        published=entry.report.published or "",
        around=_around(whole, found) if len(found) <= SCRAP else frozenset(),
    )


def _around(whole: _Whole, found: Sequence[Word]) -> frozenset[str]:
    """Telling words shortly before and after some words."""
    start, end = found[0].start, found[-1].end
    size = len(whole.text)
    before, after = whole.words(max(0, start - NEAR), start), whole.words(end, min(size, end + NEAR))
    near = [*before[start > NEAR :], *after[: len(after) - (end + NEAR < size)]]
    return frozenset(word.text.removesuffix("'s") for word in near if telling(word.text))


def _omits(between: str) -> bool:
    """Whether a report marks between two words that it left something out or put something in."""
    return "..." in between or "…" in between or "[" in between or ". . ." in between


def _is_title(text: str, found: Sequence[Word]) -> bool:
    """Whether quoted words are the title of a work or a proper name: two to five, the content words in capitals."""
    said = [word for word in found if word.text not in FUNCTION]
    return 1 < len(found) <= TITLE and all(text[word.start].isupper() or text[word.start].isdigit() for word in said)


def _name(entry: Entry, actor: str | None) -> str | None:
    known = entry.reading.actor(actor)
    return known.name if known else None


def _sentences(text: str, found: Sequence[Word]) -> list[tuple[int, int]]:
    """Word ranges parted where a mark ends a sentence and the next begins with a capital or a figure."""
    parted: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(found)):
        between = text[found[at - 1].end : found[at].start]
        ends = any(mark in between for mark in ".!?") and not between.lstrip().startswith("..") and "…" not in between
        after = text[found[at].start]
        if ends and (after.isupper() or after.isdigit()) and found[at - 1].text not in _SHORTENED:
            parted.append((start, at))
            start = at
    return [*parted, (start, len(found))]


_SHORTENED = frozenset(("mr", "mrs", "ms", "dr", "st", "gen", "sen", "gov", "rep", "col", "lt", "prof", "jr", "no"))
