"""Stock phrases: words that any two newsrooms share without one having read the other."""

from __future__ import annotations

from collections.abc import Sequence

#: Folded words. Kept to phrases that stand in reports of many outlets and years; each costs a real copy five words.
PHRASES: tuple[str, ...] = (
    "all rights reserved",
    "click here to",
    "contributed to this report",
    "declined to comment",
    "did not immediately reply to a request for comment",
    "did not immediately respond to a request for comment",
    "did not immediately respond to requests for comment",
    "did not respond to a request for comment",
    "did not respond to requests for comment",
    "follow us on facebook and twitter",
    "for the first time since",
    "has been updated to",
    "in a statement on",
    "material may not be published broadcast rewritten or redistributed",
    "on condition of anonymity because he was not authorised to speak",
    "on condition of anonymity because he was not authorized to speak to the media",
    "on condition of anonymity because they were not authorized to speak to the media",
    "on condition of anonymity because they were not authorized to speak publicly",
    "on the condition of anonymity",
    "president of the united states",
    "read the original article on",
    "sign up for our newsletter",
    "the associated press contributed to this report",
    "the first time in more than",
    "this article has been updated",
    "this article was originally published",
    "this material may not be published broadcast rewritten or redistributed",
    "this story has been updated",
    "told a news conference on",
    "told reporters at a news conference",
    "was not immediately available for comment",
    "were not immediately available for comment",
)

_TREE: dict[str, list[tuple[str, ...]]] = {}
for _phrase in PHRASES:
    _split = tuple(_phrase.split())
    _TREE.setdefault(_split[0], []).append(_split)


def stock(keys: Sequence[str]) -> list[bool]:
    """For each folded word, whether it stands inside a stock phrase."""
    marked = [False] * len(keys)
    for at, key in enumerate(keys):
        for phrase in _TREE.get(key, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                marked[at : at + len(phrase)] = [True] * len(phrase)
    return marked
