"""What a site asks of programs: its ``robots.txt``, read as RFC 9309 says.

The longest rule that fits decides, ``*`` stands for any words and ``$`` for the end, and an allowance wins a tie.
Python's own reader takes the first rule and knows neither sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

#: What Onrecord goes by in ``robots.txt``.
NAME = "onrecord"
#: RFC 9309 asks that at least 500 kB be read.
MAX_BYTES = 512_000
_MAX_RULES = 2_000
#: No address that is asked for is longer.
_LONGEST_RULE = 2_000
#: A pause that a site may ask for between two pages, in seconds; more would be a refusal, and is read as this.
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site asks.

    Attributes:
        rules: whether it allows, and the pattern of paths.
        pause: seconds between two pages, 0 if it does not say.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    pause: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a page may be asked for, by its path and query."""
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOTHING_ASKED = Robots()


def read(text: str) -> Robots:
    """What a ``robots.txt`` asks of Onrecord: the group that names it, else the group for all.

    >>> read("User-agent: *\\nDisallow: /live\\nAllow: /live/archive$").allows("/live/today")
    False
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: set[str] = set()
    ruled = False
    for line in text[:MAX_BYTES].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if ruled:
                agents, ruled = set(), False
            agent = _agent(value)
            if agent in (NAME, "*"):
                agents.add(agent)
                groups.setdefault(agent, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            ruled = True
            for agent in agents if len(value) <= _LONGEST_RULE else ():
                groups[agent].append((key, value))
    own = groups.get(NAME, groups.get("*", []))
    rules = tuple((key == "allow", value) for key, value in own if key != "crawl-delay" and value)
    return Robots(rules[:_MAX_RULES], max((_seconds(value) for key, value in own if key == "crawl-delay"), default=0.0))


def _agent(value: str) -> str:
    """The program that a group is for: the letters that it begins with, without its version (RFC 9309, 2.2.1)."""
    return value if value == "*" else re.split("[^a-z_-]", value.lower(), maxsplit=1)[0]


def _seconds(value: str) -> float:
    return min(float(value), LONGEST_PAUSE) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value) else 0.0


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path; each star is met as early as it can be, so in linear time."""
    pieces, whole = _pieces(pattern)
    path = unquote(path)
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not whole:
        return True
    return at == len(path) if len(pieces) == 1 else path.endswith(pieces[-1])


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[tuple[str, ...], bool]:
    """A pattern's words between its stars, and whether it must reach the end."""
    whole = pattern.endswith("$")
    return tuple(map(unquote, pattern.removesuffix("$").split("*"))), whole
