"""The page: what stands before it, and what it does in a browser."""
