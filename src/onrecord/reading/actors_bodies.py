"""Countries, bodies, groups and places among the actors; capitals that stand for their country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import people, world
from onrecord.lexicons.words import words
from onrecord.model.reading import ActorKind
from onrecord.reading.actors_names import fold, plain_slug
from onrecord.reading.actors_repeated import Labels
from onrecord.reading.actors_scan import Hit, Piece

#: Names joined by "and" that are followed back to the first.
CHAIN = 8

#: After these a capital is where something is, comes from or goes to.
_WHERE = words(
    "in at near from to into outside inside around over across through toward towards via within above of beyond "
    "throughout off"
)
#: What is done to a town itself, not to the government in it.
_TO_TOWNS = words(
    "attack hit strike shell bomb bombard target destroy damage capture seize storm shake rock visit leave reach enter "
    "besiege surround evacuate liberate occupy flee bury cover batter pound overrun defend"
)
#: Verbs whose "to Kyiv" has the government in mind.
_TO_GOVERNMENTS = words(
    "compare accord give offer sell provide deliver send supply appeal speak talk promise pledge concede cede "
    "surrender attribute propose present transfer say respond tie link belong"
)

_COLLECTIVES = words(
    "ministry government army military parliament embassy navy police administration intelligence cabinet "
    "military-industrial"
)
_FORCES = frozenset({"forces", "troops", "soldiers"})
_AUTHOR_BODY = re.compile(
    r"\b(?:ministry|minister's office|embassy|agency|news|office|command|forces|press|council|government|party|"
    r"department|mission|staff|army|police|service|union|committee|commission|group|media|tv|radio|times|post)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """An actor that is no person, named at tokens ``start`` to ``end`` of a piece."""

    piece: int
    start: int
    end: int
    id: str
    name: str
    kind: ActorKind
    of: str | None = None


def find_bodies(
    piece: Piece, persons: set[int], surnames: frozenset[str] = frozenset(), labels: Labels | None = None
) -> list[Body]:
    """Countries, bodies, groups and places named in a piece.

    Args:
        piece: a scanned block.
        persons: tokens that name persons or their office.
        surnames: keys of surnames of the report's persons, which alone name no body.
        labels: names that are bodies' whatever the model says in one place.
    """
    found: list[Body] = []
    taken = set(persons)
    for collective in (*_collectives(piece, taken), *_entities(piece, taken, surnames, labels)):
        if taken.isdisjoint(range(collective.start, collective.end)):
            taken.update(range(collective.start, collective.end))
            found.append(collective)
    for hit in piece.hits:
        if taken.isdisjoint(range(hit.start, hit.end)) and (body := _of_hit(piece, hit)):
            found.append(body)
    return sorted(found, key=lambda body: body.start)


def _of_hit(piece: Piece, hit: Hit) -> Body | None:
    """What a lexicon name stands for where it stands."""
    term, kinds = hit.term, hit.term.kinds
    token = piece.doc[hit.start : hit.end].root

    def body(actor: str, name: str, kind: ActorKind, of: str | None = None) -> Body:
        return Body(piece.number, hit.start, hit.end, actor, name, kind, of)

    if "country" in kinds:
        if "adjective" in kinds and _qualifies(piece, token, hit):
            return None
        return body(term.id, term.name, "country")
    if "capital" in kinds or "seat" in kinds:
        if "seat" in kinds and term.id.startswith("country:"):
            return body(term.id, world.country_name(term.id) or term.name, "country")
        if speaks_for_country(token):
            kind: ActorKind = "country" if term.id.startswith("country:") else "organisation"
            return body(term.id, term.name, kind)
        country = term.id if term.id.startswith("country:") else None
        return body(world.place_id(term.words.split(",")[0]), term.words, "place", country)
    if "body" in kinds:
        return body(term.id, term.name, "organisation", term.of)
    if "place" in kinds:
        return body(term.id, term.name, "place", term.of)
    if "people" in kinds or ("adjective" in kinds and _is_the_people(piece, token)):
        return body(f"group:people-of-{term.id[8:]}", term.words, "group", term.id)
    return None


def _qualifies(piece: Piece, token: Any, hit: Hit) -> bool:
    """Whether "U.S." or "UK" says of what country the next noun is."""
    if token.dep_ in ("compound", "amod", "nmod", "det") and token.head.i >= hit.end:
        return True
    after = piece.doc[hit.end] if hit.end < len(piece.doc) else None
    return after is not None and after.pos_ in ("NOUN", "ADJ", "PROPN") and token.dep_ not in ("nsubj", "pobj", "dobj")


def _is_the_people(piece: Piece, token: Any) -> bool:
    """ "the British said": an adjective with an article as the doer."""
    before = piece.doc[token.i - 1] if token.i else None
    return (
        before is not None
        and before.lower_ == "the"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and token.pos_ != "ADJ"
    )


def speaks_for_country(token: Any) -> bool:
    """Whether a capital means its government: it acts or is dealt with, and is not where something takes place."""
    for _ in range(CHAIN):
        if token.dep_ != "conj" or token.head.i >= token.i:
            break
        token = token.head
    dep, head = token.dep_, token.head
    if dep in ("nsubj", "agent"):
        return bool(head.pos_ in ("VERB", "AUX")) and not _is_place_sentence(head)
    if dep in ("nsubjpass", "dobj", "obj"):
        return head.pos_ == "VERB" and head.lemma_ not in _TO_TOWNS
    if dep in ("dative", "poss"):
        return dep == "dative" or head.lower_ not in _TOWN_PARTS
    if dep == "pobj":
        if head.lower_ in ("to", "from"):
            return head.head.lemma_.lower() in _TO_GOVERNMENTS
        return head.lower_ not in _WHERE
    return False


_TOWN_PARTS = words(
    "mayor streets street airport suburbs suburb outskirts residents center centre metro station stations square "
    "skyline railway district districts hotel hotels university museum cathedral neighborhood neighbourhood bridges "
    "population"
)


def _is_place_sentence(verb: Any) -> bool:
    """ "Kyiv is the capital", "Kyiv lies on": a subject that is a town."""
    return verb.lemma_ in ("lie", "locate", "host") or (
        verb.lemma_ == "be" and any(c.dep_ == "attr" for c in verb.children)
    )


def _collectives(piece: Piece, taken: set[int]) -> Iterator[Body]:
    """ "the Russian foreign ministry", "Ukraine's army", "Russian forces": a country's bodies by common nouns."""
    for i, word in enumerate(piece.lower):
        if i in taken or (word not in _COLLECTIVES and word not in _FORCES):
            continue
        if piece.doc[i].dep_ in ("compound", "amod", "nmod"):
            continue
        start = i
        while start > 0 and i - start < 3 and start - 1 not in piece.at and _is_inner(piece, start - 1):
            start -= 1
        hit = piece.at.get(start - 1) or (piece.at.get(start - 2) if piece.lower[start - 1] in ("'s", "’s") else None)
        if hit is None or not hit.term.id.startswith("country:") or "place" in hit.term.kinds:
            continue
        words = [piece.lower[j] for j in range(start, i + 1) if piece.lower[j] not in ("'s", "’s")]
        tail = "-".join(words).replace("defence", "defense")
        code = hit.term.id[8:]
        first = hit.start
        if words[-1] in _FORCES:
            yield Body(
                piece.number, first, i + 1, f"group:{code}-forces", f"{hit.term.name} forces", "group", hit.term.id
            )
        else:
            name = _text(piece, first, i + 1)
            yield Body(piece.number, first, i + 1, f"organisation:{code}-{tail}", name, "organisation", hit.term.id)


