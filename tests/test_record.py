"""The record as a whole: the same whatever the order, safe when repeated, honest when asked to prove itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import Conflict, NotFound, ReadingFailed
from onrecord.model.report import Given
from tests.places import Place

pytestmark = pytest.mark.model

DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"
ROWS = DEMO.read_text(encoding="utf-8").splitlines()[:6]


@pytest.fixture
def record(place: Place) -> Iterator[onrecord.Record]:
    """An empty record."""
    with onrecord.open(place.address()) as empty:
        yield empty


def write(folder: Path, rows: list[str], name: str = "rows.jsonl") -> Path:
    """A JSONL of these rows."""
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the rows added in their order."""
    with onrecord.open() as straight:
        straight.add(write(tmp_path_factory.mktemp("straight"), ROWS))
        return straight.digest()


def test_a_fault_of_ours_costs_one_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Onrecord itself fails on a text, the error names it and the rest of the batch goes on, read or added."""
    from onrecord.reading import sentences

    whole = sentences.find

    def fails(parsed: Any) -> Any:
        if "Sorn" in parsed[0].doc.text:
            raise IndexError("token 7")
        return whole(parsed)

    monkeypatch.setattr(sentences, "find", fails)
    (tmp_path / "a.txt").write_text("The talks in Sorn were put off, the ministry said.")
    (tmp_path / "b.txt").write_text("The talks in Brell were put off, the ministry said.")
    first, second = onrecord.read(tmp_path)
    assert isinstance(first.error, ReadingFailed)
    assert "a.txt" in str(first.error)
    assert second.entry is not None
    with onrecord.open() as record:
        assert [one.status for one in record.add(tmp_path).results] == ["failed", "added"]


@settings(max_examples=6)
@given(order=st.permutations(range(len(ROWS))), cut=st.integers(0, len(ROWS)), again=st.booleans())
def test_the_record_does_not_depend_on_order(
    tmp_path_factory: pytest.TempPathFactory, digest: str, order: list[int], cut: int, again: bool
) -> None:
    """The same reports in any order, in one or several batches, once or twice, give the same record."""
    folder = tmp_path_factory.mktemp("order")
    rows = [ROWS[i] for i in order]
    with onrecord.open() as record:
        record.add(write(folder, rows[:cut], "a.jsonl")) if cut else None
        record.add(write(folder, rows[cut:], "b.jsonl")) if cut < len(rows) else None
        if again:
            record.add(write(folder, rows))
        assert record.digest() == digest


def test_a_record_is_the_same_wherever_it_lies(record: onrecord.Record, digest: str, tmp_path: Path) -> None:
    """The same reports give the same digest and the same brief in a file and on a server."""
    record.add(write(tmp_path, ROWS))
    assert record.digest() == digest
    with onrecord.open() as other:
        other.add(write(tmp_path, ROWS))
        assert str(record.brief()) == str(other.brief())


def test_adding_again_changes_nothing(record: onrecord.Record, tmp_path: Path) -> None:
    """Reports already on record come back as unchanged."""
    path = write(tmp_path, ROWS[:2])
    assert record.add(path).count("added") == 2
    assert record.add(path).count("unchanged") == 2


def test_a_broken_line_leaves_the_others(record: onrecord.Record, tmp_path: Path) -> None:
    """A line that is no report fails by name and line, and the rest is added."""
    path = write(tmp_path, [ROWS[0], '{"text": "cut', ROWS[1]])
    summary = record.add(path)
    assert (summary.count("added"), summary.count("failed")) == (2, 1)
    (failed,) = [result for result in summary.results if result.status == "failed"]
    assert failed.error is not None
    assert f"{path}:2" in str(failed.error)


def test_a_fact_given_later_fills_a_gap(record: onrecord.Record, tmp_path: Path) -> None:
    """A date given when a report is added again is taken over, and relative dates are then resolved."""
    path = tmp_path / "a.txt"
    path.write_text("Talks between Verania and Kastovia will open next week, the minister said.\n", encoding="utf-8")
    record.add(path)
    assert record.entries[0].report.published is None
    assert record.add(path, given=Given(published="2025-03-03")).count("updated") == 1
    assert record.entries[0].reading.times[0].earliest == "2025-03-10"


def test_a_fact_that_contradicts_is_refused(record: onrecord.Record, tmp_path: Path) -> None:
    """Another date for a report that has one is an error, and the record keeps what it had."""
    path = tmp_path / "a.txt"
    path.write_text("Talks will open next week, the minister said.\n", encoding="utf-8")
    record.add(path, given=Given(published="2025-03-03"))
    (result,) = record.add(path, given=Given(published="2025-04-03")).results
    assert isinstance(result.error, Conflict)
    assert record.entries[0].report.published == "2025-03-03"


def test_another_text_under_a_known_id_is_refused(record: onrecord.Record, tmp_path: Path) -> None:
    """A report whose id is taken by other words is refused and the first stays."""
    first = json.dumps({"id": "x", "text": "The talks failed, the minister said."})
    other = json.dumps({"id": "x", "text": "The talks went on, the minister said."})
    record.add(write(tmp_path, [first]))
    (result,) = record.add(write(tmp_path, [other])).results
    assert isinstance(result.error, Conflict)
    assert "failed" in record.entry("x").report.text


def test_verify_proves_everything(record: onrecord.Record) -> None:
    """A record that nobody touched verifies, also from its bytes."""
    record.add(DEMO)
    checked = record.verify(deep=True)
    assert checked.ok
    assert sum(checked.checked.values()) > 500


def test_rebuild_gives_the_same(record: onrecord.Record, tmp_path: Path) -> None:
    """Deriving everything again changes nothing."""
    record.add(write(tmp_path, ROWS))
    before = record.digest()
    assert record.rebuild().same
    assert record.digest() == before


def test_a_rejected_finding_stays_away(record: onrecord.Record, tmp_path: Path) -> None:
    """A rejected quotation lineage is gone from the relations, also after a rebuild, until it is accepted again."""
    record.add(write(tmp_path, ROWS))
    quote = record.relations.quotes[0]
    record.judge(quote.id, "reject", by="reader")
    record.rebuild()
    assert quote.id not in {one.id for one in record.relations.quotes}
    record.judge(quote.id, "accept", by="reader")
    assert quote.id in {one.id for one in record.relations.quotes}


def test_an_unknown_report_names_the_nearest(record: onrecord.Record, tmp_path: Path) -> None:
    """Asking for a report that is not there names those that are nearly called so."""
    record.add(write(tmp_path, ROWS[:1]))
    with pytest.raises(NotFound, match="cpa-talks"):
        record.entry("cpa-talk-s")


def test_a_report_in_another_language_is_kept_and_says_so(record: onrecord.Record, tmp_path: Path) -> None:
    """A French report is on record and searchable, with a note that nothing was read in it."""
    path = tmp_path / "fr.txt"
    path.write_text(
        "Le gouvernement véranien a annoncé lundi que les pourparlers de paix reprendraient la semaine prochaine.\n"
        "La ministre des Affaires étrangères a déclaré que son pays était prêt à négocier.\n",
        encoding="utf-8",
    )
    record.add(path)
    (entry,) = record.entries
    assert entry.report.language == "fr"
    assert not entry.reading.attributions
    assert any("not read" in note for note in entry.reading.notes)
    assert "pourparlers" in str(record.search("pourparlers"))


def test_a_malformed_address_says_nothing(record: onrecord.Record, tmp_path: Path) -> None:
    """A report whose address cannot be taken apart is on record without it, and all that is shown and proved works."""
    text = "The ministry of transport of Verania closed the bridge over the Ossel on Monday for repairs."
    path = write(tmp_path, [json.dumps({"text": text, "url": "http://[::1/x"}), *ROWS[:2]])
    assert [one.status for one in record.add(path).results] == ["added"] * 3
    assert None in {entry.report.url for entry in record.entries}
    assert "bridge over the Ossel" in "".join(record.export("html"))
    assert str(record.brief())
    assert str(record.stories())
    assert record.verify(deep=True).ok
