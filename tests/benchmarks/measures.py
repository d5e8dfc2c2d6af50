"""All measures, in the order in which they run."""

from __future__ import annotations

import importlib

from tests.benchmarks.nouns import Measure

MEASURES = {
    "ingest": "tests.benchmarks.ingest",
    "clean": "tests.benchmarks.clean",
    "html_pages": "tests.benchmarks.html_pages",
    "entities": "tests.benchmarks.entities",
    "embedding": "tests.benchmarks.embedding",
    "topics": "tests.benchmarks.topics",
    "publish": "tests.benchmarks.publish",
}
"""Modules, imported late: what one measure loads would count as memory of the others."""


def load_measure(name: str) -> Measure:
    """Return a measure by its name."""
    found: Measure = importlib.import_module(MEASURES[name]).MEASURE
    return found
