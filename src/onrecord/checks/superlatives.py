"""One rank told with another reach or surety: the deadliest in history here, one of the deadliest there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.facts import Statement
from onrecord.checks.hedges import ADVERBS, MODALS, VERBS
from onrecord.checks.merging import Same
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import same_deed, same_thing
from onrecord.meaning import encoder
from onrecord.model.relations import Finding, FindingKind
from onrecord.model.spans import Span
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: How near two sentences must be for ranks of one thing, and of deeds with other verbs. On the labelled events, ranks
#: of one thing stand in sentences at 0.52 and above, and equal words for two things at 0.47 and below.
NEAR, OTHER_DEED = 0.5, 0.6
#: Words between a word of doubt and the rank that are still shown with it.
SHOWN = 6
#: Superlatives that rank the same way.
_SAME = {"deadliest": "worst", "bloodiest": "worst", "biggest": "largest", "greatest": "largest"}
#: Superlatives that rank nothing.
_NO_RANK = wordset("latest least most best earliest closest nearest furthest utmost highest lowest recent slightest")
#: Nouns of which the first is a place in a row and no feat.
_ROW = wordset(
    """class place lady round half quarter day week month year stage step name wife husband marriage minister aid floor
    part component thing sign grade instance responder reading paragraph line row section phase version"""
)
_MODERN = wordset("modern recent recorded postwar living")
_EVER = wordset("ever history world all-time globe globally worldwide humanity mankind")
#: A rank can also be argued, and somebody be described as the first.
_DOUBTS = ADVERBS | {"arguably"}
_DOUBTING = VERBS | wordset("consider regard describe")
_SEVERAL = frozenset(("one", "among", "amongst"))
#: Verbs of saying, of which "for the first time" tells nothing: it is of what is said.
_SAYING = wordset("say claim report announce tell confirm state believe")
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_OWNERS = frozenset(("NORP", "GPE", "ORG", "PERSON"))
_UP = frozenset(("attr", "oprd", "xcomp", "ccomp", "acomp"))


@dataclass(frozen=True, slots=True)
class Rank:
    """A superlative or a first in one sentence.

    Attributes:
        statement: the sentence.
        span: the words of the rank.
        kind: how it ranks.
        thing: lemma of what is ranked; of "the first time" the verb of what is done; empty where no noun is told.
        deed: whether that is a verb.
        several: whether it is one of several.
        doubts: words by which it is not sure.
        modern: whether only newer times are looked at.
        ever: whether all times or the whole world are.
        since: whether it is the first since some time.
        places: where it is ranked.
        limits: the words before the thing that narrow it.
        owner: the name of whose it is.
        own: whether it is told as somebody's own ("its first satellite").
        open: whether nothing in the words of the rank could say whose it is.
    """

    statement: Statement
    span: Span
    kind: str
    thing: str
    deed: bool
    several: bool
    doubts: frozenset[str]
    modern: bool
    ever: bool
    since: bool
    places: frozenset[str]
    limits: frozenset[str]
    owner: str
    own: bool
    open: bool

    @property
    def line(self) -> str:
        """Its sentence on one line."""
        return " ".join(self.statement.span.text.split())

    @property
    def words(self) -> str:
        """The rank as it is written, on one line and with plain marks, so that equal words are equal values."""
        return " ".join(self.span.text.replace("’", "'").split()).replace(" 's ", "'s ")


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding | Same]:
    """Ranks and firsts that reports give with different reach, or one of them with less surety.

    Two ranks are of one thing if they rank the same way (deadliest and worst, largest and biggest, first), the thing or
    the deed is the same, and their sentences are near in meaning. They differ where one is "one of" several or only
    believed, looks at newer times, at one place that the other's sentence does not name, at what came since some year,
    or at a narrower kind of thing. Whether
    the wider rank is true is left open, and a report that gives both is not held against any.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    found = [one for report in statements for told in report for one in ranks(told)]
    order = [number for number, report in enumerate(statements) for told in report for _ in ranks(told)]
    links = [
        (a, b)
        for a, b in combinations(range(len(found)), 2)
        if (order[a], order[b]) in near and _one_thing(found[a], found[b])
    ]
    for group in joined(links):
        finding = _finding([(order[at], found[at]) for at in group])
        if finding is not None:
            yield finding


