"""Documents of sources and what parsers make of fetched bytes, by a process with limits: none can hurt this one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from onrecord import guarded, pipeline
from onrecord.errors import ReadingFailed, SourceError, TooCostly
from onrecord.guarded.child import CALLS
from onrecord.guarded.process import PATIENCE, Ended, Process, give_back, take
from onrecord.model.report import Document, Given

if TYPE_CHECKING:
    from onrecord.intake.sources import Input

#: Sources that one process parses before a fresh one takes its place: what libraries keep of each is theirs.
_FRESH = 5_000


def every_document(
    sources: Sequence[str | os.PathLike[str]], given: Given, stdin: BinaryIO | None = None
) -> Iterator[Document | SourceError]:
    """The reports of all sources; see ``pipeline.every_document``. What cannot be parsed within limits is an error."""
    return pipeline.every_document(sources, given, stdin, documents if guarded.on() else pipeline.documents)


def documents(source: str, given: Given, stdin: BinaryIO | None = None) -> Iterator[Document | SourceError]:
    """The reports of one source, parsed by a process with limits; see ``intake.sources.documents``.

    Of a source that holds several, one that costs too much, or ends the process, is an error in its place, and those
    behind it are read by another process. (Standard input that is a pipe cannot be read again, and ends there.)
    """
    from onrecord.intake.sources import inputs

    for one in inputs(source):
        if isinstance(one, SourceError):
            yield one
        else:
            yield from _of_standard_input(one, given, stdin) if one.name == "-" else _documents(one, given)


def _of_standard_input(one: Input, given: Given, stdin: BinaryIO | None) -> Iterator[Document | SourceError]:
    import sys

    with ExitStack() as stack:
        own: Any = getattr(sys.__stdin__, "buffer", None)
        file: IO[bytes] = stdin or own
        if file is not own:  # what is read already, or unpacked on the way, is not in its file
            copy: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
            shutil.copyfileobj(file, copy)
            copy.flush()
            copy.seek(0)
            file = copy
        descriptor = os.dup(file.fileno())  # number 0 is another file in the other process
        stack.callback(os.close, descriptor)
        yield from _documents(one, given, descriptor)


def _documents(one: Input, given: Given, descriptor: int | None = None) -> Iterator[Document | SourceError]:
    passing, again = 0, False
    while True:
        with _process(descriptor) as process:
            process.ask("documents", one, given, passing, descriptor)
            number, where, told = 0, one.name, False
            try:
                while (reply := process.receive(PATIENCE if descriptor is None else None))[0] != "end":
                    if reply[0] == "at":
                        (number, where), told = reply[1:], False
                        continue
                    if reply[0] == "error":
                        process.spent = True
                        yield type(reply[1])(reply[1].what, where=where, hint=reply[1].hint)
                        break
                    yield reply[1]
                    where, told = one.name, True
                else:
                    return
            except Ended as ended:
                process.spent = True
                if ended.outside and not told and not again and descriptor is None:
                    passing, again = max(number - 1, passing), True  # once more: it need not be at fault
                    continue
                yield _source_error(ended, where)
        if not number or descriptor is not None:
            return
        passing, again = number, False


def _source_error(ended: Ended, where: str) -> SourceError:
    error = ended.error(where)
    assert isinstance(error, SourceError)
    return error


@contextmanager
def _process(descriptor: int | None = None) -> Iterator[Process]:
    """A process that parses; one that is left in the middle of its work is ended."""
    process = take(None) if descriptor is None else Process(None, descriptor)
    whole = False
    try:
        yield process
        whole = True
    finally:
        if not whole or process.spent:
            process.kill()
        else:
            give_back([process], _FRESH)


def call(name: str, where: str, *arguments: Any, **options: Any) -> Any:
    """What a parser gives, called in a process with limits.

    Args:
        name: one of ``child.CALLS``.
        where: what it parses, for errors.
        arguments: what it is called with.
        options: the same by name.

    Raises:
        SourceError: it cannot be parsed, or not within limits.
    """
    if not guarded.on():
        module, _, function = CALLS[name].partition(":")
        return getattr(import_module(module), function)(*arguments, **options)
    try:
        return _called(name, where, arguments, options)
    except Ended as ended:
        if not ended.outside:
            raise _source_error(ended, where) from None
    try:
        return _called(name, where, arguments, options)  # once more: it need not be at fault
    except Ended as ended:
        raise _source_error(ended, where) from None


def _called(name: str, where: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    with _process() as process:
        process.ask("call", name, where, arguments, options)
        try:
            while (reply := process.receive())[0] == "at":
                pass
        except Ended:
            process.spent = True
            raise
        if reply[0] == "error":
            process.spent = isinstance(reply[1], TooCostly | ReadingFailed)
            raise reply[1]
        return reply[1]


def reread(document: Document) -> str:
    """The canonical text that the stored bytes of a document give today."""
    text: str = call("text", document.name, document)
    return text
