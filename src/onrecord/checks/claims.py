"""Whether two statements of independent origin make the same claim: silent where it is not plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks.deeds import NEGATORS, Deed, deeds, is_subject, lemmas, main_of, meaning
from onrecord.checks.facts import Statement
from onrecord.checks.hedges import HEDGES
from onrecord.lexicons.world import terms as world
from onrecord.model.reading import Quantity, Time
from onrecord.text.align import term, weight
from onrecord.text.common import COMMON
from onrecord.text.once import once
from onrecord.text.words import Word, texts, words
from onrecord.text.wordset import wordset

#: Part of the claim, and of the other statement, that must be told by both, and the weight of that. Read by eye on the
#: 20 labelled events: see docs in tests/cases/checks/claims.json for what each of the other conditions keeps out.
COVERED, COVERS, WEIGHT = 0.7, 0.4, 2.9
#: Part of the words of the claim that are no names that both must have.
MATTER = 0.6
#: Part of a sentence that somebody says from which the rest only names who.
SAID = 0.35
#: Telling words besides what is said and who says it, beyond which the sentence tells more than that.
BESIDE = 3
#: Days between two reports from which undated statements may be of two events.
APART = 7
#: Letters that two forms of a name share ("Verania", "Veranian").
NAME = 5
_SAYING = frozenset(("says", "reported"))
_AT_FIRST = wordset("initially originally previously corrected correction update")
#: Verbs by which two do the same to each other.
_MUTUAL = wordset("meet agree exchange talk fight be")
#: Words of which each must be in both or in neither: parts, orders, doubts and former offices change what is claimed.
_DECIDING = HEDGES | wordset(
    "next final half quarter most nearly almost partly partially former deputy vice acting unlike instead"
)
#: Words of which two different ones are two things.
_OPPOSED = tuple(
    map(
        wordset,
        (
            "east eastern west western north northern south southern central",
            "foreign defence defense interior finance justice energy health prime",
            "first second third fourth fifth sixth last",
            "in out",
            "soldier civilian child woman man police rebel militant",
            "to from into",
        ),
    )
)
#: Verbs of which it matters whether it is "to" or "from".
_MOVING = wordset("move withdraw pull send deploy return travel transfer flee drive come go")
_CONDITIONS = wordset("if unless provided whether")
#: Different words for one thing where two statements are weighed.
_THINGS = {
    word: group.split()[0]
    for group in ("talk negotiation", "ceasefire truce", "deal agreement accord", "soldier troop", "child boy girl kid",
                  "death toll fatality", "firm company")
    for word in group.split()
}  # fmt: skip

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims, without the words that name who says it.

    Attributes:
        statement: the statement.
        terms: weight of its content terms, words of one meaning under one key.
        names: its names, countries under their ids.
        deeds: its verbs.
        main: the verb of its main clause, if it could be told.
        subject: names before that verb.
        negated: whether anything in it is denied.
        condition: whether it hangs on a condition.
        revised: whether it tells what was said at first and is no longer.
        words: all its words, and the lemmas of those that carry content.
        figures: its figures as lowest and highest value with unit.
        days: its dates as first and last day.
    """

    statement: Statement
    terms: Mapping[str, float]
    names: frozenset[str]
    deeds: tuple[Deed, ...]
    main: Deed | None
    subject: frozenset[str]
    negated: bool
    condition: bool
    revised: bool
    words: frozenset[str]
    figures: frozenset[tuple[float, float, str | None]]
    days: tuple[tuple[str, str], ...]


