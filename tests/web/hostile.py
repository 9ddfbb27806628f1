"""A record in which every word that a stranger can choose is hostile, and its twin of the same make in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.model.reading import (
    Actor,
    Attribution,
    Deadline,
    Entry,
    Event,
    OpenPoint,
    Position,
    Quantity,
    Reader,
    Reading,
    Sentence,
    Time,
)
from onrecord.model.relations import (
    Change,
    Corroboration,
    Derivation,
    Finding,
    Identity,
    Member,
    Membership,
    Origin,
    QuoteLineage,
    Relations,
    Shared,
    Side,
    Spelling,
    Story,
    Variant,
)
from onrecord.model.report import Block, Dateline, Report, sha256_of
from onrecord.model.spans import Citation, Span
from onrecord.text.canonical import canonical

_CASES = Path(__file__).parents[1] / "cases" / "web" / "hostile.json"

#: Texts that want to be run, to load something, or to break a page: after the kinds of the OWASP filter evasion cheat
#: sheet and of PortSwigger's cross-site scripting cheat sheet, with what the page's own scripts would read.
HOSTILE: Sequence[str] = tuple(text for texts in json.loads(_CASES.read_text("utf-8")).values() for text in texts)
#: As many texts that want nothing, and that an address may hold.
PLAIN: Sequence[str] = tuple(f"plain-words-{number}" for number in range(len(HOSTILE)))


def dossier(texts: Sequence[str]) -> tuple[tuple[Entry, ...], Relations]:
    """A report a text, each text in turn in every place; two and two the reports are a story, derived and compared."""
    entries = tuple(_Report(texts, number).entry() for number in range(len(texts) - len(texts) % 2))
    return entries, _relations(entries, texts)


def earlier(one: Entry) -> Entry:
    """A revision of a report before it: with more words, under an id of its own."""
    told = one.report
    text = f"{told.text}\n\n{told.title} was cut"
    report = replace(told, id=f"{told.id} earlier", text=text, sha256=sha256_of(text), published="2031-02-01")
    return Entry(report, Reading(report.id, Reader("1", "hand"), (None,) * len(report.blocks)))


@dataclass
class _Report:
    """One report as it is written, piece by piece."""

    texts: Sequence[str]
    number: int
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def word(self, step: int) -> str:
        """The hostile text that is so many places on, as one line of words."""
        return " ".join(canonical(self.texts[(self.number + step) % len(self.texts)]).replace("\0", "\ufffd").split())

    def raw(self, step: int) -> str:
        """The hostile text that is so many places on, as a report's text may hold it."""
        return canonical(self.texts[(self.number + step) % len(self.texts)])

    def put(self, words: str) -> Span:
        """Write on."""
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Span(start, self.length, words)

    def block(self, kind: str, start: int) -> None:
        """End a block."""
        self.blocks.append(Block(kind, start, self.length))  # type: ignore[arg-type]
        self.put("\n\n")

    def entry(self) -> Entry:
        """The report with what was read in it: one finding of each kind, in hostile words."""
        self.put(self.word(0) or "-")
        self.block("headline", 0)
        start = self.length
        quote, _, source, _, cue = map(self.put, (f"“{self.raw(0)} we wait”", " ", self.raw(1) + " Orr", " ", "said"))
        self.put(" on ")
        day = self.put("Monday")
        self.put(".")
        self.block("paragraph", start)
        second = self.length
        told, _, told_cue, _, teller = map(self.put, (self.raw(2) + " is over", " ", "said", " ", "she"))
        self.put(". ")
        toll, _ = self.put(f"At least {self.number + 3} {self.raw(3)}"), self.put(" were hurt in ")
        place = self.put(self.raw(4) + " Bay")
        self.put(".")
        self.block("paragraph", second)
        third = self.length
        demand, _, thing = self.put("demands that"), self.put(" "), self.put(self.raw(5) + " end")
        self.put(" by ")
        due = self.put("March 20")
        self.put(".")
        self.block("paragraph", third)
        report = self._report()
        spans = {name: span for name, span in locals().items() if isinstance(span, Span)}
        return Entry(report, self._reading(report, spans))

    def _report(self) -> Report:
        text = "".join(self.pieces).rstrip("\n")
        number, address = self.number, self.word(3)
        return Report(
            id=f"{self.word(4)[:60]} {number}".strip(),
            sha256=sha256_of(text),
            text=text,
            title=self.word(0) or None,
            outlet=self.word(1) or None,
            agency=self.word(2) or None if number % 4 == 0 else None,
            byline=(self.word(2) or "-", "Ann Orr"),
            dateline=Dateline((self.word(5) or "-",), self.blocks_span(text)),
            published=f"2031-03-{number % 28 + 1:02}T08:00:00+00:00",
            url=address if number % 2 else f"https://{number}.example/{address}",
            language="en",
            blocks=tuple(self.blocks),
            notes=(f"a note on {self.word(1)}",),
        )

    @staticmethod
    def blocks_span(text: str) -> Span:
        """The first two characters of a text."""
        return Span.cut(text, 0, 2) if len(text) > 1 else Span.cut(text, 0, 1)

    def _reading(self, report: Report, at: dict[str, Span]) -> Reading:
        who, party = f"person:{self.number}", f"country:{self.number}"
        when = f"2031-03-{self.number % 28 + 1:02}"
        name = at["source"].text
        return Reading(
            report.id,
            Reader("1", "hand"),
            (None,) * len(report.blocks),
            tuple(Sentence(report.cut(b.start, b.end), n) for n, b in enumerate(report.blocks) if n),
            actors=(
                Actor(who, self.word(1) + " Orr", "person", party, self.word(2) or None, (at["source"],)),
                Actor(party, self.word(3) + " Land", "country"),
            ),
            times=(Time(at["day"], "DATE", when, None, when, when, f"the day of {name}"),
                   Time(at["due"], "DATE", "2031-03-20", None, "2031-03-20", "2031-03-20", "the report's year")),
            quantities=(Quantity(at["toll"], self.number + 3, self.number + 3, None, self.word(3), True),),
            attributions=(
                Attribution("a1", "direct", at["source"], at["cue"], (at["quote"],), who,
                            rule=f"rule of {self.word(4)}", why=f"the cue is {self.word(5)}", when=0),
                Attribution("a2", "indirect", at["teller"], at["told_cue"], (at["told"],), who, "denies"),
            ),
            events=(Event("e1", at["toll"], "ASSAULT", actors=(party,), recipients=(who,), place=at["place"].text,
                          when=0, attribution="a2"),),
            positions=(Position(at["demand"], party, f"other:{self.word(5)}", "demand", at["thing"], "a1", when,
                                conditions=(at["told"],), speaker=who, capacity="minister", told_by=party,
                                about=(self.word(0),)),),
            deadlines=(Deadline(at["due"], at["thing"], "2031-03-20", "2031-03-20", party, "a1", when=when),),
            open_points=(OpenPoint(at["told"], f"other:{self.word(1)}", at["thing"], (party,), "a2", party, when),),
            notes=(f"what {self.word(2)} means stays open",),
        )  # fmt: skip


