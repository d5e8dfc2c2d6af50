"""The web as a place to read from: addresses, manners of asking, and what an answer holds."""
