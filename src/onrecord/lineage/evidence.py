"""What speaks for it that two reports are not independent: copied words, retold sentences, a newsroom that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.lineage.material import ACCOUNT, Material, account, material
from onrecord.lineage.media import Named, is_outlet, named, same_newsroom
from onrecord.lineage.passages import Pair, Passage
from onrecord.lineage.passages import between as shared_by
from onrecord.lineage.retold import Terms, retold, terms_of
from onrecord.model.reading import Entry
from onrecord.model.report import Report
from onrecord.text.align import Content, Match, contents
from onrecord.text.common import telling
from onrecord.text.matter import Gist, cosine, gist
from onrecord.text.quoted import quoted
from onrecord.text.ranges import Ranges
from onrecord.text.words import texts, words

#: Likeness of gists below which two reports of one outlet are not on one matter: what they share is a house text (a
#: call for subscribers, a disclaimer). Reports of one outlet on different labelled events are below it, but for pages
#: of a few words.
ONE_MATTER = 0.26
#: Words up to which a page may have none of its own.
PAGE = 60
#: Equal words that one report puts down to a newsroom and the other has as its own: a sentence, no set phrase.
LENT = 16
#: Code points between such words and the newsroom's name, and part of them that is the other's own words.
LENT_NEAR, LENT_OWN = 80, 0.6
#: Equal words of what a source told a newsroom that both reports have from it.
TOLD = 12
#: A sentence with this part of it inside quotation marks is somebody else's words.
MOSTLY_QUOTED = 0.4


@dataclass(frozen=True, eq=False)
class Side:
    """One report as lineage sees it; what is asked for is read once.

    Attributes:
        entry: the report and its reading.
    """

    entry: Entry

    @property
    def report(self) -> Report:
        """The report."""
        return self.entry.report

    @cached_property
    def material(self) -> Material:
        """Its words."""
        return material(self.entry)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Newsrooms it names as sources."""
        return named(self.report, account(self.report))

    @cached_property
    def sentences(self) -> tuple[Content, ...]:
        """Its sentences in its own words."""
        return tuple(_own_sentences(self.entry))

    @cached_property
    def terms(self) -> Terms:
        """Where in these sentences each telling term stands."""
        return terms_of(self.sentences)

    @cached_property
    def gist(self) -> Gist:
        """What it is about."""
        return gist(self.report)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What two reports have in common.

    Attributes:
        a: one report.
        b: the other.
        copied: shared passages of the reports' own words.
        spoken: shared passages of quoted or stock words.
        a_names_b: where a names b's newsroom as a source.
        b_names_a: where b names a's.
        lent: shared passages that the one puts down to a newsroom and the other has as its own, with that newsroom.
        told: newsrooms to which both say that a source spoke, whose words both have.
    """

    a: Side
    b: Side
    copied: tuple[Passage, ...]
    spoken: tuple[Passage, ...]
    a_names_b: tuple[Named, ...]
    b_names_a: tuple[Named, ...]
    lent: tuple[tuple[Passage, Named], ...]
    told: tuple[tuple[Named, Named], ...]

    @cached_property
    def retold(self) -> tuple[Match, ...]:
        """Sentences with the same content in the same order."""
        return retold(self.a.sentences, self.a.terms, self.b.sentences, self.b.terms)

    @cached_property
    def said(self) -> int:
        """Number of equal words in all shared passages, quoted ones too."""
        return sum(len(passage.equal) for passage in (*self.copied, *self.spoken))

    @property
    def shared_part(self) -> float:
        """Part of the shorter report's account that stands in the other, quotations too."""
        return self.said / max(1, min(len(self.a.material), len(self.b.material)))

    @cached_property
    def words(self) -> int:
        """Number of equal words that count."""
        return sum(len(passage.evidence(self.a.material, self.b.material)) for passage in self.copied)

    @cached_property
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


