"""Deciding by the page: with forms alone, under a name that is given once, undone, listed, saved and taken over."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from onrecord import screening
from onrecord.model.judgement import Judgement, kind_of
from onrecord.model.relations import Origin, Relations
from onrecord.record import Record
from onrecord.screens.shelf import Item
from onrecord.views.page import line
from onrecord.web.catalogue import SCREENS
from onrecord.web.judging import own, targets_of
from onrecord.web.naming_cookie import COOKIE
from onrecord.web.served import guarded
from onrecord.web.site import Site
from tests.factories import report
from tests.views.sample import LEDGER, entry
from tests.web import pages


@pytest.fixture
def site() -> Site:
    """The three invented reports, with nothing decided."""
    return pages.sample_site()


@pytest.fixture
def asking(site: Site) -> Iterator[TestClient]:
    """What asks it, as a browser that has no name yet."""
    with pages.client(site) as client:
        yield client


def judge(asking: TestClient, site: Site, target: str, verdict: str, **more: object) -> str:
    """Send a decision; gives where it leads."""
    values = {"token": site.token, "target": target, "verdict": verdict, "back": "/checks#i-1", **more}
    answer = asking.post("/judge", data=values)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def made(site: Site) -> list[tuple[str, str, str, str]]:
    """What was decided, oldest first."""
    return [(one.target, one.verdict, one.by, one.value) for one in site.store.judgements()]


def test_a_decision_is_kept_and_leads_back(asking: TestClient, site: Site) -> None:
    """A form alone decides, and leads back to the item."""
    assert judge(asking, site, "f-2", "accept", by="Ana", note="both have it") == "/checks#i-1"
    assert made(site) == [("f-2", "accept", "Ana", "")]
    shown = asking.get("/checks").text
    assert "Accepted by Ana, " in shown
    assert "“both have it”" in shown


def test_what_is_shown_together_is_decided_on_together(asking: TestClient, site: Site) -> None:
    """A statement is rejected in every report that has it, and taken back in all of them by one button."""
    (item,) = [one for one in asking.get("/quotes.json").json()["items"] if "ledger/a2" in one["targets"]]
    assert [one for one in item["targets"] if "/" in one] == ["ledger/a2", "harbour/a1"]
    judge(asking, site, "ledger/a2", "reject", by="Ana", together="1")
    assert [one[:2] for one in made(site)] == [("ledger/a2", "reject"), ("harbour/a1", "reject")]
    shown = asking.get("/quotes?report=harbour").text
    assert shown.count("Rejected by Ana") == 2, "in the summary, and behind the word of the one button"
    names = re.findall(r'name="judgement" value="(j-\w+)"', shown)
    assert asking.post("/judge/undo", data={"token": site.token, "judgement": names}).status_code == 303
    assert "Rejected" not in asking.get("/quotes").text


def test_what_stands_in_one_report_alone_is_decided_on_there(asking: TestClient, site: Site) -> None:
    """On the screen of a report a statement is decided on as that report has it."""
    judge(asking, site, "harbour/a1", "reject", by="Ana")
    assert [one[0] for one in made(site)] == ["harbour/a1"]


def test_quotations_of_one_item_and_no_post(site: Site) -> None:
    """An item of several quotations is all of them; a post is the words of its author and is not decided on."""
    shown = Item(1, line("Words changed"), targets=("q-1", "q-2", "person:ada-koss"))
    assert targets_of(shown) == ("q-1", "q-2")
    assert targets_of(Item(1, line("posted", facts={"kind": "post"}), targets=("wire/post0",))) == ()


def test_the_name_is_asked_once(asking: TestClient, site: Site) -> None:
    """Without a name the page asks for it and decides nothing; once given, the browser keeps it in its one cookie."""
    asks = judge(asking, site, "f-2", "reject")
    assert asks.startswith("/judge?target=f-2")
    assert made(site) == []
    # The cursor stands in it, so that single keys do not take the letters of the name.
    assert re.search('<input[^>]* name="by"[^>]* autofocus', asking.get(asks).text)
    judge(asking, site, "f-2", "reject", by="  Ana  Mejía ")
    assert {cookie.name: cookie.value for cookie in asking.cookies.jar} == {COOKIE: "Ana%20Mej%C3%ADa"}
    judge(asking, site, "f-1", "accept")
    assert [one[2] for one in made(site)] == ["Ana  Mejía", "Ana Mejía"]
    assert 'name="by"' not in asking.get("/judge?target=f-1").text


def test_the_cookie_is_this_pages_alone(asking: TestClient, site: Site) -> None:
    """The cookie is sent by no other site's requests, and no script of the page reads it."""
    answer = asking.post("/judge", data={"token": site.token, "target": "f-2", "verdict": "accept", "by": "Ana"})
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert "httponly" in answer.headers["set-cookie"].lower()


