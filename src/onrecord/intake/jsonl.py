"""JSON Lines: a report a line, as crawlers and other programs hand them on.

A line is an object with ``text`` and, if known, ``id title outlet published url byline agency language``; other keys
are left alone. The canonical text is that of ``text`` and nothing else. An object in the form of ninjs, which agencies
send, is read as that. A line that is no report is a ``BrokenRecord`` that names it, and the next line is read. A date
that no calendar has (month 13) breaks its line, because whoever wrote it meant a day; words that are no date at all
(``"n/a"``, ``"3 hours ago"``) are a crawler's noise and leave the report undated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from onrecord import limits
from onrecord.errors import BrokenRecord, SourceError
from onrecord.intake import ninjs
from onrecord.intake.dates import Impossible, read_date
from onrecord.intake.decode import decode
from onrecord.intake.metadata import merged
from onrecord.intake.ninjs import NoText
from onrecord.intake.plain import MAX_BYTES, NOTHING, check_size, checked
from onrecord.intake.wire import Source
from onrecord.model.address import is_web_address
from onrecord.model.report import Document, Given
from onrecord.text.canonical import canonical

MEDIA_TYPE = "application/json"
_SHAPE = 'Write a report a line, as {"text": "…", "title": "…", "outlet": "…", "published": "2026-02-07", "url": "…"}'
#: Whole numbers longer than this are no ids; Python refuses to read those of more than 4,300 digits.
_MAX_ID = 200
#: An address without its scheme, as some programs write it: "courier.example/talks".
_BARE = re.compile(r"(?://)?[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,8}(?::\d{1,5})?(?:[/?#]|\Z)", re.IGNORECASE)


def documents(lines: Iterable[bytes], name: str, given: Given = NOTHING) -> Iterator[Document | SourceError]:
    """The documents of a JSON Lines source, one line at a time; a broken line gives its error in its place.

    Args:
        lines: the lines as bytes, with or without their ends.
        name: the source's name; a line's own is ``name:line``.
        given: facts that hold for every line and outrank it.
    """
    yield from _each(_labelled(lines, name), given)


def _labelled(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, bytes]]:
    """The lines that are not blank, by their names."""
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        line = line.rstrip(b"\r\n")
        if line.strip():
            yield f"{name}:{number}", line


def _each(objects: Iterable[tuple[str, bytes]], given: Given) -> Iterator[Document | SourceError]:
    """The documents of objects by their names; pictures among them are passed over, but told of if nothing else is."""
    passed: NoText | None = None
    told = False
    for label, raw in objects:
        try:
            limits.begun(label)
            found: Document | SourceError = _read(raw, label, given)
        except NoText as picture:
            passed = picture
            continue
        except SourceError as error:
            found = error
        told = True
        yield found
    if passed and not told:
        yield passed.error


def read(raw: bytes, name: str, given: Given = NOTHING) -> Document:
    """The document of one JSON object.

    Args:
        raw: the bytes of the object.
        name: the source's name with the line.
        given: facts that a user gave; they outrank the object's own.

    Raises:
        BrokenRecord: the bytes are not a JSON object with a text, or one of its facts cannot be.
        TooLarge: the object or its text is larger than one report may be.
    """
    try:
        return _read(raw, name, given)
    except NoText as picture:
        raise picture.error from None


def _read(raw: bytes, name: str, given: Given) -> Document:
    """The document of one JSON object, which may be an item of ninjs.

    Raises:
        NoText: an item of ninjs that holds no text.
        SourceError: see ``read``.
    """
    check_size(len(raw), name)
    try:
        decoded = decode(raw, name=name)
    except SourceError as error:
        raise BrokenRecord(error.what, where=name, hint=_SHAPE) from None
    fields = _object(decoded.text, name)
    if ninjs.is_item(fields):
        return ninjs.read(fields, Source(raw, MEDIA_TYPE, name, decoded.decoding), given)
    text = fields.get("text")
    if not isinstance(text, str):
        said = "has no 'text'" if text is None else f"has a 'text' that is {_called(text)}"
        raise BrokenRecord(said, where=name, hint=_SHAPE)
    text = canonical(text.replace("\x00", "\ufffd"))
    if not any(map(str.isalpha, text)):
        raise BrokenRecord("has a 'text' without a sentence", where=name, hint="Give its text, or leave the line out")
    checked(text, name)
    return Document(name, raw, MEDIA_TYPE, text, decoded.decoding, merged(given, _facts(fields, name)))


def items(raw: bytes, name: str, given: Given = NOTHING) -> Iterator[Document | SourceError]:
    """The documents of a ``.json`` file: one object, a list of objects, or JSON Lines under another name.

    An object of a list is named ``name[2]``, counted from 1; its bytes are its own stretch of the file.
    """
    try:
        check_size(len(raw), name)
        stretches = _stretches(raw, name)
    except SourceError as error:
        yield error
        return
    if stretches is None:
        yield from documents(raw.split(b"\n"), name, given)
        return
    yield from _each(stretches, given)


def _stretches(raw: bytes, name: str) -> list[tuple[str, bytes]] | None:
    """Names and bytes of the objects in a JSON file; ``None`` if it is several objects in lines."""
    text = decode(raw, name=name).text
    start = _skip(text, 0)
    if not text.startswith("[", start):
        return None if _is_lines(text) else [(name, raw.strip())]
    found: list[tuple[str, bytes]] = []
    at = _skip(text, start + 1)
    decoder = json.JSONDecoder()
    while at < len(text) and text[at] != "]":
        try:
            end = decoder.raw_decode(text, at)[1]
        except (ValueError, RecursionError) as reason:
            _broken(reason, f"{name}[{len(found) + 1}]")
        found.append((f"{name}[{len(found) + 1}]", text[at:end].encode("utf-8", "replace")))
        at = _skip(text, end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            raise BrokenRecord(
                f"is a JSON list that breaks off after item {len(found)}", where=name, hint="Write it again, whole"
            )
    if not found:
        raise BrokenRecord("is a JSON list with nothing in it", where=name, hint=_SHAPE)
    return found


def _is_lines(text: str) -> bool:
    """Whether the first line is a whole JSON object and others follow."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    return bool(rest.strip()) and first.rstrip().endswith("}")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\ufeff":
        at += 1
    return at


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text.strip("\ufeff \t\r\n"), parse_constant=_no_number, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as reason:
        _broken(reason, name)
    if not isinstance(found, dict):
        raise BrokenRecord(f"is {_called(found)}, not an object", where=name, hint=_SHAPE)
    return found


