"""Who acts in a report: persons, countries, bodies, groups and places, each under one identity.

How it decides: names of countries, their people, capitals and bodies come from the lexicon, which outranks the
language model; persons come from the model and from titles before names. A surname means the person named in full in
the same report, also where a relative shares it; "the Ukrainian leader" the one person told to hold such an office;
"he" the one person it can be. What could mean two is left unresolved. A capital counts as its country where it acts
("Kyiv said") and as a place where things happen ("in Kyiv").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.lexicons import world
from onrecord.model.reading import Actor
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.actors_bodies import Body, find_bodies, is_body_name
from onrecord.reading.actors_cast import Cast, Found
from onrecord.reading.actors_descriptions import find_descriptions, learn_appositions
from onrecord.reading.actors_headlines import trimmed
from onrecord.reading.actors_named import find_names
from onrecord.reading.actors_names import key_of, latin_part, plain_slug
from onrecord.reading.actors_people import Person, gather
from onrecord.reading.actors_pronouns import find_pronouns
from onrecord.reading.actors_repeated import Labels, settle
from onrecord.reading.actors_scan import Piece, scan
from onrecord.reading.actors_short import last_words, repeated, short_names
from onrecord.reading.actors_states import learn_states
from onrecord.reading.engine import Parsed

__all__ = ["Cast", "find"]


def find(report: Report, parsed: Sequence[Parsed]) -> Cast:
    """The actors of a report with all places where they are meant.

    Args:
        report: the report.
        parsed: its parsed blocks, in text order.

    Returns:
        The cast: actors in the order of their first mention, and who any range of words means.
    """
    pieces = scan(parsed)
    states = learn_states(pieces)
    labels = settle(pieces)
    names = trimmed(pieces, find_names(pieces, labels))
    persons = gather(pieces, names, _authors(report, pieces))
    mentions = [Found(name.piece, name.start, name.end, person.id) for person in persons for name in person.names]
    mentions += learn_appositions(pieces, persons)
    taken = {(name.piece, i) for person in persons for name in person.names for i in range(name.beside.start, name.end)}
    taken |= {(one.piece, i) for one in mentions for i in range(one.start, one.end)}
    mentions += find_descriptions(pieces, persons, taken)
    known: dict[str, Actor] = {person.id: _actor(person) for person in persons}
    mentions += _bodies(pieces, persons, taken, known, labels)
    mentions += find_pronouns(pieces, persons, mentions)
    return _cast(report, pieces, known, mentions, states)


def _bodies(
    pieces: list[Piece], persons: list[Person], taken: set[tuple[int, int]], known: dict[str, Actor], labels: Labels
) -> list[Found]:
    """Mentions of all actors that are no persons; the actors are added to the known ones."""
    surnames = frozenset(person.key[-1] for person in persons)
    bodies: list[Body] = []
    short: dict[str, str] = {}
    named: dict[int, set[int]] = {}
    for number, i in taken:
        named.setdefault(number, set()).add(i)
    for piece in pieces:
        here = find_bodies(piece, named.get(piece.number, set()), surnames, labels)
        short.update(short_names(piece, here))
        bodies += here
    bodies += repeated(pieces, bodies, named)
    short |= {one: other for one, other in last_words(bodies).items() if one not in short}
    for body in bodies:
        if body.id not in short:
            known.setdefault(body.id, Actor(body.id, body.name, body.kind, body.of))
    return [Found(body.piece, body.start, body.end, short.get(body.id, body.id)) for body in bodies]


def _authors(report: Report, pieces: list[Piece]) -> Iterator[tuple[str, int]]:
    """Persons who wrote embedded posts, with the number of the piece that holds the post."""
    for index, block in enumerate(report.blocks):
        if block.author is not None and not is_body_name(latin_part(block.author.text)):
            yield (
                latin_part(block.author.text),
                next((p.number for p in pieces if p.parsed.block >= index), len(pieces)),
            )


def _actor(person: Person) -> Actor:
    office = person.office
    of = office.of if office and office.of else next((role.of for role in person.roles if role.of), None)
    return Actor(person.id, " ".join(person.words), "person", of, office.words if office else None)


def _cast(
    report: Report, pieces: list[Piece], known: dict[str, Actor], mentions: list[Found], states: dict[str, str]
) -> Cast:
    spans: dict[str, list[Span]] = {}
    for one in mentions:
        doc = pieces[one.piece].doc
        last = doc[one.end - 1]
        span = pieces[one.piece].parsed.span(doc[one.start].idx, last.idx + len(last))
        spans.setdefault(one.actor, []).append(span)
    voices = tuple(_voice(report, index, known, spans) for index in range(len(report.blocks)))
    for owner in sorted({actor.of for actor in known.values() if actor.of} - known.keys()):
        if name := world.country_name(owner) or states.get(owner):
            known[owner] = Actor(owner, name, "country")
    actors = [replace(actor, mentions=tuple(sorted(set(spans.get(actor.id, ()))))) for actor in known.values()]
    actors.sort(key=lambda actor: (actor.mentions[0].start if actor.mentions else len(report.text), actor.id))
    return Cast([piece.parsed for piece in pieces], actors, mentions, voices, list(_adjectives(pieces)))


def _adjectives(pieces: list[Piece]) -> Iterator[tuple[Span, str]]:
    """Words that say of which country something is ("Ukrainian", "U.S."), with the country's id."""
    for piece in pieces:
        for hit in piece.hits:
            if not _OF_COUNTRY.isdisjoint(hit.term.kinds) and hit.term.id.startswith("country:"):
                last = piece.doc[hit.end - 1]
                yield piece.parsed.span(piece.doc[hit.start].idx, last.idx + len(last)), hit.term.id


_OF_COUNTRY = frozenset({"adjective", "people", "country"})


def _voice(report: Report, index: int, known: dict[str, Actor], spans: dict[str, list[Span]]) -> str | None:
    """Actor id of the author of a block, who is added to the actors if the text names them nowhere else."""
    author = report.blocks[index].author
    if author is None:
        return None
    name = latin_part(author.text)
    term = world.terms().get(name)
    if term is not None:
        actor = Actor(term.id, term.name, "country" if term.id.startswith("country:") else "organisation", term.of)
    elif is_body_name(name):
        actor = Actor(f"organisation:{plain_slug(name)}", name, "organisation")
    else:
        actor = Actor(_person_id(name, known), name, "person")
    known.setdefault(actor.id, actor)
    spans[actor.id] = [span for span in spans.get(actor.id, ()) if not author.overlaps(span)] + [author]
    return actor.id


def _person_id(name: str, known: dict[str, Actor]) -> str:
    """The id of a person by name, also where the report names the person with or without a middle name."""
    key = key_of(name)
    exact = "person:" + "-".join(key)
    if exact in known or len(key) < 2:
        return exact
    for actor in known.values():
        other = key_of(actor.name)
        if actor.kind == "person" and len(other) > 1 and (other[0], other[-1]) == (key[0], key[-1]):
            return actor.id
    return exact
