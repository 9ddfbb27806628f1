"""The screen of who said what."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views.differences import changed_quotes, quote_line
from onrecord.views.index import Index
from onrecord.views.page import Page, Section, line
from onrecord.views.utterances import Utterance, by_speaker, utterances
from onrecord.views.words import count, same


def page(entries: Sequence[Entry], relations: Relations, speaker: str | None = None) -> Page:
    """All that is attributed to anyone, by speaker; each utterance once with every report that has it.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        speaker: only speakers whose name holds these words, whatever their case.
    """
    index = Index(entries, relations, ids=True)
    found = [one for one in utterances(index) if speaker is None or _is(one, speaker)]
    changed = [one for one in changed_quotes(index) if speaker is None or same(speaker) in same(one.speaker or "")]
    whose = f" by {speaker}" if speaker else ""
    return index.cited(
        Page(
            f"Who said what{': ' + speaker if speaker else ''}",
            (line(f"{count(len(found), 'utterance')}{whose} in {count(len(index.entries), 'report')}."),),
            (
                Section("Statements by speaker", by_speaker(index, found), empty=_nobody(speaker)),
                Section(
                    "Quotations whose words differ",
                    tuple(quote_line(index, one) for one in changed),
                    empty="No quotation was found that two reports give in different words.",
                ),
            ),
        )
    )


def _is(one: Utterance, speaker: str) -> bool:
    wanted = same(speaker)
    return any(wanted in same(saying.speaker) for saying in one.sayings)


def _nobody(speaker: str | None) -> str:
    if speaker:
        return f"No statement by a speaker named {speaker!r} is on record; 'onrecord quotes' lists all speakers."
    return "No statement that is attributed to anyone was found."
