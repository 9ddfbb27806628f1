"""The screen of a report: whole text, finds in text order, the lit passage, what others have, revisions, JSON, CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace

import pytest

from onrecord.exports.shapes import reading
from onrecord.model.relations import Relations
from onrecord.model.report import Block, Report, sha256_of
from onrecord.web.links import passage_path, report_path
from onrecord.web.report_data import COLUMNS, numbered, report_rows
from onrecord.web.site import Site
from tests.factories import report
from tests.render.drawn import Drawn
from tests.views.sample import HARBOUR, LEDGER, WIRE, entry, ledger
from tests.web.report_site import asked, data, links, revised, sample_site, site_of, text_of


@pytest.fixture(scope="module")
def site() -> Site:
    """The three reports that screens are tested on."""
    return sample_site()


def drawn(html: str) -> Drawn:
    """The report's text as a browser shows it."""
    return Drawn(text_of(html))


@pytest.mark.parametrize(("name", "text"), [("ledger", LEDGER), ("harbour", HARBOUR), ("wire", WIRE)])
def test_the_text_is_whole(site: Site, name: str, text: str) -> None:
    """The screen has every character of the canonical text, hostile ones as words."""
    assert drawn(asked(site, f"/report/{name}").text).text == text


@pytest.mark.parametrize("name", ["talks.json", "talks.csv", "https://ledger.example/talks.json"])
def test_an_id_may_end_as_an_address_of_data_does(name: str) -> None:
    """A report whose own id ends in .json has its page, its JSON and its rows; what is not there is still not found."""
    one = report(HARBOUR, id=name, title="Talks", outlet="Harbour Post")
    site = site_of([entry(one)], Relations((name,)))
    path = report_path(name)
    assert drawn(asked(site, path).text).text == HARBOUR
    assert data(site, f"{path}.json")["report"]["id"] == name
    assert asked(site, f"{path}.csv").headers["content-type"].startswith("text/csv")
    missing = asked(site, "/report/other.json")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/json")


def test_every_find_links_to_an_anchor_in_the_text(site: Site) -> None:
    """Each find opens the screen at a passage that has its anchor where it begins."""
    html = asked(site, "/report/ledger").text
    anchors = drawn(html).anchors
    hrefs = links(html, 'class="passage"')
    assert len(hrefs) > 10
    for href in hrefs:
        at, _, name = href.partition("?at=")[2].partition("#")
        assert name == f"p-{at}"
        assert anchors[name] == int(at.partition("-")[0])


def test_finds_stand_in_text_order(site: Site) -> None:
    """The list goes through the text from its beginning to its end."""
    starts = [
        int(one) for one in re.findall(r'class="item thing[^>]*data-at="(\d+)-', asked(site, "/report/ledger").text)
    ]
    assert starts == sorted(starts)
    assert len(starts) > 10


def test_the_passage_that_is_asked_for_is_lit(site: Site) -> None:
    """Exactly the words of a citation are lit, and the part that they stand in has its rule in the margin."""
    start = LEDGER.index("share the tolls")
    html = asked(site, f"/report/ledger?at={start}-{start + 15}").text
    found = drawn(html)
    lit = "".join(char for char, kinds in zip(found.text, found.kinds, strict=True) if "lit" in kinds)
    assert lit == "share the tolls"
    assert text_of(html).count("has-lit") == 1
    assert f'id="p-{start}-{start + 15}"' in html


def test_any_range_can_be_asked_for(site: Site) -> None:
    """A range that nothing was found at is lit too, with an anchor and its way out to the outlet."""
    html = asked(site, "/report/ledger?at=3-9").text
    assert 'id="p-3-9"' in html
    assert "https://ledger.example/talks#:~:text=ks%20ope" in html


@pytest.mark.parametrize("at", ["5-99999", "x", "9-3", "%3Cscript%3E", "-1-4"])
def test_a_passage_that_is_not_there_is_told(site: Site, at: str) -> None:
    """Where the text has no such passage the screen says so and lights nothing; it never guesses another."""
    answer = asked(site, f"/report/ledger?at={at}")
    assert answer.status_code == 200
    assert "The text has no passage" in answer.text
    assert "seg lit" not in text_of(answer.text)
    assert "<script>" not in answer.text


