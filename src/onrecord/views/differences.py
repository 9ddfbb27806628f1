"""Where accounts differ: findings with their sides, and quotations whose words were changed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from onrecord.model.relations import Corroboration, Finding, FindingKind, QuoteLineage, Side, Variant
from onrecord.model.spans import Citation
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, Section, line
from onrecord.views.words import bare, capital, count, flat, listed, quoted, same

#: Kinds in the order in which they matter to a reader, with the heading of each.
KINDS: dict[FindingKind, str] = {
    "contradiction": "accounts differ",
    "misattribution": "given to different speakers",
    "update": "a later account replaces an earlier one",
    "framing": "told differently",
    "precision": "one account is more exact",
}

RELATIONS = {
    "altered": "words changed",
    "truncated": "words left out",
    "moved": "given elsewhere or by another speaker",
    "paraphrased": "paraphrased",
    "identical": "the same words",
}

#: Two quotations are marked word by word up to this product of their lengths (two of 700 words); the comparison is
#: quadratic, and past it (0.5 s) the two are shown whole.
_MARKED = 500_000


def findings_of(index: Index, *kinds: FindingKind) -> tuple[Finding, ...]:
    """The findings of these kinds (of all, in the order of ``KINDS``, if none is named)."""
    order = list(KINDS)
    wanted = [one for one in index.relations.findings if not kinds or one.kind in kinds]
    return tuple(sorted(wanted, key=lambda one: order.index(one.kind)))


def together(found: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Findings that differ only in which copy of the same words they cite, put together, in order of the first."""
    groups: dict[object, list[Finding]] = {}
    for one in found:
        sides = sorted((side.value, same(side.citation.text), side.speaker or "") for side in one.sides)
        groups.setdefault((one.kind, one.type, tuple(sides)), []).append(one)
    return [tuple(group) for group in groups.values()]


def finding_lines(index: Index, found: Iterable[Finding]) -> tuple[Line, ...]:
    """A line for each finding; those on copies of the same words are one."""
    return tuple(finding_line(index, *group) for group in together(found))


def finding_line(index: Index, one: Finding, *copies: Finding) -> Line:
    """A finding: what it is about, a line for each side, and why.

    Args:
        index: the reports.
        one: the finding.
        copies: findings on other copies of the same words.
    """
    ids = " ".join(found.id for found in (one, *copies))
    sides: dict[tuple[str, str, str], list[Side]] = {}
    for side in (side for found in (one, *copies) for side in found.sides):
        sides.setdefault((side.value, same(side.citation.text), side_voice(index, side)), []).append(side)
    return line(
        Run(capital(KINDS[one.kind]), "strong"),
        f" ({one.type}){_about(one)}",
        index.target(ids),
        why=one.why,
        children=[_side_line(index, one, ids, group) for group in sides.values()],
    )


def _about(one: Finding) -> str:
    """What a finding is about, without words that its sides give anyway."""
    head, _, tail = flat(one.about).partition(": ")
    words = [same(side.citation.text) for side in one.sides]
    if any(same(f"{head} {tail}") in theirs for theirs in words):
        return ""
    return f": {head}" if tail and any(same(tail) in theirs for theirs in words) else f": {flat(one.about)}"


def _side_line(index: Index, finding: Finding, ids: str, sides: Sequence[Side]) -> Line:
    side = sides[0]
    voice = side_voice(index, side)
    words = quoted(side.citation.text)
    alone = _said_by_voice(side.value, voice) or same(side.value) == same(words)
    return line(
        listed(index.named(report) for report in dict.fromkeys(one.citation.report for one in sides)),
        f", {voice}: ",
        *([words] if alone else [Run(side.value, "strong"), f" — {words}"]),
        cite=[one.citation for one in sides],
        facts={
            "finding": ids,
            "kind": finding.kind,
            "type": finding.type,
            "about": flat(finding.about),
            "value": side.value,
            "according_to": voice,
            "rule": finding.rule,
            "why": finding.why,
        },
    )


def _said_by_voice(value: str, voice: str) -> bool:
    """Whether the words for whose voice it is already give the value that is compared."""
    return value == "stated as fact" or value.removeprefix("attributed to ").casefold() in voice.casefold()


def side_voice(index: Index, side: Side) -> str:
    """In whose words one side of a finding stands."""
    if side.attribution is None and side.speaker is None:
        return "in its own voice"
    entry = index.entry(side.citation.report)
    names = index.chain(entry, side.attribution)
    return "according to " + (", told by ".join(names) if names else str(side.speaker))


def quote_line(index: Index, one: QuoteLineage) -> Line:
    """One utterance as several reports have it, with the changed words marked against its fullest wording."""
    speaker = index.name(one.actor) if one.actor else one.speaker or "speaker not named"
    reports = [variant.citation.report for variant in one.variants]
    variants: dict[Citation, Variant] = {}
    for variant in one.variants:
        variants.setdefault(variant.citation, variant)
    return line(
        Run(capital(RELATIONS[one.relation]), "strong"),
        f" — {speaker}, in {index.how_many(reports)}",
        index.target(one.id),
        children=[_variant_line(index, one, variant, speaker) for variant in variants.values()],
    )


def _variant_line(index: Index, lineage: QuoteLineage, variant: Variant, speaker: str) -> Line:
    fullest = lineage.variants[0].citation.text
    report = variant.citation.report
    return line(
        f"{index.named(report)}: “",
        *(marked(fullest, variant.citation.text) if variant is not lineage.variants[0] else [bare(fullest)]),
        "”",
        cite=[variant.citation],
        facts={
            "finding": lineage.id,
            "kind": f"quote {lineage.relation}",
            "type": "quote",
            "about": bare(fullest),
            "value": bare(variant.citation.text),
            "according_to": speaker,
            "target": f"{report}/{variant.attribution}",
        },
    )


