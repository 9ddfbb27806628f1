"""Quote lineage: one utterance across reports, and what became of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import chain

from onrecord.checks.quotebetween import Result, between, overlap, turns
from onrecord.checks.quotecandidates import candidates
from onrecord.checks.quotepairs import Pair, Part, Range, rank
from onrecord.checks.quotesaid import Key, Said, sayings_of
from onrecord.checks.utterances import Saying
from onrecord.checks.wording import align, changes
from onrecord.model.reading import Entry
from onrecord.model.relations import QuoteLineage, QuoteRelation, Variant, content_id

#: Part of the equal words of the closest wording that a fuller one must have to be the one that it is listed under.
NEARLY = 0.7

_Every = Mapping[Key, Saying]
_Class = dict[Part, Part]
_Members = Mapping[Part, Sequence[Part]]


def line_up(entries: Sequence[Entry]) -> tuple[QuoteLineage, ...]:
    """Utterances that two or more reports give, each with its wordings and how they relate to the fullest one.

    Whole quotations are compared, as they are printed, pair by pair, from the two reports alone. Curly and straight
    marks, dashes, commas and capitals count as equal.

    Args:
        entries: reports with their readings.

    Returns:
        Lineages in the order of their first variants. An utterance has one lineage for the reports that give it in
        the same words, one for those that cut it, one for those that change its words, one for each other speaker
        that it is given to, and one for those that tell it in their own words; each starts with the fullest wording,
        as it was first published, and no wording is listed under two others.
    """
    said = [sayings_of(entry) for entry in entries]
    results = {(a, b): between(said[a], said[b]) for a, b in candidates(said)}
    return assemble(entries, results, {one.report: one for one in said})


def assemble(
    entries: Sequence[Entry], results: Mapping[tuple[int, int], Result], said: Mapping[str, Said] | None = None
) -> tuple[QuoteLineage, ...]:
    """The lineages that what was found between each two reports makes.

    Args:
        entries: reports with their readings.
        results: what ``between`` gave, by the indexes of the reports; pairs without any may be left out.
        said: the sayings of reports by id, so far as they are known; those of others that have a result are read.
    """
    known, by_id = dict(said or {}), {entry.id: entry for entry in entries}
    named = {key[0] for pair in chain(*results.values()) for key in (pair.a.key, pair.b.key)}
    known |= {report: sayings_of(by_id[report]) for report in sorted(named - known.keys())}
    every = {key: saying for report in sorted(named) for key, saying in known[report].every.items()}
    order = {entry.id: number for number, entry in enumerate(entries)}
    ranked = sorted(results, key=lambda pair: sorted(entries[at].id for at in pair))
    lineages = {one.id: one for one in _lineages([one for pair in ranked for one in results[pair]], every)}
    return tuple(sorted(lineages.values(), key=lambda one: _place(one, order)))


def _place(one: QuoteLineage, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    first = one.variants[0].citation
    return order[first.report], first.start, first.end, one.id


def _lineages(pairs: Sequence[Pair], every: _Every) -> list[QuoteLineage]:
    """All lineages: those of the same words, and those of words that were cut, changed, moved or retold."""
    classes = _classes(pairs, every)
    members: dict[Part, list[Part]] = defaultdict(list)
    for part, head in classes.items():
        members[head].append(part)
    same = [_lineage("identical", _one_a_report(alike, every), every) for alike in members.values()]
    whole = {(one.key, other.key[0]) for pair in pairs if pair.relation == "identical" for one, other in turns(pair)}
    groups = _grouped(pairs, classes, members, every)
    changed = [_changed(group, classes, members, whole, every) for group in groups]
    return [*(one for one in same if not any(_shown(one, other) for other in changed)), *changed]


def _shown(same: QuoteLineage, changed: QuoteLineage) -> bool:
    """Whether words that several reports share are only parts of what another lineage shows of all these reports."""
    whole = [variant.citation for variant in changed.variants]
    parts = [variant.citation for variant in same.variants]
    around = [[two for two in whole if two.report == one.report and two.span.contains(one.span)] for one in parts]
    return all(around) and any(one not in two for one, two in zip(parts, around, strict=True))


def _part_rank(part: Part, every: _Every) -> tuple[object, ...]:
    one = every[part.key]
    return rank(one.part(*part.cut))


def _bare(part: Part) -> Part:
    """A part by its place alone."""
    return Part(part.key, part.cut, part.cut)


def _classes(pairs: Sequence[Pair], every: _Every) -> _Class:
    """Each part that others give in the same words, with the first published of these."""
    home: dict[Part, set[Part]] = {}
    for pair in pairs:
        if pair.relation == "identical":
            a, b = _bare(pair.a), _bare(pair.b)
            joined = home.get(a, {a}) | home.get(b, {b})
            home.update(dict.fromkeys(joined, joined))
    found: _Class = {}
    for group in home.values():
        head = min(group, key=lambda part: _part_rank(part, every))
        found.update(dict.fromkeys(group, head))
    return found


def _grouped(pairs: Sequence[Pair], classes: _Class, members: _Members, every: _Every) -> list[list[Pair]]:
    """Pairs of differing words that go into one lineage: of one fullest wording, in one relation, of the same words."""
    groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for pair in _fullest(pairs, every):
        a = _bare(pair.a)
        whose = every[pair.b.key].actor if pair.relation == "moved" else None
        groups[classes.get(a, a), pair.relation, whose].append(pair)
    found = []
    for group in groups.values():
        reports = {part.key[0] for pair in group for part in _alike(_bare(pair.b), classes, members)}
        found += [group] if len(reports) == 1 else _by_words(group)
    return found


def _alike(part: Part, classes: _Class, members: _Members) -> Sequence[Part]:
    """A part and all that give it in the same words."""
    return members.get(classes.get(part, part), [part])


def _fullest(pairs: Sequence[Pair], every: _Every) -> list[Pair]:
    """For each wording the pair with the fullest of those that it goes with; not under two at once."""
    kept: dict[tuple[Key, bool], list[Pair]] = defaultdict(list)
    most: dict[Key, list[Pair]] = defaultdict(list)
    changed = [pair for pair in pairs if pair.relation != "identical"]
    for pair in changed:
        most[pair.b.key].append(pair)
    for pair in sorted(changed, key=lambda pair: (_part_rank(pair.a, every), _part_rank(pair.b, every))):
        near = [other for other in most[pair.b.key] if overlap(other.b.held, pair.b.held)]
        if pair.equal < NEARLY * max(other.equal for other in near):
            continue
        others = kept[pair.b.key, pair.relation in ("moved", "paraphrased")]
        if not any(overlap(pair.b.held, other.b.held) for other in others):
            others.append(pair)
    return _under_fullest([pair for group in kept.values() for pair in group], changed)


def _under_fullest(kept: Sequence[Pair], pairs: Sequence[Pair]) -> list[Pair]:
    """Altered wordings of a wording that is itself listed as altered put under the same fullest one."""
    above = {_bare(pair.b): _bare(pair.a) for pair in kept if pair.relation == "altered"}
    known = {(_bare(pair.a), _bare(pair.b)): pair for pair in pairs if pair.relation == "altered"}
    found = []
    for pair in kept:
        top = above.get(_bare(pair.a)) if pair.relation == "altered" else None
        found.append(known.get((top, _bare(pair.b)), pair) if top else pair)
    return found


def _by_words(group: Sequence[Pair]) -> list[list[Pair]]:
    """A group parted where reports keep other words of the fullest wording."""
    parted: list[list[Pair]] = []
    reach: list[Range] = []
    for pair in sorted(group, key=lambda pair: pair.a.held):
        if parted and pair.a.held[0] < reach[-1][1]:
            parted[-1].append(pair)
            reach[-1] = reach[-1][0], max(reach[-1][1], pair.a.held[1])
        else:
            parted.append([pair])
            reach.append(pair.a.held)
    return parted


def _changed(
    group: Sequence[Pair], classes: _Class, members: _Members, whole: Container[tuple[Key, str]], every: _Every
) -> QuoteLineage:
    """The lineage of wordings that relate in one way to one fullest wording, each with all that give it alike.

    Those that give the fullest wording too, in pieces, are left out.
    """
    first = min(group, key=lambda pair: _part_rank(pair.b, every))
    a = _bare(first.a)
    head = classes.get(a, a)
    parts = [head]
    for pair in sorted(group, key=lambda pair: _part_rank(pair.b, every)):
        b = _bare(pair.b)
        alike = _alike(b, classes, members)
        for part in [b, *sorted(alike, key=lambda part: _part_rank(part, every))]:
            also_whole = part != b and (head.key, part.key[0]) in whole
            shown = any(part.key == other.key and overlap(part.cut, other.cut) for other in parts)
            if part.key[0] != head.key[0] and not shown and not also_whole:
                parts.append(part)
    return _lineage(first.relation, parts, every)


def _one_a_report(parts: Iterable[Part], every: _Every) -> list[Part]:
    """The first of each report."""
    first: dict[str, Part] = {}
    for part in sorted(parts, key=lambda part: _part_rank(part, every)):
        first.setdefault(part.key[0], part)
    return list(first.values())


def _lineage(relation: QuoteRelation, parts: Sequence[Part], every: _Every) -> QuoteLineage:
    """A lineage with its id; the speaker is that of the first variant that names one."""
    said = [every[part.key].part(*part.cut) for part in parts]
    named = next((one for one in said if one.actor and one.named), None)
    known = named or next((one for one in said if one.actor), None) or said[0]
    places = ((one.report, one.citation.start, one.citation.end) for one in said)
    exact = relation not in ("identical", "paraphrased") and align(said[0].keys, said[1].keys)
    return QuoteLineage(
        id=content_id("q", relation, *places),
        speaker=known.speaker,
        actor=known.actor,
        relation=relation,
        variants=tuple(Variant(one.citation, one.attribution) for one in said),
        changes=changes(said[0], said[1], exact) if exact else (),
    )
