"""The network and the rules together: who is asked for what, and what happens where they differ.

The network finds more of what is said, above all of indirect speech. The rules follow a quotation over paragraphs,
read headlines and transcripts, see to whom something was said, and find what is told inside what is told, which the
labelled news that the network learned from does not mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.attribution import rules
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.learned import propose as learned
from onrecord.reading.attribution.learned.network import Network


def propose(page: Page, network: Network) -> list[Draft]:
    """Drafts of both readers."""
    return merge(learned.propose(page, network), rules.propose(page))


def merge(found: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """Drafts of the network with what the rules add."""
    return list(found)