def gather(a: Side, b: Side) -> Evidence | None:
    """What two reports have in common; ``None`` where they share no words and name no newsroom, or a house text."""
    passages = shared_by(a.material, b.material)
    if not passages and not a.named and not b.named:
        return None
    if house_text(a, b):
        return None
    copied = tuple(one for one in passages if one.weighs(a.material, b.material))
    return Evidence(
        a=a,
        b=b,
        copied=copied,
        spoken=tuple(one for one in passages if one not in copied),
        a_names_b=tuple(one for one in a.named if is_outlet(one, b.report)),
        b_names_a=tuple(one for one in b.named if is_outlet(one, a.report)),
        lent=tuple(_lent(a, b, passages)),
        told=tuple(_told(a, b, passages)),
    )


def house_text(one: Side, other: Side) -> bool:
    """Whether what two reports share can only be a text that their outlet puts under all that it publishes."""
    outlet = one.report.outlet
    if not outlet or outlet != other.report.outlet:
        return False
    return _pages(one, other) or cosine(one.gist, other.gist) < ONE_MATTER


def _pages(one: Side, other: Side) -> bool:
    """Whether two reports are a few words under titles on other matters: pages of videos, whose words are furniture."""
    if max(len(one.material), len(other.material)) > PAGE:
        return False
    titles = [{word for word in texts(words(side.report.title or "")) if telling(word)} for side in (one, other)]
    return all(titles) and titles[0].isdisjoint(titles[1])


def _lent(a: Side, b: Side, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Named]]:
    """Passages that one report puts down to a newsroom, and the other tells in its own voice without naming it."""
    for passage in passages:
        if len(passage.equal) < LENT:
            continue
        for one, other, at, beside in ((a, b, passage.a, passage.b), (b, a, passage.b, passage.a)):
            own = sum(other.material.own[beside[0] : beside[1]]) / (beside[1] - beside[0])
            near = [name for name in one.named if _near(one, at, name)] if own >= LENT_OWN else []
            strange = [name for name in near if not any(same_newsroom(name, named) for named in other.named)]
            yield from ((passage, name) for name in strange[:1])


def _near(one: Side, at: Pair, name: Named) -> bool:
    """Whether a newsroom's name stands right before or after a passage, in the same part of the report."""
    report = one.report
    start, end = one.material.starts[at[0]], one.material.ends[at[1] - 1]
    apart = max(name.span.start - end, start - name.span.end)
    return apart <= LENT_NEAR and report.block_at(start) == report.block_at(name.span.start)


def _told(a: Side, b: Side, passages: Sequence[Passage]) -> Iterator[tuple[Named, Named]]:
    """Newsrooms that both reports say a source spoke to, if they share its words after that or right before."""
    for passage in passages:
        if len(passage.equal) >= TOLD:
            one, other = _spoken_to(a, passage.a), _spoken_to(b, passage.b)
            if one and other and same_newsroom(one, other):
                yield one, other


def _spoken_to(one: Side, at: Pair) -> Named | None:
    """The newsroom to which words were said: named last before them, or right after, in their part or the next."""
    report = one.report
    block = report.block_at(one.material.starts[at[0]])
    before = [name for name in one.named if name.spoken_to and name.at < at[1]]
    after = [name for name in one.named if name.spoken_to and name.at >= at[1]]
    near = [name for name in after if (report.block_at(name.span.start) or 0) - (block or 0) <= 1]
    if near and (not before or near[0].at - at[1] < at[0] - before[-1].at):
        return near[0]
    return before[-1] if before else None


def _own_sentences(entry: Entry) -> list[Content]:
    """The sentences that a report tells in its own words, as content terms."""
    report = entry.report
    marks = Ranges(quoted(report.text, [(one.start, one.end) for one in report.blocks]))
    kept = []
    for content in contents(entry, 0):
        span, block = content.sentence.span, report.blocks[content.sentence.block]
        inside = marks.covered(span.start, span.end)
        if block.kind in ACCOUNT and block.repeats is None and inside < MOSTLY_QUOTED * (span.end - span.start):
            kept.append(content)
    return kept
