"""Direct speech: quotations beside a reporting verb, and quotations that go on with the speaker before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.clauses import Range
from onrecord.reading.attribution.drafts import Draft, Page, Piece, Quote

_STOPS = frozenset({".", "!", "?"})
_ENDS_SPEECH = frozenset(",.?!…-—–;")
_DASHES = frozenset({"—", "–", "--", "-"})
_VERBS = ("VERB", "AUX")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})
#: Words between a reporting verb and the quotation that it opens: "told reporters in the capital on Monday:".
_REACH = 18
#: Words from the end of a quotation to the reporting verb: an office and a name with an apposition before it.
_FAR = 30


@dataclass(slots=True)
class Report:
    """A reporting phrase beside a quotation.

    Attributes:
        verb: its verb, ``None`` for a phrase without one ("Name: “…”", "according to").
        cue: tokens of the cue.
        source: tokens that name the speaker.
        addressee: tokens that name who is told.
        entry: the verb's entry in the lexicon.
        rule: name of the rule.
    """

    verb: Any | None
    cue: Range
    source: Range | None
    addressee: Range | None
    entry: Cue | None
    rule: str


@dataclass(slots=True)
class Speech:
    """What was found in a report's direct speech.

    Attributes:
        drafts: the attributions.
        verbs: (piece, token) of reporting verbs that are used up.
        quotes: (piece, quote) of quotations that are used up, with the index of their draft.
    """

    drafts: list[Draft] = field(default_factory=list)
    verbs: set[tuple[int, int]] = field(default_factory=set)
    quotes: dict[tuple[int, int], int] = field(default_factory=dict)


def lookup(token: Any) -> Cue | None:
    """The lexicon's entry of a verb, that of the verb with its particle or fixed object first."""
    lemma = token.lemma_.lower()
    if lemma in cues.phrasal():
        for child in token.rights:
            if child.i - token.i > 3:
                break
            found = cues.verbs().get(f"{lemma} {child.lower_}")
            if found is not None:
                return found
    return cues.verbs().get(lemma)


def find(page: Page) -> Speech:
    """The direct speech of a report."""
    speech = Speech()
    for number, piece in enumerate(page.pieces):
        for index in range(len(piece.quotes)):
            _one(page, number, index, speech)
    return speech


def _one(page: Page, number: int, index: int, speech: Speech) -> None:
    piece = page.pieces[number]
    report = _after(piece, index) or _before(piece, index, speech, number)
    if report is None:
        _join(page, number, index, speech)
        return
    quote = piece.quotes[index]
    if report.verb is not None and (number, report.verb.i) in speech.verbs:
        owner = _owner(piece, number, report.verb.i, speech)
        if owner is not None:
            _extend(piece, number, index, owner, speech)
            return
    content = _content(piece, quote)
    if content is None:
        return
    clue = f"a quotation beside the words “{piece.cut(*report.cue).text}”"
    speech.quotes[number, index] = len(speech.drafts)
    if report.verb is not None:
        speech.verbs.add((number, report.verb.i))
    speech.drafts.append(
        Draft(
            content=(content,),
            source=piece.cut(*report.source) if report.source else None,
            cue=piece.cut(*report.cue),
            kind=report.entry.kind if report.entry else "says",
            rule=report.rule,
            clue=clue,
            addressee=piece.cut(*report.addressee) if report.addressee else None,
        )
    )


def _owner(piece: Piece, number: int, verb: int, speech: Speech) -> int | None:
    """Index of the draft that a reporting verb was used for."""
    span = piece.cut(verb, verb)
    return next((i for i, draft in enumerate(speech.drafts) if draft.cue and draft.cue.contains(span)), None)


def _content(piece: Piece, quote: Quote) -> Span | None:
    """The words of a quotation without its marks and the comma of the reporting sentence."""
    found = clauses.tidy(piece, (quote.opening, quote.closing))
    return piece.cut(*found) if found else None


def _extend(piece: Piece, number: int, index: int, draft: int, speech: Speech) -> None:
    """Give one more quotation to an attribution that is there."""
    content = _content(piece, piece.quotes[index])
    if content is not None:
        old = speech.drafts[draft]
        speech.drafts[draft] = replace(old, content=(*old.content, content))
        speech.quotes[number, index] = draft


# After the quotation: “…,” she said.


def _after(piece: Piece, index: int) -> Report | None:
    """The reporting phrase right after a quotation, in the same sentence."""
    quote = piece.quotes[index]
    doc = piece.doc
    first = quote.closing + 1
    stop = piece.quotes[index + 1].opening if index + 1 < len(piece.quotes) else len(doc)
    if first >= stop or not quote.closed:
        return None
    comma = doc[first].text == ","
    end = doc[quote.last].text[-1]
    if not comma and end not in _ENDS_SPEECH:
        return None
    first += comma
    last = first
    while last < stop and doc[last].text not in _STOPS:
        last += 1
    if first >= last or (end == "." and not comma and not doc[first].is_lower):
        return None
    if doc[first].text in _DASHES:
        return _signed(piece, first + 1, last - 1, stop)
    if doc[first].lower_ == "according":
        return _according(piece, first)
    return _reporting_verb(piece, first, last - 1)


