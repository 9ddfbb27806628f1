"""Lineage: shared passages between reports, what derives from what, and how many independent origins there are."""
