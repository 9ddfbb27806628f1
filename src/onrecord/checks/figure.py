"""A figure in its statement, with all that tells which fact it is a value of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.checks.amounts import Amount, amount
from onrecord.checks.facts import Statement
from onrecord.checks.marks import BOUNDS, SCOPES, marks
from onrecord.checks.propositions import CLAUSE
from onrecord.checks.tree import Tree, tree
from onrecord.lexicons.meanings import same_deed
from onrecord.model.reading import Quantity, Reading
from onrecord.text.once import once
from onrecord.text.ranges import Ranges
from onrecord.text.wordset import wordset

#: Measures of one dimension, as multiples of its unit here.
_UNITS = {
    "lb": ("kg", 0.4536), "g": ("kg", 0.001), "t": ("kg", 1000.0), "ft": ("m", 0.3048), "in": ("m", 0.0254),
    "yd": ("m", 0.9144), "mile": ("m", 1609.34), "km": ("m", 1000.0), "cm": ("m", 0.01), "second": ("minute", 1 / 60),
    "hour": ("minute", 60.0), "mile2": ("km2", 2.59), "mph": ("km/h", 1.609), "kn": ("km/h", 1.852),
    "decade": ("year", 10.0), "century": ("year", 100.0), "cent": ("cent", 1.0),
}  # fmt: skip
#: Two figures in different units of one dimension are equal up to rounding by this part.
ROUNDED = 0.03
#: Verbs that name the kinds of tolls: figures that grow and are corrected as news comes in.
TOLLS = ("kill", "injure", "missing", "arrest", "displace", "evacuate")
#: Verbs by which a figure comes to another: what stands after "from" is the old one.
_CHANGES = wordset(
    "rise climb grow jump increase go fall drop decline decrease cut reduce lower raise revise correct reach "
    "stand be pass top hit exceed move update"
)
_DOUBT = frozenset(("may", "might", "could", "would", "should", "can"))
_UNREAL = frozenset(("would", "could", "might", "should"))
#: "For the third time in five years": the span belongs to the count before it.
_TIME_IN = re.compile(r"\b(?:times?|once|twice|first|since)\s+(?:in|over|for)\s+(?:the\s+)?(?:last\s+|past\s+)?$", re.I)
#: Verbs after which what follows is not told as done.
_WANTS = wordset("ask want seek plan propose demand order urge intend hope try threaten vow promise offer refuse call")
#: Digits before the zeros at its end that a figure has which two things hardly share.
EXACT = 3
_AGE = re.compile(r"\bold\b|\baged?\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its statement.

    Attributes:
        statement: the sentence that gives it.
        quantity: the figure.
        unit: its dimension's unit; ``None`` for a plain count.
        low: lowest value in that unit.
        high: highest value in it.
        thing: lemma of what is counted or measured; empty where none is told.
        deed: lemma of what is told of it; empty where nothing is.
        role: what the thing is to the deed.
        attributive: whether it is a property of the thing.
        negated: whether the deed is denied.
        mode: ``fact``, ``future``, ``doubt``, ``unreal`` or ``wanted``.
        scope: words that make it a figure of a part, of more, of another time.
        names: names in the words that tell what it is a figure of.
        told: those words, without the figure.
        shown: the same with "…" where the figure stands, for a reader.
        lasting: spans of time in those words ("in three months", "a year").
        subject: lemma of what does the deed; empty where that is a pronoun or not told.
        kinds: words before the thing that tell which of its kind are counted ("female", "Karsland").
        marks: words of the sentence that tell one of several apart: ordinals, rates ("a month"), sides ("against"),
            aspects of a measure ("wide"), a part ("among women"); each with what it is a mark of.
        pointed: whether a pronoun in its words points to something told elsewhere ("its crew of 21").
    """

    statement: Statement
    quantity: Quantity
    unit: str | None
    low: float
    high: float
    thing: str
    deed: str
    role: str
    attributive: bool
    negated: bool
    mode: str
    scope: frozenset[str]
    names: frozenset[str]
    told: str
    shown: str = ""
    lasting: frozenset[str] = frozenset()
    subject: str = ""
    kinds: frozenset[str] = frozenset()
    marks: frozenset[tuple[str, str]] = frozenset()
    pointed: bool = False

    @property
    def toll(self) -> str | None:
        """What it is a toll of: dead, hurt, missing…; ``None`` for any other figure."""
        return toll_of(self.deed) if self.unit is None else None

    @property
    def age(self) -> bool:
        """Whether it is somebody's age."""
        return self.unit in ("year", "month") and _AGE.search(self.quantity.span.text) is not None

    @property
    def vague(self) -> bool:
        """Whether it is a word such as "dozens"."""
        return self.low != self.high and self.quantity.approximate

    @property
    def exact(self) -> bool:
        """Whether it is given to its last digit, with nothing that leaves it open: two things hardly share one."""
        digits = f"{self.quantity.low:.10g}".replace(".", "").rstrip("0")
        return not self.vague and not self.quantity.approximate and self.low == self.high and len(digits) >= EXACT

    def like(self, other: Figure) -> bool:
        """Whether two figures give the same value."""
        if self.unit != other.unit:
            return False
        if self.quantity.unit == other.quantity.unit:
            return (self.low, self.high) == (other.low, other.high)
        return _near(self.low, other.low) and _near(self.high, other.high)

    def same_care(self, other: Figure) -> bool:
        """Whether both give it as exact, or both as open in one way."""
        a, b = self.quantity, other.quantity
        if "average" in self.scope & other.scope:  # "an average of 22" is also "22, on average"
            return True
        return (a.approximate, a.mod) == (b.approximate, b.mod)


