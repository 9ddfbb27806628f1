"""Readers of the page while others write: each answer is held against itself, against its twin and the texts."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from reliability.together_page import Asker

#: Screens that list items, with what their rows can be held against.
LISTS = (
    "/stories", "/days", "/origins", "/reports", "/checks", "/quotes", "/positions/history", "/positions/open",
    "/timeline", "/deadlines", "/lineage", "/only", "/judgements",
)  # fmt: skip
#: Screens as people open them.
PAGES = ("/", "/stories", "/reports", "/checks", "/quotes", "/positions", "/timeline", "/deadlines", "/lineage",
         "/compare", "/add", "/work", "/judgements", "/keys", "/choose?of=/quotes&by=speaker", "/healthz", "/fresh",
         "/openapi.json", "/work.json", "/positions.json", "/compare.json", "/judgements.jsonl")  # fmt: skip
WORDS = ("pier", "inspectors", "injured OR hurt", "“the road to”", "Mirovo", "demand*", "nowhere at all")
#: Pages of one listing that are read in a row.
_PAGES = 6
_SCRIPT = re.compile(r"</html>\s*$")


class Reader:
    """Somebody who reads all screens in turn.

    Args:
        asker: asks.
        seed: decides on the order.
        pause: seconds between two questions.
    """

    def __init__(self, asker: Asker, seed: int, pause: float) -> None:
        self._ask = asker
        self._tally = asker.tally
        self._drawn = random.Random(seed)
        self._pause = pause
        self._reports: Sequence[str] = ()
        self._most = 0

    def until(self, end: Callable[[], bool]) -> None:
        """Read until it is over."""
        for act in self._acts():
            if end():
                break
            try:
                act()
            except Exception as error:  # a fault of the answer that was not foreseen
                self._tally.fault(f"{type(error).__name__}: {error}")
            time.sleep(self._pause)
        self._ask.close()

    def _acts(self) -> Iterator[Callable[[], None]]:
        while True:
            acts: list[Callable[[], None]] = [lambda one=one: self.page(one) for one in PAGES]  # type: ignore[misc]
            acts += [lambda one=one: self.listing(one) for one in LISTS]  # type: ignore[misc]
            acts += [lambda one=one: self.rows(one) for one in LISTS]  # type: ignore[misc]
            acts += [lambda one=one: self.search(one) for one in WORDS]  # type: ignore[misc]
            acts += [self.start, self.report, self.report, self.report, self.compare]
            self._drawn.shuffle(acts)
            yield from acts

    # -- what is asked ------------------------------------------------------------------------------------------

    def page(self, path: str) -> None:
        """A screen as it is drawn comes whole."""
        got = self._ask.get(path)
        if got.status == 200 and "<html" in got.words[:200] and not _SCRIPT.search(got.words):
            self._tally.fault(f"{path}: the page is cut off")

    def listing(self, path: str) -> None:
        """A listing page by page: each item once, as many as are told, all of one filling."""
        first = got = self._ask.get(f"{path}.json", "listing")
        numbers: list[int] = []
        whole = True
        for _ in range(_PAGES):
            if got.status != 200:
                return
            data = got.json
            with self._tally.at(path):
                self.cited(data)
                self._alone(data)
            numbers += [one["number"] for one in data["items"]]
            self._tally.count("findings read", len(data["items"]) if path == "/checks" else 0)
            if not data["next"]:
                break
            got = self._ask.get(data["next"], "listing")
        else:
            whole = False
        if path == "/judgements":
            return
        if got.filling != first.filling:
            self._tally.count("listings that were put together anew while they were read")
            return
        self._tally.count("listings read through", int(whole))
        total = first.json["total"]
        if len(set(numbers)) != len(numbers):
            self._tally.fault(f"{path}: of one filling {len(numbers) - len(set(numbers))} items came twice")
        if whole and len(numbers) != total:
            self._tally.fault(f"{path}: {total} items are told and {len(numbers)} came ({first.filling!r})")
        if path == "/reports" and whole:
            self._grown(total, first.json)

    def _alone(self, data: Any) -> None:
        """A page that is all there is has as many items as it tells."""
        alone = not data["next"] and not data["previous"]
        if alone and data["total"] != len(data["items"]):
            self._tally.fault(f"{data['total']} items are told and {len(data['items'])} are there")

    def _grown(self, total: int, data: Any) -> None:
        """Reports only become more."""
        self._reports = [str(cited["report"]) for one in data["items"] for cited in [{"report": _id(one)}] if _id(one)]
        if total < self._most:
            self._tally.fault(f"/reports: there were {self._most} reports and now there are {total}")
        self._most = max(total, self._most)

    def rows(self, path: str) -> None:
        """The rows of a listing are whole, and those of as many items as its twin tells."""
        told, got, again = (self._ask.get(path + form, "rows") for form in (".json", ".csv", ".json"))
        if (told.status, got.status, again.status) != (200, 200, 200):
            return
        found = list(csv.DictReader(io.StringIO(got.words)))
        short = [one for one in found if None in one or None in one.values()]
        if short:
            self._tally.fault(f"{path}.csv: {len(short)} rows are cut off")
        self._tally.count("rows read", len(found))
        with self._tally.at(f"{path}.csv"):
            for one in self._drawn.sample(found, min(len(found), 40)):
                self._row(one)
        same = told.filling and told.filling == got.filling == again.filling
        if path != "/judgements" and same and "item" in (found[0] if found else ()):
            items = len({one["item"] for one in found})
            if items != told.json["total"]:
                self._tally.fault(f"{path}.csv: rows of {items} items, and {told.json['total']} are told")

    def _row(self, one: dict[str, str]) -> None:
        if one.get("report") and one.get("start") and one.get("words"):
            # A row has the passages of one report together, and the place of the first.
            first = one["words"].split(" … ")[0].removeprefix("'")
            self._recut(one["report"], int(one["start"]), int(one["end"]), first)

    def search(self, words: str) -> None:
        """What a search finds stands there."""
        got = self._ask.get(f"/search.json?{urlencode({'q': words})}", "search")
        if got.status == 200:
            data = got.json
            with self._tally.at(f"search {words!r}"):
                for one in data["items"]:
                    for cited in one["citations"]:
                        self._recut(one["report"], cited["start"], cited["end"], cited["text"])
                self._alone(data)
        self._ask.get(f"/search?{urlencode({'q': words})}", "search")

    def start(self) -> None:
        """The first screen's numbers are those of the screens of the same filling."""
        first = self._ask.get("/start.json", "start")
        if first.status != 200:
            return
        with self._tally.at("/"):
            self.cited(first.json)
        for screen, total in first.json["totals"].items():
            got = self._ask.get(f"/{screen}.json", "listing")
            if got.status == 200 and got.filling and got.filling == first.filling and got.json["total"] != total:
                self._tally.fault(f"/: {total} {screen} are told, and {got.json['total']} on their screen")

    def report(self) -> None:
        """One report: its text has its hash, and everything that was read in it stands there."""
        if not self._reports:
            return
        name = quote(self._drawn.choice(self._reports), safe="/")
        got = self._ask.get(f"/report/{name}.json", "report")
        if got.status == 200:
            data = got.json
            text = data["report"]["text"]
            if hashlib.sha256(text.encode()).hexdigest() != data["report"]["sha256"]:
                self._tally.fault(f"/report/{name}: the text is not that of its hash")
            for span in _spans({name: one for name, one in data.items() if name != "revisions"}):
                self._tally.count("spans of reports cut again")
                if text[span["start"] : span["end"]] != span["text"]:
                    self._tally.fault(f"/report/{name}: {span['text'][:60]!r} is not at its place")
        self.page(f"/report/{name}")
        self._ask.get(f"/report/{name}.csv", "rows")
        self._ask.get(f"/report/{name}/diff", may=(200, 404))

    def compare(self) -> None:
        """Two reports side by side."""
        if len(self._reports) > 1:
            a, b = self._drawn.sample(list(self._reports), 2)
            self._ask.get(f"/compare?{urlencode({'a': a, 'b': b})}", "compare")
            self._ask.get(f"/compare.json?{urlencode({'a': a, 'b': b})}", "compare")

    # -- what is held against it ----------------------------------------------------------------------------------

    def cited(self, value: Any) -> None:
        """Every citation in an answer is the words of a report that is there."""
        for one in _citations(value):
            self._recut(one["report"], one["start"], one["end"], one["text"])

    def _recut(self, report: str, start: int, end: int, words: str) -> None:
        text = self._ask.text(report)
        self._tally.count("citations cut again")
        if text is None:
            self._tally.fault(f"it cites report {report}, which is not there")
        elif text[start:end] != words:
            self._tally.fault(f"{words[:60]!r} is not at {start}-{end} of report {report}")


def _id(item: Any) -> str:
    return str(item.get("facts", {}).get("id") or "")


def _citations(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _citations(one)
    elif isinstance(value, dict):
        if {"report", "start", "end", "text"} <= value.keys():
            yield value
        for one in value.values():
            yield from _citations(one)


def _spans(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _spans(one)
    elif isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        for one in value.values():
            yield from _spans(one)
