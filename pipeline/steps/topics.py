"""Step `topics`: embed new passages batch by batch, then fit topics over all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.steps import models
from pipeline.steps.batches import load_batch, mark_done, passages_with_vectors, pending_of
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import ledger, results


def prepare(context: Context) -> None:
    """Build the sentence encoder where it is not there yet."""
    models.prepare(context.workspace, context.say)


def pending(context: Context) -> Pending:
    """Return the documents whose passages have not been embedded."""
    return pending_of(context, "topics")


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Embed the passages of the given documents."""
    batch = load_batch(context, ids)
    _, _, new = passages_with_vectors(context, batch)
    with context.store.write() as connection:
        results.put_vectors(connection, models.encoder(context.workspace).version, new)
        mark_done(connection, context, "topics", batch)
    return Tally(len(batch), len(batch))


def finish(context: Context) -> str:
    """Fit topics, unless nothing has changed since the last fit."""
    key = models.fingerprint(context.workspace, "topics")
    with context.store.read() as connection:
        inputs = ledger.state_digest(connection, ["topics"])
        last = results.fit_key(connection)
    if last and last[1:] == (inputs, key):
        return ""
    return _fit(context, inputs, key)


def _fit(context: Context, inputs: str, key: str) -> str:
    from pipeline.topics import Registry, document_topics, fit_topics

    encoder = models.encoder(context.workspace).version
    with context.store.read() as connection:
        last = results.load_fit(connection)
        corpus = results.load_passage_texts(connection, encoder)
    settings = context.workspace.settings
    fit = fit_topics(
        [passage.id for passage in corpus.passages],
        [passage.text for passage in corpus.passages],
        corpus.vectors if len(corpus.passages) else np.zeros((0, 384), dtype=np.float32),
        n_topics=settings.n_topics,
        seed=settings.seed,
        previous=Registry.from_json(last[3]) if last else None,
    )
    row = {
        "fit": last[0] + 1 if last else 1,
        "input_sha256": inputs,
        "fingerprint": key,
        "registry": fit.registry.to_json(),
    }
    shares = document_topics(fit, corpus.passages)
    with context.store.write() as connection:
        results.put_fit(connection, row, fit.topics, fit.assignments, shares)
    return fit.summary

