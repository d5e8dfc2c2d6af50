"""Step `themes`: map publishers' labels to concepts, and suggest themes and disciplines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Document, Passage, Tag
from pipeline.steps import declared, models
from pipeline.steps.batches import (
    each_alone,
    load_batch,
    mark_done,
    passages_with_vectors,
    pending_of,
)
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import results


def prepare(context: Context) -> None:
    """Build the sentence encoder where it is not there yet."""
    models.prepare(context.workspace, context.say)


def pending(context: Context) -> Pending:
    """Return the documents whose tags the ledger does not hold."""
    return pending_of(context, "themes")


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Tag the given documents."""
    batch = load_batch(context, ids)
    passages, vectors, new = passages_with_vectors(context, batch)
    found, broken = each_alone(
        batch,
        lambda document: list(
            _tags(context, document, passages[document.id], vectors[document.id])
        ),
    )
    tags = [tag for id_ in sorted(found) for tag in found[id_]]
    with context.store.write() as connection:
        results.put_vectors(connection, models.encoder(context.workspace).version, new)
        results.put_tags(connection, [document.id for document in batch], tags)
        mark_done(connection, context, "themes", batch, broken)
    return Tally(len(batch), len(found), len(broken))


def finish(context: Context) -> str:
    """Say how many tags there are."""
    with context.store.read() as connection:
        n_publisher, n_suggested = results.count_tags(connection)
    return f"{n_publisher:,} tags by publishers, {n_suggested:,} suggested"


def _tags(
    context: Context,
    document: Document,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> Iterator[Tag]:
    from pipeline.themes import publisher_tags, suggest

    workspace = context.workspace
    vocabularies = declared.vocabularies(workspace)
    country_of = declared.gazetteers(workspace).country_of
    yield from publisher_tags(document.id, document.labels, list(vocabularies.values()), country_of)
    for scheme in sorted(vocabularies):
        suggester = models.suggester(workspace, scheme)
        ranked = suggest(passages, vectors, suggester)
        for found in ranked[: workspace.settings.suggestions]:
            if found.evidence:
                yield Tag(
                    document.id,
                    scheme,
                    found.concept_id,
                    "suggested",
                    found.score,
                    found.evidence,
                    suggester.version,
                )
