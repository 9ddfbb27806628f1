"""Run as ``python -m evaluation.dues``."""

from evaluation.dues.score import main

main()
