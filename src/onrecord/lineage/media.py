"""Newsrooms that a report names as its source: "the Harbour Gazette reported", "told Radio Lindau", "(AP)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from onrecord.lexicons.newsroom import agencies
from onrecord.lexicons.newsroom import is_outlet as is_known_outlet
from onrecord.model.address import parts_of
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.text.words import Word, texts, words

#: Short names of agencies that are words of no other use, or stand in nearly every paper.
_SHORT = frozenset(("aap", "afp", "ani", "ap", "dpa", "efe", "pti", "upi"))


def _agency_keys() -> dict[str, str]:
    """Wire agencies by every name that news gives them, folded and without spaces."""
    found: dict[str, str] = {}
    for agency in agencies():
        for alias in agency.aliases:
            parts = [part for part in texts(words(alias)) if part != "the"]
            key = "".join(parts)
            if len(parts) > 1 or len(key) > 3 or key in _SHORT:
                found.setdefault(key, agency.name)
    return found


AGENCIES: dict[str, str] = _agency_keys()
_NAMES = frozenset(AGENCIES.values())

#: Words that are part of the names of newsrooms.
_NAMING_WORDS = """
    agency beacon broadcasting bulletin channel chronicle courier daily dispatch echo enquirer evening examiner
    express gazette globe guardian herald independent inquirer insider journal ledger magazine mail mercury mirror
    monitor news newspaper observer post press radio record register report review sentinel standard star sun
    telegram telegraph television time times today tribune tv weekly wire
"""
_NAMING = frozenset((*_NAMING_WORDS.split(), "news"))
_KNOWN_WORDS = """
    abc bbc cbc cbs cnbc cnn espn fox msnbc nbc npr pbs rt sky aljazeera axios bild buzzfeed deadline deutschewelle
    diezeit elpais euronews forbes haaretz ilbo lemonde meduza newsweek politico semafor spiegel sputnik suspilne
    techcrunch thehill undefeated variety vice vox wired
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_REPORTS = frozenset(("reported", "reports", "reporting"))
_SAYS = frozenset(("said", "says", "cited", "revealed", "learned", "obtained"))
#: Words by which a source is said to have spoken to a newsroom, not only to have been reported by it.
_SPOKEN_TO = frozenset(("told", "tell", "tells", "interview", "spoke", "speaking"))
#: Words that stand right before the name of a newsroom that got the words first.
_BEFORE = frozenset(("told", "tell", "tells", "to", "with", "by", "from", "cited", "citing"))
_BETWEEN = frozenset(("the", "a", "local", "news", "agency", "newspaper", "station", "outlet", "website", "broadcaster",
                      "television", "channel", "state", "official", "that"))  # fmt: skip


#: Outlets and names whose folding is kept: each stands in many reports.
_KEPT = 4096


class Newsroom(Protocol):
    """What a newsroom goes by."""

    @property
    def key(self) -> str:
        """Folded name without spaces and articles; an agency's usual name for agencies."""
        ...

    @property
    def name(self) -> str:
        """The name as written, or the agency's usual name."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A newsroom named as a source.

    Attributes:
        key: folded name without spaces and articles; an agency's usual name for agencies.
        name: the name as written, or the agency's usual name.
        span: the words that name it with what makes it a source.
        at: index of the word in the material where it stands.
        spoken_to: somebody spoke to it ("told", "in an interview with").
    """

    key: str
    name: str
    span: Span
    at: int
    spoken_to: bool = False

    @property
    def agency(self) -> bool:
        """Whether it is a wire agency."""
        return self.key in _NAMES


