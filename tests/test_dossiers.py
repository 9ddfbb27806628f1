"""Dossiers of a real record: what belongs to one, its brief, and what a watch tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import pipeline
from onrecord.errors import DateError, DossierError, NotFound
from onrecord.model.dossier import Alert
from onrecord.record import Record
from onrecord.record_dossiers import Watch
from onrecord.store.sqlite import SqliteStore

pytestmark = pytest.mark.model

DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"
IDS = [json.loads(row)["id"] for row in DEMO.read_text(encoding="utf-8").splitlines()]
FIRST = IDS[:6]


@pytest.fixture(scope="module")
def read() -> Iterator[Record]:
    """The demo reports, read once."""
    with onrecord.open() as record:
        record.add(DEMO)
        yield record


def put(record: Record, source: Record, ids: Sequence[str]) -> None:
    """Put reports that were read elsewhere on record."""
    for one in ids:
        record._store.add(source._store.document(one), source._store.entry(one))


def held(source: Record, ids: Sequence[str], path: str | Path = ":memory:") -> Record:
    """A record of some of the demo reports."""
    record = Record(SqliteStore(path))
    put(record, source, ids)
    return record


def known(alerts: Sequence[Alert]) -> set[tuple[str, str]]:
    """Rule and title of alerts."""
    return {(one.rule, one.title) for one in alerts}


def untimed(alerts: Sequence[Alert]) -> list[Alert]:
    """Alerts without when they were noticed."""
    return [replace(one, noticed="") for one in alerts]


#: What is new in the demo after its first six reports.
NEWS = {
    ("contradiction", "Accounts differ: a figure: … people were killed — “at least 12” against “9”"),
    ("position", "Kastovia on infrastructure: offers (2025-03-18); last known: demands (2025-03-12)"),
    ("position", "Verania on infrastructure: agrees (2025-03-22); last known: rejects, proposes (2025-03-12)"),
    ("deadline", "Meeting held, 2025-03-10: "
     "“The two delegations will meet in the lakeside town of San Almero on March 10”"),
    ("deadline", "Deadline moved from 2025-03-20 to 2025-03-31: “both sides must answer the mediators' draft”"),
    ("deadline", "Deadline withdrawn: “an agreement on a ceasefire”"),
    ("origin", "New independent origin: The Meridian"),
}  # fmt: skip


# -- watching ---------------------------------------------------------------------------------------------------


def test_a_watch_tells_what_is_new_once(read: Record) -> None:
    """What came since the dossier was made is told by all the rules on what holds now, and not a second time."""
    record = held(read, FIRST)
    record.add_dossier("all")
    assert record.watch("all").alerts == ()
    put(record, read, IDS[6:])
    watch = record.watch("all")
    assert known(watch.alerts) == NEWS
    record.told(watch)
    assert record.watch("all").alerts == ()


def test_every_alert_has_the_exact_words(read: Record) -> None:
    """Each citation of an alert is cut from its report, and the record proves them."""
    record = held(read, IDS)
    record.add_dossier("all", tell_known=True)
    alerts = record.watch("all").alerts
    assert alerts
    for one in alerts:
        assert one.citations
        for cited in one.citations:
            assert record.entry(cited.report).report.text[cited.start : cited.end] == cited.text
    assert record.verify().ok


def test_what_is_known_already_is_no_news_unless_it_is_asked_for(read: Record) -> None:
    """A dossier of reports on record begins with what comes next; with ``tell_known`` the first watch tells all."""
    record = held(read, IDS)
    begun = record.add_dossier("quiet")
    record.add_dossier("loud", tell_known=True)
    assert known(begun.alerts) >= NEWS
    assert record.watch("quiet").alerts == ()
    assert known(record.watch("loud").alerts) == known(begun.alerts)


@settings(max_examples=3)
@given(order=st.permutations(range(len(IDS))), cut=st.integers(0, len(IDS)))
def test_the_order_of_reports_changes_nothing(read: Record, order: list[int], cut: int) -> None:
    """Reports added in any order, in one or two batches, and watched once at the end give the same alerts."""
    straight, other = held(read, []), held(read, [])
    for record, ids in ((straight, IDS), (other, [IDS[n] for n in order])):
        record.add_dossier("all")
        put(record, read, ids[:cut])
        put(record, read, ids[cut:])
    assert untimed(other.watch().alerts) == untimed(straight.watch().alerts)


def test_what_was_not_told_is_told_again_after_a_restart(read: Record, tmp_path: Path) -> None:
    """A run that ends before its output counts as told nothing; once it counts, it is never told again."""
    path = tmp_path / "r.onrecord"
    with held(read, FIRST, path) as record:
        record.add_dossier("all")
        put(record, read, IDS[6:])
        first = record.watch("all").alerts
    with onrecord.open(path) as record:
        watch = record.watch("all")
        assert watch.alerts == first
        record.told(watch, watch.alerts[:3])
    with onrecord.open(path) as record:
        watch = record.watch("all")
        assert watch.alerts == first[3:]
        record.told(watch)
    with onrecord.open(path) as record:
        assert record.watch("all").alerts == ()
        assert len(record.noticed("all")) == len(first)
        assert record.verify().ok


def test_each_receiver_is_told_everything_once(read: Record) -> None:
    """Telling one receiver takes nothing from another."""
    record = held(read, IDS)
    record.add_dossier("all", tell_known=True)
    watch = record.watch("all")
    record.told(watch)
    assert record.untold(watch, "webhook 1").alerts == watch.alerts
    record.told(record.untold(watch, "webhook 1"))
    assert record.watch("all", receiver="webhook 1").alerts == ()


def test_a_rejected_finding_is_not_told(read: Record) -> None:
    """A contradiction that a person rejected is no news."""
    record = held(read, IDS)
    (finding,) = [one for one in record.relations.findings if one.kind == "contradiction"]
    record.judge(finding.id, "reject", by="reader")
    record.add_dossier("all", tell_known=True)
    assert "contradiction" not in {one.rule for one in record.watch("all").alerts}


def test_a_rejection_taken_back_is_told_once(read: Record) -> None:
    """A contradiction that was told, was rejected and is accepted again is not told again."""
    record = held(read, IDS)
    record.add_dossier("all", tell_known=True)
    record.told(record.watch("all"))
    (finding,) = [one for one in record.relations.findings if one.kind == "contradiction"]
    for verdict in ("reject", "accept"):
        record.judge(finding.id, verdict, by="reader")  # type: ignore[arg-type]
        assert record.watch("all").alerts == ()


def test_a_watch_derives_nothing_anew(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds between the reports of a dossier is taken from the record, so a watch costs no new comparing."""
    record = held(read, IDS)
    record.relations  # noqa: B018
    monkeypatch.setattr(pipeline, "relate", lambda _: pytest.fail("derived anew"))
    record.add_dossier("dam", "Kell dam", tell_known=True)
    assert record.watch("dam").alerts


