"""What was read in one report: every value carries the exact words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.report import Report
from onrecord.model.spans import Span

ActorKind = Literal["person", "organisation", "country", "group", "place"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal["APPROX", "LESS_THAN", "MORE_THAN", "BEFORE", "AFTER", "START", "MID", "END"]
AttributionKind = Literal["direct", "indirect", "mixed"]
CueClass = Literal["says", "denies", "asks", "promises", "threatens", "believes", "intends", "reported"]
Certainty = Literal["certain", "probable", "possible", "doubtful"]
Stance = Literal["held", "denied", "open"]
QuantityMod = Literal["APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"]
EventStatus = Literal["happened", "ongoing", "planned", "possible", "conditional", "denied"]
Move = Literal[
    "demand", "propose", "offer", "accept", "agree", "reject", "refuse",
    "condition", "concede", "threaten", "accuse", "appeal", "commit",
]  # fmt: skip
Capacity = Literal["leader", "minister", "spokesman", "envoy", "ministry", "official", "unnamed"]
DueKind = Literal["deadline", "commitment"]
DueState = Literal["open", "met", "missed", "moved", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block, with the words that carry its content.

    Attributes:
        span: its range and words.
        block: index of its block.
        terms: lower-case lemmas of its nouns, names, verbs, adjectives and figures, in text order.
        parse: its words with their tags and heads, as ``model.parse`` writes them; empty where it was not parsed.
    """

    span: Span
    block: int
    terms: tuple[str, ...] = ()
    parse: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country, group or place under one identity inside the report.

    Attributes:
        id: ``person:volodymyr-zelensky``, ``country:ua`` (ISO 3166 alpha-2), ``organisation:…``, ``group:…``,
            ``place:…``; the same name gives the same id in every report.
        name: the fullest form of the name in the report, or the lexicon's name.
        kind: what it is.
        of: id of the actor that it belongs to or speaks for (a president's country, a capital's country).
        role: the words of its office, such as "Ukrainian President".
        mentions: where it is named, by name, title, pronoun or metonym.
    """

    id: str
    name: str
    kind: ActorKind
    of: str | None = None
    role: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, normalised as TIMEX3 (ISO-TimeML).

    Attributes:
        span: its words.
        type: TIMEX3 type.
        value: TIMEX3 value (``2026-06``, ``P4Y``, ``PRESENT_REF``); ``XXXX-XX-XX`` parts where it is unresolved.
        mod: TIMEX3 modifier.
        earliest: first ISO day that it may mean, ``None`` if unresolved or not a point in time.
        latest: last ISO day that it may mean.
        why: how it was resolved, or why it could not be.
    """

    span: Span
    type: TimexType
    value: str
    mod: TimexMod | None = None
    earliest: str | None = None
    latest: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: how much or how many of what.

    Attributes:
        span: the words of the figure with its qualifier and unit.
        low: lower bound (equal to ``high`` for one figure).
        high: upper bound; for "at least N" both are N and ``mod`` says which way it is open.
        unit: ``%``, an ISO 4217 code, ``year``, ``km``…; ``None`` for a plain count.
        of: the words of what is counted or measured ("Ukraine" in "20 percent of Ukraine", "personnel").
        approximate: "around", "nearly", "at least", "dozens".
        mod: what the qualifier says of it, in the words of TIMEX3: ``EQUAL_OR_MORE`` ("at least 12"), ``MORE_THAN``
            ("more than 12"), ``EQUAL_OR_LESS`` ("up to 12"), ``LESS_THAN`` ("under 12"), ``APPROX`` ("about 12");
            ``None`` for an exact figure.
    """

    span: Span
    low: float
    high: float
    unit: str | None = None
    of: str | None = None
    approximate: bool = False
    mod: QuantityMod | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) said (cue) what (content), or is told not to have said it.

    Certainty and negation are those of the cue, the two axes of factuality in FactBank (Saurí and Pustejovsky 2009),
    read of the saying, not of what is said: "may have said" is possible, "never said" is negated and certain.

    Attributes:
        id: unique in the report, ``a1``, ``a2``… in text order.
        kind: all content inside quotation marks, none, or some.
        source: the words that name who said it; ``None`` where nobody is named.
        actor: id of the actor that the source resolves to; ``None`` is unresolved.
        cue: the words that make it an attribution.
        cue_class: what kind of saying it is, whether or not it is negated.
        content: what was said; several ranges where the cue or a break stands between.
        within: id of the attribution that this one was told in.
        addressee: to whom it was said.
        rule: name of the rule that found it.
        why: the words that triggered the rule and how the speaker was resolved.
        certainty: how surely the cue has it that this was said (thought, wanted…): ``certain`` plainly, ``probable``
            ("appeared to suggest", "is thought to"), ``possible`` ("may have said", "reportedly"), ``doubtful``
            ("allegedly", "falsely claimed"); ``None`` where it was not read.
        negated: the cue denies the saying itself: "did not say", "declined to say", "never promised". What is told
            is then no statement of the source.
        when: index into the reading's times of when it was said ("said on Saturday"); ``None`` where it is not told.
    """

    id: str
    kind: AttributionKind
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    actor: str | None = None
    cue_class: CueClass = "says"
    within: str | None = None
    addressee: Span | None = None
    rule: str = ""
    why: str = ""
    certainty: Certainty | None = None
    negated: bool = False
    when: int | None = None

    @property
    def stance(self) -> Stance:
        """What the source is told to make of the content: holds it, denies it, or leaves it open.

        Who denies it, or does not think, want or promise it, denies it; who does not say it or does not deny it
        leaves it open.
        """
        if self.cue_class == "denies":
            return "open" if self.negated else "denied"
        if not self.negated:
            return "held"
        return "denied" if self.cue_class in ("believes", "intends", "promises") else "open"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, happens or is to happen, as the report tells it.

    Attributes:
        id: unique in the report, ``e1``…
        span: the words that tell it.
        type: PLOVER event type.
        mode: PLOVER mode.
        actors: ids of those who do it.
        recipients: ids of those it is done to.
        place: words of the place.
        when: index into the reading's times.
        status: whether it happened, is planned, possible, conditional or denied.
        attribution: id of the attribution that it is told in; ``None`` is the block's own voice.
        rule: name of the rule that found it.
        mentions: the other passages of the report that tell the same happening, in text order, without ``span``.
        place_certainty: how surely it is told to be at that place ("probably in Miami" is ``probable``); ``None``
            without a place.
    """

    id: str
    span: Span
    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    when: int | None = None
    status: EventStatus = "happened"
    attribution: str | None = None
    rule: str = ""
    mentions: tuple[Span, ...] = ()
    place_certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A party's move on an issue.

    Attributes:
        span: the words that make the move.
        party: actor id of who takes the position.
        issue: issue id of the lexicon, or ``other:`` and the object's own words.
        move: what the party does about it.
        object: what is demanded, offered, refused…
        attribution: id of the attribution that it is told in; ``None`` is the outlet's own voice.
        when: ISO day on which the position was taken or told; ``None`` if unknown.
        rule: name of the rule that found it.
        conditions: the words of what it hangs on ("unless…", "an agreement that fails to…").
        speaker: actor id of who takes it for the party in the party's own words; ``None`` where nobody is named or
            another tells it.
        capacity: as what the speaker speaks for the party; ``None`` where another tells it.
        told_by: the party whose words tell it: ``party`` itself for its own word, another for "Russia wants X, said
            Ukraine"; ``None`` in the outlet's voice or where who tells it is not known.
        about: the lower-case lemmas that decide the issue, space between them: of the object first, then of wider
            and wider words around it. A dossier's own list of issues is matched with these.
    """

    span: Span
    party: str
    issue: str
    move: Move
    object: Span | None = None
    attribution: str | None = None
    when: str | None = None
    rule: str = ""
    conditions: tuple[Span, ...] = ()
    speaker: str | None = None
    capacity: Capacity | None = None
    told_by: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What the parties are told to disagree on, or not to have settled.

    Attributes:
        span: the words that tell it.
        issue: issue id of the lexicon, or ``other:`` and the object's own words.
        object: what is open ("the status of the plant").
        parties: actor ids of those told to disagree; empty where nobody is named.
        attribution: id of the attribution that it is told in; ``None`` is the outlet's own voice.
        told_by: the party whose words tell it; ``None`` in the outlet's voice or where that is not known.
        when: ISO day on which it was told; ``None`` if unknown.
        rule: name of the rule that found it.
        about: the lemmas that decide the issue, as those of a position.
    """

    span: Span
    issue: str
    object: Span | None = None
    parties: tuple[str, ...] = ()
    attribution: str | None = None
    told_by: str | None = None
    when: str | None = None
    rule: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due, or promised, by when.

    Attributes:
        span: the words that set it.
        what: what is due.
        earliest: first ISO day of the due time as its precision allows; ``None`` if unresolved.
        latest: last ISO day of it.
        set_by: actor id of who set it.
        attribution: id of the attribution that it is told in.
        rule: name of the rule that found it.
        kind: set for others (``deadline``), or a party's own promise with a time (``commitment``).
        state: what this report tells became of it; ``open`` where it tells nothing of that.
        from_earliest: first ISO day that a moved one was due before; ``None`` unless it was moved.
        from_latest: last ISO day that it was due before.
        when: ISO day on which it was set or told; ``None`` if unknown.
    """

    span: Span
    what: Span
    earliest: str | None = None
    latest: str | None = None
    set_by: str | None = None
    attribution: str | None = None
    rule: str = ""
    kind: DueKind = "deadline"
    state: DueState = "open"
    from_earliest: str | None = None
    from_latest: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Which reader made a reading: a version of Onrecord's rules and the model they ran on.

    Attributes:
        version: version of the rules.
        model: name and version of the language model, or ``none``.
        model_sha256: hash of the model's weights, empty for none.
    """

    version: str
    model: str = "none"
    model_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report; depends on that report alone.

    Attributes:
        report: id of the report.
        reader: which reader made it.
        voices: for each block, the actor id of its voice; ``None`` is the outlet's.
        sentences: sentences of the blocks that were read, in text order.
        notes: what could not be read and why, a sentence each.
    """

    report: str
    reader: Reader
    voices: tuple[str | None, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    notes: tuple[str, ...] = ()

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with this id, or ``None``."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def attribution(self, attribution_id: str | None) -> Attribution | None:
        """The attribution with this id, or ``None``."""
        return next((one for one in self.attributions if one.id == attribution_id), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A report together with what was read in it: what the stages between reports work on."""

    report: Report
    reading: Reading

    @property
    def id(self) -> str:
        """Id of the report."""
        return self.report.id