def _broken(reason: Exception, name: str) -> NoReturn:
    what = "nests too deep" if isinstance(reason, RecursionError) else str(reason).split(": line 1 column")[0]
    raise BrokenRecord(f"is not valid JSON ({what[:120]})", where=name, hint=_SHAPE) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise ValueError(f"the key {twice[:40]!r} stands in it twice")
    return found


def _called(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def _facts(fields: dict[str, Any], name: str) -> Given:
    byline = fields.get("byline") or fields.get("authors") or fields.get("author")
    names = byline if isinstance(byline, list) else [byline]
    return Given(
        id=_id(fields.get("id")),
        title=_words(fields.get("title")),
        outlet=_words(fields.get("outlet")),
        published=_published(fields.get("published"), name),
        url=_address(fields.get("url")),
        byline=tuple(filter(None, map(_words, names[:50]))),
        agency=_words(fields.get("agency")),
        language=_language(fields.get("language")),
    )


def _id(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _words(value, _MAX_ID)


def _words(value: Any, most: int = 4_000) -> str | None:
    """A string without needless white space; anything else says nothing."""
    if not isinstance(value, str) or len(value) > most:
        return None
    return " ".join(canonical(value.replace("\x00", "\ufffd")).split()) or None


def _address(value: Any) -> str | None:
    """An address of the web as it is written, with the usual scheme if it has none; anything else says nothing."""
    if not isinstance(value, str):
        return None
    words = value.strip()
    if _BARE.match(words):
        words = f"https://{words.removeprefix('//')}"
    return canonical(words) if is_web_address(words) else None


def _language(value: Any) -> str | None:
    return value[:2].lower() if isinstance(value, str) and re.fullmatch("[A-Za-z]{2}(?:[-_].{1,12})?", value) else None


def _published(value: Any, name: str) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return read_date(value)
    except Impossible as reason:
        raise BrokenRecord(
            f"its 'published' {value[:40]!r} cannot be a date: {reason}",
            where=name,
            hint="Write it as 2026-02-07, or null where it is not known",
        ) from None


def lines(stream: Any, head: bytes = b"") -> Iterator[bytes]:
    """The lines of a binary stream, each cut at one byte over the most that a report may have.

    Args:
        stream: an object with ``readline``.
        head: bytes already read from it.
    """
    *whole, rest = head.split(b"\n")
    yield from whole
    while True:
        line = rest + stream.readline(MAX_BYTES + 1)
        rest = b""
        if not line:
            return
        yield line[: MAX_BYTES + 1]
        while not line.endswith(b"\n") and len(line) > MAX_BYTES:
            line = stream.readline(
                MAX_BYTES + 1
            )  # the rest of a line that is too long is passed over, not read as lines