def _cited(entry: Entry, number: int) -> Citation:
    """What is said in the attribution of this number."""
    return Citation.of(entry.id, entry.reading.attributions[number].content[0])


def _relations(entries: Sequence[Entry], texts: Sequence[str]) -> Relations:
    pairs = list(zip(entries[::2], entries[1::2], range(0, len(entries), 2), strict=True))
    words = [" ".join(canonical(text).split()) for text in texts]
    return Relations(
        reports=tuple(one.id for one in entries),
        identities=tuple(_identities(entries)),
        stories=tuple(_story(a, b, words[n] or "-") for a, b, n in pairs),
        derivations=tuple(
            Derivation(a.id, b.id, "rewrite", "a->b", 0.4, 0.8, (_shared(a, b),), f"the words “{words[n]}”")
            for a, b, n in pairs
        ),
        origins=tuple(
            Origin((a.id, b.id), words[n] or None, a.id, f"one credit: {words[n]}", (_cited(a, 0),))
            for a, b, n in pairs
        ),
        quotes=tuple(_quotes(a, b, words[n]) for a, b, n in pairs),
        findings=tuple(_findings(pairs, words)),
        corroborated=tuple(
            Corroboration(words[n] or "-", 1 + n % 3, (_cited(a, 1), _cited(b, 1))) for a, b, n in pairs
        ),
        only_in={one.id: one.reading.attributions[1].content for one in entries},
    )


def _shared(a: Entry, b: Entry) -> Shared:
    return Shared(_cited(a, 0).span, _cited(b, 0).span)


def _story(a: Entry, b: Entry, title: str) -> Story:
    members = (Membership(a.id, "first", b.id, (title,), ()), Membership(b.id, "copy", a.id, (title,), (title,)))
    return Story(f"s-{a.reading.actors[0].id[7:]}", title, (a.id, b.id), f"both have “{title}”", members)


def _identities(entries: Sequence[Entry]) -> Iterator[Identity]:
    for one in entries:
        for actor in one.reading.actors:
            role = (actor.role,) if actor.role else ()
            yield Identity(actor.id, actor.name, actor.kind, (Member(one.id, actor.id),), (Spelling(actor.name, 1),),
                           actor.of, actor.of, role, (), f"“{actor.name}” in 1 report.")  # fmt: skip


def _quotes(a: Entry, b: Entry, words: str) -> QuoteLineage:
    speaker = a.reading.actors[0]
    variants = (Variant(_cited(a, 0), "a1"), Variant(_cited(b, 0), "a1"))
    return QuoteLineage(f"q-{speaker.id[7:]}", speaker.name, speaker.id, "altered", variants,
                        (Change("replace", words, f"{words} more"),))  # fmt: skip


def _findings(pairs: Sequence[tuple[Entry, Entry, int]], words: Sequence[str]) -> Iterator[Finding]:
    kinds: Sequence[tuple[Any, Any]] = (("contradiction", "number"), ("framing", "attribution"), ("update", "date"),
                                        ("misattribution", "quote"), ("precision", "place"))  # fmt: skip
    for a, b, n in pairs:
        kind, type = kinds[n // 2 % len(kinds)]
        sides = (Side(_cited(a, 0), words[n], "a1", words[n]), Side(_cited(b, 1), f"{words[n]} too", "a2", words[n]))
        yield Finding(f"f-{n}", kind, type, words[n] or "-", sides, f"both tell of {words[n]}", f"rule {words[n]}")
