"""All parts of one text, put in order: each pass knows one part, and leaves the rest to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.lexicons.newsroom import agencies_in, agency_named
from onrecord.model.report import Block, Dateline, Document
from onrecord.model.spans import Span
from onrecord.structure import (
    boilerplate,
    byline,
    credit,
    dateline,
    dates,
    furniture,
    headline,
    lines,
    pictures,
    posts,
    repeats,
    source,
)
from onrecord.structure.draft import Draft, count_words, ends_sentence, first_prose, is_prose, last_prose

_TIME_OF_DAY = re.compile(r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|GMT|UTC)?(?: [A-Z]{2,4})?\.?")
_BY = re.compile(r"by ", re.IGNORECASE)
#: A longer line is no subheading: of 709 section headings of saved pages one in a hundred is over 106.
SUBHEAD = 120
#: A longer paragraph is no standfirst: of 233 summaries of saved pages nine in ten are under 256 characters.
STANDFIRST = 350


@dataclass(frozen=True, slots=True)
class Layout:
    """What the words of a text say of it as a report.

    Attributes:
        blocks: the parts, in text order.
        title: the headline's words.
        byline: names of the authors.
        credits: agencies credited for the text, in text order.
        dateline: where it was filed.
        published: the date that dates the text, with its range.
        unclear: words that should date it but can be read in two ways or have no year.
        address: where it says it was published.
    """

    blocks: tuple[Block, ...]
    title: str | None
    byline: tuple[str, ...]
    credits: tuple[credit.Credit, ...]
    dateline: Dateline | None
    published: tuple[dates.Stamp, Span] | None
    unclear: Span | None
    address: str | None


def lay_out(document: Document, outlet: str | None) -> Layout:
    """The parts of a document's text and what they say.

    Args:
        document: the text with what its markup says.
        outlet: the report's outlet if it is known: its own name in a dateline credits no agency.
    """
    text = document.text
    drafts = lines.paragraphs(text, document.parts)
    drafts = posts.gather(text, drafts)
    drafts = source.mark(text, drafts)
    drafts = pictures.mark(drafts)
    drafts = boilerplate.mark(drafts, outlet)
    drafts = headline.mark(drafts, document.given.title)
    head = _Head(text)
    drafts = head.mark(drafts)
    drafts, credits = credit.mark(drafts)
    drafts = furniture.mark(boilerplate.mark_lists(drafts))
    drafts = _cut_tails(drafts)
    drafts, place, filed = _dateline(text, drafts, outlet)
    drafts = _kinds(repeats.mark(_standfirst(drafts)))
    title = next((headline.words_of(one) for one in drafts if one.kind == "headline"), None)
    all_credits = sorted([*filed, *head.credits, *credits], key=lambda one: one.start)
    return Layout(
        _blocks(drafts),
        title,
        tuple(dict.fromkeys(head.names)),
        (*filed, *(one for one in all_credits if one not in filed)),
        place,
        head.published,
        head.unclear,
        source.address(drafts),
    )


class _Head:
    """Bylines and date lines, and what they say.

    A date line at the foot counts only if it says what it is; a byline inside the body (of a box with an analysis) is
    one, but its names are not those of the report.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: list[str] = []
        self.credits: list[credit.Credit] = []
        self.stamps: list[tuple[dates.Stamp, Draft]] = []
        self.unclear: Span | None = None

    @property
    def published(self) -> tuple[dates.Stamp, Span] | None:
        """The first date of publication, else of an update, with its range in the text."""
        dated = [(stamp, draft) for stamp, draft in self.stamps if stamp.iso]
        first = next((one for one in dated if not one[0].updated), dated[0] if dated else None)
        if first is None:
            return None
        stamp, draft = first
        return stamp, Span.cut(self.text, draft.start + stamp.start, draft.start + stamp.end)

    def mark(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with bylines and date lines known."""
        end = _head_end(drafts)
        out: list[Draft] = []
        for index, draft in enumerate(drafts):
            found = draft
            if draft.kind is None and out and byline.affiliated(out[-1].words, draft.words):
                found = draft.be("byline")
                agency = agency_named(draft.words)
                self.credits += [credit.Credit(agency, draft.start, draft.end)] if agency else []
            elif draft.kind in (None, "byline", "date"):
                in_head = index < end or draft.kind is not None
                found = self._read(draft, _near(out), drafts[index + 1 : index + 2], in_head)
            out.append(found)
        return out

    def _read(self, draft: Draft, before: Draft | None, after: Sequence[Draft], in_head: bool) -> Draft:
        line = dates.read_line(draft.words)
        if line and draft.kind != "byline" and self._is_date(line, in_head):
            return self._date(draft, line)
        written = byline.find(draft.words) if in_head else None
        if written is None and in_head and (draft.kind == "byline" or _name_line(draft, before, after)):
            written = byline.find(f"By {draft.words}")
        if written is None and in_head and after:
            written = byline.affiliated(draft.words, after[0].words)
        if written is None and in_head and line and _BY.match(line.rest):
            written = byline.find(line.rest)
            written = replace(written, dates=line) if written else None
        if written is None:
            inserted = _BY.match(draft.words) and not is_prose(draft.words) and byline.find(draft.words)
            return draft.be("byline") if inserted else draft
        self.names += written.names
        if written.agency:
            start = max(0, draft.words.find(written.agency_words))
            stop = start + len(written.agency_words) if written.agency_words in draft.words else len(draft.words)
            self.credits.append(credit.Credit(written.agency, draft.start + start, draft.start + stop))
        if written.dates:
            tail = dates.read_line(draft.words)
            self._stamp(draft, tail) if tail else None
        return draft.be("byline")

    def _is_date(self, line: dates.DateLine, in_head: bool) -> bool:
        """Whether a line is a date line here: nothing but dates and perhaps agencies, in the head or labelled."""
        labelled = any(one.labelled for one in line.stamps)
        if line.rest and not (in_head and credit.agencies_only(line.rest)):
            return False
        return labelled or (in_head and not self.stamps)

    def _date(self, draft: Draft, line: dates.DateLine) -> Draft:
        self._stamp(draft, line)
        for name, start, end in agencies_in(draft.words) if line.rest else ():
            self.credits.append(credit.Credit(name, draft.start + start, draft.start + end))
        return draft.be("date")

    def _stamp(self, draft: Draft, line: dates.DateLine) -> None:
        self.stamps += [(one, draft) for one in line.stamps]
        if not any(one.iso for one in line.stamps) and self.unclear is None:
            self.unclear = Span(draft.start, draft.end, draft.words)


def _near(out: Sequence[Draft]) -> Draft | None:
    return next((one for one in reversed(out) if one.kind not in ("boilerplate", "credit", "caption")), None)


def _head_end(drafts: Sequence[Draft]) -> int:
    """Index of the draft before which a byline or bare date belongs to the head.

    That is the first running text; or the second or third, if a headline stands first and what is between is short
    enough to be a standfirst.
    """
    first = first_prose(drafts)
    if not any(one.kind == "headline" for one in drafts[:first]):
        return first
    end = first
    for nth in (2, 3):
        following = first_prose(drafts, nth)
        if len(drafts[end].words) > STANDFIRST if end < len(drafts) else True:
            break
        end = following
    return end


def _name_line(draft: Draft, before: Draft | None, after: Sequence[Draft]) -> bool:
    """Whether a line is a person's name alone: two to four capitalised words between headline and date line."""
    if before is None or before.kind != "headline" or not after or not 2 <= count_words(draft.words) <= 4:
        return False
    line = dates.read_line(after[0].words)
    return line is not None and not line.rest and byline.find(f"By {draft.words}") is not None


def _cut_tails(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with picture and source credits parted from the paragraphs that they were glued to."""
    out: list[Draft] = []
    for draft in drafts:
        at = pictures.tail(draft.words) if draft.kind in (None, "standfirst") else 0
        if not at:
            out.append(draft)
            continue
        words, glued = draft.cut(at)
        out += [words, glued.be("credit")]
    return out


def _dateline(
    text: str, drafts: list[Draft], outlet: str | None
) -> tuple[list[Draft], Dateline | None, list[credit.Credit]]:
    """The drafts with the dateline parted from the first sentence, what it says, and the agency that it credits.

    It is looked for at the head of the first three paragraphs. A colon that many paragraphs share marks speakers in a
    transcript, not places.
    """
    marked = next((i for i, one in enumerate(drafts) if one.kind == "dateline"), None)
    body = [i for i, one in enumerate(drafts) if one.kind in (None, "standfirst")][:3]
    for index in [marked] if marked is not None else body:
        found = dateline.find(drafts[index].words, outlet)
        if not found or (drafts[index].words[found.end - 1] == ":" and _is_transcript(drafts)):
            continue
        start = drafts[index].start
        head, rest = drafts[index].cut(found.end)
        pieces = [replace(head, kind="dateline"), *([replace(rest, kind=None)] if rest.words else [])]
        where = Dateline(found.places, Span.cut(text, start, start + found.words_end)) if found.places else None
        credits = []
        if found.agency and found.mark:
            credits = [credit.Credit(found.agency, start + found.mark[0], start + found.mark[1])]
        return [*drafts[:index], *pieces, *drafts[index + 1 :]], where, credits or credit.first(drafts[index])
    return drafts, None, [found for index in body[:1] for found in credit.first(drafts[index])]


_SPEAKER = re.compile(r"[\"“]?[A-Z][A-Z .,'’-]{2,40}:\s")


def _is_transcript(drafts: Sequence[Draft]) -> bool:
    return sum(_SPEAKER.match(one.words) is not None for one in drafts) >= 3


def _standfirst(drafts: list[Draft]) -> list[Draft]:
    """The drafts with a standfirst known: a short paragraph between headline and byline, date or dateline, or a line of
    five words and more without a full stop between headline and body."""
    top = next((i for i, one in enumerate(drafts) if one.kind == "headline" and one.repeats is None), None)
    body = first_prose(drafts)
    out = list(drafts)
    if top is None:
        return out
    head = [i for i in range(len(out)) if out[i].kind in ("byline", "date", "dateline")]
    for index in range(top + 1, len(out)):
        draft = out[index]
        if draft.kind is not None or draft.hint == "paragraph":
            continue
        before_head = any(i > index for i in head) and first_prose(out[max(head) :]) < len(out) - max(head)
        if len(draft.words) <= STANDFIRST and (before_head or (index < body and _unfinished(draft.words))):
            out[index] = draft.be("standfirst")
        break
    return out


def _unfinished(words: str) -> bool:
    return count_words(words) >= 5 and not ends_sentence(words)


def _kinds(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with every kind known: what is left is a subheading between paragraphs, or a paragraph."""
    last = last_prose(drafts)
    out = []
    for index, draft in enumerate(drafts):
        kind = draft.kind or (
            "subhead" if draft.hint is None and index < last and _subhead(draft.words) else "paragraph"
        )
        out.append(draft.be(kind))
    return out


def _subhead(words: str) -> bool:
    """Whether a line between paragraphs is a subheading: short, no end mark, no list entry; or a time of day."""
    if _TIME_OF_DAY.fullmatch(words):
        return True
    if len(words) > SUBHEAD or is_prose(words) or (ends_sentence(words) and words.rstrip("\"'”’*_ ")[-1:] not in "?!"):
        return False
    return count_words(words) <= 14 and (words[0].isupper() or words[0].isdigit() or words[0] in "“‘\"'#*¿")


def _blocks(drafts: Sequence[Draft]) -> tuple[Block, ...]:
    at = {draft.start: index for index, draft in enumerate(drafts)}
    return tuple(
        Block(
            one.kind or "paragraph",
            one.start,
            one.end,
            one.author,
            one.dated,
            None if one.repeats is None else at.get(one.repeats),
        )
        for one in drafts
    )
