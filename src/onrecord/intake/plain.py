"""Plain text: the whole file is the report, nothing dropped."""

from __future__ import annotations

from onrecord.errors import TooLarge, UnreadableSource
from onrecord.intake.decode import decode
from onrecord.model.report import Document, Given
from onrecord.text.canonical import canonical

#: Where a user gave no facts.
NOTHING = Given()
#: The most that one report may hold. The longest report of 20,000 in hand has 120,000 characters; a language model
#: reads about 15,000 a second, and spaCy refuses more than a million at once.
MAX_CHARACTERS = 1_000_000
#: The most bytes one source may have. Of 181 saved news pages the largest has 1.5 MB.
MAX_BYTES = 20_000_000
#: The most elements that one source may have. News pages have at most 3,000; a tree of 300,000 takes 500 MB of memory
#: and four seconds to walk.
MAX_TAGS = 300_000


def read(raw: bytes, name: str, given: Given = NOTHING) -> Document:
    """The document of a plain-text file; its canonical text is the whole file.

    Raises:
        UnreadableSource: the bytes are empty, are not text, or hold no letter.
        TooLarge: more bytes or characters than one report may have.
    """
    check_size(len(raw), name)
    decoded = decode(raw, name=name)
    text = checked(canonical(decoded.text), name)
    return Document(name, raw, "text/plain", text, decoded.decoding, given)


def check_size(size: int, name: str) -> None:
    """Raises TooLarge where a source has more bytes than one report may have."""
    if size > MAX_BYTES:
        raise TooLarge(
            f"{size / 1e6:,.0f} MB is more than one report may have ({MAX_BYTES // 1_000_000} MB)",
            where=name,
            hint="If it holds many reports, give them as JSON Lines, a report a line, or as a file each",
        )


def check_tags(count: int, name: str) -> None:
    """Raises TooLarge where the markup of a source has more elements than the tree of one report may have."""
    if count > MAX_TAGS:
        raise TooLarge(
            f"has more than {MAX_TAGS:,} elements, which no article has",
            where=name,
            hint="Copy the article into a .txt file",
        )


def checked(text: str, name: str) -> str:
    """The text itself, if it is one that a report can have.

    Raises:
        UnreadableSource: it is empty or holds no letter, so no sentence.
        TooLarge: it has more than a million characters.
    """
    if not text.strip():
        raise UnreadableSource("is empty", where=name, hint="Nothing was taken from it; leave it out or add its text")
    if not any(map(str.isalpha, text)):
        raise UnreadableSource("holds no sentence (not a single letter)", where=name, hint=_LOOK)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"{len(text):,} characters are more than one report may have ({MAX_CHARACTERS:,})",
            where=name,
            hint="Split it into its reports: a file each, or a line each in a .jsonl",
        )
    return text


_LOOK = "Open it and see whether it is the file you meant"
