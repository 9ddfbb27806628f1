"""Answers of the page that are no screen: what was refused or went wrong, in plain words, as HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.render.safe import escape_html

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{what} · Onrecord</title>
<link rel="stylesheet" href="/static/onrecord.css">
</head>
<body>
<main>
<h1>{what}</h1>
<p>{hint}</p>
<p><a href="/">To the stories on record</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that refuses: its status, what was wrong, and what to do next, as sentences without a final stop."""

    status: int
    what: str
    hint: str

    def json(self) -> bytes:
        """The refusal as JSON."""
        told = {"error": {"status": self.status, "what": f"{self.what}.", "hint": f"{self.hint}."}}
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"

    def html(self) -> bytes:
        """The refusal as a page."""
        return _PAGE.format(what=escape_html(self.what), hint=escape_html(f"{self.hint}.")).encode()


WRONG_HOST = Refusal(
    421,
    "This address is not one that Onrecord answers to",
    "Open the address that 'onrecord serve' printed. A name of your own is allowed with --name",
)
NO_SUCH_METHOD = Refusal(405, "The page cannot be asked in this way", "It takes GET, HEAD, POST, PUT and DELETE")
OTHER_SITE = Refusal(
    403, "Another page asked for this, and Onrecord answers its own only", "Open the address in a window of its own"
)
NOT_FROM_HERE = Refusal(
    403,
    "What changes the record is taken from Onrecord's own page only",
    "Use the form on the page; a program sends the Origin of this server and the token of one of its forms",
)
NO_TOKEN = Refusal(
    403,
    "The page that this came from is not of this run of the server",
    "Load the page again and repeat it. Nothing was changed",
)
NO_FORM = Refusal(
    400, "The form that was sent cannot be read", "Load the page again and repeat it. Nothing was changed"
)
WENT_WRONG = Refusal(
    500, "Something went wrong in Onrecord", "What it was stands where the server runs. The record is as it was"
)


def too_large(limit: int) -> Refusal:
    """The refusal of a body over the limit of so many bytes."""
    return Refusal(
        413,
        f"What was sent is over {limit / 1_000_000:g} MB",
        "Add it in parts, or with 'onrecord add' where the record lies. Nothing was changed",
    )


def wants_json(path: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether the answer to such a request is JSON: the address says so, or only JSON is accepted."""
    return path.endswith(".json") or headers.get(b"accept", b"").split(b",")[0].strip() == b"application/json"
