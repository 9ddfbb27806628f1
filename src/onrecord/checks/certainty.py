"""One deed told as sure in one report and as doubtful in another: is suspected of it here, did it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks.aligned import Lines, Pair, same_part
from onrecord.checks.amounts import SCALES, other_amounts
from onrecord.checks.elsewhere import other_persons, other_places
from onrecord.checks.facts import said_by
from onrecord.checks.hedges import ADVERBS, MODALS, VERBS
from onrecord.checks.merging import Same
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import CLAUSES, Tree
from onrecord.model.relations import Finding, Side
from onrecord.text.groups import joined
from onrecord.text.wordset import wordset

#: How near two propositions, and their sentences, must be by what else speaks for one fact: a figure or a day in both;
#: the same doer and the same object; nothing but the words. Set on the labelled events, where pairs at 0.6 to 0.8
#: without a figure in common mostly tell of two deeds of one kind (the transfers of two ships).
FIGURE, BOTH, ALONE = (0.6, 0.3), (0.7, 0.6), (0.85, 0.7)
#: How near two sentences are that are the same but for a few words, whatever their parses make of the parts.
ONE_SENTENCE = 0.93
#: Those by which it is only said by somebody: no difference to a report that names who says it.
_SAID = wordset("reportedly allegedly supposedly purportedly accuse allege claim purport")
#: Nouns that make doubtful what hangs on them.
_NOUNS = wordset(
    """suspicion allegation accusation claim rumour rumor speculation possibility theory fear belief likelihood chance
    charge report risk suggestion evidence indication sign"""
)
_DENYING = wordset("deny reject dispute refute dismiss doubt")
#: "looks like", "sounds as if"; and "is supposed to", by which it is only told how it should be.
_LOOKING = wordset("look sound suppose")
_OPEN = frozenset(("if", "whether", "unless", "lest"))
#: How a verb hangs on what makes it doubtful.
_DIRECT = frozenset(("ccomp", "xcomp", "pcomp", "prep"))
#: Verbs that tell no deed beside the one that hangs on them: "is set to send".
_RAISING = frozenset(("set", "begin", "start", "continue", "manage", "go", "be"))
_I = frozenset(("i", "we"))
#: Verbs that tell what somebody went through by their own word.
_OWN_WORD = wordset("report say tell claim describe complain testify recall allege")


@dataclass(frozen=True, slots=True)
class _Hedge:
    """What makes a deed doubtful.

    Attributes:
        word: the word as it stands.
        said: whether it is only somebody's saying.
        ahead: whether it is a modal about what is or will be ("could reach"), not about what has been.
    """

    word: str
    said: bool
    ahead: bool = False


def differ(lines: Lines) -> Iterator[Finding | Same]:
    """Deeds that one report gives as doubtful (may have, is suspected of, appears to, allegedly) and another as done.

    The doubt stands on this very deed: beside its verb, or on the verb that it hangs on; a doubt about another part of
    the sentence does not count. Both tell of one deed by one doer or to one object, alike in negation and mode, and a
    figure or a day in both, or nearly the same words, speak for one fact; other sums, or other
    places and persons, speak against it. "Allegedly" is held against a report that tells it in its own voice only. A
    report that tells it both ways is left out. Which of them is right is not told.

    Args:
        lines: the propositions of all reports, lined up.
    """
    hedges = {at: hedge for at in {at for pair in lines.pairs for at in (pair.a, pair.b)}
              if (hedge := _hedge(lines.found[at]))}  # fmt: skip
    linked = [pair for pair in lines.pairs if _one_fact(lines.found[pair.a], lines.found[pair.b], pair)]
    for group in joined((pair.a, pair.b) for pair in linked):
        finding = _finding(group, [pair for pair in linked if pair.a in group], lines, hedges)
        if finding is not None:
            yield finding
        elif doubted := [at for at in group if at in hedges]:
            sides = [tuple(_side(lines, at, hedges) for at in some) for some in (group, doubted)]
            yield Same("certainty", sides[0], sides[1])


def _hedge(one: Proposition) -> _Hedge | None:
    """What makes this very deed doubtful; nothing where it is told as done."""
    parsed = one.tree
    for at in parsed.children(one.verb, "advmod", "aux"):
        lemma = parsed.tokens[at].lemma
        if lemma in ADVERBS:
            return _Hedge(parsed.word(at).lower(), lemma in _SAID)
        if lemma in MODALS and not parsed.children(one.verb, "neg"):
            helpers = {parsed.tokens[other].lemma for other in parsed.children(one.verb, "aux")}
            return _Hedge(parsed.word(at).lower(), said=False, ahead="have" not in helpers)
    at = one.verb
    for up in parsed.above(at):
        role = parsed.tokens[at].role
        if role not in _DIRECT:
            return None
        if parsed.is_verb(up) and not (role == "xcomp" and parsed.tokens[up].lemma in _RAISING):
            return _over(parsed, up)
        at = up
    return None


def _over(parsed: Tree, up: int) -> _Hedge | None:
    """The doubt that a verb puts on what hangs on it; a person's own opinion is none."""
    lemma = parsed.tokens[up].lemma
    subject = {parsed.tokens[at].lemma for at in parsed.children(up, "nsubj", "nsubjpass")}
    if lemma not in VERBS or subject & _I or parsed.children(up, "neg"):
        return None
    return _Hedge(parsed.word(up).lower(), lemma in _SAID)


