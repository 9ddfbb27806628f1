"""Countries, bodies, groups and places across reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.identity.evidence import Matters
from onrecord.identity.groups import components
from onrecord.lexicons import world
from onrecord.lexicons.names import generic_words, latin
from onrecord.model.reading import Actor

#: An acronym has at least so many letters before it is taken for a body that no report introduces by it.
_ACRONYM = 3
_SPELLINGS = {"defence": "defense", "organisation": "organization", "centre": "center", "labour": "labor"}
#: First words of names that every state has a body for ("Ministry of Defence").
_OFFICES_OF = frozenset(("ministry", "department", "council", "cabinet", "parliament", "government"))
_LEGAL = frozenset(("inc", "ltd", "llc", "plc", "corp", "co", "gmbh", "ag", "sa", "the"))

Place = tuple[str, Actor]


@dataclass(eq=False)
class Body:
    """A country, body, group or place as several reports have it, with what put them together."""

    members: tuple[Place, ...]
    reasons: tuple[str, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports."""
        return tuple(report for report, _ in self.members)


def link_bodies(found: Iterable[Place], matters: Matters) -> list[Body]:
    """Countries are one by their ISO code, bodies by their name or by an acronym that a report gives with the name.

    A name that many bodies have ("the ministry", "Central Bank" with no country) is one only in reports on one matter.
    An acronym that no report explains is the one body of these initials on record, in reports on one matter.

    Args:
        found: report id and actor of every actor that is no person.
        matters: which reports are on one matter.
    """
    named: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for report, actor in sorted(found, key=lambda one: (one[0], one[1].id)):
        named[actor.kind, _key(actor)].append((report, actor))
    bodies = [body for name in sorted(named) for body in _same_name(named[name], matters)]
    return _acronyms(bodies, matters)


def _key(actor: Actor) -> str:
    """What two bodies of one name have in common; the id where a lexicon or the report's country stands behind it."""
    if actor.kind != "organisation" or _listed(actor) or (actor.of and actor.of.startswith("country:")):
        return actor.id
    words = re.findall(r"[^\W_]+", latin(actor.name.replace("&", " and ")))
    kept = [_SPELLINGS.get(word, word) for word in words if word not in _LEGAL]
    return " ".join(kept) or actor.id


def _listed(actor: Actor) -> bool:
    term = world.terms().get(actor.name.removeprefix("the "))
    return term is not None and term.id == actor.id


def _same_name(same: Sequence[Place], matters: Matters) -> list[Body]:
    if not _generic(same[0][1]):
        return [Body(tuple(same))]
    linked = components(same, lambda a, b: True, matters.pairs([report for report, _ in same]))
    return [Body(tuple(members)) for members in linked]


def _generic(actor: Actor) -> bool:
    """Whether many bodies have this name, and no country tells which; "gunmen" are others in every matter."""
    if actor.kind == "group":
        return actor.of is None and actor.name.islower()
    if actor.kind != "organisation" or actor.of or _listed(actor):
        return False
    words = latin(actor.name).split()
    return (len(words) <= 2 and words[-1] in generic_words()) or (len(words) <= 4 and words[0] in _OFFICES_OF)


def _acronyms(bodies: list[Body], matters: Matters) -> list[Body]:
    """The bodies with those under an acronym joined to the one body that it stands for."""
    short = [body for body in bodies if _is_acronym(body.members[0][1])]
    acronyms = set(short)
    full = [body for body in bodies if body.members[0][1].kind == "organisation" and body not in acronyms]
    joined: dict[Body, Body] = {}
    introduced, initials = _short_forms(full)
    for body in short:
        name = body.members[0][1].name
        told = introduced.get(name, [])
        guessed = initials.get(name, []) if len(name) >= _ACRONYM else []
        near = told or [one for one in guessed if any(matters.one(a, b) for a in body.reports for b in one.reports)]
        if len(near) == 1:
            joined[body] = near[0]
    under: dict[Body, list[Body]] = defaultdict(list)
    for body, whole in joined.items():
        under[whole].append(body)
    return [_with(body, under[body]) for body in bodies if body not in joined]


def _short_forms(full: Sequence[Body]) -> tuple[dict[str, list[Body]], dict[str, list[Body]]]:
    """The bodies by what reports call them beside their name, of which that is no word; and by their initials."""
    introduced: dict[str, list[Body]] = defaultdict(list)
    initials: dict[str, list[Body]] = defaultdict(list)
    for body in full:
        initials[_initials(body.members[0][1].name)].append(body)
        words = {word for _, actor in body.members for word in actor.name.split()}
        for form in sorted({mention.text for _, actor in body.members for mention in actor.mentions} - words):
            introduced[form].append(body)
    return introduced, initials


def _with(body: Body, short: Sequence[Body]) -> Body:
    if not short:
        return body
    members = sorted((*body.members, *(one for found in short for one in found.members)), key=lambda m: (m[0], m[1].id))
    names = sorted({found.members[0][1].name for found in short})
    return Body(tuple(members), tuple(f"“{name}” stands for {body.members[0][1].name}" for name in names))


def _is_acronym(actor: Actor) -> bool:
    return actor.kind == "organisation" and actor.name.isupper() and actor.name.isalpha() and not _listed(actor)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
