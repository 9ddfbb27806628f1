"""Tests of dossiers: which reports belong to one, and what is new in it."""
