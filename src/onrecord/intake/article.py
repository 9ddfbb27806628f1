"""Which segments of a page are its article, and what part of it each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.intake.match import match, squeeze
from onrecord.intake.metadata import Facts
from onrecord.intake.walk import Segment
from onrecord.lexicons.paywalls import asks_to_read_on
from onrecord.model.report import BlockKind

#: An extractor whose words stand to less than half in the page took them from elsewhere (a script, a hidden copy).
_OWN_WORDS = 0.5
#: Below this share of the densest run the extractor's slower methods are tried too. At 0.6 that is 11 of 128 pages; one
#: of them gains 0.7 of text F1 by it. Tried on every page they cost a quarter of the time and gain nothing more.
_THIN = 0.8
#: A segment with more of its letters in links than this is a menu, a teaser or a list of topics.
_MOST_LINKED = 0.5
#: Byline and date lines are short; of 128 news pages none has one over 150 characters that is not a paragraph as well.
_SHORT = 200
#: A segment with this share of its letters in links leads to other articles, whoever chose it.
_TEASER = 0.9
#: "Read also:" and the like before a link to another article, and the least letters of that article's headline.
_LABEL = 50
_LEAST_LINK = 20
#: Letters from which on a headline may be told by standing within another wording of it.
_TITLE = 12
#: A standfirst is a sentence; shorter lines below a headline are kickers, places and names.
_STANDFIRST = 60
#: The least letters that a run of paragraphs needs to be taken for an article where no extractor finds one.
_LEAST_RUN = 140
#: Longer lines are prose rather than labels, whatever they end in.
_LONG = 40
_SENTENCE_ENDS = frozenset(".!?…。！？")
_CLOSING = " \"'”’»)"
#: What a segment that is no paragraph costs a run of paragraphs: two such lines end a run of short ones.
_LINE_COST = 60
#: What stands between a kicker and its headline where both are written on one line.
_KICKER = re.compile(r":\s+|(?<!\s)\s++[|–—-]\s+")


@dataclass(slots=True)
class Choice:
    """The article in a page.

    Attributes:
        kinds: for each chosen segment its index and what part of the report it is, in document order when sorted.
        title: the words of the headline as the page shows them; ``None`` if it shows none.
        partial: why words may lack, a sentence each.
    """

    kinds: dict[int, BlockKind] = field(default_factory=dict)
    title: str | None = None
    partial: tuple[str, ...] = ()


def choose(segments: Sequence[Segment], extracted: str, facts: Facts) -> Choice:
    """The segments of the article.

    The extractor's words decide on the body. Added to it are what a reader sees as part of the article and extractors
    leave out: the headline, lines between headline and body that name author or day or that are the page's own summary,
    captions and embedded posts within the body, and paragraphs of the same column between paragraphs of the body.

    Args:
        segments: the page's segments in document order.
        extracted: the text that an extractor takes for the article; empty if it found none.
        facts: what the page's metadata says.

    Returns:
        The choice; it is empty if the page has no article.
    """
    matched = match([segment.text for segment in segments], extracted)
    body, partial = set(matched.chosen), ""
    if matched.share < _OWN_WORDS or not body:
        body, partial = _densest(segments), _NOT_FOUND
    if not body:
        return Choice()
    body |= _between(segments, body)
    headline = _headline(segments, body, facts)
    body = _trimmed(segments, body, headline)
    kinds = {index: _kind(segments[index], index == headline) for index in body}
    kinds |= _insets(segments, body)
    title = None
    if headline is not None:
        kinds |= _opening(segments, headline, body, facts)
        title = _title(segments[headline].text, facts)
    return Choice(kinds, title, (partial,) if partial else ())


_NOT_FOUND = "no article was recognised in the page; the densest run of paragraphs was taken for it"


def is_thin(segments: Sequence[Segment], extracted: str) -> bool:
    """Whether an extractor's text is much shorter than the page's densest run of paragraphs: it may lack most of it."""
    return len(extracted) < _THIN * sum(len(segments[i].text) for i in _densest(segments))


def _kind(segment: Segment, is_headline: bool) -> BlockKind:
    if segment.kind == "headline":
        return "headline" if is_headline else "subhead"
    return segment.kind


def is_prose(segment: Segment) -> bool:
    """A paragraph that is not mostly links, and long, or else a few words that end as a sentence does."""
    text = segment.text
    if segment.kind != "paragraph" or segment.linked > _MOST_LINKED * len(text):
        return False
    return len(text) > _LONG or (text.count(" ") >= 3 and text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS)


def _densest(segments: Sequence[Segment]) -> set[int]:
    """The run of segments with the most text outside links, lines that are no paragraphs counting against it."""
    best = (0, 0, 0)
    total = start = 0
    for index, segment in enumerate(segments):
        prose = is_prose(segment) and not segment.aside
        worth = len(segment.text) - segment.linked if prose else -_LINE_COST
        if total <= 0:
            total, start = 0, index
        total += worth
        if total > best[0]:
            best = (total, start, index + 1)
    total, start, end = best
    run = {index for index in range(start, end) if segments[index].linked <= _MOST_LINKED * len(segments[index].text)}
    return run if total >= _LEAST_RUN else set()


def _between(segments: Sequence[Segment], body: set[int]) -> set[int]:
    """Paragraphs of the body's columns that the extractor passed over."""
    main = _columns(segments, body)
    return {
        index
        for index in range(min(body), max(body))
        if index not in body and segments[index].parent in main and is_prose(segments[index])
    }


