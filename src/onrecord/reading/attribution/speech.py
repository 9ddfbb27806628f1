"""Direct speech: quotations with a reporting phrase before or after them in their sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.reading.attribution import clauses, naming
from onrecord.reading.attribution.bounds import is_stop
from onrecord.reading.attribution.clauses import VERBS, Range, lookup
from onrecord.reading.attribution.drafts import Piece
from onrecord.reading.attribution.quotes import Quote
from onrecord.reading.attribution.rule import rule

_ENDS_SPEECH = frozenset(",.?!…-—–;")
_DASHES = frozenset({"—", "–", "--", "-", "―"})
_PAUSES = frozenset({":", ","}) | _DASHES
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})
_MARKS = frozenset({"when", "while", "because", "if", "although", "though", "since", "whenever"})
_WHEN = frozenset({"prep", "npadvmod", "advmod", "advcl", "cc", "punct"})
_NAMING = ("PROPN", "NOUN", "PRON")
#: Blocks of few words, where a colon or a dash parts the speaker from what was said.
HEADLINES = ("headline", "subhead", "standfirst")
_SINGLE = frozenset("'’")
#: What has a title, and what is titled.
_WORKS = cues.words("works")
_SMALL = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX"})
#: Words between a reporting verb and the quotation that it opens: "told reporters in the capital on Monday:".
_REACH = 18
#: Words from the end of a quotation to the reporting verb: an office and a name with an apposition before it.
_FAR = 30
#: Least words of a quotation that reads as something said, and of one without a pause at its end.
_UTTERANCE, _LONG = 3, 5


@dataclass(slots=True)
class Reporting:
    """A reporting phrase beside a quotation.

    Attributes:
        verb: its verb, ``None`` for a phrase without one ("Name: “…”", "according to").
        cue: tokens of the cue.
        source: tokens that name the speaker.
        entry: the verb's entry in the lexicon.
        rule: name of the rule.
        addressee: tokens that name who is told.
        lead: first token of the reported sentence where that begins before the quotation.
        before: tokens of it before a phrase that breaks it.
        behind: last token of it behind the quotation.
    """

    verb: Any | None
    cue: Range
    source: Range | None
    entry: Cue | None
    rule: str
    addressee: Range | None = None
    lead: int | None = None
    before: Range | None = None
    behind: int | None = None


def reporting(piece: Piece, index: int) -> Reporting | None:
    """The reporting phrase of a quotation, ``None`` if its sentence has none."""
    quote = piece.quotes[index]
    if titled(piece, quote):
        return None
    opener = _before(piece, index)
    # A comma inside the marks hands over to the phrase behind it, whatever stands before.
    if opener is not None and piece.doc[quote.opening - 1].text == ":" and last_mark(piece, quote) != ",":
        return opener
    return _after(piece, index) or opener


def last_mark(piece: Piece, quote: Quote) -> str:
    """The last character of a quotation, that of one inside it where both end together ("‘We go,’” he said")."""
    at = quote.last
    while at > quote.first and piece.doc[at].text in _SINGLE:
        at -= 1
    return str(piece.doc[at].text[-1])


def titled(piece: Piece, quote: Quote) -> bool:
    """Whether a quotation is the title of a work: words in capitals behind a noun for a work or "called"."""
    at = quote.opening - 1
    if at > 0 and piece.doc[at].text == ",":
        at -= 1
    if at < 0 or piece.inside[at] >= 0 or piece.doc[at].lemma_.lower() not in _WORKS:
        return False
    words = [token for token in piece.doc[quote.first : quote.last + 1] if token.is_alpha]
    small = [token for token in words[1:] if token.text[0].islower()]
    return bool(words) and words[0].text[0].isupper() and all(token.pos_ in _SMALL for token in small)


def is_utterance(piece: Piece, quote: Quote) -> bool:
    """Whether a quotation reads as something said rather than as a word held at arm's length."""
    words = sum(1 for token in piece.doc[quote.first : quote.last + 1] if not token.is_punct)
    return words >= _UTTERANCE and (last_mark(piece, quote) in _ENDS_SPEECH or words >= _LONG)