@once
def ranks(statement: Statement) -> list[Rank]:
    """The ranks in a sentence, in text order."""
    parsed = tree(statement.sentence)
    found = []
    for at in range(len(parsed.tokens)):
        kind, head = _superlative(parsed, at)
        if kind and head is not None:
            one = _rank(statement, parsed, at, head, kind)
            if one is not None:
                found.append(one)
    return found


def _superlative(parsed: Tree, at: int) -> tuple[str, int | None]:
    """How a word ranks, and the index of the noun that it ranks."""
    token, word, head = parsed.tokens[at], parsed.word(at).lower(), parsed.head(at)
    if head is None or word in _NO_RANK or (token.tag != "JJS" and word != "first"):
        return "", None
    kind = _SAME.get(word, word)
    if token.role == "amod" and parsed.tokens[head].tag in ("NN", "NNS") and token.tag in ("JJ", "JJS"):
        return (kind, head) if _single(parsed, head) else ("", None)
    if token.tag == "JJS" and token.role in ("attr", "oprd", "acomp", "pobj") and parsed.children(at, "det"):
        return kind, at
    return "", None


def _single(parsed: Tree, head: int) -> bool:
    """Whether one thing is ranked, or told as one of several; a list of the deadliest ranks none of them."""
    return parsed.tokens[head].tag == "NN" or bool(_several(parsed, head))


def _rank(statement: Statement, parsed: Tree, at: int, head: int, kind: str) -> Rank | None:
    thing, verb = parsed.tokens[head].lemma if head != at else "", None
    if kind == "first":
        if thing in _ROW or parsed.tokens[head].role == "compound" or parsed.children(head, "nummod"):
            return None
        verb = _done_first(parsed, head) if thing == "time" else None
        if thing == "time" and (verb is None or parsed.children(verb, "neg")):
            return None
    phrase = parsed.phrase(head)
    scope = [*phrase, *_scope_of_deed(parsed, head, verb)]
    lemmas = {parsed.tokens[one].lemma for one in phrase}
    several = _several(parsed, head)
    doubts = _doubts(parsed, several[0] if several else head)
    owners = [one for one in parsed.children(head, "poss") if parsed.tokens[one].tag.startswith(("NNP", "PRP", "NN"))]
    if any(parsed.tokens[one].entity in ("DATE", "TIME") for one in owners):  # "Monday's first debate"
        return None
    first = min((*phrase, *several))
    places = [one for one in scope if _place_after(parsed, one)]
    shown = sorted({*phrase, *several, *places, *(one for one in doubts if 0 < first - one <= SHOWN)})
    return Rank(
        statement=statement,
        span=parsed.span(_trim(parsed, shown), statement.entry.report.text),
        kind=kind,
        thing=parsed.tokens[verb].lemma if verb is not None else thing,
        deed=verb is not None,
        several=bool(several),
        doubts=frozenset(parsed.tokens[one].lemma for one in doubts),
        modern=bool(lemmas & _MODERN),
        ever=any(parsed.tokens[one].lemma in _EVER and not _world_war(parsed, one) for one in phrase),
        since="since" in lemmas,
        places=frozenset(parsed.tokens[one].lemma for one in places),
        limits=_limits(parsed, head, at),
        owner=parsed.tokens[owners[0]].lemma if owners and parsed.tokens[owners[0]].tag[:3] == "NNP" else "",
        own=bool(owners),
        open=not owners and _open(parsed, head, phrase),
    )


def _world_war(parsed: Tree, at: int) -> bool:
    return at + 1 < len(parsed.tokens) and parsed.tokens[at + 1].lemma.lower() == "war"


