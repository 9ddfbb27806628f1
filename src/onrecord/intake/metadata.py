"""What a page says of its article beside its words: JSON-LD first, then OpenGraph and meta tags, then trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.intake.credits import house, may_be_name, people, same_words
from onrecord.intake.dated import states
from onrecord.intake.dates import iso_date
from onrecord.intake.jsonld import Node, Nodes, types, words
from onrecord.intake.plain import NOTHING
from onrecord.lexicons.newsroom import agency_named
from onrecord.model.address import is_web_address, parts_of
from onrecord.model.report import Given
from onrecord.text.canonical import canonical

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_OUTLETS = ("og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher", "publisher", "copyright")
_AUTHORS = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "pub_date",
    "date",
    "last-modified-original",
    "og:published_time",
    "published_time",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
#: Signs between a headline and the name of the outlet in ``<title>``.
_TITLE_SIGNS = re.compile(r"\s[|•·»–—-]\s|\s?\|\s?")
#: Where schema.org has whether something can be read without paying.
#: Headlines have at most some hundred characters; what is longer is no name of an article.
_LONGEST_TITLE = 4_000
_FREE = "isAccessibleForFree"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article.

    Attributes:
        given: the facts in the form that a document carries.
        headlines: every wording of the headline that the page's metadata has, the best first.
        descriptions: every summary that its metadata has; often the standfirst, word for word.
        body: the article's text as JSON-LD has it (``articleBody``), with its line ends; often absent.
        locked: whether the page says that its article is not free to read.
        gated: selectors of the elements that it says are not free.
        house: the outlet's name, where the page names the outlet itself as the author.
        modified: ISO date or date-time at which the page says that the article was last changed.
    """

    given: Given = NOTHING
    headlines: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    body: str | None = None
    locked: bool = False
    gated: tuple[str, ...] = ()
    house: str | None = None
    modified: str | None = None


def facts(tree: Any) -> Facts:
    """The facts that a parsed page (an lxml element) states; what is not stated is ``None``, never guessed."""
    page = _Page(tree)
    node = page.article
    outlet = page.outlet()
    authors, agency = page.authors(outlet)
    headlines = page.headlines(outlet)
    given = Given(
        title=headlines[0] if headlines else None,
        outlet=outlet,
        published=page.published(),
        url=page.address(),
        byline=authors,
        agency=agency,
        language=page.language(),
    )
    body = node.get("articleBody")
    body = body if isinstance(body, str) else None
    own = house(page.credits(), outlet)
    return Facts(given, headlines, page.descriptions(), body, page.locked(), page.gated(), own, page.modified())


def merged(first: Given, second: Given) -> Given:
    """The first facts, and the second's where the first say nothing."""
    stated = {name: getattr(first, name) for name in Given.__slots__ if getattr(first, name)}
    return replace(second, **stated)


def supplemented(found: Facts, tree: Any) -> Facts:
    """The facts with what trafilatura reads from a page that states too little by itself; date and names only."""
    from trafilatura.metadata import extract_metadata

    if found.given.published and found.given.byline and found.given.title:
        return found
    try:
        # The upper bound is fixed: trafilatura's own is today, and the same bytes must always give the same facts.
        # Its extensive search is off: it takes any date in the text for the date of publication.
        other = extract_metadata(
            tree, date_config={"max_date": "2200-12-31", "original_date": True, "extensive_search": False}
        )
    except MemoryError:  # the process's own limit
        raise
    except Exception:  # any failure inside a library on hostile markup means: it found nothing
        return found
    stated = _stated_authors(tree)  # what names stand there were taken already
    authors = people((other.author or "").split("; "), found.given.outlet)
    names = tuple(authors) if any(name.lower() not in stated for name in authors) else ()
    title = words((other.title or "")[: _LONGEST_TITLE + 1])
    title = title if title and len(title) <= _LONGEST_TITLE else None
    day = iso_date(other.date or "")
    more = Given(title=title, published=day if day and states(tree, day) else None, byline=names)
    headlines = found.headlines or ((title,) if title else ())
    return replace(found, given=merged(found.given, more), headlines=headlines)


def _stated_authors(tree: Any) -> str:
    """What meta tags say of authors, whether names or not."""
    meta = dict(_metas(tree))
    return " ".join(meta.get(name, "") for name in _AUTHORS).lower()


