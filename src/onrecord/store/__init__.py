"""Where the record is kept: one SQLite file, with its schema, search and proof."""