def _plain(one: Proposition, doubted: Proposition, hedge: _Hedge) -> bool:
    """Whether a deed is told as done: nothing over it asks, denies, doubts or makes it hang on something."""
    parsed, at = one.tree, one.verb
    if "?" in one.statement.span.text or not _one_time(one, doubted, hedge):
        return False
    if hedge.word in {parsed.word(word).lower() for word in range(len(parsed.tokens))}:
        return False  # "the answer is, probably, no"
    for up in (one.verb, *parsed.above(one.verb)):
        marks = {parsed.tokens[mark].lemma for mark in parsed.children(up, "mark", "advmod", "aux")}
        if marks & (_OPEN | ADVERBS | MODALS):
            return False
        token = parsed.tokens[up]
        if up != one.verb and (token.lemma in VERBS | _DENYING | _NOUNS | _LOOKING or _own_word(parsed, up, at)):
            return False
        at = up
    if not hedge.said:
        return True
    verb = parsed.span([one.verb], one.statement.entry.report.text)
    return said_by(one.statement.entry, verb)[0] is None


def _one_time(one: Proposition, doubted: Proposition, hedge: _Hedge) -> bool:
    """Whether both tell of what was, or both of what is or will be: "could reach" is no doubt about "reached"."""
    if not hedge.ahead:
        return one.mode == doubted.mode
    tags = {one.tree.tokens[at].tag for at in (one.verb, *one.tree.children(one.verb, "aux", "auxpass"))}
    present = bool(tags & {"VBZ", "VBP"}) and hedge.word != "could"  # "could release" also tells what one is able to
    return one.mode == "future" or present


def _own_word(parsed: Tree, up: int, at: int) -> bool:
    """Whether it is only what those who went through it report: "women reported being robbed"."""
    return parsed.tokens[up].lemma in _OWN_WORD and parsed.tokens[at].role == "xcomp"


def _one_fact(one: Proposition, other: Proposition, pair: Pair) -> bool:
    """Whether two propositions tell one fact, doubts aside."""
    if one.negated != other.negated or "wanted" in (one.mode, other.mode):
        return False
    figures, names = (_shared(one, other, tag) for tag in ("CD", "NNP"))
    if figures is False or names is False or other_amounts(one.tree, other.tree):
        return False
    if not figures and (other_places(one.statement, other.statement) or other_persons(one.statement, other.statement)):
        return False
    doer = _same_doer(one, other)
    object = same_part(one, one.object, other, other.object)
    if False in (doer, object) or True not in (doer, object):
        return False
    if one.deed == "be" and not _one_state(one, other):
        return False
    least = FIGURE if figures else BOTH if doer and object else ALONE
    return (pair.near >= least[0] and pair.whole >= least[1]) or pair.whole >= ONE_SENTENCE


