"""Documents, entries and relations built by hand or generated, for the tests of the store."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import strategies as st

from onrecord.model.dossier import Alert, Dossier, Evidence, Query
from onrecord.model.judgement import Judgement
from onrecord.model.parse import Token, written
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
from onrecord.model.report import BLOCK_KINDS, Block, Dateline, Document, Given, Part, Report, sha256_of
from onrecord.model.spans import Citation, Span

TEXT = (
    "Talks to resume, Tarvia says\n\n"
    "OSMARA, 3 March (NPA) - Tarvia's foreign minister Ilona Brek said on Monday that talks with Korland would "
    "resume next week.\n\n“We will not give up the Senn valley,” Brek told reporters. At least 12 soldiers were hurt.\n"
)

#: The first two words of the headline, as a reading keeps the parse of a sentence.
PARSE = written([Token(0, 5, "talk", "NNS", 1, "nsubj"), Token(6, 8, "to", "TO", 1, "ROOT", "GPE")])


def span(text: str, words: str) -> Span:
    """The first place of these words in a text."""
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def entry(id: str = "r1", text: str = TEXT, **facts: Any) -> Entry:
    """A report on invented talks with a small reading that has one value of every kind."""
    report = Report(
        id=id,
        sha256=sha256_of(text),
        text=text,
        language="en",
        blocks=(Block("headline", 0, 28), Block("paragraph", 30, len(text) - 1)),
        **facts,
    )
    return Entry(report, reading(report) if text.startswith(TEXT) else Reading(id, Reader("1"), (None, None)))


def reading(report: Report) -> Reading:
    """The reading of a report whose text begins with ``TEXT``."""
    text = report.text
    quote = span(text, "“We will not give up the Senn valley,”")
    return Reading(
        report=report.id,
        reader=Reader("1", "hand 1.0", "ab" * 32),
        voices=(None, "person:ilona-brek"),
        sentences=(
            Sentence(Span.cut(text, 0, 28), 0, ("talk", "resume", "tarvia"), PARSE),
            Sentence(span(text, "Tarvia's foreign minister Ilona Brek said on Monday that talks with Korland would "
                                "resume next week."), 1, ("minister",)),
            Sentence(span(text, quote.text + " Brek told reporters."), 1, ("valley",)),
        ),
        actors=(
            Actor("person:ilona-brek", "Ilona Brek", "person", "country:tv", "foreign minister",
                  (span(text, "Ilona Brek"), span(text, "Brek"))),
        ),
        times=(Time(span(text, "Monday"), "DATE", "2025-03-03", None, "2025-03-03", "2025-03-03", "the report's day"),),
        quantities=(Quantity(span(text, "At least 12 soldiers"), 12, 12, None, "soldiers", True,
                             "EQUAL_OR_MORE"),),
        attributions=(
            Attribution("a1", "indirect", span(text, "Ilona Brek"), span(text, "said"),
                        (span(text, "talks with Korland would resume next week"),), "person:ilona-brek", when=0),
            Attribution("a2", "direct", Span.cut(text, quote.end + 1, quote.end + 5), span(text, "told"), (quote,),
                        "person:ilona-brek", "says", None, span(text, "reporters"), "after", "closing quotation mark"),
        ),
        events=(Event("e1", span(text, "would resume"), "COOPERATE", "meet", ("country:tv",), ("country:kl",), None,
                      0, "planned", "a1", "verb", (span(text, "resume"),), "probable"),),
        positions=(Position(quote, "country:tv", "territory", "refuse", span(text, "the Senn valley"), "a2",
                            None, "verb", (span(text, "next week"),), "person:ilona-brek", "minister", "country:tv",
                            ("senn valley", "give senn valley")),),
        deadlines=(Deadline(span(text, "would resume next week"), span(text, "resume"), "2025-03-10", "2025-03-16",
                            None, "a1", "rule", "commitment", "moved", "2025-03-03", "2025-03-09", "2025-03-03"),),
        open_points=(OpenPoint(quote, "territory", span(text, "the Senn valley"), ("country:tv",), "a2", "country:tv",
                               "2025-03-03", "rule", ("senn valley",)),),
        notes=("one figure is a lower bound",),
    )  # fmt: skip


def document(of: Entry, given: Given | None = None, **facts: Any) -> Document:
    """The document that a report could come from."""
    settings: dict[str, Any] = {
        "name": "a.txt",
        "raw": of.report.text.encode("utf-8", "surrogatepass"),
        "media_type": "text/plain",
        "decoding": "utf-8",
    }
    return Document(text=of.report.text, given=given or Given(), **(settings | facts))


def cite(of: Entry, words: str) -> Citation:
    """The first place of these words in a report."""
    return Citation.of(of.id, span(of.report.text, words))


def _story(a: str, b: str) -> Story:
    members = (
        Membership(a, "first", b, ("valley", "grain"), ()),
        Membership(b, "alike", a, ("valley", "grain"), ("reopened",)),
    )
    return Story("s-1", "Talks to resume", (a, b), "they share names", members)


def relations(a: Entry, b: Entry) -> Relations:
    """One of everything that can hold between two reports with the text above."""
    one, other = cite(a, "the Senn valley"), cite(b, "the Senn valley")
    return Relations(
        reports=(a.id, b.id),
        identities=(
            Identity("person:ilona-brek", "Ilona Brek", "person",
                     (Member(a.id, "person:ilona-brek"), Member(b.id, "person:ilona-brek")),
                     (Spelling("Brek", 2), Spelling("Ilona Brek", 2)), "country:tarvia", "country:tarvia",
                     ("foreign minister",), (), "“Ilona Brek” in 2 reports."),
        ),
        stories=(_story(a.id, b.id),),
        derivations=(
            Derivation(a.id, b.id, "edited", "a->b", 0.5, 1.0, (Shared(one.span, other.span),), "the same words"),
        ),
        origins=(Origin((a.id, b.id), "NPA", a.id, "one credit line", (cite(a, "(NPA)"),)),),
        quotes=(
            QuoteLineage("q-1", "Ilona Brek", "person:ilona-brek", "altered",
                         (Variant(one, "a2"), Variant(other, "a2")), (Change("replace", "give up", "yield"),)),
        ),
        findings=(Finding("f-1", "contradiction", "number", "soldiers hurt",
                          (Side(cite(a, "12 soldiers"), "12"), Side(cite(b, "At least 12"), "12+", "a1", "Ilona Brek")),
                          "12 against 12+", "figures"),),
        corroborated=(Corroboration("talks resume", 1, (cite(a, "resume"), cite(b, "resume"))),),
        only_in={a.id: (one.span,), b.id: ()},
    )  # fmt: skip


def dossier(name: str = "valley", **facts: Any) -> Dossier:
    """A dossier on the valley."""
    query = Query(words="Senn valley", parties=("Tarvia",), outlets=("Osmara Post",), first="2025-03-01", last=None)
    return Dossier(**{"name": name, "query": query, "made": "2025-03-02T09:00:00+00:00", **facts})


def alert(id: str = "a-1", **facts: Any) -> Alert:
    """An alert on two reports, ``a`` and ``b``, whose texts begin with ``TEXT``."""
    quote, cited = span(TEXT, "“We will not give up the Senn valley,”"), span(TEXT, "talks with Korland would resume")
    evidence = (
        Evidence("now, 2025-03-03: Tarvia refuses", (Citation.of("a", quote), Citation.of("b", quote))),
        Evidence("before: Tarvia agrees", (Citation.of("b", cited),)),
        Evidence("and that is all", ()),
    )
    given = {
        "id": id, "dossier": "valley", "rule": "position", "title": "Tarvia on territory: refuses",
        "why": "another move",
        "evidence": evidence, "about": ("tarvia", "3"), "values": ("x",), "marks": ("a:1-2", "b:1-2"),
        "noticed": "2025-03-04T10:00:00+00:00",
    }  # fmt: skip
    return Alert(**{**given, **facts})


def judgement(target: str = "f-1", at: str = "2025-03-04T10:00:00+00:00", **facts: Any) -> Judgement:
    """A decision on a finding."""
    return Judgement(**({"target": target, "verdict": "reject", "by": "reader", "at": at} | facts))


# -- generated ----------------------------------------------------------------------------------------------------

#: Any character that Python has but lone surrogates, which canonical text never holds; NUL is among them.
letters = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\0\n“’é🙂\u200f"), max_size=8)
#: Names of files can hold what no encoding can.
anything = st.text(max_size=6) | st.just("a\ud800b")
maybe = st.none() | letters
_lists = st.lists(letters, max_size=2).map(tuple)


def spans(text: str) -> st.SearchStrategy[Span]:
    """Any range of a text that is not empty."""
    starts = st.integers(0, len(text) - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, len(text)).map(lambda end: Span.cut(text, start, end)))


def _fields(kind_: Any, text_: str, **chosen: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Values of a dataclass; fields that are not chosen are drawn by their declared type."""
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "str": letters,
        "str | None": maybe,
        "int | None": st.none() | st.integers(0, 99),
        "int": st.integers(0, 10**6),
        "float": st.floats(allow_nan=False) | st.integers(-(2**53), 2**53),
        "bool": st.booleans(),
        "tuple[str, ...]": _lists,
        "tuple[str | None, ...]": st.lists(maybe, max_size=2).map(tuple),
        "Span": spans(text_),
        "Span | None": st.none() | spans(text_),
        "tuple[Span, ...]": st.lists(spans(text_), max_size=3).map(tuple),
    }
    drawn = {f.name: chosen.get(f.name, by_type.get(str(f.type), letters)) for f in dataclasses.fields(kind_)}
    return st.builds(kind_, **drawn)


