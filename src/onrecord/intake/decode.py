"""Bytes become text: which encoding was used, how many characters could not be read, and what is not text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.errors import UnreadableSource
from onrecord.text.wordset import wordset

#: The first bytes of files that hold no plain text, and what to call them.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"bplist00", "a Safari web archive"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"OggS", "a sound or film file"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"wOF2", "a font"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b")) + b"\x7f"
#: A text has next to no control characters; a share of 2 % lets through a log with stray NULs and stops object code.
_MOST_CONTROLS = 0.02
_SNIFFED = 65_536
#: Where a page may declare its encoding: browsers look at 1,024 bytes, real pages put it as far as a few thousand in.
_DECLARED_WITHIN = 8_192
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CHARSET = re.compile(r""";\s{0,9}charset\s{0,9}=\s{0,9}["']?([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
#: What the web calls by one name and means another (WHATWG Encoding Standard): labels and the Python codec to use.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "utf-16": "utf-8",  # a page whose declaration can be read as ASCII is not UTF-16
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "utf8": "utf-8",
}
#: Encodings a page may declare. Others of Python's codecs (zlib, rot13, idna, utf-7) are no encodings of pages.
_KNOWN = wordset(
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 gb18030 big5 "
    "big5hkscs euc_jp iso2022_jp koi8-r koi8-u mac_roman mac_cyrillic "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16"
)
_TWO_BYTE = wordset("cp932 cp949 gb18030 big5 big5hkscs euc_jp")
#: What charset-normalizer may choose from: what pages without a declaration are really in.
_GUESSED = sorted(
    wordset("cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp932 cp949 gb18030 big5 euc_jp iso8859-2 koi8-r")
)
#: The letters outside ASCII of the languages that Windows-1252 was made for. charset-normalizer alone takes eight of
#: ten Spanish articles in it for cp1250; a text whose letters are all of one such language needs no guess.
_WESTERN = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "áéíóúüñªº",
        "àâæçéèêëîïôœùûüÿ",
        "äöüßéèàç",
        "àèéìíòóùúî",
        "áâãàçéêíóôõúü",
        "åäöæøéèüáó",
        "éëïóöüèáíàç",
        "áéíóúýþæöð",
        "àçéèíïóòúü",
    )
)
#: charset-normalizer needs some evidence; below this many bytes outside ASCII its answers are mostly exotic.
_ENOUGH_TO_GUESS = 24


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text out of bytes.

    Attributes:
        text: the text as decoded; NUL, which no store can hold, is U+FFFD.
        decoding: the encoding used, as in ``utf-8`` or ``utf-8, 3 replaced`` where characters could not be read.
    """

    text: str
    decoding: str


def decode(raw: bytes, *, name: str = "", markup: bool = False, charset: str | None = None) -> Decoded:
    """The text of a source, and how it was decoded.

    In this order: a byte-order mark; UTF-8 where the bytes are UTF-8 throughout or nearly so; the encoding that the
    server named, if the bytes fit it; the one that a page declares; what charset-normalizer takes it for;
    Windows-1252. One bad byte costs at most one character.

    Args:
        raw: the bytes.
        name: the source's name, for errors.
        markup: whether a ``<meta charset>`` or XML declaration in the text shall be heeded.
        charset: the encoding that the server named, which goes before what the text itself declares.

    Raises:
        UnreadableSource: the bytes are not text.

    >>> decode(b"caf\\xc3\\xa9").decoding, decode(b"caf\\xe9").decoding
    ('utf-8', 'cp1252')
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding)
    wide = _wide(raw)
    if wide:
        return _decoded(raw, wide)
    refuse_binary(raw, name)
    return _decoded(raw, _encoding(raw, _said(raw, charset, markup)))


def charset_in(media_type: str) -> str | None:
    """The encoding that a media type names, if it is one that pages use; written as in the media type, lower case.

    >>> charset_in("text/html; charset=Windows-1251"), charset_in("text/html; charset=rot13")
    ('windows-1251', None)
    """
    match = _CHARSET.search(media_type)
    label = match[1].lower() if match else ""
    return label if codec(label) else None


def _said(raw: bytes, charset: str | None, markup: bool) -> str | None:
    """What server or page say of the encoding; the server outranks the page (WHATWG), unless the bytes disagree."""
    outer = codec(charset) if charset else None
    if outer and outer != "utf-8" and _fits(raw, outer):
        return outer
    return (declared(raw) if markup else None) or outer


