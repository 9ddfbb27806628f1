"""Bylines: the lines that name who wrote a report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lexicons.newsroom import agency_named, is_outlet, is_place
from onrecord.structure.dates import DateLine, read_line

_LINK = re.compile(r"\[([^\[\]\n]{1,80})\]\([^()\n]{0,300}\)")
_LEAD = re.compile(
    r"[*_\s—–-]{0,4}(?:(?:written|story|words|report|reported|reporting|analysis|text|opinion|commentary|edited"
    r"|posted|published|compiled|interview) by|by|author|authors)\b:?\s+",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\s)\s++(?:[,;|/·•]|(?<= )(?:and|&|with|for|[—–-])(?= ))\s*+|[,;|/·•]\s*+|(?<!\s)[^\S\n]*+\n\s*+"
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞŁŚŻČŠŽ](?:[\w'’.-]{0,24})(?:\s|$)|(?:de|del|da|di|du|van|von|der|den|la|le|el|al|bin|ibn|ten|ter|dos)\s){1,6}"
)
_PERSON = re.compile(r"\A[A-Z][\w'’-]{1,24}(?: [A-Z]\.){0,2}(?: [A-Z][\w'’-]{1,24}){1,2}")
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|contributors?|columnist|bureau|chief|special|desk|analyst|"
    r"newsroom|producers?|agencies|team|service|in\s+[A-Z]\w+)\b",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"[Ss]pecial (?:to|for) [A-Z][\w .'’&-]{1,40}|[\w.+-]{1,40}@[\w.-]{3,40}"
    r"|[A-Z][\w .'’&-]{1,30} (?:Staff|Network|Desk)"
)
_DAYS = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|noon|midnight|law|then",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"(?:[A-Z][\w.&'’-]{0,20} ){0,3}(?:Staff|Staff Reporters?|Staff Writers?|News Desk|Web Desk|Newsroom|Agencies)"
)
#: "Associated Press in Marn", "AFP, Marn": an agency's name and where it filed from.
_FILED = re.compile(r"\A(?P<by>[A-Z][\w. -]{1,30}?)(?:,| in) [A-Z][\w.-]+(?:[ ,]{1,2}[A-Z][\w.-]+){0,3}$")
#: What stands behind an agency's name in a byline without being part of it.
_DESK_OF = re.compile(r" (?:News )?(?:Staff|Desk|Newsroom|Reporters?|Correspondents?|Writers?)$")
#: Room for six names with their cities; of 218 bylines in 1,800 articles the longest has 82 characters.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line says wrote the report.

    Attributes:
        names: the names, without markup, roles and places.
        agency: the agency among them.
        agency_words: the words that name it.
        dates: the dates that the line ends with.
    """

    names: tuple[str, ...]
    agency: str | None = None
    agency_words: str = ""
    dates: DateLine | None = None


def find(words: str) -> Byline | None:
    """The byline that a whole paragraph is: "By NAME and NAME", an agency's name alone, or "Reuters Staff".

    Only fit for paragraphs before the body: in running text an agency's name alone can be a picture credit.
    """
    if len(words) > LONGEST + 200:  # markdown addresses make a line long, not its names
        return None
    plain = _LINK.sub(r"\1", words).strip("*_ \t")
    if len(plain) > LONGEST:
        return None
    lead = _LEAD.match(plain)
    if not lead:
        return _alone(plain)
    dates = _dates_after(plain, lead.end())
    said = plain[lead.end() : dates[1]] if dates else plain[lead.end() :]
    return _named(said, dates[0] if dates else None)


def _alone(plain: str) -> Byline | None:
    agency = agency_named(plain)
    if agency:
        return Byline((plain,), agency, plain)
    filed = _FILED.match(plain)
    if filed and (filed_by := agency_named(filed["by"])):
        return Byline((filed["by"],), filed_by, filed["by"])
    if not _STAFF.fullmatch(plain):
        return _people(plain)
    first = agency_named(re.sub(r" (?:News )?(?:Staff|Desk|Newsroom)\b.*", "", plain))
    return Byline((plain,), first, plain if first else "")


def affiliated(words: str, after: str) -> Byline | None:
    """The byline that two lines are: one or more full names, and under them their outlet, desk or mail address."""
    below = is_outlet(after) or agency_named(after) or _DESK.fullmatch(after)
    return _people(words.strip("*_ \t"), least=1) if below and len(words) <= LONGEST else None


def _people(plain: str, least: int = 3) -> Byline | None:
    """So many full names in a list, none of them a place."""
    names = [one.strip() for one in re.split(r", and |, | and | & ", plain) if one.strip()]
    full = all(_PERSON.fullmatch(one) and not is_place(one) for one in names)
    return Byline(tuple(names)) if len(names) >= least and full else None


def _named(said: str, dates: DateLine | None) -> Byline | None:
    """The names in a list, each of them capitalised words; anything else makes the line no byline."""
    names: list[str] = []
    agency: str | None = None
    agency_words = ""
    for part in (one.strip(" .*_()") for one in _PART.split(_PLACE_AFTER.sub("", said))):
        if not part or (names and (_ROLE.search(part) or is_place(part))):
            continue
        known = agency_named(_DESK_OF.sub("", part))
        if known and agency is None:
            agency, agency_words = known, part
        if not _NAME.fullmatch(part) or _DAYS.fullmatch(part):
            if names:
                continue
            return None
        names.append(part)
    return Byline(tuple(dict.fromkeys(names)), agency, agency_words, dates) if names and not _sentence(said) else None


_PLACE_AFTER = re.compile(r"\bin [A-Z]\w+(?:[ -][A-Z]\w+){0,2}")


def _sentence(said: str) -> bool:
    """Whether what should be a list of names is a sentence: more small words than a list of names and roles has."""
    small = [word for word in said.split() if word[:1].islower() and word.isalpha()]
    return len(small) > 6 or (said.rstrip().endswith((".", "?", "!")) and len(small) > 2)


def _dates_after(plain: str, at: int) -> tuple[DateLine, int] | None:
    """The dates with which the line ends, and where they begin."""
    for match in re.finditer(r"[,|•·\n–—-]\s*|\s(?=(?:Published|Updated|Posted)\b)", plain[at:]):
        line = read_line(plain[at + match.end() :])
        if line and not line.rest:
            return line, at + match.start()
    return None
