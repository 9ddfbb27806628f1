"""What speaks for it that two reports are not independent: copied words, retold sentences, a newsroom that is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.lineage.material import ACCOUNT, Material, material
from onrecord.lineage.media import Named, is_outlet, named
from onrecord.lineage.passages import Pair, Passage, find
from onrecord.model.reading import Entry
from onrecord.text.align import Content, Match, contents, in_order, matches, pairs
from onrecord.text.matter import Gist, cosine, gist
from onrecord.text.quoted import quoted

#: Likeness of gists below which two reports of one outlet are not on one matter: what they share is a house text (a
#: call for subscribers, a disclaimer). Reports of one outlet on different labelled events are below it, but for pages
#: of a few words.
ONE_MATTER = 0.26
#: Sentences are taken for retold if they share this weight of content terms and this part of the shorter one's.
RETOLD_WEIGHT = 2.5
RETOLD_SHARE = 0.5
#: A sentence with this part of it inside quotation marks is somebody else's words.
MOSTLY_QUOTED = 0.4


@dataclass(frozen=True, slots=True)
class Side:
    """One report as lineage sees it.

    Attributes:
        entry: the report and its reading.
        material: its words.
        named: newsrooms it names as sources.
        sentences: its sentences in its own words.
        gist: what it is about.
    """

    entry: Entry
    material: Material
    named: tuple[Named, ...]
    sentences: tuple[Content, ...]
    gist: Gist


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two reports have in common.

    Attributes:
        a: one report.
        b: the other.
        copied: shared passages of the reports' own words.
        spoken: shared passages of quoted or stock words.
        retold: sentences with the same content in the same order.
        a_names_b: where a names b's newsroom as a source.
        b_names_a: where b names a's.
    """

    a: Side
    b: Side
    copied: tuple[Passage, ...]
    spoken: tuple[Passage, ...]
    retold: tuple[Match, ...]
    a_names_b: tuple[Named, ...]
    b_names_a: tuple[Named, ...]

    @property
    def words(self) -> int:
        """Number of equal words that count."""
        return sum(len(passage.evidence(self.a.material, self.b.material)) for passage in self.copied)

    @property
    def longest(self) -> int:
        """Words in the longest unbroken run of equal words that count."""
        return max((passage.longest(self.a.material, self.b.material) for passage in self.copied), default=0)

    @property
    def containment(self) -> tuple[float, float]:
        """Part of each report's own words that stands in the other."""
        count = self.words
        return count / max(1, self.a.material.size), count / max(1, self.b.material.size)

    @property
    def retold_share(self) -> float:
        """Part of the shorter report's own sentences that the other retells in order."""
        return len(self.retold) / max(1, min(len(self.a.sentences), len(self.b.sentences)))


def side(entry: Entry, number: int) -> Side:
    """One report, read for lineage."""
    words = material(entry)
    return Side(
        entry, words, named(entry.report, words.words), tuple(_own_sentences(entry, number)), gist(entry.report)
    )


def gather(entries: Sequence[Entry]) -> dict[Pair, Evidence]:
    """The evidence for each pair of reports that has any, by their indexes, in order."""
    sides = [side(entry, number) for number, entry in enumerate(entries)]
    shared = find([one.material for one in sides])
    own = [content for one in sides for content in one.sentences]
    retold = pairs(matches(own, least=RETOLD_WEIGHT, share=RETOLD_SHARE))
    return {
        pair: _between(sides, pair, shared, retold)
        for pair in sorted(shared.keys() | retold.keys())
        if not _house_text(sides[pair[0]], sides[pair[1]])
    }


def _house_text(one: Side, other: Side) -> bool:
    """Whether what two reports share can only be a text that their outlet puts under all that it publishes."""
    outlet = one.entry.report.outlet
    return bool(outlet) and outlet == other.entry.report.outlet and cosine(one.gist, other.gist) < ONE_MATTER


def _between(
    sides: Sequence[Side], pair: Pair, shared: Mapping[Pair, tuple[Passage, ...]], retold: Mapping[Pair, list[Match]]
) -> Evidence:
    a, b = sides[pair[0]], sides[pair[1]]
    passages = shared.get(pair, ())
    copied = tuple(one for one in passages if one.weighs(a.material, b.material))
    return Evidence(
        a=a,
        b=b,
        copied=copied,
        spoken=tuple(one for one in passages if one not in copied),
        retold=tuple(in_order(retold.get(pair, ()))),
        a_names_b=tuple(one for one in a.named if is_outlet(one, b.entry.report)),
        b_names_a=tuple(one for one in b.named if is_outlet(one, a.entry.report)),
    )


def _own_sentences(entry: Entry, number: int) -> list[Content]:
    """The sentences that a report tells in its own words, as content terms."""
    report = entry.report
    marks = quoted(report.text, [(one.start, one.end) for one in report.blocks])
    kept = []
    for content in contents(entry, number):
        span, block = content.sentence.span, report.blocks[content.sentence.block]
        if block.kind in ACCOUNT and block.repeats is None:
            inside = sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in marks)
            if inside < MOSTLY_QUOTED * (span.end - span.start):
                kept.append(content)
    return kept
