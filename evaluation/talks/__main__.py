"""Run as ``python -m evaluation.talks``."""

from evaluation.talks.score import main

main()