def _done_first(parsed: Tree, head: int) -> int | None:
    """The verb of what is done for the first time."""
    under = parsed.children(head, "relcl", "acl")
    up = parsed.head(head)
    if not under and (up is None or parsed.tokens[up].lemma != "for"):
        return None
    verb = under[0] if under else parsed.verb_of(head)
    told = parsed.children(verb, "ccomp") if verb is not None and parsed.tokens[verb].lemma in _SAYING else []
    return told[0] if told else verb


def _open(parsed: Tree, head: int, phrase: Sequence[int]) -> bool:
    """Whether a rank has no name, no clause and no "of" or "by" that could tell whose it is."""
    if parsed.children(head, "acl", "relcl", "appos"):
        return False
    if any(parsed.tokens[one].lemma in ("of", "by", "from") for one in phrase):
        return False
    return not any(parsed.tokens[one].entity in _OWNERS for one in parsed.children(head, "amod", "compound", "nmod"))


def _scope_of_deed(parsed: Tree, head: int, verb: int | None) -> list[int]:
    """The words that say where what is done for the first time is done, if they stand after "the first time"."""
    if verb is None or verb not in parsed.children(head, "relcl", "acl"):
        return []
    return [one for prep in parsed.children(verb, "prep") for one in parsed.phrase(prep)]


def _several(parsed: Tree, head: int) -> list[int]:
    """The words "one of" or "among" over a rank."""
    up = parsed.head(head)
    if up is None:
        return []
    if parsed.tokens[up].lemma in _SEVERAL:
        return [up]
    over = parsed.head(up)
    if parsed.tokens[up].lemma == "of" and over is not None and parsed.tokens[over].lemma in _SEVERAL:
        return [over, up]
    return []


def _doubts(parsed: Tree, at: int) -> list[int]:
    """The words that make a rank less than sure: before it, on its verb, or the verbs over that."""
    found = [one for one in parsed.children(at, "advmod") if parsed.tokens[one].lemma in _DOUBTS]
    role = parsed.tokens[at].role
    up = parsed.head(at)
    while up is not None and role in _UP | {"prep", "pobj"}:
        found += [
            one
            for one in parsed.children(up, "advmod", "aux")
            if parsed.tokens[one].lemma in _DOUBTS | MODALS and role in _UP
        ]
        if parsed.is_verb(up) and parsed.tokens[up].lemma in _DOUBTING:
            found.append(up)
        role, up = parsed.tokens[up].role, parsed.head(up)
    return found


def _place_after(parsed: Tree, at: int) -> bool:
    """Whether a word is a place that a rank is given for: "in Lindau"."""
    up = parsed.head(at)
    return parsed.tokens[at].entity in _PLACES and up is not None and parsed.tokens[up].lemma in ("in", "on", "for")


def _limits(parsed: Tree, head: int, at: int) -> frozenset[str]:
    """The adjectives and nouns before the thing that tell which of its kind are ranked."""
    return frozenset(
        parsed.tokens[one].lemma
        for one in parsed.children(head, "amod", "compound", "nmod")
        if one > at
        and parsed.tokens[one].entity == ""
        and parsed.word(one).islower()
        and parsed.tokens[one].lemma != "such"
    )


def _trim(parsed: Tree, shown: Sequence[int]) -> Sequence[int]:
    """The words without marks at their ends."""
    kept = [one for one in shown if parsed.tokens[one].tag[:1].isalpha()]
    return kept or shown


def _one_thing(one: Rank, other: Rank) -> bool:
    """Whether two ranks are of one thing."""
    if one.kind != other.kind or one.deed != other.deed:
        return False
    if one.owner and other.owner and one.owner != other.owner:
        return False
    same = same_deed(one.thing, other.thing) if one.deed else _same_noun(one, other)
    if not same and not one.deed:
        return False
    return encoder.load().near(one.line, other.line) >= (NEAR if same else OTHER_DEED)


