"""Where the matter stands: happenings, positions and what is due, each once, with all who tell it."""
