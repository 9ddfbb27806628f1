"""What a statement says is done: its verbs, told from the words alone, with their negation and modality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.lexicons.cues import verbs as cue_verbs
from onrecord.lexicons.moves import move_words
from onrecord.text.common import FUNCTION
from onrecord.text.words import Word
from onrecord.text.wordset import wordset

Mode = Literal["fact", "future", "must", "possible"]

#: Verbs of one meaning in news of talks, war and accidents; the first names the group.
_GROUPS = (
    "kill die slay", "injure hurt wound", "abduct kidnap capture seize snatch", "arrest detain", "free release",
    "meet open begin start convene hold", "demand want insist seek", "offer propose", "accept agree approve",
    "refuse reject decline spurn", "withdraw pull", "discover detect find", "show reveal", "return fly",
    "fall tumble", "estimate expect forecast", "rise increase climb grow", "hit strike",
)  # fmt: skip
_MEANS = {word: group.split()[0] for group in _GROUPS for word in group.split()}
_WORDS_OF_MODE: Mapping[Mode, str] = {
    "future": "will would shall won't wouldn't to i'll he'll she'll it'll they'll we'll",
    "must": "must should shouldn't need needs ought",
    "possible": "may might could can can't cannot couldn't",
}
_MODES: dict[str, Mode] = {word: mode for mode, listed in _WORDS_OF_MODE.items() for word in listed.split()}
_HELPS = wordset(
    "has have had having is are was were be been being do does did hasn't haven't hadn't isn't aren't wasn't weren't "
    "don't doesn't didn't they've we've i've he's she's it's"
)
_BE = wordset("is are was were be been being isn't aren't wasn't weren't")
_FINITE_BE = wordset("is are was were isn't aren't wasn't weren't")
_SAME_FORM = wordset("hit put cut set shut hurt let cost beat quit come become run")
#: Words before which a participle is an adjective ("the freed girls").
_ARTICLES = wordset("a an the its his her their our this these those new newly and or")
_BETWEEN = wordset("not never also already still now all both be been being ever since just soon now long no")
NEGATORS = wordset(
    "not no never none nothing neither nor nobody without can't cannot won't don't doesn't didn't isn't aren't wasn't "
    "weren't hasn't haven't hadn't wouldn't couldn't shouldn't"
)
#: Words that open a subordinate clause before the main one.
_SUBORDINATE = wordset("after when while although though as if because since before until once unless despite")
_RELATIVE = wordset("which who whose whom where")
_SUBJECTS = wordset("it he she they we i you who which that")
#: Forms that do not begin as their lemma does.
_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "go": "went gone", "take": "took taken", "hold": "held", "fall": "fell", "find": "found", "fight": "fought",
        "rise": "rose", "run": "ran", "see": "saw seen", "send": "sent", "sell": "sold", "tell": "told", "win": "won",
        "give": "gave", "get": "got", "hang": "hung", "know": "knew", "seek": "sought", "come": "came",
        "buy": "bought", "teach": "taught", "sit": "sat", "bite": "bit", "hide": "hid", "lead": "led", "meet": "met",
        "make": "made", "pay": "paid", "lay": "laid", "say": "said",
    }.items()
    for form in forms.split()
}  # fmt: skip
_NO_VERBS = wordset("people person man men woman women child children data media police troops pm am hundred")
#: Verbs that only tell that somebody says something: what the statement claims comes after them.
_SAYS = wordset("say tell announce report claim add confirm note state reveal show write tweet explain believe think")
#: Words looked at for the next lemma.
AHEAD = 15


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb of a statement.

    Attributes:
        verb: its lemma, or the name of the group of verbs that mean the same.
        at: index of its word.
        mode: whether it is told as a fact, as something to come, as due, or as possible.
        negated: whether it is denied.
        passive: whether its subject suffers it.
        main: whether it can be what the statement as a whole says: no infinitive, not in a clause of its own.
    """

    verb: str
    at: int
    mode: Mode
    negated: bool
    passive: bool
    main: bool


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    """Lemmas that are known to be verbs."""
    return frozenset((*cue_verbs(), *move_words().verbs, *_MEANS))


def meaning(lemma: str) -> str:
    """The group of verbs of one meaning that a lemma belongs to, else the lemma.

    >>> meaning("wound"), meaning("swim")
    ('injure', 'swim')
    """
    return _MEANS.get(lemma, lemma)


def lemmas(words: Sequence[Word], terms: Sequence[str]) -> dict[int, str]:
    """The lemma of each word that carries content, by the index of the word.

    Args:
        words: words of a sentence.
        terms: lemmas of its content words, in the same order.
    """
    found: dict[int, str] = {}
    at = 0
    for lemma in terms:
        for number in range(at, min(at + AHEAD, len(words))):
            if _form_of(words[number].text, lemma):
                found[number] = lemma
                at = number + 1
                break
    return found


def _form_of(word: str, lemma: str) -> bool:
    """Whether a word can be a form of a lemma."""
    if word == lemma or _IRREGULAR.get(word) == lemma:
        return True
    if word in FUNCTION or not lemma or word in _NO_VERBS:
        return word[:2] == lemma[:2] and word in _NO_VERBS
    return word[:3] == lemma[:3] or (word[:2] == lemma[:2] and max(len(word), len(lemma)) <= 7)


