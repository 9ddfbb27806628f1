"""Files, folders and standard input."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from onrecord.errors import FetchRefused, SourceError, TooLarge, UnreadableSource
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document, Given
from tests.intake.test_page import HEADLINE, PARAGRAPHS, saved

TEXT = "Talks ended on Tuesday.\n"


def outcome(found: Document | SourceError) -> str:
    """The media type of a document, or the class of an error."""
    return found.media_type if isinstance(found, Document) else type(found).__name__


def outcomes(source: Path | str, **options: object) -> list[str]:
    """What each part of a source became."""
    return [outcome(found) for found in documents(str(source), **options)]  # type: ignore[arg-type]


def only(source: Path | str, given: Given = Given()) -> Document | SourceError:  # noqa: B008
    """The only finding of a source."""
    (found,) = documents(str(source), given)
    return found


def test_plain_text_is_kept_whole(tmp_path: Path) -> None:
    """A text file's canonical text is the whole file, blank lines and all."""
    (tmp_path / "a.txt").write_bytes(b"\r\n\r\nTalks ended.\r\n\r\n")
    found = only(tmp_path / "a.txt")
    assert isinstance(found, Document)
    assert (found.text, found.decoding, found.parts) == ("\n\nTalks ended.\n\n", "utf-8", ())


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.txt", TEXT.encode(), ["text/plain"]),
        ("a.html", saved(PARAGRAPHS), ["text/html"]),
        ("page.txt", saved(PARAGRAPHS), ["text/html"]),
        ("page", saved(PARAGRAPHS), ["text/html"]),
        ("wide", saved(PARAGRAPHS, encoding="utf-16"), ["text/html"]),
        ("a.jsonl", b'{"text": "A b."}\n{"text": "C d."}\n', ["application/json"] * 2),
        ("lines", b'{"text": "A b."}\n{"text": "C d."}\n', ["application/json"] * 2),
        ("a.json", b'[{"text": "A b."}]', ["application/json"]),
        ("object", b'{\n"text": "A b."}', ["application/json"]),
        ("braces", b"{Talks} ended on [Tuesday].", ["text/plain"]),
    ],
)
def test_formats_are_told_by_content_and_extension(
    tmp_path: Path, name: str, content: bytes, wanted: list[str]
) -> None:
    """A file is read as what it is, with or without an extension."""
    (tmp_path / name).write_bytes(content)
    assert outcomes(tmp_path / name) == wanted


def test_standard_input(tmp_path: Path) -> None:
    """What comes on standard input is told by its content."""
    assert outcomes("-", stdin=io.BytesIO(TEXT.encode())) == ["text/plain"]
    assert outcomes("-", stdin=io.BytesIO(saved(PARAGRAPHS))) == ["text/html"]
    assert outcomes("-", stdin=io.BytesIO(b'{"text": "A b."}\n' * 3)) == ["application/json"] * 3


