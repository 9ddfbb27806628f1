"""One person under two offices in several reports: professor here, assistant professor there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.facts import Statement
from onrecord.checks.tree import Tree, tree
from onrecord.model.relations import Finding
from onrecord.model.spans import Span
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: Offices by their kind: two of one kind are not the same, those of two kinds go together ("General", "minister").
_KINDS = {
    "post": "president director chairman chairwoman chairperson chair executive ceo founder minister secretary mayor "
    "governor judge ambassador commissioner spokesman spokeswoman spokesperson lawyer attorney prosecutor "
    "coach treasurer superintendent sheriff chancellor premier envoy ombudsman editor",
    "seat": "senator",
    "rank": "general admiral colonel major captain lieutenant sergeant corporal inspector",
    "chair": "professor lecturer dean rector",
    "title": "king queen prince princess",
    "church": "bishop archbishop cardinal",
}
_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
#: Different words for one office.
_SAME = {
    "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "ceo": "executive", "attorney": "lawyer",
    "spokeswoman": "spokesman", "spokesperson": "spokesman",
}  # fmt: skip
#: Words before an office that make it another.
_RANKS = wordset("assistant associate deputy vice co acting interim junior adjunct visiting honorary emeritus")
#: Those that are one only before a hyphen, or with a capital: "under-secretary", not "under President Varga".
_PREFIXES = frozenset(("under", "sub"))
#: Fields of office, of which two are two offices.
_FIELDS = {
    word: line.split()[0]
    for line in ("foreign", "interior home", "finance treasury", "defence defense", "justice", "health", "energy oil",
                 "transport", "trade commerce", "education", "culture", "agriculture", "environment", "information")
    for word in line.split()
}  # fmt: skip
#: Offices that say little without the words before them.
_BARE = frozenset(("secretary", "minister"))
_PAST = wordset("former ex late then previous outgoing onetime longtime future designate elect incoming next")


#: Words by which somebody is only chosen for what follows: "his pick for secretary".
_CHOSEN = wordset("pick nominee choice candidate nominate")


#: What makes a name that of a son or a father.
_JUNIOR = re.compile(r",? (?:Jr|Sr|Junior|Senior|II|III)\b")


@dataclass(frozen=True, slots=True)
class Office:
    """An office beside a person's name.

    Attributes:
        statement: the sentence.
        span: the words of the office.
        name: the office, in one word for all that name it.
        word: the office as it is called there, so that a press secretary, who is also a "spokesman", is told from one.
        ranks: words that rank it ("assistant").
        field: what it is an office for ("foreign"); empty where that is not told.
    """

    statement: Statement
    span: Span
    name: str
    word: str
    ranks: frozenset[str]
    field: str

    def unlike(self, other: Office) -> bool:
        """Whether two offices cannot be the same words for one."""
        if _KIND[self.name] != _KIND[other.name]:
            return False
        if self.name == other.name == "spokesman" and self.word != other.word:
            return False
        if self.name != other.name or self.ranks != other.ranks:
            return True
        return bool(self.field and other.field) and self.field != other.field


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding]:
    """Persons whom two reports give different offices, right beside the name.

    Two offices differ that are of one kind (president, director; general, colonel), one of them with a rank (assistant,
    deputy, co-), or for two fields (foreign, interior). Who is press secretary can be called a spokesman. Former
    offices are left out, and whoever has both offices in one report has both. Both can be right: nobody is told to be
    wrong.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    held = [_held(report) for report in statements]
    for person in sorted({one for report in held for one in report}):
        having = [at for at, report in enumerate(held) if person in report]
        links = [
            (a, b)
            for a, b in combinations(having, 2)
            if (a, b) in near and all(x.unlike(y) for x in held[a][person] for y in held[b][person])
        ]
        for group in joined(links):
            yield _finding(person, [held[at][person][0] for at in group])


@once
def _held(report: Sequence[Statement]) -> dict[str, list[Office]]:
    """The offices of each person of a report, by actor id, in text order."""
    found: dict[str, list[Office]] = defaultdict(list)
    for statement in report:
        for actor in statement.entry.reading.actors:
            if actor.kind == "person" and " " in actor.name:
                for mention in actor.mentions:
                    if statement.span.contains(mention) and not _JUNIOR.match(statement.entry.report.text, mention.end):
                        found[actor.id] += offices_at(statement, mention)
    return {person: held for person, held in found.items() if held}


def offices_at(statement: Statement, mention: Span) -> list[Office]:
    """The offices that stand beside a name in its sentence."""
    parsed = tree(statement.sentence)
    inside = [at for at in parsed.inside(mention.start, mention.end) if parsed.tokens[at].tag.startswith("NNP")]
    if not inside:
        return []
    head = next((at for at in reversed(inside) if parsed.head(at) not in inside), inside[-1])
    beside = set(parsed.children(head, "compound", "nmod", "appos"))
    over = parsed.head(head)
    if over is not None and parsed.tokens[head].role == "appos":
        beside.add(over)
    beside = {at for at in beside if _right_beside(parsed, at, head)}
    joints = {joint for at in beside for joint in parsed.children(at, "conj", "appos")}
    beside |= {at for at in joints if _right_beside(parsed, at, head)}
    beside = {_executive(parsed, at) for at in beside}
    found = [_office(statement, parsed, at) for at in sorted(beside) if parsed.tokens[at].lemma in _KIND]
    return [one for one in found if one is not None]


