"""Where several reports say that one deed was done, or that one thing lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.checks.aligned import Lines
from onrecord.checks.deed import Deed, any_one, deed, nearness, other_count, pairs, shared
from onrecord.checks.elsewhere import other_days
from onrecord.checks.figure import plain_words
from onrecord.checks.lying import named_before
from onrecord.checks.moments import other_time
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import is_venue, same_thing
from onrecord.lexicons.world import Term, terms
from onrecord.model.reading import Sentence
from onrecord.model.relations import Finding, FindingKind
from onrecord.model.spans import Span
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: How near two deeds or their sentences must be in meaning, and both together, where doer and object are the same; and
#: where only one is.
BOTH, ONE = (0.55, 1.1), (0.65, 1.25)
#: How near sentences must be where a deed is one of any of a kind.
SENTENCE = 0.7
#: Prepositions by what they say of a deed.
_WAYS = {
    "in": "where", "at": "where", "on": "where", "inside": "where", "outside": "where", "off": "where",
    "aboard": "where", "near": "where", "to": "to", "into": "to", "toward": "to", "towards": "to", "from": "from",
}  # fmt: skip
_NO_PLACES = frozenset(
    ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "PERSON", "NORP", "LAW", "EVENT")
)
#: Kinds of places of which one deed cannot have two: a town, not a region.
_SPOTS = wordset(
    "city town village suburb settlement street square bridge tunnel hospital clinic school college university church "
    "mosque temple synagogue cathedral museum theatre theater library zoo park stadium arena airport station port "
    "harbour harbor prison jail court hotel restaurant embassy parliament refinery"
)
_RANK: tuple[FindingKind, ...] = ("contradiction", "precision")


@dataclass(frozen=True, slots=True, eq=False)
class Placed(Deed):
    """A deed with where it is done.

    Attributes:
        way: ``where``, ``to`` or ``from``.
        prep: index of the preposition.
        spot: index of the noun after it.
        names: the names in the words for the place.
    """

    way: str
    prep: int
    spot: int
    names: frozenset[str]

    @property
    def span(self) -> Span:
        """The words for the place, with the preposition."""
        parsed = self.told.tree
        whole = [self.prep, *parsed.phrase(self.spot)]
        return parsed.span(sorted(whole), self.told.statement.entry.report.text)


#: Name and target of a deed, and the way, preposition, place and its names.
_Spot = tuple[str, int | None, str, int, int, frozenset[str]]


def differ(lines: Lines, near: set[tuple[int, int]]) -> Iterator[Finding]:
    """Where one deed was done, or where one came from or went, where reports name different places for it.

    The place must hang on the verb of the deed, and the deed must be done by the same or to the same. Two places of one
    kind (two towns, two hospitals, two countries) contradict each other; else it is left open whether the one lies in
    the other, and the finding says so.

    Args:
        lines: the propositions of the reports.
        near: pairs of reports, by index, that are on one matter.
    """
    found = [placed for at, one in enumerate(lines.found) for placed in _placed(at, one)]
    named_at: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one in found:
        named_at[one.at, one.way] |= one.names
    able = [
        (one, other)
        for one, other in pairs(found, lines, near)
        if one.way == other.way
        and not other_count(one, other)
        and shared(one, other)
        and not named_at[one.at, one.way] & named_at[other.at, other.way]
        and _two_places(one, other)
        and not other_time(one.told, other.told)
        and not other_days(one.told.statement, other.told.statement)
    ]
    edges = []
    for one, other, told, whole in nearness(able):
        if _one_deed(one, other, told, whole):
            kind, because = _verdict(one, other)
            edges.append((one, other, kind, because))
    number = {id(one): at for at, one in enumerate(found)}
    for group in joined((number[id(a)], number[id(b)]) for a, b, _, _ in edges):
        inside = [edge for edge in edges if number[id(edge[0])] in group]
        finding = _finding(lines, inside)
        if finding:
            yield finding


def _placed(at: int, one: Proposition) -> Iterator[Placed]:
    """A deed once for each way in which a place hangs on its verb, or on a thing beside it that is no place."""
    for name, target, way, prep, spot, names in _spots(one):
        yield Placed(at, one, name, target, way, prep, spot, names)


@once
def _spots(one: Proposition) -> tuple[_Spot, ...]:
    return tuple(_each_spot(one))


def _each_spot(one: Proposition) -> Iterator[_Spot]:
    parsed = one.tree
    done = deed(0, one)
    things = [done.target, *(noun for noun in one.places.values() if not is_venue(parsed.tokens[noun].lemma))]
    hosts = [one.verb, *(noun for noun in things if noun is not None and noun > one.verb)]
    for host in dict.fromkeys(hosts):
        for prep in parsed.children(host, "prep"):
            way = _WAYS.get(parsed.tokens[prep].lemma)
            for spot in parsed.children(prep, "pobj") if way and (way == "where" or host == one.verb) else ():
                words = _words(parsed, spot)
                names = _names(one, words)
                if (
                    way
                    and names
                    and not named_before(parsed, prep)
                    and _is_place(parsed, spot, words, loose=host == one.verb)
                ):
                    yield done.name, done.target, way, prep, spot, names


def _words(parsed: Tree, spot: int) -> list[int]:
    """The words of a place, with what is set after it by a comma: "Brenn, Tolvia"."""
    found = parsed.phrase(spot)
    for word in list(found):
        for beside in parsed.children(word, "appos"):
            found += parsed.phrase(beside)
    return sorted(found)


def _names(one: Proposition, words: Sequence[int]) -> frozenset[str]:
    """The names in the words for a place; "Chinese" in "the Chinese border" is one."""
    parsed = one.tree
    small = plain_words(one.statement.entry.report.text)
    tokens = (parsed.tokens[word] for word in words)
    return frozenset(
        token.lemma.replace(".", "")
        for token in tokens
        if token.lemma not in small and (token.tag.startswith("NNP") or token.entity == "NORP")
        if token.entity not in ("DATE", "TIME")
    )


def _is_place(parsed: Tree, spot: int, words: Sequence[int], *, loose: bool) -> bool:
    """Whether words name a place: a kind of place, or a name that is not one of a time, a person or a people.

    Args:
        parsed: the sentence.
        spot: the head of the words.
        words: all of them.
        loose: whether any name will do, since the words hang on the verb.
    """
    token = parsed.tokens[spot]
    if is_venue(token.lemma) or token.entity in ("GPE", "LOC"):
        return True
    if any(parsed.tokens[word].entity in ("DATE", "TIME") for word in words):
        return False
    return loose and token.tag in ("NNP", "NNPS") and token.entity not in _NO_PLACES and token.entity != "ORG"


def _two_places(one: Placed, other: Placed) -> bool:
    """Whether neither sentence has a name of the other's place, in full, short or as the name of its people."""
    first_sentence, second_sentence = (each.told.statement.sentence for each in (one, other))
    if one.names & _capitals(second_sentence) or other.names & _capitals(first_sentence):
        return False
    first, second = _term(one), _term(other)
    if first and second and first.id == second.id:
        return False
    return _initials(one) not in other.names and _initials(other) not in one.names


