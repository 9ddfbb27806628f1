"""Revisions in a record: what makes one, which is current, and that none is lost or counted twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import Conflict
from onrecord.model.reading import Attribution
from onrecord.model.report import Given
from onrecord.results import AddSummary
from tests import plain
from tests.store.made import span

URL = "https://ledger.example/world/dam"
FIRST = "Dam breach in Tarvia kills 12\n\nAt least 12 people died when the Senn dam broke, the ministry said.\n"
SECOND = FIRST.replace("12", "14")
THIRD = SECOND + "\nThe army was asked for help on Sunday.\n"


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Iterator[onrecord.Record]:
    """An empty record in memory that reads nothing in its reports."""
    plain.use(monkeypatch)
    with onrecord.open() as empty:
        yield empty


def add(record: onrecord.Record, folder: Path, *rows: dict[str, object]) -> AddSummary:
    """Add reports, a row each."""
    path = folder / "rows.jsonl"
    path.write_text(
        "".join(json.dumps({"url": URL, "outlet": "Ledger", **row}) + "\n" for row in rows), encoding="utf-8"
    )
    return record.add(path)


def statuses(summary: AddSummary) -> list[str]:
    """What became of each."""
    return [result.status for result in summary.results]


def test_other_words_at_an_address_are_a_revision(record: onrecord.Record, tmp_path: Path) -> None:
    """The later text is current and alone counts; the earlier stays on record under its id with its text."""
    (old,) = add(record, tmp_path, {"text": FIRST, "published": "2026-02-07"}).results
    (new,) = add(record, tmp_path, {"text": SECOND, "published": "2026-02-08"}).results
    assert (old.status, new.status, new.replaces) == ("added", "revised", old.report)
    assert [entry.id for entry in record.entries] == [new.report] == list(record.relations.reports)
    assert [entry.id for entry in record.earlier] == [old.report]
    assert record.entry(str(old.report)).report.text == FIRST
    assert (len(record), record.verify(deep=True).ok) == (2, True)


def test_a_revision_that_comes_late_does_not_become_current(record: onrecord.Record, tmp_path: Path) -> None:
    """An earlier text that is added after a later one is an earlier revision, and is told so."""
    (new,) = add(record, tmp_path, {"text": SECOND, "published": "2026-02-08"}).results
    (old,) = add(record, tmp_path, {"text": FIRST, "published": "2026-02-07"}).results
    assert (old.status, old.replaces, old.replaced_by) == ("revised", None, new.report)
    assert [entry.id for entry in record.entries] == [new.report]


def test_the_record_is_the_same_whatever_order_revisions_come_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Three dated texts of an address beside another report give one record in all their orders, also at twice."""
    plain.use(monkeypatch)
    rows: list[dict[str, object]] = [
        {"text": FIRST, "published": "2026-02-07"},
        {"text": SECOND, "published": "2026-02-08"},
        {"text": THIRD, "published": "2026-02-08", "url": URL + "?utm_source=rss"},
        {"text": "Elsewhere it rained, the ministry said.", "url": "https://ledger.example/rain"},
    ]
    rows[2]["published"] = "2026-02-09"
    digests = set()
    for order in permutations(rows):
        with onrecord.open() as record:
            add(record, tmp_path, *order[:2])
            add(record, tmp_path, *order)
            assert len(record.entries) == 2
            digests.add(record.digest())
    assert len(digests) == 1


@pytest.mark.parametrize("other", [
    FIRST.replace("\n\n", "\n\n\n"), FIRST.replace("people died", "people  died"), FIRST + "\n \n",
    FIRST.replace("ministry", "minis\u00adtry"),
], ids=["lines", "spaces", "end", "soft hyphen"])  # fmt: skip
def test_white_space_makes_no_revision(record: onrecord.Record, tmp_path: Path, other: str) -> None:
    """The same words with other white space or invisible signs are the same report, and nothing changes."""
    add(record, tmp_path, {"text": FIRST})
    before = record.digest()
    assert statuses(add(record, tmp_path, {"text": other})) == ["unchanged"]
    assert (len(record), record.digest()) == (1, before)