#: Words and figures of a sentence in which figures are compared. Of 89 news reports on 14 events no sentence has more
#: than 180 words and 6 figures.
LONGEST, MOST = 1_000, 50


@once
def figures(statement: Statement) -> list[Figure]:
    """The quantities of a statement that was parsed, without numbers that are part of a name ("Apollo 13").

    What is longer than any sentence, or has more figures than one can tell of, is a list or a table: none of its
    figures can be told to be of one thing.
    """
    parsed = tree(statement.sentence)
    reading, span = statement.entry.reading, statement.span
    quantities = [reading.quantities[at] for at in _places(reading).near(span.start, span.end)]
    if not 0 < len(parsed.tokens) <= LONGEST or len(quantities) > MOST:
        return []
    found = []
    for one in quantities:
        if span.contains(one.span) and not _names_it(parsed, one) and not _aside(statement, one):
            where = amount(parsed, one)
            if where is not None:
                found.append(_figure(statement, parsed, one, where))
    return [one for one in found if not (one.role == "from" and one.deed in _CHANGES)]


@once
def _places(reading: Reading) -> Ranges:
    """Where the quantities of a report stand."""
    return Ranges((one.span.start, one.span.end) for one in reading.quantities)


def _aside(statement: Statement, one: Quantity) -> bool:
    """Whether a figure is no statement of its own."""
    return _time_in(statement, one) or _held_against(statement, one)


def _held_against(statement: Statement, one: Quantity) -> bool:
    """Whether something else is only held against a figure: "less than the $5 billion that she had asked for"."""
    before = statement.span.text[: one.span.start - statement.span.start].lower().split()
    return before[-2:] == ["than", "the"]


def _time_in(statement: Statement, one: Quantity) -> bool:
    """Whether a span of time only tells how long something had not happened: "the first time in 28 years"."""
    before = statement.span.text[: one.span.start - statement.span.start]
    return one.unit is not None and _TIME_IN.search(" ".join(before.split()[-6:]) + " ") is not None