def _signed(piece: Piece, first: int, last: int, stop: int) -> Report | None:
    """A name after a dash at the end of a paragraph: “…” — Anna Doe."""
    if stop < len(piece.doc) or not first <= last <= first + 8 or piece.doc[first].pos_ != "PROPN":
        return None
    if any(token.pos_ in _VERBS for token in piece.doc[first : last + 1]):
        return None
    return Report(None, (first - 1, first - 1), (first, last), None, None, "signed_quotation")


def _according(piece: Piece, at: int) -> Report | None:
    """The source after "according to"."""
    head = according_source(piece.doc[at])
    if head is None:
        return None
    return Report(None, (at, at + 1), clauses.noun_phrase(piece, head), None, None, "quotation_according_to")


def according_source(token: Any) -> Any | None:
    """The noun that "according to" names, given the token "according"."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    head = next((child for child in doc[token.i + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    return head if head is not None and head.i > token.i else None


def _reporting_verb(piece: Piece, first: int, last: int) -> Report | None:
    """The reporting verb of a phrase after a quotation, with its subject before or after it."""
    for token in piece.doc[first : min(last, first + _FAR) + 1]:
        if token.pos_ not in _VERBS:
            continue
        entry = lookup(token)
        if entry is not None and "quote" in entry.frames and token.dep_ not in ("relcl", "acl") and token.tag_ != "VB":
            if clauses.negated(token):
                return None
            source = _speaker(piece, token, first, last)
            return Report(
                token,
                clauses.cue_range(piece, token),
                source,
                addressee(piece, token, entry, last),
                entry,
                "quotation_then_speaker",
            )
        if token.tag_ in _FINITE and token.dep_ not in _ASIDE:
            return None
    return None


def _speaker(piece: Piece, verb: Any, first: int, last: int) -> Range | None:
    """The words that name the speaker around a verb after a quotation, none taken from inside the quotation."""
    found = clauses.subject(verb)
    if found is not None and piece.inside[found.head.i] < 0 and found.head.i != verb.i:
        return clauses.noun_phrase(piece, found.head)
    ahead = [token for token in piece.doc[first : verb.i] if token.pos_ in ("PROPN", "NOUN", "PRON")]
    if ahead:
        head = ahead[0]
        while head.head.i > head.i and head.head.i < verb.i and head.head.pos_ in ("PROPN", "NOUN"):
            head = head.head
        return clauses.noun_phrase(piece, head)
    return _inverted(piece, verb, last)


def _inverted(piece: Piece, verb: Any, last: int) -> Range | None:
    """The noun phrase right after a verb: said the minister."""
    if verb.i + 1 > last or piece.doc[verb.i + 1].pos_ not in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
        return None
    if piece.doc[verb.i + 1].dep_ == "npadvmod" or piece.doc[verb.i + 1].ent_type_ in ("DATE", "TIME"):
        return None
    head = next((t for t in piece.doc[verb.i + 1 : last + 1] if t.pos_ in ("PROPN", "NOUN", "PRON")), None)
    if head is None:
        return None
    while head.dep_ == "compound" and head.head.i > head.i and head.head.i <= last:
        head = head.head
    return clauses.noun_phrase(piece, head)


def addressee(piece: Piece, verb: Any, entry: Cue, last: int) -> Range | None:
    """Who is told: the plain object of "told", or the phrase with "to" after "said"."""
    for child in verb.rights:
        if child.i > last or piece.inside[child.i] != piece.inside[verb.i]:
            break
        if entry.whom and child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return clauses.noun_phrase(piece, child)
        if entry.word in ("say", "explain", "write", "announce") and child.dep_ == "prep" and child.lower_ == "to":
            head = next((one for one in child.children if one.dep_ == "pobj"), None)
            return clauses.noun_phrase(piece, head) if head is not None else None
    return None


# Before the quotation: She said: “…”


def _before(piece: Piece, index: int, speech: Speech, number: int) -> Report | None:
    """The reporting phrase right before a quotation, in the same sentence."""
    doc = piece.doc
    last = piece.quotes[index].opening - 1
    bound = piece.quotes[index - 1].closing + 1 if index else 0
    first = last + 1
    while first > bound and doc[first - 1].text not in _STOPS:
        first -= 1
    if first > last or doc[last].lower_ in ("that", "a", "an", "the"):
        return None
    colon = doc[last].text == ":"
    for token in reversed(doc[max(first, last - (_FAR if colon else _REACH)) : last + 1]):
        if token.pos_ not in _VERBS:
            continue
        entry = lookup(token)
        if entry is not None and "quote" in entry.frames and not clauses.negated(token):
            return _opens(piece, token, entry, index, (first, last))
        if not colon and token.tag_ in _FINITE:
            return None
    return _named(piece, first, last) if colon else None


def _opens(piece: Piece, verb: Any, entry: Cue, index: int, stretch: Range) -> Report | None:
    """A reporting verb that opens the quotation, if nothing of a clause of its own stands in between."""
    first, last = stretch
    at = piece.doc[last]
    quote = piece.quotes[index]
    if at.text not in (":", ",") and at.text not in _DASHES and not _utterance(piece, quote):
        return None
    if at.text != ":" and any(
        child.dep_ in ("ccomp", "xcomp") and verb.i < child.i <= last and child.pos_ in _VERBS for child in verb.rights
    ):
        return None
    if at.i != verb.i and at.text not in (":", ",") and at.text not in _DASHES and at.head.i != verb.i:
        return None
    found = clauses.subject(verb)
    source = None
    if found is not None and piece.inside[found.head.i] < 0:
        source = clauses.noun_phrase(piece, found.head)
    elif not clauses.is_passive(verb):
        source = _nearest_name(piece, first, verb.i)
    whom = addressee(piece, verb, entry, last)
    return Report(verb, clauses.cue_range(piece, verb), source, whom, entry, "speaker_then_quotation")


def _utterance(piece: Piece, quote: Quote) -> bool:
    """Whether a quotation reads as something said rather than as a word held at arm's length."""
    words = sum(1 for token in piece.doc[quote.first : quote.last + 1] if not token.is_punct)
    return words >= 3 and (piece.doc[quote.last].text[-1] in _ENDS_SPEECH or words >= 5)