def named(report: Report, found: Sequence[Word]) -> tuple[Named, ...]:
    """The newsrooms that a report's account names as a source, in text order.

    A name is a run of capitalised words with one in it that newsrooms are called by ("Times", "Herald", "CNN"), or an
    agency; it is a source where "reported" follows it or where "told", "according to", "interview with" come before.

    Args:
        report: the report.
        found: the words of its account.
    """
    keys = texts(found)
    runs = list(_capitalised(report.text, found))
    kept = []
    for run in runs:
        first, end, key = _name(keys, run)
        whole = keys[end : run[1]] and keys[first] not in _KNOWN
        how = key and _sourced(keys, (first, end), None if whole else run[1])
        if not key or not how:
            continue
        name = key if key in _NAMES else _full_name(report.text, found, keys, (first, end), runs)
        key = key if key in _NAMES else "".join(_parts(name))
        if not _own(key, report):
            span = report.cut(found[how[0]].start, found[how[1] - 1].end)
            kept.append(Named(key, name, span, first, spoken_to=not _SPOKEN_TO.isdisjoint(keys[how[0] : first])))
    return tuple(kept)


def _parts(name: str) -> list[str]:
    return [part.removesuffix("'s") for part in texts(words(name)) if part != "the"]


def _name(keys: Sequence[str], run: tuple[int, int]) -> tuple[int, int, str | None]:
    """The newsroom at the head of a run of capitalised words: its range without days and people, and its key."""
    first, end = run
    the = first > 0 and keys[first - 1] == "the"
    while end > first and keys[end - 1] in _DAYS:
        end -= 1
    for stop in range(end, first, -1):
        key = _newsroom(keys[first:stop], after_the=the or keys[first] == "the")
        if key:
            return first, stop, key
    return first, end, None


def _full_name(
    text: str, found: Sequence[Word], keys: Sequence[str], at: tuple[int, int], runs: Sequence[tuple[int, int]]
) -> str:
    """A newsroom's name as written, or where that is its last word ("the Times") the one full name that ends in it."""
    first, end = at
    parts = [part for part in keys[first:end] if part != "the"]
    if len(parts) == 1 and parts[0] in _NAMING:
        longer = [run for run in runs if keys[run[1] - 1] == parts[0] and set(keys[slice(*run)]) - {"the", parts[0]}]
        if len({tuple(part for part in keys[slice(*run)] if part != "the") for run in longer}) == 1:
            first, end = longer[0]
    return re.sub(r"['’]s$", "", text[found[first].start : found[end - 1].end])


def _own(key: str, report: Report) -> bool:
    """Whether a report names its own newsroom: words said to it are its own reporting."""
    return key.casefold() in outlet_keys(report)


