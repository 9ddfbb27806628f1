"""Onrecord's own walk over a page: its visible text in document order, cut where a browser breaks lines.

What an extractor prints is not the page: on 181 real news pages only two thirds of trafilatura's lines stand verbatim
in it. So the words that are cited come from here, and the extractor only says which of them are the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from onrecord.model.report import BlockKind
from onrecord.text.canonical import canonical
from onrecord.text.wordset import wordset

Hint = Literal["byline", "date", "standfirst", "caption", "trail"]

#: Elements before and after which a browser starts a new line.
_BLOCKS = wordset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
#: Elements whose text is not part of what a reader of the article sees.
_UNSEEN = wordset(
    "script style template noscript head title nav svg math button select option textarea iframe object embed canvas "
    "audio video map datalist noframes input"
)
_KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    "h2": "subhead",
    "h3": "subhead",
    "h4": "subhead",
    "h5": "subhead",
    "h6": "subhead",
    "figcaption": "caption",
}
_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
#: Text for screen readers alone ("opens in a new window") stands in the middle of sentences that nobody reads so.
_SCREEN_READER = wordset("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only")
#: How the scripts of the networks mark a post that stands in the page as a quotation until they draw it.
_POSTS = re.compile(
    r"(?:^|\s)(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|fb-video|bluesky-embed"
    r"|mastodon-embed|reddit-embed-bq|reddit-card|truthsocial-embed|text-post-media|telegram-post|vk-post)(?:\s|$)"
)
_HINTS: tuple[tuple[Hint, re.Pattern[str]], ...] = (
    ("byline", re.compile(r"byline|author|contributor|writer")),
    ("date", re.compile(r"(?:^|[^a-z])(?:date|pubdate|timestamp|time)(?:$|[^a-z])|published|dateline|modified|-date")),
    ("standfirst", re.compile(r"standfirst|(?:^|[^a-z])(?:dek|deck|lede|lead|intro)(?:$|[^a-z])|sub-?title|sub-?head")),
    ("standfirst", re.compile(r"strapline|summary|excerpt|article-?description|drop-?head")),
    ("caption", re.compile(r"caption")),
    ("trail", re.compile(r"breadcrumb")),
)
#: "sidebar" only at the end of a name: "sidebar-grid" and "with-sidebar" are layouts, and hold the article.
_ASIDE = re.compile(
    r"related|recommend|newsletter|promo|teaser|comment|share|social|cookie|breadcrumb|footer"
    r"|(?<!has-)(?<!with-)sidebar(?![a-z_-])"
)
#: What elements that hold a picture and its caption are called where they are no ``figure``.
_PICTURE = re.compile(r"(?:^|[^a-z])(?:image|photo|picture|foto|wp-caption)(?:[^a-z]|$)", re.IGNORECASE)
_MOST_CAPTION = 600
_MOST_INNER = 60
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_BLANK_LINE = re.compile(r"\n{2,}")
#: What stands between two segments, from the weakest to the strongest: cells of a row, lines of a list, paragraphs.
JOINTS = ("\t", "\n", "\n\n")
_JOINT_OF = {"td": 0, "th": 0, "tr": 1, "li": 1, "dt": 1, "dd": 1}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a page's text without a break between blocks in it.

    Attributes:
        text: canonical text, white space as a browser shows it.
        kind: what its element is: ``h1`` a headline, ``figcaption`` a caption, a marked blockquote an embedded post.
        joint: index into ``JOINTS`` of what separates it from the segment before.
        linked: how many of its code points stand in links.
        hints: what class names around it say ("byline", "date" …); they are hints, not kinds.
        aside: whether class names around it say that it is not of the article, in a part of the page without headline.
        home: running number of the block element that holds it directly.
        parent: running number of the block that holds that one; paragraphs of one column share it.
        post: running number of the embedded post that it is part of.
    """

    text: str
    kind: BlockKind
    joint: int
    linked: int
    hints: frozenset[Hint]
    home: int
    parent: int
    post: int | None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """What holds inside an element that the walk is in."""

    home: int = 0
    parent: int = 0
    kind: BlockKind = "paragraph"
    hints: frozenset[Hint] = frozenset()
    link: bool = False
    pre: bool = False
    post: int | None = None
    marks: tuple[int, ...] = ()


def walk(tree: Any) -> list[Segment]:
    """All segments of a parsed page (an lxml element), in document order."""
    from lxml import etree

    walker = _Walker()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walker.leave(element)
        elif not walker.enter(element):
            events.skip_subtree()
    walker.flush()
    return walker.finished()


