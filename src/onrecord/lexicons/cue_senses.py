"""What the words of a cue report: the kind of saying, how surely it was said, and whether it was said at all.

Works on words alone, without a parser, so that the rules and a trained reader class a cue in the same way. The words
are in ``cue_senses.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicons import cue_words
from onrecord.lexicons.cue_words import Part
from onrecord.lexicons.words import words as word_set
from onrecord.model.reading import Certainty, CueClass

_DETERMINERS = word_set(
    "a an the this that these those his her its their my our your no any some every each 's of in with"
)
_BE = word_set("be get")
#: Modals that leave open whether something was said; "could not say" is plain.
_ABLE = word_set("can could")
_DOUBT: tuple[Certainty, ...] = ("doubtful", "possible", "probable")
_MODALS = word_set("may might could will 'll shall")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a cue reports.

    Attributes:
        kind: class of the saying.
        certainty: how surely the cue has it that it was said.
        negated: the cue denies that it was said, thought or wanted ("did not say", "doubts", "is opposed to").
        head: the word or words that decide the class; empty if the lexicon has none of the cue's.
    """

    kind: CueClass
    certainty: Certainty = "certain"
    negated: bool = False
    head: str = ""


class _Hit(NamedTuple):
    """A word or phrase of the lexicon in a cue: first and last token, what it is, its class."""

    first: int
    last: int
    part: Part
    word: str
    kind: CueClass


def class_of(words: str) -> CueClass:
    """The class of cue words: what kind of saying they report, whether or not they deny it.

    >>> class_of("has repeatedly denied"), class_of("made the argument that"), class_of("did not rule out")
    ('denies', 'says', 'denies')
    >>> class_of("hopes to"), class_of("has long been opposed to"), class_of("is accused of")
    ('intends', 'believes', 'reported')
    """
    return sense(words).kind


def sense(words: str, after: str = "", *, agent: bool = False) -> Sense:
    """What cue words report, how surely, and whether they deny it.

    Args:
        words: the cue as it stands in the text.
        after: what follows the cue, if known: the "to say" of "declined to say" may stand outside it.
        agent: the source stands behind "by", so that a passive is no hearsay.

    >>> sense("declined to say"), sense("may have said").certainty
    (Sense(kind='says', certainty='certain', negated=True, head='say'), 'possible')
    """
    return _sense(" ".join(words.casefold().split()), _continued(after), agent)


def _continued(after: str) -> str:
    """The beginning of what follows a cue, as far as it can belong to it: "to say …", "a warning to …"."""
    return " ".join(after.casefold().split()[:3]).strip(".,;:")


@lru_cache(maxsize=4096)
def _sense(words: str, after: str, agent: bool) -> Sense:
    tokens = cue_words.tokens(words)
    if not tokens:
        return Sense("reported") if any(char.isalpha() for char in words) else Sense("says", head=words)
    hits = list(_hits(tokens))
    if after and (not hits or hits[-1].last == len(tokens) - 1):
        tokens, hits = _joined(tokens, hits, cue_words.tokens(after))
    head, flips = _head(tokens, hits)
    if head is None:
        kind: CueClass = "says" if all(one in _FUNCTION for one in tokens) else "reported"
        return Sense(kind, _certainty(tokens, len(tokens)), flips, " ".join(tokens) if kind == "says" else "")
    negated = flips ^ _negations(tokens, head) ^ _against(head)
    certainty = _certainty(tokens, head.first, negated)
    kind = head.kind
    if head.part == "verb" and not agent and _passive(tokens, head):
        kind, certainty = _hearsay(head, certainty)
    return Sense(kind, certainty, negated, head.word)


def _joined(tokens: list[str], hits: list[_Hit], after: list[str]) -> tuple[list[str], list[_Hit]]:
    """The words of a cue with those that follow it, if they decide: "declined | to say", "gave | a warning"."""
    behind = tokens + after
    following = next((one for one in _hits(behind) if one.first >= len(tokens)), None)
    last = hits[-1] if hits else None
    if after[:1] == ["to"]:
        if last is not None and following is not None and _denies_next(behind, last, [following]):
            return behind, [*hits, following]
        phrase = _phrase_at([*tokens, "to"], len(tokens) - 1)
        return (tokens, hits) if phrase is None else ([*tokens, "to"], [*hits[:-1], phrase])
    if last is None or last.part != "verb" or following is None or following.part != "noun":
        return tokens, hits
    if last.word in cue_words.listed("light", "verbs") | cue_words.listed("negators", "removals"):
        return behind, [*hits, following]
    return tokens, hits


