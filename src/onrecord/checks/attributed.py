"""One deed that some reports put down to a source, and others state as a fact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.checks.aligned import Lines, Pair, same_part
from onrecord.checks.amounts import other_amounts
from onrecord.checks.facts import Aligned, Statement, days_apart
from onrecord.checks.hedges import HEDGES, MODALS
from onrecord.checks.propositions import Proposition, propositions
from onrecord.checks.tree import tree
from onrecord.lexicons import cues
from onrecord.lexicons.figures import number_of
from onrecord.model.reading import Attribution
from onrecord.model.relations import Finding, Side
from onrecord.model.spans import Citation
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.words import texts, words
from onrecord.text.wordset import wordset

#: How near two propositions, and their sentences, must be to be one claim. On the labelled events, of 26 pairs from
#: 0.72 and 0.6 on that are told in main clauses of one thing or one doer, 23 tell one claim; with 0.7, 18 of 19.
NEAR, WHOLE = 0.72, 0.7
#: How near a proposition must be to be the same claim told once more in the same report.
AGAIN = 0.6
#: Days between two reports up to which they tell of one occasion: the wrong one of those 19 pairs is 7 months apart.
WEEKS = 21
#: Kinds of saying that give a claim about the world.
_CLAIMS = frozenset(("says", "believes", "reported"))
#: Words of saying by which the outlet takes what is said for true.
_FACTIVE = wordset(
    "confirm confirms confirmed reveal reveals revealed announce announces announced admit admits admitted acknowledge "
    "acknowledges acknowledged show shows showed shown find finds found discover discovers discovered notice noticed "
    "prove proves proved note notes noted realise realised realize realized learn learned learnt disclose disclosed "
    "see sees saw seen watch watched witness witnessed"
)
#: Words that decide what a sentence tells: whether, when and how surely.
DECIDING = wordset(
    "not no never none nobody without will would shall may might could should must can has have had was were is are be "
    "if unless only first last next more less least most about nearly some all every"
)
#: Words from which a sentence, with a verb, is more than a scrap of one.
LEAST = 5
#: Part of the words that what is said and a sentence share to be the same words; and that two statements share to be
#: about the same.
ALIKE, SHARE = 0.75, 0.5
_PRONOUNS = wordset("i he she it they we who which that this one some many others")
#: Verbs that tell the claim itself, not something that hangs on it.
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
#: A sentence with one of these is not plainly the outlet's own statement.
_MARKS = ('"', "“", "”", "?")
_FIRST_PERSON = wordset("i we my our me us i'm we're i've we've")

#: Who is given for it, the sentence with the source and the sentence without one.
Link = tuple[Attribution, Statement, Statement]


class _Claims:
    """The propositions of all reports with who is given for them."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._sources: dict[int, list[Attribution]] = {}
        self._near: Mapping[int, list[tuple[int, float]]] = _neighbours(lines.pairs)

    def sources(self, at: int) -> list[Attribution]:
        """The attributions that hold the verb of a proposition, innermost first."""
        if at not in self._sources:
            self._sources[at] = _over(self.lines.found[at])
        return self._sources[at]

    def plain(self, at: int) -> bool:
        """Whether a proposition is the outlet's own statement."""
        return not self.lines.found[at].doubts and _plain(self.lines.found[at].statement)

    def source(self, at: int) -> Attribution | None:
        """The source of a proposition, if one is named and the outlet does not take its word for true."""
        return _source(self.lines.found[at].statement, self.sources(at))

    def again(self, at: int, other: int) -> list[int]:
        """What the report of the other proposition tells of a proposition beside it."""
        order = self.lines.order
        return [one for one, near in self._near[at] if order[one] == order[other] and one != other and near >= AGAIN]


def differ(lines: Lines, aligned: Sequence[Aligned]) -> Iterator[Finding]:
    """What some reports put down to a source, others state in their own voice.

    Both tell it as done, in the main clause, of the same thing or by the same one, both or neither denying, with a
    figure in common if both have any; or what the source is given for is the other's sentence almost word for word. The
    report with the source nowhere states it itself, and the other nowhere names a source for it. Words by which an
    outlet takes a claim for true ("confirmed", "revealed") are no attribution here.

    Args:
        lines: the propositions lined up.
        aligned: the statements that are about the same.
    """
    links = [*_of_one_deed(lines), *_word_for_word(aligned)]
    place: dict[tuple[str, int], int] = {}
    told: dict[int, tuple[Statement, Attribution | None]] = {}
    for said, one, other in links:
        for statement, source in ((one, said), (other, None)):
            at = place.setdefault((statement.entry.id, statement.span.start), len(place))
            told[at] = statement, source
    numbers = [tuple(place[each.entry.id, each.span.start] for each in (one, other)) for _, one, other in links]
    for group in joined((a, b) for a, b in numbers):
        yield _finding([told[at] for at in group])


