"""Screens of stories: each story, its reports day by day and why each is in it, and its reports by origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.model.relations import Derivation, Origin, Story
from onrecord.screens.made import Made, Screen
from onrecord.views import stories
from onrecord.views.index import Index
from onrecord.views.lineage import plain_why, relation_words
from onrecord.views.page import Line, Run, Scalar, line
from onrecord.views.words import count, flat, moment

#: What parts the words that something goes by from its id in the key that it is looked up under.
APART = " · "

_STORIES = ("item", "story", "title", "reports", "origins", "from", "to", "text", "why")
_DAYS = ("item", "story", "story_title", "day", "id", "title", "agency", "text", "why")
_ORIGINS = ("item", "story", "story_title", "origin", "id", "title", "agency", "relation", "of", "text", "why")


def named(words: str, id: str) -> tuple[str, str]:
    """The key under which something is looked up by its words.

    >>> named("Talks open", "s-1")
    ('named', 'Talks open · s-1')
    """
    return "named", f"{flat(words)}{APART}{id}"


def stories_screen(index: Index) -> Screen:
    """The stories, the one that was reported on last first; their reports are screens of their own."""
    page = stories.page(index.entries, index.relations)

    def made() -> Iterator[Made]:
        for story in stories.ranked(index):
            shown = stories.story_line(index, story)
            cited = index.headline(story.reports[0])
            alone = line(*shown.runs[:2], cite=cited, why=shown.why, facts=_facts(index, story))
            outlets = {index.entry(report).report.outlet for report in story.reports}
            keys = {("report", report) for report in story.reports} | {("outlet", one) for one in outlets if one}
            keys |= {("story", story.id), named(story.title, story.id)}
            yield Made(alone, keys=frozenset(keys), data={"story": story.id})

    return Screen("stories", page.title, made(), page.intro, (("", page.sections[0].empty),), _STORIES)


def _facts(index: Index, story: Story) -> dict[str, Scalar]:
    days = sorted(day for report in story.reports if (day := index.entry(report).report.day))
    return {
        "story": story.id,
        "title": flat(story.title),
        "reports": len(story.reports),
        "origins": len({index.origin_name(one) for one in index.origins(story.reports)}) or None,
        "from": days[0] if days else None,
        "to": days[-1] if days else None,
    }


def days_screen(index: Index) -> Screen:
    """The reports of each story day by day, and why each is in it."""

    def made() -> Iterator[Made]:
        for story in stories.ranked(index):
            for day in stories.by_day(index, story):
                for one in day.children:
                    on = index.entry(str(one.facts["id"])).report.day
                    yield Made(one, heading=day, above={"day": on}, keys=_of(story, str(one.facts["id"])))

    empty = "No report is on record."
    return Screen("days", "Stories day by day", made(), (), (("", empty),), _DAYS, ("day",))


def _of(story: Story, report: str) -> frozenset[tuple[str, str]]:
    return frozenset({("story", story.id), ("report", report)})


def origins_screen(index: Index) -> Screen:
    """The reports of each story by the origin that they go back to, copies under what they copy."""
    later = _later(index)

    def made() -> Iterator[Made]:
        for story in stories.ranked(index):
            for origin, reports in _origins(index, story):
                heading = _origin_line(index, origin, reports)
                for report, depth in _copies_under(reports, later):
                    one = _report_line(index, story, origin, report, later.get(report))
                    yield Made(one, heading=heading, keys=_of(story, report), data={"depth": depth})

    empty = "No report is on record."
    return Screen("origins", "Stories by origin", made(), (), (("", empty),), _ORIGINS, ("origin",))


def _origins(index: Index, story: Story) -> list[tuple[Origin, list[str]]]:
    """The origins of a story with its reports that go back to each, those of most reports first."""
    found = []
    for origin in index.origins(story.reports):
        of_it = set(origin.reports)
        found.append((origin, [report for report in story.reports if report in of_it]))
    return sorted(found, key=lambda one: -len(one[1]))


def _origin_line(index: Index, origin: Origin, reports: Sequence[str]) -> Line:
    elsewhere = len(origin.reports) - len(reports)
    also = f", {elsewhere} more in other stories" if elsewhere else ""
    return line(
        Run(index.origin_name(origin), "strong"),
        f" — {count(len(reports), 'report')}{also}",
        why=plain_why(origin.why, len(origin.reports)) if len(origin.reports) > 1 else "",
    )


def _later(index: Index) -> Mapping[str, Derivation]:
    """For each report that is known to have its words of another, the derivation with most of them."""
    found: dict[str, list[Derivation]] = defaultdict(list)
    for one in index.relations.derivations:
        if one.kind != "common" and one.direction in ("a->b", "b->a"):
            found[one.b if one.direction == "a->b" else one.a].append(one)
    return {
        report: max(several, key=lambda one: (_had(one, report), one.a, one.b)) for report, several in found.items()
    }


def _had(one: Derivation, report: str) -> float:
    """The part of a report's words that stands in the other."""
    return one.containment_b if one.b == report else one.containment_a


def _copies_under(reports: Sequence[str], later: Mapping[str, Derivation]) -> Iterator[tuple[str, int]]:
    """Reports with how deep each stands: copies right under what they copy, as far as that is among them."""
    under: dict[str | None, list[str]] = defaultdict(list)
    among = set(reports)
    for report in reports:
        of = _source(later.get(report), report)
        under[of if of in among else None].append(report)
    left, seen = [(report, 0) for report in reversed(under[None])], set()
    while left:
        report, depth = left.pop()
        seen.add(report)
        yield report, depth
        left += [(copy, depth + 1) for copy in reversed(under[report]) if copy not in seen]
    yield from ((report, 0) for report in reports if report not in seen)


def _source(one: Derivation | None, report: str) -> str | None:
    return None if one is None else one.a if one.b == report else one.b


def _report_line(index: Index, story: Story, origin: Origin, report: str, of: Derivation | None) -> Line:
    facts = index.entry(report).report
    related = relation_words(index, of, short=True).partition(" ")[2] if of else ""
    data: dict[str, Scalar] = {
        "story": story.id,
        "story_title": flat(story.title),
        "origin": index.origin_name(origin),
        "origin_id": origin.id or None,
        "id": report,
        "title": facts.title,
        "agency": facts.agency,
        "relation": of.kind if of else None,
        "of": _source(of, report),
    }
    said = f", {moment(facts.published)}: {flat(facts.title or 'no headline')}"
    tail = Run(f" — {related}" if related else "", "quiet")
    why = of.why if of else ""
    return line(Run(index.named(report), "strong"), said, tail, cite=index.headline(report), why=why, facts=data)
