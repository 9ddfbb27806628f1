"""What is called a deadline, time that is given, and terms that run out, with what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.lexicons.words import words
from onrecord.model.reading import DueState
from onrecord.reading.clauses import (
    Token,
    by_agents,
    dative,
    extent,
    in_condition,
    is_finite,
    is_passive,
    is_verb,
    modals,
    negated,
    objects,
    subjects,
)
from onrecord.reading.clauses_text import Block
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import Limit
from onrecord.reading.deadlines_words import (
    DATING,
    DROPS,
    ENDS,
    GIVES,
    MEETS,
    MISSES,
    MOVES,
    NOUNS,
    PASSES,
    PROMISES,
    RUNS_OUT,
    SETS,
    TERMS,
    TRADES,
)

_UNSURE = frozenset({"may", "might", "could", "can", "would", "should", "will", "'ll", "’ll", "must"})
_FROM = frozenset({"from"})
_TO = frozenset({"to", "until", "till", "into", "through"})
#: Particles without which these verbs do not move a day.
_PARTICLES = {"put": ("off", "back"), "bring": ("forward",), "push": ("back", "into", "to", "until", "off")}
_OBJECT = ("dobj", "nsubjpass")
#: Papers of single people, of which reports tell in general.
_PERSONAL = words("permit visa licence license protection lease patent coupon card passport enrollment status")
_EXPIRY = frozenset({"expiration", "expiry"})


# -- the noun -----------------------------------------------------------------------------------------------------


def named(block: Block, limits: Sequence[Limit], *, headline: bool) -> Iterator[Found]:
    """What is called a deadline, or a term that was moved, in a block.

    Args:
        block: the block.
        limits: its time limits.
        headline: whether it is a headline, where nouns are written with capitals.
    """
    for noun in block.words():
        lemma = noun.lemma_.lower()
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
    if verb is not None and noun.dep_ in (*_OBJECT, "nsubj") and _moves(noun, verb) and _is_real(verb):
        return _moved(noun, verb, limits)
    state = _state(noun, verb)
    if state is None:
        return None
    limit = next(_limits_of(noun, verb, limits), None)
    lemma = verb.lemma_.lower() if verb is not None else ""
    setting = verb is not None and noun.dep_ in _OBJECT and lemma in SETS and _is_real(verb)
    if limit is None and state == "open" and not setting:
        return None
    first, last = extent(noun)
    last = next((t.i - 1 for t in noun.doc[noun.i + 1 : last + 1] if t.text in _BREAKS), last)
    if verb is not None and verb.head.i == noun.i:
        first = verb.i + 1
    if verb is not None and noun.dep_ == "dobj":
        last = _right_of(verb, last, limit)
    ends = [first, last, *([limit.first, limit.last] if limit is not None else [])]
    if verb is not None and (state != "open" or limit is None):
        ends.append(verb.i)
    return Found(
        min(ends), max(ends), (first, last), "deadline.noun", noun, limit, _setters(noun, verb, setting), state=state
    )


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
        if child.dep_ == "acl" and child.tag_ == "VBN" and (agents := by_agents(child)):
            return agents
    if setting and verb is not None:
        return by_agents(verb) if is_passive(verb) else subjects(verb)
    owner = [c for c in noun.lefts if c.dep_ == "poss" and c.ent_type_ not in ("DATE", "TIME")]
    named = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod") and c.ent_type_ in ("GPE", "NORP", "ORG")]
    return tuple(c for c in (owner or named) if c.lower_ not in ("their", "its", "his", "her", "our"))


def _limits_of(noun: Token, verb: Token | None, limits: Sequence[Limit]) -> Iterator[Limit]:
    """The times of a deadline, the surest first: inside its phrase, beside it, on the verb that dates it."""
    near = [one for one in limits if one.covered.start >= noun.sent.start and one.covered.stop <= noun.sent.end]
    inside = {t.i for t in noun.subtree}
    yield from (one for one in near if noun.i not in one.covered and _is_inside(one, noun, inside))
    yield from (one for one in near if _is_beside(one, noun))
    if verb is not None and (verb.lemma_.lower() in DATING or verb.lemma_ == "be") and noun.dep_ != "attr":
        yield from (one for one in near if one.holder.i == verb.i and one.last > noun.i)
    if verb is not None and verb.lemma_ == "be" and noun.dep_ == "attr":
        yield from (one for one in near if one.holder.i == verb.i and one.covered.stop <= verb.i)


_BREAKS = frozenset({"—", "–", "--", "(", ";"})


def _is_inside(limit: Limit, noun: Token, inside: set[int]) -> bool:
    """Whether the time is part of the phrase and dates the deadline, not something told of in a clause inside it."""
    if limit.covered.start not in inside:
        return False
    stretch = limit.time is not None and limit.time.type == "DURATION"
    if noun.lemma_.lower() == "ultimatum" and limit.covered.start < noun.i and not stretch:
        return False  # "its December ultimatum" was set then
    between = limit.holder
    while between.i != noun.i and between.i in inside:
        if between.dep_ == "relcl":
            return False
        between = between.head
    return True


def _is_beside(limit: Limit, noun: Token) -> bool:
    """ "By June, his latest deadline", "by June—his deadline for peace"."""
    start = noun.left_edge.i
    if not 1 <= start - limit.covered.stop <= 1 or noun.i - start > 4:
        return noun.dep_ == "appos" and noun.head.i in limit.covered
    return noun.doc[start - 1].text in (",", "–", "—", "-", "--", "(")


# -- what became of it --------------------------------------------------------------------------------------------


def _is_real(verb: Token) -> bool:
    """Whether the verb tells what was done, or was decided on, and not what may be or was asked for."""
    if negated(verb) or in_condition(verb):
        return False
    if is_finite(verb):
        return not modals(verb) & _UNSURE
    if verb.tag_ == "VB":
        above = verb.head
        return above.lemma_.lower() in PROMISES | {"decide"} and is_finite(above) and _is_real(above)
    if verb.dep_ in ("acl", "advcl", "conj", "ROOT", "amod"):
        return verb.tag_ in ("VBN", "VBG", "VBD")
    return False


def _state(noun: Token, verb: Token | None) -> DueState | None:
    """What the clause tells became of a deadline; ``None`` if it tells that there is none."""
    if verb is None:
        return "open"
    lemma, role = verb.lemma_.lower(), noun.dep_
    if verb.head.i == noun.i:
        return "missed" if lemma in MISSES else "met"
    if role in _OBJECT and lemma in MEETS | MISSES and (kept := _kept(verb, lemma)) is not None:
        return kept
    if negated(verb):
        return None if lemma in SETS | {"be", "have", "face"} else "open"
    if role in _OBJECT and lemma in DROPS and _is_real(verb):
        return "withdrawn"
    if role == "nsubj" and lemma in PASSES and verb.tag_ in ("VBD", "VBN"):
        return "missed" if any(t.lower_ == "without" for t in verb.subtree if t.i > verb.i) else "open"
    return "open"


def _kept(verb: Token, lemma: str) -> DueState | None:
    if verb.tag_ == "VB" and verb.head.lemma_.lower() == "fail" and verb.head.tag_ in ("VBD", "VBN"):
        return "missed"
    if negated(verb) and verb.tag_ in ("VB", "VBN") and modals(verb) & {"did", "has", "have", "had"}:
        return "missed" if lemma in MEETS else None
    if _is_real(verb) and verb.tag_ in ("VBD", "VBN"):
        return "met" if lemma in MEETS else "missed"
    return None


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
    found = _moved(noun, verb, limits) if _is_real(verb) else None
    return found if found is not None and found.limit is not None else None


def _moved(noun: Token, verb: Token, limits: Sequence[Limit]) -> Found:
    """One deadline with its new day and, where it is told, the old one."""
    near = [one for one in limits if noun.sent.start <= one.covered.start and one.covered.stop <= noun.sent.end]
    old = next((one for one in near if _opened(one, _FROM) and one.verb() is not None), None)
    new = next((one for one in near if _opened(one, _TO)), None) or next(
        (one for one in near if one.sort in ("amount", "for") and one.holder.i in (verb.i, noun.i)), None
    )
    if old is None:
        inside = {t.i for t in noun.subtree if t.i < noun.i}
        old = next((one for one in near if one is not new and one.covered.start in inside), None)
    first, last = extent(noun)
    dates = [one.first for one in (old, new) if one is not None and one.covered.start > noun.i]
    cut = min([last, *(i - 1 for i in dates)])
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


# -- time that is given -------------------------------------------------------------------------------------------


def given(limit: Limit) -> Found | None:
    """Time that is given for a deed: "gave Lindau until Friday to reply", "has two weeks to answer"."""
    verb = _giving(limit)
    if verb is None or negated(verb) or in_condition(verb) or modals(verb) & {"may", "might", "could", "can"}:
        return None
    lemma = verb.lemma_.lower()
    stretch = limit.time is not None and limit.time.type == "DURATION" and limit.sort != "until"
    if stretch and (lemma in ("allow", "offer", "extend") or (lemma == "have" and verb.tag_ in ("VBD", "VBN", "VB"))):
        return None
    deed = next((t for t in verb.doc[limit.last + 1 : limit.last + 5] if t.tag_ == "VB"), None)
    if deed is not None and deed.nbor(-1).lower_ != "to":
        deed = None
    if deed is None and (stretch or not (lemma == "have" or dative(verb) or is_passive(verb))):
        return None
    kept = lemma in ("have", "get")
    setters = () if kept else by_agents(verb) if is_passive(verb) else subjects(verb)
    first = min([verb.i, limit.first, *(t.left_edge.i for t in (*dative(verb), *objects(verb)))])
    last = max(limit.last, extent(deed)[1]) if deed is not None else limit.last
    what = (deed.i - 1, last) if deed is not None else (first, limit.first - 1 if limit.first > first else last)
    return Found(first, last, what, "deadline.given", verb, limit, setters, own=kept)


def _giving(limit: Limit) -> Token | None:
    """The verb by which time is given or had."""
    verb = limit.verb()
    for one in (verb, verb.head if verb is not None else None):
        if one is None or not is_verb(one) or one.lemma_.lower() not in GIVES | {"have", "get"} or one.i > limit.first:
            continue
        if limit.sort == "until":
            return one
        root = next(
            (t for t in one.children if t.i in limit.covered and t.dep_ in ("dobj", "dative", "npadvmod")), None
        )
        if root is not None and limit.time is not None and limit.time.type == "DURATION":
            return one
    return None


# -- terms --------------------------------------------------------------------------------------------------------


def runs_out(limit: Limit) -> Found | None:
    """A term that runs out: "the truce expires on Sunday", "the order holds until March"."""
    if limit.sort in ("before", "amount", "for", "by"):
        return None
    verb = limit.verb()
    if verb is None or limit.holder.i != verb.i or negated(verb) or in_condition(verb):
        return None
    lemma = verb.lemma_.lower()
    kind = RUNS_OUT | ENDS | ({"be"} if limit.sort == "until" else frozenset())
    if lemma not in kind or _is_over(verb) or modals(verb) & {"may", "might", "could", "can", "would", "should"}:
        return None
    term = next((t for t in subjects(verb) if t.pos_ in ("NOUN", "PROPN")), None)
    if term is None or term.i > verb.i or not _is_term(term, verb, limit):
        return None
    what = (extent(term)[0], _before_comma(verb)) if verb.dep_ == "relcl" else extent(term)
    if what[1] > verb.i:
        what = (what[0], max(term.i, what[0]))
    return Found(what[0], max(limit.last, verb.i), what, "deadline.expires", term, limit)


def _is_term(term: Token, verb: Token, limit: Limit) -> bool:
    lemma, noun = verb.lemma_.lower(), term.lemma_.lower()
    if lemma in RUNS_OUT:
        return noun not in _PERSONAL
    if lemma == "run" and limit.sort != "until":
        return noun in TERMS and any(c.lower_ == "out" for c in verb.children)
    if lemma == "be":
        return noun in TERMS and any(c.lower_ in ("valid", "place", "force") for c in verb.subtree)
    return noun in TERMS and (lemma in ("end", "finish") or limit.sort == "until")


def _is_over(verb: Token) -> bool:
    """Whether the term has run out already: "expired on Friday"."""
    if verb.tag_ not in ("VBD", "VBN"):
        return False
    return not modals(verb) & {"set", "due", "will"}


def _before_comma(verb: Token) -> int:
    """The last token before a relative clause and its comma."""
    last: int = verb.left_edge.i - 1
    return last - 1 if verb.doc[last].text == "," else last


def expiry(limit: Limit) -> Found | None:
    """ "The expiry of the treaty on February 5"."""
    noun = limit.holder
    while noun.pos_ == "NOUN" and noun.lemma_.lower() not in _EXPIRY and noun.head.i != noun.i:
        noun = noun.head
    if noun.lemma_.lower() not in _EXPIRY or limit.sort not in ("bare", "next"):
        return None
    first, last = extent(noun)
    if limit.last < first:
        return None
    return Found(first, max(last, limit.last), (first, last), "deadline.expires", noun, limit, coming=True)
