"""How badly somebody was hurt, as reports grade it: seriously here, slightly there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.elsewhere import other_days, other_places
from onrecord.checks.facts import Statement
from onrecord.checks.merging import Same
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import is_venue, same_thing
from onrecord.meaning import encoder
from onrecord.model.relations import Finding
from onrecord.model.spans import Span
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: How near two sentences must be in meaning where both name the one who is hurt, as for one matter elsewhere.
NEAR = 0.5
_VERBS = wordset("injure hurt wound")
_NOUNS = wordset("injury wound")
#: The lowest and highest grade that words leave open: 0 hardly, 1 slightly, 2 in between, 3 seriously, 4 in danger of
#: life. "Serious" leaves danger open, "not life-threatening" leaves all below it open. In the order in which they are
#: looked for: what denies comes before what it denies.
_GRADES: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(pattern), low, high)
    for pattern, low, high in (
        (r"\b(?:not|n.t|non|never)\b[\s-]*(?:life[\s-]*)?threatening", 1, 3),
        (r"\b(?:not|n.t|non|never)\b[\s-]*(?:seriously|serious|severely|severe|badly|critical|critically)", 0, 2),
        (r"life[\s-]*threatening|\bcritical(?:ly)?\b|\bmortal(?:ly)?\b", 4, 4),
        (r"\b(?:serious|seriously|severe|severely|badly|grave|gravely|major)\b", 3, 4),
        (r"\b(?:minor|slight|slightly|light|lightly|superficial)\b", 1, 1),
    )
)
#: Verbs whose subject has the injuries that they tell of.
_BEARING = wordset("suffer sustain have receive get survive escape incur recover die lie walk go come be remain arrive")
#: What is hurt without a body.
_NO_BODY = wordset(
    """bank company firm economy market industry sector party country state nation team club business growth sale price
    share crown dollar euro currency trade reputation image pride feeling career chance campaign relation confidence
    hospital clinic ward"""
)
#: Prepositions by which injuries are limited to one moment ("not seriously hurt in the fall").
_MOMENT = frozenset(("in", "during", "by", "from"))
_FULL = frozenset(("serious", "severe", "significant"))


@dataclass(frozen=True, slots=True)
class Grade:
    """How badly somebody is hurt, in one sentence.

    Attributes:
        statement: the sentence.
        span: the words of the grade with what they stand on.
        low: the lowest grade that they leave open.
        high: the highest.
        who: lemma of who is hurt.
        many: whether that is more than one.
        counts: the figures beside it.
        moments: nouns of the happening that the words limit it to.
    """

    statement: Statement
    span: Span
    low: int
    high: int
    who: str
    many: bool
    counts: frozenset[str]
    moments: frozenset[str]

    @property
    def line(self) -> str:
        """Its sentence on one line."""
        return " ".join(self.statement.span.text.split())

    @property
    def words(self) -> str:
        """The grade as it is written, on one line."""
        return " ".join(self.span.text.lower().split())


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding | Same]:
    """Injuries of one person, or of one group of the same size, that reports grade differently.

    Grades exclude each other where what the words leave open does not meet: minor and life-threatening, "not seriously
    hurt" and "serious injuries"; otherwise both can hold ("serious", "not life-threatening"). Whoever is hurt must be
    named by words for one thing. "Not seriously hurt in the fall" leaves open what came after it, and is only held
    against sentences that tell of the fall; a state that has since changed cannot be told apart from a contradiction.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    found = [(order, one) for order, report in enumerate(statements) for told in report for one in grades(told)]
    links = [
        (a, b)
        for a, b in combinations(range(len(found)), 2)
        if ((found[a][0], found[b][0]) in near and _one_person(found[a][1], found[b][1]))
        or (found[a][0] == found[b][0] and _like(found[a][1], found[b][1]))
    ]
    for group in joined(links):
        finding = _finding([found[at] for at in group])
        if finding is not None:
            yield finding


