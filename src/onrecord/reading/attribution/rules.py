"""All rules together: drafts of attributions from a page, without a trained model."""

from __future__ import annotations

from onrecord.reading.attribution import according, quoting, reported
from onrecord.reading.attribution.drafts import Draft, Page


def propose(page: Page) -> list[Draft]:
    """Drafts that the rules find: quotations by their reporting phrases, reported speech, then what goes on."""
    speech = quoting.direct(page)
    for number, piece in enumerate(page.pieces):
        used = {token for block, token in speech.verbs if block == number}
        edges = sorted(token for block, token in speech.edges if block == number)
        for found in (reported.find(piece, used, edges), according.find(piece)):
            for end, draft in found:
                speech.drafts.append(draft)
                speech.ends.append((number, end))
    quoting.going_on(page, speech)
    quoting.opened_late(page, speech)
    return speech.drafts
