"""The forms in which reports credit agencies: lines at the head and foot, signatures, and words inside sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.lexicons.newsroom import agencies_in

_RIGHTS = re.compile(r"[\s(*_–—-]{0,4}(?:copyright|©|\(c\)|all contents? ©|\d{4} ©)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\brights\b")
_CONTRIBUTED = re.compile(
    r"\b(?:contributed (?:to this|to the|reporting|from)|(?:also )?contributed\.?$"
    r"|was used(?:\.$| in (?:compiling|this)))",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"[(\s*_–—-]{0,4}+(?:"
    r"(?:additional |further )?(?:reporting|writing) (?:and writing |and editing )?by\b"
    r"|(?:edited|editing|compiled|written|translated) by\b"
    r"|with (?:agency |additional |further |some )?"
    r"(?:inputs?|reporting|information|files?|material|contributions?|reports?) (?:from|by)\b"
    r"|with [A-Z][\w/, &-]{1,40} (?:inputs?|reporting|reports?)\b"
    r"|information from:|sources?:\s|agency:\s|agencies:?\s|our standards:|additional reporting:?"
    r"|design and development"
    r"|from (?:our )?(?:news )?agencies\b|[\w/, ]{1,40} reported from\b)",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"(?:[(\s*_–—-]{0,4})(?:this|the) (?:story|article|report|material|content|text|dispatch|piece)\b[^.]{0,60}"
    r"\b(?:published|prepared|compiled|provided|produced|distributed|written|created|supplied|appeared|reported|generated|taken|edited)\b[^.]{0,60}"
    r"\b(?:by|on|in|from)\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(r"\b(?:partnership|collaboration|agreement) (?:with|between)\b", re.IGNORECASE)
_TRUST = "Thomson Reuters Trust Principles"
_FORM = re.compile(
    r"[A-Z][\w'’&-]{0,24}(?: [A-Z][\w'’&-]{0,24}){0,4} (?:Press|News) (?:Agency|Association|Service)|\b\w++ Newswire"
)
_NOT_SIGN = re.compile(
    r"\b(?:and|agencies|agency|news|newswires?|wires?|staff|sources?|from|via|by|with|inputs?|[a-z]{1,4}/[a-z]{1,4}|[a-z]{1,3})\b|[^\w]"
    r"|\b[A-Z]{1,3}/[A-Z]{1,3}\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\bagencies\b", re.IGNORECASE)
_PARTLY = re.compile(r"\A\W*+(?:with|additional|further|information)", re.IGNORECASE)
#: Longer paragraphs are running text; the longest of 486 credit lines in 1,800 articles has 263 characters.
LONGEST = 400

#: Words between what leans ("told") and the name: articles, sorts of newsroom, other capitalised names.
_BETWEEN = (
    r"(?: (?:[Tt]he|an?|its|and|or|both|state|official|semi-official|government|private|independent|local|national"
    r"|[Nn]ews|wire|agency|agencies|service|newswire|broadcaster|outlet|partner|media"
    r"|[a-z]+-(?:run|owned|controlled|backed|based|linked|funded)|[A-Z][\w’'.-]*,?)){0,7} ?"
)
_TO = (
    r"(?:spoke(?:n)?|speaking|talked|talking|statement|email|e-mail|message|comments?|remarks?|response|emailed|sent"
    r"|confirmed(?: \w+)?)"
)
_BY = (
    r"(?:cited|quoted|seen|reviewed|carried|reported|obtained|published|released|verified|compiled|conducted|polled"
    r"|analysed|analyzed|interviewed|contacted|shared|provided|interviews?)"
)
_FROM = r"(?:reports?|reporting|dispatch|dispatches|information|footage|data|tally|story|article|poll|survey)"
_LEANS_BEFORE = re.compile(
    rf"\b(?i:according to|told|tells?|telling|citing|as per|{_TO}(?: sent| given| made)? (?:to|with)"
    rf"|interviews?(?: given)? to|, (?:as )?(?:reported|reports|said|says|wrote|writes)"
    rf"|{_BY} (?:by|with)|{_FROM} (?:from|by|in|of)){_BETWEEN}$"
)
_SPEAKS = (
    r"(?:report(?:s|ed|ing)?|said|says|saying|cit(?:es?|ed|ing)|quot(?:es?|ed|ing)|wrote|writes|not(?:es|ed)|adds|added"
    r"|confirm(?:s|ed)|reveal(?:s|ed)|learn(?:ed|t)|understands|observed|carried|published|disclosed|announced)"
)
_LEANS_AFTER = re.compile(
    r"(?:[’']s?)?,? ?(?:\(?(?:the )?(?:[Nn]ews |[Pp]ress |wire )?(?:[Aa]gency|[Ss]ervice|wire)\)?)?(?:[’']s?)?,?"
    rf" (?:(?:has|had|have|also|first|earlier|previously|later|separately|meanwhile) ){{0,2}}{_SPEAKS}\b"
)
_OWN_WORK = re.compile(
    r"(?:[’']s?)?(?: [Nn]ews [Aa]gency)?(?: (?:own|video|staff|news|freelance|exclusive|earlier|separate|recent))?"
    r" (?:reporters?|journalists?|correspondents?|photographers?|stringers?|cameram[ae]n|reports?|dispatch(?:es)?"
    r"|tally|tallies|poll|count|survey|analysis|calculations?|investigation|interview|witness(?:es)?|footage)\b"
)
#: A name that a person bears too ("Mayor Bloomberg said").
_PERSON = r"\b(?:Mr|Mrs|Ms|Dr|Mayor|Gov|Governor|President|Minister|Senator|Michael|Mike|Candidate|billionaire)\.? "
#: Marks between agencies that are named in one breath ("Reuters, AFP and the dpa news agency reported").
_ALSO = re.compile(r"(?:,|/| and| or|, and| as well as)(?: the)? ?")


class Mention(NamedTuple):
    """An agency that words credit.

    Attributes:
        name: its usual name.
        start: offset of the words that credit it.
        end: offset after them.
        whole: the agency gave the text; otherwise it gave a part ("contributed to this report", "told AFP").
    """

    name: str
    start: int
    end: int
    whole: bool = True


def line(words: str, *, foot: bool, prose: bool) -> list[Mention] | None:
    """The agencies that a whole paragraph credits; ``None`` if it is no credit line, an empty list if it names none.

    Args:
        words: the paragraph.
        foot: it stands after the last running text, where an agency's name alone is a signature and no picture's.
        prose: it has the form of running text.

    >>> line("Additional reporting by Jo Doe; with inputs from AFP", foot=True, prose=False)
    [Mention(name='AFP', start=49, end=52, whole=False)]
    """
    if len(words) > LONGEST:
        return None
    if _RIGHTS.match(words) and (foot or _YEAR.search(words)):
        return _rights(words)
    if _TRUST in words:
        return [Mention("Reuters", words.index(_TRUST), words.index(_TRUST) + len(_TRUST))]
    if foot and signed(words) is not None:
        return _all(words, whole=not _PARTLY.match(words))
    if _CONTRIBUTED.search(words) and len(words) <= 300 and '"' not in words and "“" not in words:
        return _all(words, whole=False)
    if prose and not foot:
        return None
    if _MADE_BY.match(words) and (_PARTNER.search(words) or agencies_in(words)):
        return _all(words, whole=True)
    if REPORTING.match(words) and not (words.count(". ") > 2):
        return _all(words, whole=not _PARTLY.match(words))
    return None


def _rights(words: str) -> list[Mention] | None:
    """The agency that holds the rights; a line on an outlet's own rights is boilerplate, not a credit of the text."""
    head = words[:160]
    found = agencies_in(head)
    if found:
        name, _, end = found[0]
        return [Mention(name, 0, min(len(words), _sentence_end(words, end)))]
    form = _FORM.search(head)
    return [Mention(form.group(), form.start(), form.end())] if form else None


