"""Processes that parse and read within limits."""
