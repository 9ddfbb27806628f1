"""Tests of the reuse index."""
