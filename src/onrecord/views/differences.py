"""Where accounts differ: findings with their sides, those of one value together, the words around each value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.model.relations import Finding, FindingKind, FindingType, Side
from onrecord.views.excerpts import STATED, excerpt, first_words, same_value
from onrecord.views.index import Index, according_to, decided_fact, sentence
from onrecord.views.page import Line, Run, Section, line
from onrecord.views.wordings import changed_quotes, quote_line
from onrecord.views.words import capital, count, flat, listed, same

#: Kinds in the order in which they matter to a reader, with what each says at the head of a line.
KINDS: dict[FindingKind, str] = {
    "contradiction": "accounts differ",
    "update": "a later account replaces an earlier one",
    "misattribution": "given to different speakers",
    "framing": "told differently",
    "precision": "one account is more exact",
}

#: The kinds that change what is on record, and those that only tell it in another way.
GRAVE: tuple[FindingKind, ...] = ("contradiction", "update", "misattribution")
SLIGHT: tuple[FindingKind, ...] = ("framing", "precision")

#: The title of the section of each kind, and the sentence that stands there when there is none.
SECTIONS: dict[FindingKind, tuple[str, str]] = {
    "contradiction": ("Contradictions", "No contradiction was found."),
    "update": ("Updates", "No figure or date was found that a later one replaces."),
    "misattribution": ("Given to different speakers", "No words were found under two different speakers."),
    "framing": ("Told differently", "No fact was found that is attributed here and stated as fact there."),
    "precision": ("More and less exact", "No figures were found of which one is only more exact."),
}

#: What accounts differ in, for the head of a line.
TYPES: dict[FindingType, str] = {
    "number": "a figure",
    "date": "when it was",
    "place": "where it was",
    "name": "what it is called",
    "actor": "who it was",
    "attribution": "whose account it is",
    "certainty": "how sure it is",
    "polarity": "whether it is so",
    "quote": "a quotation",
}

#: Characters of what a finding is about; more is a sentence that its sides give anyway.
_ABOUT = 90

#: What a finding is about says by itself what accounts differ in where it begins with one of these.
_ASKING = frozenset({"who", "whose", "whom", "what", "when", "where", "whether", "how", "which"})

#: A side's words that are shorter than this say little by themselves, and their sentence is shown.
_SHORT = 40

#: In a reason, what follows the values that are set against each other: of what they are, and what decided.
_OF_WHAT = re.compile(r" for “|; |, both ")

#: Wordings that are shown first of those that have one value.
_WORDINGS = 2


def findings_of(index: Index, *kinds: FindingKind) -> tuple[Finding, ...]:
    """The findings of these kinds (of all, in the order of ``KINDS``, if none is named), those of most sides first."""
    order = list(KINDS)
    wanted = [one for one in index.relations.findings if not kinds or one.kind in kinds]
    return tuple(sorted(wanted, key=lambda one: (order.index(one.kind), -len(one.sides))))


def together(found: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Findings that differ only in which copy of the same words they cite, put together, in order of the first."""
    groups: dict[object, list[Finding]] = {}
    for one in found:
        sides = {(side.value, same(side.citation.text), side.speaker or "") for side in one.sides}
        groups.setdefault((one.kind, one.type, tuple(sorted(sides))), []).append(one)
    return [tuple(group) for group in groups.values()]


def finding_lines(index: Index, found: Iterable[Finding], *, kind: bool = True) -> tuple[Line, ...]:
    """A line for each finding; those on copies of the same words are one.

    Args:
        index: the reports.
        found: the findings.
        kind: whether each line says how the accounts differ, where the section's title does not.
    """
    return tuple(finding_line(index, *group, kind=kind) for group in together(found))


def finding_line(index: Index, one: Finding, *copies: Finding, kind: bool = True) -> Line:
    """A finding: what it is about, a line for each value with the sides that have it, and why.

    Args:
        index: the reports.
        one: the finding.
        copies: findings on other copies of the same words.
        kind: whether the line says how the accounts differ.
    """
    ids = " ".join(found.id for found in (one, *copies))
    about = topic(one)
    head: list[str | Run] = [Run(capital(KINDS[one.kind] if kind else about), "strong")]
    head += [f" — {about}"] if kind else []
    values: dict[str, list[Side]] = {}
    for side in dict.fromkeys(side for found in (one, *copies) for side in found.sides):
        values.setdefault(same_value(side.value), []).append(side)
    return line(
        *head,
        index.target(ids),
        index.mark(*ids.split()),
        why=_compared(index, list(values.values()), one.why) + one.why,
        children=_side_lines(index, one, ids, list(values.values())),
    )


def _compared(index: Index, values: Sequence[Sequence[Side]], why: str) -> str:
    """Which reports the reason is about, where it sets two of more values against each other: ``R2 against R3: ``."""
    left, named = f" {same(_OF_WHAT.split(why)[0])} ", []
    # The longest first: a value may stand in another one.
    for n, sides in sorted(enumerate(values), key=lambda one: -len(one[1][0].value)):
        value = f" {same(sides[0].value)} "
        if value.strip() and value in left:
            left = left.replace(value, " / ")
            named.append(n)
    if len(named) != 2 or len(values) == 2:
        return ""
    reports = [index.labels(side.citation.report for side in values[n]) for n in sorted(named)]
    return f"{' against '.join(reports)}: "


