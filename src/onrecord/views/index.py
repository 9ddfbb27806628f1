"""Look-ups that every screen needs: labels, outlets, names of speakers, the chain that something was told in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from onrecord.model.identified import identified
from onrecord.model.judgement import JudgedKind, Judgement
from onrecord.model.reading import Attribution, Entry
from onrecord.model.relations import Derivation, Origin, Relations
from onrecord.model.report import Report
from onrecord.model.spans import Citation, Span
from onrecord.views.page import Labelled, Line, Page, Run, Scalar, line
from onrecord.views.words import count, flat, listed, quoted, with_article

T = TypeVar("T")

#: Sources that name nobody by themselves; shown in quotation marks and as not resolved.
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "who", "which", "one", "this", "that", "these", "those"}
)

_ARTICLES = frozenset({"The", "A", "An", "Some", "Several", "One", "Two", "His", "Her", "Their", "Its", "Many"})

NOBODY = "speaker not named"

#: The note of a report whose date line or address gives another day than the one that it was given.
_DOUBT = re.compile(r"the date given is \S+, but its ")


class Index:
    """The entries of a page under their labels.

    Args:
        entries: the reports, in the order in which they are labelled R1, R2…
        relations: what holds between them; none for a single report. Actors go by the identities in them.
        first: the number of the first label.
        ids: whether lines say the ids that ``onrecord judge`` takes.
        inputs: the files that the entries are from, in their order; none where they are not known.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        relations: Relations | None = None,
        *,
        first: int = 1,
        ids: bool = False,
        inputs: Sequence[str] = (),
    ) -> None:
        self._ids = ids
        self.relations = relations or Relations(tuple(entry.id for entry in entries))
        self.entries = identified(entries, self.relations.identities)
        files = inputs if len(inputs) == len(self.entries) else [""] * len(self.entries)
        self.labelled = tuple(
            Labelled(f"R{n}", entry, file)
            for n, (entry, file) in enumerate(zip(self.entries, files, strict=True), first)
        )
        self._at = {one.entry.id: one for one in self.labelled}
        self._made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What several screens put together of these reports, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def __contains__(self, report: str) -> bool:
        return report in self._at

    def entry(self, report: str) -> Entry:
        """The entry of a report id."""
        return self._at[report].entry

    def label(self, report: str) -> str:
        """The short label of a report id."""
        return self._at[report].label

    def labels(self, reports: Iterable[str]) -> str:
        """The labels of several reports in their order, as words."""
        wanted = set(reports)
        return listed(one.label for one in self.labelled if one.entry.id in wanted)

    def outlet(self, report: str) -> str:
        """Who published it, as words for a line: the outlet, else the agency, else that neither is known."""
        facts = self.entry(report).report
        return facts.outlet or facts.agency or "outlet not named"

    def named(self, report: str) -> str:
        """Label and outlet: ``R1 (Daily Ledger)``; the label alone where neither outlet nor agency is known."""
        facts = self.entry(report).report
        outlet = facts.outlet or facts.agency
        return f"{self.label(report)} ({outlet})" if outlet else self.label(report)

    def cited(self, page: Page, columns: tuple[str, ...] = ()) -> Page:
        """The page with the reports that it cites, under their labels, and the columns of its table."""
        reports = {citation.report for citation in page.citations()}
        labelled = tuple(one for one in self.labelled if one.entry.id in reports)
        return replace(page, reports=labelled, columns=columns)

    def target(self, name: str) -> Run:
        """The id of a finding or statement as it stands at a line's end, where ids are wanted."""
        return Run(f" ({name})" if self._ids else "", "quiet")

    # -- what people decided ------------------------------------------------------------------------------------

    def judged(self, *names: str) -> tuple[Judgement, ...]:
        """The judgements that hold on what has one of these ids, each once."""
        found = (one for name in names for one in self.relations.judged.get(name, ()))
        return tuple(dict.fromkeys(found))

    def judged_on(self, kind: JudgedKind, id: str, citations: Iterable[Citation]) -> tuple[Judgement, ...]:
        """The judgements on a position, a happening or what is due, of which it still has every passage.

        Args:
            kind: which of these it is.
            id: its id.
            citations: every passage that tells it.
        """
        made = self.relations.judged.get(kind, ())
        cited = {(one.report, one.start, one.end) for one in citations} if made else set()
        return tuple(one for one in made if one.target == id or cited.issuperset(_places(one)))

    def rejects(self, kind: JudgedKind, id: str, citations: Iterable[Citation]) -> bool:
        """Whether a happening or what is due is rejected: no passage tells it that was not judged.

        Args:
            kind: which of these it is.
            id: its id.
            citations: every passage that tells it.
        """
        cited = list(citations)
        made = self.judged_on(kind, id, cited)
        if not made or made[-1].verdict != "reject":
            return False
        return {(one.report, one.start, one.end) for one in cited} <= _places(made[-1])

    def mark(self, *names: str) -> Run:
        """What people decided on what has one of these ids, as it stands at a line's end."""
        return Run(decided_words(self.judged(*names)), "quiet")

    # -- who ----------------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, str]:
        """One name an actor id: that of its identity, else the one most reports use, the longest of those."""
        found: dict[str, Counter[str]] = {}
        for entry in self.entries:
            for actor in entry.reading.actors:
                found.setdefault(actor.id, Counter())[actor.name] += 1
        return {
            actor: max(names.items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
            for actor, names in found.items()
        } | {one.id: one.name for one in self.relations.identities}

    @property
    def actors(self) -> Collection[str]:
        """The ids of all actors."""
        return self._names.keys()

    def name(self, actor: str | None) -> str:
        """The name of an actor id; ``not named`` for none."""
        if actor is None:
            return "not named"
        return self._names.get(actor) or actor.partition(":")[2].replace("-", " ")

    def speaker(self, one: Attribution) -> str:
        """Who said it: the resolved name, else the report's own words for the source, else that nobody is named."""
        if one.actor:
            return self.name(one.actor)
        if one.source is None:
            return NOBODY
        words = flat(one.source.text)
        if words.casefold() in _PRONOUNS:
            return f"{quoted(words)} (not resolved)"
        return words[:1].lower() + words[1:] if words.partition(" ")[0] in _ARTICLES else words

    def speaker_key(self, one: Attribution) -> str:
        """What groups the sayings of one speaker: the actor id, else the report's own words."""
        return one.actor or f"words:{self.speaker(one).casefold()}"

    def chain(self, entry: Entry, attribution: str | None) -> tuple[str, ...]:
        """The speakers that something came through, the first one first, the one who told the outlet last."""
        names: list[str] = []
        seen: set[str] = set()
        while attribution and attribution not in seen:
            seen.add(attribution)
            one = entry.reading.attribution(attribution)
            if one is None:
                break
            names.append(with_article(self.speaker(one)))
            attribution = one.within
        return tuple(names)

    def told(self, entry: Entry, attribution: str | None, about: str | None = None) -> str:
        """In whose words a report has something: ``according to X, told by Y``, or the outlet's own voice.

        Args:
            entry: the report.
            attribution: id of the attribution that it is told in.
            about: id of the actor that it is about, who may be the one who says it.
        """
        names = list(self.chain(entry, attribution))
        if not names:
            return "in the outlet's own voice"
        if about and names[0] == with_article(self.name(about)):
            names[0] = "its own account"
            return "by " + ", told by ".join(names)
        return according_to(names)

    # -- where from ---------------------------------------------------------------------------------------------

    def origins(self, reports: Iterable[str]) -> tuple[Origin, ...]:
        """The independent origins behind these reports."""
        found = {n for report in reports for n in self.origin_numbers.get(report, ())}
        return tuple(self.relations.origins[n] for n in sorted(found))

    @cached_property
    def origin_numbers(self) -> dict[str, list[int]]:
        """For each report the numbers of its origins."""
        found: dict[str, list[int]] = {}
        for n, origin in enumerate(self.relations.origins):
            for report in origin.reports:
                found.setdefault(report, []).append(n)
        return found

    def origin_name(self, origin: Origin) -> str:
        """What an origin is called: its agency, else the outlet of its root, of its only report or of all of them.

        A report whose outlet is not known goes by its label.
        """
        if origin.agency:
            return origin.agency
        outlets = {self._home(report) for report in origin.reports if report in self}
        if len(outlets) == 1 and len(origin.reports) > 1:
            return outlets.pop()
        root = origin.root or (origin.reports[0] if len(origin.reports) == 1 else None)
        if root and root in self:
            return self._home(root)
        return "a common source of " + self.labels(origin.reports)

    def _home(self, report: str) -> str:
        """Outlet or agency of a report; its label where neither is known, so that two such stay apart."""
        facts = self.entry(report).report
        return facts.outlet or facts.agency or self.label(report)

    def how_many(self, reports: Iterable[str]) -> str:
        """By how many it is reported: ``3 reports, 1 origin (CPA)``; one report is just that."""
        wanted = tuple(dict.fromkeys(reports))
        origins = self.origins(wanted)
        if len(wanted) < 2 or not origins:
            return count(len(wanted), "report")
        names = dict.fromkeys(self.origin_name(one) for one in origins)  # one maker at two starts is not independent
        return f"{count(len(wanted), 'report')}, {count(len(names), 'origin')} ({', '.join(names)})"

    def derivations(self, report: str) -> tuple[Derivation, ...]:
        """The derivations that a report takes part in."""
        return tuple(one for one in self.relations.derivations if report in (one.a, one.b))

    # -- when ---------------------------------------------------------------------------------------------------

    def doubt(self, report: str) -> str:
        """Why the day of a report's publication is in doubt, as its note says; empty if it is not."""
        return doubt(self.entry(report).report)

    def doubts(self) -> tuple[Line, ...]:
        """A line on the days that rest on a publication day in doubt, if there are such reports."""
        doubted = [one for one in self.labelled if self.doubt(one.entry.id)]
        if not doubted:
            return ()
        why = "; ".join(f"{one.label}: {self.doubt(one.entry.id)}" for one in doubted)
        facts: dict[str, Scalar] = {"day_doubted": ", ".join(one.entry.id for one in doubted)}
        return (line(f"A ? behind a day: it rests on a publication day in doubt ({why}).", facts=facts),)

    # -- where exactly ------------------------------------------------------------------------------------------

    def headline(self, report: str) -> tuple[Citation, ...]:
        """The citation of a report's headline; of its first sentence if the text has no headline."""
        entry = self.entry(report)
        for block in entry.report.blocks:
            if block.kind == "headline" and block.start < block.end:
                return (Citation.of(report, entry.report.cut(block.start, block.end)),)
        return tuple(Citation.of(report, one.span) for one in entry.reading.sentences[:1])


_DONE: Mapping[str, str] = {"accept": "accepted", "edit": "edited", "merge": "merged", "split": "split"}


def decided_words(made: Sequence[Judgement]) -> str:
    """What people decided, as a line ends in it: `` — accepted by Ana``; empty if nothing holds."""
    said = dict.fromkeys(f"{_DONE[one.verdict]} by {one.by}" for one in made if one.verdict in _DONE)
    return f" — {', '.join(said)}" if said else ""


def decided_fact(made: Sequence[Judgement]) -> str | None:
    """The same as data: ``accepted by Ana``; ``None`` if nothing holds."""
    return decided_words(made).removeprefix(" — ") or None


def _places(one: Judgement) -> set[tuple[str, int, int]]:
    return {(cited[0], cited[1], cited[2]) for cited in one.anchored.get("cites", ())}


def according_to(names: Iterable[str]) -> str:
    """In whose words something is told, from the chain of speakers; who is not named is not called by a name.

    >>> according_to(["Ada Koss", "her lawyer"]), according_to(["speaker not named"])
    ('according to Ada Koss, told by her lawyer', 'without saying who')
    """
    known = [name for name in names if name != NOBODY]
    return "according to " + ", told by ".join(known) if known else "without saying who"


def doubt(report: Report) -> str:
    """The note that another day of publication is told than the one given; empty if there is none."""
    return next((note for note in report.notes if _DOUBT.match(note)), "")


def notes(entry: Entry) -> tuple[str, ...]:
    """What a reader should know about a report and its reading; of two notes on one cause, the more exact one.

    A note is a cause, ``, so `` what follows from it, and after ``; `` what can be done; the last is kept.
    """
    kept: dict[str, str] = {}
    for note in (*entry.report.notes, *entry.reading.notes):
        cause = note.partition(", so ")[0]
        advice = kept.get(cause, "").partition("; ")[2]
        kept[cause] = f"{note}; {advice}" if advice and advice not in note else note
    return tuple(kept.values())


def sentence(entry: Entry, span: Span) -> str:
    """The whole sentence (or sentences) that a passage stands in, on one line; the passage itself if none is known."""
    around = [one.span for one in entry.reading.sentences if one.span.overlaps(span)]
    if not around:
        return flat(span.text)
    start, end = min(span.start, around[0].start), max(span.end, around[-1].end)
    return flat(entry.report.text[start:end])
