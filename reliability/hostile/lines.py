"""JSON Lines and JSON that are hostile: nesting, numbers, keys that stand twice, lines without end."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reliability.hostile.made import BODY, FIRST, LAST, Hostile, file, packed

_BOTH = (FIRST, LAST)


def line(text: str = BODY, **fields: object) -> str:
    """A good line."""
    return json.dumps({"text": text, "outlet": "Alder Post", **fields})


GOOD = line()


def _beside(bad: str) -> str:
    return f"{GOOD}\n{bad}\n{line(BODY.replace('14', '15'))}\n"


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, bad in _BAD.items():
        yield file("lines", name, "a.jsonl", lambda bad=bad: _beside(bad()), _BOTH)
    for name, called, content, cheap in _WHOLE:
        yield file("lines", name, called, content, cheap=cheap)


_BAD = {
    "100,000 lists deep": lambda: '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "100,000 objects deep": lambda: '{"a":' * 100_000 + "1" + "}" * 100_000,
    "900 lists deep": lambda: '{"text": "Maron said no.", "a": ' + "[" * 900 + "]" * 900 + "}",
    "a number of 5,000 digits": lambda: '{"text": "Maron said no.", "a": ' + "9" * 5_000 + "}",
    "a number of a million digits": lambda: '{"text": "Maron said no.", "a": ' + "9" * 1_000_000 + "}",
    "1e999": lambda: '{"text": "Maron said no.", "a": 1e999}',
    "NaN": lambda: '{"text": "Maron said no.", "published": NaN}',
    "minus infinity": lambda: '{"text": "Maron said no.", "id": -Infinity}',
    "a key that stands twice": lambda: '{"text": "Maron said no.", "text": "Maron said yes."}',
    "half a character": lambda: '{"text": "Maron said \\ud800 no."}',
    "half a character in a key": lambda: '{"text": "Maron said no.", "\\udfff": 1}',
    "half a character in the id": lambda: '{"text": "Maron said no.", "id": "\\ud800"}',
    "NUL in the text": lambda: '{"text": "Maron \\u0000 said no."}',
    "NUL in the id": lambda: '{"text": "Maron said no.", "id": "a\\u0000b"}',
    "raw NUL bytes": lambda: '{"text": "Maron said' + "\0" * 1_000 + ' no."}',
    "a text that is a number": lambda: '{"text": 14}',
    "a text that is a list": lambda: '{"text": ["Maron said no."]}',
    "no text": lambda: '{"title": "Talks"}',
    "a list": lambda: '["text", "Maron said no."]',
    "a string": lambda: '"Maron said no."',
    "null": lambda: "null",
    "an unclosed string": lambda: '{"text": "Maron said no.',
    "two objects": lambda: '{"text": "Maron said no."} {"text": "Maron said yes."}',
    "comments": lambda: '{"text": "Maron said no." /* a */}',
    "single quotation marks": lambda: "{'text': 'Maron said no.'}",
    "the year 99999": lambda: line("Maron said no.", published="99999-01-01"),
    "the year 0": lambda: line("Maron said no.", published="0000-01-01"),
    "the thirteenth month": lambda: line("Maron said no.", published="2026-13-01"),
    "a date of a megabyte": lambda: line("Maron said no.", published="1" * 1_000_000),
    "a date that is a number": lambda: line("Maron said no.", published=1773050400),
    "a time with 50,000 digits": lambda: line("Maron said no.", published="2026-03-09T10:00:00." + "0" * 50_000),
    "an id of a megabyte": lambda: line("Maron said no.", id="a" * 1_000_000),
    "an id that climbs": lambda: line("Maron said no.", id="../../../../etc/passwd"),
    "an id that is an option": lambda: line("Maron said no.", id="--help"),
    "a title of a megabyte": lambda: line("Maron said no.", title="Talks " * 170_000),
    "an outlet with line ends and marks": lambda: line("Maron said no.", outlet="\r\n<script>\x1b[2J=1+1"),
    "an address that runs a script": lambda: line("Maron said no.", url="javascript:alert(1)"),
    "an address of a file": lambda: line("Maron said no.", url="file:///etc/passwd"),
    "an address that is none": lambda: line("Maron said no.", url="http://[::1"),
    "100,000 authors": lambda: line("Maron said no.", byline=["O. Brenn"] * 100_000),
    "authors in one another": lambda: line("Maron said no.", byline=[[["O. Brenn"]]]),
    "a language without end": lambda: line("Maron said no.", language="en-" + "a" * 100_000),
    "a language that is none": lambda: line("Maron said no.", language="../"),
    "a million keys": lambda: '{"text": "Maron said no.", ' + ",".join(f'"k{n}": 1' for n in range(500_000)) + "}",
    "10,000 keys alike": lambda: '{"text": "Maron said no."' + ', "a": 1' * 10_000 + "}",
    "escapes alone": lambda: '{"text": "' + "\\u0061" * 150_000 + ' said no."}',
    "backslashes alone": lambda: '{"text": "' + "\\\\" * 300_000 + ' said no."}',
    "a text of two million letters": lambda: line("Maron said no. " * 140_000),
    "only blanks in the text": lambda: line(" \n" * 10_000),
    "bad bytes": lambda: '{"text": "Maron said \udcff\udcfe no."}',
    "a byte-order mark": lambda: '\ufeff{"text": "Maron said no."}',
}


def _many(count: int, row: str) -> str:
    return f"{GOOD}\n" + f"{row}\n" * count


_WHOLE = (
    ("50 MB in one line", "a.jsonl", lambda: _beside(line("Maron said no. " * 3_300_000)), False),
    ("19 MB in one line", "a.jsonl", lambda: _beside(line("Maron said no. " * 1_200_000)), False),
    ("a line without end", "a.jsonl", lambda: GOOD + "\n" + "x" * 30_000_000, False),
    ("a million empty lines", "a.jsonl", lambda: GOOD + "\n" * 1_000_000 + GOOD, True),
    ("100,000 broken lines", "a.jsonl", lambda: _many(20_000, "{"), False),
    ("20,000 lines that are numbers", "a.jsonl", lambda: _many(20_000, "14"), False),
    ("line ends of three kinds", "a.jsonl", lambda: f"{GOOD}\r\n{GOOD}\r{GOOD}\n\u2028{GOOD}", True),
    ("cut within a line", "a.jsonl", lambda: f"{GOOD}\n{GOOD}"[: len(GOOD) + 200], True),
    ("UTF-16", "a.jsonl", lambda: _beside("{}").encode("utf-16"), True),
    ("UTF-32", "a.jsonl", lambda: _beside("{}").encode("utf-32"), True),
    ("nothing at all", "a.jsonl", lambda: b"", True),
    ("only line ends", "a.jsonl", lambda: b"\r\n" * 1_000, True),
    ("a picture called JSON Lines", "a.jsonl", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, True),
    ("a list 100,000 deep", "a.json", lambda: "[" * 100_000 + "]" * 100_000, True),
    ("a list that breaks off", "a.json", lambda: f"[{GOOD}, {GOOD}", True),
    ("a list without commas", "a.json", lambda: f"[{GOOD} {GOOD}]", True),
    ("a list of a million numbers", "a.json", lambda: "[" + "1," * 1_000_000 + "1]", False),
    ("a list of nothing", "a.json", lambda: "[]", True),
    ("a list of itself", "a.json", lambda: "[[[[[[" + GOOD + "]]]]]]", True),
    ("an object with reports inside", "a.json", lambda: '{"items": [' + GOOD + "]}", True),
    ("an object that goes on", "a.json", lambda: GOOD + "}" * 1_000, True),
    ("a number of 100,000 digits in a list", "a.json", lambda: "[" + "9" * 100_000 + "]", True),
    ("19 MB of opening braces", "a.json", lambda: "{" * 19_000_000, True),
    ("19 MB of quotation marks", "a.json", lambda: '"' * 19_000_000, False),
    ("packed twice", "a.jsonl.gz", lambda: packed(packed(GOOD.encode())), True),
    ("a packed line of 300 MB", "a.jsonl.gz", lambda: _bomb(300), False),
    ("packed, and cut within a line", "a.jsonl.gz", lambda: packed(f"{GOOD}\n{GOOD}\n".encode())[:-40], True),
)


def _bomb(megabytes: int) -> bytes:
    return packed(b'{"text": "' + b"a" * (megabytes * 1_000_000) + b'"}', 6)
