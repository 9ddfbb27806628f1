"""What one report gives as somebody's words, each once, and what it is found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from onrecord.checks.paraphrase import content
from onrecord.checks.quotevoices import speakers
from onrecord.checks.utterances import Saying, sayings
from onrecord.checks.wording import inside
from onrecord.model.reading import Entry
from onrecord.model.relations import content_id
from onrecord.text.common import telling
from onrecord.text.once import once

#: Part of a quotation from which another report has all of it, in pieces: a word of it may have been changed.
GIVEN = 0.9

#: Sayings of a report with the words of another that are looked at, to find whether one of them is it in full.
MANY = 200

#: A saying: the id of its report, and its place among the report's sayings.
Key = tuple[str, int]
#: A sentence of a saying: the number of the saying in its report, and its own.
Place = tuple[int, int]
#: The sentences of a report that have each mark: words in a row, with spaces between.
Marks = dict[str, tuple[Place, ...]]


class Bag(NamedTuple):
    """The words of a sentence without their order.

    Attributes:
        words: each of them; one that it has several times is there as often.
        telling: those of them that say what it is about.
    """

    words: frozenset[str]
    telling: frozenset[str]


@dataclass(eq=False)
class Said:
    """The sayings of one report; what they are found by is worked out when first asked.

    Attributes:
        report: id of the report.
        sayings: each once, in text order.
    """

    report: str
    sayings: tuple[Saying, ...]

    @cached_property
    def every(self) -> dict[Key, Saying]:
        """The sayings by their keys."""
        return {(self.report, n): one for n, one in enumerate(self.sayings)}

    @cached_property
    def key(self) -> str:
        """A hash of all that a comparison with another report hangs on: words and their places, speakers, days.

        Who speaks hangs on other reports too, by the identities; what was found with another report holds while the
        keys of both are the same.
        """
        told = [
            (one.citation, one.form, one.attribution, one.actor, one.speaker, one.named, one.source, one.days)
            for one in self.sayings
        ]
        near = [(one.published, sorted(one.around)) for one in self.sayings]
        return content_id("said", told, near)

    @cached_property
    def spoken(self) -> Marks:
        """The sentences of quotations and posts that have each mark."""
        return self._marks(spoken=True)

    @cached_property
    def retold(self) -> Marks:
        """The indirect speech, and the paragraphs without marks, that have each mark."""
        return self._marks(spoken=False)

    def _marks(self, *, spoken: bool) -> Marks:
        found: Marks = {}
        for n, one in enumerate(self.sayings):
            if is_spoken(one) == spoken:
                for number, mark in _marks(one):
                    found[mark] = (*found.get(mark, ()), (n, number))
        return found

    def content(self, n: int) -> frozenset[str]:
        """The content of a saying, by its number."""
        if n not in self._contents:
            self._contents[n] = frozenset(content(self.sayings[n]))
        return self._contents[n]

    @cached_property
    def _contents(self) -> dict[int, frozenset[str]]:
        return {}

    def bag(self, place: Place) -> Bag:
        """The words of a sentence, by the numbers of its saying and of itself."""
        if place not in self._bags:
            one = self.sayings[place[0]]
            self._bags[place] = _bag(one.keys[slice(*one.sentences[place[1]])])
        return self._bags[place]

    @cached_property
    def _bags(self) -> dict[Place, Bag]:
        return {}


def sayings_of(entry: Entry) -> Said:
    """What a report gives as somebody's words, each once: not what it also gives in full, nor posts that it quotes."""
    every = sayings(entry)
    quoted = [one for one in every if is_spoken(one)]
    ranked = sorted(quoted, key=lambda one: (-len(one.keys), one.form == "posted", one.actor is None, _at(one)))
    kept: list[Saying] = []
    for one in ranked:
        if not any(_in_full(one, kept)) and not _is_quoted(one, ranked):
            kept.append(one)
    each = sorted([*kept, *(one for one in every if not is_spoken(one))], key=_at)
    return Said(entry.id, tuple(each))


def _in_full(one: Saying, kept: Sequence[Saying]) -> Iterator[bool]:
    """Whether fuller sayings have all the words of one: of those in which the words stand, the first ``MANY``."""
    words = _words(one)
    return (_holds(fuller, one) for fuller in islice((fuller for fuller in kept if words <= _words(fuller)), MANY))


@once
def _words(one: Saying) -> frozenset[str]:
    return frozenset(one.keys)


def is_spoken(one: Saying) -> bool:
    """Whether a saying is a quotation or a post: somebody's own words."""
    return one.form in ("quoted", "posted")


def _is_quoted(post: Saying, every: Sequence[Saying]) -> bool:
    """Whether a report's quotations give all of a post, or of words of nobody: they say more of who said it how."""
    if post.form != "posted" and post.attribution:
        return False
    words = _words(post)
    pieces = [
        one for one in every if one.form == "quoted" and one.attribution and _words(one) <= words and _holds(post, one)
    ]
    return sum(len(one.keys) for one in pieces) >= GIVEN * len(post.keys)


def _at(one: Saying) -> tuple[int, int, str]:
    return one.citation.start, one.citation.end, one.attribution


def _holds(one: Saying, other: Saying) -> bool:
    """Whether a saying has all the words of another in a row, and no other speaker."""
    found = inside(one.keys, other.keys)
    return found is not None and speakers(one, other) != "other"


def _marks(saying: Saying) -> Iterator[tuple[int, str]]:
    """What the sentences of a saying are found by: words in a row; a paragraph without marks by all its words."""
    yield 0, f"whole: {' '.join(saying.keys)}"
    if saying.form == "bare":
        return
    for number, (start, end) in enumerate(saying.sentences):
        keys = saying.keys[start:end]
        marks = {f"{one} {two} {three}" for one, two, three in zip(keys, keys[1:], keys[2:], strict=False)}
        if saying.form != "told":
            marks |= {f"{one} {two}" for one, two in pairwise(keys) if telling(one) or telling(two)}
            marks |= {keys[0] for _ in keys[:1] if len(keys) == 1 and telling(keys[0])}
        yield from ((number, mark) for mark in marks)


def _bag(keys: Sequence[str]) -> Bag:
    seen: Counter[str] = Counter()
    found, tell = [], []
    for key in keys:
        found.append(f"{key} {seen[key]}" if seen[key] else key)
        seen[key] += 1
        if telling(key):
            tell.append(found[-1])
    return Bag(frozenset(found), frozenset(tell))
