"""Which lines of a page without mark-up are its article: a small model, learnt by `train`."""
