"""A power cut leaves a record whole: what was not synced may be anything."""

from __future__ import annotations

import random
from pathlib import Path

from onrecord.errors import OnrecordError
from reliability import reports, tails


def test_a_rollback_journal_may_end_in_anything(tmp_path: Path) -> None:
    """Whatever lies behind the synced part of the journal, the record has exactly the reports acknowledged."""
    tally = tails.rollback(tmp_path, 15)
    assert (tally.killed, tally.wrong) == (15, [])
    assert tally.notes, "no page of a record was overwritten"


def test_a_log_may_end_in_anything(tmp_path: Path) -> None:
    """Wherever the write-ahead log is hurt, the record has the first reports and no half one."""
    tally = tails.log(tmp_path, 15)
    assert (tally.killed, tally.wrong) == (15, [])
    assert 0 < len(tally.notes) < 15


def test_hurting_what_was_synced_is_seen(tmp_path: Path) -> None:
    """Where the synced part of the journal is gone as well, which no power cut does, the loss is noticed."""
    made = reports.entries(12, padding=3000)
    moments = [one for one in tails.moments(tmp_path / "made.onrecord", made, 3) if tails.synced(one.beside)[1]]
    seen = 0
    for number, moment in enumerate(random.Random(1).sample(moments, 4)):
        path = tmp_path / f"{number}.onrecord"
        path.write_bytes(moment.record)
        try:
            seen += bool(list(tails.not_the_first(path, [entry for _, entry in made], moment.acknowledged)))
        except OnrecordError:
            seen += 1
    assert seen == 4