def test_the_same_words_by_another_spelling_of_the_address_are_one_report(
    record: onrecord.Record, tmp_path: Path
) -> None:
    """A link with tracking parameters does not make a second report of the same page."""
    add(record, tmp_path, {"text": FIRST})
    assert statuses(add(record, tmp_path, {"text": FIRST, "url": URL + "?utm_source=rss#top"})) == ["unchanged"]
    assert len(record) == 1


def test_a_later_date_for_the_same_words_is_no_conflict(record: onrecord.Record, tmp_path: Path) -> None:
    """An outlet that dates the same words anew changes nothing; the date on record stays, gaps are filled."""
    add(record, tmp_path, {"text": FIRST, "published": "2026-02-07"})
    other = {"text": FIRST + "\n", "published": "2026-02-09", "byline": ["Ada Lorn"]}
    assert statuses(add(record, tmp_path, other)) == ["updated"]
    (entry,) = record.entries
    assert (entry.report.published, entry.report.byline) == ("2026-02-07", ("Ada Lorn",))


def test_two_outlets_at_one_address_are_two_reports(record: onrecord.Record, tmp_path: Path) -> None:
    """Another outlet's text under the same address is no revision."""
    summary = add(record, tmp_path, {"text": FIRST}, {"text": SECOND, "outlet": "Courier"})
    assert statuses(summary) == ["added", "added"]
    assert len(record.entries) == 2


def test_an_outlet_that_only_the_address_names_is_no_other_outlet(record: onrecord.Record, tmp_path: Path) -> None:
    """A text that names no outlet, or only its host, is a revision of one that does, whichever came first."""
    for names in (["Ledger", None], [None, "Ledger"], ["Ledger", "ledger.example"]):
        with onrecord.open() as one:
            rows = [{"text": text, "outlet": name} for text, name in zip((FIRST, SECOND), names, strict=True)]
            assert statuses(add(one, tmp_path, *rows)) == ["added", "revised"]


def test_reports_under_the_bare_address_of_a_site_are_apart(record: onrecord.Record, tmp_path: Path) -> None:
    """Crawls that give every report the address of the site do not lose any."""
    bare = "https://ledger.example/"
    assert statuses(add(record, tmp_path, {"text": FIRST, "url": bare}, {"text": SECOND, "url": bare})) == ["added"] * 2


def test_a_given_id_with_other_words_is_a_revision_at_the_same_address_only(
    record: onrecord.Record, tmp_path: Path
) -> None:
    """An id that is taken gives a revision an id of its own if the address is the same, and is a conflict if not."""
    add(record, tmp_path, {"id": "dam", "text": FIRST})
    (new,) = add(record, tmp_path, {"id": "dam", "text": SECOND}).results
    assert new.status == "revised"
    assert str(new.report).startswith("dam-")
    (again,) = add(record, tmp_path, {"id": "dam", "text": SECOND}).results
    assert (again.status, again.report) == ("unchanged", new.report)
    (other,) = add(record, tmp_path, {"id": "dam", "text": THIRD, "url": "https://ledger.example/other"}).results
    assert isinstance(other.error, Conflict)


def test_an_outlet_that_takes_a_change_back_is_seen(record: onrecord.Record, tmp_path: Path) -> None:
    """If a page shows its first words again, they are current again, and that is told."""
    from dataclasses import replace

    from onrecord.intake import jsonl

    def fetched(text: str, at: str) -> onrecord.Record:
        raw = json.dumps({"text": text, "url": URL}).encode()
        document = replace(jsonl.read(raw, "page"), seen=f"2026-02-07T{at}:00:00+00:00")
        return record.add_documents([document]).results[0]  # type: ignore[return-value]

    first, second, third = (fetched(*one) for one in ((FIRST, "10"), (SECOND, "12"), (FIRST, "14")))
    assert [one.status for one in (first, second, third)] == ["added", "revised", "revised"]  # type: ignore[attr-defined]
    assert [entry.id for entry in record.entries] == [first.report]  # type: ignore[attr-defined]
    assert fetched(SECOND, "11").status == "unchanged"  # type: ignore[attr-defined]


