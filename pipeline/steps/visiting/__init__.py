"""Visits to sources: what is due is read or fetched, and kept, so that a kill loses nothing."""
