"""Decisions of editors: what stands, what was undone, what is learnt from."""