def test_what_is_rejected_is_folded_until_it_is_undone(asking: TestClient, site: Site) -> None:
    """A rejected item stays in its place, folded, with who rejected it and what takes that back."""
    judge(asking, site, "f-2", "reject", by="Ana")
    shown = asking.get("/checks").text
    assert '<details class="rejected"><summary>Rejected by Ana, ' in shown
    (name,) = set(re.findall(r'name="judgement" value="(j-\w+)"', shown))
    answer = asking.post("/judge/undo", data={"token": site.token, "judgement": name, "back": "/checks#i-1"})
    assert answer.headers["location"] == "/checks#i-1"
    assert "rejected" not in asking.get("/checks").text.partition("<main")[2].partition("</main")[0].lower()
    assert [one[1] for one in made(site)] == ["reject", "undo"]


def test_half_a_character_breaks_no_page(asking: TestClient, site: Site) -> None:
    """A record can have a name of before that no page can be written with; every screen answers all the same."""
    judge(asking, site, "f-2", "accept", by="Ana")
    anchor = site.store.judgements()[0].anchor
    site.store.judge(Judgement("f-2", "reject", "Be\ud800n", "2120-05-09T10:00:00+00:00", "why\udfff", anchor=anchor))
    for path in ("/checks", "/judgements", "/judgements.json", "/judgements.csv", "/judge?target=f-2"):
        answer = asking.get(path)
        assert answer.status_code == 200
        assert any(name in answer.text for name in ("Be?n", "Be\ufffdn")) or path.startswith("/judge?")


def test_what_was_decided_later_holds_whenever_it_came(asking: TestClient, site: Site) -> None:
    """An older decision that is taken over afterwards is shown as what a later one replaced, as it is applied."""
    judge(asking, site, "f-2", "accept", by="Ana")
    anchor = site.store.judgements()[0].anchor
    site.store.judge(Judgement("f-2", "reject", "Ben", "2020-05-09T10:00:00+00:00", anchor=anchor))
    assert [one[1] for one in made(site)] == ["reject", "accept"]
    assert "Accepted by Ana, " in asking.get("/checks").text
    assert '<details class="rejected">' not in asking.get("/checks").text
    states = {one["verdict"]: one["state"] for one in asking.get("/judgements.json").json()["items"]}
    assert states == {"accept": "standing", "reject": "replaced"}


def test_a_statement_is_decided_on_with_its_speaker(asking: TestClient) -> None:
    """Whoever decides on a statement is shown who is said to have made it."""
    shown = asking.get("/judge?target=ledger/a1").text
    speaker = asking.get("/quotes.json?target=ledger/a1").json()["items"][0]["facts"]["speaker"]
    assert f"<strong>{speaker} </strong>" in shown


def test_an_edit_takes_its_value(asking: TestClient, site: Site) -> None:
    """An edit says what it is edited to, and the screen of ways offers what can be chosen."""
    offered = asking.get("/judge?target=ledger/a1").text
    assert '<option value="Ada Koss">' in offered
    answer = asking.post(
        "/judge",
        data={"token": site.token, "target": "ledger/a1", "do": "edit:3", "value3": "Jon Rell", "by": "Ana"},
    )
    assert answer.status_code == 303
    assert made(site) == [("ledger/a1", "edit", "Ana", "Jon Rell")]


