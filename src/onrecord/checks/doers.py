"""Who did one deed, where reports name different doers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.checks.aligned import Lines, Pair, nouns, same_part
from onrecord.checks.deed import named
from onrecord.checks.elsewhere import other_days, other_places
from onrecord.checks.facts import days
from onrecord.checks.propositions import Proposition
from onrecord.lexicons.world import Term, terms
from onrecord.meaning import encoder
from onrecord.model.relations import Finding, FindingKind, Side
from onrecord.text.groups import joined
from onrecord.text.wordset import wordset

#: How near two propositions, and their sentences, must be for their doers to be compared; and one of them, for two that
#: name one doer to be of one deed. Of 13 findings on stories that nobody had tuned on, at 0.65 or with only the
#: sentences near, 2 were right, and the wrong ones told of two deeds of one kind.
COMPARED, COMPARED_SENTENCE, LINKED = 0.75, 0.6, 0.62
#: The same where the one only describes and the other names the doer ("a trader shot him", "Marn shot him"), or where
#: what it is done to is told with the same word, kinds and names: two names alone make short propositions unlike.
DESCRIBED, DESCRIBED_SENTENCE = 0.65, 0.5
#: How near two descriptions are in meaning from which they can be one ("scientists", "astrophysicists").
ONE_DOER = 0.55
#: For a contradiction: both nearness of the propositions and of their sentences.
SURE, SURE_SENTENCE = 0.75, 0.65
#: Words of a longest description that is shown.
LONGEST = 9
_AGENTS = wordset(
    "police court team army force government ministry company union group military council committee agency "
    "authority gunman guard crew staff firm bank parliament senate congress cabinet troop soldier militia navy "
    "side party coalition hospital zoo airline university club city state country nation resident witness "
    "official president minister king queen chief head leader member expert relative family mother father man "
    "woman boy girl people student child secretary chairman chairwoman governor mayor senator judge director "
    "ambassador prosecutor"
)
#: What somebody decides or says is not who does it.
_NO_DOER = re.compile(r"(?:ion|ment|ing|ence|ance|ness|ity|plan|speech|move|word|attempt|threat|bid|effort)$")
_ENDINGS = re.compile(r"(?:er|or|ist|ian|ant|(?<!m)ent|ee|man|men|woman|women)$")
_GENERAL = wordset("anyone someone somebody everyone nobody none other one who people report source person thing")
#: Deeds that two do together, or that many can do each for themselves.
_SHARED = wordset(
    "meet sign agree talk fight exchange share join discuss attend say play accuse condemn welcome criticise "
    "criticize support call demand want expect believe know see hold use have own live work visit face follow "
    "praise reject oppose blame warn urge sponsor back endorse propose denounce slam blast defend question dismiss "
    "threaten tell ask deny confirm describe mourn thank congratulate pay receive need cover report tweet post "
    "hurt help affect lead include watch read hear like love hate fear"
)
#: Deeds that each chamber or body does with the same text.
_EACH_HOUSE = wordset("pass approve adopt ratify vote enact clear")
#: Things whose words end as those of persons do.
_THINGS = wordset(
    "order letter paper power water number matter weather computer winter summer river tower centre center offer "
    "answer error disaster dinner corner border theater theatre newspaper server tanker plant restaurant event "
    "incident percent content accident factor motor rumor rumour harbor harbour labor labour horror terror"
)
#: Words for who governs a country, for which its name or its capital can stand.
_GOVERNING = wordset("government administration regime leadership authority state country nation ministry official")
_BACK = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))


def differ(lines: Lines) -> Iterator[Finding]:
    """Deeds that two or more reports put down to different doers.

    Two propositions are of one deed if they are near in meaning and what it is done to is the same thing in both, and
    each verb has its doer itself; deeds that everybody can do for himself (to criticise, to sponsor) are left out. The
    doers differ if they share no noun or name, are not near in meaning, and neither is a pronoun or a description such
    as "the company" that can point back to the other. Two names of one kind, for a deed that one does alone, are a
    contradiction; any others can both be right.

    Args:
        lines: the propositions that tell of one deed.
    """
    links, unlike = [], set()
    for pair in lines.pairs:
        a, b = lines.found[pair.a], lines.found[pair.b]
        if max(pair.near, pair.whole) < LINKED or not _one_deed(a, b):
            continue
        same = same_part(a, a.actor, b, b.actor)
        if (same is False and _different(a, b)) or (same is True and _owners(a, b)):
            if _near(a, b, pair):
                links.append((pair.a, pair.b))
                unlike.add((pair.a, pair.b))
        elif same is True:
            links.append((pair.a, pair.b))
    pairs = {(pair.a, pair.b): pair for pair in lines.pairs}
    found: dict[str, Finding] = {}
    for group in joined(links):
        inside = [pairs[link] for link in sorted(unlike) if link[0] in group and link[1] in group]
        if inside:
            one = _finding(lines, group, inside)
            if one.id not in found or one.kind == "contradiction":
                found[one.id] = one
    yield from found.values()


def _near(one: Proposition, other: Proposition, pair: Pair) -> bool:
    """Whether two propositions with unlike doers are near enough to be of one deed."""
    described = _is_name(one, one.actor or 0) != _is_name(other, other.actor or 0)
    least = (DESCRIBED, DESCRIBED_SENTENCE) if described or _very_thing(one, other) else (COMPARED, COMPARED_SENTENCE)
    return pair.near >= least[0] and pair.whole >= least[1]


def _one_deed(one: Proposition, other: Proposition) -> bool:
    if one.negated != other.negated or one.mode != other.mode or other_days(one.statement, other.statement):
        return False
    if not (one.own and other.own) or {one.deed, other.deed} & _SHARED:
        return False
    if _swapped(one, other) or _swapped(other, one) or _other_place(one, other) or _other_thing(one, other):
        return False
    if _pointed(one) and _pointed(other) and not _names_shared(one, other):
        return False
    return same_part(one, one.object, other, other.object) is True and not _counted_apart(one, other)


def _pointed(one: Proposition) -> bool:
    """Whether what it is done to is told by a bare noun, which points to something named before: "the district"."""
    at = one.object
    if at is None or one.tree.tokens[at].tag.startswith("NNP") or _kinds(one) or named(one, at):
        return False
    return not one.tree.children(at, "prep", "relcl", "acl", "nummod")


def _names_shared(one: Proposition, other: Proposition) -> bool:
    """Whether both sentences have a name or a day in common."""
    a, b = (frozenset(day for day in days(each.statement) if day[0] == day[1]) for each in (one, other))
    if a & b:
        return True
    found = [
        {token.lemma for token in each.tree.tokens if token.tag.startswith("NNP") and token.entity != "DATE"}
        for each in (one, other)
    ]
    return bool(found[0] & found[1])


def _other_place(one: Proposition, other: Proposition) -> bool:
    """Whether the sentences are about other places; two places as doers are what is compared, and part nothing."""
    places = [each.tree.tokens[each.actor or 0].entity == "GPE" for each in (one, other)]
    if all(places) or _of_doer(one, other) or _of_doer(other, one):
        return False
    return other_places(one.statement, other.statement)


def _of_doer(one: Proposition, other: Proposition) -> bool:
    """Whether a sentence has a word of the country that does it in the other: "Verania", "a Veranian court"."""
    doer = _term(one, one.actor or 0)
    words = [other.tree.word(at) for at in range(len(other.tree.tokens))]
    return doer is not None and any(word in terms() and terms()[word].id == doer.id for word in words)


def _other_thing(one: Proposition, other: Proposition) -> bool:
    """Whether one thing is told here and many there, or both tell its name or kind, and no word of these in common."""
    if len({each.tree.tokens[each.object or 0].tag for each in (one, other)} & {"NNS", "NN"}) == 2:
        return True
    names = [named(each, each.object) if each.object is not None else frozenset() for each in (one, other)]
    kinds = [_kinds(each) for each in (one, other)]
    return any(a and b and not a & b for a, b in (names, kinds))


def _very_thing(one: Proposition, other: Proposition) -> bool:
    """Whether what it is done to is told with one noun, and the same words for its kind and name."""
    if one.object is None or other.object is None:
        return False
    heads = [each.tree.tokens[each.object or 0].lemma for each in (one, other)]
    return (
        heads[0] == heads[1] and _kinds(one) == _kinds(other) and named(one, one.object) == named(other, other.object)
    )


def _kinds(one: Proposition) -> frozenset[str]:
    """The words that tell of which kind a thing is: "resignation letter", "open letter"."""
    found = one.tree.children(one.object, "amod", "compound", "poss") if one.object is not None else []
    return frozenset(one.tree.tokens[at].lemma for at in found if one.tree.tokens[at].tag != "PRP$")


def _counted_apart(one: Proposition, other: Proposition) -> bool:
    """Whether what it is done to is counted, and not alike: 74 seats of one party and 58 of another."""
    a, b = (_numbers(each) for each in (one, other))
    return bool(a or b) and a != b


def _numbers(one: Proposition) -> frozenset[str]:
    parsed = one.tree
    phrase = parsed.phrase(one.object) if one.object is not None else []
    numbers = [at for at in phrase if parsed.tokens[at].tag == "CD"]
    return frozenset(parsed.tokens[at].lemma for at in numbers if parsed.tokens[parsed.tokens[at].head].lemma != "year")


def _swapped(one: Proposition, other: Proposition) -> bool:
    """Whether who does it in the one is who it is done to, or with, in the other."""
    if one.actor is None:
        return False
    parts = [part for part in (other.object, *other.places.values()) if part is not None]
    doer = one.tree.tokens[one.actor].lemma
    return any(doer in nouns(other, part) for part in parts)


def _different(one: Proposition, other: Proposition) -> bool:
    """Whether two doers are surely not one under two descriptions."""
    at, to = one.named(one.actor), other.named(other.actor)
    if at is None or to is None or not _agent(one, at) or not _agent(other, to):
        return False
    a, b = one.tree.tokens[at], other.tree.tokens[to]
    if DamerauLevenshtein.distance(a.lemma, b.lemma) <= 1 or a.lemma in _GENERAL or b.lemma in _GENERAL:
        return False
    if (
        _points_back(one, at)
        or _points_back(other, to)
        or _initials(one, at, other, to)
        or _initials(other, to, one, at)
    ):
        return False
    if _joined(one, at) & _joined(other, to) or _stands_for(one, at, other, to) or _stands_for(other, to, one, at):
        return False
    if (a.tag == "NNS" and b.entity == "PERSON") or (b.tag == "NNS" and a.entity == "PERSON"):
        return False  # one of the scientists
    if "NNP" in (a.tag, b.tag) or "NNPS" in (a.tag, b.tag):
        return True  # a name is near in meaning to whatever is called after it ("Israel", "an Israeli court")
    return encoder.load().near(one.words(at), other.words(to)) < ONE_DOER


def _joined(one: Proposition, at: int) -> frozenset[str]:
    """The nouns of a doer and of those that "and" joins to it: "the mayor and the council"."""
    first = one.tree.first_joined(at)
    return frozenset(noun for part in _members(one, first) for noun in nouns(one, part))


def _members(one: Proposition, at: int) -> list[int]:
    return [at, *(found for more in one.tree.children(at, "conj") for found in _members(one, more))]


def _stands_for(one: Proposition, at: int, other: Proposition, to: int) -> bool:
    """Whether a place can stand for who governs from it: a capital for its country, "the Kremlin" for a president."""
    first, second = _term(one, at), _term(other, to)
    if first is not None and second is not None and first.id == second.id:
        return True
    token = other.tree.tokens[to]
    if first is not None and "seat" in first.kinds:
        return token.entity == "PERSON" or token.lemma.lower() in _GOVERNING
    placed = one.tree.tokens[at].entity == "GPE" or (first is not None and "capital" in first.kinds)
    return placed and token.lemma.lower() in _GOVERNING


def _term(one: Proposition, at: int) -> Term | None:
    words = one.words(at).removeprefix("the ").removeprefix("The ")
    return terms().get(words) or terms().get(one.tree.word(at))


def _owners(one: Proposition, other: Proposition) -> bool:
    """Whether two doers of one kind belong to two names: "Karsland's artillery", "Verania's artillery"."""
    if any(_NO_DOER.search(each.tree.tokens[each.actor or 0].lemma) for each in (one, other)):
        return False
    a, b = (_owner(each) for each in (one, other))
    return bool(a) and bool(b) and not a & b


def _owner(one: Proposition) -> frozenset[str]:
    parsed = one.tree
    found = parsed.children(one.actor, "poss") if one.actor is not None else []
    return frozenset(parsed.tokens[at].lemma for at in found if parsed.tokens[at].tag.startswith("NNP"))


def _agent(one: Proposition, at: int) -> bool:
    """Whether a noun can name who does something."""
    token = one.tree.tokens[at]
    named = token.entity in ("PERSON", "ORG", "GPE", "NORP") or token.tag.startswith("NNP")
    return named or token.lemma in _AGENTS or (token.lemma not in _THINGS and bool(_ENDINGS.search(token.lemma)))


def _is_name(one: Proposition, at: int) -> bool:
    return any(one.tree.tokens[word].tag.startswith("NNP") for word in one.tree.phrase(at))


def _points_back(one: Proposition, at: int) -> bool:
    """Whether a description has no name and an article or pronoun that points back: "the company", "its crew"."""
    parsed = one.tree
    words = parsed.phrase(at)
    names = [word for word in words if parsed.tokens[word].tag.startswith("NNP")]
    if any(parsed.tokens[word].lemma.lower() not in _AGENTS for word in names):  # "the Council" is no name
        return False
    return any(parsed.tokens[word].lemma in _BACK for word in words)


def _initials(one: Proposition, at: int, other: Proposition, to: int) -> bool:
    """Whether one doer is the first letters of the other's name."""
    short = one.tree.word(at).replace(".", "")
    full = [word for word in other.words(to).split() if word[:1].isupper() and word.lower() not in _BACK]
    return short.isupper() and len(full) > 1 and "".join(word[:1] for word in full).startswith(short)


