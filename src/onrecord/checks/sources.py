"""One claim put down to different kinds of sources: police here, soldiers there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.checks.attributed import close_in_time
from onrecord.checks.facts import Statement
from onrecord.checks.sourcekinds import Source, source
from onrecord.checks.tree import Tree, tree
from onrecord.meaning import encoder
from onrecord.model.reading import Attribution
from onrecord.model.relations import Finding, Side
from onrecord.model.spans import Citation
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.words import texts, words
from onrecord.text.wordset import wordset

#: How near two claims must be in meaning; less where both tell what one newsroom told, and least where they count the
#: same. On the labelled events all 7 pairs so chosen tell one claim; two pairs from 0.7 to 0.8, in 244 other stories,
#: told of one matter but not the same of it.
NEAR, ONE_NEWSROOM, COUNTED = 0.8, 0.7, 0.6
#: Part of their nouns that two claims share from which one noun for another is what differs.
ALIKE = 0.6
#: Nouns that two claims share.
NOUNS = 2
#: Part of a sentence that must be told by its source for it to be the source's claim; what is told is often read in
#: parts, with a clause left out between them.
MOST = 0.3
_CLAIMS = frozenset(("says", "reported", "believes"))
_NOT = wordset("not no never none without n't nobody nothing neither nor denied deny denies")

_ACTORS = frozenset({"nsubj", "nsubjpass"})
_PLACES = frozenset({"in", "at", "near", "from", "to", "by"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that is put down to a source of some kind.

    Attributes:
        statement: the sentence.
        said: the attribution.
        source: who is given for it.
        through: the newsroom that it is told through, where one is named beside the source.
        nouns: its nouns and names.
        counts: what it counts, as figure and noun.
        names: its names by their part: who does it, and where ("in", "at").
        negated: whether it has a word that denies.
    """

    statement: Statement
    said: Attribution
    source: Source
    through: Source | None
    nouns: frozenset[str]
    counts: frozenset[tuple[float, str]]
    names: Mapping[str, frozenset[str]] = field(hash=False)
    negated: bool


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding]:
    """One claim that reports put down to sources of different kinds, none of them a looser word for the other.

    Sources are compared by what they speak from: police, the military, the government, a hospital, a newsroom, people
    of the place. Two claims are one if each is the other's nearest in its report and they are near in meaning, with
    nouns in common and both or neither denying. A newsroom's report whose own sources are given in different words is
    found too. Whether two sources without a name are the same people cannot be told: nobody is told to be wrong.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    claims = [[one for statement in report for one in _claims(statement)] for report in statements]
    comparable = sum(map(bool, claims)) > 1  # a report without a counterpart need not be encoded
    vectors = [encoder.vectors(_line(one.statement) for one in report if comparable) for report in claims]
    flat = [(report, number) for report, found in enumerate(claims) for number in range(len(found))]
    place = {at: index for index, at in enumerate(flat)}
    links = []
    for a, b in sorted(near) if comparable else ():
        for x, y, nearness in _nearest(vectors[a], vectors[b]):
            if (
                close_in_time(claims[a][x].statement, claims[b][y].statement)
                and _one_claim(claims[a][x], claims[b][y], nearness)
                and _unlike(claims[a][x], claims[b][y])
            ):
                links.append((place[a, x], place[b, y]))
    for group in joined(links):
        yield _finding([claims[report][number] for report, number in map(flat.__getitem__, group)])


@once
def _claims(statement: Statement) -> tuple[Claim, ...]:
    """The claim of a sentence, if it is put down to one source of a kind that can be told."""
    return tuple(_claim(statement))


def _claim(statement: Statement) -> Iterator[Claim]:
    entry, span = statement.entry, statement.span
    found = [
        one
        for one in entry.reading.attributions
        if one.source and not one.negated and one.kind != "direct" and one.cue_class in _CLAIMS
        and span.overlaps(one.source)
        and sum(min(part.end, span.end) - max(part.start, span.start) for part in one.content if part.overlaps(span))
        >= MOST * (span.end - span.start)
    ]  # fmt: skip
    read = [(one, source(entry, one)) for one in found]
    known = [(one, kind) for one, kind in read if kind]
    through = [kind for _, kind in known if kind.media]
    own = [(one, kind) for one, kind in known if not kind.media] or known
    if len(own) != 1:
        return
    said, kind = own[0]
    quoted = (one for one in entry.reading.attributions if one.kind == "direct" and one.actor != said.actor)
    if any(part.overlaps(other) for one in quoted for part in one.content for other in said.content):
        return  # somebody's quotation, which a newsroom only passes on
    if any(other is None and _told(one) < _told(said) for one, other in read):
        return
    parsed = tree(statement.sentence)
    inside = set(parsed.inside(said.source.start, said.source.end)) if said.source else set()
    nouns = frozenset(
        token.lemma for at, token in enumerate(parsed.tokens) if token.tag.startswith("NN") and at not in inside
    )
    content = {at for part in said.content for at in parsed.inside(part.start, part.end)}
    counts = frozenset(
        (one.low, noun)
        for one in entry.reading.quantities
        if span.overlaps(one.span) and one.low == one.high and one.low > 1
        for noun in texts(words(one.of or ""))
    )
    negated = any(parsed.word(at).lower() in _NOT for at in range(len(parsed.tokens)))
    yield Claim(
        statement,
        said,
        kind,
        through[0] if through and not kind.media else None,
        nouns,
        counts,
        _names(parsed, content),
        negated,
    )


def _names(parsed: Tree, content: set[int]) -> Mapping[str, frozenset[str]]:
    """The names in what is told, by the part in which they stand."""
    found: dict[str, set[str]] = defaultdict(set)
    for at, token in enumerate(parsed.tokens):
        over = parsed.head(at)
        if at not in content or over is None:
            continue
        part = token.role if token.role in _ACTORS else parsed.tokens[over].lemma if token.role == "pobj" else ""
        if part in _ACTORS or part in _PLACES:
            names = {parsed.word(one) for one in parsed.phrase(at) if parsed.tokens[one].tag.startswith("NNP")}
            found["who" if part in _ACTORS else part] |= names
    return {part: frozenset(names) for part, names in found.items() if names}


def _told(said: Attribution) -> int:
    """Characters of what is told by a source; the least of several is the innermost."""
    return sum(part.end - part.start for part in said.content)


def _line(statement: Statement) -> str:
    return " ".join(statement.span.text.split())


def _nearest(one: Any, other: Any) -> Iterator[tuple[int, int, float]]:
    """The rows of two lists of vectors of which each is the other's nearest."""
    if not len(one) or not len(other):
        return
    product = one @ other.T
    back = product.argmax(axis=0)
    for x, y in enumerate(product.argmax(axis=1)):
        if back[y] == x:
            yield x, int(y), float(product[x, y])


