"""Step `topics`: embed new passages batch by batch, then fit topics over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import languages
from pipeline.steps import models
from pipeline.steps.batches import load_batch, mark_done, passages_with_vectors, pending_of
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import embedded, ledger, results

if TYPE_CHECKING:
    from pipeline.topics import Registry, TopicFit


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
        inputs = ledger.documents_digest(connection)
        last = results.fit_key(connection)
    if last and last[1:] == (inputs, key):
        return ""
    return _fit(context, inputs, key)


def _fit(context: Context, inputs: str, key: str) -> str:
    from pipeline.topics import document_topics, extend_fit, fit_topics, save_fit

    with context.store.read() as connection:
        last = results.load_fit(connection)
        version = models.encoder(context.workspace).version
        corpus = embedded.load_passage_texts(connection, version, _is_read)
    settings = context.workspace.settings
    clean = np.array(corpus.qualities) >= settings.min_quality
    fit = fit_topics(
        list(compress(corpus.passages, clean)),
        corpus.vectors[clean],
        n_topics=settings.n_topics,
        seed=settings.seed,
        previous=_registry(last.registry) if last else None,
    )
    fit = extend_fit(fit, list(compress(corpus.passages, ~clean)), corpus.vectors[~clean])
    # The files first: a run killed in between fits again, and gets the same.
    save_fit(fit, context.workspace.models_dir / "topics")
    with context.store.write() as connection:
        results.put_fit(
            connection,
            results.Fit(last.number + 1 if last else 1, inputs, key, asdict(fit.registry)),
            fit.topics,
            {each.passage_id: (each.topic_id or None, each.score) for each in fit.passages},
            [
                (each.document_id, each.topic_id, each.share)
                for each in document_topics(corpus.passages + corpus.unread, fit.passages)
            ],
        )
    return _told(fit, len(corpus.unread))


def _is_read(language: str) -> bool:
    return languages.route(language).encoder


def _told(fit: TopicFit, n_unread: int) -> str:
    n_all = max(len(fit.passages), 1)
    told = f"{len(fit.topics)} topics; {100 * fit.n_unassigned / n_all:.0f} % of passages in none"
    if n_unread:
        told += f"; {n_unread:,} passages not assessed, for their language"
    return told


def _registry(values: dict[str, Any]) -> Registry:
    from pipeline.topics import RegisteredTopic, Registry

    return Registry(
        tuple(
            RegisteredTopic(
                id=each["id"],
                label=each["label"],
                terms=tuple((term, weight) for term, weight in each["terms"]),
                members=tuple(each["members"]),
                is_retired=each["is_retired"],
            )
            for each in values["topics"]
        )
    )
