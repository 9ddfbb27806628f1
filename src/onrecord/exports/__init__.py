"""Pages and records as data, one file a format: JSON, JSON lines, CSV."""
