"""HTML pages: main text, and what the page says of itself."""
