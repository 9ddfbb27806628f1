"""Reports on invented matters, with the persons and bodies that a test names in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.identity.link import link
from onrecord.model.reading import Actor, ActorKind, Entry, Reader, Reading
from onrecord.model.relations import Identity
from onrecord.model.spans import Span
from tests.factories import report

#: Words of matters that have nothing in common, so that a test says by one word which reports belong together.
MATTERS = {
    "bridge": "Tolls at the Orm bridge split ferry owners, pilots and customs clerks along the river crossing.",
    "harvest": "Wheat farmers fear blight after drought; silos, mills and bakeries brace for shortage and hoarding.",
    "football": "Strikers and goalkeepers train in snow before the cup; referees and coaches praise the stadium lawn.",
    "opera": "Sopranos rehearse a forgotten score while stagehands paint scenery and the orchestra tunes its cellos.",
}


@dataclass(frozen=True)
class Named:
    """An actor that a report names: by these forms, the first of which is its name in the reading."""

    forms: tuple[str, ...]
    of: str | None = None
    role: str | None = None
    kind: ActorKind = "person"
    id: str | None = None


def person(*forms: str, of: str | None = None, role: str | None = None) -> Named:
    """A person named by these forms."""
    return Named(forms, f"country:{of}" if of else None, role)


def body(*forms: str, of: str | None = None, id: str | None = None) -> Named:
    """A body named by these forms."""
    return Named(forms, f"country:{of}" if of else None, kind="organisation", id=id)


@dataclass
class _Text:
    text: str
    actors: list[Actor] = field(default_factory=list)


def told(id: str, matter: str, *named: Named, countries: tuple[str, ...] = ()) -> Entry:
    """A report on a matter that names these actors, each form once, and these countries."""
    made = _Text(MATTERS[matter])
    for one in named:
        _name(made, one)
    for code in countries:
        _name(made, Named((code.upper(),), kind="country", id=f"country:{code}"))
    found = Reading(id, Reader("1"), actors=tuple(made.actors))
    return Entry(report(made.text, id=id, title=matter.capitalize()), found)


def _name(made: _Text, one: Named) -> None:
    spans = []
    for form in one.forms:
        start = len(made.text) + 2
        made.text += f"\n\n{form}."
        spans.append(Span(start, start + len(form), form))
    name = one.id or f"{one.kind}:{'-'.join(one.forms[0].lower().split())}"
    made.actors.append(Actor(name, one.forms[0], one.kind, one.of, one.role, tuple(spans)))


def who(*entries: Entry) -> dict[tuple[str, str], Identity]:
    """The identity of each actor, by report id and name."""
    names = {(entry.id, actor.id): actor.name for entry in entries for actor in entry.reading.actors}
    return {(member.report, names[member.report, member.actor]): one for one in link(entries) for member in one.members}
