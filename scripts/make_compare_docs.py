"""Write docs/compare.md: what ``onrecord compare`` prints, part by part, with its own output on demo reports.

    uv run python scripts/make_compare_docs.py [--check]

The page is made from the words below and the program's output, as a terminal without colour shows it.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import onrecord
from onrecord.record import compare
from onrecord.render.terminal import terminal
from onrecord.views.compare import page
from onrecord.views.page import Page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "compare.md"
DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"

#: The demo reports that are compared: copies and rewrites of one wire report, two agencies on one attack, an update,
#: and a report that changes a speaker.
REPORTS = (
    "cpa-talks", "ledger-talks", "harbour-talks", "northwire-dam", "cpa-mirovo", "northwire-mirovo", "cpa-toll",
    "cpa-answer", "harbour-dam",
)  # fmt: skip

HEAD = """# What `onrecord compare` shows

`onrecord compare A B …` reads two or more reports and prints what holds between them. Nothing is stored. Below is its
real output on nine invented reports of the [demo dossier](demo.md), part by part, as a terminal of 80 columns without
colour shows it (`scripts/make_compare_docs.py` writes this page, and a test holds it to the program).

In brackets stands where to check a line: `[R5:59–129]` is report R5, characters 59 to 129 of its text. The words
that differ are marked: `**so**` where a value differs, `~~so~~` for words that are gone, `**so**` for words that are
new; a terminal with colour uses styles too. Of a long sentence the words around the value are shown and `…` stands
for the others; of a long part what matters most is shown, and a line says how many more there are. `--all` shows
everything, and so does a pipe, where the page is Markdown. `--json` gives it as data.
"""

#: What is said of each part, by its title.
PARTS = {
    "Contradictions": """Two or more accounts of the same fact that cannot all hold. In what they differ and of what,
then a line for each value with the reports that have it, in whose words it stands, and the words themselves; sides with
the same value stand together. `why` says what was compared and what decided; where it sets two of several values
against each other, it names their reports. No side is preferred, and nothing here says which is
right.""",
    "Updates": """A later report replaces an earlier figure or date. The earlier one stands first. An update is no
contradiction: both were told of their own time.""",
    "Given to different speakers": """The same words under two names.""",
    "Told differently": """The same fact, attributed here and stated as fact there, or hedged here and certain
there.""",
    "More and less exact": """Both hold: one figure is rounded, open or coarser than the other.""",
    "Quotations whose words differ": """Each utterance once, with the fullest wording first. The others show what they
leave out (`~~so~~`) and what they have instead (`**so**`). A long stretch that is the same is cut to its ends. What a
report has in several pieces is one wording, with `…` between them. Where a report tells the utterance in its own words,
`paraphrased` says so; `in other words` stands where too little is shared to be marked. `Quoted in part`, last, are a
few words inside a sentence of the report's own.""",
    "Told by several origins": """What two or more independent origins tell. Nine copies of one wire report are one
origin.""",
    "Repeated within one origin": """What several reports have from one origin: it is repeated, not confirmed.""",
    "Quoted in the same words": """Quotations that are word for word the same in several reports.""",
    "What only one report has": """Sentences that no other report has in any wording that was found; those first in
which a figure, an event or a statement was read. Sentences that stand in a part above, headings without a verb and
words to the reader of a web page are left out.""",
    "Independent origins": """Which reports go back to one source, and why. This is what the first line counts.""",
    "Reports that share their wording": """Pairs of reports with common text: how much, in which direction, the longest
shared passage, and what was seen.""",
    "About the reports": """What was noted when a report was read, such as a date that is not known.""",
}


def compared() -> Page:
    """The page of the nine reports."""
    lines = DEMO.read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = [line for name in REPORTS for line in lines if f'"id": "{name}"' in line]
    found = compare("-", stdin=io.BytesIO("".join(chosen).encode()))
    return page(found.entries, found.relations, found.inputs)


def parted(text: str) -> dict[str, str]:
    """The printed page by its headings; what stands before the first is under the empty title."""
    parts: dict[str, list[str]] = {"": []}
    for line in text.splitlines():
        if line and line == line.upper() and line[0].isalpha():
            parts[line.capitalize()] = []
        else:
            parts[next(reversed(parts))].append(line)
    return {title: "\n".join(lines).strip() for title, lines in parts.items()}


def text() -> str:
    """The whole page."""
    parts = parted(terminal(compared(), width=80))
    out = [
        HEAD,
        "## Independence",
        "The first line: how many reports, how many independent origins, and what joins those that share one.",
    ]
    out.append(_block(parts.pop("").removeprefix("Comparison").strip()))
    for title, words in parts.items():
        said = PARTS.get(title, "Every report under the label that its citations use." if title == "Reports" else "")
        out += [f"## {title}", said.replace("\n", " "), _block(words)]
    left = [title for title in PARTS if title not in parts]
    if left:
        out += [
            "## Parts that these reports do not have",
            *(f"- **{one}.** " + PARTS[one].replace("\n", " ") for one in left),
        ]
    return "\n\n".join(one.strip() for one in out) + "\n"


def _block(words: str) -> str:
    return f"```\n{words}\n```"


def main() -> int:
    """Write the page, or say whether it is behind the program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether the page is what the program gives")
    given = parser.parse_args()
    made = text()
    if given.check:
        if PAGE.read_text(encoding="utf-8") != made:
            print(f"{PAGE}: behind the program; run scripts/make_compare_docs.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(made, encoding="utf-8")
    print(f"{len(made.splitlines())} lines in {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
