"""The command line: thin, every command the same record or function of the Python interface."""