def declared(raw: bytes) -> str | None:
    """The encoding that a page says it is in, as Python's codec name; ``None`` if it says none that pages use."""
    head = raw[:_DECLARED_WITHIN]
    match = _XML_DECLARED.match(head.lstrip()) or _DECLARED.search(head)
    if not match:
        return None
    return codec(match[1].decode("ascii"))


def codec(label: str) -> str | None:
    """Python's name of the encoding that a page or server calls so; ``None`` if pages use none of this name."""
    label = label.strip().lower()
    try:
        found = codecs.lookup(_MEANT.get(label, label)).name
    except (LookupError, ValueError):
        return None
    found = _MEANT.get(found, found)
    return found if found in _KNOWN else None


def refuse_binary(raw: bytes, name: str) -> None:
    """Raises UnreadableSource where the bytes are no text, saying what they look like."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableSource(f"is not text (it looks like {kind})", where=name, hint=_SAVE_AS_TEXT)
    head = raw[:_SNIFFED]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(1, len(head) * _MOST_CONTROLS):
        raise UnreadableSource("is not text (it holds binary data)", where=name, hint=_SAVE_AS_TEXT)


_SAVE_AS_TEXT = "Give the report as plain text (.txt), as a saved page (.html) or as JSON Lines (.jsonl)"


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a byte-order mark, told by every other byte being NUL in its first stretch."""
    head = raw[:400]
    if len(head) < 8 or b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd >= 0.7 * len(head[1::2]) and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even >= 0.7 * len(head[::2]) and odd == 0 else None


def _encoding(raw: bytes, said: str | None) -> str:
    if said == "iso2022_jp" and b"\x1b" in raw:
        return said
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    if bad == 0:
        return _utf8_or_two_bytes(raw, text, said)
    beyond = _beyond_ascii(text) - bad
    # Text in another encoding is never mostly valid UTF-8 sequences; a UTF-8 text with some damage is.
    if beyond > bad or (said == "utf-8" and beyond >= bad):
        return "utf-8"
    if said and said != "utf-8" and _fits(raw, said):
        return said
    return _guess(raw)


def _utf8_or_two_bytes(raw: bytes, text: str, said: str | None) -> str:
    """UTF-8, unless a few characters of a declared East Asian encoding happen to be valid UTF-8 as well."""
    if said in _TWO_BYTE and not text.isascii():
        return str(said) if _beyond_ascii(text) < 4 and _fits(raw, str(said)) else "utf-8"
    return "utf-8"


def _fits(raw: bytes, encoding: str) -> bool:
    """Whether nearly all characters (more than 98 of 100 outside ASCII) can be read in the encoding."""
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return lost == 0 or lost * 50 < _beyond_ascii(text)


def _beyond_ascii(text: str) -> int:
    """How many characters lie outside ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = raw if len(raw) <= _SNIFFED else _telling(raw)
    letters = {char for char in sample.decode("cp1252", "replace") if not char.isascii() and char.isalpha()}
    if any(letters <= language for language in _WESTERN):
        return "cp1252"
    if len(sample) - len(sample.translate(None, bytes(range(128, 256)))) < _ENOUGH_TO_GUESS:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_GUESSED).best()
    if best is None:
        return "cp1252"
    found = codecs.lookup(_MEANT.get(best.encoding, best.encoding)).name
    return found if found in _KNOWN and found != "utf-8" else "cp1252"


def _telling(raw: bytes) -> bytes:
    """The lines with bytes outside ASCII, up to what is sniffed: the rest says nothing of the encoding."""
    lines: list[bytes] = []
    size = 0
    for line in raw.splitlines():
        if not line.isascii() and size < _SNIFFED:
            lines.append(line[:_SNIFFED])
            size += len(lines[-1])
    return b"\n".join(lines)


def _decoded(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if encoding == "utf-8":
        replaced -= raw.count(b"\xef\xbf\xbd")
    elif encoding.startswith(("utf-16", "utf-32", "gb18030")):
        replaced -= raw.count("\ufffd".encode(encoding))
    replaced = max(0, replaced) + text.count("\x00")
    text = text.replace("\x00", "\ufffd")
    return Decoded(text, f"{encoding}, {replaced} replaced" if replaced else encoding)
