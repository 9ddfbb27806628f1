"""One thing that can be judged, looked up by its id without reading all that is kept."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from onrecord.model.judgement import JudgedKind
from onrecord.model.spans import Citation
from onrecord.store import schema
from onrecord.store.protocol import Target
from onrecord.store.relations import RelationsReader

_TABLES: Mapping[JudgedKind, Table] = {
    "finding": schema.findings,
    "quotation": schema.quote_lineages,
    "identity": schema.identities,
    "story": schema.stories,
    "origin": schema.origins,
}
#: What each is called as an owner of citations.
_OWNERS: Mapping[JudgedKind, str] = {"finding": "finding", "quotation": "quote_lineage", "origin": "origin"}


class Targets:
    """The part of a store that looks up what is judged."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection that reads."""

    def target(self, kind: JudgedKind, id: str) -> Target | None:
        """What is judged under an id; see ``Store.target``."""
        table = _TABLES[kind]
        with self._reading() as connection:
            number = connection.execute(select(table.c.number).where(table.c.id == id)).scalar()
            return None if number is None else _One(connection, kind, number).value()

    def target_ids(self, kind: JudgedKind) -> tuple[str, ...]:
        """The ids of all there is of a kind; see ``Store.target_ids``."""
        table = _TABLES[kind]
        with self._reading() as connection:
            return tuple(connection.execute(select(table.c.id).order_by(table.c.number)).scalars())

    def identities_named(self, name: str) -> tuple[str, ...]:
        """Ids of the identities that are called so; see ``Store.identities_named``."""
        who, forms = schema.identities, schema.identity_spellings
        written = select(forms.c.identity).where(forms.c.words == name)
        wanted = select(who.c.id).where((who.c.name == name) | who.c.number.in_(written)).order_by(who.c.number)
        with self._reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    def has_issue(self, issue: str) -> bool:
        """Whether a position was read on an issue; see ``Store.has_issue``."""
        kept = schema.positions.c
        with self._reading() as connection:
            return connection.execute(select(kept.report).where(kept.issue == issue).limit(1)).first() is not None


class _One(RelationsReader):
    """Puts one derived value together from its rows."""

    def __init__(self, connection: Connection, kind: JudgedKind, number: int) -> None:
        self._kind: JudgedKind = kind
        self._number = number
        super().__init__(connection, None)

    def value(self) -> Target:
        """The value."""
        found: Mapping[JudgedKind, Any] = {
            "finding": self._findings, "quotation": self._quotes, "identity": self._identities,
            "story": self._stories, "origin": self._origins,
        }  # fmt: skip
        value: Target = found[self._kind]()[0]
        return value

    def _citations(self, texts: Mapping[str, str] | None) -> dict[tuple[str, int, str], list[Citation]]:
        cited = schema.citations.c
        wanted = select(cited.role, cited.report, cited.start, cited.end, cited.text)
        wanted = wanted.where(cited.owner_kind == _OWNERS.get(self._kind, ""), cited.owner_number == self._number)
        found: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
        for role, *range_ in self._connection.execute(wanted.order_by(cited.role, cited.position)):
            found[_OWNERS[self._kind], self._number, role].append(Citation(*range_))
        return found

    def _all(self, table: Table) -> Sequence[Row[Any]]:
        return self._connection.execute(select(table).where(table.c.number == self._number)).all()

    def _grouped(self, table: Table) -> Mapping[int, list[Row[Any]]]:
        rows = self._connection.execute(select(table).where(table.c[0] == self._number).order_by(table.c[1])).all()
        found: dict[int, list[Row[Any]]] = defaultdict(list)
        found[self._number] = list(rows)
        return found
