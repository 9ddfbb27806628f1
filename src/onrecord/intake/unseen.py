"""What of a page its reader does not see although it is text: swallowed by an element or comment that is never closed,
kept in one that is not shown, or behind the page's end.

A browser does not show it either, so it is no part of the report; but that it is there is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.intake.match import squeeze
from onrecord.text.wordset import wordset

#: Elements whose inside is not shown as text of the page. Scripts and styles hold no prose; a title holds little.
_NOT_SHOWN = wordset(
    "template noscript title nav svg math button select option textarea iframe object embed canvas audio video map "
    "datalist noframes"
)
_NO_WORDS = wordset("script style")
#: Letters outside links, and ends of sentences, from which on text is prose. Of 300 saved news pages 4 hold so much in
#: such elements beside what the article shows.
_LETTERS, _SENTENCES = 400, 3
#: Letters in one stretch from which on text behind the end of a page, or behind what swallows it, is a lost paragraph.
_BEHIND = 100
_STOP = re.compile(r"[.!?…][\"”’»)]*(?:\s|$)")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_LAST = re.compile("</html[^>]{0,99}>", re.IGNORECASE)
#: A comment, script or style, or an attribute's value, that is never closed swallows all that follows.
_TORN = re.compile(
    r"<!--(?:-?>|(?s:.*?)(?:--!?>|(?P<comment>\Z)))"
    r"|<(?P<raw>script|style)\b(?s:.*?)(?:</(?P=raw)|(?P<unclosed>\Z))"
    r"""|<[a-z](?:[^<>=]|=\s*+(?:"[^"]*+(?:"|(?P<quote>\Z))|'[^']*+(?:'|(?P<single>\Z)))?+)*+""",
    re.IGNORECASE,
)
#: Attributes that hold a name or an address; what ends inside one may be elements that a lost quotation mark ate.
_VALUE = re.compile(
    r"""\s(?:title|alt|class|id|href|src|style|name|rel|lang|dir)\s{0,9}=\s{0,9}("[^"]*+"|'[^']*+')""", re.IGNORECASE
)
_EATEN = re.compile("</(?:p|div|a|span|h[1-6]|li|article)>", re.IGNORECASE)
_ENDS = re.compile("<(/?)(p|div|a|span|h[1-6]|li|article)\\b", re.IGNORECASE)
#: The mark that ends a value which ate is often the one that was to begin the value of an attribute further on.
_NEXT_TAG = re.compile(r"<[a-z][^<>]*=\s*\Z", re.IGNORECASE)
#: What may stand behind a value in its tag.
_BEHIND_VALUE = frozenset(" \t\n\f\r/>")

SWALLOWED = "{} is never closed; what follows it is not shown and was not read"
HELD = "an element that is not shown (<{}>) holds {:,} letters of text, which were not read"
BEHIND = "the page goes on behind its end; what stands there may be missing"
EATEN = "a quotation mark lacks in a tag; the words up to the next one are not shown and were not read"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Text of a page that its reader does not see.

    Attributes:
        why: what to say of it.
        words: its words without white space; empty where it cannot be told what was lost.
    """

    why: str
    words: str = ""


def unseen(page: str, tree: Any) -> list[Unseen]:
    """The text of a page that is not shown.

    Args:
        page: its markup.
        tree: it parsed.
    """
    return [*_torn(page), *_held(tree), *_behind(page)]


def missing(found: list[Unseen], text: str) -> tuple[str, ...]:
    """What to say of unseen text that does not stand in the article as well, each reason once."""
    shown = squeeze(text)
    said = (one.why for one in found if not one.words or one.words[-60:] not in shown)
    return tuple(dict.fromkeys(said))


def _torn(page: str) -> Iterator[Unseen]:
    """What swallows the rest of the page."""
    for tag in _TORN.finditer(page):
        what = "a comment" if tag["comment"] is not None else f"<{tag['raw']}>" if tag["unclosed"] is not None else ""
        if tag["quote"] is not None or tag["single"] is not None:
            what = "a quotation mark in a tag"
        if what and len(_plain(page[tag.start() :])) > _BEHIND:
            yield Unseen(SWALLOWED.format(what))
    if any(_ate(found[1][1:-1], page[found.end() : found.end() + 1]) for found in _VALUE.finditer(page)):
        yield Unseen(EATEN)


def _ate(value: str, behind: str) -> bool:
    """Whether an attribute's value has eaten elements with prose, rather than being markup itself.

    A value that has eaten ends with the mark that was to begin another value, or it holds the end of its own tag (a
    ``>`` that ends no tag within the value) and is cut off: an element ends that has not begun, or words follow it.

    Args:
        value: what stands between the quotation marks.
        behind: the character behind the second mark.
    """
    if not (_EATEN.search(value) and _STOP.search(_plain(value))):
        return False
    if _NEXT_TAG.search(value):
        return True
    own_end = ">" in _MARKUP.sub("", value)
    return own_end and (_ends_what_has_not_begun(value) or behind not in _BEHIND_VALUE)


def _ends_what_has_not_begun(value: str) -> bool:
    begun: Counter[str] = Counter()
    for tag in _ENDS.finditer(value):
        name = tag[2].lower()
        begun[name] += -1 if tag[1] else 1
        if begun[name] < 0:
            return True
    return False


def _held(tree: Any) -> Iterator[Unseen]:
    """Prose in elements that are not shown, the outermost of each."""
    for element in tree.iter(*_NOT_SHOWN):
        if any(above.tag in _NOT_SHOWN for above in element.iterancestors()):
            continue
        prose = _plain(" ".join(_words(element)))
        if len(prose) >= _LETTERS and len(_STOP.findall(prose)) >= _SENTENCES:
            yield Unseen(HELD.format(element.tag, len(prose)), squeeze(prose))


def _words(element: Any) -> Iterator[str]:
    """The text nodes in an element that are no code and stand in no link."""
    from lxml import etree

    events = etree.iterwalk(element, events=("start", "end"))
    for event, inner in events:
        if event == "end":
            if inner is not element and inner.tail:
                yield inner.tail
        elif not isinstance(inner.tag, str) or inner.tag in _NO_WORDS or inner.tag == "a":
            events.skip_subtree()
        elif inner.text:
            yield inner.text


def _behind(page: str) -> Iterator[Unseen]:
    """Prose behind the first end of the page."""
    end = _LAST.search(page)
    rest = page[end.end() :] if end else ""
    pieces = _MARKUP.split(_TORN.sub(_without_code, rest)) if len(rest) > _BEHIND else []
    longest = max((" ".join(one.split()) for one in pieces), key=len, default="")
    if len(longest) > _BEHIND and _STOP.search(longest):
        yield Unseen(BEHIND, squeeze(longest))


def _without_code(found: re.Match[str]) -> str:
    return "" if found["raw"] or found[0].startswith("<!--") else found[0]


def _plain(markup: str) -> str:
    """Markup without its tags."""
    return " ".join(_MARKUP.sub(" ", markup).split())
