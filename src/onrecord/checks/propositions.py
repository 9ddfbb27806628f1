"""What a sentence tells as done: each of its verbs with who does what to whom, where, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.checks.facts import Statement
from onrecord.checks.hedges import ADVERBS, MODALS, VERBS
from onrecord.checks.tree import Tree, tree
from onrecord.text.once import once
from onrecord.text.wordset import wordset

#: Verbs that tell no deed of their own: those of saying and helping.
_EMPTY = wordset(
    "say tell add report announce state note claim write tweet explain believe think have do get make go accord "
    "include seem appear become want try start begin continue use need let help keep know see hear ask"
)
_HELPS = frozenset(("aux", "auxpass", "amod", "compound", "punct", "nmod"))
#: How what a verb tells hangs on it.
CLAUSE = frozenset(
    ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "aux", "auxpass", "neg", "prt", "agent", "prep", "npadvmod", "acomp")
)
_NO_NAMES = ("PRP", "WP", "WDT", "DT", "EX")
#: Words and verbs that make what is told less than certain.
_DOUBTS = ADVERBS | MODALS | wordset("suspected alleged possible potential")
#: Verbs by which somebody does not do what follows, or says that it is not so.
_DENYING = wordset("deny refuse decline fail reject dispute")
_WANTING = wordset(
    "ask want seek plan propose demand order urge intend hope try threaten vow promise offer call expect schedule "
    "agree prepare aim mull consider"
)
_DOWN = frozenset(("xcomp", "ccomp", "pcomp", "prep", "acl"))


@dataclass(frozen=True, slots=True, eq=False)
class Proposition:
    """One verb of a sentence with its parts, each as the index of its head word.

    Attributes:
        statement: the sentence.
        verb: index of the verb.
        deed: its lemma; of "was guilty" the adjective.
        actor: who does it.
        object: what it is done to.
        places: the noun after each preposition on the verb, by the preposition.
        negated: whether it is told not to be so.
        mode: ``fact``, ``future`` or ``wanted``.
        doubts: the words that make it uncertain.
        told: its words, without clauses of their own.
        own: whether who does it is the subject or the agent of this very verb, not of one that it hangs on.
    """

    statement: Statement
    verb: int
    deed: str
    actor: int | None
    object: int | None
    places: Mapping[str, int] = field(hash=False)
    negated: bool
    mode: str
    doubts: tuple[str, ...]
    told: str
    own: bool

    @property
    def tree(self) -> Tree:
        """The parse of its sentence."""
        return tree(self.statement.sentence)

    @property
    def line(self) -> str:
        """Its sentence on one line."""
        return " ".join(self.statement.span.text.split())

    def words(self, at: int) -> str:
        """The phrase of a part, as it stands in the text, on one line."""
        parsed = self.tree
        return " ".join(parsed.word(one) for one in parsed.phrase(at))

    def named(self, at: int | None) -> int | None:
        """A part if a noun stands for it; nothing for a pronoun."""
        if at is None or self.tree.tokens[at].tag in _NO_NAMES:
            return None
        return at


@once
def propositions(statement: Statement) -> list[Proposition]:
    """The propositions of a sentence, in text order; none where it was not parsed."""
    parsed = tree(statement.sentence)
    found = []
    for at, token in enumerate(parsed.tokens):
        if parsed.is_verb(at) and token.role not in _HELPS:
            one = _proposition(statement, parsed, at)
            if one is not None:
                found.append(one)
    return found


def _proposition(statement: Statement, parsed: Tree, at: int) -> Proposition | None:
    deed, head = _deed(parsed, at)
    if deed in _EMPTY:
        return None
    subject = _subject(parsed, at)
    passive = bool(parsed.children(at, "auxpass", "nsubjpass")) or _bare_participle(parsed, at)
    agents = [one for agent in parsed.children(at, "agent") for one in parsed.children(agent, "pobj")]
    objects = parsed.children(at, "dobj", "attr", "oprd")
    actor, target = (agents[:1], subject) if passive else (subject, objects[:1])
    kept = _told(parsed, at, subject)
    if len(kept) < 3:
        return None
    above = _above(parsed, at)
    return Proposition(
        statement=statement,
        verb=at,
        deed=deed,
        actor=actor[0] if actor else None,
        object=target[0] if target and target[0] != head else None,
        places={
            parsed.tokens[prep].lemma: noun
            for prep in parsed.children(at, "prep")
            for noun in parsed.children(prep, "pobj")
        },
        negated=_negated(parsed, at, actor, target, above),
        mode=_mode(parsed, at, above),
        doubts=tuple(_doubts(parsed, at, above)),
        told=" ".join(parsed.word(one) for one in kept),
        own=bool(agents) if passive else bool(parsed.children(at, "nsubj")),
    )


def _deed(parsed: Tree, at: int) -> tuple[str, int | None]:
    """The lemma of what is done, and the index of the word that tells it if that is not the verb."""
    if parsed.tokens[at].lemma == "be":
        for state in parsed.children(at, "acomp", "attr"):
            if parsed.tokens[state].tag.startswith(("JJ", "VBN", "NN")):
                return parsed.tokens[state].lemma, state
    return parsed.tokens[at].lemma, None


def _bare_participle(parsed: Tree, at: int) -> bool:
    """Whether a verb stands alone behind what it is done to: "girls held captive"."""
    token = parsed.tokens[at]
    participle = token.tag == "VBN" or (token.tag == "VBD" and token.role == "acl" and not parsed.children(at, "nsubj"))
    return participle and token.role in ("acl", "advcl") and not parsed.children(at, "aux")


def _subject(parsed: Tree, at: int) -> list[int]:
    """The subject of a verb, also where a clause hangs on it or shares it with the verb before."""
    own = parsed.children(at, "nsubj", "nsubjpass")
    over, role = parsed.head(at), parsed.tokens[at].role
    if over is None or (own and parsed.tokens[own[0]].tag not in ("WDT", "WP")):
        return own[:1]
    if role in ("acl", "relcl"):
        return [over]
    if role in ("conj", "xcomp", "advcl") and parsed.is_verb(over):
        return _subject(parsed, over)
    return own[:1]


def _told(parsed: Tree, at: int, subject: Sequence[int]) -> list[int]:
    kept = {at}
    for child in parsed.children(at, *CLAUSE):
        kept.update(parsed.phrase(child))
    for one in subject:
        kept.update(parsed.phrase(one))
    return sorted(kept)


def _above(parsed: Tree, at: int) -> list[int]:
    """The verbs that a verb hangs on as what is said, wanted or doubted."""
    found = []
    for up in parsed.above(at):
        if parsed.tokens[at].role not in _DOWN and not (parsed.tokens[at].role == "conj" and parsed.is_verb(up)):
            break
        if parsed.is_verb(up) and parsed.tokens[at].role != "conj":
            found.append(up)
        at = up
    return found


def _negated(parsed: Tree, at: int, actor: Sequence[int], target: Sequence[int], above: Sequence[int]) -> bool:
    own = bool(parsed.children(at, "neg"))
    none = any(parsed.tokens[det].lemma == "no" for noun in (*actor, *target) for det in parsed.children(noun, "det"))
    yet = parsed.tokens[at].role == "xcomp" and any(
        parsed.tokens[up].lemma == "have" and any(parsed.tokens[mark].lemma == "yet" for mark in parsed.children(up))
        for up in above[:1]
    )  # "have yet to agree"
    denied = yet or any(parsed.tokens[up].lemma in _DENYING for up in above)
    return (own or none) != denied


def _mode(parsed: Tree, at: int, above: Sequence[int]) -> str:
    if any(parsed.tokens[up].lemma in _WANTING for up in above):
        return "wanted"
    helpers = {parsed.tokens[one].lemma for one in parsed.children(at, "aux")}
    if parsed.tokens[at].role == "xcomp" and "to" in helpers:
        return "wanted" if not above else "fact"
    return "future" if helpers & {"will", "shall", "would"} else "fact"


def _doubts(parsed: Tree, at: int, above: Sequence[int]) -> list[str]:
    near = [at, *parsed.children(at, "advmod", "aux", "acomp")]
    own = [one for one in near if parsed.tokens[one].lemma in _DOUBTS]
    return [parsed.word(one).lower() for one in own] + [
        parsed.word(up).lower() for up in above if parsed.tokens[up].lemma in VERBS
    ]
