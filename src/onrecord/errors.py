"""Every error Onrecord raises, in one tree.

    OnrecordError
    ├── SourceError        a report could not be taken in
    │   ├── UnreadableSource   the file cannot be opened or has no readable text
    │   ├── BrokenRecord       one line of a JSONL is not a report
    │   ├── TooLarge           the source is over the size that one report may have
    │   ├── TooCostly          it needs more processor time or memory than one report may
    │   ├── ReadingFailed      Onrecord itself failed on the text
    │   ├── FetchError         a web address could not be fetched
    │   │   ├── FetchRefused       Onrecord does not ask for this address, or the site asks programs not to
    │   │   ├── NotReached         there is no answer, or it broke off
    │   │   ├── BadStatus          the answer says that there is no page, or not now
    │   │   ├── TooSlow            the answer took longer than it may
    │   │   └── WrongType          the answer is no page, feed or text
    │   └── NotAFeed           what was given is no feed or list of feeds
    ├── DateError          a date that was given cannot be
    ├── IssuesError        a file is not a list of issues
    ├── DossierError       a dossier cannot be kept so
    ├── JudgementError     a judgement cannot be made so, or a line is none
    ├── WebhookError       an alert could not be posted
    ├── ReuseIndexError    a folder holds no reuse index that can be used
    ├── BatchError         a batch job cannot be run, or a file of it not be read
    ├── ReadersError       no process that reads can be started
    ├── ServeError         the page cannot be served there
    ├── WrongQuestion      a question to the page that it cannot answer
    ├── ModelError         the language model is missing or not the one that was pinned
    ├── BrokenExport       a file that is to be imported is no whole export of a record
    └── RecordError        the record file cannot be used
        ├── NotARecord         the file exists and is something else
        ├── NewerRecord        the record was written by a newer Onrecord
        ├── AlreadyThere       a file of this name is there already and is not written over
        ├── Conflict           a report of this id is on record with other words or other facts
        ├── NotFound           nothing on record has this id
        ├── Unavailable        the record cannot be read or written now: its disk is full, say
        └── Damaged            stored words no longer match their hash

Each message has three parts: what was wrong, where, and what to do next.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

#: What a message never holds, since it is one line of print: line ends, and what a terminal acts on or cannot write.
_LINE_ENDS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Characters of each part of a message; what is wrong with a megabyte is said in a line.
_LONGEST = 1_000


class OnrecordError(Exception):
    """The root of all errors that Onrecord raises on purpose.

    Words of a source stand in some messages, so all three parts are made fit to print: one line, without characters
    that a terminal acts on, and no longer than a person reads.

    Args:
        what: what was wrong, in one clause.
        where: the file, line, report or option that it is about.
        hint: what the user can do next, as a sentence.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = _printed(what)
        self.where = _printed(where)
        self.hint = _printed(hint)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """How it is made again in another process."""
        return _again, (type(self), self.what, self.where, self.hint)

    @property
    def message(self) -> str:
        """The whole message on one line: ``where: what. hint``."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.hint}" if self.hint else f"{head}."


def _printed(words: str) -> str:
    """Words as they may stand in a message."""
    if not words.isprintable():
        words = _UNPRINTED.sub("\ufffd", _LINE_ENDS.sub(" ", words))
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]} … {words[3 - half :]}"


def _again(kind: type[OnrecordError], what: str, where: str, hint: str) -> OnrecordError:
    return kind(what, where=where, hint=hint)


def _status_again(what: str, where: str, hint: str, code: int, again_in: float | None) -> OnrecordError:
    return BadStatus(what, where=where, hint=hint, code=code, again_in=again_in)


def without_frames(error: OnrecordError) -> OnrecordError:
    """The error without the frames that it came through, which would keep what was read alive as long as it."""
    seen: BaseException | None = error
    met: set[int] = set()
    while seen is not None and id(seen) not in met:  # an error can have itself among its causes
        met.add(id(seen))
        seen.__traceback__ = None
        seen = seen.__cause__ or seen.__context__
    return error


class SourceError(OnrecordError):
    """A source could not be taken in as a report; the rest of the batch goes on."""


class UnreadableSource(SourceError):
    """The source cannot be opened, is not text, or holds no sentence."""


class BrokenRecord(SourceError):
    """One line of a JSONL source is not a report."""


class TooLarge(SourceError):
    """The source is larger than one report may be."""


class TooCostly(SourceError):
    """Taking in or reading the source needs more processor time or memory than one report may; it was stopped."""


class ReadingFailed(SourceError):
    """Onrecord itself failed while it read the text; the cause is chained to it, and the rest of the batch goes on."""


class FetchError(SourceError):
    """A web address could not be fetched; the rest of the batch goes on."""


class FetchRefused(FetchError):
    """Onrecord does not ask for this address, or its site asks programs not to."""


class NotReached(FetchError):
    """No server answered at this address, or its answer broke off."""


class BadStatus(FetchError):
    """The server answered that it does not give this page, or not now.

    Args:
        what: what was wrong, in one clause.
        where: the address.
        hint: what the user can do next.
        code: the HTTP status.
        again_in: seconds after which the server says to ask again; ``None`` if it does not say.
    """

    def __init__(self, what: str, *, where: str, hint: str, code: int, again_in: float | None = None) -> None:
        super().__init__(what, where=where, hint=hint)
        self.code = code
        self.again_in = again_in

    def __reduce__(self) -> tuple[object, ...]:
        """How it is made again in another process."""
        return _status_again, (self.what, self.where, self.hint, self.code, self.again_in)


class TooSlow(FetchError):
    """The answer took longer than an answer may."""


class WrongType(FetchError):
    """The answer is something else than a page, a feed or text."""


class NotAFeed(SourceError):
    """What was given is not a feed, or not a list of feeds."""


class DateError(OnrecordError):
    """A date that was given is not a date."""


class IssuesError(OnrecordError):
    """A file that was given is not a list of issues; the record keeps the list it has."""


class DossierError(OnrecordError):
    """A dossier cannot be kept under this name or with this query; the record keeps what it has."""


class JudgementError(OnrecordError):
    """A judgement cannot be made so, or a line that is imported is none; the record keeps what it has."""


class WebhookError(OnrecordError):
    """An address may not be posted to, or did not take what was posted; what was not taken stays untold."""


class ReuseIndexError(OnrecordError):
    """A folder holds no reuse index that can be used; nothing in it was changed."""


class BatchError(OnrecordError):
    """A batch job cannot be run, or a file of its input cannot be read; parts that are done stay done."""


class ReadersError(OnrecordError):
    """No process that reads can be started; what was added before is on record."""


class ServeError(OnrecordError):
    """The page cannot be served on this port or from this record; nothing was changed."""


class WrongQuestion(OnrecordError):
    """A filter in the address of a page has a value that it cannot have."""


class ModelError(OnrecordError):
    """A model that reads is missing, or a file of it is not the pinned one."""


class BrokenExport(OnrecordError):
    """A file that is to be imported is damaged, cut, or no export of a record; nothing of it is on record."""


class RecordError(OnrecordError):
    """The record cannot be opened or used."""


class NotARecord(RecordError):
    """The file exists and is not an Onrecord record."""


class NewerRecord(RecordError):
    """The record has a schema that this version of Onrecord does not know."""


class AlreadyThere(RecordError):
    """A file of this name is there already, or a record holds something already; it is left as it is."""


class Conflict(RecordError):
    """A report with this id is on record with other words or other facts."""


class NotFound(RecordError):
    """Nothing on record has the id or name that was asked for."""

    @classmethod
    def among(cls, kind: str, wanted: str, known: Iterable[str], *, where: str = "") -> NotFound:
        """An error that names the nearest of the known names.

        Args:
            kind: what was looked for, such as ``"report"``.
            wanted: the name asked for.
            known: the names that exist.
            where: the record that was searched.
        """
        near = difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5)
        hint = f"Nearest: {', '.join(near)}." if near else "List what there is with 'onrecord brief'."
        return cls(f"no {kind} {wanted!r} on record", where=where, hint=hint.rstrip("."))


class Unavailable(RecordError):
    """The record cannot be read or written now: its disk is full or failing, another program holds it, it can only be
    read, it was moved. Nothing is wrong with what was to be stored, and what was stored before is safe.
    """


class Damaged(RecordError):
    """Stored words or bytes no longer match the hash kept with them."""
