"""What adding a report does to the revisions of its address, and which of them stood on a day.

The same words at an address are one report, whatever changed around them: white space, boilerplate and date lines do
not make a revision. Other words of the same outlet at the same address, or another headline over the same words, are a
revision of their own; none is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.errors import Conflict, NotFound
from onrecord.model.address import address_key
from onrecord.model.report import Document, Given, report_id, sha256_of
from onrecord.model.revision import Chain, Revision, chains, in_order, same_outlet, superseded
from onrecord.results import AddResult, AddStatus

if TYPE_CHECKING:
    from onrecord.store.protocol import Outcome, Store
    from onrecord.views.page import Line, Page
#: Whether two headlines over the same words are one.
_SAME, _NOT_KNOWN, _OTHER = range(3)


def prepared(store: Store, document: Document) -> Document:
    """The document under the report that it belongs to.

    That is the one on record where an address holds the same words under the same headline, whatever id is given now.
    The same words under another headline, and other words where a given id is taken, are a revision with an id of its
    own.

    Raises:
        Conflict: the words are on record, and the user gives a fact that contradicts what is known of them.
    """
    known = _revisions(store, document)
    if not known:
        return document
    words, title = _essence(document)
    same = sha256_of(document.text)
    alike = [one for one in known if one.sha256 == same or (words and one.essence == words)]
    if alike:
        return _of_words_on_record(store, document, alike, title)
    if document.given.id and document.given.id in store and any(document.given.id == one.report for one in known):
        return _on_its_own(document, document.text)
    return document


def _of_words_on_record(store: Store, document: Document, alike: Sequence[Revision], title: str | None) -> Document:
    """The document under the report with its words, or under one of its own if the outlet changed the headline."""
    olds = {one.report: store.document(one.report) for one in alike}
    one = min(alike, key=lambda one: _headline(one, olds[one.report], document, title))
    old = olds[one.report]
    other = _headline(one, old, document, title) == _OTHER
    # The same bytes have another headline only if a user gave it, or the feed that led to the page.
    by_user = document.asked.title == document.given.title or (old.raw == document.raw and not document.seen)
    if other and not by_user:
        return _on_its_own(document, f"{_plain(title)}\n{document.text}")
    _agree(one.report, old.given, document, ("title",) if other else ())
    given = _filled(old.given, document.given)
    if report_id(old.text, given) != one.report:
        given = replace(given, id=one.report)
    return replace(old, name=document.name, given=given, modified=document.modified, seen=document.seen)


def _headline(one: Revision, old: Document, document: Document, title: str | None) -> int:
    """Whether a document has the headline of a report with the same words; the lower, the rather."""
    before, now = old.given.title, document.given.title
    if now and (_plain(now) == _plain(before) or (title and _plain(title) == _plain(one.title))):
        return _SAME
    return _OTHER if before and now else _NOT_KNOWN


def _plain(title: str | None) -> str:
    """What two spellings of a headline have in common."""
    from onrecord.text.mapped import clean

    return " ".join(clean(title or "").text.split()).casefold()


def _on_its_own(document: Document, words: str) -> Document:
    """The document as a revision whose id is made of the one it would have and of its words."""
    made = f"{report_id(document.text, document.given)}-{sha256_of(words)[:8]}"
    return replace(document, given=replace(document.given, id=made))


def _agree(report: str, old: Given, document: Document, also: tuple[str, ...]) -> None:
    """Require that no fact that the user gave contradicts one on record.

    Args:
        report: id of the report on record.
        old: what is known of it.
        document: what is added.
        also: facts that must agree whoever gave them.
    """
    for name in ("title", "outlet", "published", "byline", "agency", "language"):
        before, now, asked = (getattr(one, name) for one in (old, document.given, document.asked))
        if before and now and before != now and (name in also or (name != "title" and asked == now)):
            raise Conflict(
                f"report {report} has the same words from this address with {name} {before!r}, and now {now!r}",
                where=document.name,
                hint="Leave the option out: the record keeps the fact that it has of these words",
            )


def _filled(old: Given, new: Given) -> Given:
    """Facts on record, and new ones where there are none; an id is none, for the words are on record under theirs."""
    gaps = (name for name in Given.__slots__ if name != "id" and not getattr(old, name))
    return replace(old, **{name: getattr(new, name) for name in gaps})


def _revisions(store: Store, document: Document) -> tuple[Revision, ...]:
    """The reports on record that a document may be a revision of, the newest first."""
    address = address_key(document.given.url)
    found = store.revisions(address) if address else ()
    named = same_outlet(document.given.outlet)

    def fits(one: Revision) -> bool:
        return not named or same_outlet(one.outlet) in ("", named) or bool(document.seen and one.seen_last)

    return tuple(one for one in reversed(in_order(found)) if fits(one))


def _essence(document: Document) -> tuple[str | None, str | None]:
    """Hash of the words that make a revision, and the headline; none if its parts cannot be told."""
    from onrecord.structure.report import structure
    from onrecord.text.essence import essence

    try:
        report = structure(document)
        parts = [(one.kind, one.start, one.end) for one in report.blocks]
        return essence(report.text, parts), report.title
    except Exception:  # reading the same text comes next, and names the fault
        return None, document.given.title


def current(store: Store, document: Document) -> str | None:
    """Id of the report that stands at the address of a document as far as the record knows, before it is added."""
    known = _revisions(store, document)
    return known[0].report if known else None


def result(store: Store, document: Document, report: str, outcome: Outcome, before: str | None) -> AddResult:
    """What became of a source: ``revised`` if its address had other words on record, or shows earlier ones again.

    Args:
        store: where it was kept.
        document: what was added.
        report: id of its report.
        outcome: what the store says.
        before: what ``current`` gave before.
    """
    chain = chain_of(store, report)
    now = chain.current.report if chain else report
    status: AddStatus = outcome
    if chain and (outcome == "added" or (now == report and before not in (None, now))):
        status = "revised"
    replaces = before if status == "revised" and now == report and before != report else None
    return AddResult(document.name, report, status, replaces=replaces, replaced_by=None if now == report else now)


def chain_of(store: Store, report: str) -> Chain | None:
    """The chain that a report is a revision in; ``None`` if its address had no other words."""
    return next((one for one in chains(store.revisions(of=report)) if report in one.reports), None)


def current_ids(store: Store) -> tuple[str, ...]:
    """Ids of the current revisions, in the order of the record."""
    gone = superseded(chains(store.revisions()))
    return tuple(report for report in store.report_ids() if report not in gone)


def named(store: Store, report: str, path: str) -> str:
    """The id of the report with this id, with the one id that begins so, or with this label (``R3``) of the brief.

    Raises:
        NotFound: no report, or more than one, has such an id.
    """
    ids = store.report_ids()
    labelled = int(report[1:]) if report[:1] == "R" and report[1:].isdecimal() else 0
    matching = (
        [one for one in ids if one == report]
        or [one for one in ids if one.startswith(report)]
        or list(current_ids(store)[labelled - 1 : labelled] if labelled else ())
    )
    if len(matching) != 1:
        raise NotFound.among("report", report, ids, where=path)
    return matching[0]


def noted(store: Store, page: Page) -> Page:
    """The page with a line on the reports it cites that their outlets changed, the latest change first."""
    from onrecord.views.revisions import noted

    return noted(page, chains(store.revisions()))


def standing(store: Store, day: str) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The reports as their words stood at the end of a day, and lines on what is not known of that.

    Args:
        store: the record's store.
        day: ISO day.

    Returns:
        Ids, one of each chain of revisions; and a line if a report has other words than today, if it is not known when
        its words changed, or if its outlet says that it changed them after that day and no earlier words are on record.
    """
    from onrecord.views.page import line
    from onrecord.views.words import count

    day = pipeline.iso_day(day)
    revisions = store.revisions()
    found = chains(revisions)
    chosen = {chain: chain.on(day) for chain in found}
    left = {report for chain, (one, _) in chosen.items() for report in chain.reports if report != one.report}
    ids = tuple(report for report in store.report_ids() if report not in left)
    earlier = sum(
        one.report != chain.current.report and (one.published or "")[:10] <= day for chain, (one, _) in chosen.items()
    )
    unsure = sum(not known for _, known in chosen.values())
    late = sum(
        1
        for one in revisions
        if one.report not in left and (one.published or day)[:10] <= day < (one.modified_first or day)[:10]
    )
    said = []
    if earlier:
        said.append(f"{count(earlier, 'report')} as it read then; its outlet changed it later")
    if unsure:
        said.append(f"of {count(unsure, 'report')} it is not known when the words changed; the later ones are shown")
    if late:
        said.append(
            f"{count(late, 'report')} in words that the outlet changed after that day; no earlier ones are on record"
        )
    facts = {"earlier_revisions": earlier, "change_not_dated": unsure, "changed_later": late}
    return ids, (line("; ".join(said).capitalize() + ".", facts=facts),) if said else ()
