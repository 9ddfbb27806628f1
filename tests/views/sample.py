"""Three invented reports, read and related by hand: what screens, exports and commands are tested on."""

from __future__ import annotations

from typing import Any

from onrecord.model.reading import (
    Actor,
    Attribution,
    Deadline,
    Entry,
    Event,
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
    Origin,
    QuoteLineage,
    Relations,
    Shared,
    Side,
    Story,
    Variant,
)
from onrecord.model.report import Block, Report
from onrecord.model.spans import Citation, Span
from tests.factories import report

LEDGER = (
    "Talks open in Brell\n\n"
    "BRELL (CPA) - Talks on the Orm bridge will open in Brell on May 5, President Ada Koss said on Friday.\n\n"
    "“We will not give up the bridge, and we will not sell it,” Koss told reporters.\n\n"
    "She said Premier Jon Rell had offered to share the tolls.\n\n"
    "At least 12 people were hurt in clashes on Friday, the ministry said."
)
HARBOUR = (
    "Talks on the Orm bridge will open in Brell on May 5, the president said.\n\n"
    "“We will not give up the bridge,” Koss told reporters.\n\n"
    "Nine people were hurt in clashes on Friday. He asked for calm."
)
WIRE = (
    "=cmd says <b>Rell</b>\n\n"
    "Both sides must answer by May 20, Premier Jon Rell said.\n\n"
    "We came to listen. <script>alert(1)</script> [R1:0–4] *no*\n"
    "— Jon Rell (@rell) May 3, 2025\n\n"
    "Talks will open next week."
)


def at(text: str, words: str) -> Span:
    """The span of the first place where the words stand."""
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def sentences(facts: Report) -> tuple[Sentence, ...]:
    """Every block but the headline as one sentence."""
    return tuple(
        Sentence(facts.cut(block.start, block.end), n)
        for n, block in enumerate(facts.blocks)
        if block.kind != "headline"
    )


def entry(facts: Report, **found: Any) -> Entry:
    """A report with what was read in it."""
    found.setdefault("voices", (None,) * len(facts.blocks))
    return Entry(facts, Reading(facts.id, Reader("1", "model 1"), sentences=sentences(facts), **found))


def _blocks(text: str, kinds: dict[int, str]) -> tuple[Block, ...]:
    plain = report(text).blocks
    return tuple(
        Block(kinds.get(n, "paragraph"), block.start, block.end)  # type: ignore[arg-type]
        for n, block in enumerate(plain)
    )


def ledger() -> Entry:
    """An agency's report as an outlet carries it: a direct quotation, a chain, a figure, a position, an event."""
    text = LEDGER
    return entry(
        report(
            text,
            id="ledger",
            title="Talks open in Brell",
            outlet="Daily Ledger",
            agency="CPA",
            agency_credit=at(text, "(CPA)"),
            published="2025-05-02T10:00:00+00:00",
            url="https://ledger.example/talks",
            blocks=_blocks(text, {0: "headline"}),
        ),
        actors=(
            Actor("person:ada-koss", "Ada Koss", "person", "country:or", "President", (at(text, "Ada Koss"),)),
            Actor("person:jon-rell", "Jon Rell", "person", None, "Premier", (at(text, "Jon Rell"),)),
            Actor("country:or", "Ormland", "country"),
        ),
        times=(Time(at(text, "May 5"), "DATE", "2025-05-05", None, "2025-05-05", "2025-05-05", "the report's year"),),
        quantities=(Quantity(at(text, "At least 12 people"), 12, 12, None, "people", True),),
        attributions=(
            Attribution(
                "a1",
                "indirect",
                at(text, "President Ada Koss"),
                at(text, "said on"),
                (at(text, "Talks on the Orm bridge will open in Brell on May 5"),),
                "person:ada-koss",
            ),
            Attribution(
                "a2",
                "direct",
                at(text, "Koss told"),
                at(text, "told reporters"),
                (at(text, "“We will not give up the bridge, and we will not sell it,”"),),
                "person:ada-koss",
                rule="quotation with a cue after it",
                why="the cue is “told reporters”",
            ),
            Attribution(
                "a3",
                "indirect",
                at(text, "She"),
                at(text, "said Premier").cut(text, text.index("said Premier"), text.index("said Premier") + 4),
                (at(text, "Premier Jon Rell had offered to share the tolls"),),
                "person:ada-koss",
            ),
            Attribution(
                "a4",
                "indirect",
                at(text, "Premier Jon Rell"),
                at(text, "offered"),
                (at(text, "share the tolls"),),
                "person:jon-rell",
                within="a3",
            ),
        ),
        events=(
            Event("e1", at(text, "Talks on the Orm bridge will open in Brell on May 5"), "CONSULT", when=0,
                  status="planned", attribution="a1", place="Brell"),
            Event("e2", at(text, "At least 12 people were hurt in clashes"), "ASSAULT"),
        ),
        positions=(
            Position(at(text, "We will not give up the bridge"), "person:ada-koss", "territory", "refuse",
                     at(text, "give up the bridge"), "a2", "2025-05-02"),
            Position(at(text, "offered to share the tolls"), "person:jon-rell", "other:the tolls", "offer",
                     at(text, "share the tolls"), "a4"),
        ),
    )  # fmt: skip


