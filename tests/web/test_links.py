"""How what the page draws leads to where it stands."""

from __future__ import annotations

import re

from onrecord.model.spans import Citation
from onrecord.screens.packed import Known
from onrecord.web.links import SHOWN, WebLinks


def cited(count: int, report: str = "r") -> list[Citation]:
    """So many passages, each of another report."""
    return [Citation(f"{report}{n}", n, n + 3, "abc") for n in range(count)]


def test_of_many_passages_the_others_are_one_click_away() -> None:
    """An item with many passages shows the first, and leads to the item alone, which has all of them."""
    links = WebLinks(Known())
    some = links.of("/quotes?item=a&b")(cited(30))
    assert some.count('class="cite"') == SHOWN
    assert f'href="/quotes?item=a&amp;b">{30 - SHOWN} further passages' in some
    assert links.of("")(cited(30)).count('class="cite"') == 30
    assert "further" not in links.of("/quotes?item=a")(cited(SHOWN + 1))  # one is never left out alone


def test_ids_and_names_are_written_whatever_they_hold() -> None:
    """Id and outlet of a report stand in the link as they are, and nothing of them is markup."""
    odd = '<b>"&/../x y'
    links = WebLinks(Known(labels={odd: "R1"}, outlets={odd: "<i>Daily</i>"}))
    (shown,) = re.findall(r"<a .*?</a>", links([Citation(odd, 1, 2, "x")]))
    assert 'href="/report/%3Cb%3E%22%26%2F..%2Fx%20y?at=1-2#p-1-2"' in shown
    assert "[R1 &lt;i&gt;Daily&lt;/i&gt;]" in shown
