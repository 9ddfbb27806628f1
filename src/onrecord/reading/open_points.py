"""Open points: what the parties are told to disagree on, or not to have settled.

How it decides: a verb of reaching or settling that is denied ("failed to reach an agreement on…", "have yet to
resolve…"), an issue that is told to remain open ("the status of the port remains unresolved", "is a sticking
point"), or a noun of disagreement with what it is over ("the deadlock over…"). Conditions, questions and what is only
feared make none. Where no party is named, the words must be about a listed issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.lexicons.issues import SMALL, issues
from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, OpenPoint, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import Cast, Token, extent, in_condition, is_question, is_verb, modals, negated, subjects
from onrecord.reading.clauses_text import Block, Voices
from onrecord.reading.engine import Parsed
from onrecord.reading.positions_parties import Parties, party_of

_REACHING = words("reach strike find broker achieve secure forge hammer make clinch produce conclude")
#: Who fails to do this need not be one of those who disagree.
_MEDIATING = words("broker produce secure forge")
_ACCORDS = words(
    "agreement deal compromise consensus understanding accord breakthrough settlement solution progress headway ground "
    "resolution formula"
)
_SETTLING = words("resolve settle bridge overcome reconcile agree narrow solve iron")
_FAILING = words("fail struggle refuse unable")
_OPEN = words(
    "unresolved open unsettled contentious disputed outstanding undecided unanswered elusive contested divisive"
)
_POINTS = words("point block obstacle contention hurdle dispute disagreement stumbling impasse breaker")
_POINTED = words("sticking stumbling main major key biggest central chief remaining bone deal thorny")
_GAPS = words("deadlock impasse stalemate disagreement difference rift standoff divergence")
_APART = words("divided apart split deadlocked odds")
_DIFFERING = words("differ disagree diverge quarrel spar clash")
_OVER = words("on over about regarding concerning around")
#: What can be told to remain open of anything ("the case remains open"): not enough without a listed issue.
_REMAINING = words("remain stay be")
#: Words between a verb and a subject that still stands in the range.
_NEAR = 15
_MAYBE = frozenset({"may", "might", "could", "would", "will", "if"})
_FORESEEN = _MAYBE | {"must", "should", "can", "wo", "’ll", "'ll"}


@dataclass(frozen=True, slots=True)
class _Found:
    """Token ranges: the words that tell it, what is open; those who disagree; the verb or noun that decides."""

    first: int
    last: int
    about: tuple[int, int] | None
    by: tuple[Token, ...]
    holder: Token
    rule: str


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, times: Sequence[Time], attributions: Sequence[Attribution]
) -> tuple[OpenPoint, ...]:
    """The open points that a report tells, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its time expressions.
        attributions: its attributions; an open point is told in the innermost that holds it.
    """
    voices = Voices(attributions)
    found: list[OpenPoint] = []
    for piece in parsed:
        block = Block(piece)
        parties = Parties(block, cast, None)
        day = report.blocks[piece.block].dated or report.day
        for token in block.words():
            point = _point(token)
            for made in _made(report, block, parties, voices, cast, point) if point is not None else ():
                found.append(_told_on(made, voices, times, day))
    found.sort(key=lambda one: (one.span.start, one.span.end, one.issue))
    return tuple(
        one
        for n, one in enumerate(found)
        if not any(
            one.span.overlaps(other.span) and (one.span, one.issue) != (other.span, one.issue) for other in found[:n]
        )
    )


def _point(token: Token) -> _Found | None:
    found = None
    if is_verb(token):
        found = _not_reached(token) or _remains(token)
    elif token.pos_ == "NOUN":
        found = _gap(token)
    if found is None or is_question(token) or (is_verb(token) and in_condition(token)):
        return None  # asked last: they look at the whole sentence
    return found


# -- a verb of reaching that is denied ----------------------------------------------------------------------------


def _not_reached(verb: Token) -> _Found | None:
    """ "failed to reach a deal on the port", "have yet to agree on…", "could not bridge their differences over…"."""
    lemma = verb.lemma_.lower()
    if lemma not in _REACHING | _SETTLING:
        return None
    above = _denied_by(verb)
    if above is None:
        return None
    accord = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if lemma in _REACHING and (accord is None or accord.lemma_.lower() not in _ACCORDS):
        return None
    about = _over(accord, verb) if accord is not None and lemma in _REACHING else _over(None, verb)
    if about is None and lemma in _SETTLING and accord is not None and accord.pos_ != "PRON":
        about = extent(accord)
    if about is None and lemma not in _REACHING:
        return None
    last = max(extent(verb)[1], about[1] if about else 0)
    by = () if lemma in _MEDIATING or (accord is not None and accord.dep_ == "nsubjpass") else subjects(above)
    near = [*by, accord] if accord is not None else [*by]
    first = min([above.i, *(t.left_edge.i for t in near if t.i < above.i and above.i - t.left_edge.i < _NEAR)])
    return _Found(first, last, about, by, verb, "open.not-reached")


def _denied_by(verb: Token) -> Token | None:
    """The verb whose denial says that nothing was reached: the verb itself, "fail to" or "have yet to" above it."""
    if modals(verb) & _MAYBE and "not" not in {c.lower_ for c in verb.children if c.dep_ == "neg"}:
        return None
    if negated(verb) and not modals(verb) & {"will", "would", "wo", "may", "might", "should", "must"}:
        return verb
    if any(c.lower_ == "yet" for c in verb.lefts) and verb.tag_ == "VB":
        return verb.head if is_verb(verb.head) and verb.head.lemma_ in ("have", "be") else verb
    above = verb.head
    if verb.dep_ != "xcomp" or not (is_verb(above) or above.pos_ == "ADJ"):
        return None
    if above.lemma_.lower() in _FAILING and not negated(above) and not modals(above) & _MAYBE:
        return above if is_verb(above) else above.head
    late = above.lemma_ in ("have", "be") and any(t.lower_ == "yet" for t in above.doc[above.i : verb.i])
    return above if late else None


def _over(noun: Token | None, verb: Token) -> tuple[int, int] | None:
    """What an agreement is on, without its preposition; beside the noun, or beside its verb."""
    for holder in (noun, verb):
        for child in holder.rights if holder is not None else ():
            if child.lower_ == "over" or (child.dep_ == "prep" and child.lower_ in _OVER):
                inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                last = extent(child)[1]
                if inner is not None and inner.ent_type_ not in ("DATE", "TIME") and last > child.i:
                    return child.i + 1, last
    return None


# -- what remains open --------------------------------------------------------------------------------------------


def _remains(verb: Token) -> _Found | None:
    """ "the status of the port remains unresolved", "territory is the main sticking point", "are divided over…"."""
    lemma = verb.lemma_.lower()
    if lemma in _DIFFERING:
        return _differ(verb)
    if lemma == "include":
        return _include(verb)
    if lemma not in _REMAINING or negated(verb) or modals(verb) & _MAYBE:
        return None
    named = next(
        (c for c in verb.rights if c.dep_ in ("acomp", "attr", "oprd", "prep", "dobj") or c.lower_ == "apart"), None
    )
    if named is None:
        return None
    about = next((c for c in verb.lefts if c.dep_ == "nsubj"), next(iter(subjects(verb)), None))
    if about is None or about.pos_ == "PRON" or about.i > verb.i:
        return None
    word = named.lemma_.lower()
    if word in _APART or any(t.lower_ in _APART for t in named.children):
        over = next((found for t in (named, *named.children, verb) if (found := _over(t, verb))), None)
        return over and _Found(
            about.left_edge.i, max(extent(verb)[1], over[1]), over, subjects(verb), verb, "open.apart"
        )
    unsettled = word in _OPEN and (lemma != "be" or word in ("unresolved", "unsettled", "outstanding", "contentious"))
    pointed = word in _POINTS and any(t.lower_ in _POINTED for t in named.lefts)
    if not unsettled and not pointed:
        return None
    if pointed and about.pos_ == "NOUN" and about.lemma_.lower() in ("point", "issue", "obstacle", "question"):
        return _Found(about.left_edge.i, extent(verb)[1], extent(named), (), verb, "open.remains")
    return _Found(extent(about)[0], extent(verb)[1], extent(about), (), verb, "open.remains")


def _differ(verb: Token) -> _Found | None:
    """ "Lindau and Sorn differ on the timetable", "disagree over the border"."""
    over, by = _over(None, verb), subjects(verb)
    if over is None or not by or negated(verb) or modals(verb) & _FORESEEN or verb.tag_ == "VBG":
        return None
    return _Found(by[0].left_edge.i, max(extent(verb)[1], over[1]), over, by, verb, "open.apart")


def _include(verb: Token) -> _Found | None:
    """ "key sticking points include the border"."""
    points = next((c for c in verb.lefts if c.dep_ == "nsubj" and _is_point(c)), None)
    about = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if points is None or about is None or negated(verb):
        return None
    return _Found(points.left_edge.i, extent(about)[1], extent(about), (), verb, "open.remains")


def _is_point(noun: Token) -> bool:
    return noun.lemma_.lower() in _POINTS and any(t.lower_ in ("sticking", "stumbling") for t in noun.lefts)


# -- a noun of disagreement ---------------------------------------------------------------------------------------


def _gap(noun: Token) -> _Found | None:
    """ "the deadlock over the port", "differences on the timetable remain"."""
    lemma = noun.lemma_.lower()
    if lemma in _ACCORDS and (found := _none_of(noun)) is not None:
        return found
    if lemma not in _GAPS and not _is_point(noun):
        return None
    verb = next((t for t in noun.ancestors if is_verb(t)), None)
    if verb is not None and (negated(verb) or in_condition(verb) or verb.lemma_.lower() in _ENDING):
        return None
    over = _over(noun, noun)
    if over is None:
        return None
    return _Found(noun.left_edge.i, over[1], over, (), noun, "open.gap")


def _none_of(noun: Token) -> _Found | None:
    """ "without agreement on borders", "there was no agreement on borders", "talks brought no deal on borders"."""
    above = next((t for t in noun.ancestors if is_verb(t)), None)
    without = noun.dep_ == "pobj" and noun.head.lower_ == "without"
    none = noun.dep_ in ("dobj", "attr", "conj") and any(c.lower_ == "no" for c in noun.lefts)
    over = _over(noun, noun)
    if over is None or above is None or not (without or none) or modals(above) & _FORESEEN or in_condition(above):
        return None
    return _Found(noun.head.i if without else noun.left_edge.i, over[1], over, (), noun, "open.none")


#: A gap that one of these tells of is no longer open.
_ENDING = words("end resolve overcome bridge break settle close solve narrow avoid prevent lift")


# -- what was found, as a value -----------------------------------------------------------------------------------


def _made(
    report: Report, block: Block, parties: Parties, voices: Voices, cast: Cast, found: _Found
) -> Iterator[OpenPoint]:
    """An open point for each issue that the words name: "territory and guarantees remain unresolved" are two."""
    offset = block.starts[found.holder.i]
    said = voices.at(offset)
    if said is not None and said.stance != "held":
        return
    who = parties.of(found.by, said)
    about = block.span(*found.about) if found.about else None
    for issue, groups in _issues(block, found):
        if issue.startswith("other:") and not (len(who) > 1 and found.about and found.rule != "open.gap"):
            continue
        yield OpenPoint(
            span=voices.clip(block.span(found.first, found.last), offset, report),
            issue=issue,
            object=voices.clip(about, offset, report) if about else None,
            parties=who,
            attribution=said.id if said else None,
            told_by=party_of(cast, said.actor) if said else None,
            rule=found.rule,
            about=groups,
        )


def _issues(block: Block, found: _Found) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each issue with the lemmas that decide it: of a part of what is open, of all the words, of what "its" means."""
    known = issues()
    first, last = found.about or (found.first, found.last)
    parts = [_lemmas(part) for part in _parts(block.doc[first : last + 1])]
    named = {issue: part for part in reversed(parts) if (issue := known.match_strong(part.split()))}
    if named:
        yield from ((issue, (part,)) for issue, part in reversed(named.items()))
        return
    groups = [_lemmas(block.doc[first : last + 1]), _lemmas(block.doc[found.first : found.last + 1])]
    if any(t.lower_ in ("its", "their", "it", "this", "that") for t in block.doc[first : last + 1]):
        before = found.holder.sent.start - 1
        groups += [_lemmas(block.doc[before].sent)] if before >= 0 else []
    issue = next((issue for group in groups if (issue := known.match_strong(group.split()))), None)
    # The clause around is asked for plain words only: "agreement" and "deal" stand in nearly every one of them.
    issue = issue or (known.match(groups[0].split()) if found.about else None)
    yield issue or "other:" + " ".join(groups[0].split()[:3]), tuple(dict.fromkeys(groups))


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens cut at "and", "or" and commas."""
    part: list[Token] = []
    for token in tokens:
        if token.lower_ in ("and", "or", ",", ";"):
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _lemmas(tokens: Sequence[Token]) -> str:
    kept = (t for t in tokens if not t.is_punct and not t.is_space)
    return " ".join(t.lemma_.lower() for t in kept if t.lower_ not in SMALL)


def _told_on(point: OpenPoint, voices: Voices, times: Sequence[Time], day: str | None) -> OpenPoint:
    """The open point with the day on which it was told: that of the saying, else that of the block or report."""
    said = voices.by_id.get(point.attribution or "")
    time = times[said.when] if said is not None and said.when is not None else None
    if time is not None and time.earliest is not None and time.earliest == time.latest:
        return replace(point, when=time.earliest)
    return replace(point, when=day)