def _columns(segments: Sequence[Segment], body: Iterable[int]) -> set[int]:
    """The blocks that hold two or more of the body's paragraphs."""
    columns = Counter(segments[i].parent for i in body if is_prose(segments[i]))
    return {parent for parent, count in columns.items() if count >= 2}


def _headline(segments: Sequence[Segment], body: set[int], facts: Facts) -> int | None:
    """The segment with the headline's words: the nearest above the body's first paragraph, or in it."""
    prose = [index for index in sorted(body) if is_prose(segments[index])] or sorted(body)
    top = prose[0]
    wanted = [squeeze(head) for head in facts.headlines]
    found = None
    for index in range(min(top + 3, len(segments)) - 1, -1, -1):
        likeness = _likeness(segments[index], wanted)
        if likeness and (found is None or likeness > found[0]):
            found = (likeness, index)
    return found[1] if found else None


def _title(shown: str, facts: Facts) -> str:
    """The headline as the page shows it, with or without a kicker as metadata has it."""
    words = squeeze(shown)
    heads = [head for head in facts.headlines if len(squeeze(head)) >= _TITLE and squeeze(head) in words]
    if heads:
        return max(heads, key=len)
    kicked = (head for head in facts.headlines if any(squeeze(rest) == words for rest in _KICKER.split(head, 1)[1:]))
    return next(kicked, " ".join(shown.split()))


def _likeness(segment: Segment, wanted: list[str]) -> int:
    """3: a first-level heading with the page's title; 2: another line with it; 1: a first-level heading; 0: neither.

    What stands in an aside, such as a trail of breadcrumbs, has no more than 1.
    """
    if len(segment.text) > 400:
        return 0
    words = squeeze(segment.text)
    titled = any(_same_title(words, head) for head in wanted)
    heading = segment.kind == "headline"
    if titled and not segment.aside:
        return 3 if heading else 2
    return int(heading)


def _same_title(words: str, head: str) -> bool:
    """Equal, or one within the other and at least half of it: a headline with its kicker, not the kicker alone."""
    short, long = sorted((words, head), key=len)
    return bool(short) and (short == long or (len(short) >= _TITLE and 2 * len(short) >= len(long) and short in long))


def _trimmed(segments: Sequence[Segment], body: set[int], headline: int | None) -> set[int]:
    """The body without lines above the headline, teasers, a second story, and headings at its end that head nothing."""
    kept = sorted(i for i in body if i == headline or segments[i].post or not _is_teaser(segments[i]))
    if headline is not None:
        kept = [i for i in kept if i >= headline or is_prose(segments[i])]
        end = min(_second_story(segments, kept, headline), _invitation(segments, kept))
        kept = [i for i in kept if i < end]
    while kept and segments[kept[-1]].kind in ("subhead", "headline") and kept[-1] != headline:
        kept.pop()
    return set(kept)