def _capitalised(text: str, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of up to six capitalised words with nothing but a space, hyphen or dot between them; dpa counts too."""
    first = 0
    while first < len(found):
        if not _is_name(text, found[first]):
            first += 1
            continue
        end = first + 1
        while end < len(found) and end - first < 6 and (_is_name(text, found[end]) or _is_number(found, end)):
            between = text[found[end - 1].end : found[end].start]
            if between.strip(" -&") and not (between == ". " and len(found[end - 1].text) == 1):
                break
            end += 1
        yield first, end
        first = end


def _is_name(text: str, word: Word) -> bool:
    return text[word.start].isupper() or word.text in ("dpa", "epd")


def _is_number(found: Sequence[Word], at: int) -> bool:
    """Whether a word is the number that a station's name ends in ("ABC7")."""
    return found[at].text.isdigit() and found[at].start == found[at - 1].end


def _newsroom(parts: Sequence[str], *, after_the: bool) -> str | None:
    """The key of a newsroom's name, or ``None`` if these words name none; one such word needs "the" before it."""
    kept = [part.removesuffix("'s") for part in parts if part != "the"]
    key = "".join(kept)
    if key in AGENCIES:
        return AGENCIES[key]
    branch = 1 < len(kept) < 4 and kept[0] in _KNOWN and all(part in _NAMING or part.isdigit() for part in kept[1:])
    known = key in _KNOWN or branch or (len(kept) > 1 and kept[-1] in _KNOWN)
    station = len(kept) == 1 and len(key) == 4 and key[0] in "kw" and not set(key[1:]) & set("aeiou")
    listed = len(kept) > 1 and is_known_outlet(" ".join(kept))
    office = kept[-1:] == ["agency"] and kept[-2:-1] != ["news"]
    named = kept[-1:] and kept[-1] in _NAMING and not office and (len(kept) > 1 or after_the)
    return key if known or station or listed or named else None


def _sourced(keys: Sequence[str], name: tuple[int, int], run: int | None) -> tuple[int, int] | None:
    """The word range of name and cue if the name stands as a source.

    Args:
        keys: all words.
        name: range of the name.
        run: end of the capitalised words that it begins; ``None`` if what follows is no part of it.
    """
    first, last = name
    end = last if run is None else run
    after = keys[end] if run is not None and end < len(keys) else ""
    if after in ("news", "newspaper", "magazine", "channel", "website", "television") and end + 1 < len(keys):
        end, after = end + 1, keys[end + 1]
        if after == "agency" and end + 1 < len(keys):
            end, after = end + 1, keys[end + 1]
    says = after in _SAYS or (after == "has" and keys[end + 1 : end + 2] and keys[end + 1] in _REPORTS | _SAYS)
    if after in _REPORTS or (says and end == last and keys[first] != "the"):
        return first, end + 1
    back = first - 1
    while back > max(0, first - 4) and keys[back] in _BETWEEN:
        back -= 1
    if back >= 0 and keys[back] in _BEFORE and _source_cue(keys, back):
        return max(0, back - 1) if keys[back] in ("to", "with", "by", "from") else back, last
    return None


def _source_cue(keys: Sequence[str], at: int) -> bool:
    """Whether "to", "with", "by" or "from" belongs to a phrase of source; verbs need no company."""
    before = keys[at - 1] if at else ""
    needed = {
        "to": ("according", "spoke", "speaking", "interview", "statement", "comments"),
        "with": ("interview", "spoke", "speaking"),
        "by": ("reported", "noted", "published", "seen", "obtained", "cited", "quoted", "carried"),
        "from": ("information", "report", "reports", "reporting"),
    }
    return before in needed[keys[at]] if keys[at] in needed else True


def outlet_keys(report: Report) -> frozenset[str]:
    """Folded names that the outlet of a report may go by: its name, and the labels of its address."""
    return _outlet_keys(report.outlet, report.url)


@lru_cache(maxsize=_KEPT)
def _outlet_keys(outlet: str | None, url: str | None) -> frozenset[str]:
    keys: set[str] = set()
    for text in (outlet, parts_of(url).hostname):
        if not text:
            continue
        if "." in text and " " not in text:
            keys.update(part for part in text.casefold().split(".") if part not in ("www", "com", "edition", "usa"))
        else:
            keys.add("".join(part for part in texts(words(text)) if part != "the"))
    return frozenset(key.removeprefix("the") for key in keys if len(key) > 1)


def is_outlet(named: Newsroom, report: Report) -> bool:
    """Whether a newsroom named in another report is the one that published this report.

    An address may shorten the name: ``nytimes`` is the New York Times, ``themoscowtimes`` the Moscow Times.
    """
    return _goes_by(named.key, named.name, outlet_keys(report))


@lru_cache(maxsize=_KEPT)
def _goes_by(key: str, name: str, labels: frozenset[str]) -> bool:
    key = key.casefold()
    if key in labels or f"{key}news" in labels:
        return True
    parts = [part for part in texts(words(name)) if part != "the"]
    return len(parts) > 1 and any(_spells(label, parts) for label in labels)


def same_newsroom(one: Newsroom, other: Newsroom) -> bool:
    """Whether two names are of one newsroom ("NBC", "NBC News")."""
    less, more = sorted((one.key, other.key), key=len)
    return less == more or f"{less}news" == more


def _spells(label: str, parts: Sequence[str]) -> bool:
    """Whether an address label is made of beginnings of all the words in order, the last one whole."""
    if not parts:
        return not label
    if len(parts) == 1:
        return label == parts[0]
    most = min(len(parts[0]), len(label))
    sizes = range(1, most + 1)
    return any(label.startswith(parts[0][:size]) and _spells(label[size:], parts[1:]) for size in sizes)