def test_a_folder_in_order(tmp_path: Path) -> None:
    """A folder gives its reports in the order of their paths, the same every time."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(saved(PARAGRAPHS) if name.endswith("html") else TEXT.encode())
    names = [found.name for found in documents(str(tmp_path)) if isinstance(found, Document)]
    assert [Path(name).name for name in names] == ["a.txt", "b.txt", "c.txt", "d.html"]


def test_what_a_folder_holds_beside_reports(tmp_path: Path) -> None:
    """Hidden files, other files and the folder that a browser saves with a page are passed over."""
    for name in (".hidden.txt", "photo.png", ".git/a.txt", "page_files/frame.html", "page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(saved(PARAGRAPHS))
    assert outcomes(tmp_path) == ["text/html"]


def test_one_unreadable_file_stops_no_other(tmp_path: Path) -> None:
    """A file of a folder that cannot be read gives its error in its place, and the rest is read."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "d.txt").write_text(TEXT)
    assert outcomes(tmp_path) == ["text/plain", "UnreadableSource", "UnreadableSource", "text/plain"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file without permission is an error that names it."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert outcomes(tmp_path) == ["UnreadableSource"]


def test_an_empty_folder_says_what_a_report_is(tmp_path: Path) -> None:
    """A folder without reports is an error that says which files are."""
    found = only(tmp_path)
    assert isinstance(found, UnreadableSource)
    assert ".jsonl" in found.hint


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """A path that does not exist is an error that names the nearest files."""
    (tmp_path / "report_1.txt").write_text(TEXT)
    found = only(tmp_path / "reprot_1.txt")
    assert isinstance(found, UnreadableSource)
    assert "report_1.txt" in found.hint


@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\xef\xbb\xbf", b"1 2 3 ..."])
def test_a_file_without_a_sentence(tmp_path: Path, content: bytes) -> None:
    """An empty file, and one without a letter, is refused by name."""
    (tmp_path / "a.txt").write_bytes(content)
    found = only(tmp_path / "a.txt")
    assert isinstance(found, UnreadableSource)
    assert found.where.endswith("a.txt")


@pytest.mark.parametrize(("size", "says"), [(1_000_001, "1,000,001 characters"), (20_000_001, "20 MB")])
def test_too_large_says_what_to_do(tmp_path: Path, size: int, says: str) -> None:
    """A file over one of the caps is refused with what to do about it."""
    (tmp_path / "a.txt").write_bytes(b"a" * size)
    found = only(tmp_path / "a.txt")
    assert isinstance(found, TooLarge)
    assert says in found.what
    assert found.hint


@pytest.mark.parametrize("source", ["https://courier.example:1/a", "HTTP://courier.example:1", "www.courier.example:1"])
def test_an_address_is_fetched_and_not_taken_for_a_file(source: str) -> None:
    """An address goes to the fetcher, which here refuses it for its port before it asks anybody."""
    found = only(source)
    assert isinstance(found, FetchRefused)
    assert "courier.example:1" in found.where.lower()


def test_an_archive_of_a_page_says_how_to_save_it(tmp_path: Path) -> None:
    """A page saved as MHTML is refused with how to save it instead."""
    (tmp_path / "a.mhtml").write_bytes(
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n"
    )
    found = only(tmp_path / "a.mhtml")
    assert isinstance(found, UnreadableSource)
    assert "HTML only" in found.hint


def test_lines_in_utf16_are_refused(tmp_path: Path) -> None:
    """JSON Lines in UTF-16 are one clear error, not one a line."""
    (tmp_path / "a.jsonl").write_bytes('{"text": "A b."}\n{"text": "C d."}\n'.encode("utf-16"))
    assert outcomes(tmp_path / "a.jsonl") == ["UnreadableSource"]


@pytest.mark.parametrize("source", ["", "\x00", "a" * 5_000, "\ud800"])
def test_a_strange_path_is_an_error_like_any_other(source: str) -> None:
    """A path that no system has is an error, not a crash, and its message can be printed."""
    found = only(source)
    assert isinstance(found, SourceError)
    found.message.encode()


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is read under a name that can be printed and stored."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (found,) = documents(str(tmp_path))
    assert isinstance(found, Document)
    assert found.name.encode().endswith("caf\ufffd.txt".encode())


def test_an_id_is_for_one_report(tmp_path: Path) -> None:
    """An id that a user gives holds for a single file and not for all files of a folder."""
    (tmp_path / "a.txt").write_text(TEXT)
    one, many = only(tmp_path / "a.txt", Given(id="x", outlet="A")), only(tmp_path, Given(id="x", outlet="A"))
    assert isinstance(one, Document)
    assert isinstance(many, Document)
    assert (one.given.id, many.given.id, many.given.outlet) == ("x", None, "A")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", TEXT.encode()), ("a.html", saved(f"<h1>{HEADLINE}</h1>{PARAGRAPHS}")), ("a.jsonl", b'{"text": "A b."}')],
)
def test_the_same_bytes_give_the_same_text(tmp_path: Path, name: str, content: bytes) -> None:
    """Reading a document's bytes again gives the same text, decoding and parts."""
    (tmp_path / name).write_bytes(content)
    found = only(tmp_path / name)
    assert isinstance(found, Document)
    again = reread(found.raw, found.media_type, found.name, found.given)
    assert again == found


def test_an_unknown_format_cannot_be_reread() -> None:
    """Bytes of a format that this version does not know are an error."""
    with pytest.raises(UnreadableSource, match="unknown format"):
        reread(b"x", "application/warc", "a.warc")
