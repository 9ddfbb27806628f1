"""A word that changes what is claimed, in one report and not in the other: wrongfully accused here, accused there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.checks.aligned import same_part
from onrecord.checks.facts import Statement, said_by
from onrecord.checks.merging import Same
from onrecord.checks.propositions import Proposition, propositions
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import same_deed
from onrecord.lexicons.qualifiers import Group, groups
from onrecord.meaning import encoder
from onrecord.model.relations import Finding, FindingKind, Side
from onrecord.text.groups import joined
from onrecord.text.once import once

#: How near two sentences must be for one deed in them to be the same, and for one thing. On the labelled events such
#: differences at 0.7 and above are mostly of one fact, below mostly of two.
DEED, THING = 0.7, 0.75
#: And where the deeds are not the same word, but done to one thing and at one place.
OTHER_DEED = 0.75
#: By how much another sentence of the same report may be nearer.
NEARLY = 0.1
#: Sentences after a deed in which its limit may still be told.
AFTER = 2
#: Words that an adverb may stand away from the deed it is on.
BESIDE = 2
#: How near they must be for the opposite words to be called a contradiction.
SURE = 0.8

_MIGRANTS = frozenset(("migrant", "immigrant"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A deed or a thing in one sentence.

    Attributes:
        report: number of its report.
        statement: the sentence.
        at: index of its word.
        told: the proposition that it is the verb of.
    """

    report: int
    statement: Statement
    at: int
    told: Proposition | None

    @property
    def tree(self) -> Tree:
        """The parse of its sentence."""
        return tree(self.statement.sentence)

    @property
    def lemma(self) -> str:
        """The lemma of its word."""
        return self.tree.tokens[self.at].lemma

    @property
    def is_deed(self) -> bool:
        """Whether the word is a verb or a participle."""
        return self.tree.tokens[self.at].tag[:2] in ("VB", "JJ")

    @property
    def line(self) -> str:
        """The sentence on one line."""
        return " ".join(self.statement.span.text.split())

    @property
    def key(self) -> tuple[int, int, int]:
        """Where it stands."""
        return self.report, self.statement.span.start, self.at


@dataclass(frozen=True, slots=True)
class _Link:
    """A spot with a qualifier, its counterpart, and how they differ; no kind where both have such a word."""

    one: Spot
    other: Spot
    group: Group
    kind: FindingKind | None


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding | Same]:
    """Words that change a claim ("wrongfully", "temporarily", "a possible"), on a deed or thing in one report
    and not on the same in another that is nearest in meaning.

    The words are a reviewed list in groups of one meaning. Nothing is found where the other report has any word of the
    group on such a deed, another sign of it in the sentence, or of how long in the two sentences after it; where the
    deeds differ in who or what is in them, in negation or in mode. What is left out need not be denied; only opposite
    words contradict each other.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    spots = [_spots(report) for report in statements]
    links = []
    for a, b in sorted(near):
        for mine, others in ((spots[a], spots[b]), (spots[b], spots[a])):
            for spot in mine.qualified:
                link = _link(spot, mine, others)
                if link is not None:
                    links.append(link)
    seen: set[frozenset[tuple[int, int, int]]] = set()
    for name in sorted({link.group.name for link in links}):
        for spots_of_one, worst in _joined([link for link in links if link.group.name == name]):
            if worst is None:
                yield Same.of(f"qualifiers-{name}", map(_side, spots_of_one))
                continue
            finding = _finding(spots_of_one, worst)
            places = frozenset(spot.key for spot in spots_of_one)
            if finding is not None and places not in seen:
                seen.add(places)
                yield finding


@dataclass(frozen=True, slots=True)
class _Report:
    """The spots of a report by their lemma, those that are verbs of propositions, and those with a qualifier."""

    by_lemma: Mapping[str, Sequence[Spot]]
    deeds: Sequence[Spot]
    qualified: Sequence[Spot]

    def like(self, spot: Spot) -> list[Spot]:
        """The spots that can be the same deed or thing as another report's."""
        if not spot.is_deed:
            return [one for one in self.by_lemma.get(spot.lemma, ()) if not one.is_deed]
        same = {lemma for lemma in self.by_lemma if same_deed(lemma, spot.lemma)}
        same |= {spot.tree.word(spot.at).lower()} & self.by_lemma.keys()
        found = list({one.key: one for lemma in sorted(same) for one in self.by_lemma[lemma] if one.is_deed}.values())
        return sorted([*found, *(one for one in self.deeds if one.lemma not in same and _one_place(spot, one))],
                      key=lambda one: one.key)  # fmt: skip