def test_a_reader_can_walk_from_passage_to_passage(site: Site) -> None:
    """Following "next" from the start lights each passage of the list once, in order, and "previous" leads back."""
    html = asked(site, "/report/ledger").text
    wanted = list(dict.fromkeys(links(html, r'class="passage" href')))
    walked = []
    while following := links(html, 'rel="next"'):
        walked.append(following[0])
        html = asked(site, following[0]).text
        assert len(walked) <= len(wanted)
    assert walked == wanted
    assert f"{len(walked)} of {len(walked)}" in html
    assert links(html, 'rel="prev"') == [walked[-2]]


def test_next_goes_on_from_any_passage(site: Site) -> None:
    """From a passage that is not in the list the next one behind it follows, and the one before it comes before."""
    html = asked(site, "/report/ledger?at=200-203").text
    after, before = (int(re.search(r"at=(\d+)", links(html, rel)[0]).group(1)) for rel in ('"next"', '"prev"'))  # type: ignore[union-attr]
    assert before <= 200 < after


def test_kinds_can_be_chosen(site: Site) -> None:
    """With one kind asked for, text and list have that kind alone, and each switch leads to the other state."""
    html = asked(site, "/report/ledger?show=figure").text
    assert {kind for kinds in drawn(html).kinds for kind in kinds} == {"figure"}
    assert Counter(re.findall(r'class="item thing', html)) == {'class="item thing': 1}
    pressed = re.findall(r'value="([^"]*)" aria-pressed="true"', html)
    assert pressed == ["none"]
    assert 'value="quotation,figure" aria-pressed="false"' in html


def test_the_bare_text_can_be_shown(site: Site) -> None:
    """With no kind the text has no mark, and the list says how to have them back."""
    html = asked(site, "/report/ledger?show=none").text
    assert not any(drawn(html).kinds)
    assert "Show all" in html


def test_a_kind_that_there_is_not_is_refused(site: Site) -> None:
    """An unknown kind is answered with what there is."""
    answer = asked(site, "/report/ledger?show=verdict")
    assert answer.status_code == 400
    assert "quotation" in answer.text


def test_links_keep_the_chosen_kinds(site: Site) -> None:
    """Going to a passage keeps the kinds that are shown, since both stand in the address."""
    html = asked(site, "/report/ledger?show=quotation").text
    assert all("show=quotation" in href for href in links(html, 'class="passage"'))


def test_where_accounts_differ_is_marked_in_the_text(site: Site) -> None:
    """This report's side of a finding is marked and listed with the other report's side, and links to that report."""
    html = asked(site, "/report/ledger").text
    found = drawn(html)
    start = LEDGER.index("At least 12 people")
    assert "side" in found.kinds[start]
    assert 'data-target="f-2"' in html
    other = HARBOUR.index("Nine people")
    assert passage_path("harbour", other, other + 11).replace("&", "&amp;") in html


def test_statements_and_findings_can_be_decided_on(site: Site) -> None:
    """Each statement and finding of the list has its controls, which lead back to where its passage is lit."""
    html = asked(site, "/report/ledger?show=side,quotation").text
    forms = re.findall(r'name="target" value="([^"]*)"><input type="hidden" name="back" value="([^"]*)"', html)
    assert {"f-1", "f-2", "q-1", "ledger/a2"} <= {target for target, _ in forms}
    (back,) = [back for target, back in forms if target == "ledger/a2"]
    number = re.search(r'id="(n-\d+)"[^>]*data-target="ledger/a2"', html)
    start = LEDGER.index("“We will")
    assert number
    assert back == f"/report/ledger?show=side%2Cquotation&amp;at={start}-{start + 58}#{number.group(1)}"
    assert 'name="target"' not in asked(site, "/report/ledger?print=1").text


def test_what_others_have_stands_under_the_text(site: Site) -> None:
    """Lineage, differing accounts, quotations elsewhere and what only it has are those of this report."""
    html = asked(site, "/report/ledger").text
    parts = dict(re.findall(r"<h2>([^<]+)</h2>\n(.*?)</section>", html, re.DOTALL))
    assert "Harbour Times" in parts["Where it comes from"]
    assert "Accounts differ — " in parts["Where other accounts differ"]
    assert "“Nine people were hurt" in re.sub(r"<[^>]*>", "", parts["Where other accounts differ"])
    assert "We will not give up the bridge" in parts["Its quotations elsewhere"]
    assert "share the tolls" in parts["What only this report has"]
    alone = dict(re.findall(r"<h2>([^<]+)</h2>\n(.*?)</section>", asked(site, "/report/wire").text, re.DOTALL))
    assert "No other report has its quotations." in alone["Its quotations elsewhere"]