@lru_cache(maxsize=4096)
def _capitals(told: Sentence) -> frozenset[str]:
    """The words of a sentence that are written as names."""
    parsed = tree(told)
    tokens = enumerate(parsed.tokens)
    return frozenset(token.lemma.replace(".", "") for at, token in tokens if parsed.word(at)[:1].isupper())


def _initials(one: Placed) -> str:
    parsed = one.told.tree
    names = [parsed.word(at) for at in parsed.phrase(one.spot) if parsed.tokens[at].tag.startswith("NNP")]
    return "".join(name[:1] for name in names).lower() if len(names) > 1 else "-"


def _one_deed(one: Placed, other: Placed, told: float, whole: float) -> bool:
    least, both = BOTH if shared(one, other) == 2 else ONE
    if max(told, whole) < least or told + whole < both or one.told.negated != other.told.negated:
        return False
    return one.told.mode == other.told.mode and not ((any_one(one) or any_one(other)) and whole < SENTENCE)


def _verdict(one: Placed, other: Placed) -> tuple[FindingKind, str]:
    near = {x.told.tree.tokens[x.prep].lemma for x in (one, other)} & {"near", "outside", "off"}
    first, second = _term(one), _term(other)
    if not near and _two_countries(first, second):
        return "contradiction", "the one is in another country than the other"
    a, b = _kind(one), _kind(other)
    if not near and a and b and same_thing(a, b):
        return "contradiction", f"both name a {a}"
    return "precision", "it is not told whether the one lies in or beside the other"


def _kind(one: Placed) -> str:
    """The kind of spot that a place is said to be: "in the town of Hollin", "at Marn hospital"."""
    parsed = one.told.tree
    lemma = parsed.tokens[one.spot].lemma
    if lemma in _SPOTS:
        return lemma if _called(parsed, one.spot) else ""
    beside = [parsed.tokens[at].lemma for at in parsed.children(one.spot, "compound", "nmod", "appos")]
    return next((word for word in beside if word in _SPOTS), "")


def _called(parsed: Tree, spot: int) -> bool:
    """Whether a kind of place has its own name: "Marn hospital", "the town of Hollin"; not "a hospital in Marn"."""
    if any(parsed.tokens[at].tag.startswith("NNP") for at in (spot, *parsed.children(spot, "compound", "nmod"))):
        return True
    of = [at for at in parsed.children(spot, "prep") if parsed.tokens[at].lemma == "of"]
    return any(parsed.tokens[at].tag.startswith("NNP") for prep in of for at in parsed.children(prep, "pobj"))


def _term(one: Placed) -> Term | None:
    """What the lexicon knows of the place."""
    parsed = one.told.tree
    known = terms()
    words = " ".join(parsed.word(at) for at in parsed.phrase(one.spot) if parsed.tokens[at].tag.startswith("NNP"))
    found = (
        known.get(words)
        or known.get(f"{words}.")
        or next((known[name] for name in re.findall(r"[^\W\d_]+", words) if name in known), None)
    )
    return found if found and not found.doubtful and set(found.kinds) & {"country", "capital", "place"} else None


def _two_countries(one: Term | None, other: Term | None) -> bool:
    if one is None or other is None:
        return False
    a, b = _country(one), _country(other)
    return bool(a and b) and a != b


def _country(one: Term) -> str | None:
    return one.id if {"country", "capital"} & set(one.kinds) else one.of


def _finding(lines: Lines, edges: Sequence[tuple[Placed, Placed, FindingKind, str]]) -> Finding | None:
    """One finding for the places of one deed, one of each report."""
    edges = sorted(edges, key=lambda edge: (_RANK.index(edge[2]), sorted((edge[0].place, edge[1].place))))
    kind, because = edges[0][2], edges[0][3]
    members: dict[int, Placed] = {}
    for one, other, each, _ in edges:
        if each == kind:
            for side in (one, other):
                members.setdefault(lines.order[side.at], side)
    kept = [members[report] for report in sorted(members)]
    sides = tuple(one.told.statement.side(" ".join(one.span.text.split()), one.span) for one in kept)
    values = list(dict.fromkeys(side.value for side in sides))
    return Finding.of(
        kind=kind,
        type="place",
        about=kept[0].words,
        sides=sides,
        why=f"{' against '.join(f'“{value}”' for value in values)} for “{kept[0].name}”; {because}",
        rule="places",
    )
