"""Step `themes`: map publishers' labels to concepts, and suggest themes and disciplines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline import languages
from pipeline.records import UNDETERMINED, Document, Passage, Tag
from pipeline.steps import declared, in_use, models
from pipeline.steps.batches import (
    each_alone,
    load_batch,
    mark_under,
    passages_with_vectors,
    pending_of,
)
from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.declared import SHIPPED
from pipeline.steps.kit import Kit, take_kit
from pipeline.steps.learning import train_if_due
from pipeline.store import documents, results
from pipeline.store.probabilities import Thought, put_thoughts

if TYPE_CHECKING:
    from pipeline.themes import Suggestion
    from pipeline.vocabulary import Vocabulary

COUNTED = ("disciplines", "themes")
"""Schemes that trends count by probability."""

Read = tuple[Sequence[Passage], NDArray[np.float32]]
"""Passages that the encoder understands, and their vectors."""


def prepare(context: Context) -> None:
    """Build what is not there yet, and train where enough was decided since the last time.

    Raises:
        ModelError: A model in use is damaged.
    """
    models.prepare(context.workspace, context.say)
    models.prepare_suggesters(context.workspace)
    train_if_due(context)


def pending(context: Context) -> Pending:
    """Return the documents whose tags the ledger does not hold."""
    return pending_of(context, "themes")


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Tag the given documents."""
    batch = load_batch(context, ids)
    # Before anything is loaded: what is promoted meanwhile is to see this batch as well.
    key = ("themes", models.fingerprint(context.workspace, "themes"))
    kit = take_kit(context.workspace)
    passages, vectors, new = passages_with_vectors(context, batch)
    with context.store.read() as connection:
        whole = documents.load_passages(connection, batch)
    most = context.workspace.settings.suggestions

    def find(document: Document) -> tuple[list[Tag], list[Thought]]:
        read = (passages[document.id], vectors[document.id])
        meant, thoughts = _by_meaning(kit, document, read, most)
        named = _by_labels(kit, document, whole[document.id], most)
        return _best([*_publisher_tags(kit, document), *meant, *named], most), thoughts

    found, broken = each_alone(batch, find)
    with context.store.write() as connection:
        results.put_vectors(connection, kit.encoder.version, new)
        ids = [document.id for document in batch]
        results.put_tags(connection, ids, [tag for id_ in sorted(found) for tag in found[id_][0]])
        thoughts = [thought for id_ in sorted(found) for thought in found[id_][1]]
        put_thoughts(connection, ids, thoughts)
        mark_under(connection, key, batch, broken)
    return Tally(len(batch), len(found), len(broken))


def finish(context: Context) -> str:
    """Say how many tags there are, and which trained models suggested."""
    with context.store.read() as connection:
        n_publisher, n_suggested = results.count_tags(connection)
    schemes = declared.vocabularies(context.workspace)
    versions = [in_use.load(context.workspace, scheme).version for scheme in schemes]
    trained = ", ".join(version for version in versions if version != in_use.COLD)
    told = f"{n_publisher:,} tags by publishers, {n_suggested:,} suggested"
    return f"{told} by {trained}" if trained else told


def _publisher_tags(kit: Kit, document: Document) -> list[Tag]:
    from pipeline.themes import publisher_tags

    # A label that several vocabularies know is the shipped ones' first.
    order = sorted(kit.taggers, key=lambda scheme: (scheme not in SHIPPED, scheme != "themes"))
    vocabularies = [kit.vocabulary(scheme) for scheme in order]
    return publisher_tags(document.id, document.labels, vocabularies, kit.places.country_of)


def _by_meaning(
    kit: Kit, document: Document, read: Read, most: int
) -> tuple[list[Tag], list[Thought]]:
    """Return what the taggers in use find in languages that the encoder understands.

    Each ranks its whole vocabulary in one pass, and gives evidence for the best alone. What it
    thinks of all concepts is kept where trends need it.
    """
    tags: list[Tag] = []
    thoughts: list[Thought] = []
    if languages.route(document.language).encoder:
        for scheme, tagger in kit.taggers.items():
            found, scores = tagger.assess(document.title, *read, limit=most)
            tags += _suggested(document, (scheme, tagger.version), found)
            if scheme in COUNTED:
                likely = _likely(f"{document.id}/{scheme}", kit.vocabulary(scheme), scores)
                thoughts.append(Thought(document.id, scheme, likely, tagger.version))
    return tags, thoughts


def _likely(key: str, vocabulary: Vocabulary, scores: NDArray[np.float64]) -> dict[str, float]:
    """Return the probabilities that stand for all of a document's, by concept id."""
    from pipeline.themes import sparse
    from pipeline.trends import PROBABILITY_DECIMALS, PROBABILITY_FLOOR

    rounded = scores.round(PROBABILITY_DECIMALS).tolist()
    ids = (concept.id for concept in vocabulary.concepts)
    return sparse(key, zip(ids, rounded, strict=True), floor=PROBABILITY_FLOOR)


def _by_labels(
    kit: Kit, document: Document, passages: Sequence[Passage], most: int
) -> Iterator[Tag]:
    """Yield what the text names, in all other languages and where the language is not known."""
    is_known = document.language != UNDETERMINED
    if is_known and languages.route(document.language).encoder:
        return
    for scheme in kit.taggers:
        matcher = kit.matcher(scheme)
        found = matcher.suggest(document, passages)[:most]
        yield from _suggested(document, (scheme, matcher.version), found)


def _suggested(
    document: Document, by: tuple[str, str], found: Sequence[Suggestion]
) -> Iterator[Tag]:
    """Yield suggestions as tags; `by` is the scheme and the version of what suggests."""
    scheme, version = by
    for one in found:
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
