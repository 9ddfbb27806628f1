"""Quote lineage: one utterance across reports, and what became of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.checks.quotepairs import Key, Pair, candidates, relate
from onrecord.checks.utterances import Saying, sayings
from onrecord.model.reading import Entry
from onrecord.model.relations import Change, QuoteLineage, QuoteRelation, Variant, content_id
from onrecord.model.report import Report
from onrecord.model.spans import Citation

_Every = dict[Key, Saying]


def line_up(entries: Sequence[Entry]) -> tuple[QuoteLineage, ...]:
    """Utterances that two or more reports give, each with its wordings and how they relate to the fullest one.

    Wordings are compared pair by pair, from the two reports alone. Curly and straight marks, dashes, commas and
    capitals count as equal.

    Args:
        entries: reports with their readings.

    Returns:
        Lineages in the order of their first variants. An utterance has one lineage for the reports that give it in
        the same words, one for those that cut it, one for each wording that changes it or gives it to another
        speaker, and one for those that tell it in their own words; each starts with the fullest wording.
    """
    every = {(order, n): one for order, entry in enumerate(entries) for n, one in enumerate(sayings(entry, order))}
    pairs = _without_doubles([pair for a, b in candidates(every) if (pair := relate(a, b, every))], every)
    order = {entry.id: number for number, entry in enumerate(entries)}
    same = sorted(_same(pairs, every), key=_in_text)
    found = {one.id: one for one in (*_joined(same, entries), *_changed(pairs, every))}
    return tuple(sorted(found.values(), key=lambda one: _place(one, order)))


def _in_text(one: QuoteLineage) -> tuple[str, int, str]:
    """By the first variant's place, whatever the order of the reports."""
    first = min(variant.citation for variant in one.variants)
    return first.report, first.start, one.id


def _place(one: QuoteLineage, order: dict[str, int]) -> tuple[int, int, int, str]:
    first = one.variants[0].citation
    return order[first.report], first.start, first.end, one.id


def _without_doubles(pairs: Sequence[Pair], every: _Every) -> list[Pair]:
    """The pairs without paraphrases of what the same two attributions also give in quotation marks."""
    direct = {_said(pair, every) for pair in pairs if pair.relation != "paraphrased"}
    return [pair for pair in pairs if pair.relation != "paraphrased" or _said(pair, every) not in direct]


def _said(pair: Pair, every: _Every) -> frozenset[tuple[int, str]]:
    return frozenset((key[0], every[key].attribution) for key in (pair.a, pair.b))


def _same(pairs: Sequence[Pair], every: _Every) -> list[QuoteLineage]:
    """A lineage for each wording that several reports give alike under speakers who may be one."""
    home: dict[Key, set[Key]] = {}
    for pair in pairs:
        if pair.relation == "identical":
            joined = home.get(pair.a, {pair.a}) | home.get(pair.b, {pair.b})
            home.update(dict.fromkeys(joined, joined))
    groups = {min(group): _one_a_report(sorted(group, key=lambda key: _rank(every[key]))) for group in home.values()}
    return [_lineage("identical", [every[key] for key in group]) for _, group in sorted(groups.items())]


#: Characters that may stand between two sentences of one quotation: marks, spaces, a line break.
_BETWEEN_SENTENCES = 4


def _joined(same: Sequence[QuoteLineage], entries: Sequence[Entry]) -> list[QuoteLineage]:
    """Lineages of sentences that follow each other in the same reports, made one."""
    text = {entry.id: entry.report for entry in entries}
    joined: list[QuoteLineage] = []
    open_ones: dict[tuple[tuple[str, str], ...], int] = {}
    for one in same:
        whose = tuple(sorted((variant.citation.report, variant.attribution) for variant in one.variants))
        at = open_ones.get(whose)
        if at is not None and _follows(joined[at], one):
            joined[at] = _join(joined[at], one, text)
            continue
        open_ones[whose] = len(joined)
        joined.append(one)
    return joined


