"""How much two reports are about one matter, judged from the two alone."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import islice

from onrecord.model.report import NARRATIVE, Report
from onrecord.text.common import COMMON
from onrecord.text.once import once
from onrecord.text.words import words

#: Words of the text that are looked at, and at its start the lead, whose words count twice; words of the title count
#: three times, names one and a half times. Measured on 1,656 labelled articles: pairwise F1 0.63, with 200 words 0.59.
READ, LEAD = 600, 60
IN_TITLE, IN_LEAD, A_NAME = 3.0, 2.0, 1.5


@dataclass(frozen=True, slots=True)
class Gist:
    """What a report is about, as weighted words of unit length.

    Attributes:
        report: its id.
        weights: folded words with their weights, in the order of the alphabet, so that sums do not hang on any other.
        day: day of publication, if known.
    """

    report: str
    weights: dict[str, float]
    day: date | None


@once
def gist(report: Report) -> Gist:
    """The gist of a report: names and telling words of its title and of the start of its text."""
    found: defaultdict[str, float] = defaultdict(float)
    for word in words(report.title or ""):
        found[word.text.removesuffix("'s")] += IN_TITLE
    blocks = [one for one in report.blocks if one.kind in NARRATIVE and one.repeats is None]
    body = list(islice((word for one in blocks for word in words(report.text, one.start, one.end)), READ))
    small = {word.text for word in body if report.text[word.start].islower()}
    for at, word in enumerate(body):
        weight = A_NAME if word.text not in small and report.text[word.start].isupper() else 1.0
        found[word.text.removesuffix("'s")] += weight * (IN_LEAD if at < LEAD else 1.0)
    raw = {word: 1 + math.log(count) for word, count in found.items() if word not in COMMON and len(word) > 2}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    day = date.fromisoformat(report.day) if report.day else None
    return Gist(report.id, {word: weight / length for word, weight in sorted(raw.items())}, day)


def cosine(one: Gist, other: Gist) -> float:
    """How alike the words of two gists are, whatever their days: 0 to 1."""
    less, more = sorted((one.weights, other.weights), key=len)
    return sum(weight * more[word] for word, weight in less.items() if word in more)
