"""One fact told with another certainty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.checks.facts import Aligned, Statement
from onrecord.checks.slots import key
from onrecord.model.relations import Finding, FindingType, Side, content_id
from onrecord.text.align import PLAIN
from onrecord.text.common import COMMON
from onrecord.text.words import words

#: Part of the shorter statement, and weight, that must be the same for one to be called the other told otherwise.
SHARE, SHARE_OF_LONGER, WEIGHT = 0.65, 0.4, 3.0
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


def certainty(aligned: Aligned) -> Iterator[Finding]:
    """What one report gives as probable or possible, the other gives as certain.

    The hedge must stand right before words that the other statement has without any.
    """
    if not _one_claim(aligned):
        return
    one, other = _hedged(aligned.a), _hedged(aligned.b)
    if bool(one) == bool(other):
        return
    hedged, plain = (aligned.a, aligned.b) if one else (aligned.b, aligned.a)
    found = one or other
    about = {key(term) for term in aligned.match.common if plain.content.terms[term] == PLAIN}
    reached = [(hedge, word) for hedge, after in found.items() for word in after[:1] if key(word) in about]
    if not reached or not _own(plain):
        return
    sides = (hedged.side(reached[0][0]), plain.side("stated as certain"))
    why = f"“{reached[0][0]}” stands before “{reached[0][1]}” in the one; the other has it without any such word"
    yield _finding("certainty", sides, why)


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


def _hedged(statement: Statement) -> Mapping[str, list[str]]:
    """Each hedge of a statement with the telling words right after it."""
    found = words(statement.span.text)
    return {
        one.text: [word.text for word in found[at + 1 : at + 1 + REACH] if word.text not in COMMON]
        for at, one in enumerate(found)
        if one.text in HEDGES
    }


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