def _is_inner(piece: Piece, i: int) -> bool:
    token = piece.doc[i]
    return bool(token.pos_ in ("ADJ", "NOUN", "PROPN") and token.text.isalpha())


#: Labels of entities that become actors, with their kind.
_KINDS: dict[str, ActorKind] = {"ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}


def _entities(piece: Piece, taken: set[int], surnames: frozenset[str], labels: Labels | None) -> Iterator[Body]:
    """Bodies and places that only the language model knows."""
    for entity in piece.doc.ents:
        settled = labels is not None and entity.text in labels.bodies
        kind = "organisation" if settled else _KINDS.get(entity.label_)
        if kind is None or any(i in taken for i in range(entity.start, entity.end)):
            continue
        start, end = _core(piece, entity.start, entity.end)
        if start >= end or not _is_named(piece, start, end):
            continue
        name = _text(piece, start, end)
        if name in world.terms() and start not in piece.at:
            continue
        if end - start == 1 and fold(name) in surnames:
            continue
        hit = piece.at.get(start)
        if any(i in piece.at for i in range(start, end)) and (kind != "organisation" or (hit and hit.end >= end)):
            continue
        if kind == "place" and end - start == 1 and hit is None and _speaks(piece.doc[start]):
            continue
        if kind == "group" and piece.doc[end - 1].tag_ != "NNPS":
            continue
        if end < len(piece.doc) and piece.lower[end] in people.office_heads() and piece.doc[end].tag_ == "NN":
            continue
        yield _entity_body(piece, start, end, kind, hit)


def _speaks(token: Any) -> bool:
    """Whether a name is who says something: a person or a government, not the place of which no list knows."""
    return token.dep_ == "nsubj" and token.head.lemma_ in ("say", "tell", "add")


def _entity_body(piece: Piece, start: int, end: int, kind: ActorKind, hit: Hit | None) -> Body:
    name = _text(piece, start, end)
    of = None
    key = plain_slug(name)
    if hit is not None and hit.term.id.startswith("country:") and "place" not in hit.term.kinds:
        of = hit.term.id
        rest = plain_slug(_text(piece, hit.end, end).removeprefix("'s").removeprefix("’s")).replace(
            "defence", "defense"
        )
        key = f"{of[8:]}-{rest}"
    return Body(piece.number, start, end, f"{kind}:{key}", name, kind, of)


def _core(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """An entity without its article and "'s"."""
    while start < end and (piece.doc[start].tag_ == "DT" or not piece.doc[start].text[0].isalnum()):
        start += 1
    comma = next((i for i in range(start, end) if piece.doc[i].text == ","), end)
    end = min(end, comma)
    dash = next(
        (i for i in range(start, end) if piece.doc[i].text in ("-", "–", "—") and piece.doc[i - 1].whitespace_), end
    )
    end = min(end, dash)
    while end > start and (piece.lower[end - 1] in ("'s", "’s", "'", "’") or not piece.lower[end - 1][0].isalnum()):
        end -= 1
    return start, end


def _is_named(piece: Piece, start: int, end: int) -> bool:
    """Whether a range looks like a name: capitals, no address, no sentence."""
    words = piece.doc[start:end]
    if end - start > 8 or not words[0].text[0].isupper() or words[-1].pos_ in ("VERB", "ADP", "NUM"):
        return False
    if any(token.pos_ in ("VERB", "AUX") and token.text.islower() for token in words):
        return False
    return all(not any(char in "@/#_|<>" for char in token.text) and ".com" not in token.text for token in words)


def _text(piece: Piece, start: int, end: int) -> str:
    doc = piece.doc
    return str(piece.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])])


def is_body_name(author: str) -> bool:
    """Whether the author of a post is a body ("Ministry of Defence") rather than a person."""
    return author in world.terms() or bool(_AUTHOR_BODY.search(author))
