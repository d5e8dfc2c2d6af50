"""Entities: names are found in texts. Compared with the same spaCy model left to itself."""

from __future__ import annotations

import time

from pipeline.entities import find_mentions
from pipeline.settings import Workspace
from pipeline.steps import models
from tests.benchmarks.corpus import all_documents, compared_documents, count_words
from tests.benchmarks.measuring import alternate, timed_stage
from tests.benchmarks.nouns import Figures, Measure

BATCH = 16
"""Paragraphs a batch of the bare model: 8 to 32 were fastest."""


def run(workspace: Workspace, rounds: int) -> Figures:
    """Time the stage; then the finding of mentions beside `nlp.pipe` over the same paragraphs."""
    cost, report = timed_stage(workspace, "entities")
    everything = all_documents(workspace)
    some = compared_documents(everything)
    recogniser = models.recogniser(workspace)
    paragraphs = [part for document in some for part in document.text.split("\n\n")]

    def bare() -> None:
        with recogniser.nlp.memory_zone():
            for doc in recogniser.nlp.pipe(paragraphs, batch_size=BATCH):
                _ = doc.ents

    find_mentions(some[:1], recogniser)  # automatons are made when the first text comes
    pairs = alternate(lambda: find_mentions(some, recogniser), bare, rounds, time.process_time)
    note = f"{report.note}; ratio on {count_words(some):,} words, processor time"
    n_words = count_words(everything)
    return Figures(report.n_out, cost.seconds, cost.peak_mb, pairs, n_words, note)


MEASURE = Measure("entities", "bare nlp.pipe, ner only", ("ingest", "clean"), run)
