"""All quotations of a report given to their speakers: first by reporting phrases, then by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.spans import Span
from onrecord.reading.attribution import clauses, naming, trim
from onrecord.reading.attribution.bounds import is_stop
from onrecord.reading.attribution.clauses import VERBS, Range, lookup
from onrecord.reading.attribution.drafts import Draft, Page, Piece
from onrecord.reading.attribution.quotes import Quote
from onrecord.reading.attribution.rule import rule
from onrecord.reading.attribution.speech import FINITE, Reporting, inverted, is_utterance, reporting, start_of
from onrecord.reading.attribution.spoken import Placed, Speech

#: Words before a colon in which the verb of a phrase that introduces the next paragraph stands.
_FAR = 30
#: Words of a quotation that are more than a word held at arm's length.
_FRAGMENT = 2
#: Quotations in a row behind one reporting phrase; speech that goes on has one or two.
_ROW = 20
_THOUGHTS = ("believes", "intends")
_DIRECT = ("quotation_then_speaker", "sentence_then_speaker", "speaker_then_quotation")
_PARTICIPLES = ("VBG", "VBN")


def direct(page: Page) -> Speech:
    """The quotations of a report that have a reporting phrase in their sentence."""
    speech = Speech()
    for number, piece in enumerate(page.pieces):
        for index in range(len(piece.quotes)):
            found = reporting(piece, index)
            if found is not None:
                _give(speech, piece, number, index, found)
    return speech


def _give(speech: Speech, piece: Piece, number: int, index: int, found: Reporting) -> None:
    """Make a draft of a quotation and its reporting phrase, or add the quotation to the phrase's draft."""
    if found.verb is not None and (number, found.verb.i) in speech.verbs:
        extend(speech, piece, number, index, speech.verbs[number, found.verb.i])
        return
    content = _said(piece, piece.quotes[index], found)
    if not content:
        return
    cue = piece.cut(*found.cue)
    draft = Draft(
        content=content,
        source=piece.cut(*found.source) if found.source else None,
        cue=cue,
        kind=found.entry.kind if found.entry else "says",
        rule=found.rule,
        clue=f"a quotation beside “{cue.text}”",
        addressee=piece.cut(*found.addressee) if found.addressee else None,
    )
    speech.quotes[number, index] = speech.add(draft, number, max(found.cue[1], piece.quotes[index].closing))
    if found.verb is not None:
        speech.verbs[number, found.verb.i] = speech.quotes[number, index]
        if found.verb.tag_ in _PARTICIPLES or found.verb.dep_ == "conj":
            speech.edges.append((number, found.cue[0]))


def _said(piece: Piece, quote: Quote, found: Reporting) -> tuple[Span, ...]:
    """What a reporting phrase reports: the quotation, with what goes before and behind it in its sentence."""
    parts = [(quote.opening if found.lead is None else found.lead, max(quote.closing, found.behind or 0))]
    parts += [found.before] if found.before else []
    return tuple(sorted(piece.cut(*clean) for one in parts if (clean := trim.tidy(piece, one)) is not None))


def words(piece: Piece, quote: Quote, lead: int | None = None) -> Span | None:
    """A quotation without its marks and the comma of the reporting sentence, from ``lead`` on if that is given."""
    found = trim.tidy(piece, (quote.opening if lead is None else lead, quote.closing))
    return piece.cut(*found) if found else None


def extend(speech: Speech, piece: Piece, number: int, index: int, draft: int) -> None:
    """Give one more quotation to an attribution that is there."""
    content = words(piece, piece.quotes[index])
    if content is not None:
        old = speech.drafts[draft]
        grown = replace(old, content=tuple(sorted((*old.content, content))))
        speech.quotes[number, index] = draft
        speech.grow(draft, grown, number, piece.quotes[index].closing)


def going_on(page: Page, speech: Speech) -> None:
    """Give quotations without a reporting phrase of their own to the speaker that the text around them points to."""
    for number, piece in enumerate(page.pieces):
        placed = speech.placed(number)
        if number and not piece.quotes and _one_voice(page.pieces[number - 1], piece):
            introduced_block(page.pieces[number - 1], piece, speech, number)
        for index, quote in enumerate(piece.quotes):
            if (number, index) in speech.quotes or placed.holds(piece.cut(quote.first, quote.last)):
                continue
            lead = start_of(piece, quote)
            if broken_quotation(piece, speech, number, index):
                continue
            if lead != quote.opening:
                sentence_goes_on(piece, index, speech, number, lead, placed)
            elif is_utterance(piece, quote) or not quote.closed:
                _next(page, speech, number, index)


