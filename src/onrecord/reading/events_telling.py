"""What a passage that tells an event says of it beside type and roles: the words that decide whether two tell one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.lexicons import world
from onrecord.lexicons.events import VERBAL, event_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Certainty, Event, EventStatus, Quantity, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import Cast, Token, is_passive, is_verb, objects, subjects, under
from onrecord.reading.clauses_text import Block
from onrecord.reading.engine import Parsed
from onrecord.reading.events_days import Days, days_of, time_of
from onrecord.reading.events_named import is_bare, is_definite, is_known, named_by, ordinals
from onrecord.reading.events_place import place
from onrecord.reading.events_status import HEDGED
from onrecord.reading.events_words import noun_kind

#: Who does these to a meeting need not be one of those who meet.
HOSTS = words("host mediate broker facilitate organise organize arrange convene chair moderate sponsor")
#: Different words for one thing.
_SAME_THING = {
    word: group[0]
    for group in (
        ("ship", "vessel", "tanker", "boat", "freighter", "trawler"),
        ("plane", "aircraft", "jet", "airliner", "warplane"),
        ("missile", "rocket"),
        ("market", "marketplace", "bazaar"),
        ("apartment", "flat", "tower", "block"),
        ("accord", "pact", "treaty"),
        ("fire", "shot", "gunfire"),
    )
    for word in group
}
_KILL = words("kill die slay murder")
_HURT = words("injure wound hurt")
#: What is hit by so many attacks that it tells none from another.
GENERIC = words(
    "people person civilian man woman child soldier troop resident victim target infrastructure facility area site "
    "building city town region village country attack strike missile drone position dozen hundred thousand other one "
    "side force place part thing number life talk meeting agreement deal war"
)
_HELD = words("prisoner pow captive detainee hostage soldier serviceman girl captive inmate troop defender person")
_LASTING = words("war fighting conflict campaign hostility violence battle")
_SMALL = words(
    "be have do say tell that this it he she they we i you who which a an the his her their its our my your mr mrs "
    "will would may might could can shall should must also not no"
)
_MEET = frozenset({"CONSULT"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage that tells an event.

    Attributes:
        event: the event.
        order: its place among the events of the report.
        sentence: number of its sentence in the report.
        headline: it stands in a headline or subhead.
        head: the verb or noun that tells it.
        family: what kind of happening it can be one with: meetings, attacks, releases and so on, whatever the type.
        by: who put it forward, where it stands inside a proposal or an agreement.
        noun: the noun that names it, if one does.
        definite: that noun is "the", "this" or "these": it is known already.
        known: whoever does or suffers it is "the", "this" or "they".
        doer: the noun of the one who does it, in the singular: "gunman".
        ordinals: "first", "next", "previous"… of it.
        days: first and last day that it may have; ``None`` where no day is told.
        doers: ids of who does it, without hosts and without those known only by what they are ("the two delegations").
        done_to: ids of whom it is done to, likewise.
        who: both, with the countries they belong to.
        things: what is hit, taken, exchanged or spoken of, by lemma, without what tells nothing apart.
        figures: how many are killed, hurt, freed…: lowest and highest number by what is counted.
        terms: lemmas of its telling words.
        names: those of them that are parts of names.
        spots: names of towns and other places in it that are no countries.
        many: it tells of several happenings at once ("attacks continued").
        lasting: it tells of all that happened over a long time, not of one happening.
    """

    event: Event
    order: int
    sentence: int
    headline: bool
    head: Token
    family: str
    by: frozenset[str] = frozenset()
    noun: str | None = None
    definite: bool = False
    known: bool = False
    doer: str | None = None
    ordinals: frozenset[str] = frozenset()
    days: Days | None = None
    doers: frozenset[str] = frozenset()
    done_to: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    many: bool = False
    lasting: bool = False

    @property
    def ahead(self) -> bool:
        """Whether it is told as still to come."""
        return self.event.status in ("planned", "possible", "conditional")


def family(event: Event, things: frozenset[str]) -> str:
    """The kinds of event that can tell one happening: a promise to meet and the meeting, a swap and a release."""
    if event.type in _MEET or (event.type == "AGREE" and event.mode == "meet"):
        return event.mode if event.mode in ("phone", "visit") else "meet"
    if event.type == "ASSAULT":
        return event.mode if event.mode in ("abduct", "sexual", "torture") else "attack"
    if (event.type, event.mode) == ("RETREAT", "release") or (event.type == "COOPERATE" and things & {"held", "swap"}):
        return "release"
    return f"{event.type}/{event.mode}" if event.type not in VERBAL else event.type


