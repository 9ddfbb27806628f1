"""Where several reports say that a place with a name lies: near one town here, near another there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.facts import TELLING, Statement
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import is_venue
from onrecord.lexicons.world import terms
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding
from onrecord.model.spans import Span
from onrecord.text.align import contents
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: Words between a place and what it lies in or beside; two different ones are not held against each other.
_BESIDE = frozenset(("near", "outside", "off", "in"))
#: Kinds of places that lie in and near many, or of which many have one name.
_LONG = wordset(
    "river sea ocean coast border frontier road highway motorway street avenue region area territory district shop "
    "store restaurant bar hotel bank office mountain strait gulf bay forest desert country state province county"
)
_ANY = frozenset(("a", "an", "another", "any", "some", "one", "no"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))


@dataclass(frozen=True, slots=True)
class _Lying:
    """A place with a name and the place that it is told to lie near or in."""

    statement: Statement
    thing: tuple[str, str]
    prep: str
    names: frozenset[str]
    span: Span
    value: str


def differ(entries: Sequence[Entry], near: set[tuple[int, int]]) -> Iterator[Finding]:
    """A place under one name, and of one kind, that reports place near, off or in differently named places.

    Both can be right, and nobody is told to be wrong; who looks for the place should know of both.

    Args:
        entries: the reports.
        near: pairs of reports, by index, that are on one matter.
    """
    told = [_all(entry) for entry in entries]
    for key in sorted({key for report in told for key in report}):
        having = [at for at, report in enumerate(told) if key in report]
        links = [
            (a, b)
            for a, b in combinations(having, 2)
            if (a, b) in near and all(x.names.isdisjoint(y.names) for x in told[a][key] for y in told[b][key])
        ]
        for group in joined(links):
            yield _finding([min(told[at][key], key=_in_caption) for at in group])


@once
def _all(entry: Entry) -> dict[tuple[tuple[str, str], str], list[_Lying]]:
    """What each place with a name is told to lie near; of a caption too, since it does not hang on its day."""
    found: dict[tuple[tuple[str, str], str], list[_Lying]] = defaultdict(list)
    for one in contents(entry, 0):
        if entry.report.blocks[one.sentence.block].kind not in (*TELLING, "caption"):
            continue
        statement = Statement(entry, one)
        parsed = tree(statement.sentence)
        for prep, token in enumerate(parsed.tokens):
            if token.role == "prep" and token.lemma in _BESIDE:
                lying = _lying(statement, parsed, prep)
                if lying is not None:
                    found[lying.thing, lying.prep].append(lying)
    return found


def _in_caption(one: _Lying) -> bool:
    return one.statement.entry.report.blocks[one.statement.sentence.block].kind == "caption"


def _lying(statement: Statement, parsed: Tree, prep: int) -> _Lying | None:
    """The place before a preposition and the one after it; the parser often hangs "near" on the verb."""
    name, kind = named_before(parsed, prep), _kind(parsed, prep)
    spots = parsed.children(prep, "pobj")
    if not spots or not name or kind is None:
        return None
    words = parsed.phrase(spots[0])
    names = frozenset(one for word in words if parsed.tokens[word].entity in _PLACES for one in _keys(parsed, word))
    if not names:
        return None
    spot = next((at for of in parsed.children(spots[0], "prep") for at in parsed.children(of, "pobj")), spots[0])
    place = " ".join(
        parsed.word(at) for at in parsed.phrase(spot if parsed.tokens[spot].entity in _PLACES else spots[0])
    )
    lemma, span = parsed.tokens[prep].lemma, parsed.span([prep, *words], statement.entry.report.text)
    return _Lying(statement, (name, kind), lemma, names, span, f"{lemma} {place}")


def _keys(parsed: Tree, at: int) -> Iterator[str]:
    """What a word of a place's name is known by: without points, and by the country that it alone is a name of."""
    yield parsed.tokens[at].lemma.replace(".", "")
    term = terms().get(parsed.word(at)) or terms().get(f"{parsed.word(at)}.")
    if term is not None and not term.doubtful and set(term.kinds) & {"country", "adjective"}:
        yield term.id


def _kind(parsed: Tree, prep: int) -> str | None:
    """What kind of place stands before a preposition; nothing for one of several ("a Marn prison")."""
    at = prep - 2 if parsed.tokens[prep - 1].lemma == "," else prep - 1
    head = parsed.tokens[at]
    if head.tag.endswith("S") or any(parsed.tokens[one].lemma in _ANY for one in parsed.children(at, "det", "nummod")):
        return None
    return head.lemma if is_venue(head.lemma) else ""


def named_before(parsed: Tree, prep: int) -> str:
    """The name of the place right before a word, without its kind: "marn" of "Marn military prison"."""
    at = prep - 2 if prep > 1 and parsed.tokens[prep - 1].lemma == "," else prep - 1
    head = parsed.tokens[at] if at >= 0 else None
    if head is None or not (is_venue(head.lemma) or head.entity == "FAC") or head.lemma in _LONG:
        return ""
    run = []
    while at >= 0 and parsed.tokens[at].tag.startswith(("NN", "JJ")):
        run.append(at)
        at -= 1
    own = [parsed.tokens[word] for word in sorted(run)]
    return " ".join(one.lemma for one in own if one.tag.startswith("NNP") and not is_venue(one.lemma))


def _finding(found: Sequence[_Lying]) -> Finding:
    sides = tuple(one.statement.side(one.value, one.span) for one in found)
    values = list(dict.fromkeys(side.value for side in sides))
    thing = " ".join(found[0].thing).strip().title()
    return Finding.of(
        kind="precision",
        type="place",
        about=f"where {thing} lies",
        sides=sides,
        why=f"{thing} lies {' and '.join(f'“{value}”' for value in values)}; both can hold, and no report says so",
        rule="lying",
    )