class _Walker:
    """The walk's state: the elements it is in, and the segment that it is gathering."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.marks: list[tuple[int, ...]] = []
        self.stack = [_Open()]
        self.pieces: list[str] = []
        self.linked = 0
        self.hints: frozenset[Hint] = frozenset()
        self.joint = 0
        self.number = 0

    def enter(self, element: Any) -> bool:
        """Opens an element; ``False`` where its inside is not to be seen."""
        self.number += 1
        tag, around = element.tag, self.stack[-1]
        if not isinstance(tag, str) or tag in _UNSEEN or _hidden(element):
            self.stack.append(around)
            return False
        if tag in _BLOCKS:
            self._break(tag)
        elif tag == "br":
            self.pieces.append("\n")
        self.stack.append(self._inside(element, tag, around))
        self._say(element.text)
        return True

    def leave(self, element: Any) -> None:
        """Closes an element and takes the text that follows it."""
        if element.tag in _BLOCKS:
            self._break(element.tag)
        self.stack.pop()
        self._say(element.tail)

    def flush(self) -> None:
        """Ends the segment that is being gathered."""
        if not self.pieces:
            return
        here = self.stack[-1]
        text = canonical("".join(self.pieces))
        if not here.pre:
            text = _AROUND_LINE_END.sub("\n", _SPACED.sub(" ", text))
        for part in _BLANK_LINE.split(text):
            if part.strip():
                self._add(part.strip("\n") if here.pre else part.strip(" \n"), here)
        self.pieces.clear()
        self.joint = 0
        self.linked, self.hints = 0, frozenset()

    def finished(self) -> list[Segment]:
        """The segments; an element that holds a first-level heading is no aside, whatever it is called.

        Pages call their main column things like "article-with-sidebar". Breadcrumbs that end in a first-level heading,
        with the headline's wording for search engines, stay an aside.
        """
        main: set[int] = set()
        for segment, marks in zip(self.segments, self.marks, strict=True):
            if segment.kind == "headline" and "trail" not in segment.hints:
                main.update(marks)
        return [
            replace(segment, aside=True) if not main.issuperset(marks) else segment
            for segment, marks in zip(self.segments, self.marks, strict=True)
        ]

    def _break(self, tag: str) -> None:
        self.flush()
        self.joint = max(self.joint, _JOINT_OF.get(tag, 2))

    def _add(self, text: str, here: _Open) -> None:
        joint = self.joint
        if here.post is not None and self.segments and self.segments[-1].post == here.post:
            joint = 1
        linked = min(self.linked, len(text))
        self.segments.append(Segment(text, here.kind, joint, linked, self.hints, here.home, here.parent, here.post))
        self.marks.append(here.marks)
        self.joint = 2  # more text of the same element follows a blank line

    def _say(self, text: str | None) -> None:
        """Takes the words of one text node."""
        if not text:
            return
        here = self.stack[-1]
        words = text if here.pre else _SPACES.sub(" ", text)
        self.pieces.append(words)
        if words.isspace():
            return
        self.hints |= here.hints
        if here.link:
            self.linked += len(words)

    def _inside(self, element: Any, tag: str, around: _Open) -> _Open:
        block = tag in _BLOCKS
        if not block and not element.attrib and tag not in ("a", "pre", "time"):
            return around
        said, aside = _hints(element, tag)
        marks = (*around.marks, self.number) if aside and len(around.marks) < _MOST_MARKS else around.marks
        home, parent = (self.number, around.home) if block else (around.home, around.parent)
        post = around.post
        if post is None and block and _POSTS.search(element.get("class") or ""):
            post = self.number
        kind = "embedded_post" if post is not None else _kind(tag, around.kind)
        if kind == "paragraph" and block and _is_picture(element):
            kind = "caption"
        link, pre = around.link or tag == "a", around.pre or tag == "pre"
        return _Open(home, parent, kind, around.hints | said, link, pre, post, marks)


def _kind(tag: str, around: BlockKind) -> BlockKind:
    """The kind of text in an element; a paragraph inside a caption is caption."""
    return _KINDS.get(tag, around)


def _is_picture(element: Any) -> bool:
    """Whether an element is a picture with its caption: it is called one, holds one, and has few words beside it."""
    if not _PICTURE.search(element.get("class") or ""):
        return False
    letters, pictured = 0, False
    for count, inner in enumerate(element.iter()):
        letters += len(inner.text or "") + len((count and inner.tail) or "")
        pictured = pictured or inner.tag == "img"
        if inner.tag in _KINDS or letters > _MOST_CAPTION or count > _MOST_INNER:
            return False
    return pictured


def _hidden(element: Any) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return "hidden" in attributes or not _SCREEN_READER.isdisjoint(attributes.get("class", "").split())


def _hints(element: Any, tag: str) -> tuple[frozenset[Hint], bool]:
    """What the names and the kind of an element hint at, and whether they say that it is an aside."""
    named = " ".join(filter(None, map(element.get, _NAMING)))
    found, aside = _named(named) if named else (_NONE, False)
    if tag == "time":
        return found | {"date"}, aside
    return found, aside or tag in ("aside", "footer")


@lru_cache(maxsize=4_096)
def _named(words: str) -> tuple[frozenset[Hint], bool]:
    """What class names and the like say; the same few stand on most elements of a page."""
    words = words.lower()
    return frozenset(hint for hint, pattern in _HINTS if pattern.search(words)), bool(_ASIDE.search(words))


_NONE: frozenset[Hint] = frozenset()
#: Asides within asides that are told apart; keeps the walk linear in deep pages.
_MOST_MARKS = 16
_NAMING = ("class", "id", "itemprop", "rel", "data-testid")
_SPACED = re.compile(" {2,}")
