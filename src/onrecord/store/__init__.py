"""Where the record is kept: one SQLite file or a PostgreSQL database, with its schema, search and proof."""
