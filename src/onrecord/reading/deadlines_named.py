"""What is called a deadline, and terms that were prolonged, with their days and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reading.clauses import Token, by_agents, extent, is_passive, is_verb, modals, subjects
from onrecord.reading.clauses_text import Block
from onrecord.reading.deadlines_became import is_real, on_time, state_of
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import Limit
from onrecord.reading.deadlines_words import DATING, MEETS, MISSES, MOVES, NOUNS, SETS, TERMS, TRADES

_FROM = frozenset({"from"})
_TO = frozenset({"to", "until", "till", "into", "through"})
#: Particles without which these verbs do not move a day.
_PARTICLES = {"put": ("off", "back"), "bring": ("forward",), "push": ("back", "into", "to", "until", "off")}
_OBJECT = ("dobj", "nsubjpass")


#: Parts of words without which nothing here is found.
_CALLED = ("deadline", "cutoff", "cut-off", "ultimatum", "extend", "prolong", "time", "schedule")


def named(block: Block, limits: Sequence[Limit], *, headline: bool) -> Iterator[Found]:
    """What is called a deadline, or a term that was moved, in a block.

    Args:
        block: the block.
        limits: its time limits.
        headline: whether it is a headline, where nouns are written with capitals.
    """
    text = block.parsed.mapped.text.lower()
    if not any(word in text for word in _CALLED):
        return
    for noun in block.words():
        lemma = noun.lemma_.lower()
        if noun.lower_ in ("time", "schedule") and (found := on_time(noun)) is not None:
            yield found
        if noun.pos_ not in ("NOUN", "PROPN") or not (lemma in NOUNS or lemma in TERMS):
            continue
        if lemma in NOUNS:
            found = None if _is_other(noun, headline) else _deadline(noun, limits)
        else:
            found = _extended(noun, limits)
        if found is not None:
            yield found


def _is_other(noun: Token, headline: bool) -> bool:
    """Whether the noun names a paper or a day of sport, or only qualifies another noun."""
    if noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
        return True
    if noun.text[:1].isupper() and noun.i != noun.sent.start and not headline:
        return True
    return any(c.lower_ in TRADES or c.lower_ == "no" for c in noun.lefts)


def _deadline(noun: Token, limits: Sequence[Limit]) -> Found | None:
    verb = _governing(noun)
    if verb is not None and noun.dep_ in (*_OBJECT, "nsubj") and _moves(noun, verb) and is_real(verb):
        return _moved(noun, verb, limits)
    state = state_of(noun, verb)
    if state is None:
        return None
    limit = next(_limits_of(noun, verb, limits), None)
    lemma = verb.lemma_.lower() if verb is not None else ""
    setting = verb is not None and noun.dep_ in _OBJECT and lemma in SETS and is_real(verb)
    if noun.lemma_.lower() == "ultimatum" and state == "open" and (limit is None or not _limits_ultimatum(limit)):
        return None
    if limit is None and state == "open" and not setting:
        return None
    if verb is not None and lemma in SETS and modals(verb) & {"would", "could", "might", "may"}:
        return None
    first, last = extent(noun)
    last = next((t.i - 1 for t in noun.doc[noun.i + 1 : last + 1] if t.text in _BREAKS), last)
    if verb is None and state != "open":
        first, last = extent(noun.head.head)[0], noun.head.i - 1
    if verb is not None and verb.head.i == noun.i:
        first = verb.i + 1
    if verb is not None and noun.dep_ == "dobj":
        last = _right_of(verb, last, limit)
    ends = [first, last, *([limit.first, limit.last] if limit is not None else [])]
    if verb is not None and (state != "open" or limit is None):
        ends.append(verb.i)
    return Found(
        min(ends),
        max(ends),
        (first, last),
        "deadline.noun",
        noun,
        limit,
        _setters(noun, verb, setting),
        state=state,
        by=verb if setting else None,
        ahead=state == "open" and (verb is None or verb.tag_ not in ("VBD", "VBN")),
    )


def _limits_ultimatum(limit: Limit) -> bool:
    """Whether the time is when it runs out, not when it was issued."""
    stretch = limit.time is not None and limit.time.type == "DURATION"
    return stretch or limit.sort in ("by", "until", "within")


def _governing(noun: Token) -> Token | None:
    """The verb that the noun is subject or object of, by way of "of" and the like at most."""
    for child in noun.lefts:  # "So Lindau missed Monday's deadline", read as "missed deadline"
        known = child.lemma_.lower() in MISSES | MEETS and child.tag_ in ("VBN", "VBD") and child.dep_ == "amod"
        if known and child.i > noun.sent.start and child.nbor(-1).pos_ in ("PROPN", "PRON"):
            return child
    above = noun.head
    return above if is_verb(above) and above.i != noun.i else None


def _right_of(verb: Token, last: int, limit: Limit | None) -> int:
    """The end of "for…" behind the object, without the time."""
    for child in verb.children:
        if child.dep_ == "prep" and child.i == last + 1 and child.lower_ in ("for", "on", "of", "to"):
            if limit is not None and child.i <= limit.covered.start <= child.right_edge.i:
                continue
            last = max(last, extent(child)[1])
    return last


def _setters(noun: Token, verb: Token | None, setting: bool) -> tuple[Token, ...]:
    """Whose deadline it is, by whom it was set, or the subject of the verb that sets it."""
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in SETS and child.tag_ != "VB":
            set_by = by_agents(child) if is_passive(child) else subjects(child)
            if set_by and set_by[0].i != noun.i:
                return set_by
    if setting and verb is not None:
        return by_agents(verb) if is_passive(verb) else subjects(verb)
    owner = [c for c in noun.lefts if c.dep_ == "poss" and c.ent_type_ not in ("DATE", "TIME")]
    named = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod") and c.ent_type_ in ("GPE", "NORP")]
    return tuple(c for c in (owner or named) if c.lower_ not in ("their", "its", "his", "her", "our"))


def _limits_of(noun: Token, verb: Token | None, limits: Sequence[Limit]) -> Iterator[Limit]:
    """The times of a deadline, the surest first: inside its phrase, beside it, on the verb that dates it."""
    near = [one for one in limits if one.covered.start >= noun.sent.start and one.covered.stop <= noun.sent.end]
    inside = {t.i for t in noun.subtree}
    yield from (one for one in near if noun.i not in one.covered and _is_inside(one, noun, inside))
    yield from (one for one in near if _is_beside(one, noun))
    if verb is not None and (verb.lemma_.lower() in DATING | MISSES or verb.lemma_ == "be") and noun.dep_ != "attr":
        yield from (one for one in near if one.holder.i == verb.i and one.last > noun.i)
    if verb is not None and verb.lemma_ == "be" and noun.dep_ == "attr":
        yield from (one for one in near if one.holder.i == verb.i and one.covered.stop <= verb.i)


_BREAKS = frozenset({"—", "–", "--", "(", ";"})


def _is_inside(limit: Limit, noun: Token, inside: set[int]) -> bool:
    """Whether the time is part of the phrase and dates the deadline, not something told of in a clause inside it."""
    if 0 <= noun.i - limit.covered.stop <= 2 and all(
        t.dep_ in ("compound", "amod", "nmod", "case", "punct") for t in noun.doc[limit.covered.stop : noun.i]
    ):
        return True
    if limit.covered.start not in inside:
        return False
    between = limit.holder
    while between.i != noun.i and between.i in inside:
        if between.dep_ == "relcl" or (between.dep_ == "acl" and _opening_word(limit) in ("in", "on")):
            return False  # "a deadline set by Sorn in a January message"
        between = between.head
    return True


def _opening_word(limit: Limit) -> str:
    """The preposition before a time."""
    doc = limit.holder.doc
    before = (t for t in reversed(doc[max(0, limit.covered.start - 3) : limit.covered.start]) if t.pos_ == "ADP")
    return str(next((t.lower_ for t in before), ""))


def _is_beside(limit: Limit, noun: Token) -> bool:
    """ "By June, his latest deadline", "by June—his deadline for peace"."""
    start = noun.left_edge.i
    if not 1 <= start - limit.covered.stop <= 1 or noun.i - start > 4:
        return noun.dep_ == "appos" and noun.head.i in limit.covered
    return noun.doc[start - 1].text in (",", "–", "—", "-", "--", "(")


def _moves(noun: Token, verb: Token) -> bool:
    """Whether the verb moves the day of the noun."""
    lemma = verb.lemma_.lower()
    if lemma not in MOVES or (noun.dep_ == "nsubj" and lemma not in ("move", "shift")):
        return False
    particles = _PARTICLES.get(lemma)
    return particles is None or any(c.lower_ in particles for c in verb.children)


def _extended(noun: Token, limits: Sequence[Limit]) -> Found | None:
    """A term that was prolonged: "extended the truce until Sunday"."""
    verb = _governing(noun)
    if verb is None or noun.dep_ not in _OBJECT or verb.lemma_.lower() not in ("extend", "prolong"):
        return None
    found = _moved(noun, verb, limits) if is_real(verb) else None
    return found if found is not None and found.limit is not None else None


def _moved(noun: Token, verb: Token, limits: Sequence[Limit]) -> Found:
    """One deadline with its new day and, where it is told, the old one."""
    near = [one for one in limits if noun.sent.start <= one.covered.start and one.covered.stop <= noun.sent.end]
    old = next((one for one in near if _opened(one, _FROM) and one.verb() is not None), None)
    new = next((one for one in near if _opened(one, _TO)), None) or next(
        (one for one in near if one.sort in ("amount", "for") and one.holder.i in (verb.i, noun.i)), None
    )
    if old is None:
        inside = {t.i for t in noun.subtree}
        old = next((one for one in near if one is not new and one.covered.start in inside), None)
    first, last = extent(noun)
    dates = [one.first for one in (old, new) if one is not None and one.covered.start > noun.i]
    cut = min([last, *(i - 1 for i in dates)])
    cut = next((t.i - 1 for t in noun.doc[noun.i + 1 : cut + 1] if t.text == ","), cut)
    while cut > noun.i and noun.doc[cut].lower_ in _FROM | _TO:
        cut -= 1
    ends = [first, cut, verb.i, *(one.last for one in (old, new) if one is not None)]
    setters = by_agents(verb) if is_passive(verb) else () if noun.dep_ == "nsubj" else subjects(verb)
    return Found(min(ends), max(ends), (first, cut), "deadline.shifted", verb, new, setters, state="moved", old=old)


def _opened(limit: Limit, by: frozenset[str]) -> bool:
    at = limit.covered.start
    while at > limit.holder.doc[at].sent.start and limit.covered.start - at < 3:
        at -= 1
        if limit.holder.doc[at].lower_ in by:
            return True
        if limit.holder.doc[at].lower_ not in ("the", "at", "least", "around", "about", "end", "of", "early", "late"):
            return False
    return False
