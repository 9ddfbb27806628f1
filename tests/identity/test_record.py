"""Identities on record: asked for, proved, rebuilt, exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

pytestmark = pytest.mark.model

TEXTS = {
    "ledger": "Ferry talks open in Brell\n\n"
    "BRELL - The ferry will run before the harvest, Veranian Prime Minister Taras Velensky said on Friday.\n\n"
    "“We will not sell the bridge,” Velensky told reporters in Brell.\n",
    "harbour": "Bridge not for sale\n\n"
    "Veranian Prime Minister Taras Velenskyy said on Friday that the bridge in Brell was not for sale.\n\n"
    "“We will not sell the bridge,” Velenskyy told reporters at the ferry talks.\n",
    "wire": "Ferry talks in Brell\n\n"
    "Prime Minister Velenskiy told reporters in Brell that ferry talks on the bridge would go on.\n",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[onrecord.Record]:
    """A record of three reports that write one name in three ways."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in TEXTS.items():
        (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8")
    with onrecord.open() as made:
        made.add(folder)
        yield made


@pytest.mark.parametrize("name", ["Velensky", "Taras Velenskiy", "Тарас Веленський", "Веленский"])
def test_any_spelling_gives_what_all_reports_have(record: onrecord.Record, name: str) -> None:
    """A speaker asked for in any spelling is shown with the words that every report gives, under one name."""
    page = record.quotes(name)
    (speaker,) = page.sections[0].lines
    cited = {citation.report for child in speaker.children for citation in child.citations}
    assert len(cited) == len(TEXTS)
    assert speaker.text.startswith("Taras Velensk")


def test_identities_are_kept_and_proved(record: onrecord.Record) -> None:
    """Identities survive a rebuild, and the record verifies."""
    before = record.relations.identities
    assert record.verify().ok
    assert record.rebuild().same
    assert record.relations.identities == before
    assert any(len(one.members) == len(TEXTS) and one.kind == "person" for one in before)


def test_identities_are_exported(record: onrecord.Record) -> None:
    """The export says which actors of which reports are one person, with the spellings and why."""
    shape = json.loads("".join(record.export("json")))
    one = next(one for one in shape["relations"]["identities"] if one["name"].startswith("Taras Velensk"))
    actors = {(entry["report"]["id"], actor["id"]) for entry in shape["readings"] for actor in entry["actors"]}
    assert {(member["report"], member["actor"]) for member in one["members"]} <= actors
    assert {spelling["text"] for spelling in one["spellings"]} >= {"Velensky", "Velenskyy", "Velenskiy"}
    assert one["why"]