def _sentence_end(words: str, at: int) -> int:
    stop = words.find(".", at)
    return stop + 1 if 0 <= stop <= at + 20 else at


def signed(words: str) -> list[str] | None:
    """The agencies of a signature ("AP - AFP", "jm/dm (AFP, dpa)"); ``None`` if the words are more than one."""
    if len(words) > 64 or "http" in words:
        return None
    found = agencies_in(words)
    left = words
    for _, start, end in reversed(found):
        left = left[:start] + " " + left[end:]
    if _NOT_SIGN.sub("", left).strip() or not (found or _SEVERAL.search(words)):
        return None
    return [name for name, _, _ in found]


def _all(words: str, *, whole: bool) -> list[Mention]:
    return [Mention(name, start, end, whole) for name, start, end in agencies_in(words)]


def opening(words: str) -> Mention | None:
    """The agency set off at the head of a first paragraph after places and a date: "MARN, March 3. /TASS/."

    >>> opening("MARN. March 3. INTERFAX - The dam is closed."), opening("A (KNA) report says the dam is closed.")
    (Mention(name='Interfax', start=15, end=23, whole=True), None)
    """
    name, start, end = next(iter(agencies_in(words[:90])), ("", 0, 0))
    if not name or not re.match(r"\A[)/]?(?:\s{0,9}[.:]?\s?[-–—]|[)/]\s?[.:]?\s)", words[end:]):
        return None
    head = re.findall(r"[^\W_]+", words[:start])
    return Mention(name, start, end) if head and all(not one[0].islower() for one in head) else None


def cited(words: str) -> list[Mention]:
    """Agencies that a paragraph leans on for what it tells, in order.

    That is no credit of the text: the outlet wrote the sentence and names the agency as its source, by a verb
    ("Reuters reported", "told AFP", "seen by"), by the agency's own people ("an AFP journalist") or in one breath with
    another agency that it so names.

    >>> [one.name for one in cited("The mayor told AFP and Reuters that the EFE building was closed.")]
    ['AFP', 'Reuters']
    """
    found = agencies_in(words)
    leans = [_leans(words, start, end) for _, start, end in found]
    for at in range(1, len(found)):
        if not leans[at] and leans[at - 1] and _ALSO.fullmatch(words, found[at - 1][2], found[at][1]):
            leans[at] = True
    for at in range(len(found) - 2, -1, -1):
        if not leans[at] and leans[at + 1] and _ALSO.fullmatch(words, found[at][2], found[at + 1][1]):
            leans[at] = True
    return [Mention(*one, False) for one, kept in zip(found, leans, strict=True) if kept]


def _leans(words: str, start: int, end: int) -> bool:
    """Whether the words around an agency's name make it the source of what is told."""
    name = words[start:end]
    before, after = words[max(0, start - 90) : start], words[end : end + 60]
    if _unclear(name) and not re.match(r"[’']?s? (?:[Nn]ews |[Pp]ress )[Aa]gency", after):
        return False
    if re.search(_PERSON + re.escape(name), words):
        return False
    return bool(_LEANS_BEFORE.search(before) or _LEANS_AFTER.match(after) or _OWN_WORK.match(after))


def _unclear(name: str) -> bool:
    """Whether a short form is a word of other use in running text: two capitals, but for the Associated Press."""
    return len(name) < 3 and name != "AP"