def marked(a: str, b: str) -> tuple[str | Run, ...]:
    """The words of ``b`` with those of ``a`` that are gone marked as deleted and new ones as inserted.

    Wordings with little in common are not marked: crossing out everything shows nothing.

    >>> [(run.text, run.mark) for run in marked("We say that we go", "We say we go") if isinstance(run, Run)]
    [('that', 'deleted')]
    """
    before, after = bare(a).split(), bare(b).split()
    if len(before) * len(after) > _MARKED:
        return (" ".join(after),)
    matcher = difflib.SequenceMatcher(None, [same(w) for w in before], [same(w) for w in after], autojunk=False)
    if matcher.ratio() < 0.5:
        return (" ".join(after),)
    out: list[str | Run] = []
    for op, a0, a1, b0, b1 in matcher.get_opcodes():
        if op == "equal":
            out.append(" ".join(after[b0:b1]))
            continue
        if a1 > a0:
            out.append(Run(" ".join(before[a0:a1]), "deleted"))
        if b1 > b0:
            out.append(Run(" ".join(after[b0:b1]), "inserted"))
    return tuple(part for n, piece in enumerate(out) for part in ((" ", piece) if n else (piece,)))


def corroboration_line(index: Index, one: Corroboration) -> Line:
    """A claim that several reports make, with how many independent origins are behind it."""
    reports = [citation.report for citation in one.evidence]
    names = ", ".join(dict.fromkeys(index.origin_name(origin) for origin in index.origins(reports)))
    behind = "repeated within one origin" if one.origins == 1 else count(one.origins, "origin")
    behind = f"{count(len(set(reports)), 'report')}, {behind}" + (f" ({names})" if names else "")
    return line(
        flat(one.claim),
        Run(f" — {behind}", "quiet"),
        cite=one.evidence,
        facts={"claim": flat(one.claim), "reports": len(set(reports)), "origins": one.origins},
    )


def corroboration_sections(index: Index, *, shown: int | None = None, more: str = "") -> tuple[Section, Section]:
    """Claims of several independent origins, then those that several reports repeat from one origin."""
    ranked = sorted(index.relations.corroborated, key=lambda one: (-one.origins, -len(one.evidence)))
    parts = {
        "Told by several origins": (
            [one for one in ranked if one.origins > 1],
            "No claim was found that two independent origins make.",
        ),
        "Repeated within one origin": (
            [one for one in ranked if one.origins <= 1],
            "No claim was found that reports of one origin repeat.",
        ),
    }
    first, second = (
        Section(title, tuple(corroboration_line(index, one) for one in found), None, empty, shown, more)
        for title, (found, empty) in parts.items()
    )
    return first, second


def changed_quotes(index: Index) -> tuple[QuoteLineage, ...]:
    """Quotations that are not the same everywhere, changed ones before shortened, moved and paraphrased ones.

    Those that a finding has as given to different speakers are left to it.
    """
    order = list(RELATIONS)
    given = [[side.citation for side in one.sides] for one in findings_of(index, "misattribution")]
    changed = [
        one
        for one in index.relations.quotes
        if one.relation != "identical"
        and not (one.relation == "moved" and any(_cite_alike(one, sides) for sides in given))
    ]
    return tuple(sorted(changed, key=lambda one: order.index(one.relation)))


def _cite_alike(one: QuoteLineage, sides: Sequence[Citation]) -> bool:
    """Whether each wording of the quotation overlaps a side, and each side a wording."""
    cited = [variant.citation for variant in one.variants]
    pairs = [(a, b) for a in cited for b in sides if a.report == b.report and a.span.overlaps(b.span)]
    return {a for a, _ in pairs} == set(cited) and {b for _, b in pairs} == set(sides)


def only_in_lines(index: Index, *, shown: int | None = None) -> tuple[Line, ...]:
    """A line a report with the sentences that no other report has."""
    return tuple(
        line(
            Run(index.named(entry.id), "strong"),
            Run(f" — {count(len(spans), 'sentence')}", "quiet"),
            children=[
                line(quoted(one.text), cite=[Citation.of(entry.id, one)], facts={"only_in": entry.id}) for one in spans
            ],
            shown=shown,
        )
        for entry in index.entries
        if (spans := index.relations.only_in.get(entry.id, ()))
    )


def accounts_differ(index: Index, *, shown: int | None = None, more: str = "") -> Section:
    """Contradictions first, then other speakers, updates, changed quotations, framing and precision."""
    first = finding_lines(index, findings_of(index, "contradiction", "misattribution", "update"))
    changed = [quote_line(index, one) for one in changed_quotes(index) if one.relation != "paraphrased"]
    rest = finding_lines(index, findings_of(index, "framing", "precision"))
    return Section(
        "Where accounts differ",
        (*first, *changed, *rest),
        empty="No two reports were found to differ about the same fact.",
        shown=shown,
        more=more,
    )


def sections_by_kind(index: Index, kinds: Iterable[FindingKind]) -> Sequence[Section]:
    """A section for each kind of finding."""
    titles = {
        "contradiction": ("Contradictions", "No contradiction was found."),
        "misattribution": ("Given to different speakers", "No words were found under two different speakers."),
        "update": ("Updates", "No figure or date was found that a later one replaces."),
        "framing": ("Told differently", "No fact was found that is attributed here and stated as fact there."),
        "precision": ("More and less exact", "No figures were found of which one is only more exact."),
    }
    return [
        Section(titles[kind][0], finding_lines(index, findings_of(index, kind)), empty=titles[kind][1])
        for kind in kinds
    ]