def _follows(one: QuoteLineage, after: QuoteLineage) -> bool:
    ends = {variant.citation.report: variant.citation.end for variant in one.variants}
    return all(0 <= v.citation.start - ends[v.citation.report] <= _BETWEEN_SENTENCES for v in after.variants)


def _join(one: QuoteLineage, after: QuoteLineage, reports: Mapping[str, Report]) -> QuoteLineage:
    ends = {variant.citation.report: variant.citation.end for variant in after.variants}
    variants = tuple(
        Variant(Citation.of(name, reports[name].cut(variant.citation.start, ends[name])), variant.attribution)
        for variant in one.variants
        for name in (variant.citation.report,)
    )
    places = ((v.citation.report, v.citation.start, v.citation.end) for v in variants)
    return replace(one, id=content_id("q", one.relation, *places), variants=variants)


def _changed(pairs: Sequence[Pair], every: _Every) -> list[QuoteLineage]:
    """Lineages of cut, altered, moved and retold wordings, each under the fullest wording that it goes with."""
    fullest: dict[tuple[Key, QuoteRelation], Pair] = {}
    for pair in sorted(pairs, key=lambda one: (_rank(every[one.a]), _rank(every[one.b]))):
        if pair.relation != "identical":
            fullest.setdefault((pair.b, pair.relation), pair)
    heads = {pair.a: _head(pair.a, pairs, every) for pair in fullest.values()}
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for pair in fullest.values():
        wording = every[pair.b].keys if pair.relation in ("altered", "moved") else ()
        actor = every[pair.b].actor if pair.relation == "moved" else None
        groups[heads[pair.a], pair.relation, wording, actor].append(pair)
    return [_group(pairs, every) for pairs in groups.values()]


def _head(key: Key, pairs: Sequence[Pair], every: _Every) -> Key:
    """The first of the sayings that give the same words: they count as one fullest wording."""
    same = [key]
    for pair in pairs:
        if pair.relation == "identical" and key in (pair.a, pair.b) and every[pair.a].keys == every[pair.b].keys:
            same += [pair.a, pair.b]
    return min(same, key=lambda one: _rank(every[one]))


def _group(pairs: Sequence[Pair], every: _Every) -> QuoteLineage:
    """The lineage of wordings that relate in one way to one fullest wording."""
    ordered = sorted(pairs, key=lambda pair: (_rank(every[pair.a]), _rank(every[pair.b])))
    first = ordered[0]
    parts = [every[first.a]]
    seen = {first.a[0]}
    for pair in ordered:
        if pair.b[0] not in seen or pair.relation == "truncated":
            parts.append(every[pair.b])
            seen.add(pair.b[0])
    return _lineage(first.relation, parts, first.changes)


def _rank(one: Saying) -> tuple[int, str, int, str]:
    """Fullest first, then by report id, place and attribution, so that the order of the reports does not matter."""
    return -len(one.keys), one.report, one.citation.start, one.attribution


def _one_a_report(keys: Sequence[Key]) -> list[Key]:
    """The first of each report."""
    first: dict[int, Key] = {}
    for key in keys:
        first.setdefault(key[0], key)
    return list(first.values())


def _lineage(relation: QuoteRelation, parts: Sequence[Saying], changes: tuple[Change, ...] = ()) -> QuoteLineage:
    """A lineage with its id; the speaker is that of the first variant that names one."""
    named = next((one for one in parts if one.actor and one.named), None)
    known = named or next((one for one in parts if one.actor), None) or parts[0]
    return QuoteLineage(
        id=content_id("q", relation, *((one.report, one.citation.start, one.citation.end) for one in parts)),
        speaker=known.speaker,
        actor=known.actor,
        relation=relation,
        variants=tuple(Variant(one.citation, one.attribution) for one in parts),
        changes=changes,
    )