def _of_one_deed(lines: Lines) -> Iterator[Link]:
    """What is told of one deed, with a source and without one."""
    claims = _Claims(lines)
    for pair in lines.pairs:
        if not _one_claim(lines, pair):
            continue
        for told, stated in ((pair.a, pair.b), (pair.b, pair.a)):
            said = claims.source(told)
            if said and claims.plain(stated) and _nowhere_else(claims, told, stated):
                yield said, lines.found[told].statement, lines.found[stated].statement


def _word_for_word(aligned: Sequence[Aligned]) -> Iterator[Link]:
    """What a source is given for, and another states in the same words."""
    beside: dict[tuple[str, int, str], list[Statement]] = defaultdict(list)
    for pair in aligned:
        if pair.match.of_shorter >= SHARE:
            beside[pair.a.entry.id, pair.a.span.start, pair.b.entry.id].append(pair.b)
            beside[pair.b.entry.id, pair.b.span.start, pair.a.entry.id].append(pair.a)
    for each in aligned:
        for one, other in ((each.a, each.b), (each.b, each.a)):
            said = _source(one, _sayings(one))
            if not said or not _plain(other) or not close_in_time(one, other):
                continue
            if not _same_words(said, one, other) and not (each.match.of_shorter >= SHARE and _same_parts(one, other)):
                continue
            again = beside[one.entry.id, one.span.start, other.entry.id]
            plainly = beside[other.entry.id, other.span.start, one.entry.id]
            if not any(map(_plain, plainly)) and all(map(_plain, again)):
                yield said, one, other


def _same_parts(one: Statement, other: Statement) -> bool:
    """Whether two sentences tell one deed by the same verb, with the same doer, object and negation."""
    if other_amounts(tree(one.sentence), tree(other.sentence)):
        return False
    return any(
        a.deed == b.deed
        and not MODALS & {*a.doubts, *b.doubts}
        and ((a.own and b.own) or a.negated)  # "failed to reach" has its doer over it
        and a.negated == b.negated
        and a.mode == b.mode == "fact"
        and same_part(a, a.actor, b, b.actor) is True
        and same_part(a, a.object, b, b.object) is True
        for a in propositions(one)
        for b in propositions(other)
    )


@once
def _sayings(statement: Statement) -> list[Attribution]:
    """The attributions whose content is in a sentence."""
    every = statement.entry.reading.attributions
    return [said for said in every if any(part.overlaps(statement.span) for part in said.content)]


def _same_words(said: Attribution, one: Statement, other: Statement) -> bool:
    """Whether what is said in a sentence is the other sentence but for a few words, none of which decides."""
    told = set(texts(words(" ".join(part.text for part in said.content if part.overlaps(one.span)))))
    stated = set(texts(words(other.span.text)))
    apart = told ^ stated
    if len(stated) < LEAST or not any(map(tree(other.sentence).is_verb, range(len(tree(other.sentence).tokens)))):
        return False
    if any(word in DECIDING or number_of([word]) is not None for word in apart):
        return False
    return len(told & stated) >= ALIKE * len(told | stated)


@once
def _plain(statement: Statement) -> bool:
    """Whether a sentence is the outlet's own: no attribution in or over it, no quotation, question, doubt or "we"."""
    text, found = statement.span.text, set(texts(words(statement.span.text)))
    if _sayings(statement) or re.search(r"\bmay\b", text):  # the month has a capital
        return False
    return (
        not found & (_FIRST_PERSON | HEDGES - {"may"})
        and not any(mark in text for mark in _MARKS)
        and text[:1] not in "'‘"
        and not _in_quotation(statement)
    )