def test_a_judgement_on_an_earlier_revision_stays(record: onrecord.Record, tmp_path: Path) -> None:
    """What was decided of an earlier text stays on record with it, and holds there."""
    add(record, tmp_path, {"text": FIRST, "published": "2026-02-07"})
    (entry,) = record.entries
    content = span(FIRST, "At least 12 people died when the Senn dam broke")
    said = Attribution("a1", "indirect", span(FIRST, "the ministry"), span(FIRST, "said"), (content,))
    record._store.replace_reading(replace(entry, reading=replace(entry.reading, attributions=(said,))))
    record.judge(f"{entry.id}/a1", "reject", by="reader")
    add(record, tmp_path, {"text": SECOND, "published": "2026-02-08"})
    assert [(one.state, one.target) for one in record.decisions] == [("standing", f"{entry.id}/a1")]
    assert not record.entry(entry.id).reading.attributions


def test_as_of_a_day_has_the_words_of_that_day(record: onrecord.Record, tmp_path: Path) -> None:
    """The page as of a day between two revisions has the earlier one, and says that it was changed later."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-09"}]
    add(record, tmp_path, *rows)
    assert "kills 12" in str(record.brief(as_of="2026-02-08"))
    assert "its outlet changed it later" in str(record.brief(as_of="2026-02-08"))
    assert "kills 14" in str(record.brief(as_of="2026-02-09"))
    assert "changed it later" not in str(record.brief(as_of="2026-02-09"))


def test_a_dossier_as_of_a_day_has_the_words_of_that_day(record: onrecord.Record, tmp_path: Path) -> None:
    """A dossier as of a day between two revisions shows and matches the earlier words, and none written after it."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND.replace("broke", "burst"),
             "published": "2026-02-09"}]  # fmt: skip
    add(record, tmp_path, *rows)
    for name, words in (("dam", "Senn dam"), ("then", "broke"), ("now", "burst")):
        record.add_dossier(name, words)
    for name, then, now in (("dam", True, True), ("then", True, False), ("now", False, True)):
        old, new = (str(record.dossier(name, as_of=day)) for day in ("2026-02-08", "2026-02-09"))
        assert ("kills 12" in old, "kills 14" in old) == (then, False), name
        assert ("kills 12" in new, "kills 14" in new) == (False, now), name
        assert "as it read then; its outlet changed it later" in old
        assert "changed it later" not in new


def test_as_of_a_day_says_where_a_change_has_no_time(record: onrecord.Record, tmp_path: Path) -> None:
    """If it is not known when the words changed, the later ones are shown and it is said."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-07"}]
    add(record, tmp_path, *rows)
    assert "not known when the words changed" in str(record.brief(as_of="2026-02-08"))


def test_the_screen_of_a_report_shows_its_revisions(record: onrecord.Record, tmp_path: Path) -> None:
    """Both revisions have the chain with each changed word; the earlier one says which is current."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"}]
    old, new = (str(result.report) for result in add(record, tmp_path, *rows).results)
    shown = str(record.report(new))
    assert "2 texts of this address" in shown
    assert "Headline: Dam breach in Tarvia kills ~~12~~ **14**" in shown
    assert f"onrecord report {new}" in str(record.report(old))
    assert "Where other accounts differ" not in str(record.report(old))


def test_the_brief_names_the_reports_that_were_changed(record: onrecord.Record, tmp_path: Path) -> None:
    """A reader of the brief sees which reports their outlets changed, when, and where to look."""
    assert "changed by" not in str(record.brief())
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"}]
    (_, new) = add(record, tmp_path, *rows).results
    brief = str(record.brief())
    assert "1 report changed by its outlet" in brief
    assert f"2 texts, last 2026-02-08: onrecord report {new.report}" in brief


