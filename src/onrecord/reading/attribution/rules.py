"""All rules together: drafts of attributions from a page, without a trained model."""

from __future__ import annotations

from onrecord.model.spans import Span
from onrecord.reading.attribution import according, headlines, nouns, quoting, reported, transcripts
from onrecord.reading.attribution.drafts import Draft, Page

_THOUGHTS = ("believes", "intends")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})


def propose(page: Page) -> list[Draft]:
    """Drafts that the rules find: quotations by their reporting phrases, reported speech, then what goes on."""
    speech = quoting.direct(page)
    for number, piece in enumerate(page.pieces):
        used = {token for block, token in speech.verbs if block == number}
        edges = sorted(token for block, token in speech.edges if block == number)
        for found in (reported.find(piece, used, edges), according.find(piece), nouns.find(piece)):
            for end, draft in found:
                speech.drafts.append(draft)
                speech.ends.append((number, end))
    for number, draft in transcripts.find(page):
        speech.drafts.append(draft)
        speech.ends.append((number, len(page.pieces[number].doc) - 1))
    quoting.going_on(page, speech)
    quoting.opened_late(page, speech)
    speakers = _speakers(speech.drafts)
    for piece in page.pieces:
        speech.drafts += [draft for _, draft in headlines.find(piece, speakers)]
    return _without_own_thoughts(speech.drafts)


def _speakers(drafts: list[Draft]) -> frozenset[str]:
    """Last words of the names of those who say something."""
    named = (draft.source.text.split()[-1] for draft in drafts if draft.source and draft.kind not in _THOUGHTS)
    return frozenset(word for word in named if word[0].isupper() and word.lower() not in _PRONOUNS)


def _without_own_thoughts(drafts: list[Draft]) -> list[Draft]:
    """Drafts without what a speaker is said to think or want inside their own words ("she said she hoped to win").

    Such a thought adds no one to the chain. Labelled news does not mark it either: of pronouns inside another's
    content, 4 in 5 believing or wanting something are unmarked (PolNeAR, train).
    """
    contents = [span for draft in drafts for span in draft.content]
    contents.sort()
    kept = []
    for draft in drafts:
        own = draft.kind in _THOUGHTS and draft.source is not None and draft.source.text.lower() in _PRONOUNS
        if not (own and draft.cue is not None and _inside(draft.cue, contents, draft)):
            kept.append(draft)
    return kept


def _inside(cue: Span, contents: list[Span], draft: Draft) -> bool:
    return any(span.contains(cue) for span in contents if span not in draft.content)
