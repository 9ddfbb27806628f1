"""The Python interface as a user would type-check it; this file is only usage and is never run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import onrecord
from onrecord.feeds import FeedAdded
from onrecord.model.dossier import Alert, Watched
from onrecord.model.judgement import Decided, Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Given
from onrecord.model.revision import Chain
from onrecord.polling import FeedPolled
from onrecord.record_dossiers import Watch
from onrecord.results import AddSummary, Checked, Comparison, ImportedJudgements, Rebuilt


def a_user_keeps_a_record(folder: Path) -> str:
    with onrecord.open("talks.onrecord") as record:
        summary: AddSummary = record.add(folder, "more.jsonl", given=Given(outlet="The Meridian"))
        added: int = summary.count("added")
        entries: tuple[Entry, ...] = record.entries
        relations: Relations = record.relations
        checked: Checked = record.verify(deep=True)
        rebuilt: Rebuilt = record.rebuild()
        print(added, len(entries), len(relations.findings), checked.ok, rebuilt.same)
        return str(record.brief())


def a_user_decides(path: Path) -> list[str]:
    with onrecord.open("talks.onrecord") as record:
        made: Judgement = record.judge("s-1", "merge", by="Ana", value="s-2", note="one matter")
        record.judge("s-1", "split", by="Ana", value=["r1", "r2"])
        record.undo(made.id, by="Bo")
        taken: ImportedJudgements = record.import_judgements(path)
        found: tuple[Decided, ...] = record.decisions
        latest: Mapping[str, Judgement] = record.decided()
        print(len(taken.added), taken.known, [str(error) for error in taken.errors], latest, record.judgement_list())
        path.write_text("".join(record.export_judgements()))
        return [f"{one.judgement.id} {one.state} {one.why}" for one in found]


def a_user_watches_a_case() -> list[str]:
    with onrecord.open("talks.onrecord") as record:
        made: Watched = record.add_dossier("dam", "Kell dam", parties=["Kastovia"], first="2025-03-01")
        watch: Watch = record.watch("dam", receiver="desk")
        alerts: tuple[Alert, ...] = watch.alerts
        record.told(watch, alerts[:1])
        print(made.reports, record.dossier("dam", as_of="2025-03-12"), record.alerts("dam"), record.dossier_list())
        return [one.name for one in record.dossiers]


def a_user_keeps_up_with_feeds() -> list[str]:
    with onrecord.open("talks.onrecord") as record:
        record.add("https://example.org/talks")
        added: tuple[FeedAdded, ...] = record.feeds.add("https://example.org/feed", outlet="The Meridian")
        polled: tuple[FeedPolled, ...] = record.feeds.poll(recheck=timedelta(days=2))
        chains: tuple[Chain, ...] = record.revisions
        earlier: tuple[Entry, ...] = record.earlier
        print(len(added), [one.status for one in polled], [entry.id for entry in earlier])
        return [chain.current.report for chain in chains]


def a_user_compares_two_files() -> list[str]:
    comparison: Comparison = onrecord.compare("a.txt", Path("b.txt"))
    return [finding.why for finding in comparison.relations.findings]


def a_user_reads_one() -> None:
    for result in onrecord.read("a.txt", given=Given(published="2026-02-07")):
        if result.entry is not None:
            print(result.entry.report.title, [one.content[0].text for one in result.entry.reading.attributions])
