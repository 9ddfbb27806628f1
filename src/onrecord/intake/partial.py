"""Whether a page holds its whole article, from what it says and from how its text ends.

Most pages that call themselves not free hold the whole article all the same: 15 of the 17 among 128 real ones. So no
sign counts alone but an article in the metadata that is much longer than the one shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from onrecord.intake.article import is_prose
from onrecord.intake.match import squeeze
from onrecord.intake.metadata import Facts
from onrecord.intake.walk import Segment
from onrecord.lexicons.paywalls import asks_to_read_on, leads_on
from onrecord.model.report import BlockKind

#: An opening has few letters. Of 127 real ones a fifth has fewer than this, so it takes another sign.
_FEW = 2_500
#: Letters of a script without spaces say about this much more.
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DENSER = 2
#: A line with more of its letters in links than this, and with more letters than a button has, leads elsewhere.
_MOST_LINKED = 0.5
_HEADLINE = 15
#: How far from the article's last paragraph an invitation to read on still belongs to it.
_NEAR = 8
#: Shorter lines without a full stop are credits and signatures.
_SENTENCE = 80
#: How much of a paragraph's end is looked at; longer runs of signs are no punctuation.
_TAIL = 40
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)\W*$")
_ENDED = re.compile(r"[.!?…。！？।؟۔][\W\d]*$|[\"”“’»«)\]>]$")
#: On real pages the metadata's article is at most 1.4 times as long as what is shown.
_LONGER = 1.8
_MARKUP = re.compile(r"<[^<>]{1,2000}>")
#: The last step of a selector that names an element by kind, class, id or attribute; others are not followed.
_STEP = re.compile(r"\A([a-z][a-z0-9]*)?((?:[.#][\w-]+|\[[\w-]+\])*)$", re.IGNORECASE)
_NAME = re.compile(r"([.#\[])([\w-]+)")
_MOST_SELECTORS = 10
#: How many of the article's last paragraphs are looked for there.
_LATE = 50
#: Elements that pages close: six of 128 real ones leave one open, and neither of the two that lack ``</html>`` does.
_HOLDERS = "div|article|main|section|aside|table|ul|ol|footer|header|figure|form|nav"
_HOLDER = re.compile(
    r"<!--(?s:.*?)(?:-->|(?P<torn>\Z))|<(?P<raw>script|style|textarea|iframe|noembed|noframes|xmp)\b(?s:.*?)(?:</(?P=raw)|(?P<torn_raw>\Z))"
    rf"|<(?P<end>/?)(?:(?:{_HOLDERS})\b|(?P<body>body\b))",
    re.IGNORECASE,
)
_TORN_TAG = re.compile(r"<[a-z/!][^<>]*\Z", re.IGNORECASE)
_LONGEST_TAG = 5_000
_LAST = re.compile("</html", re.IGNORECASE)


def ends_early(page: str) -> bool:
    """Whether a page was cut off: it ends inside a tag, or while elements that hold others are open.

    The end tags of ``html`` and ``body`` may lack; they count only in a page that closes no other element. What follows
    a closing ``html`` counts by itself: letters that were pasted into an article bring one along.
    """
    if any(tag["torn"] is not None or tag["torn_raw"] is not None for tag in _HOLDER.finditer(page)):
        return True
    ends = [match.end() for match in _LAST.finditer(page)]
    open_now, closes = 0, False
    body = False
    for tag in _HOLDER.finditer(page, ends[-1] if ends else 0):
        if tag["body"]:
            body = not tag["end"]
        elif not tag["raw"] and tag["end"] is not None:
            closes = closes or bool(tag["end"])
            open_now = max(0, open_now - 1) if tag["end"] else open_now + 1
    return open_now > 0 or (body and not closes) or _TORN_TAG.search(page[-_LONGEST_TAG:]) is not None


def lacks(segments: Sequence[Segment], kinds: dict[int, BlockKind], found: Facts, tree: Any) -> tuple[str, ...]:
    """Why a page may hold only part of its article, a sentence each; empty if nothing says so.

    Args:
        segments: the page's segments in document order.
        kinds: the article's segments and what part of it each is.
        found: what the page's metadata says.
        tree: the page as an lxml element.
    """
    prose = [i for i in sorted(kinds) if is_prose(segments[i])]
    body = prose[:-_NEAR] + [i for i in prose[-_NEAR:] if not _is_notice(segments[i])]
    if not body:
        return ()
    letters = sum(_weight(segments[i].text) for i in kinds if kinds[i] != "caption")
    reasons = [_next_page(found, tree), _in_metadata(letters, found), _opening(segments, body, letters, found, tree)]
    return tuple(reason for reason in reasons if reason)


def _weight(text: str) -> int:
    return len(text) + (_DENSER - 1) * len(_DENSE.findall(text))


def _is_notice(segment: Segment) -> bool:
    return asks_to_read_on(segment.text)


def _in_metadata(letters: int, found: Facts) -> str:
    held = _weight(_MARKUP.sub(" ", found.body or ""))
    return _HELD if held > _LONGER * letters else ""


_HELD = "the article text in the page's metadata is much longer than what the page shows; only what it shows was read"


def _opening(segments: Sequence[Segment], body: list[int], letters: int, found: Facts, tree: Any) -> str:
    """Says so if the page seems to hold only the opening of its article."""
    last = _last(segments, body)
    ends = [segments[index].text.rstrip()[-_TAIL:] for index in (last, body[-1])]
    trails = any(map(_ELLIPSIS.search, ends))
    broken = trails or (len(segments[last].text) > _SENTENCE and not _ENDED.search(ends[0]))
    shut = found.locked and not _open(segments, body, found.gated, tree)
    few = letters < _FEW
    notice = _invitation(segments, body)
    if notice and (few or trails):
        return _INVITED.format(" ".join(notice.split())[:80])
    near = (*segments[last + 1 : last + 3], *segments[body[-1] + 1 : body[-1] + 3])
    more = next((s.text for s in near if s.linked and leads_on(s.text)), "")
    if more and trails:
        return _INVITED.format(" ".join(more.split()))
    if trails and (few or found.locked):
        return _BREAKS_OFF
    return _LOCKED if few and (shut or (found.locked and broken)) else ""


def _last(segments: Sequence[Segment], body: list[int]) -> int:
    """The last paragraph of the block with most of the article; what follows it is often about the author."""
    columns: Counter[int] = Counter()
    for index in body:
        columns[segments[index].parent] += len(segments[index].text)
    (column, held), *_ = columns.most_common(1)
    return max(i for i in body if segments[i].parent == column) if 2 * held > columns.total() else body[-1]


def _invitation(segments: Sequence[Segment], body: list[int]) -> str:
    """The first invitation to read on with less of the article below it than above; empty if there is none.

    Invitations stand in whole articles too, after the first paragraphs. Below the last paragraph they count up to the
    first headline that leads to another article.
    """
    sizes = {index: len(segments[index].text) for index in body}
    below, above = sum(sizes.values()), 0
    for index in range(body[0], min(len(segments), body[-1] + 1 + _NEAR)):
        segment = segments[index]
        above, below = above + sizes.get(index, 0), below - sizes.get(index, 0)
        if below < above and _is_notice(segment):
            return segment.text
        leads_elsewhere = segment.linked > _MOST_LINKED * len(segment.text) and len(segment.text) > _HEADLINE
        if index > body[-1] and leads_elsewhere:
            break
    return ""


_INVITED = "the page may hold only the opening of the article: below its last paragraph stands “{}”"
_BREAKS_OFF = "the page may hold only the opening of the article: its last paragraph breaks off"
_LOCKED = "the page may hold only the opening of the article: its metadata says that the rest is not free to read"


def _open(segments: Sequence[Segment], body: list[int], gated: tuple[str, ...], tree: Any) -> bool:
    """Whether the part that is not free stands in the page nonetheless: some paragraph of the article is in it."""
    within = "".join(squeeze(" ".join(element.itertext())) for element in _gates(gated, tree))
    return any(squeeze(segments[i].text) in within for i in body[-_LATE:])


def _gates(selectors: tuple[str, ...], tree: Any) -> list[Any]:
    """The elements that simple selectors name, the outermost of each."""
    paths = [path for selector in selectors[:_MOST_SELECTORS] if (path := _path(selector))]
    elements = [element for path in paths for element in tree.xpath(path)]
    held = set(elements)
    return [e for e in elements if held.isdisjoint(e.iterancestors())]


def _path(selector: str) -> str | None:
    """The XPath of the last step of a selector.

    >>> _path("main .paid[data-lock]")
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' paid ')][@data-lock]"
    """
    step = _STEP.fullmatch(selector.split()[-1]) if selector.split() else None
    if step is None or not (step[1] or step[2]):
        return None
    tests = {
        ".": "[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]",
        "#": "[@id='{}']",
        "[": "[@{}]",
    }
    return f"//{(step[1] or '*').lower()}" + "".join(tests[m[1]].format(m[2]) for m in _NAME.finditer(step[2]))


#: How addresses name the second page of an article: ``/2``, ``?page=2``, ``-2.html``, ``,2``.
_SECOND = re.compile(r"(?:[/,_-]|page[=/-]|p=|seite[=/-]|pagina[=/-])2(?:\.\w{2,5})?/?$", re.IGNORECASE)


def _next_page(found: Facts, tree: Any) -> str:
    """Says so if the page links to the second page of the same article as the one that follows it."""
    own = re.sub(r"\.\w{2,5}$|(?<![/?])[/?]++$", "", (found.given.url or "").split("?")[0])
    links = tree.xpath("//link[@rel='next']/@href | //a[@rel='next']/@href")[:4]
    for link in links:
        second = _SECOND.search(link)
        if second and own and _tail(link[: second.start()]) == _tail(own):
            return _GOES_ON
    return ""


def _tail(address: str) -> str:
    """The last part of an address's path; links are often relative."""
    return re.split(r"[/?&]+", address.rstrip("/?&"))[-1]


_GOES_ON = "the article goes on on a second page, which is not in this file"
