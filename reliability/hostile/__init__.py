"""Hostile input: some hundred files made by a script, each of which must end in a clear message or a sound report.

``python -m reliability.hostile`` makes each in a folder of its own, takes it in, reads it, keeps it, proves what was
kept, compares it and shows it, each in a process that may use ten seconds of processor time a step and is killed where
it uses more. It prints a line an input: what became of it, what that cost.
"""