def _one_claim(one: Claim, other: Claim, nearness: float) -> bool:
    """Whether two sentences tell the same, by their meaning, their nouns and what they count."""
    if one.negated != other.negated or len(one.nouns & other.nouns) < NOUNS:
        return False
    same = one.counts & other.counts
    if {noun for _, noun in one.counts} & {noun for _, noun in other.counts} and not same:
        return False
    if any(not one.names[part] & other.names[part] for part in one.names.keys() & other.names.keys()):
        return False
    if len(one.nouns & other.nouns) >= ALIKE * len(one.nouns | other.nouns) and _swapped(one, other):
        return False  # the same sentence with one noun for another tells of something else
    least = COUNTED if same else ONE_NEWSROOM if _one_report(one, other) else NEAR
    return nearness >= least


def _swapped(one: Claim, other: Claim) -> bool:
    return bool(one.nouns - other.nouns) and bool(other.nouns - one.nouns)


def _unlike(one: Claim, other: Claim) -> bool:
    """Whether two sources are surely worded as different ones."""
    a, b = one.source, other.source
    actors = {one.said.actor, other.said.actor} - {None}
    if a.keys & b.keys or (one.said.actor and len(actors) == 1 and other.said.actor):
        return False
    if _one_report(one, other):
        return a.fields != b.fields or a.nameless != b.nameless
    if _through(one, other) or _through(other, one):
        return False
    return bool(a.fields and b.fields) and not a.fields & b.fields


def _one_report(one: Claim, other: Claim) -> bool:
    """Whether both tell what one newsroom told, by what sources of its own."""
    if one.source.media or other.source.media:
        return False
    named = [set(texts(words(claim.statement.span.text))) for claim in (one, other)]
    newsrooms = [claim.through for claim in (one, other) if claim.through]
    return any(newsroom.keys - {"the"} <= named[0] & named[1] for newsroom in newsrooms)


def _through(one: Claim, other: Claim) -> bool:
    """Whether one source is a newsroom that the other sentence names too, as whom its source talked to."""
    named = set(texts(words(other.statement.span.text)))
    return one.source.media and bool(one.source.keys & named)


def _finding(group: Sequence[Claim]) -> Finding:
    """The finding, with one sentence of each report."""
    first: dict[str, Claim] = {}
    for one in group:
        first.setdefault(one.statement.entry.id, one)
    claims = list(first.values())
    sides = tuple(
        Side(Citation.of(one.statement.entry.id, one.statement.span), one.source.words, one.said.id, one.source.words)
        for one in claims
    )
    named = " and to ".join(f"“{value}”" for value in dict.fromkeys(side.value for side in sides))
    shared = sorted(frozenset.intersection(*(one.nouns for one in claims)))
    about = f" ({', '.join(shared[:5])})" if shared else ""
    why = f"the same claim{about}, put down to {named}; whether they are the same people cannot be told"
    told = " ".join(sides[0].citation.text.split())
    return Finding.of(kind="precision", type="attribution", about=told, sides=sides, why=why, rule="precision-source")
