"""Meetings, exchanges and releases inside other deeds: what is agreed, offered or planned is itself told as to come.

"Sorn agreed to hold talks in Lindau on Friday" tells an agreement, and a meeting that is planned. Who only asks for a
meeting makes it possible, who refuses it denies it. What is said to have taken place since, has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Event, EventStatus, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import Cast, Token, extent, is_question, is_verb, negated, subjects, under
from onrecord.reading.clauses_text import Block, Voices, times_in
from onrecord.reading.engine import Parsed
from onrecord.reading.events_named import is_definite
from onrecord.reading.events_nouns import carrier, noun_actors
from onrecord.reading.events_roles import Roles
from onrecord.reading.events_status import status
from onrecord.reading.events_words import noun_kind, verb_trigger

#: What stands inside these is fixed, or put forward by who can bring it about.
_FIXED = words(
    "agree plan schedule set arrange announce confirm expect prepare decide promise pledge commit intend due"
)
_PUT_FORWARD = words("propose offer suggest invite")
_ASKED = words(
    "call urge want seek request demand hope ask ready willing open favour favor press push consider discuss"
)
_REFUSED = words("refuse reject decline cancel oppose scrap")
#: "plans for talks", "an invitation to a summit".
_NOUNS: Mapping[str, EventStatus] = {
    **dict.fromkeys(("plan", "arrangement", "preparation", "agreement", "date", "schedule"), "planned"),
    **dict.fromkeys(("proposal", "offer", "invitation"), "planned"),
    **dict.fromkeys(
        ("hope", "call", "request", "demand", "possibility", "prospect", "idea", "chance", "push"), "possible"
    ),
}
#: "talks are expected to …": what takes place.
_OCCUR = words("take happen occur begin start resume continue open hold convene restart proceed go kick end conclude")
#: "The talks" that do so have begun already.
_GOES_ON = frozenset({"continue", "proceed", "conclude", "end"})
#: "Was initially supposed to start": it was then, and is no longer.
_NO_LONGER = frozenset({"initially", "originally", "previously", "formerly"})
#: "talks are …".
_BEING: Mapping[str, EventStatus] = {
    "possible": "possible",
    "likely": "possible",
    "conceivable": "possible",
    "under way": "ongoing",
    "underway": "ongoing",
    "in progress": "ongoing",
    "off": "denied",
    "unlikely": "possible",
    "due": "planned",
    "scheduled": "planned",
}
_CARRY = words(
    "hold have host open begin start resume conduct organise organize convene attend restart arrange continue"
)
#: By these a meeting is what a deed is about; by others ("after talks") it only stands beside it.
_ABOUT = frozenset({"for", "to", "of", "on", "at"})
#: What says where or when behind the passage.
_BEHIND = frozenset({"in", "at", "near", "on", "around", "outside"})
#: Who talks about a thing is not told to meet.
_TALK = words("discuss send speak negotiate talk debate address raise dispatch deliver mediate broker")
_KINDS = frozenset({"CONSULT", "COOPERATE", "RETREAT"})
#: What is met without anybody meeting: "nine demands that Sorn must meet".
_MET = words(
    "demand condition requirement criterion criteria target deadline need goal standard obligation challenge "
    "expectation commitment benchmark test threshold quota promise pledge cost term expense"
)
#: "meet each other halfway".
_HALFWAY = words("halfway half-way midway middle")
_EXCHANGES = frozenset({None, "release"})


@dataclass(frozen=True, slots=True)
class Within:
    """An event inside another, and who put it forward."""

    event: Event
    by: tuple[str, ...]


def find(
    report: Report,
    parsed: Sequence[Parsed],
    cast: Cast,
    times: Sequence[Time],
    attributions: Sequence[Attribution],
) -> tuple[Within, ...]:
    """The meetings and exchanges that stand inside other deeds of a report, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its times.
        attributions: its attributions.
    """
    voices = Voices(attributions)
    made: dict[tuple[int, int], Within] = {}
    for piece in parsed:
        block = Block(piece)
        roles = Roles(block, cast)
        held = times_in(block, times)
        for word, standing, above in _words(block):
            one = _event(report, block, roles, times, held, voices, word, standing, above)
            if one is not None:
                made.setdefault((one.event.span.start, one.event.span.end), one)
    return tuple(made[key] for key in sorted(made))


def _words(block: Block) -> Iterator[tuple[Token, EventStatus, Token]]:
    """Verbs and nouns of meeting or exchange that stand inside another deed, with their standing and that deed."""
    for token in block.words():
        if token.pos_ == "VERB":
            kind = verb_trigger(token)
            if kind is None or kind.kind.type != "CONSULT" or kind.kind.mode in ("phone", "visit"):
                continue
            if token.lemma_.lower() in _TALK or kind.noun is not None or is_no_meeting(token):
                continue
        elif token.pos_ == "NOUN" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "conj"):
            noun = noun_kind(token)
            if noun is None or noun.type not in _KINDS or (noun.type == "RETREAT" and noun.mode not in _EXCHANGES):
                continue
            known = is_definite(token) or is_definite(carrier(token))
            if token.dep_ in ("nsubj", "nsubjpass", "pobj") and (told := _stands(token)) is not None:
                if not known or told[1].lemma_.lower() not in _GOES_ON:
                    yield token, told[0], told[1]
                continue
            if known or _is_on_journey(token):
                continue
        else:
            continue
        above = _above(token)
        if above is not None:
            standing = _standing(above)
            if standing is not None:
                yield token, standing, above


def is_no_meeting(verb: Token) -> bool:
    """Whether "meet" is said of demands, or of giving way: "demands that they must meet", "meet each other halfway"."""
    if verb.lemma_.lower() != "meet":
        return False
    if verb.dep_ in ("relcl", "acl", "ccomp") and verb.head.lemma_.lower() in _MET and not under(verb, "with"):
        return True
    return any(token.lower_ in _HALFWAY for token in verb.doc[verb.i + 1 : min(verb.i + _NEAR_BY, verb.sent.end)])


def _is_on_journey(noun: Token) -> bool:
    """Whether a journey is only where the meeting is held that is told beside it: "meet them on his trip to Arle"."""
    above = noun.head.head
    return noun.head.lower_ in ("on", "during") and is_verb(above) and above.lemma_.lower() in _TALK | {"meet"}


#: So many tokens behind "meet" a word is looked for that makes it no meeting.
_NEAR_BY = 6


def _stands(noun: Token) -> tuple[EventStatus, Token] | None:
    """How a meeting stands that its own clause tells of: "talks are due to resume", "are under way", "called off"."""
    outer = carrier(noun)
    verb = outer.head
    if outer.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb) or is_question(verb):
        return None
    past = verb.tag_ == "VBD" or any(c.lower_ in ("was", "were") for c in verb.lefts)
    if past and (verb.lemma_.lower() == "suppose" or any(c.lower_ in _NO_LONGER for c in verb.subtree)):
        return None
    if verb.lemma_.lower() == "call" and any(c.lower_ == "off" for c in verb.rights):
        return ("denied", verb) if status(verb) in ("happened", "ongoing") else None
    for word in (verb, *(c for c in verb.rights if c.dep_ in ("acomp", "prep", "advmod"))):
        inner = next((c for c in word.rights if c.dep_ == "xcomp" and c.lemma_.lower() in _OCCUR), None)
        if inner is not None:
            return status(inner), inner
        if verb.lemma_.lower() == "be" and word is not verb and not negated(verb):
            told = _BEING.get(
                word.lower_ + "".join(f" {c.lower_}" for c in word.children if c.dep_ in ("pobj", "pcomp"))
            )
            if told is not None:
                return (
                    (told, word if told == "planned" else verb)
                    if status(verb) in ("happened", "ongoing") or told == "possible"
                    else None
                )
    return None


def _above(token: Token) -> Token | None:
    """The verb or noun that the meeting stands inside, past what only carries it ("agreed to hold talks")."""
    node = carrier(token) if token.pos_ == "NOUN" else token
    if _is_subjunctive(node):
        wishing = _PUT_FORWARD | _ASKED | _FIXED  # "proposed for a second time that they meet"
        return next((one for one in node.ancestors if is_verb(one) and one.lemma_.lower() in wishing), None)
    for _ in range(5):
        head = node.head
        if head.i == node.i or (
            node.dep_ in ("nsubj", "relcl", "advcl", "parataxis", "appos", "acl") and not is_verb(node)
        ):
            return None
        if node.dep_ in ("relcl", "parataxis"):
            return None
        if head.lemma_.lower() in _CARRY and is_verb(head):
            node = head
            continue
        if head.dep_ == "prep":
            if head.lower_ not in _ABOUT:
                return None
            node = head
            continue
        if node.dep_ == "conj" or (head.pos_ == "NOUN" and head.lemma_.lower() not in _NOUNS):
            node = head
            continue
        return head
    return None


def _is_subjunctive(node: Token) -> bool:
    """Whether a clause taken for a relative one says what shall be: "asked once more that they meet"."""
    return node.dep_ == "relcl" and node.tag_ in ("VB", "VBP") and any(c.lower_ == "that" for c in node.lefts)


def _standing(above: Token) -> EventStatus | None:
    lemma = above.lemma_.lower()
    if above.pos_ == "NOUN":
        return _NOUNS.get(lemma)
    if is_question(above):
        return None
    told = status(above)
    if lemma == "rule" and any(c.lower_ == "out" for c in above.rights):
        return "denied" if told in ("happened", "ongoing") else None
    if lemma == "call" and not any(c.lower_ == "for" or c.dep_ in ("xcomp", "ccomp") for c in above.rights):
        return None
    if lemma in _REFUSED:
        return "denied" if told in ("happened", "ongoing") else None
    if lemma in _FIXED | _PUT_FORWARD:
        if told == "denied":
            return "denied" if lemma in ("agree", "plan", "intend", "expect") else None
        return "planned" if told in ("happened", "ongoing", "planned") else "possible"
    if lemma in _ASKED:
        return None if told == "denied" else "possible"
    return None


def _event(
    report: Report,
    block: Block,
    roles: Roles,
    times: Sequence[Time],
    held: Mapping[int, int],
    voices: Voices,
    word: Token,
    standing: EventStatus,
    above: Token,
) -> Within | None:
    kind = noun_kind(word) if word.pos_ == "NOUN" else None
    top = _clause_of(word, above)
    first, last = extent(top) if is_verb(top) else (top.left_edge.i, top.right_edge.i)
    last = _with_where(above, last)
    happened = _since(word)
    said = voices.at(block.starts[word.i])
    span = voices.clip(block.span(first, last), block.starts[word.i], report)
    covered = block.tokens(span)
    when = _time(times, block, covered)
    if when is None and is_verb(above):
        when = next(
            (i for t in (above, word) if (i := held.get(t.i)) is not None and _is_ahead(times[i], report)), None
        )
    by = roles.of(subjects(above)) if is_verb(above) else ()
    actors = roles.of(subjects(word)) if is_verb(word) else noun_actors(roles, word)
    if not actors and is_verb(above) and above.lemma_.lower() in ("agree", "plan", "schedule", "set", "decide"):
        actors = by
    others = under(word, "with") or (under(word, "to") if kind is not None and kind.type == "RETREAT" else ())
    recipients = tuple(one for one in roles.of(others) if one not in actors)
    if when is None and not actors and not recipients and not by:
        return None
    event = Event(
        id="",
        span=span,
        type=kind.type if kind else "CONSULT",
        mode=kind.mode if kind else None,
        actors=actors,
        recipients=recipients,
        when=when,
        status=happened or standing,
        attribution=said.id if said else None,
        rule="event.proposed"
        if above.lemma_.lower() in (*_PUT_FORWARD, "proposal", "offer", "invitation")
        else "event.ahead",
    )
    return Within(event, by)


def _clause_of(word: Token, above: Token) -> Token:
    """The highest word below the governing one: the clause or phrase of the meeting."""
    node = word
    if _is_subjunctive(word):
        return word
    while node.head.i not in (node.i, above.i):
        node = node.head
    return (
        next((c for c in node.children if c.dep_ == "pobj"), node)
        if node.dep_ == "prep" and not is_verb(node)
        else node
    )


def _since(noun: Token) -> EventStatus | None:
    """What a clause on the noun says became of it: "an exchange, which took place on Thursday"."""
    for child in noun.subtree:
        if child.dep_ == "relcl" and is_verb(child):
            lemma = child.lemma_.lower()
            if lemma in ("take", "happen", "occur", "begin", "start", "conclude", "end") and not negated(child):
                return status(child)
    return None


def _is_ahead(time: Time, report: Report) -> bool:
    """Whether the time lies after the report's day, or would if it had one."""
    if time.earliest is None or not report.day:
        return time.span.text.lower().startswith(("next", "in ", "tomorrow", "later"))
    return time.earliest > report.day


def _with_where(above: Token, last: int) -> int:
    """The end of the passage with what says where and when behind it: "a summit | in Lindau, probably in May"."""
    doc, stop = above.doc, above.sent.end
    while True:
        at = last + 1
        while at < stop and at <= last + 3 and (doc[at].text == "," or doc[at].pos_ == "ADV"):
            at += 1
        if at >= stop or doc[at].lower_ not in _BEHIND or doc[at].pos_ != "ADP":
            break
        edge = doc[at].right_edge.i
        if edge <= at or any(is_verb(doc[i]) for i in range(at, edge + 1)):
            break
        last = edge
    for child in above.rights:
        if child.dep_ == "npadvmod" and child.left_edge.i == last + 1:
            last = child.right_edge.i
    return last


def _time(times: Sequence[Time], block: Block, covered: range) -> int | None:
    """The first point in time told inside the passage."""
    if not covered:
        return None
    start, end = block.starts[covered.start], block.starts[covered.stop - 1]
    inside = [
        index
        for index, time in enumerate(times)
        if start <= time.span.start <= end and time.type in ("DATE", "TIME") and not time.value.endswith("_REF")
    ]
    return inside[0] if inside else None
