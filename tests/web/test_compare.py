"""The screen of two reports side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as parsed

from onrecord.errors import NotFound, WrongQuestion
from onrecord.model.relations import Relations
from onrecord.model.report import Given
from onrecord.model.spans import Citation
from onrecord.screens.fill import items
from onrecord.store.shown import Wanted
from onrecord.store.sqlite import SqliteStore
from onrecord.views.aligned_rows import COLUMNS
from onrecord.web.answer import Answer
from onrecord.web.app import Pages
from onrecord.web.asked import Asked, Form, asked
from onrecord.web.catalogue import SCREENS
from onrecord.web.compare import PARAMS, compare
from onrecord.web.compare_found import apart
from onrecord.web.site import Site
from tests.store.made import document
from tests.views import sample
from tests.web import pages

(SPEC,) = (one for one in SCREENS if one.path == "/compare")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A record of three invented reports: one that rewrites another, and a hostile one."""
    with _site(sample.relations(sample.entries())) as made:
        yield made


@contextmanager
def _site(relations: Relations) -> Iterator[Site]:
    """The three reports with what holds between them."""
    entries = sample.entries()
    with SqliteStore() as store:
        for one in entries:
            told = one.report
            given = Given(told.id, told.title, told.outlet, told.published, told.url, agency=told.agency)
            store.add(document(one, given), one)
        store.shown.fill(items(entries, relations), "", len(entries))
        yield Site(store)


def question(form: Form = "html", **given: str) -> Asked:
    """A question to the screen."""
    return asked("/compare", form, SPEC.all_params, given)


def answer(site: Site, **given: str) -> Answer:
    """What the screen answers."""
    return compare(site, question(**given))


def page(site: Site, **given: str) -> str:
    """The screen as HTML."""
    one = question(**given)
    return bytes(Pages(site).respond(one, compare(site, one), SPEC).body).decode()


def data(site: Site, **given: str) -> Mapping[str, Any]:
    """The screen as JSON."""
    return answer(site, **given).data


def test_two_reports_stand_side_by_side(site: Site) -> None:
    """The page has both headlines, the passages of both, and what the record has on the two above them."""
    shown = page(site, a="ledger", b="harbour")
    assert "<h1>Two reports side by side</h1>" in shown
    assert shown.index("Whose report it is") < shown.index("Where the two accounts differ") < shown.index("[A 1]")
    assert "We will not give up the bridge" in shown
    assert "rewrites" in shown


def test_every_link_on_the_page_finds_its_place(site: Site) -> None:
    """Names are given once, links inside the page lead to one of them, and differences lead on to the last."""
    tree = parsed.fromstring(page(site, a="ledger", b="harbour"))
    names = [str(name) for name in tree.xpath("//@id")]
    assert len(names) == len(set(names))
    inside = {str(to)[1:] for to in tree.xpath("//@href") if str(to).startswith("#")}
    assert inside <= set(names)
    steps = [str(to) for to in tree.xpath("//tbody//a[@rel='next']/@href")]
    assert steps == [f"#d-{number}" for number in range(2, len(steps) + 2)]


def test_passages_open_lit_in_their_report(site: Site) -> None:
    """Each passage links to its range in its report, and these ranges are those of its words."""
    texts = {"ledger": sample.LEDGER, "harbour": sample.HARBOUR}
    shown = page(site, a="ledger", b="harbour")
    for row in data(site, a="ledger", b="harbour")["rows"]:
        for side in (row["a"], row["b"]):
            for span in side["sentences"] if side else ():
                assert texts[side["report"]][span["start"] : span["end"]] == span["text"]
                assert f"/report/{side['report']}?at={span['start']}-{span['end']}#p-" in shown


def test_a_kind_is_chosen_in_the_address(site: Site) -> None:
    """With a kind only its passages are shown; they keep their numbers among all."""
    every = data(site, a="ledger", b="harbour")
    some = data(site, a="ledger", b="harbour", kind="only_a")
    assert {row["kind"] for row in some["rows"]} == {"only_a"}
    assert some["rows"] == [row for row in every["rows"] if row["kind"] == "only_a"]
    assert some["counts"] == every["counts"]
    shown = page(site, a="ledger", b="harbour", kind="only_a")
    assert re.search(r'kind=only_a#passages" aria-current="true"', shown)


