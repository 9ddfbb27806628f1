"""Tests: what must be true of Onrecord."""
