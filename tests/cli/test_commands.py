"""Each command: what it prints where, in which form, and how it exits."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError, RecordError, Unavailable
from onrecord.results import EXPORTS, AddResult, AddSummary
from onrecord.views.page import Page, Section, line
from tests.cli.conftest import Run
from tests.cli.fake import BAD, FakeFeeds, FakeRecord

SCREENS = {
    "brief": [],
    "stories": [],
    "report": ["wire"],
    "quotes": [],
    "positions": [],
    "issues": [],
    "deadlines": [],
    "timeline": [],
    "lineage": [],
    "checks": [],
    "search": ["bridge"],
    "dossier": ["show", "all"],
}
ALL = SCREENS | {
    "read": ["a.txt"],
    "compare": ["a.txt", "b.txt", "c.txt"],
    "add": ["a.txt"],
    "reuse": ["a.jsonl"],
    "feeds list": [],
    "feeds add": ["https://ledger.example/feed"],
    "feeds poll": [],
    "feeds remove": ["1"],
    "batch": ["reuse", "a.parquet", "out"],
    "judge": ["f-1", "reject", "--by", "reader"],
    "verify": [],
    "rebuild": [],
    "backup": ["safe.onrecord"],
    "restore": ["safe.onrecord"],
    "import": ["whole.jsonl"],
    "demo": [],
}


@pytest.mark.parametrize("name", ALL)
def test_a_command_prints_markdown_into_a_pipe(run: Run, name: str) -> None:
    """Every command exits with 0 and prints a page with a title, without colour."""
    done = run(*name.split(), *ALL[name])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("# ")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", ALL)
def test_a_command_prints_one_json_object(run: Run, name: str) -> None:
    """Every command prints one JSON object with --json and nothing else on standard output."""
    assert isinstance(json.loads(run(*name.split(), *ALL[name], "--json").stdout), dict)


@pytest.mark.parametrize("name", ALL)
def test_a_command_prints_json_lines(run: Run, name: str) -> None:
    """Every command prints a JSON object a line with --jsonl."""
    lines = run(*name.split(), *ALL[name], "--jsonl").stdout.splitlines()
    assert lines
    assert all(isinstance(json.loads(one), dict) for one in lines)


@pytest.mark.parametrize("name", ALL)
def test_a_command_prints_csv_and_tells_the_rows(run: Run, name: str) -> None:
    """Every command prints CSV with --csv, with as many rows as it says on standard error."""
    done = run(*name.split(), *ALL[name], "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert f"{len(rows)} row" in done.stderr


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_an_html_file(run: Run, name: str, tmp_path: Path) -> None:
    """Every screen writes one HTML file with --html and says so on standard error alone."""
    path = tmp_path / "page.html"
    done = run(name, *SCREENS[name], "--html", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_html_to_standard_output(run: Run) -> None:
    """--html - prints the file."""
    assert run("brief", "--html", "-").stdout.startswith("<!doctype html>")


def test_markdown_has_links(run: Run) -> None:
    """--markdown ends in the addresses of the passages, which the plain pipe leaves out."""
    assert "#:~:text=" in run("brief", "--markdown").stdout
    assert "#:~:text=" not in run("brief").stdout


def test_two_forms_are_wrong_usage(run: Run) -> None:
    """Asking for two forms at once is wrong usage."""
    assert run("brief", "--json", "--csv").exit_code == 2


def test_the_terminal_form_is_styled_when_forced(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR gives the styled form in a pipe, and NO_COLOR takes the colour out of it."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("brief").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("brief").stdout


# -- feeds ------------------------------------------------------------------------------------------------------


def test_a_poll_names_what_failed_and_goes_on(run: Run) -> None:
    """An item that cannot be read is one line on standard error; the page lists it beside those that were added."""
    done = run("feeds", "poll")
    assert done.exit_code == 0
    assert done.stderr.count("ledger.example/2") == 1
    assert "added: https://ledger.example/1, report r1" in done.stdout
    assert "failed: https://ledger.example/2" in done.stdout


def test_a_poll_is_asked_as_the_options_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds, times and what is to be asked for again reach the record."""
    asked: list[object] = []
    monkeypatch.setattr(FakeFeeds, "poll", lambda self, *which, **options: asked.append((which, options)) or ())
    assert run("feeds", "poll", "1", "--again", "--recheck", "2h").exit_code == 0
    ((which, options),) = asked  # type: ignore[misc]
    assert (which, options["again"], options["recheck"]) == (("1",), True, timedelta(hours=2))


