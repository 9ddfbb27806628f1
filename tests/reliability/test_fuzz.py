"""Fuzzing in short: every case that showed a fault, some made-up ones for every reader, and the harness itself."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from reliability.fuzz import oracle, runs
from reliability.fuzz.minimise import smallest
from reliability.fuzz.mutation import LONGEST, Mutator
from reliability.fuzz.target import CRASHES
from reliability.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]
KEPT = sorted(path for path in CRASHES.glob("*/*") if path.is_file())
#: Cases of each reader here by what one weighs, and at least: some 6,000 in about twenty seconds of processor time.
CASES, LEAST = 800, 80
#: Processor seconds that a kept case may take; the slowest took more than ten.
MOST = 5.0
FAULTY = "tests.reliability.faulty"


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_case_that_showed_a_fault_shows_none_now(path: Path) -> None:
    """What fuzzing once found stays mended, what took too long included."""
    begun = time.process_time()
    TARGETS[path.parent.name].try_case(path.read_bytes())
    assert time.process_time() - begun < MOST


@pytest.mark.slow
def test_made_up_bytes_give_reports_or_errors(tmp_path: Path) -> None:
    """Whatever the bytes, a reader gives sound documents or its own errors, within bounds, and its process lives."""
    cases = {name: max(LEAST, CASES // target.weight) for name, target in TARGETS.items()}
    results = runs.run(cases, tmp_path)
    assert not any(one.finds for one in results), "\n".join(map(str, results))
    assert {one.target: one.cases for one in results} == cases
    assert sum(cases.values()) >= 2_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("raises", "ZeroDivisionError"),
        ("unsound", "the text is not canonical"),
        ("crashes", "died of SIGSEGV"),
        ("loops", "too much processor time"),
        ("swells", "MemoryError"),
        ("differs", "the same bytes give something else the second time"),
    ],
)
def test_a_fault_of_each_kind_is_found_and_the_rest_is_tried(name: str, what: str, tmp_path: Path) -> None:
    """An exception, a lie, a crash in C, a loop, too much memory: each is told with its case, and the run goes on."""
    (result,) = runs.run({name: 8}, tmp_path, table=FAULTY, case_seconds=1)
    assert {one.what for one in result.finds} == {what}
    assert all(b"!" in one.case.read_bytes() for one in result.finds)
    assert result.cases == 8


def test_a_case_is_known_by_its_number() -> None:
    """The same number makes the same case, in any order and in any process; another seed makes others."""
    page = TARGETS["page"]
    one, other = (Mutator(page.seeds(), page.pieces, seed) for seed in (0, 1))
    numbers = range(len(one.seeds), len(one.seeds) + 60)
    made = {number: one.case(number) for number in numbers}
    assert {number: one.case(number) for number in reversed(numbers)} == made
    assert [other.case(number) for number in numbers] != list(made.values())
    assert max(map(len, made.values())) <= LONGEST


def test_every_reader_has_seeds_and_few_bytes_of_them() -> None:
    """Each reader begins with whole sources of its kind; all of them together are small."""
    assert all(target.seeds() for target in TARGETS.values())
    assert sum(len(seed) for target in TARGETS.values() for seed in target.seeds() if not target.corpus) < 200_000


def test_what_does_not_matter_to_a_case_goes() -> None:
    """A case is made as small as what it shows allows."""
    assert smallest(b"a" * 500 + b"<b" + b"c" * 300 + b">", lambda data: b"<" in data and b">" in data) == b"<>"


@pytest.mark.parametrize(
    "words",
    [
        "javascript:alert(1)",
        "https://",
        "http://[::1",
        "https://a.example/\x1b",
        "https://a.example/<b>",
        "//a.example",
    ],
)
def test_no_address_of_the_web(words: str) -> None:
    """What a page may not make a link of is no address."""
    assert not oracle.is_address(words) or "[" in words


def test_the_command_says_what_it_found() -> None:
    """Run by hand, a line for each reader with cases, time and finds; an unknown reader is named."""
    command = [sys.executable, "-m", "reliability.fuzz"]
    done = subprocess.run([*command, "date", "--cases", "30"], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "date" in done.stdout
    assert "30 cases" in done.stdout
    assert "0 found" in done.stdout
    done = subprocess.run([*command, "dates"], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 2
    assert "no reader 'dates'" in done.stderr