class Reader:
    """Reads what the passages of a report's events say.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its times.
        quantities: its figures.
    """

    def __init__(
        self,
        report: Report,
        parsed: Sequence[Parsed],
        cast: Cast,
        times: Sequence[Time],
        quantities: Sequence[Quantity],
    ) -> None:
        self.report, self.cast, self.times = report, cast, times
        self.blocks = [Block(piece) for piece in parsed]
        self.first_sentence: list[int] = []
        total = 0
        for block in self.blocks:
            self.first_sentence.append(total)
            total += sum(1 for _ in block.doc.sents)
        self.sentence_of = [self._numbers(block) for block in self.blocks]
        self.quantities = quantities
        self.states = frozenset(one.name for one in getattr(cast, "actors", ()) if one.kind == "country")

    def _numbers(self, block: Block) -> list[int]:
        """The number of its sentence in the block for each token."""
        return [number for number, sent in enumerate(block.doc.sents) for _ in sent]

    def telling(self, event: Event, order: int, by: Iterable[str] = ()) -> Telling | None:
        """What the event's passage says; ``None`` if it lies in no parsed block."""
        for at, block in enumerate(self.blocks):
            covered = block.tokens(event.span)
            if covered:
                return self._telling(event, order, at, block, covered, by)
        return None

    def _telling(self, event: Event, order: int, at: int, block: Block, covered: range, by: Iterable[str]) -> Telling:
        head = _head(event, block.doc, covered)
        noun = named_by(event, head, covered)
        inside = [block.doc[i] for i in covered]
        things = frozenset(_things(head, noun, covered))
        hosted = head.lemma_.lower() in HOSTS or event.mode == "host"
        doers, done_to = self._told(() if hosted else event.actors), self._told(event.recipients)
        where = place(block, head, covered, self.cast, self.states)
        event = replace(
            event,
            place=where[0] if where else event.place,
            place_certainty=_sure(event, where),
            status=_standing(event, head),
            when=time_of(event, block, head, self.times),
        )
        return Telling(
            event,
            order,
            self.first_sentence[at] + self.sentence_of[at][head.i],
            self.report.blocks[block.parsed.block].kind in ("headline", "subhead"),
            head,
            family(event, things),
            frozenset(by),
            noun.lemma_.lower() if noun is not None else None,
            noun is not None and is_definite(noun) and is_bare(noun),
            is_known(head),
            _doer(head),
            frozenset(ordinals(noun)) if noun is not None else frozenset(),
            days_of(event, self.times),
            doers,
            done_to,
            self._with_homes(doers | done_to),
            things,
            self._figures(block, covered),
            frozenset(t.lemma_.lower() for t in inside if t.pos_ in _TELLING and t.lemma_.lower() not in _SMALL),
            frozenset(t.lemma_.lower() for t in inside if t.pos_ == "PROPN"),
            frozenset(t.text for t in inside if self._is_spot(t)),
            noun is not None and noun.tag_ == "NNS" and noun.lemma_.lower() not in _ALWAYS_MANY,
            _is_lasting(event, inside, head, self.times),
        )

    def _told(self, actors: Iterable[str]) -> frozenset[str]:
        """Those who are told from others: not "the two delegations", not "12 people"."""
        return frozenset(one for one in actors if not self._is_any(one))

    def _is_any(self, name: str) -> bool:
        actor = self.cast.get(name)
        return name.startswith("group:") and (actor is None or actor.of is None)

    def _with_homes(self, actors: Iterable[str]) -> frozenset[str]:
        """The actors with the countries and bodies that they belong to."""
        found = set(actors)
        found.update(actor.of for one in actors if (actor := self.cast.get(one)) is not None and actor.of)
        return frozenset(found)

    def _is_spot(self, token: Token) -> bool:
        """Whether the word is part of the name of a town or another place that is no country."""
        if token.ent_type_ not in _SPOTS or token.pos_ != "PROPN" or token.lower_ in _PARTS:
            return False
        return not self._is_state(token)

    def _is_state(self, token: Token) -> bool:
        """Whether the name is of a country, as the lexicon or the report's cast has it."""
        term = world.terms().get(token.ent_type_ and token.text)
        if term is not None:
            return bool({"country", "adjective"} & set(term.kinds))
        return token.text in self.states

    def _figures(self, block: Block, covered: range) -> dict[str, tuple[float, float]]:
        found: dict[str, tuple[float, float]] = {}
        for one in self.quantities:
            inside = block.tokens(one.span) if one.unit is None else range(0)
            if not inside or inside.start not in covered:
                continue
            noun = _counted(block.doc[inside.start : inside.stop].root)
            key = _what_is_counted(noun)
            high = float("inf") if one.mod in ("EQUAL_OR_MORE", "MORE_THAN") else one.high
            low = 0.0 if one.mod in ("EQUAL_OR_LESS", "LESS_THAN") else one.low
            each = 2 if any(t.lower_ == "each" for t in noun.sent) and key in ("held", "kill") else 1
            found.setdefault(key, (low * each, high * each))
        return found


