"""The screens of dossiers: which there are, what is in one, and what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from shlex import quote

from onrecord.model.dossier import Alert, Query, Rule, Watched
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Scalar, Section, line
from onrecord.views.words import count, days, flat, listed, moment

#: The heading of each rule's alerts, in the order in which they are shown.
RULES: Mapping[Rule, str] = {
    "contradiction": "New contradictions",
    "position": "Changed positions, and moves of another kind",
    "deadline": "Deadlines, promises and meetings",
    "origin": "New independent origins",
    "revision": "Reports that their outlets changed",
}

#: Citations that a person is shown first of one side of an alert.
_CITED = 4


def in_words(query: Query) -> str:
    """The query as a person reads it.

    >>> in_words(Query("Kell dam", ("Verania",), (), "2025-03-01")), in_words(Query())
    ('words: Kell dam; naming Verania; published from 2025-03-01', 'every report on record')
    """
    said = [f"words: {flat(query.words)}"] if query.words else []
    said += [f"naming {listed(query.parties)}"] if query.parties else []
    said += [f"by {' or '.join(query.outlets)}"] if query.outlets else []
    said += [f"published {days(query.first, query.last)}"] if query.first or query.last else []
    return "; ".join(said) or "every report on record"


def matched_words(matched: int, of: int) -> str:
    """How many reports of the record match.

    >>> matched_words(8, 14), matched_words(1, 1)
    ('8 of 14 reports match', '1 of 1 report matches')
    """
    return f"{matched} of {count(of, 'report')} {'matches' if matched == 1 else 'match'}"


def listing(found: Sequence[Watched], of: int) -> Page:
    """All dossiers with their queries and the reports that match now.

    Args:
        found: the dossiers.
        of: how many reports are on record.
    """
    lines = tuple(_what(one, of) for one in found)
    empty = "There is no dossier. Keep one: onrecord dossier add NAME WORDS…"
    return Page("Dossiers", (), (Section("By name", lines, empty=empty),), columns=columns.DOSSIERS)


def _facts(one: Watched) -> dict[str, Scalar]:
    query = one.dossier.query
    return {
        "dossier": one.dossier.name,
        "query_words": query.words or None,
        "parties": "; ".join(query.parties) or None,
        "outlets": "; ".join(query.outlets) or None,
        "from": query.first,
        "to": query.last,
        "made": one.dossier.made,
        "reports": len(one.reports),
    }


def shown_as(brief: Page, one: Watched, of: int) -> Page:
    """The brief of a dossier: what the brief of its reports has, under its name and query.

    What a screen folds away is shown by asking for the dossier again, not for a screen of the whole record.

    Args:
        brief: the brief of the reports that match.
        one: the dossier.
        of: how many reports are on record.
    """
    name = one.dossier.name
    intro = (_what(one, of, name=False),)
    if not one.reports:
        return Page(f"Dossier: {name}", intro, (Section("Reports", empty="No report on record matches yet."),))
    more = f"onrecord dossier show {quote(name)} --all"
    sections = tuple(replace(section, more=more if section.more else "") for section in brief.sections)
    return replace(brief, title=f"Dossier: {name}", intro=(*intro, *brief.intro), sections=sections)


def _what(one: Watched, of: int, *, name: bool = True) -> Line:
    """A dossier in one line: its query, how many reports match, from how many origins."""
    matched = matched_words(len(one.reports), of) if of else "no report is on record yet"
    behind = f", from {count(one.origins, 'independent origin')}" if one.origins else ""
    head: tuple[str | Run, ...] = (Run(one.dossier.name, "strong"), " — ") if name else ()
    return line(
        *head,
        f"{in_words(one.dossier.query)} — {matched}{behind}. Watched since {moment(one.dossier.made)}.",
        facts=_facts(one),
        children=[line(note) for note in one.notes],
    )


def added(one: Watched, of: int, *, again: bool = False) -> Page:
    """A dossier that was just made: what matches, and what is known already.

    Args:
        one: the dossier; its alerts are what will not be told as news.
        of: how many reports are on record.
        again: it was there already.
    """
    known = told_words(one.alerts)
    begins = f"Known already, so no news: {known}." if known else "Whatever the rules find from now on is news."
    more = (" All of it: ", Run(f"onrecord dossier alerts {quote(one.dossier.name)}")) if known else ()
    lines = () if again else (line(begins, *more),)
    title = f"Dossier {'unchanged' if again else 'made'}: {one.dossier.name}"
    return Page(title, (_what(one, of, name=False),), (Section("Watch", lines, empty="As before."),))


# -- what is new ------------------------------------------------------------------------------------------------


def news(index: Index, found: Sequence[Watched], *, of: int) -> Page:
    """What is new in dossiers, by rule.

    Args:
        index: all reports on record, so that labels are those of the brief of the record.
        found: the dossiers with the alerts to tell.
        of: how many reports are on record.
    """
    one = found[0].dossier.name if len(found) == 1 else ""
    sections = [
        Section(
            title if one else f"{watched.dossier.name}: {title}",
            tuple(alert_line(alert) for alert in watched.alerts if alert.rule == rule),
        )
        for watched in found
        for rule, title in RULES.items()
        if any(alert.rule == rule for alert in watched.alerts)
    ]
    intro = [_what(watched, of) for watched in found]
    title = f"Watch: {one}" if one else f"Watch: {count(len(found), 'dossier')}"
    if not found:
        intro = [line("There is no dossier. Keep one: ", Run("onrecord dossier add NAME WORDS…"))]
    page = Page(title, tuple(intro), tuple(sections) or (Section("New", empty="Nothing is new."),))
    return index.cited(page, columns.WATCH)


def every(index: Index, watched: Watched, *, of: int) -> Page:
    """All that was noticed in a dossier, the latest first, and what was known when it was made.

    Args:
        index: all reports on record.
        watched: the dossier with all its alerts.
        of: how many reports are on record.
    """
    new = [alert for alert in watched.alerts if not alert.start]
    start = [alert for alert in watched.alerts if alert.start]
    sections = (
        Section(
            "Noticed since it was made, latest first",
            tuple(alert_line(one, when=True) for one in reversed(new)),
            empty="Nothing yet.",
        ),
        Section(
            "Known when it was made",
            tuple(alert_line(one, known=True) for one in start),
            empty="Nothing of what the rules look for.",
        ),
    )
    intro = (_what(watched, of, name=False),)
    return index.cited(Page(f"Alerts: {watched.dossier.name}", intro, sections), columns.WATCH)


def alert_line(one: Alert, *, when: bool = False, known: bool = False) -> Line:
    """An alert with what it rests on under it.

    Args:
        one: the alert.
        when: whether the line says when it was noticed.
        known: it is no news, and the line does not say that it is.
    """
    title = one.title.replace("New independent origin", "Independent origin") if known else one.title
    return line(
        Run(f"{moment(one.noticed)}: ", "quiet") if when else "",
        Run(flat(title), "strong"),
        Run(f" ({one.id})", "quiet"),
        why=one.why,
        children=[line(part.words, cite=part.citations, cited=_CITED) for part in one.evidence],
        facts={
            "dossier": one.dossier,
            "rule": one.rule,
            "alert": one.id,
            "title": flat(one.title),
            "noticed": one.noticed,
            "known_before": one.start,
        },
    )


def told_words(alerts: Sequence[Alert]) -> str:
    """How many alerts there are by each rule, as words: ``1 contradiction and 2 origins``.

    >>> told_words([])
    ''
    """
    rules = [one.rule for one in alerts]
    return listed(count(rules.count(rule), *_NOUNS[rule]) for rule in RULES if rule in rules)


_NOUNS: Mapping[Rule, tuple[str, str]] = {
    "contradiction": ("contradiction", "contradictions"),
    "position": ("change of position", "changes of position"),
    "deadline": ("turn of what is due", "turns of what is due"),
    "origin": ("independent origin", "independent origins"),
    "revision": ("changed report", "changed reports"),
}