def test_words_that_an_outlet_took_out_are_still_found(record: onrecord.Record, tmp_path: Path) -> None:
    """A search finds what stands only in an earlier revision, and says that it is one."""
    first = FIRST.replace("broke", "collapsed")
    add(record, tmp_path, {"text": first, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"})
    hits = record._store.search("collapsed")
    assert [hit.report for hit in hits] == [entry.id for entry in record.earlier]


def test_the_export_has_every_revision(record: onrecord.Record, tmp_path: Path) -> None:
    """The record as JSON has the earlier revisions beside the current readings, and their order."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"}]
    old, new = (result.report for result in add(record, tmp_path, *rows).results)
    whole = json.loads("".join(record.export("json")))
    assert [one["report"]["id"] for one in whole["readings"]] == [new]
    assert [one["report"]["id"] for one in whole["earlier"]] == [old]
    assert [[one["report"] for one in chain] for chain in whole["revisions"]] == [[old, new]]


def test_labels_are_those_of_current_reports(record: onrecord.Record, tmp_path: Path) -> None:
    """R1 and R2 number the reports that screens show, so an earlier revision has no label of its own there."""
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"}]
    add(record, tmp_path, *rows)
    assert record.entry("R1").report.text == SECOND
    with pytest.raises(onrecord.OnrecordError):
        record.entry("R2")


def test_given_facts_that_contradict_are_still_refused_without_an_address(
    record: onrecord.Record, tmp_path: Path
) -> None:
    """Without an address nothing is a revision: the same words with another date given are a conflict as before."""
    (tmp_path / "a.txt").write_text(FIRST)
    record.add(tmp_path / "a.txt", given=Given(outlet="Ledger", published="2026-02-07"))
    (again,) = record.add(tmp_path / "a.txt", given=Given(outlet="Ledger", published="2026-02-08")).results
    assert isinstance(again.error, Conflict)


@pytest.mark.parametrize("ids", [(None, "post-1", "post-2"), ("post-1", None, "post-2")])
def test_the_same_words_keep_the_id_on_record(
    record: onrecord.Record, tmp_path: Path, ids: tuple[str | None, ...]
) -> None:
    """Words that are on record are one unchanged report under its first id, whatever ids they come with later."""
    first, *later = (add(record, tmp_path, {"text": FIRST} | ({"id": one} if one else {})).results[0] for one in ids)
    assert [(one.status, one.report) for one in later] == [("unchanged", first.report)] * 2
    assert (len(record), record.revisions) == (1, ())
    assert "changed by" not in str(record.brief())


def test_a_fact_that_is_filled_in_later_leaves_the_id(record: onrecord.Record, tmp_path: Path) -> None:
    """An outlet that comes with the same words later is filled in, and the report keeps the id made without it."""
    text = f"{FIRST}\nSource: {URL}\n"
    (old,) = add(record, tmp_path, {"text": text, "outlet": None, "url": None}).results
    (again,) = add(record, tmp_path, {"text": text}).results
    assert (again.status, again.report) == ("updated", old.report)
    assert [entry.report.outlet for entry in record.entries] == ["Ledger"]
    assert record.verify(deep=True).ok


#: A text without its headline, which a row gives beside it.
BODY = "At least 12 people died when the Senn dam broke, the ministry said on Sunday evening in Marn.\n"


def test_another_headline_over_the_same_words_is_a_revision(record: onrecord.Record, tmp_path: Path) -> None:
    """A headline that the outlet changed is kept beside the old one, and both screens and data show the change."""
    old, new = add(
        record, tmp_path, *({"text": BODY, "title": one} for one in ("Dam breaks", "Ministry blamed"))
    ).results
    assert (new.status, new.replaces) == ("revised", old.report)
    assert [entry.report.title for entry in (*record.earlier, *record.entries)] == ["Dam breaks", "Ministry blamed"]
    shown = str(record.report(str(new.report)))
    assert "Headline, given beside the text: ~~Dam breaks~~ **Ministry blamed**" in shown
    assert "1 change" in shown
    assert record.verify(deep=True).ok
    for row, report in (("DAM  breaks", old.report), ("Ministry blamed", new.report), (None, new.report)):
        (again,) = add(record, tmp_path, {"text": BODY + "\n", "title": row}).results
        assert (again.status, again.report) == ("unchanged", report)
    assert len(record) == 2


def test_a_title_for_what_has_none_does_not_hide_a_changed_headline(record: onrecord.Record, tmp_path: Path) -> None:
    """A title that a user gives for rows without one is no headline of a row that has its own."""
    add(record, tmp_path, {"text": BODY, "title": "Dam breaks"})
    (tmp_path / "more.jsonl").write_text(
        json.dumps({"url": URL, "outlet": "Ledger", "text": BODY, "title": "Ministry blamed"})
    )
    assert statuses(record.add(tmp_path / "more.jsonl", given=Given(title="No headline"))) == ["revised"]


def test_a_headline_that_was_not_known_is_filled_in(record: onrecord.Record, tmp_path: Path) -> None:
    """The first headline that comes with words on record is no change of one."""
    add(record, tmp_path, {"text": BODY})
    assert statuses(add(record, tmp_path, {"text": BODY, "title": "Dam breaks"})) == ["updated"]
    assert [entry.report.title for entry in record.entries] == ["Dam breaks"]
    assert record.revisions == ()


@pytest.mark.parametrize(("name", "value"), [
    ("title", "Ministry blamed"), ("published", "2026-02-09"), ("language", "de"), ("byline", ("Ada Lorn",)),
])  # fmt: skip
def test_what_a_user_gives_may_not_contradict_the_record(
    record: onrecord.Record, tmp_path: Path, name: str, value: str | tuple[str, ...]
) -> None:
    """A fact given with the same words at the same address is a conflict as without one, and changes nothing."""
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    known = Given(
        url=URL, outlet="Ledger", title="Dam breaks", published="2026-02-07", language="en", byline=("Bo Lee",)
    )
    record.add(path, given=known)
    before = record.digest()
    (again,) = record.add(path, given=Given(url=URL, **{name: value})).results  # type: ignore[arg-type]
    assert isinstance(again.error, Conflict)
    assert repr(value) in str(again.error)
    assert (len(record), record.digest()) == (1, before)
    assert statuses(record.add(path, given=known)) == ["unchanged"]


def test_comparing_with_many_revisions_reads_none_of_them_again(
    record: onrecord.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text is compared with all revisions of its address without taking the text of one from the record."""
    from onrecord import revising
    from onrecord.intake import jsonl

    add(record, tmp_path, *({"text": f"{BODY}\nUpdate {number}.\n"} for number in range(5)))
    other = jsonl.read(json.dumps({"text": THIRD, "url": URL}).encode(), "row")
    monkeypatch.setattr(type(record._store), "document", lambda *_: pytest.fail("a text was read"))
    assert revising.prepared(record._store, other) == other


def test_a_text_that_was_written_anew_is_said_to_be(record: onrecord.Record, tmp_path: Path) -> None:
    """Where nearly every word is another, the chain says so: it may be another report at the same address."""
    other = "Rain in Korland\n\nIt rained for three days in the north of Korland, and roads were closed.\n"
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": other, "published": "2026-02-08"}]
    (_, new) = add(record, tmp_path, *rows).results
    assert "nearly all of it is other words" in str(record.report(str(new.report)))


@pytest.mark.model
def test_a_correction_is_neither_a_second_report_nor_a_second_account(tmp_path: Path) -> None:
    """An outlet that corrects a figure does not differ from itself, and counts as one origin beside another outlet."""
    other = {
        "text": "Senn dam breaks\n\nThe ministry said that 14 people died when the Senn dam broke.\n",
        "outlet": "Courier",
    }
    rows = [{"text": FIRST, "published": "2026-02-07"}, {"text": SECOND, "published": "2026-02-08"}]
    with onrecord.open() as record:
        old, new, third = (
            str(one.report)
            for one in add(record, tmp_path, *rows, {**other, "url": "https://courier.example/senn"}).results
        )
        relations = record.relations
        assert set(relations.reports) == {new, third}
        assert sum(old in origin.reports for origin in relations.origins) == 0
        assert not any(side.citation.report == old for finding in relations.findings for side in finding.sides)
        assert record.rebuild().same
        assert record.verify(deep=True).ok
