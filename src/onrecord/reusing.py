"""The reports that share text, among very many: taken in portion by portion into the reuse index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, SourceError
from onrecord.model.report import Document, report_id

if TYPE_CHECKING:
    from onrecord.model.reused import Reused
    from onrecord.reuse.index import ReuseIndex, Text

#: Reports that are put into the reuse index at once, and texts that are at hand to tell where shared words stand.
REUSE_BATCH, AT_HAND = 2048, 20_000
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
