"""How the values of a reading lie in tables: scalars in a row each, spans in ``citations``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Table

from onrecord.errors import Damaged
from onrecord.model.reading import Actor, Attribution, Deadline, Event, OpenPoint, Position, Quantity, Sentence, Time
from onrecord.model.report import Block
from onrecord.model.spans import Span
from onrecord.store import schema
from onrecord.store.seals import sha256

T = TypeVar("T")

#: Spans of one owner by role, each list in order of position.
Roles = Mapping[str, Sequence[Span]]
NO_SPANS: Roles = {}


class Placed(NamedTuple):
    """A span with its owner: a row of ``citations`` to be."""

    report: str
    kind: str
    number: int
    role: str
    position: int
    span: Span


@dataclass(frozen=True)
class Shape(Generic[T]):
    """Where the parts of one kind of value lie.

    Attributes:
        kind: its name as an owner of citations.
        table: the table of its scalars.
        make: makes the value from its fields.
        columns: column for each scalar field.
        one: role for each field that is one span.
        maybe: role for each field that is a span or ``None``.
        many: role for each field that is a tuple of spans.
    """

    kind: str
    table: Table
    make: Callable[..., T]
    columns: Mapping[str, str]
    one: Mapping[str, str] = field(default_factory=dict)
    maybe: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, str] = field(default_factory=dict)

    def rows(self, report: str, values: Iterable[T]) -> list[dict[str, Any]]:
        """Rows of the scalars, numbered in order."""
        return [
            {"report": report, "number": number, **{column: getattr(value, name) for name, column in self._items()}}
            for number, value in enumerate(values)
        ]

    def placed(self, report: str, values: Iterable[T]) -> Iterator[Placed]:
        """Every span of the values with its owner."""
        for number, value in enumerate(values):
            for name, role in (*self.one.items(), *self.maybe.items()):
                span = getattr(value, name)
                if span is not None:
                    yield Placed(report, self.kind, number, role, 0, span)
            for name, role in self.many.items():
                for position, span in enumerate(getattr(value, name)):
                    yield Placed(report, self.kind, number, role, position, span)

    def value(self, scalars: Sequence[Any], spans: Roles) -> T:
        """The value of a row and its spans.

        Args:
            scalars: the row's values in the order of ``columns``.
            spans: the spans that this value owns.
        """
        fields: dict[str, Any] = dict(zip(self.columns, scalars, strict=True))
        for name, role in self.one.items():
            if role not in spans:
                raise Damaged(f"the words of a {self.kind} are gone")
            fields[name] = spans[role][0]
        for name, role in self.maybe.items():
            fields[name] = spans[role][0] if role in spans else None
        for name, role in self.many.items():
            fields[name] = tuple(spans.get(role, ()))
        return self.make(**fields)

    def _items(self) -> Iterable[tuple[str, str]]:
        return self.columns.items()


def _same(*names: str, **renamed: str) -> dict[str, str]:
    """Columns named as their fields, but for those renamed because SQL or a reader would stumble over the name."""
    return {name: name for name in names} | renamed


_WORDS = {"span": "words"}

BLOCK = Shape("block", schema.blocks, Block, _same("kind", "start", "end", "dated", "repeats"),
              maybe={"author": "author"})  # fmt: skip
SENTENCE = Shape("sentence", schema.sentences, Sentence, _same("block", "terms", "parse"), _WORDS)
ACTOR = Shape("actor", schema.actors, Actor, _same("id", "name", "kind", "role", of="belongs_to"),
              many={"mentions": "mention"})  # fmt: skip
TIME = Shape("time", schema.times, Time, _same("type", "value", "mod", "earliest", "latest", "why"), _WORDS)
QUANTITY = Shape("quantity", schema.quantities, Quantity,
                 _same("low", "high", "unit", "approximate", "mod", of="counted"), _WORDS)  # fmt: skip
ATTRIBUTION = Shape("attribution", schema.attributions, Attribution,
                    _same("id", "kind", "actor", "cue_class", "within", "rule", "why", "certainty", "negated",
                          when="time"),
                    maybe={"source": "source", "cue": "cue", "addressee": "addressee"},
                    many={"content": "content"})  # fmt: skip
EVENT = Shape("event", schema.events, Event,
              _same("id", "type", "mode", "actors", "recipients", "place", "status", "attribution", "rule",
                    "place_certainty", when="time"), _WORDS, many={"mentions": "mention"})  # fmt: skip
POSITION = Shape("position", schema.positions, Position,
                 _same("party", "issue", "move", "attribution", "rule", "speaker", "capacity", "told_by", "about",
                       when="day"), _WORDS, maybe={"object": "object"}, many={"conditions": "condition"})  # fmt: skip
OPEN_POINT = Shape("open_point", schema.open_points, OpenPoint,
                   _same("issue", "parties", "attribution", "told_by", "rule", "about", when="day"), _WORDS,
                   maybe={"object": "object"})  # fmt: skip
DEADLINE = Shape("deadline", schema.deadlines, Deadline,
                 _same("earliest", "latest", "set_by", "attribution", "rule", "kind", "state", "from_earliest",
                       "from_latest", when="day"), {**_WORDS, "what": "what"})  # fmt: skip

#: The parts of a reading by the name of their field.
READ: Mapping[str, Shape[Any]] = {
    "sentences": SENTENCE,
    "actors": ACTOR,
    "times": TIME,
    "quantities": QUANTITY,
    "attributions": ATTRIBUTION,
    "events": EVENT,
    "positions": POSITION,
    "deadlines": DEADLINE,
    "open_points": OPEN_POINT,
}


def citation_rows(placed: Iterable[Placed], texts: Mapping[str, str], revisions: Mapping[str, str]) -> list[Any]:
    """Rows of ``citations``, each proved against the text first.

    Args:
        placed: the spans with their owners.
        texts: canonical text for each report id.
        revisions: SHA-256 of that text for each report id.

    Raises:
        Damaged: a span's words are not the text's words at its range.
    """
    return [
        {
            "report": report,
            "revision": revisions[report],
            "owner_kind": kind,
            "owner_number": number,
            "role": role,
            "position": position,
            "start": span.start,
            "end": span.end,
            "text": exact(span, texts[report], f"report {report}, {kind} {number}, {role}").text,
            "sha256": sha256(span.text),
        }
        for report, kind, number, role, position, span in placed
    ]


def exact(span: Span, text: str, where: str) -> Span:
    """The span, once proved to be the text's words at its range.

    Raises:
        Damaged: it is not.
    """
    if span.start < 0 or text[span.start : span.end] != span.text:
        raise Damaged(
            f"the words at {span.start}:{span.end} are not {span.text[:60]!r}",
            where=where,
            hint="Run 'onrecord verify' to see what else is damaged",
        )
    return span


def require_next(found: Sequence[object], number: int, where: str) -> None:
    """Require that a row comes next after those found so far: rows are numbered from 0 without a gap.

    Raises:
        Damaged: one is missing or misnumbered.
    """
    if number != len(found):
        raise Damaged(f"number {number} comes after {len(found)} rows", where=where)
