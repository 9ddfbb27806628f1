"""Labels by hand of deadlines and commitments in sentences of mixed news, as ranges and ids, and their scorer."""
