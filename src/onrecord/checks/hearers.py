"""To whom words were given: the newsroom after "told" or in "a statement to"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicons.newsroom import agency_named, is_place, outlet_of
from onrecord.model.reading import Attribution, Entry, Sentence
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: "in a statement to CNBC", "speaking with the Lindau Herald", "told USA Today": a name in capitals after that.
_GIVEN = re.compile(
    r"(?:\b(?:statement|statements|interview|e-?mail|comments?|remarks|message|speaking|talking|spoke)"
    r"\s+(?:to|with|for)|\btold)\s+((?:(?:the|The)\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?[A-Z0-9][\w.&'’-]*){0,4})"
)
#: Words for a newsroom that is not named.
_MEDIA = wordset(
    "paper newspaper tabloid magazine broadcaster television tv radio station channel network agency website "
    "site portal journal outlet programme program podcast"
)
#: Words of a newsroom's name that many have.
_COMMON = wordset(
    "the a an news daily newspaper paper television tv radio channel station network com www online magazine"
)
#: Words that make an unnamed newsroom some newsroom, not one that was named before ("the paper").
_SOME = wordset("a an another local regional state private foreign national")
_PRONOUNS = wordset("i me we us he him she her they them you it himself herself themselves")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hearer:
    """Who was given the words.

    Attributes:
        span: the words that name the newsroom.
        named: whether it is named, not only described ("a regional paper").
        keys: the telling words of its name, folded.
    """

    span: Span
    named: bool
    keys: frozenset[str]

    @property
    def name(self) -> str:
        """Its words on one line."""
        return " ".join(self.span.text.split())

    def same(self, other: Hearer) -> bool:
        """Whether two may be one newsroom: a telling word in common, or one name the initials of the other."""
        if self.keys & other.keys:
            return True
        return _initials(self.name) in other.keys or _initials(other.name) in self.keys


def hearer(entry: Entry, said: Attribution, sentence: Sentence) -> Hearer | None:
    """The newsroom that an attribution names as the one that was told; nothing for persons, pronouns and crowds.

    Args:
        entry: the report.
        said: the attribution.
        sentence: the sentence in which its cue stands.
    """
    places = [said.addressee] if said.addressee and said.addressee != said.source else []
    text, start = sentence.span.text, sentence.span.start
    places += [
        Span(start + found.start(1), start + found.end(1), found.group(1))
        for found in _GIVEN.finditer(text)
        if not any(content.start <= start + found.start(1) < content.end for content in said.content)
    ]
    return next((one for place in places if (one := _hearer(entry, place)) is not None), None)


def own_interview(entry: Entry) -> bool:
    """Whether a report tells what was said to its own author ("she told me")."""
    return any(one.addressee and one.addressee.text.lower() in ("me", "us") for one in entry.reading.attributions)


def names(entry: Entry, newsroom: Hearer) -> bool:
    """Whether a report names a newsroom anywhere, or is published by it."""
    own = {one.casefold() for one in _WORD.findall(newsroom.name) if one[0].isupper()} - _COMMON
    letters = "".join(sorted(newsroom.keys, key=newsroom.name.casefold().find))
    report = entry.report
    outlet = "".join(_WORD.findall(f"{report.outlet or ''} {outlet_of(report.outlet or '') or ''}".casefold()))
    known = _all_words(report)
    return bool(letters and letters in outlet) or _initials(newsroom.name) in known or bool(own and own <= known)


@once
def _all_words(report: Report) -> frozenset[str]:
    """The words of a report and of its outlet's name, in small letters."""
    return frozenset(one.casefold() for one in _WORD.findall(f"{report.text} {outlet_of(report.outlet or '') or ''}"))


def _hearer(entry: Entry, place: Span) -> Hearer | None:
    found = _WORD.findall(place.text)
    lower = [one.casefold() for one in found]
    if not found or lower[0] in _PRONOUNS:
        return None
    medium = not _MEDIA.isdisjoint(lower)
    named = [one for one in found if one[0].isupper() and one.casefold() not in _COMMON]
    if medium and (not named or lower[0] in ("a", "an")):
        return Hearer(place, False, frozenset()) if not _SOME.isdisjoint(lower) else None
    agency = agency_named(place.text)
    if not named or not (medium or agency or _only_name(found)) or _somebody(entry, place, sure=medium or bool(agency)):
        return None
    keys = frozenset(one.casefold() for one in named)
    return Hearer(place, True, keys | ({agency.casefold()} if agency else set()))


def _only_name(found: Sequence[str]) -> bool:
    """Whether words are a name and nothing beside it."""
    return all(one[0].isupper() or one[0].isdigit() or one.casefold() in _COMMON | {"of"} for one in found)


def _somebody(entry: Entry, place: Span, *, sure: bool) -> bool:
    """Whether a name is that of a person, a country, a place or a crowd."""
    if sure:
        return False
    actors = [one for one in entry.reading.actors if any(mention.overlaps(place) for mention in one.mentions)]
    return is_place(place.text) or any(one.kind in ("person", "country", "group") for one in actors)


def _initials(name: str) -> str:
    found = [one for one in _WORD.findall(name) if one[0].isupper() and one != "The"]
    return "".join(one[0] for one in found).casefold() if len(found) > 1 else ""