def _one_voice(above: Piece, below: Piece) -> bool:
    """Whether two pieces in a row are the outlet's words, or of one pasted post."""
    posts = [one for one in (above, below) if one.block.kind == "embedded_post" or one.block.author is not None]
    return not posts or above.parsed.block == below.parsed.block


@rule
def broken_quotation(piece: Piece, speech: Speech, number: int, index: int) -> bool:
    """A quotation broken by its reporting phrase goes on in small letters behind a comma: it is the same speech."""
    owner = speech.quotes.get((number, index - 1))
    quote = piece.quotes[index]
    if owner is None or piece.doc[quote.opening - 1].text != "," or not piece.doc[quote.first].text[0].islower():
        return False
    if any(is_stop(piece.doc, at) for at in range(piece.quotes[index - 1].closing + 1, quote.opening)):
        return False
    extend(speech, piece, number, index, owner)
    return True


@rule
def sentence_goes_on(piece: Piece, index: int, speech: Speech, number: int, lead: int, placed: Placed) -> None:
    """A sentence that reports speech goes on with a quotation, no other speaker between: the content reaches to it."""
    quote = piece.quotes[index]
    if quote.last - quote.first < _FRAGMENT or quote.closing <= lead:
        return
    start, span = piece.cut(lead, lead).start, piece.cut(quote.opening, quote.closing)
    best = None
    for at in placed.between(start, span.start):
        draft = speech.drafts[at]
        if draft.cue is None:
            continue
        if draft.content[-1].end > span.start or draft.cue.end > span.start or draft.kind in _THOUGHTS:
            best = None
        elif draft.content[-1].start > draft.cue.end:
            best = at
    if best is not None:
        old = speech.drafts[best]
        whole = piece.parsed.report.cut(old.content[-1].start, span.end)
        speech.drafts[best] = replace(old, content=(*old.content[:-1], whole))
        speech.joined.add((number, index))


def _next(page: Page, speech: Speech, number: int, index: int) -> None:
    piece = page.pieces[number]
    if piece.quotes[index].opening > piece.body:
        owner = quotation_goes_on(piece, speech, number, piece.quotes[index].opening)
    elif number and _one_voice(page.pieces[number - 1], piece):
        above = page.pieces[number - 1]
        if introduced_paragraph(above, piece, speech, number, index):
            return
        owner = paragraph_goes_on(above, piece, speech, number)
    else:
        owner = None
    if owner is not None:
        extend(speech, piece, number, index, owner)


@rule
def quotation_goes_on(piece: Piece, speech: Speech, number: int, opening: int) -> int | None:
    """A quotation begins a sentence right after a sentence that reports speech: the same speaker goes on."""
    first, last = _sentence_before(piece, opening)
    if last >= first and not _reporting_sentence(piece, first, last):
        return None
    near = [at for at in speech.ended(number, first - 1, opening - 1) if speech.drafts[at].kind not in _THOUGHTS]
    return max(near, key=lambda at: (speech.drafts[at].rule in _DIRECT, speech.ends[at][1], -at), default=None)


def _sentence_before(piece: Piece, opening: int) -> Range:
    """The sentence that ends right before a quotation; empty (end before begin) where another quotation does."""
    at = opening - 1
    for _ in range(_ROW):
        if at < 0 or piece.inside[at] < 0:
            break
        at = piece.quotes[piece.inside[at]].opening - 1
    else:
        return opening, opening - 1
    first, last = piece.bounds[at] if at >= 0 else (opening, opening - 1)
    if last != opening - 1 and not (first <= opening - 1 <= last and piece.doc[opening - 1].text[-1] == "."):
        return opening, opening - 1
    return first, opening - 1


def _reporting_sentence(piece: Piece, first: int, last: int) -> bool:
    """Whether the sentence before a quotation ends and holds a reporting verb or phrase."""
    return piece.doc[last].text[-1] in ".!?:," or piece.inside[last] >= 0