@once
def claim(statement: Statement) -> Claim:
    """What a statement claims."""
    text, span, kept = statement.entry.report.text, statement.span, said(statement)
    every = words(text, span.start, span.end)
    base = lemmas(every, tuple(map(term, statement.sentence.terms)))
    pairs = [(one, base.get(at)) for at, one in enumerate(every) if _inside(one.start, one.end, kept)]
    found = [one for one, _ in pairs]
    lemma = {at: key for at, (_, key) in enumerate(pairs) if key}
    told = tuple(deeds(found, lemma, text))
    names = _names(found, lemma, statement, told)
    main = main_of(told)
    return Claim(
        statement,
        _terms(lemma, names),
        frozenset(names.values()),
        told,
        main,
        frozenset(key for at, key in names.items() if main and at < main.at),
        any(one.text in NEGATORS for one in found),
        any(one.text in _CONDITIONS for one in found),
        any(one.text in _AT_FIRST for one in every),
        frozenset((*texts(found), *lemma.values(), *(HEDGES & set(texts(every))))),
        frozenset((one.low, one.high, one.unit) for one in _figures(statement, kept)),
        tuple((one.earliest, one.latest) for one in _dates(statement, kept) if one.earliest and one.latest),
    )


def confirms(other: Claim, one: Claim) -> bool:
    """Whether another statement makes a claim too, so surely that it may stand as a second origin of it.

    It tells most of what the claim tells; the main verb of each is among the verbs of the other, with the same
    negation and modality; neither names somebody that the other leaves out while it names others; and the figures of
    the claim, and its days if the other gives any, are all given by the other, no less exactly.
    """
    common = _shared(one, other)
    shared = sum(one.terms[key] for key in common)
    enough = shared >= WEIGHT and shared >= COVERED * _sum(one) and shared >= COVERS * _sum(other)
    if not enough or one.revised or other.revised or not _same_matter(one, common):
        return False
    return (
        _same_sense(one, other)
        and _same_deed(one, other)
        and within(one.names, other.names)
        and _same_values(one, other)
    )


def alike(one: Claim, other: Claim) -> bool:
    """Whether the main verbs of two statements of one origin are the same, and both or neither denied."""
    if not one.main or not other.main:
        return one.main is other.main
    same = (one.main.verb, one.main.negated), (other.main.verb, other.main.negated)
    return same[0] == same[1]


def _shared(one: Claim, other: Claim) -> list[str]:
    """The content terms of a claim that the other has too, names in whatever form."""
    names = common_names(one.names, other.names)
    return [key for key in one.terms if key in other.terms or key in names]


def _same_matter(one: Claim, common: Sequence[str]) -> bool:
    """Whether more is shared than names: most of the other words of the claim."""
    plain = {key: size for key, size in one.terms.items() if key not in one.names}
    return sum(plain.get(key, 0.0) for key in common) >= MATTER * sum(plain.values())


def _sum(one: Claim) -> float:
    return sum(one.terms.values())


def _same_deed(one: Claim, other: Claim) -> bool:
    """Whether what is done is the same, and is as sure in both."""
    if one.negated != other.negated or one.condition != other.condition or not one.main or not other.main:
        return False
    verbs = {told.verb for told in other.deeds} | {"be"}
    if any(told.main and told.verb not in verbs for told in one.deeds):
        return False
    return _tells(one.main, other.deeds) and _tells(other.main, one.deeds) and _same_roles(one, other)


def _tells(main: Deed, told: Sequence[Deed]) -> bool:
    return any((main.verb, main.mode, main.negated) == (one.verb, one.mode, one.negated) for one in told)


def _same_sense(one: Claim, other: Claim) -> bool:
    """Whether no single word makes them two claims: an order, a part, a doubt, another side of a place."""
    if (one.words ^ other.words) & _DECIDING:
        return False
    moving = bool(one.main and one.main.verb in _MOVING)
    for group in _OPPOSED if moving else _OPPOSED[:-1]:
        a, b = one.words & group, other.words & group
        if a and b and not a & b:
            return False
    return True


def _same_roles(one: Claim, other: Claim) -> bool:
    """Whether the names before the main verbs allow that the same does it to the same."""
    if not one.subject or not other.subject or not one.main or not other.main:
        return True
    if one.main.verb != other.main.verb or one.main.verb in _MUTUAL:
        return True
    return bool(common_names(one.subject, other.subject)) != (one.main.passive != other.main.passive)


