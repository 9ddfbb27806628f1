"""Tests of the lineage stage."""
