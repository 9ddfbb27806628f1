"""The reports that share text, among very many: taken in portion by portion into the reuse index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, SourceError
from onrecord.model.report import Document, report_id

if TYPE_CHECKING:
    from onrecord.model.reading import Entry
    from onrecord.model.reused import Reused
    from onrecord.reuse.index import ReuseIndex, Text
    from onrecord.store.protocol import Store
    from onrecord.store.reuse import RecordShelf

#: Reports that are put into the reuse index at once, and texts that are at hand to tell where shared words stand.
REUSE_BATCH, AT_HAND = 2048, 20_000
#: Rounds of putting reports into the index of a record while another process does too; the last need not be kept.
_ROUNDS = 3
#: Characters of a portion, and of all texts at hand.
CHARACTERS = 1 << 26


def reused(
    documents: Iterable[Document | SourceError],
    folder: Path | None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Reused | OnrecordError]:
    """The reports that share text with one before them, in the index or among them."""
    from onrecord.reuse.index import ReuseIndex, Text

    index = ReuseIndex(folder)
    known = set(index.ids)
    seen: Counter[str] = Counter()
    used: set[str] = set()
    texts: dict[str, str] = {}
    taken = passed = 0
    try:
        for portion in _portions(documents):
            batch: list[Text] = []
            for document in portion:
                if not isinstance(document, Document):
                    yield document
                    continue
                name = report_id(document.text, document.given)
                name = unused(name, seen, used)
                used.add(name)
                if name in known:
                    passed += 1
                else:
                    texts[name] = document.text
                    batch.append(Text(name, document.text, document.given.published))
            yield from _shared(index, batch, texts)
            index.keep()  # what a reader has not been given is found again
            taken += len(batch)
            held = sum(map(len, texts.values()))
            for old in list(texts)[: max(0, len(texts) - AT_HAND)] if held <= CHARACTERS else list(texts):
                del texts[old]
            if progress:
                progress(taken, passed)
    finally:
        index.close()


def unused(name: str, seen: Counter[str], used: set[str]) -> str:
    """The name, or the first of ``NAME-2``, ``NAME-3``… that no report of this run has yet."""
    while True:
        seen[name] += 1
        found = name if seen[name] == 1 else f"{name}-{seen[name]}"
        if found not in used:
            return found


def _portions(documents: Iterable[Document | SourceError]) -> Iterator[list[Document | SourceError]]:
    """The documents in portions of so many, or of so many characters."""
    portion: list[Document | SourceError] = []
    size = 0
    for document in documents:
        portion.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if len(portion) >= REUSE_BATCH or size >= CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _shared(index: ReuseIndex, batch: Sequence[Text], texts: Mapping[str, str]) -> Iterator[Reused]:
    from onrecord.model.reused import Reused
    from onrecord.model.spans import Citation
    from onrecord.reuse.index import passages

    def cited(report: str, at: tuple[int, int]) -> Citation:
        return Citation(report, *at, texts[report][slice(*at)])

    for one in index.add(batch, keep=False):
        both = passages(texts[one.new], texts.get(one.old, ""), one)
        found = tuple((cited(one.new, a), cited(one.old, b) if b else None) for a, b in both)
        yield Reused(one.new, one.old, one.words, one.longest, found)


def shared_pairs(store: Store, entries: Sequence[Entry]) -> set[tuple[str, str]]:
    """The pairs of reports of a record that share text, by id, the id that sorts first before the other.

    Reports that its reuse index does not have yet are put in, each portion kept with the pairs that were found with
    it, so a run that is broken off loses nothing. Reports that were revised since may be among the pairs.

    Args:
        store: the record.
        entries: its reports.
    """
    for _ in range(_ROUNDS):
        shelf = store.reuse_shelf()
        _put_in(shelf, entries, keep=not store.readonly)
        if not shelf.overtaken:
            break
    return shelf.pairs()


def _put_in(shelf: RecordShelf, entries: Sequence[Entry], *, keep: bool) -> None:
    """Put the reports that are not in it yet into the index of a record."""
    from onrecord.reuse.index import ReuseIndex, Text

    index = ReuseIndex(shelf=shelf)
    known = set(index.ids)
    new = [Text(one.id, one.report.text, one.report.day) for one in entries if one.id not in known]
    for at in range(0, len(new), REUSE_BATCH):
        found = index.add(new[at : at + REUSE_BATCH], keep=False)
        shelf.find((one.old, one.new) for one in found)
        if keep and not shelf.overtaken:
            index.keep()
