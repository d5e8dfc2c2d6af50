"""PDFs: from the geometry of their words to running text."""
