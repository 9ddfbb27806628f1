"""Embedded posts: what somebody wrote on a social network, pasted into a report with a signature under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.spans import Span
from onrecord.structure.dates import find_day
from onrecord.structure.draft import Draft, count_words

_NETWORKS = r"Telegram|X|Twitter|Facebook|Instagram|Threads|Bluesky|VK|TikTok|LinkedIn|Truth Social"
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|\d{4}-\d\d-\d\d)"
_SIGNED = re.compile(
    rf"(?:[—–―]|--|(?<!\S)-)\s?(?P<name>[^\n@()—–―]{{1,90}})\((?:(?:on )?(?:{_NETWORKS})|@[\w.]{{1,40}})\)"
    rf"(?:[ ,|·\n]{{1,3}}(?P<date>{_DATE}))?(?P<stop>\.?\s*$)?"
)
_SHARED = re.compile(
    r"\bA (?:post|photo|video|reel) (?:shared|posted) by (?P<name>[^\n@()]{1,90}?)\s?"
    r"\(@[\w.]{1,40}\)(?: on [^\n]{6,60})?$"
)
_POSTED = re.compile(rf"^Posted by (?P<name>[^\n@()]{{2,90}}?) on (?:[A-Z][a-z]+day,? )?(?P<date>{_DATE})\.?$")
_LINK = re.compile(r"(?:(?<!\s)\s++)?+(?:https?://\S+|pic\.twitter\.com/\S+|t\.co/\S+)")
_MEDIA = re.compile(r"(?:pic\.twitter\.com/\w+|https://t\.co/\w+)\s*$")
_OPENER = re.compile(r"View this post on Instagram$")
_QUOTED = re.compile('["“„«][^"“”„«»]{0,2000}["”»]')
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Oo]ur|ours|us|[Mm]y|me)\b")
_MARKS = re.compile(r"(?:^|\s)#\w|(?:^|\s)@\w|t\.co/|pic\.twitter\.com/|…$|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_CUE = re.compile(
    r"\b(?:said|told|announced|according to|added|wrote|posted|tweeted|reported|reports|stated|"
    r"spokes(?:man|woman|person))\b"
)
#: The embed code of X and Twitter gives at most 280 characters of a post, links aside; a longer post ends in "…".
TWEET, FULL = 300, 230
#: Other networks give whole posts; nothing above this many characters is taken into one.
OTHER = 1_000
#: A line of a post rather than a paragraph of a report.
SHORT = 100
#: Paragraphs without any sign of a post that may lie between two that have one.
DOUBTFUL = 2


def gather(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each embedded post made one draft: the paragraphs of the post and its signature."""
    parted = [piece for draft in drafts for piece in _part(draft)]
    out: list[Draft] = []
    for draft in parted:
        match = _signature(draft)
        if match is None:
            out.append(draft)
            continue
        first = _first(text, out, draft, match)
        start = out[first].start if first < len(out) else draft.start
        del out[first:]
        out.append(_post(text, start, draft, match))
    return [one.be("embedded_post") if _unsigned(one) else one for one in out]


def _part(draft: Draft) -> list[Draft]:
    """A paragraph parted after each dated signature inside it: posts that were pasted as one run of text."""
    if draft.kind not in (None, "embedded_post") or "(@" not in draft.words:
        return [draft]
    pieces, rest, cut_to = [], draft, 0
    for match in _SIGNED.finditer(draft.words):
        if match["date"] and match.end() < len(draft.words.rstrip()):
            head, rest = rest.cut(match.end() - cut_to)
            cut_to = rest.start - draft.start
            pieces.append(head)
    return [*pieces, rest]


def _signature(draft: Draft) -> re.Match[str] | None:
    """The signature with which a paragraph ends."""
    if draft.kind not in (None, "embedded_post"):
        return None
    if "(" in draft.words:
        for match in _SIGNED.finditer(draft.words):
            if match.end() == len(draft.words) and (match["date"] or match["stop"] is not None):
                return match
    return _SHARED.search(draft.words) or _POSTED.search(draft.words)


