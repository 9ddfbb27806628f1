"""The words of office beside a name: which office, of which country or body, held or no longer held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from onrecord.lexicons import people
from onrecord.lexicons.people import Gender
from onrecord.reading.actors_scan import Hit, Piece

#: Words of office looked at beside a name; "Deputy Assistant Secretary of State for European Affairs" has eight.
REACH = 9

_OF = frozenset({"of", "for", "to", "at"})
_HYPHENS = frozenset({"-", "–"})
_NEVER_FIRST = frozenset({"-", "–", "'s", "’s", "of", "for", "to", "and"})


@dataclass(frozen=True, slots=True)
class Role:
    """An office as it is told beside a name or in its place.

    Attributes:
        words: the words of the office as they stand, with its country or body.
        office: the office itself, lower-case tokens, ``("prime", "minister")``.
        kind: class of the office.
        of: actor id of the country or body named with it.
        past: told as no longer held.
        gender: what its word tells ("spokeswoman").
        plain: nothing but the office, its country and known modifiers belong to it.
        lead: words before the office that narrow it down ("democratic", "campaign"), lower case.
    """

    words: str
    office: tuple[str, ...]
    kind: str
    of: str | None = None
    past: bool = False
    gender: Gender | None = None
    plain: bool = True
    lead: tuple[str, ...] = ()

    def fits(self, wanted: Role) -> bool:
        """Whether a description by the wanted office can mean a holder of this one."""
        return self.office == wanted.office or self.kind in people.covers(wanted.office)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands directly before a name: where it begins, the office, what titles tell of gender."""

    start: int
    role: Role | None
    gender: Gender | None


def before(piece: Piece, start: int) -> Beside:
    """The title and office before the name that starts at a token ("Ukrainian President", "Mrs")."""
    low = _leftmost(piece, start)
    words = [word.lstrip("'") for word in piece.lower[low:start]]
    gender = next((found for word in reversed(words) if (found := people.gender_of_title(word))), None)
    role = role_in(piece, low, start) if words else None
    return Beside(low, role, gender or (role.gender if role else None))


def _leftmost(piece: Piece, start: int) -> int:
    """Walk left over words that can belong to a title."""
    doc = piece.doc
    floor = max(start - REACH, doc[start].sent.start)
    office = people.office_at_end(piece.lower[max(0, floor) : start])
    at = start - len(office or ())
    head_seen = office is not None
    while at > floor and _is_title_word(piece, at - 1, head_seen):
        at -= 1
    while at < start and (piece.lower[at] in _NEVER_FIRST or piece.doc[at].tag_ == "IN"):
        at += 1
    return at


def _is_title_word(piece: Piece, i: int, head_seen: bool) -> bool:
    """Whether a token can stand in the words of office before a name."""
    token, word = piece.doc[i], piece.lower[i]
    if i in piece.at or word in _HYPHENS:
        return True
    if token.tag_ == "IN":
        return False
    if word in people.office_words() or word in people.person_titles():
        return True
    return head_seen and (word in ("'s", "’s") or (token.pos_ == "PROPN" and token.text[:1].isupper()))


def role_in(piece: Piece, start: int, end: int) -> Role | None:
    """The role that the tokens tell, whose office ends just before ``end``; ``None`` if they name no office."""
    words = piece.lower[start:end]
    office = people.office_at_end(words)
    if office is None:
        return None
    first = end - len(office)
    lead = piece.doc[start:first]
    past = any(token.lower_ in people.past_words() for token in lead)
    hits = hits_between(piece, start, first)
    known = {i for hit in hits for i in range(hit.start, hit.end)}
    plain = all(_is_known(token, known) for token in lead)
    return Role(
        words=text_of(piece, start, end),
        office=office,
        kind=people.offices()[office],
        of=owner(hits_between(piece, start, end)),
        past=past,
        gender=people.gender_of_title(office[-1]),
        plain=plain,
        lead=tuple(token.lower_ for token in lead if token.i not in known and _narrows(token)),
    )


