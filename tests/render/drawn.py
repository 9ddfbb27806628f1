"""What a browser would make of a report's text as it is drawn."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset({"br", "img", "input"})


class Drawn(HTMLParser):
    """What a browser would make of the HTML: each character with the kinds of its segment, and where anchors are."""

    def __init__(self, drawn: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.kinds: list[frozenset[str]] = []
        self.anchors: dict[str, int] = {}
        self.segments: list[tuple[int, int]] = []
        self.parts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(drawn)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        facts = {name: value or "" for name, value in attrs}
        self.elements.append((tag, facts))
        if "id" in facts:
            assert facts["id"] not in self.anchors, "two elements have one id"
            self.anchors[facts["id"]] = len(self.text)
        if "data-at" in facts:
            self.segments.append((int(facts["data-at"]), len(self.text)))
        if tag not in VOID:
            self._open.append((tag, facts))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be of this kind."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep the words with the kinds of the segment that they stand in."""
        classes = [facts.get("class", "").split() for _, facts in self._open]
        if ["part"] in classes:
            self.parts.append(data)
            return
        covering = [frozenset(one[1:]) for one in classes if one[:1] == ["seg"]]
        assert len(covering) <= 1, "a segment stands in another"
        self.text += data
        self.kinds += [covering[0] if covering else frozenset()] * len(data)