def test_a_story_is_merged_and_split(asking: TestClient, site: Site) -> None:
    """Stories are put together, and reports taken out of them, by what is offered."""
    offered = asking.get("/judge.json?target=s-1").json()["ways"]
    assert {one["verdict"]: one["choices"] for one in offered} == {
        "accept": [], "reject": [], "edit": [], "merge": ["s-2"], "split": ["ledger", "harbour"]
    }  # fmt: skip
    judge(asking, site, "s-1", "merge", by="Ana", value="s-2")
    judge(asking, site, "s-1", "split", value=["harbour"])
    assert [(one[1], one[3]) for one in made(site)] == [("merge", "s-2"), ("split", '["harbour"]')]


def test_reports_of_an_origin_are_offered_under_their_whole_ids() -> None:
    """Ids of reports can have spaces: each report of an origin is offered to be taken out, and no part of its id is."""
    ids = ("a b", "a", "b")
    entries = [entry(report(f"{LEDGER}\n\nPart {one}.", id=one, title=f"Talks {one}")) for one in ids]
    origin = Origin(ids, "CPA", "a b", "each has the words of the one before", id="o-1")
    with pages.client(pages.site_of(entries, Relations(ids, origins=(origin,)))) as asking:
        offered = asking.get("/judge.json?target=o-1").json()["ways"]
    assert [one["choices"] for one in offered if one["verdict"] == "split"] == [list(ids)]


def test_a_report_is_taken_out_where_it_stands(asking: TestClient, site: Site) -> None:
    """Each report of a story leads to where it is taken out of it, and is chosen there already."""
    (href,) = re.findall(r'href="([^"]+value=harbour)"', asking.get("/days?story=s-1").text)
    offered = asking.get(unescape(href)).text
    assert re.search(r'value="harbour" checked', offered)
    assert not re.search(r'value="ledger" checked', offered)


@pytest.mark.parametrize(
    ("target", "verdict", "more", "said"),
    [
        ("f-2", "merge", {"value": "f-1"}, "merge means nothing on a finding"),
        ("f-2", "edit", {}, "edit needs a value"),
        ("f-2", "accept", {"note": "x" * 3000}, "that is too long"),
        ("f-2", "burn", {}, "means nothing"),
        ("s-1", "merge", {"value": "s-9"}, "s-9"),
    ],
)
def test_what_cannot_be_is_said(
    asking: TestClient, site: Site, target: str, verdict: str, more: dict[str, str], said: str
) -> None:
    """A decision that means nothing is not kept, and the form comes back with why."""
    values = {"token": site.token, "target": target, "verdict": verdict, "by": "Ana", **more}
    answer = asking.post("/judge", data=values)
    assert answer.status_code == 400
    assert said in answer.text
    assert made(site) == []
    assert "set-cookie" not in answer.headers


def test_what_is_not_there_is_not_found(asking: TestClient, site: Site) -> None:
    """Nothing is decided on what no record has."""
    values = {"token": site.token, "target": "f-none", "verdict": "accept", "by": "Ana"}
    assert asking.post("/judge", data=values).status_code == 404
    assert asking.get("/judge?target=f-none").status_code == 404
    assert asking.get("/judge").status_code == 400


def test_only_forms_of_this_run_decide(site: Site) -> None:
    """Behind its guard the page takes a decision of its own forms, and none without the token of this run."""
    own_page = {"Origin": "http://127.0.0.1:8000"}
    with TestClient(guarded(site, 8000), base_url=own_page["Origin"], follow_redirects=False) as asking:
        values = {"target": "f-2", "verdict": "accept", "by": "Ana", "back": "/"}
        for path in ("/judge", "/judge/undo", "/judge/name", "/judgements/import"):
            assert asking.post(path, data={"token": "x", **values}, headers=own_page).status_code == 403
        assert made(site) == []
        assert asking.post("/judge", data={"token": site.token, **values}, headers=own_page).status_code == 303
    assert len(made(site)) == 1


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_nothing_leads_away(asking: TestClient, site: Site, back: str) -> None:
    """Wherever a form says to go on, it is on this page."""
    assert own(back) == "/"
    assert judge(asking, site, "f-2", "accept", by="Ana", back=back) == "/"


