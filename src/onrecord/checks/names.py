"""One thing under two spellings or forms of its name in several reports."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.checks.facts import Statement
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.world import terms as world
from onrecord.meaning import encoder
from onrecord.model.relations import Finding
from onrecord.model.spans import Span
from onrecord.text.groups import joined
from onrecord.text.once import once

#: Letters of a word from which one changed letter is a spelling, and from which two are.
ONE_LETTER, TWO_LETTERS = 5, 9
#: How near the sentences around two names must be, for one word alone and for a name with equal words around it.
ALONE, BESIDE = 0.5, 0.3
#: Sentences nearly as near as the nearest: the earliest of them is shown.
NEARLY = 0.08
#: Words that join parts of a name.
_JOINS = frozenset(("of", "the", "and", "for", "de", "al", "bin", "von", "van", "-", "'s", "’s", "&"))
#: Endings that make another word of a name, not another spelling.
_ENDINGS = (
    "s", "n", "an", "ian", "ians", "i", "ese", "ish", "is", "er", "ers", "ic", "ist", "ism", "'s", "y", "ed",
    "al", "ally", "ly",
)  # fmt: skip
#: Endings of which each makes another word of one stem ("federalist", "federalism").
_OF_ONE_STEM = frozenset(("ist", "ism", "ic", "s", "er", "or"))
#: Letters that two ways of writing a foreign name often differ in.
_SOFT = re.compile(r"[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one sentence.

    Attributes:
        statement: the sentence.
        span: its words.
        words: its words in plain lower case letters, without joining marks.
    """

    statement: Statement
    span: Span
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words as one, so that "Rye Song" and "Ryesong" are the same."""
        return "".join(self.words)


def differ(statements: Sequence[Sequence[Statement]], near: set[tuple[int, int]]) -> Iterator[Finding]:
    """Names that reports spell in different ways, where no report has both.

    A spelling: one letter of a word of five or more is another, is missing or added (two letters from nine on), and
    the words beside it are the same or the sentences tell of the same. A name that
    only goes on longer is the same name, and one with another last word ("Harbour Court", "Harbour Act") is another.
    Names of countries and their people, and endings such as "Veranian" of "Verania" or "Constitutional", are no other
    spellings.

    Args:
        statements: the statements of each report.
        near: pairs of reports, by index, that are on one matter.
    """
    found = [_names(report) for report in statements]
    forms = [set(one) | _parts(one) for one in found]
    links: list[tuple[tuple[int, str], tuple[int, str]]] = []
    for a, b in sorted(near):
        for one, other in _pairs(found[a], found[b]):
            if _has(forms[a], found[b][other], found[a][one]) or _has(forms[b], found[a][one], found[b][other]):
                continue
            if _one_name(found[a][one], found[b][other]):
                links.append(((a, one), (b, other)))
    numbers = {place: at for at, place in enumerate(sorted({place for link in links for place in link}))}
    places = sorted(numbers)
    for group in joined((numbers[a], numbers[b]) for a, b in links):
        yield _finding([found[places[at][0]][places[at][1]] for at in group])


def _has(forms: set[str], name: Sequence[Name], instead: Sequence[Name]) -> bool:
    """Whether a report that has one name also has the other, or the words in which the other is unlike."""
    unlike = set(name[0].words) - set(instead[0].words)
    return name[0].key in forms or bool(unlike & forms)


@once
def _names(report: Sequence[Statement]) -> dict[str, list[Name]]:
    """The names of a report by their words as one."""
    found: dict[str, list[Name]] = defaultdict(list)
    for statement in report:
        for name in names_in(statement):
            found[name.key].append(name)
    return found


@once
def _parts(found: Mapping[str, Sequence[Name]]) -> set[str]:
    """The words of all names of a report, each alone and with the next."""
    parts: set[str] = set()
    for names in found.values():
        words = names[0].words
        parts.update(words)
        parts.update("".join(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1))
    return parts


@once
def names_in(statement: Statement) -> list[Name]:
    """The names of a sentence: runs of proper nouns, with the numbers and joining words between them."""
    parsed = tree(statement.sentence)
    found: list[Name] = []
    run: list[int] = []
    for at in range(len(parsed.tokens)):
        if _is_name(parsed, at) or (run and _goes_on(parsed, at)):
            run.append(at)
            continue
        found += _cut(statement, parsed, run)
        run = []
    return found + _cut(statement, parsed, run)


def _is_name(parsed: Tree, at: int) -> bool:
    """Whether a word is a proper noun, or written with a capital inside a sentence."""
    if parsed.tokens[at].tag in ("NNP", "NNPS"):
        return True
    word = parsed.word(at)
    return at > 0 and word[:1].isupper() and len(word) > 1 and parsed.tokens[at].tag[:2] in ("NN", "JJ", "DT", "VB")


def _goes_on(parsed: Tree, at: int) -> bool:
    """Whether a word inside a run of proper nouns belongs to the name."""
    token = parsed.tokens[at]
    if token.tag in ("CD", "HYPH") or token.lemma == "-":
        return True
    after = parsed.tokens[at + 1] if at + 1 < len(parsed.tokens) else None
    return token.lemma in ("of", "the", "and", "&") and after is not None and after.tag in ("NNP", "NNPS")


def _cut(statement: Statement, parsed: Tree, run: Sequence[int]) -> list[Name]:
    words = [(at, plain(parsed.word(at))) for at in run if parsed.tokens[at].lemma not in _JOINS]
    words = [(at, word) for at, word in words if word]
    if not words or not any(char.isalpha() for _, word in words for char in word):
        return []
    span = parsed.span([words[0][0], words[-1][0]], statement.entry.report.text)
    return [Name(statement, span, tuple(word for _, word in words))]


def plain(word: str) -> str:
    """A word in lower case letters without accents, marks and the ending of the genitive."""
    bare = word.removesuffix("'s").removesuffix("’s")
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(char for char in letters if char.isalnum())


def _pairs(one: Mapping[str, Sequence[Name]], other: Mapping[str, Sequence[Name]]) -> Iterator[tuple[str, str]]:
    """The keys of two reports that could be one name: they begin alike."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for key in other:
        by_start[key[:1]].append(key)
    for key in one:
        for like in by_start.get(key[:1], ()):
            if key != like and (variant(one[key][0].words, other[like][0].words)):
                yield key, like


