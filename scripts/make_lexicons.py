"""Make ``src/onrecord/lexicons/countries.tsv`` from CLDR, countryinfo and the reviewed corrections beside this script.

Run ``uv run python scripts/make_lexicons.py``; with ``--check`` nothing is written and the exit code says whether
the file in the repository is what the sources give.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "onrecord" / "lexicons" / "countries.tsv"
FIELDS = ("name", "names", "adjectives", "peoples", "capitals", "doubtful")
HEAD = """\
# Countries and territories of ISO 3166 (and Kosovo, XK): a line each, values parted by |.
# Sources: names from Unicode CLDR {cldr} (package babel), adjectives and capitals from countryinfo {info} (MIT),
# corrected and added to by hand in scripts/countries_reviewed.tsv. Made by scripts/make_lexicons.py: do not edit.
# doubtful: names that are as often a person, a US state or a town elsewhere.
"""

#: CLDR regions that are no ISO 3166 country.
NOT_COUNTRIES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ UM BV"

#: Territories whose chief town nobody means when a government speaks.
DEPENDENT = (
    "AI AS AW AX BL BM BQ CC CK CW CX FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN "
    "PR RE SH SJ SX TC TF TK VG VI WF YT AQ"
)


def main() -> int:
    made = render()
    if "--check" in sys.argv:
        same = TARGET.read_text(encoding="utf-8") == made
        print("as the sources give it" if same else f"{TARGET} is not what the sources give: run this script")
        return 0 if same else 1
    TARGET.write_text(made, encoding="utf-8")
    print(f"{TARGET}: {made.count(chr(10)) - HEAD.count(chr(10)) - 1} countries")
    return 0


def render() -> str:
    import importlib.metadata

    versions = {"cldr": "47 (babel " + importlib.metadata.version("babel") + ")"}
    versions["info"] = importlib.metadata.version("countryinfo")
    table = {code: gather(code, name, info().get(code, {})) for code, name in cldr().items()}
    for code, field, how, values in reviewed():
        row = table[code]
        row[field] = values if how == "set" else [*row[field], *values]
    lines = ["\t".join(("code", *FIELDS))]
    for code in sorted(table):
        row = table[code]
        row["names"] = unique([*row["name"], *row["names"]])
        row["peoples"] = unique(row["peoples"] or peoples(row["adjectives"]))
        lines.append("\t".join((code, *("|".join(unique(row[field])) for field in FIELDS))))
    return HEAD.format(**versions) + "\n".join(lines) + "\n"


def cldr() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories
    return {code: name for code, name in names.items() if len(code) == 2 and code not in NOT_COUNTRIES.split()}


def info() -> dict[str, dict[str, object]]:
    import countryinfo

    folder = Path(countryinfo.__file__).parent / "data"
    found: dict[str, dict[str, object]] = {}
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        code = data.get("ISO", {}).get("alpha2")
        if code and (code not in found or data.get("demonym")):
            found[code] = data
    return found


def gather(code: str, name: str, data: dict[str, object]) -> dict[str, list[str]]:
    adjectives = [word.strip() for word in str(data.get("demonym") or "").replace("/", ",").split(",")]
    capital = data.get("capital")
    capitals = [] if code in DEPENDENT.split() or not isinstance(capital, str) else [capital, ascii_of(capital)]
    names = [name, name.replace("&", "and"), name.replace("’", "'"), str(data.get("name") or "")]
    names += [one.replace("St. ", "Saint ") for one in names if one.startswith("St. ")]
    return {
        "name": [name.replace("&", "and").replace("’", "'")],
        "names": [one for one in names if "(" not in one and "," not in one and not one.startswith("The ")],
        "adjectives": [one for one in adjectives if one],
        "peoples": [],
        "capitals": capitals,
        "doubtful": [],
    }


def peoples(adjectives: list[str]) -> list[str]:
    """Plural words for the people where English forms them with -s ("Ukrainians", "Iraqis")."""
    return [word + "s" for word in adjectives if word.endswith(("an", "i", "ian", "ean", "er", "ek", "ot", "k"))]


def reviewed() -> Iterator[tuple[str, str, str, list[str]]]:
    for line in (HERE / "countries_reviewed.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            code, field, how, values = (*line.split("\t"), "")[:4]
            yield code, field, how, [value for value in values.split("|") if value]


def ascii_of(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


if __name__ == "__main__":
    sys.exit(main())
