"""The forms in which the sample articles are shipped: one module each, all of them pure."""