@once
def grades(statement: Statement) -> list[Grade]:
    """The graded injuries of a sentence, in text order."""
    parsed = tree(statement.sentence)
    found = []
    for at, token in enumerate(parsed.tokens):
        if token.lemma in _VERBS and token.tag in ("VBN", "VBD", "JJ"):
            kept, who = [at, *_beside(parsed, at, "advmod", "neg")], _hurt(parsed, at)
        elif token.lemma in _NOUNS and token.tag.startswith("NN") and token.role != "compound":
            kept, who = [at, *_beside(parsed, at, "amod", "compound", "nmod")], _bearer(parsed, at)
        else:
            continue
        kept += [one - 1 for one in kept if parsed.word(one).lower() in ("n't", "n’t") and one]
        kept += _first_half(parsed, min(kept))
        grade = _grade(parsed, kept)
        who = _named(parsed, who)
        if grade is not None and who is not None:
            found.append(_made(statement, parsed, sorted(set(kept)), grade, who, _moments(parsed, at)))
    return found


def _moments(parsed: Tree, at: int) -> frozenset[str]:
    """The nouns of what injuries come from: the fall of "hurt in the fall", not the hospital of "in hospital"."""
    verb = at if parsed.is_verb(at) else parsed.verb_of(at)
    preps = parsed.children(at, "prep", "agent") + (parsed.children(verb, "prep", "agent") if verb is not None else [])
    nouns = [one for prep in preps if parsed.tokens[prep].lemma in _MOMENT for one in parsed.children(prep, "pobj")]
    told = [parsed.tokens[one] for one in nouns]
    return frozenset(
        one.lemma for one in told if one.tag in ("NN", "NNS") and not one.entity and not is_venue(one.lemma)
    )


def _made(
    statement: Statement, parsed: Tree, kept: Sequence[int], grade: tuple[int, int], who: int, moments: frozenset[str]
) -> Grade:
    token = parsed.tokens[who]
    counts = frozenset(parsed.tokens[one].lemma for one in parsed.children(who, "nummod"))
    span = parsed.span(kept, statement.entry.report.text)
    return Grade(statement, span, *grade, token.lemma, token.tag.endswith("S"), counts, moments)


def _beside(parsed: Tree, at: int, *roles: str) -> list[int]:
    """The words on a word in some roles, with what hangs on them."""
    found = []
    for child in parsed.children(at, *roles):
        found += [child, *_beside(parsed, child, *roles, "conj", "cc", "npadvmod", "punct", "advmod", "neg", "prep")]
    return found


def _first_half(parsed: Tree, at: int) -> list[int]:
    """The words "serious, but" before a grade; parses part them from it."""
    before = list(range(max(0, at - 3), at))
    words = [parsed.word(one).lower() for one in before]
    joins = [one for one in words if one not in (",", "but", "though", "yet")]
    return before[-len(words[words.index(joins[-1]) :]) :] if joins and joins[-1] in _FULL and "but" in words else []


def _grade(parsed: Tree, kept: Sequence[int]) -> tuple[int, int] | None:
    words = " ".join(parsed.word(at).lower() for at in sorted(set(kept)))
    found = [(low, high) for pattern, low, high in _GRADES if pattern.search(words)]
    if not found:
        return None
    denied = bool(re.search(r"\bnot\b|\bn.t\b|\bnon\b|\bnever\b", words))
    if denied and found[0] == (1, 3):  # "serious, but non-life-threatening"
        return (3, 3) if (3, 4) in found else (1, 3)
    return found[0]


def _hurt(parsed: Tree, at: int) -> int | None:
    """Who is hurt: the subject of "was hurt", the object of "hurt somebody", the noun of "a man hurt in the crash"."""
    passive = parsed.children(at, "nsubjpass") or (
        parsed.children(at, "nsubj") if parsed.children(at, "auxpass") or parsed.tokens[at].tag == "JJ" else []
    )
    if passive or parsed.children(at, "dobj"):
        return (passive or parsed.children(at, "dobj"))[0]
    head = parsed.head(at)
    return head if parsed.tokens[at].role == "acl" and head is not None and parsed.is_noun(head) else None


