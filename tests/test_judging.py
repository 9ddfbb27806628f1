"""Judgements of a record: what each does to what is shown, and that nothing of it is lost or applied by guess."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import JudgementError, NotFound
from onrecord.model.reading import Attribution, Entry
from onrecord.model.relations import Identity, Relations
from onrecord.record import Record
from onrecord.views import dues, happenings, standings
from onrecord.views.index import Index

pytestmark = pytest.mark.model

DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"


@pytest.fixture(scope="module")
def read() -> Iterator[Record]:
    """A record with the reports of the demo, for taking their readings from."""
    with onrecord.open() as record:
        record.add(DEMO)
        yield record


@pytest.fixture
def record(read: Record) -> Iterator[Record]:
    """A record with all of these reports and no judgement."""
    with onrecord.open() as record:
        put(record, read, read._store.report_ids())
        yield record


def put(record: Record, read: Record, ids: Any) -> None:
    """Put reports that were read already into a record."""
    for name in ids:
        record._store.add(read._store.document(name), read._store.entry(name))


def shown(record: Record) -> tuple[tuple[Entry, ...], Relations]:
    """All that a record shows."""
    return record.entries, record.relations


def index(record: Record) -> Index:
    """What the screens look at."""
    return Index(record.entries, record.relations)


def person(record: Record, name: str) -> Identity:
    """The person of this name."""
    return next(one for one in record.relations.identities if one.name == name)


def statement(record: Record, report: str = "cpa-talks") -> tuple[str, Attribution]:
    """The first statement of a report that has a named speaker, with its target."""
    one = next(one for one in record.entry(report).reading.attributions if one.actor)
    return f"{report}/{one.id}", one


# -- what each does ---------------------------------------------------------------------------------------------


def test_a_finding_is_edited_in_kind_and_words(record: Record) -> None:
    """A finding gets the kind that a person gives it, or their words, and says who edited it; its id stays."""
    finding = record.relations.findings[0]
    record.judge(finding.id, "edit", by="Ana", value="precision")
    assert record.relations.findings[0].kind == "precision"
    record.judge(finding.id, "edit", by="Ana", value="how many fell")
    (edited,) = [one for one in record.relations.findings if one.id == finding.id]
    assert (edited.about, edited.kind) == ("how many fell", finding.kind)
    assert "edited by Ana" in edited.why
    assert [one.state for one in record.decisions] == ["replaced", "standing"]


def test_what_is_accepted_says_by_whom(record: Record) -> None:
    """Whatever is accepted stays as it is, and its line says who accepted it."""
    before = shown(record)
    relations, told = record.relations, statement(record)[0]
    position, happened, due = standings.positions(index(record))[0], *_ledger(record)
    targets = [relations.findings[0].id, relations.quotes[0].id, relations.stories[0].id, relations.origins[0].id]
    for target in (*targets, told, position, happened, due):
        record.judge(target, "accept", by="Ana")
    assert shown(record) == before
    screens = (record.checks, record.stories, record.lineage, record.quotes, record.timeline, record.deadlines)
    for page in (*(screen() for screen in screens), record.positions(history=True)):
        assert "accepted by Ana" in str(page), page.title
    assert {one.state for one in record.decisions} == {"standing"}
    assert record.decided()[told].by == "Ana"


def _ledger(record: Record) -> tuple[Any, Any]:
    found = index(record)
    return happenings.found(found)[0], dues.found(found)[0]


def test_what_the_ledger_has_is_hidden_by_a_reject(record: Record) -> None:
    """A rejected position, happening or due item is in no screen, by its id or as the value itself."""
    position, (happened, due) = standings.positions(index(record))[0], _ledger(record)
    record.judge(position.id, "reject", by="Ana")
    record.judge(happened, "reject", by="Ana")
    record.judge(due.id, "reject", by="Ana")
    assert position.id not in {one.id for one in standings.positions(index(record))}
    assert (happened.id, due.id) != tuple(one.id for one in _ledger(record))
    assert happened.id not in {one.id for one in happenings.found(index(record))}
    assert due.id not in {one.id for one in dues.found(index(record))}
    assert [one.state for one in record.decisions] == ["standing"] * 3


def test_a_position_goes_under_the_issue_that_is_given(record: Record) -> None:
    """An edited position is on its new issue in the board; of two issues put together one is left."""
    one = standings.positions(index(record))[0]
    record.judge(one.id, "edit", by="Ana", value="sanctions")
    (moved,) = [two for two in standings.positions(index(record)) if two.issue == "sanctions"]
    assert moved.citations == one.citations
    assert "territory" in {two.issue for two in standings.positions(index(record))}
    record.judge("sanctions", "merge", by="Ana", value="territory")
    assert "territory" not in {two.issue for two in standings.positions(index(record))}
    record.judge("sanctions", "reject", by="Ana")
    assert "sanctions" not in {two.issue for two in standings.positions(index(record))}


def test_a_statement_gets_another_speaker(record: Record) -> None:
    """A statement is given to a person on record, or to one whom no report names; quotations are compared by that."""
    target, one = statement(record)
    record.judge(target, "edit", by="Ana", value="Ilona Marsh")
    assert statement(record)[1].actor == "person:ilona-marsh"
    assert person(record, "Ilona Marsh").members[0].report == "cpa-talks"
    other = person(record, "Tomas Reyl")
    record.judge(target, "edit", by="Ana", value=other.id)
    said = record.entry("cpa-talks").reading.attribution(one.id)
    assert said is not None
    home = {(two.report, two.actor): who.id for who in record.relations.identities for two in who.members}
    assert home["cpa-talks", str(said.actor)] == other.id
    assert "Ilona Marsh" not in {who.name for who in record.relations.identities}


def test_a_position_follows_its_speaker(record: Record) -> None:
    """What was a party's own word is that of the speaker's who it is given to."""
    found = [(entry, n, one) for entry in record.entries for n, one in enumerate(entry.reading.positions)]
    own = [(entry, n, one) for entry, n, one in found if one.speaker and one.told_by == one.party]
    entry, n, position = next(
        (entry, n, one)
        for entry, n, one in own
        if any((told.id, told.actor) == (one.attribution, one.speaker) for told in entry.reading.attributions)
    )
    record.judge(f"{entry.id}/{position.attribution}", "edit", by="Ana", value="Ilona Marsh")
    edited = record.entry(entry.id).reading.positions[n]
    assert edited.span == position.span
    assert (edited.speaker, edited.party) == ("person:ilona-marsh", "person:ilona-marsh")


def test_stories_are_merged_named_and_split(record: Record) -> None:
    """Two stories become one under the title and id of the target, without the report that is split off."""
    one, other = record.relations.stories[:2]
    record.judge(one.id, "merge", by="Ana", value=other.id)
    record.judge(one.id, "edit", by="Ana", value="The talks")
    merged = next(story for story in record.relations.stories if story.id == one.id)
    assert set(merged.reports) == {*one.reports, *other.reports}
    assert merged.title == "The talks"
    assert "by Ana" in merged.why
    record.judge(one.id, "split", by="Ana", value=[one.reports[0]])
    alone = next(story for story in record.relations.stories if one.reports[0] in story.reports)
    assert alone.reports == (one.reports[0],)
    assert {report for story in record.relations.stories for report in story.reports} == set(record.relations.reports)


def test_origins_that_are_taken_apart_count_as_several(record: Record) -> None:
    """A rejected origin is one for each of its reports, and what is corroborated counts them; two can be made one."""
    before = record.relations
    one = max(before.origins, key=lambda origin: len(origin.reports))
    record.judge(one.id, "reject", by="Ana")
    after = record.relations
    assert len(after.origins) == len(before.origins) + len(one.reports) - 1
    assert max(claim.origins for claim in after.corroborated) > max(claim.origins for claim in before.corroborated)
    a, b = after.origins[:2]
    record.judge(a.id, "merge", by="Ana", value=b.id)
    assert len(record.relations.origins) == len(after.origins) - 1


def test_who_is_who_is_merged_split_and_named(record: Record) -> None:
    """Two persons become one, with statements of both; a member that is split off stands for itself."""
    one, other = person(record, "Elena Varga"), person(record, "Tomas Reyl")
    record.judge(one.id, "merge", by="Ana", value=other.id)
    merged = person(record, "Elena Varga")
    assert set(merged.members) == {*one.members, *other.members}
    assert other.id not in {who.id for who in record.relations.identities}
    record.judge(one.id, "edit", by="Ana", value="E. Varga")
    assert "E. Varga" in str(record.quotes())
    record.judge(one.id, "split", by="Ana", value=[f"{two.report}/{two.actor}" for two in other.members])
    assert person(record, "Tomas Reyl").members == other.members
    assert person(record, "E. Varga").members == one.members


# -- that it holds ----------------------------------------------------------------------------------------------


def judge_all(record: Record) -> None:
    """Judge something of every kind, in every way that it can be."""
    relations = record.relations
    target, _ = statement(record)
    position, (happened, due) = standings.positions(index(record))[0], _ledger(record)
    one, other = relations.stories[:2]
    origin = max(relations.origins, key=lambda found: len(found.reports))
    who, whom = person(record, "Elena Varga"), person(record, "Tomas Reyl")
    made: list[tuple[Any, Any, Any]] = [
        (relations.findings[0].id, "edit", "how many fell"),
        (relations.findings[1].id, "reject", None),
        (relations.quotes[0].id, "reject", None),
        (one.id, "merge", other.id),
        (one.id, "edit", "The talks"),
        (one.id, "split", [one.reports[1]]),
        (origin.id, "split", [origin.reports[0]]),
        (who.id, "merge", whom.id),
        (who.id, "split", [who.members[0].report]),
        (who.id, "edit", "E. Varga"),
        (target, "edit", "Ilona Marsh"),
        (position, "edit", "sanctions"),
        (happened, "reject", None),
        (due, "reject", None),
        ("territory", "merge", "ceasefire"),
    ]
    for what, verdict, value in made:
        record.judge(what, verdict, by="Ana", value=value)


@pytest.fixture(scope="module")
def judged(read: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Path]]:
    """A record with all reports and judgements of every kind, and the file that has its judgements."""
    path = tmp_path_factory.mktemp("judged") / "judgements.jsonl"
    with onrecord.open() as record:
        put(record, read, read._store.report_ids())
        judge_all(record)
        path.write_text("".join(record.export_judgements()), encoding="utf-8")
        yield record, path


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_order_does_not_matter(data: st.DataObject, read: Record, judged: tuple[Record, Path]) -> None:
    """Reports in any order and portions, judgements before, between or after them, asked meanwhile: one record."""
    whole, path = judged
    order = data.draw(st.permutations(read._store.report_ids()))
    cut, when = data.draw(st.integers(0, len(order))), data.draw(st.integers(0, 2))
    with onrecord.open() as record:
        for step, portion in enumerate((order[:cut], order[cut:], [])):
            if step == when:
                record.import_judgements(path)
            put(record, read, portion)
            assert len(record.relations.reports) == len(record)
        assert shown(record) == shown(whole)
        assert record.digest() == whole.digest()
        assert [one.state for one in record.decisions] == [one.state for one in whole.decisions]


def test_a_rebuild_keeps_what_was_decided(judged: tuple[Record, Path]) -> None:
    """Reading and deriving everything again changes nothing, and the record proves whole."""
    whole, _ = judged
    before, states = shown(whole), whole.decisions
    assert whole.rebuild().same
    assert shown(whole) == before
    assert whole.decisions == states
    assert {one.state for one in states} == {"standing"}
    assert whole.verify().ok


def test_undo_gives_back_just_what_the_machine_made(record: Record) -> None:
    """With every judgement taken back, newest first, the record is what it was, and still knows them all."""
    before = shown(record)
    judge_all(record)
    assert shown(record) != before
    made = record.judgements
    for one in reversed(made):
        record.undo(one.id, by="Bo", note="a mistake")
    assert shown(record) == before
    assert record.judgements[: len(made)] == made
    assert [one.state for one in record.decisions] == ["undone"] * len(made) + ["standing"] * len(made)


def test_an_undo_can_be_taken_back(record: Record) -> None:
    """An entry that takes back can be taken back itself; the decision stands again, and cannot be undone twice."""
    quote = record.relations.quotes[0].id
    made = record.judge(quote, "reject", by="Ana")
    back = record.undo(made.id[:8], by="Ana")
    with pytest.raises(JudgementError, match="already"):
        record.undo(made.id, by="Ana")
    assert quote in {one.id for one in record.relations.quotes}
    record.judge(back.id, "undo", by="Ana")
    assert quote not in {one.id for one in record.relations.quotes}
    with pytest.raises(NotFound):
        record.undo("j-none", by="Ana")


def shifted(entry: Entry) -> Entry:
    """The report as a reader reads it that counts attributions from one further on."""
    names = {one.id: f"a{int(one.id[1:]) + 1}" for one in entry.reading.attributions}
    reading = entry.reading

    def renamed(values: Any) -> Any:
        return tuple(replace(one, attribution=names.get(one.attribution)) for one in values)

    attributions = tuple(
        replace(one, id=names[one.id], within=names.get(one.within or "")) for one in reading.attributions
    )
    parts = {name: renamed(getattr(reading, name)) for name in ("events", "positions", "deadlines", "open_points")}
    return replace(entry, reading=replace(reading, attributions=attributions, **parts))


def test_another_reading_keeps_what_was_decided(record: Record) -> None:
    """A judgement on a statement follows its words when a reader counts anew, and touches no other statement."""
    target, one = statement(record)
    record.judge(target, "reject", by="Ana")
    record._store.replace_reading(shifted(record._store.entry("cpa-talks")))
    left = record.entry("cpa-talks").reading.attributions
    assert one.content not in {two.content for two in left}
    assert len(left) == len(record._store.entry("cpa-talks").reading.attributions) - 1
    (decided,) = record.decisions
    assert (decided.state, decided.target) == ("standing", f"cpa-talks/a{int(one.id[1:]) + 1}")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda one: replace(one, actor=None), "another speaker"),
        (lambda one: replace(one, content=(one.content[0].__class__(0, 3, "SAN"),)), "no longer read so"),
    ],
)
def test_words_that_are_no_longer_read_so_are_left_alone(
    record: Record, change: Callable[[Attribution], Attribution], why: str
) -> None:
    """A judgement whose words are read otherwise by now is not applied, and says why."""
    target, one = statement(record)
    record.judge(target, "reject", by="Ana")
    entry = record._store.entry("cpa-talks")
    text = entry.report.text
    changed = change(replace(one, content=(replace(one.content[0], text=one.content[0].text),)))
    if changed.content[0].text == "SAN":
        changed = replace(changed, content=(replace(changed.content[0], text=text[:3]),))
    others = tuple(changed if two.id == one.id else two for two in entry.reading.attributions)
    record._store.replace_reading(replace(entry, reading=replace(entry.reading, attributions=others)))
    assert one.id in {two.id for two in record.entry("cpa-talks").reading.attributions}
    (decided,) = record.decisions
    assert decided.state == "not applied"
    assert why in decided.why
    assert "not applied" in str(record.judgement_list())


def test_a_finding_that_gets_a_new_value_is_shown_again(read: Record) -> None:
    """A rejected finding stays away while reports repeat it, and comes back when one brings another value."""
    with onrecord.open() as record:
        ids = [one for one in read._store.report_ids() if one != "cpa-toll"]
        put(record, read, ids)
        for one in record.relations.findings:
            record.judge(one.id, "reject", by="Ana")
        assert not record.relations.findings
        put(record, read, ["cpa-toll"])
        fresh = {side.citation.report for one in record.relations.findings for side in one.sides}
        assert not record.relations.findings or "cpa-toll" in fresh


def test_what_is_judged_of_a_finding_derives_nothing_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """To decide on findings, quotations and the ledger costs no comparison; to decide on who is who does."""
    finding, quote = record.relations.findings[0], record.relations.quotes[0]
    basis = record._store.current_basis()
    record.judge(finding.id, "reject", by="Ana")
    record.judge(quote.id, "accept", by="Ana")
    record.judge("territory", "merge", by="Ana", value="ceasefire")
    assert record._store.current_basis() == basis
    made = record.judge(statement(record)[0], "reject", by="Ana")
    assert record._store.current_basis() != basis
    record.undo(made.id, by="Ana")
    assert record._store.current_basis() == basis


def test_a_target_is_looked_up_without_reading_reports(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """To judge what has an id on record no report is read, and of a statement its own report alone."""
    relations, position = record.relations, standings.positions(index(record))[0]
    asked: list[Any] = []
    entries, entry = record._store.entries, record._store.entry
    monkeypatch.setattr(record._store, "entries", lambda ids=None: asked.append(ids) or entries(ids))
    monkeypatch.setattr(record._store, "entry", lambda id: asked.append((id,)) or entry(id))
    for target in (relations.findings[0], relations.quotes[0], relations.stories[0], relations.identities[0]):
        record.judge(target.id, "accept", by="Ana")
    assert not asked
    record.judge(statement(record)[0], "accept", by="Ana")
    assert {tuple(one) for one in asked} == {("cpa-talks",)}
    record.judge(position, "accept", by="Ana")
    assert {report for one in asked for report in one} == {"cpa-talks", *position.reports}


# -- handing on -------------------------------------------------------------------------------------------------


def test_judgements_wait_for_their_reports(read: Record, judged: tuple[Record, Path]) -> None:
    """Imported without the reports they are kept and not applied; the same again changes nothing."""
    whole, path = judged
    with onrecord.open() as record:
        assert len(record.import_judgements(path).added) == len(whole.judgements)
        assert record.import_judgements(path).known == len(whole.judgements)
        assert record.judgements == whole.judgements
        waiting = [one for one in record.decisions if one.judgement.kind != "issue"]
        assert {one.state for one in waiting} == {"not applied"}
        assert all("on record" in one.why for one in waiting)
        assert "".join(record.export_judgements()) == path.read_text(encoding="utf-8")


BAD_LINES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "is no JSON": lambda shape: "{",
    "is no judgement": lambda shape: [],
    "'by'": lambda shape: shape | {"by": ""},
    "no time": lambda shape: shape | {"at": "yesterday"},
    "other words": lambda shape: shape | {"note": "another"},
    "'sides'": lambda shape: {**shape, "anchor": shape["anchor"] | {"sides": [[1]]}},
    "means nothing": lambda shape: shape | {"verdict": "merge"},
    "needs a value": lambda shape: shape | {"value": ""},
    "half a character": lambda shape: {name: one for name, one in shape.items() if name != "id"} | {"by": "Be\ud800n"},
    "NUL": lambda shape: {name: one for name, one in shape.items() if name != "id"} | {"by": "Be\x00n"},
    "usable 'anchor'": lambda shape: {**shape, "anchor": shape["anchor"] | {"x": json.loads("[" * 30 + "]" * 30)}},
}


@pytest.mark.parametrize("why", BAD_LINES)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    record: Record, judged: tuple[Record, Path], tmp_path: Path, why: str
) -> None:
    """A line that is no judgement, or not as it was exported, is an error with its place; the others are taken."""
    good = judged[1].read_text(encoding="utf-8").splitlines()[:3]
    bad = BAD_LINES[why](json.loads(good[0]))
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join([good[1], bad if isinstance(bad, str) else json.dumps(bad), "", good[2]]))
    found = record.import_judgements(path)
    assert len(found.added) == 2
    (error,) = found.errors
    assert error.where == f"{path}:2"
    assert why in str(error)


# -- what means nothing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "value", "why"),
    [
        ("edit", None, "needs a value"),
        ("merge", "person:elena-varga", "cannot be merged"),
        ("merge", "s-nothing", "no story"),
        ("merge", "itself", "itself"),
        ("split", ["cpa-exchange"], "no part of it"),
        ("split", "all", "all of it"),
        ("accept", "a word", "takes no value"),
        ("praise", None, "means nothing"),
    ],
)
def test_nonsense_is_refused(record: Record, verdict: Any, value: Any, why: str) -> None:
    """A verdict that means nothing on a story is refused with what to do, and nothing is kept."""
    story = record.relations.stories[0]
    given = {"itself": story.id, "all": list(story.reports)}.get(value, value) if isinstance(value, str) else value
    with pytest.raises((JudgementError, NotFound), match=why):
        record.judge(story.id, verdict, by="Ana", value=given)
    with pytest.raises(JudgementError, match="nobody"):
        record.judge(story.id, "accept", by=" ")
    with pytest.raises(JudgementError, match="half a character"):
        record.judge(story.id, "accept", by="Be\udcffn")
    assert not record.judgements


def test_what_is_not_there_cannot_be_judged(record: Record) -> None:
    """An id of nothing on record is an error that names near ones, whatever kind it is of."""
    for target in ("f-0", "q-0", "s-0", "o-0", "p-0", "h-0", "due-0", "person:nobody", "cpa-talks/a99", "nothing"):
        with pytest.raises(NotFound):
            record.judge(target, "accept", by="Ana")
    with pytest.raises(JudgementError, match="no issue"):
        record.judge(standings.positions(index(record))[0], "edit", by="Ana", value="nothing")
    alone = next(one for one in record.relations.stories if len(one.reports) == 1)
    with pytest.raises(JudgementError, match="taken apart"):
        record.judge(alone.id, "reject", by="Ana")