def _telling() -> frozenset[str]:
    """Verbs of saying something, not of deciding it: who refuses to say a thing does not refuse the thing."""
    return cue_words.listed("negators", "telling")


# -- what a cue holds ---------------------------------------------------------------------------------------------


def _hits(tokens: Sequence[str]) -> Iterator[_Hit]:
    """The words and phrases of the lexicon in a cue, in order, the longest phrase first."""
    at = 0
    while at < len(tokens):
        phrase = _phrase_at(tokens, at)
        if phrase is not None:
            yield phrase
            at = phrase.last
        else:
            word = _word_at(tokens, at)
            if word is not None:
                yield word
        at += 1


def _phrase_at(tokens: Sequence[str], at: int) -> _Hit | None:
    for first in dict.fromkeys((tokens[at], cue_words.forms().get(tokens[at], ""))):
        for size in range(min(cue_words.longest().get(first, 0), len(tokens) - at), 0, -1):
            words = " ".join((first, *tokens[at + 1 : at + size]))
            kind = cue_words.spelled().get(words)
            if kind is not None and not (kind == "intends" and _after_be(tokens, at) and first != tokens[at]):
                return _Hit(at, at + size - 1, "phrase", words, "says" if kind == "negator" else kind)
    return None


def _word_at(tokens: Sequence[str], at: int) -> _Hit | None:
    token = tokens[at]
    verb, noun = cue_words.forms().get(token), _noun(token)
    if ("adjective", token) in cue_words.lemmas() and not (verb and _have(tokens, at)):
        return _Hit(at, at, "adjective", token, cue_words.lemmas()["adjective", token])
    named = at > 0 and (tokens[at - 1] in _DETERMINERS or tokens[at - 1].endswith("ing"))
    if noun is not None and (verb is None or named):
        return _Hit(at, at, "noun", noun, cue_words.lemmas()["noun", noun])
    if verb is not None:
        return _Hit(at, at, "verb", verb, cue_words.lemmas().get(("verb", verb), "says"))
    return None


def _noun(token: str) -> str | None:
    for lemma in (token, token.removesuffix("s"), token.removesuffix("es"), f"{token.removesuffix('ies')}y"):
        if ("noun", lemma) in cue_words.lemmas():
            return lemma
    return None


def _have(tokens: Sequence[str], at: int) -> bool:
    """Whether the nearest auxiliary before a form is "have": then it is a verb, not an adjective."""
    before = next((one for one in reversed(tokens[:at]) if cue_words.forms().get(one) in ("be", "have")), "")
    return cue_words.forms().get(before) == "have"


def _head(tokens: Sequence[str], hits: Sequence[_Hit]) -> tuple[_Hit | None, bool]:
    """The word that decides the class, and whether a word such as "declined" before it denies the saying."""
    flips = False
    for at, hit in enumerate(hits):
        rest = hits[at + 1 :]
        if hit.part == "phrase" and cue_words.spelled()[hit.word] == "negator":
            if rest:
                flips = not flips
                continue
            return hit._replace(kind="says"), not flips
        if _denies_next(tokens, hit, rest):
            flips = not flips
            continue
        if not _carries(tokens, hit, rest):
            return hit, flips
    return None, flips


def _denies_next(tokens: Sequence[str], hit: _Hit, rest: Sequence[_Hit]) -> bool:
    if hit.part != "verb" or not rest:
        return False
    if hit.word in cue_words.listed("negators", "removals"):
        return rest[0].part == "noun"
    told = rest[0].part == "phrase" or (rest[0].part == "verb" and rest[0].word in _telling())
    if hit.word in cue_words.listed("negators", "refusals") and not told:
        return False
    between = tokens[hit.last + 1 : rest[0].first]
    opened = "to" in between or tokens[rest[0].first].endswith("ing")
    return opened and hit.word in cue_words.listed("negators", "verbs")


