"""Who is who across reports: one identity for a person, body or country, whatever each report calls it."""