@once
def _spots(told: Sequence[Statement]) -> _Report:
    """The deeds and things of a report."""
    by_lemma: dict[str, list[Spot]] = defaultdict(list)
    every = []
    for statement in told:
        deeds = {one.verb: one for one in propositions(statement)}
        for at, token in enumerate(tree(statement.sentence).tokens):
            if token.tag in ("NN", "NNS") or token.tag.startswith(("VB", "JJ")):
                every.append(Spot(statement.content.report, statement, at, deeds.get(at)))
                for word in {
                    token.lemma,
                    every[-1].tree.word(at).lower(),
                }:  # "endangered" is an adjective here, a verb there
                    by_lemma[word].append(every[-1])
    return _Report(by_lemma, [spot for spot in every if spot.told], [spot for spot in every if qualifier(spot)])


def _one_place(spot: Spot, other: Spot) -> bool:
    """Whether two deeds are done to one thing at one place, so that they can be one deed in other words."""
    one, two = spot.told, other.told
    if one is None or two is None or same_part(one, one.object, two, two.object) is not True:
        return False
    return any(same_part(one, at, two, to) for at in one.places.values() for to in two.places.values())


@once
def qualifier(spot: Spot) -> tuple[Group, int] | None:
    """The first word on a deed or thing that changes the claim, with its group; nothing for a negated word."""
    parsed = spot.tree
    found = [at for at in parsed.children(spot.at, "advmod", "amod") if _changes(parsed, spot, at)]
    return (groups()[parsed.word(found[0]).lower()], found[0]) if found else None


def _changes(parsed: Tree, spot: Spot, at: int) -> bool:
    """Whether a word is a qualifier where it stands: an adverb on a deed, an adjective on a single thing."""
    token, on = parsed.tokens[at], parsed.tokens[spot.at]
    group = groups().get(parsed.word(at).lower())
    if group is None or parsed.children(at, "neg", "conj") or parsed.children(spot.at, "neg"):
        return False
    if token.role == "advmod":  # "partly because her memory contained gaps" is no word on "contained"
        return spot.is_deed and token.tag == "RB" and abs(spot.at - at) <= BESIDE
    between = [parsed.tokens[one] for one in range(at + 1, spot.at)]
    if group.name == "law" and any(one.tag.startswith("NN") or one.lemma in _MIGRANTS for one in between):
        return False  # "the illegal migrant caravan": it is the migrants that are called so
    return not spot.is_deed and token.tag in ("JJ", "VBN") and (group.name != "doubt" or on.tag == "NN")


def _link(spot: Spot, mine: _Report, others: _Report) -> _Link | None:
    """The counterpart of a qualified spot in another report."""
    found = qualifier(spot)
    like = others.like(spot)
    if found is None or not like:
        return None
    group, at = found
    best = _nearest(spot, like)
    near = encoder.load().near(spot.line, best.line)
    least = THING if not spot.is_deed else DEED if _one_word(spot, best) else OTHER_DEED
    if near < least or not _mutual(best, mine, near):
        return None
    if not _one_fact(spot, best):
        return None
    word, there = spot.tree.word(at).lower(), qualifier(best)
    if there is not None and there[0] is group:
        return _both(_Link(spot, best, group, None), word, best.tree.word(there[1]).lower(), near)
    if there is not None or (word in group.against and not group.both) or group.anywhere & others.by_lemma.keys():
        return None  # two words of two groups, "illegally" and "secretly", each tell something of their own
    if any(_settled(one, group) for one in like if one is best or qualifier(one) is not None):
        return None
    if not _plain(best, group) or _told_next(best, group):
        return None
    return _Link(spot, best, group, group.kind)


def _one_word(spot: Spot, other: Spot) -> bool:
    words = [one.tree.word(one.at).lower() for one in (spot, other)]
    return words[0] == words[1] or same_deed(spot.lemma, other.lemma)


def _mutual(best: Spot, mine: _Report, near: float) -> bool:
    """Whether no other sentence of the same report is clearly nearer to the counterpart."""
    return encoder.load().near(_nearest(best, mine.like(best)).line, best.line) <= near + NEARLY


def _both(link: _Link, word: str, other: str, near: float) -> _Link | None:
    """How two spots relate that each have a word of one group."""
    group = link.group
    if (word in group.words) == (other in group.words):
        return link
    if near < SURE or link.one.key > link.other.key:
        return None
    return _Link(link.one, link.other, group, "contradiction")


