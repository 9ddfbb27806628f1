"""Alerts as an Atom feed: what RFC 4287 asks for, safe whatever reports hold, the same bytes for the same alerts."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import pytest

from onrecord.model.dossier import Alert, Evidence
from onrecord.model.report import Report
from onrecord.model.spans import Citation
from onrecord.render.atom import ENTRIES, feed
from tests.factories import report

TEXT = "Koss <b>said</b> no & left. ]]> \x00\ufffe end."
NS = {"a": "http://www.w3.org/2005/Atom"}
BEGUN = "2031-05-01T08:00:00+00:00"
REPORTS = {"r1": report(TEXT, id="r1", outlet="Orm & Post", url="https://orm.example/1?a=1&b=2", title="No")}


def alert(n: int = 1, **facts: object) -> Alert:
    """An alert that cites a report with markup in its words."""
    cited = Citation("r1", 0, len(TEXT), TEXT)
    made = Alert(
        f"a-{n}", "dam", "position", f"Koss <refuses> & {n}", "why & how", (Evidence("now: “<b>no</b>”", (cited,)),),
        noticed=f"2031-05-02T08:{n:02}:00+00:00",
    )  # fmt: skip
    return replace(made, **facts)  # type: ignore[arg-type]


def made(*alerts: Alert, reports: dict[str, Report] = REPORTS) -> str:
    """The feed of alerts."""
    return feed("Onrecord: dam & lock", "dam", BEGUN, alerts, reports)


def test_the_feed_has_what_the_standard_asks_for() -> None:
    """Feed and entries have id, title, updated and author or content as RFC 4287 requires, each once."""
    root = ElementTree.fromstring(made(alert(1), alert(2)))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for holder in (root, *root.findall("a:entry", NS)):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"a:{name}", NS)) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", holder.findtext("a:id", "", NS))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", holder.findtext("a:updated", "", NS))
    assert root.findtext("a:author/a:name", "", NS) == "Onrecord"
    assert all(one.find("a:content", NS) is not None for one in root.findall("a:entry", NS))


def test_a_reader_of_feeds_understands_it() -> None:
    """A feed reader finds no fault, and gives titles and words as they were told, the newest first."""
    parsed = feedparser.parse(made(alert(1), alert(2)).encode())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title == "Onrecord: dam & lock"
    assert [one.title for one in parsed.entries] == ["Koss <refuses> & 2", "Koss <refuses> & 1"]
    assert "why: why & how" in parsed.entries[0].summary
    assert parsed.entries[0].tags[0].term == "position"


def test_citations_are_words_with_a_link() -> None:
    """Each entry has the exact words, the outlet, the range, and a link to the passage."""
    content = ElementTree.fromstring(made(alert())).findtext("a:entry/a:content", "", NS)
    assert "&lt;b&gt;said&lt;/b&gt; no &amp; left." in content
    assert "(Orm &amp; Post, r1:0–" in content
    assert 'href="https://orm.example/1?a=1&amp;b=2#:~:text=' in content
    assert "<b>" not in content


@pytest.mark.parametrize("url", [None, "javascript:alert(1)"])
def test_an_address_that_is_none_is_no_link(url: str | None) -> None:
    """Without an address, or with one that is no web address, the words stand without a link."""
    reports = {"r1": report(TEXT, id="r1", url=url)}
    assert "href" not in made(alert(), reports=reports)


def test_ids_are_stable_and_tell_apart() -> None:
    """An entry keeps its id when others come, two entries have two, and another feed has other ids."""
    one = ElementTree.fromstring(made(alert(1)))
    two = ElementTree.fromstring(made(alert(1), alert(2)))
    other = ElementTree.fromstring(feed("x", "other", BEGUN, [alert(1)], REPORTS))
    ids = [one.findtext("a:id", "", NS) for one in two.findall("a:entry", NS)]
    assert one.findtext("a:entry/a:id", "", NS) == ids[1] != ids[0]
    assert one.findtext("a:id", "", NS) == two.findtext("a:id", "", NS) != other.findtext("a:id", "", NS)
    assert other.findtext("a:entry/a:id", "", NS) not in ids


def test_an_empty_feed_is_of_when_it_was_begun() -> None:
    """A feed without alerts is valid, and its time does not change by itself."""
    root = ElementTree.fromstring(made())
    assert root.findtext("a:updated", "", NS) == BEGUN
    assert made() == made()


def test_a_feed_is_as_new_as_its_newest_alert() -> None:
    """The feed's time is that of its newest entry."""
    assert ElementTree.fromstring(made(alert(1), alert(7))).findtext("a:updated", "", NS) == alert(7).noticed


def test_a_feed_has_the_latest_alone() -> None:
    """Of very many alerts the latest are in the feed."""
    many = [alert(n % 60, id=f"a-{n}", title=f"n{n}") for n in range(ENTRIES + 5)]
    titles = [one.findtext("a:title", "", NS) for one in ElementTree.fromstring(made(*many)).findall("a:entry", NS)]
    assert (len(titles), titles[0], titles[-1]) == (ENTRIES, f"n{ENTRIES + 4}", "n5")