def _many(kind_: Any, text: str, **chosen: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(_fields(kind_, text, **chosen), max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn, id: str = "r1") -> Entry:
    """Any entry with this id."""
    text = draw(letters) + draw(st.text("ab ", min_size=1))
    report = draw(
        _fields(
            Report, text, id=st.just(id), sha256=st.just(sha256_of(text)), text=st.just(text),
            dateline=st.none() | _fields(Dateline, text),
            blocks=_many(Block, text, kind=st.sampled_from(BLOCK_KINDS)),
        )
    )  # fmt: skip
    parts = {name: _many(kind, text) for name, kind in READ.items()}
    return Entry(report, draw(_fields(Reading, text, report=st.just(id), reader=_fields(Reader, text), **parts)))


READ: dict[str, Any] = {
    "sentences": Sentence,
    "actors": Actor,
    "times": Time,
    "quantities": Quantity,
    "attributions": Attribution,
    "events": Event,
    "positions": Position,
    "deadlines": Deadline,
    "open_points": OpenPoint,
}


@st.composite
def documents(draw: st.DrawFn, of: Entry) -> Document:
    """Any document that has the text of an entry."""
    part = _fields(Part, of.report.text, kind=st.sampled_from(BLOCK_KINDS))
    drawn: Document = draw(
        _fields(
            Document, of.report.text, text=st.just(of.report.text), raw=st.binary(max_size=20), name=anything,
            given=_fields(Given, of.report.text), parts=st.lists(part, max_size=2).map(tuple),
            # The store keeps times at the address, and what the user asked for not at all.
            modified=st.none(), seen=st.none(), asked=st.just(Given()),
        )
    )  # fmt: skip
    return drawn


@st.composite
def related(draw: st.DrawFn, among: tuple[Entry, ...]) -> Relations:
    """Anything that could hold between these entries."""
    texts = {one.id: one.report.text for one in among}
    ids = st.sampled_from(sorted(texts))
    cited = ids.flatmap(lambda id: spans(texts[id]).map(lambda span: Citation.of(id, span)))
    several = st.lists(ids, max_size=3).map(tuple)
    evidence = st.lists(cited, max_size=3).map(tuple)

    @st.composite
    def derivations(draw: st.DrawFn) -> Derivation:
        a, b = draw(ids), draw(ids)
        shared = st.lists(st.builds(Shared, spans(texts[a]), spans(texts[b])), max_size=2).map(tuple)
        drawn: Derivation = draw(_fields(Derivation, "a", a=st.just(a), b=st.just(b), shared=shared))
        return drawn

    @st.composite
    def stories(draw: st.DrawFn) -> Story:
        members = draw(
            many(
                _fields(
                    Membership, "a", report=ids, near=st.none() | ids, how=st.sampled_from(("first", "alike", "copy"))
                )
            )
            | st.just(())
        )
        reports = tuple(one.report for one in members) or draw(several)
        drawn: Story = draw(_fields(Story, "a", reports=st.just(reports), members=st.just(members)))
        return drawn

    def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.lists(strategy, max_size=2).map(tuple)

    return draw(
        st.builds(
            Relations,
            reports=several,
            identities=_many(Identity, "a", members=_many(Member, "a", report=ids), spellings=_many(Spelling, "a")),
            stories=many(stories()),
            derivations=many(derivations()),
            origins=_many(Origin, "a", reports=several, root=st.none() | ids, citations=evidence),
            quotes=_many(QuoteLineage, "a", variants=many(_fields(Variant, "a", citation=cited)),
                         changes=_many(Change, "a")),
            findings=_many(Finding, "a", sides=many(_fields(Side, "a", citation=cited))),
            corroborated=_many(Corroboration, "a", evidence=evidence),
            only_in=st.fixed_dictionaries({}, optional={
                id: st.lists(spans(texts[id]), max_size=2).map(tuple) for id in texts}),
        )
    )  # fmt: skip