def test_alerts_count_origins_inside_the_dossier_alone(read: Record) -> None:
    """The first report of a dossier is its first origin, whatever the record has beside it."""
    record = held(read, IDS)
    record.add_dossier("northwire", outlets=["NorthWire"], last="2025-03-04", tell_known=True)
    (alert,) = record.watch("northwire").alerts
    assert alert.title == "New independent origin: NorthWire"
    assert alert.why.startswith("the first origin of the dossier; ")


# -- which reports, and their brief -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "query", "expected"),
    [
        ("market Mirovo", {}, ["cpa-mirovo", "northwire-mirovo", "cpa-toll", "harbour-dam"]),
        ('"peace talks"', {"outlets": ["harbour times"]}, ["harbour-talks"]),
        ("", {"parties": ["Lena Hartwig"]}, ["northwire-dam", "northwire-offer"]),
        ("dam", {"parties": ["Hartwig", "Verania"], "first": "2025-03-05"}, ["northwire-offer"]),
        ("", {"outlets": ["The Meridian", "brask evening post"]}, ["brask-post", "meridian-talks"]),
        ("zeppelin", {}, []),
    ],
)
def test_a_query_takes_the_reports_that_hold_all_of_it(
    read: Record, words: str, query: dict[str, object], expected: list[str]
) -> None:
    """Words, parties, outlets and days choose the reports, in order of publication."""
    record = held(read, IDS)
    assert list(record.add_dossier("x", words, **query).reports) == expected  # type: ignore[arg-type]


