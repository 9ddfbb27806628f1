"""The page: a record read, compared and judged in a browser; imported only by ``onrecord serve``."""
