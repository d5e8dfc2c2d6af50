"""Step `themes`: map publishers' labels to concepts, and suggest themes and disciplines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline import languages
from pipeline.records import UNDETERMINED, Document, Passage, Tag
from pipeline.steps import declared, models
from pipeline.steps.batches import (
    each_alone,
    load_batch,
    mark_done,
    passages_with_vectors,
    pending_of,
)
from pipeline.steps.context import Context, Pending, Tally
from pipeline.store import documents, results

if TYPE_CHECKING:
    from pipeline.themes import Suggestion


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
    with context.store.read() as connection:
        whole = documents.load_passages(connection, batch)
    found, broken = each_alone(
        batch,
        lambda document: [
            *_publisher_tags(context, document),
            *_by_meaning(context, document, passages[document.id], vectors[document.id]),
            *_by_labels(context, document, whole[document.id]),
        ],
    )
    most = context.workspace.settings.suggestions
    tags = [tag for id_ in sorted(found) for tag in _best(found[id_], most)]
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


def _publisher_tags(context: Context, document: Document) -> list[Tag]:
    from pipeline.themes import publisher_tags

    vocabularies = list(declared.vocabularies(context.workspace).values())
    country_of = declared.gazetteers(context.workspace).country_of
    return publisher_tags(document.id, document.labels, vocabularies, country_of)


def _by_meaning(
    context: Context,
    document: Document,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> Iterator[Tag]:
    """Yield what the passages are nearest to, in languages that the encoder understands."""
    from pipeline.themes import suggest

    if not languages.route(document.language).encoder:
        return
    for scheme in sorted(declared.vocabularies(context.workspace)):
        suggester = models.suggester(context.workspace, scheme)
        found = suggest(passages, vectors, suggester)
        yield from _suggested(context, document, (scheme, suggester.version), found)


def _by_labels(context: Context, document: Document, passages: Sequence[Passage]) -> Iterator[Tag]:
    """Yield what the text names, in all other languages and where the language is not known."""
    is_known = document.language != UNDETERMINED
    if is_known and languages.route(document.language).encoder:
        return
    for scheme in sorted(declared.vocabularies(context.workspace)):
        matcher = models.label_matcher(context.workspace, scheme)
        found = matcher.suggest(document, passages)
        yield from _suggested(context, document, (scheme, matcher.version), found)


def _suggested(
    context: Context, document: Document, by: tuple[str, str], found: Sequence[Suggestion]
) -> Iterator[Tag]:
    """Yield the best suggestions as tags; `by` is the scheme and the version of what suggests."""
    scheme, version = by
    for one in found[: context.workspace.settings.suggestions]:
        if one.evidence:
            key = (document.id, scheme, one.concept_id)
            yield Tag(*key, "suggested", one.score, one.evidence, version)


def _best(tags: Sequence[Tag], most: int) -> list[Tag]:
    """Keep the stronger of two suggestions of one concept, and the best of each scheme."""
    given = [tag for tag in tags if tag.origin != "suggested"]
    ranked = sorted(
        (tag for tag in tags if tag.origin == "suggested"),
        key=lambda tag: (tag.scheme, -tag.score, tag.concept_id, tag.model),
    )
    kept: dict[str, dict[str, Tag]] = {}
    for tag in ranked:
        of_scheme = kept.setdefault(tag.scheme, {})
        if len(of_scheme) < most:
            of_scheme.setdefault(tag.concept_id, tag)
    return given + [tag for of_scheme in kept.values() for tag in of_scheme.values()]
