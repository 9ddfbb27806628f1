"""One deed that some reports put down to a source, and others state as a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.checks.aligned import Lines, Pair, same_part
from onrecord.checks.groups import joined
from onrecord.checks.propositions import Proposition
from onrecord.lexicons.figures import number_of
from onrecord.model.reading import Attribution
from onrecord.model.relations import Finding, Side, content_id
from onrecord.model.spans import Citation
from onrecord.text.words import texts, words
from onrecord.text.wordset import wordset

#: How near two propositions, and their sentences, must be to be one claim. On the labelled events, of the pairs from
#: here on with the other conditions 9 of 11 tell one claim, of those from 0.62 and 0.5 on 14 of 31.
NEAR, WHOLE = 0.72, 0.7
#: How near a proposition must be to be the same claim told once more in the same report.
AGAIN = 0.6
#: Kinds of saying that give a claim about the world.
_CLAIMS = frozenset(("says", "believes", "reported"))
#: Words of saying by which the outlet takes what is said for true.
_FACTIVE = wordset(
    "confirm confirms confirmed reveal reveals revealed announce announces announced admit admits admitted acknowledge "
    "acknowledges acknowledged show shows showed shown find finds found discover discovers discovered notice noticed "
    "prove proves proved note notes noted realise realised realize realized learn learned learnt disclose disclosed"
)
_PRONOUNS = wordset("i he she it they we who which that this one some many others")
#: Verbs that tell the claim itself, not something that hangs on it.
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
#: A sentence with one of these is not plainly the outlet's own statement.
_MARKS = ('"', "“", "”", "?")
_FIRST_PERSON = wordset("i we my our me us i'm we're i've we've")


class _Claims:
    """The propositions of all reports with who is given for them."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._sources: dict[int, list[Attribution]] = {}
        self._near: Mapping[int, list[tuple[int, float]]] = _neighbours(lines.pairs)

    def sources(self, at: int) -> list[Attribution]:
        """The attributions that hold the verb of a proposition, innermost first."""
        if at not in self._sources:
            self._sources[at] = _over(self.lines.found[at])
        return self._sources[at]

    def plain(self, at: int) -> bool:
        """Whether a proposition is the outlet's own statement."""
        one = self.lines.found[at]
        text, span = one.statement.span.text, one.statement.span
        said = any(part.overlaps(span) for said in one.statement.entry.reading.attributions for part in said.content)
        doubted = one.doubts or not _FIRST_PERSON.isdisjoint(texts(words(text)))
        return not said and not doubted and not any(mark in text for mark in _MARKS) and text[:1] not in "'‘"

    def source(self, at: int) -> Attribution | None:
        """The source of a proposition, if one is named and the outlet does not take its word for true."""
        over = self.sources(at)
        if not over or any(one.negated or one.cue_class not in _CLAIMS for one in over):
            return None
        said = over[0]
        cue = set(texts(words(said.cue.text))) if said.cue else set()
        if said.source is None or said.kind == "direct" or cue & _FACTIVE or not _name(self.lines.found[at], said):
            return None
        return said

    def again(self, at: int, other: int) -> list[int]:
        """What the report of the other proposition tells of a proposition beside it."""
        order = self.lines.order
        return [one for one, near in self._near[at] if order[one] == order[other] and one != other and near >= AGAIN]


def differ(lines: Lines, copies: frozenset[frozenset[str]]) -> Iterator[Finding]:
    """What some reports put down to a source, others state in their own voice.

    Both tell it as done, in the main clause, of the same thing or by the same one, both or neither denying; no figure in
    the one is missing in the other. The report with the source nowhere states it itself, and the other nowhere names a
    source for it. Words by which an outlet takes a claim for true ("confirmed", "revealed") are no attribution here.

    Args:
        lines: the propositions lined up.
        copies: pairs of report ids of which one copies the other word for word.
    """
    claims = _Claims(lines)
    links = []
    for pair in lines.pairs:
        ids = frozenset(lines.found[at].statement.entry.id for at in (pair.a, pair.b))
        if ids in copies or not _one_claim(lines, pair):
            continue
        for told, stated in ((pair.a, pair.b), (pair.b, pair.a)):
            if claims.source(told) and claims.plain(stated) and _nowhere_else(claims, told, stated):
                links.append((told, stated))
    for group in joined(links):
        yield _finding(claims, group)


def _neighbours(pairs: Sequence[Pair]) -> Mapping[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one in pairs:
        found[one.a].append((one.b, one.near))
        found[one.b].append((one.a, one.near))
    return found


def _over(one: Proposition) -> list[Attribution]:
    start = one.statement.span.start + one.tree.tokens[one.verb].start
    found = [
        (sum(part.end - part.start for part in said.content), said.id, said)
        for said in one.statement.entry.reading.attributions
        if any(part.start <= start < part.end for part in said.content)
    ]
    return [said for _, _, said in sorted(found, key=lambda each: each[:2])]


def _one_claim(lines: Lines, pair: Pair) -> bool:
    """Whether two propositions are one claim, told as done in the main clause of both."""
    one, other = lines.found[pair.a], lines.found[pair.b]
    if pair.near < NEAR or pair.whole < WHOLE or one.negated != other.negated or {one.mode, other.mode} != {"fact"}:
        return False
    if not all(each.tree.tokens[each.verb].role in _MAIN for each in (one, other)):
        return False
    parts = same_part(one, one.object, other, other.object), same_part(one, one.actor, other, other.actor)
    if False in parts or True not in parts:
        return False
    figures = [{number for word in texts(words(each.told)) if (number := number_of([word]))} for each in (one, other)]
    return not (figures[0] and figures[1]) or bool(figures[0] & figures[1])


def _nowhere_else(claims: _Claims, told: int, stated: int) -> bool:
    """Whether neither report also tells it the other way."""
    return not any(claims.plain(at) for at in claims.again(stated, told)) and not any(
        claims.sources(at) for at in claims.again(told, stated)
    )


def _name(one: Proposition, said: Attribution) -> str:
    """The name of a source; empty for a pronoun that is not resolved."""
    actor = one.statement.entry.reading.actor(said.actor)
    words_ = " ".join(said.source.text.split()) if said.source else ""
    if words_.casefold() in _PRONOUNS:
        return actor.name if actor else ""
    return words_


def _finding(claims: _Claims, group: Sequence[int]) -> Finding:
    """The finding, with the claim as each report has it, those that name a source first in the reasons."""
    sides: dict[str, tuple[Side, str, str]] = {}
    for at in group:
        one = claims.lines.found[at]
        said = claims.source(at)
        name = _name(one, said) if said else ""
        value = f"attributed to {name}" if name else "stated as fact"
        where = Citation.of(one.statement.entry.id, one.statement.span)
        sides.setdefault(where.report, (Side(where, value, said.id if said else None, name or None), name, one.told))
    named = list(dict.fromkeys(name for _, name, _ in sides.values() if name))
    own = sum(1 for _, name, _ in sides.values() if not name)
    about = min((told for _, name, told in sides.values() if not name), default="")
    others = "another states" if own == 1 else f"{own} others state"
    why = f"put down to {' and to '.join(named)} in one report; {others} it in the outlet's own voice"
    shown = tuple(side for side, _, _ in sides.values())
    places = sorted((side.citation.report, side.citation.start, side.value) for side in shown)
    id = content_id("f", "attributed", *places)
    return Finding(id, "framing", "attribution", about, shown, why, "framing-attribution")
