"""What becomes of an input and what that costs: each in a process of its own, ended where it goes over its limits.

The process is a fork of one that has the models loaded, so that what is measured is the input's and not the loading.
"""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError, ReadingFailed
from onrecord.model.reading import Entry
from onrecord.model.report import Document, Given
from onrecord.model.spans import Span
from reliability.hostile.made import NEIGHBOUR, Hostile

#: What a step may use: seconds of processor time, bytes of memory, seconds by the clock (a busy machine has few).
CPU, MEMORY, WALL = 10, 1_000_000_000, 400
#: Memory that is asked for and never used counts here, so the process may ask for more than it may use.
_ADDRESSES = 4 * MEMORY
#: Reports of one source that are read, kept and compared; what a source of thousands costs is taking them in.
_READ = 3
#: Errors of one source that are looked at: a list of a million numbers has a million.
_ERRORS = 1_000
#: Doors whose reports are in words that another report does not come in by.
_COMPARED = ("text", "costly")
_GIVEN = Given(outlet="Alder Post", published="2026-03-09")


@dataclass(frozen=True)
class Outcome:
    """What became of one input.

    Attributes:
        kind: ``report``, ``partial`` (a report, with words on what lacks), ``refused`` (a message and no report),
            ``over`` (more than it may use), ``fault`` (anything else: a traceback, a citation that is not its words).
        said: the message, the note, or the fault.
        cpu: seconds of processor time of its costliest step.
        step: that step.
        memory: bytes of memory at its highest.
        steps: seconds of processor time of each step.
    """

    kind: str
    said: str
    cpu: float
    step: str
    memory: int
    steps: dict[str, float]


def warmed() -> None:
    """Load all that the steps need into this process, whose forks then pay for nothing but their input."""
    from importlib import import_module

    for name in ("trafilatura", "feedparser", "warcio", "pyarrow.parquet", "onrecord.store.sqlite"):
        import_module(name)
    global _models
    before = _most()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_text(NEIGHBOUR, encoding="utf-8")
        _all(Hostile("warm", "text", lambda _: path), str(path), lambda step: None)
    _models = _most() - before


def outcome(hostile: Hostile) -> Outcome:
    """What becomes of an input, made in a folder of its own and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onrecord-hostile-") as folder:
        source = hostile.make(Path(folder))
        return _watched(lambda step: _all(hostile, str(source), step))


def _watched(work: Callable[[Callable[[str], None]], dict[str, Any]]) -> Outcome:
    """Run work in a fork of this process within the limits."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _limited(work, os.fdopen(writer, "w", encoding="utf-8", errors="backslashreplace"))
    os.close(writer)
    lines, late = _lines(reader, child)
    _, status, used = os.wait4(child, 0)
    told = [json.loads(line) for line in lines]
    steps: dict[str, float] = {}
    for one in told:
        if "cpu" in one:
            steps[one["step"]] = max(steps.get(one["step"], 0), one["cpu"])
    memory = _memory(told, used.ru_maxrss * 1024)
    step = max(steps, key=lambda name: steps[name], default="start")
    cpu = steps.get(step, 0.0)
    ended = next((one for one in told if "kind" in one), None)
    if ended is None:
        began = next((one["step"] for one in reversed(told) if "cpu" not in one), "start")
        steps[began] = round(used.ru_utime + used.ru_stime, 2)
        why = "the clock" if late else signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "exit"
        return Outcome("over", f"{began}: ended by {why}", steps[began], began, memory, steps)
    kind = "over" if memory > MEMORY and ended["kind"] != "fault" else ended["kind"]
    return Outcome(kind, ended["said"], cpu, step, memory, steps)


def _memory(told: list[dict[str, Any]], most: int) -> int:
    """The memory of the larger process: of the one that takes in, which has no models, and of the one that reads."""
    taking = max((one["memory"] for one in told if one.get("step") == "taking in" and "memory" in one), default=0)
    return most if most > taking else max(most - _models, 0)


#: Bytes that the models take in this process.
_models = 0


def _lines(reader: int, child: int) -> tuple[list[str], bool]:
    """What the process tells, and whether it was ended for being late."""
    import select

    told, end, late = b"", time.monotonic() + WALL, False
    while True:
        ready, _, _ = select.select([reader], [], [], max(0, end - time.monotonic()))
        if not ready and not late:
            os.kill(child, signal.SIGKILL)
            late, end = True, time.monotonic() + WALL
            continue
        piece = os.read(reader, 1 << 16)
        if not piece:
            os.close(reader)
            whole = told.decode("utf-8", "replace").split("\n")[:-1]
            return whole, late
        told += piece


