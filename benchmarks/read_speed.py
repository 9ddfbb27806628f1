"""Times reading against the bare language model, on the same texts in the same run.

    ./dev bench [FOLDER] [--texts N] [--rounds 5]

Prints the median of the rounds' ratios; both sides are CPU seconds of this process, turn about, so that a noisy
machine disturbs both alike. The aim of stage 1 is a ratio of at most 2.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from onrecord import pipeline
from onrecord.intake.sources import documents
from onrecord.model.report import Document
from onrecord.reading.engine import load_engine

HOME = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "dev" / "text"


def cpu(job: Callable[[], object]) -> float:
    begin = time.process_time()
    job()
    return time.process_time() - begin


def ratios(folder: Path, texts: int, rounds: int) -> list[float]:
    """For each round, CPU time of reading over CPU time of the bare model."""
    sources = [one for one in documents(str(folder)) if isinstance(one, Document)][:texts]
    engine = load_engine()
    import spacy

    bare = spacy.load(engine.nlp.path)
    pipeline.read(sources[0], lambda: engine)  # loads lexicons and language identification once
    found = []
    for _ in range(rounds):
        plain = cpu(lambda: [len(doc) for doc in bare.pipe(source.text for source in sources)])
        whole = cpu(lambda: [pipeline.read(source, lambda: engine) for source in sources])
        found.append(whole / plain)
        print(f"bare model {plain:6.2f} s   read {whole:6.2f} s   ratio {whole / plain:.2f}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("--texts", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    print(f"median ratio {statistics.median(ratios(args.folder, args.texts, args.rounds)):.2f}")


if __name__ == "__main__":
    main()
