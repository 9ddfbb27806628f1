"""What holds between reports: always derived from the reports, never edited."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.judgement import Judgement, Outcome
from onrecord.model.reading import ActorKind
from onrecord.model.spans import Citation, Span

DerivationKind = Literal["verbatim", "edited", "excerpt", "rewrite", "common"]
Direction = Literal["a->b", "b->a", "common", "unknown"]
QuoteRelation = Literal["identical", "truncated", "altered", "paraphrased", "moved"]
FindingKind = Literal["contradiction", "update", "precision", "framing", "misattribution"]
FindingType = Literal["number", "date", "place", "name", "actor", "attribution", "certainty", "polarity", "quote"]

MembershipKind = Literal["first", "alike", "copy"]

#: Version of what is derived between reports; a record that was derived by another is derived anew when it is asked.
DERIVED = "8"


def content_id(prefix: str, *parts: object) -> str:
    """An id made from content, so that the same finding has the same id in every run.

    >>> content_id("f", "a", 1) == content_id("f", "a", 1)
    True
    """
    return f"{prefix}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An actor of one report: the id of the report and the actor's id in it."""

    report: str
    actor: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form in which reports write a name, and how often."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Identity:
    """One person, body, country, group or place across all reports, whatever each report calls it.

    Attributes:
        id: an actor id; that of the members whose name is the fullest, told apart by country or report where two
            identities have one name.
        name: the full name that most reports use; only a surname where no report has more.
        kind: what it is.
        members: the actors of reports that are it, by report.
        spellings: the forms of the name in the reports, the most frequent first.
        of: id of the identity that it belongs to, as most reports have it.
        speaks_for: id of the country or body that it speaks for by its office; ``None`` for who speaks for themselves.
        roles: the words of its offices, the most frequent first.
        may_be: ids of those that it may be, where that is not settled.
        why: what put the members together, or why it stays unresolved.
    """

    id: str
    name: str
    kind: ActorKind
    members: tuple[Member, ...]
    spellings: tuple[Spelling, ...] = ()
    of: str | None = None
    speaks_for: str | None = None
    roles: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """Why one report is in its story.

    Attributes:
        report: its id.
        how: ``first`` for the earliest of the story, ``alike`` to another report of it, ``copy`` of another.
        near: id of the report that it is most alike to, or has the words of; ``None`` for the only report of a story.
        words: telling words that it shares with that report, the strongest first.
        fresh: telling words of it that no report of an earlier day of the story has, the strongest first.
    """

    report: str
    how: MembershipKind
    near: str | None = None
    words: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Reports on one development.

    Attributes:
        id: made from its earliest report.
        title: headline of its first report.
        reports: ids, earliest first.
        why: what the reports have in common.
        members: why each report is in it, in the same order.
    """

    id: str
    title: str
    reports: tuple[str, ...]
    why: str = ""
    members: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """The same words, or nearly, in two reports."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Derivation:
    """Two reports whose wording is not independent.

    Attributes:
        a: id of one report.
        b: id of the other; ids are in the order the reports were given in.
        kind: how much of it is the same.
        direction: ``a->b`` means that b goes back to a; ``common`` that both go back to a third text.
        containment_a: part of a's words that stand in b, 0 to 1.
        containment_b: part of b's words that stand in a.
        shared: the shared passages, in a's text order.
        why: what was seen.
    """

    a: str
    b: str
    kind: DerivationKind
    direction: Direction
    containment_a: float
    containment_b: float
    shared: tuple[Shared, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent start of a lineage, with the reports that go back to it.

    Attributes:
        reports: ids.
        agency: the wire agency at its start, if credited.
        root: id of the report that the others go back to, if it is among them.
        why: what puts the reports together.
        citations: credit lines and passages that show it.
        id: made from its reports.
    """

    reports: tuple[str, ...]
    agency: str | None
    root: str | None
    why: str
    citations: tuple[Citation, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One report's wording of an utterance: where it stands and which attribution gives it."""

    citation: Citation
    attribution: str


@dataclass(frozen=True, slots=True)
class Change:
    """One word-level change between two wordings; ``a`` or ``b`` is empty for an insertion or deletion."""

    op: Literal["replace", "delete", "insert"]
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class QuoteLineage:
    """One utterance as two or more reports give it.

    Attributes:
        id: made from its variants.
        speaker: name of who said it, if resolved.
        actor: actor id of the speaker.
        relation: how the wordings relate to the fullest one.
        variants: the wordings, fullest first.
        changes: word-level changes from the first variant to the second.
    """

    id: str
    speaker: str | None
    actor: str | None
    relation: QuoteRelation
    variants: tuple[Variant, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one report says in a finding.

    Attributes:
        citation: the words.
        value: the value that is compared, as a short text.
        attribution: id of the attribution in that report, ``None`` for its own voice.
        speaker: name of who is given as the source, if any.
    """

    citation: Citation
    value: str
    attribution: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Where accounts differ: contradiction, update, precision, framing or misattribution.

    Attributes:
        id: made from its sides.
        kind: how they differ.
        type: in what they differ.
        about: the fact, in the words of a report.
        sides: what each report says.
        why: what was compared and what decided.
        rule: name of the rule.
    """

    id: str
    kind: FindingKind
    type: FindingType
    about: str
    sides: tuple[Side, ...]
    why: str
    rule: str = ""

    @classmethod
    def of(
        cls, *, kind: FindingKind, type: FindingType, about: str, sides: tuple[Side, ...], why: str, rule: str
    ) -> Finding:
        """A finding with its id, made of what it finds and where its sides stand, whatever the order of the reports."""
        places = sorted((side.citation.report, side.citation.start, side.value) for side in sides)
        return cls(content_id("f", kind, type, rule, *places), kind, type, about, sides, why, rule)


@dataclass(frozen=True, slots=True)
class Corroboration:
    """A claim that several reports make, with the number of independent origins behind it."""

    claim: str
    origins: int
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """All that holds between a set of reports.

    Attributes:
        reports: ids, in the order they were given in.
        identities: who is who across the reports, by id.
        only_in: for each report id, the sentences that no other report has.
        outcomes: what the judgements came to that it was derived with.
        judged: the judgements that hold on what is shown, by the id that their target has now; those on positions,
            happenings and what is due, which are put together when they are asked for, by their kind. Added when it is
            asked for, and not kept.
    """

    reports: tuple[str, ...]
    stories: tuple[Story, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    origins: tuple[Origin, ...] = ()
    quotes: tuple[QuoteLineage, ...] = ()
    findings: tuple[Finding, ...] = ()
    corroborated: tuple[Corroboration, ...] = ()
    only_in: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    judged: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict, compare=False)

    def origins_of(self, report_ids: Iterable[str]) -> int:
        """The number of independent origins behind these reports."""
        wanted = set(report_ids)
        return sum(1 for origin in self.origins if wanted & set(origin.reports))
