"""What holds between reports, to rows and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select

from onrecord.errors import Damaged, NotFound
from onrecord.model.judgement import Outcome
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
from onrecord.model.spans import Citation
from onrecord.store import schema
from onrecord.store.rows import insert_all
from onrecord.store.shapes import Placed, citation_rows, exact, require_next

_Rows = list[dict[str, Any]]

#: Tables of derived values, members before those that they belong to, so that they can be emptied in this order.
TABLES: tuple[Table, ...] = (
    schema.identity_members, schema.identity_spellings, schema.identities,
    schema.story_reports, schema.origin_reports, schema.quote_variants, schema.quote_changes, schema.finding_sides,
    schema.stories, schema.derivations, schema.origins, schema.quote_lineages, schema.findings,
    schema.corroborations, schema.only_in, schema.compared_reports, schema.judgement_outcomes,
)  # fmt: skip


def write_relations(connection: Connection, relations: Relations) -> None:
    """Keep what holds between reports in place of all that was kept.

    Raises:
        NotFound: a report is named that is not on record.
        Damaged: a citation's words are not the report's words.
    """
    clear_relations(connection)
    rows = _rows(relations)
    texts, revisions = _texts(connection)
    _require_known(rows, relations, texts)
    cited = citation_rows(placed_between(relations), texts, revisions)
    insert_all(connection, [*((table, rows[table.name]) for table in reversed(TABLES)), (schema.citations, cited)])


def clear_relations(connection: Connection) -> None:
    """Take away all that holds between reports."""
    for table in TABLES:
        connection.execute(delete(table))
    connection.execute(delete(schema.citations).where(schema.citations.c.owner_kind.in_(schema.BETWEEN)))


def _texts(connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
    """Canonical text and its hash for each report."""
    wanted = select(schema.reports.c.id, schema.revisions.c.text, schema.revisions.c.sha256)
    rows = connection.execute(wanted.join_from(schema.reports, schema.revisions)).all()
    return {row.id: row.text for row in rows}, {row.id: row.sha256 for row in rows}


def _require_known(rows: Mapping[str, _Rows], relations: Relations, known: Mapping[str, str]) -> None:
    named = {row[name] for table in TABLES for name in _report_columns(table) for row in rows[table.name]}
    named |= {placed.report for placed in placed_between(relations)}
    for report in sorted(named - {None} - set(known)):
        raise NotFound.among("report", report, known)


def _report_columns(table: Table) -> list[str]:
    """Names of the columns that hold the id of a report."""
    return [column.name for column in table.c if column.references(schema.reports.c.id)]


def _numbered(values: Iterable[Any], *names: str) -> _Rows:
    """A row for each value with its number and these fields."""
    return [{"number": n, **{name: getattr(value, name) for name in names}} for n, value in enumerate(values)]


def _members(owner: str, groups: Iterable[Iterable[Any]], row: Callable[[Any], dict[str, Any]]) -> _Rows:
    """A row for each member of each group."""
    return [{owner: g, "number": n, **row(member)} for g, group in enumerate(groups) for n, member in enumerate(group)]


def _memberships(story: Story) -> Iterable[Membership]:
    """A membership for each report of a story; one without a reason says nothing but the report."""
    return story.members or [Membership(report, "") for report in story.reports]  # type: ignore[arg-type]


def _rows(relations: Relations) -> Mapping[str, _Rows]:
    """The rows of each derived table."""
    reported = lambda report: {"report": report}  # noqa: E731
    return {
        "compared_reports": [{"number": n, "report": report} for n, report in enumerate(relations.reports)],
        **_identity_rows(relations.identities),
        "stories": _numbered(relations.stories, "id", "title", "why"),
        "story_reports": _members("story", (_memberships(story) for story in relations.stories), asdict),
        "derivations": _numbered(
            relations.derivations, "a", "b", "kind", "direction", "containment_a", "containment_b", "why"
        ),
        "origins": _numbered(relations.origins, "agency", "root", "why", "id"),
        "origin_reports": _members("origin", (origin.reports for origin in relations.origins), reported),
        "quote_lineages": _numbered(relations.quotes, "id", "speaker", "actor", "relation"),
        "quote_variants": _members(
            "lineage", (quote.variants for quote in relations.quotes), lambda one: {"attribution": one.attribution}
        ),
        "quote_changes": _members(
            "lineage",
            (quote.changes for quote in relations.quotes),
            lambda change: {"op": change.op, "a": change.a, "b": change.b},
        ),
        "findings": _numbered(relations.findings, "id", "kind", "type", "about", "why", "rule"),
        "finding_sides": _members(
            "finding",
            (finding.sides for finding in relations.findings),
            lambda side: {"value": side.value, "attribution": side.attribution, "speaker": side.speaker},
        ),
        "corroborations": _numbered(relations.corroborated, "claim", "origins"),
        "only_in": [{"number": n, "report": report} for n, report in enumerate(sorted(relations.only_in))],
        "judgement_outcomes": _numbered(relations.outcomes, "judgement", "target", "why"),
    }


def _identity_rows(identities: Sequence[Identity]) -> Mapping[str, _Rows]:
    scalars = ("id", "name", "kind", "speaks_for", "roles", "may_be", "why")
    return {
        "identities": [
            {**row, "belongs_to": one.of} for row, one in zip(_numbered(identities, *scalars), identities, strict=True)
        ],
        "identity_members": _members(
            "identity", (one.members for one in identities), lambda one: {"report": one.report, "actor": one.actor}
        ),
        "identity_spellings": _members(
            "identity", (one.spellings for one in identities), lambda one: {"words": one.words, "count": one.count}
        ),
    }


def placed_between(relations: Relations) -> Iterator[Placed]:
    """Every citation of what holds between reports, with its owner."""
    for number, one in enumerate(relations.derivations):
        for position, shared in enumerate(one.shared):
            yield Placed(one.a, "derivation", number, "a", position, shared.a)
            yield Placed(one.b, "derivation", number, "b", position, shared.b)
    yield from _cited("origin", "evidence", (origin.citations for origin in relations.origins))
    yield from _cited(
        "quote_lineage", "variant", ([one.citation for one in quote.variants] for quote in relations.quotes)
    )
    yield from _cited("finding", "side", ([side.citation for side in one.sides] for one in relations.findings))
    yield from _cited("corroboration", "evidence", (one.evidence for one in relations.corroborated))
    for number, report in enumerate(sorted(relations.only_in)):
        for position, span in enumerate(relations.only_in[report]):
            yield Placed(report, "only_in", number, "words", position, span)


def _cited(kind: str, role: str, groups: Iterable[Iterable[Citation]]) -> Iterator[Placed]:
    for number, group in enumerate(groups):
        for position, citation in enumerate(group):
            yield Placed(citation.report, kind, number, role, position, citation.span)


def read_relations(connection: Connection, *, prove: bool = True) -> Relations:
    """What holds between reports as it was kept; empty if nothing was.

    Args:
        connection: an open connection.
        prove: check each citation against its report's text.

    Raises:
        Damaged: a citation does not match the text and ``prove`` is true, or rows are missing.
    """
    reader = RelationsReader(connection, _texts(connection)[0] if prove else None)
    try:
        return reader.relations()
    except (LookupError, ValueError) as error:
        raise Damaged(
            "rows of what holds between reports are missing",
            where="record",
            hint="Run 'onrecord rebuild' to derive it again",
        ) from error


class RelationsReader:
    """Puts derived values together from their rows."""

    def __init__(self, connection: Connection, texts: Mapping[str, str] | None) -> None:
        self._connection = connection
        self._cited = self._citations(texts)

    def _citations(self, texts: Mapping[str, str] | None) -> dict[tuple[str, int, str], list[Citation]]:
        cited = schema.citations.c
        key = (cited.owner_kind, cited.owner_number, cited.role)
        wanted = select(*key, cited.position, cited.report, cited.start, cited.end, cited.text)
        wanted = wanted.where(cited.owner_kind.in_(schema.BETWEEN)).order_by(*key, cited.position)
        found: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
        for kind, number, role, position, *range_ in self._connection.execute(wanted):
            citation = Citation(*range_)
            require_next(found[kind, number, role], position, f"citations, {kind} {number}, {role}")
            if texts is not None:
                exact(citation.span, texts[citation.report], f"report {citation.report}, {kind} {number}, {role}")
            found[kind, number, role].append(citation)
        return found

    def _all(self, table: Table) -> Sequence[Row[Any]]:
        rows: list[Row[Any]] = []
        for row in self._connection.execute(select(table).order_by(table.c.number)):
            require_next(rows, row.number, table.name)
            rows.append(row)
        return rows

    def _grouped(self, table: Table) -> Mapping[int, list[Row[Any]]]:
        """Members by the number of what they belong to."""
        rows: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in self._connection.execute(select(table).order_by(table.c[0], table.c[1])):
            require_next(rows[row[0]], row[1], table.name)
            rows[row[0]].append(row)
        return rows

    def relations(self) -> Relations:
        """All that holds between reports."""
        return Relations(
            reports=tuple(row.report for row in self._all(schema.compared_reports)),
            identities=self._identities(),
            stories=self._stories(),
            derivations=tuple(self._derivation(row) for row in self._all(schema.derivations)),
            origins=self._origins(),
            quotes=self._quotes(),
            findings=self._findings(),
            corroborated=tuple(
                Corroboration(row.claim, row.origins, tuple(self._cited["corroboration", row.number, "evidence"]))
                for row in self._all(schema.corroborations)
            ),
            only_in={
                row.report: tuple(one.span for one in self._cited["only_in", row.number, "words"])
                for row in self._all(schema.only_in)
            },
            outcomes=tuple(Outcome(row.judgement, row.target, row.why) for row in self._all(schema.judgement_outcomes)),
        )

    def _identities(self) -> tuple[Identity, ...]:
        members, spellings = self._grouped(schema.identity_members), self._grouped(schema.identity_spellings)
        return tuple(
            Identity(
                id=row.id,
                name=row.name,
                kind=row.kind,
                members=tuple(Member(one.report, one.actor) for one in members[row.number]),
                spellings=tuple(Spelling(one.words, one._mapping["count"]) for one in spellings[row.number]),
                of=row.belongs_to,
                speaks_for=row.speaks_for,
                roles=row.roles,
                may_be=row.may_be,
                why=row.why,
            )
            for row in self._all(schema.identities)
        )

    def _stories(self) -> tuple[Story, ...]:
        members = self._grouped(schema.story_reports)
        return tuple(
            Story(
                row.id,
                row.title,
                tuple(one.report for one in members[row.number]),
                row.why,
                tuple(
                    Membership(one.report, one.how, one.near, one.words, one.fresh)
                    for one in members[row.number]
                    if one.how
                ),
            )
            for row in self._all(schema.stories)
        )

    def _derivation(self, row: Row[Any]) -> Derivation:
        a, b = (self._cited["derivation", row.number, side] for side in ("a", "b"))
        shared = tuple(Shared(one.span, other.span) for one, other in zip(a, b, strict=True))
        return Derivation(row.a, row.b, row.kind, row.direction, row.containment_a, row.containment_b, shared, row.why)

    def _origins(self) -> tuple[Origin, ...]:
        members = self._grouped(schema.origin_reports)
        return tuple(
            Origin(
                tuple(one.report for one in members[row.number]),
                row.agency,
                row.root,
                row.why,
                tuple(self._cited["origin", row.number, "evidence"]),
                row.id,
            )
            for row in self._all(schema.origins)
        )

    def _quotes(self) -> tuple[QuoteLineage, ...]:
        variants, changes = self._grouped(schema.quote_variants), self._grouped(schema.quote_changes)
        return tuple(
            QuoteLineage(
                row.id,
                row.speaker,
                row.actor,
                row.relation,
                tuple(
                    Variant(citation, one.attribution)
                    for citation, one in zip(
                        self._cited["quote_lineage", row.number, "variant"], variants[row.number], strict=True
                    )
                ),
                tuple(Change(change.op, change.a, change.b) for change in changes[row.number]),
            )
            for row in self._all(schema.quote_lineages)
        )

    def _findings(self) -> tuple[Finding, ...]:
        sides = self._grouped(schema.finding_sides)
        return tuple(
            Finding(
                row.id,
                row.kind,
                row.type,
                row.about,
                tuple(
                    Side(citation, side.value, side.attribution, side.speaker)
                    for citation, side in zip(
                        self._cited["finding", row.number, "side"], sides[row.number], strict=True
                    )
                ),
                row.why,
                row.rule,
            )
            for row in self._all(schema.findings)
        )
