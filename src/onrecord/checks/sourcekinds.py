"""What kind of source a report names: police, soldiers, a newsroom, people of the place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lexicons.newsroom import agency_named, is_outlet
from onrecord.model.reading import Actor, Attribution, Entry
from onrecord.text.wordset import wordset

#: Fields that sources speak from, by the words that name them; of two fields neither is a looser word for the other.
_FIELDS = {
    word: field
    for field, words in {
        "military": "military army navy soldier soldiers troops",
        "police": "police policeman policemen sheriff constable detective detectives fbi enforcement cops",
        "government": "government ministry minister presidency cabinet administration",
        "town": "mayor governor council municipality",
        "company": "chairman chairwoman ceo executive company airline manufacturer operator firm owner",
        "science": "scientist scientists researchers researcher astronomers university geologists",
        "rescue": "fire firefighter firefighters firemen rescuers coastguard",
        "medical": "hospital doctor doctors medic medics surgeon nurse paramedics",
        "place": "local resident residents villager villagers witness witnesses bystander bystanders eyewitness "
        "eyewitnesses neighbour neighbours neighbor neighbors",
        "diplomacy": "diplomat diplomats embassy consulate diplomatic",
        "fighters": "rebel rebels militant militants insurgents separatists",
        "court": "court judge prosecutor prosecutors prosecution",
        "media": "newspaper paper broadcaster television tv radio news magazine newsreader",
        "family": "family relative relatives mother father brother sister wife husband parents",
        "union": "union unions",
        "weather": "weather meteorologist meteorologists forecasters",
    }.items()
    for word in words.split()
}
#: Words for a source of which nothing else is told.
_GENERAL = wordset(
    "source sources official officials authority authorities insider insiders people person officer officers "
    "spokesman spokeswoman spokesperson"
)
#: Words up to which a source is shown whole.
SHOWN = 6
_SMALL = wordset("the and for")
_NAMELESS = wordset("anonymous unnamed unidentified unspecified undisclosed")
_END = re.compile(r"\s(?:who|which|that|with|in|at|on|from|familiar|close|speaking|whose|quoted|citing)\b|[,(;—–]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a report words it.

    Attributes:
        words: its words, without clauses.
        fields: the fields that it speaks from; empty where nothing is told of that.
        nameless: whether the report says that it is not named.
        keys: all its telling words, folded.
    """

    words: str
    fields: frozenset[str]
    nameless: bool
    keys: frozenset[str]

    @property
    def media(self) -> bool:
        """Whether it is a newsroom."""
        return "media" in self.fields


def source(entry: Entry, said: Attribution) -> Source | None:
    """The source of an attribution, if it is of a kind that can be told; nothing for pronouns and bare names."""
    if said.source is None:
        return None
    whole = " ".join(said.source.text.split())
    text = _END.split(whole)[0]
    found = [one.casefold() for one in _WORD.findall(text)]
    actor = entry.reading.actor(said.actor)
    about = found + (_WORD.findall((actor.role or "").casefold()) if actor else [])
    fields = {_FIELDS[one] for one in about if one in _FIELDS}
    if _newsroom(text, actor):
        fields.add("media")
    general = not _GENERAL.isdisjoint(found)
    if not fields and not general:
        return None
    keys = frozenset(one for one in found if len(one) > 2 and one not in _GENERAL | _SMALL)
    shown = whole if len(whole.split()) <= SHOWN else text
    return Source(shown, frozenset(fields), not _NAMELESS.isdisjoint(found), keys)


def _newsroom(text: str, actor: Actor | None) -> bool:
    """Whether a source is a newsroom by its name."""
    names = [text, actor.name] if actor else [text]
    return any(is_outlet(name) or agency_named(name) is not None for name in names)
