"""Fuzzing: made-up bytes for every reader of the outside, and what must hold whatever the bytes are.

``python -m reliability.fuzz`` tries every reader for ten minutes (``make fuzz``); ``--seconds`` and names of readers
make it shorter. Each runs in a process of its own with a limit of processor time for each case and of memory, so that
a crash of C code or a loop without end is found and told instead of ending the run. ``corpus/`` holds what the cases
are made from, ``crashes/`` every case that showed a fault; tests replay those.

Where Atheris is installed, cases are led by which lines they reach; elsewhere, and in tests, they are made by
``mutation`` alone, the same in every run.
"""
