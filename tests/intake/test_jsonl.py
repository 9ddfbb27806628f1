"""JSON Lines and JSON files."""

from __future__ import annotations

import io
import json

import pytest

from onrecord.errors import BrokenRecord, SourceError, TooLarge
from onrecord.intake import jsonl
from onrecord.model.report import Document, Given

GOOD = '{"text": "Talks ended on Tuesday."}'


def read(line: str) -> Document:
    """The document of one line."""
    return jsonl.read(line.encode(), "a.jsonl:1")


def names_and_texts(raw: bytes, name: str = "a.json") -> list[tuple[str, str]]:
    """Name and text, or the kind of error, for each report of a JSON file."""
    found = jsonl.items(raw, name)
    return [(d.name, d.text) if isinstance(d, Document) else (d.where, type(d).__name__) for d in found]


def test_every_known_key() -> None:
    """All facts of a line are kept and its text is the report's, with nothing added."""
    line = json.dumps(
        {
            "id": 7,
            "text": "Talks ended.\r\n",
            "title": " No  deal ",
            "outlet": "The Lindau Courier",
            "published": "Tue, 03 Feb 2026 18:30:00 +0100",
            "url": "https://courier.example/talks",
            "authors": ["Ilse Marn"],
            "agency": "AP",
            "language": "en-GB",
            "unknown": [1],
        }
    )
    document = read(line)
    assert document.text == "Talks ended.\n"
    assert document.given == Given(
        id="7",
        title="No deal",
        outlet="The Lindau Courier",
        published="2026-02-03T18:30:00+01:00",
        url="https://courier.example/talks",
        byline=("Ilse Marn",),
        agency="AP",
        language="en",
    )