class _Page:
    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.meta = dict(_metas(tree))
        scripts = (s.text or "" for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
        self.nodes = Nodes(scripts)
        self.article: Node = self.nodes.article(self._first(_TITLES)) or {}

    def _first(self, names: tuple[str, ...]) -> str | None:
        return next((self.meta[name] for name in names if self.meta.get(name)), None)

    def headlines(self, outlet: str | None) -> tuple[str, ...]:
        title = words(self.tree.findtext(".//title"))
        stated = (self.meta.get(name) for name in ("headline", "og:title"))
        heads = [words(self.article.get("headline")), *stated, self._first(_TITLES), title]
        if "webpage" not in types(self.article):
            heads.insert(1, words(self.article.get("name")))
        parted = [_without_outlet(head, outlet) for head in heads if head and len(head) <= _LONGEST_TITLE]
        return tuple(dict.fromkeys(parted))

    def descriptions(self) -> tuple[str, ...]:
        found = [words(self.article.get("description")), *(self.meta.get(name) for name in _DESCRIPTIONS)]
        return tuple(dict.fromkeys(d for d in found if d))

    def outlet(self) -> str | None:
        publisher = words(self.nodes.resolve(self.article.get("publisher")))
        return publisher if publisher and may_be_name(publisher) else self._first(_OUTLETS[:1]) or publisher

    def address(self) -> str | None:
        links = [link.get("href") for link in self.tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
        node = self.article
        page = node.get("mainEntityOfPage")
        page = page.get("@id") if isinstance(page, dict) else page
        return next(filter(None, map(web_address, [*links, self.meta.get("og:url"), node.get("url"), page])), None)

    def published(self) -> str | None:
        stated: list[str | None] = [words(self.article.get("datePublished"))]
        stated += [self.meta.get(name) for name in _DATES]
        for element in self.tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")[:5]:
            stated.append(element.get("content") or element.get("datetime") or element.text)
        return next(filter(None, (iso_date(text) for text in stated if text)), None)

    def modified(self) -> str | None:
        stated = [words(self.article.get("dateModified")), *(self.meta.get(name) for name in _MODIFIED)]
        return next(filter(None, (iso_date(text) for text in stated if text)), None)

    def authors(self, outlet: str | None) -> tuple[tuple[str, ...], str | None]:
        """Names of the authors, and the agency where the page credits one that is not the outlet itself."""
        named = people(self.credits(), outlet)
        named = named or people([self.meta.get(key) for key in _AUTHORS], outlet)
        named = named or people(map(_content, _authored(self.tree)), outlet)
        sources = [words(self.nodes.resolve(self.article.get("sourceOrganization"))), *named]
        agencies = [agency_named(name) for name in sources if name and not same_words(name, outlet)]
        agency = next(filter(None, agencies), None)
        return tuple(name for name in named if not agency_named(name)), agency

    def credits(self) -> list[str | None]:
        """Whom JSON-LD names as the article's authors."""
        node = self.article
        return [words(self.nodes.resolve(a)) for a in _list(node.get("author")) or _list(node.get("creator"))]

    def locked(self) -> bool:
        """Whether the article or a part of it, or else any page that is described, is said not to be free to read."""
        stated = [self.article.get(_FREE), self.meta.get(_FREE.lower())]
        stated += [node.get(_FREE) for node in self.nodes.all if "webpageelement" not in types(node)]
        free = next((value for value in stated if value is not None), None)
        tier = self.meta.get("article:content_tier", "").lower()
        return _is_false(free) or tier == "locked" or bool(self.gated())

    def gated(self) -> tuple[str, ...]:
        """The selectors of the parts of the page that it says are not free to read."""
        parts = [node for node in self.nodes.all if _is_false(node.get(_FREE))]
        found = [selector for node in parts for selector in _list(node.get("cssSelector"))]
        return tuple(dict.fromkeys(s for s in found if isinstance(s, str)))

    def language(self) -> str | None:
        said = (self.tree.get("lang") or words(self.article.get("inLanguage")) or "").strip().lower()
        return said[:2] if re.fullmatch(r"[a-z]{2}(?:[-_][a-z0-9-]{2,12})?", said) else None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Meta tags by lower-case name; the first of a name counts, so they come last first."""
    for element in reversed(list(tree.iter("meta"))):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = words(element.get("content"))
        if name and value:
            yield name.strip().lower(), canonical(value)


def _without_outlet(title: str, outlet: str | None) -> str:
    """A headline without the outlet's name before or after it; other words beyond a dash stay."""
    parts = _TITLE_SIGNS.split(title)
    if outlet and len(parts) > 1 and same_words(parts[-1], outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |•·»–—-")
    if outlet and len(parts) > 1 and same_words(parts[0], outlet):
        return title[len(parts[0]) :].lstrip(" |•·»–—-")
    return title


def _is_false(value: Any) -> bool:
    """Whether a value of JSON-LD is false as pages write it: ``false``, ``"False"``, ``"http://schema.org/False"``."""
    return value is False or (isinstance(value, str) and value.strip().lower().rsplit("/", 1)[-1] == "false")


def _list(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else [value] if value else []


def _authored(tree: Any) -> list[Any]:
    found: list[Any] = tree.xpath("//*[@itemprop='author' or @rel='author']")[:5]
    return found


def _content(element: Any) -> str | None:
    return words(element.get("content") or " ".join(element.itertext())[:400])


def web_address(value: Any) -> str | None:
    """An absolute web address without its fragment, or ``None``."""
    if not isinstance(value, str) or not is_web_address(value.strip()):
        return None
    return canonical(parts_of(value.strip())._replace(fragment="").geturl())
