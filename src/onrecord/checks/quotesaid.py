"""What one report gives as somebody's words, each once, and what it is found by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.checks.paraphrase import content
from onrecord.checks.quotevoices import speakers
from onrecord.checks.utterances import Saying, sayings
from onrecord.checks.wording import inside
from onrecord.model.reading import Entry
from onrecord.text.common import telling

#: Part of a quotation from which another report has all of it, in pieces: a word of it may have been changed.
GIVEN = 0.9

#: A saying: the id of its report, and its place among the report's sayings.
Key = tuple[str, int]
#: What sentences of sayings are found by.
Mark = tuple[str, ...]


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
    def marks(self) -> dict[Mark, list[tuple[int, int]]]:
        """The sentences that have each mark, as numbers of the saying and of its sentence."""
        found: dict[Mark, list[tuple[int, int]]] = defaultdict(list)
        for n, one in enumerate(self.sayings):
            for number, mark in _marks(one):
                found[mark].append((n, number))
        return dict(found)

    @cached_property
    def contents(self) -> dict[int, frozenset[str]]:
        """The content of each saying of a known speaker."""
        return {n: frozenset(content(one)) for n, one in enumerate(self.sayings) if one.actor is not None}

    @cached_property
    def bags(self) -> dict[tuple[int, int], frozenset[tuple[str, int]]]:
        """The words of each sentence, one that it has several times as often."""
        return {
            (n, number): _bag(one.keys[start:end])
            for n, one in enumerate(self.sayings)
            for number, (start, end) in enumerate(one.sentences)
            if one.form != "bare"
        }


def sayings_of(entry: Entry) -> Said:
    """What a report gives as somebody's words, each once: not what it also gives in full, nor posts that it quotes."""
    every = sayings(entry)
    quoted = [one for one in every if is_spoken(one)]
    ranked = sorted(quoted, key=lambda one: (-len(one.keys), one.form == "posted", one.actor is None, _at(one)))
    kept: list[Saying] = []
    for one in ranked:
        if not any(_holds(fuller, one) for fuller in kept) and not _is_quoted(one, ranked):
            kept.append(one)
    once = sorted([*kept, *(one for one in every if not is_spoken(one))], key=_at)
    return Said(entry.id, tuple(once))


def is_spoken(one: Saying) -> bool:
    """Whether a saying is a quotation or a post: somebody's own words."""
    return one.form in ("quoted", "posted")


def _is_quoted(post: Saying, every: Sequence[Saying]) -> bool:
    """Whether a report's quotations give all of a post, or of words of nobody: they say more of who said it how."""
    if post.form != "posted" and post.attribution:
        return False
    pieces = [one for one in every if one.form == "quoted" and one.attribution and _holds(post, one)]
    return sum(len(one.keys) for one in pieces) >= GIVEN * len(post.keys)


def _at(one: Saying) -> tuple[int, int, str]:
    return one.citation.start, one.citation.end, one.attribution


def _holds(one: Saying, other: Saying) -> bool:
    """Whether a saying has all the words of another in a row, and no other speaker."""
    found = inside(one.keys, other.keys)
    return found is not None and speakers(one, other) != "other"


def _marks(saying: Saying) -> Iterator[tuple[int, Mark]]:
    """What the sentences of a saying are found by: words in a row; a paragraph without marks by all its words."""
    yield 0, ("whole", *saying.keys)
    if saying.form == "bare":
        return
    for number, (start, end) in enumerate(saying.sentences):
        keys = saying.keys[start:end]
        marks = {keys[at : at + 3] for at in range(len(keys) - 2)}
        if saying.form != "told":
            pairs = (keys[at : at + 2] for at in range(len(keys) - 1))
            marks |= {pair for pair in pairs if any(map(telling, pair))}
            marks |= {keys for _ in keys[:1] if len(keys) == 1 and telling(keys[0])}
        yield from ((number, mark) for mark in marks)


def _bag(keys: Sequence[str]) -> frozenset[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        found.append((key, seen[key]))
        seen[key] += 1
    return frozenset(found)