def _carries(tokens: Sequence[str], hit: _Hit, rest: Sequence[_Hit]) -> bool:
    """Whether a word leaves the saying to one behind it."""
    if not rest:
        return False
    following = rest[0]
    between = tokens[hit.last + 1 : following.first]
    if hit.part == "verb" and hit.word in _BE | {"have", "do"}:
        return True
    if hit.part == "adjective":
        return hit.word in cue_words.listed("links", "adjectives") and "to" in between and following.part != "noun"
    if hit.part != "verb":
        return False
    verbal = following.part in ("verb", "phrase") and (
        tokens[following.first].endswith("ing")
        or between[-1:] == ["to"]
        or all(one in _OPENING or one.endswith("ly") for one in between)
    )
    if hit.word in cue_words.listed("links", "verbs") and (verbal or following.part == "adjective"):
        return True
    return hit.word in cue_words.listed("light", "verbs") and following.part in ("noun", "adjective", "phrase")


# -- negation and certainty ---------------------------------------------------------------------------------------


def _negations(tokens: Sequence[str], head: _Hit) -> bool:
    """Whether an odd number of negations stands before the head."""
    return sum(1 for one in _undone(tokens[: head.first]) if one in _NEGATIONS) % 2 == 1


def _undone(tokens: Sequence[str]) -> list[str]:
    """The words before a head without those that only look like a negation: "not only"."""
    before = " ".join(tokens)
    for undone in cue_words.split("negators", "undone"):
        before = before.replace(" ".join(cue_words.tokens(undone)), "")
    return cue_words.tokens(before)


def _against(head: _Hit) -> bool:
    """Whether the head is a thought against its content: "doubts", "is opposed to"."""
    name = f"{head.part}s"
    return head.word in (cue_words.split("against", name) if name == "phrases" else cue_words.listed("against", name))


def _certainty(tokens: Sequence[str], head: int, negated: bool = False) -> Certainty:
    """How surely a cue has the saying, by its words of doubt and the modals before its head."""
    before = _undone(tokens[:head])
    tokens, head = [*before, *tokens[head:]], len(before)
    words = f" {' '.join(tokens)} "
    for name in _DOUBT:
        single = cue_words.listed("hedges", name)
        for at, token in enumerate(tokens):
            known = token if token in single else cue_words.forms().get(token, token)
            if known not in single or (known in _MODALS | {"appear", "seem"} and at >= head):
                continue
            if not (negated and token in _ABLE):
                return name
        if any(
            f" {' '.join(cue_words.tokens(phrase))} " in words
            for phrase in cue_words.split("hedges", f"{name}_phrases")
        ):
            return name
    return "certain"


def _passive(tokens: Sequence[str], head: _Hit) -> bool:
    """Whether a verb is in the passive without the one who does it."""
    token = tokens[head.first]
    if (token == head.word and token not in _SAME_PARTICIPLE) or token.endswith(("ing", "s")):
        return False
    if "by" in tokens[head.last + 1 :]:
        return False
    # "It's said that" is hearsay, "she's said that" is not: where it can be either, someone said it.
    return _after_be(tokens, head.first) and not (head.kind == "says" and "'s" in tokens and "it" not in tokens)


def _after_be(tokens: Sequence[str], at: int) -> bool:
    """Whether a form of "be" stands before a word, but for negations and adverbs."""
    before = list(tokens[:at])
    while before and (before[-1] in _NEGATIONS or before[-1].endswith("ly") or before[-1] in _BETWEEN):
        before.pop()
    return bool(before) and cue_words.forms().get(before[-1]) in _BE


def _hearsay(head: _Hit, certainty: Certainty) -> tuple[CueClass, Certainty]:
    """Class and certainty of a passive: what is said, thought or expected without one who says or thinks it."""
    if head.word in cue_words.listed("told", "verbs"):
        return head.kind, certainty
    if head.kind == "says":
        return "reported", "possible" if certainty == "certain" else certainty
    if head.kind == "believes" and certainty == "certain":
        return head.kind, "probable"
    return head.kind, certainty


_NEGATIONS = word_set("not n't never neither nor no none nothing hardly barely nobody")
_OPENING = word_set("to but not also even still")
_BETWEEN = word_set("also often still now long once first later already just only so far best then")
_SAME_PARTICIPLE = word_set("put set cut cast read hit shed spread quit bid bet")
_FUNCTION = word_set(
    "in on at of for from by to with about as under over against via per between among through after before since "
    "during and or but that the a an his her its their this it he she they we i also not n't re"
)
