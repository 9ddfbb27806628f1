"""Two quotations: whether they give one utterance, and how their words relate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.checks.crowds import few
from onrecord.checks.paraphrase import same_content
from onrecord.checks.quotechains import Match, chains
from onrecord.checks.quoteformulas import own_words
from onrecord.checks.quotesaid import Key
from onrecord.checks.quotevoices import Voices, speakers
from onrecord.checks.utterances import Saying
from onrecord.checks.wording import Alignment, align, inside, respelled
from onrecord.model.relations import QuoteRelation
from onrecord.text.common import telling
from onrecord.text.words import texts, words

#: Pairs of sentences of two quotations that share words in a row; aligning so many takes half a second.
MANY = 3_000
#: Pairs of sentences that are the same, those beside them counted: of sentences that are all alike each is beside one.
EXTENDED = 1_000

# Constants were set on the 130 labelled quotations (evaluation/crossreport.py).

#: Words of a sentence up to which it is "very short": a name, a slogan or a scrap that many may have said.
SHORT = 3
#: Telling words that both reports must have near a very short quotation.
AROUND = 1
#: Days between two reports within which one speaker's scrap is the same, as in the stories of matter.py.
DAYS = 3
#: Telling words that two sentences of an unresolved speaker must have in common.
UNRESOLVED_TELLING = 2
#: Equal words from which two wordings with the same speaker, and with an unresolved one, are one utterance.
EQUAL, EQUAL_UNRESOLVED = 4, 5
#: Part of the common stretch that is equal, likewise.
CLOSE, CLOSE_UNRESOLVED = 0.55, 0.65
#: The same words under two speakers: only if long and nearly equal, since formulas are common property.
EQUAL_MOVED, CLOSE_MOVED = 7, 0.85
#: Part of the shorter of them that must be equal: two ministers who agree say much alike.
MOVED = 0.85
#: Words among them that are not those of formulas ("We condemn this attack…"): two ministers each say these.
OWN_WORDS = 2
#: Part of the telling words of either wording that must be common: "We want to talk about" begins many utterances.
TELLING = 0.5
#: Part of the shorter wording that must be common, or else this many equal words in a close stretch.
OVERLAP, OVERLAP_WORDS, OVERLAP_CLOSE = 0.5, 8, 0.85
#: Words of indirect speech equal to a quotation from which it is its paraphrase whoever is named, and telling ones.
TOLD_EQUAL, TOLD_CLOSE, TOLD_TELLING = 7, 0.8, 3
#: Equal words up to which the same words on two days are two utterances: standing phrases are short.
STANDING = 15
#: Part of the shorter sentence that must be equal beside two sentences that are the same.
NEXT = 0.6
#: Part of the shorter wording, and words of it, that make one utterance however much the fuller one has in between.
NEARLY_ALL, NEARLY_ALL_WORDS = 0.85, 10
#: Part of the shorter sentence from which even one made of names is given again, not another sentence with them.
MOSTLY = 0.8
#: Words of a whole wording from which one telling word is enough where the speaker is not resolved.
WHOLE_UNRESOLVED = 6
#: Equal words from which two quotations that both say more besides are lined up by what they share.
SHARED = 5

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A quotation, or the sentences of it that another report gives too.

    Attributes:
        key: the quotation: id of its report, and its place among the report's sayings.
        cut: its first word, and the word after the last.
        held: the words of the quotation that the other wording has too: the first, and the one after the last.
    """

    key: Key
    cut: Range
    held: Range


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings of different reports that are one utterance.

    Attributes:
        a: the fuller one.
        b: the other.
        relation: how b's words relate to a's.
        equal: words that both have.
    """

    a: Part
    b: Part
    relation: QuoteRelation
    equal: int


def fuller(one: Saying, other: Saying) -> bool:
    """Whether the first is the fuller wording: more words, then the earlier published, then by report and place."""
    return rank(one) <= rank(other)


def rank(one: Saying) -> tuple[int, str, str, int, int, str]:
    """Fullest first, then the earliest published, so that the order of the reports does not matter."""
    at = one.citation
    return -len(one.keys), one.published or "~", one.report, at.start, at.end, one.attribution


def relate(a: Key, b: Key, sentences: Sequence[tuple[int, int]], every: Mapping[Key, Saying]) -> list[Pair]:
    """The parts of two quotations that are one utterance, with how they relate; empty if they are two.

    Sentences are one where enough of their words are equal in order: more where a speaker is not named, nearly all
    where two are, and then not formulas. What stands beside them and is alike goes with them. Names alone, a question
    and its answer, and a short phrase said on two days are two utterances.

    Args:
        a: the fuller quotation.
        b: the other.
        sentences: pairs of their sentences that may be the same.
        every: all sayings.
    """
    one, other = every[a], every[b]
    told = (one.form == "told") + (other.form == "told")
    if told == 2:
        return []
    if told:
        return [] if apart(one, other) else _paraphrased(a, b, one, other)
    if "bare" in (one.form, other.form):
        return _bare(a, b, one, other)
    whose = speakers(one, other)
    alike = {(i, j): match for i, j in few(sentences, MANY) if (match := _match(one, other, i, j, whose))}
    matches = _extended([alike[pair] for pair in few(alike)], one, other)
    found = []
    for chain in chains(matches):
        pair = _pair(a, b, every, chain, whose)
        if pair is not None and not (pair.equal < STANDING and apart(one, other)):
            found.append(pair)
    return found


def scrap(a: Key, b: Key, every: Mapping[Key, Saying]) -> list[Pair]:
    """A few words that stand in a row in a quotation, for where other words show that they are of it."""
    one, other = every[a], every[b]
    at = inside(one.keys, other.keys)
    if at is None or "told" in (one.form, other.form) or "bare" in (one.form, other.form) or apart(one, other):
        return []
    if not any(map(telling, other.keys)):
        return []
    held, all_of_it = (at, at + len(other.keys)), (0, len(other.keys))
    return [Pair(Part(a, (0, len(one.keys)), held), Part(b, all_of_it, all_of_it), "truncated", len(other.keys))]


def apart(one: Saying, other: Saying) -> bool:
    """Whether both reports tell when it was said, and these days have none in common: two utterances."""
    if one.days is None or other.days is None:
        return False
    return one.days[1] < other.days[0] or other.days[1] < one.days[0]


def _bare(a: Key, b: Key, one: Saying, other: Saying) -> list[Pair]:
    """A quotation, and a paragraph without marks in exactly its words: one of them lost its marks."""
    if one.form == other.form or one.keys != other.keys:
        return []
    whole = (0, len(one.keys))
    return [Pair(Part(a, whole, whole), Part(b, whole, whole), "identical", len(one.keys))]


def _match(one: Saying, other: Saying, i: int, j: int, whose: Voices) -> Match | None:
    """Two sentences as the same, ``None`` if they are not: a question is no answer in nearly its words."""
    first, second = one.sentences[i], other.sentences[j]
    a, b = one.keys[slice(*first)], other.keys[slice(*second)]
    found = align(a, b)
    if found is None or not _one_utterance(a, b, found, whose):
        return None
    if found.equal < MOSTLY * min(len(a), len(b)) and _only_names(one, first[0], found):
        return None
    if (i in one.asked) != (j in other.asked) and found.edits:
        return None
    if whose == "other" and not _moved(a, b, found):
        return None
    if min(len(a), len(b)) <= SHORT and not _about_one(one, other, (a, b), whose):
        return None
    return Match(i, j, found)


def _moved(a: Sequence[str], b: Sequence[str], found: Alignment) -> bool:
    """Whether what two named speakers are given is nearly the same, and no formula."""
    return found.equal >= MOVED * min(len(a), len(b)) and own_words(a[slice(*found.a)]) >= OWN_WORDS


def _only_names(one: Saying, start: int, found: Alignment) -> bool:
    """Whether all that two sentences share and that says something is names, which many sentences give."""
    changed = {at for begin, end, _, _ in found.edits for at in range(begin, end)}
    shared = [start + at for at in range(*found.a) if at not in changed]
    own = [at for at in shared if telling(one.keys[at])]
    return all(one.said(at, at + 1)[0].isupper() or one.keys[at][0].isdigit() for at in own)


def _about_one(one: Saying, other: Saying, sentences: tuple[Sequence[str], Sequence[str]], whose: Voices) -> bool:
    """Whether a scrap stands among words about the same in both reports: one person says "very unfair" of much.

    Two telling words of one speaker are enough in reports of the same days.
    """
    if whose == "open" and not (one.attribution and other.attribution):
        return False
    scrap = min(sentences, key=len)
    near = [{*filter(telling, keys)} | of.around for of, keys in zip((one, other), sentences, strict=True)]
    named = {word for saying in (one, other) for word in texts(words(saying.speaker or saying.source))}
    if len((near[0] & near[1]) - {*scrap} - named) >= AROUND:
        return True
    return whose == "same" and sum(map(telling, scrap)) > 1 and _same_days(one, other)


def _same_days(one: Saying, other: Saying) -> bool:
    if not one.published or not other.published:
        return True
    first, second = (date.fromisoformat(saying.published[:10]) for saying in (one, other))
    return abs((first - second).days) <= DAYS


def _extended(matches: Sequence[Match], one: Saying, other: Saying) -> list[Match]:
    """The matches with those next to them that are too weak alone: what stands beside the same words says the same."""
    found = {(match.i, match.j): match for match in matches}
    new = list(matches)
    while new and len(found) < EXTENDED:
        match = new.pop()
        for i, j in _beside(match, one, other):
            if (i, j) in found:
                continue
            near = align(one.keys[slice(*one.sentences[i])], other.keys[slice(*other.sentences[j])])
            if near and near.equal > 1 and near.equal >= NEXT * min(_length(one, i), _length(other, j)):
                found[i, j] = Match(i, j, near)
                new.append(found[i, j])
    return list(found.values())


def _beside(match: Match, one: Saying, other: Saying) -> list[tuple[int, int]]:
    steps = [(match.i + up, match.j + down) for up, down in ((-1, -1), (1, 1), (0, 1), (0, -1), (1, 0), (-1, 0))]
    return [(i, j) for i, j in steps if 0 <= i < len(one.sentences) and 0 <= j < len(other.sentences)]


def _length(one: Saying, sentence: int) -> int:
    start, end = one.sentences[sentence]
    return end - start


def _one_utterance(a: Sequence[str], b: Sequence[str], found: Alignment, whose: Voices) -> bool:
    """Whether two quoted sentences are one utterance, by their equal words and their speakers."""
    shorter = min(len(a), len(b))
    if shorter <= SHORT:
        return _short(a if len(a) <= len(b) else b, found, whose)
    least, close = {
        "same": (EQUAL, CLOSE),
        "likely": (EQUAL, CLOSE),
        "open": (EQUAL_UNRESOLVED, CLOSE_UNRESOLVED),
        "other": (EQUAL_MOVED, CLOSE_MOVED),
    }[whose]
    whole = found.equal == shorter and not found.edits and whose != "other"
    dense = found.equal >= max(NEARLY_ALL_WORDS, NEARLY_ALL * shorter) and whose != "other"
    if not whole and not dense and (found.equal < least or found.closeness < close):
        return False
    said = found.telling + respelled(a, b, found)
    if said < TELLING * min(sum(map(telling, a)), sum(map(telling, b))):
        return False
    one_is_enough = whose in ("same", "likely") or a == b or (whole and shorter >= WHOLE_UNRESOLVED)
    if found.telling < (1 if one_is_enough else UNRESOLVED_TELLING):
        return False
    return found.equal >= OVERLAP * shorter or (found.equal >= OVERLAP_WORDS and found.closeness >= OVERLAP_CLOSE)


def _short(short: Sequence[str], found: Alignment, whose: Voices) -> bool:
    """Very short sentences: all words in a row, telling ones among them, and no other speaker."""
    least = {"same": 1, "likely": 2, "open": 2, "other": SHORT + 1}[whose]
    rare = sum(map(telling, short))
    return found.equal == len(short) >= least and not found.edits and rare > 0


def _pair(a: Key, b: Key, every: Mapping[Key, Saying], chain: Sequence[Match], whose: Voices) -> Pair | None:
    """The sentences that a run of matches spans, as one pair."""
    cut = _spanned(every[a], [one.i for one in chain])
    onto = _spanned(every[b], [one.j for one in chain])
    if onto[1] - onto[0] > cut[1] - cut[0]:
        a, b, cut, onto = b, a, onto, cut
    one, other = every[a].part(*cut), every[b].part(*onto)
    found = align(one.keys, other.keys)
    if found is None:
        return None
    whole, all_of_b = cut == (0, len(every[a].keys)), onto == (0, len(every[b].keys))
    if not whole and not all_of_b and found.equal < SHARED:
        return None
    first, second = Part(a, cut, _moved_by(found.a, cut[0])), Part(b, onto, _moved_by(found.b, onto[0]))
    if whose == "other":
        return Pair(first, second, "moved", found.equal)
    if not _only_cuts(other, found):
        return Pair(first, second, "altered", found.equal)
    return _cut_down(first, second, every, found.equal)


def _spanned(one: Saying, sentences: Sequence[int]) -> Range:
    return one.sentences[min(sentences)][0], one.sentences[max(sentences)][1]


def _moved_by(held: Range, words: int) -> Range:
    return held[0] + words, held[1] + words


def _cut_down(a: Part, b: Part, every: Mapping[Key, Saying], equal: int) -> Pair:
    """Two wordings of which one only leaves words out: the same, one cut from the other, or both from a third."""
    one, other = every[a.key], every[b.key]
    whole_a, whole_b = a.cut == (0, len(one.keys)), b.cut == (0, len(other.keys))
    alike = one.keys[slice(*a.cut)] == other.keys[slice(*b.cut)]
    if alike and whole_a == whole_b:
        return Pair(a, b, "identical", equal)
    if alike and whole_a:
        a, b, whole_b = b, a, True
    fullest = Part(a.key, (0, len(every[a.key].keys)), a.held) if whole_b else a
    return Pair(fullest, b, "truncated", equal)


def _only_cuts(other: Saying, found: Alignment) -> bool:
    """Whether words were only left out: at either end, or where the shorter wording marks an omission."""
    whole = found.b == (0, len(other.keys))
    return whole and all(to == end and to in other.gaps for _, _, to, end in found.edits)


def _paraphrased(a: Key, b: Key, one: Saying, other: Saying) -> list[Pair]:
    """A quotation and indirect speech: the same speaker and content, or nearly the same words."""
    whose = speakers(one, other)
    if whose == "other" or "bare" in (one.form, other.form):
        return []
    quoted, told = (b, a) if one.form == "told" else (a, b)
    spoken, retold = (other, one) if one.form == "told" else (one, other)
    found = (_retold(spoken, sentence, retold, whose) for sentence in spoken.sentences)
    best = max((one for one in found if one), key=lambda one: (one[0], -one[1][0]), default=None)
    if best is None:
        return []
    words = (0, len(retold.keys))
    return [Pair(Part(quoted, best[1], best[1]), Part(told, words, words), "paraphrased", best[0])]


def _retold(spoken: Saying, sentence: Range, told: Saying, whose: Voices) -> tuple[int, Range] | None:
    """A sentence of a quotation that indirect speech tells, with how much of it; ``None`` if it does not."""
    quoted = spoken.part(*sentence)
    found = align(quoted.keys, told.keys)
    near = (
        found is not None
        and found.equal >= TOLD_EQUAL
        and found.closeness >= TOLD_CLOSE
        and found.telling >= TOLD_TELLING
    )
    if found is not None and near:
        return found.equal, sentence
    shared = same_content(told, quoted) if whose == "same" else ()
    return (len(shared), sentence) if shared else None
