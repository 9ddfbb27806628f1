"""Equal runs around seeds are those that comparing word by word finds."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from onrecord.reuse.extend import OWN, Seeds, extend

Run = tuple[int, int, int, int, int]


def run_around(texts: list[list[int]], new: int, at: int, old: int, to: int) -> Run:
    """The longest equal run around a place, word by word."""
    a, b = texts[new], texts[old]
    back = 0
    while at - back > 0 and to - back > 0 and a[at - back - 1] == b[to - back - 1]:
        back += 1
    on = 0
    while at + on < len(a) and to + on < len(b) and a[at + on] == b[to + on]:
        on += 1
    return new, old, at - back, to - back, back + on


@pytest.mark.parametrize("number", range(40))
def test_runs_are_those_found_word_by_word(number: int) -> None:
    """Of texts with shared passages and changed words, all seeds or a few grow to the same runs, each once."""
    draw = random.Random(number)
    wire = [draw.randrange(60_000) for _ in range(draw.choice([6, 40, 700]))]
    texts = []
    for _ in range(draw.choice([2, 5])):
        begin = draw.randrange(len(wire))
        text = [draw.randrange(60_000) for _ in range(draw.randrange(20))] + wire[begin:] + wire[: draw.randrange(30)]
        for _ in range(draw.choice([0, 1, 12])):
            text[draw.randrange(len(text))] = draw.randrange(60_000)
        texts.append(text)
    places = [
        (new, at, old, to)
        for new in range(len(texts))
        for old in range(new)
        for at in range(len(texts[new]) - OWN + 1)
        for to in range(len(texts[old]) - OWN + 1)
        if texts[new][at : at + OWN] == texts[old][to : to + OWN]
    ]
    places = [place for place in places if draw.random() < draw.choice([0.02, 0.15, 1])]
    draw.shuffle(places)
    new, at, old, to = (np.asarray([place[k] for place in places], np.uint64) for k in range(4))
    shift = np.uint64(32)
    words = np.asarray([word for text in texts for word in text], np.uint16)
    begins = np.cumsum([0, *map(len, texts)])
    found = extend(Seeds(new << shift | at, old << shift | to), words, begins)
    columns = (found.new, found.old, found.at, found.to, found.length)
    runs: list[Run] = list(zip(*(column.tolist() for column in columns), strict=True))
    assert set(runs) == {run_around(texts, *place) for place in places}
    assert all((a[0], a[1], a[3] - a[2], a[2]) < (b[0], b[1], b[3] - b[2], b[2]) for a, b in pairwise(runs))
