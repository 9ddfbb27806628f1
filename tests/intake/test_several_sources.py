"""Facts that are given for several sources at once."""

from __future__ import annotations

import json
from pathlib import Path

from onrecord.model.report import Document, Given
from onrecord.pipeline import every_document


def outlets(sources: list[Path], outlet: str) -> list[str | None]:
    """The outlets of the reports of these sources when one is given."""
    found = every_document(sources, Given(outlet=outlet))
    return [one.given.outlet for one in found if isinstance(one, Document)]


def test_one_name_does_not_rename_the_others(tmp_path: Path) -> None:
    """With several sources a given outlet is only of those that name none; a single source takes it as it is."""
    named, plain = tmp_path / "a.json", tmp_path / "b.txt"
    named.write_text(json.dumps({"text": "The talks in Sorn were put off.", "outlet": "Orm Mail"}))
    plain.write_text("The talks in Brell were put off.")
    assert outlets([named, plain], "CPA") == ["Orm Mail", "CPA"]
    assert outlets([named], "CPA") == ["CPA"]
    assert outlets([tmp_path], "CPA") == ["Orm Mail", "CPA"]


def test_the_lines_of_a_jsonl_keep_their_names(tmp_path: Path) -> None:
    """What is given for a JSONL fills only the lines that do not say it."""
    lines = tmp_path / "c.jsonl"
    rows = [{"text": "Talks in Sorn.", "outlet": "Orm Mail"}, {"text": "Talks in Brell."}]
    lines.write_text("\n".join(map(json.dumps, rows)))
    assert outlets([lines], "CPA") == ["Orm Mail", "CPA"]
