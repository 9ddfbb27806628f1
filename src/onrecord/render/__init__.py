"""Pages drawn: in a terminal, as Markdown, as one HTML file."""
