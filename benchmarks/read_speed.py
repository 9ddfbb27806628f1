"""Times the whole of reading against the bare language model, on the same texts in the same run, on one core.

    ./dev bench [FOLDER] [--texts N] [--rounds 5] [--json]

Both sides are CPU seconds of this process, turn about, so that a noisy machine disturbs both alike; the figure is the
median of the rounds' ratios. Every library is held to one thread. The aim is a ratio of at most 4.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "dev" / "text"
#: What numpy, its linear algebra, thinc and onnxruntime read their number of threads from, before they are loaded.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def one_core() -> None:
    """Hold this process to one core and every library to one thread; call before anything heavy is imported."""
    if "numpy" in sys.modules:
        raise RuntimeError("numpy is loaded already, with as many threads as it pleases")
    os.environ.update(dict.fromkeys(THREADS, "1"))
    if hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def cpu(job: Callable[[], object]) -> float:
    """CPU seconds of this process, all its threads together."""
    begin = time.process_time()
    job()
    return time.process_time() - begin


def spread(sources: list[Any], texts: int) -> list[Any]:
    """That many sources, evenly spread over all."""
    return [sources[at * len(sources) // texts] for at in range(min(texts, len(sources)))] if texts else sources


def ratios(folder: Path, texts: int, rounds: int) -> list[tuple[float, float]]:
    """For each round, CPU seconds of the bare model and of reading."""
    import spacy

    from onrecord import pipeline
    from onrecord.intake.sources import documents
    from onrecord.model.report import Document
    from onrecord.reading.engine import load_engine

    sources = spread([one for one in documents(str(folder)) if isinstance(one, Document)], texts)
    engine = load_engine()
    bare = spacy.load(engine.nlp.path)
    pipeline.read(sources[0], lambda: engine)  # loads lexicons, weights and language identification once
    found = []
    for _ in range(rounds):
        plain = cpu(lambda: [len(doc) for doc in bare.pipe(source.text for source in sources)])
        whole = cpu(lambda: [pipeline.read(source, lambda: engine) for source in sources])
        found.append((plain, whole))
        print(f"bare model {plain:6.2f} s   read {whole:6.2f} s   ratio {whole / plain:.2f}", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("--texts", type=int, default=0, help="so many texts, spread over the folder; 0 for all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    if not given.folder.exists():
        sys.exit(f"{given.folder}: no such folder. Give a folder of texts.")
    one_core()
    found = ratios(given.folder, given.texts, given.rounds)
    median = statistics.median(whole / plain for plain, whole in found)
    print(json.dumps({"ratio": median, "rounds": found}) if given.json else f"median ratio {median:.2f}")


if __name__ == "__main__":
    main()
