"""How the screens put things into words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from onrecord.model.reading import EventStatus, Move
from onrecord.model.spans import Span

_OPENING, _STRAIGHT = frozenset("“«„‟"), frozenset('"')
_MARKS = re.compile('[“«„‟"”»]')
_SINGLE = frozenset("'‘’‚‹›")
_WORDS = re.compile(r"\w+")

MOVES: dict[Move, str] = {
    "demand": "demands",
    "propose": "proposes",
    "offer": "offers",
    "accept": "accepts",
    "agree": "agrees",
    "reject": "rejects",
    "refuse": "refuses",
    "condition": "sets a condition",
    "concede": "concedes",
    "threaten": "threatens",
    "accuse": "accuses",
    "appeal": "calls for",
    "commit": "commits itself",
}

STATUSES: dict[EventStatus, str] = {
    "happened": "happened",
    "ongoing": "goes on",
    "planned": "is planned",
    "possible": "is possible",
    "conditional": "depends on a condition",
    "denied": "is denied or did not happen",
}

#: Pages that a text fragment may be too long for: browsers match long passages by their first and last words.
_FRAGMENT_WORDS = 8


#: Emphasis of a crawled page that was kept as Markdown: a pair around words, else marks at a word's edge.
_PAIR = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]{1,200})(?<=\S)\1(?![\w*_])")
_EDGE = re.compile(r"\*{2,}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,;:!?”\"’')])_{1,3}(?!\w)|(?<!\S)\|+(?!\S)|\\(?=[*_|\[\]])")


def plain(text: str) -> str:
    """The words on one line without the Markdown marks that a crawled page left in them; for display alone.

    >>> plain("**Sorn, Ormland –** Koss told _Orm News_ that snake_case stays | so does 2 * 3")
    'Sorn, Ormland – Koss told Orm News that snake_case stays so does 2 * 3'
    """
    if not any(mark in text for mark in "*_|\\"):
        return flat(text)
    return flat(_EDGE.sub("", _PAIR.sub(r"\2", text)))


def flat(text: str) -> str:
    """The words on one line: every run of white space is one space."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """The words on one line without the quotation marks that go around all of them, and without a last comma.

    Marks that quote only a part stay; one that lacks its partner goes.

    >>> bare('“They want  peace,"'), bare('a delegation “without conditions”'), bare("“No” and “yes”")
    ('They want peace', 'a delegation “without conditions”', '“No” and “yes”')
    """
    text = flat(text)
    if text[:1] in _SINGLE and text[-1:] in _SINGLE and len(text) > 1:
        return text[1:-1].removesuffix(",")
    pairs = _pairs(text)
    last = len(text) - 1
    begin = 0 in pairs and pairs[0] in (None, last)
    end = last in pairs and pairs[last] in (None, 0)
    return text[begin : len(text) - end].strip().removesuffix(",")


def quoted(text: str) -> str:
    """The words in double quotation marks, what is quoted inside them in single ones, each opened and closed.

    However the report quoted them, the outer marks are Onrecord's, and what stands in them is the report's.

    >>> quoted('a delegation “without conditions'), quoted('the "full and lasting" peace'), quoted("“No”")
    ('“a delegation ‘without conditions’”', '“the ‘full and lasting’ peace”', '“No”')
    >>> quoted('“No,” he said'), quoted('I wait,” he said.')
    ('“‘No,’ he said”', '“‘I wait,’ he said.”')
    """
    words = bare(plain(text))
    pairs = _pairs(words)
    if not pairs:
        return f"“{words}”"
    out, before, after = [], "", ""
    for at, char in enumerate(words):
        if at not in pairs:
            out.append(char)
            continue
        partner = pairs[at]
        opens = partner is None and (char in _OPENING or words[at + 1 : at + 2].isalnum())
        out.append("‘" if opens or (partner is not None and partner > at) else "’")
        before += "‘" if partner is None and not opens else ""
        after += "’" if opens else ""
    return f"“{before}{''.join(out)}{after}”"


def _pairs(text: str) -> dict[int, int | None]:
    """For the place of each double quotation mark, the place of its partner; ``None`` where it has none."""
    pairs: dict[int, int | None] = {}
    waiting: list[int] = []
    for mark in _MARKS.finditer(text):
        at, char = mark.start(), mark.group()
        pairs[at] = None
        opens = char in _OPENING or (char in _STRAIGHT and (at == 0 or text[at - 1] in " ([—"))
        if opens:
            waiting.append(at)
        elif waiting:
            partner = waiting.pop()
            pairs[at], pairs[partner] = partner, at
    return pairs


def same(text: str) -> str:
    """What two wordings share that differ only in case, punctuation and white space."""
    return " ".join(_WORDS.findall(text.casefold()))


def wording(text: str) -> frozenset[str]:
    """The words of a text, for ``alike``."""
    return frozenset(same(text).split())


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two wordings tell the same thing in nearly the same words: the same figures, most other words shared.

    >>> alike(wording("The two sides meet on May 5"), wording("The sides will meet on May 5"))
    True
    >>> alike(wording("12 people were hurt"), wording("9 people were hurt"))
    False
    """
    if len(a & b) < _ALIKE * len(a | b):
        return False
    return all(word.isalpha() for word in a ^ b)