def within(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all of some names are among others, or the other way round."""
    return common_names(names, others) == names or common_names(others, names) == others


def common_names(names: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The names that others have too, in whatever form."""
    return frozenset(name for name in names if any(_one_name(name, other) for other in others))


def _one_name(name: str, other: str) -> bool:
    return name == other or (min(len(name), len(other)) >= NAME and name[:NAME] == other[:NAME])


def _same_values(one: Claim, other: Claim) -> bool:
    """Whether the other gives all figures and days of the claim, as exactly, and undated ones are of one week."""
    if one.figures - other.figures:
        return False
    if one.days and other.days:
        return all(any(a[0] <= b[0] and b[1] <= a[1] for b in other.days) for a in one.days)
    days = [each.statement.entry.report.day for each in (one, other)]
    return not all(days) or abs((date.fromisoformat(days[0] or "") - date.fromisoformat(days[1] or "")).days) <= APART


def said(statement: Statement) -> list[Range]:
    """The ranges of a statement without those that name who says it; all of it if they tell more than that."""
    best: tuple[int, list[Range]] | None = None
    text, span = statement.entry.report.text, statement.span
    for one in statement.entry.reading.attributions:
        if one.cue_class in _SAYING:
            told = [(max(a.start, span.start), min(a.end, span.end)) for a in one.content if a.overlaps(span)]
            size = sum(end - start for start, end in told)
            naming = [(part.start, part.end) for part in (one.source, one.cue, one.addressee) if part]
            rest = [word for word in words(text, span.start, span.end) if word.text not in COMMON]
            more = [word for word in rest if not _inside(word.start, word.end, [*told, *naming])]
            if size >= SAID * (span.end - span.start) and len(more) <= BESIDE and (best is None or size < best[0]):
                best = size, told
    return best[1] if best else [(span.start, span.end)]


def _inside(start: int, end: int, kept: Sequence[Range]) -> bool:
    return any(first <= start and end <= last for first, last in kept)


def _figures(statement: Statement, kept: Sequence[Range]) -> list[Quantity]:
    """The figures said; a bare "one" is hardly one."""
    found = statement.entry.reading.quantities
    return [one for one in found if one.high != 1 and _inside(one.span.start, one.span.end, kept)]


def _dates(statement: Statement, kept: Sequence[Range]) -> list[Time]:
    return [
        one
        for one in statement.entry.reading.times
        if one.type in ("DATE", "TIME") and _inside(one.span.start, one.span.end, kept)
    ]


def _names(
    found: Sequence[Word], lemma: Mapping[int, str], statement: Statement, told: Sequence[Deed]
) -> dict[int, str]:
    """The names among the words, by index: words with a capital, at the start of a sentence those of actors and bare
    subjects.
    """
    text, start = statement.entry.report.text, statement.span.start
    actors = {part.text for one in statement.entry.reading.actors for part in words(one.name)}
    names = {}
    for at, base in lemma.items():
        word = text[found[at].start : found[at].end].removesuffix("'s").removesuffix("’s")
        country = world().get(word) if word[:1].isupper() else None
        if country and country.id.startswith("country:"):
            names[at] = country.id
        elif (
            word[:1].isupper()
            and base not in COMMON
            and (found[at].start > start or base in actors or is_subject(found, at, base, told))
        ):
            names[at] = base
    return names


def _terms(lemma: Mapping[int, str], names: Mapping[int, str]) -> dict[str, float]:
    """The content terms with their weights."""
    found: dict[str, float] = {}
    plain = frozenset(lemma[at] for at in names)
    for at, base in lemma.items():
        key = names.get(at) or _THINGS.get(base) or meaning(base)
        found[key] = weight(base, plain)
    return found
