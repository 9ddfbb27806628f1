"""Adding by the page, as its forms ask for it; the work itself is only ordered here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from onrecord.errors import RecordError
from onrecord.store.sqlite import SqliteStore
from onrecord.web import fresh, uploads
from onrecord.web.answer import FormSpec
from onrecord.web.app import Pages
from onrecord.web.fresh import Keeping
from onrecord.web.jobs import Job, Jobs, Problem
from onrecord.web.served import guarded
from onrecord.web.site import Site
from onrecord.web.work import Order

OWN = "http://localhost:8000"


class Standing(Jobs):
    """A queue that takes orders and does nothing of them."""

    def _work(self) -> None: ...


class Page:
    """A page on an empty record, and what asks it."""

    def __init__(self, site: Site, keeping: Keeping) -> None:
        self.site = site
        self.keeping = keeping
        app: Any = guarded(site, 8000)
        self._client = TestClient(app, base_url=OWN, follow_redirects=False)

    def get(self, path: str, **headers: str) -> Any:
        """Ask for a page."""
        return self._client.get(path, headers=headers)

    def post(self, path: str, fields: dict[str, str], *files: tuple[str, bytes]) -> Any:
        """Send a form as a browser does."""
        data = {"token": self.site.token, **fields}
        given = [("files", (name, content)) for name, content in files] or [("files", ("", b""))]
        return self._client.post(path, data=data, files=given, headers={"Origin": OWN})

    @property
    def orders(self) -> list[Order]:
        """What was ordered to be added, the oldest first."""
        return [job.order for job in reversed(self.keeping.jobs.seen()) if job.order.kind == "add"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The page of an empty record whose work stands still."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(fresh, "Jobs", Standing)
    path = str(tmp_path / "talks.onrecord")
    with SqliteStore(path) as store:
        keeping = Keeping(store, Order(path, "prepare", reader="rules"))
        yield Page(Site(store, keeping), keeping)
        keeping.close()


def problem(answer: Any) -> str:
    """What the form says was wrong."""
    found = re.search(r'role="alert".*?>(.*?)</p>', answer.text, re.DOTALL)
    assert found, answer.text
    return re.sub(r"<[^>]+>", "", found.group(1))


def test_files_become_one_job(page: Page) -> None:
    """Files are kept under their names in a folder of their own, and one order names them with what was given."""
    done = page.post("/add", {"outlet": "Daily Ledger", "published": ""}, ("a.txt", b"One."), ("../a.txt", b"Two."))
    assert (done.status_code, done.headers["location"]) == (303, "/work#job-1")
    (order,) = page.orders
    assert (order.sources, order.given, order.reader) == (("a.txt", "a (2).txt"), {"outlet": "Daily Ledger"}, "rules")
    assert order.folder is not None
    assert [Path(order.folder, name).read_bytes() for name in order.sources] == [b"One.", b"Two."]


def test_a_pasted_text_becomes_a_file_with_its_facts(page: Page) -> None:
    """A text is kept as it was pasted, with headline, outlet, date and address."""
    facts = {
        "title": "Talks / resume",
        "outlet": "Ledger",
        "published": "2026-02-07",
        "url": "https://ledger.example/1",
    }
    done = page.post("/add", {"text": "Die Gespräche\r\ngehen weiter.", **facts})
    assert done.status_code == 303
    (order,) = page.orders
    assert order.given == facts
    assert order.folder is not None
    assert Path(order.folder, *order.sources).read_text("utf-8").split() == ["Die", "Gespräche", "gehen", "weiter."]


def test_addresses_become_one_job_without_a_folder(page: Page) -> None:
    """Addresses go in their order, each once, and are never taken for files of this machine."""
    page.post("/add", {"addresses": "https://a.example/1\r\nwww.b.example/2 https://a.example/1"})
    (order,) = page.orders
    assert (order.sources, order.folder) == (("https://a.example/1", "https://www.b.example/2"), None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing was given"),
        ({"text": " \n "}, "Nothing was given"),
        ({"addresses": "/etc/passwd"}, "'/etc/passwd' is no address of the web"),
        ({"addresses": "file:///etc/passwd"}, "is no address of the web"),
        ({"addresses": "-"}, "is no address of the web"),
        ({"addresses": " ".join(f"https://a.example/{n}" for n in range(201))}, "201 addresses"),
        ({"text": "x", "published": "soon"}, "'soon' is not a date"),
        ({"text": "x", "url": "javascript:alert(1)"}, "is no address"),
        ({"text": "x", "outlet": "y" * 2000}, "Outlet: is too long"),
    ],
)
def test_what_cannot_be_added_is_said_and_the_form_keeps_it(page: Page, fields: dict[str, str], said: str) -> None:
    """A form that cannot be taken comes back with what was wrong and what to do; nothing is ordered."""
    done = page.post("/add", fields)
    assert (done.status_code, page.orders) == (400, [])
    assert said in problem(done).replace("&#39;", "'")
    assert fields.get("text", "").strip() in done.text


def test_a_form_without_the_token_is_refused(page: Page) -> None:
    """What does not come from this run of the page adds nothing."""
    page.site.token = "another"
    assert (page.post("/add", {"text": "x"}).status_code, page.orders) == (403, [])


def test_more_than_may_be_given_is_refused(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files over the limit, also together with those that wait already, are refused in words."""
    page.post("/add", {}, ("a.txt", b"x" * 3000))
    monkeypatch.setattr(uploads, "TOTAL", 5_000)
    done = page.post("/add", {}, ("b.txt", b"x" * 3000))
    assert (done.status_code, "at once" in problem(done), len(page.orders)) == (400, True, 1)
    assert page.post("/add", {}, ("b.txt", b"x" * 9000)).status_code == 400


