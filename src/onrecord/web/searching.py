"""The screen of a search: the reports that hold the words, each with the sentences that they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from onrecord.render.html import drawn_line
from onrecord.screens.packed import Known
from onrecord.screens.shelf import Item
from onrecord.store.protocol import Hit
from onrecord.views.page import Line, Run, line
from onrecord.views.words import passage_url, quoted
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.links import WebLinks, passage_path

if TYPE_CHECKING:
    from onrecord.web.site import Site

Q = Param("q", "the words: all must occur; phrases in quotation marks; OR, NOT, NEAR and *")

#: Reports on one page, and sentences of each that are shown first.
PAGE, _SENTENCES = 20, 4

_WORD = re.compile(r"(\w+)")
_ASKED = re.compile(r"(\w+)(\*?)")
#: Signs and words of the query language; what has none of them was meant as plain words.
_SIGNS = re.compile(r"[\"“”„«»()*^:{}+]|\b(?:AND|OR|NOT|NEAR)\b")
#: Operators of the query language, which are no words to look for.
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})

_COLUMNS = ("rank", "report", "label", "outlet", "title", "start", "end", "passage")


@dataclass(frozen=True, slots=True)
class Found:
    """A report that was found.

    Attributes:
        number: its place among all that were found, the best first.
        hit: the hit.
        line: the report, and under it the sentences.
        known: what its citations say of themselves.
    """

    number: int
    hit: Hit
    line: Line
    known: Known

    @property
    def html(self) -> Markup:
        """The report and its sentences as HTML."""
        return Markup(drawn_line(self.line, WebLinks(self.known)))


def search(site: Site, asked: Asked) -> Answer:
    """What the screen of a search answers."""
    query = asked["q"]
    matching = site.store.matching(query)
    offset = max(0, asked.number("before") - 1 - PAGE) if asked["before"] else min(asked.number("after"), 10**9)
    hits = site.store.search(query, PAGE, offset) if offset < matching.reports else ()
    lines = site.screens.first_of("reports", "report", [hit.report for hit in hits])
    found = [_found(lines, query, number, hit) for number, hit in enumerate(hits, offset + 1)]
    later = found[-1].number if found and found[-1].number < matching.reports else None
    earlier = offset + 1 if offset and matching.reports else None
    said = not_understood(query) if matching.plain else ""
    data = {
        "screen": "search",
        "query": query,
        "total": matching.reports,
        "note": said or None,
        "items": [_data(one) for one in found],
        "next": asked.url("json", after=later, before=None) if later else None,
        "previous": asked.url("json", before=earlier, after=None) if earlier else None,
        "truncated": bool(later or earlier),
    }
    title = f"Search: {query}" if query else "Search"
    context = {"found": found, "total": matching.reports, "said": said, "later": later, "earlier": earlier}
    return Answer("search.html", title, data, context, _COLUMNS, lambda: _rows(site, query))


def _found(lines: Mapping[str, tuple[Item, Known]], query: str, number: int, hit: Hit) -> Found:
    """A hit as it is drawn; nothing is read but the screen's own line of the report."""
    item, known = lines.get(hit.report, (None, Known()))
    if item is not None:
        said: Sequence[str | Run] = item.line.runs
        address = item.line.facts.get("url")
        out = {cited: passage_url(str(address), cited.span) for cited in hit.citations} if address else {}
        known.out.update({cited: url for cited, url in out.items() if url})
    else:
        known.labels[hit.report] = hit.report
        said = (Run(hit.title or hit.report, "strong"), Run(" — an earlier revision, or not compared yet", "quiet"))
    children = [line(*marked(cited.text, query), cite=[cited]) for cited in hit.citations]
    none = "" if children else "The words stand in its title only."
    return Found(number, hit, line(*said, why=none, children=children, shown=_SENTENCES), known)


def marked(sentence: str, query: str) -> tuple[str | Run, ...]:
    """A sentence in quotation marks with the words that were looked for standing out.

    >>> [part for part in marked("Talks end.", "talk*") if isinstance(part, Run)]
    [Run(text='Talks', mark='value')]
    """
    wanted = [(_plain(word), bool(star)) for word, star in _ASKED.findall(query) if word not in _OPERATORS]
    whole = {word for word, star in wanted if not star}
    begun = tuple(word for word, star in wanted if star)
    parts = []
    for part in _WORD.split(quoted(sentence)):
        plain = _plain(part)
        hit = plain in whole or (begun and plain.startswith(begun))
        parts.append(Run(part, "value") if hit else part)
    return tuple(parts)


def _plain(word: str) -> str:
    """A word without accents and capitals, as the index has it."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def not_understood(query: str) -> str:
    """Why a query was taken as plain words, for who meant the query language; empty for plain words.

    >>> not_understood("U.S. talks"), not_understood("(talks OR dam")
    ('', 'a bracket is not closed')
    """
    if not _SIGNS.search(query):
        return ""
    if sum(query.count(mark) for mark in '"“”„«»') % 2:
        return "a quotation mark is not closed"
    if query.count("(") != query.count(")"):
        return "a bracket is not closed" if query.count("(") > query.count(")") else "a bracket was never opened"
    words = query.split()
    if words[0] in _OPERATORS - {"NEAR"} or words[-1] in _OPERATORS:
        return "AND, OR and NOT stand between two words"
    return "AND, OR and NOT stand between two words, * at the end of one"


def _data(one: Found) -> dict[str, Any]:
    cited = one.hit.citations
    return {
        "number": one.number,
        "report": one.hit.report,
        "label": one.known.labels.get(one.hit.report, one.hit.report),
        "outlet": one.known.outlets.get(one.hit.report),
        "title": one.hit.title,
        "rank": one.hit.rank,
        "citations": [
            {"start": c.start, "end": c.end, "text": c.text, "href": passage_path(c.report, c.start, c.end)}
            for c in cited
        ],
    }


def _rows(site: Site, query: str) -> Iterator[dict[str, Any]]:
    """A row a sentence, of all reports that were found."""
    offset = 0
    while hits := site.store.search(query, PAGE, offset):
        lines = site.screens.first_of("reports", "report", [hit.report for hit in hits])
        for number, hit in enumerate(hits, offset + 1):
            one = _data(_found(lines, query, number, hit))
            facts = {name: one[name] for name in ("report", "label", "outlet", "title")}
            for cited in one["citations"] or [{}]:
                passage = {"start": cited.get("start"), "end": cited.get("end"), "passage": cited.get("text")}
                yield {"rank": number, **facts, **passage}
        offset += len(hits)