def _finding(lines: Lines, group: Sequence[int], unlike: Sequence[Pair]) -> Finding:
    """The finding with one doer of each report: that of the proposition that most others are linked to."""
    by_report: dict[int, list[int]] = defaultdict(list)
    wanted = {at for pair in unlike for at in (pair.a, pair.b)}
    for at in group:
        if lines.found[at].named(lines.found[at].actor) is not None:
            by_report[lines.order[at]].append(at)
    chosen = [sorted(places, key=lambda at: (at not in wanted, at))[0] for _, places in sorted(by_report.items())]
    best = max(unlike, key=lambda pair: (pair.near, _where(lines, pair)))
    one, other = sorted((lines.found[best.a], lines.found[best.b]), key=lambda each: _start(each))
    kind = _kind(one, other, best)
    sides = _sides([lines.found[at] for at in chosen])
    values = (_doer(one), _doer(other))
    because = "each is named as the only one" if kind == "contradiction" else "both can be right"
    return Finding.of(
        kind=kind,
        type="actor",
        about=f"who did it: {one.told}",
        sides=sides,
        why=f"“{values[0]}” here and “{values[1]}” there for the same deed (“{one.deed}”: {one.told}); {because}",
        rule="doers",
    )


def _start(one: Proposition) -> tuple[str, int]:
    return one.statement.entry.id, one.statement.span.start


