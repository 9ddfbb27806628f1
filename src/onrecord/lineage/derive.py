"""Which reports are copies, edited copies, excerpts or rewrites of one another or of one text."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lineage.direction import direction
from onrecord.lineage.evidence import Evidence, gather
from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, DerivationKind
from onrecord.text.matter import cosine

# Constants below were set on the 20 labelled events (evaluation/crossreport.py), where independent reports of one
# event share up to 26 own words in one pair (set phrases of the matter) and at most 3 sentences in order.

#: Equal own words that independent reports do not reach.
COPIED = 27
#: Or so many in one unbroken run: three labelled independent pairs have runs of 14 to 16 (a ship's caption, set words).
UNBROKEN = 18
#: For short texts: this part of the shorter text, and at least this many words.
COPIED_PART, COPIED_LEAST = 0.3, 9
#: Fewer equal words are enough where the shorter report is also retold sentence by sentence, in the same order.
RETOLD_WORDS, RETOLD_SENTENCES, RETOLD_PART = 14, 4, 0.22

#: Likeness of gists from which a named newsroom can be the source of this matter and not of another.
NAMED_LIKENESS = 0.2
#: Part of both texts from which they are the same, of the one from which it is an excerpt, of both an edit.
VERBATIM, EXCERPT, EXCERPT_OF, EDITED = 0.93, 0.9, 0.55, 0.35


def derive(entries: Sequence[Entry]) -> tuple[Derivation, ...]:
    """The pairs of reports whose wording is not independent, with their shared passages.

    A pair is judged by its two reports alone. It is not independent if many of the reports' own words are equal
    (quotations, embedded posts, captions and stock phrases do not count), if fewer are and the sentences around them
    are retold in the same order, or if one names the other's newsroom as its source and gives its words or content.

    Args:
        entries: reports with their readings.

    Returns:
        Derivations in the order of the entries; ``a`` is always the one given in first.
    """
    found = (_judge(evidence) for evidence in gather(entries).values())
    return tuple(one for one in found if one is not None)


def _judge(evidence: Evidence) -> Derivation | None:
    """What a pair's evidence amounts to."""
    reasons = [reason for rule in (_copied, _retold, _named) if (reason := rule(evidence))]
    if not reasons:
        return None
    a, b = evidence.a, evidence.b
    to, because = direction(evidence)
    shared = evidence.copied or evidence.spoken
    in_a, in_b = evidence.containment
    return Derivation(
        a=a.entry.id,
        b=b.entry.id,
        kind=_kind(in_a, in_b),
        direction=to,
        containment_a=round(in_a, 3),
        containment_b=round(in_b, 3),
        shared=tuple(passage.shared(a.material, b.material) for passage in shared),
        why=f"{'; '.join(reasons)}; {because}",
    )


def _copied(evidence: Evidence) -> str | None:
    """Many equal words of the reports' own, outside quotations, embedded posts, captions and stock phrases."""
    words, part = evidence.words, max(evidence.containment)
    short = words >= COPIED_LEAST and part >= COPIED_PART
    if words < COPIED and not short and evidence.longest < UNBROKEN:
        return None
    return _counts(evidence)


def _retold(evidence: Evidence) -> str | None:
    """Some equal words of the reports' own, and several sentences with the same content in the same order."""
    sentences = len(evidence.retold)
    enough = evidence.words >= RETOLD_WORDS and sentences >= RETOLD_SENTENCES
    if not enough or evidence.retold_share < RETOLD_PART:
        return None
    told = f"{sentences} sentences tell the same in the same order"
    return told if _copied(evidence) else f"{_counts(evidence)}; {told}"


def _named(evidence: Evidence) -> str | None:
    """One names the other's newsroom as a source, and gives words or content that the other has."""
    names = [*evidence.a_names_b, *evidence.b_names_a]
    if not names or not (evidence.copied or evidence.spoken or evidence.retold):
        return None
    if cosine(evidence.a.gist, evidence.b.gist) < NAMED_LIKENESS:
        return None
    return f"one names the other's newsroom as a source (“{' '.join(names[0].span.text.split())}”)"


def _counts(evidence: Evidence) -> str:
    places = len(evidence.copied)
    passages = "1 shared passage" if places == 1 else f"{places} shared passages"
    return f"{evidence.words} equal words outside quotations in {passages}, the longest unbroken run {evidence.longest}"


def _kind(in_a: float, in_b: float) -> DerivationKind:
    """How much is the same: by the part of each text that stands in the other."""
    less, more = sorted((in_a, in_b))
    if less >= VERBATIM:
        return "verbatim"
    if more >= EXCERPT and less < EXCERPT_OF:
        return "excerpt"
    return "edited" if more >= EDITED and less >= EDITED / 2 else "rewrite"
