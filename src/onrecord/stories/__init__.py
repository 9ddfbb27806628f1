"""Stories: which reports are on one development."""
