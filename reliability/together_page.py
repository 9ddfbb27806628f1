"""One who asks the page: over a connection of their own, each answer looked through before it is given on."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from typing import Any
from urllib.parse import quote, urlencode

from reliability.together_tally import Tally

#: Seconds after which an answer is taken for one that does not come.
_PATIENCE = 75
#: Seconds after which a form is sent over a new connection: the page hangs up after five.
_IDLE = 2.0
#: What says of which filling of the screens an answer is.
FILLING = "Onrecord-Filling"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Got:
    """An answer.

    Attributes:
        status: its status.
        words: its body.
        filling: which filling of the screens it is of, as far as it says.
        location: where it leads.
    """

    status: int
    words: str
    filling: str
    location: str = ""

    @property
    def json(self) -> Any:
        """Its body as JSON."""
        return json.loads(self.words)


class Asker:
    """A client on this machine.

    Args:
        port: where the page is.
        tally: takes what happened.
    """

    def __init__(self, port: int, tally: Tally) -> None:
        self._host = f"127.0.0.1:{port}"
        self.tally = tally
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._texts: dict[str, str | None] = {}
        self._token = ""
        self._last = 0.0

    def get(self, path: str, kind: str = "", *, may: tuple[int, ...] = (200,)) -> Got:
        """Ask for something; any other status than those that may come is a fault."""
        return self._ask("GET", path, kind or "page", may, None)

    def post(self, path: str, fields: dict[str, str], *, may: tuple[int, ...] = (303,)) -> Got:
        """Send a form of the page."""
        body = urlencode({"token": self.token(), **fields})
        return self._ask("POST", path, "form", may, body)

    def token(self) -> str:
        """The token that the page's forms hold."""
        if not self._token:
            found = _TOKEN.search(self.get("/add").words)
            self._token = found.group(1) if found else ""
        return self._token

    def _ask(self, method: str, path: str, kind: str, may: tuple[int, ...], body: str | None) -> Got:
        headers = {"Origin": f"http://{self._host}"} if body is not None else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.monotonic()
        if body is not None and started - self._last > _IDLE:
            self._connection.close()
        try:
            answer, words = self._answer(method, path, body, headers)
        except (OSError, HTTPException, UnicodeDecodeError) as error:
            self._connection.close()
            self.tally.fault(f"{method} {path}: no whole answer after {time.monotonic() - started:.1f} s ({error!r})")
            return Got(0, "", "")
        self._last = time.monotonic()
        self.tally.took(kind, self._last - started)
        self.tally.count(f"status {answer.status}")
        if answer.status not in may:
            self.tally.fault(f"{method} {path}: {answer.status} {words[:300]!r}")
        self.tally.clean(words)
        return Got(answer.status, words, answer.headers.get(FILLING, ""), answer.headers.get("Location", ""))

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[HTTPResponse, str]:
        """An answer with its words; asked for again on a new connection where the page had hung up the old one."""
        used = self._connection.sock is not None
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            if not used or method != "GET":  # as browsers do it (RFC 9112, section 9.3.1)
                raise
            self.tally.count("connections that were idle and hung up")
            return self._answer(method, path, body, headers)
        return answer, answer.read().decode("utf-8")

    def text(self, report: str) -> str | None:
        """The text of a report, asked for once: it never changes; ``None`` if there is no such report."""
        if report not in self._texts:
            got = self.get(f"/report/{quote(report, safe='/')}.json", "report")
            self._texts[report] = got.json["report"]["text"] if got.status == 200 else None
        return self._texts[report]

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