def test_a_quotation_of_this_report_alone_is_not_elsewhere(site: Site) -> None:
    """Statements that one report has are not listed among those that others have too."""
    html = asked(site, "/report/ledger").text
    part = dict(re.findall(r"<h2>([^<]+)</h2>\n(.*?)</section>", html, re.DOTALL))["Its quotations elsewhere"]
    assert "share the tolls" not in part


def test_only_this_report_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen takes one report and the shelf: neither other reports nor what holds between them are read."""
    site = sample_site()
    wanted: list[str] = []
    load = site.store.entry

    def entry_alone(name: str) -> object:
        wanted.append(name)
        return load(name)

    def refused(*_: object) -> None:
        raise AssertionError("all reports were asked for")

    monkeypatch.setattr(site.store, "entry", entry_alone)
    for name in ("entries", "relations", "report_ids"):
        monkeypatch.setattr(site.store, name, refused)
    assert asked(site, "/report/ledger").status_code == 200
    assert wanted == ["ledger"]


def test_the_json_is_that_of_the_command(site: Site) -> None:
    """The twin has the shape of 'onrecord report --json': the reading, and the revisions."""
    assert data(site, "/report/ledger.json") == {**_plain(reading(ledger())), "revisions": []}


def _plain(value: object) -> dict[str, object]:
    import json

    plain: dict[str, object] = json.loads(json.dumps(value))
    return plain


def test_the_rows_have_all_that_is_on_the_screen(site: Site) -> None:
    """The CSV has what was read and what others have, items numbered through, every value under a column."""
    rows = list(csv.DictReader(io.StringIO(asked(site, "/report/ledger.csv").text)))
    sections = {row["section"] for row in rows}
    assert {"Who said what", "Positions", "Events", "Figures", "Times", "Contradictions"} <= sections
    numbers = [int(row["item"]) for row in rows]
    assert numbers == sorted(numbers)
    assert any(row["only_in"] == "ledger" for row in rows) or any("tolls" in row["text"] for row in rows)
    for row in report_rows(site, ledger(), None):
        assert set(row) <= {
            *COLUMNS,
            "text",
            "report",
            "outlet",
            "published",
            "start",
            "end",
            "words",
            "sentence",
            "url",
        }


def test_items_of_several_screens_are_numbered_through() -> None:
    """Equal numbers of one screen stay one thing; those of another screen are others."""
    rows = numbered([[{"item": 4}, {"item": 4}, {"item": 7}], [], [{"item": 4}]])
    assert [row["item"] for row in rows] == [1, 1, 2, 3]


@pytest.mark.parametrize("name", ["a/b", "a b", "ü?x=1&y", "100%", "a#b", "x.y", "<b>"])
def test_any_id_has_its_screen(name: str) -> None:
    """Whatever characters an id has, its screen, its JSON and the links on it work."""
    text = "Koss came to Brell on May 5."
    site = site_of([entry(report(text, id=name, published="2025-05-01"))])
    answer = asked(site, report_path(name))
    assert text in drawn(answer.text).text
    assert data(site, f"{report_path(name)}.json")["report"]["id"] == name
    assert f'href="{report_path(name)}.csv"' in answer.text


def test_a_report_that_there_is_not_is_not_found(site: Site) -> None:
    """An unknown id is answered as such, in both forms."""
    assert asked(site, "/report/nowhere").status_code == 404
    assert data(site, "/report/nowhere.json")["error"]["what"]


def test_hostile_reports_are_words(site: Site) -> None:
    """Headline, text, author and address of a hostile report make no element, link or handler."""
    html = asked(site, "/report/wire").text
    assert "<script>alert" not in html
    assert "<b>Rell" not in html
    assert 'href="javascript' not in html.casefold()


@pytest.mark.parametrize(
    "path", ["/report/ledger?at=0-4", "/report/wire", "/report/ledger?print=1", "/report/ledger/diff"]
)
def test_pages_keep_to_the_policy(site: Site, path: str) -> None:
    """No inline style, script or handler stands on the screen, so the strict policy holds; no id stands twice."""
    html = asked(site, path).text
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
    assert "<style" not in html
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_the_print_form_has_the_list_and_no_controls(site: Site) -> None:
    """To be printed, the screen has text and list, but no script, form or step."""
    html = asked(site, "/report/ledger?print=1").text
    assert "<script" not in html
    assert "<form" not in html
    assert 'rel="next"' not in html
    assert 'class="item thing' in html


def test_a_right_to_left_report_runs_so() -> None:
    """An Arabic report has its language and direction, and an embedded English post its own."""
    text = "قالت فارغا لا\n\nWe will answer."
    facts = Report("ar", sha256_of(text), text, language="ar",
                   blocks=(Block("paragraph", 0, 13), Block("embedded_post", 15, 30)))  # fmt: skip
    html = asked(site_of([entry(facts, voices=(None, "person:jon-rell"))]), "/report/ar").text
    assert '<div class="text" lang="ar" dir="rtl">' in html
    assert '<blockquote class="block embedded_post" dir="ltr">' in html
    assert "Embedded post by jon rell" in html


# -- revisions --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def changed() -> Site:
    """A report that its outlet changed once."""
    before, now = revised()
    return site_of([now], earlier=[before])


def test_a_report_says_which_revision_it_is(changed: Site) -> None:
    """The current revision says which of how many it is, with all of them and what changed a link away."""
    html = asked(changed, "/report/ledger").text
    assert "revision 2 of 2" in html
    assert 'href="/report/ledger/diff"' in html
    assert 'href="/report/ledger-1"' in html
    assert "An earlier revision" not in html


def test_an_earlier_revision_leads_to_the_current_one(changed: Site) -> None:
    """An earlier revision says that it is one, why, and where the current one is."""
    html = asked(changed, "/report/ledger-1").text
    assert "An earlier revision" in html
    assert "its outlet changed it" in html
    assert 'href="/report/ledger">current revision' in html
    assert "Where it comes from" not in html  # it was not compared, so nothing is said of that


def test_a_report_with_one_text_says_nothing_of_revisions(site: Site) -> None:
    """Where an outlet changed nothing there is neither a count of revisions nor a section of them."""
    html = asked(site, "/report/ledger").text
    assert "revision" not in html.casefold()
    assert "Only one text of this report is on record" in asked(site, "/report/ledger/diff").text


@pytest.mark.parametrize(
    "path", ["/report/ledger/diff", "/report/ledger-1/diff", "/report/ledger/diff?against=ledger-1"]
)
def test_what_changed_is_marked_in_the_text(changed: Site, path: str) -> None:
    """From either revision, the diff goes from the earlier to the later, with old and new words marked."""
    html = asked(changed, path).text
    assert "<del>9</del><ins>12</ins>" in html
    assert "1 change." in html


def test_the_changes_as_data(changed: Site) -> None:
    """JSON and CSV of the diff have each change with the ranges of both texts."""
    found = data(changed, "/report/ledger/diff.json")
    assert (found["before"], found["after"]) == ("ledger-1", "ledger")
    (change,) = found["changes"]
    assert (change["op"], change["before"]["text"], change["after"]["text"]) == ("replace", "9", "12")
    rows = list(csv.DictReader(io.StringIO(asked(changed, "/report/ledger/diff.csv").text)))
    assert {row["report"] for row in rows} == {"ledger", "ledger-1"}
    assert {(row["before"], row["after"]) for row in rows} == {("9", "12")}


@pytest.mark.parametrize("against", ["harbour", "ledger", "%2e%2e", "<b>"])
def test_only_revisions_of_one_report_are_compared(changed: Site, against: str) -> None:
    """What is no other revision of the report is refused."""
    assert asked(changed, f"/report/ledger/diff?against={against}").status_code == 404


def test_only_the_chain_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The diff of one revision loads the two that it compares and no other report."""
    before, now = revised()
    other = replace(ledger().report, id="other", url="https://else.example/x")
    site = site_of([now, entry(other)], earlier=[before])
    wanted: list[str] = []
    load = site.store.entry

    def noted(name: str) -> object:
        wanted.append(name)
        return load(name)

    monkeypatch.setattr(site.store, "entry", noted)
    asked(site, "/report/ledger/diff")
    assert sorted(wanted) == ["ledger", "ledger-1"]
