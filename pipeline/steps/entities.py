"""Step `entities`: find what documents name."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.steps import models
from pipeline.steps.batches import each_alone, load_batch, mark_done, pending_of
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import documents, results
from pipeline.store.entities import count_mentions


def pending(context: Context) -> Pending:
    """Return the documents whose mentions the ledger does not hold."""
    return pending_of(context, "entities")


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Find the mentions of the given documents."""
    from pipeline.entities import find_mentions

    recogniser = models.recogniser(context.workspace)
    batch = load_batch(context, ids)
    with context.store.read() as connection:
        passages = documents.load_passages(connection, batch)
    found, broken = each_alone(
        batch, lambda document: find_mentions([document], recogniser, passages)[0]
    )
    with context.store.write() as connection:
        results.put_mentions(
            connection, {document.id: found.get(document.id, ()) for document in batch}
        )
        mark_done(connection, context, "entities", batch, broken)
    return Tally(len(batch), len(found), len(broken))


def finish(context: Context) -> str:
    """Say how much was found."""
    with context.store.read() as connection:
        n_mentions, n_entities = count_mentions(connection)
    return f"{n_mentions:,} mentions of {n_entities:,} entities"
