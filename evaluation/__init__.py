"""Measuring Onrecord on labelled data that lies outside the repository."""