def test_a_poll_for_ever_waits_between_rounds(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--every polls, waits so long, and polls again, until it is interrupted."""
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.cli.feeds.time.sleep", sleep)
    done = run("feeds", "poll", "--every", "15m")
    assert (done.exit_code, waited, done.stdout.count("# Feeds of")) == (130, [900, 900], 2)


def test_a_round_that_fails_does_not_end_the_rounds(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --every, a record that another program holds is told of, and the next round is polled; without, it fails."""

    def sleep(_: float) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    def locked(self: FakeFeeds, *which: str, **options: object) -> tuple[()]:
        raise RecordError("another program has kept the record locked", where="record.onrecord")

    monkeypatch.setattr(FakeFeeds, "poll", locked)
    assert run("feeds", "poll").exit_code == 1
    monkeypatch.setattr("onrecord.cli.feeds.time.sleep", sleep)
    done = run("feeds", "poll", "--every", "15m")
    assert (done.exit_code, "another program" in done.stderr) == (130, True)


@pytest.mark.parametrize("time", ["soon", "10s", "-5m", "1w", ""])
def test_a_time_that_is_none_or_too_short_is_wrong_usage(run: Run, time: str) -> None:
    """Words that are no time, and times under a minute, are wrong usage."""
    assert run("feeds", "poll", "--every", time).exit_code == 2


def test_a_feed_that_cannot_be_added_is_named(run: Run) -> None:
    """What is no feed is named on standard error, the others are added, and the exit code is 1."""
    done = run("feeds", "add", "https://ledger.example/feed", BAD)
    assert done.exit_code == 1
    assert "bad.txt: is empty" in done.stderr
    assert "added: https://ledger.example/feed" in done.stdout


def test_feeds_added_can_be_polled_at_once(run: Run) -> None:
    """--poll polls what was added and nothing else is said to be next."""
    assert "added: https://ledger.example/1" in run("feeds", "add", "https://ledger.example/feed", "--poll").stdout


def test_the_list_of_feeds_goes_to_other_readers(run: Run, tmp_path: Path) -> None:
    """--opml writes the list as other readers take it."""
    path = tmp_path / "feeds.opml"
    assert run("feeds", "list", "--opml", str(path)).exit_code == 0
    assert 'xmlUrl="https://ledger.example/feed"' in path.read_text(encoding="utf-8")


def test_a_host_that_cannot_be_is_wrong_usage(run: Run) -> None:
    """--allow-host takes a host with its port; anything else is wrong usage, told with how to write one."""
    done = run("add", "a.txt", "--allow-host", "ada:secret@ledger.example")
    assert (done.exit_code, "secret" in done.output) == (2, False)
    done = run("add", "a.txt", "--allow-host", "nonsense!!")
    said = " ".join(done.stderr.split())
    assert (done.exit_code, "nonsense!! is neither" in said, "127.0.0.1:8000" in said) == (2, True, True)


def test_a_revision_says_what_it_takes_the_place_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """add tells of a revision with the report whose place it takes, on the page and as data."""
    result = AddResult("https://ledger.example/1", "new", "revised", replaces="old")
    monkeypatch.setattr(FakeRecord, "add", lambda self, *sources, **options: AddSummary((result,)))
    assert "revised: https://ledger.example/1, report new (before: old)" in run("add", "x").stdout
    (shape,) = json.loads(run("add", "x", "--json").stdout)["results"]
    assert (shape["status"], shape["replaces"], shape["replaced_by"]) == ("revised", "old", None)


# -- read -------------------------------------------------------------------------------------------------------


def test_read_gives_the_shape_of_one_report(run: Run) -> None:
    """read --json of one report is one reading with its input."""
    shape = json.loads(run("read", "a.txt", "--json").stdout)
    assert shape["input"] == "a.txt"
    assert shape["report"]["id"] == "ledger"


def test_read_lines_are_in_input_order(run: Run) -> None:
    """read --jsonl prints a line a report, in input order, with the input of each."""
    lines = run("read", "b.txt", "a.txt", "--jsonl").stdout.splitlines()
    assert [json.loads(one)["input"] for one in lines] == ["b.txt", "a.txt"]


def test_read_goes_on_after_a_bad_source(run: Run) -> None:
    """A source that cannot be read is named on standard error, the others are read, and the exit code is 1."""
    done = run("read", "a.txt", BAD, "b.txt", "--json")
    assert done.exit_code == 1
    assert done.stderr == "onrecord: bad.txt: is empty. Name another file.\n"
    assert [one["input"] for one in json.loads(done.stdout)["readings"]] == ["a.txt", "b.txt"]


def test_several_reports_have_labels_of_their_own(run: Run) -> None:
    """Two reports on one HTML page are R1 and R2."""
    page = run("read", "a.txt", "b.txt", "--html", "-").stdout
    assert '<article id="R1">' in page
    assert '<article id="R2">' in page


def test_an_impossible_date_is_wrong_usage(run: Run) -> None:
    """A day that does not exist is wrong usage, and the message shows how a date is written."""
    done = run("read", "a.txt", "--published", "2026-02-31")
    assert done.exit_code == 2
    assert "2026-02-07" in done.stderr


def test_a_read_without_a_source_is_wrong_usage(run: Run) -> None:
    """read without a source is wrong usage."""
    assert run("read").exit_code == 2


# -- compare and checks -----------------------------------------------------------------------------------------


def test_compare_gives_its_shape(run: Run) -> None:
    """compare --json has what holds between the reports."""
    shape = json.loads(run("compare", "a", "b", "c", "--json").stdout)
    assert [one["id"] for one in shape["findings"]] == ["f-1", "f-2"]
    assert set(shape["only_in"]) == {"ledger", "wire"}


def test_one_report_cannot_be_compared(run: Run) -> None:
    """One report is wrong usage; one report beside one that cannot be read has failed."""
    assert run("compare", "a.txt").exit_code == 2
    assert run("compare", "a.txt", BAD).exit_code == 1


@pytest.mark.parametrize("command", [["compare", "a", "b", "c"], ["checks"]])
def test_findings_that_are_asked_for_exit_with_3(run: Run, command: list[str]) -> None:
    """--fail-on exits with 3 if there is a finding of a kind that it names, and with 0 if there is none."""
    done = run(*command, "--fail-on", "update,contradiction")
    assert done.exit_code == 3
    assert "1 contradiction" in done.stderr
    assert run(*command, "--fail-on", "update,altered").exit_code == 0


def test_an_unknown_kind_is_wrong_usage(run: Run) -> None:
    """--fail-on with a kind that does not exist names those that do."""
    done = run("checks", "--fail-on", "lie")
    assert done.exit_code == 2
    assert "contradiction" in done.stderr


# -- the record -------------------------------------------------------------------------------------------------


def test_add_names_what_failed_and_what_is_next(run: Run) -> None:
    """add prints a line a source, names the bad one on standard error, and says what to do next."""
    done = run("add", "a.txt", BAD, "--record", "talks.onrecord")
    assert done.exit_code == 1
    assert "bad.txt: is empty" in done.stderr
    assert "onrecord brief --record talks.onrecord" in done.stderr
    assert "1 added, 1 failed" in done.stdout


def test_add_hands_on_what_is_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outlet, date, address and title reach the record as they were given."""
    seen = []
    real = FakeRecord.add

    def spy(self: FakeRecord, *sources: str, **options: object) -> object:
        seen.append(options["given"])
        return real(self, *sources, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeRecord, "add", spy)
    run("add", "a", "--outlet", "O", "--published", "2025-05-01T10:00Z", "--url", "https://o.example", "--title", "T")
    (given,) = seen
    assert (given.outlet, given.published, given.url, given.title) == (
        "O",
        "2025-05-01T10:00Z",
        "https://o.example",
        "T",
    )


def test_add_prints_a_report_as_soon_as_it_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --jsonl the line of each report is out before the next is looked at, and the record's failure ends it."""

    def fails(self: FakeRecord, *sources: str, progress: Callable[[AddResult], None], **_: object) -> AddSummary:
        progress(AddResult("a.txt", "r1", "added"))
        raise Unavailable("the disk is full", where="talks.onrecord", hint="Make room, then try again")

    monkeypatch.setattr(FakeRecord, "add", fails)
    done = run("add", "a.txt", "b.txt", "--jsonl")
    assert [json.loads(line)["report"] for line in done.stdout.splitlines()] == ["r1"]
    assert done.exit_code == 1
    assert "Stopped; 1 report dealt with and kept. The same command goes on." in done.stderr
    assert "talks.onrecord: the disk is full. Make room" in done.stderr


def test_rows_of_add_are_numbered(run: Run) -> None:
    """The lines of --jsonl have the number of their source, as those of other commands have that of their thing."""
    done = run("add", "a.txt", "b.txt", "--jsonl")
    assert [json.loads(line)["item"] for line in done.stdout.splitlines()] == [1, 2]
    assert "2 rows, all there are." in done.stderr


def test_a_record_that_is_not_there(run: Run) -> None:
    """A screen of a record that does not exist says how to begin one, in one message, and exits with 1."""
    done = run("brief", "--record", "gone.onrecord")
    assert done.exit_code == 1
    assert done.stderr.startswith("onrecord: gone.onrecord: there is no record. Begin one")
    assert done.stdout == ""


def test_the_record_can_come_from_the_environment(run: Run) -> None:
    """ONRECORD_RECORD names the record where --record does not."""
    assert run("brief", env={"ONRECORD_RECORD": "gone.onrecord"}).exit_code == 1


def test_an_unknown_report_names_the_nearest(run: Run) -> None:
    """A report that is not there is an error that names those nearly called so."""
    done = run("report", "wires", "--json")
    assert done.exit_code == 1
    assert "Nearest: wire" in done.stderr


def test_judge_needs_a_name(run: Run) -> None:
    """A decision without someone who decides is wrong usage; without a target the decisions are listed."""
    assert run("judge", "f-1", "reject").exit_code == 2
    assert run("judge", "f-1", "reject", env={"ONRECORD_BY": "reader"}).exit_code == 0
    assert "No decision is on record." in run("judge").stdout


def test_damage_exits_with_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """verify names each damage and exits with 1; --deep counts the texts that were read again."""
    assert "texts read again" in run("verify", "--deep").stdout
    monkeypatch.setattr(FakeRecord, "damages", ("report wire, text: hash differs",))
    done = run("verify", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["damages"] == ["report wire, text: hash differs"]


def test_another_outcome_of_rebuild_exits_with_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """rebuild says what differs and exits with 1 if anything does."""
    monkeypatch.setattr(FakeRecord, "same", False)
    done = run("rebuild")
    assert done.exit_code == 1
    assert "reading differs" in done.stdout


@pytest.mark.parametrize("kind", EXPORTS)
def test_export_writes_the_same_to_a_file_as_to_a_pipe(run: Run, kind: str, tmp_path: Path) -> None:
    """Each kind of export is the same bytes in a file and on standard output."""
    path = tmp_path / "out"
    assert run("export", kind, str(path)).exit_code == 0
    assert path.read_bytes() == run("export", kind).stdout_bytes
    assert path.read_bytes()


def test_export_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    """A file that cannot be written is named in a plain message."""
    done = run("export", "json", str(tmp_path / "no" / "out.json"))
    assert done.exit_code == 1
    assert "out.json: cannot be written" in done.stderr


def test_demo_says_what_is_next(run: Run) -> None:
    """The demo prints its brief, and on standard error what to try next."""
    done = run("demo")
    assert "onrecord lineage --record demo.onrecord" in done.stderr


def test_the_demo_never_lands_in_a_working_record(run: Run) -> None:
    """The demo ignores the record that the environment names."""
    assert run("demo", env={"ONRECORD_RECORD": "gone.onrecord"}).exit_code == 0


# -- errors -----------------------------------------------------------------------------------------------------


def raising(error: BaseException) -> object:
    """A function that raises."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_an_error_is_one_plain_message(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of Onrecord is printed as one message without a traceback, controls made visible."""
    monkeypatch.setattr("onrecord.record.open", raising(OnrecordError("broke\x1b[2J", where="x", hint="Mend it")))
    done = run("brief")
    assert (done.exit_code, done.stderr) == (1, "onrecord: x: broke\ufffd[2J. Mend it.\n")


def test_an_interruption_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the command without a word, with 130."""
    monkeypatch.setattr("onrecord.record.open", raising(KeyboardInterrupt()))
    done = run("brief")
    assert (done.exit_code, done.output) == (130, "")


def test_a_pipe_that_is_closed_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the reader of the pipe has seen enough, the command ends without a word."""
    monkeypatch.setattr("onrecord.cli.output.write", raising(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    done = run("brief")
    assert (done.exit_code, done.output) == (1, "")


def test_a_full_disk_is_a_plain_message(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system names the file and has no traceback."""
    monkeypatch.setattr("onrecord.record.open", raising(OSError(28, "No space left on device", "r.onrecord")))
    done = run("brief")
    assert (done.exit_code, done.stderr) == (1, "onrecord: r.onrecord: No space left on device.\n")


def test_reuse_names_what_cannot_be_read_and_goes_on(run: Run) -> None:
    """A source that cannot be read is named on standard error, the pairs are printed, and the exit code is 1."""
    done = run("reuse", BAD, "a.jsonl", "--json")
    assert done.exit_code == 1
    assert BAD in done.stderr
    shape = json.loads(done.stdout)
    assert (shape["reports"], shape["passed_over"]) == (2, 0)
    (pair,) = shape["pairs"]
    assert pair["shared"][0]["old"] == {"start": 0, "end": 26, "text": "the bridge was closed again"}
    assert pair["shared"][1]["old"] is None


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    """A command that does not exist is wrong usage."""
    assert run("frobnicate").exit_code == 2


@pytest.mark.parametrize("name", ["read", "compare", "add", "reuse"])
def test_a_command_without_sources_says_what_may_be_named(run: Run, name: str) -> None:
    """Where no source is named, the message says what a source is, and the exit code is that of wrong usage."""
    done = run(name)
    assert done.exit_code == 2
    assert "Give a file" in done.stderr


def test_an_unknown_command_is_answered_with_the_nearest(run: Run) -> None:
    """A mistyped command is wrong usage, and the message names the command that was meant."""
    done = run("breif")
    assert done.exit_code == 2
    assert "the nearest is 'brief'" in done.stderr


@pytest.mark.parametrize("name", ["brief", "positions", "timeline", "deadlines"])
@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", "20250502", "2025-05"])
def test_as_of_takes_a_day(run: Run, name: str, day: str) -> None:
    """What is no day is wrong usage, told with how to write one."""
    done = run(name, "--as-of", day)
    assert done.exit_code == 2
    assert "Write it as 2026-02-07" in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", ["brief", "positions", "timeline", "deadlines"])
def test_as_of_reaches_the_screen(run: Run, name: str) -> None:
    """A day is taken by every screen of the ledger."""
    assert run(name, "--as-of", "2025-05-04").exit_code == 0


def test_positions_as_rows_are_one_a_position_and_report(run: Run) -> None:
    """The CSV of the board has a row for each position and report, with the words and where they stand."""
    rows = list(csv.DictReader(io.StringIO(run("positions", "--csv").stdout)))
    assert [(row["party"], row["move"], row["report"]) for row in rows if row["move"]] == [
        ("Ada Koss", "refuse", "ledger"),
        ("Jon Rell", "offer", "ledger"),
    ]
    assert all(row["words"] and row["start"] for row in rows if row["move"])


def test_positions_can_be_asked_for(run: Run) -> None:
    """A party or an issue asked for is shown alone; one that has no position is told with the nearest."""
    only = run("positions", "--party", "ada koss", "--json").stdout
    assert "Jon Rell" not in json.dumps(json.loads(only)["sections"][0])
    missed = run("positions", "--issue", "teritory").stderr
    assert "no issue 'teritory' is in use. Nearest: territory" in missed


@pytest.mark.parametrize("name", ["other", "Other issues", "the tolls", "security_guarantees", "nuclear-plant"])
def test_an_issue_goes_by_id_label_and_other(run: Run, name: str) -> None:
    """An issue in use is known by its id and its label, and ``other`` is a name too, whether there are positions."""
    assert "is in use" not in run("positions", "--issue", name).stderr


def test_a_party_without_a_position_on_an_issue_is_told_so(run: Run) -> None:
    """Asked for both, a party that has positions on other issues alone is told to have them there."""
    said = run("positions", "--party", "Jon Rell", "--issue", "territory").stderr
    assert "Jon Rell has no position on territory on record. There are positions of Jon Rell on other issues." in said


def test_a_pipe_gets_everything(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed into a pipe, or as Markdown, leaves nothing out."""
    lines = tuple(line(f"line {n}") for n in range(9))
    page = Page("Many", (), (Section("Nine", lines, shown=2, more="onrecord timeline --all"),))
    monkeypatch.setattr("onrecord.views.timeline.page", lambda *_, **__: page)
    assert "line 8" in run("timeline").stdout
    assert "line 8" in run("timeline", "--markdown").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run("timeline", "--record", "my talks.onrecord", "--as-of", "2025-05-03").stdout
    assert "line 8" not in shown
    assert "onrecord timeline --all --as-of 2025-05-03 --record 'my talks.onrecord'" in " ".join(shown.split())


@pytest.mark.parametrize("name", ["brief", "positions", "checks"])
def test_a_record_read_by_other_rules_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A record that other rules have read says so once, on standard error, with what to do."""
    monkeypatch.setattr(FakeRecord, "read_by_others", 2)
    said = run(name, "--record", "old.onrecord").stderr
    assert said.count("2 of 3 reports were read by another version of the rules") == 1
    assert "onrecord rebuild --record old.onrecord" in said
    assert "another version" not in run("rebuild").stderr


def test_the_history_has_each_position_in_its_sentence(run: Run) -> None:
    """With --history every position stands in the sentence that tells it."""
    assert "Jon Rell offers: “She said Premier Jon Rell had offered to" in run("positions", "--history").stdout


def test_a_list_of_issues_is_printed_as_a_file_that_can_be_used(run: Run, tmp_path: Path) -> None:
    """What issues --json prints is a file that issues --use takes."""
    path = tmp_path / "mine.json"
    path.write_text(run("issues", "--json").stdout, encoding="utf-8")
    done = run("issues", "--use", str(path))
    assert done.exit_code == 0
    assert "your own list" in done.stdout
    assert run("issues", "--use", str(path), "--default").exit_code == 2


def test_another_list_of_issues_says_what_it_changes(run: Run, tmp_path: Path) -> None:
    """What a list adds and leaves out is told, and how many positions stand elsewhere, not the whole list again."""
    path = tmp_path / "mine.toml"
    path.write_text('extends = "default"\nwithout = ["funding"]\n[[issues]]\nid = "tolls"\nwords = ["toll"]\n', "utf-8")
    said = run("issues", "--use", str(path)).stdout
    assert "**New:** tolls" in said
    assert "**Left out:** funding" in said
    assert "0 positions under another issue" in said
    assert "territory" not in said


def test_decisions_are_taken_back_and_handed_on(run: Run, tmp_path: Path) -> None:
    """A decision is undone by its id, all are written to a file, and a bad line of one that is taken exits with 1."""
    assert run("judge", "--undo", "j-1").exit_code == 2
    assert "undo" in run("judge", "--undo", "j-1", "--by", "reader").stdout
    assert run("judge", "--export", str(tmp_path / "all.jsonl")).exit_code == 0
    assert (tmp_path / "all.jsonl").read_text() == ""
    taken = run("judge", "--import", "more.jsonl")
    assert taken.exit_code == 0
    assert "1 decisions added, 2 known before" in taken.stderr
    assert run("judge", "--import", BAD).exit_code == 1


def test_a_decision_has_a_value_or_several(run: Run) -> None:
    """What a decision changes to is handed on, and two things at once are wrong usage."""
    assert "f-2" in run("judge", "f-1", "merge", "--value", "f-2", "--by", "reader").stdout
    assert run("judge", "f-1", "--undo", "j-1", "--by", "reader").exit_code == 2
    assert run("judge", "f-1", "--by", "reader").exit_code == 2