def test_names_and_notes_stay_words(asking: TestClient, site: Site) -> None:
    """Markup in a name or a note is shown as it is written."""
    judge(asking, site, "f-2", "accept", by="<b>Ana</b>", note="<script>alert(1)</script>")
    for path in ("/checks", "/judgements", "/judge?target=f-2"):
        shown = asking.get(path).text
        assert "<b>Ana" not in shown
        assert "<script>alert" not in shown


def test_one_question_for_all_items(asking: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of items asks once what was decided on them, and reads no report and no relation for it."""
    shelf, asked = type(site.store.decided), []
    real = shelf.on

    def counted(self: object, targets: object) -> object:
        found = list(targets)  # type: ignore[call-overload]
        asked.append(found)
        return real(self, found)  # type: ignore[arg-type]

    monkeypatch.setattr(shelf, "on", counted)
    for name in ("entries", "relations", "judgements"):
        monkeypatch.setattr(type(site.store), name, lambda *_: pytest.fail("it was read"))
    assert asking.get("/quotes").status_code == 200
    assert len(asked) == 1
    assert len(asked[0]) > 2


def test_decisions_are_listed_latest_first(asking: TestClient, site: Site) -> None:
    """The list has every decision once over all pages, with what became of it, and its CSV has all of them."""
    judge(asking, site, "f-2", "reject", by="Ana")
    judge(asking, site, "f-2", "accept")
    for number in range(60):
        judge(asking, site, "f-1", "accept" if number % 2 else "reject", by="Ben" if number > 50 else "Ana")
    undone = site.store.judgements()[-1]
    asking.post("/judge/undo", data={"token": site.token, "judgement": undone.id, "back": "/judgements"})
    found = [one for page in pages.walk(asking, "/judgements.json") for one in page["items"]]
    assert [one["number"] for one in found] == list(range(63, 0, -1))
    assert [one["state"] for one in found[:3]] == ["standing", "undone", "standing"]
    assert [one["state"] for one in found[-2:]] == ["standing", "replaced"]
    back = [one for page in pages.walk(asking, "/judgements.json?before=3", "previous") for one in page["items"]]
    assert sorted(one["number"] for one in back) == list(range(4, 64))
    assert asking.get("/judgements.json?who=Ben").json()["total"] == 10
    rows = list(csv.DictReader(io.StringIO(asking.get("/judgements.csv").text)))
    assert len(rows) == 63
    assert asking.get("/judgements?after=1").status_code == asking.get("/judgements?print=1").status_code == 200


def test_a_decision_waits_for_nothing(asking: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """To decide on a position, an event, or what is due reads no report: it is anchored by what the screens keep."""
    targets = [
        one["targets"][0]
        for screen in ("positions/history", "timeline", "deadlines")
        for one in asking.get(f"/{screen}.json").json()["items"][:2]
    ]
    assert {kind_of(one) for one in targets} == {"position", "happening", "due"}
    for name in ("entries", "entry", "relations"):
        monkeypatch.setattr(type(site.store), name, lambda *_: pytest.fail("it was read"))
    for one in targets:
        judge(asking, site, one, "accept", by="Ana")
    kept = site.store.judgements()
    assert [one.target for one in kept] == targets
    assert all(one.anchored["cites"] for one in kept)


def test_the_screens_keep_what_the_record_would(asking: TestClient, site: Site) -> None:
    """What a decision by the page is anchored by is what the record itself would anchor it by."""
    (position, *_) = asking.get("/positions/history.json").json()["items"]
    (due, *_) = asking.get("/deadlines.json").json()["items"]
    for target in (position["targets"][0], due["targets"][0]):
        judge(asking, site, target, "reject", by="Ana")
        Record(site.store).judge(target, "reject", by="Ana", fresh=False)
        of_page, of_record = site.store.judgements()[-2:]
        assert of_page.anchor == of_record.anchor


def test_what_became_of_a_decision_is_kept_with_the_screens(asking: TestClient, site: Site) -> None:
    """Once the screens are filled anew, a rejected finding is gone and the list says what became of each decision."""
    judge(asking, site, "f-2", "reject", by="Ana")
    judge(asking, site, "f-1", "accept")
    gone = Judgement("f-9", "reject", "Ben", "2031-05-09T10:00:00+00:00")
    site.store.judge(gone)
    screening.prepare(Record(site.store))
    assert "f-2" not in asking.get("/checks").text
    assert "Accepted by Ana" in asking.get("/checks").text
    assert "[accepted by Ana]" not in asking.get("/checks").text
    found = {one["target"]: one for one in asking.get("/judgements.json").json()["items"]}
    assert [found[one]["state"] for one in ("f-2", "f-1", "f-9")] == ["standing", "standing", "not applied"]
    assert found["f-9"]["state_why"]
    assert "not applied: " in asking.get("/judgements").text
    assert asking.get("/judge?target=f-2").status_code == 200


def test_screens_have_positions_as_they_were_decided(asking: TestClient, site: Site) -> None:
    """Once the screens are filled anew they have no rejected position, and those of issues as the record has them."""
    told = asking.get("/positions/history.json").json()["items"]
    names = [one["targets"][0] for one in told]
    report = told[0]["citations"][0]["report"]
    before = len(asking.get(f"/report/{report}.json").json()["positions"])
    judge(asking, site, names[0], "reject", by="Ana")
    assert len(asking.get(f"/report/{report}.json").json()["positions"]) < before
    screening.prepare(Record(site.store))
    kept = asking.get("/positions/history.json").json()["items"]
    assert [one["targets"][0] for one in kept] == names[1:]
    issue = str(kept[0]["facts"]["issue_id"])
    judge(asking, site, issue, "reject")
    screening.prepare(Record(site.store))
    assert issue not in {one["facts"]["issue_id"] for one in asking.get("/positions/history.json").json()["items"]}
    assert [one.state for one in Record(site.store).decisions] == ["standing", "standing"]


def test_decisions_go_to_another_record(asking: TestClient, site: Site) -> None:
    """What is saved as a file is taken over by another record, once, and lines that are none are named."""
    judge(asking, site, "f-2", "reject", by="Ana")
    judge(asking, site, "s-1", "edit", value="Another title")
    saved = asking.get("/judgements.jsonl").text
    assert [json.loads(one)["verdict"] for one in saved.splitlines()] == ["reject", "edit"]
    other = pages.sample_site()
    with pages.client(other) as there:
        for told in ("taken=2&there=0&wrong=1", "taken=0&there=2&wrong=1"):
            files = {"file": ("decided.jsonl", saved + "no line\n")}
            answer = there.post("/judgements/import", data={"token": other.token}, files=files)
            assert answer.headers["location"].startswith(f"/judgements?{told}&first=")
            assert "decided.jsonl:3" in there.get(answer.headers["location"]).text
        assert "/tmp" not in there.get(answer.headers["location"]).text
    assert made(other) == made(site)


def test_what_was_decided_by_the_page_is_in_the_record(asking: TestClient, site: Site) -> None:
    """A decision of the page is the record's own: it outranks the finding there too."""
    judge(asking, site, "f-2", "reject", by="Ana")
    assert "f-2" in Record(site.store).decided()


def test_keys_stand_on_the_controls(asking: TestClient) -> None:
    """Each key to decide with stands on its control, and all keys are listed on a page of their own."""
    shown = asking.get("/checks").text
    for key in "are":
        assert f'data-key="{key}"' in shown
    listed = asking.get("/keys").text
    assert all(f"<kbd>{key}</kbd>" in listed for key in "jknpareu/?")


def test_print_has_no_controls(asking: TestClient) -> None:
    """What is printed has no buttons, and says of which record it is."""
    printed = asking.get("/checks?print=1").text
    assert "<button" not in printed
    assert '<p class="quiet" dir="auto">' in printed.partition("<main")[2]


def test_the_pattern_page_has_every_part(asking: TestClient) -> None:
    """The pattern page shows every part by the macros of the screens, and no word of the record."""
    shown = asking.get("/patterns").text
    for part in (
        'class="item',
        'class="decide"',
        'class="chip"',
        'class="pager"',
        "<mark>",
        'class="seg lit"',
        "<del>",
    ):
        assert part in shown
    assert "Brell" not in shown.partition("<main")[2]
    assert any(one.path == "/patterns" and not one.menu for one in SCREENS)
