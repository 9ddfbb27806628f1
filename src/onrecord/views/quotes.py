"""The screen of who said what."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Identity, QuoteLineage, Relations
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.utterances import Utterance, by_speaker, utterances
from onrecord.views.who import Asked, asked, asking, described, nearest, written
from onrecord.views.wordings import changed_quotes, quote_line
from onrecord.views.words import count, quoted, same


def page(entries: Sequence[Entry], relations: Relations, speaker: str | None = None) -> Page:
    """All that is attributed to anyone, by speaker; each utterance once with every report that has it.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        speaker: only what this speaker said: a name in any usual spelling or script, a surname alone, an acronym, an
            identity's id; or words of the report for a speaker who has no name. A surname of several persons shows
            nobody's words, and says whom it may mean.
    """
    index = Index(entries, relations, ids=True)
    every = utterances(index)
    heard = frozenset(saying.key for one in every for saying in one.sayings)
    whom = asked(speaker, relations.identities, heard) if speaker else Asked()
    if whom.may_be and speaker:
        return index.cited(_which(speaker, whom.may_be, every))
    wanted = frozenset(one.id for one in whom.found)
    found = [one for one in every if speaker is None or _is(one, wanted, speaker)]
    changed = [
        group for group in changed_quotes(index) if speaker is None or any(_has(one, wanted, speaker) for one in group)
    ]
    title = _title(speaker, whom)
    whose = f" by {title}" if speaker else ""
    counted = line(f"{count(len(found), 'utterance')}{whose} in {count(len(index.entries), 'report')}.")
    return index.cited(
        Page(
            f"Who said what{': ' + title if speaker else ''}",
            (
                counted,
                *(_who(one) for one in whom.found if one.kind == "person"),
                *(_left_out(one) for one in whom.open if one.id in heard),
            ),
            (
                Section(
                    "Statements by speaker",
                    by_speaker(index, found, why=speaker is not None),
                    empty=_nobody(
                        speaker, title if whom.found else "", nearest(speaker or "", relations.identities, heard)
                    ),
                ),
                Section(
                    "Quotations whose words differ",
                    tuple(quote_line(index, *group) for group in changed),
                    empty="No quotation was found that two reports give in different words.",
                ),
            ),
        ),
        columns.QUOTES,
    )


def _is(one: Utterance, wanted: frozenset[str], speaker: str) -> bool:
    if wanted:
        return any(saying.key in wanted for saying in one.sayings)
    return any(same(speaker) in same(saying.speaker) for saying in one.sayings)


def _has(one: QuoteLineage, wanted: frozenset[str], speaker: str) -> bool:
    return one.actor in wanted if wanted else same(speaker) in same(one.speaker or "")


def _title(speaker: str | None, whom: Asked) -> str:
    return whom.found[0].name if len(whom.found) == 1 else speaker or ""


def _who(one: Identity) -> Line:
    """Who a speaker is, how reports write the name, and what put the names together."""
    forms = written(one)
    return line(
        Run(described(one), "strong"),
        f", also written {forms}" if forms else "",
        f" — in {count(len({member.report for member in one.members}), 'report')}.",
        why=one.why,
        facts={"identity": one.id},
    )


def _left_out(one: Identity) -> Line:
    return line(
        f"Not shown: what {quoted(one.name)} said where it is not settled who is meant: "
        f"'onrecord quotes --speaker {one.id}'.",
        why=one.why,
    )


def _which(speaker: str, may_be: Sequence[Identity], every: Sequence[Utterance]) -> Page:
    """The page for a name of several: whom it may mean, and what to type for each."""
    lines = [_choice(one, may_be, [u for u in every if _is(u, frozenset((one.id,)), "")]) for one in may_be]
    intro = line(f"{quoted(speaker)} may mean {len(may_be)} on record, so nobody's statements are shown.")
    return Page(f"Who said what: {speaker}", (intro,), (Section("Who may be meant", tuple(lines)),))


def _choice(one: Identity, among: Sequence[Identity], said: Sequence[Utterance]) -> Line:
    return line(
        Run(described(one), "strong"),
        f" — {count(len(said), 'statement')}: 'onrecord quotes --speaker {asking(one, among)}'",
        why=one.why,
        facts={"identity": one.id, "speaker": one.name, "statements": len(said)},
    )


def _nobody(speaker: str | None, known: str, near: str) -> str:
    if not speaker:
        return "No statement that is attributed to anyone was found."
    if known:
        return f"No statement by {known} is on record; 'onrecord quotes' lists all speakers."
    hint = f"; the nearest names are {near}" if near else ""
    return f"No statement by a speaker named {speaker!r} is on record{hint}; 'onrecord quotes' lists all speakers."