#: At 0.7, the copies and edits of one wire sentence in the demo meet, and two agencies' own sentences on one meeting
#: (0.59 of their words in common) stay apart.
_ALIKE = 0.7


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> count(1, "report"), count(2, "story", "stories")
    ('1 report', '2 stories')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Iterable[str]) -> str:
    """Names in a row.

    >>> listed(["R1", "R2", "R3"])
    'R1, R2 and R3'
    """
    items = list(names)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


#: Names that take an article inside a sentence.
_THE = frozenset(
    {
        "United States", "United Kingdom", "United Nations", "United Arab Emirates", "European Union", "African Union",
        "European Commission", "European Parliament", "Arab League", "Russian Federation", "Netherlands", "Philippines",
        "Czech Republic", "Dominican Republic", "Central African Republic", "Democratic Republic of the Congo",
        "Maldives", "Bahamas", "Gambia", "Comoros", "Seychelles", "Marshall Islands", "Solomon Islands", "Holy See",
        "Kremlin", "Pentagon", "White House", "Vatican",
    }
)  # fmt: skip


def with_article(name: str) -> str:
    """The name as it stands inside a sentence.

    >>> with_article("United States"), with_article("Ada Koss")
    ('the United States', 'Ada Koss')
    """
    return f"the {name}" if name in _THE else name


def capital(text: str) -> str:
    """The text with its first letter a capital, the rest left as it is."""
    return text[:1].upper() + text[1:]


def days(earliest: str | None, latest: str | None) -> str:
    """A day, or a range of days, as precise as it is known.

    >>> days("2025-03-01", "2025-03-31"), days("2025-03-10", "2025-03-10"), days(None, "2025-03-31")
    ('2025-03-01 to 2025-03-31', '2025-03-10', 'up to 2025-03-31')
    """
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} to {latest}"
    if earliest:
        return f"from {earliest}"
    return f"up to {latest}" if latest else "no day"


def moment(published: str | None) -> str:
    """A day or a time as a person reads it.

    >>> moment("2025-03-03T16:05:00+00:00"), moment("2025-03-03"), moment(None)
    ('2025-03-03 16:05 UTC', '2025-03-03', 'no date')
    """
    if not published:
        return "no date"
    day, _, rest = published.partition("T")
    clock, zone = rest[:5], rest[8:] if rest[5:6] == ":" else rest[5:]
    zone = " UTC" if zone in ("+00:00", "Z") else f" {zone}" if zone else ""
    return f"{day} {clock}{zone}" if clock else day


def issue(issue_id: str) -> str:
    """An issue's name from its id.

    >>> issue("security-guarantees"), issue("other:the bridge")
    ('security guarantees', 'the bridge')
    """
    return issue_id.removeprefix("other:").replace("-", " ").replace("_", " ")


def safe_url(url: str | None) -> str | None:
    """The address if it is one that a page may link to (http or https, no control characters), else ``None``."""
    if not url or any(char.isspace() or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def passage_url(url: str | None, span: Span) -> str | None:
    """Where to open a passage: the report's address with a text fragment that browsers scroll to and light up.

    >>> passage_url("https://a.example/1#top", Span(0, 9, "No, never"))
    'https://a.example/1#:~:text=No%2C%20never'
    """
    home = safe_url(url)
    words = flat(span.text).split()
    if home is None or not words:
        return home
    if len(words) <= 2 * _FRAGMENT_WORDS and "\n" not in span.text:
        ends = [" ".join(words)]
    else:
        ends = [" ".join(words[: _FRAGMENT_WORDS // 2]), " ".join(words[-_FRAGMENT_WORDS // 2 :])]
    fragment = ",".join(percent(end, safe="").replace("-", "%2D") for end in ends)
    return f"{home.partition('#')[0]}#:~:text={fragment}"