def _executive(parsed: Tree, at: int) -> int:
    """Of "chief executive officer" the word that tells the office."""
    if parsed.tokens[at].lemma != "officer":
        return at
    return next((one for one in parsed.children(at, "compound", "amod") if parsed.tokens[one].lemma == "executive"), at)


def _right_beside(parsed: Tree, at: int, name: int) -> bool:
    """Whether nothing but nouns, adjectives, articles and marks stand between: not "the brother of the minister"."""
    between = parsed.tokens[min(at, name) + 1 : max(at, name)]
    of = at < name  # "founder of the firm, Ada Holm"
    return all(
        one.tag.startswith(("NN", "JJ", "DT", "HYPH", "POS", "CC", "PRP$", "``", ",", "CD")) or (of and one.tag == "IN")
        for one in between
    )


def _office(statement: Statement, parsed: Tree, at: int) -> Office | None:
    """The office that a word names; nothing for one that is no longer, or not yet, held."""
    near = [*range(max(0, at - 4), at + 1), *parsed.children(at, "amod", "compound", "nmod")]
    close = {parsed.tokens[one].lemma for one in near if parsed.head(one) == at or _joined(parsed, one, at)}
    ranks = {_rank(parsed, one) for one in (*near, *_run(parsed, at)) if _ranks(parsed, one, at)}
    ranks |= {parsed.tokens[one].lemma for one in near if _is_prefix(parsed, one)}
    run = _run(parsed, at)
    before = {parsed.tokens[one].lemma for one in run}
    opening = parsed.word(run[0] - 1).lower() if run and run[0] else ""  # "Acting" in "Acting FBI Director"
    ranks |= {opening} & _RANKS
    before.add(opening)
    ahead = {parsed.tokens[one].lemma for one in range(max(0, at - 4), at)} & _CHOSEN
    held_then = at + 1 < len(parsed.tokens) and parsed.tokens[at + 1].lemma == "during"
    if (close | before) & _PAST or ahead or held_then:
        return None
    fields = [_FIELDS[word] for word in sorted(close) if word in _FIELDS]
    lemma = parsed.tokens[at].lemma
    ranked = [one for one in (*near, *run) if _rank(parsed, one) in ranks and one < at]
    shown = run if lemma in _BARE else []
    span = parsed.span([min((*ranked, *shown), default=at), at], statement.entry.report.text)
    word = _SAME.get(lemma, lemma)
    name = "spokesman" if lemma == "secretary" and "press" in before else word
    return Office(statement, span, name, word, frozenset(ranks), fields[0] if fields else "")


def _rank(parsed: Tree, at: int) -> str:
    """A word as it may rank an office: "acting" is not "act"."""
    word = parsed.word(at).lower()
    return word if word in _RANKS else parsed.tokens[at].lemma


def _ranks(parsed: Tree, one: int, at: int) -> bool:
    """Whether a word ranks an office; "Co" after a company's name does not."""
    lemma = _rank(parsed, one)
    if lemma not in _RANKS or (lemma == "co" and parsed.word(one) == "Co" and parsed.word(one + 1) != "-"):
        return False
    return parsed.head(one) == at or _joined(parsed, one, at) or one in _run(parsed, at)


def _is_prefix(parsed: Tree, at: int) -> bool:
    """Whether "under" or "sub" is a part of an office."""
    if parsed.tokens[at].lemma not in _PREFIXES or at + 1 >= len(parsed.tokens):
        return False
    return parsed.word(at + 1) == "-" or (at > 0 and parsed.word(at)[:1].isupper())


def _run(parsed: Tree, at: int) -> list[int]:
    """The nouns and adjectives right before an office, up to another office: those of "deputy press secretary"."""
    run = []
    for one in range(at - 1, -1, -1):
        token = parsed.tokens[one]
        if not token.tag.startswith(("NN", "JJ", "HYPH")) or token.lemma in _KIND or token.entity == "PERSON":
            break
        run.append(one)
    return run[::-1]


def _joined(parsed: Tree, one: int, at: int) -> bool:
    """Whether a word stands right before an office, with nothing between but a hyphen or such words."""
    between = [parsed.tokens[n].lemma for n in range(one + 1, at)]
    return one < at and all(
        lemma == "-" or lemma in _RANKS or lemma in _PREFIXES or lemma in _FIELDS for lemma in between
    )


def _finding(person: str, held: Sequence[Office]) -> Finding:
    """The finding, with the first office that each report gives."""
    sides = tuple(one.statement.side(" ".join(one.span.text.split()).lower(), one.span) for one in held)
    actor = held[0].statement.entry.reading.actor(person)
    name = actor.name if actor else person
    values = list(dict.fromkeys(side.value for side in sides))
    return Finding.of(
        kind="precision",
        type="actor",
        about=f"the office of {name}",
        sides=sides,
        why=f"{name} is {' and '.join(f'“{value}”' for value in values)} right beside the name; one person can hold "
        "both, and no report says so",
        rule="offices",
    )