def start_of(piece: Piece, quote: Quote) -> int:
    """First token of the sentence that a quotation stands in; its opening mark where it begins the sentence."""
    at = quote.opening
    if at <= piece.body:
        return at
    first, last = piece.bounds[at - 1]
    if all(token.text in "([" for token in piece.doc[first:at]):
        return at
    # "… in Lindau, N.C. “We go.”": an abbreviation ends the sentence too where a capital follows in the marks.
    abbreviated = piece.doc[at - 1].text[-1] == "." and piece.doc[quote.first].text[0].isupper()
    return at if last < at or piece.inside[at - 1] >= 0 or abbreviated else first


# After the quotation: “…,” she said.


def _after(piece: Piece, index: int) -> Reporting | None:
    quote = piece.quotes[index]
    doc = piece.doc
    first = quote.closing + 1
    stop = piece.quotes[index + 1].opening if index + 1 < len(piece.quotes) else len(doc)
    if first >= stop or not quote.closed:
        return None
    comma = doc[first].text == ","
    end = last_mark(piece, quote)
    if not comma and end not in _ENDS_SPEECH:
        return None
    first += comma
    last = first
    while last < stop and not is_stop(doc, last):
        last += 1
    if first >= last:
        return None
    if end == "." and not comma and not doc[first].is_lower and doc[first].text not in _DASHES:
        return None
    return _closer(piece, index, (first, last - 1), stop)


def _closer(piece: Piece, index: int, stretch: Range, stop: int) -> Reporting | None:
    """The reporting phrase in the stretch of tokens after a quotation."""
    first, last = stretch
    token = piece.doc[first]
    if token.text in _DASHES:
        return signed_quotation(piece, first, last) if last + 2 >= stop == len(piece.doc) else None
    if token.lower_ == "according":
        whole = start_of(piece, piece.quotes[index]) == piece.quotes[index].opening or not _whole(piece, index)
        return quotation_according_to(piece, first) if whole else None
    found = quotation_then_speaker(piece, first, last)
    lead = start_of(piece, piece.quotes[index])
    if found is None or lead == piece.quotes[index].opening:
        return found
    if _says_other(found):
        return None
    return sentence_then_speaker(piece, found, lead, stretch) if _whole(piece, index) else found


@rule
def signed_quotation(piece: Piece, first: int, last: int) -> Reporting | None:
    """A quotation is followed by a dash and a name that ends the paragraph: the name is the speaker."""
    name = piece.doc[first + 1 : last + 1]
    if not 1 <= len(name) <= 8 or name[0].pos_ != "PROPN" or any(token.pos_ in VERBS for token in name):
        return None
    return Reporting(None, (first, first), (first + 1, last), None, "signed_quotation")


@rule
def quotation_according_to(piece: Piece, at: int) -> Reporting | None:
    """A quotation is followed by "according to" and a name: the name is the speaker."""
    head = naming.according_source(piece.doc[at])
    if head is None:
        return None
    return Reporting(None, (at, at + 1), naming.noun_phrase(piece, head), None, "quotation_according_to")


@rule
def quotation_then_speaker(piece: Piece, first: int, last: int) -> Reporting | None:
    """A quotation is followed, in its sentence, by a reporting verb: who stands beside that verb is the speaker."""
    for token in piece.doc[first : min(last, first + _FAR) + 1]:
        if token.pos_ not in VERBS:
            continue
        entry = lookup(token)
        if entry is not None and "quote" in entry.frames and _reports(token, first):
            if clauses.negated(token):
                return None
            cue = clauses.cue_range(piece, token)
            source = _beside(piece, token, first, last)
            whom = naming.addressee(piece, token, entry, last)
            return Reporting(token, cue, source, entry, "quotation_then_speaker", whom)
        if token.tag_ in FINITE and token.dep_ not in _ASIDE:
            return None
    return None


@rule
def sentence_then_speaker(piece: Piece, found: Reporting, lead: int, stretch: Range) -> Reporting | None:
    """A sentence ends in a quotation and a reporting phrase: all of the sentence before that phrase was said."""
    starts = min(found.cue[0], found.source[0] if found.source else found.cue[0])
    if starts < stretch[0] or any(token.pos_ != "ADV" for token in piece.doc[stretch[0] : starts]):
        return None
    if found.verb is not None and any(
        child.dep_ == "ccomp" and child.i > found.verb.i for child in found.verb.children
    ):
        return None
    found.rule, found.lead = "sentence_then_speaker", lead
    return found


