"""Step `topics`: embed new passages batch by batch, then give them topics, or fit topics anew.

Topics are fitted again only where there is a reason to: see `deciding`. Otherwise new documents
are given to the standing topics, which costs work for them alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.steps import models
from pipeline.steps.batches import load_batch, mark_done, passages_with_vectors, pending_of
from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.topics import deciding, fitting, standing
from pipeline.store import ledger, results, topic_state
from pipeline.store import topics as topic_store

__all__ = ["finish", "pending", "prepare", "process"]


def prepare(context: Context) -> None:
    """Build the sentence encoder where it is not there yet."""
    models.prepare(context.workspace, context.say)


def pending(context: Context) -> Pending:
    """Return the documents whose passages have not been embedded."""
    return pending_of(context, "topics")


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Embed the passages of the given documents, and take their old topics off them."""
    batch = load_batch(context, ids)
    _, _, new = passages_with_vectors(context, batch)
    with context.store.write() as connection:
        results.put_vectors(connection, models.encoder(context.workspace).version, new)
        topic_state.forget_passages(connection, ids)
        mark_done(connection, context, "topics", batch)
    return Tally(len(batch), len(batch))


def finish(context: Context) -> str:
    """Give new passages to the standing topics, or fit topics; say which, and why."""
    with context.store.read() as connection:
        inputs = ledger.documents_digest(connection)
        last = topic_store.last_fit(connection)
    reason = deciding.why_fit(context.workspace, last)
    if last is None or reason:
        return fitting.fit(context, fitting.Call(last, inputs, reason))
    if last.input_sha256 == inputs:
        return ""
    outcome = standing.place_new(context, last, inputs)
    if outcome.reason:
        return fitting.fit(context, fitting.Call(last, inputs, outcome.reason, outcome.drift))
    return outcome.told
