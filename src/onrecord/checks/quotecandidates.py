"""Which quotations may be one utterance: found through an index, so that reports that share nothing cost nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations, product

from onrecord.checks.paraphrase import LEAST, SHARE_OF_LONGER, SHARED, content
from onrecord.checks.quotepairs import (
    EQUAL,
    EQUAL_MOVED,
    EQUAL_UNRESOLVED,
    MOVED,
    OVERLAP,
    OVERLAP_WORDS,
    SHORT,
    TOLD_EQUAL,
    TOLD_TELLING,
    UNRESOLVED_TELLING,
    fuller,
)
from onrecord.checks.quotesaid import Key, Marks, Place, Said, is_spoken
from onrecord.checks.quotevoices import Voices, speakers
from onrecord.checks.utterances import Saying
from onrecord.text.common import telling

#: Reports that quote the same words in a row above which these are a set phrase ("the white house"), and how many in a
#: row count there instead, so that a phrase that all use does not cost the square of the reports. Of 1,000 reports of
#: mixed news six of the 1,002 pairs that quote one utterance are lost by it, each a name that one quotes alone; with
#: 100 none is.
OFTEN, LONGER = 50, 6
#: Pairs of sentences of two reports from which on words in a row say nothing: both have them fifty times.
BOTH_OFTEN = 2_500

_Pairs = set[tuple[int, int]]
_Content = Mapping[str, float]


def shared(a: Said, b: Said) -> dict[tuple[Key, Key], list[tuple[int, int]]]:
    """Pairs of sayings of two reports, the fuller one first, with the sentences that may be the same.

    Sentences have three words in a row in common, or two of which one is telling; indirect speech three, or content
    that it shares with the same speaker's; a paragraph without marks is found by all its words.
    """
    found: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for marks, others in ((a.spoken, b.spoken), (a.spoken, b.retold), (a.retold, b.spoken)):
        for mark in marks.keys() & others.keys():
            often = len(marks[mark]) * len(others[mark]) > BOTH_OFTEN
            for (n, i), (m, j) in product(marks[mark], others[mark]) if not often else ():
                found[n, m].add((i, j))
    for n, m in _of_one(a, b):
        if len(a.content(n) & b.content(m)) > 1:
            found[n, m].add((0, 0))
    turned = {}
    for (n, m), sentences in found.items():
        one, other = a.sayings[n], b.sayings[m]
        if is_spoken(one) and is_spoken(other):
            sentences = {(i, j) for i, j in sentences if _may(a, b, (n, i), (m, j))}
        if fuller(one, other):
            turned[(a.report, n), (b.report, m)] = sorted(sentences)
        else:
            turned[(b.report, m), (a.report, n)] = sorted((j, i) for i, j in sentences)
    return {pair: turned[pair] for pair in sorted(turned)}


def _of_one(a: Said, b: Said) -> Iterator[tuple[int, int]]:
    """The sayings of two reports that have one speaker, one of them quoted."""
    of: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(a.sayings):
        if one.actor is not None:
            of[one.actor].append(n)
    for m, other in enumerate(b.sayings):
        for n in of.get(other.actor, ()) if other.actor is not None else ():
            if is_spoken(other) or is_spoken(a.sayings[n]):
                yield n, m


def candidates(said: Sequence[Said]) -> list[tuple[int, int]]:
    """Pairs of reports, by index, that may give one utterance, in order.

    What two sentences must have in common at the least, to be one utterance or to tell one, is asked here already. A
    set phrase hangs on how many reports have it; so a result that was kept counts only while its pair is among these.

    Args:
        said: the sayings of all reports.
    """
    found: _Pairs = set()
    _by_rows(said, found)
    _by_first_sentence(said, found)
    _by_content(said, found)
    return sorted(found)


def _by_rows(said: Sequence[Said], found: _Pairs) -> None:
    """Reports that share words in a row, in sentences that share enough; one of the two is quoted."""
    often = _look(said, [one.spoken for one in said], [one.retold for one in said], found, OFTEN)
    longer = [[_longer(one, marks, often) for marks in (one.spoken, one.retold)] for one in said]
    _look(said, [spoken for spoken, _ in longer], [retold for _, retold in longer], found)


def _look(
    said: Sequence[Said], spoken: Sequence[Marks], retold: Sequence[Marks], found: _Pairs, most: int | None = None
) -> set[str]:
    """The marks that more quote than are looked at; for the others the pairs of reports that have them are added."""
    once: dict[str, int] = {}
    several: dict[str, list[int]] = {}
    for number, marks in enumerate(spoken):
        for mark in marks:
            if once.setdefault(mark, number) != number:
                several.setdefault(mark, [once[mark]]).append(number)
    often = {mark for mark, holders in several.items() if most and len(holders) > most}
    for mark in several.keys() - often:
        for a, b in combinations(several[mark], 2):
            if (a, b) not in found and _may_any(said[a], said[b], spoken[a][mark], spoken[b][mark]):
                found.add((a, b))
    for b, marks in enumerate(retold):
        for mark in (marks.keys() & once.keys()) - often:
            for a in several.get(mark) or (once[mark],):
                pair = (a, b) if a < b else (b, a)
                if a != b and pair not in found and _may_any(said[a], said[b], spoken[a][mark], marks[mark]):
                    found.add(pair)
    return often


def _longer(one: Said, marks: Marks, often: Set[str]) -> Marks:
    """More words in a row, or all of them, of the sentences that have a mark which very many have."""
    found: Marks = {}
    for n, number in sorted({place for mark in marks.keys() & often for place in marks[mark]}):
        start, end = one.sayings[n].sentences[number]
        keys = one.sayings[n].keys[start:end]
        rows = {" ".join(keys[at : at + LONGER]) for at in range(max(1, len(keys) - LONGER + 1))}
        for row in rows:
            found[row] = (*found.get(row, ()), (n, number))
    return found


def _may_any(a: Said, b: Said, ones: Sequence[Place], others: Sequence[Place]) -> bool:
    if len(ones) * len(others) > BOTH_OFTEN:
        return True
    for one in ones:
        for other in others:
            if _may(a, b, one, other):
                return True
    return False


def _may(a: Said, b: Said, at: Place, to: Place) -> bool:
    """Whether two sentences have as much in common as two of one utterance have at the least."""
    one, other = a.sayings[at[0]], b.sayings[to[0]]
    spoken = is_spoken(one) + is_spoken(other)
    if not spoken or "bare" in (one.form, other.form):
        return bool(spoken) and one.keys == other.keys
    bag, bag_of_other = a.bag(at), b.bag(to)
    equal = len(bag.words & bag_of_other.words)
    if spoken == 1:
        enough = equal >= TOLD_EQUAL and len(bag.telling & bag_of_other.telling) >= TOLD_TELLING
        return (enough and speakers(one, other) != "other") or _one_body(one, other)
    shorter = min(len(bag.words), len(bag_of_other.words))
    if shorter <= SHORT:
        return equal == shorter and speakers(one, other) != "other"
    if equal < max(EQUAL, min(OVERLAP * shorter, OVERLAP_WORDS)):
        return False
    return _enough(equal, shorter, len(bag.telling & bag_of_other.telling), speakers(one, other))


def _one_body(one: Saying, other: Saying) -> bool:
    """Whether two bodies under two identities have one name, so that what the one says can be what the other tells."""
    if one.actor is None or other.actor is None or one.actor == other.actor:
        return False
    return speakers(one, other) == "same"


def _enough(equal: int, shorter: int, tells: int, whose: Voices) -> bool:
    """Whether common words, telling ones among them, can be enough for who speaks; sentences in the same words are."""
    if equal == shorter and whose != "other":
        return tells > 0
    if whose in ("same", "likely"):
        return tells > 0
    if whose == "other":
        return equal >= max(EQUAL_MOVED, MOVED * shorter) and tells > 0
    return equal >= EQUAL_UNRESOLVED and tells >= UNRESOLVED_TELLING


def _by_first_sentence(said: Sequence[Said], found: _Pairs) -> None:
    """Reports in which one speaker's first sentences share enough, though perhaps no words in a row."""
    index: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for number, report in enumerate(said):
        for n, one in enumerate(report.sayings):
            if one.actor is not None and is_spoken(one):
                for word in {*filter(telling, one.keys[slice(*one.sentences[0])])}:
                    index[one.actor, word].append((number, n))
    for holders in index.values():
        for (a, n), (b, m) in combinations(holders if len(holders) <= OFTEN else (), 2):
            if a != b and (a, b) not in found and _may(said[a], said[b], (n, 0), (m, 0)):
                found.add((a, b))