def _bearer(parsed: Tree, at: int) -> int | None:
    """Who has the injuries: the subject of the verb over them, or the noun that has them."""
    below = at
    for up in parsed.above(at):
        if parsed.is_verb(up):
            whom = parsed.children(up, "nsubjpass") or [one for one in parsed.children(up, "dobj") if one != below]
            if not whom and parsed.tokens[up].lemma in _BEARING:
                whom = parsed.children(up, "nsubj")
            if whom or parsed.tokens[up].role not in ("conj", "xcomp", "advcl", "prep", "pcomp"):
                return next(iter(whom), None)
        elif parsed.tokens[up].tag in ("NN", "NNS", "NNP") and _person(parsed, up):
            return up
        below = up
    return None


def _named(parsed: Tree, who: int | None) -> int | None:
    """Who is hurt, if a noun tells it; for "who was hurt" the noun before."""
    if who is not None and parsed.tokens[who].tag in ("WP", "WDT"):
        verb = parsed.head(who)
        who = parsed.head(verb) if verb is not None and parsed.tokens[verb].role == "relcl" else None
    if who is None or not parsed.tokens[who].tag.startswith("NN") or parsed.tokens[who].lemma in _NO_BODY:
        return None
    return who


def _person(parsed: Tree, at: int) -> bool:
    """Whether injuries that hang on a noun are those of whom it names: "a boy with injuries", not "a hospital with"."""
    return parsed.tokens[at].entity in ("", "PERSON") and not is_venue(parsed.tokens[at].lemma)


def _like(one: Grade, other: Grade) -> bool:
    """Whether both are of one, or of groups of the same size, under words for one thing."""
    if one.many != other.many or (one.many and (not one.counts or one.counts != other.counts)):
        return False
    return same_thing(one.who, other.who)


def _one_person(one: Grade, other: Grade) -> bool:
    """Whether both tell of one person, or of groups of the same size."""
    a, b = one.statement, other.statement
    if not _like(one, other) or other_places(a, b) or other_days(a, b):  # two accidents
        return False
    if _of_a_moment(one, other) or _of_a_moment(other, one):
        return False
    return encoder.load().near(one.line, other.line) >= NEAR


def _of_a_moment(one: Grade, other: Grade) -> bool:
    """Whether one is no worse hurt in a moment that the other's sentence does not tell of; worse may have followed."""
    if one.high > 2 or not one.moments:
        return False
    return not one.moments & {token.lemma for token in tree(other.statement.sentence).tokens}


def _finding(group: Sequence[tuple[int, Grade]]) -> Finding | Same | None:
    """One finding for the injuries in all reports; a report that grades them in two ways is left out."""
    by_report: dict[int, list[Grade]] = defaultdict(list)
    for report, grade in group:
        by_report[report].append(grade)
    kept = [found[0] for _, found in sorted(by_report.items()) if len({(one.low, one.high) for one in found}) == 1]
    apart = [(a, b) for a, b in combinations(kept, 2) if (a.low, a.high) != (b.low, b.high) and _one_person(a, b)]
    sides = tuple(grade.statement.side(grade.words, grade.span) for grade in kept)
    if not apart:
        return Same.of("injuries", sides) if len(sides) > 1 else None
    excluding = [(a, b) for a, b in apart if a.high < b.low or b.high < a.low]
    one, other = (excluding or apart)[0]
    because = "the two exclude each other, unless the state has changed" if excluding else "both can hold"
    return Finding.of(
        kind="contradiction" if excluding else "precision",
        type="polarity" if excluding else "certainty",
        about=one.line,
        sides=sides,
        why=f"“{one.words}” against “{other.words}”, both of the {one.who}; {because}",
        rule="injuries",
    )
