"""Reports with a reading built by hand: sentences by their full stops, terms by their words, no model."""

from __future__ import annotations

import re
from typing import Any

from onrecord.model.reading import Actor, Attribution, Entry, Reader, Reading, Sentence
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.text.common import FUNCTION
from onrecord.text.words import texts, words
from tests.factories import report

_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]+)*[.!?]?[\"”]?")


def entry(text: str, *, id: str, actors: tuple[Actor, ...] = (), **facts: Any) -> Entry:
    """An entry whose sentences carry their content words as terms."""
    made = report(text, id=id, **{key: value for key, value in facts.items() if key != "attributions"})
    attributions = tuple(facts.get("attributions", ()))
    reading = Reading(id, Reader("test"), sentences=sentences(made), actors=actors, attributions=attributions)
    return Entry(made, reading)


def sentences(made: Report) -> tuple[Sentence, ...]:
    """The sentences of a report's blocks."""
    found = []
    for number, block in enumerate(made.blocks):
        for match in _SENTENCE.finditer(made.text, block.start, block.end):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            if match.group().strip():
                span = made.cut(start, match.end())
                terms = tuple(word for word in texts(words(span.text)) if word not in FUNCTION)
                found.append(Sentence(span, number, terms))
    return tuple(found)


def find(text: str, part: str) -> Span:
    """The span of the first place of some words."""
    start = text.index(part)
    return Span.cut(text, start, start + len(part))


def person(name: str) -> Actor:
    """A person with the id that its name gives."""
    return Actor(f"person:{name.lower().replace(' ', '-')}", name, "person")


def said(text: str, speaker: str, content: str, *, id: str = "a1", kind: str = "direct") -> Attribution:
    """An attribution of words in a text to a speaker whom the text names."""
    source = find(text, speaker.split()[-1])
    actor = f"person:{speaker.lower().replace(' ', '-')}"
    return Attribution(id, kind, source, None, (find(text, content),), actor=actor)  # type: ignore[arg-type]


#: A wire report of an invented matter: eight sentences in four paragraphs.
WIRE = """\
Verania agreed on Tuesday to reopen the Kessel bridge to grain convoys after nine hours of talks in the border town.

The ministry said "no shot was fired at the crossing all night", and that surveyors would mark the damaged piers today.

Engineers found deep cracks under the eastern span, where floods had washed gravel away from two pillars.

Farmers in the valley had blocked the customs yard with tractors since Sunday so that sacks rotting there be sold.
"""

#: The same matter by another newsroom, with the same statement and words of its own.
OWN = """\
Trucks loaded with wheat may cross the river again from Friday, two officials of the transport department told us.

The ministry said "no shot was fired at the crossing all night", which residents of both banks confirmed.

Nobody at the checkpoint could say how long repairs would last or who was going to pay for new concrete.
"""