def _limited(work: Callable[[Callable[[str], None]], dict[str, Any]], out: Any) -> None:
    """Do work in this process, tell of each step, and end."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    state = {"step": "", "begun": 0.0}

    def step(name: str) -> None:
        now = _used()
        if state["step"]:
            print(
                json.dumps({"step": state["step"], "cpu": round(now - float(state["begun"]), 2), "memory": _most()}),
                file=out,
            )
        state.update(step=name, begun=now)
        signal.setitimer(signal.ITIMER_PROF, CPU + 1)  # see ``onrecord.limits.spend``
        print(json.dumps({"step": name}), file=out, flush=True)

    try:
        found = work(step)
    except BaseException:
        lines = traceback.format_exc().strip().splitlines()
        found = {"kind": "fault", "said": f"{lines[-1][:200]} {' '.join(lines[-4:-1])[:300]}"}
    step("end")
    print(json.dumps(found), file=out, flush=True)
    os._exit(0)


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


# -- the steps --------------------------------------------------------------------------------------------------


def _all(hostile: Hostile, source: str, step: Callable[[str], None]) -> dict[str, Any]:
    """Take a source in, read, keep, prove, compare and show it."""
    from onrecord import pipeline

    engine = pipeline.engine_named(None)
    documents, errors = _taken(source, step)
    entries = []
    for document in documents[:_READ]:
        step("reading")
        try:
            entries.append((document, pipeline.read(document, engine)))
        except ReadingFailed as error:
            return {"kind": "fault", "said": error.message}
        except OnrecordError as error:
            errors.append(error)
    faults = [fault for document, entry in entries for fault in _unsound(document, entry)]
    partial = [note for document in documents for note in document.partial]
    partial += [note for _, entry in entries for note in entry.reading.notes if note.startswith("only its first")]
    if documents and not errors and not partial:
        faults += _lost(hostile.marks, documents)
    faults += [f"unclear message: {error.message!r}" for error in errors if not (error.what and error.hint)]
    if entries:
        faults += _kept(entries, step)
        if hostile.door in _COMPARED:
            _compared([entry for _, entry in entries], hostile.twin, engine, step)
    if faults:
        return {"kind": "fault", "said": faults[0]}
    if not documents and not errors:
        return {"kind": "fault", "said": "neither a report nor a message"}
    if not documents:
        return {"kind": "refused", "said": errors[0].message}
    said = [*partial, *(error.message for error in errors)]
    return {"kind": "partial" if said else "report", "said": said[0] if said else f"{len(documents)} read"}


def _taken(source: str, step: Callable[[str], None]) -> tuple[list[Document], list[OnrecordError]]:
    """The documents of a source and its errors; of very many documents the first and the last."""
    from onrecord import pipeline

    documents: list[Document] = []
    errors: list[OnrecordError] = []
    step("taking in")
    for found in pipeline.every_document([source], _GIVEN):
        step("taking in")
        if isinstance(found, Document):
            documents[_READ * 2 :] = []
            documents.append(found)
        elif len(errors) < _ERRORS:
            errors.append(found)
    return documents, errors


def _lost(marks: tuple[str, ...], documents: list[Document]) -> list[str]:
    """Sentences that lack without a word."""
    texts = "\n".join(document.text for document in documents)
    folded = " ".join(
        "".join(char for char in texts if (char.isascii() and char.isprintable()) or char.isspace()).split()
    )
    wanted = {mark: " ".join("".join(char for char in mark if char.isascii()).split()) for mark in marks}
    return [f"cut silently: {mark[:60]}" for mark, plain in wanted.items() if plain not in folded]


def _unsound(document: Document, entry: Entry) -> Iterator[str]:
    """What is not as it must be in a report: a span that is not its words, a character in no block."""
    from onrecord import pipeline

    text = entry.report.text
    if pipeline.reread(document) != document.text:
        yield "the same bytes give another text"
    for span in spans(entry):
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            yield f"a citation is not its words: {span}"[:200]
            return


def spans(value: Any) -> Iterator[Span]:
    """Every span in a value."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from spans(one)


def _kept(entries: list[tuple[Document, Entry]], step: Callable[[str], None]) -> list[str]:
    """Keep the reports in a record; what its proof finds wrong."""
    from onrecord import pipeline
    from onrecord.errors import Conflict
    from onrecord.store.opening import open_store

    step("keeping")
    store = open_store(":memory:", create=True)
    for document, entry in entries:
        try:
            store.add(document, entry)
        except Conflict:
            continue
    step("proving")
    found = store.verify(pipeline.reread)
    store.close()
    return [f"{one.where}: {one.what}" for one in found.damages]


def _compared(entries: list[Entry], twin: bool, engine: Callable[[], Any], step: Callable[[str], None]) -> None:
    """Compare with the neighbour, or with a twin, and show all of it."""
    from onrecord import pipeline
    from onrecord.intake import plain
    from onrecord.results import Comparison, ReadResult

    other = NEIGHBOUR
    if twin:
        other = entries[0].report.text.replace("Monday", "Tuesday").replace("14", "15") + "\n\nNo more was said.\n"
    given = dataclasses.replace(_GIVEN, outlet="Lindmouth Courier", id="beside")
    step("reading beside")
    beside = pipeline.read(plain.read(other.encode("utf-8", "replace"), "beside.txt", given), engine)
    first = list({entry.id: entry for entry in islice(entries, 1)}.values())
    step("comparing")
    relations = pipeline.relate((*first, beside))
    step("showing")
    str(Comparison((*first, beside), relations).page())
    str(ReadResult("x", entries[0]).page())
