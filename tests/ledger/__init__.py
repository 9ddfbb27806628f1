"""Tests of the ledger: what holds between reports on where the matter stands."""