def test_the_brief_of_a_dossier_has_its_reports_alone(read: Record) -> None:
    """Every citation of a dossier's brief is of its reports, and so are its commands and the origins it counts."""
    record = held(read, IDS)
    ids = record.add_dossier("dam", "Kell dam", outlets=["Daily Ledger", "Harbour Times", "NorthWire"]).reports
    assert len(ids) == 5
    shown = record.dossier("dam")
    assert shown.title == "Dossier: dam"
    assert {one.entry.id for one in shown.reports} == set(ids)
    assert {one.report for one in shown.citations()} <= set(ids)
    assert "from 2 independent origins" in shown.intro[0].text
    assert all(one.more in ("", "onrecord dossier show dam --all") for one in shown.sections)


def test_a_dossier_of_all_is_the_brief(read: Record) -> None:
    """A dossier of every report on record shows what the brief shows."""
    record = held(read, IDS)
    record.add_dossier("all")
    shown, brief = record.dossier("all"), record.brief()
    assert [replace(one, more="") for one in shown.sections] == [replace(one, more="") for one in brief.sections]


def test_reports_of_one_text_outside_the_dossier_are_one_origin(read: Record) -> None:
    """Two outlets that both carry an agency's text are one origin, also where the agency's report is not in it."""
    record = held(read, IDS)
    record.add_dossier("copies", outlets=["The Castelmar Herald", "Daily Ledger"], tell_known=True)
    (alert,) = [one for one in record.watch("copies").alerts if one.rule == "origin"]
    assert alert.title == "New independent origin: CPA"
    assert "its 2 reports are one origin" in alert.why
    assert alert.why.endswith("more reports of it not in the dossier")


def test_a_dossier_as_of_a_day_is_that_of_a_record_of_that_day(read: Record) -> None:
    """As of a day a dossier shows what it would have shown on a record without later reports, and says what came."""
    record = held(read, IDS)
    record.add_dossier("dam", "Kell dam", parties=["Kastovia"])
    small = held(read, [one.id for one in read.entries if (one.report.day or "") <= "2025-03-12"])
    small.add_dossier("dam", "Kell dam", parties=["Kastovia"])
    shown = record.dossier("dam", as_of="2025-03-12")
    assert shown.sections == small.dossier("dam", as_of="2025-03-12").sections
    assert "left out: 4 reports published later" in shown.intro[-1].text


def test_an_empty_dossier_says_so(read: Record) -> None:
    """A dossier that no report matches says that, and does not ask for reports to be added."""
    record = held(read, FIRST)
    record.add_dossier("x", "zeppelin")
    assert "No report on record matches yet." in str(record.dossier("x"))
    assert record.watch("x").alerts == ()


# -- keeping ----------------------------------------------------------------------------------------------------


def test_the_same_again_changes_nothing(read: Record) -> None:
    """A dossier that is there with this very query stays, with what was told of it; with another it is an error."""
    record = held(read, FIRST)
    made = record.add_dossier("dam", "Kell dam").dossier
    assert record.add_dossier(" dam ", "Kell  dam").dossier == made
    with pytest.raises(DossierError, match="already"):
        record.add_dossier("dam", "Kell")


@pytest.mark.parametrize("day", ["yesterday", "2025-3-1", "2025-02-30"])
def test_a_day_that_is_none_is_refused(read: Record, day: str) -> None:
    """What is no day is an error, and no dossier is kept."""
    record = held(read, [])
    with pytest.raises(DateError):
        record.add_dossier("x", first=day)
    assert record.dossiers == ()


def test_a_dossier_goes_by_its_name_in_any_capitals(read: Record) -> None:
    """Capitals count only where two names differ by nothing else."""
    record = held(read, [])
    record.add_dossier("Dam")
    assert record.watch("dam").watched[0].dossier.name == "Dam"
    record.add_dossier("dam")
    assert [record.watch(name).watched[0].dossier.name for name in ("Dam", "dam")] == ["Dam", "dam"]
    with pytest.raises(NotFound):
        record.watch("DAM")


