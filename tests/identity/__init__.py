"""Tests of who is who across reports."""