_WILLING = frozenset({"ready", "willing", "open", "likely", "prepared", "free", "able"})


def _standing(event: Event, head: Token) -> EventStatus:
    """Who is only ready or willing to meet has not planned it; what is told "reportedly" may have happened."""
    hedged = event.status in ("happened", "ongoing") and is_verb(head) and event.rule != "event.noun"
    if hedged and any(c.lower_ in HEDGED for c in head.children if c.dep_ == "advmod"):
        return "possible"
    willing = event.type == "AGREE" and event.status == "planned" and head.dep_ == "xcomp"
    return "possible" if willing and head.head.lower_ in _WILLING else event.status


def _doer(head: Token) -> str | None:
    """The noun of a single one who does what the verb tells."""
    found = subjects(head) if is_verb(head) and not is_passive(head) else ()
    return found[0].lemma_.lower() if len(found) == 1 and found[0].tag_ == "NN" else None


def _sure(event: Event, where: tuple[str, Certainty] | None) -> Certainty | None:
    if where is not None:
        return where[1]
    return "certain" if event.place else None


_SPOTS = frozenset({"GPE", "LOC", "FAC"})
#: Parts of the names of many places.
_PARTS = words(
    "city oblast region province district raion town village airport port river valley bridge new north south"
)
#: Plural words for one happening.
_ALWAYS_MANY = words("talk negotiation discussion consultation hostility")
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


def _head(event: Event, doc: Token, covered: range) -> Token:
    """The word that tells the event: the root of its words, or for a noun's event the noun."""
    root = doc[covered.start : covered.stop].root
    if event.rule == "event.noun":
        nouns = (t for t in _inside(doc, covered) if t.pos_ == "NOUN")
        known = [t for t in nouns if (kind := noun_kind(t)) is not None and kind.type == event.type]
        if known:
            return min(known, key=lambda t: (_depth(t, root), t.i))
    return root


def _depth(token: Token, root: Token) -> int:
    depth = 0
    while token.i != root.i and token.dep_ != "ROOT" and depth < 50:
        token, depth = token.head, depth + 1
    return depth


def _inside(doc: Token, covered: range) -> Iterator[Token]:
    return (doc[i] for i in covered)


def _things(head: Token, noun: Token | None, covered: range) -> Iterator[str]:
    """What the deed is done to, by lemma."""
    heads = list(subjects(head)) if is_verb(head) and is_passive(head) else list(objects(head)) if is_verb(head) else []
    if noun is not None:
        heads += [
            *under(noun, "on", "against", "of", "at", "over", "about"),
            *(c for c in noun.lefts if c.dep_ == "compound"),
        ]
    for one in heads:
        lemma = one.lemma_.lower()
        if one.i in covered and one.pos_ in ("NOUN", "PROPN"):
            if lemma in event_words().counting:
                continue
            if lemma in _HELD:
                yield "held"
            elif lemma not in GENERIC:
                yield _SAME_THING.get(lemma, lemma)


def _counted(token: Token) -> Token:
    """The noun that a figure counts."""
    return token.head if token.dep_ in ("nummod", "quantmod", "compound") and token.head.pos_ == "NOUN" else token


def _what_is_counted(noun: Token) -> str:
    """What a figure says of what it counts: killed, hurt, or how many of which."""
    verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass", "dobj") else None
    lemma = verb.lemma_.lower() if verb is not None else ""
    if lemma in _KILL or noun.lemma_.lower() == "dead":
        return "kill"
    if lemma in _HURT:
        return "hurt"
    own = noun.lemma_.lower()
    return "held" if own in _HELD else own


def _is_lasting(event: Event, inside: Sequence[Token], head: Token, times: Sequence[Time]) -> bool:
    """Whether it sums up a long time: "since the war began", "in four years of war", "fighting continues"."""
    if (
        any(t.lower_ in ("since", "series", "string", "wave", "waves", "rounds", "dozens of similar") for t in inside)
        or head.lemma_.lower() in _LASTING
    ):
        return True
    if any(t.lemma_.lower() in _LASTING and t.dep_ in ("nsubj", "nsubjpass") and t.head.i == head.i for t in inside):
        return True
    if any(
        t.lemma_.lower() == "year" and t.dep_ == "pobj" and t.head.lower_ in ("in", "over", "during") for t in inside
    ):
        return True
    return bool(event.when is not None and event.when < len(times) and times[event.when].type == "DURATION")