def _figure(statement: Statement, parsed: Tree, one: Quantity, where: Amount) -> Figure:
    unit, factor = _UNITS.get(one.unit or "", (one.unit, 1.0))
    told = _told(parsed, where, set(parsed.inside(one.span.start, one.span.end)))
    thing = parsed.tokens[where.thing].lemma if where.thing is not None else ""
    deed = where.deed
    lemma = parsed.tokens[deed].lemma if deed is not None else ""
    if thing in ("time", "occasion"):  # "30 times" counts the deed
        thing = ""
    if unit is None and lemma in _CHANGES and _toll_changes(parsed, deed):
        thing, lemma = "", TOLLS[0]
    return Figure(
        statement=statement,
        quantity=one,
        unit=unit,
        low=one.low * factor,
        high=one.high * factor,
        thing=thing,
        deed=lemma,
        role=where.role,
        attributive=where.attributive,
        negated=deed is not None and bool(parsed.children(deed, "neg")),
        mode=_mode(parsed, deed),
        scope=_scope(statement, parsed, where, one),
        names=_names(statement, parsed, told),
        told=" ".join(parsed.word(at) for at in told),
        shown=_shown(parsed, told, parsed.inside(one.span.start, one.span.end)),
        lasting=_lasting(statement, parsed, told, one),
        subject=_subject(parsed, deed),
        kinds=_kinds(parsed, where),
        marks=marks(parsed, one.span.end, told),
        pointed=any(parsed.tokens[at].tag in ("PRP", "PRP$") for at in told),
    )


def _kinds(parsed: Tree, where: Amount) -> frozenset[str]:
    """The adjectives and nouns before what is counted."""
    if where.thing is None:
        return frozenset()
    found = parsed.children(where.thing, "amod", "compound", "nmod")
    return frozenset(parsed.tokens[at].lemma for at in found if parsed.tokens[at].tag[:2] in ("JJ", "NN", "VB"))


def _subject(parsed: Tree, deed: int | None) -> str:
    """The noun that does a deed, also of a clause that hangs on it; nothing for a passive."""
    if deed is None or not parsed.is_verb(deed) or parsed.children(deed, "auxpass", "nsubjpass"):
        return ""
    found = parsed.children(deed, "nsubj", "nsubjpass")
    over = parsed.head(deed)
    if (not found or parsed.tokens[found[0]].tag in ("WDT", "WP")) and over is not None:
        if parsed.tokens[deed].role in ("acl", "relcl"):
            found = [over]
        elif parsed.tokens[deed].role in ("conj", "xcomp", "advcl"):
            found = parsed.children(over, "nsubj", "nsubjpass")
    named = [at for each in found for at in (each, *_of_them(parsed, each)) if parsed.tokens[at].tag.startswith("NN")]
    return parsed.tokens[named[0]].lemma if named else ""


def _of_them(parsed: Tree, at: int) -> list[int]:
    """The noun of which a word takes a part: "most of the currencies"."""
    return [noun for prep in parsed.children(at, "prep") if parsed.tokens[prep].lemma == "of"
            for noun in parsed.children(prep, "pobj")]  # fmt: skip


def _toll_changes(parsed: Tree, deed: int | None) -> bool:
    """Whether it is a death toll that a verb says has changed or stands: "the toll rose to 31"."""
    beside = parsed.children(deed, "nsubj", "nsubjpass", "dobj") if deed is not None else []
    return any(parsed.tokens[at].lemma == "toll" for at in beside)


def toll_of(deed: str) -> str | None:
    """The kind of toll that a verb, noun or adjective tells.

    >>> toll_of("die"), toll_of("wound"), toll_of("sign")
    ('kill', 'injure', None)
    """
    return next((kind for kind in TOLLS if same_deed(deed, kind)), None) if deed else None


def _lasting(statement: Statement, parsed: Tree, told: Sequence[int], figure: Quantity) -> frozenset[str]:
    start = parsed.sentence.span.start
    places = [(start + parsed.tokens[at].start, start + parsed.tokens[at].end) for at in told]
    return frozenset(
        one.value
        for one in statement.entry.reading.times
        if one.type in ("DURATION", "SET") and statement.span.contains(one.span) and not one.span.overlaps(figure.span)
        if any(one.span.start <= first and last <= one.span.end for first, last in places)
    )