def _says_other(found: Reporting) -> bool:
    """Whether a verb behind words in marks has another content: "Asked if “…,” she said yes"."""
    verb = found.verb
    if verb is None or found.entry is None:
        return False
    kinds = ("xcomp", "intj") if found.entry.whom else ("xcomp", "intj", "dobj")
    return any(child.i > verb.i and child.dep_ in kinds and child.pos_ != "PRON" for child in verb.children)


def _whole(piece: Piece, index: int) -> bool:
    """Whether a quotation is a part of the sentence that it ends, not a sentence of its own behind a colon or dash."""
    before = piece.doc[piece.quotes[index].opening - 1].text
    return before != ":" and not (before in _DASHES and piece.doc[piece.quotes[index].first].is_title)


def _reports(verb: Any, first: int) -> bool:
    """Whether a verb after a quotation can report it: not in a relative clause, not "adding …" with its own content."""
    if verb.dep_ in ("relcl", "acl") or verb.tag_ == "VB":
        return False
    if any(token.dep_ == "cc" and token.head.i < first for token in verb.doc[first : verb.i]):
        return False
    return verb.tag_ != "VBG" or any(child.dep_ in ("aux", "nsubj") for child in verb.children)


def _beside(piece: Piece, verb: Any, first: int, last: int) -> Range | None:
    """The words that name the speaker around a verb after a quotation, none taken from inside the quotation."""
    found = naming.subject(verb)
    if found is not None and piece.inside[found.head.i] < 0 and found.head.i != verb.i and found.head.i >= piece.body:
        return naming.noun_phrase(piece, found.head)
    head = next((token for token in piece.doc[first : verb.i] if token.pos_ in _NAMING), None)
    if head is None:
        return inverted(piece, verb, last)
    while head.i < head.head.i < verb.i and head.head.pos_ in ("PROPN", "NOUN"):
        head = head.head
    return naming.noun_phrase(piece, head)


def inverted(piece: Piece, verb: Any, last: int) -> Range | None:
    """The noun phrase right after a verb: said the minister."""
    if verb.i + 1 > last:
        return None
    after = piece.doc[verb.i + 1]
    if after.pos_ not in (*_NAMING, "DET", "ADJ") or after.dep_ == "npadvmod" or after.ent_type_ in ("DATE", "TIME"):
        return None
    head = next((token for token in piece.doc[verb.i + 1 : last + 1] if token.pos_ in _NAMING), None)
    while head is not None and head.dep_ == "compound" and head.i < head.head.i <= last:
        head = head.head
    if head is None:
        return None
    # A verb at the head of its sentence may be taken for a part of the name.
    begin, end = naming.noun_phrase(piece, head)
    return max(begin, verb.i + 1), end


# Before the quotation: She said: “…”


def _before(piece: Piece, index: int) -> Reporting | None:
    doc = piece.doc
    last = piece.quotes[index].opening - 1
    first = last + 1
    bound = max(piece.quotes[index - 1].closing + 1 if index else 0, piece.body)
    while first > bound and not is_stop(doc, first - 1):
        first -= 1
    if first > last or doc[last].lower_ in ("that", "a", "an", "the", "as"):
        return None
    colon = doc[last].text == ":"
    for token in reversed(doc[max(first, last - (_FAR if colon else _REACH)) : last + 1]):
        if token.pos_ not in VERBS:
            continue
        entry = lookup(token)
        if entry is not None and "quote" in entry.frames and not clauses.negated(token):
            if _aside(token, last):
                continue
            return speaker_then_quotation(piece, token, entry, index)
        if not colon and token.tag_ in FINITE:
            return None
    return name_and_colon(piece, index, first, last) if colon else None


def _aside(verb: Any, last: int) -> bool:
    """Whether a verb before a quotation only tells when or why it was said: "when asked", "while he says so,"."""
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and any(child.lower_ == "when" for child in verb.lefts):
        return True
    marked = any(child.lower_ in _MARKS and child.i < verb.i for child in verb.children)
    return marked and verb.dep_ == "advcl" and verb.doc[last].text != ":"


