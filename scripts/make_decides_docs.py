"""Write docs/how-it-decides.md: what each stage does and the rules it decides by, in the words of the code itself.

    uv run python scripts/make_decides_docs.py [--check]

The docstring of a rule is the explanation that users read, so the page cannot say anything else than the program does;
--check, which a test runs, fails where the page is behind.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "how-it-decides.md"

#: Each stage: its heading, what it does, and the modules or functions whose docstrings say how.
STAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "From bytes to canonical text",
        "Text is decoded, pages are walked node by node; nothing is taken from an extractor's output.",
        (
            "intake.decode", "intake.page", "intake.walk", "intake.match", "intake.article", "intake.metadata",
            "intake.warc", "intake.warc_records", "intake.gunzip", "intake.parquet", "intake.ninjs", "intake.newsml",
            "intake.credits", "intake.partial", "intake.scripted",
        ),
    ),
    (
        "Parts of a report",
        "Every part of the text is one block of one kind, found by what newsrooms write.",
        (
            "structure.headline", "structure.byline", "structure.dates", "structure.dateline", "structure.credit",
            "structure.posts", "structure.repeats", "structure.lines", "structure.boilerplate", "structure.language",
        ),
    ),
    (
        "Who acts, when, how much",
        "Names come from the language model and from reviewed lexicons, which outrank it.",
        (
            "reading.actors", "reading.actors_descriptions", "reading.actors_pronouns",
            "reading.actors_groups", "reading.times", "reading.times_told", "reading.times_cited", "reading.said_when",
            "reading.quantities",
        ),
    ),
    (
        "What happened, who wants what, what is due",
        "Read from the clauses of the parse with lexicons of deeds, moves and issues.",
        (
            "reading.events", "reading.events_status", "reading.events_same", "reading.events_days",
            "reading.events_place", "reading.positions", "reading.positions_parties", "reading.positions_own",
            "reading.positions_conditions", "reading.positions_issues", "reading.positions_told",
            "reading.open_points", "reading.deadlines", "reading.deadlines_due", "reading.deadlines_promises",
            "reading.deadlines_became",
        ),
    ),
    (
        "Who is who across reports",
        "The actors of all reports are linked to identities, which quotations, findings and screens go by.",
        (
            "identity.persons:link_persons", "identity.surnames:place", "identity.bodies:link_bodies",
            "lexicons.names", "model.identified:identified",
        ),
    ),
    (
        "Which reports belong together",
        "",
        ("stories.group:group",),
    ),
    (
        "Whose report it is",
        "",
        (
            "lineage.credits:credits", "lineage.derive:derive", "lineage.derive:_copied", "lineage.derive:_retold",
            "lineage.derive:_named", "lineage.derive:_agency_named", "lineage.derive:_lent", "lineage.derive:_told",
            "lineage.derive:_handout", "lineage.company:settle", "lineage.direction:direction",
            "lineage.origins:trace", "lineage.material:material",
        ),
    ),
    (
        "Where the matter stands",
        "The ledger puts together what all reports tell, as of a day. No clock is asked: the day is given, or that of "
        "the newest report.",
        (
            "ledger.happenings", "ledger.happenings_apart", "ledger.standings", "ledger.standings_objects",
            "ledger.standings_issues", "ledger.dues", "ledger.dues_signs", "ledger.dues_deeds", "ledger.dues_course",
        ),
    ),
    (
        "Where accounts agree and differ",
        "",
        (
            "checks.matter:on_one_matter", "checks.quotes:line_up", "checks.quotepairs:relate",
            "checks.aligned", "checks.propositions", "checks.figures:differ", "checks.amounts", "checks.marks",
            "checks.tolls", "checks.names:differ", "checks.offices:differ", "checks.doers:differ",
            "checks.dates:differ", "checks.spoken:differ", "checks.places:differ", "checks.lying:differ",
            "checks.polarity:differ", "checks.certainty:differ", "checks.qualifiers:differ",
            "checks.superlatives:differ", "checks.injuries:differ", "checks.attributed:differ",
            "checks.sources:differ", "checks.told_to:differ", "checks.findings:_moved",
            "checks.findings:_altered", "checks.corroboration:corroborate", "checks.only:only_in",
        ),
    ),
    (
        "Two reports side by side",
        "Drawn when it is asked for, from the readings of two reports and what the record has on both.",
        ("views.aligning:align", "text.lined:lined", "text.parted:completed", "views.aligned_figures:differing"),
    ),
)  # fmt: skip


def explanation(name: str) -> str:
    """The docstring of a module or function without its sections of arguments and returns."""
    module, _, function = name.partition(":")
    thing = importlib.import_module(f"onrecord.{module}")
    text = inspect.getdoc(getattr(thing, function) if function else thing) or ""
    kept = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(("Args:", "Returns:", "Raises:", "Attributes:", ">>>")):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def page() -> str:
    """The whole page."""
    from onrecord.reading import attribution
    from onrecord.reading.attribution.rule import explanations

    assert attribution
    parts = [
        "# How it decides",
        "Written from the program by `scripts/make_decides_docs.py`: the explanation of a rule is the rule's own.",
    ]
    for heading, intro, names in STAGES[:3]:
        parts += _stage(heading, intro, names)
    parts += ["## Who said what", explanation("reading.attribution"), "The rules, as named in each attribution:"]
    parts.append("\n".join(f"- `{name}` — {text}" for name, text in sorted(explanations().items())))
    for heading, intro, names in STAGES[3:]:
        parts += _stage(heading, intro, names)
    return "\n\n".join(part for part in parts if part) + "\n"


def _stage(heading: str, intro: str, names: tuple[str, ...]) -> list[str]:
    parts = [f"## {heading}", intro]
    for name in names:
        parts += [f"### `{name.replace(':', '.')}`", explanation(name)]
    return parts


def main() -> int:
    text = page()
    if "--check" in sys.argv:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            print(f"{PAGE}: behind the program; run scripts/make_decides_docs.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
