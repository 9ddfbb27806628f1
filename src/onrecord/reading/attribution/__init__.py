"""Who said what: attributions with their source, cue, content, chain and speaker.

``find`` reads them by rules on quotation marks and on the dependency parse. A trained reader takes the place of the
rules alone: it turns a ``drafts.Page`` into ``drafts.Draft`` values, and ``chain.finish`` does the rest for both.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Attribution
from onrecord.model.report import Report
from onrecord.reading.attribution import chain, rules
from onrecord.reading.attribution.chain import Cast
from onrecord.reading.attribution.drafts import Proposer, page
from onrecord.reading.engine import Parsed

__all__ = ["Cast", "find"]


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, propose: Proposer = rules.propose
) -> tuple[Attribution, ...]:
    """The attributions of a report, in text order.

    Content ranges are the words that were said: a direct quotation without its marks and without the comma that
    belongs to the reporting sentence, an indirect one with its "that". A quotation that goes on after "she said", or
    over several paragraphs, is one attribution with several ranges.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: who acts in it; resolves sources.
        propose: makes the drafts; the rules if left out.

    Returns:
        Attributions with ids ``a1``, ``a2``… by where they begin.
    """
    sheet = page(parsed)
    return chain.finish(report, sheet, propose(sheet), cast)