def _where(lines: Lines, pair: Pair) -> list[tuple[str, int]]:
    return sorted(_start(lines.found[at]) for at in (pair.a, pair.b))


def _sides(chosen: Sequence[Proposition]) -> tuple[Side, ...]:
    """A side for each proposition; those that name one doer have one value, the first of its descriptions."""
    sides: list[Side] = []
    for number, one in enumerate(chosen):
        alike = [
            at
            for at in range(number)
            if same_part(one, one.actor, chosen[at], chosen[at].actor) and not _owners(one, chosen[at])
        ]
        value = sides[alike[0]].value if alike else _doer(one)
        words = one.tree.phrase(one.actor or 0)
        sides.append(one.statement.side(value, one.tree.span(words, one.statement.entry.report.text)))
    return tuple(sides)


def _doer(one: Proposition) -> str:
    """A doer as the report writes it, the first words of a long description."""
    actor = one.named(one.actor)
    return " ".join(one.words(actor).split()[:LONGEST]) if actor is not None else ""


def _kind(one: Proposition, other: Proposition, pair: Pair) -> FindingKind:
    """A contradiction if both doers are names of one kind, and the deed is one that one does alone."""
    a, b = one.tree.tokens[one.actor or 0], other.tree.tokens[other.actor or 0]
    kinds = {a.entity, b.entity} - {""}
    named = a.tag == b.tag == "NNP" and len(kinds) <= 1 and not kinds - {"PERSON", "ORG", "GPE"}
    named = named or _owners(one, other)
    alone = one.deed not in _SHARED and other.deed not in _SHARED and one.mode == "fact"
    joint = any(each.tree.children(each.actor or 0, "conj") for each in (one, other))
    alone = alone and not {one.deed, other.deed} & _EACH_HOUSE
    things = _very_thing(one, other)
    sure = pair.near >= SURE and pair.whole >= SURE_SENTENCE
    return "contradiction" if named and alone and things and sure and not joint else "precision"
