"""Intake: bytes become documents, one module a format; everything is told by content and extension."""
