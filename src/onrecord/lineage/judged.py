"""What is judged of two reports from the two alone: plain values that can be kept and need not be judged again."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Literal

from onrecord.lineage.direction import Direct
from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, DerivationKind, Direction, Shared

Rule = Literal["copied", "retold", "named", "lent", "told", "handout"]

_TURNED: dict[Direction, Direction] = {"a->b": "b->a", "b->a": "a->b"}
#: Rules whose reason is the numbers of equal words.
_COUNTED = frozenset(("copied", "retold"))


@dataclasses.dataclass(frozen=True, slots=True)
class Newsroom:
    """A newsroom as a report names it.

    Attributes:
        key: folded name without spaces and articles; an agency's usual name for agencies.
        name: the name as written, or the agency's usual name.
    """

    key: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """Two reports that are not independent, as the two alone show it; the one is the report whose id sorts first.

    Attributes:
        kind: how much of it is the same.
        direct: which goes back to which.
        reasons: the rules that found them not independent, each with what it saw beside the numbers of words.
        words: equal words of the reports' own.
        places: shared passages of such words.
        longest: words in the longest unbroken run.
        in_a: part of the one's own words that stands in the other.
        in_b: part of the other's that stands in the one.
        said: equal words in all shared passages, quoted ones too.
        retold_share: part of the shorter report's own sentences that the other retells in order.
        shared_part: part of the shorter report's account that stands in the other, quotations too.
        told: newsrooms to which both say that a source spoke, whose words both have.
        shared: the passages that show it, in the text order of the one.
    """

    kind: DerivationKind
    direct: Direct
    reasons: tuple[tuple[Rule, str], ...]
    words: int
    places: int
    longest: int
    in_a: float
    in_b: float
    said: int
    retold_share: float
    shared_part: float
    told: tuple[Newsroom, ...]
    shared: tuple[Shared, ...]

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that found the two not independent."""
        return frozenset(rule for rule, _ in self.reasons)

    def turned(self) -> Judged:
        """The same with the other report as the one."""
        way = self.direct.direction
        return dataclasses.replace(
            self,
            direct=dataclasses.replace(self.direct, direction=_TURNED.get(way, way)),
            in_a=self.in_b,
            in_b=self.in_a,
            shared=tuple(sorted((Shared(one.b, one.a) for one in self.shared), key=lambda one: (one.a, one.b))),
        )

    def derivation(self, a: str, b: str, *, third: str | None = None) -> Derivation:
        """The derivation that it is.

        Args:
            a: id of the one report.
            b: id of the other.
            third: the agency whose text both have in common, as a third report shows.
        """
        seen = [self._counts()] if self.rules & _COUNTED else []
        seen += [reason for _, reason in self.reasons if reason]
        why = f"both share words of a third report, which is {third}'s text" if third else self.direct.why
        return Derivation(
            a=a,
            b=b,
            kind=self.kind,
            direction="common" if third else self.direct.direction,
            containment_a=round(self.in_a, 3),
            containment_b=round(self.in_b, 3),
            shared=self.shared,
            why="; ".join((*seen, why)),
        )

    def _counts(self) -> str:
        passages = "1 shared passage" if self.places == 1 else f"{self.places} shared passages"
        one, other = (round(100 * part) for part in (self.in_a, self.in_b))
        return (
            f"{self.words} equal words outside quotations in {passages}, {one} percent of the one's own words and "
            f"{other} of the other's, the longest unbroken run {self.longest}"
        )


def pack(judged: Judged) -> list[Any]:
    """What was judged as a JSON value, with passages as ranges of code points and not as words."""
    return [
        judged.kind,
        [judged.direct.direction, judged.direct.why, judged.direct.sure],
        [list(one) for one in judged.reasons],
        [judged.words, judged.places, judged.longest, judged.in_a, judged.in_b, judged.said],
        [judged.retold_share, judged.shared_part],
        [[one.key, one.name] for one in judged.told],
        [[one.a.start, one.a.end, one.b.start, one.b.end] for one in judged.shared],
    ]


def unpack(value: Sequence[Any], a: Entry, b: Entry) -> Judged:
    """What ``pack`` packed.

    Args:
        value: the JSON value.
        a: the report whose id sorts first.
        b: the other.

    Raises:
        ValueError: a range does not lie in its text: it was packed of other words.
    """
    kind, direct, reasons, counts, parts, told, shared = value
    words, places, longest, in_a, in_b, said = counts
    return Judged(
        kind=kind,
        direct=Direct(*direct),
        reasons=tuple((rule, reason) for rule, reason in reasons),
        words=words,
        places=places,
        longest=longest,
        in_a=in_a,
        in_b=in_b,
        said=said,
        retold_share=parts[0],
        shared_part=parts[1],
        told=tuple(Newsroom(key, name) for key, name in told),
        shared=tuple(Shared(a.report.cut(one[0], one[1]), b.report.cut(one[2], one[3])) for one in shared),
    )
