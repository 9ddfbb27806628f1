"""Fit how sure an attribution is, on the articles that the network did not learn from, and write it into ``card.json``.

    python -m training.fit

A logistic regression (Newton's method, a weak pull to zero) on the signs of every candidate: right is what has the
labelled content by half both ways, and a word of the labelled source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from onrecord.reading.attribution.learned import network
from onrecord.reading.attribution.learned.decode import Found
from onrecord.reading.attribution.learned.propose import Part, candidates
from onrecord.reading.attribution.learned.windows import paragraph, parts
from training.corpus import KEPT, SHARED, scorer
from training.export import WEIGHTS

PULL, ROUNDS = 1.0, 50


def judged() -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of each candidate in the articles kept apart, and whether it is right."""
    score, loaded = scorer(), network.load()
    folder = SHARED / "data" / "polnear" / "train"
    documents = score.load_documents(str(folder))
    gold = score.load_gold(str(folder), documents)
    for name in sorted(documents)[::KEPT]:
        document, start = documents[name], 0
        for line in document.text.split("\n"):
            made = [Part(start, one, []) for _, one in parts(paragraph(line, loaded.vocabulary)) if len(one)]
            for part, found in candidates(made, loaded):
                for one in found:
                    yield one.signs, _right(document, part, one, gold[name])
            start += len(line) + 1


def _right(document: Any, part: Part, one: Found, gold: list[Any]) -> bool:
    def spans(ranges: list[tuple[int, int]]) -> Any:
        places = part.pieces.places
        return document.cover([(part.piece + places[a][0], part.piece + places[b - 1][1]) for a, b in ranges])

    content, source = spans(list(one.content)), spans([one.source] if one.source else [])
    return any(
        2 * len(other.content & content) >= max(len(other.content), len(content))
        and (bool(other.source & source) or not (other.source or source))
        for other in gold
    )


def fit(signs: Any, right: Any) -> Any:
    """Weights of the intercept and of each sign."""
    x = np.hstack([np.ones((len(signs), 1)), signs])
    pull = PULL * np.eye(x.shape[1])
    pull[0, 0] = 0
    weights = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (likely - right) + pull @ weights
        weights -= np.linalg.solve((x * (likely * (1 - likely))[:, None]).T @ x + pull, slope)
    return weights


def main() -> None:
    """Fit and write the weights."""
    pairs = list(judged())
    weights = fit(np.array([signs for signs, _ in pairs]), np.array([right for _, right in pairs], dtype=float))
    home = WEIGHTS / "card.json"
    card = json.loads(home.read_text("utf-8"))
    card["weights"] = [round(float(weight), 3) for weight in weights]
    written = json.dumps(card, indent=1) + "\n"
    home.write_text(written, encoding="utf-8")
    print("CARD_SHA256 for network.py:", hashlib.sha256(written.encode()).hexdigest())
    print(len(pairs), "candidates,", sum(right for _, right in pairs), "right;", card["weights"])


if __name__ == "__main__":
    main()
