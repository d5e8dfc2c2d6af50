"""Let `python -m pipeline.cli` do what `culturescope` does."""

from pipeline.cli import main

main()
