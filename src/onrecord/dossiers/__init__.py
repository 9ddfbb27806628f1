"""The user's own cases inside a record: which reports belong to one, and what is new in it."""