@rule
def speaker_then_quotation(piece: Piece, verb: Any, entry: Cue, index: int) -> Reporting | None:
    """A reporting verb stands before a quotation, behind it a colon, a comma or nothing: its subject is the speaker."""
    quote = piece.quotes[index]
    last = quote.opening - 1
    pause = piece.doc[last].text in _PAUSES
    if not pause and not _opens_at_once(piece, verb, entry, quote):
        return None
    if piece.doc[last].text != ":" and any(
        child.dep_ in ("ccomp", "xcomp") and verb.i < child.i <= last and child.pos_ in VERBS for child in verb.rights
    ):
        return None
    found = naming.subject(verb)
    source = None
    if found is not None and piece.inside[found.head.i] < 0 and found.head.i >= piece.body:
        source = naming.noun_phrase(piece, found.head)
    if source is None or source[0] <= verb.i <= source[1]:
        heads = verb.i == piece.body or is_stop(piece.doc, verb.i - 1)
        source = inverted(piece, verb, last) if heads else None
    whom = naming.addressee(piece, verb, entry, last)
    cue = clauses.cue_range(piece, verb)
    around = _lead(piece, quote, min(cue[0], source[0] if source else cue[0]))
    if around is None:
        return Reporting(verb, cue, source, entry, "speaker_then_quotation", whom)
    return sentence_around_speaker(piece, Reporting(verb, cue, source, entry, "", whom), quote, around)


@rule
def sentence_around_speaker(piece: Piece, found: Reporting, quote: Quote, lead: Range) -> Reporting:
    """A sentence is broken by ", she said," and goes on in quotation marks: all of it but that phrase was said."""
    found.rule, found.before = "sentence_around_speaker", lead
    found.behind = piece.bounds[found.cue[0]][1]
    return found


def _lead(piece: Piece, quote: Quote, first: int) -> Range | None:
    """What was said before a phrase between commas, where the quotation behind it goes on with its sentence."""
    lo = piece.bounds[first][0]
    small = piece.doc[quote.first].text[0].islower()
    if not small or first - 2 < lo or piece.doc[first - 1].text != "," or piece.doc[quote.opening - 1].text != ",":
        return None
    if any(where >= 0 for where in piece.inside[lo:first]):
        return None
    # "In a statement, the ministry said, “we …”": what only says when and where is not said.
    words = piece.doc[lo : first - 1]
    roots = [token for token in words if token.head.i == token.i or not lo <= token.head.i < first - 1]
    return None if all(token.dep_ in _WHEN for token in roots) else (lo, first - 2)


def _opens_at_once(piece: Piece, verb: Any, entry: Cue, quote: Quote) -> bool:
    """Whether a verb without a pause behind it opens a quotation as speech, not as words of its own sentence."""
    if entry.kind not in ("says", "asks") or not entry.frames & {"that"} or verb.dep_ == "relcl" or verb.tag_ == "VB":
        return False
    at = piece.doc[quote.opening - 1]
    told = at.i == verb.i or (at.head.i == verb.i and at.dep_ in ("dobj", "dative", "prt", "npadvmod"))
    words = piece.doc[quote.first : quote.last + 1]
    sentence = words[0].text[0].isupper() or any(token.dep_ in ("nsubj", "nsubjpass") for token in words)
    if at.i == verb.i and not any(child.dep_ == "ccomp" for child in verb.children):
        after = piece.doc[quote.closing + 1] if quote.closing + 1 < len(piece.doc) else None
        if (after is None or after.is_punct) and ("obj" not in entry.frames or last_mark(piece, quote) in _ENDS_SPEECH):
            return True
    return told and sentence and is_utterance(piece, quote)


@rule
def name_and_colon(piece: Piece, index: int, first: int, last: int) -> Reporting | None:
    """A name and a colon stand right before a quotation, without a verb: the name is the speaker."""
    headline = piece.block.kind in HEADLINES and piece.quotes[index].closing < len(piece.doc) - 1
    if headline or last - first > 8 or first == last or (first > piece.body and not is_stop(piece.doc, first - 1)):
        return None
    if any(token.tag_ in FINITE for token in piece.doc[first:last]):
        return None
    head = next((token for token in piece.doc[first:last] if token.pos_ in ("PROPN", "PRON")), None)
    if head is None:
        return None
    while head.dep_ == "compound" and first <= head.head.i < last:
        head = head.head
    source = naming.noun_phrase(piece, head)
    matter = next((token.i for token in piece.doc[source[0] : source[1] + 1] if token.lower_ == "on"), source[1] + 1)
    return Reporting(None, (last, last), (source[0], max(head.i, matter - 1)), None, "name_and_colon")
