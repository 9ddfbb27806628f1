"""From a document to a report: its parts, and who published it, when and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.lexicons.newsroom import agency_named, agency_of_address, host_of, is_same_outlet, outlet_of
from onrecord.model.report import NARRATIVE, Block, Document, Given, Report, report_id, sha256_of
from onrecord.model.spans import Span
from onrecord.structure import credit, dates, disguises, language
from onrecord.structure.blocks import Layout, lay_out
from onrecord.structure.draft import key
from onrecord.text.moved import restored_report, seen_document
from onrecord.text.seen import as_seen

#: A given date and the date in the address may lie this many days apart without a note (time zones, print after web).
TOLERANCE = 2


def structure(document: Document) -> Report:
    """The report that a document holds, with its parts.

    What was given outranks what the text says, the text outranks the address; ``notes`` say what was taken from where
    and what is missing. Every code point that is not white space lies in exactly one block.

    A text that hides characters is taken apart as what a reader sees of it, and its notes say what it hides.

    Args:
        document: bytes taken in as text.

    Returns:
        The report; ``text[block.start:block.end]`` are a block's words.
    """
    seen = as_seen(document.text)
    given = _seen_given(document.given)
    if seen is None or not seen.text.strip():
        found = _structure(replace(document, given=given))
    else:
        found = restored_report(_structure(replace(seen_document(document, seen), given=given)), document.text, seen)
    notes = (*found.notes, *_unread(document.text), *disguises.notes(document.text, document.given))
    name, sha256 = report_id(document.text, document.given), sha256_of(document.text)
    return replace(found, id=name, sha256=sha256, notes=notes)


def _unread(text: str) -> tuple[str, ...]:
    """A note on characters that could not be read."""
    count = text.count("\ufffd")
    what = "1 character of the source could not be read and stands" if count == 1 else ""
    what = what or f"{count:,} characters of the source could not be read and stand"
    return (f"{what} as “\ufffd” in the text",) if count else ()


def _seen_given(given: Given) -> Given:
    """What was given beside the words, as a reader sees it."""
    byline = tuple(map(_seen, given.byline))
    said = {name: _seen(words) for name in ("title", "outlet", "agency") if (words := getattr(given, name))}
    return replace(given, byline=byline, **said)


def _seen(words: str) -> str:
    seen = as_seen(words)
    return words if seen is None or not seen.text.strip() else seen.text


def _structure(document: Document) -> Report:
    given = document.given
    layout = lay_out(document, _outlet(given, None))
    url = given.url or layout.address
    outlet = _outlet(given, url)
    published, words, dated = _published(given, layout, url)
    main = credit.main(layout.credits)
    agency = _agency(given, main)
    return Report(
        id=report_id(document.text, given),
        sha256=sha256_of(document.text),
        text=document.text,
        title=layout.title or _title(given.title, outlet, url),
        outlet=outlet,
        agency=agency,
        byline=_byline(given, layout, outlet),
        dateline=layout.dateline,
        published=published,
        url=url,
        language=language.plain(given.language) if given.language else _language(document.text, layout.blocks),
        blocks=layout.blocks,
        agency_credit=Span.cut(document.text, main.start, main.end) if main and main.agency == agency else None,
        published_words=words,
        notes=(*document.partial, *dated, *_unknown(outlet, url, agency)),
    )


def _byline(given: Given, layout: Layout, outlet: str | None) -> tuple[str, ...]:
    """The authors as given; as the text names them where what was given is only the outlet's own name."""
    own = all(is_same_outlet(name, outlet) for name in given.byline)
    return (layout.byline or given.byline) if own else given.byline


def _agency(given: Given, main: credit.Credit | None) -> str | None:
    """The agency as given, else as credited in the text, else as named in the byline that was given."""
    if given.agency:
        return agency_named(given.agency) or given.agency
    if main:
        return main.agency
    return next((name for one in given.byline if (name := agency_named(one))), None)


def _title(title: str | None, outlet: str | None, url: str | None) -> str | None:
    """A title as it was given, without the outlet's name that pages put behind it ("Talks fail | Example News")."""
    words = " ".join((title or "").split())
    host = (host_of(url) or "") if url else ""
    at = max(words.rfind(mark) for mark in (" | ", " - ", " – ", " — "))
    site = key(words[at + 3 :]).replace(" ", "") if at > 0 else ""
    names_site = site and (site == key(outlet or "").replace(" ", "") or site.removeprefix("the") in host)
    return (words[:at].rstrip() if names_site else words) or None


def _outlet(given: Given, url: str | None) -> str | None:
    """The outlet's name: as given (a host is looked up), else from the address, else the host itself."""
    said = given.outlet or url or given.url
    if not said:
        return None
    if given.outlet and not host_of(given.outlet):
        return given.outlet
    host = host_of(said)
    return outlet_of(said) or (host.removeprefix("www.") if host else None)


def _published(given: Given, layout: Layout, url: str | None) -> tuple[str | None, Span | None, list[str]]:
    """When the report was published, the words that say so, and notes on where that was taken from."""
    found = layout.published
    in_address = dates.in_address(url) if url else None
    words = found[1] if found else None
    if given.published:
        return given.published, words, _disagree(given.published, found, in_address)
    if found and found[0].iso:
        note = "the date of the report is that of its last update, as its date line says" if found[0].updated else None
        iso = found[0].iso
        return iso, words, [note] if note else []
    unclear = []
    if layout.unclear:
        unclear = [f"the date line “{layout.unclear.text}” dates nothing: it can be read in two ways, or has no year"]
    if in_address:
        return in_address, None, [*unclear, f"the date {in_address} was taken from the address of the report"]
    missing = "the report has no date, so relative dates in it stay unresolved; --published gives one"
    return None, None, [*unclear, missing]


def _disagree(published: str, found: tuple[dates.Stamp, Span] | None, in_address: str | None) -> list[str]:
    """A note where the date given is not the one that the text or the address gives."""
    said = [(found[0].iso, "its date line")] if found and found[0].iso else []
    said += [(in_address, "its address")] if in_address else []
    return [
        f"the date given is {published[:10]}, but {where} says {iso[:10]}"
        for iso, where in said
        if iso and _days_apart(published, iso) > TOLERANCE
    ][:1]


def _days_apart(one: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return 0


def _unknown(outlet: str | None, url: str | None, agency: str | None) -> list[str]:
    """Notes on an outlet that is not known, and on an agency that only the address names."""
    notes = [] if outlet else ["outlet not known; give --outlet"]
    filed = agency_of_address(url) if url else None
    if filed and agency is None:
        notes.append(f"the address files the report under {filed}; its words credit no agency")
    return notes


def _language(text: str, blocks: tuple[Block, ...]) -> str:
    own = [text[one.start : one.end] for one in blocks if one.kind in NARRATIVE and one.repeats is None]
    return language.of("\n".join(own))