def _nearest_name(piece: Piece, first: int, verb: int) -> Range | None:
    head = next((t for t in reversed(piece.doc[first:verb]) if t.pos_ in ("PROPN", "PRON")), None)
    return clauses.noun_phrase(piece, head) if head is not None else None


def _named(piece: Piece, first: int, last: int) -> Report | None:
    """A name and a colon before a quotation, without a verb: Anna Doe: “…”"""
    if last - first > 8 or first == last:
        return None
    head = next((token for token in piece.doc[first:last] if token.pos_ in ("PROPN", "PRON")), None)
    if head is None:
        return None
    while head.dep_ == "compound" and first <= head.head.i < last:
        head = head.head
    return Report(None, (last, last), clauses.noun_phrase(piece, head), None, None, "name_and_colon")


# Quotations without a reporting phrase of their own


def _join(page: Page, number: int, index: int, speech: Speech) -> None:
    """Give a quotation that begins a sentence to the speaker who was quoted right before it."""
    piece = page.pieces[number]
    quote = piece.quotes[index]
    if not _utterance(piece, quote) and quote.closed:
        return
    if index:
        before = speech.quotes.get((number, index - 1))
        gap = piece.doc[piece.quotes[index - 1].closing + 1 : quote.opening]
        if before is not None and _closes_report(gap):
            _extend(piece, number, index, before, speech)
        return
    if quote.opening > 0 or not number or piece.block.author is not None:
        return
    above = page.pieces[number - 1]
    introduced = _introduced(above, number - 1, speech) if above.block.author is None else None
    if introduced is not None:
        content = _content(piece, quote)
        if content is not None:
            speech.quotes[number, index] = len(speech.drafts)
            speech.drafts.append(replace(introduced, content=(content,)))
        return
    owner = _goes_on(above, number - 1, speech)
    if owner is not None and _all_quotation(piece):
        _extend(piece, number, index, owner, speech)


def _closes_report(gap: Sequence[Any]) -> bool:
    """Whether the words between two quotations are one reporting phrase that ends before the second."""
    words = [token for token in gap if not token.is_space]
    stops = sum(1 for token in words[:-1] if token.text in _STOPS)
    return not words or (words[-1].text in (".", ",", ":", "!", "?") and not stops)


def _all_quotation(piece: Piece) -> bool:
    """Whether a block holds nothing but quotations."""
    return all(
        where >= 0 or token.is_punct or token.is_space for where, token in zip(piece.inside, piece.doc, strict=True)
    )


def _goes_on(above: Piece, number: int, speech: Speech) -> int | None:
    """The draft of the last quotation of the block above, if that one ends with it or with its reporting phrase."""
    if not above.quotes:
        return None
    last = len(above.quotes) - 1
    owner = speech.quotes.get((number, last))
    return owner if owner is not None and _closes_report(above.doc[above.quotes[last].closing + 1 :]) else None


def _introduced(above: Piece, number: int, speech: Speech) -> Draft | None:
    """The reporting phrase that the block above ends in: She told the council:"""
    doc = above.doc
    last = len(doc) - 1
    if last < 2 or doc[last].text != ":" or above.inside[last] >= 0:
        return None
    for token in reversed(doc[max(0, last - _FAR) : last]):
        entry = lookup(token) if token.pos_ in _VERBS else None
        if (
            entry is None
            or "quote" not in entry.frames
            or (number, token.i) in speech.verbs
            or above.inside[token.i] >= 0
        ):
            continue
        found = clauses.subject(token)
        if found is None:
            return None
        speech.verbs.add((number, token.i))
        cue = above.cut(*clauses.cue_range(above, token))
        return Draft(
            (),
            above.cut(*clauses.noun_phrase(above, found.head)),
            cue,
            entry.kind,
            "introduced_paragraph",
            f"the paragraph before the quotation ends in “{cue.text} …:”",
        )
    return None
