"""How what the page draws leads to where it stands: into the report, lit, and out to its publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from onrecord.model.spans import Citation
from onrecord.render.html import out
from onrecord.render.safe import escape_html
from onrecord.screens.packed import Known
from onrecord.views.page import drawn
from onrecord.views.words import flat

#: Whether an id stands in an address as it is, as nearly all do: a page has hundreds of them.
_PLAIN = re.compile(r"[A-Za-z0-9_~-]+").fullmatch


def report_path(report: str) -> str:
    """Where the page shows a report.

    >>> report_path("a/b c")
    '/report/a%2Fb%20c'
    """
    return f"/report/{report if _PLAIN(report) else quote(report, safe='')}"


def passage_path(report: str, start: int, end: int) -> str:
    """Where the page shows a passage of a report, in view and lit.

    >>> passage_path("r1", 3, 9)
    '/report/r1?at=3-9#p-3-9'
    """
    return f"{report_path(report)}?at={start}-{end}#p-{start}-{end}"


#: Passages that an item of many shows on a list.
SHOWN = 8


class WebLinks:
    """The links of lines on the page.

    Args:
        known: labels of the reports that they cite, and addresses at their outlets.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._heads: dict[str, tuple[str, str]] = {}
        self._all = ""

    def of(self, alone: str) -> WebLinks:
        """The links of one item.

        Args:
            alone: where it stands alone with all its passages; of many only the first are shown then.
        """
        links = WebLinks(self._known)
        links._heads, links._all = self._heads, alone
        return links

    def __call__(self, citations: Iterable[Citation]) -> str:
        """The links of citations: into the report, and out to its publisher."""
        every = tuple(citations)
        first, left = drawn(every, SHOWN if self._all else None)
        links = "".join(f" {self._one(citation)}" for citation in first)
        return (
            f'{links} <a class="further" href="{escape_html(self._all)}">{left} further passages</a>' if left else links
        )

    def why(self, why: str) -> str:
        """What decided, to unfold."""
        return f'<details class="why"><summary>Why</summary><p dir="auto">{escape_html(flat(why))}</p></details>'

    def _one(self, citation: Citation) -> str:
        said, path = self._heads.get(citation.report) or self._head(citation.report)
        at = f"{citation.start}-{citation.end}"
        link = f'<a class="cite" href="{path}?at={at}#p-{at}">[{said}]</a>'
        url = self._known.out.get(citation)
        arrow = f'<span aria-hidden="true">↗</span><span class="unseen">{said} at the outlet</span>'
        return link + (out(url, arrow, "open") if url else "")

    def _head(self, report: str) -> tuple[str, str]:
        """What a report is called and where the page shows it, as HTML; a page cites the same one many times."""
        label, outlet = self._known.labels.get(report, report), self._known.outlets.get(report)
        head = escape_html(flat(f"{label} {outlet}" if outlet else label)), escape_html(report_path(report))
        self._heads[report] = head
        return head