def _names(statement: Statement, parsed: Tree, told: Sequence[int]) -> frozenset[str]:
    """Names in the words around a figure; a word that the report also writes small is none ("the Zoo", "the zoo")."""
    small = plain_words(statement.entry.report.text)
    tokens = [parsed.tokens[at] for at in told]
    found = {one.lemma for one in tokens if one.tag.startswith("NNP") and one.entity not in ("DATE", "TIME")}
    return frozenset(name for name in found if name not in small and name[:1].isalpha())


@lru_cache(maxsize=512)
def plain_words(text: str) -> frozenset[str]:
    """The words of a text that it writes in small letters."""
    return frozenset(re.findall(r"(?<![\w@#])[a-z][a-z'’-]+", text))


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= ROUNDED * max(one, other)


def _names_it(parsed: Tree, one: Quantity) -> bool:
    """Whether a number belongs to the name before it: "Chang'e 4", "Resolution 2375"."""
    inside = parsed.inside(one.span.start, one.span.end)
    if not inside or one.unit is not None or len(inside) > 1 or inside[0] == 0:
        return False
    before = parsed.tokens[inside[0] - 1]
    beside = parsed.tokens[inside[0]].start - before.end <= 1
    named = before.tag in ("NNP", "NNPS") and parsed.sentence.span.text[before.end - 1] not in ".,"
    after = parsed.tokens[inside[0] + 1].tag if inside[0] + 1 < len(parsed.tokens) else ""
    counts = after == "NNS"  # "to Verania 30 times"
    return beside and named and not counts and parsed.tokens[inside[0]].tag == "CD" and one.span.text.strip().isdigit()


def _shown(parsed: Tree, told: Sequence[int], figure: Sequence[int]) -> str:
    """The words with "…" for the figure, as they would be read aloud: "a gunman killed … people"."""
    words = sorted({*told, *figure[:1]})
    line = " ".join("…" if at in figure else parsed.word(at) for at in words)
    return re.sub(r" (?=['’]s\b|[,;:.)])", "", line)


def _told(parsed: Tree, where: Amount, figure: set[int]) -> list[int]:
    """The words that tell what a figure is a figure of: its noun and the clause around its deed, without clauses."""
    kept: set[int] = set()
    if where.thing is not None:
        kept.update(parsed.phrase(where.thing))
    if where.deed is not None:
        kept.add(where.deed)
        if parsed.is_verb(where.deed):
            for child in parsed.children(where.deed, *CLAUSE):
                kept.update(parsed.phrase(child))
            over = parsed.head(where.deed)
            if parsed.tokens[where.deed].role in ("acl", "relcl") and over is not None:
                kept.update(parsed.phrase(over))
        else:
            kept.update(parsed.phrase(where.deed))
    return sorted(kept - figure)


def _mode(parsed: Tree, deed: int | None) -> str:
    verb = deed if deed is None or parsed.is_verb(deed) else parsed.verb_of(deed)
    if deed is None or verb is None:
        return "fact"
    helpers = {parsed.tokens[at].lemma for at in parsed.children(verb, "aux")}
    over = parsed.head(deed)
    if over is not None and parsed.tokens[deed].role in ("xcomp", "ccomp") and parsed.tokens[over].lemma in _WANTS:
        return "wanted"
    if helpers & _UNREAL and "have" in helpers:
        return "unreal"  # "would have had hundreds more dead"
    if verb != deed:
        return "fact"
    if helpers & _DOUBT:
        return "doubt"
    return "future" if helpers & {"will", "shall"} else "fact"


def _scope(statement: Statement, parsed: Tree, where: Amount, one: Quantity) -> frozenset[str]:
    """The words on the figure and its noun that make it one of another scope."""
    near = set(parsed.inside(one.span.start, one.span.end))
    if where.thing is not None:
        near.update(parsed.phrase(where.thing))
    bare = _words(parsed, near) & SCOPES
    inside = _words(parsed, parsed.inside(one.span.start, one.span.end))
    average = {"average"} if "on average" in " ".join(statement.span.text.lower().split()) else set()
    return frozenset(word for word in bare if not (word in BOUNDS and word in inside)) | average


def _words(parsed: Tree, places: Sequence[int] | set[int]) -> set[str]:
    return {parsed.word(at).lower() for at in places}
