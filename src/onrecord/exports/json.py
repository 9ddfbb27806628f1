"""JSON: RFC 8259, in UTF-8 as it is written, keys in the order of the shapes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.exports.alerts import dossier
from onrecord.exports.shapes import Shape, citation, comparison, judgement, reading
from onrecord.model.dossier import Dossier
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.revision import Chain, Revision
from onrecord.text.unpaired import whole_characters
from onrecord.views.page import Line, Page, Section


def text(value: Any, *, indent: int | None = 2) -> str:
    """A value as JSON, ending in a line end; half a character, which UTF-8 has no bytes for, is U+FFFD.

    Raises:
        ValueError: the value holds a number that JSON has no words for (NaN, infinity).
    """
    return whole_characters(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)) + "\n"


def record(
    entries: tuple[Entry, ...],
    relations: Relations,
    judgements: Sequence[Judgement] = (),
    issues: str | None = None,
    dossiers: Sequence[Dossier] = (),
    earlier: Sequence[Entry] = (),
    revisions: Sequence[Chain] = (),
) -> Shape:
    """A whole record: every reading, all that holds between the reports, every judgement.

    Args:
        entries: the reports.
        relations: what holds between them.
        judgements: what people decided.
        issues: the record's own list of issues as it is kept; ``None`` where it uses the default one.
        dossiers: the user's own cases.
        earlier: the revisions that their outlets changed since.
        revisions: the chains that they stand in with the current ones.
    """
    between = comparison(entries, relations)
    between["reports"] = [entry.id for entry in entries]
    return {
        "readings": [reading(entry) for entry in entries],
        "relations": between,
        "judgements": [judgement(one) for one in judgements],
        "issues": json.loads(issues) if issues is not None else None,
        "dossiers": [dossier(one) for one in dossiers],
        "earlier": [reading(entry) for entry in earlier],
        "revisions": [[_revision(one) for one in chain.revisions] for chain in revisions],
    }


def _revision(one: Revision) -> Shape:
    return {
        "report": one.report,
        "address": one.address,
        "published": one.published,
        "modified_first": one.modified_first,
        "modified_last": one.modified_last,
        "seen_first": one.seen_first,
        "seen_last": one.seen_last,
    }


def page(one: Page) -> Shape:
    """A page as data: everything on it, also what a screen folds away."""
    return {
        "title": one.title,
        "intro": [_line(one, line) for line in one.intro],
        "sections": [_section(one, section) for section in one.sections],
        "reports": [
            {
                "label": found.label,
                "id": found.entry.id,
                "outlet": found.entry.report.outlet,
                "agency": found.entry.report.agency,
                "published": found.entry.report.published,
                "title": found.entry.report.title,
                "url": found.entry.report.url,
            }
            for found in one.reports
        ],
    }


def _section(page: Page, one: Section) -> Shape:
    shape: Shape = {"title": one.title, "lines": [_line(page, line) for line in one.lines]}
    if one.table is not None:
        shape["table"] = [
            {
                **dict(row.facts),
                "citations": [citation(found) for found in row.citations],
                **({"lines": [_line(page, found) for found in row.lines]} if row.lines else {}),
            }
            for row in one.table.rows
        ]
    if not one.lines and not (one.table and one.table.rows):
        shape["empty"] = one.empty
    return shape


def _line(page: Page, one: Line) -> Shape:
    shape: Shape = {"text": one.text}
    if one.why:
        shape["why"] = one.why
    shape |= dict(one.facts)
    shape["citations"] = [{"label": page.cite(found), **citation(found)} for found in one.citations]
    if one.children:
        shape["lines"] = [_line(page, child) for child in one.children]
    return shape
