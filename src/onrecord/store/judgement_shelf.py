"""What people decided, asked for a little at a time: on some targets, or the latest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.model.judgement import Judgement
from onrecord.store import schema
from onrecord.store.judgements import instant, judgement_of

Begin = Callable[[], AbstractContextManager[Connection]]

#: Values that one question asks for at once.
_AT_ONCE = 500


class JudgementShelf:
    """What people decided.

    Args:
        reading: begins a transaction that reads.
    """

    def __init__(self, reading: Begin) -> None:
        self._reading = reading

    def on(self, targets: Iterable[str]) -> tuple[Judgement, ...]:
        """The judgements on some targets, and those that take these back, oldest first.

        By their time, as they are applied: what is taken over from another record is kept late and can be older.
        """
        kept, found = schema.judgements, dict[int, Judgement]()
        wanted = sorted(set(targets))
        with self._reading() as connection:
            while wanted:
                some, wanted = wanted[:_AT_ONCE], wanted[_AT_ONCE:]
                for row in connection.execute(select(kept).where(kept.c.target.in_(some))):
                    if row.number not in found:
                        found[row.number] = judgement_of(row)
                        wanted.append(found[row.number].id)
        return tuple(sorted((found[number] for number in sorted(found)), key=lambda one: instant(one.at)))

    def latest(
        self, chosen: Mapping[str, str], before: int | None = None, limit: int = 50, *, backwards: bool = False
    ) -> list[tuple[int, Judgement]]:
        """Judgements with their numbers, those kept last first.

        Args:
            chosen: values of ``by``, ``verdict`` or ``target`` that they must have.
            before: only those kept before this number (after it, if backwards).
            limit: at most so many.
            backwards: the ones next to that number from the other side.
        """
        kept = schema.judgements
        order = kept.c.number.asc() if backwards else kept.c.number.desc()
        query = select(kept).where(*_chosen(chosen)).order_by(order).limit(limit)
        if before is not None:
            query = query.where(kept.c.number > before if backwards else kept.c.number < before)
        with self._reading() as connection:
            found = [(row.number, judgement_of(row)) for row in connection.execute(query)]
        return found[::-1] if backwards else found

    def how_many(self, chosen: Mapping[str, str]) -> int:
        """How many judgements with some values there are."""
        query = select(func.count()).select_from(schema.judgements).where(*_chosen(chosen))
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def values(self, name: str, limit: int = 50) -> list[tuple[str, int]]:
        """The values of ``by`` or ``verdict`` with how many judgements have each, the most first."""
        column = schema.judgements.c[name]
        query = select(column, func.count()).group_by(column).order_by(func.count().desc(), column).limit(limit)
        with self._reading() as connection:
            return [(value, count) for value, count in connection.execute(query)]


def _chosen(chosen: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [schema.judgements.c[name] == value for name, value in chosen.items()]