def _is_teaser(segment: Segment) -> bool:
    """A segment that is one link from end to end, or a label and one link, leads away from the article."""
    text, linked = segment.text, segment.linked
    label = text[: max(0, len(text) - linked)]
    labelled = 0 < len(label) <= _LABEL and linked >= _LEAST_LINK and label.rstrip()[-1:] == ":"
    return linked >= _TEASER * len(text) or labelled


def _second_story(segments: Sequence[Segment], body: list[int], headline: int) -> int:
    """Where a page that goes on with the next story has that story's first-level heading.

    A first-level heading that paragraphs of the article's own column follow is a subhead or a caption of its own.
    """
    prose = [i for i in body if i > headline and is_prose(segments[i])]
    if len(prose) < 3 or segments[headline].kind != "headline":
        return len(segments)
    columns = {segments[i].parent for i in prose[:3]}
    last = max(i for i in prose if segments[i].parent in columns)
    own = squeeze(segments[headline].text)
    later = (i for i in range(last + 1, body[-1]) if segments[i].kind == "headline")
    return next((i for i in later if squeeze(segments[i].text) != own), len(segments))


def _invitation(segments: Sequence[Segment], body: list[int]) -> int:
    """Where an invitation to read on stands that is outside the article's columns, and nothing of them after it."""
    columns = _columns(segments, body)
    last = max((i for i in body if segments[i].parent in columns), default=len(segments))
    return next((i for i in body if i > last and asks_to_read_on(segments[i].text)), len(segments))


def _opening(segments: Sequence[Segment], headline: int, body: set[int], facts: Facts) -> dict[int, BlockKind]:
    """The headline, and standfirst, byline and date lines between it and the body's first paragraph."""
    summaries = [squeeze(text) for text in facts.descriptions]
    names = [squeeze(name) for name in facts.given.byline]
    prose = (i for i in sorted(body) if i > headline and is_prose(segments[i]))
    found: dict[int, BlockKind] = {headline: "headline"}
    said = {squeeze(segments[headline].text)}
    for index in range(headline + 1, next(prose, headline) + 1):
        kind = _opening_kind(segments[index], summaries, names, segments[headline])
        if kind == "standfirst" and index in body and not _says_standfirst(segments[index]):
            continue  # summaries often repeat the first paragraph of the article; it is the lede nonetheless
        words = squeeze(segments[index].text)
        if kind and words not in said:
            found[index] = kind
            said.add(words)
    return found


def _opening_kind(segment: Segment, summaries: list[str], names: list[str], headline: Segment) -> BlockKind | None:
    words = squeeze(segment.text)
    if segment.kind == "caption":
        return "caption"
    if len(words) >= 20 and any(words in summary or (len(summary) > 40 and summary in words) for summary in summaries):
        return "standfirst"
    if not segment.aside and _looks_like_standfirst(segment, headline):
        return "standfirst"
    if len(segment.text) > _SHORT:
        return None
    if any(name in words for name in names if len(name) > 4):
        return "byline"
    return "date" if "date" in segment.hints and any(map(str.isdigit, words)) else None


def _looks_like_standfirst(segment: Segment, headline: Segment) -> bool:
    """A line that says so, or a paragraph that shares the headline's box and leads nowhere."""
    if segment.linked > _MOST_LINKED * len(segment.text) or len(segment.text) < _STANDFIRST:
        return False
    in_box = segment.kind == "paragraph" and segment.parent == headline.parent and not segment.linked
    return in_box or _says_standfirst(segment)


def _says_standfirst(segment: Segment) -> bool:
    """A subheading straight below the headline, or a paragraph that its class names so."""
    return segment.kind == "subhead" or (segment.kind == "paragraph" and "standfirst" in segment.hints)


def _insets(segments: Sequence[Segment], body: set[int]) -> dict[int, BlockKind]:
    """Captions and embedded posts between the first and the last segment of the body."""
    return {
        index: segments[index].kind
        for index in range(min(body, default=0), max(body, default=0))
        if segments[index].kind in ("caption", "embedded_post") and not segments[index].aside
    }