def deeds(words: Sequence[Word], lemma: Mapping[int, str], text: str) -> list[Deed]:
    """The verbs of a statement, in order; "is" and "was" are a verb where they help none.

    Args:
        words: its words, without those that name who said it.
        lemma: the lemma of each word that carries content.
        text: the text that the words were read from.
    """
    aside = _aside(words, text)
    helped: set[int] = set()
    found = []
    for at, base in sorted(lemma.items()):
        helpers = _helpers(words, at)
        if _is_verb(words, at, base, helpers, text):
            helped.update(range(at - len(helpers), at))
            found.append(_deed(words, at, meaning(base), helpers, aside=at in aside))
    for at, one in enumerate(words):
        if one.text in _FINITE_BE and at not in helped:
            after = [word.text for word in words[at + 1 : at + 3]]
            negated = one.text in NEGATORS or any(word in NEGATORS for word in after)
            found.append(Deed("be", at, "fact", negated, passive=False, main=at not in aside))
    return sorted(found, key=lambda one: one.at)


def main_of(found: Sequence[Deed]) -> Deed | None:
    """What a statement as a whole says is done: the first verb of a main clause that does not only tell of telling."""
    mains = [one for one in found if one.main]
    telling = [one for one in mains if one.verb not in _SAYS]
    return next((one for one in (*[one for one in telling if one.verb != "be"], *telling, *mains)), None)


def is_subject(words: Sequence[Word], at: int, base: str, told: Sequence[Deed]) -> bool:
    """Whether a singular noun without an article stands right before a verb, as names do ("Verania rejected…")."""
    if base != words[at].text or base in _NO_VERBS or base.endswith("ing") or at + 1 >= len(words):
        return False
    after = words[at + 1].text
    return after in _HELPS or after in _MODES or any(one.at == at + 1 for one in told)


def _deed(words: Sequence[Word], at: int, verb: str, helpers: Sequence[str], *, aside: bool) -> Deed:
    mode: Mode = next((_MODES[word] for word in reversed(helpers) if word in _MODES), "fact")
    negated = any(word in NEGATORS for word in helpers)
    infinitive = "to" in helpers and not any(word in _FINITE_BE for word in helpers)
    passive = any(word in _BE for word in helpers) and not words[at].text.endswith("ing")
    return Deed(verb, at, mode, negated, passive, main=not aside and not infinitive)


def _helpers(words: Sequence[Word], at: int) -> list[str]:
    """The words before a verb that belong to it: auxiliaries, negations and adverbs, in order."""
    place = at
    while place > 0 and (
        words[place - 1].text in _HELPS | _BETWEEN
        or words[place - 1].text in _MODES
        or words[place - 1].text.endswith("ly")
    ):
        place -= 1
    return [one.text for one in words[place:at]]


def _is_verb(words: Sequence[Word], at: int, base: str, helpers: Sequence[str], text: str) -> bool:
    """Whether a word is used as a verb."""
    word = words[at].text.removesuffix("'s")
    if (
        base in _NO_VERBS
        or word in _NO_VERBS
        or word[0].isdigit()
        or "." in base
        or (word.endswith("ed") and _modifies(words, at, helpers, text))
    ):
        return False
    plural = word in (base + "s", base + "es", base[:-1] + "ies")
    if word != base and not plural:
        if word.endswith("ing"):
            return any(one in _BE for one in helpers)
        return not (word.endswith(("er", "est", "ier")) and word[:2] == base[:2])
    if word == base and any(one in _MODES for one in helpers):
        return "to" not in helpers or base in _verbs()
    if word == base and word.endswith("ed") and len(word) > 5:
        return at > 0
    if base not in _verbs():
        return False
    before = words[at - 1] if at else None
    named = before is not None and text[before.start].isupper() and before.text not in FUNCTION
    if plural:
        return named or (before is not None and before.text in _SUBJECTS)
    if any(one in _HELPS for one in helpers):
        return word in _SAME_FORM
    return before is not None and (before.text in ("they", "we", "i", "you") or (before.text[-1] == "s" and not named))


def _modifies(words: Sequence[Word], at: int, helpers: Sequence[str], text: str) -> bool:
    """Whether a word stands as an adjective: after an article, or joined by a hyphen."""
    if at and words[at - 1].text.endswith("ly") and len(helpers) == 1:
        return True  # "the newly freed girls"
    if at == 0 or helpers:
        return False
    return words[at - 1].text in _ARTICLES or text[words[at].start - 1] in "-‑–"


def _aside(words: Sequence[Word], text: str) -> set[int]:
    """Indexes of words in a subordinate clause at the start, and in relative clauses."""
    found: set[int] = set()
    for start in _openings(words):
        end = next((at for at in range(start + 1, len(words)) if _comma(words, at, text)), None)
        if end is not None:
            found.update(range(start, end))
        elif start:  # a clause at the very start has no main clause after it without a comma
            found.update(range(start, len(words)))
    return found


def _openings(words: Sequence[Word]) -> Iterator[int]:
    """Where clauses begin that are not the main one."""
    for at, one in enumerate(words):
        if one.text in _RELATIVE or one.text in _SUBORDINATE:
            yield at


def _comma(words: Sequence[Word], at: int, text: str) -> bool:
    """Whether a comma or another mark stands before a word."""
    return any(mark in text[words[at - 1].end : words[at].start] for mark in ",;:—–()")
