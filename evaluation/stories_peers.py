"""Other methods of grouping articles into stories, each with the choices it leaves, for ``evaluation.stories``.

TF-IDF in one pass (as in topic detection and tracking: Allan et al. 1998), HDBSCAN (Campello et al. 2013) on the
sentence vectors that the product itself uses, and the method of Taranis AI (``stories_taranis``). Each is given what
would help it: weights from the 12,000 other articles in both settings, windows of days, the day as a dimension, and
its best choice on the half that it is tuned on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.stories import Article, Labels, Tried, rows

#: Similarities that an article must have with a group to join it.
JOIN = tuple(round(0.04 + 0.03 * step, 2) for step in range(13))
#: Days after which a group is closed, and days in which a likeness falls to the e-th part; 0: neither.
WINDOWS = (*(("window", span) for span in (1, 3, 7, 30, 0)), *(("decay", span) for span in (1, 2, 3, 10, 30)))
#: HDBSCAN: distances below which groups are not split, neighbours, and days that weigh as much as a whole turn.
EPSILONS = (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
SAMPLES, DAYS = (1, 2), (0, 1, 2, 3, 10, 30)
#: Above so many articles, where each choice takes a minute, only the kinds that did best alone are tried.
_MANY = 5_000
_BEST = {
    *("window 1 mean", "window 3 mean", "decay 1 mean", "decay 2 mean", "decay 3 mean"),
    *("days 1 samples 1", "days 2 samples 1", "days 3 samples 1"),
}


def methods(
    found: Sequence[Article], data: Path, only: Sequence[str] | None, cache: Path | None
) -> Iterator[tuple[str, Tried]]:
    """Each method by name with its groupings of the articles.

    Raises:
        SystemExit: a package that they need is missing.
    """
    try:
        import hdbscan  # noqa: F401
        import networkx  # noqa: F401
        import sklearn  # noqa: F401
    except ImportError as error:
        raise SystemExit(
            f"{error.name} is missing: the other methods need packages that Onrecord does not. "
            "Run: uv run --with scikit-learn --with hdbscan --with networkx python -m evaluation.stories … --peers"
        ) from error
    from evaluation import stories_taranis

    wanted = set(only or ("tfidf", "hdbscan", "taranis"))
    if "tfidf" in wanted:
        yield "TF-IDF single pass", tfidf(found, data)
    if "hdbscan" in wanted:
        yield "HDBSCAN on embeddings", hdbscan_on(found)
    if "taranis" in wanted:
        all_of_it = [(least, f"sentences {least}", labels) for least, labels in stories_taranis.tried(found, cache)]
        yield "Taranis AI's, as it is", [one[1:] for one in all_of_it if one[0] == stories_taranis.SAME]
        yield "Taranis AI's, tuned", [one[1:] for one in all_of_it]


# -- TF-IDF, one pass -------------------------------------------------------------------------------------------------


def tfidf(found: Sequence[Article], data: Path) -> Iterator[tuple[str, Labels]]:
    """Articles in date order join the group they are most alike to, or open one."""
    alike = _cosines(found, data)
    days = _days(found)
    for (kind, span), middle in product(WINDOWS, ("mean", "centroid")):
        if len(found) > _MANY and f"{kind} {span} {middle}" not in _BEST:
            continue
        for least in JOIN:
            joined = _single_pass(alike, days, kind, span, middle, least)
            name = f"{kind} {span} {middle} {least}" if span else f"no window {middle} {least}"
            yield name, {one.id: int(group) for one, group in zip(found, joined, strict=True)}


def _cosines(found: Sequence[Article], data: Path) -> Any:
    """Cosines of all pairs in half precision, weights from the other articles, the title counted three times."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=1, max_df=0.5, dtype=np.float32)
    model.fit(_text(row["title"] or "", row["text"]) for row in rows(data, "background"))
    table = model.transform(_text(one.title, one.text) for one in found)
    alike = np.zeros((len(found), len(found)), np.float16)
    turned = table.T.tocsr()
    for start in range(0, len(found), 500):
        alike[start : start + 500] = (table[start : start + 500] @ turned).toarray()
    return alike


def _text(title: str, text: str) -> str:
    return f"{title} {title} {title} {text}"


def _days(found: Sequence[Article]) -> Any:
    """Days of publication; 0 where it is not known."""
    return np.asarray([one.features.day or 0 for one in found], np.int64)


def _single_pass(alike: Any, days: Any, kind: str, span: int, middle: str, least: float) -> Any:
    """The group of each article, in order. An article without a day is near to all, and all to it."""
    home = np.zeros(len(days), np.int64)
    size, norm, first, last = (np.zeros(len(days), np.int64 if at > 1 else np.float64) for at in range(4))
    groups = 0
    for number, day in enumerate(days):
        open_ = np.ones(groups, bool)
        if kind == "window" and span and day:
            open_ = last[:groups] >= day - span
        start = int(first[:groups][open_].min()) if open_.any() else number
        near = alike[number, start:number].astype(np.float64)
        shares = near * _faded(days[start:number], day, span) if kind == "decay" else near
        sums = np.bincount(home[start:number], shares, groups)
        likeness = np.where(open_, sums / (size[:groups] if middle == "mean" else np.sqrt(norm[:groups])), -1)
        best = int(np.argmax(likeness)) if groups else -1
        if best < 0 or likeness[best] < least:
            best, groups = groups, groups + 1
            first[best] = number
        norm[best] += 2 * near[home[start:number] == best].sum() + 1
        home[number], last[best] = best, max(last[best], day)
        size[best] += 1
    return home


def _faded(days: Any, day: int, span: int) -> Any:
    """What is left of a likeness after so many days; a missing day counts as one day apart."""
    return np.exp(-np.where((days == 0) | (day == 0), 1, np.abs(days - day)) / span)


# -- HDBSCAN ----------------------------------------------------------------------------------------------------------


def hdbscan_on(found: Sequence[Article]) -> Iterator[tuple[str, Labels]]:
    """Groups by density of the sentence vectors of headline and lead; what it leaves out stands alone."""
    import hdbscan

    with tempfile.TemporaryDirectory() as kept:
        for days, samples in product(DAYS, SAMPLES):
            if len(found) > _MANY and f"days {days} samples {samples}" not in _BEST:
                continue
            points = _points(found, days)
            for method, epsilon in product(("eom", "leaf"), EPSILONS):
                model = hdbscan.HDBSCAN(
                    min_cluster_size=2,
                    min_samples=samples,
                    cluster_selection_method=method,
                    cluster_selection_epsilon=epsilon,
                    algorithm="prims_kdtree",
                    memory=kept,
                )
                labels = model.fit_predict(points)
                name = f"days {days} samples {samples} {method} epsilon {epsilon}"
                yield (
                    name,
                    {one.id: _own(int(group), at) for at, (one, group) in enumerate(zip(found, labels, strict=True))},
                )


def _own(group: int, at: int) -> int:
    return -1 - at if group < 0 else group


def _points(found: Sequence[Article], days: int) -> Any:
    """Vectors of length one, and the day as one more dimension; who has none takes that of the nearest in meaning."""
    vectors = np.stack([one.features.vector for one in found]).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    if not days:
        return vectors.astype(np.float64)
    when = _days(found)
    dated = np.flatnonzero(when)
    for at in np.flatnonzero(when == 0):
        when[at] = when[dated[np.argmax(vectors[dated] @ vectors[at])]]
    return np.column_stack([vectors, (when - when.min()) / days]).astype(np.float64)