def _one_state(one: Proposition, other: Proposition) -> bool:
    """Whether nothing is told to be in, on or at two things: all that "to be" tells is in its parts."""
    return not any(
        same_part(one, at, other, other.places[by]) is False for by, at in one.places.items() if by in other.places
    )


def _shared(one: Proposition, other: Proposition, tag: str) -> bool | None:
    """Whether both have a figure or a name in common; ``None`` where one has none, ``False`` where they exclude."""
    a, b = (_words(each, tag) for each in (one, other))
    return bool(a & b) if a and b else None


def _words(one: Proposition, tag: str) -> frozenset[str]:
    parsed = one.tree
    parts = [at for at in (one.actor, one.object, *one.places.values()) if at is not None]
    kept = {at for part in parts for at in parsed.phrase(part)} | set(parsed.children(one.verb, "npadvmod"))
    days = "" if tag == "CD" else "DATE"  # "Oct." is no name, but the 19 of it is a figure
    return frozenset(
        parsed.tokens[at].lemma
        for at in kept
        if parsed.tokens[at].tag.startswith(tag)
        and parsed.tokens[at].entity != days
        and parsed.tokens[at].lemma.lower() not in SCALES
    )


def _same_doer(one: Proposition, other: Proposition) -> bool | None:
    return same_part(one, _doer(one), other, _doer(other))


def _doer(one: Proposition) -> int | None:
    """Who does it; of "is suspected of doing it" who is suspected."""
    if one.actor is not None:
        return one.actor
    parsed, at = one.tree, one.verb
    for up in parsed.above(at):
        if parsed.tokens[up].lemma in VERBS and parsed.is_verb(up):
            whom = parsed.children(up, "dobj", "nsubjpass")
            head = parsed.head(up)
            over = [head] if head is not None and parsed.tokens[up].role == "acl" else []
            return next(iter((*whom, *over)), None)
        if parsed.tokens[up].role in CLAUSES:
            return None
    return None


def _finding(group: Sequence[int], pairs: Sequence[Pair], lines: Lines, hedges: dict[int, _Hedge]) -> Finding | None:
    """One finding for a deed in all reports that tell it in one way only."""
    doubted = {at for at in group if at in hedges}
    sure = {
        at
        for at in group
        for pair in pairs
        for other in ((pair.b,) if pair.a == at else (pair.a,) if pair.b == at else ())
        if at not in hedges and other in hedges and _plain(lines.found[at], lines.found[other], hedges[other])
    }
    by_report: dict[int, list[int]] = defaultdict(list)
    for at in group:
        by_report[lines.order[at]].append(at)
    one_way = [found for _, found in sorted(by_report.items()) if len({at in doubted for at in found}) == 1]
    kept = [told[0] for found in one_way if (told := [at for at in found if at in doubted | sure])]
    against = [(a, b) for a in kept for b in kept if a in doubted and b in sure and _paired(a, b, pairs)]
    if not against:
        return None
    one, other = against[0]
    shown = [at for at in kept if at in doubted or any(at == b for _, b in against)]
    sides = tuple(_side(lines, at, hedges) for at in shown)
    return Finding.of(
        kind="framing",
        type="certainty",
        about=lines.found[other].told,
        sides=sides,
        why=f"“{hedges[one].word}” stands on “{_verb(lines.found[one])}” in the one; the other tells "
        f"“{lines.found[other].told}” without any such word; which of them is right is not told",
        rule="certainty",
    )


def _side(lines: Lines, at: int, hedges: dict[int, _Hedge]) -> Side:
    return lines.found[at].statement.side(_value(lines.found[at], hedges.get(at)))


def _paired(a: int, b: int, pairs: Sequence[Pair]) -> bool:
    return any({pair.a, pair.b} == {a, b} for pair in pairs)


def _verb(one: Proposition) -> str:
    return one.tree.word(one.verb)


def _value(one: Proposition, hedge: _Hedge | None) -> str:
    return f"{hedge.word} … {_verb(one)}" if hedge else f"{_verb(one)}, told as done"
