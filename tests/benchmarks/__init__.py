"""Measures of speed and quality: `python -m tests.benchmarks --help`. Not tests: nothing here fails.

To add a measure: a module with `MEASURE`, named in `measures.MEASURES`. A test walks both.
"""