def test_too_many_files_are_refused(page: Page) -> None:
    """More files than one form may have are refused with how many it may."""
    done = page.post("/add", {}, *((f"{n}.txt", b"x") for n in range(uploads.FILES + 1)))
    assert (done.status_code, f"At most {uploads.FILES} files" in done.text, page.orders) == (400, True, [])


def test_a_record_that_can_only_be_read_has_no_form(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be added the page says why in place of the form, and takes nothing."""
    page.site.store.readonly = True  # type: ignore[misc]
    said = page.get("/add").text
    assert 'method="post"' not in said
    assert "can only be read" in said
    assert page.post("/add", {"text": "x"}).status_code == 400
    assert page.get("/add.json").json()["can_add"] is False


def test_the_twin_tells_the_limits(page: Page) -> None:
    """The JSON of the form says how much may be given at once, and which endings are read."""
    told = page.get("/add.json").json()
    assert told["limits"] == {"files": uploads.FILES, "bytes": uploads.TOTAL, "addresses": 200}
    assert {".txt", ".jsonl", ".warc.gz"} <= set(told["endings"])


# -- work -------------------------------------------------------------------------------------------------------


def broken(page: Page) -> int:
    """A job that broke off after some reports, two of which failed."""
    number = page.keeping.jobs.order(Order("a", "add", ("a.txt",)), "Add <b>a.txt</b>")
    job: Job = page.keeping.jobs._jobs[-1]
    job.state, job.counts, job.expected = "failed", {"added": 5, "failed": 2}, 9
    job.failures = [Problem("is empty", "b.txt", "Leave it out"), Problem("is <i>odd</i>", "c.txt", "")]
    job.problem = Problem("memory ran out", "", "Go on")
    return number


def test_the_work_page_says_what_failed_and_why(page: Page) -> None:
    """Each failure is named with its reason and what to do, and what was done is counted; names are text."""
    broken(page)
    said = page.get("/work").text
    assert "Add &lt;b&gt;a.txt&lt;/b&gt;" in said
    assert "Broke off; what was added stays. 5 added and 2 failed; 7 of 9 dealt with." in said
    assert "<strong>b.txt</strong>: is empty. Leave it out." in said
    assert "is &lt;i&gt;odd&lt;/i&gt;" in said
    assert "memory ran out. Go on." in said


def test_the_work_twin_says_the_same(page: Page) -> None:
    """The JSON has each job with its state, counts and failures."""
    broken(page)
    (told,) = page.get("/work.json").json()["jobs"]
    assert (told["state"], told["counts"], len(told["failures"])) == ("failed", {"added": 5, "failed": 2}, 2)
    assert told["problem"]["what"] == "memory ran out"


def test_work_is_gone_on_with_and_dropped(page: Page) -> None:
    """The buttons of a job do what they say, and lead back to the list."""
    number = str(broken(page))
    assert page.post("/work", {"do": "go_on", "job": number}).headers["location"] == "/work"
    assert page.keeping.jobs.seen()[0].state == "waiting"
    page.post("/work", {"do": "stop", "job": number})
    assert page.keeping.jobs.seen()[0].state == "stopped"
    page.post("/work", {"do": "forget", "job": number})
    assert page.keeping.jobs.seen() == ()
    page.post("/work", {"do": "compare"})
    assert [job.order.kind for job in page.keeping.jobs.seen()] == ["prepare"]


@pytest.mark.parametrize("fields", [{"do": "burn"}, {"do": "stop", "job": "²"}, {"do": "stop", "job": "9" * 30}, {}])
def test_an_act_that_there_is_not_is_refused(page: Page, fields: dict[str, str]) -> None:
    """What no button sends is answered with 400."""
    assert page.post("/work", fields).status_code == 400


def test_a_job_that_is_not_there_does_no_harm(page: Page) -> None:
    """A button of a list that is old leads back to the list."""
    assert page.post("/work", {"do": "stop", "job": "77"}).status_code == 303


def test_the_line_is_asked_for_again_only_while_work_runs(page: Page) -> None:
    """A page asks how fresh it is every two seconds while something runs, and never otherwise."""
    assert "hx-trigger" not in page.get("/reports").text
    page.keeping.jobs.order(Order("a", "add", ("a.txt",)), "x")
    assert 'hx-get="/fresh?was=working" hx-trigger="every 2s"' in page.get("/reports").text
    assert 'http-equiv="refresh"' in page.get("/work").text
    assert "hx-trigger" not in page.get("/reports?print=1").text


def test_only_a_change_is_announced(page: Page) -> None:
    """Numbers that go up are not read out; that the work is done is, once."""
    number = page.keeping.jobs.order(Order("a", "add", ("a.txt",)), "x")
    assert "hx-swap-oob" not in page.get("/fresh?was=working").text
    page.keeping.jobs.stop(number)
    page.keeping._looked = fresh.Looked(reports=1)
    done = page.get("/fresh?was=working").text
    assert '<p id="said" hx-swap-oob="innerHTML">The screens show the record as it is now.</p>' in done
    assert 'href="">Show this one as it is now' in done
    assert "hx-trigger" not in done
    assert page.get("/fresh?was=never").status_code == 400


def test_a_part_of_the_work_page_is_only_that_part(page: Page) -> None:
    """What HTMX asks for is the list without the page around it."""
    broken(page)
    said = page.get("/work?was=working", **{"HX-Request": "true"}).text
    assert said.lstrip().startswith('<div id="work"')
    assert "<html" not in said


@pytest.mark.parametrize("changes", [True, False])
def test_what_changes_the_record_is_compared_at_once(page: Page, changes: bool) -> None:
    """After a form that changes what the screens show they are put together anew; after another nothing is ordered."""
    form = FormSpec("/x", "x", "x", lambda site, fields: "/", changes=changes)
    assert Pages(page.site)._taken(form, FormData()).status_code == 303
    assert [job.order.kind for job in page.keeping.jobs.seen()] == ["prepare"] * changes


def test_a_record_that_cannot_be_written_to_now_is_told(page: Page) -> None:
    """An error of the record is answered in its own words, and nothing is compared."""

    def locked(*_: object) -> str:
        raise RecordError("another program has kept the record locked", hint="Try again")

    answer = Pages(page.site)._taken(FormSpec("/x", "x", "x", locked, changes=True), FormData())
    assert (answer.status_code, b"kept the record locked" in bytes(answer.body)) == (503, True)
    assert page.keeping.jobs.seen() == ()


def test_a_page_that_only_shows_takes_nothing(tmp_path: Path) -> None:
    """Without a way to add, the forms say so and the work page is empty."""
    with SqliteStore(str(tmp_path / "a.onrecord")) as store:
        app: Any = guarded(Site(store), 8000)
        client = TestClient(app, base_url=OWN)
        assert "without a way to add" in client.get("/add").text
        assert "Nothing was ordered" in client.get("/work").text
