"""Lexicons: reviewed data files, each with its source, and their loaders."""
