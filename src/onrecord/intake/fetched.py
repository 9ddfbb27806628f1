"""What a final answer gives: a page, a feed, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.errors import BadStatus, WrongType
from onrecord.intake.answer import OPEN, Answer
from onrecord.intake.formats import wire_extension
from onrecord.intake.guard import Target

_TYPES = frozenset(
    [
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
        "application/feed+json",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "text/x-opml",
        "application/x-rss+xml",
    ]
)
SAVE_OPENED = "Open it in a browser, save the page and give that file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: the address that it came from, after redirects.
        raw: its bytes, unpacked; empty if it has not changed.
        media_type: such as ``text/html``; empty if the server names none.
        charset: the encoding that the server names.
        etag: what to ask with next time.
        last_modified: what to ask with next time.
        moved: the address that it has for good now, if the server says so.
        unchanged: whether the server says that nothing changed since it was last asked.
        at: when it was asked for, in UTC.
        doubt: why it may be cut although nothing broke; empty if it is whole.
    """

    url: str
    raw: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    unchanged: bool = False
    at: str = ""
    doubt: str = ""


def read(one: Target, answer: Answer, moved: str | None, at: str, *, conditional: bool = False) -> Fetched:
    """What a final answer gives.

    Args:
        one: what was asked for at last.
        answer: what was answered.
        moved: the address that it has for good now.
        at: when it was asked for.
        conditional: whether it was asked for only if it changed.

    Raises:
        BadStatus: it is not a page.
        WrongType: it is no page, feed or text, and no item of an agency.
    """
    headers = answer.headers
    etag, modified = _sendable(headers.get("etag")), _sendable(headers.get("last-modified"))
    if answer.status == 304 and conditional:
        return Fetched(one.url, etag=etag, last_modified=modified, moved=moved, unchanged=True, at=at)
    if answer.status != 200:
        what, hint = _STATUS.get(answer.status, (f"the server answered {answer.status}", SAVE_OPENED))
        raise BadStatus(what, where=one.url, hint=hint, code=answer.status, again_in=again_in(answer))
    media_type, _, rest = headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type and media_type not in _TYPES and wire_extension(media_type) is None:
        raise WrongType(f"the answer is {media_type[:60]}, not a page", where=one.url, hint=SAVE_OPENED)
    return Fetched(
        one.url, answer.body, media_type, _charset(rest), etag, modified, moved, at=at, doubt=_doubt(answer, media_type)
    )


_PAGES = ("", "text/html", "application/xhtml+xml")


def _doubt(answer: Answer, media_type: str) -> str:
    """Why a body may be cut: nothing where only its length lacks and it ends as what it is has to end."""
    if answer.doubt != OPEN:
        return answer.doubt
    end = answer.body[-4_096:].rstrip().lower()
    whole = b"</html" in end if media_type in _PAGES else end.endswith((b">", b"}", b"]"))
    return "" if whole else OPEN


_BROWSER = "It may open in a browser; save the page there and give that file"
_STATUS = {
    304: ("the server says that it did not change, but this was not asked (304)", "Try again later"),
    401: ("the server asks for a login (401)", _BROWSER),
    402: ("the server asks for payment (402)", _BROWSER),
    403: ("the server refuses to give it to a program (403)", _BROWSER),
    404: ("there is no such page (404)", "See whether the address is right; an archive may have it"),
    410: ("the page was taken down for good (410)", "An archive may have it"),
    429: ("the server asks to be left alone for a while (429)", "Try again later"),
    451: ("the server may not give it for legal reasons (451)", "An archive may have it"),
    500: ("the server failed (500)", "Try again later"),
    502: ("the server failed (502)", "Try again later"),
    503: ("the server is not up to it now (503)", "Try again later"),
    504: ("the server failed (504)", "Try again later"),
}


def _sendable(value: str | None) -> str | None:
    """A value that can be sent back as it came; nothing for one that no header can hold."""
    fits = value is not None and 0 < len(value) <= 1_000 and value.isprintable() and value.isascii()
    return value if fits else None


def _charset(parameters: str) -> str | None:
    """The encoding that a content type names."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        value = value.strip().strip("\"'").lower()
        plain = value.isascii() and value.isprintable() and " " not in value
        if name.strip().lower() == "charset" and 0 < len(value) <= 40 and plain:
            return value
    return None


def again_in(answer: Answer) -> float | None:
    """Seconds after which a server says to ask again: a number, or a time (RFC 9110)."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said[:10])
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()) if said else None
    except (TypeError, ValueError, OverflowError):
        return None