def test_a_kind_that_there_is_none_of_says_so(site: Site) -> None:
    """A filter without passages is no empty table."""
    shown = page(site, a="ledger", b="harbour", kind="moved")
    assert "No passage of this kind." in shown
    assert "<table" not in shown


def test_findings_between_the_two_stand_on_top(site: Site) -> None:
    """Findings with a side in both are shown and linked from the passages; others are not."""
    both = data(site, a="ledger", b="harbour")
    assert any("f-1" in item["targets"] for item in both["checks"])
    assert any("f-1" in row["findings"] for row in both["rows"])
    assert '">Framing</a>' in page(site, a="ledger", b="harbour")
    other = data(site, a="ledger", b="wire")
    assert all("f-1" not in item["targets"] for item in other["checks"])


def test_without_shared_words_a_common_origin_is_named() -> None:
    """Two reports of one origin that share no words have it above their passages, two of different ones nothing."""
    relations = replace(sample.relations(sample.entries()), derivations=())
    with _site(relations) as site:
        assert [item["facts"]["origin"] for item in data(site, a="ledger", b="harbour")["lineage"]] == ["CPA"]
        assert "Whose report it is" in page(site, a="ledger", b="harbour")
        assert "Whose report it is" not in page(site, a="ledger", b="wire")


def test_findings_can_be_decided_on_where_they_stand(site: Site) -> None:
    """A finding has its controls here too, and they lead back to this comparison; in print there are none."""
    tree = parsed.fromstring(page(site, a="ledger", b="harbour"))
    (form,) = (one for one in tree.xpath("//form[@action='/judge']") if one.xpath(".//input[@value='f-1']"))
    (back,) = form.xpath(".//input[@name='back']/@value")
    assert str(back).startswith("/compare?a=ledger&b=harbour#i-")
    assert "/judge" not in page(site, a="ledger", b="harbour", print="1")


def test_a_difference_with_others_is_none_of_the_two(site: Site) -> None:
    """A finding in which both say the same against a third report is not told as a difference between them."""
    (third,) = site.screens.page(Wanted("checks", {"target": "f-2"})).items
    line = third.line
    both, other = line.children
    citations = (*both.citations, Citation("wire", 0, 4, "=cmd"))
    changed = replace(third, line=replace(line, children=(replace(both, citations=citations), other)))
    assert apart(changed, "ledger", "harbour")
    assert apart(changed, "wire", "harbour")
    assert not apart(changed, "ledger", "wire")


def test_sides_can_be_changed(site: Site) -> None:
    """The same two the other way round have the same rows, mirrored."""
    one, other = data(site, a="ledger", b="harbour"), data(site, a="harbour", b="ledger")
    pairs = [(row["a"], row["b"]) for row in one["rows"]]
    assert sorted(pairs, key=str) == sorted(((row["b"], row["a"]) for row in other["rows"]), key=str)
    assert "/compare?a=harbour&amp;b=ledger" in page(site, a="ledger", b="harbour")


def test_the_table_has_every_row(site: Site) -> None:
    """The CSV has each row of the page under named columns, however many."""
    found = answer(site, a="ledger", b="harbour")
    assert found.rows is not None
    rows = list(found.rows())
    assert len(rows) == found.data["total"] == len(found.data["rows"])
    assert found.columns == COLUMNS
    csv = Pages(site).respond(question("csv", a="ledger", b="harbour"), found, SPEC)
    assert csv.headers["content-type"].startswith("text/csv")


def test_the_print_form_unfolds_and_has_no_controls(site: Site) -> None:
    """Nothing is folded away in print, and no script or form is on it."""
    shown = page(site, a="ledger", b="harbour", print="1")
    assert "<details>" not in re.sub(r'<details class="why">', "", shown)
    assert "<script" not in shown
    assert 'class="bar"' not in shown


def test_hostile_words_stay_words(site: Site) -> None:
    """A report with markup in its headline and text, and an address that runs, is shown as it is."""
    shown = page(site, a="wire", b="ledger")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert" not in shown
    assert "javascript:" not in shown
    assert "<b>Rell</b>" not in shown


