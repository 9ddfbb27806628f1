"""Political events after PLOVER 1.0: what was done by whom to whom, where and when, and whether it happened.

How it decides: verbs and nouns of a reviewed lexicon tell an event; the parse says who does it and to whom. One clause
tells one event: what is agreed, demanded or refused is part of the agreeing, demanding or refusing. A noun tells an
event of its own only where the text says that it takes place, or when, or names both who does it and to whom ("Sorn's
attack on Ost"). Verbs that report ("said", "announced") tell
none. Actors are those that the report names, and people and bodies that it names by what they are ("Veranian police",
"the rebels"); whoever it does not name at all stays unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.lexicons.events import VERBAL, Kind, event_words
from onrecord.model.reading import Attribution, Event, EventStatus, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import (
    Cast,
    Token,
    by_agents,
    complement,
    extent,
    is_passive,
    is_question,
    modals,
    objects,
    subjects,
)
from onrecord.reading.clauses_text import Block, Voices, times_in
from onrecord.reading.engine import Parsed
from onrecord.reading.events_nouns import carrier, noun_actors, noun_recipients, noun_status, stands_alone, takes_place
from onrecord.reading.events_parts import is_part
from onrecord.reading.events_roles import Roles
from onrecord.reading.events_status import status
from onrecord.reading.events_types import retyped
from onrecord.reading.events_unreal import as_above, is_attitude, is_denied_elsewhere, is_only_named
from onrecord.reading.events_within import is_no_meeting
from onrecord.reading.events_words import Trigger, lemma_of, noun_kind, verb_trigger

_LASTING = frozenset({"occupy", "besiege", "blockade", "fight", "clash", "protest", "negotiate"})
#: A noun further from its verb than this, in words, is left out of the event's range.
_LONGEST = 30
#: What one "must" feel or be is asked of nobody.
_STATES = frozenset({"be", "feel", "have", "know", "remain", "understand", "include", "admit", "say", "see"})
_HEADLINES = frozenset({"headline", "subhead"})


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, times: Sequence[Time], attributions: Sequence[Attribution]
) -> tuple[Event, ...]:
    """The events that a report tells, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its time expressions; ``Event.when`` is an index into them.
        attributions: its attributions; ``Event.attribution`` is the innermost that tells the event.

    Returns:
        The events with ids ``e1``, ``e2``…
    """
    voices = Voices(attributions)
    found: list[Event] = []
    for piece in parsed:
        found += _Reader(report, piece, cast, times, voices).events()
    found.sort(key=lambda event: (event.span.start, event.span.end, event.type))
    return tuple(replace(event, id=f"e{number}") for number, event in enumerate(found, 1))


class _Reader:
    """Reads the events of one parsed block."""

    def __init__(self, report: Report, piece: Parsed, cast: Cast, times: Sequence[Time], voices: Voices) -> None:
        self.report = report
        self.block = Block(piece)
        self.headline = report.blocks[piece.block].kind in _HEADLINES
        self.roles = Roles(self.block, cast)
        self.times = times
        self.voices = voices
        self.held = times_in(self.block, times)

    def events(self) -> Iterator[Event]:
        told: dict[int, tuple[Trigger, Event]] = {}
        for trigger in self._triggers():
            event = self._of_noun(trigger) if trigger.rule == "event.noun" else self._of_verb(trigger)
            if event is not None:
                told[trigger.token.i] = trigger, event
        triggers = {index: trigger for index, (trigger, _) in told.items()}
        for trigger, event in told.values():
            if not is_part(trigger, triggers):
                yield event

    def _triggers(self) -> Iterator[Trigger]:
        lexicon = event_words()
        for token in self.block.words():
            if token.pos_ == "VERB":
                lemma = lemma_of(token)
                found = None
                if lemma in lexicon.verbs or lemma in lexicon.pairs or lemma in lexicon.light:
                    found = verb_trigger(token)
                if found is None or found.kind.type != "REQUEST":
                    found = _obliged(token) or found
                if found is not None and not is_no_meeting(token):
                    yield found
            elif (
                token.pos_ == "NOUN"
                and token.lemma_.lower() in lexicon.nouns
                and token.dep_ not in ("compound", "nmod")
            ):
                kind = noun_kind(token)
                if kind is not None and kind.type not in VERBAL and stands_alone(token, self.held, self.times):
                    yield Trigger(token, kind, "event.noun")

    def _of_verb(self, trigger: Trigger) -> Event | None:
        verb = trigger.token
        said = self.voices.at(self.block.starts[verb.i])
        if trigger.rule == "event.must":
            return self._demand(trigger, said)
        if verb.dep_ == "pcomp" and verb.head.lower_ == "from":
            return None  # "deter Sorn from attacking" does not tell an attack
        if is_only_named(verb, trigger.kind, headline=self.headline):
            return None
        actors = self.roles.agents(verb, said)
        heads = subjects(verb)
        if not self._is_told(trigger, heads, actors):
            return None
        recipients = self.roles.recipients(trigger, actors)
        if not recipients and trigger.noun is not None:
            recipients = noun_recipients(self.roles, trigger.noun, actors)
        standing = self._standing(verb, trigger.kind, said)
        if standing == "possible" and not actors:
            return None
        if verb.lemma_ == "help" and (not recipients or verb.tag_ == "VB"):
            return None
        kind, standing = retyped(trigger, standing, self._is_own(said, actors))
        if verb.lemma_ == "protest" and self.roles.are_states(actors):
            kind = Kind("ACCUSE", "disapprove")
        inner = complement(verb)
        near = [one for one in (verb, trigger.noun, inner, *objects(verb)) if one is not None]
        when = self._when([verb, trigger.noun, _head_of(verb), inner if standing == "planned" else None], standing)
        return self._event(trigger, kind, extent(verb), actors, recipients, near, when, standing, said)

    def _demand(self, trigger: Trigger, said: Attribution | None) -> Event | None:
        """A demand of the one who says it: "Lindau must withdraw", said by another.

        The words tell what is wanted, not that it is done or that it was asked for on a day, so it stands as possible.
        """
        verb, teller = trigger.token, trigger.token.head
        actors = self.roles.of(subjects(teller)) if teller.i != verb.i else ()
        speaker = self.roles.teller(said)
        actors = actors or ((speaker,) if speaker else ())
        recipients = tuple(one for one in self.roles.of(subjects(verb)) if one not in actors)
        if not recipients and not (actors and self.roles.can_act(subjects(verb))):
            return None
        doers = subjects(verb)
        if set(self.roles.of(doers)) & set(actors) or is_question(verb) or any(t.lower_ in ("we", "i") for t in doers):
            return None
        return self._event(trigger, trigger.kind, extent(verb), actors, recipients, [verb], None, "possible", said)

    def _is_told(self, trigger: Trigger, heads: Sequence[Token], actors: tuple[str, ...]) -> bool:
        """Whether someone who can act is in it; without, only deeds with a known object are told."""
        verb = trigger.token
        told_of_itself = verb.dep_ == "ccomp" and heads and heads[0].lower_ == "it"
        if trigger.kind.type in VERBAL and is_passive(verb) and by_agents(verb) and not actors:
            return False  # "troops backed by tanks"
        if actors or self.roles.can_act(heads) or (told_of_itself and self.roles.can_act(subjects(verb.head))):
            return True
        if trigger.kind.type in VERBAL:
            return False
        return is_passive(verb) or (not heads and bool(objects(verb)))

    def _is_own(self, said: Attribution | None, actors: tuple[str, ...]) -> bool:
        """Whether the outlet, one of the actors, or a person who belongs to one of them tells it."""
        if said is None:
            return True
        name = self.roles.teller(said)
        teller = self.roles.cast.get(name) if name else None
        return teller is not None and bool({teller.id, teller.of} & set(actors))

    def _standing(self, verb: Token, kind: Kind, said: Attribution | None) -> EventStatus:
        lasting = kind.type not in VERBAL and (verb.lemma_ in _LASTING or kind.type in ("AID", "COOPERATE"))
        standing = status(verb, headline=self.headline, lasting=lasting or is_attitude(verb, kind))
        standing = as_above(verb, standing, headline=self.headline)
        if standing == "denied" and is_denied_elsewhere(verb):
            standing = "happened"
        if said is not None and standing == "happened" and kind.type not in VERBAL and said.stance != "held":
            return "denied" if said.stance == "denied" else "possible"
        return standing

    def _of_noun(self, trigger: Trigger) -> Event | None:
        noun = trigger.token
        said = self.voices.at(self.block.starts[noun.i])
        actors = noun_actors(self.roles, noun)
        recipients = noun_recipients(self.roles, noun, actors)
        outer = carrier(noun)
        if not recipients and takes_place(noun):
            recipients = self.roles.of(objects(outer.head), places=True)
        index = next(
            (self.held[t.i] for t in (noun, outer, _head_of(outer)) if t is not None and t.i in self.held), None
        )
        later = index is not None and self._is_later(self.times[index])
        standing = noun_status(noun, headline=self.headline, later=later)
        head = outer.head if takes_place(noun) else noun
        when = self._when([noun, head], standing)
        first, last = extent(head)
        if noun.i < first and head.i - outer.left_edge.i <= _LONGEST:
            first = outer.left_edge.i
        return self._event(trigger, trigger.kind, (first, last), actors, recipients, [noun, head], when, standing, said)

    def _is_later(self, time: Time) -> bool:
        return bool(self.report.day and time.earliest and time.earliest > self.report.day)

    def _when(self, holders: Sequence[Token | None], standing: EventStatus) -> int | None:
        """The time that hangs on the event's words; what has happened is never put after the report's day."""
        for token in holders:
            index = self.held.get(token.i) if token is not None else None
            if index is not None and not (standing in ("happened", "ongoing") and self._is_later(self.times[index])):
                return index
        return None

    def _event(
        self,
        trigger: Trigger,
        kind: Kind,
        ends: tuple[int, int],
        actors: tuple[str, ...],
        recipients: tuple[str, ...],
        near: Sequence[Token],
        when: int | None,
        standing: EventStatus,
        said: Attribution | None,
    ) -> Event:
        return Event(
            id="",
            span=self.voices.clip(self.block.span(*ends), self.block.starts[trigger.token.i], self.report),
            type=kind.type,
            mode=kind.mode,
            actors=actors,
            recipients=recipients,
            place=self.roles.place(near),
            when=when,
            status=standing,
            attribution=said.id if said else None,
            rule=trigger.rule,
        )


def _obliged(verb: Token) -> Trigger | None:
    """A verb that "must" be done by its subject, as someone says; what "must have" been done is only guessed."""
    auxiliaries = modals(verb)
    if (
        "must" not in auxiliaries
        or "have" in auxiliaries
        or verb.lemma_.lower() in _STATES
        or is_passive(verb)
        or verb.dep_ not in ("ccomp", "ROOT")
    ):
        return None
    return Trigger(verb, Kind("REQUEST", "change"), "event.must")


def _head_of(token: Token) -> Token | None:
    """The governing word of a verb without tense of its own ("plans to visit")."""
    return token.head if token.dep_ in ("xcomp", "nsubj", "nsubjpass", "dobj") and token.head.i != token.i else None