def variant(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words of two names are another spelling of one.

    >>> variant(("nebi", "saleh"), ("nabi", "saleh")), variant(("rye", "song", "1"), ("ryesong",))
    (True, True)
    >>> variant(("verania",), ("veranian",)), variant(("lindau",), ("london",))
    (False, False)
    """
    a, b = "".join(one), "".join(other)
    if a == b:
        return False
    if len(one) == len(other):
        unlike = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
        if len(unlike) != 1:
            return False
        return spelling(*unlike[0], beside=len(one) > 1)
    return _stem(a, b)


def _stem(one: str, other: str) -> bool:
    """Whether two names are the same but for where they are parted, or for the number at their end."""
    less, more = sorted((one, other), key=len)
    return more.startswith(less) and more[len(less) :].isdigit() and len(less) >= ONE_LETTER


def spelling(one: str, other: str, *, beside: bool) -> bool:
    """Whether two words are spellings of one name.

    Args:
        one: a word in plain letters.
        other: another.
        beside: whether the words beside it are the same, so that shorter ones can be told.
    """
    shorter = min(len(one), len(other))
    if one[0] != other[0] or shorter < (ONE_LETTER - 1 if beside else ONE_LETTER):
        return False
    most = 2 if shorter >= TWO_LETTERS else 1
    if DamerauLevenshtein.distance(one, other, score_cutoff=most) > most:  # cheap, and true of nearly all pairs
        return False
    return not (_DIGIT.search(one) or _DIGIT.search(other) or _ending(one, other) or (_known(one) and _known(other)))


def _ending(one: str, other: str) -> bool:
    """Whether one word is the other with an ending, or both are one stem with two endings."""
    less, more = sorted((one, other), key=len)
    bare = less[:-1] if less[-1:] in "aeiouy" and len(more) > len(less) else less
    stems = [{word.removesuffix(end) for end in _OF_ONE_STEM if word.endswith(end)} for word in (one, other)]
    return bool(stems[0] & stems[1]) or any(more in (less + end, bare + end) for end in _ENDINGS)


def _known(word: str) -> bool:
    """Whether a word names a country, its people or its capital."""
    return world().get(word.capitalize()) is not None


def _one_name(one: Sequence[Name], other: Sequence[Name]) -> bool:
    """Whether two names stand in sentences that tell of the same; of two words in capitals each letter is a word."""
    if one[0].span.text.isupper() and other[0].span.text.isupper():
        return False
    near = float(_nearness(one, other).max())
    return near >= (BESIDE if set(one[0].words) & set(other[0].words) else ALONE)


def nearest(one: Sequence[Name], other: Sequence[Name]) -> tuple[Name, Name]:
    """The two places of two names whose sentences are nearest in meaning, the earlier of equally near ones."""
    product = _nearness(one, other)
    at = int((product >= product.max() - NEARLY).argmax())
    return one[at // len(other)], other[at % len(other)]


def _nearness(one: Sequence[Name], other: Sequence[Name]) -> Any:
    """How near in meaning the sentences of two names are: a row for each of the one, a column for each of the other."""
    a, b = (encoder.vectors(map(_line, names)) for names in (one, other))
    return a @ b.T


def _line(name: Name) -> str:
    return " ".join(name.statement.span.text.split())


def _finding(group: Sequence[Sequence[Name]]) -> Finding:
    """The finding for one name in all its forms, each report with the sentence that is nearest to the others'."""
    chosen = []
    for names in group:
        others = [name for other in group if other is not names and other[0].key != names[0].key for name in other]
        chosen.append(nearest(names, others)[0] if others else names[0])
    sides = tuple(one.statement.side(" ".join(one.span.text.split()), one.span) for one in chosen)
    forms = list(dict.fromkeys(side.value for side in sides))
    return Finding.of(
        kind="precision",
        type="name",
        about=forms[0],
        sides=sides,
        why=f"written {' and '.join(f'“{form}”' for form in forms)} in sentences that tell of the same; no report has "
        f"both, so these are taken for one name{_doubles([names[0] for names in group])}",
        rule="names",
    )


def _doubles(names: Sequence[Name]) -> str:
    """What is added where only vowels, "h" and double letters differ, as in a name from another script."""
    firm = {_TWICE.sub(r"\1", _SOFT.sub("", name.key)) for name in names}
    return "; one may be a slip, or both ways of writing it" if len(firm) == 1 else ""
