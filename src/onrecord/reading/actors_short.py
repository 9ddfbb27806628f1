"""Short names of bodies: initials in brackets, the last words of a full name, and names said again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.lexicons import world
from onrecord.reading.actors_bodies import Body
from onrecord.reading.actors_names import plain_slug
from onrecord.reading.actors_repeated import again, by_first
from onrecord.reading.actors_scan import Piece


def short_names(piece: Piece, bodies: list[Body]) -> dict[str, str]:
    """Ids of short names that a full name introduces ("Liberal Union Party (LUP)"), with the id of the full name."""
    found = {}
    for body in bodies:
        after = piece.doc[body.end : body.end + 3]
        if body.kind != "organisation" or len(after) < 3 or (after[0].text, after[2].text) != ("(", ")"):
            continue
        short = after[1].text
        initials = "".join(word[0] for word in re.split(r"[\s-]+", body.name) if word[0].isupper())
        if short.isupper() and len(short) > 1 and short == initials:
            found[f"organisation:{plain_slug(short)}"] = body.id
    return found


def last_words(bodies: Sequence[Body]) -> dict[str, str]:
    """Ids of names that are the last words of one full name only ("the Times"), with the id of the full name."""
    listed = {term.id for term in world.terms().values()}
    full: dict[tuple[str, ...], set[str]] = {}
    names = {body.id: tuple(body.name.lower().split()) for body in bodies if body.kind == "organisation"}
    for actor, words in names.items():
        for size in range(1, len(words)):
            full.setdefault(words[-size:], set()).add(actor)
    found = {}
    for actor, words in names.items():
        longer = full.get(words, set()) - {actor}
        if actor not in listed and len(longer) == 1:
            found[actor] = next(iter(longer))
    return {short: found.get(actor, actor) for short, actor in found.items()}


def repeated(pieces: Sequence[Piece], bodies: Sequence[Body], named: Mapping[int, set[int]]) -> list[Body]:
    """Bodies where the model overlooks them, known from elsewhere in the report by a name of two words or more."""
    known: dict[tuple[str, ...], Body] = {}
    taken: dict[int, set[int]] = {}
    for body in bodies:
        tokens = pieces[body.piece].doc[body.start : body.end]
        taken.setdefault(body.piece, set()).update(range(body.start, body.end))
        if body.kind == "organisation" and len(tokens) > 1 and tokens[0].text[:1].isupper():
            known.setdefault(tuple(token.text for token in tokens), body)
    names = by_first(known)
    found = []
    for piece in pieces:
        for start, end in again(piece, names, named.get(piece.number, set()) | taken.get(piece.number, set())):
            body = known[tuple(token.text for token in piece.doc[start:end])]
            found.append(replace(body, piece=piece.number, start=start, end=end))
    return found
