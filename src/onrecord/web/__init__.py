"""The page: a local server of the record's screens, imported by ``onrecord serve`` alone."""
