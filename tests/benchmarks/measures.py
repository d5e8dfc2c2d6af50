"""All measures, in the order in which they run."""

from __future__ import annotations

from tests.benchmarks import clean, embedding, entities, ingest, publish, topics
from tests.benchmarks.nouns import Measure

MEASURES: dict[str, Measure] = {
    "ingest": ingest.MEASURE,
    "clean": clean.MEASURE,
    "entities": entities.MEASURE,
    "embedding": embedding.MEASURE,
    "topics": topics.MEASURE,
    "publish": publish.MEASURE,
}
