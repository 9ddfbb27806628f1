"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableSource
from onrecord.intake.decode import declared, decode

SENTENCE = "The ministère said “no” to the café’s owner — again."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_survives_its_encoding(encoding: str) -> None:
    """English text in any encoding of the web or of Windows is read as it was written."""
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_one_bad_byte_costs_one_character() -> None:
    """A bad byte in UTF-8 text is one U+FFFD, all else is untouched, and the count is recorded."""
    raw = (SENTENCE * 20).encode() + b"\xff" + SENTENCE.encode()
    decoded = decode(raw)
    assert decoded.text == SENTENCE * 20 + "\ufffd" + SENTENCE
    assert decoded.decoding == "utf-8, 1 replaced"


def test_a_replacement_character_of_the_source_is_no_loss() -> None:
    """U+FFFD that stands in the source itself is not counted as replaced."""
    assert decode("lost \ufffd long ago".encode()).decoding == "utf-8"


def test_utf8_cut_in_the_middle_of_a_character() -> None:
    """A file cut within its last character loses that character only."""
    assert decode(SENTENCE.encode() * 3 + "é".encode()[:1]).text == SENTENCE * 3 + "\ufffd"


def test_a_nul_is_replaced_and_counted() -> None:
    """NUL, which no store can hold, becomes U+FFFD and is counted."""
    assert decode(b"one\x00two, and a sentence of some length").decoding == "utf-8, 1 replaced"


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "idna", "zlib", "utf-7", "no-such-thing", "utf-16"])
def test_a_wrong_declaration_does_not_spoil_utf8(said: str) -> None:
    """A page in UTF-8 is read as UTF-8 whatever it declares."""
    raw = f'<meta charset="{said}"><p>{SENTENCE}'.encode()
    assert decode(raw, markup=True).text.endswith(SENTENCE)


def test_a_declared_encoding_is_used() -> None:
    """A page that is not UTF-8 is read in the encoding that it declares."""
    raw = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет</p>'.encode("cp1251")
    assert "Привет" in decode(raw, markup=True).text


def test_latin1_on_the_web_is_windows_1252() -> None:
    """A page that declares ISO-8859-1 has the quotation marks of Windows-1252, as browsers read it."""
    raw = b'<meta charset="iso-8859-1"><p>\x93No\x94, she said at the caf\xe9.'
    assert "“No”" in decode(raw, markup=True).text


def test_a_declaration_in_plain_text_is_not_heeded() -> None:
    """Plain text that talks about a charset is not decoded by it."""
    raw = '<meta charset="koi8-r"> is what the café page said'.encode("cp1252")
    assert decode(raw).decoding == "cp1252"


def test_declared_reads_the_xml_declaration() -> None:
    """The encoding of an XML declaration counts as declared."""
    assert declared(b'<?xml version="1.0" encoding="ISO-8859-2"?><html>') == "iso8859-2"


@pytest.mark.parametrize("letters", ["áéíóúñ¿", "àçéèêùœ", "äöüß", "åæø", "ãõâç"])
def test_western_letters_need_no_guess(letters: str) -> None:
    """Text whose letters are all of one western language is Windows-1252, however long it is."""
    raw = (f"word {letters} word. " * 400).encode("cp1252")
    assert decode(raw).decoding == "cp1252"


def test_cyrillic_without_declaration() -> None:
    """Russian in Windows-1251 is told from its bytes."""
    text = "Министры встретились во вторник в столице и ни о чём не договорились. " * 5
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"\x89PNG\r\n\x1a\n", "PNG"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "ZIP"), (b"\x1f\x8b\x08", "gzip")],
)
def test_a_binary_file_is_refused_by_name(start: bytes, kind: str) -> None:
    """A binary file is refused and the message says what it looks like and what to give instead."""
    with pytest.raises(UnreadableSource, match=rf"^a\.txt: is not text \(it looks like an? {kind}.*\.txt"):
        decode(start + b"rest", name="a.txt")


def test_bytes_without_a_known_start_are_refused() -> None:
    """Bytes full of control characters are no text, whatever they begin with."""
    with pytest.raises(UnreadableSource, match="binary"):
        decode(bytes(range(256)) * 8)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    """Any bytes give a text that can be stored, or an UnreadableSource."""
    try:
        text = decode(raw, markup=True).text
    except UnreadableSource:
        return
    assert "\x00" not in text
    text.encode("utf-8", "surrogatepass")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_text_is_never_changed(text: str) -> None:
    """Text in UTF-8 comes back exactly."""
    raw = text.encode()
    if not raw.startswith((b"\xef\xbb\xbf", b"BZh", b"Rar!", b"GIF8", b"RIFF", b"OggS", b"ID3", b"%PDF-", b"wOF2")):
        assert decode(raw).text == text