def test_a_dossier_that_is_not_there_says_which_there_are(read: Record) -> None:
    """A name without a dossier is an error that tells the nearest, or how to make one."""
    record = held(read, [])
    with pytest.raises(NotFound, match="There is none yet"):
        record.dossier("dam")
    record.add_dossier("dam")
    with pytest.raises(NotFound, match="Nearest: dam"):
        record.watch("damm")
    with pytest.raises(NotFound, match="onrecord dossier list"):
        record.alerts("zzz")


def test_a_removed_dossier_begins_anew(read: Record) -> None:
    """A dossier that was removed and is made again knows nothing of what was told."""
    record = held(read, IDS)
    record.add_dossier("all", tell_known=True)
    record.told(record.watch("all"))
    record.remove_dossier("all")
    record.add_dossier("all", tell_known=True)
    assert known(record.watch("all").alerts) >= NEWS
    assert record.verify().ok


def test_a_rebuild_keeps_what_was_told(tmp_path: Path) -> None:
    """Reading every report again takes nothing from what was told, and nothing of it is told again."""
    rows = DEMO.read_text(encoding="utf-8").splitlines()[6:9]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with onrecord.open() as record:
        record.add_dossier("all")
        record.add(tmp_path / "rows.jsonl")
        watch = record.watch("all")
        record.told(watch)
        record.rebuild()
        assert record.noticed("all") == watch.alerts != ()
        assert record.watch("all").alerts == ()
        assert record.verify().ok


def test_two_watches_at_once_keep_each_alert_once(read: Record, tmp_path: Path) -> None:
    """Two programs that look at the same time notice the same once, and both may tell it."""
    path = tmp_path / "r.onrecord"
    with held(read, FIRST, path) as one, onrecord.open(path) as other:
        one.add_dossier("all")
        put(one, read, IDS[6:])
        first, second = one.watch("all"), other.watch("all")
        assert first.alerts == second.alerts != ()
        one.told(first)
        other.told(second)
        assert len(one.noticed("all")) == len(first.alerts)
        assert one.verify().ok


def test_what_another_program_adds_meanwhile_comes_with_the_next_look(
    read: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that comes on record between two look-ups breaks nothing, whichever of them it comes after."""
    path, waiting = tmp_path / "r.onrecord", list(IDS[6:10])
    with held(read, FIRST, path) as one, onrecord.open(path) as other:
        one.add_dossier("all", tell_known=True)
        found = {name: getattr(one, name) for name in ("_unsorted", "_fresh")}
        coming: list[str] = []

        def asked(name: str, *arguments: object) -> object:
            answer = found[name](*arguments)
            put(other, read, coming[:1])
            coming.clear()
            return answer

        for name in found:
            monkeypatch.setattr(one, name, lambda *arguments, name=name: asked(name, *arguments))
        for look in (lambda: one.dossier("all"), one.dossier_list, lambda: one.alerts("all"), one.watch):
            coming.append(waiting.pop())
            last = look()
            assert str(last)
            assert coming == []
        assert isinstance(last, Watch)
        assert {entry.id for entry in last.entries} == set(last.relations.reports)
        assert set(one.watch().relations.reports) == {*FIRST, *IDS[6:10]}


def test_the_export_has_the_queries(read: Record) -> None:
    """The export of everything has each dossier's name and query, and not what was told of it."""
    record = held(read, FIRST)
    record.add_dossier("dam", "Kell dam", parties=["Kastovia"], last="2025-04-01")
    (one,) = json.loads("".join(record.export("json")))["dossiers"]
    made = one.pop("made")
    assert made == record.dossiers[0].made
    assert one == {
        "name": "dam", "words": "Kell dam", "parties": ["Kastovia"], "outlets": [], "from": None, "to": "2025-04-01"
    }  # fmt: skip


def test_an_alert_of_a_report_that_gave_way_is_still_shown(read: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """An alert cites the report that it rests on also where that is no longer among those that the record shows."""
    record = held(read, IDS)
    record.add_dossier("all", tell_known=True)
    record.watch("all")
    shown = tuple(one for one in record._unsorted() if one.id != "meridian-talks")
    monkeypatch.setattr(record, "_unsorted", lambda *_: shown)
    watch = record.watch("all")
    assert "New independent origin: The Meridian" in str(watch)
    assert any(row["report"] == "meridian-talks" for row in watch.page().rows())
    assert "meridian-talks" in {one.entry.id for one in record.alerts("all").reports}