@rule
def paragraph_goes_on(above: Piece, piece: Piece, speech: Speech, number: int) -> int | None:
    """A paragraph is nothing but quotation, or goes on with one left open: the speaker quoted above goes on."""
    if not above.quotes:
        return None
    last = above.quotes[-1]
    owner = speech.quotes.get((number - 1, len(above.quotes) - 1))
    if owner is None:
        return None
    if not last.closed:
        return owner
    tail = above.doc[last.closing + 1 :]
    stops = sum(1 for token in tail if is_stop(above.doc, token.i))
    return owner if stops <= 1 and _all_quotation(piece) else None


def _all_quotation(piece: Piece) -> bool:
    """Whether a block holds nothing but quotations."""
    return all(where >= 0 or token.is_punct for where, token in zip(piece.inside, piece.doc, strict=True))


@rule
def introduced_paragraph(above: Piece, piece: Piece, speech: Speech, number: int, index: int) -> bool:
    """The paragraph before a quotation ends in a reporting phrase and a colon: its subject is the speaker."""
    found = _introducer(above, speech, number - 1)
    content = words(piece, piece.quotes[index])
    if found is None or content is None:
        return False
    draft = _introduced(above, found, content, "introduced_paragraph")
    speech.quotes[number, index] = speech.add(draft, number, piece.quotes[index].closing)
    speech.verbs[number - 1, found.verb.i if found.verb else 0] = speech.quotes[number, index]
    return True


@rule
def introduced_block(above: Piece, piece: Piece, speech: Speech, number: int) -> None:
    """A paragraph ends in a verb of saying or writing and a colon, the next has no marks: it is what was said."""
    if above.block.kind != "paragraph" or piece.block.kind != "paragraph" or (number, 0) in speech.verbs:
        return
    found = _introducer(above, speech, number - 1)
    if found is None or found.entry is None or found.entry.kind != "says" or found.verb is None:
        return
    told = any(child.dep_ in ("ccomp", "xcomp") and child.i > found.verb.i for child in found.verb.children)
    clean = trim.tidy(piece, (0, len(piece.doc) - 1))
    if told or clean is None or not any(token.tag_ in FINITE for token in piece.doc):
        return
    content = piece.cut(clean[0], len(piece.doc) - 1)
    speech.add(_introduced(above, found, content, "introduced_block"), number, len(piece.doc) - 1)
    speech.verbs[number - 1, found.verb.i] = len(speech.drafts) - 1


def _introducer(above: Piece, speech: Speech, number: int) -> Reporting | None:
    """The reporting phrase with which a block ends before a colon."""
    last = len(above.doc) - 1
    if last < 1 or above.doc[last].text != ":" or above.inside[last] >= 0:
        return None
    first = max(above.bounds[last][0], last - _FAR)
    for token in reversed(above.doc[first:last]):
        entry = lookup(token) if token.pos_ in VERBS and above.inside[token.i] < 0 else None
        if entry is None or "quote" not in entry.frames or (number, token.i) in speech.verbs:
            continue
        found = naming.subject(token)
        source = naming.noun_phrase(above, found.head) if found is not None else None
        if token.i == first and (source is None or source[0] <= token.i):
            source = inverted(above, token, last - 1)
        if source is None:
            return None
        return Reporting(token, clauses.cue_range(above, token), source, entry, "introduced_paragraph")
    return None


def _introduced(above: Piece, found: Reporting, content: Span, name: str) -> Draft:
    cue, source = above.cut(*found.cue), above.cut(*found.source) if found.source else None
    clue = f"the paragraph before it ends in “{cue.text} …:”"
    return Draft((content,), source, cue, found.entry.kind if found.entry else "says", name, clue)


def opened_late(page: Page, speech: Speech) -> Sequence[tuple[int, int]]:
    """Quotations left open at the end of a block whose speaker is named in the next one; they are given to it."""
    found = []
    for number in range(len(page.pieces) - 2, -1, -1):
        piece, below = page.pieces[number], page.pieces[number + 1]
        last = len(piece.quotes) - 1
        if not _one_voice(piece, below):
            continue
        if last < 0 or piece.quotes[last].closed or (number, last) in speech.quotes or not below.quotes:
            continue
        owner = speech.quotes.get((number + 1, 0))
        span = piece.cut(piece.quotes[last].first, piece.quotes[last].last)
        held = (number, last) in speech.joined or speech.placed(number).holds(span)
        if owner is not None and below.quotes[0].opening == 0 and not held:
            extend(speech, piece, number, last, owner)
            found.append((number, last))
    return found