def _in_quotation(statement: Statement) -> bool:
    """Whether a quotation that began before a sentence in its paragraph still runs."""
    block = statement.entry.report.blocks[statement.sentence.block]
    before = statement.entry.report.text[block.start : statement.span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _source(statement: Statement, over: Sequence[Attribution]) -> Attribution | None:
    """Who is named in a sentence for what it tells, if the outlet does not take the word of that source for true."""
    if any(one.negated or one.cue_class not in _CLAIMS for one in over):
        return None
    for said in over:
        cue = set(texts(words(said.cue.text))) if said.cue else set()
        if said.source and said.source.overlaps(statement.span):
            given = said.kind != "direct" and not cue & _FACTIVE and _tells(statement, said)
            return said if given and _name(statement, said) else None
    return None


def _tells(statement: Statement, said: Attribution) -> bool:
    """Whether what is said is what somebody tells, not what is done to it.

    "Officials issued warnings" and "police investigated a blast that killed 11" have a thing behind the verb, and a
    noun ("allegations that …") is of the source only if both stand together.
    """
    parsed = tree(statement.sentence)
    cue = parsed.inside(said.cue.start, said.cue.end) if said.cue else []
    source = set(parsed.inside(said.source.start, said.source.end)) if said.source else set()
    if not cue or said.kind != "indirect":
        return True
    if not any(parsed.is_verb(at) for at in cue):
        nouns = [at for at in cue if parsed.tokens[at].tag.startswith("NN")]
        return not nouns or any(source & set(parsed.phrase(at)) for at in nouns)
    head = cues.sense(said.cue.text).head if said.cue else ""
    if " " not in head and head not in cues.verbs():
        return False  # "signed documents to be in effect"
    inside = {at for part in said.content for at in parsed.inside(part.start, part.end)}
    roots = [at for at in inside if parsed.head(at) not in inside and not parsed.tokens[at].tag.startswith(("IN", ","))]
    return not any(parsed.tokens[at].role in ("dobj", "nsubjpass") for at in roots)


def close_in_time(one: Statement, other: Statement) -> bool:
    """Whether two reports are of the same weeks: what is told alike a season apart is of two occasions."""
    apart = days_apart(one.entry, other.entry)
    return apart is None or apart <= WEEKS


def _neighbours(pairs: Sequence[Pair]) -> Mapping[int, list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one in pairs:
        found[one.a].append((one.b, one.near))
        found[one.b].append((one.a, one.near))
    return found


def _over(one: Proposition) -> list[Attribution]:
    start = one.statement.span.start + one.tree.tokens[one.verb].start
    found = [
        (sum(part.end - part.start for part in said.content), said.id, said)
        for said in one.statement.entry.reading.attributions
        if any(part.start <= start < part.end for part in said.content)
    ]
    return [said for _, _, said in sorted(found, key=lambda each: each[:2])]


def _one_claim(lines: Lines, pair: Pair) -> bool:
    """Whether two propositions are one claim, told as done in the main clause of both."""
    one, other = lines.found[pair.a], lines.found[pair.b]
    if pair.near < NEAR or pair.whole < WHOLE or one.negated != other.negated or {one.mode, other.mode} != {"fact"}:
        return False
    if MODALS & {*one.doubts, *other.doubts}:
        return False
    if not all(each.tree.tokens[each.verb].role in _MAIN for each in (one, other)):
        return False
    parts = same_part(one, one.object, other, other.object), same_part(one, one.actor, other, other.actor)
    if False in parts or True not in parts or not close_in_time(one.statement, other.statement):
        return False
    figures = [{number for word in texts(words(each.told)) if (number := number_of([word]))} for each in (one, other)]
    return not (figures[0] and figures[1]) or bool(figures[0] & figures[1])


def _nowhere_else(claims: _Claims, told: int, stated: int) -> bool:
    """Whether neither report also tells it the other way."""
    return not any(claims.plain(at) for at in claims.again(stated, told)) and not any(
        claims.sources(at) for at in claims.again(told, stated)
    )


def _name(statement: Statement, said: Attribution) -> str:
    """The name of a source; empty for a pronoun that is not resolved."""
    actor = statement.entry.reading.actor(said.actor)
    words_ = " ".join(said.source.text.split()).strip(" ,;:") if said.source else ""
    if words_.casefold() in _PRONOUNS:
        return actor.name if actor else ""
    return words_


def _finding(group: Sequence[tuple[Statement, Attribution | None]]) -> Finding:
    """The finding, with the claim as each report has it."""
    sides: dict[str, Side] = {}
    for statement, said in group:
        name = _name(statement, said) if said else None
        value = f"attributed to {name}" if name else "stated as fact"
        where = Citation.of(statement.entry.id, statement.span)
        sides.setdefault(where.report, Side(where, value, said.id if said else None, name))
    named = list(dict.fromkeys(side.speaker for side in sides.values() if side.speaker))
    plain = [side for side in sides.values() if not side.speaker]
    others = "another states" if len(plain) == 1 else f"{len(plain)} others state"
    why = f"put down to {' and to '.join(named)} in the one; {others} it in the outlet's own voice"
    about = min(
        (" ".join(side.citation.text.split()) for side in plain or sides.values()), key=lambda told: (len(told), told)
    )
    return Finding.of(
        kind="framing",
        type="attribution",
        about=about,
        sides=tuple(sides.values()),
        why=why,
        rule="framing-attribution",
    )
