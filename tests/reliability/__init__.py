"""Short forms of what reliability/ does at length."""
