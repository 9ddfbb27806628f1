"""A large record for measuring the page: a small one many times over, each time in other words and a week later.

Reading and comparing ten thousand reports takes hours, and the page shows only what came of it. So a record that was
read and compared is copied block by block: the letters of its words are exchanged (a vowel for a vowel, a consonant
for a consonant, drawn anew for each block; names keep theirs), the days move on, ids get the number of the block. Every
range stays where it is and every citation holds; who speaks stays the same person through all blocks.
"""

from __future__ import annotations

import dataclasses
import random
import re
from datetime import date, timedelta
from typing import Any

from onrecord.model.reading import Entry
from onrecord.model.relations import Identity, Member, Relations, content_id
from onrecord.model.report import Document, Given, sha256_of
from onrecord.model.spans import Citation, Span
from onrecord.record import Record
from onrecord.store.protocol import Store

#: Days that each block is later than the one before.
_LATER = 7
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
#: Words that begin with a small letter; names keep their letters.
_WORD = re.compile(r"(?<![^\W\d_])[a-z]{4,}")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(.*)", re.DOTALL)
#: Fields of the model that hold an ISO day.
_DAYS = frozenset({"published", "earliest", "latest", "when", "dated", "from_earliest", "from_latest"})


def fill(store: Store, base: Record, reports: int) -> None:
    """Put many copies of a record into an empty store, with what holds between the reports of each."""
    entries, relations = base.entries, base.relations
    blocks = max(1, reports // len(entries))
    parts = []
    for block in range(blocks):
        copy = Copy(block, {entry.id: entry for entry in entries})
        for entry in entries:
            store.add(*copy.report(entry))
        parts.append(copy.value(relations))
    store.set_relations(joined(parts), store.current_basis())


def joined(parts: list[Relations]) -> Relations:
    """What holds between the reports of all blocks; who has the same id is the same."""
    who: dict[str, Identity] = {}
    for one in (identity for part in parts for identity in part.identities):
        known = who.get(one.id)
        members: tuple[Member, ...] = (*known.members, *one.members) if known else one.members
        who[one.id] = dataclasses.replace(one, members=tuple(sorted(members)))
    together = {
        name: tuple(one for part in parts for one in getattr(part, name))
        for name in ("stories", "derivations", "origins", "quotes", "findings", "corroborated")
    }
    only = {report: spans for part in parts for report, spans in part.only_in.items()}
    ordered = tuple(sorted(who.values(), key=lambda one: one.id))
    return Relations(tuple(r for part in parts for r in part.reports), **together, only_in=only, identities=ordered)


class Copy:
    """One block: makes the copy of any value of the model.

    Args:
        block: its number; block 0 is the record as it is, under other ids.
        entries: the reports by id.
    """

    def __init__(self, block: int, entries: dict[str, Entry]) -> None:
        self._block = block
        drawn = random.Random(block)
        table = {}
        for letters in (_VOWELS, _CONSONANTS):
            others = list(letters)
            if block:
                drawn.shuffle(others)
            table |= dict(zip(letters, others, strict=True))
        self._table = str.maketrans(table)
        self._texts = {report: self.words(entry.report.text) for report, entry in entries.items()}
        self._ids = frozenset(entries)

    def words(self, text: str) -> str:
        """A text in other letters, as long as it was."""
        return _WORD.sub(lambda match: match.group().translate(self._table), text)

    def report(self, entry: Entry) -> tuple[Document, Entry]:
        """A report with its reading, and the bytes that it could be from."""
        copied: Entry = self.value(entry, entry.id)
        report = copied.report
        given = Given(report.id, report.title, report.outlet, report.published, report.url)
        raw = report.text.encode()
        return Document(report.id, raw, "text/plain", report.text, "utf-8", given), copied

    def value(self, value: Any, report: str = "") -> Any:
        """The copy of a value; spans are cut anew from the text of the report that they stand in."""
        match value:
            case Citation():
                return Citation.of(self.id(value.report), self._cut(value.report, value.span))
            case Span():
                return self._cut(report, value)
            case str():
                return self.id(value)
            case tuple():
                return tuple(self.value(one, report) for one in value)
            case dict():
                return {self.id(key): self.value(one, key) for key, one in value.items()}
        if not dataclasses.is_dataclass(value):
            return value
        return self._model(value, report)

    def _model(self, value: Any, report: str) -> Any:
        copied = {}
        a, b = getattr(value, "a", report), getattr(value, "b", report)
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            if field.name == "shared":
                copied["shared"] = tuple(type(s)(self._cut(a, s.a), self._cut(b, s.b)) for s in old)
            elif field.name in _DAYS and isinstance(old, str):
                copied[field.name] = self._later(old)
            elif field.name == "id" and old not in self._ids and re.fullmatch(r"[a-z]-[0-9a-f]{10}", str(old)):
                copied["id"] = content_id(old[0], old, self._block)
            elif field.name == "text" and report:
                copied["text"] = self._texts[report]
            elif field.name == "url" and isinstance(old, str):
                copied["url"] = f"{old}/{self._block}"  # at one address they would be revisions of one report
            elif field.name == "title" and isinstance(old, str):
                copied["title"] = self.words(old)
            else:
                copied[field.name] = self.value(old, report)
        if "sha256" in copied:
            copied["sha256"] = sha256_of(copied["text"])
        return type(value)(**copied)

    def _cut(self, report: str, span: Span) -> Span:
        return Span.cut(self._texts[report], span.start, span.end)

    def _later(self, day: str) -> str:
        found = _DAY.fullmatch(day)
        if not found:
            return day
        moved = date.fromisoformat(found[1]) + timedelta(days=_LATER * self._block)
        return f"{moved.isoformat()}{found[2]}"

    def id(self, name: str) -> str:
        """The id of a report in this block; other words stay."""
        return f"{name}-{self._block}" if name in self._ids else name
