"""Theme suggestions beside Annif: `python -m tests.benchmarks.tagging --help`."""
