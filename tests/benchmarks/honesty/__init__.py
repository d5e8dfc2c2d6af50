"""Whether the figures of trends keep their word, on corpora whose truth is known."""
