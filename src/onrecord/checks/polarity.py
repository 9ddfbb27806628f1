"""What one report affirms and another denies, and states that one report has and another has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.aligned import Lines, same_part
from onrecord.checks.deed import Deed, deed, named, nearness, parted, same_one, shared
from onrecord.checks.elsewhere import other_persons, other_places
from onrecord.checks.facts import before
from onrecord.checks.moments import long_ago, moment, other_time
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import Tree
from onrecord.lexicons.meanings import changes, opposed, same_deed, same_thing, undone
from onrecord.model.relations import Finding, FindingKind
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: How near what is affirmed and what is denied must be in meaning, and their sentences: of pairs with a negation in one
#: of them that were only fairly near (0.65), none of 20 on the labelled events was of one deed.
NEAR, SENTENCE = 0.7, 0.5
#: How near a deed and the one that undoes it must be.
TURNED = 0.5
#: The same where the days of the reports do not tell it that way round.
UNTIMED = 0.6
#: Answers to a reporter: each outlet asks for itself.
_ANSWERS = wordset("respond reply comment return answer reach contact immediately")
#: Words by which only a part, or only a time, is denied.
_PARTLY = wordset(
    "yet only just immediately fully always entirely necessarily longer until merely even so still all every exactly "
    "initially originally really actually simply solely completely wholly anymore before again"
)
_MODALS = wordset("can could may might must should would will shall")
_HOPES = wordset(
    "hope hop want ask seek plan propose demand order urge intend try threaten vow promise offer call expect schedule "
    "agree aim consider wait need allow let help fear warn if would could"
)
_CONDITIONS = frozenset(("if", "unless", "whether", "because", "until", "without", "than"))
_ALL = frozenset(("all", "every", "both", "each", "any"))
_NOBODY = frozenset(("nobody", "none", "neither", "nothing"))
_TO_HOSPITAL = wordset("take bring rush admit airlift transport fly")


@dataclass(frozen=True, slots=True)
class _Edge:
    a: Deed
    b: Deed
    kind: FindingKind
    values: tuple[str, str]
    because: str


def differ(lines: Lines, near: set[tuple[int, int]]) -> Iterator[Finding]:
    """What one report tells as done and another as not done; and what was, and by a later report is no longer.

    The deed must be the same, done by the same and to the same, at no other time or place, without "yet", "only" or a
    condition, and neither may be told as possible. A state that a later report tells to have ended (closed and
    reopened, contact lost and restored) is an update. Where each side is somebody's word, the finding says whose.

    Args:
        lines: the propositions of the reports, lined up.
        near: pairs of reports, by index, that are on one matter.
    """
    deeds = [deed(at, one) for at, one in enumerate(lines.found)]
    for edges in (list(_denied(lines, deeds)), list(_turned(lines, deeds, near))):
        for group in joined((edge.a.at, edge.b.at) for edge in edges):
            yield _finding(lines, [edge for edge in edges if edge.a.at in group])


def _denied(lines: Lines, deeds: Sequence[Deed]) -> Iterator[_Edge]:
    """What one affirms and the other denies; once for two reports and one deed."""
    seen = set()
    for pair in sorted(lines.pairs, key=lambda pair: (-pair.near, pair.a, pair.b)):
        one, other = deeds[pair.a], deeds[pair.b]
        first, second = denied(one.told), denied(other.told)
        if first == second or pair.near < NEAR or pair.whole < SENTENCE:
            continue
        no, yes = (one, other) if first else (other, one)
        key = (lines.order[pair.a], lines.order[pair.b], no.name, _target(no))
        if key not in seen and _one_deed(no, yes):
            seen.add(key)
            values = (_short(one, denied=first), _short(other, denied=second))
            yield _Edge(one, other, "contradiction", values, "the one affirms what the other denies")


@once
def denied(one: Proposition) -> bool:
    """Whether it is told that something is not so; "nobody survived" and "pleaded not guilty" do."""
    parsed = one.tree
    parts = [at for at in (one.actor, one.object) if at is not None]
    nobody = any(parsed.tokens[at].lemma in _NOBODY or _no_one(one, at) for at in parts)
    states = parsed.children(one.verb, "acomp", "oprd", "attr")
    turned = any(parsed.children(at, "neg") for at in states)
    return one.negated != (nobody or turned)


def _no_one(one: Proposition, at: int) -> bool:
    parsed = one.tree
    return (
        parsed.tokens[at].lemma == "one"
        and any(parsed.tokens[det].lemma == "no" for det in parsed.children(at, "det"))
        and not one.negated
    )


def _short(one: Deed, *, denied: bool) -> str:
    """What is affirmed or denied, in few words."""
    return f"{'not so: ' if denied else ''}{one.told.told}"


def _one_deed(no: Deed, yes: Deed) -> bool:
    """Whether what is denied is what is affirmed, and nothing more."""
    x, y = no.told, yes.told
    if _bid(x) or _bid(y) or _any_such(x) or _any_such(y):
        return False
    if x.mode != y.mode or x.doubts or y.doubts or no.name in _ANSWERS or _open(x) or _open(y) or other_time(x, y):
        return False
    if _no_part(x):
        return same_one(x, no.target, y, yes.target) is True and _within(x, y)
    if parted(no, yes) or _named_apart(no, yes) or _before(x) != _before(y):
        return False
    both = _thing(no) is not None or _thing(yes) is not None
    return shared(no, yes) == 1 + both and _within(x, y)


def _bid(one: Proposition) -> bool:
    """Whether it is bidden, not told: "don't pay with cash"."""
    parsed = one.tree
    tag = parsed.tokens[one.verb].tag
    return tag == "VB" and not parsed.children(one.verb, "nsubj", "nsubjpass") and not _helped(parsed, one.verb)


def _helped(parsed: Tree, verb: int) -> bool:
    helpers = {parsed.tokens[at].lemma for at in parsed.children(verb, "aux")}
    return bool(helpers - {"do"}) or any(parsed.tokens[at].tag in ("VBD", "VBZ") for at in parsed.children(verb, "aux"))


def _any_such(one: Proposition) -> bool:
    """Whether it only tells which are meant, of any that are so: "a room that does not fit"."""
    parsed = one.tree
    over = parsed.head(one.verb)
    if parsed.tokens[one.verb].role != "relcl" or over is None:
        return False
    articles = {parsed.tokens[at].lemma for at in parsed.children(over, "det")}
    return articles <= {"a", "an", "any"} and not parsed.tokens[over].tag.startswith("NNP")


def _before(one: Proposition) -> bool:
    """Whether a deed is told as done before another: "she had denied it"."""
    return any(one.tree.word(at).lower() in ("had", "'d", "’d") for at in one.tree.children(one.verb, "aux"))


def _named_apart(one: Deed, other: Deed) -> bool:
    """Whether the sentences are of other places or persons, or the thing has a name that the other sentence lacks."""
    x, y = one.told.statement, other.told.statement
    if other_places(x, y) or other_persons(x, y):
        return True
    return _own_name(one, other) or _own_name(other, one)


def _own_name(one: Deed, other: Deed) -> bool:
    """Whether a name tells which thing it is ("the Brandt bill", "a vote on it"), and the other has no word of it."""
    if one.target is None or other.target is None:
        return False
    parsed = one.told.tree
    names = named(one.told, one.target) - {parsed.tokens[one.target].lemma}
    return bool(names) and not names & {token.lemma for token in other.told.tree.tokens}


def _thing(one: Deed) -> int | None:
    """What it is done to, if that is a thing: not "guilty" in "pleaded guilty"."""
    at = one.target
    return None if at is None or one.told.tree.tokens[at].tag.startswith("JJ") else at


def _no_part(one: Proposition) -> bool:
    """Whether nobody does it, so that whoever does it in the other report denies that."""
    at = one.actor
    return at is not None and (one.tree.tokens[at].lemma in _NOBODY or _no_one(one, at))


def _open(one: Proposition) -> bool:
    """Whether it is told as possible, under a condition, or only in part or for a time."""
    parsed = one.tree
    beside = {parsed.tokens[at].lemma for at in parsed.children(one.verb, "aux", "advmod", "npadvmod")}
    under = {parsed.tokens[at].lemma for at in parsed.children(one.verb, "mark", "prep")}
    parts = [at for at in (one.actor, one.object) if at is not None]
    under |= {parsed.tokens[child].lemma for at in parts for child in parsed.children(at, "det", "predet")} & _ALL
    asks = parsed.sentence.span.text.rstrip("\"”’' ").endswith("?")
    return (
        asks
        or bool(beside & (_MODALS | _PARTLY) or under & (_CONDITIONS | _ALL))
        or any(
            parsed.tokens[at].lemma in _CONDITIONS
            for clause in parsed.children(one.verb, "advcl")
            for at in parsed.children(clause, "mark")
        )
    )


def _within(x: Proposition, y: Proposition) -> bool:
    """Whether what is denied is told with no more than the other tells: "not hurt" is more than "not hurt badly"."""
    lemmas = {token.lemma for token in y.tree.tokens}
    parsed = x.tree
    for prep, at in x.places.items():
        if parsed.tokens[at].entity in ("DATE", "TIME"):
            continue
        if parsed.tokens[at].lemma not in lemmas or (prep in y.places and same_part(x, at, y, y.places[prep]) is False):
            return False
    parts = [at for at in (x.object, x.verb) if at is not None]
    states = parsed.children(x.verb, "acomp", "attr")
    marks = [
        parsed.tokens[child].lemma
        for at in (*parts, *states)
        for child in parsed.children(at, "amod", "advmod", "compound", "nummod")
        if parsed.tokens[child].lemma not in ("not", "never")
    ]
    return all(lemma in lemmas for lemma in marks)


def _turned(lines: Lines, deeds: Sequence[Deed], near: set[tuple[int, int]]) -> Iterator[_Edge]:
    """A state and the deed that ended it, or two that exclude each other."""
    able = [(one, other) for one, other in _changes(lines, deeds, near) if _same_thing(one, other)]
    seen = set()
    ranked = sorted(nearness(able), key=lambda each: (-max(each[2:]), sorted((each[0].place, each[1].place))))
    for one, other, told, whole in ranked:
        key = (lines.order[one.at], lines.order[other.at], _state(one), _state(other), _target(one))
        if max(told, whole) < TURNED or key in seen or _told_by_both(lines, one, other, deeds):
            continue
        seen.add(key)
        values = (one.told.told, other.told.told)
        if opposed(_state(one), _state(other)):
            if max(told, whole) >= NEAR:
                yield _Edge(one, other, "contradiction", values, "both cannot be true of one deed")
        elif _in_time(one, other):
            yield _Edge(one, other, "update", values, "the later report tells that the state has ended")
        elif max(told, whole) >= UNTIMED:
            because = "the one tells that the state of the other has ended; the times of the reports do not tell when"
            yield _Edge(one, other, "update", values, because)


def _changes(lines: Lines, deeds: Sequence[Deed], near: set[tuple[int, int]]) -> list[tuple[Deed, Deed]]:
    """The deeds of two reports of which one state excludes the other or ends it, in order."""
    by_state: dict[str, list[Deed]] = defaultdict(list)
    for one in deeds:
        if not denied(one.told) and one.told.mode == "fact" and changes(_state(one)):
            by_state[_state(one)].append(one)
    found = [
        sorted((one, other), key=lambda each: each.at)
        for a, b in combinations(sorted(by_state), 2)
        if opposed(a, b) or undone(a, b) or undone(b, a)
        for one in by_state[a]
        for other in by_state[b]
    ]
    apart = [(one, other) for one, other in found if (lines.order[one.at], lines.order[other.at]) in near]
    return sorted(apart, key=lambda each: (each[0].at, each[1].at))


def _target(one: Deed) -> str:
    """The lemma of what a deed is done to; empty where nothing is named."""
    return one.told.tree.tokens[one.target].lemma if one.target is not None else ""


def _state(one: Deed) -> str:
    """The lemma of a state; "taken to hospital" is one."""
    to = one.told.places.get("to")
    if one.name in _TO_HOSPITAL and to is not None and one.told.tree.tokens[to].lemma == "hospital":
        return "hospitalise"
    return one.name


def _in_time(one: Deed, other: Deed) -> bool:
    """Whether the report that tells the end of the state is the later one."""
    first, second = (x.told.statement.entry.report.published for x in (one, other))
    earlier, later = (first, second) if undone(_state(one), _state(other)) else (second, first)
    return before(earlier, later)


def _told_by_both(lines: Lines, one: Deed, other: Deed, deeds: Sequence[Deed]) -> bool:
    """Whether the report of the state also tells its end: "those imprisoned have been freed"."""
    state, end = (one, other) if undone(_state(one), _state(other)) else (other, one)
    report = lines.order[state.at]
    return any(lines.order[each.at] == report and same_deed(_state(each), _state(end)) for each in deeds)


def _same_thing(one: Deed, other: Deed) -> bool:
    """Whether both are told of the same thing with the same beside it, and neither in doubt or of another day."""
    x, y = one.told, other.told
    if x.doubts or y.doubts or _open(x) or _open(y) or parted(one, other) or same_deed(one.name, other.name):
        return False
    if _hoped(x) or _hoped(y) or _unasserted(x) or _unasserted(y) or _named_apart(one, other):
        return False
    a, b = (each.target if each.target is not None else each.told.actor for each in (one, other))
    if a is None or b is None or same_one(x, a, y, b) is not True or not _heads(x, a, y, b):
        return False
    beside = [
        same_part(x, x.places[prep], y, y.places[prep])
        for prep in x.places.keys() & y.places.keys()
        if x.tree.tokens[x.places[prep]].entity not in ("DATE", "TIME")
    ]
    return False not in beside and not any(
        when is not None and long_ago(told, when) for told, when in ((x, moment(x)), (y, moment(y)))
    )


def _heads(x: Proposition, at: int, y: Proposition, to: int) -> bool:
    """Whether two parts are one by the words that they turn on: not "the zoo" and "the zoo's new house"."""
    a, b = x.tree.tokens[at].lemma, y.tree.tokens[to].lemma
    return same_thing(a, b) or a in named(y, to) or b in named(x, at)


def _hoped(one: Proposition) -> bool:
    """Whether it is told under a verb of wanting or a plan, however far above."""
    return any(one.tree.tokens[up].lemma in _HOPES for up in one.tree.above(one.verb))


def _unasserted(one: Proposition) -> bool:
    """Whether it is only named as a deed, not told as done: "holding a vote is important"."""
    parsed = one.tree
    return parsed.tokens[one.verb].role in ("csubj", "csubjpass", "pcomp") and parsed.tokens[one.verb].tag == "VBG"


def _finding(lines: Lines, edges: Sequence[_Edge]) -> Finding:
    """One finding for what reports affirm and deny of one deed, one sentence of each report."""
    edges = sorted(edges, key=lambda edge: (edge.kind, sorted((edge.a.place, edge.b.place))))
    found: dict[int, tuple[Deed, str]] = {}
    for edge in edges:
        for one, value in zip((edge.a, edge.b), edge.values, strict=True):
            found.setdefault(lines.order[one.at], (one, value))
    sides = tuple(found[report][0].told.statement.side(found[report][1]) for report in sorted(found))
    values = list(dict.fromkeys(side.value for side in sides))
    speakers = list(dict.fromkeys(side.speaker for side in sides if side.speaker))
    whose = f", by the word of {' and of '.join(speakers)}" if speakers else ""
    return Finding.of(
        kind=edges[0].kind,
        type="polarity",
        about=min((edges[0].a, edges[0].b), key=lambda one: one.place).words,
        sides=sides,
        why=f"{' against '.join(f'“{value}”' for value in values)}{whose}; {edges[0].because}",
        rule="polarity",
    )