def _unsigned(draft: Draft) -> bool:
    """Whether a paragraph is a post whose signature was lost: it ends in the link that only an embed writes."""
    return draft.kind is None and _MEDIA.search(draft.words) is not None and not _reported(draft.words)


def _reported(words: str) -> bool:
    """Whether a paragraph reports: it has a reporting word outside quotation marks, or introduces what follows."""
    return words.rstrip().endswith(":") or _CUE.search(_QUOTED.sub(" ", words)) is not None


def _like_post(words: str) -> bool:
    """Whether a paragraph has a mark of a post: it speaks in the first person, or has a hashtag, handle or emoji."""
    return _speaks(words) or _MARKS.search(words) is not None


def _speaks(words: str) -> bool:
    """Whether words outside quotation marks are in the first person.

    One such word is enough in a short line or at the start of a sentence; inside a long one "our" is not, because
    reports say "in our time" too.
    """
    unquoted = _QUOTED.sub(" ", words)
    found = [(match.start(), match.group().lower()) for match in _FIRST.finditer(unquoted)]
    if found and len(words) <= SHORT:
        return True
    if any(unquoted[:at].rstrip("\"“‘' \n")[-1:] in ("", ".", "!", "?", "…") for at, _ in found):
        return True
    return len(found) > 1 and any(word not in ("our", "ours", "us") for _, word in found)


def _first(text: str, before: Sequence[Draft], signed: Draft, match: re.Match[str]) -> int:
    """Index among the drafts before a signature of the first that belongs to its post.

    The paragraph that the signature ends, or that stands above it, always does. Further up, a paragraph does if it
    has a mark of a post, or if the post was cut off at the network's limit and is not yet that long. A paragraph that
    reports ("… said") does not unless it speaks in the first person; nothing longer than an embed can hold does.
    """
    room = OTHER if match.re is not _SIGNED or "(@" not in match.group() else TWEET
    own = signed.words[: match.start()]
    last = own or (before[-1].words if before else "")
    was_cut = "…" in _LINK.sub("", last).rstrip()[-1:]
    used, first, doubtful = len(_LINK.sub("", own)), len(before), 0
    for index in range(len(before) - 1, -1, -1):
        draft = before[index]
        if draft.kind is not None or draft.hint not in (None, signed.hint) or draft.words.rstrip().endswith(":"):
            break
        used += len(_LINK.sub("", draft.words))
        nearest = index == len(before) - 1 and not own.strip()
        if not nearest and (used > room or _apart(text, before, index, signed)):
            break
        if _OPENER.search(draft.words):
            return index
        marked = _like_post(draft.words)
        if _reported(draft.words) and not (nearest or _speaks(draft.words)):
            break
        if nearest or marked or (was_cut and used <= room and first == index + 1):
            first, doubtful = index, 0
        else:
            doubtful += 1
        if doubtful > DOUBTFUL or (was_cut and used >= FULL):
            break
    return first


def _apart(text: str, before: Sequence[Draft], index: int, signed: Draft) -> bool:
    """Whether a blank line parts a paragraph from a post whose own lines stand together."""
    if "\n\n" in text[before[-1].end : signed.start].replace(" ", ""):
        return False
    following = before[index + 1].start if index + 1 < len(before) else signed.start
    return "\n\n" in text[before[index].end : following].replace(" ", "")


def _post(text: str, start: int, signed: Draft, match: re.Match[str]) -> Draft:
    """The draft of a whole post with its author and day."""
    author = _author(text, signed.start + match.start("name"), signed.start + match.end("name"))
    return replace(
        signed,
        start=start,
        words=text[start : signed.end],
        kind="embedded_post",
        author=author,
        dated=find_day(match.group()),
    )


def _author(text: str, start: int, end: int) -> Span | None:
    """The author's name: what stands before a second spelling of it, without emoji and marks at its edges."""
    words = text[start:end]
    cut = re.search(r"\s[/|]\s", words)
    if cut and any("a" <= char.lower() <= "z" for char in words[: cut.start()]) and count_words(words[: cut.start()]):
        end = start + cut.start()
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return Span.cut(text, start, end) if start < end else None
