"""Which reports are copies, edited copies, excerpts or rewrites of one another or of one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.lineage.company import Judged, Rule, settle
from onrecord.lineage.direction import agency_text, direction
from onrecord.lineage.evidence import Evidence, gather, side
from onrecord.lineage.passages import Passage
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
#: A handout: words, quoted or not, that both have, part of the shorter report that they are, sentences retold around
#: them. Independent reports of one event share up to 26 percent (the posts of one person), or 49 words at 39 percent.
HANDOUT_WORDS, HANDOUT_PART, HANDOUT_SENTENCES = 100, 0.3, 2
#: Likeness of gists from which a named newsroom can be the source of this matter and not of another; or so many of
#: the words that it was told.
NAMED_LIKENESS, NAMED_WORDS = 0.2, 25
#: What the naming one has of the named one at the least: a passage of so many words, or so many sentences retold; and
#: days between the two (crawled pages are dated up to two weeks late; 800 reports of other matters have seven pairs
#: that one of these keeps out).
NAMED_PASSAGE, NAMED_RETOLD, NAMED_DAYS = 9, 2, 30
#: Sentences retold, and part of the shorter report, from which a sentence put down to an agency goes back to a report
#: that is the agency's text.
AGENCY_SENTENCES, AGENCY_PART = 3, 0.4
#: Part of both texts from which they are the same (the labels call one changed word an edit), of the one from which it
#: is an excerpt, of both an edit.
VERBATIM, EXCERPT, EXCERPT_OF, EDITED = 0.97, 0.9, 0.55, 0.35


def derive(entries: Sequence[Entry]) -> tuple[Derivation, ...]:
    """The pairs of reports whose wording is not independent, with their shared passages.

    A pair is judged by its two reports. It is not independent if many of the reports' own words are equal (quotations,
    embedded posts, captions and stock phrases do not count), if fewer are and the sentences around them are retold in
    the same order, if one names the other's newsroom as its source and gives its words or content, if the one puts
    words down to a newsroom that the other has as its own, if both have from one newsroom what a source told it, or if
    one handed-out statement makes up a third of the shorter. Others of the set only say how two reports hang together
    that do: through the agency text that a third one credits, or through a third one that both name.

    Args:
        entries: reports with their readings.

    Returns:
        Derivations in the order of the entries; ``a`` is always the one given in first.
    """
    sides = [side(entry, number) for number, entry in enumerate(entries)]
    return settle([one for evidence in gather(sides).values() if (one := _judge(evidence)) is not None])


def _judge(evidence: Evidence) -> Judged | None:
    """What a pair's evidence amounts to."""
    rules: dict[Rule, Callable[[Evidence], str | None]] = {
        "copied": _copied, "retold": _retold, "named": _named, "lent": _lent, "told": _told, "handout": _handout
    }  # fmt: skip
    reasons = {name: reason for name, rule in rules.items() if (reason := rule(evidence))}
    if not reasons:
        return None
    a, b = evidence.a, evidence.b
    in_a, in_b = evidence.containment
    kind = _kind(in_a, in_b)
    direct = direction(evidence, kind, copied="copied" in reasons, handed="handout" in reasons)
    found = Derivation(
        a=a.entry.id,
        b=b.entry.id,
        kind=kind,
        direction=direct.direction,
        containment_a=round(in_a, 3),
        containment_b=round(in_b, 3),
        shared=tuple(passage.shared(a.material, b.material) for passage in _shown(evidence)),
        why=f"{'; '.join(reasons.values())}; {direct.why}",
    )
    return Judged(evidence, reasons, direct, found)


def _shown(evidence: Evidence) -> Sequence[Passage]:
    """The passages that show a derivation: copied words, else those put down to a newsroom, else all."""
    return evidence.copied or tuple(passage for passage, _ in evidence.lent) or evidence.spoken


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
    longest = max((len(one.equal) for one in (*evidence.spoken, *evidence.copied)), default=0)
    if not names or (longest < NAMED_PASSAGE and len(evidence.retold) < NAMED_RETOLD) or _days(evidence) > NAMED_DAYS:
        return _agency_named(evidence)
    if cosine(evidence.a.gist, evidence.b.gist) < NAMED_LIKENESS and longest < NAMED_WORDS:
        return None
    return f"one names the other's newsroom as a source (“{' '.join(names[0].span.text.split())}”)"


def _days(evidence: Evidence) -> int:
    """Days between the two reports, 0 where one has no date."""
    one, other = evidence.a.gist.day, evidence.b.gist.day
    return abs((one - other).days) if one and other else 0


def _agency_named(evidence: Evidence) -> str | None:
    """One puts a sentence down to the agency whose text the other is, and retells much of that text."""
    if len(evidence.retold) < AGENCY_SENTENCES or evidence.retold_share < AGENCY_PART:
        return None
    names = [*agency_text(evidence.a, evidence.b), *agency_text(evidence.b, evidence.a)]
    if not names:
        return None
    said = " ".join(names[0].span.text.split())
    return f"one names as a source the agency whose text the other is (“{said}”) and retells it"


def _lent(evidence: Evidence) -> str | None:
    """Words that one report puts down to a newsroom stand in the other as its own, without that name."""
    if not evidence.lent:
        return None
    passage, name = max(evidence.lent, key=lambda one: len(one[0].equal))
    return f"{len(passage.equal)} equal words are put down to {name.name} in one and are the other's own words"


def _told(evidence: Evidence) -> str | None:
    """Both have the same words of a source that, as both say, spoke to one third newsroom."""
    if not evidence.told:
        return None
    words = max(len(one.equal) for one in (*evidence.spoken, *evidence.copied))
    return f"both quote what {evidence.told[0][0].name} was told, up to {words} equal words in a passage"


def _handout(evidence: Evidence) -> str | None:
    """A third of the shorter report is words that the other has too, quoted ones counted, and more is retold."""
    part = evidence.shared_part
    if evidence.said < HANDOUT_WORDS or part < HANDOUT_PART or len(evidence.retold) < HANDOUT_SENTENCES:
        return None
    if _copied(evidence):
        return None
    return f"{evidence.said} equal words with quotations, {round(100 * part)} percent of the shorter report"


def _counts(evidence: Evidence) -> str:
    places = len(evidence.copied)
    passages = "1 shared passage" if places == 1 else f"{places} shared passages"
    one, other = (round(100 * part) for part in evidence.containment)
    return (
        f"{evidence.words} equal words outside quotations in {passages}, {one} percent of the one's own words and "
        f"{other} of the other's, the longest unbroken run {evidence.longest}"
    )


def _kind(in_a: float, in_b: float) -> DerivationKind:
    """How much is the same: by the part of each text that stands in the other."""
    less, more = sorted((in_a, in_b))
    if less >= VERBATIM:
        return "verbatim"
    if more >= EXCERPT and less < EXCERPT_OF:
        return "excerpt"
    return "edited" if more >= EDITED and less >= EDITED / 2 else "rewrite"