def harbour() -> Entry:
    """A rewrite that shortens the quotation, gives another figure in its own voice, and has a pronoun for a source."""
    text = HARBOUR
    return entry(
        report(text, id="harbour", outlet="Harbour Times", published="2025-05-03", url="http://harbour.example/a#top"),
        actors=(Actor("person:ada-koss", "Koss", "person", mentions=(at(text, "Koss"),)),),
        attributions=(
            Attribution(
                "a1",
                "direct",
                at(text, "Koss"),
                at(text, "told reporters"),
                (at(text, "“We will not give up the bridge,”"),),
                "person:ada-koss",
            ),
            Attribution("a2", "indirect", at(text, "He"), at(text, "asked"), (at(text, "for calm"),)),
        ),
    )


def wire() -> Entry:
    """A hostile report: markup in its words, a formula for a headline, an address that must not become a link."""
    text = WIRE
    blocks = _blocks(text, {0: "headline", 2: "embedded_post"})
    return entry(
        report(
            text, id="wire", title="=cmd says <b>Rell</b>", outlet="NorthWire", url="javascript:alert(1)", blocks=blocks
        ),
        voices=(None, None, "person:jon-rell", None),
        actors=(Actor("person:jon-rell", "Jon Rell", "person", None, "Premier", (at(text, "Jon Rell"),)),),
        times=(Time(at(text, "next week"), "DATE", "XXXX-WXX", why="the report has no date"),),
        attributions=(
            Attribution(
                "a1",
                "indirect",
                at(text, "Premier Jon Rell"),
                at(text, "said"),
                (at(text, "Both sides must answer by May 20"),),
                "person:jon-rell",
            ),
        ),
        deadlines=(
            Deadline(at(text, "Both sides must answer by May 20"), at(text, "answer"), "2025-05-20", "2025-05-20",
                     None, "a1"),
        ),
        notes=("the report has no date, so these stay unresolved: “next week”",),
    )  # fmt: skip


def cited(one: Entry, words: str) -> Citation:
    """The citation of the first place where the words stand."""
    return Citation.of(one.id, at(one.report.text, words))


def relations(entries: tuple[Entry, ...]) -> Relations:
    """What holds between the three reports."""
    a, b, c = entries
    opening = "Talks on the Orm bridge will open in Brell on May 5"
    shared = Shared(at(LEDGER, opening), at(HARBOUR, opening))
    return Relations(
        reports=tuple(one.id for one in entries),
        stories=(
            Story("s-1", "Talks open in Brell", ("ledger", "harbour"), "both tell of talks in Brell"),
            Story("s-2", "=cmd says <b>Rell</b>", ("wire",)),
        ),
        derivations=(
            Derivation("ledger", "harbour", "rewrite", "a->b", 0.4, 0.8, (shared,), "11 words in a row"),
        ),
        origins=(
            Origin(("ledger", "harbour"), "CPA", "ledger", "harbour rewrites ledger", (cited(a, "(CPA)"),)),
            Origin(("wire",), None, "wire", "no other report shares its words"),
        ),
        quotes=(
            QuoteLineage(
                "q-1",
                "Ada Koss",
                "person:ada-koss",
                "truncated",
                (
                    Variant(cited(a, "“We will not give up the bridge, and we will not sell it,”"), "a2"),
                    Variant(cited(b, "“We will not give up the bridge,”"), "a1"),
                ),
                (Change("delete", "and we will not sell it", ""),),
            ),
        ),
        findings=(
            Finding(
                "f-1", "framing", "attribution", "when talks open",
                (Side(cited(a, opening), "May 5", "a1", "Ada Koss"), Side(cited(b, opening), "May 5")),
                "the same fact is attributed in one report", "attribution",
            ),
            Finding(
                "f-2", "contradiction", "number", "people hurt in clashes",
                (Side(cited(a, "At least 12 people"), "12"), Side(cited(b, "Nine people"), "9")),
                "the same count of the same event", "numbers",
            ),
        ),
        corroborated=(
            Corroboration("Talks will open in Brell", 1, (cited(a, opening), cited(b, opening))),
            Corroboration("Talks will open", 2, (cited(a, opening), cited(c, "Talks will open next week"))),
        ),
        only_in={"ledger": (at(LEDGER, "She said Premier Jon Rell had offered to share the tolls."),), "wire": ()},
    )  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """The three reports."""
    return ledger(), harbour(), wire()


def dossier() -> tuple[tuple[Entry, ...], Relations]:
    """The three reports and what holds between them."""
    found = entries()
    return found, relations(found)
