"""Checks: where reports agree and differ, one file a kind of difference."""