def _narrows(token: Any) -> bool:
    return bool(token.text.isalpha() and token.tag_ not in ("DT", "PRP$") and token.lower_ not in people.past_words())


def _is_known(token: Any, known: set[int]) -> bool:
    return bool(
        token.i in known
        or token.lower_ in people.office_words()
        or token.tag_ in ("DT", "POS", "HYPH", ":", "PRP$")
        or token.lower_ in _HYPHENS
    )


def owner(hits: Iterable[Hit]) -> str | None:
    """The country or body that words of office name: a body before a country ("U.S. State Department")."""
    found = [hit.term for hit in hits]
    body = next((term.id for term in found if "body" in term.kinds), None)
    if body:
        return body
    return next((term.of if "place" in term.kinds else term.id for term in found), None)


def hits_between(piece: Piece, start: int, end: int) -> list[Hit]:
    """The lexicon's names inside a range of tokens."""
    seen = {id(hit): hit for i in range(start, end) if (hit := piece.at.get(i)) is not None}
    return list(seen.values())


def text_of(piece: Piece, start: int, end: int) -> str:
    """The words of a range of tokens with their spaces."""
    doc = piece.doc
    return str(piece.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])])


def phrase_of(piece: Piece, head: Any) -> tuple[int, int, Role] | None:
    """The noun phrase of an office whose last word is ``head``: its tokens and role, "of Ukraine" included.

    The determiner is left out of the role's words but belongs to the range.
    """
    office = people.office_at_end(piece.lower[max(0, head.i - 5) : head.i + 1])
    start = head.i + 1 - len(office or ("",))
    while start > 0 and head.i - start < REACH and _belongs(piece, start - 1, head):
        start -= 1
    first = start
    while first < head.i and piece.doc[first].tag_ in ("DT", "PRP$", "POS", "HYPH"):
        first += 1
    role = role_in(piece, first, head.i + 1)
    if role is None:
        return None
    end = head.i + 1
    return _with_complement(piece, start, first, end, role)


def _belongs(piece: Piece, i: int, head: Any) -> bool:
    token = piece.doc[i]
    if i < head.sent.start or token.tag_ == "IN":
        return False
    if i in piece.at or piece.lower[i] in people.office_words() or piece.lower[i] in _HYPHENS:
        return True
    return bool(
        token.tag_ in ("DT", "POS", "PRP$") or (token.pos_ in ("PROPN", "ADJ", "NOUN") and token.head.i <= head.i)
    )


def _with_complement(piece: Piece, start: int, first: int, end: int, role: Role) -> tuple[int, int, Role]:
    """Take in "of Ukraine", "for the State Department" after the office."""
    doc = piece.doc
    if end >= len(doc) or piece.lower[end] not in _OF:
        return start, end, role
    at = end + 1
    while at < len(doc) and doc[at].tag_ in ("DT", "PRP$"):
        at += 1
    hit = piece.at.get(at)
    if hit is None or hit.start != at:
        return _with_phrase(piece, start, first, end, at, role)
    stop = hit.end
    after = doc[stop] if stop < len(doc) else None
    if after is not None and after.pos_ in ("PROPN", "NOUN", "ADJ", "PART") and after.tag_ != "TO":
        return _with_phrase(piece, start, first, end, at, role)
    told = replace(role, words=text_of(piece, first, stop), of=role.of or owner([hit]))
    return start, stop, told


def _with_phrase(piece: Piece, start: int, first: int, end: int, at: int, role: Role) -> tuple[int, int, Role]:
    """Take the words of "head of military intelligence" into the role, and a country among them."""
    stop = at
    while stop < len(piece.doc) and stop - at < REACH and piece.doc[stop].pos_ in _PHRASE:
        stop += 1
    if stop == at:
        return start, end, replace(role, plain=False)
    of = role.of or owner(hits_between(piece, at, stop))
    return start, end, replace(role, words=text_of(piece, first, stop), of=of, plain=False)


_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "PART"})
