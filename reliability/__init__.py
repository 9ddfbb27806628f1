"""What Onrecord promises whatever is fed to it and whatever happens to the machine, put to the test at length.

Each module is run by hand (``python -m reliability.NAME``) and prints what it found; tests/reliability runs a short
form of each. What was measured stands in docs/reliability.md.
"""
