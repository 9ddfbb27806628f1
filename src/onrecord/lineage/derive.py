"""Which reports are copies, edited copies, excerpts or rewrites of one another or of one text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from onrecord.lineage.candidates import candidates
from onrecord.lineage.company import Pair, settle
from onrecord.lineage.direction import agency_text, direction
from onrecord.lineage.evidence import Evidence, Side, gather
from onrecord.lineage.judged import Judged, Newsroom, Rule
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


#: What is judged of pairs, by the indexes of the two reports, the lesser first.
Results = Mapping[tuple[int, int], Judged]


def derive(entries: Sequence[Entry], near: Collection[tuple[int, int]] = ()) -> tuple[Derivation, ...]:
    """The pairs of reports whose wording is not independent, with their shared passages.

    A pair is judged by its two reports. It is not independent if many of the reports' own words are equal (quotations,
    embedded posts, captions and stock phrases do not count), if fewer are and the sentences around them are retold in
    the same order, if one names the other's newsroom as its source and gives its words or content, if the one puts
    words down to a newsroom that the other has as its own, if both have from one newsroom what a source told it, or if
    one handed-out statement makes up a third of the shorter. Others of the set only say how two reports hang together
    that do: through the agency text that a third one credits, or through a third one that both name.

    Args:
        entries: reports with their readings.
        near: pairs of them, by index, that are on one matter; only read of more than a few reports.

    Returns:
        Derivations in the order of the entries; ``a`` is always the one given in first.
    """
    return assemble(entries, judge(sides(entries), candidates(entries, near)))


def sides(entries: Sequence[Entry]) -> list[Side]:
    """The reports as lineage sees them; what is asked of one is read when it is asked for first."""
    return [Side(entry) for entry in entries]


def judge(sides: Sequence[Side], pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Judged]:
    """What pairs of reports, by index, are judged to be, those that are independent left out."""
    found = {}
    for i, j in sorted(pairs):
        a, b = (i, j) if sides[i].report.id < sides[j].report.id else (j, i)
        if (judged := between(sides[a], sides[b])) is not None:
            found[i, j] = judged
    return found


def between(a: Side, b: Side) -> Judged | None:
    """What two reports alone show of it that they are not independent; ``None`` where they are.

    Args:
        a: the report whose id sorts first.
        b: the other.
    """
    evidence = gather(a, b)
    return None if evidence is None else _judge(evidence)


def assemble(entries: Sequence[Entry], results: Results) -> tuple[Derivation, ...]:
    """The derivations that the whole set bears out.

    Args:
        entries: the reports.
        results: what ``between`` gave for pairs of them.

    Returns:
        Derivations in the order of the entries; ``a`` is always the one given in first.
    """
    pairs = []
    for (i, j), judged in sorted(results.items(), key=lambda one: one[0]):
        one, other = entries[i].report, entries[j].report
        pairs.append(Pair(one, other, judged if one.id < other.id else judged.turned()))
    return settle(pairs)


def _judge(evidence: Evidence) -> Judged | None:
    """What a pair's evidence amounts to."""
    rules: dict[Rule, Callable[[Evidence], str | None]] = {
        "copied": _copied, "retold": _retold, "named": _named, "lent": _lent, "told": _told, "handout": _handout
    }  # fmt: skip
    reasons = tuple((name, reason) for name, rule in rules.items() if (reason := rule(evidence)) is not None)
    if not reasons:
        return None
    found = {name for name, _ in reasons}
    in_a, in_b = evidence.containment
    kind = _kind(in_a, in_b)
    return Judged(
        kind=kind,
        direct=direction(evidence, kind, copied="copied" in found, handed="handout" in found),
        reasons=reasons,
        words=evidence.words,
        places=len(evidence.copied),
        longest=evidence.longest,
        in_a=in_a,
        in_b=in_b,
        said=evidence.said,
        retold_share=evidence.retold_share,
        shared_part=evidence.shared_part,
        told=tuple(Newsroom(one.key, one.name) for one, _ in evidence.told),
        shared=tuple(passage.shared(evidence.a.material, evidence.b.material) for passage in _shown(evidence)),
    )


def _shown(evidence: Evidence) -> Sequence[Passage]:
    """The passages that show a derivation: copied words, else those put down to a newsroom, else all."""
    return evidence.copied or tuple(passage for passage, _ in evidence.lent) or evidence.spoken


def _copied(evidence: Evidence) -> str | None:
    """Many equal words of the reports' own, outside quotations, embedded posts, captions and stock phrases."""
    return "" if _is_copied(evidence) else None


def _is_copied(evidence: Evidence) -> bool:
    words, part = evidence.words, max(evidence.containment)
    short = words >= COPIED_LEAST and part >= COPIED_PART
    return words >= COPIED or short or evidence.longest >= UNBROKEN


def _retold(evidence: Evidence) -> str | None:
    """Some equal words of the reports' own, and several sentences with the same content in the same order."""
    if evidence.words < RETOLD_WORDS or len(evidence.retold) < RETOLD_SENTENCES:
        return None
    told = f"{len(evidence.retold)} sentences tell the same in the same order"
    return told if evidence.retold_share >= RETOLD_PART else None


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
    names = [*agency_text(evidence.a, evidence.b), *agency_text(evidence.b, evidence.a)]
    if not names or len(evidence.retold) < AGENCY_SENTENCES or evidence.retold_share < AGENCY_PART:
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
    if _is_copied(evidence):
        return None
    return f"{evidence.said} equal words with quotations, {round(100 * part)} percent of the shorter report"


def _kind(in_a: float, in_b: float) -> DerivationKind:
    """How much is the same: by the part of each text that stands in the other."""
    less, more = sorted((in_a, in_b))
    if less >= VERBATIM:
        return "verbatim"
    if more >= EXCERPT and less < EXCERPT_OF:
        return "excerpt"
    return "edited" if more >= EDITED and less >= EDITED / 2 else "rewrite"
