"""Moves that nouns make: "Lindau's refusal to leave", "voiced opposition to", "the US proposal would…"."""

from __future__ import annotations

from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Move
from onrecord.reading.clauses import Token, extent, is_passive, is_question, is_verb, modals, negated, subjects
from onrecord.reading.positions_objects import Object, noun_object, object_of, opened_by_to
from onrecord.reading.positions_parties import owners
from onrecord.reading.positions_stand import Stand

_HEDGED = frozenset({"may", "might", "could", "can", "should", "must", "ca"})
#: By these what a noun of a move is about hangs on it.
_PHRASES = frozenset({"for", "of", "to", "on", "against", "over", "regarding"})
_LISTED = frozenset({"as", "like", "including"})
#: Behind these an infinitive is what they are for: "set conditions to block the site".
_MEANS = frozenset({"condition", "precondition", "prerequisite", "support", "backing"})
#: Participles before a noun that name who made it: "a US-proposed meeting".
_MADE: dict[str, Move] = {
    "propose": "propose", "draft": "propose", "suggest": "propose", "author": "propose", "demand": "demand",
    "offer": "offer",
}  # fmt: skip


def owned(noun: Token) -> Stand | None:
    """The move that a noun names, of its owner or of the subject of a verb that only carries it."""
    lexicon, lemma = move_words(), noun.lemma_.lower()
    above = next((one for one in noun.ancestors if is_verb(one)), None)
    dropped = above is not None and (above.lemma_.lower() in lexicon.dropped or negated(above))
    if dropped or (is_question(noun) and not _by_name(noun)):
        return None
    by, light = _by(noun)
    if not by or (lemma in lexicon.bare and not light and not _by_name(noun)):
        return None
    if any(c.lower_ == "no" for c in noun.lefts):
        return None
    if _is_doubted(noun) or (light and above is not None and _is_asked(above)):
        return None
    found = _about(noun, above if light else None)
    if found is not None and lemma in ("support", "backing") and found[2].lemma_.lower() in _BACKED:
        return None
    if found is None or (lemma == "pressure" and not is_verb(found[2])):
        return None
    rule = "position.described" if found[2].i == noun.i else "position.light" if light else "position.noun"
    return Stand(lexicon.nouns[lemma], above if light and above is not None else noun, by, *found, rule=rule)


#: Verbs that leave open what a noun takes for granted, and nouns that do.
_DOUBTING = frozenset(
    {"test", "question", "doubt", "gauge", "probe", "explore", "determine", "assess", "measure", "examine", "discuss"}
)
_SHOWING = frozenset({"reveal", "show", "determine", "decide", "tell", "prove", "indicate", "depend"})
_OPEN = frozenset({"doubt", "question", "test", "uncertainty", "doubts", "extent", "lack"})
#: "support for rebels" gives them arms or money and accepts nothing.
_BACKED = frozenset(
    {
        "group", "rebel", "militia", "militant", "insurgent", "regime", "government", "army", "force", "proxy",
        "faction", "separatist", "ally", "troop", "fighter", "terrorism", "terrorist", "movement", "opposition",
    }
)  # fmt: skip


def _is_doubted(noun: Token) -> bool:
    """Whether the words leave open that there is such a thing: "his readiness to leave will show", "doubts about"."""
    head = noun.head
    if is_verb(head):
        lemma = head.lemma_.lower()
        if noun.dep_ in ("nsubj", "nsubjpass") and lemma in _SHOWING and modals(head):
            return True
        return noun.dep_ in ("dobj", "nsubjpass") and lemma in _DOUBTING
    above = head.head if head.dep_ == "prep" else head
    return noun.dep_ == "pobj" and above.lemma_.lower() in _OPEN


def _is_asked(verb: Token) -> bool:
    """Whether a clause is what another asks for: "for demanding that Lindau increase its pressure"."""
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in ("VB", "VBP")
        and not modals(verb)
        and verb.head.tag_ != "VBZ"
        and (verb.head.lemma_.lower() in move_words().verbs)
    )


def _by_name(noun: Token) -> bool:
    """Whether the noun's owner stands as one: "Lindau's calls", "pressure by Lindau"; not "strong Veran support"."""
    own = any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in noun.lefts)
    return own or any(c.lower_ == "by" for c in noun.rights)


