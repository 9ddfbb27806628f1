"""The learned reader: a small encoder that finds source, cue and content, trained by ``training/``."""