def _by_content(said: Sequence[Said], found: _Pairs) -> None:
    """Reports of which one tells what the same speaker says in the other."""
    told: dict[str, list[tuple[int, _Content]]] = defaultdict(list)
    spoken: dict[str, list[tuple[int, _Content]]] = defaultdict(list)
    for number, report in enumerate(said):
        for one in report.sayings:
            if one.actor is not None:
                of = spoken if is_spoken(one) else told
                of[one.actor] += [(number, known) for known in _contents(one)]
    for actor in told.keys() & spoken.keys():
        found |= set(_told_by(told[actor], spoken[actor]))


def _contents(saying: Saying) -> Iterator[_Content]:
    """The content of each sentence that is long enough to be compared by it."""
    for start, end in saying.sentences:
        if end - start >= LEAST:
            known = content(saying.part(start, end))
            if sum(known.values()) >= SHARED:
                yield known


def _told_by(told: Sequence[tuple[int, _Content]], spoken: Sequence[tuple[int, _Content]]) -> Iterator[tuple[int, int]]:
    """Pairs of reports with as much content in common as is asked for.

    Only the rarest stems are looked up of each: those without which too little would be left.
    """
    often = Counter(stem for _, known in (*told, *spoken) for stem in known)
    index: dict[str, list[int]] = defaultdict(list)
    for at, (_, known) in enumerate(spoken):
        for stem in _rarest(known, often):
            index[stem].append(at)
    for a, known in told:
        near = {at for stem in _rarest(known, often) for at in index.get(stem, ())}
        for at in sorted(near):
            b, other = spoken[at]
            if a != b and sum(min(known[stem], other[stem]) for stem in known.keys() & other.keys()) >= SHARED:
                yield min(a, b), max(a, b)


def _rarest(known: _Content, often: Mapping[str, int]) -> list[str]:
    """The rarest stems of a content, so many that the others together are less than must be shared."""
    least = max(SHARED, SHARE_OF_LONGER * sum(known.values()))
    ranked = sorted(known, key=lambda stem: (-often[stem], stem))
    left = 0.0
    for at, stem in enumerate(ranked):
        left += known[stem]
        if left >= least:
            return ranked[at:]
    return []
