"""What an alert says of a report: who published it, when, in whose words, and the sentence."""

from __future__ import annotations

import re

from onrecord.model.spans import Citation
from onrecord.views.excerpts import excerpt
from onrecord.views.index import Index, sentence
from onrecord.views.page import Run
from onrecord.views.words import same

_LINK = re.compile(r"https?://\S+")


def mark(*parts: str) -> str:
    """A mark of news: what it tells and the words that tell it, whichever copy or revision of a report has them.

    Case, punctuation and the addresses of links do not count.

    >>> mark("12", "At least 12 (https://a.example/1)") == mark("12", "at least 12")
    True
    """
    return " | ".join(same(_LINK.sub(" ", part)) for part in parts)


def source(index: Index, report: str) -> str:
    """Who published a report, and when: ``The Meridian, 2025-03-12``; a day in doubt has a ``?`` behind it.

    Alerts are read far from the page that labels their reports, so reports go by outlet and day in them.
    """
    day = index.entry(report).report.day
    return f"{index.outlet(report)}, {day + '?' * bool(index.doubt(report)) if day else 'no date'}"


def said(index: Index, cited: Citation, value: str = "") -> str:
    """The sentence that a passage stands in, in quotation marks; a long one is cut around the passage or value."""
    around = sentence(index.entry(cited.report), cited.span)
    runs = excerpt(around, value or cited.text)
    return "".join(run.text if isinstance(run, Run) else run for run in runs)