def _same_noun(one: Rank, other: Rank) -> bool:
    """Whether two nouns name one thing; where the one rank has none, its sentence must name the other's."""
    if one.thing and other.thing:
        return same_thing(one.thing, other.thing)
    bare, told = (other, one) if one.thing else (one, other)
    if not told.thing:
        return bool(_nouns(one) & _nouns(other))
    return any(token.lemma == told.thing for token in tree(bare.statement.sentence).tokens)


def _nouns(one: Rank) -> frozenset[str]:
    """The nouns of a sentence that are no part of the rank, such as what is told to be the deadliest."""
    parsed = tree(one.statement.sentence)
    inside = set(parsed.inside(one.span.start, one.span.end))
    return frozenset(
        token.lemma for at, token in enumerate(parsed.tokens) if token.tag in ("NN", "NNS") and at not in inside
    )


def differs(one: Rank, other: Rank) -> tuple[FindingKind, str] | None:
    """In what the reach or the surety of two ranks of one thing differs; nothing where it does not."""
    if one.several != other.several:
        return "framing", "the one is given as one of several, the other as the only one"
    if bool(one.doubts) != bool(other.doubts):
        return "framing", "the one is not given as sure, the other is"
    if one.modern != other.modern:
        return "precision", "the one looks at newer times only"
    if one.places and other.places and one.kind == "first" and not one.places & other.places:
        return "precision", "they are given for two places"
    return _narrower(one, other) or _narrower(other, one)


def _narrower(wide: Rank, close: Rank) -> tuple[FindingKind, str] | None:
    """How the reach of a rank is narrower than that of another."""
    if wide.ever and not close.ever and close.places:
        return "precision", "the one is for all times or places, the other for a place"
    told_since = any(token.lemma == "since" for token in tree(wide.statement.sentence).tokens)
    if wide.ever and not told_since and close.since and not close.ever:
        return "precision", "the one is for all times, the other since some time"
    if wide.open and close.own and not wide.deed and not wide.several and wide.kind == "first":
        return "precision", "the one is somebody's own first, the other the first of all"
    same = wide.thing == close.thing and wide.own == close.own and wide.several == close.several
    if same and not wide.deed and close.limits > wide.limits:
        return "precision", "the one ranks a narrower kind of thing"
    return None


def _finding(group: Sequence[tuple[int, Rank]]) -> Finding | Same | None:
    """One finding for a rank in all reports that give it, without those that give it both as sure and as not."""
    by_report: dict[int, list[Rank]] = defaultdict(list)
    for report, rank in group:
        by_report[report].append(rank)
    kept = [found for _, found in sorted(by_report.items()) if not _both_ways(found)]
    verdicts = [(a[0], b[0], verdict) for a, b in combinations(kept, 2) if (verdict := _verdict(a, b))]
    sides = tuple(found[0].statement.side(found[0].words, found[0].span) for found in kept)
    if not verdicts:
        return Same.of("superlatives", sides) if len(sides) > 1 else None
    verdicts.sort(key=lambda one: one[2][0] != "framing")
    a, b, (kind, because) = verdicts[0]
    return Finding.of(
        kind=kind,
        type="certainty",
        about=f"{a.words}: {a.line}",
        sides=sides,
        why=f"“{a.words}” against “{b.words}” for one {'deed' if a.deed else 'thing'}, “{a.thing or b.thing}”; "
        f"{because}; whether the wider one holds is not told",
        rule="superlatives",
    )


def _both_ways(found: Sequence[Rank]) -> bool:
    return any((verdict := differs(one, other)) and verdict[0] == "framing" for one, other in combinations(found, 2))


def _verdict(mine: Sequence[Rank], others: Sequence[Rank]) -> tuple[FindingKind, str] | None:
    """How two reports differ in a rank: in each way in which they give it."""
    verdicts = [differs(one, other) for one in mine for other in others]
    return verdicts[0] if all(verdicts) else None