def topic(one: Finding) -> str:
    """What accounts differ in, and of what: ``when it was: Koss came to Brell``."""
    about = first_words(flat(one.about).removesuffix("."), _ABOUT)
    if not about or about.partition(" ")[0] in _ASKING:
        return about or TYPES[one.type]
    return f"{TYPES[one.type]}: {about}"


def _side_lines(index: Index, finding: Finding, ids: str, values: Sequence[Sequence[Side]]) -> list[Line]:
    """A line for each value; where all sides have one value, and differ in whose it is, a line for each wording."""
    if len(values) > 1:
        return [_value_line(index, finding, ids, sides) for sides in values]
    return [_side_line(index, finding, ids, group) for group in _by_wording(index, values[0])]


def _by_wording(index: Index, sides: Sequence[Side]) -> list[list[Side]]:
    """Sides in groups of the same words in the same voice."""
    wordings: dict[tuple[str, str], list[Side]] = {}
    for side in sides:
        wordings.setdefault((same(side.citation.text), side_voice(index, side)), []).append(side)
    return list(wordings.values())


def _value_line(index: Index, finding: Finding, ids: str, sides: Sequence[Side]) -> Line:
    """A value with the sides that have it: one line if they have it in the same words, else a line for each wording."""
    groups = _by_wording(index, sides)
    head = Run(_value_words(index, sides[0]), "strong")
    if len(groups) == 1:
        return _side_line(index, finding, ids, groups[0], head)
    reports = dict.fromkeys(side.citation.report for side in sides)
    origins = len(index.origins(reports))
    behind = f" ({count(origins, 'origin')})" if len(reports) > 1 and origins else ""
    return line(
        head,
        f": {index.labels(reports)}{behind}",
        children=[_side_line(index, finding, ids, group) for group in groups],
        shown=_WORDINGS,
    )


def _value_words(index: Index, side: Side) -> str:
    """The value as a reader sees it; where it is whose words they are, the whole chain of whose."""
    voice = side_voice(index, side)
    attributed = flat(side.value).removeprefix("attributed to ")
    return voice if attributed != flat(side.value) and attributed.casefold() in voice.casefold() else flat(side.value)


def _side_line(index: Index, finding: Finding, ids: str, sides: Sequence[Side], head: Run | None = None) -> Line:
    side = sides[0]
    voice = side_voice(index, side)
    reports = dict.fromkeys(one.citation.report for one in sides)
    names = listed(map(index.named, reports))
    value = _value_words(index, side)
    said = "" if value == STATED or value.casefold() in voice.casefold() else f", {voice}"
    said = said.replace("its own", "their own") if len(reports) > 1 else said
    opening = (*((head, ": ") if head else ()), f"{names}{said}: ")
    return line(
        *opening,
        *_words(index, side),
        whole=(*opening, *_words(index, side, whole=True)),
        cite=[one.citation for one in sides],
        facts={
            "finding": ids,
            "kind": finding.kind,
            "type": finding.type,
            "about": flat(finding.about),
            "value": side.value,
            "according_to": voice,
            "rule": finding.rule,
            "judged": decided_fact(index.judged(*ids.split())),
            "why": finding.why,
        },
    )


def _words(index: Index, side: Side, *, whole: bool = False) -> tuple[str | Run, ...]:
    """The words of a side around its value; those of its sentence where they are few."""
    cited = side.citation
    if len(cited.text) < _SHORT:
        around = sentence(index.entry(cited.report), cited.span)
        return excerpt(around, cited.text if same(cited.text) in same(side.value) else side.value, whole=whole)
    return excerpt(cited.text, side.value, whole=whole)


def side_voice(index: Index, side: Side) -> str:
    """In whose words one side of a finding stands."""
    if side.attribution is None and side.speaker is None:
        return "in its own voice"
    entry = index.entry(side.citation.report)
    names = index.chain(entry, side.attribution)
    if not names and side.speaker:
        return f"according to {side.speaker}"
    return according_to(names)


def accounts_differ(index: Index, *, shown: int | None = None, more: str = "") -> Section:
    """Contradictions first, then updates, other speakers, framing, precision and changed quotations."""
    changed = [group for group in changed_quotes(index) if any(one.relation != "paraphrased" for one in group)]
    return Section(
        "Where accounts differ",
        (*finding_lines(index, findings_of(index)), *(quote_line(index, *group) for group in changed)),
        empty="No two reports were found to differ about the same fact.",
        shown=shown,
        more=more,
    )


def sections_by_kind(
    index: Index, kinds: Iterable[FindingKind], *, shown: int | None = None, more: str = ""
) -> tuple[Section, ...]:
    """A section for each kind of finding."""
    return tuple(
        Section(
            SECTIONS[kind][0],
            finding_lines(index, findings_of(index, kind), kind=False),
            None,
            SECTIONS[kind][1],
            shown,
            more,
        )
        for kind in kinds
    )


def quotes_section(index: Index, *, shown: int | None = None, more: str = "") -> Section:
    """The quotations that reports give in different words, each wording marked against the fullest."""
    return Section(
        "Quotations whose words differ",
        tuple(quote_line(index, *group) for group in changed_quotes(index)),
        empty="No quotation was found that two reports give in different words.",
        shown=shown,
        more=more,
    )