def _nearest(spot: Spot, like: Sequence[Spot]) -> Spot:
    """The spot whose sentence is nearest in meaning, the earliest of equally near ones."""
    vectors = encoder.vectors([spot.line, *(one.line for one in like)])
    product = vectors[1:] @ vectors[0]
    return like[int(product.argmax())]


def _one_fact(one: Spot, other: Spot) -> bool:
    """Whether nothing parts two deeds or things: who and what is in them, negation and mode."""
    if not one.is_deed:
        return len(_content(one) & _content(other)) >= 2
    a, b = one.told, other.told
    if a is None or b is None:
        return len(_content(one) & _content(other)) >= 2
    if a.negated != b.negated or a.mode != b.mode:
        return False
    parts = [same_part(a, a.actor, b, b.actor), same_part(a, a.object, b, b.object)]
    return False not in parts and (True in parts or len(_content(one) & _content(other)) >= 3)


def _content(spot: Spot) -> frozenset[str]:
    """The nouns and names of a sentence."""
    return frozenset(token.lemma for token in spot.tree.tokens if token.tag.startswith("NN"))


def _settled(spot: Spot, group: Group) -> bool:
    """Whether a sentence has any word that settles what a group is about."""
    return any({token.lemma, spot.tree.word(at).lower()} & group.every for at, token in enumerate(spot.tree.tokens))


def _told_next(spot: Spot, group: Group) -> bool:
    """Whether the sentences after it tell what a group is about: "until the matter is settled"."""
    told = spot.statement.sentence
    after = [one for one in spot.statement.entry.reading.sentences if one.span.start >= told.span.end][:AFTER]
    limits = group.words | group.against | group.after if group.after else frozenset()
    return any(tree(one).word(at).lower() in limits for one in after for at in range(len(tree(one).tokens)))


def _plain(spot: Spot, group: Group) -> bool:
    """Whether the other sentence states its part: no question, and for doubt nobody's saying."""
    if "?" in spot.statement.span.text:
        return False
    return group.name != "doubt" or said_by(spot.statement.entry, spot.statement.span)[0] is None


def _words(spot: Spot) -> str:
    """The word with what qualifies it and its particle, as it is written."""
    parsed = spot.tree
    with_it = [at for at in parsed.children(spot.at, "advmod", "amod") if _changes(parsed, spot, at)]
    return " ".join(parsed.word(at).lower() for at in sorted([spot.at, *with_it, *parsed.children(spot.at, "prt")]))


def _joined(links: Sequence[_Link]) -> Iterator[tuple[list[Spot], _Link | None]]:
    """The spots of one deed or thing in all reports, with the link in which they differ most, if they differ."""
    spots = {spot.key: spot for link in links for spot in (link.one, link.other)}
    places = sorted(spots)
    number = {place: at for at, place in enumerate(places)}
    for group in joined((number[link.one.key], number[link.other.key]) for link in links):
        inside = {places[at] for at in group}
        apart = [link for link in links if link.kind and link.one.key in inside]
        apart.sort(key=lambda link: (link.kind != "contradiction", link.one.key, link.other.key))
        yield [spots[place] for place in sorted(inside)], next(iter(apart), None)


def _finding(group: Sequence[Spot], link: _Link) -> Finding | None:
    """The finding, without the reports that tell it in both ways."""
    by_report: dict[int, list[Spot]] = defaultdict(list)
    for spot in group:
        by_report[spot.report].append(spot)
    kept = [found[0] for found in by_report.values() if len({qualifier(one) is None for one in found}) == 1]
    if not {link.one.report, link.other.report} <= {one.report for one in kept}:
        return None
    sides = tuple(map(_side, kept))
    return Finding.of(
        kind=link.kind or link.group.kind,
        type="certainty",
        about=link.one.line,
        sides=sides,
        why=_why(link),
        rule=f"qualifiers-{link.group.name}",
    )


def _side(one: Spot) -> Side:
    return one.statement.side(_words(one), one.tree.span([one.at], one.statement.entry.report.text))


def _why(link: _Link) -> str:
    one, other = _words(link.one), _words(link.other)
    if link.kind == "contradiction":
        return f"“{one}” against “{other}” in sentences that tell of the same: the two exclude each other"
    return f"“{one}” tells {link.group.tells}; “{other}” leaves that open, and need not mean otherwise"
