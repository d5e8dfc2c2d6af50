"""Measures of speed and quality: `python -m tests.benchmarks --help`.

Not tests: no time and no figure measured here fails anything. To add a measure: a module with
`MEASURE`, named in `measures.MEASURES`. A test walks both.
"""