def test_nothing_on_the_page_needs_a_style_or_script_of_its_own(site: Site) -> None:
    """There is no inline style, script or handler, so that the strict policy holds."""
    for given in ({"a": "ledger", "b": "harbour"}, {"a": "ledger"}, {}):
        tree = parsed.fromstring(page(site, **given))
        assert not tree.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("given", [{"a": "ledger", "b": "x"}, {"a": "x", "b": "ledger"}, {"a": "x"}, {"b": "x"}])
def test_a_report_that_is_not_there_is_named(site: Site, given: dict[str, str]) -> None:
    """Whichever side it is on, the error says which report is not on record."""
    with pytest.raises(NotFound, match="'x'"):
        answer(site, **given)


def test_a_report_is_not_compared_with_itself(site: Site) -> None:
    """The same id twice is a wrong question, with what to do."""
    with pytest.raises(WrongQuestion, match="same one"):
        answer(site, a="ledger", b="ledger")


def test_a_kind_that_is_none_is_refused(site: Site) -> None:
    """A filter that the screen does not know the value of names those that it can have."""
    with pytest.raises(WrongQuestion) as failed:
        answer(site, a="ledger", b="harbour", kind="true")
    assert "reworded" in failed.value.hint


def test_without_reports_all_are_offered(site: Site) -> None:
    """With nothing chosen the reports on record are offered for the first place."""
    found = data(site)
    assert found["missing"] == ["a", "b"]
    assert {one["id"] for one in found["offered"]["Reports"]} == {"ledger", "harbour", "wire"}
    assert "Choose two reports" in page(site)


def test_reports_that_are_not_offered_are_told_of() -> None:
    """Where a record has more reports than are offered, the screen says how many, and how to come to the others."""
    found = answer(pages.long_site()).data["offered"]
    assert list(found) == [f"The first 10 of {pages.MANY} reports; search for others by their words"]


def test_with_one_its_nearest_are_offered(site: Site) -> None:
    """Beside a chosen report its source or copy is offered first, each as an address of the comparison."""
    found = data(site, a="ledger")
    (near,) = found["offered"]["Whose words it shares"]
    assert (near["id"], near["href"]) == ("harbour", "/compare?a=ledger&b=harbour")
    assert near["why"]
    every = [one["id"] for some in found["offered"].values() for one in some]
    assert "ledger" not in every
    assert len(every) == len(set(every))


def test_either_place_can_be_empty(site: Site) -> None:
    """With only the second report given, the first is chosen."""
    found = data(site, b="ledger")
    assert found["missing"] == ["a"]
    assert found["offered"]["Whose words it shares"][0]["href"] == "/compare?a=harbour&b=ledger".replace(
        "a=harbour&b=ledger", "b=ledger&a=harbour"
    )


def test_reports_are_searched_by_words(site: Site) -> None:
    """The picker finds reports by what they say, without the one that is chosen, and says when there is none."""
    found = data(site, a="ledger", q="calm")
    assert [one["id"] for some in found["offered"].values() for one in some] == ["harbour"]
    assert "Nothing on record has these words." in page(site, a="ledger", q="zyzzyva")
    assert 'type="hidden" name="a" value="ledger"' in page(site, a="ledger", q="calm")


def test_very_long_reports_say_what_was_not_looked_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only equal sentences were paired the page and the data say so; else neither does."""
    said = "only sentences in the same words"
    assert said not in page(site, a="ledger", b="harbour")
    assert not data(site, a="ledger", b="harbour")["only_equal_sentences_paired"]
    monkeypatch.setattr("onrecord.text.lined.MOST_PAIRS", 3)
    assert said in page(site, a="ledger", b="harbour")
    assert data(site, a="ledger", b="harbour")["only_equal_sentences_paired"]


def test_every_filter_is_in_the_api_document() -> None:
    """What can be asked of the screen is in the catalogue that the API document is made from."""
    assert {one.name for one in PARAMS} == {"a", "b", "kind", "q"}
    assert SPEC.params == PARAMS
    assert SPEC.csv
