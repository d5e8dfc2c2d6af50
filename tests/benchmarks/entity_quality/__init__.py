"""What the entities stage finds, measured beside the same spaCy pipeline left to itself."""
