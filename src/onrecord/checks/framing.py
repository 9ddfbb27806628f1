"""One fact told with another attribution or certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.checks.facts import Aligned, Statement
from onrecord.checks.slots import key
from onrecord.model.reading import Attribution
from onrecord.model.relations import Finding, FindingType, Side, content_id
from onrecord.model.spans import Span
from onrecord.text.words import words

#: Part of the shorter statement, and weight, that must be the same for one to be called the other told otherwise.
SHARE, SHARE_OF_LONGER, WEIGHT = 0.65, 0.4, 3.0
#: Part of the shared terms that must stand in what is attributed.
INSIDE = 0.7
#: Kinds of saying that give a claim about the world; demands, plans and promises are not stated as fact by anyone.
_CLAIMS = frozenset(("says", "denies", "believes", "reported"))
#: Words of doubt.
HEDGES = frozenset(
    ("probably", "likely", "possibly", "perhaps", "maybe", "apparently", "reportedly", "allegedly", "alleged",
     "suspected", "possible", "potential", "presumably", "purportedly", "supposedly", "may", "might", "could",
     "appears", "appeared", "seems", "seemed", "believed", "thought", "feared", "unconfirmed", "suggests")
)  # fmt: skip
_FIRST_PERSON = frozenset(("i", "we", "my", "our", "me", "i'm", "we're", "i've", "we've"))
#: A sentence with one of these is not plainly the outlet's own statement: a quotation (perhaps broken) or a question.
_MARKS = ('"', "“", "”", "?")
#: Words after a hedge that it is about.
REACH = 4


def attribution(aligned: Aligned, all_a: Sequence[Aligned], all_b: Sequence[Aligned]) -> Iterator[Finding]:
    """What one report attributes to somebody, the other states in its own voice.

    Args:
        aligned: the two statements.
        all_a: every alignment of the first statement with the other report.
        all_b: every alignment of the other statement with the first report.
    """
    match = aligned.match
    if not _one_claim(aligned):
        return
    one, other = _source(aligned.a, match.common), _source(aligned.b, match.common)
    if one and _own(aligned.b) and not any(_source(two.b, two.match.common) for two in all_a):
        yield _told(aligned, one, aligned.a, aligned.b, [two.b for two in all_a if two.match.of_shorter >= SHARE])
    elif other and _own(aligned.a) and not any(_source(two.a, two.match.common) for two in all_b):
        yield _told(aligned, other, aligned.b, aligned.a, [two.a for two in all_b if two.match.of_shorter >= SHARE])


def _source(statement: Statement, common: Sequence[str]) -> Attribution | None:
    """The attribution that holds what is shared, if its source is named."""
    for one in statement.entry.reading.attributions:
        if one.source is None or one.negated or one.cue_class not in _CLAIMS:
            continue
        text = " ".join(part.text for part in one.content if statement.span.overlaps(part))
        inside = {key(word.text) for word in words(text)}
        wanted = {key(term) for term in common}
        if wanted and len(wanted & inside) >= INSIDE * len(wanted):
            return one
    return None


def _own(statement: Statement) -> bool:
    """Whether a statement is the outlet's own: no attribution in or over it, no quotation, no hedge."""
    reading, span = statement.entry.reading, statement.span
    if any(part.overlaps(span) for one in reading.attributions for part in one.content):
        return False
    if any(mark in span.text for mark in _MARKS) or span.text.startswith(("'", "‘")):
        return False
    return not any(word.text in HEDGES or word.text in _FIRST_PERSON for word in words(span.text))


def _one_claim(aligned: Aligned) -> bool:
    """Whether two statements share enough to be one claim."""
    match = aligned.match
    return match.of_shorter >= SHARE and match.of_longer >= SHARE_OF_LONGER and match.weight >= WEIGHT


def _together(here: Statement, near: Sequence[Statement]) -> Span:
    """The range of a statement with those right beside it that tell of the same in the outlet's own voice."""
    spans = {here.content.number: here.span}
    for one in sorted(near, key=lambda one: (abs(one.content.number - here.content.number), one.content.number)):
        beside = {one.content.number - 1, one.content.number + 1} & spans.keys()
        if beside and one.sentence.block == here.sentence.block and _own(one):
            spans[one.content.number] = one.span
    start, end = min(span.start for span in spans.values()), max(span.end for span in spans.values())
    return here.entry.report.cut(start, end)


def _told(aligned: Aligned, said: Attribution, there: Statement, here: Statement, near: Sequence[Statement]) -> Finding:
    """The finding, with all sentences of the own voice that tell what is attributed there."""
    actor = there.entry.reading.actor(said.actor)
    name = actor.name if actor else " ".join((said.source.text if said.source else "").split())
    cue = f" (“{' '.join(said.cue.text.split())}”)" if said.cue else ""
    shared = ", ".join(here.written(aligned.match.common))
    why = f"both tell of {shared}; the one attributes it to {name}{cue}, the other states it in its own voice"
    sides = (there.side(f"attributed to {name}"), here.side("stated as fact", whole=_together(here, near)))
    return _finding("attribution", sides, why)


def _finding(kind: FindingType, sides: tuple[Side, Side], why: str) -> Finding:
    """A framing finding; it is about what the less careful side says."""
    return Finding(
        id=content_id("f", kind, *((side.citation.report, side.citation.start, side.value) for side in sides)),
        kind="framing",
        type=kind,
        about=" ".join(sides[1].citation.text.split()),
        sides=sides,
        why=why,
        rule=f"framing-{kind}",
    )
