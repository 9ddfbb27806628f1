"""All that a report credits: wire agencies and other newsrooms, for its whole text or for a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.lexicons import credit_lines
from onrecord.lexicons.newsroom import agencies_in, is_outlet
from onrecord.lineage.material import ACCOUNT, account
from onrecord.lineage.media import named, outlet_keys
from onrecord.model.report import NARRATIVE, Block, Credit, Report
from onrecord.text.words import words

#: Parts of a report's head in which an agency's name is a credit of the text.
_HEAD = frozenset({"byline", "dateline", "date"})
#: Words from which a last paragraph is running text, and what follows it the foot.
_PROSE = 8


def credits(report: Report) -> tuple[Credit, ...]:
    """Every agency and newsroom that a report credits, in text order, with the words that do so.

    An agency is credited for the text in a dateline, a byline, a notice of rights or a signature at the foot; for a
    part where it "contributed" or where a sentence leans on it ("told AFP", "seen by Reuters", "AP reported"). Picture
    credits and the report's own newsroom do not count. Nothing but the report's text and parts is needed, so this
    holds for a stored report as for a fresh one.
    """
    wires = {(one.span.start, one.name): one for one in (*_cited(report), *_lines(report))}.values()
    others = [one for one in _newsrooms(report) if not any(one.span.overlaps(wire.span) for wire in wires)]
    return tuple(sorted([*wires, *others], key=lambda one: (one.span.start, one.name)))


def agencies(report: Report) -> tuple[str, ...]:
    """The usual names of the wire agencies that a report credits: the one whose text it is, then in text order."""
    names = [one.name for one in credits(report) if one.agency]
    return tuple(dict.fromkeys([report.agency, *names] if report.agency else names))


def _lines(report: Report) -> Iterator[Credit]:
    """Agencies in the head and in credit lines, and that of the words which were found to credit it elsewhere."""
    main = report.agency_credit
    last = max((n for n, block in enumerate(report.blocks) if _is_text(report, block)), default=-1)
    for number, block in enumerate(report.blocks):
        for name, start, end, whole in _said(report, block, foot=number > last):
            span = report.cut(block.start + start, block.start + end)
            main = None if main and main.overlaps(span) else main
            yield Credit(name, span, whole=whole, agency=True)
    if main and report.agency:
        yield Credit(report.agency, main, whole=True, agency=not is_outlet(report.agency))


def _said(report: Report, block: Block, *, foot: bool) -> Iterable[credit_lines.Mention]:
    """The agencies that one part of a report credits by standing there."""
    said = report.text[block.start : block.end]
    if block.kind in _HEAD:
        return [credit_lines.Mention(*one) for one in agencies_in(said)]
    return credit_lines.line(said, foot=foot, prose=False) or () if block.kind == "credit" else ()


def _is_text(report: Report, block: Block) -> bool:
    return block.kind in ACCOUNT and len(report.text[block.start : block.end].split()) >= _PROSE


def _cited(report: Report) -> Iterator[Credit]:
    """Agencies that sentences lean on, but for the report's own newsroom."""
    own = outlet_keys(report)
    for block in report.blocks:
        if block.kind in NARRATIVE and block.repeats is None:
            for name, start, end, _ in credit_lines.cited(report.text[block.start : block.end]):
                if name.casefold() not in own:
                    span = report.cut(block.start + start, block.start + end)
                    yield Credit(name, span, whole=False, agency=True)


def _newsrooms(report: Report) -> Iterator[Credit]:
    """Newsrooms other than agencies that the account, or a credit line, names as a source."""
    lines = [words(report.text, one.start, one.end) for one in report.blocks if one.kind == "credit"]
    for one in (found for part in (account(report), *lines) for found in named(report, part)):
        if not one.agency:
            yield Credit(one.name, one.span, whole=False, agency=False)
