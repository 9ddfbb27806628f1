"""All rules together: drafts of attributions from a page, without a trained model."""

from __future__ import annotations

from onrecord.reading.attribution import according, reported, speech
from onrecord.reading.attribution.drafts import Draft, Page


def propose(page: Page) -> list[Draft]:
    """Drafts that the rules find, direct speech first."""
    said = speech.find(page)
    drafts = list(said.drafts)
    for number, piece in enumerate(page.pieces):
        used = {token for at, token in said.verbs if at == number}
        edges = sorted(used)
        drafts += reported.find(piece, used, edges)
        drafts += according.find(piece)
    return drafts
