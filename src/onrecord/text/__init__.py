"""Canonical text, and exact maps from any cleaned form back to its offsets."""