def _by(noun: Token) -> tuple[tuple[Token, ...], bool]:
    """Who makes the move, and whether a verb that only carries the noun says so."""
    verb = noun.head
    carries = noun.dep_ in ("dobj", "pobj") and _carrier(noun)
    mine = [c for c in noun.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"]
    named = () if mine else owners(noun)
    if named:
        return named, False
    if carries:
        verb = verb if is_verb(verb) else verb.head
        return subjects(verb), True
    return tuple(mine), False


def _carrier(noun: Token) -> bool:
    verb = noun.head
    if noun.dep_ == "pobj":
        if verb.lower_ not in ("by", "to", "on") or not is_verb(verb.head):
            return False
        verb = verb.head
        return verb.lemma_.lower() in ("stand", "stick", "insist")
    light = verb.lemma_.lower() in move_words().light and not is_passive(verb)
    return bool(light and not modals(verb) & (_HEDGED | {"will", "would", "'ll", "wo"}))


def _about(noun: Token, verb: Token | None) -> Object | None:
    """What the noun is about: its deed, clause or phrase, what "such as" lists, or its adjectives."""
    return _deed(noun, verb) or _behind(noun, verb) or _listed(noun) or _described(noun)


def _deed(noun: Token, verb: Token | None) -> Object | None:
    """A deed: of the noun, of the verb that carries it, or, where the parse errs, behind "for Lindau"."""
    near = (*noun.rights, *(verb.rights if verb is not None else ()))
    opening = next((c for c in near if c.dep_ == "prep" and c.i > noun.i and c.lower_ in ("for", "on")), None)
    deeds = [] if verb is None or opening is None else [c for c in verb.rights if c.i > opening.i]
    deed = next((c for c in deeds if c.tag_ == "VB" and c.dep_ == "advcl" and opened_by_to(c)), None)
    if opening is not None and deed is None:
        after = opening.right_edge.i + 1
        to = noun.doc[after] if after < len(noun.doc) else opening
        deed = to.head if to.lower_ == "to" and to.dep_ == "aux" and to.head.tag_ == "VB" else None
    if deed is None and noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "to" and noun.nbor().dep_ == "aux":
        deed = noun.nbor().head
        held = deed.tag_ == "VB" and noun.lemma_.lower() not in _MEANS
        return (noun.i + 1, max(extent(deed)[1], deed.i), deed) if held else None
    if deed is None or opening is None:
        return None
    return opening.i + 1, max(extent(deed)[1], deed.i), deed


def _listed(noun: Token) -> Object | None:
    """The first of what is listed: "demands, such as a withdrawal"."""
    doc, i = noun.doc, noun.i + 1
    i += 1 if i < len(doc) and doc[i].text == "," else 0
    if i + 2 >= len(doc) or doc[i : i + 2].text.lower() not in ("such as", "including the", "including a"):
        return None
    opening = doc[i + 1] if doc[i].lower_ == "such" else doc[i]
    inner = next((c for c in opening.children if c.dep_ in ("pobj", "pcomp") and c.i > opening.i), None)
    return (*extent(inner), inner) if inner is not None else None


def _described(noun: Token) -> Object | None:
    """The noun itself where its adjectives tell what it is about: "its territorial demands"."""
    if move_words().nouns[noun.lemma_.lower()] not in ("demand", "refuse", "appeal"):
        return None
    near = [c for c in noun.lefts if c.dep_ in ("amod", "compound") and not c.text[:1].isupper()]
    return (near[0].left_edge.i, noun.i, noun) if near else None


def _behind(noun: Token, verb: Token | None) -> Object | None:
    """What hangs on the noun to its right; a phrase that follows it at once may hang on the verb that carries it."""
    beside = [c for c in verb.rights if c.dep_ == "prep" and c.i == noun.i + 1] if verb is not None else []
    for child in (*noun.rights, *beside):
        if child.dep_ in ("acl", "relcl") and child.i > noun.i:
            that = any(c.lower_ == "that" and c.dep_ == "mark" for c in child.lefts)
            if that or (opened_by_to(child) and noun.lemma_.lower() not in _MEANS):
                first, last = extent(child)
                first = min([first, *(c.i for c in noun.rights if c.dep_ == "prep" and c.lower_ in ("for", "on"))])
                first += 1 if noun.doc[first].lower_ in ("for", "on", "that") else 0
                return first, last, child
        if child.dep_ != "prep":
            continue
        if child.lower_ in _LISTED:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return *extent(inner), inner
        said_to = noun.lemma_.lower() == "call" and child.lower_ != "for"
        if child.lower_ in _PHRASES and not said_to and (found := _phrase(noun, child)) is not None:
            return found
    return None


def _phrase(noun: Token, opening: Token) -> Object | None:
    first, last = extent(opening)
    head = next((c for c in opening.children if c.dep_ in ("pobj", "pcomp")), None)
    if head is None or head.pos_ == "PRON" or (opening.lower_ in ("of", "by") and head in owners(noun)):
        return None
    deed = next((c for c in noun.rights if c.i > opening.i and c.tag_ == "VB" and opened_by_to(c)), None)
    if deed is not None and opening.lower_ in ("for", "on"):
        return first + 1, max(last, extent(deed)[1]), deed
    if opening.lower_ == "for" and head.dep_ == "pcomp" and noun.lemma_.lower() in ("demand", "condition"):
        return None  # "demands for ending the war" are terms, not what is demanded
    for child in noun.rights:
        if child.i == last + 1 and child.dep_ == "prep" and child.lower_ in ("over", "of", "on", "in"):
            last = extent(child)[1]  # "a demand for control over the port" hangs both on the noun
    return first + 1, last, head


def proposed(participle: Token) -> Stand | None:
    """The move of whoever stands before a participle: "a US-proposed meeting", "the Veran-backed plan"."""
    lemma, noun = participle.lemma_.lower(), participle.head
    move = _MADE.get(lemma)
    if move is None or noun.pos_ != "NOUN":
        return None
    by = [c for c in participle.lefts if c.dep_ in ("npadvmod", "compound", "amod", "nmod") and c.text[:1].isupper()]
    by += [c for c in noun.lefts if c.dep_ in ("nmod", "compound", "npadvmod") and _hyphened(c, participle)]
    if not by:
        return None
    return Stand(move, participle, tuple(by[:1]), *extent(noun), noun, "position.proposed")


def _hyphened(name: Token, participle: Token) -> bool:
    return bool(name.text[:1].isupper() and name.i == participle.i - 2 and name.nbor().text in ("-", "–"))


def papered(verb: Token) -> Stand | None:
    """What a paper proposes for those who wrote it: "the US proposal would freeze…", "presented a plan to…"."""
    lexicon, lemma = move_words(), verb.lemma_.lower()
    made = (
        noun_object(verb) if lemma in lexicon.presented and not modals(verb) & (_HEDGED | {"will", "would"}) else None
    )
    if made is not None and not is_passive(verb) and made[2].lemma_.lower() in lexicon.papers:
        return Stand("propose", verb, subjects(verb), *made, rule="position.paper")
    paper = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.lemma_.lower() in lexicon.papers), None)
    if paper is None:
        return _under_paper(verb)
    by = owners(paper)
    if not by or modals(verb) & _HEDGED:
        return None
    announced = bool(modals(verb) & {"would", "will"})
    if not announced and lemma not in lexicon.provided:
        return None
    about = next((found for form in ("-ing", "for", "X-to", "that", "obj") if (found := object_of(verb, form))), None)
    if about is None and announced:
        about = (verb.i, extent(verb)[1], verb)
    if about is None:
        return None
    return Stand("demand" if _asks(paper) else "propose", verb, by, *about, rule="position.paper")


def _asks(paper: Token) -> bool:
    return paper.lemma_.lower() in ("demand", "condition", "term")


def _under_paper(verb: Token) -> Stand | None:
    """ "Under the US proposal, Lindau would leave": the one whose paper it is proposes that."""
    if not modals(verb) & {"would", "will"}:
        return None
    for child in verb.subtree:
        if child.dep_ == "prep" and child.lower_ == "under":
            paper = next((c for c in child.children if c.dep_ == "pobj"), None)
            if paper is not None and paper.lemma_.lower() in move_words().papers and owners(paper):
                first, last = extent(verb)
                last = child.i - 1 if child.i > verb.i else last
                return Stand(
                    "propose",
                    verb,
                    owners(paper),
                    first if child.i > verb.i else max(first, child.right_edge.i + 1),
                    last,
                    verb,
                    "position.paper",
                )
    return None
