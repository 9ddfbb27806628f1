"""All rules together: drafts of attributions from a page, without a trained model."""

from __future__ import annotations

from collections import defaultdict

from onrecord.lexicons import cues
from onrecord.reading.attribution import according, headlines, nouns, quoting, reported, signatures, transcripts
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.nesting import outer

_THOUGHTS = ("believes", "intends")
_NO_SPEAKERS = cues.words("no_speakers")
#: Words behind which a noun phrase goes on after its head.
_AFTER_HEAD = frozenset({"of", "in", "for", "to", "on", "between", "with", "that", "which", "from", "at", "by"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})


def propose(page: Page) -> list[Draft]:
    """Drafts that the rules find: quotations by their reporting phrases, reported speech, then what goes on."""
    speech = quoting.direct(page)
    signatures.find(page, speech)
    direct: dict[int, dict[int, Draft]] = defaultdict(dict)
    edges: dict[int, list[int]] = defaultdict(list)
    for (number, token), at in speech.verbs.items():
        direct[number][token] = speech.drafts[at]
    for number, token in sorted(speech.edges):
        edges[number].append(token)
    for number, piece in enumerate(page.pieces):
        for found in (
            reported.find(piece, direct[number], edges[number]),
            according.find(piece),
            nouns.find(piece),
        ):
            for end, draft in found:
                speech.add(draft, number, end)
    for number, draft in transcripts.find(page):
        speech.add(draft, number, len(page.pieces[number].doc) - 1)
    quoting.going_on(page, speech)
    quoting.opened_late(page, speech)
    speakers = _speakers(speech.drafts)
    for piece in page.pieces:
        speech.drafts += [draft for _, draft in headlines.find(piece, speakers)]
    drafts = [draft for draft in speech.drafts if draft.content and not _cannot_speak(draft)]
    return _without_own_thoughts(drafts)


def _cannot_speak(draft: Draft) -> bool:
    """Whether the source is a thing that says nothing: its "underscores" or "shows" is the outlet's own view."""
    if draft.source is None:
        return False
    words = draft.source.text.lower().split()
    end = next((at for at, word in enumerate(words) if at and word in _AFTER_HEAD), len(words))
    return words[end - 1].strip(",.") in _NO_SPEAKERS


def _speakers(drafts: list[Draft]) -> frozenset[str]:
    """Last words of the names of those who say something."""
    named = (draft.source.text.split()[-1] for draft in drafts if draft.source and draft.kind not in _THOUGHTS)
    return frozenset(word for word in named if word[0].isupper() and word.lower() not in _PRONOUNS)


def _without_own_thoughts(drafts: list[Draft]) -> list[Draft]:
    """Drafts without what a speaker is said to think or want inside their own words ("she said she hoped to win").

    Such a thought adds no one to the chain. Labelled news hardly marks it either: 5 of 69 that the rules found in 320
    training articles of PolNeAR.
    """
    kept = []
    for draft, told_in in zip(drafts, outer(drafts), strict=True):
        own = draft.kind in _THOUGHTS and draft.source is not None and draft.source.text.lower() in _PRONOUNS
        if told_in is None or not own:
            kept.append(draft)
    return kept