def test_the_bytes_are_those_of_the_line() -> None:
    """A line's document carries the bytes of that line and is read from them again."""
    first, second = jsonl.documents([b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n", GOOD.encode()], "a.jsonl")
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.raw, first.name, second.name) == (GOOD.encode(), "a.jsonl:1", "a.jsonl:2")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{bad", "not valid JSON"),
        ("[1]", "a list, not an object"),
        ('"text"', "a string, not an object"),
        ("{}", "no 'text'"),
        ('{"text": null}', "no 'text'"),
        ('{"text": 7}', "a 'text' that is a number"),
        ('{"text": ""}', "without a sentence"),
        ('{"text": "123 ..."}', "without a sentence"),
        ('{"text": "a b", "score": NaN}', "NaN is no JSON number"),
        ('{"text": "a b", "score": -Infinity}', "Infinity is no JSON number"),
        ('{"text": "a b", "text": "c d"}', "'text' stands in it twice"),
        ('{"text": "a b", "published": "2018-13-03"}', "cannot be a date"),
        ('{"text": "a b", "published": "2018-02-30 10:00:00"}', "cannot be a date"),
        ('{"text": "a b", "n": ' + "9" * 5_000 + "}", "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        (GOOD + GOOD, "not valid JSON"),
    ],
)
def test_a_broken_line_names_itself_and_what_to_do(line: str, says: str) -> None:
    """A line that is no report is an error that names file and line, what is wrong, and what to write."""
    with pytest.raises(BrokenRecord, match=r"^a\.jsonl:1: ") as caught:
        read(line)
    assert says in caught.value.what
    assert caught.value.hint


def test_the_other_lines_go_on() -> None:
    """A broken line takes no other line with it, and blank lines are passed over but counted."""
    found = list(jsonl.documents([GOOD.encode(), b"{bad", b"", GOOD.encode()], "a.jsonl"))
    assert [getattr(f, "name", None) or getattr(f, "where", None) for f in found] == [f"a.jsonl:{n}" for n in (1, 2, 4)]
    assert [isinstance(f, SourceError) for f in found] == [False, True, False]


@pytest.mark.parametrize("date", ["n/a", "3 hours ago", "0000-00-00 00:00:00", "", 1517652000, None])
def test_a_crawlers_noise_leaves_a_report_undated(date: object) -> None:
    """Words that are no date at all leave the report without one; the report stays."""
    assert read(json.dumps({"text": "Talks ended.", "published": date})).given.published is None


def test_given_facts_outrank_the_line() -> None:
    """What the user gave replaces what the line says."""
    document = jsonl.read(b'{"text": "Talks ended.", "outlet": "A"}', "a", Given(outlet="B"))
    assert document.given.outlet == "B"


def test_a_lone_surrogate_becomes_a_character_that_can_be_stored() -> None:
    """A lone surrogate or NUL, which JSON allows, is U+FFFD in the text and in the facts."""
    document = read('{"text": "Talks \\ud800 ended\\u0000.", "title": "a\\ud800b"}')
    assert (document.text, document.given.title) == ("Talks \ufffd ended\ufffd.", "a\ufffdb")


def test_one_bad_byte_costs_one_character() -> None:
    """A bad byte in a line costs that character alone, and the document says so."""
    document = jsonl.read('{"text": "“Talks” ended — in a café '.encode() + b'\xff."}', "a:1")
    assert (document.text[-2:], document.decoding) == ("\ufffd.", "utf-8, 1 replaced")


def test_one_object_in_a_json_file() -> None:
    """A JSON file with one object, over several lines, is one report named like the file."""
    assert names_and_texts(b'{\n "text": "A b."\n}\n') == [("a.json", "A b.")]


def test_a_list_in_a_json_file() -> None:
    """Each object of a list is a report, named by its place, and a bad one takes no other with it."""
    raw = b'[{"text": "A b."},\n {"title": "x"}, {"text": "C d."}]'
    assert names_and_texts(raw) == [("a.json[1]", "A b."), ("a.json[2]", "BrokenRecord"), ("a.json[3]", "C d.")]


def test_lines_in_a_json_file() -> None:
    """A JSON file that holds an object a line is read line by line."""
    assert names_and_texts(f"{GOOD}\n{GOOD}\n".encode())[1] == ("a.json:2", "Talks ended on Tuesday.")


@pytest.mark.parametrize(
    "raw", [b"[]", b'[{"text": "A b."}', b'[{"text": "A b."} {', b"[{", b"7", b"", b"\xff\xfe\x00"]
)
def test_a_json_file_that_is_none(raw: bytes) -> None:
    """A JSON file that is cut, empty or something else gives an error with the file's name."""
    *_, last = names_and_texts(raw) or [("a.json", "BrokenRecord")]
    assert last[0].startswith("a.json")
    assert last[1] in ("BrokenRecord", "UnreadableSource")


def test_lines_are_streamed() -> None:
    """Reading the first report of a source takes no more of it than that needs."""
    stream = io.BytesIO(f"{GOOD}\n".encode() * 50_000)
    next(jsonl.documents(jsonl.lines(stream), "a.jsonl"))
    assert stream.tell() < 1_000


def test_a_line_over_the_cap_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than a report may be is one error, and the next line is read under its own number."""
    monkeypatch.setattr(jsonl, "MAX_BYTES", 100)
    monkeypatch.setattr("onrecord.intake.plain.MAX_BYTES", 100)
    stream = io.BytesIO(b'{"text": "' + b"a" * 1_000 + b'"}\n' + GOOD.encode())
    found = list(jsonl.documents(jsonl.lines(stream), "a.jsonl"))
    assert isinstance(found[0], TooLarge)
    assert isinstance(found[1], Document)
    assert found[1].name == "a.jsonl:2"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "talks", "a.example b", "https://a b", "https://[::1", 7]
)
def test_what_is_no_address_of_the_web_says_nothing(url: object) -> None:
    """The address of a line is one of the web or none; the report is taken all the same."""
    found = jsonl.read(json.dumps({"text": "The talks ended.", "url": url}).encode(), "x:1")
    assert found.given.url is None


@pytest.mark.parametrize("url", ["courier.example/talks", "//courier.example/talks"])
def test_an_address_without_its_scheme_is_one(url: str) -> None:
    """An address as people write it is taken with the usual scheme."""
    found = jsonl.read(json.dumps({"text": "The talks ended.", "url": url}).encode(), "x:1")
    assert found.given.url == "https://courier.example/talks"
